//! Tokenizer exceptions: chunks whose pieces are listed.
//!
//! Some exceptions would be torn apart by the affix rules before they are seen as a whole ("Mr." in "Mr.)");
//! these are found again as rows of pieces and joined. Invariant: an exception's pieces spell the exception.

use std::collections::BTreeMap;

use super::Piece;
use crate::LanguageError;
use crate::container::{Sections, bad_line};

const SECTION: &str = "exceptions";

/// The exceptions and their torn forms.
pub(super) struct Specials {
    pieces: BTreeMap<Box<str>, Vec<Piece>>,
    norms: Vec<Box<str>>,
    /// Torn exceptions by their first piece.
    phrases: BTreeMap<Box<str>, Vec<Vec<Box<str>>>>,
}

impl Specials {
    /// Reads the exceptions; the torn forms are set afterwards.
    pub(super) fn new(sections: &Sections<'_>) -> Result<Self, LanguageError> {
        let mut pieces = BTreeMap::new();
        let mut norms = Vec::new();
        for (line, text) in sections.lines(SECTION)?.enumerate() {
            let mut columns = text.split('\t');
            let chunk = columns.next().unwrap_or_default();
            let mut parts = Vec::new();
            let mut start = 0;
            while let Some(orth) = columns.next() {
                let norm = columns.next().unwrap_or_default();
                let end = start + orth.len();
                let norm = (!norm.is_empty()).then(|| {
                    norms.push(norm.into());
                    norms.len() as u32 - 1
                });
                parts.push(Piece { start, end, norm });
                start = end;
            }
            if start != chunk.len() || parts.is_empty() || parts.iter().any(|part| !chunk.is_char_boundary(part.start))
            {
                return Err(bad_line(SECTION, line + 1, "pieces do not spell the chunk"));
            }
            pieces.insert(chunk.into(), parts);
        }
        Ok(Self {
            pieces,
            norms,
            phrases: BTreeMap::new(),
        })
    }

    /// Every exception.
    pub(super) fn chunks(&self) -> impl Iterator<Item = &str> {
        self.pieces.keys().map(|chunk| &**chunk)
    }

    /// Sets the torn forms.
    pub(super) fn set_phrases(&mut self, phrases: Vec<Vec<Box<str>>>) {
        for phrase in phrases {
            if let Some(first) = phrase.first() {
                self.phrases.entry(first.clone()).or_default().push(phrase);
            }
        }
    }

    /// The pieces of an exception.
    pub(super) fn get(&self, chunk: &str) -> Option<&[Piece]> {
        self.pieces.get(chunk).map(Vec::as_slice)
    }

    /// A prescribed norm.
    pub(super) fn norm(&self, number: u32) -> &str {
        &self.norms[number as usize]
    }

    /// Replaces rows of pieces that spell an exception, longest and leftmost first. `out[first..]` are the
    /// pieces of `chunk`.
    pub(super) fn join(&self, chunk: &str, first: usize, out: &mut Vec<Piece>) {
        let text = |piece: &Piece| &chunk[piece.start..piece.end];
        let pieces = &out[first..];
        let mut found = Vec::new();
        for at in 0..pieces.len() {
            for phrase in self.phrases.get(text(&pieces[at])).into_iter().flatten() {
                let row = pieces.get(at..at + phrase.len());
                if row.is_some_and(|row| row.iter().zip(phrase).all(|(piece, word)| text(piece) == &**word)) {
                    found.push((at, at + phrase.len()));
                }
            }
        }
        if found.is_empty() {
            return;
        }
        found.sort_unstable_by_key(|&(start, end)| (std::cmp::Reverse(end - start), start));
        let mut taken = vec![false; pieces.len()];
        let mut kept = Vec::new();
        for (start, end) in found {
            if !taken[start] && !taken[end - 1] {
                kept.push((start, end));
            }
            taken[start..end].fill(true);
        }
        kept.sort_unstable();
        let mut joined = Vec::with_capacity(pieces.len());
        let mut at = 0;
        for (start, end) in kept {
            joined.extend_from_slice(&pieces[at..start]);
            let offset = pieces[start].start;
            match self.get(&chunk[offset..pieces[end - 1].end]) {
                Some(parts) => joined.extend(parts.iter().map(|part| Piece {
                    start: offset + part.start,
                    end: offset + part.end,
                    norm: part.norm,
                })),
                None => joined.extend_from_slice(&pieces[start..end]),
            }
            at = end;
        }
        joined.extend_from_slice(&pieces[at..]);
        out.truncate(first);
        out.extend(joined);
    }
}
