//! Scores the reading of web pages against pages with known text, titles and dates that lie beside the repository.

#![allow(unreachable_pub, reason = "a module of the example, not of the test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tidywire_ingest::{Format, Item, Options, RawArticle, Reader};

/// One page with what is known about it.
pub struct Case {
    /// The page, decompressed into a folder of its own.
    pub path: PathBuf,
    /// The article's text.
    pub text: String,
    /// Hashes of the titles that count as right.
    titles: Vec<String>,
    /// Days that count as right.
    days: Vec<String>,
}

/// Sums over pages.
#[derive(Debug, Default)]
pub struct Score {
    pub pages: usize,
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
    pub titles: usize,
    pub dates: usize,
    /// What is wrong, a line each.
    pub errors: Vec<String>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The pages, decompressed below `folder`; none if the development data is absent.
pub fn cases(folder: &Path) -> Option<Vec<Case>> {
    let pages = root().join("../shared/dev/pages");
    let truth = fs::read_to_string(pages.join("truth.jsonl")).ok()?;
    let facts = fs::read_to_string(root().join("data/gold/pages_facts.csv")).expect("the key of titles and dates");
    let facts: BTreeMap<&str, Vec<&str>> = facts
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(','))
        .map(|(id, rest)| (id, rest.split(',').collect()))
        .collect();
    let case = |line: &str| {
        let record: Value = serde_json::from_str(line).expect("JSON");
        let field = |name: &str| record[name].as_str().expect("a string").to_owned();
        let id = field("id");
        let path = folder.join(format!("{id}.html"));
        let page = fs::File::open(pages.join(field("file"))).expect("a page");
        let mut out = fs::File::create(&path).expect("a file");
        std::io::copy(&mut GzDecoder::new(page), &mut out).expect("a page");
        let facts = &facts[id.as_str()];
        Case {
            path,
            text: field("text"),
            titles: facts[0].split(' ').map(str::to_owned).collect(),
            days: facts[1..3]
                .iter()
                .filter(|day| !day.is_empty())
                .map(|day| (*day).to_owned())
                .collect(),
        }
    };
    Some(truth.lines().map(case).collect())
}

/// Reads one page.
pub fn read(case: &Case) -> Option<RawArticle> {
    let options = Options {
        format: Some(Format::Html),
        ..Options::default()
    };
    let items = Reader::new([&case.path], options).expect("a reader");
    items.into_iter().find_map(|item| match item {
        Item::Article(article) => Some(article),
        Item::Problem(_) => None,
    })
}

impl Score {
    /// Adds one page.
    pub fn add(&mut self, case: &Case, article: Option<&RawArticle>) {
        let text = article.map_or("", |article| &article.text);
        let (precision, recall, f1) = token_scores(text, &case.text);
        self.pages += 1;
        self.precision += precision;
        self.recall += recall;
        self.f1 += f1;
        let name = case.path.file_name().unwrap_or_default().to_string_lossy();
        let title = article.and_then(|article| article.title.as_deref()).unwrap_or_default();
        let day = article
            .and_then(|article| article.published_at.as_deref())
            .unwrap_or_default();
        let day = &day[..day.len().min(10)];
        if case.titles.contains(&hash(title)) {
            self.titles += 1;
        } else {
            self.errors.push(format!("{name}: title {title:?}"));
        }
        if case.days.iter().any(|right| right == day) {
            self.dates += 1;
        } else {
            let from = article.and_then(|article| article.published_from);
            self.errors
                .push(format!("{name}: date {day} from {from:?}, not {:?}", case.days));
        }
        if f1 < 0.9 {
            self.errors.push(format!(
                "{name}: text F1 {f1:.3} (precision {precision:.3}, recall {recall:.3})"
            ));
        }
    }

    /// The mean of a sum over pages.
    pub fn mean(&self, sum: f64) -> f64 {
        sum / self.pages.max(1) as f64
    }
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|char: char| !char.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

fn hash(title: &str) -> String {
    let digest = Sha256::digest(words(title).join(" "));
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Precision, recall and F1 of the bags of words.
pub fn token_scores(found: &str, truth: &str) -> (f64, f64, f64) {
    let (found, truth) = (words(found), words(truth));
    let mut bag: BTreeMap<&str, i64> = BTreeMap::new();
    for word in &truth {
        *bag.entry(word).or_default() += 1;
    }
    let mut hits = 0;
    for word in &found {
        if let Some(left) = bag.get_mut(word.as_str()).filter(|left| **left > 0) {
            *left -= 1;
            hits += 1;
        }
    }
    let share = |of: usize| if of == 0 { 0.0 } else { f64::from(hits) / of as f64 };
    let (precision, recall) = (share(found.len()), share(truth.len()));
    let f1 = if hits == 0 {
        0.0
    } else {
        2.0 * precision * recall / (precision + recall)
    };
    (precision, recall, f1)
}
