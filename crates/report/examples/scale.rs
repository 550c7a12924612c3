//! Time, memory and size of a report on many articles, made up from the tables of the sample corpus.
//!
//!     cargo run --release -p tidywire-report --example scale -- 100000 [DIR]
//!     cargo run --release -p tidywire-report --example scale -- report DIR
//!     cargo run --release -p tidywire-report --example scale -- items FILE.jsonl.gz > articles.jsonl
//!
//! Article after article is one of the samples with ids of its own, a day of its own, and other words of the same length wherever no row covers
//! the text, so that it does not compress like a copy. The tables and the report stay in DIR if one is named; the second form makes
//! the report of tables that are there. The third writes 5,000 articles of 22 news items each, which is as long as
//! most articles and says more: FILE has a `date` and a `text` a line.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::Context as _;
use flate2::read::GzDecoder;
use jiff::ToSpan as _;
use sha2::{Digest as _, Sha256};
use tidywire_codebook::{Action, Actor, Article, DateRow, Figure, Mention, Place, SentenceRow, Statement};
use tidywire_report::{Choices, write_report};
use tidywire_tables::{Provenance, Rows, TablesError, TablesWriter, read_dir_table};

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let first = arguments.next();
    if first.as_deref() == Some(REPORT) {
        return report(Path::new(&arguments.next().context("no folder")?));
    }
    if first.as_deref() == Some("items") {
        return items(Path::new(&arguments.next().context("no file")?));
    }
    let count: u32 = first.map_or(Ok(5_000), |count| count.parse())?;
    let temporary = tempfile::tempdir()?;
    let dir = arguments.next().map_or(temporary.path().to_owned(), PathBuf::from);
    let sample = sample(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/tables"))?;
    write(&dir.join("tables"), &sample, count)?;
    writeln!(
        std::io::stdout(),
        "{count} articles of {:.0} characters, {:.1} figures, {:.1} actions, {:.1} mentions on average",
        mean(&sample, |rows| rows.articles[0].text.chars().count()),
        mean(&sample, |rows| rows.figures.len()),
        mean(&sample, |rows| rows.actions.len()),
        mean(&sample, |rows| rows.mentions.len()),
    )?;
    // A process of its own, so that the memory is that of the report alone.
    let status = Command::new(std::env::current_exe()?).arg(REPORT).arg(&dir).status()?;
    anyhow::ensure!(status.success(), "the report failed");
    Ok(())
}

/// Stands for the number of articles where the tables are there.
const REPORT: &str = "report";

fn report(dir: &Path) -> anyhow::Result<()> {
    let (tables, out) = (dir.join("tables"), dir.join("report"));
    let start = Instant::now();
    let summary = write_report(&tables, &out, &Choices::under("floor")?)?;
    writeln!(
        std::io::stdout(),
        "report: {} pictures in {:.1} s, peak {} MB; explorer.html {:.1} MB",
        summary.pictures.len(),
        start.elapsed().as_secs_f64(),
        peak(),
        std::fs::metadata(out.join("explorer.html"))?.len() as f64 / 1e6
    )?;
    Ok(())
}

fn items(file: &Path) -> anyhow::Result<()> {
    let file = std::fs::File::open(file).with_context(|| file.display().to_string())?;
    let mut items = Vec::new();
    for line in BufReader::new(GzDecoder::new(file)).lines() {
        let item: serde_json::Value = serde_json::from_str(&line?)?;
        let words = |key: &str| item[key].as_str().unwrap_or_default().to_owned();
        items.push((words("date"), words("text")));
    }
    anyhow::ensure!(!items.is_empty(), "no items");
    let mut out = std::io::stdout().lock();
    for article in 0..5_000u64 {
        // Scattered over all years, without two articles that share many.
        let pick = |place: u64| {
            let mixed = (article * 22 + place).wrapping_mul(0x9e37_79b9_7f4a_7c15)
                ^ article.wrapping_mul(0xff51_afd7_ed55_8ccd);
            &items[(mixed >> 16) as usize % items.len()]
        };
        let picked: Vec<_> = (0..22).map(pick).collect();
        let texts: Vec<&str> = picked.iter().map(|(_, text)| text.as_str()).collect();
        let article = serde_json::json!({
            "id": format!("made-up-{article:04}"),
            "title": format!("Made-up article {article}"),
            "date": picked[0].0,
            "text": texts.join("\n\n"),
        });
        writeln!(out, "{article}")?;
    }
    Ok(())
}

fn mean(sample: &[Rows], of: impl Fn(&Rows) -> usize) -> f64 {
    sample.iter().map(of).sum::<usize>() as f64 / sample.len() as f64
}

/// The rows of each article; the actors stand with the first.
fn sample(dir: &Path) -> Result<Vec<Rows>, TablesError> {
    let articles = read_dir_table::<Article>(dir)?;
    let ids: Vec<String> = articles.iter().map(|row| row.article_id.clone()).collect();
    let mut sample: Vec<Rows> = Vec::new();
    for article in articles {
        sample.push(Rows {
            articles: vec![article],
            ..Rows::default()
        });
    }
    let place = |id: &str| ids.iter().position(|known| known == id).unwrap_or_default();
    for row in read_dir_table::<SentenceRow>(dir)? {
        sample[place(&row.article_id)].sentences.push(row);
    }
    for row in read_dir_table::<Mention>(dir)? {
        sample[place(&row.article_id)].mentions.push(row);
    }
    for row in read_dir_table::<Figure>(dir)? {
        sample[place(&row.article_id)].figures.push(row);
    }
    for row in read_dir_table::<Action>(dir)? {
        sample[place(&row.article_id)].actions.push(row);
    }
    for row in read_dir_table::<Statement>(dir)? {
        sample[place(&row.article_id)].statements.push(row);
    }
    for row in read_dir_table::<Place>(dir)? {
        sample[place(&row.article_id)].places.push(row);
    }
    for row in read_dir_table::<DateRow>(dir)? {
        sample[place(&row.article_id)].dates.push(row);
    }
    sample[0].actors = read_dir_table::<Actor>(dir)?;
    Ok(sample)
}

fn write(dir: &Path, sample: &[Rows], count: u32) -> anyhow::Result<()> {
    let mut writer = TablesWriter::create(dir, &Provenance::default())?;
    let words = words(sample);
    for number in 0..count {
        let mut rows = sample[number as usize % sample.len()].clone();
        let hash = |id: &str| -> String {
            let digest = Sha256::digest(format!("{number} {id}"));
            digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
        };
        let id = format!("{number:08x}{}", &hash("article")[..8]);
        let same = |row: &mut String| row.clone_from(&id);
        for article in &mut rows.articles {
            let covered = covered(&rows.mentions, &rows.figures, &rows.actions, &rows.places, &rows.dates);
            article.text = varied(&article.text, &covered, &words, number);
            article.published_at = article
                .published_at
                .map(|instant| instant.checked_add((i64::from(number) % 700 * 24).hours()))
                .transpose()?;
            same(&mut article.article_id);
            same(&mut article.story_id);
        }
        rows.sentences.iter_mut().for_each(|row| same(&mut row.article_id));
        rows.places.iter_mut().for_each(|row| same(&mut row.article_id));
        rows.dates.iter_mut().for_each(|row| same(&mut row.article_id));
        for row in &mut rows.mentions {
            same(&mut row.article_id);
            row.mention_id = hash(&row.mention_id);
        }
        for row in &mut rows.figures {
            same(&mut row.article_id);
            row.figure_id = hash(&row.figure_id);
            row.action_id = row.action_id.as_deref().map(hash);
            row.parent_figure_id = row.parent_figure_id.as_deref().map(hash);
        }
        for row in &mut rows.actions {
            same(&mut row.article_id);
            row.action_id = hash(&row.action_id);
            row.event_id = hash(&row.event_id);
        }
        for row in &mut rows.statements {
            same(&mut row.article_id);
            row.statement_id = hash(&row.statement_id);
        }
        if number > 0 {
            rows.actors.clear();
        }
        writer.append(rows)?;
    }
    writer.finish()?;
    Ok(())
}

/// Words of the sample by their length.
fn words(sample: &[Rows]) -> BTreeMap<usize, Vec<String>> {
    let mut words: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let texts = sample
        .iter()
        .flat_map(|rows| &rows.articles)
        .map(|article| &article.text);
    for word in texts.flat_map(|text| text.split_whitespace()) {
        if word.chars().all(|letter| letter.is_ascii_lowercase()) {
            words.entry(word.len()).or_default().push(word.to_owned());
        }
    }
    words
}

fn covered(
    mentions: &[Mention],
    figures: &[Figure],
    actions: &[Action],
    places: &[Place],
    dates: &[DateRow],
) -> Vec<(i64, i64)> {
    let mentions = mentions.iter().map(|row| (row.char_start, row.char_end));
    let figures = figures.iter().map(|row| (row.char_start, row.char_end));
    let actions = actions.iter().map(|row| (row.char_start, row.char_end));
    let places = places.iter().map(|row| (row.char_start, row.char_end));
    let dates = dates.iter().map(|row| (row.char_start, row.char_end));
    mentions
        .chain(figures)
        .chain(actions)
        .chain(places)
        .chain(dates)
        .collect()
}

/// The text with other words of the same length where nothing is covered.
fn varied(text: &str, covered: &[(i64, i64)], words: &BTreeMap<usize, Vec<String>>, number: u32) -> String {
    let mut state = u64::from(number) + 1;
    let mut at = 0;
    let mut varied = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let length = word.chars().count() as i64;
        let free = covered.iter().all(|&(start, end)| end <= at || start >= at + length);
        // Steele and Vigna 2021: a linear congruence with this multiplier, its upper bits.
        state = state.wrapping_mul(0xd134_2543_de82_ef95).wrapping_add(1);
        match words.get(&bare.len()) {
            Some(others) if free && bare.chars().all(|letter| letter.is_ascii_lowercase()) => {
                varied.push_str(&others[(state >> 33) as usize % others.len()]);
                varied.push_str(&word[bare.len()..]);
            }
            _ => varied.push_str(word),
        }
        at += length;
    }
    varied
}

/// Megabytes of memory at the highest.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1024
}
