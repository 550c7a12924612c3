//! `actors/`: states, forces, groups, organisations, people. `agents/`: nouns for kinds of people.

use jiff::civil::Date;
use serde::Deserialize;
use tidywire_codebook::{CombatantStatus, Sector};

use super::code;

/// What sort of actor an entry is; decides how its words are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// A state or territory: names and demonyms without a sector.
    State,
    /// Anything else with a name.
    Named,
}

/// One actor.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// Stable id, lower_snake; states are the lower-case ISO code.
    pub id: String,
    /// Name as published.
    pub name: String,
    /// Sort of actor.
    #[serde(default = "named")]
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3, if it has one.
    pub country: Option<String>,
    /// PLOVER sector, if it has one.
    #[serde(default, deserialize_with = "code::maybe")]
    pub sector: Option<Sector>,
    /// Other names, acronyms, spellings.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Adjectives and nouns of a people ("Ukrainian", "Ukrainians").
    #[serde(default)]
    pub demonyms: Vec<String>,
    /// Names that stand for its government ("Kyiv", "the Kremlin").
    #[serde(default)]
    pub metonyms: Vec<String>,
    /// Those of the metonyms that are also places (capitals).
    #[serde(default)]
    pub capitals: Vec<String>,
    /// Id of the actor it belongs to.
    pub part_of: Option<String>,
    /// Further countries where it is active or based, ISO 3166-1 alpha-3.
    #[serde(default)]
    pub active_in: Vec<String>,
    /// First day of its existence under this name; a year or month means its first day.
    #[serde(default, deserialize_with = "code::first_day")]
    pub from: Option<Date>,
    /// Last day; a year or month means its last day.
    #[serde(default, deserialize_with = "code::last_day")]
    pub until: Option<Date>,
    /// Wikidata id, only where sure.
    pub wikidata: Option<String>,
    /// File and entry, for the `rule` column.
    #[serde(skip)]
    pub rule: String,
}

fn named() -> ActorKind {
    ActorKind::Named
}

/// A person who holds or held offices.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Stable id.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Spellings, and the last name alone where everybody knows who is meant ("Putin").
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The part of the name by which others call the person, where it is not the last word ("Xi", "Kim", "van der Leyen").
    pub family: Option<String>,
    /// Wikidata id, only where sure.
    pub wikidata: Option<String>,
    /// Offices with their dates.
    #[serde(default)]
    pub terms: Vec<Term>,
    /// File and entry, for the `rule` column.
    #[serde(skip)]
    pub rule: String,
}

/// One term of office.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// What the person was, in words.
    pub office: String,
    /// Id of the role in `ontology/roles.toml`, for offices that a title alone can name ("the Ukrainian president").
    pub role: Option<String>,
    /// ISO 3166-1 alpha-3; none for international organisations.
    pub country: Option<String>,
    /// Sector during the term.
    #[serde(deserialize_with = "code::code")]
    pub sector: Sector,
    /// Id of the organisation or force, if any.
    pub part_of: Option<String>,
    /// First day, if known; a year or month means its first day.
    #[serde(default, deserialize_with = "code::first_day")]
    pub from: Option<Date>,
    /// Last day, if it has ended; a year or month means its last day.
    #[serde(default, deserialize_with = "code::last_day")]
    pub until: Option<Date>,
}

/// True when the days from `from` to `until`, open where one is missing, hold the date.
fn holds(from: Option<Date>, until: Option<Date>, date: Date) -> bool {
    from.is_none_or(|from| from <= date) && until.is_none_or(|until| date <= until)
}

impl Actor {
    /// True when it existed under this name on the date, as far as is known.
    pub fn exists(&self, date: Date) -> bool {
        holds(self.from, self.until, date)
    }
}

impl Term {
    /// True when the term ran on the date, as far as is known.
    pub fn runs(&self, date: Date) -> bool {
        holds(self.from, self.until, date)
    }
}

/// A noun for a kind of person or body.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agent {
    /// Lower-case noun, one or more words, singular.
    pub noun: String,
    /// Plural, where it is not regular.
    pub plural: Option<String>,
    /// Sector it gives; none when it says only that people are meant.
    #[serde(default, deserialize_with = "code::maybe")]
    pub sector: Option<Sector>,
    /// Combatant status of the people counted.
    #[serde(default, deserialize_with = "code::maybe")]
    pub status: Option<CombatantStatus>,
    /// True for offices and ranks that stand before a name ("foreign minister").
    #[serde(default)]
    pub title: bool,
    /// False for nouns that make a mention only beside a name or demonym ("side", "fleet").
    #[serde(default = "yes")]
    pub alone: bool,
    /// True for nouns that say less than the noun before them: a "rebel commander" is a rebel.
    #[serde(default)]
    pub weak: bool,
    /// True for nouns that name a body, never people ("board", "club").
    #[serde(default)]
    pub body: bool,
    /// Sectors of the named actors that "the" with this noun alone can take up ("the group", "the alliance").
    #[serde(default, deserialize_with = "code::list")]
    pub refers: Vec<Sector>,
    /// File and entry, for the `rule` column.
    #[serde(skip)]
    pub rule: String,
}

fn yes() -> bool {
    true
}

/// Words beside a noun for people that change who they are. All lower case.
#[derive(Clone, Debug, Default)]
pub struct Modifiers {
    /// The office is over: "former".
    pub former: Vec<String>,
    /// Participles behind a hyphen that make the name before it the holder: "Hamas-run".
    pub run_by: Vec<String>,
    /// Participles behind a hyphen that make the name before it somebody else: "US-backed".
    pub backed_by: Vec<String>,
    /// Prefixes with a hyphen before somebody else's name: "pro-Russian".
    pub against: Vec<String>,
    /// Words in the name of an army that is no state's: "Liberation".
    pub rebel: Vec<String>,
    /// First or last words of capitalised phrases that name no body: "Operation", "Agreement".
    pub not_bodies: Vec<String>,
    /// Words before a name that say nothing of an office: "Mr".
    pub honorifics: Vec<String>,
}

/// A file of `agents/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AgentFile {
    #[serde(default)]
    pub(crate) agent: Vec<Agent>,
    #[serde(default)]
    pub(crate) former: Vec<String>,
    #[serde(default)]
    pub(crate) run_by: Vec<String>,
    #[serde(default)]
    pub(crate) backed_by: Vec<String>,
    #[serde(default)]
    pub(crate) against: Vec<String>,
    #[serde(default)]
    pub(crate) rebel: Vec<String>,
    #[serde(default)]
    pub(crate) not_bodies: Vec<String>,
    #[serde(default)]
    pub(crate) honorifics: Vec<String>,
}
