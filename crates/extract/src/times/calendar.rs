//! Places in the calendar: days, months, seasons, quarters, years, decades, centuries.
//!
//! It deliberately leaves years that the words do not give open. Invariant: days are 1 to 31, months 1 to 12.

use tidywire_lexicon::TimeAnchor;
use tidywire_text::{EntityLabel, Label, Tag};

use super::form::{Core, Field, Form, Year};
use super::grammar::{Read, Reader, longer};
use crate::lexemes::Kind;

impl Reader<'_, '_> {
    pub(super) fn calendar(&self, at: usize) -> Read {
        let found = [
            self.iso(at),
            self.day_first(at),
            self.month_first(at),
            self.season(at),
            self.division(at),
            self.decade(at),
            self.century(at),
            self.year(at),
            self.day_only(at),
        ];
        found.into_iter().fold(None, longer)
    }

    pub(super) fn form(core: Core) -> Form {
        Form::new(core, "code/times#absolute")
    }

    /// Digits without dots and commas.
    pub(super) fn digits(&self, at: usize) -> Option<i16> {
        let lexeme = self.lexemes.get(at).filter(|lexeme| lexeme.kind == Kind::Digits)?;
        lexeme.text.parse().ok()
    }

    /// "2024-08-12".
    fn iso(&self, at: usize) -> Read {
        let year = self.digits(at).filter(|_| self.text(at).len() == 4)?;
        let part = |mark: usize, most: i16| {
            let joined = self.text(mark) == "-" && self.lexemes.glued(mark) && self.lexemes.glued(mark + 1);
            let number = self
                .digits(mark + 1)
                .filter(|_| joined && self.text(mark + 1).len() == 2);
            number
                .filter(|number| (1..=most).contains(number))
                .and_then(|number| i8::try_from(number).ok())
        };
        let (month, day) = (part(at + 1, 12)?, part(at + 3, 31)?);
        Some((
            at + 5,
            Self::form(Core::Calendar(Year::Given(year), Field::Day(month, day))),
        ))
    }

    /// A day of the month, "12" or "12th", in digits: one past it.
    pub(super) fn day_number(&self, at: usize) -> Option<(usize, i8, bool)> {
        let day = self.digits(at).filter(|day| (1..=31).contains(day))?;
        let suffix = self.lexemes.glued(at + 1) && self.is(at + 1, &["st", "nd", "rd", "th"]);
        Some((at + 1 + usize::from(suffix), i8::try_from(day).ok()?, suffix))
    }

    /// A month's name with a capital: one past it and its full stop.
    fn month_name(&self, at: usize) -> Option<(usize, i8)> {
        let month = self.words.month(self.text(at)).filter(|_| self.capital(at))?;
        let months = &self.knowledge.lexicon.times.month;
        let short = !months.iter().any(|month| month.name.to_lowercase() == self.text(at));
        let dotted = short && self.text(at + 1) == "." && self.lexemes.glued(at + 1);
        Some((at + 1 + usize::from(dotted), month))
    }

    /// "12 August 2024", "the 12th of August", "25th August".
    fn day_first(&self, at: usize) -> Read {
        let (mut next, day, suffix) = self.day_number(self.skip(at, &["the"]))?;
        next = self.skip(next, &["-", "of"]);
        let (next, month) = self.month_name(next)?;
        // "in 5 May be" is no date; neither is "may" at the end of a clause.
        if self.text(next) == "be" || !suffix && self.tree.tag(self.lexemes.token(next - 1)) == Tag::Md {
            return None;
        }
        let (end, year) = self.year_behind(next);
        Some((end, Self::form(Core::Calendar(year, Field::Day(month, day)))))
    }

    /// "August 12, 2024", "Aug. 12", "August 2024", "March".
    fn month_first(&self, at: usize) -> Read {
        let (next, month) = self.month_name(at)?;
        let the = self.skip(next, &["the"]);
        if let Some((after, day, _)) = self.day_number(the)
            && !self.lexemes.glued(the)
            && !self.counts_behind(after)
        {
            let (end, year) = self.year_behind(after);
            return Some((end, Self::form(Core::Calendar(year, Field::Day(month, day)))));
        }
        let (end, year) = self.year_behind(next);
        if year == Year::Open && !self.speaks_for_month(at) {
            return None;
        }
        Some((end, Self::form(Core::Calendar(year, Field::Month(month)))))
    }

    /// "In May 20 people died": the number counts what follows.
    pub(super) fn counts_behind(&self, after: usize) -> bool {
        let token = self.lexemes.token(after - 1);
        self.tree.label(token) == Label::Nummod
            && self.tree.head(token).is_some_and(|head| {
                head > token && matches!(self.tree.tag(head), Tag::Nns | Tag::Nn) && !self.capital_token(head)
            })
    }

    fn capital_token(&self, token: usize) -> bool {
        self.tree.surface(token).starts_with(char::is_uppercase)
    }

    /// "may" and "march" are words, "August" and "April" are names too: a preposition or the model must speak for the month.
    fn speaks_for_month(&self, at: usize) -> bool {
        const BEFORE: [&str; 30] = [
            "in",
            "since",
            "during",
            "until",
            "till",
            "last",
            "early",
            "late",
            "mid",
            "-",
            "of",
            "by",
            "this",
            "next",
            "from",
            "to",
            "between",
            "through",
            "before",
            "after",
            "around",
            "following",
            "that",
            "previous",
            "for",
            "beginning",
            "end",
            "late-",
            "throughout",
            "as",
        ];
        let token = self.lexemes.token(at);
        if matches!(self.text(at).len(), 0..=3) && self.text(at) != "may" {
            return self.text(at + 1) == ".";
        }
        let dated = self.entity(token);
        let before = at.checked_sub(1).map_or("", |before| self.text(before));
        let name = self
            .tree
            .sentence
            .entities
            .iter()
            .any(|entity| entity.label == EntityLabel::Person && (entity.first..entity.end).contains(&token));
        // "the Long March", "March of the Iron Will".
        let walked = self.text(at) == "march" && self.is(at + 1, &["of", "on", "to"]) && !BEFORE.contains(&before);
        // "August Brandt", "the October Revolution".
        let next = self.lexemes.get(at + 1).map(|lexeme| lexeme.token);
        let part = next
            .is_some_and(|next| self.tree.is_name(next) && self.capital(at + 1) && self.tree.head(token) == Some(next))
            && self.words.weekday(self.text(at + 1)).is_none()
            && !matches!(before, "in" | "since" | "until");
        !name
            && !walked
            && !part
            && (dated || BEFORE.contains(&before) || self.words.weekday(before).is_some())
            && self.tree.tag(token) != Tag::Md
    }

    /// True where the model calls the token a date.
    pub(super) fn entity(&self, token: usize) -> bool {
        self.tree.sentence.entities.iter().any(|entity| {
            matches!(entity.label, EntityLabel::Date | EntityLabel::Time) && (entity.first..entity.end).contains(&token)
        })
    }

    /// An ordinal in words or digits: one past it.
    pub(super) fn ordinal(&self, at: usize) -> Option<(usize, i16)> {
        if let Some((end, number, true)) = self.day_number(at) {
            return Some((end, i16::from(number)));
        }
        let numerals = &self.knowledge.lexicon.numerals;
        let index = *self.knowledge.ordinals.get(self.text(at))?;
        #[allow(
            clippy::cast_possible_truncation,
            reason = "ordinals of the lexicon are small or filtered"
        )]
        let value = numerals[index].value.min(1000.0) as i16;
        Some((at + 1, value))
    }

    /// "the third quarter of 2024", "the first half of the year", "Q3 2024".
    fn division(&self, at: usize) -> Read {
        let next = self.skip(at, &["the"]);
        let (next, number) = if self.text(next) == "q" && self.lexemes.glued(next + 1) {
            (
                next + 2,
                self.digits(next + 1).filter(|number| (1..=4).contains(number))?,
            )
        } else {
            let (next, number) = match self.text(next) {
                "last" => (next + 1, 4),
                _ => self.ordinal(next)?,
            };
            (next, number)
        };
        let number = i8::try_from(number).ok()?;
        let quarter = self.is(next.saturating_sub(2), &["q"]);
        let field = match self.text(next) {
            _ if quarter => Field::Quarter(number),
            "quarter" if number <= 4 => Field::Quarter(number),
            "half" if number <= 2 => Field::Half(number),
            _ => return None,
        };
        let next = next + usize::from(!quarter);
        let (end, year) = self.year_behind(next);
        let (end, year) = match year {
            Year::Open if self.is(next, &["of"]) && self.is(next + 1, &["the"]) && self.is(next + 2, &["year"]) => {
                (next + 3, Year::Of(0, TimeAnchor::Published))
            }
            // "the first half" of what?
            Year::Open if matches!(field, Field::Half(_)) => return None,
            Year::Open if self.is(next, &["of"]) => return None,
            year => (end, year),
        };
        Some((end, Self::form(Core::Calendar(year, field))))
    }

    /// "the summer of 2023", "winter 1941", "the spring".
    fn season(&self, at: usize) -> Read {
        let next = self.skip(at, &["the"]);
        let season = self.words.seasons.get(self.text(next))?;
        let (end, year) = self.year_behind(next + 1);
        let token = self.lexemes.token(next);
        let before = at.checked_sub(1).map_or("", |before| self.text(before));
        // "the fall of Saigon", "sources spring up": a preposition or a year must speak for the season, for "fall" a year.
        let alone = self.tree.is_noun(token)
            && self.text(end) != "of"
            && self.tree.label(token) != Label::Compound
            && (season.word != "fall" && self.entity(token)
                || matches!(
                    before,
                    "in" | "during" | "since" | "by" | "until" | "early" | "late" | "through"
                ));
        (year != Year::Open || alone).then(|| (end, Self::form(Core::Calendar(year, Field::Season(season.month)))))
    }

    /// "on the 20th": a day of a month named before.
    fn day_only(&self, at: usize) -> Read {
        if !self.is(at, &["the"])
            || !at
                .checked_sub(1)
                .is_some_and(|on| self.is(on, &["on", "by", "until", "of"]))
        {
            return None;
        }
        let (end, day, suffix) = self.day_number(at + 1)?;
        let token = self.lexemes.token(end - 1);
        let closed = end >= self.lexemes.len() || !self.tree.is_noun((token + 1).min(self.tree.len() - 1));
        (suffix && closed && !self.is(end, &["century", "-", "of"]))
            .then(|| (end, Self::form(Core::Calendar(Year::Open, Field::DayOnly(day)))))
    }
}
