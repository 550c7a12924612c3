//! `ontology/`: what the codes mean.

use std::collections::BTreeMap;

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
    /// What its words govern has not happened: it makes no row of its own ("agreed to withdraw").
    #[serde(default)]
    pub embeds: bool,
    /// Whose part in the governed event makes somebody the target.
    #[serde(default)]
    pub theme: Theme,
    /// One sentence.
    pub about: String,
}

/// Who of an event that a word governs is the target of that word's own event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Nobody.
    #[default]
    None,
    /// Who does it: "condemned Russia's attack on Ukraine".
    Doer,
    /// Who does it, else whom it is done to: "demanded the release of prisoners".
    DoerFirst,
    /// Whom it is done to, else who does it: "agreed to attack Ukraine", "rejected a request from Ukraine".
    TargetFirst,
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

/// Whether a state has a role or an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoleOf {
    /// A state: "the Ukrainian president".
    State,
    /// An organisation: "the UN chief".
    Organisation,
}

/// An office that a title alone can name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleEntry {
    /// Lower-snake id; terms of office refer to it.
    pub id: String,
    /// Who has the role.
    pub of: RoleOf,
    /// False where several people hold it at a time.
    #[serde(default = "yes")]
    pub single: bool,
    /// Nouns of `agents/` that name it.
    pub titles: Vec<String>,
    /// Nouns that name it in one country, by ISO 3166-1 alpha-3 code.
    #[serde(default)]
    pub local: BTreeMap<String, Vec<String>>,
}

fn yes() -> bool {
    true
}

/// What an action is about.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Context {
    /// Lower-snake code.
    pub code: String,
    /// One sentence.
    pub about: String,
    /// Lemmas that put an action into it.
    pub words: Vec<String>,
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
    pub(crate) context: Vec<Context>,
    #[serde(default)]
    pub(crate) role: Vec<RoleEntry>,
    #[serde(default)]
    pub(crate) sector: Vec<Described>,
    #[serde(default)]
    pub(crate) measure: Vec<Described>,
    #[serde(default)]
    pub(crate) bound: Vec<Described>,
}
