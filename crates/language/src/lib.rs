//! Sentences, tokens, tags, lemmas, dependency trees and entities of English text.
//!
//! The weights and tables are those of spaCy's `en_core_web_sm` 3.8.0 (`data/model`); the inference is our own,
//! without BLAS, Python or network. What this crate deliberately does not do: it knows no actors, verbs or
//! figures, it does not train, and it does not guess the language of a text.
//!
//! White space is never a token and a run of it counts as one space, so a hard-wrapped sentence is analysed like
//! the same sentence on one line.
//!
//! Invariant: the same text gives the same analysis, bit for bit in the networks' sums, on every machine, for any
//! number of threads and whatever was analysed before.
//!
//! ```
//! use tidywire_language::{Analyzer, Model};
//! use tidywire_text::{EntityLabel, Label, Pos};
//!
//! let mut analyzer = Analyzer::new(Model::embedded());
//! let document = analyzer.document("Lt. Col. Petrov said the army shelled Kharkiv. Nobody was hurt.".to_owned());
//! let [first, second] = document.sentences.as_slice() else { panic!("two sentences") };
//! let shelled = first.tokens.iter().position(|token| token.lemma.as_ref() == "shell").expect("a verb");
//! assert_eq!(first.tokens[shelled].pos, Pos::Verb);
//! let subject = first.tokens.iter().find(|token| token.head == shelled && token.label == Label::Nsubj).expect("a subject");
//! assert_eq!(subject.span.of(&document.text), "army");
//! assert!(first.entities.iter().any(|entity| entity.label == EntityLabel::Person));
//! assert_eq!(second.span.of(&document.text), "Nobody was hurt.");
//! ```

mod analyzer;
mod chars;
mod container;
mod error;
mod lexicon;
mod model;
mod network;
mod ruler;
mod split;
mod syntax;
mod tokenizer;
mod words;

pub use analyzer::{Analyzer, Parts};
pub use error::LanguageError;
pub use model::Model;
pub use split::{Boundary, split};
