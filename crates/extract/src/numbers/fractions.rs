//! Fractions: "two-thirds", "one in four", "half of them", "three and a half million".
//!
//! It knows the grammar, not the words: those are in `data/lexicon/numerals`. Invariant: what it calls a share lies
//! between 0 and 1 unless the text itself names more than a whole ("five thirds").

use super::Reader;
use super::grammar::Plain;
use crate::lexemes::Kind;

impl Reader<'_, '_> {
    /// "half a million", "half of them", "half the people"; "a quarter" is read with its article.
    pub(super) fn half(&self, first: usize) -> Option<Plain> {
        let share = self.part(first)?;
        let next = first + 1;
        let article = matches!(self.lexemes.text(next), "a" | "an");
        let at = next + usize::from(article);
        if self.numeral(at).is_some_and(|numeral| numeral.scale && !numeral.suffix) {
            let scale = self.words(at, Some(Plain::number(at, 1.0)))?;
            return Some(Plain {
                value: share * scale.value,
                scale: scale.value,
                ..Plain::number(scale.end, 0.0)
            });
        }
        let before = self.lexemes.before(first, 1);
        let ordered = self
            .numeral(first.wrapping_sub(1))
            .is_some_and(|numeral| numeral.ordinal)
            || matches!(before, "the" | "last" | "other" | "better" | "each" | "-" | "any");
        let whole = matches!(
            self.lexemes.text(next),
            "of" | "the" | "its" | "their" | "his" | "her" | "all" | "an"
        ) || matches!(
            before,
            "than" | "nearly" | "almost" | "about" | "over" | "around" | "roughly" | "only"
        );
        (self.lexemes.text(first) == "half" && whole && !ordered).then(|| Plain::share(next, share))
    }

    /// "and a half", "and three quarters" behind a number; a scale word may follow, or stand before.
    pub(super) fn mixed(&self, plain: Plain) -> Plain {
        if self.lexemes.text(plain.end) != "and" || plain.share {
            return plain;
        }
        let Some(fraction) = self.fraction(plain.end + 1) else {
            return plain;
        };
        if self.lexemes.text(fraction.end) == "of" {
            return plain;
        }
        let follows = self
            .numeral(fraction.end)
            .filter(|numeral| numeral.scale && !numeral.suffix && !numeral.ordinal);
        let (end, value) = match follows {
            Some(numeral) if plain.scale >= 1000.0 => (fraction.end + 1, plain.value + fraction.value * numeral.value),
            Some(numeral) => (fraction.end + 1, (plain.value + fraction.value) * numeral.value),
            None if plain.scale >= 1000.0 => (fraction.end, plain.value + fraction.value * plain.scale),
            None => (fraction.end, plain.value + fraction.value),
        };
        Plain { end, value, ..plain }
    }

    /// A fraction in words: "a half", "three quarters", "one fourth".
    pub(super) fn fraction(&self, at: usize) -> Option<Plain> {
        if matches!(self.lexemes.text(at), "a" | "an") {
            return self.denominator(at + 1, 1.0);
        }
        let over = self.words(at, None).filter(|over| over.value < 100.0)?;
        self.denominator(over.end, over.value)
    }

    /// "thirds", "-eighth", "twenty-fifths" behind a numerator.
    pub(super) fn denominator(&self, index: usize, over: f64) -> Option<Plain> {
        let hyphen = matches!(self.lexemes.text(index), "-" | "–");
        let at = index + usize::from(hyphen);
        let single = (over - 1.0).abs() < 1e-9;
        let plural = self.lexemes.text(at).ends_with('s');
        if let Some(part) = self.part(at) {
            let fits = single || plural || hyphen;
            return fits.then(|| Plain::share(at + 1, over * part));
        }
        let cardinal = self.words(at, None).filter(|cardinal| cardinal.end > at);
        let (start, base) = cardinal.map_or((at, 0.0), |cardinal| (cardinal.end, cardinal.value));
        let start = start + usize::from(base > 0.0 && matches!(self.lexemes.text(start), "-" | "and"));
        let word = self.lexemes.text(start);
        let ordinal = |word: &str| {
            let index = *self.knowledge.numerals.get(word)?;
            let numeral = &self.knowledge.lexicon.numerals[index];
            // "second" is a unit of time.
            (numeral.ordinal && (numeral.value > 2.0 || base > 0.0)).then_some(numeral.value)
        };
        let (under, plural) = match ordinal(word) {
            Some(value) => (value, false),
            None => (word.strip_suffix('s').and_then(ordinal)?, true),
        };
        let under = match base {
            0.0 => under,
            base if under < 100.0 && base % 10.0 == 0.0 => base + under,
            base if under >= 100.0 => base * under,
            _ => return None,
        };
        (single != plural).then(|| Plain::share(start + 1, over / under))
    }

    /// "three quarters of a million", "quarter million": a share of a scale word is a number.
    pub(super) fn of_scale(&self, share: Plain) -> Plain {
        let of = usize::from(self.lexemes.text(share.end) == "of");
        let article = usize::from(matches!(self.lexemes.text(share.end + of), "a" | "an"));
        let at = share.end + of + article;
        if of == article
            && let Some(numeral) = self.numeral(at)
            && numeral.scale
            && !numeral.suffix
        {
            return Plain {
                scale: numeral.value,
                ..Plain::number(at + 1, share.value * numeral.value)
            };
        }
        share
    }

    /// "one in four", "nine out of ten", "1 over 3": a share, unless two things are counted ("12 in 40 attacks").
    pub(super) fn ratio(&self, over: Plain) -> Option<Plain> {
        let (at, close) = match (self.lexemes.text(over.end), self.lexemes.text(over.end + 1)) {
            ("in", "every") => (over.end + 2, true),
            ("in", _) => (over.end + 1, true),
            ("out", "of") if self.lexemes.text(over.end + 2) == "every" => (over.end + 3, true),
            ("out", "of") => (over.end + 2, true),
            ("over", _) => (over.end + 1, false),
            _ => return None,
        };
        let under = if self.lexemes.is(at, Kind::Digits) {
            self.digits(at)?
        } else {
            self.words(at, None).filter(|under| under.end > at)?
        };
        let whole = |value: f64| value.fract() == 0.0;
        if over.value < 1.0 || under.value <= over.value || !whole(over.value) || !whole(under.value) {
            return None;
        }
        let single = (over.value - 1.0).abs() < 1e-9;
        let round = [3.0, 4.0, 5.0, 10.0, 100.0, 1000.0].contains(&under.value);
        let next = self.lexemes.get(under.end);
        let ends = next.is_none_or(|next| next.kind == Kind::Mark);
        let timed = self.unit_at(under.end).is_some();
        let fits = if close {
            !timed && (single && (round || under.value > 1.0) || round && over.value < 10.0)
        } else {
            single && ends
        };
        fits.then(|| Plain::share(under.end, over.value / under.value))
    }

    /// Value of a word or glyph for a part of a whole ("thirds", "½").
    pub(super) fn part(&self, index: usize) -> Option<f64> {
        let position = *self.knowledge.numerals.get(self.lexemes.text(index))?;
        let numeral = &self.knowledge.lexicon.numerals[position];
        (numeral.value > 0.0 && numeral.value < 1.0 && !numeral.ordinal).then_some(numeral.value)
    }
}
