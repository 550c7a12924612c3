//! `frames/`: where source and target stand, written once for all verbs.

use serde::Deserialize;

use super::code;
use crate::path::Path;

/// Voice of the trigger that a construction fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Voice {
    /// Active verb.
    Active,
    /// Passive verb, full or reduced.
    Passive,
    /// Either.
    Any,
}

/// Word class of a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WordClass {
    /// Verb.
    Verb,
    /// Noun.
    Noun,
}

/// A frame: the ways in which one kind of trigger shows its source and target.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Name that verb entries give.
    pub id: String,
    /// What it is for.
    pub about: String,
    /// Tried in order; the first whose class and voice fit decides.
    pub constructions: Vec<Construction>,
}

/// One construction of a frame.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Construction {
    /// Name, for the `rule` column.
    pub name: String,
    /// Verb or noun.
    pub class: WordClass,
    /// Voice; nouns have none.
    #[serde(default = "any")]
    pub voice: Voice,
    /// Paths to the source, first hit wins.
    #[serde(default, deserialize_with = "code::parsed")]
    pub source: Vec<Path>,
    /// Paths to the target, first hit wins.
    #[serde(default, deserialize_with = "code::parsed")]
    pub target: Vec<Path>,
    /// Where the paths of both sides end at one word, it is the target: "Navalny's arrest".
    #[serde(default)]
    pub suffers: bool,
    /// The source is whoever says the clause: "Kyiv said Russia must withdraw".
    #[serde(default)]
    pub speaker: bool,
    /// Source and target act on each other: rows in both directions.
    #[serde(default)]
    pub reciprocal: bool,
    /// Several sources without a target act on each other: "Iran and Oman restored ties".
    #[serde(default)]
    pub together: bool,
}

fn any() -> Voice {
    Voice::Any
}

/// A verb whose subject is the source of the event noun that is its object.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LightVerb {
    /// Lemma.
    pub lemma: String,
    /// Prepositions, where the noun stands behind one ("involved in operations").
    #[serde(default)]
    pub through: Vec<String>,
}
