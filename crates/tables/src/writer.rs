//! One table on its way to disk, as CSV and as Parquet at once.

use std::io::Write;
use std::path::Path;

use jiff::Timestamp;
use tidywire_codebook::{Table, Value};

use crate::aside::Aside;
use crate::csv_text::{push_header, push_row};
use crate::order::{compare, order_columns, show};
use crate::parquet::ParquetFile;
use crate::{Provenance, TablesError};

/// What is known of a written file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFacts {
    /// Name within its folder.
    pub path: String,
    /// Length.
    pub bytes: u64,
    /// Content hash, lower-case hexadecimal.
    pub sha256: String,
}

/// What is known of a written table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Name of the table.
    pub name: &'static str,
    /// Rows in it.
    pub rows: u64,
    /// The CSV.
    pub csv: FileFacts,
    /// The Parquet.
    pub parquet: FileFacts,
}

/// Writes one table. Dropped without [`TableWriter::finish`], it leaves nothing behind.
pub struct TableWriter<T: Table> {
    csv: Aside,
    parquet: ParquetFile,
    order: Vec<usize>,
    last: Option<T>,
    held: Option<Vec<T>>,
    rows: u64,
    line: String,
}

impl<T: Table> TableWriter<T> {
    /// Starts `NAME.csv` and `NAME.parquet` in a folder that exists.
    ///
    /// # Errors
    /// When a file cannot be made.
    pub fn create(dir: &Path, provenance: &Provenance) -> Result<Self, TablesError> {
        let mut csv = Aside::create(&dir.join(format!("{}.csv", T::NAME)))?;
        let parquet = Aside::create(&dir.join(format!("{}.parquet", T::NAME)))?;
        let mut line = String::new();
        push_header(&mut line, T::COLUMNS);
        write(&mut csv, &line)?;
        Ok(Self {
            csv,
            parquet: ParquetFile::create::<T>(parquet, provenance)?,
            order: order_columns::<T>(),
            last: None,
            held: (!streams::<T>()).then(Vec::new),
            rows: 0,
            line,
        })
    }

    /// Adds rows. They may come in any order within one call; over the calls, articles must ascend.
    ///
    /// # Errors
    /// When rows belong before rows that were already written, when two rows have one key, when a number is not
    /// finite, or when the disk refuses.
    pub fn append(&mut self, mut rows: Vec<T>) -> Result<(), TablesError> {
        match &mut self.held {
            Some(held) => {
                held.append(&mut rows);
                Ok(())
            }
            None => self.write(&rows),
        }
    }

    fn write(&mut self, rows: &[T]) -> Result<(), TablesError> {
        let mut all: Vec<Vec<Value<'_>>> = rows.iter().map(Table::cells).collect();
        all.iter_mut().flatten().for_each(settle);
        let mut sorted: Vec<usize> = (0..all.len()).collect();
        sorted.sort_by(|&left, &right| compare(&self.order, &all[left], &all[right]));
        let last = self.last.take();
        let last_cells = last.as_ref().map(Table::cells);
        let mut before = last_cells.as_deref();
        for &index in &sorted {
            let cells = all[index].as_slice();
            self.check(before, cells)?;
            self.line.clear();
            push_row(&mut self.line, cells);
            write(&mut self.csv, &self.line)?;
            self.parquet.push(cells)?;
            before = Some(cells);
        }
        self.rows += sorted.len() as u64;
        self.last = sorted.last().map(|&index| rows[index].clone()).or(last);
        Ok(())
    }

    fn check(&self, before: Option<&[Value<'_>]>, cells: &[Value<'_>]) -> Result<(), TablesError> {
        let row = || show(&self.order, cells);
        let table = T::NAME;
        if let Some(before) = before {
            let order = compare(&self.order, before, cells);
            if order.is_gt() {
                return Err(TablesError::Order { table, row: row() });
            }
            // The order ends in the key, so that equal places mean equal keys; tables without a key may repeat.
            if order.is_eq() && !T::KEY.is_empty() {
                return Err(TablesError::Duplicate { table, row: row() });
            }
        }
        for (column, &cell) in T::COLUMNS.iter().zip(cells) {
            if let Value::Float(number) = cell
                && !number.is_finite()
            {
                return Err(TablesError::NotFinite {
                    table,
                    column: column.name,
                    row: row(),
                });
            }
        }
        Ok(())
    }

    /// Completes both files and puts them in their places.
    ///
    /// # Errors
    /// As [`TableWriter::append`].
    pub fn finish(self) -> Result<Written, TablesError> {
        self.complete()?.publish()
    }

    /// Completes both files without publishing them, so that ten tables can appear at once.
    pub(crate) fn complete(mut self) -> Result<Complete, TablesError> {
        if let Some(held) = self.held.take() {
            self.write(&held)?;
        }
        Ok(Complete {
            name: T::NAME,
            rows: self.rows,
            csv: self.csv,
            parquet: self.parquet.finish()?,
        })
    }
}

/// A table whose files are complete, but not yet in their places.
pub(crate) struct Complete {
    name: &'static str,
    rows: u64,
    csv: Aside,
    parquet: Aside,
}

impl Complete {
    pub(crate) fn publish(self) -> Result<Written, TablesError> {
        Ok(Written {
            name: self.name,
            rows: self.rows,
            csv: self.csv.publish()?,
            parquet: self.parquet.publish()?,
        })
    }
}

/// True when the table's order begins with the key of the articles.
fn streams<T: Table>() -> bool {
    T::ORDER.first() == tidywire_codebook::Article::KEY.first()
}

/// What both files can hold: instants to the microsecond.
fn settle(cell: &mut Value<'_>) {
    if let Value::Instant(instant) = cell
        && let Ok(settled) = Timestamp::from_microsecond(instant.as_microsecond())
    {
        *instant = settled;
    }
}

fn write(file: &mut Aside, text: &str) -> Result<(), TablesError> {
    file.write_all(text.as_bytes()).map_err(TablesError::io(file.target()))
}
