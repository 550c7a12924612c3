//! `evaluate`: scores against the gold in `data/gold`, with the ratchet.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use jiff::civil::Date;
use tidywire_evaluate::{Baseline, Count, Gold, Phrase, Scores, score};
use tidywire_extract::{Knowledge, analyze, extract};
use tidywire_language::{Analyzer, Model};
use tidywire_lexicon::Lexicon;

use crate::by_eye;

/// File of the blessed counts, in the folder of the gold.
pub const BASELINE: &str = "baseline.toml";

/// File of the blessed counts of the development sets, beside it.
pub const DEVELOPMENT: &str = "development.toml";

/// Folder of the phrases for the actor table, beside it.
const PHRASES: &str = "phrases";

/// What the remaining errors have in common, in words, beside it.
const ANALYSIS: &str = "analysis.md";

/// Result of an evaluation.
#[derive(Debug)]
pub struct Outcome {
    /// Scores of all articles or records.
    pub scores: Scores,
    /// Number of articles or records.
    pub articles: usize,
}

/// Scores every article that has gold. `articles` is the folder of the texts; a card beside a text gives its date.
///
/// # Errors
/// When a file cannot be read or a gold file is wrong.
pub fn run(articles: &Path, gold: &Path, lexicon: &Lexicon) -> anyhow::Result<Outcome> {
    let knowledge = Knowledge::new(lexicon);
    let mut analyzer = Analyzer::new(Model::embedded());
    let mut scores = Scores::default();
    let mut count = 0;
    let annotated = toml_files(gold)?.into_iter().filter(|path| {
        path.file_name()
            .is_some_and(|name| name != BASELINE && name != DEVELOPMENT)
    });
    for path in annotated {
        let shown = path.display().to_string();
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {shown}"))?;
        let gold = Gold::parse(&shown, &text)?;
        let article = articles.join(&gold.article);
        let words = fs::read_to_string(&article).with_context(|| format!("cannot read {}", article.display()))?;
        // The same cleaning as ingest does for plain text matters only at the end of the file.
        let words = words.trim_end().to_owned();
        gold.check(&shown, &words)?;
        let document = analyze(&mut analyzer, Model::embedded(), &knowledge, words);
        let found = extract(&document, &knowledge, card_date(&article));
        scores.add(score(&gold, &document.text, &found));
        count += 1;
    }
    if count == 0 {
        bail!("no gold files in {}", gold.display());
    }
    for path in toml_files(&gold.join(PHRASES))? {
        let shown = path.display().to_string();
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {shown}"))?;
        for phrase in Phrase::parse(&shown, &text)? {
            let document = analyze(&mut analyzer, Model::embedded(), &knowledge, phrase.text.clone());
            let found = extract(&document, &knowledge, phrase.date());
            scores.add(phrase.score(&found.mentions));
        }
    }
    Ok(Outcome {
        scores,
        articles: count,
    })
}

/// The TOML files of a folder by name; none where there is no folder.
fn toml_files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// `published_at` of the source card beside an article.
fn card_date(article: &Path) -> Option<Date> {
    let card = fs::read_to_string(article.with_extension("card.toml")).ok()?;
    let line = card.lines().find_map(|line| line.strip_prefix("published_at"))?;
    line.split('"').nth(1)?.get(..10)?.parse().ok()
}

/// Scores as a table in Markdown.
pub fn table(scores: &Scores) -> String {
    rows(scores.counts.iter().map(|(name, count)| (name.as_ref(), *count)))
}

fn rows<'s>(counts: impl Iterator<Item = (&'s str, Count)>) -> String {
    let mut out = String::from(
        "| score | right | wrong | missed | precision | recall | F1 |\n|---|---:|---:|---:|---:|---:|---:|\n",
    );
    for (name, count) in counts {
        let (precision, recall, f1) = count.percent();
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "| {name} | {} | {} | {} | {precision:.1} | {recall:.1} | {f1:.1} |",
            count.right, count.wrong, count.missed
        );
    }
    out
}

/// The page of the evaluation: the scores of the gold, the blessed counts of the development sets, and what the
/// remaining errors have in common, as far as the folder of the gold holds them.
///
/// # Errors
/// When a file that exists cannot be read.
pub fn page(outcome: &Outcome, gold: &Path) -> anyhow::Result<String> {
    let mut page = format!(
        "# Evaluation\n\nScores on the {} annotated articles of `data/gold`, written by `tidywire evaluate --out`.\n\n{}",
        outcome.articles,
        table(&outcome.scores)
    );
    let development = gold.join(DEVELOPMENT);
    if development.exists() {
        let blessed = baseline(&development)?;
        let counts = blessed
            .counts
            .iter()
            .map(|(name, &counts)| (name.as_str(), Count::from(counts)));
        page.push_str(
            "\n## Development sets\n\nTexts that may not be published are measured beside the repository: blessed counts of \
             `tidywire evaluate --set all`, set by set.\n\n",
        );
        page.push_str(&rows(counts));
    }
    for (name, section) in by_eye::FILES {
        let verdicts = gold.join(name);
        if verdicts.exists() {
            let text = fs::read_to_string(&verdicts).with_context(|| format!("cannot read {}", verdicts.display()))?;
            page.push_str(&section(&verdicts, &text)?);
        }
    }
    let analysis = gold.join(ANALYSIS);
    if analysis.exists() {
        let text = fs::read_to_string(&analysis).with_context(|| format!("cannot read {}", analysis.display()))?;
        page.push_str("\n## What the remaining errors have in common\n\n");
        page.push_str(text.trim());
        page.push('\n');
    }
    Ok(page)
}

/// The errors, grouped as scored.
pub fn misses(outcome: &Outcome, only: Option<&str>) -> String {
    let mut out = String::new();
    for miss in &outcome.scores.misses {
        if only.is_none_or(|only| miss.score == only) {
            // Writing to a string cannot fail.
            let _ = writeln!(
                out,
                "{} {} {}\n    {}\n    in: {}",
                miss.score,
                miss.kind,
                short(&miss.article),
                miss.detail,
                miss.words
            );
        }
    }
    out
}

/// The number of an annotated article; ids of records stay whole.
fn short(article: &str) -> &str {
    match article.strip_suffix(".txt").and_then(|name| name.split_once('_')) {
        Some((number, _)) => number,
        None => article,
    }
}

/// Reads a file of blessed counts.
///
/// # Errors
/// When it cannot be read or is no such file.
pub fn baseline(path: &Path) -> anyhow::Result<Baseline> {
    let shown = path.display().to_string();
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {shown}"))?;
    Ok(Baseline::parse(&shown, &text)?)
}

/// The ratchet: what differs from the blessed counts, as lines; empty when nothing does.
pub fn differences(blessed: &Baseline, scores: &Scores) -> Vec<String> {
    let shown = |count: Option<Count>| {
        count.map_or_else(
            || "none".to_owned(),
            |count| format!("[{}, {}, {}]", count.right, count.wrong, count.missed),
        )
    };
    blessed
        .compare(scores)
        .into_iter()
        .map(|drift| {
            format!(
                "{}: blessed {}, now {}",
                drift.score,
                shown(drift.blessed),
                shown(drift.found)
            )
        })
        .collect()
}

/// Blesses the scores.
///
/// # Errors
/// When the file cannot be written.
pub fn bless(outcome: &Outcome, path: &Path) -> anyhow::Result<()> {
    let mut baseline = Baseline::default();
    baseline.bless(&outcome.scores);
    fs::write(path, baseline.render()).with_context(|| format!("cannot write {}", path.display()))
}
