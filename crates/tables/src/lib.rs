//! Rows to CSV, Parquet and a data package, and back.
//!
//! Everything here is read off the declarations in `tidywire-codebook`: headers, types, enumerations, keys,
//! descriptions. [`TablesWriter`] streams all ten tables of one data set; [`TableWriter`] one table;
//! [`read_table`] reads rows back from either form.
//!
//! What it deliberately does not do: it changes no value, aggregates nothing, names no column, and knows
//! nothing of clocks, machines or users. The same rows give the same bytes.
//!
//! Invariants
//! - CSV and Parquet of a table hold the same values. Null is an empty field; an empty text where null is not
//!   allowed is `""`.
//! - Rows stand in the order that the codebook declares, whatever the batches were: row groups have a fixed
//!   number of rows, so that memory stays bounded and batch sizes leave no trace. A table whose order begins with
//!   the article streams, and must be given article by article; others (actors, issues) are small, and are held
//!   and sorted at the end.
//! - A file appears under its name only when it is complete.
//!
//! ```
//! use tidywire_codebook::{DateKind, DateRow};
//! use tidywire_tables::{Provenance, Rows, TablesWriter, read_table};
//!
//! let dir = tempfile::tempdir()?;
//! let mut writer = TablesWriter::create(dir.path(), &Provenance::default())?;
//! writer.append(Rows {
//!     dates: vec![DateRow { article_id: "a1".into(), kind: DateKind::Date, ..DateRow::default() }],
//!     ..Rows::default()
//! })?;
//! let written = writer.finish()?;
//! assert_eq!(written.iter().find(|table| table.name == "dates").unwrap().rows, 1);
//! assert_eq!(read_table::<DateRow>(&dir.path().join("dates.parquet"))?.len(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod aside;
mod columns;
mod csv_text;
mod dataset;
mod error;
mod foreign;
mod order;
mod package;
mod parquet;
mod read;
mod writer;

pub use csv_text::csv_text;
pub use dataset::{Rows, TablesWriter};
pub use error::TablesError;
pub use foreign::ForeignTable;
pub use package::PACKAGE_FILE;
pub use read::{SLICE_ROWS, check_dir_table, read_dir_table, read_table, visit_dir_rows, visit_dir_table};
pub use writer::{FileFacts, TableWriter, Written};

/// What made the tables; goes into every Parquet footer and into the data package.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// Version of the tool.
    pub tool_version: String,
    /// Digest of the lexicon and ontology that were used.
    pub lexicon_digest: String,
}
