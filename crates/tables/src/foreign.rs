//! Parquet files that are not ours: some of their columns, row by row, as JSON values.
//!
//! What it deliberately does not do: it knows no schema; the caller says which columns it wants by their names.
//!
//! Invariant: at most [`ROWS`] rows are in memory at a time.

use std::fs::File;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use polars_core::prelude::{AnyValue, DataFrame, TimeUnit};
use polars_io::SerReader;
use polars_io::parquet::read::ParquetReader;
use serde_json::Value;

use crate::TablesError;

/// Rows read at a time.
const ROWS: usize = 4096;

/// A Parquet file of somebody else's.
pub struct ForeignTable {
    path: PathBuf,
    file: File,
    names: Vec<String>,
    rows: usize,
}

impl ForeignTable {
    /// Opens a file; `path` is what errors call it.
    ///
    /// # Errors
    /// When its footer cannot be read.
    pub fn open(file: File, path: &Path) -> Result<Self, TablesError> {
        let polars = |error| TablesError::parquet(path, error);
        let copy = file.try_clone().map_err(TablesError::io(path))?;
        let mut reader = ParquetReader::new(copy);
        let rows = reader.get_metadata().map_err(polars)?.num_rows;
        let schema = reader.schema().map_err(polars)?;
        let names = schema.iter_names().map(ToString::to_string).collect();
        Ok(Self {
            path: path.to_owned(),
            file,
            names,
            rows,
        })
    }

    /// Names of the columns, in order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// True without rows.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The rows from the one with that number (from 0) on, as many as are read at once: the values of the columns with
    /// these numbers. Empty at the end.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn rows(&self, from: usize, columns: &[usize]) -> Result<Vec<Vec<Value>>, TablesError> {
        let names: Vec<String> = columns.iter().map(|&column| self.names[column].clone()).collect();
        let length = ROWS.min(self.rows.saturating_sub(from));
        if length == 0 {
            return Ok(Vec::new());
        }
        let copy = self.file.try_clone().map_err(TablesError::io(&self.path))?;
        let frame: DataFrame = ParquetReader::new(copy)
            .with_columns(Some(names.clone()))
            .with_slice(Some((from, length)))
            .finish()
            .map_err(|error| TablesError::parquet(&self.path, error))?;
        let mut rows = vec![Vec::with_capacity(names.len()); frame.height()];
        for name in &names {
            let column = frame
                .column(name)
                .map_err(|error| TablesError::parquet(&self.path, error))?;
            for (index, row) in rows.iter_mut().enumerate() {
                row.push(value(
                    &column
                        .get(index)
                        .map_err(|error| TablesError::parquet(&self.path, error))?,
                ));
            }
        }
        Ok(rows)
    }
}

/// Dates and instants as ISO 8601, lists of strings as arrays; null for what has no text.
fn value(cell: &AnyValue<'_>) -> Value {
    match cell {
        AnyValue::String(text) => Value::from(*text),
        AnyValue::StringOwned(text) => Value::from(text.as_str()),
        AnyValue::Boolean(value) => Value::from(*value),
        AnyValue::Date(days) => {
            let epoch = Date::constant(1970, 1, 1);
            let date = epoch.checked_add(jiff::Span::new().days(i64::from(*days)));
            date.map_or(Value::Null, |date| Value::from(date.to_string()))
        }
        AnyValue::Datetime(number, unit, _) | AnyValue::DatetimeOwned(number, unit, _) => {
            let instant = match unit {
                TimeUnit::Nanoseconds => Timestamp::from_nanosecond(i128::from(*number)),
                TimeUnit::Microseconds => Timestamp::from_microsecond(*number),
                TimeUnit::Milliseconds => Timestamp::from_millisecond(*number),
            };
            instant.map_or(Value::Null, |instant| Value::from(instant.to_string()))
        }
        AnyValue::List(series) => series.iter().map(|cell| value(&cell)).collect(),
        AnyValue::Categorical(..) | AnyValue::Enum(..) => cell.get_str().map_or(Value::Null, Value::from),
        AnyValue::Float32(_) | AnyValue::Float64(_) => cell.extract::<f64>().map_or(Value::Null, Value::from),
        cell => cell.extract::<i64>().map_or(Value::Null, Value::from),
    }
}
