//! Words: what the model knows of a token before it looks at its neighbours.
//!
//! It stores nothing per text. Invariant: the numbers of a word's features are those of spaCy's string store,
//! because the embedding rows are addressed by them.

mod hash;
mod lemma;
mod table;

use std::collections::BTreeMap;

use crate::LanguageError;
use crate::chars::{is_digit, is_letter};
use crate::container::{Sections, bad_line};

pub(crate) use hash::{row_hashes, string_hash};
pub(crate) use lemma::{BaseForm, Lemmas};

/// Shapes of longer words are not spelled out.
const LONG: usize = 100;
/// Repeats of a shape character are cut here.
const SHAPE_RUN: usize = 4;

/// Norms and the numbers of strings.
pub(crate) struct Vocabulary {
    symbols: BTreeMap<Box<str>, u64>,
    base_norms: BTreeMap<Box<str>, Box<str>>,
    norm_keys: Vec<u64>,
    norm_values: Vec<Box<str>>,
}

impl Vocabulary {
    /// Reads symbols and norms.
    pub(crate) fn new(sections: &Sections<'_>) -> Result<Self, LanguageError> {
        let mut symbols = BTreeMap::new();
        for (line, symbol) in sections.lines("symbols")?.enumerate() {
            let parsed = symbol
                .split_once('\t')
                .and_then(|(name, number)| Some((name, number.parse().ok()?)));
            let (name, number) = parsed.ok_or_else(|| bad_line("symbols", line + 1, "no name and number"))?;
            symbols.insert(name.into(), number);
        }
        let mut base_norms = BTreeMap::new();
        for (line, norm) in sections.lines("norms.base")?.enumerate() {
            let (text, norm) = norm
                .split_once('\t')
                .ok_or_else(|| bad_line("norms.base", line + 1, "no pair"))?;
            base_norms.insert(text.into(), norm.into());
        }
        let norm_keys = sections.numbers("norms.keys")?;
        let norm_values: Vec<Box<str>> = sections.lines("norms.values")?.map(Into::into).collect();
        if norm_keys.len() != norm_values.len() {
            return Err(bad_line("norms.values", norm_values.len(), "not one value a key"));
        }
        Ok(Self {
            symbols,
            base_norms,
            norm_keys,
            norm_values,
        })
    }

    /// The number of a string: small for the names of attributes and labels, a hash for all others.
    fn number(&self, text: &str) -> u64 {
        self.symbols
            .get(text)
            .copied()
            .unwrap_or_else(|| string_hash(text.as_bytes()))
    }

    /// Numbers of norm, prefix, suffix and shape. `lower` is `text` in lower case, `norm` the one that a
    /// tokenizer exception prescribes.
    pub(crate) fn features(&self, text: &str, lower: &str, norm: Option<&str>) -> [u64; 4] {
        let first = text.chars().next().map_or(0, char::len_utf8);
        let last = text.char_indices().rev().take(3).last().map_or(0, |(at, _)| at);
        let norm = norm.unwrap_or_else(|| self.norm(text, lower));
        [
            self.number(norm),
            self.number(&text[..first]),
            self.number(&text[last..]),
            self.number(&shape(text)),
        ]
    }

    fn norm<'t>(&'t self, text: &str, lower: &'t str) -> &'t str {
        if let Ok(found) = self.norm_keys.binary_search(&self.number(text)) {
            return &self.norm_values[found];
        }
        self.base_norms.get(text).map_or(lower, |norm| norm)
    }
}

/// The word's pattern of capitals, small letters, digits and other characters: "Xxxxx", "dd.dd".
fn shape(text: &str) -> String {
    if text.chars().count() >= LONG {
        return "LONG".to_owned();
    }
    let mut shape = String::with_capacity(text.len());
    let mut run = 0;
    let mut last = '\0';
    for character in text.chars() {
        let kind = match character {
            _ if is_letter(character) => {
                if character.is_uppercase() {
                    'X'
                } else {
                    'x'
                }
            }
            _ if is_digit(character) => 'd',
            _ => character,
        };
        run = if kind == last { run + 1 } else { 1 };
        last = kind;
        if run <= SHAPE_RUN {
            shape.push(kind);
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn shapes() {
        for (text, expected) in [
            ("Zaporizhzhia", "Xxxxx"),
            ("U.S.", "X.X."),
            ("1,250", "d,ddd"),
            ("T-72B3", "X-ddXd"),
            ("$", "$"),
        ] {
            assert_eq!(shape(text), expected);
        }
        assert_eq!(shape(&"a".repeat(100)), "LONG");
    }
}
