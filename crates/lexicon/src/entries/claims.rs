//! `claims/`: words of saying, and words that say how sure a statement is.

use serde::Deserialize;
use tidywire_codebook::{Modality, Polarity, Stance};

use super::code;
use super::frames::WordClass;
use super::verbs::Example;
use crate::path::Path;

/// How a word of saying is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpeechKind {
    /// A verb of saying.
    Verb,
    /// A noun of saying ("claim", "accusation").
    Noun,
    /// A preposition ("according to").
    Preposition,
    /// An adverb that says that somebody unnamed says so ("reportedly").
    Adverb,
}

/// What a word of saying needs as content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// A clause only ("say", "claim").
    #[default]
    Clause,
    /// A clause or a noun phrase ("announce sanctions").
    Any,
}

/// A word of saying.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Speech {
    /// Lower-case lemma.
    pub lemma: String,
    /// How it is built.
    #[serde(default = "verb")]
    pub kind: SpeechKind,
    /// Stance of the speaker towards the content.
    #[serde(deserialize_with = "code::code")]
    pub stance: Stance,
    /// What it needs.
    #[serde(default)]
    pub content: Content,
    /// Further paths to the content ("update on").
    #[serde(default, deserialize_with = "code::parsed")]
    pub paths: Vec<Path>,
    /// Modality that the content gets ("estimate" estimated), unless the content has its own.
    #[serde(default, deserialize_with = "code::maybe")]
    pub modality: Option<Modality>,
    /// An attitude, a wish or a verdict rather than a saying ("praise", "want"): a statement, but nobody's claim that what
    /// is praised or wanted happened.
    #[serde(default)]
    pub attitude: bool,
    /// With "I" or "we" it is only how somebody speaks ("I think", "we say"): no statement.
    #[serde(default)]
    pub own: bool,
    /// Sentences and the statement they must yield, as `Russia | claimed | content words`.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// Sentences without a statement.
    #[serde(default)]
    pub counterexamples: Vec<String>,
    /// File and entry.
    #[serde(skip)]
    pub rule: String,
}

fn verb() -> SpeechKind {
    SpeechKind::Verb
}

/// Where a word that qualifies a clause stands.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Modal {
    /// Lower-case lemma.
    pub lemma: String,
    /// Relations in which it qualifies the word it hangs on: `aux`, `advmod`, `amod`, `mark`, or
    /// `governs` for a verb or adjective whose complement is qualified ("is believed to be").
    pub r#as: Vec<String>,
    /// For `governs`: only in the passive ("is believed"), not in the active ("he believes").
    #[serde(default)]
    pub passive: bool,
    /// Modality it gives.
    #[serde(default, deserialize_with = "code::maybe")]
    pub modality: Option<Modality>,
    /// Modality it gives in what somebody says instead: "they said they would attack" is a plan.
    #[serde(default, deserialize_with = "code::maybe")]
    pub reported: Option<Modality>,
    /// Polarity it gives ("fail to", "without").
    #[serde(default, deserialize_with = "code::maybe")]
    pub polarity: Option<Polarity>,
    /// Word class for `governs`.
    #[serde(default = "verb_class")]
    pub class: WordClass,
    /// Sentences and the modality of their actions and figures.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// File and entry.
    #[serde(skip)]
    pub rule: String,
}

fn verb_class() -> WordClass {
    WordClass::Verb
}

/// A file of `claims/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClaimFile {
    #[serde(default)]
    pub(crate) speech: Vec<Speech>,
    #[serde(default)]
    pub(crate) others_words: Vec<String>,
    #[serde(default)]
    pub(crate) modal: Vec<Modal>,
}
