//! `words/`: words by class, without meaning.

use serde::Deserialize;

/// A form and the lemma that the model should have given it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mended {
    /// Lower case.
    pub form: String,
    /// Lower case.
    pub lemma: String,
}

/// A file of `words/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WordFile {
    /// Lower-case words of the closed classes.
    #[serde(default)]
    pub(crate) function_words: Vec<String>,
    /// Lemmas that the model gets wrong.
    #[serde(default)]
    pub(crate) lemmas: Vec<Mended>,
}
