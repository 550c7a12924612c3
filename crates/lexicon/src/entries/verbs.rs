//! `verbs/<event_type>.toml`: words that name an action, and the frame they take.

use serde::Deserialize;
use tidywire_codebook::EventType;

use super::frames::WordClass;

/// What must be known of source and target before a row is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Needs {
    /// An actor on either side.
    #[default]
    Either,
    /// An actor as source.
    Source,
    /// An actor (or a place, or a thing that can be hit) as target.
    Target,
    /// An actor on both sides.
    Both,
}

/// One trigger.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verb {
    /// Lower-case lemma; several words for particle verbs and fixed phrases ("carry out").
    pub lemma: String,
    /// Verb or noun.
    #[serde(default = "verb")]
    pub class: WordClass,
    /// Id of its frame.
    pub frame: toml::Spanned<String>,
    /// Prepositions that `prep($prep)` stands for.
    #[serde(default)]
    pub prep: Vec<String>,
    /// PLOVER mode.
    pub mode: Option<toml::Spanned<String>>,
    /// Only with one of these lemmas as object, prepositional object or modifier ("carry out" + "strike"), or with an
    /// object of a kind: `@actor` somebody or people, `@person` one person by name, `@people` these and nouns for people, `@armed` soldiers and armed
    /// groups, `@place`, `@money`, `@target` a thing that
    /// can be attacked, `@object` any; or done by a kind: `@by_armed` soldiers and armed groups, `@by_police` police and
    /// courts, `@by_force` weapons and attacks;
    /// `@predicate` where the object gets one ("called him a liar").
    #[serde(default)]
    pub with: Vec<String>,
    /// Never with one of these lemmas as object ("attack" + "proposal").
    #[serde(default)]
    pub without: Vec<String>,
    /// What must be known.
    #[serde(default)]
    pub needs: Needs,
    /// Tells harm that may also come from an accident: where nobody does it, only with a word of violence in the sentence
    /// or beside it.
    #[serde(default)]
    pub harms: bool,
    /// Sentences and what they must yield.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// Sentences that must not yield a row of this trigger.
    #[serde(default)]
    pub counterexamples: Vec<String>,
    /// Event type, from the file.
    #[serde(skip)]
    pub event_type: Option<EventType>,
    /// File and entry, for the `rule` column.
    #[serde(skip)]
    pub rule: String,
}

/// A sentence and what it must yield.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// What must come out, in the notation of the entry's kind: `RUS -> UKR` for verbs
    /// (`RUS/MIL -> -` where a side is unknown), `killed at_least 12.. soldier` for figures.
    pub yields: String,
}

fn verb() -> WordClass {
    WordClass::Verb
}

/// A file of triggers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VerbFile {
    pub(crate) event_type: toml::Spanned<String>,
    #[serde(default)]
    pub(crate) verb: Vec<Verb>,
}
