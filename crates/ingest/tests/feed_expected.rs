//! The development feeds: what must be read of each of the 106, as `expected.jsonl` has it.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use serde_json::Value;
use tidywire_ingest::feed::{Entry, Fault, Feed, looks_like, plain, read};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/dev/feeds");

/// Where the record says something else than the file. Each stays different for the reason given.
const DISPUTED: [(&str, &str, &str); 2] = [
    (
        "rss/rss_2.0_ilmessaggero.xml",
        "first.published: Some(\"2022-11-15T23:38:15Z\"), expected null",
        "the file says \"mer, 16 nov 2022 00:38:15 +0100\"; feed-rs and its own tests read it, rightly",
    ),
    (
        "rss/rss_2.0_nbcny.xml",
        "first.published: None, expected \"2023-12-16T02:02:33Z\"",
        "the file says \"02:02:33 PM\" without a zone; the record has the morning in UTC; feed-rs reads no such date",
    ),
];

/// The file, unpacked if it is packed.
fn bytes(file: &str) -> Vec<u8> {
    let bytes = fs::read(Path::new(FOLDER).join(file)).expect(file);
    if !file.ends_with(".gz") {
        return bytes;
    }
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(&bytes[..])
        .read_to_end(&mut unpacked)
        .expect(file);
    unpacked
}

/// The records, or none and a word about it where the data is not there.
fn records() -> Vec<Value> {
    let Ok(lines) = fs::read_to_string(Path::new(FOLDER).join("expected.jsonl")) else {
        eprintln!("SKIPPED: {FOLDER}/expected.jsonl is not there; nothing was checked");
        return Vec::new();
    };
    let records: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect(line))
        .collect();
    assert_eq!(records.len(), 106);
    records
}

fn title(entry: &Entry) -> Option<String> {
    let title = entry.title.as_deref()?;
    Some(if entry.title_is_html {
        plain(title)
    } else {
        title.into()
    })
}

/// What of the record's `check` does not match.
fn differences(record: &Value, feed: Option<&Feed>, faults: &[Fault]) -> Vec<String> {
    let mut found = Vec::new();
    let mut compare = |what: &str, got: Option<&str>, expected: &Value| {
        if got != expected.as_str() {
            found.push(format!("{what}: {got:?}, expected {expected}"));
        }
    };
    let entries = feed.map_or(&[][..], |feed| &feed.entries);
    match record["readable"].as_str() {
        Some("no") => {
            if !entries.is_empty() || faults.len() != 1 {
                found.push(format!(
                    "expected one fault and no item, got {} and {}",
                    faults.len(),
                    entries.len()
                ));
            }
            return found;
        }
        Some("yes") if feed.is_none() || !faults.is_empty() => {
            found.push(format!("expected no fault, got {faults:?}"));
            return found;
        }
        _ => {}
    }
    let first = entries.first();
    for check in record["check"].as_array().expect("a list") {
        let expected = &record["first"];
        match check.as_str().expect("a string") {
            "title" => compare("title", feed.and_then(|feed| feed.title.as_deref()), &record["title"]),
            "items" => compare(
                "items",
                Some(&entries.len().to_string()),
                &Value::String(record["items"].to_string()),
            ),
            "first.title" => compare("first.title", first.and_then(title).as_deref(), &expected["title"]),
            "first.link" => compare(
                "first.link",
                first.and_then(|entry| entry.link.as_deref()),
                &expected["link"],
            ),
            "first.published" => {
                compare(
                    "first.published",
                    first.and_then(|entry| entry.published.as_deref()),
                    &expected["published"],
                );
            }
            other => panic!("unknown check {other}"),
        }
    }
    found
}

#[test]
fn all_of_them() {
    let (mut failed, mut optional) = (Vec::new(), Vec::new());
    for record in records() {
        let file = record["file"].as_str().expect("a name");
        let bytes = bytes(file);
        let (feed, faults) = read(&bytes);
        assert!(
            feed.is_some() || faults.len() == 1 && faults[0].fatal,
            "{file}: {faults:?}"
        );
        assert!(
            feed.is_none() || faults.iter().all(|fault| !fault.fatal),
            "{file}: {faults:?}"
        );
        let differences = differences(&record, feed.as_ref(), &faults);
        let disputed = DISPUTED.iter().find(|disputed| disputed.0 == file);
        if let Some((_, difference, why)) = disputed {
            assert_eq!(differences, [*difference], "{file}");
            eprintln!("DISPUTED: {file}: {difference}: {why}");
        } else if !differences.is_empty() {
            failed.push(format!("{file}: {}", differences.join("; ")));
        }
        if record["readable"] == "yes" {
            assert!(looks_like(&bytes), "{file}");
            assert!(looks_like(&bytes[..bytes.len().min(1024)]), "{file}");
        }
        if record["readable"] == "either" {
            let count = feed.as_ref().map(|feed| feed.entries.len());
            let first = feed.as_ref().and_then(|feed| feed.entries.first());
            let first = first.map(|entry| (title(entry), entry.link.clone(), entry.published.clone()));
            optional.push(format!(
                "{file}: expected {} {}, got {count:?} {first:?} {faults:?}",
                record["items"], record["first"]
            ));
        }
    }
    eprintln!("Optional:\n{}", optional.join("\n"));
    assert!(failed.is_empty(), "{} failed:\n{}", failed.len(), failed.join("\n"));
}

/// First entry of a file.
fn entry(file: &str) -> Entry {
    read(&bytes(file)).0.expect(file).entries.swap_remove(0)
}

/// Body and whether it is HTML.
fn body(file: &str) -> (String, bool) {
    let entry = entry(file);
    (entry.body.unwrap_or_default(), entry.body_is_html)
}

#[test]
fn what_the_words_say() {
    if records().is_empty() {
        return;
    }
    let (text, is_html) = body("rss/own_html_in_description.xml");
    assert!(
        is_html && text.contains("<p>The bridge was hit.</p>") && text.contains("<p>No one was hurt.</p>"),
        "{text}"
    );
    let (text, is_html) = body("atom/own_xhtml.xml");
    assert!(is_html);
    assert_eq!(plain(&text), "Two people were killed.");
    let html_title = entry("atom/own_html_title.xml");
    assert_eq!(
        html_title.title.as_deref(),
        Some("Shelling &amp; fire near Velka kills two")
    );
    assert!(html_title.title_is_html);
    assert_eq!(body("encoding/demoronize-1.xml"), ("don\u{2019}t".into(), false));
    assert_eq!(body("encoding/double-encoded-html.xml"), ("\u{2026}".into(), false));
    let (text, is_html) = body("rss/rss_2.0_ghost_2.xml");
    assert!(is_html && text.len() > 500 && text.contains("<p>"), "{text}");
    assert_eq!(
        body("rss/own_no_title.xml"),
        ("Power cut in Velka after strike.".into(), false)
    );
    assert_eq!(entry("rss/own_no_title.xml").id, None);
    let (text, is_html) = body("atom/atom_mediarss_youtube_1.xml");
    assert!(
        !is_html && text.starts_with("Check Out Weathered on PBS Terra https://") && text.contains("ZFIaOg&ab"),
        "{text}"
    );
    // By reference: the text is the summary.
    assert!(body("atom/atom_content_src.xml").0.starts_with("How do X.509"));
    let texts: Vec<Entry> = read(&bytes("rss/rss_0.92_spec_1.xml")).0.expect("a feed").entries;
    assert!(texts.iter().all(|entry| entry.title.is_none() && entry.body.is_some()));
    let entries = read(&bytes("json/own_two_items.json")).0.expect("a feed").entries;
    assert_eq!(entries[0].body.as_deref(), Some("Two people were killed."));
    assert_eq!((entries[0].body_is_html, entries[1].body_is_html), (false, true));
    assert_eq!(entry("json/own_number_id.json").id.as_deref(), Some("17"));
    let entries = read(&bytes("rss/own_two_items.xml")).0.expect("a feed").entries;
    assert_eq!(entries[1].published.as_deref(), Some("2026-03-04T07:00:00Z"));
    let entries = read(&bytes("rss/own_same_guid_twice.xml")).0.expect("a feed").entries;
    assert_eq!(entries[0].id, entries[1].id);
    assert!(entries[0].id.is_some());
    assert_eq!(entry("rss/rss_0.91_missing_id.xml").id, None);
    let (text, _) = body("rss/rss_2.0_relurl_1.xml");
    assert!(text == "..." || text.contains("<em>is</em>"), "{text}");
    assert_eq!(body("atom/own_prefixed.xml").0.trim(), "Two people were killed.");
    assert_eq!(
        entry("atom/own_published_and_updated.xml").published.as_deref(),
        Some("2026-03-03T06:30:00Z")
    );
    assert!(entry("rss/rss_2.0_reddit.xml").body_is_html);
    assert_eq!(
        body("broken/rss_item_link_corrupted_ampersands.xml"),
        (String::new(), false)
    );
    for file in ["json/elastic_1.1.json", "json/version_11_author.json"] {
        assert!(!entry(file).authors.is_empty(), "{file}");
    }
}

#[test]
fn broken_ones_keep_what_is_good() {
    if records().is_empty() {
        return;
    }
    let titles = |file: &str| -> (Vec<Option<String>>, Vec<Fault>) {
        let (feed, faults) = read(&bytes(file));
        (feed.unwrap_or_default().entries.iter().map(title).collect(), faults)
    };
    let good = |text: &str| Some(text.to_owned());
    let (kept, faults) = titles("broken/own_bad_item_in_middle.xml");
    assert_eq!(
        kept,
        [good("Shelling near Velka kills two"), good("Talks resume in Orsk")]
    );
    assert_eq!((faults.len(), faults[0].line), (1, Some(1)));
    let at = faults[0].byte_offset.expect("a place") as usize;
    assert!(bytes("broken/own_bad_item_in_middle.xml")[at..].starts_with(b"<item><title>Broken"));
    let (kept, faults) = titles("broken/own_cut_in_item.xml");
    assert_eq!((kept, faults.len()), (vec![good("Shelling near Velka kills two")], 1));
    // Nothing of the machine, nothing of the bomb.
    assert_eq!(titles("broken/own_external_entity.xml").0, [good("&x;")]);
    let (feed, _) = read(&bytes("broken/own_entity_bomb.xml"));
    assert_eq!(feed.and_then(|feed| feed.title).as_deref(), Some("&g;"));
    assert_eq!(
        titles("broken/own_nul_bytes.xml").0,
        [good("Shel\u{fffd}ling near Velka kills two")]
    );
    let (_, faults) = titles("broken/own_json_trailing_comma.json");
    assert_eq!(faults[0].line, Some(1));
    assert_eq!(
        entry("encoding/own_utf-16-be.xml").title.as_deref(),
        Some("Обстріл Велки")
    );
}
