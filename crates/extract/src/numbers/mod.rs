//! Number expressions: digits, words, ranges, vague words, and the hedges, currencies and units around them.
//!
//! What is counted is not decided here. Invariant: a number's token range never overlaps another's.

mod digits;
mod fractions;
mod grammar;
mod hedges;
mod labels;
mod money;
mod ranges;

pub(crate) use self::hedges::apply as bound;
use tidywire_codebook::Role;
use tidywire_text::Span;

use self::grammar::Plain;
use crate::knowledge::Knowledge;
use crate::lexemes::{Kind, Lexemes};
use crate::tree::Tree;
use crate::types::Value;

/// One number with its hedge.
#[derive(Clone, Debug)]
pub(crate) struct Number {
    /// Tokens of the number itself.
    pub(crate) first: usize,
    pub(crate) end: usize,
    /// The number alone.
    pub(crate) bare: Span,
    /// Hedge, currency sign, number, currency word or unit.
    pub(crate) span: Span,
    pub(crate) value: Value,
    /// Role that the hedge gives.
    pub(crate) role: Option<Role>,
    /// Entry of the hedge or the vague word.
    pub(crate) rule: String,
    /// Index into the lexicon's currencies.
    pub(crate) currency: Option<usize>,
    /// Index into the lexicon's units.
    pub(crate) unit: Option<usize>,
    /// One past the last token of the unit or currency word behind the number.
    pub(crate) tail: usize,
    /// A share of what is counted ("two-thirds").
    pub(crate) fraction: bool,
}

impl Number {
    /// A number that stands on the tokens, before hedge, currency and unit are known.
    pub(crate) fn bare(tree: &Tree<'_>, first: usize, end: usize, span: Span, value: Value, rule: &str) -> Self {
        debug_assert!(first < end && end <= tree.len());
        Self {
            first,
            end,
            bare: span,
            span,
            value,
            role: None,
            rule: rule.to_owned(),
            currency: None,
            unit: None,
            tail: end,
            fraction: false,
        }
    }
}

/// Finds the numbers of a sentence that are quantities.
pub(crate) fn find(knowledge: &Knowledge<'_>, tree: &Tree<'_>) -> Vec<Number> {
    let reader = Reader {
        knowledge,
        tree,
        lexemes: Lexemes::new(tree),
    };
    let mut numbers: Vec<Number> = Vec::new();
    let mut at = 0;
    while at < reader.lexemes.len() {
        if !reader.may_start(at) {
            at += 1;
            continue;
        }
        match reader.number(at) {
            Read::Number(end, number) => {
                at = end.max(at + 1);
                match numbers.last_mut().filter(|last| last.end > number.first) {
                    // Two numbers of one token ("20kg/30kg"): the first stands for the token.
                    Some(_) => {}
                    None => numbers.push(*number),
                }
            }
            Read::Label(end) => at = end.max(at + 1),
            Read::Nothing => at += 1,
        }
    }
    reader.join_bounds(&mut numbers);
    numbers
}

/// What begins at a piece.
enum Read {
    /// One past its last piece, and the number.
    Number(usize, Box<Number>),
    /// A numeral that counts nothing, up to here.
    Label(usize),
    Nothing,
}

struct Reader<'a, 'l> {
    knowledge: &'a Knowledge<'l>,
    tree: &'a Tree<'a>,
    lexemes: Lexemes,
}

impl Reader<'_, '_> {
    /// Cheap test before the grammar is tried.
    fn may_start(&self, at: usize) -> bool {
        let word = self.lexemes.text(at);
        self.lexemes.is(at, Kind::Digits)
            || self.knowledge.numerals.contains_key(word)
            || self.knowledge.vague.contains_key(word)
            || matches!(word, "a" | "an" | "minus" | "negative" | "-" | "−" | "point")
    }

    fn number(&self, first: usize) -> Read {
        if let Some((end, number)) = self.vague(first) {
            return Read::Number(end, Box::new(number));
        }
        let Some(plain) = self.plain(first) else {
            return if self.lexemes.is(first, Kind::Digits) {
                Read::Label(self.glued_run(first))
            } else {
                Read::Nothing
            };
        };
        if let Some(end) = self.label(first, plain) {
            return Read::Label(end);
        }
        let mut number = self.start(first, plain);
        let mut end = plain.end;
        if let Some(range) = self.range(first, plain) {
            end = range.end;
            number = range.number;
        }
        end = self.measured(first, end, &mut number);
        let end = self.hedge(first, end, &mut number).max(end);
        Read::Number(end, Box::new(number))
    }

    fn start(&self, first: usize, plain: Plain) -> Number {
        let mut number = self.build(first, plain.end, Value::exactly(plain.value), "code/numbers#plain");
        number.fraction = plain.share;
        number
    }

    fn build(&self, first: usize, end: usize, value: Value, rule: &str) -> Number {
        // The article of "a dozen" is not the head of anything.
        let tokens = self.lexemes.token(first)..self.lexemes.token(end - 1) + 1;
        Number::bare(
            self.tree,
            tokens.start,
            tokens.end,
            self.lexemes.span(first, end),
            value,
            rule,
        )
    }

    /// One past the pieces that hang together without space.
    fn glued_run(&self, first: usize) -> usize {
        let mut end = first + 1;
        while self.lexemes.glued(end) && !matches!(self.lexemes.text(end), "." | "," | ")" | "\"" | "”") {
            end += 1;
        }
        end
    }
}
