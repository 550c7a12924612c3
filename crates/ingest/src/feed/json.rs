//! JSON Feed 1.0 and 1.1.
//!
//! feed-rs is not asked: it refuses numbers as ids, and a feed for one wrong field or an unknown version.
//!
//! What it deliberately does not do: it mends no JSON, besides half a surrogate pair.
//!
//! Invariant: a field of a wrong type costs that field, an item of a wrong type that item. serde_json limits the depth.

use jiff::{Timestamp, fmt::rfc2822};
use serde_json::Value;

use super::decode::{Decoded, line_ends};
use super::text::{one_line, repair};
use super::{Entry, Fault, Feed, instant};

/// Reads a feed in JSON.
pub(super) fn read(decoded: &Decoded<'_>) -> Result<(Feed, Vec<Fault>), Fault> {
    let text = decoded.text.trim_start_matches('\u{feff}');
    let before = decoded.text.len() - text.len();
    let parsed = serde_json::from_str::<Value>(text).or_else(|error| {
        // Half a pair is the only thing that serde_json refuses although the JSON is well formed.
        serde_json::from_str(&without_half_pairs(text)).map_err(|_| error)
    });
    let value = parsed.map_err(|error| {
        let at = place(text, error.line(), error.column());
        let what = error.to_string();
        Fault {
            line: Some(error.line() as u64),
            byte_offset: at.and_then(|at| decoded.byte_offset(before + at)),
            ..Fault::fatal(format!(
                "not JSON: {}",
                what.split(" at line ").next().unwrap_or_default()
            ))
        }
    })?;
    let Some(items) = value.get("items") else {
        return Err(Fault::fatal("a JSON object, but not a feed: it has no \"items\""));
    };
    let Value::Array(items) = items else {
        return Err(Fault::fatal("not a JSON Feed: \"items\" is not a list"));
    };
    let feed_authors = authors(&value);
    let mut feed = Feed {
        title: line(&value, "title"),
        entries: Vec::with_capacity(items.len()),
    };
    let mut faults = Vec::new();
    for (index, item) in items.iter().enumerate() {
        if item.is_object() {
            let mut entry = entry(item);
            if entry.authors.is_empty() {
                entry.authors.clone_from(&feed_authors);
            }
            feed.entries.push(entry);
        } else {
            faults.push(Fault::item(format!("item {} skipped: it is not an object", index + 1)));
        }
    }
    Ok((feed, faults))
}

fn entry(item: &Value) -> Entry {
    let id = match item.get("id") {
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => line(item, "id"),
    };
    let is_uri = |id: &String| id.starts_with("http://") || id.starts_with("https://");
    let link = line(item, "url").or_else(|| line(item, "external_url"));
    let (body, body_is_html) = match text(item, "content_html") {
        Some(html) => (Some(html), true),
        None => (text(item, "content_text").or_else(|| text(item, "summary")), false),
    };
    let date = |name| item.get(name)?.as_str().and_then(parse_date);
    Entry {
        link: link.or_else(|| id.clone().filter(is_uri)),
        id,
        title: line(item, "title"),
        title_is_html: false,
        authors: authors(item),
        published: date("date_published").or_else(|| date("date_modified")),
        body,
        body_is_html,
    }
}

fn text(value: &Value, name: &str) -> Option<String> {
    let text = repair(value.get(name)?.as_str()?);
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn line(value: &Value, name: &str) -> Option<String> {
    text(value, name).map(|text| one_line(&text))
}

/// Of `authors` (1.1), else of `author` (1.0), which may be a bare name.
fn authors(value: &Value) -> Vec<String> {
    let name = |author: &Value| match author {
        Value::String(name) => Some(one_line(&repair(name))).filter(|name| !name.is_empty()),
        author => line(author, "name"),
    };
    match (value.get("authors"), value.get("author")) {
        (Some(Value::Array(authors)), _) if !authors.is_empty() => authors.iter().filter_map(name).collect(),
        (_, Some(author)) => name(author).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// RFC 3339 as the format has it, or RFC 2822 as some have who also write RSS.
fn parse_date(text: &str) -> Option<String> {
    let text = text.trim();
    let timestamp = text.parse::<Timestamp>();
    let timestamp = timestamp.or_else(|_| rfc2822::DateTimeParser::new().parse_timestamp(text));
    instant(timestamp.ok()?.as_second())
}

/// The place of a line and column as serde_json counts them.
fn place(text: &str, line: usize, column: usize) -> Option<usize> {
    let start = match line.checked_sub(2) {
        None => 0,
        Some(skipped) => text.match_indices('\n').nth(skipped)?.0 + 1,
    };
    debug_assert!(line_ends(&text.as_bytes()[..start]) + 1 >= line as u64);
    Some((start + column.saturating_sub(1)).min(text.len()))
}

/// With `\ufffd` in place of every escape that is half a surrogate pair.
fn without_half_pairs(text: &str) -> String {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let is_half = |unit: Option<u16>, low: u16| unit.is_some_and(|unit| unit & 0xfc00 == low);
    let mut out = String::with_capacity(text.len());
    let (mut copied, mut at) = (0, 0);
    while let Some(found) = text[at..].find('\\') {
        at += found;
        if is_half(unit(at), 0xd800) && is_half(unit(at + 6), 0xdc00) {
            at += 12;
        } else if is_half(unit(at), 0xd800) || is_half(unit(at), 0xdc00) {
            out.push_str(&text[copied..at]);
            out.push_str("\\ufffd");
            at += 6;
            copied = at;
        } else {
            // Over what is escaped, so that `\\u` is not taken for an escape.
            at += 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8);
        }
    }
    out.push_str(&text[copied..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::read as read_feed;

    #[test]
    fn fields_of_wrong_types() {
        let json =
            r#"{"items": [{"id": 1.5, "title": [], "authors": "x", "author": "A", "date_published": 5}, 7, {}]}"#;
        let (feed, faults) = read_feed(json.as_bytes());
        let entries = feed.unwrap_or_default().entries;
        assert_eq!(entries.len(), 2);
        assert_eq!((entries[0].id.as_deref(), entries[0].authors.len()), (Some("1.5"), 1));
        assert_eq!(faults.len(), 1);
        assert!(!faults[0].fatal);
    }

    #[test]
    fn half_pairs() {
        assert_eq!(
            without_half_pairs(r"\ud83d\udea8 \ud83dx \udea8 \\ud83d é\"),
            r"\ud83d\udea8 \ufffdx \ufffd \\ud83d é\"
        );
    }

    #[test]
    fn faults_have_places() {
        let (feed, faults) = read_feed(b"{\n \"items\": [\n {},\n ]}");
        assert_eq!((feed, faults.len()), (None, 1));
        assert_eq!((faults[0].line, faults[0].byte_offset), (Some(4), Some(20)));
        let deep = "[".repeat(100_000);
        let (feed, faults) = read_feed(format!("{{\"items\": {deep}").as_bytes());
        assert!(feed.is_none() && faults[0].fatal);
    }
}
