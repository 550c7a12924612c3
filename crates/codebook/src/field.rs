//! How Rust types become column types: [`Field`], implemented for every type a row may hold.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::{Code, Column, Kind, Value};

/// Why cells are not a row.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CellError {
    /// Another number of cells than the table has columns.
    #[error("{found} cells where the table has {expected} columns")]
    Count {
        /// Columns of the table.
        expected: usize,
        /// Cells given.
        found: usize,
    },
    /// Null where the column does not allow it.
    #[error("column `{column}` is null, but must say something")]
    Null {
        /// The column.
        column: &'static str,
    },
    /// A value of another type.
    #[error("column `{column}` holds {found}, but should hold {expected}")]
    Type {
        /// The column.
        column: &'static str,
        /// Name of the column's type.
        expected: &'static str,
        /// The value found.
        found: String,
    },
    /// A code that is not on the column's list.
    #[error("column `{column}` holds `{found}`, which is not in the code list `{list}`")]
    Code {
        /// The column.
        column: &'static str,
        /// The closed list.
        list: &'static str,
        /// The code found.
        found: String,
    },
}

impl CellError {
    /// The cell is not what the column holds.
    pub fn wrong(column: &Column, value: Value<'_>) -> Self {
        match (value, column.kind) {
            (Value::Null, _) => Self::Null { column: column.name },
            (Value::Text(found), Kind::List(list)) => Self::Code {
                column: column.name,
                list: list.name,
                found: found.to_owned(),
            },
            (other, kind) => Self::Type {
                column: column.name,
                expected: kind.name(),
                found: format!("{other:?}"),
            },
        }
    }
}

impl Kind {
    /// The type's name in the codebook.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Code => "code",
            Self::List(_) => "code list",
            Self::Int => "integer",
            Self::Float => "number",
            Self::Date => "date",
            Self::Instant => "timestamp (UTC)",
        }
    }
}

/// A type that can be a column.
pub trait Field: Sized {
    /// Type of the column.
    const KIND: Kind;
    /// True for `Option`.
    const NULLABLE: bool = false;

    /// The value as a cell.
    fn value(&self) -> Value<'_>;
    /// The value of a cell; `None` when the cell cannot be one.
    fn from_value(value: Value<'_>) -> Option<Self>;
}

impl Field for String {
    const KIND: Kind = Kind::Text;
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text.to_owned()),
            _ => None,
        }
    }
}

impl Field for Code {
    const KIND: Kind = Kind::Code;
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
    fn from_value(value: Value<'_>) -> Option<Self> {
        String::from_value(value).map(Self)
    }
}

impl Field for i64 {
    const KIND: Kind = Kind::Int;
    fn value(&self) -> Value<'_> {
        Value::Int(*self)
    }
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Int(number) => Some(number),
            _ => None,
        }
    }
}

impl Field for f64 {
    const KIND: Kind = Kind::Float;
    fn value(&self) -> Value<'_> {
        Value::Float(*self)
    }
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Float(number) => Some(number),
            _ => None,
        }
    }
}

impl Field for Date {
    const KIND: Kind = Kind::Date;
    fn value(&self) -> Value<'_> {
        Value::Date(*self)
    }
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Date(date) => Some(date),
            _ => None,
        }
    }
}

impl Field for Timestamp {
    const KIND: Kind = Kind::Instant;
    fn value(&self) -> Value<'_> {
        Value::Instant(*self)
    }
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Instant(instant) => Some(instant),
            _ => None,
        }
    }
}

impl<F: Field> Field for Option<F> {
    const KIND: Kind = F::KIND;
    const NULLABLE: bool = true;
    fn value(&self) -> Value<'_> {
        match self.as_ref().map(F::value) {
            // One way of saying nothing: most CSV readers cannot tell an empty text from null.
            None | Some(Value::Text("")) => Value::Null,
            Some(value) => value,
        }
    }
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Null | Value::Text("") => Some(None),
            other => F::from_value(other).map(Some),
        }
    }
}
