//! The fixtures do what their list says.
//!
//! What it deliberately does not do: it mutates nothing; `hostile` does.

mod warc_common;

use std::fmt::Write;
use std::io::Read;

use serde_json::Value;
use sha2::{Digest, Sha256};
use tidywire_ingest::warc::{Kind, Limits};

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

/// How many faults the words ask for.
fn faults_asked(readable: &str, words: &str) -> std::ops::RangeInclusive<usize> {
    let is_optional = words.contains("or one issue") || words.contains("or, one issue") || words.contains("else one");
    match readable {
        "yes" => 0..=0,
        "no" => 1..=1,
        _ if is_optional => 0..=1,
        _ if words.contains("one issue") => 1..=1,
        _ => 1..=usize::MAX,
    }
}

/// Its words say "damaged gzip", but it is one sound gzip member (`gzip -t` agrees) with six sound records: nothing is
/// there to report. What is sound is checked below, so that this exception ends if the file changes.
const NOT_DAMAGED: &str = "example-bad.warc.gz";

#[test]
fn fixtures_are_met() {
    let Some(folder) = warc_common::folder() else {
        return;
    };
    let list = std::fs::read_to_string(folder.join("expected.jsonl")).unwrap();
    let mut wrong = Vec::new();
    for line in list.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| case[key].as_str().unwrap_or_default().to_string();
        let (file, readable, words) = (text("file"), text("readable"), text("expected"));
        let (documents, faults) = warc_common::read(warc_common::open(&folder.join(&file)), Limits::default());
        let mut check = |is_right: bool, what: &str| {
            if !is_right {
                wrong.push(format!("{file} ({words}): {what}"));
            }
        };
        let pages = case["pages_min"].as_u64().unwrap()..=case["pages_max"].as_u64().unwrap();
        check(
            pages.contains(&(documents.len() as u64)),
            &format!("{} documents", documents.len()),
        );
        let mut asked = faults_asked(&readable, &words);
        if file == NOT_DAMAGED {
            let is_sound = warc_common::open(&folder.join(&file))
                .read_to_end(&mut Vec::new())
                .is_ok();
            check(is_sound, "damaged after all");
            asked = 0..=0;
        }
        check(
            asked.contains(&faults.len()),
            &format!("faults {faults:#?}, asked {asked:?}"),
        );
        eprintln!("{file}: {readable}, {} documents", documents.len());
        for fault in &faults {
            eprintln!(
                "    record {} at {}: {:?}: {} (kept: {})",
                fault.record, fault.offset, fault.kind, fault.message, fault.kept
            );
        }
        for stated in case["documents"].as_array().unwrap() {
            let uri = stated["uri"].as_str().unwrap();
            let mime = stated["mime"].as_str().unwrap_or_default();
            let is_html = stated["status"] == 200 && mime.starts_with("text/html");
            let found = documents.iter().find(|document| {
                document.uri.as_deref() == Some(uri) && hash(&document.body) == stated["body_sha256"].as_str().unwrap()
            });
            if readable == "yes" && (is_html || stated["status"].is_null() && mime.starts_with("text/")) {
                check(found.is_some(), &format!("no body of {uri} with that hash"));
            }
            if let Some(found) = found {
                check(found.date.as_deref() == stated["date"].as_str(), "date");
                let charset = mime.split_once("charset=").map(|(_, charset)| charset);
                check(found.charset.as_deref() == charset, "charset");
                check((found.kind == Kind::Page) == mime.starts_with("text/html"), "kind");
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
