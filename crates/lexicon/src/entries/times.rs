//! `times/`: words of the calendar.

use serde::Deserialize;

/// A month.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Month {
    /// Full name.
    pub name: String,
    /// 1 to 12.
    pub number: i8,
    /// Abbreviations without the full stop.
    #[serde(default)]
    pub short: Vec<String>,
}

/// A day of the week.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weekday {
    /// Full name.
    pub name: String,
    /// Days after Monday.
    pub number: i8,
}

/// A word for a day beside the article's ("yesterday").
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelativeDay {
    /// Lower-case word.
    pub word: String,
    /// Days after the article's day.
    pub offset: i64,
}

/// Words of time.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TimeWords {
    pub(crate) singular: Vec<String>,
}

/// A file of `times/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TimeFile {
    #[serde(default)]
    pub(crate) month: Vec<Month>,
    #[serde(default)]
    pub(crate) weekday: Vec<Weekday>,
    #[serde(default)]
    pub(crate) day: Vec<RelativeDay>,
    #[serde(default)]
    pub(crate) time_words: Vec<TimeWords>,
}
