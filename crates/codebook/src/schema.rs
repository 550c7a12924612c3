//! What a declared table offers to generic code: [`Table`] by type, [`TableInfo`] by value.

use crate::{CellError, Value};

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Free text.
    Text,
    /// A code from an open list ([`crate::Code`]); dictionary-coded.
    Code,
    /// A code from one of our closed lists; dictionary-coded.
    List(&'static CodeListInfo),
    /// Whole number.
    Int,
    /// Number, 64-bit floating point.
    Float,
    /// Calendar day, ISO 8601.
    Date,
    /// Point in time, UTC, to the microsecond.
    Instant,
}

/// One column as published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Name: the field's name.
    pub name: &'static str,
    /// Codebook sentence: the field's doc comment.
    pub description: &'static str,
    /// Type.
    pub kind: Kind,
    /// True when null ("the text does not say") is allowed.
    pub nullable: bool,
}

/// Columns whose values are found in columns of another table, or of the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Columns here.
    pub columns: &'static [&'static str],
    /// Name of the table they point to.
    pub table: &'static str,
    /// Columns there, in the same order.
    pub targets: &'static [&'static str],
}

/// A row struct that is a published table.
pub trait Table: Clone + Sized + 'static {
    /// Name of the table and stem of its files.
    const NAME: &'static str;
    /// Codebook sentence.
    const DESCRIPTION: &'static str;
    /// Columns in order.
    const COLUMNS: &'static [Column];
    /// Columns that identify a row; empty when rows have no identity (issues).
    const KEY: &'static [&'static str];
    /// Columns the published rows are sorted by, ascending, nulls first. Ends in what makes it total.
    const ORDER: &'static [&'static str];
    /// Where to look things up.
    const REFERENCES: &'static [Reference];

    /// The row's cells in column order.
    fn cells(&self) -> Vec<Value<'_>>;

    /// The row of these cells.
    ///
    /// # Errors
    /// When there are fewer or more cells than columns, a cell has another type, a null stands where none may,
    /// or a code is not on its list.
    fn from_cells(cells: &[Value<'_>]) -> Result<Self, CellError>;
}

/// A table's declaration as a value, for code that handles all tables alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableInfo {
    /// See [`Table::NAME`].
    pub name: &'static str,
    /// See [`Table::DESCRIPTION`].
    pub description: &'static str,
    /// See [`Table::COLUMNS`].
    pub columns: &'static [Column],
    /// See [`Table::KEY`].
    pub key: &'static [&'static str],
    /// See [`Table::ORDER`].
    pub order: &'static [&'static str],
    /// See [`Table::REFERENCES`].
    pub references: &'static [Reference],
}

impl TableInfo {
    /// The declaration of `T`.
    pub const fn of<T: Table>() -> Self {
        Self {
            name: T::NAME,
            description: T::DESCRIPTION,
            columns: T::COLUMNS,
            key: T::KEY,
            order: T::ORDER,
            references: T::REFERENCES,
        }
    }

    /// Position of a column, if there is one of that name.
    pub fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|known| known.name == column)
    }
}

/// One code of a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeEntry {
    /// The code as published.
    pub code: &'static str,
    /// What it means.
    pub description: &'static str,
}

/// A closed code list as a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeListInfo {
    /// Name of the list.
    pub name: &'static str,
    /// What the list distinguishes.
    pub description: &'static str,
    /// Its codes, in the order of declaration.
    pub entries: &'static [CodeEntry],
}

/// A closed code list: an enum whose variants are the codes.
pub trait CodeList: Copy + 'static {
    /// Name of the list.
    const NAME: &'static str;
    /// What the list distinguishes.
    const DESCRIPTION: &'static str;
    /// The list as a value.
    const INFO: &'static CodeListInfo;

    /// Every code, in the order of declaration.
    fn all() -> &'static [Self];
    /// The code as published.
    fn code(self) -> &'static str;
    /// What the code means.
    fn describe(self) -> &'static str;
    /// The value of a published code.
    fn from_code(code: &str) -> Option<Self>;
}
