//! What each folder of the lexicon may hold, as the TOML writes it.

pub(crate) mod actors;
pub(crate) mod claims;
pub(crate) mod code;
pub(crate) mod figures;
pub(crate) mod frames;
pub(crate) mod ontology;
pub(crate) mod places;
pub(crate) mod times;
pub(crate) mod verbs;
pub(crate) mod words;
