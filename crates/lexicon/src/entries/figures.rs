//! `figures/` and `numerals/`: number words, bounds, vague words, units, and what is counted.

use serde::Deserialize;
use tidywire_codebook::{Bound, CombatantStatus, Direction, Measure, Role, UnitKind};

use super::code;
use super::frames::WordClass;
use super::verbs::Example;

/// A number word ("twelve" 12, "million" scale).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numeral {
    /// Lower-case word or suffix.
    pub word: String,
    /// Its value.
    pub value: f64,
    /// True for words that multiply what stands before them.
    #[serde(default)]
    pub scale: bool,
    /// True when it may be glued to digits ("30k").
    #[serde(default)]
    pub suffix: bool,
    /// True when it is written only like this ("m" but not "M").
    #[serde(default)]
    pub ordinal: bool,
}

/// Where a hedge stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HedgePlace {
    /// Before the number.
    Before,
    /// After the number.
    After,
}

/// Words that bound or hedge a number.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hedge {
    /// Lower-case words.
    pub phrase: String,
    /// What they make of the number.
    #[serde(deserialize_with = "code::code")]
    pub bound: Bound,
    /// Before (default) or after it.
    #[serde(default = "before")]
    pub place: HedgePlace,
    /// Role that the figure gets ("another" increment).
    #[serde(default, deserialize_with = "code::maybe")]
    pub role: Option<Role>,
    /// Executed.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// Sentences in which the words bound nothing: they must yield no such figure.
    #[serde(default)]
    pub counterexamples: Vec<String>,
    /// File and entry.
    #[serde(skip)]
    pub rule: String,
}

fn before() -> HedgePlace {
    HedgePlace::Before
}

/// A vague number word under the policy `floor`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vague {
    /// Lower-case words ("hundreds", "tens of thousands", "a couple").
    pub phrase: String,
    /// Lower bound.
    pub low: f64,
    /// True when it needs a noun right after it ("several soldiers", not "several said").
    #[serde(default)]
    pub determiner: bool,
    /// Executed.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// Sentences in which the word is no figure.
    #[serde(default)]
    pub counterexamples: Vec<String>,
    /// File and entry.
    #[serde(skip)]
    pub rule: String,
}

/// A unit of measurement.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Lower-case lemma or symbol.
    pub word: String,
    /// Kind of unit.
    #[serde(deserialize_with = "code::code")]
    pub kind: UnitKind,
    /// Name as published.
    pub name: String,
    /// True for short symbols ("kg", "W"): only right after digits, and in this case of letters.
    #[serde(default)]
    pub symbol: bool,
}

/// A currency, or a hundredth of one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Currency {
    /// ISO 4217; none where the word alone names no single currency ("franc", "cent").
    #[serde(default)]
    pub code: Option<String>,
    /// Unit as published where it is not the code ("cent", "franc").
    #[serde(default)]
    pub name: Option<String>,
    /// How many make one of the main unit: 100 for cents.
    #[serde(default)]
    pub per: Option<f64>,
    /// Symbols before the number.
    #[serde(default)]
    pub symbols: Vec<String>,
    /// Lower-case lemmas after the number.
    #[serde(default)]
    pub words: Vec<String>,
}

/// A word that says what is counted.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// Lower-case lemma; several words for fixed phrases ("lose life", "shoot down").
    pub trigger: String,
    /// Verb or noun (adjectives and participles count as verbs).
    #[serde(default = "verb")]
    pub class: WordClass,
    /// Measure it gives.
    #[serde(deserialize_with = "code::code")]
    pub measure: Measure,
    /// For verbs: where the counted thing stands: `object`, `subject` or both. Empty for nouns.
    #[serde(default)]
    pub counts: Vec<String>,
    /// Only when the thing counted has one of these lemmas.
    #[serde(default)]
    pub with: Vec<String>,
    /// Only when people or bodies of people are counted.
    #[serde(default)]
    pub people: bool,
    /// Whatever it counts in numbers is somebody, unless known for a thing ("killed four motorists").
    #[serde(default)]
    pub anyone: bool,
    /// Only when money is counted.
    #[serde(default)]
    pub money: bool,
    /// For nouns that name a running count ("toll", "losses"): "the toll reached 23" is cumulative.
    #[serde(default)]
    pub cumulative: bool,
    /// Combatant status that the noun itself gives.
    #[serde(default, deserialize_with = "code::maybe")]
    pub status: Option<CombatantStatus>,
    /// Executed.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// Sentences that must not yield this measure.
    #[serde(default)]
    pub counterexamples: Vec<String>,
    /// File and entry.
    #[serde(skip)]
    pub rule: String,
}

fn verb() -> WordClass {
    WordClass::Verb
}

/// A verb that ties a number to a noun that names the measure ("losses reached thousands").
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelVerb {
    /// Lemma.
    pub lemma: String,
    /// Bound it gives ("exceed" more_than).
    #[serde(default, deserialize_with = "code::maybe")]
    pub bound: Option<Bound>,
    /// Role of the figure.
    #[serde(default, deserialize_with = "code::maybe")]
    pub role: Option<Role>,
    /// Which way a change goes.
    #[serde(default, deserialize_with = "code::maybe")]
    pub direction: Option<Direction>,
    /// Only for percent, money and units of measurement ("lost 12 points"): counts are something else.
    #[serde(default)]
    pub share: bool,
}

/// Words around a numeral that make it a label, not a figure.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trap {
    /// Lemma right before the numeral ("resolution", "article") or after it ("brigade", "am").
    pub word: String,
    /// Side on which the word stands.
    pub side: HedgePlace,
    /// How many capitalised words may stand between ("12 Main Street": 1).
    #[serde(default)]
    pub reach: usize,
    /// Only when one of these lemmas follows ("155mm shells").
    #[serde(default)]
    pub with: Vec<String>,
    /// Executed.
    #[serde(default)]
    pub counterexamples: Vec<String>,
}

/// A noun for several people or things, which "a" before it does not make one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Singular, lower case.
    pub noun: String,
    /// How many it stands for, if always the same ("couple" 2).
    #[serde(default)]
    pub size: Option<f64>,
    /// Executed.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// Sentences in which "a" before it counts nothing.
    #[serde(default)]
    pub counterexamples: Vec<String>,
    /// File and entry.
    #[serde(skip)]
    pub rule: String,
}

/// A file of `figures/` or `numerals/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FigureFile {
    #[serde(default)]
    pub(crate) numeral: Vec<Numeral>,
    #[serde(default)]
    pub(crate) hedge: Vec<Hedge>,
    #[serde(default)]
    pub(crate) vague: Vec<Vague>,
    #[serde(default)]
    pub(crate) unit: Vec<Unit>,
    #[serde(default)]
    pub(crate) currency: Vec<Currency>,
    #[serde(default)]
    pub(crate) measured: Vec<Measured>,
    #[serde(default)]
    pub(crate) level_verb: Vec<LevelVerb>,
    #[serde(default)]
    pub(crate) trap: Vec<Trap>,
    #[serde(default)]
    pub(crate) group: Vec<Group>,
    #[serde(default)]
    pub(crate) kin: Vec<String>,
    #[serde(default)]
    pub(crate) beings: Vec<String>,
}
