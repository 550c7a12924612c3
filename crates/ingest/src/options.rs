//! Choices of the caller: formats and limits.
//!
//! What it deliberately does not do: nothing here depends on the machine, so that a limit refuses the same
//! inputs everywhere. There is no time limit for that reason; the limits on a page bound its time instead.

use std::path::PathBuf;
use std::sync::Arc;

use crate::store::Store;

/// How to read an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Plain text, one article a file.
    Text,
    /// Markdown (CommonMark), one article a file.
    Markdown,
    /// A web page in any encoding that browsers know.
    Html,
    /// JSON Lines in UTF-8, one article a line.
    Jsonl,
    /// A feed: RSS 0.9 to 2.0, Atom, JSON Feed; one article an entry.
    Feed,
    /// Comma-separated values, one article a row (other delimiters are found out).
    Csv,
    /// Tab-separated values, one article a row.
    Tsv,
    /// Apache Parquet, one article a row.
    Parquet,
    /// A web archive (WARC, WET), one article a page.
    Warc,
}

/// What [`Reader::new`](crate::Reader::new) takes beside the paths.
#[derive(Clone)]
pub struct Options {
    /// A file that lists further paths, one a line; `-` for standard input.
    pub files_from: Option<PathBuf>,
    /// Read every input in this format, whatever it is called. In folders and patterns, too, every file counts then.
    pub format: Option<Format>,
    /// Pages that were read before, by their bytes.
    pub pages: Option<Arc<Store>>,
    /// The column of CSV, TSV and Parquet that holds the text; found by its name if none is given.
    pub text_column: Option<String>,
    /// Longest line of JSON Lines or row of a table, in bytes.
    pub max_line_bytes: u64,
    /// Largest text or Markdown file, in bytes.
    pub max_text_bytes: u64,
    /// Largest page or feed, in bytes.
    pub max_page_bytes: u64,
    /// Deepest nesting of a page's elements. Browsers refuse to nest deeper than 512.
    pub max_page_depth: u32,
    /// How many times larger than itself a compressed input may get, beyond 64 MiB. Text gets 3 to 30 times larger.
    pub max_expansion: u64,
    /// Most nodes (elements, texts, comments) in a page.
    pub max_page_nodes: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            files_from: None,
            format: None,
            pages: None,
            text_column: None,
            max_line_bytes: 16 << 20,
            max_text_bytes: 16 << 20,
            max_page_bytes: 8 << 20,
            max_expansion: 250,
            max_page_depth: 512,
            max_page_nodes: 200_000,
        }
    }
}
