//! Files, web pages, Markdown and JSON Lines to articles: the way text comes in.
//!
//! What it deliberately does not do: it finds no sentences, judges no language, looks for no duplicates,
//! invents no date and touches no network.
//!
//! Invariant: whatever the bytes are, the run goes on. Every input ends as articles or as at least one
//! [`Problem`] that says where and why, in the order in which the inputs were named; the same inputs give the
//! same items. [`RawArticle::text`] is clean and final: all later offsets refer to it.
//!
//! ```
//! use tidywire_ingest::{Item, Options, Reader};
//!
//! let path = std::env::temp_dir().join(format!("tidywire-example-{}.jsonl", std::process::id()));
//! std::fs::write(&path, "{\"id\": 7, \"text\": \"Shelling resumed.\"}\n{\"id\": 8}\n")?;
//! let items: Vec<Item> = Reader::new([&path], Options::default())?.collect();
//! std::fs::remove_file(&path)?;
//!
//! let [Item::Article(article), Item::Problem(problem)] = &items[..] else { panic!("{items:?}") };
//! assert_eq!((article.source_id.as_deref(), article.text.as_str()), (Some("7"), "Shelling resumed."));
//! assert_eq!((problem.code, problem.line), ("missing_text", Some(2)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod archive;
mod article;
mod card;
mod clean;
mod command;
mod date;
mod delimited;
mod entries;
mod expand;
pub mod feed;
mod inputs;
mod jsonl;
mod lines;
mod markdown;
mod options;
mod page;
#[cfg(feature = "parquet")]
mod parquet;
mod plain;
mod problem;
mod progress;
mod queue;
mod reader;
mod sniff;
mod source;
mod store;
pub mod warc;
mod web_archive;

pub use article::{Basis, PublishedFrom, RawArticle};
pub use clean::clean;
pub use command::{Args, InputArgs, command};
pub use inputs::Error;
pub use options::{Format, Options};
pub use problem::{CODES, Problem, Severity};
pub use progress::{Talk, Tally};
pub use reader::{Item, Reader};
pub use store::{Key, Store, key};
