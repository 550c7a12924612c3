//! A sentence cut into words, digit strings and marks: what the number grammar reads.
//!
//! The model's tokens follow the treebank ("$", "61bn", "F-16"); numbers need finer and more even pieces.
//! It deliberately knows no number words. Invariant: lexemes are in order, do not overlap, and each knows its token.

use tidywire_text::Span;

use crate::tree::Tree;

/// What a lexeme is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters.
    Word,
    /// Digits, with dots and commas inside.
    Digits,
    /// One other character.
    Mark,
}

/// One piece.
#[derive(Clone, Debug)]
pub(crate) struct Lexeme {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
    /// Lower case.
    pub(crate) text: String,
    /// Nothing stands between it and the piece before.
    pub(crate) glued: bool,
    /// Token that holds its first character.
    pub(crate) token: usize,
}

/// The pieces of one sentence.
pub(crate) struct Lexemes {
    list: Vec<Lexeme>,
}

impl Lexemes {
    pub(crate) fn new(tree: &Tree<'_>) -> Self {
        let tokens = &tree.sentence.tokens;
        let mut list: Vec<Lexeme> = Vec::with_capacity(tokens.len() + 8);
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            return Self { list };
        };
        let (start, end) = (first.span.start, last.span.end);
        let text = &tree.text[start..end];
        let mut token = 0;
        let mut at = 0;
        let mut glued = false;
        while let Some(letter) = text[at..].chars().next() {
            if letter.is_whitespace() {
                glued = false;
                at += letter.len_utf8();
                continue;
            }
            let (kind, length) = piece(&text[at..], letter, glued);
            let span = Span::new(start + at, start + at + length);
            while token + 1 < tokens.len() && tokens[token].span.end <= span.start {
                token += 1;
            }
            list.push(Lexeme {
                kind,
                span,
                text: text[at..at + length].to_lowercase(),
                glued,
                token,
            });
            glued = true;
            at += length;
        }
        Self { list }
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    pub(crate) fn get(&self, index: usize) -> Option<&Lexeme> {
        self.list.get(index)
    }

    /// Lower-case text; empty past the ends.
    pub(crate) fn text(&self, index: usize) -> &str {
        self.list.get(index).map_or("", |lexeme| lexeme.text.as_str())
    }

    /// The text of the piece `back` places before `index`.
    pub(crate) fn before(&self, index: usize, back: usize) -> &str {
        index.checked_sub(back).map_or("", |at| self.text(at))
    }

    pub(crate) fn is(&self, index: usize, kind: Kind) -> bool {
        self.list.get(index).is_some_and(|lexeme| lexeme.kind == kind)
    }

    /// Nothing stands between the piece and the one before it.
    pub(crate) fn glued(&self, index: usize) -> bool {
        self.list.get(index).is_some_and(|lexeme| lexeme.glued)
    }

    pub(crate) fn token(&self, index: usize) -> usize {
        self.list[index].token
    }

    pub(crate) fn span(&self, first: usize, end: usize) -> Span {
        self.list[first].span.cover(self.list[end - 1].span)
    }

    /// One past the last piece of a phrase that begins at `first`. The words are cut as the text is:
    /// "two-thirds" are three pieces.
    pub(crate) fn phrase(&self, first: usize, words: &[String]) -> Option<usize> {
        let end = first + words.len();
        let same = end <= self.list.len()
            && words
                .iter()
                .zip(&self.list[first..])
                .all(|(word, lexeme)| *word == lexeme.text);
        same.then_some(end)
    }
}

/// Cuts a phrase of the lexicon into pieces as a sentence is cut.
pub(crate) fn pieces(phrase: &str) -> Vec<String> {
    let mut list = Vec::new();
    let mut at = 0;
    let mut glued = false;
    while let Some(letter) = phrase[at..].chars().next() {
        if letter.is_whitespace() {
            glued = false;
            at += letter.len_utf8();
            continue;
        }
        let (_, length) = piece(&phrase[at..], letter, glued);
        list.push(phrase[at..at + length].to_lowercase());
        glued = true;
        at += length;
    }
    list
}

/// Kind and length in bytes of the piece that the text begins with.
fn piece(text: &str, letter: char, glued: bool) -> (Kind, usize) {
    if letter.is_alphabetic() {
        let end = text.find(|letter: char| !letter.is_alphabetic()).unwrap_or(text.len());
        (Kind::Word, end)
    } else if letter.is_ascii_digit() || letter == '.' && !glued && digit_at(text, 1) {
        (Kind::Digits, digits(text))
    } else {
        (Kind::Mark, letter.len_utf8())
    }
}

fn digit_at(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_some_and(u8::is_ascii_digit)
}

/// Digits with single dots and commas between digits; a dot may come first.
fn digits(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            byte if byte.is_ascii_digit() => at += 1,
            b'.' | b',' if digit_at(text, at + 1) && bytes[at - 1].is_ascii_digit() => at += 2,
            _ => break,
        }
    }
    at
}
