//! Codes in TOML: an unknown one is an error at its place, with the list of those known.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, de::Error};
use tidywire_codebook::CodeList;

/// Reads a code of a closed list.
pub(crate) fn code<'de, D: Deserializer<'de>, T: CodeList>(input: D) -> Result<T, D::Error> {
    known(&String::deserialize(input)?)
}

/// Reads an optional code.
pub(crate) fn maybe<'de, D: Deserializer<'de>, T: CodeList>(input: D) -> Result<Option<T>, D::Error> {
    Option::<String>::deserialize(input)?
        .map(|text| known(&text))
        .transpose()
}

/// Reads a list of codes.
pub(crate) fn list<'de, D: Deserializer<'de>, T: CodeList>(input: D) -> Result<Vec<T>, D::Error> {
    let codes = Vec::<String>::deserialize(input)?;
    codes.iter().map(|code| known(code)).collect()
}

fn known<T: CodeList, E: Error>(text: &str) -> Result<T, E> {
    T::from_code(text).ok_or_else(|| {
        let codes: Vec<&str> = T::all().iter().map(|code| code.code()).collect();
        E::custom(format!(
            "`{text}` is no code of `{}`; known are {}",
            T::NAME,
            codes.join(", ")
        ))
    })
}

/// Reads a value that has a `FromStr`, such as a path.
pub(crate) fn parsed<'de, D, T>(input: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: std::str::FromStr<Err = String>,
{
    let texts = Vec::<String>::deserialize(input)?;
    texts
        .iter()
        .map(|text| text.parse().map_err(D::Error::custom))
        .collect()
}

/// Reads an optional ISO 8601 date that may lack its day or month: the first day that it can mean.
pub(crate) fn first_day<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Date>, D::Error> {
    day(input, |date, _| date)
}

/// The same, but the last day that it can mean.
pub(crate) fn last_day<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Date>, D::Error> {
    day(input, |date, parts| match parts {
        1 => date.last_of_year(),
        2 => date.last_of_month(),
        _ => date,
    })
}

fn day<'de, D: Deserializer<'de>>(input: D, end: fn(Date, usize) -> Date) -> Result<Option<Date>, D::Error> {
    Option::<String>::deserialize(input)?
        .map(|text| {
            let parts = text.split('-').count();
            let whole = match parts {
                1 => format!("{text}-01-01"),
                2 => format!("{text}-01"),
                _ => text.clone(),
            };
            whole
                .parse()
                .map(|date| end(date, parts))
                .map_err(|error| D::Error::custom(format!("`{text}` is no date: {error}")))
        })
        .transpose()
}
