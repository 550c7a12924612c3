//! The lexicon (who and what there is to say) and the ontology (what it means) as typed values.
//!
//! Every file of `data/lexicon` and `data/ontology` is embedded at build time and read by the same
//! parser that reads a folder given by the user, so a researcher can swap dictionaries without
//! compiling. The folder a file lies in decides what it may hold.
//!
//! What it deliberately does not do: it matches nothing against text (that is `extract`) and holds no
//! vocabulary in Rust.
//!
//! Invariant: a [`Lexicon`] that exists is sound: every code is known, every frame that a verb names
//! exists, every path parses. What is wrong is a [`LexiconError`] with path, line and column.
//!
//! ```
//! let lexicon = tidywire_lexicon::Lexicon::embedded();
//! assert!(lexicon.verbs.iter().any(|verb| verb.lemma == "shell"));
//! assert_eq!(lexicon.digest.len(), 64);
//! ```

mod entries;
mod error;
mod lexicon;
mod path;
mod read;

pub use entries::actors::{Actor, ActorKind, Agent, Modifiers, Person, Term};
pub use entries::claims::{Content, Modal, Speech, SpeechKind};
pub use entries::figures::{Currency, Group, Hedge, HedgePlace, LevelVerb, Measured, Numeral, Trap, Unit, Vague};
pub use entries::frames::{Construction, Frame, LightVerb, Voice, WordClass};
pub use entries::ontology::{Context, Described, EventTypeEntry, Mode, RoleEntry, RoleOf, Theme};
pub use entries::places::{PlaceEntry, PlaceWord};
pub use entries::times::{
    EdgeWord, Holiday, Month, PartWord, ReferenceWord, RelativeDay, SeasonWord, ShiftWord, StepWord, TimeAnchor,
    TimeUnit, Times, UnitWord, Weekday,
};
pub use entries::verbs::{Example, Needs, Verb};
pub use entries::words::{Mended, PastTense, Pronouns};
pub use error::LexiconError;
pub use lexicon::Lexicon;
pub use path::{Path, Step};
