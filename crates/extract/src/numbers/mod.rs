//! Number expressions: digits, words, ranges, vague words, and the hedges around them.
//!
//! What is counted is not decided here. Invariant: a number's token range never overlaps another's.

mod hedges;
mod labels;
mod values;

use tidywire_codebook::{Bound, Role};
use tidywire_text::Span;

use crate::knowledge::Knowledge;
use crate::tree::Tree;
use crate::types::Value;

/// One number with its hedge.
#[derive(Clone, Debug)]
pub(crate) struct Number {
    /// Tokens of the number itself.
    pub(crate) first: usize,
    pub(crate) end: usize,
    /// Number and hedge.
    pub(crate) span: Span,
    pub(crate) value: Value,
    /// Role that the hedge gives.
    pub(crate) role: Option<Role>,
    /// Entry of the hedge or the vague word.
    pub(crate) rule: String,
    /// Index into the lexicon's currencies.
    pub(crate) currency: Option<usize>,
    /// A share of what is counted ("two-thirds").
    pub(crate) fraction: bool,
}

/// Finds the numbers of a sentence that are quantities.
pub(crate) fn find(knowledge: &Knowledge<'_>, tree: &Tree<'_>) -> Vec<Number> {
    let reader = Reader { knowledge, tree };
    let mut numbers = Vec::new();
    let mut token = 0;
    while token < tree.len() {
        match reader.number(token) {
            Some(number) => {
                token = number.end.max(token + 1);
                numbers.push(number);
            }
            None => token += 1,
        }
    }
    numbers
}

struct Reader<'a, 'l> {
    knowledge: &'a Knowledge<'l>,
    tree: &'a Tree<'a>,
}

impl Reader<'_, '_> {
    fn number(&self, first: usize) -> Option<Number> {
        if let Some(number) = self.vague(first) {
            return Some(number);
        }
        let plain = self.plain(first);
        let part = plain.is_none();
        let (end, low) = plain.or_else(|| self.half(first))?;
        if self.is_label(first, end) {
            return None;
        }
        let mut number = Number {
            first,
            end,
            span: self.tree.span(first, end - 1),
            value: Value {
                low: Some(low),
                high: Some(low),
                point: Some(low),
                bound: Bound::Exact,
                ..Value::default()
            },
            role: None,
            rule: "code/numbers#plain".to_owned(),
            currency: None,
            fraction: false,
        };
        if let Some((end, share)) = self
            .fraction(end, low)
            .filter(|_| !part)
            .or_else(|| part.then_some((end, low)))
        {
            number.end = end;
            number.span = self.tree.span(first, end - 1);
            number.value = Value {
                low: Some(share),
                high: Some(share),
                point: Some(share),
                ..Value::default()
            };
            number.fraction = true;
            self.hedge(&mut number);
            return Some(number);
        }
        if let Some((range_end, high)) = self.range(first, end) {
            let before = first
                .checked_sub(1)
                .filter(|&at| matches!(self.tree.word(at), "between" | "from"));
            let low = self.same_scale(low, high, end, range_end);
            number.end = range_end;
            number.span = self.tree.span(before.unwrap_or(first), range_end - 1);
            number.value = Value {
                low: Some(low),
                high: Some(high),
                point: None,
                bound: Bound::Range,
                ..Value::default()
            };
            number.rule = "code/numbers#range".to_owned();
            self.money(&mut number);
            return Some(number);
        }
        self.money(&mut number);
        self.hedge(&mut number);
        Some(number)
    }
}
