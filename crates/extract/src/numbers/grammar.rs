//! Number words: cardinals, decimals, and how they continue digits.
//!
//! Fractions are in `fractions`. It knows the grammar, not the words: those are in `data/lexicon/numerals`.

use tidywire_lexicon::Numeral;
use tidywire_text::{Label, Tag};

use super::Reader;
use crate::lexemes::Kind;

/// A number without hedge, currency and unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plain {
    /// One past its last piece.
    pub(super) end: usize,
    pub(super) value: f64,
    /// A share of a whole.
    pub(super) share: bool,
    /// Written in digits.
    pub(super) digits: bool,
    /// What a scale word or suffix multiplied it by; 1 without one.
    pub(super) scale: f64,
}

/// 0.22 million is 220,000, not a fraction more: what a product of decimals misses a whole number by is rounding.
pub(super) fn whole(value: f64) -> f64 {
    let near = value.round();
    if (value - near).abs() <= 1e-9 * value.abs() {
        near
    } else {
        value
    }
}

impl Plain {
    pub(super) fn number(end: usize, value: f64) -> Self {
        Self {
            end,
            value,
            share: false,
            digits: false,
            scale: 1.0,
        }
    }

    pub(super) fn share(end: usize, value: f64) -> Self {
        Self {
            share: true,
            ..Self::number(end, value)
        }
    }
}

/// What the last word of a cardinal was.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    Nothing,
    Unit,
    Tens,
    Hundred,
    Scale(f64),
    Closed,
}

impl Reader<'_, '_> {
    pub(super) fn numeral(&self, index: usize) -> Option<&Numeral> {
        let word = self.lexemes.text(index);
        let known = self.knowledge.numerals.get(word).or_else(|| {
            // "3 dozens", "five hundreds": the plural behind a number.
            let singular = word.strip_suffix('s')?;
            let known = self.knowledge.numerals.get(singular)?;
            let numeral = &self.knowledge.lexicon.numerals[*known];
            (numeral.scale && !numeral.suffix && index > 0).then_some(known)
        })?;
        Some(&self.knowledge.lexicon.numerals[*known])
    }

    fn cardinal_word(&self, index: usize) -> Option<&Numeral> {
        self.numeral(index)
            .filter(|numeral| !numeral.ordinal && (numeral.value >= 1.0 || numeral.value == 0.0))
    }

    /// A number at the piece: digits or words with scales, decimals and fractions.
    pub(super) fn plain(&self, first: usize) -> Option<Plain> {
        let word = self.lexemes.text(first);
        if self.lexemes.is(first, Kind::Digits) {
            let digits = self.digits(first)?;
            if digits.share {
                return Some(digits);
            }
            let mut plain = self.words(first, Some(digits))?;
            plain.digits = true;
            return Some(self.tail(plain));
        }
        let sign = matches!(word, "minus" | "negative")
            || matches!(word, "-" | "−")
                && (!self.lexemes.glued(first) || matches!(self.lexemes.before(first, 1), "<" | ">" | "="))
                && self.lexemes.is(first + 1, Kind::Digits)
                && (self.lexemes.glued(first + 1) || first == 0);
        if sign {
            let mut plain = self.plain(first + 1)?;
            plain.value = -plain.value;
            return Some(plain);
        }
        match word {
            "a" | "an" => self.after_article(first + 1),
            "half" | "quarter" => self.half(first),
            "point" if first == 0 || !self.lexemes.is(first - 1, Kind::Word) => self.decimals(first, 0.0),
            _ => {
                let share = self.lexemes.is(first, Kind::Mark).then(|| self.part(first)).flatten();
                if let Some(share) = share {
                    return Some(Plain::share(first + 1, share));
                }
                let plain = self.words(first, None)?;
                if word == "one" && plain.end == first + 1 {
                    let share = self.denominator(plain.end, 1.0).or_else(|| self.ratio(plain));
                    return match share {
                        Some(share) => Some(self.of_scale(share)),
                        None => (matches!(self.lexemes.before(first, 1), "minus" | "negative")
                            || self.lexemes.text(first + 1) == "and" && self.fraction(first + 2).is_some()
                            || matches!(self.lexemes.text(first + 1), "to" | "or")
                                && self.cardinal_word(first + 2).is_some()
                            || self.counts_one(self.lexemes.token(first)))
                        .then(|| self.tail(plain)),
                    };
                }
                Some(self.tail(plain))
            }
        }
    }

    /// "a dozen", "a million", "a fifth of"; the article is part of the number.
    fn after_article(&self, at: usize) -> Option<Plain> {
        if self.numeral(at).is_some_and(|numeral| numeral.scale && !numeral.suffix) {
            let plain = self.words(at, Some(Plain::number(at, 1.0)))?;
            return self.denominator(plain.end, plain.value).or(Some(self.mixed(plain)));
        }
        let share = self.denominator(at, 1.0)?;
        let scaled = self.of_scale(share);
        if !scaled.share {
            return Some(scaled);
        }
        let next = self.lexemes.get(share.end);
        let free = next.is_none_or(|next| next.kind != Kind::Word && next.text != "-" || next.text == "of");
        free.then_some(share)
    }

    /// What may follow a cardinal: decimals, a fraction, a denominator, "in four".
    fn tail(&self, plain: Plain) -> Plain {
        if self.lexemes.text(plain.end) == "point"
            && let Some(decimals) = self.decimals(plain.end, plain.value)
        {
            return self.words(decimals.end, Some(decimals)).unwrap_or(decimals);
        }
        if let Some(share) = self.denominator(plain.end, plain.value) {
            return self.of_scale(share);
        }
        if let Some(share) = self.ratio(plain) {
            return share;
        }
        self.mixed(plain)
    }

    /// A cardinal that starts at `first` with words, or goes on after digits (`start`).
    pub(super) fn words(&self, first: usize, start: Option<Plain>) -> Option<Plain> {
        let mut total = 0.0;
        let mut current = start.map(|plain| plain.value);
        let mut last = if start.is_some() { Last::Closed } else { Last::Nothing };
        let mut scale = start.map_or(1.0, |plain| plain.scale);
        let mut at = start.map_or(first, |plain| plain.end);
        let between = matches!(self.lexemes.before(first, 1), "between") || self.lexemes.before(first, 2) == "between";
        let mut end = at;
        while at < self.lexemes.len() {
            let text = self.lexemes.text(at);
            if last != Last::Nothing && matches!(text, "and" | "-" | "–") {
                let next = self.cardinal_word(at + 1).map(|numeral| numeral.value);
                let joins = match (text, last) {
                    // "one hundred and three quarters" is a hundred and a fraction.
                    ("and", Last::Hundred | Last::Scale(_))
                        if !between && self.fraction(at + 1).is_none_or(|part| part.value >= 1.0) =>
                    {
                        next.is_some_and(|value| value < 100.0)
                            || last == Last::Hundred
                                && self.lexemes.is(at + 1, Kind::Digits)
                                && self.lexemes.text(at + 1).len() <= 2
                                && self.lexemes.text(at + 1) != "0"
                                && self.numeral(at + 2).is_none_or(|numeral| !numeral.scale)
                    }
                    ("-" | "–", Last::Tens) => next.is_some_and(|value| value < 10.0 && value > 0.0),
                    ("-", Last::Unit) => next.is_some_and(|value| value == 100.0),
                    _ => false,
                };
                if !joins {
                    break;
                }
                at += 1;
                continue;
            }
            if self.lexemes.is(at, Kind::Digits) {
                let digits = super::digits::value(text).filter(|value| value.fract() == 0.0);
                let small = digits.filter(|&value| {
                    value < 100.0
                        && (last == Last::Hundred && self.lexemes.before(at, 1) == "and"
                            || matches!(last, Last::Scale(_)) && matches!(self.lexemes.text(at + 1), "hundred"))
                });
                let Some(value) = small else { break };
                current = Some(current.unwrap_or(0.0) + value);
                last = Last::Closed;
            } else {
                let Some(numeral) = self.cardinal_word(at) else { break };
                let value = numeral.value;
                if !numeral.scale {
                    let fits = match last {
                        Last::Nothing | Last::Hundred => true,
                        Last::Scale(scale) => value < scale,
                        Last::Tens => value < 10.0 && value > 0.0,
                        Last::Unit | Last::Closed => false,
                    };
                    if !fits || value == 0.0 && last != Last::Nothing {
                        break;
                    }
                    current = Some(current.unwrap_or(0.0) + value);
                    last = if value >= 20.0 { Last::Tens } else { Last::Unit };
                } else if numeral.suffix {
                    // Read with the digits.
                    break;
                } else if value >= 1000.0 {
                    match (current, last) {
                        (Some(part), _) if !matches!(last, Last::Scale(_)) => total += part * value,
                        // "three lakh crore".
                        (_, Last::Scale(before)) if value > before => total *= value,
                        // "hundred thousand", "million" alone are vague words, not numbers.
                        _ => break,
                    }
                    current = None;
                    scale = value;
                    last = Last::Scale(value);
                } else {
                    // "hundred thousand" without "a": the scale behind it makes it a number.
                    let alone = last == Last::Nothing
                        && self
                            .cardinal_word(at + 1)
                            .is_some_and(|next| next.scale && next.value >= 1000.0);
                    let part = current.or(alone.then_some(1.0));
                    let Some(part) = part.filter(|_| !matches!(last, Last::Scale(_))) else {
                        break;
                    };
                    // "two hundred and two dozens": the dozens count by themselves.
                    current = Some(match part % 100.0 {
                        rest if value < 100.0 && part >= 100.0 && rest > 0.0 => part - rest + rest * value,
                        _ => part * value,
                    });
                    scale = value;
                    last = if value == 100.0 { Last::Hundred } else { Last::Closed };
                }
            }
            at += 1;
            end = at;
        }
        let found = end > first || start.is_some();
        found.then(|| Plain {
            scale,
            ..Plain::number(end, whole(total + current.unwrap_or(0.0)))
        })
    }

    /// "point seven one", "point seventy-one".
    fn decimals(&self, point: usize, whole: f64) -> Option<Plain> {
        let mut at = point + 1;
        let mut value = whole;
        let mut unit = 0.1;
        while let Some(numeral) = self.cardinal_word(at).filter(|numeral| !numeral.scale) {
            if numeral.value >= 10.0 {
                let rest = self.words(at, None)?;
                if unit < 0.1 || rest.value >= 100.0 {
                    break;
                }
                return Some(Plain::number(rest.end, whole + rest.value / 100.0));
            }
            value += unit * numeral.value;
            unit /= 10.0;
            at += 1;
        }
        // Sums of tenths are not exact; the written digits are.
        let digits = i32::try_from(at - point - 1).ok()?;
        let power = 10f64.powi(digits);
        (at > point + 1).then(|| Plain::number(at, (value * power).round() / power))
    }

    /// "one" counts only right before a noun ("one soldier") or as a subject ("one died"), not as a pronoun.
    fn counts_one(&self, token: usize) -> bool {
        let next = self.tree.sentence.tokens.get(token + 1);
        self.tree.label(token) == Label::Nummod
            || self.tree.tag(token) == Tag::Cd && next.is_some_and(|next| matches!(next.tag, Tag::Vbd | Tag::Vbn))
    }
}
