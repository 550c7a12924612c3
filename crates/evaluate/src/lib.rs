//! Gold annotations, their alignment with what extraction found, scores, and the ratchet.
//!
//! Gold quotes words, never offsets: a quotation is looked up in the article. Everything that the
//! article states is annotated, so precision is scored too.
//!
//! What it deliberately does not do: it reads no article and runs no analysis; the caller gives both.
//!
//! Invariant: scores are counts, so they add up over articles and compare exactly.
//!
//! ```
//! use tidywire_evaluate::{Gold, Scores};
//! let gold = Gold::parse("x.toml", "article = 'x.txt'\n[[place]]\ntext = 'Kursk'\ncountry = 'RUS'\n").unwrap();
//! assert_eq!(gold.place.len(), 1);
//! assert!(Scores::default().counts.is_empty());
//! ```

mod align;
pub mod examples;
mod gold;
mod phrases;
mod ratchet;
mod score;
pub mod sets;

pub use gold::{Gold, GoldAction, GoldActor, GoldError, GoldFigure, GoldPlace, GoldStatement, Quote};
pub use phrases::Phrase;
pub use ratchet::{Baseline, Drift};
pub use score::{Count, Miss, Scores, score};
