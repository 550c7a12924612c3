//! What could not be read or was left out, where and why: the rows of the table `issues`.
//!
//! What it deliberately does not do: it never ends a run.
//!
//! Invariant: `code` is one of [`CODES`]. Shown as `path:line:column: message`, then a line `hint: ...`.

use std::fmt::{self, Write as _};

use serde::Serialize;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The input or record was skipped.
    Error,
    /// The article was read; one fact about it was left out.
    Warning,
}

/// All codes a [`Problem`] can carry, sorted, each with its meaning.
pub const CODES: &[(&str, &str)] = &[
    (
        "binary_file",
        "The file is not text: it has a known binary signature or NUL bytes.",
    ),
    (
        "damaged_file",
        "The compressed file, archive or table is damaged; what came before the damage is read.",
    ),
    ("empty_file", "The file holds nothing but white space."),
    (
        "expansion_limit",
        "The compressed input grows over the limit, as archives made to fill disks do; what came before is read.",
    ),
    ("file_too_large", "The text file is over the size limit."),
    (
        "guessed_encoding",
        "The text is in an old encoding that nothing states; it was found out by looking.",
    ),
    (
        "invalid_card",
        "The source card beside the article cannot be read, or has a key or value that is not understood.",
    ),
    (
        "invalid_date",
        "The publication date cannot be understood; it is left null.",
    ),
    ("invalid_feed", "The feed, or an entry of it, cannot be read."),
    (
        "invalid_field",
        "A field of the record has an unexpected type or value; it is left null.",
    ),
    ("invalid_json", "The line is not a JSON object."),
    ("invalid_record", "A record of the web archive cannot be read."),
    (
        "invalid_utf8",
        "The text is in no encoding that can be told: part of it is UTF-8 and part is not.",
    ),
    (
        "line_too_long",
        "The line or row is over the length limit; it was skipped without being held in memory.",
    ),
    (
        "missing_path",
        "There is no such file or folder, or nothing matches the pattern.",
    ),
    ("missing_text", "The record or page has no article text."),
    ("nested_too_deep", "There are too many archives in archives."),
    ("no_text_column", "The table has no column for the text."),
    ("page_failed", "The page made the extractor fail."),
    ("page_too_deep", "The page's elements are nested over the depth limit."),
    (
        "page_too_large",
        "The page is over the size limit, in bytes or in nodes.",
    ),
    ("reader_failed", "The reader of this format failed on the input."),
    (
        "truncated_file",
        "The compressed file or archive ends too early; what came before is read.",
    ),
    ("unreadable", "The file or folder is there but cannot be read."),
    (
        "unsafe_path",
        "A file of an archive has a path that leads out of the archive's folder; it is skipped.",
    ),
];

/// One thing that could not be read or was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The input, as [`RawArticle::source_uri`](crate::RawArticle::source_uri) without any stated URL.
    pub source_uri: String,
    /// Line, from 1.
    pub line: Option<u64>,
    /// Column in bytes, from 1.
    pub column: Option<u64>,
    /// Byte offset in the plain (decompressed) input.
    pub offset: Option<u64>,
    /// How bad it is.
    pub severity: Severity,
    /// What it is, for programs: one of [`CODES`].
    pub code: &'static str,
    /// What it is, for people.
    pub message: String,
    /// What to do about it.
    pub hint: Option<&'static str>,
}

impl Problem {
    /// The input or record is skipped.
    pub(crate) fn error(source_uri: &str, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            source_uri: source_uri.into(),
            line: None,
            column: None,
            offset: None,
            severity: Severity::Error,
            code,
            message: on_one_line(message.into()),
            hint: None,
        }
    }

    /// One fact is left out.
    pub(crate) fn warning(source_uri: &str, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(source_uri, code, message)
        }
    }

    /// With a line, from 1.
    pub(crate) fn at_line(self, line: u64) -> Self {
        Self {
            line: Some(line),
            ..self
        }
    }

    /// With a column in bytes, from 1.
    pub(crate) fn at_column(self, column: u64) -> Self {
        Self {
            column: Some(column),
            ..self
        }
    }

    /// With a byte offset in the plain input.
    pub(crate) fn at_offset(self, offset: u64) -> Self {
        Self {
            offset: Some(offset),
            ..self
        }
    }

    /// With advice.
    pub(crate) fn hint(self, hint: &'static str) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Names of files may hold anything.
        for char in self.source_uri.chars() {
            match char.is_control() {
                true => write!(out, "{}", char.escape_debug())?,
                false => out.write_char(char)?,
            }
        }
        for number in [self.line, self.column].into_iter().flatten() {
            write!(out, ":{number}")?;
        }
        let severity = if self.severity == Severity::Warning {
            "warning: "
        } else {
            ""
        };
        write!(out, ": {severity}{}", self.message)?;
        if let Some(offset) = self.offset {
            write!(out, " (byte offset {offset})")?;
        }
        match self.hint {
            Some(hint) => write!(out, "\nhint: {hint}"),
            None => Ok(()),
        }
    }
}

/// A message with what libraries quote of the input: on one line and not longer than people read.
fn on_one_line(message: String) -> String {
    const LONGEST: usize = 1000;
    if message.len() <= LONGEST && !message.contains(char::is_control) {
        return message;
    }
    let plain = |char: char| if char.is_control() { ' ' } else { char };
    let mut short: String = message.chars().take(LONGEST).map(plain).collect();
    if message.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}

/// A piece of foreign text that is fit for a message: on one line and short.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut short: String = text.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    format!("\"{short}\"")
}
