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

/// Pronouns that can stand for an actor, by what they can stand for. All lower case.
#[derive(Clone, Debug, Default)]
pub struct Pronouns {
    /// One person: "she".
    pub person: Vec<String>,
    /// Several people, or a body: "they".
    pub group: Vec<String>,
    /// A state or a body: "it".
    pub body: Vec<String>,
    /// Whoever speaks: "we".
    pub speaker: Vec<String>,
}

/// A verb and its past tense.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PastTense {
    /// The verb.
    pub lemma: String,
    /// Its past tense.
    pub past: String,
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
    /// Past tenses of irregular verbs.
    #[serde(default)]
    pub(crate) past_tenses: Vec<PastTense>,
    /// Names of states and towns that are also given names.
    #[serde(default)]
    pub(crate) given_names: Vec<String>,
    #[serde(default)]
    pub(crate) pronouns_of_person: Vec<String>,
    #[serde(default)]
    pub(crate) pronouns_of_group: Vec<String>,
    #[serde(default)]
    pub(crate) pronouns_of_body: Vec<String>,
    #[serde(default)]
    pub(crate) pronouns_of_speaker: Vec<String>,
}
