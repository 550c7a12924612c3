//! Ranges: "12 to 15", "12-15", "between 12 and 15", "three or four", "from 10 to 20", and two bounds on one thing.

use tidywire_codebook::{Bound, Role};
use tidywire_text::Label;

use super::grammar::Plain;
use super::{Number, Reader};
use crate::lexemes::Kind;
use crate::types::Value;

/// A range that was read.
pub(super) struct Range {
    pub(super) end: usize,
    pub(super) number: Number,
}

impl Reader<'_, '_> {
    /// The range that begins with `low`, if one does.
    pub(super) fn range(&self, first: usize, low: Plain) -> Option<Range> {
        let lexemes = &self.lexemes;
        // "30 % to 40 %", "$62 and $68": the unit or sign may be said twice.
        let unit = self.unit_at(low.end).map_or(low.end, |(end, _)| end);
        let unit = if unit == low.end {
            self.money_after(low.end).map_or(unit, |(end, _)| end)
        } else {
            unit
        };
        let joint = [low.end, unit].into_iter().find(|&at| self.joins(first, at))?;
        let sign = self.sign_after(joint + 1);
        let high = self.plain(sign)?;
        if high.share != low.share || self.is_ordinal(high.end) {
            return None;
        }
        let same_unit = joint == low.end
            || self.unit_at(high.end).map(|(_, index)| index) == self.unit_at(low.end).map(|(_, index)| index)
                && self.money_after(high.end).map(|(_, index)| index)
                    == self.money_after(low.end).map(|(_, index)| index);
        let start = self.same_scale(low, high);
        if !same_unit || high.value <= start {
            return None;
        }
        let word = lexemes.text(joint);
        // "three or four" goes on; "10 or 300" does not.
        if word == "or" && high.value > 1.34 * start + 1.0 {
            return None;
        }
        // "rose from 17 to 23", "rose 58 to 1,200": an earlier value or a change, and a level.
        // "fell by 1 to 2 degrees": a range, since the unit is said once.
        let once = lexemes.before(first, 1) == "by" && joint == low.end && self.unit_at(high.end).is_some();
        if word == "to" && !once && self.is_change(first, joint) {
            return None;
        }
        let opening = first.checked_sub(1).map(|at| self.before_sign(at));
        let opened = opening.filter(|&at| matches!(lexemes.text(at), "between" | "from"));
        let value = Value {
            low: Some(start),
            high: Some(high.value),
            point: None,
            bound: Bound::Range,
            ..Value::default()
        };
        let mut number = self.build(first, high.end, value, "code/numbers#range");
        number.fraction = low.share;
        if let Some(at) = opened {
            number.span = lexemes.span(at, high.end);
        }
        Some(Range { end: high.end, number })
    }

    /// True when the piece at `at` joins two ends of a range.
    fn joins(&self, first: usize, at: usize) -> bool {
        let lexemes = &self.lexemes;
        let opening = first
            .checked_sub(1)
            .map_or("", |before| lexemes.text(self.before_sign(before)));
        match lexemes.text(at) {
            "to" | "through" | "~" | "until" => true,
            "or" => true,
            "-" | "–" | "—" => {
                // "1000-5000" and "1000 - 5000"; a dash with one space is punctuation.
                lexemes.glued(at) == lexemes.glued(at + 1) && (lexemes.is(at + 1, Kind::Digits) || lexemes.glued(at))
                    || lexemes.glued(at) && self.is_sign(at + 1)
            }
            "and" => opening == "between",
            _ => false,
        }
    }

    /// Behind a currency sign at `at`.
    fn sign_after(&self, at: usize) -> usize {
        at + usize::from(self.is_sign(at))
    }

    /// Before a currency sign at `at`.
    fn before_sign(&self, at: usize) -> usize {
        if self.is_sign(at) { at.saturating_sub(1) } else { at }
    }

    fn is_sign(&self, at: usize) -> bool {
        self.lexemes.is(at, Kind::Mark) && self.knowledge.signs.contains_key(self.lexemes.text(at))
    }

    /// "three to four thousand": the scale word belongs to both.
    fn same_scale(&self, low: Plain, high: Plain) -> f64 {
        if low.scale <= 1.0 && high.scale > 1.0 && low.value < high.value / high.scale {
            low.value * high.scale
        } else {
            low.value
        }
    }

    /// A verb or noun of change governs "from 17 to 23" or "58 to 1,200".
    fn is_change(&self, first: usize, joint: usize) -> bool {
        let tree = self.tree;
        let changes = |token: usize| {
            let lemma = tree.lemma(token);
            self.knowledge
                .level_verbs
                .get(lemma.as_str())
                .is_some_and(|&index| self.knowledge.lexicon.level_verbs[index].role == Some(Role::Change))
        };
        let opening = first.checked_sub(1).map(|at| self.before_sign(at));
        let from = opening.filter(|&at| matches!(self.lexemes.text(at), "from" | "by"));
        let to = self.lexemes.token(joint);
        let mut heads = vec![];
        // "increasing the share held by foreigners from 12 to 15": the verb may stand higher.
        let mut above = from.and_then(|at| tree.head(self.lexemes.token(at)));
        for _ in 0..4 {
            heads.extend(above);
            above = above.and_then(|at| tree.head(at));
        }
        if matches!(tree.label(to), Label::Prep | Label::Dative | Label::Aux) {
            heads.extend(tree.head(to));
        }
        // The first word of change to the left, for trees that hang the phrase elsewhere.
        let near = from
            .is_some()
            .then(|| self.lexemes.token(first))
            .into_iter()
            .flat_map(|token| {
                (token.saturating_sub(4)..token).filter(|&token| tree.is_verb(token) || tree.is_noun(token))
            });
        heads.into_iter().chain(near).any(changes)
    }

    fn is_ordinal(&self, at: usize) -> bool {
        self.lexemes.glued(at) && matches!(self.lexemes.text(at), "st" | "nd" | "rd" | "th")
    }

    /// "more than 40 and less than 60": two bounds beside each other on one thing are one range.
    pub(super) fn join_bounds(&self, numbers: &mut Vec<Number>) {
        let mut index = 0;
        while index + 1 < numbers.len() {
            let (one, other) = (&numbers[index], &numbers[index + 1]);
            let between = &self.tree.text[one.span.end.min(other.span.start)..other.span.start];
            let side_by_side = matches!(between.trim(), "and" | "but" | ",");
            let lower = |number: &Number| number.value.low.filter(|_| number.value.high.is_none());
            let upper = |number: &Number| number.value.high.filter(|_| number.value.low.is_none());
            let ends = lower(one).zip(upper(other)).or_else(|| lower(other).zip(upper(one)));
            if side_by_side
                && let Some((low, high)) = ends
                && low < high
                && one.currency == other.currency
                && one.value.vague_term.is_none()
            {
                let other = numbers.remove(index + 1);
                let one = &mut numbers[index];
                one.span = one.span.cover(other.span);
                one.bare = one.bare.cover(other.bare);
                one.end = other.end;
                one.unit = other.unit.or(one.unit);
                one.rule = "code/numbers#bounds".to_owned();
                one.value = Value {
                    low: Some(low),
                    high: Some(high),
                    bound: Bound::Range,
                    ..Value::default()
                };
            } else {
                index += 1;
            }
        }
    }
}
