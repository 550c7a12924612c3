//! `places/`: place names with coordinates, and the words that make a name a place.

use serde::Deserialize;
use tidywire_codebook::PlacePrecision;

use super::code;

/// One place.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceEntry {
    /// Name as published.
    pub name: String,
    /// Other spellings.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// GeoNames id, if it has one.
    pub geonames: Option<u32>,
    /// ISO 3166-1 alpha-3; none for seas.
    pub country: Option<String>,
    /// First-level region.
    pub admin1: Option<String>,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// How exact.
    #[serde(deserialize_with = "code::code")]
    pub precision: PlacePrecision,
    /// File and entry.
    #[serde(skip)]
    pub rule: String,
}

/// A preposition before which a capital or state is a place ("in Washington").
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceWord {
    /// Lower-case preposition.
    pub word: String,
}

/// A file of `places/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlaceFile {
    #[serde(default)]
    pub(crate) place: Vec<PlaceEntry>,
    #[serde(default)]
    pub(crate) locative: Vec<PlaceWord>,
    /// Nouns before or behind a name that make it a place's.
    #[serde(default)]
    pub(crate) place_nouns: Vec<String>,
    /// Words for sides ("north", "east").
    #[serde(default)]
    pub(crate) directions: Vec<String>,
    /// Nouns for a part of a place ("outskirts", "part").
    #[serde(default)]
    pub(crate) place_parts: Vec<String>,
    /// Nouns for towns and their like ("city", "village").
    #[serde(default)]
    pub(crate) settlement_nouns: Vec<String>,
    /// Verbs whose object is a place, though it may be a capital.
    #[serde(default)]
    pub(crate) visiting_verbs: Vec<String>,
    /// Words that are towns somewhere and seldom mean one.
    #[serde(default)]
    pub(crate) not_places: Vec<String>,
    /// Nouns for first-level regions ("oblast").
    #[serde(default)]
    pub(crate) region_nouns: Vec<String>,
    /// Prepositions that leave the place itself ("near", "outside").
    #[serde(default)]
    pub(crate) near_words: Vec<String>,
}
