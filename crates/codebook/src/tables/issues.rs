//! Issues: what could not be read or was left out.

use crate::{Code, Severity};

table! {
    /// One row per thing that could not be read or was left out. It never stops the run.
    pub struct Issue in issues {
        key [];
        order [source_uri, article_id, line, byte_offset, severity, code, message];

        /// Address or path of the input.
        pub source_uri: Option<String>,
        /// The article, if it got that far.
        pub article_id: Option<String>,
        /// Line of the input, from 1.
        pub line: Option<i64>,
        /// Byte offset in the input, after decompression.
        pub byte_offset: Option<i64>,
        /// How bad it is.
        pub severity: Severity,
        /// Kind of issue, lower_snake.
        pub code: Code,
        /// What happened, in words, with what to do about it.
        pub message: String,
    }
}
