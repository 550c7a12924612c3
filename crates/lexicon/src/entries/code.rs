//! Codes in TOML: an unknown one is an error at its place, with the list of those known.

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

/// Reads an optional ISO 8601 date.
pub(crate) fn date<'de, D: Deserializer<'de>>(input: D) -> Result<Option<jiff::civil::Date>, D::Error> {
    Option::<String>::deserialize(input)?
        .map(|text| {
            text.parse()
                .map_err(|error| D::Error::custom(format!("`{text}` is no date: {error}")))
        })
        .transpose()
}
