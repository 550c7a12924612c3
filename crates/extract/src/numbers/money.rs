//! Currencies and units of measurement beside a number.

use tidywire_codebook::UnitKind;

use super::{Number, Reader};
use crate::lexemes::Kind;

impl Reader<'_, '_> {
    /// Takes the currency or unit beside the number; one past the last piece that belongs to it.
    pub(super) fn measured(&self, first: usize, end: usize, number: &mut Number) -> usize {
        if let Some((start, index)) = self.money_before(first) {
            number.currency = Some(index);
            number.span = number.span.cover(self.lexemes.span(start, start + 1));
            // "$10 million US", "75 USD million" need no more; "$10 dollars" says it twice.
            let again = self.money_after(end).filter(|&(_, other)| other == index);
            let end = again.map_or(end, |(after, _)| after);
            number.tail = self.lexemes.token(end - 1) + 1;
            number.span = number.span.cover(self.lexemes.span(end - 1, end));
            return end;
        }
        // "30 pounds per square inch" is no money.
        let unit = self.unit_at(end);
        // A unit that stands as the lexicon writes it is meant: "500 pound bombs", but "500 pounds".
        let written = unit.is_some_and(|(after, unit)| {
            let start = end + usize::from(self.lexemes.text(end) == "-");
            self.lexemes.span(start, after).of(self.tree.text) == self.knowledge.lexicon.units[unit].word
        });
        let longer = |after: usize| unit.is_none_or(|(long, _)| long < after || long == after && !written);
        let money = self.money_after(end).filter(|&(after, _)| longer(after));
        if let Some((after, index)) = money {
            number.currency = Some(index);
            let after = self.hundredths(after, index, number);
            let after = self.scale_behind(after, number);
            number.tail = self.lexemes.token(after - 1) + 1;
            number.span = number.span.cover(self.lexemes.span(after - 1, after));
            return after;
        }
        if let Some((after, index)) = unit {
            number.unit = Some(index);
            number.tail = self.lexemes.token(after - 1) + 1;
            number.span = number.span.cover(self.lexemes.span(after - 1, after));
            return after;
        }
        if let Some((start, unit)) = self.percent_of(first, end) {
            number.unit = Some(unit);
            number.span = number.span.cover(self.lexemes.span(start, start + 1));
        }
        end
    }

    /// "a percentage of 12": the unit stands before a bare number, and no other number before the unit.
    fn percent_of(&self, first: usize, end: usize) -> Option<(usize, usize)> {
        let of = first.checked_sub(1).filter(|&at| self.lexemes.text(at) == "of")?;
        let bare = self.lexemes.get(end).is_none_or(|next| next.kind == Kind::Mark);
        (1..=2).find_map(|words| {
            let start = of.checked_sub(words)?;
            let (after, unit) = self.unit_at(start).filter(|&(after, _)| after == of)?;
            let percent = self.knowledge.lexicon.units[unit].kind == UnitKind::Percent;
            let counted = after > start && self.numeral(start.wrapping_sub(1)).is_some()
                || self.lexemes.is(start.wrapping_sub(1), Kind::Digits);
            (percent && bare && !counted).then_some((start, unit))
        })
    }

    /// A sign or code before the number: "$", "US $", "HK$", "c $", "USD", "RM".
    pub(super) fn money_before(&self, first: usize) -> Option<(usize, usize)> {
        let mut best = None;
        let mut text = String::new();
        for back in 1..=5 {
            let Some(at) = first.checked_sub(back) else { break };
            let lexeme = self.lexemes.get(at)?;
            if lexeme.kind == Kind::Digits {
                break;
            }
            if lexeme.text != "." {
                text.insert_str(0, &lexeme.text);
            }
            if let Some(&index) = self.knowledge.signs.get(text.as_str()) {
                // Letters alone are a code as written ("USD 200", "Rs500"); never part of a word. A sign that begins
                // with "a" or "s" is not the article or the plural before it ("a $48 million contract").
                let letters = text.chars().all(|letter| letter.is_ascii_alphabetic());
                let surface = self.lexemes.span(at, first).of(self.tree.text);
                let known = &self.knowledge.lexicon.currencies[index].symbols;
                let written = known.iter().any(|sign| sign == surface.trim()) || self.is_capitals(at);
                let inside = self.lexemes.glued(at) && !self.lexemes.is(at - 1, Kind::Mark);
                let whole = !inside || !self.lexemes.is(at, Kind::Word);
                let apart = matches!(lexeme.text.as_str(), "a" | "s" | "r") && !self.lexemes.glued(at + 1);
                if whole && !apart && (!letters || written) {
                    best = Some((at, index));
                }
            }
        }
        best
    }

    /// "dollars", "million dollars" (the scale is read already), "of dollars", "€", "US dollars", "USD".
    pub(super) fn money_after(&self, end: usize) -> Option<(usize, usize)> {
        let hyphen = usize::from(self.lexemes.text(end) == "-" && self.lexemes.glued(end));
        let of = usize::from(self.lexemes.text(end) == "of");
        let at = end + hyphen + of;
        let sign = self.sign_behind(at).filter(|_| of == 0);
        let word = self.currency_words(at);
        let best = [sign, word].into_iter().flatten().max_by_key(|&(after, _)| after);
        let (after, index) = best?;
        // "a 500-pound bomb", "586 lb-ft": a weight.
        let pound = matches!(self.lexemes.text(after - 1), "pound" | "pounds")
            && self.lexemes.before(after, 2) != "million"
            && self.lexemes.before(after, 2) != "billion";
        let weight = pound && (hyphen == 1 || self.lexemes.text(after) == "of" || self.lexemes.text(after) == "-");
        // "10 $20", "3 USD50": the sign belongs to the number that it is glued to.
        let next = self.lexemes.is(after, Kind::Digits) && self.lexemes.glued(after) && !self.lexemes.glued(after - 1);
        (!weight && !next).then_some((after, index))
    }

    /// Capitals as written, or glued to digits.
    fn is_capitals(&self, at: usize) -> bool {
        let surface = self.lexemes.span(at, at + 1).of(self.tree.text);
        surface.chars().all(char::is_uppercase)
    }

    /// A sign or code behind the number: "10 $", "115USD", "5 US $".
    fn sign_behind(&self, at: usize) -> Option<(usize, usize)> {
        let mut best = None;
        let mut text = String::new();
        for length in 0..5 {
            let Some(lexeme) = self
                .lexemes
                .get(at + length)
                .filter(|lexeme| lexeme.kind != Kind::Digits)
            else {
                break;
            };
            if lexeme.text == "." {
                continue;
            }
            text.push_str(&lexeme.text);
            let code = lexeme.kind == Kind::Mark
                || !lexeme.text.is_ascii()
                || text.len() >= 3 && (self.is_capitals(at + length) || self.lexemes.glued(at));
            if let Some(&index) = self.knowledge.signs.get(text.as_str()).filter(|_| code) {
                best = Some((at + length + 1, index));
            }
        }
        best
    }

    /// Words for a currency, in the singular or the plural: one past the last piece.
    fn currency_words(&self, at: usize) -> Option<(usize, usize)> {
        let first = self.lexemes.text(at);
        let same = |offset: usize, word: &String| {
            let text = self.lexemes.text(at + offset);
            text == word
                || word.len() > 1 && text.strip_suffix('s') == Some(word)
                || text
                    .strip_suffix("ies")
                    .is_some_and(|stem| word.strip_suffix('y') == Some(stem))
        };
        let singular = first.strip_suffix("ies").map(|stem| format!("{stem}y"));
        [Some(first), first.strip_suffix('s'), singular.as_deref()]
            .into_iter()
            .flatten()
            .filter_map(|key| self.knowledge.currencies.get(key))
            .flatten()
            .filter(|(_, words)| words.iter().enumerate().all(|(offset, word)| same(offset, word)))
            // A single letter ("p") counts as a word only right behind digits.
            .filter(|(_, words)| words.len() > 1 || words[0].chars().count() > 1 || self.lexemes.glued(at))
            .map(|(index, words)| (at + words.len(), *index))
            .max_by_key(|&(after, _)| after)
    }

    /// "3 dollars 50 cents", "13 dollars and 45 cents": added as hundredths.
    fn hundredths(&self, after: usize, index: usize, number: &mut Number) -> usize {
        let currencies = &self.knowledge.lexicon.currencies;
        if currencies[index].per.is_some() || number.value.point.is_none() {
            return after;
        }
        let and = usize::from(self.lexemes.text(after) == "and");
        let Some(part) = self.plain(after + and).filter(|part| part.value < 100.0 && !part.share) else {
            return after;
        };
        let small = self
            .money_after(part.end)
            .filter(|&(_, small)| currencies[small].per.is_some());
        // "15 dollars and 50.": nothing else is counted.
        let ends = self
            .lexemes
            .get(part.end)
            .is_none_or(|next| next.kind == Kind::Mark && next.text != "-");
        let bare =
            (small.is_none() && ends && part.value.fract() == 0.0 && part.value >= 1.0).then_some((part.end, 100.0));
        let Some((end, per)) = small
            .and_then(|(end, small)| Some((end, currencies[small].per?)))
            .or(bare)
        else {
            return after;
        };
        for end in [&mut number.value.low, &mut number.value.high, &mut number.value.point] {
            *end = end.map(|value| value + part.value / per);
        }
        end
    }

    /// "75 USD million".
    fn scale_behind(&self, after: usize, number: &mut Number) -> usize {
        let scale = self
            .numeral(after)
            .filter(|numeral| numeral.scale && !numeral.suffix && numeral.value >= 1e6)
            .map(|numeral| numeral.value);
        let Some(scale) = scale.filter(|_| number.value.point.is_some_and(|point| point < 1e6)) else {
            return after;
        };
        for end in [&mut number.value.low, &mut number.value.high, &mut number.value.point] {
            *end = end.map(|value| value * scale);
        }
        after + 1
    }

    /// The unit that begins at the piece, perhaps behind a hyphen: one past its end and its index.
    pub(super) fn unit_at(&self, at: usize) -> Option<(usize, usize)> {
        let hyphen = usize::from(self.lexemes.text(at) == "-" && self.lexemes.glued(at) && self.lexemes.glued(at + 1));
        let start = at + hyphen;
        let first = self.lexemes.get(start)?;
        let singular = first.text.strip_suffix('s');
        let candidates = [Some(first.text.as_str()), singular]
            .into_iter()
            .flatten()
            .filter_map(|word| self.knowledge.unit_starts.get(word))
            .flatten();
        let digits = self.lexemes.is(at.wrapping_sub(1), Kind::Digits) || self.is_suffix(at.wrapping_sub(1));
        let fits = |&&(index, ref words): &&(usize, Vec<String>)| {
            let unit = &self.knowledge.lexicon.units[index];
            let end = start + words.len();
            if unit.symbol {
                let surface = (end <= self.lexemes.len()).then(|| self.lexemes.span(start, end).of(self.tree.text));
                return digits
                    && surface == Some(unit.word.as_str())
                    && !(self.lexemes.glued(end) && self.lexemes.is(end, Kind::Word));
            }
            // "the 2010 Millennium Technology Prize": periods are written small.
            let surface = first.span.of(self.tree.text);
            let capital = surface.starts_with(char::is_uppercase) && !surface.chars().all(char::is_uppercase);
            if unit.kind == UnitKind::Duration && capital && start > 0 && !self.tree.sentence.heading {
                return false;
            }
            words.iter().enumerate().all(|(offset, word)| {
                let text = self.lexemes.text(start + offset);
                text == word || text.strip_suffix('s') == Some(word) || text == "feet" && word == "foot"
            })
        };
        let best = candidates.filter(fits).max_by_key(|(_, words)| words.len())?;
        let unit = &self.knowledge.lexicon.units[best.0];
        let end = start + best.1.len();
        // "a two-point lead", "first-degree": a hyphen ties lengths, weights and durations, no more.
        let loose = hyphen == 1 && unit.kind == UnitKind::Other && !unit.symbol && first.text == "point";
        (!loose).then_some((end, best.0))
    }

    fn is_suffix(&self, at: usize) -> bool {
        self.lexemes.glued(at) && self.numeral(at).is_some_and(|numeral| numeral.suffix)
    }
}
