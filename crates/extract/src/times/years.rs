//! Years, decades and centuries in a sentence.
//!
//! It deliberately leaves a year that the words do not give open. Invariant: a number that counts something is no year.

use tidywire_text::{EntityLabel, Label, Tag};

use super::form::{Core, Field, Form, Year};
use super::grammar::{Read, Reader};

/// Words between which and a number a year is believed.
const BEFORE_YEARS: [&str; 31] = [
    "in",
    "since",
    "from",
    "until",
    "till",
    "of",
    "by",
    "during",
    "late",
    "early",
    "mid",
    "-",
    "–",
    "to",
    "and",
    "before",
    "after",
    "around",
    "between",
    "year",
    "(",
    ",",
    "through",
    "circa",
    "about",
    "or",
    "the",
    "/",
    "following",
    "throughout",
    "as",
];

impl Reader<'_, '_> {
    /// The year behind a day, month or season: "2024", ", 2024", "of 2024", "of that year", "last year".
    pub(super) fn year_behind(&self, at: usize) -> (usize, Year) {
        let next = self.skip(at, &[",", "of", "in"]);
        if let Some((end, year)) = self.year_number(next)
            && !(self.text(at) == "," && self.counts_behind(end))
        {
            return (end, Year::Given(year));
        }
        let next = self.skip(self.skip(at, &["of"]), &["the"]);
        let again = next + usize::from(self.text(next) == "that" && self.text(next + 1) == "same");
        if let Some(step) = self.words.steps.get(self.text(again))
            && self.is(again + 1, &["year"])
        {
            return (again + 2, Year::Of(step.step, step.anchor));
        }
        (at, Year::Open)
    }

    /// A year in digits, with its era: one past it.
    pub(super) fn year_number(&self, at: usize) -> Option<(usize, i16)> {
        let number = self
            .digits(at)
            .filter(|_| !self.lexemes.glued(at) || self.joined_by_mark(at))?;
        if self.is(at + 1, &["bc", "bce"]) {
            return Some((at + 2, 1 - number));
        }
        if self.is(at + 1, &["b"]) && self.is(at + 2, &["."]) && self.is(at + 3, &["c"]) {
            return Some((self.skip(at + 4, &["."]), 1 - number));
        }
        let plain = self.text(at).len() == 4 && (1000..2100).contains(&number);
        let glued = self.lexemes.glued(at + 1)
            && !self.is(at + 1, &[".", ",", ")", ";", ":", "-", "–", "—", "'", "’", "/", "]"]);
        (plain && !glued).then_some((at + 1, number))
    }

    pub(super) fn joined_by_mark(&self, at: usize) -> bool {
        at > 0 && self.is(at - 1, &["-", "–", "—", "(", "/", "[", "\"", "“"])
    }

    /// A year alone: "in 2022", "(1992-1995)", "480 BC".
    pub(super) fn year(&self, at: usize) -> Read {
        let found = |end: usize, year: i16| {
            Some((
                end,
                Form::new(Core::Calendar(Year::Given(year), Field::Whole), "code/times#year"),
            ))
        };
        let before = at.checked_sub(1).map_or("", |before| self.text(before));
        let believed = BEFORE_YEARS.contains(&before);
        if let Some((end, year)) = self.year_number(at) {
            let token = self.lexemes.token(at);
            // "In 1943 partisans liberated the valley": no count stands there.
            let opens = at == 1 && self.is(0, &["in", "since", "by"]);
            let counted = !opens
                && self.tree.label(token) == Label::Nummod
                && self
                    .tree
                    .head(token)
                    .is_some_and(|head| head > token && self.tree.tag(head) == Tag::Nns);
            let dated = self.entity(token);
            let span = self.is(at + 1, &["-", "–"]) && self.lexemes.glued(at + 1) && self.year_number(at + 2).is_some();
            // "the 1777 campaigns"; "2011 Syrian uprising: ..." at the beginning of a line.
            // "the 2011 Egyptian protests": the model's name of an event begins with its year.
            let event = self.tree.sentence.entities.iter().any(|entity| {
                entity.label == EntityLabel::Event && entity.first <= token && token < entity.end && year >= 1900
            });
            let named =
                event || dated && self.is(at.wrapping_sub(1), &["the"]) || at == 0 && self.capital(1) && year >= 1900;
            let ok = year <= 0
                || span
                || named
                || dated && !counted
                || believed && !counted && year >= 1800 && !self.is(at.wrapping_sub(1), &["the", "about", "or"]);
            return if ok { found(end, year) } else { None };
        }
        // "since 477" in a text about times before our era; "264-241 BC".
        let number = self.digits(at).filter(|number| (100..1000).contains(number))?;
        let range = self.is(at + 1, &["-", "–"]) && self.year_number(at + 2).is_some_and(|(_, year)| year <= 0);
        let alone = self.before_our_era
            && believed
            && !self
                .tree
                .is_noun(self.lexemes.token(at) + usize::from(self.lexemes.token(at) + 1 < self.tree.len()));
        (range || alone).then(|| found(at + 1, 1 - number)).flatten()
    }

    /// "the 1990s", "the '90s", "the late 1960s".
    pub(super) fn decade(&self, at: usize) -> Read {
        let mut next = self.skip(at, &["the"]);
        let apostrophe = self.is(next, &["'", "’"]);
        next += usize::from(apostrophe);
        let number = self.digits(next).filter(|number| number % 10 == 0)?;
        if self.text(next + 1) != "s" || !self.lexemes.glued(next + 1) {
            return None;
        }
        let year = match self.text(next).len() {
            4 => number,
            2 if apostrophe || next > at => 1900 + number,
            _ => return None,
        };
        Some((next + 2, Self::form(Core::Decade(year))))
    }

    /// "the nineteenth century", "21st century", "the 4th century BC".
    pub(super) fn century(&self, at: usize) -> Read {
        let next = self.skip(at, &["the"]);
        let (mut next, ordinal) = self.ordinal(next)?;
        next = self.skip(next, &["-"]);
        if !self.is(next, &["century"]) {
            return None;
        }
        let bc = self.is(next + 1, &["bc", "bce"]);
        let dotted = self.is(next + 1, &["b"]) && self.is(next + 2, &["."]) && self.is(next + 3, &["c"]);
        let first = (ordinal - 1) * 100;
        let (end, year) = if bc {
            (next + 2, -first - 1)
        } else if dotted {
            (self.skip(next + 4, &["."]), -first - 1)
        } else {
            (next + 1, first)
        };
        Some((end, Self::form(Core::Century(year))))
    }
}
