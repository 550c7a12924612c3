//! `evaluate`: scores against the gold in `data/gold`, with the ratchet.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use jiff::civil::Date;
use tidywire_evaluate::{Baseline, Gold, Scores, score};
use tidywire_extract::{Knowledge, extract};
use tidywire_language::{Analyzer, Model};
use tidywire_lexicon::Lexicon;

/// Result of an evaluation.
#[derive(Debug)]
pub struct Outcome {
    /// Scores of all articles.
    pub scores: Scores,
    /// Number of articles.
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
    for path in gold_files(gold)? {
        let shown = path.display().to_string();
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {shown}"))?;
        let gold = Gold::parse(&shown, &text)?;
        let article = articles.join(&gold.article);
        let words = fs::read_to_string(&article).with_context(|| format!("cannot read {}", article.display()))?;
        // The same cleaning as ingest does for plain text matters only at the end of the file.
        let words = words.trim_end().to_owned();
        gold.check(&shown, &words)?;
        let document = analyzer.document(words);
        let found = extract(&document, &knowledge, card_date(&article));
        scores.add(score(&gold, &document.text, &found));
        count += 1;
    }
    if count == 0 {
        bail!("no gold files in {}", gold.display());
    }
    Ok(Outcome {
        scores,
        articles: count,
    })
}

fn gold_files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        let is_gold = path.extension().is_some_and(|extension| extension == "toml")
            && path.file_name().is_some_and(|name| name != "baseline.toml");
        if is_gold {
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

/// The scores as a table in Markdown.
pub fn table(outcome: &Outcome) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "| score | right | wrong | missed | precision | recall | F1 |\n|---|---:|---:|---:|---:|---:|---:|"
    );
    for (name, count) in &outcome.scores.counts {
        let (precision, recall, f1) = count.percent();
        let _ = writeln!(
            out,
            "| {name} | {} | {} | {} | {precision:.1} | {recall:.1} | {f1:.1} |",
            count.right, count.wrong, count.missed
        );
    }
    out
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
                miss.article.split('_').next().unwrap_or_default(),
                miss.detail,
                miss.words
            );
        }
    }
    out
}

/// The ratchet: what differs from the blessed baseline, as lines; empty when nothing does.
///
/// # Errors
/// When the baseline cannot be read.
pub fn drift(outcome: &Outcome, baseline: &Path) -> anyhow::Result<Vec<String>> {
    let text = fs::read_to_string(baseline).with_context(|| format!("cannot read {}", baseline.display()))?;
    let blessed = Baseline::parse(&baseline.display().to_string(), &text)?;
    let shown = |count: Option<tidywire_evaluate::Count>| {
        count.map_or_else(
            || "none".to_owned(),
            |count| format!("[{}, {}, {}]", count.right, count.wrong, count.missed),
        )
    };
    Ok(blessed
        .compare(&outcome.scores)
        .into_iter()
        .map(|drift| {
            format!(
                "{}: blessed {}, now {}",
                drift.score,
                shown(drift.blessed),
                shown(drift.found)
            )
        })
        .collect())
}

/// Blesses the scores.
///
/// # Errors
/// When the file cannot be written.
pub fn bless(outcome: &Outcome, baseline: &Path) -> anyhow::Result<()> {
    fs::write(baseline, Baseline::render(&outcome.scores))
        .with_context(|| format!("cannot write {}", baseline.display()))
}
