//! JSON Lines: one article a line, read as a stream.
//!
//! What it deliberately does not do: it understands no other shapes of JSON. Unknown fields are ignored.
//!
//! Invariant: a line that cannot be read costs that line only. The records that this crate's program writes are read
//! back as the same articles.

use std::io::BufRead;

use serde::Deserialize;
use serde_json::Value;

use crate::article::{Basis, RawArticle};
use crate::clean::{clean, one_line};
use crate::date;
use crate::lines::{Lines, Read};
use crate::plain;
use crate::problem::{Problem, quoted};
use crate::reader::Item;
use crate::sniff;

/// What a line may say. The second names are those of [`RawArticle`].
#[derive(Deserialize)]
struct Record {
    id: Option<Value>,
    source_id: Option<Value>,
    url: Option<Value>,
    source_uri: Option<Value>,
    title: Option<Value>,
    publisher: Option<Value>,
    authors: Option<Value>,
    published_at: Option<Value>,
    published_basis: Option<Value>,
    text: Option<Value>,
}

/// One file or stream of JSON Lines on its way.
pub(crate) struct JsonLines {
    uri: String,
    lines: Lines<Box<dyn BufRead + Send>>,
    limit: u64,
    seen_content: bool,
}

impl JsonLines {
    pub(crate) fn new(stream: Box<dyn BufRead + Send>, uri: String, limit: u64) -> Self {
        Self {
            uri,
            lines: Lines::new(stream, limit),
            limit,
            seen_content: false,
        }
    }

    /// The items of the next line that is not blank, warnings before their article; `None` at the end.
    pub(crate) fn next(&mut self) -> Option<Vec<Item>> {
        loop {
            let read = match self.lines.read() {
                Ok(read) => read,
                Err(error) => {
                    // Nothing more can come: the next read would most likely fail the same way, for ever.
                    self.lines = Lines::new(Box::new(std::io::empty()), 0);
                    self.seen_content = true;
                    return Some(vec![Item::Problem(Problem::error(
                        &self.uri,
                        "unreadable",
                        error.to_string(),
                    ))]);
                }
            };
            let problem = match read {
                Read::End if self.seen_content => return None,
                Read::End => {
                    self.seen_content = true;
                    plain::empty(&self.uri)
                }
                Read::TooLong(length) => {
                    self.seen_content = true;
                    let (limit, offset) = (self.limit, self.lines.offset);
                    let message = format!(
                        "the line has {length} bytes, over the limit of {limit}, from byte offset {offset}; skipped"
                    );
                    Problem::error(&self.uri, "line_too_long", message)
                        .at_line(self.lines.number)
                        .hint("raise --max-line-bytes, or look for a missing line end")
                }
                Read::Whole if sniff::first_content(&self.lines.line).is_empty() => continue,
                Read::Whole => {
                    self.seen_content = true;
                    match self.record() {
                        Ok(items) => return Some(items),
                        Err(problem) => problem,
                    }
                }
            };
            return Some(vec![Item::Problem(problem)]);
        }
    }

    fn record(&self) -> Result<Vec<Item>, Problem> {
        let (uri, number, offset) = (&self.uri, self.lines.number, self.lines.offset);
        let bytes = self
            .lines
            .line
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(&self.lines.line);
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        let line = std::str::from_utf8(bytes).map_err(|error| {
            let within = error.valid_up_to() as u64;
            let message = format!("not valid UTF-8 at byte offset {}; line skipped", offset + within);
            Problem::error(uri, "invalid_utf8", message)
                .at_line(number)
                .at_column(within + 1)
        })?;
        let start = line.len() - line.trim_start().len();
        if !line[start..].starts_with('{') {
            let problem = Problem::error(
                uri,
                "invalid_json",
                format!("expected a JSON object, found {}", quoted(line.trim())),
            );
            return Err(problem
                .at_line(number)
                .at_column(start as u64 + 1)
                .hint("JSON Lines has one object on each line"));
        }
        let record: Record = serde_json::from_str(line).map_err(|error| {
            let text = error.to_string();
            let what = text.split(" at line ").next().unwrap_or_default();
            let problem = Problem::error(uri, "invalid_json", format!("not JSON: {what}"));
            problem
                .at_line(number)
                .at_column(error.column() as u64)
                .hint("JSON Lines has one object on each line")
        })?;
        let mut fields = Fields {
            uri,
            number,
            warnings: Vec::new(),
        };
        let article = fields.article(record)?;
        let warnings = fields.warnings.into_iter().map(Item::Problem);
        Ok(warnings.chain([Item::Article(article)]).collect())
    }
}

/// The fields of one record, with what is wrong about them.
struct Fields<'a> {
    uri: &'a str,
    number: u64,
    warnings: Vec<Problem>,
}

impl Fields<'_> {
    fn article(&mut self, record: Record) -> Result<RawArticle, Problem> {
        let missing = |message: &str| Problem::error(self.uri, "missing_text", message).at_line(self.number);
        let text = match record.text {
            Some(Value::String(text)) => clean(&text),
            None => return Err(missing("the record has no field \"text\"")),
            Some(_) => return Err(missing("the field \"text\" is not a string")),
        };
        if text.is_empty() {
            return Err(missing("the field \"text\" is empty"));
        }
        let published_at = self.date(record.published_at);
        let stated_basis = self.string("published_basis", record.published_basis);
        let basis = stated_basis
            .as_deref()
            .and_then(Basis::from_code)
            .unwrap_or(Basis::Given);
        Ok(RawArticle {
            source_id: self.id(record.id.or(record.source_id)),
            source_uri: self
                .string("url", record.url.or(record.source_uri))
                .unwrap_or_else(|| self.uri.to_string()),
            title: self.string("title", record.title),
            publisher: self.string("publisher", record.publisher),
            authors: self.names(record.authors),
            published_basis: published_at.is_some().then_some(basis),
            published_at,
            text,
        })
    }

    fn warn(&mut self, code: &'static str, message: String) {
        self.warnings
            .push(Problem::warning(self.uri, code, message).at_line(self.number));
    }

    fn id(&mut self, value: Option<Value>) -> Option<String> {
        match value {
            Some(Value::Number(number)) => Some(number.to_string()),
            value => self.string("id", value),
        }
    }

    fn string(&mut self, name: &str, value: Option<Value>) -> Option<String> {
        match value {
            None => None,
            Some(Value::String(text)) => one_line(&text),
            Some(_) => {
                self.warn(
                    "invalid_field",
                    format!("the field \"{name}\" is not a string; left null"),
                );
                None
            }
        }
    }

    fn names(&mut self, value: Option<Value>) -> Vec<String> {
        match value {
            Some(Value::Array(values)) => values
                .into_iter()
                .filter_map(|value| self.string("authors", Some(value)))
                .collect(),
            value => self.string("authors", value).into_iter().collect(),
        }
    }

    fn date(&mut self, value: Option<Value>) -> Option<String> {
        let given = match value {
            None => return None,
            Some(Value::String(text)) if text.trim().is_empty() => return None,
            Some(Value::String(text)) => text,
            Some(other) => other.to_string(),
        };
        let instant = date::instant(&given);
        if instant.is_none() {
            self.warn(
                "invalid_date",
                format!("published_at {} is not understood; left null", quoted(&given)),
            );
        }
        instant
    }
}
