//! Values: digits, number words, scales and ranges, without hedges.

use tidywire_text::Tag;

use super::Reader;

impl Reader<'_, '_> {
    /// "three to four thousand": the scale word belongs to both.
    pub(super) fn same_scale(&self, low: f64, high: f64, end: usize, range_end: usize) -> f64 {
        let scaled = (end + 1..range_end).find_map(|token| self.scale(self.tree.word(token)));
        match scaled {
            Some(scale) if low < scale && high >= scale && low <= high / scale => low * scale,
            _ => low,
        }
    }

    pub(super) fn scale(&self, word: &str) -> Option<f64> {
        let numeral = &self.knowledge.lexicon.numerals[*self.knowledge.numerals.get(word)?];
        numeral.scale.then_some(numeral.value)
    }

    /// A number without hedge: one past its last token, and its value.
    pub(super) fn plain(&self, first: usize) -> Option<(usize, f64)> {
        let mut token = first;
        let mut total = 0.0;
        let mut current: Option<f64> = None;
        if matches!(self.tree.word(first), "a" | "an" | "half") && first + 1 < self.tree.len() {
            // "a dozen", "a million", "half a million".
            let half = self.tree.word(first) == "half";
            let at = first + 1 + usize::from(half && matches!(self.tree.word(first + 1), "a" | "an"));
            let scale = self
                .tree
                .sentence
                .tokens
                .get(at)
                .and_then(|_| self.scale(self.tree.word(at)))?;
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
                    let joined = current.is_none_or(|value| {
                        value % 100.0 == 0.0 && value >= 100.0
                            || value >= 20.0 && value % 10.0 == 0.0 && numeral.value < 10.0
                    });
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
    pub(super) fn continues(&self, token: usize, current: Option<f64>) -> bool {
        if token >= self.tree.len() {
            return false;
        }
        let small = self
            .knowledge
            .numerals
            .get(self.tree.word(token))
            .map(|&index| &self.knowledge.lexicon.numerals[index]);
        let previous_is_word = !self
            .tree
            .word(token - 2)
            .starts_with(|letter: char| letter.is_ascii_digit());
        small.is_some_and(|numeral| {
            !numeral.scale
                && !numeral.ordinal
                && previous_is_word
                && match self.tree.word(token - 1) {
                    "-" => {
                        numeral.value < 10.0 && current.is_some_and(|value| value % 10.0 == 0.0 && value % 100.0 != 0.0)
                    }
                    _ => current.is_some_and(|value| value >= 100.0 && value % 100.0 == 0.0 || value == 0.0),
                }
        })
    }

    /// "one" counts only right before a noun ("one soldier"), not as a pronoun.
    pub(super) fn counts_one(&self, token: usize) -> bool {
        self.tree.label(token) == tidywire_text::Label::Nummod
            || token + 1 < self.tree.len() && self.knowledge.numerals.contains_key(self.tree.word(token + 1))
            || self
                .tree
                .sentence
                .tokens
                .get(token + 1)
                .is_some_and(|next| matches!(next.tag, Tag::Vbd | Tag::Vbn))
                && self.tree.tag(token) == Tag::Cd
    }

    /// "1,500", "1.2", "30k", "61bn".
    pub(super) fn digits(&self, word: &str) -> Option<f64> {
        if !word.starts_with(|letter: char| letter.is_ascii_digit()) {
            return None;
        }
        let split = word
            .find(|letter: char| !letter.is_ascii_digit() && letter != ',' && letter != '.')
            .unwrap_or(word.len());
        let (digits, suffix) = word.split_at(split);
        let factor = match suffix {
            "" => 1.0,
            _ => {
                let numeral = &self.knowledge.lexicon.numerals[*self.knowledge.numerals.get(suffix)?];
                numeral.suffix.then_some(numeral.value)?
            }
        };
        let grouped = digits
            .split(',')
            .skip(1)
            .all(|group| group.split('.').next().is_some_and(|group| group.len() == 3));
        if !grouped {
            return None;
        }
        digits.replace(',', "").parse::<f64>().ok().map(|value| value * factor)
    }

    /// "12 to 15", "12-15", "between 12 and 15": one past the last token and the upper value.
    pub(super) fn range(&self, first: usize, end: usize) -> Option<(usize, f64)> {
        if end >= self.tree.len() {
            return None;
        }
        let glued = self.tree.token(end).span.start == self.tree.token(end - 1).span.end;
        let joined = match self.tree.word(end) {
            "to" => true,
            "-" | "–" | "—" => glued,
            "and" => first > 0 && self.tree.word(first - 1) == "between",
            _ => false,
        };
        let mut joint = end + 1;
        if !joined {
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

    /// "two-thirds", "three quarters", "one in four": one past the last token and the share.
    pub(super) fn fraction(&self, end: usize, number: f64) -> Option<(usize, f64)> {
        let mut at = end;
        if at < self.tree.len() && self.tree.word(at) == "-" {
            at += 1;
        }
        if at < self.tree.len() && self.tree.word(at) == "in" && at == end {
            let (after, whole) = self.plain(at + 1)?;
            return (whole > number && whole <= 100.0 && number >= 1.0).then(|| (after, number / whole));
        }
        (at < self.tree.len())
            .then(|| self.part(at))
            .flatten()
            .map(|part| (at + 1, number * part))
    }

    /// Value of a word for a part of a whole ("thirds").
    pub(super) fn part(&self, token: usize) -> Option<f64> {
        let numeral = &self.knowledge.lexicon.numerals[*self.knowledge.numerals.get(self.tree.word(token))?];
        (numeral.value > 0.0 && numeral.value < 1.0 && !numeral.ordinal).then_some(numeral.value)
    }

    /// "half of the buildings", "a quarter of the men": a part without a number before it.
    pub(super) fn half(&self, first: usize) -> Option<(usize, f64)> {
        let at = first + usize::from(matches!(self.tree.word(first), "a" | "one"));
        let share = (at < self.tree.len()).then(|| self.part(at)).flatten()?;
        let of = at + 1 < self.tree.len() && self.tree.word(at + 1) == "of";
        of.then_some((at + 1, share))
    }
}
