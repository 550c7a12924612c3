//! From what the words say to days: reckoned from the article's date and from the dates before it in the text.
//!
//! It deliberately guesses nothing: without the date that an expression leans on it stays unresolved. Invariant: `start`
//! is never after `end`.

use jiff::ToSpan;
use jiff::civil::Date;
use tidywire_codebook::{DateBasis, DateKind, DatePrecision};
use tidywire_lexicon::{Lexicon, TimeAnchor, TimeUnit};

use super::form::{Core, Count, Field, Form, Part, Year, length};
use super::stretch::{Stretch, around, century, day_of, kind, parted, period, season, stretch_of, years};

/// Days within which a story is taken to go on.
const CLOSE: i32 = 30;

/// What an expression stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Meaning {
    pub(super) kind: DateKind,
    pub(super) start: Option<Date>,
    pub(super) end: Option<Date>,
    pub(super) precision: Option<DatePrecision>,
    pub(super) basis: DateBasis,
    pub(super) value: Option<String>,
}

/// Which way a date without its year lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Told in the past tense.
    Past,
    /// Planned or announced.
    Ahead,
    /// The nearest one.
    Unknown,
}

/// The dates that an expression may lean on.
#[derive(Clone, Debug)]
pub(super) struct Context<'l> {
    pub(super) lexicon: &'l Lexicon,
    pub(super) published: Option<Date>,
    /// The day, month and year that the text spoke of last, each no finer than it was told.
    pub(super) day: Option<Date>,
    pub(super) month: Option<Date>,
    pub(super) year: Option<Date>,
    /// The last day or month told, which a year told later leaves as it is.
    pub(super) told: Option<Date>,
    /// The text tells a history: what leans on a date leans on the one before it in the text.
    pub(super) history: bool,
}

impl Context<'_> {
    /// The meaning of one expression.
    pub(super) fn resolve(&self, form: &Form, way: Way) -> Meaning {
        let (stretch, stated) = match &form.core {
            Core::Repeated(value) => return Self::unresolved(DateKind::Set, Some(value.clone())),
            Core::Reference(value) => return Self::unresolved(DateKind::Date, Some(value.clone())),
            Core::Length(count, unit, window) => return self.lasting(*count, *unit, *window),
            Core::Hour => return self.hour(form),
            Core::Calendar(year, field) => (self.calendar(*year, *field, way), matches!(year, Year::Given(_))),
            Core::Decade(year) => (years(*year, 10, format!("{:03}", year / 10)), true),
            Core::Century(year) => (century(*year), true),
            Core::Weekday(number, step) => (self.weekday(*number, *step, way), false),
            Core::Beside(offset) => (self.beside(*offset), false),
            Core::Weekend => (self.weekend(way), false),
            Core::Step(unit, step, anchor) => (self.step(*unit, *step, *anchor), false),
            Core::Shift(Count::Number(count), unit, later, anchor) => {
                (self.shift(*count, *unit, *later, *anchor), false)
            }
            Core::Shift(Count::Vague, _, later, _) => {
                let value = if *later { "FUTURE_REF" } else { "PAST_REF" };
                return Self::unresolved(DateKind::Date, Some(value.to_owned()));
            }
        };
        let Some(stretch) = stretch else {
            return Self::unresolved(kind(form), self.open_value(form));
        };
        let basis = if stated { DateBasis::Stated } else { DateBasis::Relative };
        parted(stretch, form, basis)
    }

    fn unresolved(kind: DateKind, value: Option<String>) -> Meaning {
        Meaning {
            kind,
            start: None,
            end: None,
            precision: None,
            basis: DateBasis::None,
            value,
        }
    }

    /// What can be written without a year: "XXXX-08-12".
    fn open_value(&self, form: &Form) -> Option<String> {
        let Core::Calendar(_, field) = form.core else {
            return None;
        };
        match field {
            Field::Whole | Field::DayOnly(_) => None,
            Field::Season(month) => Some(format!("XXXX-{}", season(self.lexicon, month))),
            Field::Quarter(number) => Some(format!("XXXX-Q{number}")),
            Field::Half(number) => Some(format!("XXXX-H{number}")),
            Field::Month(month) => Some(format!("XXXX-{month:02}")),
            Field::Day(month, day) => Some(format!("XXXX-{month:02}-{day:02}")),
        }
    }

    /// The date that a word of direction counts from.
    fn anchor(&self, anchor: TimeAnchor, unit: TimeUnit) -> Option<Date> {
        if anchor == TimeAnchor::Published && !self.history {
            return self.published;
        }
        match unit {
            TimeUnit::Year | TimeUnit::Decade | TimeUnit::Century => self.year,
            TimeUnit::Month | TimeUnit::Quarter => self.month,
            _ => self.day,
        }
    }

    fn calendar(&self, year: Year, field: Field, way: Way) -> Option<Stretch> {
        let of = |year: i16| stretch_of(self.lexicon, year, field);
        match year {
            Year::Given(year) => of(year),
            Year::Of(step, anchor) => {
                let base = self.anchor(anchor, TimeUnit::Year)?.year();
                of(base.checked_add(i16::try_from(step).ok()?)?)
            }
            Year::Near(step, anchor) => {
                let base = self
                    .anchor(anchor, TimeUnit::Day)
                    .or(self.anchor(anchor, TimeUnit::Month))?;
                let list = [-1, 0, 1].map(|offset| of(base.year() + offset));
                let mut list = list.into_iter().flatten();
                match step {
                    ..=-1 => list.rfind(|stretch| stretch.end < base),
                    0 => of(base.year()),
                    1.. => list.find(|stretch| stretch.start > base),
                }
            }
            Year::Open => self.open(field, way),
        }
    }

    /// A day, month or season without its year.
    fn open(&self, field: Field, way: Way) -> Option<Stretch> {
        if let Field::DayOnly(day) = field {
            let base = if self.history {
                self.month
            } else {
                self.month.or(self.published)
            }?;
            let date = Date::new(base.year(), base.month(), day).ok()?;
            return Some(day_of(date));
        }
        if self.history {
            let base = self.year?;
            return self.nearest_told(base, field);
        }
        let base = self.published?;
        let list: Vec<Stretch> = [-1, 0, 1]
            .into_iter()
            .filter_map(|offset| stretch_of(self.lexicon, base.year() + offset, field))
            .collect();
        let last = list.iter().rfind(|stretch| stretch.start <= base);
        let next = list.iter().find(|stretch| stretch.end >= base);
        let far = |one: Date, other: Date| (other - one).get_days().abs();
        match way {
            Way::Ahead => next.cloned(),
            Way::Past => last.cloned(),
            Way::Unknown => match (last, next) {
                (Some(last), Some(next)) if far(base, next.start) < far(last.end, base) / 3 => Some(next.clone()),
                (last, next) => last.or(next).cloned(),
            },
        }
    }

    /// In a history: the same year as the date before, or the next one where the text has gone on past the year's end.
    fn nearest_told(&self, base: Date, field: Field) -> Option<Stretch> {
        let same = stretch_of(self.lexicon, base.year(), field)?;
        // A year mentioned in passing ("declassified in 2005") does not move the story on: what follows closely does.
        if let Some(told) = self.told.filter(|told| told.year() != base.year())
            && let Some(next) = stretch_of(self.lexicon, told.year(), field)
            && (0..=CLOSE).contains(&(next.start - told).get_days())
        {
            return Some(next);
        }
        let Some(month) = self.month.filter(|month| month.year() == base.year()) else {
            return Some(same);
        };
        let back = i32::from(month.month()) - i32::from(same.start.month());
        if back >= 9 {
            stretch_of(self.lexicon, base.year() + 1, field)
        } else {
            Some(same)
        }
    }

    fn weekday(&self, wanted: i8, step: Option<(i32, TimeAnchor)>, way: Way) -> Option<Stretch> {
        let anchor = step.map_or(TimeAnchor::Published, |(_, anchor)| anchor);
        let base = self.anchor(anchor, TimeUnit::Day)?;
        let back = i64::from((base.weekday().to_monday_zero_offset() - wanted).rem_euclid(7));
        let offset = match step.map(|(step, _)| step) {
            Some(..=-1) => -if back == 0 { 7 } else { back },
            Some(1..) => 7 - back,
            // "this Friday": the one of the week.
            Some(0) => i64::from(wanted - base.weekday().to_monday_zero_offset()),
            None if self.history || way == Way::Ahead => {
                (7 - back) % 7 + if back == 0 && !self.history { 7 } else { 0 }
            }
            None => -back,
        };
        Some(day_of(base.checked_add(offset.days()).ok()?))
    }

    /// The weekend that has begun last; of plans the next one.
    fn weekend(&self, way: Way) -> Option<Stretch> {
        let base = self.anchor(TimeAnchor::Published, TimeUnit::Day)?;
        let begun = base.weekday().to_monday_zero_offset() >= 5;
        let back = if begun || way == Way::Ahead { 0 } else { 7 };
        around(self.lexicon, base.checked_sub(back.days()).ok()?, TimeUnit::Weekend)
    }

    fn beside(&self, offset: i64) -> Option<Stretch> {
        let base = self.published.filter(|_| !self.history)?;
        Some(day_of(base.checked_add(offset.days()).ok()?))
    }

    /// "last week", "the following year".
    fn step(&self, unit: TimeUnit, step: i32, anchor: TimeAnchor) -> Option<Stretch> {
        let base = self.anchor(anchor, unit)?;
        let moved = base.checked_add(period(unit, f64::from(step))?).ok()?;
        around(self.lexicon, moved, unit)
    }

    /// "two days later", "three weeks ago".
    fn shift(&self, count: f64, unit: TimeUnit, later: bool, anchor: TimeAnchor) -> Option<Stretch> {
        let base = self.anchor(anchor, unit)?;
        let count = if later { count } else { -count };
        // "48 hours earlier" is days; half a year is months.
        let (count, unit) = match unit {
            TimeUnit::Hour => ((count / 24.0).trunc(), TimeUnit::Day),
            TimeUnit::Year if count.fract() != 0.0 => (count * 12.0, TimeUnit::Month),
            unit => (count, unit),
        };
        around(self.lexicon, base.checked_add(period(unit, count)?).ok()?, unit)
    }

    /// "three days", "the past 24 hours".
    fn lasting(&self, count: Count, unit: TimeUnit, window: Option<(bool, TimeAnchor)>) -> Meaning {
        let mut meaning = Self::unresolved(DateKind::Duration, Some(length(count, unit)));
        let Some((ahead, anchor)) = window else { return meaning };
        let Count::Number(number) = count else { return meaning };
        let days = match unit {
            TimeUnit::Hour => Some(((number / 24.0).ceil(), TimeUnit::Day)),
            TimeUnit::Second | TimeUnit::Minute => Some((0.0, TimeUnit::Day)),
            unit => Some((number, unit)),
        };
        let ends = days.and_then(|(number, unit)| {
            let base = self.anchor(anchor, TimeUnit::Day)?;
            let other = base
                .checked_add(period(unit, if ahead { number } else { -number })?)
                .ok()?;
            Some((base.min(other), base.max(other)))
        });
        if let Some((start, end)) = ends {
            meaning.start = Some(start);
            meaning.end = Some(end);
            meaning.basis = DateBasis::Relative;
            meaning.precision = Some(DatePrecision::Day);
        }
        meaning
    }

    /// An hour without its day.
    fn hour(&self, form: &Form) -> Meaning {
        let Some(Part::Code(code)) = &form.part else {
            return Self::unresolved(DateKind::Time, None);
        };
        match self.day {
            Some(day) => parted(day_of(day), form, DateBasis::Relative),
            None => Self::unresolved(DateKind::Time, Some(format!("XXXX-XX-XXT{code}"))),
        }
    }
}
