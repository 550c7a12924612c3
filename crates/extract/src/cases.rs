//! Text in capitals, as wires and headlines have it, in the case that the model was trained on.
//!
//! Names get the capitals that the lexicon writes, words of the lemma tables and of the closed classes get none, and
//! whatever is neither is taken for a name. It deliberately leaves mixed text alone. Invariant: the result has the same
//! bytes but for the case of ASCII letters, so every offset holds for both.

use tidywire_language::{Analyzer, Model};
use tidywire_text::Document;

use crate::headlines;
use crate::knowledge::Knowledge;

/// Letters that a paragraph needs before its case says anything.
const LETTERS: usize = 12;

/// Analyses a text, also one in capitals, and headlines. The document holds the text in natural case: offsets are the same, words
/// to be shown are to be taken from the caller's own text.
pub fn analyze(analyzer: &mut Analyzer<'_>, model: &Model, knowledge: &Knowledge<'_>, text: String) -> Document {
    let view = natural_case(&text, model, knowledge).unwrap_or(text);
    let mut document = analyzer.document(view);
    headlines::mend(analyzer, model, knowledge, &mut document);
    document
}

/// The text with its paragraphs in capitals put into natural case; none if no paragraph is in capitals.
pub fn natural_case(text: &str, model: &Model, knowledge: &Knowledge<'_>) -> Option<String> {
    let mut out: Option<Vec<u8>> = None;
    let mut start = 0;
    while start < text.len() {
        let end = text[start..].find("\n\n").map_or(text.len(), |at| start + at + 2);
        if in_capitals(&text[start..end]) {
            let bytes = out.get_or_insert_with(|| text.as_bytes().to_vec());
            Writer {
                text: &text[start..end],
                model,
                knowledge,
            }
            .write(&mut bytes[start..end]);
        }
        start = end;
    }
    out.map(|bytes| String::from_utf8(bytes).expect("only ASCII letters changed"))
}

fn in_capitals(paragraph: &str) -> bool {
    let (mut upper, mut lower) = (0, 0);
    for letter in paragraph.chars() {
        upper += usize::from(letter.is_uppercase());
        lower += usize::from(letter.is_lowercase());
    }
    upper >= LETTERS && lower * 20 < upper
}

struct Writer<'a, 'l> {
    text: &'a str,
    model: &'a Model,
    knowledge: &'a Knowledge<'l>,
}

impl Writer<'_, '_> {
    fn write(&self, bytes: &mut [u8]) {
        let mut begins = true;
        let mut at = 0;
        while let Some(letter) = self.text[at..].chars().next() {
            if !letter.is_alphanumeric() {
                begins = begins && !matches!(letter, ',' | ';') || matches!(letter, '.' | '?' | '!' | '"' | ':');
                at += letter.len_utf8();
                continue;
            }
            at = self.word(at, begins, bytes);
            begins = false;
        }
    }

    /// Writes the word or name at `at`; one past its end.
    fn word(&self, at: usize, begins: bool, bytes: &mut [u8]) -> usize {
        let end = self.text[at..]
            .find(|letter: char| !letter.is_alphanumeric())
            .map_or(self.text.len(), |length| at + length);
        let word = &self.text[at..end];
        if !word.is_ascii() || word.bytes().any(|byte| byte.is_ascii_digit()) {
            return end;
        }
        let lower = word.to_ascii_lowercase();
        let function = self.knowledge.function_words.contains(lower.as_str());
        if let Some(name) = self.name(at, end, &lower, function) {
            bytes[at..at + name.len()].copy_from_slice(name.as_bytes());
            return at + name.len();
        }
        // "U.S.", "A.M.": letters with dots stay.
        let dotted = word.len() == 1 && self.text[end..].starts_with('.') && !begins;
        let bracketed = self.text[..at].ends_with(['[', '(']) && self.text[end..].starts_with([']', ')']);
        let known = function || self.model.is_word(&lower);
        let acronym = bracketed && !known && word.len() <= 6;
        if !(dotted || acronym) {
            bytes[at..end].copy_from_slice(lower.as_bytes());
            if begins || !known {
                bytes[at] = bytes[at].to_ascii_uppercase();
            }
        }
        end
    }

    /// The longest name of the lexicon that stands at `at`, in whatever case and over line ends.
    fn name(&self, at: usize, end: usize, lower: &str, function: bool) -> Option<String> {
        let names = self.knowledge.written(lower)?;
        let month = function || self.model.is_word(lower);
        names.iter().find_map(|name| {
            let stop = at + name.len();
            let words = self.text.get(at..stop)?;
            let same = words.len() == name.len()
                && words
                    .bytes()
                    .zip(name.bytes())
                    .all(|(one, other)| one.eq_ignore_ascii_case(&other) || one.is_ascii_whitespace() && other == b' ');
            let whole = !self.text[stop..].starts_with(char::is_alphanumeric);
            // One word that is also an everyday one ("may", "who") is the name only beside digits ("MAY 3").
            let single = stop == end;
            let dated = || {
                let near = |text: &str, back: bool| {
                    let trimmed = if back { text.trim_end() } else { text.trim_start() };
                    let next = if back {
                        trimmed.chars().next_back()
                    } else {
                        trimmed.chars().next()
                    };
                    next.is_some_and(|letter| letter.is_ascii_digit())
                };
                near(&self.text[stop..], false) || near(&self.text[..at], true)
            };
            let calendar = self.knowledge.month(lower).is_some();
            let fits = same && whole && !(single && (function || calendar && month) && !dated());
            fits.then(|| {
                // Line ends inside stay as they are.
                words
                    .chars()
                    .zip(name.chars())
                    .map(|(own, written)| if own.is_whitespace() { own } else { written })
                    .collect()
            })
        })
    }
}
