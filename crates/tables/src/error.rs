//! What can go wrong with tables on disk.

use std::io;
use std::path::{Path, PathBuf};

use tidywire_codebook::CellError;

/// A table could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum TablesError {
    /// The file system refused.
    #[error("{path}: {source}")]
    Io {
        /// File or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// There is no such table.
    #[error("{path}: no such table\nhint: `{name}` is written as {name}.csv and {name}.parquet")]
    Missing {
        /// File that should be there.
        path: PathBuf,
        /// Name of the table.
        name: &'static str,
    },
    /// The file's name says neither CSV nor Parquet.
    #[error("{path}: neither .csv nor .parquet")]
    Format {
        /// The file.
        path: PathBuf,
    },
    /// The Parquet engine refused.
    #[error("{path}: {message}")]
    Parquet {
        /// The file.
        path: PathBuf,
        /// What the engine says.
        message: String,
    },
    /// The CSV text is broken.
    #[error("{path}:{line}: {message}")]
    Csv {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: u64,
        /// What is broken.
        message: String,
    },
    /// Declared columns are not there.
    #[error("{path}: table `{table}` lacks {missing}\nhint: the file has {found}")]
    Columns {
        /// The file.
        path: PathBuf,
        /// The table.
        table: &'static str,
        /// The missing ones, as words: "the columns `a`, `b`".
        missing: String,
        /// The columns that are there.
        found: String,
    },
    /// A cell is not what its column holds.
    #[error("{path}:{line}: {source}")]
    Cell {
        /// The file.
        path: PathBuf,
        /// Line of a CSV, row of a Parquet file, from 1.
        line: u64,
        /// Why.
        source: CellError,
    },
    /// A text that should be a number, a date or an instant.
    #[error("{path}:{line}: column `{column}` holds `{found}`, which is no {expected}")]
    Parse {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: u64,
        /// The column.
        column: &'static str,
        /// What it should be.
        expected: &'static str,
        /// What it is.
        found: String,
    },
    /// Rows came in an order that would leave the table unsorted.
    #[error(
        "table `{table}`: row {row} comes after rows that it should stand before\nhint: append articles in the order of `article_id`"
    )]
    Order {
        /// The table.
        table: &'static str,
        /// The row's key.
        row: String,
    },
    /// Two rows with one key.
    #[error("table `{table}`: two rows have the key {row}")]
    Duplicate {
        /// The table.
        table: &'static str,
        /// The key.
        row: String,
    },
    /// A number that is not finite.
    #[error("table `{table}`: column `{column}` of row {row} is not a finite number")]
    NotFinite {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row's key.
        row: String,
    },
}

impl TablesError {
    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }

    pub(crate) fn parquet(path: &Path, error: impl std::fmt::Display) -> Self {
        Self::Parquet {
            path: path.to_owned(),
            message: error.to_string(),
        }
    }
}
