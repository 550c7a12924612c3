//! Columns in the making: cells of many rows, column by column, until a row group is full.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;
use polars_core::chunked_array::cast::CastOptions;
use polars_core::prelude::{
    Categories, Column as Series, DataFrame, DataType, FrozenCategories, IntoColumn, NamedFrom, PlSmallStr,
    PolarsResult, Schema, Series as Values, TimeUnit, TimeZone,
};
use tidywire_codebook::{CodeListInfo, Column, Kind, Value};

/// The day that date columns count from.
pub(crate) const EPOCH: Date = Date::constant(1970, 1, 1);

/// Open codes use Polars' process-wide categories, so that codes of all tables can be compared after reading. Their
/// numbering starts anew whenever nobody holds a categorical; whoever makes or reads one holds this lock until it is
/// gone, so that the numbering, and with it the bytes, depends on the rows alone.
static CATEGORIES: Mutex<()> = Mutex::new(());

/// Takes the lock on the process-wide categories.
pub(crate) fn lock_categories() -> MutexGuard<'static, ()> {
    // The lock guards no data of ours that a panic could leave broken.
    CATEGORIES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The engine's type of a column.
pub(crate) fn data_type(kind: Kind) -> PolarsResult<DataType> {
    Ok(match kind {
        Kind::Text => DataType::String,
        Kind::Code => DataType::from_categories(Categories::global()),
        Kind::List(list) => DataType::from_frozen_categories(frozen(list)?),
        Kind::Int => DataType::Int64,
        Kind::Float => DataType::Float64,
        Kind::Date => DataType::Date,
        Kind::Instant => DataType::Datetime(TimeUnit::Microseconds, Some(TimeZone::UTC)),
    })
}

fn frozen(list: &CodeListInfo) -> PolarsResult<Arc<FrozenCategories>> {
    FrozenCategories::new(list.entries.iter().map(|entry| entry.code))
}

/// The engine's schema of a table.
pub(crate) fn schema(columns: &[Column]) -> PolarsResult<Schema> {
    columns
        .iter()
        .map(|column| Ok((PlSmallStr::from_static(column.name), data_type(column.kind)?)))
        .collect()
}

/// One column's cells.
enum Cells {
    Text(Vec<Option<String>>),
    Int(Vec<Option<i64>>),
    Float(Vec<Option<f64>>),
    Day(Vec<Option<i32>>),
}

/// The columns of a row group in the making.
pub(crate) struct Columns {
    declared: &'static [Column],
    cells: Vec<Cells>,
    rows: usize,
}

impl Columns {
    pub(crate) fn new(declared: &'static [Column]) -> Self {
        let cells = declared
            .iter()
            .map(|column| match column.kind {
                Kind::Text | Kind::Code | Kind::List(_) => Cells::Text(Vec::new()),
                Kind::Int | Kind::Instant => Cells::Int(Vec::new()),
                Kind::Float => Cells::Float(Vec::new()),
                Kind::Date => Cells::Day(Vec::new()),
            })
            .collect();
        Self {
            declared,
            cells,
            rows: 0,
        }
    }

    pub(crate) const fn rows(&self) -> usize {
        self.rows
    }

    /// Adds a row. Cells are of their columns' types, because [`tidywire_codebook::Table::cells`] made them.
    pub(crate) fn push(&mut self, row: &[Value<'_>]) {
        for (cells, &value) in self.cells.iter_mut().zip(row) {
            match (cells, value) {
                (Cells::Text(cells), Value::Text(text)) => cells.push(Some(text.to_owned())),
                (Cells::Text(cells), _) => cells.push(None),
                (Cells::Int(cells), Value::Int(number)) => cells.push(Some(number)),
                (Cells::Int(cells), Value::Instant(at)) => cells.push(Some(at.as_microsecond())),
                (Cells::Int(cells), _) => cells.push(None),
                (Cells::Float(cells), Value::Float(number)) => cells.push(Some(number)),
                (Cells::Float(cells), _) => cells.push(None),
                (Cells::Day(cells), Value::Date(date)) => cells.push(Some(days(date))),
                (Cells::Day(cells), _) => cells.push(None),
            }
        }
        self.rows += 1;
    }

    /// The columns as a frame, leaving none behind. The caller holds [`lock_categories`].
    pub(crate) fn take(&mut self) -> PolarsResult<DataFrame> {
        let columns: PolarsResult<Vec<Series>> = self
            .declared
            .iter()
            .zip(&mut self.cells)
            .map(|(column, cells)| {
                let name = PlSmallStr::from_static(column.name);
                let values = match cells {
                    Cells::Text(cells) => Values::new(name, std::mem::take(cells)),
                    Cells::Int(cells) => Values::new(name, std::mem::take(cells)),
                    Cells::Float(cells) => Values::new(name, std::mem::take(cells)),
                    Cells::Day(cells) => Values::new(name, std::mem::take(cells)),
                };
                let typed = values.cast_with_options(&data_type(column.kind)?, CastOptions::Strict)?;
                Ok(typed.into_column())
            })
            .collect();
        let frame = DataFrame::new(self.rows, columns?);
        self.rows = 0;
        frame
    }
}

/// Days since [`EPOCH`].
fn days(date: Date) -> i32 {
    date.duration_since(EPOCH).as_hours() as i32 / 24
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_count_from_the_epoch() {
        assert_eq!(days(EPOCH), 0);
        assert_eq!(days(date(1970, 1, 2)), 1);
        assert_eq!(days(date(1969, 12, 31)), -1);
        assert_eq!(days(date(2024, 2, 29)), 19782);
        assert_eq!(days(date(-44, 3, 15)), -735_525);
    }
}
