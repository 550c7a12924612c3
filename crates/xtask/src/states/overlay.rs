//! The overlay that people edit, as typed values. It reads nothing but the fields that the file's head explains.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Overlay {
    /// Codes left out on purpose.
    pub(super) skip: BTreeSet<String>,
    /// Notes by ISO 3166-1 alpha-3 code.
    pub(super) state: BTreeMap<String, Note>,
}

/// What is added to or corrected in one state.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Note {
    /// Name instead of the registry's.
    pub(super) name: Option<String>,
    /// Further names.
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    /// Demonyms instead of the registry's.
    pub(super) demonyms: Option<Vec<String>>,
    /// Capitals that stand for the government.
    #[serde(default)]
    pub(super) capitals: Vec<String>,
    /// Other metonyms of the government.
    #[serde(default)]
    pub(super) metonyms: Vec<String>,
    /// Wikidata id.
    pub(super) wikidata: Option<String>,
    /// First day, of a state that is not of all times.
    pub(super) from: Option<String>,
    /// Last day.
    pub(super) until: Option<String>,
    /// True when the registry lacks the state.
    #[serde(default)]
    pub(super) added: bool,
}
