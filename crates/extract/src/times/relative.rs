//! Expressions that lean on another date, and lengths of time: "last week", "two days later", "for three days", "every Friday".
//!
//! It deliberately reckons no dates. Invariant: a length has a unit, a shift a direction and an anchor.

use tidywire_codebook::{Bound, DateModifier};
use tidywire_lexicon::{TimeAnchor, TimeUnit};
use tidywire_text::{Label, Tag};

use super::form::{Core, Count, Field, Form, Part, Year, length};
use super::grammar::{Read, Reader};
use crate::lexemes::Kind;

impl Reader<'_, '_> {
    /// "Tuesday", "Fridays" (a set).
    pub(super) fn weekday(&self, at: usize) -> Read {
        if !self.capital(at) {
            return None;
        }
        let word = self.text(at);
        if let Some(number) = self.words.weekday(word) {
            let dotted = word.len() <= 5 && self.text(at + 1) == "." && self.lexemes.glued(at + 1);
            // "Tue, 17 Dec 2024": the day of the month says more.
            let next = self.skip(at + 1 + usize::from(dotted), &[","]);
            if let Some((end, form)) = self.calendar(self.skip(next, &["the"]))
                && matches!(form.core, Core::Calendar(_, Field::Day(..)))
            {
                return Some((end, form));
            }
            let form = Form::new(Core::Weekday(number, None), "code/times#weekday");
            return Some((at + 1 + usize::from(dotted), form));
        }
        let number = self
            .words
            .weekday(word.strip_suffix('s').filter(|day| day.ends_with("day"))?)?;
        let value = format!("XXXX-WXX-{}", number + 1);
        Some((at + 1, Form::new(Core::Repeated(value), "code/times#set")))
    }

    /// "last week", "this morning", "the next day", "that same day", "next Friday", "last March", "the past two weeks".
    pub(super) fn step(&self, at: usize) -> Read {
        let the = self.is(at, &["the"]);
        let mut next = self.skip(at, &["the"]);
        let weekend = |unit: &(&tidywire_lexicon::UnitWord, bool)| unit.0.unit == TimeUnit::Weekend && !unit.1;
        if the && self.words.units.get(self.text(next)).is_some_and(weekend) && self.text(next + 1) != "of" {
            return Some((next + 1, Form::new(Core::Weekend, "code/times#weekend")));
        }
        let mut step = *self.words.steps.get(self.text(next))?;
        next += 1;
        // "that same day", "this coming Friday".
        if let Some(second) = self.words.steps.get(self.text(next)) {
            step = second;
            next += 1;
        }
        next = self.skip(next, &["very"]);
        let form = |core: Core| Form::new(core, "code/times#step");
        // "the next day" is the one after the day before it in the text; "next week" the one after the article's.
        let anchor = if the && step.step > 0 {
            TimeAnchor::Text
        } else {
            step.anchor
        };
        if let Some(number) = self.words.weekday(self.text(next)).filter(|_| self.capital(next)) {
            return Some((next + 1, form(Core::Weekday(number, Some((step.step, anchor))))));
        }
        if let Some(month) = self
            .words
            .month(self.text(next))
            .filter(|_| self.capital(next) && self.text(next).len() > 2)
        {
            let core = Core::Calendar(Year::Near(step.step, anchor), Field::Month(month));
            return Some((next + 1, form(core)));
        }
        if let Some(season) = self.words.seasons.get(self.text(next)) {
            let core = Core::Calendar(Year::Near(step.step, anchor), Field::Season(season.month));
            return Some((next + 1, form(core)));
        }
        if let Some(part) = self.words.parts.get(self.text(next)) {
            let mut found = form(Core::Step(TimeUnit::Day, step.step, anchor));
            found.part = Some(Part::Code(part.code.clone()));
            return Some((next + 1, found));
        }
        let stretch = step.stretch.then_some((step.step > 0, anchor));
        if let Some((after, count)) = self.count(next) {
            let (end, unit, count) = self.unit(after, count)?;
            return stretch.map(|window| (end, form(Core::Length(count, unit, Some(window)))));
        }
        let &(unit, plural) = self.words.units.get(self.text(next))?;
        // "this second", "the last minute", "the last quarter" (read before).
        if matches!(unit.unit, TimeUnit::Second | TimeUnit::Minute) || plural && stretch.is_none() {
            return None;
        }
        let count = Count::Number(f64::from(unit.count));
        if plural {
            return Some((next + 1, form(Core::Length(Count::Vague, unit.unit, stretch))));
        }
        let rolling = the && step.stretch && step.step < 0 && step.anchor == TimeAnchor::Published;
        if rolling || step.word == "past" || unit.unit == TimeUnit::Hour && stretch.is_some() {
            return Some((next + 1, form(Core::Length(count, unit.unit, stretch))));
        }
        // "the last day of the battle".
        Some((next + 1, form(Core::Step(unit.unit, step.step, anchor))))
    }

    /// "the year", "the month" behind a word for an edge: the one that the text speaks of.
    pub(super) fn bare_unit(&self, at: usize) -> Read {
        if !self.is(at, &["the"]) {
            return None;
        }
        if let Some(part) = self
            .words
            .parts
            .get(self.text(at + 1))
            .filter(|part| part.code.len() == 2)
        {
            let mut form = Form::new(Core::Step(TimeUnit::Day, 0, TimeAnchor::Text), "code/times#step");
            form.part = Some(Part::Code(part.code.clone()));
            return Some((at + 2, form));
        }
        let (unit, plural) = self.words.units.get(self.text(at + 1))?;
        let long = matches!(
            unit.unit,
            TimeUnit::Week | TimeUnit::Month | TimeUnit::Year | TimeUnit::Decade | TimeUnit::Century
        );
        (long && !plural && !self.is(at + 2, &["of"])).then(|| {
            let core = Core::Step(unit.unit, 0, TimeAnchor::Published);
            (at + 2, Form::new(core, "code/times#step"))
        })
    }

    /// "two days ago", "three weeks later", "a year earlier", "days later", "the day before".
    pub(super) fn shift(&self, at: usize) -> Read {
        let form = |core: Core| Form::new(core, "code/times#shift");
        let lasting = match self.length_at(at) {
            Some(found) => Some(found),
            None => self.bare_plural(at),
        };
        if let Some((end, unit, count)) = lasting
            && let Some((past, index)) = self.longest(&self.words.shifts, end)
        {
            let shift = &self.knowledge.lexicon.times.shift[index];
            return Some((past, form(Core::Shift(count, unit, shift.later, shift.anchor))));
        }
        // "the day before", "the week after": nothing that it is before or after follows.
        let next = self.skip(at, &["the"]);
        let (unit, plural) = self.words.units.get(self.text(next))?;
        let later = match self.text(next + 1) {
            "before" => false,
            "after" => true,
            _ => return None,
        };
        let ends = self.lexemes.get(next + 2).is_none_or(|lexeme| {
            lexeme.kind == Kind::Mark || self.is(next + 2, &["in", "at", "on", "when", "and", "but"])
        });
        let core = Core::Step(unit.unit, if later { 1 } else { -1 }, TimeAnchor::Text);
        (next > at && !plural && ends).then(|| (next + 2, form(core)))
    }

    /// "three days", "a week", "two and a half years", "several months", "half an hour", "three-day", "year-long".
    pub(super) fn length(&self, at: usize) -> Read {
        let (end, unit, count) = self.length_at(at).or_else(|| self.bare_plural(at))?;
        let token = self.lexemes.token(end - 1);
        // "18 years old", "the 75-year-old": an age.
        let aged = self.is(self.skip(end, &["-"]), &["old"]) || self.is(end, &["of"]) && self.is(end + 1, &["age"]);
        // "a day", "one night": an unknown day more often than a length; "a second attack".
        let short = matches!(count, Count::Number(number) if number <= 1.0)
            && matches!(
                unit,
                TimeUnit::Second | TimeUnit::Minute | TimeUnit::Night | TimeUnit::Weekend
            );
        // "three quarters of the troops".
        let short = short || unit == TimeUnit::Quarter;
        if aged || short || self.tree.label(token) == Label::Prep {
            return None;
        }
        Some((end, Form::new(Core::Length(count, unit, None), "code/times#length")))
    }

    /// "weeks", "months of siege": how many is not said.
    fn bare_plural(&self, at: usize) -> Option<(usize, TimeUnit, Count)> {
        let (unit, plural) = self.words.units.get(self.text(at))?;
        let long = !matches!(unit.unit, TimeUnit::Second | TimeUnit::Quarter | TimeUnit::Minute);
        let token = self.lexemes.token(at);
        // "the days of", "working hours", "his final years".
        let determined = at.checked_sub(1).is_some_and(|before| {
            let before = self.lexemes.token(before);
            matches!(
                self.tree.tag(before),
                Tag::Dt | Tag::PrpPoss | Tag::Possessive | Tag::Jj | Tag::Vbg | Tag::Vbn | Tag::Jjr | Tag::Nn
            )
        });
        (*plural && long && !determined && self.tree.is_noun(token)).then_some((at + 1, unit.unit, Count::Vague))
    }

    /// A number and a unit: one past it.
    fn length_at(&self, at: usize) -> Option<(usize, TimeUnit, Count)> {
        if self.is(at, &["half"]) {
            // "half an hour", "half a year".
            let unit = self
                .words
                .units
                .get(self.text(at + 2))
                .filter(|_| self.is(at + 1, &["a", "an"]))?;
            return Some((at + 3, unit.0.unit, Count::Number(0.5)));
        }
        // "year-long", "month-long".
        if let Some((unit, false)) = self.words.units.get(self.text(at))
            && self.is(at + 1, &["-"])
            && self.is(at + 2, &["long"])
        {
            return Some((at + 3, unit.unit, Count::Number(f64::from(unit.count))));
        }
        let (next, count) = self.count(at)?;
        let joined = self.is(next, &["-"]) && self.lexemes.glued(next);
        let singular = joined && self.lexemes.glued(next + 1);
        let mut next = next + usize::from(joined);
        let mut between = 0;
        while between < 2 && self.words.between.contains(&self.text(next)) {
            next += 1;
            between += 1;
        }
        let (end, unit, count) = self.unit(next, count)?;
        // "two day" is a plural or has its hyphen; "one days" is none.
        let word = self.words.units.get(self.text(end - 1));
        let plural = word.is_some_and(|(unit, plural)| *plural || unit.count > 1);
        let single = matches!(count, Count::Number(number) if number <= 1.0);
        if !plural && !single && !singular {
            return None;
        }
        // "three-day" keeps its hyphen; "three years and two months" is two.
        let end = if singular && self.is(end, &["-"]) && self.is(end + 1, &["long"]) {
            end + 2
        } else {
            end
        };
        Some((end, unit, count))
    }

    /// The unit at the piece, with the count for it ("two fortnights": four weeks).
    fn unit(&self, at: usize, count: Count) -> Option<(usize, TimeUnit, Count)> {
        let (unit, _) = self.words.units.get(self.text(at))?;
        let count = match count {
            Count::Number(number) => Count::Number(number * f64::from(unit.count)),
            Count::Vague => Count::Vague,
        };
        // "two and a half years" was read with the number; "two years and a half".
        let half = self.is(at + 1, &["and"]) && self.is(at + 2, &["a"]) && self.is(at + 3, &["half"]);
        Some(match count {
            Count::Number(number) if half => (at + 4, unit.unit, Count::Number(number + 0.5)),
            count => (at + 1, unit.unit, count),
        })
    }

    /// A small number in digits or words, "a", or a vague word: one past it.
    pub(super) fn count(&self, at: usize) -> Option<(usize, Count)> {
        if let Some((end, _)) = self.longest(&self.words.vague, at) {
            return Some((end, Count::Vague));
        }
        let lexeme = self.lexemes.get(at)?;
        if lexeme.kind == Kind::Digits {
            let number: f64 = lexeme.text.replace(',', "").parse().ok()?;
            let glued = lexeme.glued && at > 0 && !self.is(at - 1, &["(", "-", "–", "\"", "“", "'"]);
            return (!glued).then(|| self.and_a_half(at + 1, number));
        }
        if self.is(at, &["a", "an", "one"]) {
            return Some(self.and_a_half(at + 1, 1.0));
        }
        let value = |at: usize| {
            let index = *self.knowledge.numerals.get(self.text(at))?;
            let numeral = &self.knowledge.lexicon.numerals[index];
            (!numeral.scale && !numeral.ordinal && numeral.value >= 1.0).then_some(numeral.value)
        };
        let first = value(at)?;
        let mut end = at + 1;
        let mut number = first;
        // "twenty-five".
        let joint = usize::from(self.is(end, &["-"]));
        if first >= 20.0
            && let Some(second) = value(end + joint).filter(|second| *second < 10.0)
        {
            number += second;
            end += joint + 1;
        }
        if self.is(end, &["hundred", "dozen"]) {
            number *= if self.is(end, &["dozen"]) { 12.0 } else { 100.0 };
            end += 1;
        }
        Some(self.and_a_half(end, number))
    }

    /// "two and a half years", "a year and a half".
    fn and_a_half(&self, end: usize, number: f64) -> (usize, Count) {
        let half = self.is(end, &["and"]) && self.is(end + 1, &["a", "one"]) && self.is(end + 2, &["half"]);
        if half {
            (end + 3, Count::Number(number + 0.5))
        } else {
            (end, Count::Number(number))
        }
    }

    /// "about a week", "more than three years", "almost two decades earlier".
    pub(super) fn hedged(&self, at: usize) -> Read {
        let lexicon = self.knowledge.lexicon;
        let (next, modifier) = if self.is(at, &["only", "just"]) {
            (at + 1, None)
        } else {
            let hedge = (at..(at + 4).min(self.lexemes.len())).rev().find_map(|last| {
                let entries = self.knowledge.hedges_before.get(self.text(last))?;
                entries
                    .iter()
                    .find(|(_, words)| last + 1 == at + words.len() && self.lexemes.phrase(at, words).is_some())
                    .map(|(index, _)| (last + 1, lexicon.hedges[*index].bound))
            });
            let (end, bound) = hedge?;
            let modifier = match bound {
                Bound::AtLeast => DateModifier::EqualOrMore,
                Bound::MoreThan => DateModifier::MoreThan,
                Bound::AtMost => DateModifier::EqualOrLess,
                Bound::LessThan => DateModifier::LessThan,
                _ => DateModifier::Approx,
            };
            (end, Some(modifier))
        };
        let (end, mut form) = [self.shift(next), self.length(next)]
            .into_iter()
            .fold(None, super::grammar::longer)?;
        form.modifier = modifier;
        Some((end, form))
    }

    /// "every Friday", "each day", "daily", "per week".
    pub(super) fn repeated(&self, at: usize) -> Read {
        let form = |value: String| Form::new(Core::Repeated(value), "code/times#set");
        if let Some(word) = self.words.repeated.get(self.text(at)) {
            // "the Daily Mail", "Weekly".
            let name = self.capital(at) && at > 0;
            let count = Count::Number(f64::from(word.count));
            return (!name).then(|| (at + 1, form(length(count, word.unit))));
        }
        if !self.is(at, &["every", "each", "per"]) {
            return None;
        }
        let next = at + 1;
        if let Some(number) = self.words.weekday(self.text(next)).filter(|_| self.capital(next)) {
            return Some((next + 1, form(format!("XXXX-WXX-{}", number + 1))));
        }
        if let Some(part) = self
            .words
            .parts
            .get(self.text(next))
            .filter(|part| part.code.len() == 2)
        {
            return Some((next + 1, form(format!("XXXX-XX-XXT{}", part.code))));
        }
        let (after, count) = self.count(next).unwrap_or((next, Count::Number(1.0)));
        let (end, unit, count) = self.unit(after, count)?;
        Some((end, form(length(count, unit))))
    }
}
