//! Choices of the caller: formats and limits.
//!
//! What it deliberately does not do: nothing here depends on the machine, so that a limit refuses the same
//! inputs everywhere. There is no time limit for that reason; the limits on a page bound its time instead.

use std::path::PathBuf;

/// How to read an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Plain text in UTF-8, one article a file.
    Text,
    /// Markdown (CommonMark) in UTF-8, one article a file.
    Markdown,
    /// A web page in any encoding that browsers know.
    Html,
    /// JSON Lines in UTF-8, one article a line.
    Jsonl,
}

/// What [`Reader::new`](crate::Reader::new) takes beside the paths.
#[derive(Clone, Debug)]
pub struct Options {
    /// A file that lists further paths, one a line; `-` for standard input.
    pub files_from: Option<PathBuf>,
    /// Read every input in this format, whatever it is called. In folders and patterns, too, every file counts then.
    pub format: Option<Format>,
    /// Longest line of JSON Lines, in bytes.
    pub max_line_bytes: u64,
    /// Largest text or Markdown file, in bytes.
    pub max_text_bytes: u64,
    /// Largest page, in bytes.
    pub max_page_bytes: u64,
    /// Deepest nesting of a page's elements. Browsers refuse to nest deeper than 512.
    pub max_page_depth: u32,
    /// Most nodes (elements, texts, comments) in a page.
    pub max_page_nodes: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            files_from: None,
            format: None,
            max_line_bytes: 16 << 20,
            max_text_bytes: 16 << 20,
            max_page_bytes: 8 << 20,
            max_page_depth: 512,
            max_page_nodes: 200_000,
        }
    }
}
