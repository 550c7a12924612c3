//! The words met so far: pieces of chunks, features of words, lemmas already found.
//!
//! A memo like the encoders' caches: dropping it changes nothing but speed. Invariant: word numbers are dense
//! and stay valid until [`Lexicon::clear`].

use std::collections::HashMap;

use tidywire_text::Pos;

use crate::Model;
use crate::tokenizer::Piece;
use crate::words::BaseForm;

/// Words and chunks kept before everything is dropped: some 8 MB.
const CAPACITY: usize = 16_384;

/// One word with the norm that an exception may prescribe.
pub(crate) struct Word<'m> {
    pub(crate) text: Box<str>,
    pub(crate) lower: Box<str>,
    /// Numbers of norm, prefix, suffix, shape.
    pub(crate) features: [u64; 4],
    /// Attribute patterns that begin with the word.
    pub(crate) rules: &'m [u16],
    lemmas: Vec<(Pos, BaseForm, Box<str>)>,
}

/// A token of a chunk: first byte, one past the last, word.
#[derive(Clone, Copy)]
pub(crate) struct Part {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) word: usize,
}

/// The words and chunks. The maps are only asked, never listed.
pub(crate) struct Lexicon<'m> {
    model: &'m Model,
    words: Vec<Word<'m>>,
    numbers: HashMap<(Box<str>, Option<u32>), usize>,
    chunks: HashMap<Box<str>, Vec<Part>>,
    pieces: Vec<Piece>,
}

impl<'m> Lexicon<'m> {
    /// No words.
    pub(crate) fn new(model: &'m Model) -> Self {
        Self {
            model,
            words: Vec::new(),
            numbers: HashMap::new(),
            chunks: HashMap::new(),
            pieces: Vec::new(),
        }
    }

    /// True when it is time for [`Self::clear`].
    pub(crate) fn is_full(&self) -> bool {
        self.words.len() >= CAPACITY || self.chunks.len() >= CAPACITY
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.words.clear();
        self.numbers.clear();
        self.chunks.clear();
    }

    /// The word with this number.
    pub(crate) fn word(&self, number: usize) -> &Word<'m> {
        &self.words[number]
    }

    /// The tokens of a chunk.
    pub(crate) fn parts(&mut self, chunk: &str) -> &[Part] {
        if !self.chunks.contains_key(chunk) {
            let mut pieces = std::mem::take(&mut self.pieces);
            pieces.clear();
            self.model.tokenizer.pieces(chunk, &mut pieces);
            let part = |piece: &Piece| Part {
                start: piece.start,
                end: piece.end,
                word: self.number(&chunk[piece.start..piece.end], piece.norm),
            };
            let parts = pieces.iter().map(part).collect();
            self.chunks.insert(chunk.into(), parts);
            self.pieces = pieces;
        }
        &self.chunks[chunk]
    }

    fn number(&mut self, text: &str, norm: Option<u32>) -> usize {
        let model = self.model;
        let next = self.words.len();
        let number = *self.numbers.entry((text.into(), norm)).or_insert(next);
        if number == next {
            let lower = text.to_lowercase();
            let features = model
                .vocabulary
                .features(text, &lower, norm.map(|norm| model.tokenizer.norm(norm)));
            let rules = model.ruler.of_word(&lower);
            self.words.push(Word {
                text: text.into(),
                lower: lower.into(),
                features,
                rules,
                lemmas: Vec::new(),
            });
        }
        number
    }

    /// The lemma of a word.
    pub(crate) fn lemma(&mut self, number: usize, pos: Pos, base: BaseForm) -> Box<str> {
        let word = &mut self.words[number];
        if let Some((_, _, lemma)) = word.lemmas.iter().find(|known| (known.0, known.1) == (pos, base)) {
            return lemma.clone();
        }
        let lemma: Box<str> = self.model.lemmas.lemma(&word.text, &word.lower, pos, base).into();
        word.lemmas.push((pos, base, lemma.clone()));
        lemma
    }
}
