//! The grammar of time expressions: which pieces of a sentence belong together and what they say.
//!
//! It deliberately reckons no dates. Invariant: an expression never ends before it begins, and holds at least one piece.

use super::form::{Core, Form, Part, edge};
use super::words::TimeWords;
use crate::knowledge::Knowledge;
use crate::lexemes::{Kind, Lexemes};
use crate::tree::Tree;

/// One sentence under the grammar.
pub(super) struct Reader<'r, 'l> {
    pub(super) knowledge: &'r Knowledge<'l>,
    pub(super) words: &'r TimeWords<'l>,
    pub(super) tree: &'r Tree<'r>,
    pub(super) lexemes: &'r Lexemes,
    /// The text speaks of years before our era.
    pub(super) before_our_era: bool,
}

/// One past the last piece, and what they say.
pub(super) type Read = Option<(usize, Form)>;

impl Reader<'_, '_> {
    pub(super) fn text(&self, at: usize) -> &str {
        self.lexemes.text(at)
    }

    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.text(at))
    }

    /// True for a piece that begins with a capital.
    pub(super) fn capital(&self, at: usize) -> bool {
        self.lexemes.get(at).is_some_and(|lexeme| {
            let surface = lexeme.span.of(self.tree.text);
            surface.starts_with(char::is_uppercase)
        })
    }

    pub(super) fn skip(&self, at: usize, words: &[&str]) -> usize {
        at + usize::from(self.is(at, words))
    }

    /// The longest expression that begins at the piece; of two equally long ones the one read first.
    pub(super) fn expression(&self, at: usize) -> Read {
        if !matches!(self.lexemes.get(at)?.kind, Kind::Word | Kind::Digits) && !self.is(at, &["'", "’"]) {
            return None;
        }
        let mut best = self.plain(at);
        for found in [self.edge(at), self.part_of(at), self.clock(at), self.hedged(at)] {
            best = longer(best, found);
        }
        let (end, form) = best?;
        Some(self.with_part(end, form))
    }

    /// An expression without words for an edge or a part of the day before it.
    pub(super) fn plain(&self, at: usize) -> Read {
        let found = [
            self.calendar(at),
            self.holiday(at),
            self.beside(at),
            self.weekday(at),
            self.step(at),
            self.shift(at),
            self.repeated(at),
            self.length(at),
            self.reference(at),
        ];
        found.into_iter().fold(None, longer)
    }

    /// "early October", "the end of March", "later that month", "the early morning hours of 30 April", "mid-2015".
    fn edge(&self, at: usize) -> Read {
        let mut next = self.skip(at, &["the"]);
        next = self.skip(next, &["very"]);
        let word = self.words.edges.get(self.text(next))?;
        next += 1;
        // "the early part of the next decade", "the late 1930s".
        if self.is(next, &["part", "days", "months", "hours", "weeks", "years"]) && self.is(next + 1, &["of"]) {
            next += 1;
        }
        next = self.skip(next, &["-", "in", "on", "of", "at"]);
        let inner = longer(self.plain(next), self.part_of(next));
        let (end, mut form) = longer(inner, self.bare_unit(next))?;
        if matches!(
            form.core,
            Core::Length(..) | Core::Shift(..) | Core::Reference(_) | Core::Repeated(_)
        ) {
            return None;
        }
        form.modifier = form.modifier.or(Some(edge(&word.modifier)));
        Some((end, form))
    }

    /// "the morning of 30 April", "the night of 13 February", "the early morning hours of Monday".
    fn part_of(&self, at: usize) -> Read {
        let mut next = self.skip(at, &["the"]);
        next = self.skip(next, &["early", "late"]);
        let part = self.words.parts.get(self.text(next))?;
        next = self.skip(next + 1, &["hours"]);
        if !self.is(next, &["of", "on"]) {
            return None;
        }
        let (end, mut form) = self.plain(next + 1)?;
        if form.part.is_some() || !is_day(&form.core) {
            return None;
        }
        form.part = Some(Part::Code(part.code.clone()));
        Some((end, form))
    }

    /// A part of the day or an hour behind a day: "Tuesday night", "yesterday morning".
    fn with_part(&self, end: usize, mut form: Form) -> (usize, Form) {
        if form.part.is_none()
            && is_day(&form.core)
            && let Some(part) = self.words.parts.get(self.text(end))
            && !self.lexemes.glued(end)
        {
            form.part = Some(Part::Code(part.code.clone()));
            return (end + 1, form);
        }
        (end, form)
    }

    /// "5:30 am", "11 a.m.", "19:15", "0400 GMT", "noon", with the day behind it if there is one.
    fn clock(&self, at: usize) -> Read {
        let (mut end, hour, minute) = self.hour(at)?;
        if self.is(end, &["gmt", "utc", "est", "edt", "bst", "cet"]) {
            end += 1;
        } else if self.is(end, &["local"]) && self.is(end + 1, &["time"]) {
            end += 2;
        }
        let code = format!("{hour:02}:{minute:02}");
        let next = self.skip(self.skip(end, &[","]), &["on"]);
        if let Some((end, mut form)) = self.plain(next)
            && is_day(&form.core)
            && form.part.is_none()
        {
            form.part = Some(Part::Code(code));
            return Some((end, form));
        }
        let mut form = Form::new(Core::Hour, "code/times#hour");
        form.part = Some(Part::Code(code));
        Some((end, form))
    }

    fn hour(&self, at: usize) -> Option<(usize, u32, u32)> {
        let lexeme = self.lexemes.get(at).filter(|lexeme| lexeme.kind == Kind::Digits)?;
        let small = |text: &str, most: u32| text.parse::<u32>().ok().filter(|number| *number <= most);
        let (mut end, mut hour, minute) = if self.text(at + 1) == ":" && self.lexemes.glued(at + 2) {
            (at + 3, small(&lexeme.text, 24)?, small(self.text(at + 2), 59)?)
        } else if let Some((hours, minutes)) = lexeme.text.split_once('.').filter(|(_, minutes)| minutes.len() == 2) {
            (at + 1, small(hours, 24)?, small(minutes, 59)?)
        } else {
            (at + 1, small(&lexeme.text, 12)?, 0)
        };
        let bare = end == at + 1;
        let half = match self.text(end) {
            "am" | "pm" => Some((end + 1, self.text(end) == "pm")),
            "a" | "p" if self.text(end + 1) == "." && self.text(end + 2) == "m" => {
                Some((self.skip(end + 3, &["."]), self.text(end) == "p"))
            }
            _ => None,
        };
        match half {
            Some((past, afternoon)) => {
                end = past;
                hour = hour % 12 + if afternoon { 12 } else { 0 };
            }
            None if bare => return None,
            None => {}
        }
        Some((end, hour, minute))
    }

    /// "Christmas Day", "New Year's Eve 2003".
    fn holiday(&self, at: usize) -> Read {
        let (end, index) = self.longest(&self.words.holidays, at).filter(|_| self.capital(at))?;
        let day = &self.knowledge.lexicon.times.holiday[index];
        let (end, year) = self.year_behind(end);
        let core = Core::Calendar(year, super::form::Field::Day(day.month, day.day));
        Some((end, Form::new(core, "code/times#holiday")))
    }

    /// "yesterday", "tonight", "overnight".
    fn beside(&self, at: usize) -> Read {
        let day = self.words.days.get(self.text(at))?;
        let mut form = Form::new(Core::Beside(day.offset), "code/times#day");
        form.part = day.part.as_deref().map(|part| match part {
            "night_before" => Part::NightBefore,
            code => Part::Code(code.to_owned()),
        });
        Some((at + 1, form))
    }

    /// "now", "the past".
    fn reference(&self, at: usize) -> Read {
        let (end, index) = self.longest(&self.words.references, at)?;
        let word = &self.knowledge.lexicon.times.reference[index];
        // "the past two weeks", "the future government", "recent attacks".
        if self.words.units.contains_key(self.text(end))
            || self.tree.label(self.lexemes.token(end - 1)) == tidywire_text::Label::Amod && word.phrase != "recent"
        {
            return None;
        }
        let form = Form::new(Core::Reference(word.value.clone()), "code/times#reference");
        Some((end, form))
    }

    /// The longest phrase of the list that begins at the piece: one past it, and its entry.
    pub(super) fn longest(&self, list: &crate::indexes::Phrases, at: usize) -> Option<(usize, usize)> {
        let entries = list.get(self.text(at))?;
        entries
            .iter()
            .filter_map(|(index, words)| Some((self.lexemes.phrase(at, words)?, *index)))
            .max_by_key(|(end, index)| (*end, usize::MAX - index))
    }
}

/// Of two expressions the one that ends later; the first of equals.
pub(super) fn longer(one: Read, other: Read) -> Read {
    match (&one, &other) {
        (Some((end, _)), Some((later, _))) if later > end => other,
        (None, _) => other,
        _ => one,
    }
}

/// True where the core names a day, so that a part of it may be told.
pub(super) fn is_day(core: &Core) -> bool {
    use super::form::Field;
    use tidywire_lexicon::TimeUnit;
    matches!(
        core,
        Core::Calendar(_, Field::Day(..) | Field::DayOnly(_))
            | Core::Weekday(..)
            | Core::Beside(_)
            | Core::Step(TimeUnit::Day, ..)
    )
}
