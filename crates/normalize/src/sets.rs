//! `evaluate --set`: scores against development sets that lie beside the repository.
//!
//! What it deliberately does not do: it knows no set and no rule of scoring; both live in `tidywire_evaluate::sets`.
//!
//! Invariant: the same counts in the same order for any number of threads.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;
use std::{fs, thread};

use anyhow::{Context as _, bail};
use tidywire_evaluate::sets::{Record, SETS, Set};
use tidywire_evaluate::{Baseline, Scores};
use tidywire_extract::{Knowledge, analyze, extract};
use tidywire_language::{Analyzer, Model};
use tidywire_lexicon::Lexicon;

use crate::evaluate::{self, Outcome};

/// The sets that a name stands for.
///
/// # Errors
/// When there is none of that name.
pub fn named(name: &str) -> anyhow::Result<Vec<&'static Set>> {
    let sets = Set::named(name);
    if sets.is_empty() {
        let known: Vec<&str> = SETS.iter().map(|set| set.name).collect();
        bail!("no set is called `{name}`; there are all, {}", known.join(", "));
    }
    Ok(sets)
}

/// Scores every record of the sets, whose files lie below `folder`.
///
/// # Errors
/// When the folder or a file is missing, cannot be read or is wrong (with path and line).
pub fn run(sets: &[&Set], folder: &Path, lexicon: &Lexicon) -> anyhow::Result<Outcome> {
    if !folder.is_dir() {
        bail!(
            "no development data at {}: name their folder with --dev DIR",
            folder.display()
        );
    }
    let knowledge = Knowledge::new(lexicon);
    let mut outcome = Outcome {
        scores: Scores::default(),
        articles: 0,
    };
    for set in sets {
        let records = read(set, folder)?;
        outcome.articles += records.len();
        for scores in score(&records, &knowledge, lexicon) {
            outcome.scores.add(scores);
        }
    }
    Ok(outcome)
}

/// The records of one set.
fn read(set: &Set, folder: &Path) -> anyhow::Result<Vec<Record>> {
    let path = folder.join(set.file);
    let shown = path.display().to_string();
    let file = File::open(&path).with_context(|| format!("cannot read {shown}"))?;
    let bytes: Box<dyn Read> = if set.file.ends_with(".gz") {
        Box::new(flate2::read::MultiGzDecoder::new(file))
    } else {
        Box::new(file)
    };
    let mut records = Vec::new();
    for (index, line) in BufReader::new(bytes).lines().enumerate() {
        let line = line.with_context(|| format!("{shown}:{}: cannot read the line", index + 1))?;
        records.extend(set.parse(&shown, index + 1, &line)?);
    }
    if records.is_empty() {
        bail!("{shown} holds no record");
    }
    Ok(records)
}

/// The scores of each record in order, worked out on all cores.
fn score(records: &[Record], knowledge: &Knowledge<'_>, lexicon: &Lexicon) -> Vec<Scores> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let share = records.len().div_ceil(threads).max(1);
    let part = |records: &[Record]| -> Vec<Scores> {
        let mut analyzer = Analyzer::new(Model::embedded());
        let mut one = |record: &Record| {
            let mut document = analyze(&mut analyzer, Model::embedded(), knowledge, record.text.clone());
            let found = extract(&document, knowledge, record.published);
            document.text.clone_from(&record.text);
            record.score(&document, &found, lexicon)
        };
        records.iter().map(&mut one).collect()
    };
    thread::scope(|scope| {
        let workers: Vec<_> = records
            .chunks(share)
            .map(|records| scope.spawn(move || part(records)))
            .collect();
        let parts = workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        parts.flatten().collect()
    })
}

/// What differs from the blessed counts of these sets, as lines. Sets that are not part of `all` have none.
///
/// # Errors
/// When the file of blessed counts cannot be read.
pub fn drift(outcome: &Outcome, sets: &[&Set], blessed: &Path) -> anyhow::Result<Vec<String>> {
    if !sets.iter().any(|set| set.blessed) {
        return Ok(Vec::new());
    }
    let mut baseline = evaluate::baseline(blessed)?;
    baseline.counts.retain(|name, _| owned(sets, name));
    Ok(evaluate::differences(&baseline, &blessable(outcome, sets)))
}

/// Blesses the counts of these sets; those of other sets stay.
///
/// # Errors
/// When the file cannot be read or written, or no set has blessed counts.
pub fn bless(outcome: &Outcome, sets: &[&Set], blessed: &Path) -> anyhow::Result<()> {
    if !sets.iter().any(|set| set.blessed) {
        bail!("only the sets of `--set all` have blessed counts");
    }
    let mut baseline = if blessed.exists() {
        evaluate::baseline(blessed)?
    } else {
        Baseline::default()
    };
    // A score that is gone must not stay behind.
    baseline.counts.retain(|name, _| !owned(sets, name));
    baseline.bless(&blessable(outcome, sets));
    fs::write(blessed, baseline.render()).with_context(|| format!("cannot write {}", blessed.display()))
}

/// The scores that may be blessed.
fn blessable(outcome: &Outcome, sets: &[&Set]) -> Scores {
    let mut scores = outcome.scores.clone();
    scores.counts.retain(|name, _| owned(sets, name));
    scores
}

fn owned(sets: &[&Set], score: &str) -> bool {
    sets.iter().any(|set| set.blessed && set.owns(score))
}
