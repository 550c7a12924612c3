//! Source cards: `NAME.card.toml` beside `NAME.txt` states what the text itself does not.
//!
//! What it deliberately does not do: a card adds facts about an article, never text.
//!
//! Invariant: a card that cannot be read costs its facts and a warning, not the article.

use std::io::ErrorKind;
use std::path::Path;

use toml::Value;

use crate::article::{Basis, PublishedFrom, RawArticle};
use crate::clean::one_line;
use crate::date;
use crate::problem::{Problem, quoted};

/// How the name of a card ends.
pub(crate) const SUFFIX: &str = ".card.toml";

/// Adds the facts of the card beside the file, if there is one. Its facts override what was found in the file.
pub(crate) fn apply(file: &Path, uri: &str, article: &mut RawArticle) -> Vec<Problem> {
    let mut warnings = Vec::new();
    let card = match std::fs::read_to_string(file.with_extension(&SUFFIX[1..])) {
        Ok(card) => card,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidInput) => {
            return warnings;
        }
        Err(error) => {
            return vec![warning(
                &card_uri(uri),
                format!("the source card cannot be read: {error}"),
            )];
        }
    };
    let uri = &card_uri(uri);
    let table: toml::Table = match card.parse() {
        Ok(table) => table,
        Err(error) => return vec![syntax(uri, &card, &error)],
    };
    for (key, value) in table {
        let text = match &value {
            Value::String(text) => one_line(text),
            Value::Datetime(date) => Some(date.to_string()),
            _ => None,
        };
        match (key.as_str(), text) {
            ("title", Some(text)) => article.title = Some(text),
            ("publisher", Some(text)) => article.publisher = Some(text),
            ("url", Some(text)) => article.source_uri = text,
            ("published_at", Some(text)) => match date::instant(&text) {
                Some(instant) => {
                    article.published_at = Some(instant);
                    article.published_basis = Some(Basis::Given);
                    article.published_from = Some(PublishedFrom::Card);
                }
                None => {
                    let message = format!("published_at {} is not understood", quoted(&text));
                    warnings.push(
                        Problem::warning(uri, "invalid_date", message)
                            .hint("write it as 2024-11-12 or 2024-11-12T10:30:00Z"),
                    );
                }
            },
            ("authors", Some(name)) => article.authors = vec![name],
            ("authors", None) if value.is_array() => article.authors = names(&value, uri, &mut warnings),
            // For people and for the corpus check; no column takes them.
            ("licence" | "note", Some(_)) => {}
            ("title" | "publisher" | "url" | "published_at" | "authors" | "licence" | "note", None) => {
                warnings.push(warning(uri, format!("{key} is empty or not text")));
            }
            _ => warnings.push(warning(uri, format!("unknown key {}", quoted(&key)))),
        }
    }
    warnings
}

fn names(value: &Value, uri: &str, warnings: &mut Vec<Problem>) -> Vec<String> {
    let values = value.as_array().map(Vec::as_slice).unwrap_or_default();
    let names: Vec<String> = values.iter().filter_map(Value::as_str).filter_map(one_line).collect();
    if names.len() < values.len() {
        warnings.push(warning(uri, "authors holds something that is empty or not text".into()));
    }
    names
}

fn card_uri(uri: &str) -> String {
    let stem_end = uri
        .rfind('.')
        .filter(|&dot| uri.rfind('/').is_none_or(|slash| slash < dot))
        .unwrap_or(uri.len());
    format!("{}{SUFFIX}", &uri[..stem_end])
}

fn warning(uri: &str, message: String) -> Problem {
    Problem::warning(uri, "invalid_card", message)
        .hint("a card has the keys title, publisher, authors, published_at, url, licence and note, all optional")
}

fn syntax(uri: &str, card: &str, error: &toml::de::Error) -> Problem {
    let at = error.span().map_or(0, |span| span.start).min(card.len());
    let before = &card.as_bytes()[..at];
    let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let line = before.iter().filter(|&&byte| byte == b'\n').count() as u64 + 1;
    warning(uri, format!("not TOML: {}", error.message()))
        .at_line(line)
        .at_column((at - line_start) as u64 + 1)
}
