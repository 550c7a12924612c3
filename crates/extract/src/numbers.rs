//! Number expressions: digits, words, ranges, vague words, and the hedges around them.
//!
//! What is counted is not decided here. Invariant: a number's token range never overlaps another's.

use tidywire_codebook::{Bound, Role};
use tidywire_lexicon::HedgePlace;
use tidywire_text::{EntityLabel, Pos, Span, Tag};

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
        let (end, low) = self.plain(first)?;
        if self.is_label(first, end) {
            return None;
        }
        let mut number = Number {
            first,
            end,
            span: self.tree.span(first, end - 1),
            value: Value { low: Some(low), high: Some(low), point: Some(low), bound: Bound::Exact, ..Value::default() },
            role: None,
            rule: "code/numbers#plain".to_owned(),
            currency: None,
        };
        if let Some((range_end, high)) = self.range(first, end) {
            let before = first.checked_sub(1).filter(|&at| matches!(self.tree.word(at), "between" | "from"));
            let low = self.same_scale(low, high, end, range_end);
            number.end = range_end;
            number.span = self.tree.span(before.unwrap_or(first), range_end - 1);
            number.value = Value { low: Some(low), high: Some(high), point: None, bound: Bound::Range, ..Value::default() };
            number.rule = "code/numbers#range".to_owned();
            self.money(&mut number);
            return Some(number);
        }
        self.money(&mut number);
        self.hedge(&mut number);
        Some(number)
    }

    /// "three to four thousand": the scale word belongs to both.
    fn same_scale(&self, low: f64, high: f64, end: usize, range_end: usize) -> f64 {
        let scaled = (end + 1..range_end).find_map(|token| self.scale(self.tree.word(token)));
        match scaled {
            Some(scale) if low < scale && high >= scale && low <= high / scale => low * scale,
            _ => low,
        }
    }

    fn scale(&self, word: &str) -> Option<f64> {
        let numeral = &self.knowledge.lexicon.numerals[*self.knowledge.numerals.get(word)?];
        numeral.scale.then_some(numeral.value)
    }

    /// A number without hedge: one past its last token, and its value.
    fn plain(&self, first: usize) -> Option<(usize, f64)> {
        let mut token = first;
        let mut total = 0.0;
        let mut current: Option<f64> = None;
        if matches!(self.tree.word(first), "a" | "an" | "half") && first + 1 < self.tree.len() {
            // "a dozen", "a million", "half a million".
            let half = self.tree.word(first) == "half";
            let at = first + 1 + usize::from(half && matches!(self.tree.word(first + 1), "a" | "an"));
            let scale = self.tree.sentence.tokens.get(at).and_then(|_| self.scale(self.tree.word(at)))?;
            return Some((at + 1, if half { scale / 2.0 } else { scale }));
        }
        while token < self.tree.len() {
            let word = self.tree.word(token);
            if let Some(value) = self.digits(word) {
                if current.is_some() {
                    break;
                }
                current = Some(value);
            } else if let Some(&index) = self.knowledge.numerals.get(word) {
                let numeral = &self.knowledge.lexicon.numerals[index];
                if numeral.ordinal || word == "one" && !self.counts_one(token) && current.is_none() && token == first {
                    break;
                }
                if !numeral.scale {
                    let joined = current.is_none_or(|value| value % 100.0 == 0.0 && value >= 100.0 || value >= 20.0 && value % 10.0 == 0.0 && numeral.value < 10.0);
                    if !joined {
                        break;
                    }
                    current = Some(current.unwrap_or(0.0) + numeral.value);
                } else if current.is_none() {
                    break;
                } else if numeral.value >= 1000.0 {
                    total += current.unwrap_or(1.0) * numeral.value;
                    current = Some(0.0);
                } else {
                    current = current.map(|value| value * numeral.value);
                }
            } else if token > first && matches!(word, "and" | "-") && self.continues(token + 1, current) {
                // "two hundred and forty-three"
            } else {
                break;
            }
            token += 1;
        }
        (token > first).then(|| (token, total + current.unwrap_or(0.0)))
    }

    /// After "hundred and" or a hyphen within a word number.
    fn continues(&self, token: usize, current: Option<f64>) -> bool {
        if token >= self.tree.len() {
            return false;
        }
        let small = self.knowledge.numerals.get(self.tree.word(token)).map(|&index| &self.knowledge.lexicon.numerals[index]);
        let previous_is_word = !self.tree.word(token - 2).starts_with(|letter: char| letter.is_ascii_digit());
        small.is_some_and(|numeral| {
            !numeral.scale && !numeral.ordinal && previous_is_word && match self.tree.word(token - 1) {
                "-" => numeral.value < 10.0 && current.is_some_and(|value| value % 10.0 == 0.0 && value % 100.0 != 0.0),
                _ => current.is_some_and(|value| value >= 100.0 && value % 100.0 == 0.0 || value == 0.0),
            }
        })
    }

    /// "one" counts only right before a noun ("one soldier"), not as a pronoun.
    fn counts_one(&self, token: usize) -> bool {
        self.tree.label(token) == tidywire_text::Label::Nummod
            || token + 1 < self.tree.len() && self.knowledge.numerals.contains_key(self.tree.word(token + 1))
            || self.tree.sentence.tokens.get(token + 1).is_some_and(|next| matches!(next.tag, Tag::Vbd | Tag::Vbn))
                && self.tree.tag(token) == Tag::Cd
    }

    /// "1,500", "1.2", "30k", "61bn".
    fn digits(&self, word: &str) -> Option<f64> {
        if !word.starts_with(|letter: char| letter.is_ascii_digit()) {
            return None;
        }
        let split = word.find(|letter: char| !letter.is_ascii_digit() && letter != ',' && letter != '.').unwrap_or(word.len());
        let (digits, suffix) = word.split_at(split);
        let factor = match suffix {
            "" => 1.0,
            _ => {
                let numeral = &self.knowledge.lexicon.numerals[*self.knowledge.numerals.get(suffix)?];
                numeral.suffix.then_some(numeral.value)?
            }
        };
        let grouped = digits.split(',').skip(1).all(|group| group.split('.').next().is_some_and(|group| group.len() == 3));
        if !grouped {
            return None;
        }
        digits.replace(',', "").parse::<f64>().ok().map(|value| value * factor)
    }

    /// "12 to 15", "12-15", "between 12 and 15": one past the last token and the upper value.
    fn range(&self, first: usize, end: usize) -> Option<(usize, f64)> {
        let mut joint = end;
        if self.tree.sentence.tokens.get(joint).is_some() && self.tree.word(joint) == "to" {
            joint += 1;
        } else if self.tree.sentence.tokens.get(joint).is_some() && matches!(self.tree.word(joint), "-" | "–" | "—") && self.tree.token(joint).span.start == self.tree.token(end - 1).span.end {
            joint += 1;
        } else if self.tree.sentence.tokens.get(joint).is_some() && self.tree.word(joint) == "and" && first > 0 && self.tree.word(first - 1) == "between" {
            joint += 1;
        } else {
            return None;
        }
        if joint >= self.tree.len() {
            return None;
        }
        if self.tree.surface(joint) == "$" || self.tree.tag(joint) == Tag::Dollar {
            joint += 1;
        }
        let (range_end, high) = self.plain(joint)?;
        // "rose from 17 to 23" is two figures, not a range.
        let from = first > 0 && self.tree.word(first - 1) == "from";
        (!from).then_some((range_end, high))
    }

    /// "hundreds", "tens of thousands", "several", "a few".
    fn vague(&self, first: usize) -> Option<Number> {
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
            let of = self.tree.sentence.tokens.get(end).is_some_and(|_| self.tree.word(end) == "of");
            noun.filter(|_| of || self.tree.is_noun(end) || matches!(self.tree.pos(end), Pos::Adj | Pos::Propn | Pos::Num) || self.tree.sentence.tokens.get(end).is_some())?;
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

    fn is_period(&self, token: usize) -> bool {
        self.tree.sentence.entities.iter().any(|entity| matches!(entity.label, EntityLabel::Date | EntityLabel::Time) && (entity.first..entity.end).contains(&token))
    }

    fn phrase(&self, first: usize, phrase: &str) -> Option<usize> {
        let mut token = first;
        for word in phrase.split(' ').flat_map(|word| word.strip_prefix('-').map_or([word, ""], |rest| ["-", rest])).filter(|word| !word.is_empty()) {
            if token >= self.tree.len() || self.tree.word(token) != word {
                return None;
            }
            token += 1;
        }
        Some(token)
    }

    fn hedge_before(&self, first: usize) -> Option<(usize, usize)> {
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

    fn hedge(&self, number: &mut Number) {
        let lexicon = self.knowledge.lexicon;
        // Behind the number or behind what it counts ("31 people and counting").
        let starts: Vec<usize> = (0..4)
            .map(|step| number.end + step)
            .take_while(|&at| at < self.tree.len() && (at == number.end || matches!(self.tree.pos(at - 1), Pos::Noun | Pos::Adj | Pos::Propn | Pos::Punct)))
            .collect();
        let after = starts.into_iter().find_map(|start| {
            lexicon.hedges.iter().enumerate().filter(|(_, hedge)| hedge.place == HedgePlace::After).find_map(|(index, hedge)| {
                self.phrase(start, &hedge.phrase).filter(|&end| end > start && (start == number.end || hedge.phrase.contains(' '))).map(|end| (start, end, index))
            })
        });
        // The currency sign stands between hedge and number.
        let first = self.tree.tokens_in(number.span).start;
        let found = self.hedge_before(first);
        let (span, words, index) = match (found, after) {
            (Some((start, index)), _) => (self.tree.span(start, number.end - 1), self.tree.span(start, first - 1), index),
            (None, Some((start, end, index))) => {
                let covered = if start == number.end { end } else { number.end };
                (self.tree.span(first, covered - 1), self.tree.span(start, end - 1), index)
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

    fn money(&self, number: &mut Number) {
        let sign = number.first.checked_sub(1).and_then(|at| self.knowledge.currencies.get(self.tree.surface(at)).map(|&index| (at, index)));
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
            let both = format!("{} {}", lemma, if at + 1 < self.tree.len() { self.tree.word(at + 1) } else { "" });
            self.knowledge
                .currencies
                .get(both.as_str())
                .or_else(|| self.knowledge.currencies.get(lemma.as_str()))
                .or_else(|| self.knowledge.currencies.get(self.tree.word(at)))
        });
        number.currency = next.copied();
    }

    /// Dates, ordinals, designations and the like are no figures.
    fn is_label(&self, first: usize, end: usize) -> bool {
        let tree = self.tree;
        let word = tree.word(first);
        let digits = word.starts_with(|letter: char| letter.is_ascii_digit());
        let glued_before = first > 0 && tree.token(first - 1).span.end == tree.token(first).span.start && matches!(tree.surface(first - 1), "-" | "/" | "." | "–")
            && first > 1 && !tree.word(first - 2).starts_with(|letter: char| letter.is_ascii_digit());
        if digits && glued_before {
            return true;
        }
        // "F-16s", "155mm", "93rd" fail to parse as numbers; "6:30" and "2/3" hold a mark.
        if digits && word.contains([':', '/']) {
            return true;
        }
        let year = digits && end == first + 1 && word.len() == 4 && !word.contains([',', '.']) && word.parse::<u32>().is_ok_and(|year| (1800..2100).contains(&year));
        let in_date = tree.sentence.entities.iter().any(|entity| {
            matches!(entity.label, EntityLabel::Date | EntityLabel::Time) && (entity.first..entity.end).contains(&first)
        });
        // The model calls "between 30 and 50" a date: without a word of time it is none.
        let timed = tree.sentence.entities.iter().any(|entity| {
            matches!(entity.label, EntityLabel::Date | EntityLabel::Time)
                && (entity.first..entity.end).contains(&first)
                && (entity.first..entity.end).any(|token| crate::times::is_time_word(tree.word(token)))
        });
        if year && (in_date || tree.label(first) != tidywire_text::Label::Nummod) || timed {
            return true;
        }
        let lexicon = self.knowledge.lexicon;
        let month_day = first > 0 && crate::times::month(tree.word(first - 1)).is_some() || tree.sentence.tokens.get(end).is_some_and(|_| crate::times::month(tree.word(end)).is_some());
        if month_day {
            return true;
        }
        let beside = |side: HedgePlace, token: Option<usize>| {
            token.is_some_and(|token| token < tree.len() && lexicon.traps.iter().any(|trap| trap.side == side && trap.word == tree.word(token)))
        };
        beside(HedgePlace::Before, first.checked_sub(1)) || beside(HedgePlace::After, Some(end))
            || tree.sentence.tokens.get(end).is_some_and(|_| tree.surface(end) == "-" && tree.token(end).span.start == tree.token(end - 1).span.end
                && self.trap_behind_hyphen(end + 1))
    }

    fn trap_behind_hyphen(&self, token: usize) -> bool {
        token < self.tree.len() && matches!(self.tree.word(token), "year" | "month" | "day" | "hour" | "week" | "minute" | "point" | "nation" | "way")
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
