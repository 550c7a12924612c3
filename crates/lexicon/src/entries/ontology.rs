//! `ontology/`: what the codes mean.

use serde::Deserialize;
use tidywire_codebook::{EventType, QuadClass};

use super::code;

/// An event type.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventTypeEntry {
    /// PLOVER code.
    #[serde(deserialize_with = "code::code")]
    pub code: EventType,
    /// Quad class.
    #[serde(deserialize_with = "code::code")]
    pub quad_class: QuadClass,
    /// PLOVER intensity, -10 to +10.
    pub intensity: f64,
    /// CAMEO root of the type without a mode, 01 to 20.
    pub cameo_root: String,
    /// One sentence.
    pub about: String,
}

/// A PLOVER mode.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mode {
    /// Event type it belongs to.
    #[serde(deserialize_with = "code::code")]
    pub event_type: EventType,
    /// PLOVER's name of the mode.
    pub mode: String,
    /// Intensity where it differs from the type's.
    pub intensity: Option<f64>,
    /// CAMEO root where it differs from the type's.
    pub cameo_root: Option<String>,
    /// One sentence.
    pub about: String,
}

/// A code with a sentence, for lists that need no more.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Described {
    /// The code.
    pub code: String,
    /// One sentence.
    pub about: String,
}

/// A file of `ontology/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OntologyFile {
    #[serde(default)]
    pub(crate) event_type: Vec<EventTypeEntry>,
    #[serde(default)]
    pub(crate) mode: Vec<Mode>,
    #[serde(default)]
    pub(crate) sector: Vec<Described>,
    #[serde(default)]
    pub(crate) measure: Vec<Described>,
    #[serde(default)]
    pub(crate) bound: Vec<Described>,
}
