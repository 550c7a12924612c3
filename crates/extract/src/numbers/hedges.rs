//! Hedges and vague words of the lexicon, and the currency beside a number.

use tidywire_codebook::Bound;
use tidywire_lexicon::HedgePlace;
use tidywire_text::{EntityLabel, Pos};

use super::{Number, Reader};
use crate::types::Value;

impl Reader<'_, '_> {
    /// "hundreds", "tens of thousands", "several", "a few".
    pub(super) fn vague(&self, first: usize) -> Option<Number> {
        let mut best: Option<(usize, usize)> = None;
        for (index, vague) in self.knowledge.lexicon.vague.iter().enumerate() {
            if let Some(end) = self.phrase(first, &vague.phrase)
                && best.is_none_or(|(_, other)| end > other)
            {
                best = Some((index, end));
            }
        }
        let (index, end) = best?;
        let vague = &self.knowledge.lexicon.vague[index];
        if self.tree.is_verb(end - 1) {
            return None;
        }
        if vague.determiner {
            let noun = (end..self.tree.len()).take(4).find(|&token| self.tree.is_noun(token));
            let of = self
                .tree
                .sentence
                .tokens
                .get(end)
                .is_some_and(|_| self.tree.word(end) == "of");
            noun.filter(|_| {
                of || self.tree.is_noun(end)
                    || matches!(self.tree.pos(end), Pos::Adj | Pos::Propn | Pos::Num)
                    || self.tree.sentence.tokens.get(end).is_some()
            })?;
            if self.tree.is_verb(end) || self.tree.pos(end) == Pos::Punct || self.is_period(noun?) {
                return None;
            }
        }
        let mut number = Number {
            first,
            end,
            span: self.tree.span(first, end - 1),
            value: Value {
                low: Some(vague.low),
                bound: Bound::Vague,
                vague_term: Some(vague.phrase.clone()),
                ..Value::default()
            },
            role: None,
            rule: vague.rule.clone(),
            currency: None,
            fraction: false,
        };
        self.money(&mut number);
        let before = self.hedge_before(first);
        if let Some((start, hedge)) = before {
            number.span = self.tree.span(start, end - 1);
            number.value.approximator = Some(self.tree.span(start, first - 1).of(self.tree.text).to_owned());
            number.role = self.knowledge.lexicon.hedges[hedge].role;
        }
        Some(number)
    }

    pub(super) fn is_period(&self, token: usize) -> bool {
        self.tree.sentence.entities.iter().any(|entity| {
            matches!(entity.label, EntityLabel::Date | EntityLabel::Time) && (entity.first..entity.end).contains(&token)
        })
    }

    pub(super) fn phrase(&self, first: usize, phrase: &str) -> Option<usize> {
        let mut token = first;
        for word in phrase
            .split(' ')
            .flat_map(|word| word.strip_prefix('-').map_or([word, ""], |rest| ["-", rest]))
            .filter(|word| !word.is_empty())
        {
            if token >= self.tree.len() || self.tree.word(token) != word {
                return None;
            }
            token += 1;
        }
        Some(token)
    }

    pub(super) fn hedge_before(&self, first: usize) -> Option<(usize, usize)> {
        let mut best: Option<(usize, usize)> = None;
        for (index, hedge) in self.knowledge.lexicon.hedges.iter().enumerate() {
            let words = hedge.phrase.split(' ').count();
            if hedge.place == HedgePlace::Before
                && let Some(start) = first.checked_sub(words)
                && self.phrase(start, &hedge.phrase) == Some(first)
                && self.tree.label(first - 1) != tidywire_text::Label::Prt
                && best.is_none_or(|(other, _)| start < other)
            {
                best = Some((start, index));
            }
        }
        best
    }

    pub(super) fn hedge(&self, number: &mut Number) {
        let lexicon = self.knowledge.lexicon;
        // Behind the number or behind what it counts ("31 people and counting").
        let starts: Vec<usize> = (0..4)
            .map(|step| number.end + step)
            .take_while(|&at| {
                at < self.tree.len()
                    && (at == number.end
                        || matches!(self.tree.pos(at - 1), Pos::Noun | Pos::Adj | Pos::Propn | Pos::Punct))
            })
            .collect();
        let after = starts.into_iter().find_map(|start| {
            lexicon
                .hedges
                .iter()
                .enumerate()
                .filter(|(_, hedge)| hedge.place == HedgePlace::After)
                .find_map(|(index, hedge)| {
                    self.phrase(start, &hedge.phrase)
                        .filter(|&end| end > start && (start == number.end || hedge.phrase.contains(' ')))
                        .map(|end| (start, end, index))
                })
        });
        // The currency sign stands between hedge and number.
        let first = self.tree.tokens_in(number.span).start;
        let found = self.hedge_before(first);
        let (span, words, index) = match (found, after) {
            (Some((start, index)), _) => (
                self.tree.span(start, number.end - 1),
                self.tree.span(start, first - 1),
                index,
            ),
            (None, Some((start, end, index))) => {
                let covered = if start == number.end { end } else { number.end };
                (
                    self.tree.span(first, covered - 1),
                    self.tree.span(start, end - 1),
                    index,
                )
            }
            (None, None) => return,
        };
        let hedge = &lexicon.hedges[index];
        number.span = span;
        number.rule.clone_from(&hedge.rule);
        number.role = hedge.role;
        apply(&mut number.value, hedge.bound, words.of(self.tree.text));
        // "another at least 12" and the like: a second hedge gives the role only.
        let start = self.tree.tokens_in(number.span).start;
        if let Some((outer, index)) = self.hedge_before(start)
            && lexicon.hedges[index].role.is_some()
        {
            number.role = lexicon.hedges[index].role;
            number.span = self.tree.span(outer, self.tree.tokens_in(number.span).end - 1);
        }
    }

    pub(super) fn money(&self, number: &mut Number) {
        let sign = number.first.checked_sub(1).and_then(|at| {
            self.knowledge
                .currencies
                .get(self.tree.surface(at))
                .map(|&index| (at, index))
        });
        if let Some((at, index)) = sign {
            number.currency = Some(index);
            number.span = number.span.cover(self.tree.token(at).span);
            return;
        }
        // "4 billion dollars", "billions of dollars", "250 million pounds sterling".
        let of = usize::from(number.end + 1 < self.tree.len() && self.tree.word(number.end) == "of");
        let at = number.end + of;
        let next = self.tree.sentence.tokens.get(at).and_then(|_| {
            let lemma = self.tree.lemma(at);
            let both = format!(
                "{} {}",
                lemma,
                if at + 1 < self.tree.len() {
                    self.tree.word(at + 1)
                } else {
                    ""
                }
            );
            self.knowledge
                .currencies
                .get(both.as_str())
                .or_else(|| self.knowledge.currencies.get(lemma.as_str()))
                .or_else(|| self.knowledge.currencies.get(self.tree.word(at)))
        });
        number.currency = next.copied();
    }
}

/// Applies a bound to an exact value.
fn apply(value: &mut Value, bound: Bound, words: &str) {
    let Some(number) = value.point else { return };
    value.bound = bound;
    match bound {
        Bound::AtLeast | Bound::MoreThan => {
            value.high = None;
            value.point = None;
        }
        Bound::AtMost | Bound::LessThan => {
            value.low = None;
            value.point = None;
        }
        Bound::Approximate => {
            value.low = None;
            value.high = None;
            value.point = Some(number);
            value.approximator = Some(words.to_owned());
        }
        Bound::Exact | Bound::Range | Bound::Vague => {}
    }
}
