//! CSV and TSV: one article a row, its text in one column.
//!
//! What it deliberately does not do: it guesses no column by its content, only by its name, and never joins columns.
//!
//! Invariant: a row that cannot be read costs that row only.

use std::io::{self, BufRead, Read};
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder, Trim};
use encoding_rs_io::DecodeReaderBytesBuilder;
use serde_json::{Map, Value};

use crate::expand;
use crate::jsonl;
use crate::options::Format;
use crate::problem::{Problem, quoted};
use crate::queue::Gone;
use crate::reader::Item;
use crate::sniff;
use crate::source::Source;

/// How far to look for the encoding and the delimiter.
const SAMPLE_BYTES: usize = 64 << 10;

/// Names of columns by the field they are for, the surest first. Compared without case and without `_`, `-` and blanks.
const COLUMNS: &[(&str, &[&str])] = &[
    (
        "text",
        &[
            "text",
            "fulltext",
            "articletext",
            "body",
            "articlebody",
            "content",
            "maintext",
            "article",
            "story",
            "rawtext",
            "plaintext",
            "cleantext",
            "storytext",
            "bodytext",
            "sentence",
            "description",
        ],
    ),
    (
        "id",
        &[
            "id",
            "articleid",
            "sourceid",
            "docid",
            "documentid",
            "uid",
            "guid",
            "uuid",
        ],
    ),
    ("title", &["title", "headline", "heading", "articletitle", "subject"]),
    (
        "published_at",
        &[
            "publishedat",
            "published",
            "publicationdate",
            "publishdate",
            "pubdate",
            "publishedon",
            "datepublished",
            "date",
            "datetime",
            "timestamp",
            "articledate",
            "eventdate",
            "day",
        ],
    ),
    (
        "url",
        &[
            "url",
            "link",
            "sourceurl",
            "articleurl",
            "sourceuri",
            "uri",
            "permalink",
        ],
    ),
    (
        "publisher",
        &[
            "publisher",
            "publication",
            "outlet",
            "source",
            "newspaper",
            "sourcename",
            "media",
            "domain",
            "site",
        ],
    ),
    ("authors", &["authors", "author", "byline", "writer", "reporter"]),
];

/// Which column of a table holds which field; or why none holds the text.
pub(crate) fn columns(names: &[String], wanted: Option<&str>) -> Result<Vec<(&'static str, usize)>, String> {
    let plain = |name: &str| -> String {
        let letters = name.chars().filter(|char| char.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let known: Vec<String> = names.iter().map(|name| plain(name)).collect();
    let mut columns = Vec::new();
    for (field, spellings) in COLUMNS {
        let at = match wanted.filter(|_| *field == "text") {
            Some(wanted) => names.iter().position(|name| name.trim() == wanted),
            None => spellings
                .iter()
                .find_map(|name| known.iter().position(|known| known == name)),
        };
        if let Some(at) = at.filter(|at| columns.iter().all(|(_, taken)| taken != at)) {
            columns.push((*field, at));
        } else if *field == "text" {
            let names: Vec<String> = names.iter().take(20).map(|name| quoted(name)).collect();
            let what = wanted.map_or("no column is called like a text".to_owned(), |name| {
                format!("no column is called {}", quoted(name))
            });
            return Err(format!("{what}; there are {}", names.join(", ")));
        }
    }
    Ok(columns)
}

/// The problem of a table without a text column.
pub(crate) fn no_text(uri: &str, why: &str) -> Problem {
    Problem::error(uri, "no_text_column", why).hint("name the column of the text: --text-column NAME")
}

/// Reads one table.
pub(crate) fn read(stream: &mut dyn BufRead, format: Format, uri: &Arc<str>, source: &Source) -> Result<(), Gone> {
    let mut sample = Vec::new();
    // What came before a fault is read.
    let fault = stream.take(SAMPLE_BYTES as u64).read_to_end(&mut sample).err();
    let encoding = match sniff::is_utf16(&sample) {
        true => None,
        false => crate::plain::legacy(&sample, sample.len() == SAMPLE_BYTES),
    };
    let delimiter = match format {
        Format::Tsv => b'\t',
        _ => delimiter(&sample),
    };
    if sniff::first_content(&sample).is_empty() || sniff::is_utf16(&sample) && sample.len() == 2 {
        let problem = fault.map_or_else(|| crate::plain::empty(uri), |error| expand::problem(uri, &error));
        return source.queue.problem(problem);
    }
    let limit = source.options.max_line_bytes;
    // Larger than a row may be by what is read ahead.
    let most = limit.saturating_add(SAMPLE_BYTES as u64);
    if let Some(encoding) = encoding {
        source.queue.problem(crate::plain::guessed(uri, encoding))?;
    }
    let decoded = DecodeReaderBytesBuilder::new()
        .encoding(encoding)
        .build((&sample[..]).chain(Fault(fault)).chain(stream));
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .trim(Trim::Headers)
        .buffer_capacity(SAMPLE_BYTES)
        .from_reader(Limited {
            inner: decoded,
            left: most,
        });
    let names: Vec<String> = match reader.byte_headers() {
        Ok(names) => names
            .iter()
            .map(|name| String::from_utf8_lossy(name).into_owned())
            .collect(),
        Err(error) => return source.queue.problem(broken(uri, &error).at_line(1)),
    };
    if names.is_empty() {
        return source.queue.problem(crate::plain::empty(uri));
    }
    let columns = match columns(&names, source.options.text_column.as_deref()) {
        Ok(columns) => columns,
        Err(why) => return source.queue.problem(no_text(uri, &why).at_line(1)),
    };
    let mut rows = 0u64;
    loop {
        // A quotation mark that is never closed would swallow the rest of the table as one field.
        reader.get_mut().left = most;
        let line = reader.position().line();
        let mut record = ByteRecord::new();
        match reader.read_byte_record(&mut record) {
            Ok(true) => rows += 1,
            Ok(false) if rows > 0 => return Ok(()),
            Ok(false) => {
                let problem = Problem::error(uri, "empty_file", "the table has no rows below its head");
                return source.queue.problem(problem);
            }
            Err(error) => return source.queue.problem(broken(uri, &error).at_line(line)),
        }
        let line = record.position().map_or(0, csv::Position::line);
        let columns = columns.clone();
        let (name, options) = (uri.clone(), source.options.clone());
        source.queue.put(record.as_slice().len(), uri, move || {
            row(&record, &columns, &name, line, options.max_line_bytes)
        })?;
    }
}

fn row(record: &ByteRecord, columns: &[(&'static str, usize)], uri: &str, line: u64, limit: u64) -> Vec<Item> {
    if record.as_slice().len() as u64 > limit {
        let message = format!("the row has over {limit} bytes; skipped");
        let problem = Problem::error(uri, "line_too_long", message).at_line(line);
        return vec![Item::Problem(problem.hint("raise --max-line-bytes"))];
    }
    let mut fields = Map::new();
    for (field, at) in columns {
        match record.get(*at).map(std::str::from_utf8) {
            None => {}
            Some(Ok(value)) => {
                fields.insert((*field).to_owned(), Value::from(value));
            }
            Some(Err(_)) => {
                let message = format!("the column for \"{field}\" is not valid UTF-8; row skipped");
                return vec![Item::Problem(
                    Problem::error(uri, "invalid_utf8", message).at_line(line),
                )];
            }
        }
    }
    jsonl::article(fields, uri, line)
}

fn broken(uri: &str, error: &csv::Error) -> Problem {
    match error.kind() {
        csv::ErrorKind::Io(error) if error.get_ref().is_some_and(|inner| inner.is::<TooLong>()) => Problem::error(
            uri,
            "line_too_long",
            format!("{error}; it and what follows are skipped"),
        )
        .hint("look for a missing quotation mark, or raise --max-line-bytes"),
        csv::ErrorKind::Io(error) => expand::problem(uri, error),
        _ => Problem::error(uri, "damaged_file", error.to_string()),
    }
}

/// The delimiter that stands most often in the first line.
fn delimiter(sample: &[u8]) -> u8 {
    let line = sample.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |delimiter: u8| line.iter().filter(|&&byte| byte == delimiter).count();
    let candidates = [b',', b';', b'\t', b'|'];
    // The first of those that are as frequent.
    let best = candidates.into_iter().rev().max_by_key(|&delimiter| count(delimiter));
    best.unwrap_or(b',')
}

#[derive(Debug, thiserror::Error)]
#[error("a row goes on over the limit: is a quotation mark never closed?")]
struct TooLong;

/// The fault that came after the sample.
struct Fault(Option<io::Error>);

impl Read for Fault {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// A stream that ends when one record takes more than its share.
struct Limited<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::Error::other(TooLong));
        }
        let read = self.inner.read(buffer)?;
        self.left = self.left.saturating_sub(read as u64);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::{columns, delimiter};

    fn names(list: &[&str]) -> Vec<String> {
        list.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn finds_columns_by_their_names() {
        let list = names(&["ID", "Article Text", "pub_date", "source", "text_length"]);
        assert_eq!(
            columns(&list, None).unwrap(),
            [("text", 1), ("id", 0), ("published_at", 2), ("publisher", 3)]
        );
        assert_eq!(columns(&names(&["lead", "tail"]), Some("tail")).unwrap(), [("text", 1)]);
        let why = columns(&names(&["lead", "tail"]), None).unwrap_err();
        assert!(why.contains("\"lead\", \"tail\""), "{why}");
        assert!(columns(&names(&["text"]), Some("body")).is_err());
    }

    #[test]
    fn finds_the_delimiter() {
        assert_eq!(delimiter(b"a,b;c,d\n;;;;"), b',');
        assert_eq!(delimiter(b"a;b;c\n"), b';');
        assert_eq!(delimiter(b"text"), b',');
        assert_eq!(delimiter(b"a\tb"), b'\t');
    }
}
