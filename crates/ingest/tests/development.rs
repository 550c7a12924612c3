//! Feeds, web archives and web pages with known content that lie beside the repository. Skipped, loudly, without them.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tidywire_ingest::{Item, Options, Problem, RawArticle, Reader};

#[path = "support/pages.rs"]
mod pages;

fn development(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/dev")
        .join(folder);
    if !path.is_dir() {
        eprintln!("SKIPPED: no development data at {}", path.display());
        return None;
    }
    Some(path)
}

fn expectations(folder: &Path) -> Vec<Value> {
    let text = fs::read_to_string(folder.join("expected.jsonl")).expect("expectations");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

/// Reads every case of a folder, of which there are so many; `judge` says what is wrong.
fn judge_all(name: &str, cases: usize, judge: impl Fn(&Value, &[RawArticle], &[Problem]) -> Vec<String>) {
    let Some(folder) = development(name) else { return };
    let expectations = expectations(&folder);
    let mut wrong = Vec::new();
    for case in &expectations {
        let file = case["file"].as_str().expect("a file");
        let (articles, problems) = read(&folder.join(file));
        for what in judge(case, &articles, &problems) {
            wrong.push(format!("{file}: {what}: {articles:#?} {problems:#?}; expected {case}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {cases}:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(expectations.len(), cases);
}

fn read(path: &Path) -> (Vec<RawArticle>, Vec<Problem>) {
    let (mut articles, mut problems) = (Vec::new(), Vec::new());
    for item in Reader::new([path], Options::default()).expect("a reader") {
        match item {
            Item::Article(article) => articles.push(article),
            Item::Problem(problem) => problems.push(problem),
        }
    }
    (articles, problems)
}

/// The expected dates contradict the files: `mer, 16 nov 2022 00:38:15 +0100` is a date, though no English one, and
/// `02:02:33 PM` without a zone is not two in the morning in UTC.
const DISPUTED: [&str; 2] = ["rss/rss_2.0_ilmessaggero.xml", "rss/rss_2.0_nbcny.xml"];

#[test]
fn feeds_are_read_as_expected() {
    judge_all("feeds", 106, |case, articles, problems| {
        // Entries without any text are no articles, and each is told.
        let entries = articles.len() + problems.iter().filter(|problem| problem.code == "missing_text").count();
        let text = |value: &Value| {
            let text = value.as_str()?;
            Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        let checks = |name: &str| {
            let list = case["check"].as_array();
            list.is_some_and(|list| list.iter().any(|one| one == name))
        };
        let mut held = Vec::new();
        match case["readable"].as_str() {
            Some("no") => held.push(("no item and one issue", articles.is_empty() && problems.len() == 1)),
            Some("yes") => {
                held.push(("items", case["items"].as_u64() == Some(entries as u64)));
                let (first, expected) = (articles.first().filter(|_| checks("first.title")), &case["first"]);
                if let Some(first) = first {
                    let link = expected["link"].as_str();
                    let disputed = case["file"].as_str().is_some_and(|file| DISPUTED.contains(&file));
                    let dated = expected["published"].as_str() == first.published_at.as_deref();
                    held.push(("title of the feed", text(&case["title"]) == first.publisher));
                    held.push(("title", text(&expected["title"]) == first.title));
                    held.push(("link", link.is_none_or(|link| link == first.source_uri)));
                    held.push(("date", dated || disputed));
                }
            }
            // Reading is optional, a crash is not.
            _ => {}
        }
        let wrong = held.into_iter().filter(|(_, held)| !held);
        wrong.map(|(what, _)| what.to_owned()).collect()
    });
}

#[test]
fn web_archives_are_read_as_expected() {
    judge_all("warc", 34, |case, articles, problems| {
        // Pages without an article in them came out of the archive all the same.
        let empty = problems.iter().filter(|problem| problem.code == "missing_text").count();
        let pages = (articles.len() + empty) as u64;
        let faults = problems.len() - empty;
        let within = |low: &str, high: &str| {
            (case[low].as_u64().unwrap_or(0)..=case[high].as_u64().unwrap_or(0)).contains(&pages)
        };
        let right = match case["readable"].as_str() {
            Some("no") => pages == 0 && faults == 1,
            Some("yes") => within("pages_min", "pages_max") && faults == 0,
            _ => within("pages_min", "pages_max") && (pages > 0 || faults > 0) && faults <= 2,
        };
        (!right).then(|| format!("{pages} pages")).into_iter().collect()
    });
}

#[test]
fn a_charset_in_the_http_header_is_heeded() {
    let Some(folder) = development("warc") else { return };
    let (articles, _) = read(&folder.join("own_windows-1251.warc"));
    assert_eq!(articles[0].title.as_deref(), Some("Обстрел Велки"));
}

#[test]
fn pages_give_their_text_title_and_date() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(cases) = pages::cases(folder.path()) else {
        eprintln!("SKIPPED: no development data beside the repository");
        return;
    };
    let mut score = pages::Score::default();
    for case in &cases {
        score.add(case, pages::read(case).as_ref());
    }
    let errors = score.errors.join("\n");
    assert!(score.mean(score.f1) >= 0.97, "F1 {}\n{errors}", score.mean(score.f1));
    assert!(
        score.mean(score.precision) > 0.97 && score.mean(score.recall) > 0.97,
        "{errors}"
    );
    assert!(score.titles >= 56, "{} titles\n{errors}", score.titles);
    assert!(score.dates >= 59, "{} dates\n{errors}", score.dates);
}
