//! Look-up of names in a sentence: longest first, whole words only.
//!
//! It deliberately knows nothing of grammar: what a hit means in its place is for `mentions` and `places`.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use tidywire_text::{Sentence, Span};

use crate::tree::Tree;

/// Names with a meaning `M`, by their first two words. The maps are only ever looked up, never walked, so order cannot
/// leak; what they hold is compared letter by letter, so equal hashes of different words do no harm.
#[derive(Debug)]
pub(crate) struct NameIndex<'l, M> {
    /// One bit for each hash of a first word, by its lowest 16 bits: most words of a text end here.
    begins: Vec<u64>,
    /// Names of one word by its hash; empty for a word that only begins longer names.
    short: Hashed<'l, M>,
    /// Longer names by the hash of their first two words.
    long: Hashed<'l, M>,
}

type Hashed<'l, M> = HashMap<u64, Vec<(&'l str, M)>, BuildHasherDefault<Same>>;

/// The keys are hashes already.
#[derive(Debug, Default)]
struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0 << 8 | u64::from(byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// Place of a hash in the bits: word and bit.
fn bit(hash: u64) -> (usize, u64) {
    ((hash >> 6 & 0x3ff) as usize, 1 << (hash & 0x3f))
}

/// One hit: first token, one past the last token, span, meaning.
#[derive(Clone, Debug)]
pub(crate) struct Hit<M> {
    pub(crate) first: usize,
    pub(crate) end: usize,
    pub(crate) span: Span,
    pub(crate) meaning: M,
}

impl<'l, M: Copy> NameIndex<'l, M> {
    pub(crate) fn new(names: impl IntoIterator<Item = (&'l str, M)>) -> Self {
        let mut begins = vec![0; 1024];
        let mut short = Hashed::default();
        let mut long = Hashed::default();
        for (name, meaning) in names {
            let name = name.trim();
            if name.is_empty() {
                continue;
            }
            let (first, rest) = word(name.as_bytes(), START);
            let (at, bit) = bit(first);
            begins[at] |= bit;
            let one: &mut Vec<(&str, M)> = short.entry(first).or_default();
            match second(rest, first) {
                Some(both) => long.entry(both).or_default().push((name, meaning)),
                None => one.push((name, meaning)),
            }
        }
        // Longest first; names of one length stay in the lexicon's order.
        for list in short.values_mut().chain(long.values_mut()) {
            list.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        }
        Self { begins, short, long }
    }

    /// Non-overlapping hits from left to right.
    pub(crate) fn find(&self, tree: &Tree<'_>) -> Vec<Hit<M>> {
        self.find_in(tree.text, tree.sentence)
    }

    /// The same, before a tree is made.
    pub(crate) fn find_in(&self, text: &str, sentence: &Sentence) -> Vec<Hit<M>> {
        let mut hits = Vec::new();
        let mut token = 0;
        while token < sentence.tokens.len() {
            match self.at(text, sentence, token) {
                Some(hit) => {
                    token = hit.end;
                    hits.push(hit);
                }
                None => token += 1,
            }
        }
        hits
    }

    fn at(&self, text: &str, sentence: &Sentence, first: usize) -> Option<Hit<M>> {
        let start = sentence.tokens[first].span.start;
        let rest = &text[start..sentence.span.end.max(start)];
        let (hash, behind) = word(rest.as_bytes(), START);
        let (at, bit) = bit(hash);
        if self.begins[at] & bit == 0 {
            return None;
        }
        let short = self.short.get(&hash)?;
        let long = second(behind, hash).and_then(|hash| self.long.get(&hash));
        long.into_iter().flatten().chain(short).find_map(|(name, meaning)| {
            let length = matched(rest, name)?;
            let span = Span::new(start, start + length);
            let inside = rest[length..].chars().next().is_some_and(char::is_alphanumeric);
            let end = sentence.tokens.partition_point(|token| token.span.start < span.end);
            (!inside).then_some(Hit {
                first,
                end,
                span,
                meaning: *meaning,
            })
        })
    }
}

/// Length of the text that matches the name; one blank in the name matches any run of white space,
/// a straight apostrophe also a curly one.
fn matched(text: &str, name: &str) -> Option<usize> {
    let mut rest = text;
    for wanted in name.chars() {
        if wanted == ' ' {
            let trimmed = rest.trim_start();
            if trimmed.len() == rest.len() {
                return None;
            }
            rest = trimmed;
        } else {
            let found = rest.chars().next()?;
            if found != wanted && !(wanted == '\'' && found == '’') {
                return None;
            }
            rest = &rest[found.len_utf8()..];
        }
    }
    Some(text.len() - rest.len())
}

/// Where hashes begin (FNV-1a).
const START: u64 = 0xcbf2_9ce4_8422_2325;

/// Length in bytes of the character that the text begins with, and whether it belongs to a word. Characters of two bytes
/// that begin with C2 are signs and the blank that does not break, those of three that begin with E2 quotes and dashes.
fn letter(text: &[u8]) -> (usize, bool) {
    match text[0] {
        byte if byte < 0x80 => (1, byte.is_ascii_alphanumeric()),
        0xC2 => (2, false),
        0xE2 => (3, false),
        byte if byte >= 0xF0 => (4, false),
        byte if byte >= 0xE0 => (3, true),
        _ => (2, true),
    }
}

/// How many bytes the text begins with that are (or are not) of a word.
fn run(text: &[u8], wanted: bool) -> usize {
    let mut end = 0;
    while end < text.len() {
        let (length, word) = letter(&text[end..]);
        if word != wanted {
            break;
        }
        end += length;
    }
    end.min(text.len())
}

/// Hash of the word that the text begins with, going on from `hash`, and the rest.
fn word(text: &[u8], mut hash: u64) -> (u64, &[u8]) {
    let end = run(text, true);
    for &byte in &text[..end] {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    (hash, &text[end..])
}

/// Hash of the first word and the next; none if there is no next.
fn second(rest: &[u8], first: u64) -> Option<u64> {
    let start = run(rest, false);
    (start < rest.len()).then(|| word(&rest[start..], first.wrapping_mul(31)).0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names found in a text that is one sentence of words between blanks.
    fn found(names: &[&str], text: &str) -> Vec<String> {
        let mut analyzer = tidywire_language::Analyzer::new(tidywire_language::Model::embedded());
        let document = analyzer.document(text.to_owned());
        let index = NameIndex::new(names.iter().map(|&name| (name, ())));
        let hits = document
            .sentences
            .iter()
            .flat_map(|sentence| index.find_in(&document.text, sentence));
        hits.map(|hit| hit.span.of(&document.text).to_owned()).collect()
    }

    #[test]
    fn the_longest_name_wins_and_words_are_whole() {
        let names = ["UN", "UN Security Council", "Iran"];
        assert_eq!(
            found(&names, "The UN Security Council met."),
            vec!["UN Security Council"]
        );
        assert_eq!(found(&names, "The UN met Iranian envoys in UNESCO."), vec!["UN"]);
    }

    #[test]
    fn quotes_dashes_and_wide_blanks_do_not_hide_a_name() {
        let names = ["People's Army", "Al-Shabaab", "Côte d'Ivoire", "Hamas"];
        let text = "The People’s  Army met “Hamas” and Al-Shabaab in Côte d’Ivoire.";
        assert_eq!(
            found(&names, text),
            vec!["People’s  Army", "Hamas", "Al-Shabaab", "Côte d’Ivoire"]
        );
    }
}
