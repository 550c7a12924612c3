//! One cell: [`Value`], and [`Code`], the text type of open code lists.

use std::fmt;
use std::ops::Deref;

use jiff::Timestamp;
use jiff::civil::Date;

/// One cell of a row, borrowed from it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// The text does not say.
    Null,
    /// Text or a code.
    Text(&'a str),
    /// Offset or count.
    Int(i64),
    /// Quantity or coordinate.
    Float(f64),
    /// Calendar day.
    Date(Date),
    /// Point in time, UTC.
    Instant(Timestamp),
}

/// A code from a list that is open or kept elsewhere: ISO 3166 countries, ISO 4217 currencies, event modes,
/// GeoNames ids. Published as dictionary-coded text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub String);

impl Code {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Code {
    fn from(code: &str) -> Self {
        Self(code.to_owned())
    }
}

impl From<String> for Code {
    fn from(code: String) -> Self {
        Self(code)
    }
}

impl Deref for Code {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Code {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq<str> for Code {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}
