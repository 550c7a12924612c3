//! Rows read back from CSV or Parquet.
//!
//! Columns are found by name; more columns than declared do no harm, so that newer tables can be read.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use polars_core::chunked_array::cast::CastOptions;
use polars_core::prelude::{
    DataFrame, DataType, Float64Chunked, Int32Chunked, Int64Chunked, Series, StringChunked, TimeUnit, TimeZone,
};
use polars_io::SerReader;
use polars_io::parquet::read::ParquetReader;
use tidywire_codebook::{Column, Kind, Table, TableInfo, Value};

use crate::TablesError;
use crate::columns::{EPOCH, lock_categories};
use crate::csv_text::parse;
use crate::parquet::ROW_GROUP_ROWS;

/// Reads `NAME.parquet`, or if there is none `NAME.csv`, in a folder of tables.
///
/// # Errors
/// When there is neither, and as [`read_table`].
pub fn read_dir_table<T: Table>(dir: &Path) -> Result<Vec<T>, TablesError> {
    let mut rows = Vec::new();
    visit_dir_table(dir, |row| rows.push(row))?;
    Ok(rows)
}

/// As [`read_dir_table`], row after row, for tables that are better not held in memory: at most [`SLICE_ROWS`] of a Parquet file
/// are.
///
/// # Errors
/// As [`read_dir_table`]; rows before the fault have been visited.
pub fn visit_dir_table<T: Table>(dir: &Path, visit: impl FnMut(T)) -> Result<(), TablesError> {
    visit_dir(dir, &mut All, visit)
}

/// As [`visit_dir_table`], only the rows whose cell in the column of text of that name is wanted; what others hold is not
/// looked at. Null and a column that the table does not have are wanted by nobody.
///
/// # Errors
/// As [`visit_dir_table`].
pub fn visit_dir_rows<T: Table>(
    dir: &Path,
    column: &str,
    wanted: impl FnMut(&str) -> bool,
    visit: impl FnMut(T),
) -> Result<(), TablesError> {
    let place = T::COLUMNS.iter().position(|declared| declared.name == column);
    visit_dir(dir, &mut Those { place, wanted }, visit)
}

/// Which rows are read.
trait Choice {
    /// By the row's text in a declared column, counted from 0.
    fn takes<'a>(&mut self, text: impl Fn(usize) -> Option<&'a str>) -> bool;
}

struct All;

impl Choice for All {
    fn takes<'a>(&mut self, _: impl Fn(usize) -> Option<&'a str>) -> bool {
        true
    }
}

/// Those with a wanted text in the column at `place`.
struct Those<F> {
    place: Option<usize>,
    wanted: F,
}

impl<F: FnMut(&str) -> bool> Choice for Those<F> {
    fn takes<'a>(&mut self, text: impl Fn(usize) -> Option<&'a str>) -> bool {
        self.place.and_then(text).is_some_and(&mut self.wanted)
    }
}

fn visit_dir<T: Table>(dir: &Path, choice: &mut impl Choice, visit: impl FnMut(T)) -> Result<(), TablesError> {
    visit_table(&file_of(dir, T::NAME), choice, visit)
}

/// The file of a table: Parquet, unless there is only CSV.
fn file_of(dir: &Path, table: &str) -> PathBuf {
    let parquet = dir.join(format!("{table}.parquet"));
    let csv = dir.join(format!("{table}.csv"));
    if !parquet.exists() && csv.exists() {
        csv
    } else {
        parquet
    }
}

/// Whether a folder has a table with all its columns, without reading rows.
///
/// # Errors
/// When there is no such table, its file is broken, or it lacks declared columns.
pub fn check_dir_table(dir: &Path, table: &TableInfo) -> Result<(), TablesError> {
    let path = file_of(dir, table.name);
    if !path.exists() {
        let name = table.name;
        return Err(TablesError::Missing { path, name });
    }
    if path.extension().is_some_and(|extension| extension == "csv") {
        let mut file = BufReader::new(File::open(&path).map_err(TablesError::io(&path))?);
        let marked = file.fill_buf().map_err(TablesError::io(&path))?.starts_with(MARK);
        file.consume(if marked { MARK.len() } else { 0 });
        let mut reader = csv::Reader::from_reader(file);
        let header = reader.headers().map_err(|error| csv_error(&path, &error))?;
        return places(&path, table.name, table.columns, &header.iter().collect::<Vec<_>>()).map(drop);
    }
    let file = File::open(&path).map_err(TablesError::io(&path))?;
    let mut reader = ParquetReader::new(file);
    let schema = reader.schema().map_err(|error| TablesError::parquet(&path, error))?;
    let names: Vec<_> = schema.iter_names().map(|name| name.as_str()).collect();
    places(&path, table.name, table.columns, &names).map(drop)
}

/// Excel puts a byte order mark in front when it saves a CSV as UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Reads all rows of a `.parquet` or `.csv` file.
///
/// # Errors
/// When the file is missing or broken, lacks a declared column, or holds a cell that is not what its column
/// holds.
pub fn read_table<T: Table>(path: &Path) -> Result<Vec<T>, TablesError> {
    let mut rows = Vec::new();
    visit_table(path, &mut All, |row| rows.push(row))?;
    Ok(rows)
}

fn visit_table<T: Table>(path: &Path, choice: &mut impl Choice, visit: impl FnMut(T)) -> Result<(), TablesError> {
    if !path.exists() {
        return Err(TablesError::Missing {
            path: path.to_owned(),
            name: T::NAME,
        });
    }
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("csv") => read_csv(path, choice, visit),
        Some("parquet") => read_parquet(path, choice, visit),
        _ => Err(TablesError::Format { path: path.to_owned() }),
    }
}

fn read_csv<T: Table>(path: &Path, choice: &mut impl Choice, mut visit: impl FnMut(T)) -> Result<(), TablesError> {
    let bytes = fs::read(path).map_err(TablesError::io(path))?;
    let bytes = bytes.strip_prefix(MARK).unwrap_or(&bytes);
    let mut reader = csv::Reader::from_reader(bytes);
    let header = reader.headers().map_err(|error| csv_error(path, &error))?.clone();
    let places = places(path, T::NAME, T::COLUMNS, &header.iter().collect::<Vec<_>>())?;
    for record in reader.records() {
        let record = record.map_err(|error| csv_error(path, &error))?;
        let line = record.position().map_or(0, csv::Position::line);
        if !choice.takes(|column| record.get(places[column])) {
            continue;
        }
        let mut cells = Vec::with_capacity(places.len());
        for (column, &place) in T::COLUMNS.iter().zip(&places) {
            let field = record.get(place).unwrap_or_default();
            let cell = parse(column, field).ok_or_else(|| TablesError::Parse {
                path: path.to_owned(),
                line,
                column: column.name,
                expected: column.kind.name(),
                found: field.to_owned(),
            })?;
            cells.push(cell);
        }
        visit(row(path, line, &cells)?);
    }
    Ok(())
}

fn csv_error(path: &Path, error: &csv::Error) -> TablesError {
    TablesError::Csv {
        path: path.to_owned(),
        line: error.position().map_or(0, csv::Position::line),
        message: error.to_string(),
    }
}

/// Rows of a Parquet file that are decoded together: whole row groups of ours.
pub const SLICE_ROWS: usize = 8 * ROW_GROUP_ROWS;

fn read_parquet<T: Table>(path: &Path, choice: &mut impl Choice, mut visit: impl FnMut(T)) -> Result<(), TablesError> {
    let mut from = 0;
    loop {
        let file = File::open(path).map_err(TablesError::io(path))?;
        let guard = lock_categories();
        let loaded = load::<T>(path, file, from);
        drop(guard);
        let (columns, all) = loaded?;
        read_slice(path, from, &columns, choice, &mut visit)?;
        from += SLICE_ROWS;
        if from >= all {
            return Ok(());
        }
    }
}

/// The rows of these columns, of which the first is that many rows into the file.
fn read_slice<T: Table>(
    path: &Path,
    from: usize,
    columns: &[Series],
    choice: &mut impl Choice,
    visit: &mut impl FnMut(T),
) -> Result<(), TablesError> {
    let height = columns.first().map_or(0, |values| values.len());
    let cells: Vec<Cells<'_>> = T::COLUMNS
        .iter()
        .zip(columns)
        .map(|(column, values)| Cells::of(path, column, values))
        .collect::<Result<_, _>>()?;
    for index in 0..height {
        let text = |column: usize| match &cells[column] {
            Cells::Text(cells) => cells.get(index),
            _ => None,
        };
        if !choice.takes(text) {
            continue;
        }
        let line = (from + index) as u64 + 1;
        let values: Vec<_> = T::COLUMNS
            .iter()
            .zip(&cells)
            .map(|(column, cells)| {
                cells.at(index).map_err(|found| TablesError::Parse {
                    path: path.to_owned(),
                    line,
                    column: column.name,
                    expected: column.kind.name(),
                    found: found.to_string(),
                })
            })
            .collect::<Result<_, _>>()?;
        visit(row(path, line, &values)?);
    }
    Ok(())
}

/// A slice of the declared columns, each as one chunk of its plain type, and how many rows the file has. Categoricals are gone
/// when this returns.
fn load<T: Table>(path: &Path, file: File, from: usize) -> Result<(Vec<Series>, usize), TablesError> {
    let mut reader = ParquetReader::new(file);
    let schema = reader.schema().map_err(|error| TablesError::parquet(path, error))?;
    let names: Vec<_> = schema.iter_names().map(|name| name.as_str()).collect();
    places(path, T::NAME, T::COLUMNS, &names)?;
    let all = reader.num_rows().map_err(|error| TablesError::parquet(path, error))?;
    let wanted = T::COLUMNS.iter().map(|column| column.name.to_owned());
    let frame: DataFrame = reader
        .with_columns(Some(wanted.collect()))
        .with_slice(Some((from, SLICE_ROWS)))
        .finish()
        .map_err(|error| TablesError::parquet(path, error))?;
    let columns: Result<Vec<Series>, TablesError> = T::COLUMNS
        .iter()
        .map(|column| {
            let plain = match column.kind {
                Kind::Text | Kind::Code | Kind::List(_) => DataType::String,
                Kind::Int => DataType::Int64,
                Kind::Float => DataType::Float64,
                Kind::Date => DataType::Date,
                Kind::Instant => DataType::Datetime(TimeUnit::Microseconds, Some(TimeZone::UTC)),
            };
            let values = frame
                .column(column.name)
                .and_then(|values| values.cast_with_options(&plain, CastOptions::Strict))
                .map_err(|error| TablesError::parquet(path, error))?;
            Ok(values.take_materialized_series().to_physical_repr().rechunk())
        })
        .collect();
    Ok((columns?, all))
}

/// A column's cells by row.
enum Cells<'a> {
    Text(&'a StringChunked),
    Int(&'a Int64Chunked),
    Float(&'a Float64Chunked),
    Day(&'a Int32Chunked),
    Instant(&'a Int64Chunked),
}

impl<'a> Cells<'a> {
    fn of(path: &Path, column: &Column, values: &'a Series) -> Result<Self, TablesError> {
        match column.kind {
            Kind::Text | Kind::Code | Kind::List(_) => values.str().map(Self::Text),
            Kind::Int => values.i64().map(Self::Int),
            Kind::Float => values.f64().map(Self::Float),
            Kind::Date => values.i32().map(Self::Day),
            Kind::Instant => values.i64().map(Self::Instant),
        }
        .map_err(|error| TablesError::parquet(path, error))
    }

    /// The cell of a row; `Err` with the raw number when it lies beyond any calendar.
    fn at(&self, index: usize) -> Result<Value<'a>, i64> {
        let value = match self {
            Self::Text(cells) => cells.get(index).map(Value::Text),
            Self::Int(cells) => cells.get(index).map(Value::Int),
            Self::Float(cells) => cells.get(index).map(Value::Float),
            Self::Day(cells) => match cells.get(index) {
                Some(days) => Some(Value::Date(date(days).ok_or(i64::from(days))?)),
                None => None,
            },
            Self::Instant(cells) => match cells.get(index) {
                Some(at) => Some(Value::Instant(Timestamp::from_microsecond(at).map_err(|_| at)?)),
                None => None,
            },
        };
        Ok(value.unwrap_or(Value::Null))
    }
}

/// The day so many days after the epoch.
fn date(days: i32) -> Option<Date> {
    EPOCH.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// Where the declared columns stand among those found.
fn places(path: &Path, table: &'static str, columns: &[Column], found: &[&str]) -> Result<Vec<usize>, TablesError> {
    let place = |column: &Column| found.iter().position(|name| *name == column.name);
    let missing: Vec<String> = columns
        .iter()
        .filter(|column| place(column).is_none())
        .map(|column| format!("`{}`", column.name))
        .collect();
    if !missing.is_empty() {
        let plural = if missing.len() == 1 { "" } else { "s" };
        return Err(TablesError::Columns {
            path: path.to_owned(),
            table,
            missing: format!("the column{plural} {}", missing.join(", ")),
            found: found.join(", "),
        });
    }
    Ok(columns.iter().filter_map(place).collect())
}

fn row<T: Table>(path: &Path, line: u64, cells: &[Value<'_>]) -> Result<T, TablesError> {
    T::from_cells(cells).map_err(|source| TablesError::Cell {
        path: path.to_owned(),
        line,
        source,
    })
}
