//! `words/`: words by class, without meaning.

use serde::Deserialize;

/// A file of `words/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WordFile {
    /// Lower-case words of the closed classes.
    #[serde(default)]
    pub(crate) function_words: Vec<String>,
}
