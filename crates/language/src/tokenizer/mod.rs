//! From text to tokens, as the model was trained: exceptions, prefixes, suffixes, infixes, addresses.
//!
//! A chunk is a run without white space; chunks are independent of each other. The tokenizer only cuts: the
//! concatenation of a chunk's pieces is the chunk. Source of the rules: spaCy's English tokenizer as serialised
//! in the model.
//!
//! Invariant: pieces are never empty and stand in order.

mod affix;
mod special;
mod url;

use crate::LanguageError;
use crate::container::Sections;

use affix::Affixes;
use special::Specials;

/// One token of a chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// First byte within the chunk.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
    /// The norm that an exception prescribes, to be asked of [`Tokenizer::norm`].
    pub(crate) norm: Option<u32>,
}

/// All rules.
pub(crate) struct Tokenizer {
    affixes: Affixes,
    specials: Specials,
}

impl Tokenizer {
    /// Reads the rules.
    pub(crate) fn new(sections: &Sections<'_>) -> Result<Self, LanguageError> {
        let affixes = Affixes::new(sections)?;
        let mut tokenizer = Self {
            affixes,
            specials: Specials::new(sections)?,
        };
        let phrases: Vec<Vec<Box<str>>> = tokenizer
            .specials
            .chunks()
            .filter(|chunk| tokenizer.affixes.touch(chunk))
            .map(|chunk| {
                let mut pieces = Vec::new();
                tokenizer.cut(chunk, None, &mut pieces);
                pieces
                    .iter()
                    .map(|piece| chunk[piece.start..piece.end].into())
                    .collect()
            })
            .collect();
        tokenizer.specials.set_phrases(phrases);
        Ok(tokenizer)
    }

    /// The prescribed norm with this number.
    pub(crate) fn norm(&self, number: u32) -> &str {
        self.specials.norm(number)
    }

    /// Cuts `chunk`, a run without white space, and appends its pieces.
    pub(crate) fn pieces(&self, chunk: &str, out: &mut Vec<Piece>) {
        let first = out.len();
        self.cut(chunk, Some(&self.specials), out);
        self.specials.join(chunk, first, out);
    }

    fn cut(&self, chunk: &str, specials: Option<&Specials>, out: &mut Vec<Piece>) {
        let special = |text: &str| specials.and_then(|specials| specials.get(text));
        let (mut start, mut end) = (0, chunk.len());
        let mut suffixes = Vec::new();
        let piece = |start, end| Piece { start, end, norm: None };
        while start < end {
            let rest = &chunk[start..end];
            if special(rest).is_some() {
                break;
            }
            let prefix = self.affixes.prefix(rest);
            if prefix > 0 {
                let inner = &rest[prefix..];
                if special(inner).is_some() {
                    out.push(piece(start, start + prefix));
                    start += prefix;
                    break;
                }
            }
            let suffix = self.affixes.suffix(&rest[prefix..]);
            if suffix > 0 {
                let inner = &rest[..rest.len() - suffix];
                if special(inner).is_some() {
                    suffixes.push(piece(end - suffix, end));
                    end -= suffix;
                    break;
                }
            }
            if prefix == 0 && suffix == 0 {
                break;
            }
            if prefix > 0 {
                out.push(piece(start, start + prefix));
                start += prefix;
            }
            if suffix > 0 {
                suffixes.push(piece(end - suffix, end));
                end -= suffix;
            }
        }
        if start < end {
            let rest = &chunk[start..end];
            if let Some(parts) = special(rest) {
                out.extend(parts.iter().map(|part| Piece {
                    start: start + part.start,
                    end: start + part.end,
                    norm: part.norm,
                }));
            } else if self.affixes.is_address(rest) {
                out.push(piece(start, end));
            } else {
                self.affixes
                    .infixes(rest, |from, to| out.push(piece(start + from, start + to)));
            }
        }
        out.extend(suffixes.into_iter().rev());
    }
}
