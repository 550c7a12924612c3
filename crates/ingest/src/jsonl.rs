//! JSON Lines: one article a line, read as a stream.
//!
//! What it deliberately does not do: it understands no other shapes of JSON. Unknown fields are ignored.
//!
//! Invariant: a line that cannot be read costs that line only. The records that this crate's program writes are read
//! back as the same articles.

use std::io::{BufRead, BufReader};
use std::sync::Arc;

use encoding_rs_io::DecodeReaderBytesBuilder;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::article::{Basis, PublishedFrom, RawArticle};
use crate::clean::{clean, one_line};
use crate::date;
use crate::lines::{Lines, Read};
use crate::problem::{Problem, quoted};
use crate::queue::Gone;
use crate::reader::Item;
use crate::source::Source;
use crate::{expand, plain, sniff};

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
    published_from: Option<Value>,
    text: Option<Value>,
}

/// Reads one file or stream.
pub(crate) fn read(stream: &mut dyn BufRead, start: &[u8], uri: &Arc<str>, source: &Source) -> Result<(), Gone> {
    if let Some(why) = sniff::binary(start).filter(|_| !sniff::is_utf16(start)) {
        return source.queue.problem(Problem::error(uri, "binary_file", why));
    }
    if sniff::is_utf16(start) {
        let decoded = DecodeReaderBytesBuilder::new().encoding(None).build(stream);
        return lines(&mut BufReader::new(decoded), uri, source);
    }
    // Everything else must be UTF-8, line by line.
    lines(stream, uri, source)
}

fn lines(stream: &mut dyn BufRead, uri: &Arc<str>, source: &Source) -> Result<(), Gone> {
    let limit = source.options.max_line_bytes;
    let mut lines = Lines::new(stream, limit);
    let mut seen_content = false;
    loop {
        match lines.read() {
            Err(error) => {
                return source
                    .queue
                    .problem(expand::problem(uri, &error).at_offset(lines.end()));
            }
            Ok(Read::End) if seen_content => return Ok(()),
            Ok(Read::End) => return source.queue.problem(plain::empty(uri)),
            Ok(Read::TooLong(length)) => {
                let message = format!("the line has {length} bytes, over the limit of {limit}; skipped");
                let problem = Problem::error(uri, "line_too_long", message)
                    .at_line(lines.number)
                    .at_offset(lines.offset)
                    .hint("raise --max-line-bytes, or look for a missing line end");
                source.queue.problem(problem)?;
            }
            Ok(Read::Whole) if sniff::first_content(&lines.line).is_empty() => continue,
            Ok(Read::Whole) => {
                let (line, number, offset) = (lines.line.clone(), lines.number, lines.offset);
                let name = uri.clone();
                source
                    .queue
                    .put(line.len(), uri, move || record(&line, &name, number, offset))?;
            }
        }
        seen_content = true;
    }
}

/// The items of one line, warnings before their article.
fn record(line: &[u8], uri: &str, number: u64, offset: u64) -> Vec<Item> {
    match parse(line, uri, number, offset) {
        Ok(record) => items(record, uri, number),
        Err(problem) => vec![Item::Problem(problem)],
    }
}

fn parse(bytes: &[u8], uri: &str, number: u64, offset: u64) -> Result<Record, Problem> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    let line = std::str::from_utf8(bytes).map_err(|error| {
        let within = error.valid_up_to() as u64;
        Problem::error(uri, "invalid_utf8", "not valid UTF-8; line skipped")
            .at_line(number)
            .at_column(within + 1)
            .at_offset(offset + within)
    })?;
    let start = line.len() - line.trim_start().len();
    if !line[start..].starts_with('{') {
        let message = format!("expected a JSON object, found {}", quoted(line.trim()));
        return Err(Problem::error(uri, "invalid_json", message)
            .at_line(number)
            .at_column(start as u64 + 1)
            .hint("JSON Lines has one object on each line"));
    }
    serde_json::from_str(line).map_err(|error| {
        let text = error.to_string();
        let what = text.split(" at line ").next().unwrap_or_default();
        Problem::error(uri, "invalid_json", format!("not JSON: {what}"))
            .at_line(number)
            .at_column(error.column() as u64)
            .hint("JSON Lines has one object on each line")
    })
}

/// The items of a record that another format gave as fields of these names.
pub(crate) fn article(fields: Map<String, Value>, uri: &str, number: u64) -> Vec<Item> {
    // Names and types are those of `Record`, whose fields take any value.
    match serde_json::from_value(Value::Object(fields)) {
        Ok(record) => items(record, uri, number),
        Err(error) => {
            let problem = Problem::error(uri, "invalid_field", error.to_string());
            vec![Item::Problem(problem.at_line(number))]
        }
    }
}

fn items(record: Record, uri: &str, number: u64) -> Vec<Item> {
    let mut fields = Fields {
        uri,
        number,
        warnings: Vec::new(),
    };
    match fields.article(record) {
        Ok(article) => {
            let warnings = fields.warnings.into_iter().map(Item::Problem);
            warnings.chain([Item::Article(article)]).collect()
        }
        Err(problem) => vec![Item::Problem(problem)],
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
        let stated_from = self.string("published_from", record.published_from);
        let from = stated_from
            .as_deref()
            .and_then(PublishedFrom::from_code)
            .unwrap_or(PublishedFrom::Field);
        Ok(RawArticle {
            source_id: self.id(record.id.or(record.source_id)),
            source_uri: self
                .string("url", record.url.or(record.source_uri))
                .unwrap_or_else(|| self.uri.to_string()),
            title: self.string("title", record.title),
            publisher: self.string("publisher", record.publisher),
            authors: self.names(record.authors),
            published_basis: published_at.is_some().then_some(basis),
            published_from: published_at.is_some().then_some(from),
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
