//! The model: every table and weight, immutable after loading.
//!
//! Invariant: a model that loads analyses any text without panic.

use std::sync::LazyLock;

use tidywire_text::Tag;

use crate::LanguageError;
use crate::container::{Sections, bad_line};
use crate::network::{Encoder, Kernel, Matrix, WIDTH};
use crate::ruler::Ruler;
use crate::syntax::{Parser, Recognizer};
use crate::tokenizer::Tokenizer;
use crate::words::{Lemmas, Vocabulary};

/// The model file in the repository.
pub(crate) const EMBEDDED: &[u8] = include_bytes!("../../../data/model/en_core_web_sm.bin");

/// Rows of the embedding tables: norm, prefix, suffix, shape, followed by a space, is a space.
const MAIN_ROWS: [usize; 6] = [5000, 1000, 2500, 2500, 50, 50];
/// The entity recogniser does not look at spaces.
const ENTITY_ROWS: [usize; 4] = [5000, 1000, 2500, 2500];

static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::from_bytes(EMBEDDED).unwrap_or_else(|error| panic!("embedded model: {error}")));

/// Tables and weights. One is enough for any number of threads; each thread makes its own
/// [`Analyzer`](crate::Analyzer).
pub struct Model {
    pub(crate) tokenizer: Tokenizer,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) main: Encoder,
    pub(crate) tagger: Matrix,
    pub(crate) tags: Vec<Tag>,
    pub(crate) parser: Parser,
    pub(crate) entities: Encoder,
    pub(crate) recognizer: Recognizer,
    pub(crate) ruler: Ruler,
    pub(crate) lemmas: Lemmas,
}

impl Model {
    /// The model of this repository, loaded on first use.
    ///
    /// # Panics
    /// When the embedded file is broken, which the crate's tests rule out.
    pub fn embedded() -> &'static Self {
        &MODEL
    }

    /// True for English words, or forms of them, in lower case: those of the lemma tables. Names are mostly not among
    /// them, nor are words of the closed classes.
    pub fn is_word(&self, lower: &str) -> bool {
        self.lemmas.knows(lower)
    }

    /// The verb that a lower-case word is a form of in the present tense ("severs" -> "sever"), if it may be one.
    pub fn verb(&self, lower: &str) -> Option<String> {
        self.lemmas.verb(lower)
    }

    /// Reads a model file as the importer writes it.
    ///
    /// # Errors
    /// When the file is truncated, lacks a section or has one that cannot be understood.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LanguageError> {
        Self::for_kernel(bytes, Kernel::detect())
    }

    /// Reads a model for one kernel.
    pub(crate) fn for_kernel(bytes: &[u8], kernel: Kernel) -> Result<Self, LanguageError> {
        let sections = Sections::new(bytes)?;
        let section = "tagger.labels";
        let mut tags = Vec::new();
        for (line, name) in sections.lines(section)?.enumerate() {
            tags.push(Tag::from_name(name).ok_or_else(|| bad_line(section, line + 1, "unknown tag"))?);
        }
        let (weights, bias) = (
            sections.floats("tagger.w", tags.len() * WIDTH)?,
            sections.floats("tagger.b", tags.len())?,
        );
        Ok(Self {
            tokenizer: Tokenizer::new(&sections)?,
            vocabulary: Vocabulary::new(&sections)?,
            main: Encoder::new(kernel, &sections, "main", &MAIN_ROWS)?,
            tagger: Matrix::new(
                kernel,
                WIDTH,
                tags.len(),
                |out, input| weights[out * WIDTH + input],
                |out| bias[out],
            ),
            tags,
            parser: Parser::new(kernel, &sections)?,
            entities: Encoder::new(kernel, &sections, "ner", &ENTITY_ROWS)?,
            recognizer: Recognizer::new(kernel, &sections)?,
            ruler: Ruler::new(&sections)?,
            lemmas: Lemmas::new(&sections)?,
        })
    }
}
