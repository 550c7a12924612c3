//! Every published table, column and code list, declared once.
//!
//! A row struct **is** the schema: field order is column order, the Rust type is the column type, `Option` is
//! nullability, the doc comment is the codebook sentence, a code-list type is the enumeration. CSV headers,
//! Parquet schemas, the data package and the codebook page are read off [`Table`] and [`TABLES`].
//!
//! What it deliberately does not do: it reads and writes no files, knows no words of any language and decides
//! nothing. Which verb is an assault stands in the lexicon; here stands only that `ASSAULT` is a code.
//!
//! Invariants: a name or a meaning here is a promise to people who load the data; adding is free, changing
//! is not. In a nullable text column an empty text is null, so that there is one way of saying nothing.
//!
//! ```
//! use tidywire_codebook::{Bound, CodeList, Figure, TABLES, Table, Value};
//!
//! let figure = Figure { bound: Bound::AtLeast, value_low: Some(12.0), ..Figure::default() };
//! let at = Figure::COLUMNS.iter().position(|column| column.name == Figure::bound).unwrap();
//! assert_eq!(figure.cells()[at], Value::Text("at_least"));
//! assert_eq!(Bound::from_code("at_least"), Some(Bound::AtLeast));
//! assert!(TABLES.iter().any(|table| table.name == "figures"));
//! ```

#[macro_use]
mod declare;
mod codes;
mod field;
mod schema;
mod tables;
mod value;

pub use codes::{
    ActionTimeFrame, Bound, CombatantStatus, DateBasis, DateKind, DateModifier, DatePrecision, Direction, EventType,
    FigureTimeFrame, Measure, MentionKind, Modality, PlacePrecision, PlaceSense, Polarity, PublishedBasis,
    PublishedFrom, QuadClass, Role, Sector, Severity, Stance, StatementKind, StatementNature, UnitKind,
};
pub use field::{CellError, Field};
pub use schema::{CodeEntry, CodeList, CodeListInfo, Column, Kind, Reference, Table, TableInfo};
pub use tables::{Action, Actor, Article, DateRow, Figure, Issue, Mention, Place, SentenceRow, Statement, TABLES};
pub use value::{Code, Value};
