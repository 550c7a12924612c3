//! What can be wrong with a lexicon, with the place where it is.

use thiserror::Error;

/// A fault of a lexicon or ontology file. Shown as `path:line:column: message`.
#[derive(Debug, Error)]
pub enum LexiconError {
    /// The file is not TOML, misses a field, has an unknown one or a code that no list knows.
    #[error("{path}:{line}:{column}: {message}")]
    File {
        /// Path of the file below `data`, or below the folder that the user gave.
        path: String,
        /// Line, from one.
        line: usize,
        /// Column in characters, from one.
        column: usize,
        /// What is wrong, and what is expected.
        message: String,
    },
    /// The folder or a file of it cannot be read.
    #[error("{path}: {source}")]
    Unreadable {
        /// The folder or file.
        path: String,
        /// The system's words.
        source: std::io::Error,
    },
}

impl LexiconError {
    /// The error at byte `offset` of `text`.
    pub(crate) fn at(path: &str, text: &str, offset: usize, message: impl Into<String>) -> Self {
        let before = &text[..text.floor_char_boundary(offset.min(text.len()))];
        let line_start = before.rfind('\n').map_or(0, |index| index + 1);
        Self::File {
            path: path.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            message: message.into(),
        }
    }
}
