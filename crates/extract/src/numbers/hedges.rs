//! Hedges and vague words of the lexicon.

use tidywire_codebook::{Bound, UnitKind};
use tidywire_text::{EntityLabel, Label, Pos};

use super::{Number, Reader};
use crate::lexemes::Kind;
use crate::types::Value;

impl Reader<'_, '_> {
    /// "hundreds", "tens of thousands", "several", "a few": one past its last piece, and the number.
    pub(super) fn vague(&self, first: usize) -> Option<(usize, Number)> {
        let candidates = self.knowledge.vague.get(self.lexemes.text(first))?;
        let (end, index) = candidates
            .iter()
            .filter_map(|(index, words)| Some((self.lexemes.phrase(first, words)?, *index)))
            .max()?;
        let vague = &self.knowledge.lexicon.vague[index];
        let tree = self.tree;
        let (token, next) = (self.lexemes.token(first), self.lexemes.token(end - 1) + 1);
        if tree.is_verb(next - 1) {
            return None;
        }
        if vague.determiner {
            let noun = (next..tree.len()).take(4).find(|&token| tree.is_noun(token))?;
            if tree.is_verb(next) || tree.pos(next) == Pos::Punct || self.is_period(noun) {
                return None;
            }
        }
        let value = Value {
            low: Some(vague.low),
            bound: Bound::Vague,
            vague_term: Some(vague.phrase.clone()),
            ..Value::default()
        };
        let mut number = Number::bare(tree, token, next, self.lexemes.span(first, end), value, &vague.rule);
        // "hundreds of 155mm shells", "dozens more": units and money may follow "of".
        let end = self.measured(first, end, &mut number);
        let mut outer = first;
        while let Some((start, hedge)) = self.hedge_before(outer) {
            let hedge = &self.knowledge.lexicon.hedges[hedge];
            let words = self.lexemes.span(start, first).of(tree.text).to_owned();
            number.span = number.span.cover(self.lexemes.span(start, start + 1));
            number.value.approximator = Some(words);
            number.role = number.role.or(hedge.role);
            // "up to several thousand": the floor of the words is no floor here.
            if matches!(hedge.bound, Bound::AtMost | Bound::LessThan) {
                number.value.low = None;
            }
            outer = start;
        }
        Some((end, number))
    }

    fn is_period(&self, token: usize) -> bool {
        self.tree.sentence.entities.iter().any(|entity| {
            matches!(entity.label, EntityLabel::Date | EntityLabel::Time) && (entity.first..entity.end).contains(&token)
        })
    }

    /// The longest hedge that ends right before the piece: its first piece and its index.
    fn hedge_before(&self, at: usize) -> Option<(usize, usize)> {
        let last = at.checked_sub(1)?;
        let particle = self.tree.label(self.lexemes.token(last)) == Label::Prt;
        let candidates = self.knowledge.hedges_before.get(self.lexemes.text(last))?;
        candidates
            .iter()
            .filter_map(|(index, words)| {
                let start = at.checked_sub(words.len())?;
                (self.lexemes.phrase(start, words) == Some(at)).then_some((start, *index))
            })
            .filter(|_| !particle)
            // "<>30", "=<30" say nothing.
            .filter(|&(start, _)| {
                !(self.lexemes.glued(start)
                    && self.lexemes.is(start, Kind::Mark)
                    && matches!(self.lexemes.before(start, 1), "<" | ">" | "="))
            })
            .min()
    }

    /// The hedge behind the number, or behind what it counts ("31 people and counting"): first and one past its last
    /// piece, and its index.
    fn hedge_behind(&self, end: usize) -> Option<(usize, usize, usize)> {
        let starts = (0..4).map(|step| end + step).take_while(|&at| {
            at == end
                || at < self.lexemes.len()
                    && matches!(
                        self.tree.pos(self.lexemes.token(at - 1)),
                        Pos::Noun | Pos::Adj | Pos::Propn | Pos::Punct
                    )
        });
        starts
            .filter_map(|start| {
                let candidates = self.knowledge.hedges_after.get(self.lexemes.text(start))?;
                candidates
                    .iter()
                    .filter(|(_, words)| start == end || words.len() > 1)
                    // "three New Zealand soldiers": part of a name.
                    .filter(|(_, words)| {
                        let surface = self.lexemes.span(start, start + 1).of(self.tree.text);
                        let capital = |at: usize| {
                            self.lexemes
                                .get(at)
                                .is_some_and(|lexeme| lexeme.span.of(self.tree.text).starts_with(char::is_uppercase))
                        };
                        !(surface.starts_with(char::is_uppercase) && capital(start + words.len()))
                    })
                    .filter_map(|(index, words)| Some((start, self.lexemes.phrase(start, words)?, *index)))
                    // "5000 or more than 6000", "76 percent more than last year", "50 cents more per barrel".
                    .filter(|&(_, after, _)| {
                        let open = matches!(self.lexemes.text(after - 1), "than" | "to");
                        let next = after + usize::from(self.lexemes.text(after) == "to");
                        let number = self.lexemes.is(next, Kind::Digits) || self.numeral(next).is_some();
                        !matches!(self.lexemes.text(after), "than" | "per") && !((open || next > after) && number)
                    })
                    .max_by_key(|&(_, after, _)| after)
            })
            .next()
    }

    /// Applies the hedges around the number; one past the last piece of a hedge right behind it.
    pub(super) fn hedge(&self, first: usize, end: usize, number: &mut Number) -> usize {
        let lexicon = self.knowledge.lexicon;
        let mut after = end;
        let mut or_equal = false;
        if let Some((start, behind, index)) = self.hedge_behind(end)
            && number.value.bound == Bound::Exact
        {
            let hedge = &lexicon.hedges[index];
            or_equal = hedge.bound == Bound::Exact && hedge.role.is_none();
            let words = self.lexemes.span(start, behind).of(self.tree.text);
            apply(&mut number.value, hedge.bound, words);
            number.rule.clone_from(&hedge.rule);
            number.role = hedge.role;
            if start == end {
                number.span = number.span.cover(self.lexemes.span(end, behind));
                after = behind;
            }
        }
        let mut outer = self.start_of(first, number);
        for _ in 0..4 {
            let Some((start, index)) = self.hedge_before(outer) else {
                break;
            };
            let hedge = &lexicon.hedges[index];
            let words = self.lexemes.span(start, outer).of(self.tree.text);
            if self.is_time_preposition(start, outer, number) {
                break;
            }
            let firm = one_sided(number.value.bound);
            if !firm && hedge.bound != Bound::Exact {
                apply(&mut number.value, hedge.bound, words);
                number.rule.clone_from(&hedge.rule);
            }
            number.role = number.role.or(hedge.role);
            // "about five hundred or more", "about 20 to 30": the words that do not bound the number stay outside.
            let idle = firm && after > end || number.value.bound == Bound::Range;
            if !idle || hedge.role.is_some() || hedge.bound == Bound::Exact {
                number.span = number.span.cover(self.lexemes.span(start, start + 1));
            }
            outer = start;
        }
        // "less than 5,000 or equal".
        if or_equal {
            number.value.bound = match number.value.bound {
                Bound::LessThan => Bound::AtMost,
                Bound::MoreThan => Bound::AtLeast,
                bound => bound,
            };
        }
        after
    }

    /// First piece of what has been read: number, sign, "between".
    fn start_of(&self, first: usize, number: &Number) -> usize {
        let mut at = first;
        while at > 0 && self.lexemes.span(at - 1, at).start >= number.span.start {
            at -= 1;
        }
        at
    }

    /// "over three years" says how long; "for over three years" is a bound.
    fn is_time_preposition(&self, start: usize, end: usize, number: &Number) -> bool {
        let duration = number
            .unit
            .is_some_and(|unit| self.knowledge.lexicon.units[unit].kind == UnitKind::Duration);
        duration
            && end == start + 1
            && matches!(self.lexemes.text(start), "over" | "under")
            && start.checked_sub(1).is_none_or(|at| {
                let token = self.lexemes.token(at);
                // "for over three years", "lasted over an hour" are bounds.
                let lasts = ["last", "take", "spend", "be", "wait", "serve", "run"];
                self.tree.pos(token) != Pos::Adp && !lasts.contains(&self.tree.lemma(token).as_str())
            })
    }
}

fn one_sided(bound: Bound) -> bool {
    matches!(
        bound,
        Bound::AtLeast | Bound::MoreThan | Bound::AtMost | Bound::LessThan
    )
}

/// Applies a bound to a value.
pub(crate) fn apply(value: &mut Value, bound: Bound, words: &str) {
    let approximate = bound == Bound::Approximate;
    let Some(number) = value.point else {
        // "about 20 to 30" stays a range.
        if approximate {
            value.approximator = Some(words.to_owned());
        }
        return;
    };
    value.bound = bound;
    value.low = None;
    value.high = None;
    match bound {
        Bound::AtLeast | Bound::MoreThan => value.low = Some(number),
        Bound::AtMost | Bound::LessThan => value.high = Some(number),
        Bound::Approximate => value.approximator = Some(words.to_owned()),
        Bound::Exact | Bound::Range | Bound::Vague => {
            value.low = Some(number);
            value.high = Some(number);
        }
    }
    if one_sided(bound) {
        value.point = None;
    }
}
