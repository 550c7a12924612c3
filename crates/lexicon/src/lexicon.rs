//! The whole lexicon as one value.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};
use tidywire_codebook::{CodeList, EventType};

use crate::entries::actors::{Actor, Agent, Modifiers, Person};
use crate::entries::claims::{Modal, Speech};
use crate::entries::figures::{Currency, Group, Hedge, LevelVerb, Measured, Numeral, Trap, Unit, Vague};
use crate::entries::frames::{Frame, LightVerb};
use crate::entries::ontology::{Context, Described, EventTypeEntry, Mode, RoleEntry};
use crate::entries::places::{PlaceEntry, PlaceWord};
use crate::entries::times::Times;
use crate::entries::verbs::Verb;
use crate::entries::words::{Mended, PastTense, Pronouns};
use crate::error::LexiconError;
use crate::read::{self, Content};

mod embedded {
    use super::Embedded;

    include!(concat!(env!("OUT_DIR"), "/files.rs"));
}

/// A file that was built in.
#[derive(Clone, Copy, Debug)]
enum Embedded {
    /// As it is.
    Text(&'static str),
    /// Its values as JSON, and the SHA-256 of its text.
    Values(&'static str, [u8; 32]),
}

/// A file to be read.
enum Source {
    Embedded(Embedded),
    Own(String),
}

impl Source {
    fn digest(&self) -> [u8; 32] {
        match self {
            Self::Embedded(Embedded::Values(_, digest)) => *digest,
            Self::Embedded(Embedded::Text(text)) => Sha256::digest(text).into(),
            Self::Own(text) => Sha256::digest(text).into(),
        }
    }

    fn content(&self) -> Content<'_> {
        match self {
            Self::Embedded(Embedded::Values(json, _)) => Content::Values(json),
            Self::Embedded(Embedded::Text(text)) => Content::Text(text),
            Self::Own(text) => Content::Text(text),
        }
    }
}

/// Everything that `data/lexicon` and `data/ontology` say, in the order of the files' names.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// SHA-256 over names and contents of all files, in hex: goes into every output.
    pub digest: String,
    /// States, forces, groups, organisations.
    pub actors: Vec<Actor>,
    /// People with offices.
    pub people: Vec<Person>,
    /// Nouns for kinds of people and bodies.
    pub agents: Vec<Agent>,
    /// Words beside such nouns.
    pub modifiers: Modifiers,
    /// Offices that a title alone can name.
    pub roles: Vec<RoleEntry>,
    /// Names of states and towns that are also given names.
    pub given_names: Vec<String>,
    /// Pronouns.
    pub pronouns: Pronouns,
    /// Frames by id.
    pub frames: BTreeMap<String, Frame>,
    /// Verbs that lend their subject to an event noun.
    pub light_verbs: Vec<LightVerb>,
    /// Lemmas of things that can be attacked, seized or protected.
    pub target_nouns: Vec<String>,
    /// Lemmas that count or group the people behind "of".
    pub quantity_nouns: Vec<String>,
    /// Lemmas of texts whose author acts through them.
    pub document_nouns: Vec<String>,
    /// Lemmas that tell violence.
    pub violence_words: Vec<String>,
    /// Lemmas that tell an accident, a disaster, a disease.
    pub mishap_words: Vec<String>,
    /// Verbs whose object, a word of saying, is another's: "denied claims".
    pub others_words: Vec<String>,
    /// Lemmas of weapons and what they do: sources of harm without an actor.
    pub instrument_nouns: Vec<String>,
    /// Triggers of actions.
    pub verbs: Vec<Verb>,
    /// Number words.
    pub numerals: Vec<Numeral>,
    /// Bounds.
    pub hedges: Vec<Hedge>,
    /// Vague number words.
    pub vague: Vec<Vague>,
    /// Units of measurement.
    pub units: Vec<Unit>,
    /// Currencies.
    pub currencies: Vec<Currency>,
    /// What is counted.
    pub measured: Vec<Measured>,
    /// Verbs that tie a number to a measure noun.
    pub level_verbs: Vec<LevelVerb>,
    /// Words that make a numeral a label.
    pub traps: Vec<Trap>,
    /// Lemmas that the model gets wrong.
    pub lemmas: Vec<Mended>,
    /// Past tenses of irregular verbs.
    pub past_tenses: Vec<PastTense>,
    /// Lower-case words of the closed classes.
    pub function_words: Vec<String>,
    /// Nouns for several, which "a" does not make one.
    pub groups: Vec<Group>,
    /// Nouns for what can be killed or wounded and is nobody.
    pub beings: Vec<String>,
    /// Nouns for relatives.
    pub kin: Vec<String>,
    /// Words of saying.
    pub speech: Vec<Speech>,
    /// Words that qualify a clause.
    pub modals: Vec<Modal>,
    /// Places.
    pub places: Vec<PlaceEntry>,
    /// Prepositions of place.
    pub locatives: Vec<PlaceWord>,
    /// Nouns before or behind a name that make it a place's, lower case.
    pub place_nouns: Vec<String>,
    /// Words for sides.
    pub directions: Vec<String>,
    /// Nouns for a part of a place.
    pub place_parts: Vec<String>,
    /// Nouns for towns and their like.
    pub settlement_nouns: Vec<String>,
    /// Verbs whose object is a place, though it may be a capital.
    pub visiting_verbs: Vec<String>,
    /// Words that are towns somewhere and seldom mean one.
    pub not_places: Vec<String>,
    /// Nouns for first-level regions.
    pub region_nouns: Vec<String>,
    /// Prepositions that leave the place itself.
    pub near_words: Vec<String>,
    /// Words of time.
    pub times: Times,
    /// Event types.
    pub event_types: Vec<EventTypeEntry>,
    /// Modes.
    pub modes: Vec<Mode>,
    /// Contexts of actions, from the narrow to the wide.
    pub contexts: Vec<Context>,
    /// Sectors in words.
    pub sectors: Vec<Described>,
    /// Measures in words.
    pub measures: Vec<Described>,
    /// Bounds in words.
    pub bounds: Vec<Described>,
}

impl Lexicon {
    /// The lexicon that was built in.
    ///
    /// # Panics
    /// Never in a tested build: a test reads every embedded file.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Lexicon> = LazyLock::new(|| {
            let files = embedded::FILES.iter();
            let sources = files.map(|&(name, file)| (name.to_owned(), Source::Embedded(file)));
            Lexicon::from_sources(sources.collect())
                .map_err(|mut errors| errors.remove(0))
                .unwrap_or_else(|error| panic!("the embedded lexicon is broken: {error}"))
        });
        &EMBEDDED
    }

    /// The built-in lexicon with the files of `folder` in place of those of the same name, and beside the others.
    /// `folder` has the shape of `data`: `lexicon/actors/…`, `ontology/…`; the part `lexicon/` may be left out.
    ///
    /// # Errors
    /// When a file cannot be read or is wrong; all faults of all files, in order.
    pub fn with_folder(folder: &std::path::Path) -> Result<Self, Vec<LexiconError>> {
        Self::joined(folder, |_, _| true)
    }

    /// Like [`Self::with_folder`], but of the kinds of entries that `folder` holds (`actors`, `agents`, `verbs` ...) nothing
    /// built in stays: its actors are all the actors that there are.
    ///
    /// # Errors
    /// Like [`Self::with_folder`].
    pub fn replaced_by(folder: &std::path::Path) -> Result<Self, Vec<LexiconError>> {
        Self::joined(folder, |name, own| !own.keys().any(|other| kind(other) == kind(name)))
    }

    /// Embedded files for which `stays` holds, given the folder's own, and those.
    fn joined(
        folder: &std::path::Path,
        stays: fn(&str, &BTreeMap<String, String>) -> bool,
    ) -> Result<Self, Vec<LexiconError>> {
        let own = read::folder(folder).map_err(|error| vec![error])?;
        let mut sources: BTreeMap<String, Source> = embedded::FILES
            .iter()
            .filter(|(name, _)| stays(name, &own))
            .map(|&(name, file)| (name.to_owned(), Source::Embedded(file)))
            .collect();
        sources.extend(own.into_iter().map(|(name, text)| (name, Source::Own(text))));
        Self::from_sources(sources)
    }

    /// Reads files given as (name below `data`, content).
    ///
    /// # Errors
    /// The first fault.
    pub fn from_files(files: impl IntoIterator<Item = (String, String)>) -> Result<Self, LexiconError> {
        Self::from_files_all(files).map_err(|mut errors| errors.remove(0))
    }

    /// Reads files given as (name below `data`, content) and reports every fault.
    ///
    /// # Errors
    /// At most one fault a file, at least one.
    pub fn from_files_all(files: impl IntoIterator<Item = (String, String)>) -> Result<Self, Vec<LexiconError>> {
        let owned = files.into_iter().map(|(name, text)| (name, Source::Own(text)));
        Self::from_sources(owned.collect())
    }

    fn from_sources(sources: BTreeMap<String, Source>) -> Result<Self, Vec<LexiconError>> {
        let mut lexicon = Self::default();
        let mut errors = Vec::new();
        let mut hash = Sha256::new();
        // The ontology and the frames first: the verbs refer to both.
        let rank = |name: &str| match name {
            _ if name.starts_with("ontology/") => 0,
            _ if name.starts_with("lexicon/frames/") => 1,
            _ => 2,
        };
        let mut order: Vec<(&String, &Source)> = sources.iter().collect();
        order.sort_by_key(|(name, _)| rank(name));
        // People are half of everything: they are read beside the rest.
        let (people, rest) = order
            .iter()
            .partition::<Vec<_>, _>(|(name, _)| name.starts_with(PEOPLE));
        let mut others = Self::default();
        let mut faults = Vec::new();
        std::thread::scope(|scope| {
            scope.spawn(|| read_into(&mut others, &people, &mut faults));
            read_into(&mut lexicon, &rest, &mut errors);
        });
        lexicon.actors.append(&mut others.actors);
        lexicon.people.append(&mut others.people);
        errors.append(&mut faults);
        for (name, source) in order {
            hash.update(name.as_bytes());
            hash.update([0]);
            hash.update(source.digest());
        }
        lexicon.digest = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        if errors.is_empty() { Ok(lexicon) } else { Err(errors) }
    }

    /// The ontology's entry of an event type.
    pub fn event_type(&self, code: EventType) -> Option<&EventTypeEntry> {
        self.event_types.iter().find(|entry| entry.code == code)
    }

    /// The ontology's entry of a mode.
    pub fn mode(&self, code: EventType, mode: &str) -> Option<&Mode> {
        self.modes
            .iter()
            .find(|entry| entry.event_type == code && entry.mode == mode)
    }

    /// Event types that the ontology lacks: empty in a sound data set.
    pub fn missing_event_types(&self) -> Vec<&'static str> {
        EventType::all()
            .iter()
            .filter(|code| self.event_type(**code).is_none())
            .map(|code| code.code())
            .collect()
    }
}

/// Folder of the files that hold people.
const PEOPLE: &str = "lexicon/actors/people/";

fn read_into(lexicon: &mut Lexicon, files: &[&(&String, &Source)], errors: &mut Vec<LexiconError>) {
    for (name, source) in files {
        if let Err(error) = read::file(lexicon, name, source.content()) {
            errors.push(error);
        }
    }
}

/// The folder that says what a file holds: "lexicon/actors".
fn kind(name: &str) -> &str {
    match name.match_indices('/').nth(1) {
        Some((end, _)) => &name[..end],
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_files_are_sound_and_complete() {
        let lexicon = Lexicon::embedded();
        assert_eq!(lexicon.missing_event_types(), Vec::<&str>::new());
        assert!(!lexicon.frames.is_empty() && !lexicon.actors.is_empty());
    }

    #[test]
    fn a_fault_names_path_line_and_column() {
        let text = "event_type = \"ASSAULT\"\n\n[[verb]]\nlemma = \"shell\"\nframe = \"no_such\"\n";
        let error = Lexicon::from_files([("lexicon/verbs/assault.toml".to_owned(), text.to_owned())])
            .expect_err("the frame is unknown")
            .to_string();
        assert!(
            error.starts_with("lexicon/verbs/assault.toml:5:9: unknown frame `no_such`"),
            "{error}"
        );
        let text = "[[agent]]\nnoun = \"soldier\"\nsector = \"MILL\"\n";
        let error = Lexicon::from_files([("lexicon/agents/x.toml".to_owned(), text.to_owned())])
            .expect_err("the sector is unknown")
            .to_string();
        assert!(
            error.starts_with("lexicon/agents/x.toml:3:10: `MILL` is no code"),
            "{error}"
        );
    }

    #[test]
    fn the_same_files_are_the_same_lexicon_in_any_order_and_form() {
        let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
        let mut files = Vec::new();
        for (name, _) in embedded::FILES {
            let text = std::fs::read_to_string(data.join(name)).expect("the file that was built in");
            files.push(((*name).to_owned(), text));
        }
        files.reverse();
        let own = Lexicon::from_files(files).expect("sound");
        assert_eq!(own.digest, Lexicon::embedded().digest);
        assert_eq!(format!("{own:?}"), format!("{:?}", Lexicon::embedded()));
    }
}
