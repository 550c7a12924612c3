//! Stretches of the calendar: a day, a week, a season, a century, with their first and last day and their value.
//!
//! It deliberately chooses no year: `resolve` does. Invariant: `start` is never after `end`.

use jiff::civil::Date;
use jiff::{Span as Period, ToSpan};
use tidywire_codebook::{DateBasis, DateKind, DatePrecision};
use tidywire_lexicon::{Lexicon, TimeUnit};

use super::form::{Core, Field, Form, Part};
use super::resolve::Meaning;

/// A stretch of the calendar.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stretch {
    pub(super) start: Date,
    pub(super) end: Date,
    pub(super) precision: Option<DatePrecision>,
    pub(super) value: String,
}

pub(super) fn day_of(date: Date) -> Stretch {
    Stretch {
        start: date,
        end: date,
        precision: Some(DatePrecision::Day),
        value: day_value(date),
    }
}

pub(super) fn stretch_of(lexicon: &Lexicon, year: i16, field: Field) -> Option<Stretch> {
    let months = |first: i8, count: i64, value: String, precision: DatePrecision| {
        let start = Date::new(year, first, 1).ok()?;
        let end = start.checked_add((count - 1).months()).ok()?.last_of_month();
        Some(Stretch {
            start,
            end,
            precision: Some(precision),
            value,
        })
    };
    let name = year_value(year);
    match field {
        Field::Whole => months(1, 12, name, DatePrecision::Year),
        Field::Half(number) => months(number * 6 - 5, 6, format!("{name}-H{number}"), DatePrecision::Quarter),
        Field::Quarter(number) => months(number * 3 - 2, 3, format!("{name}-Q{number}"), DatePrecision::Quarter),
        Field::Season(month) => {
            let code = season(lexicon, month);
            months(month, 3, format!("{name}-{code}"), DatePrecision::Quarter)
        }
        Field::Month(month) => months(month, 1, format!("{name}-{month:02}"), DatePrecision::Month),
        Field::Day(month, day) => Some(day_of(Date::new(year, month, day).ok()?)),
        Field::DayOnly(_) => None,
    }
}

/// The unit that holds the day.
pub(super) fn around(lexicon: &Lexicon, day: Date, unit: TimeUnit) -> Option<Stretch> {
    match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour | TimeUnit::Day | TimeUnit::Night => {
            let mut stretch = day_of(day);
            if unit == TimeUnit::Night {
                stretch.value.push_str("TNI");
                stretch.precision = Some(DatePrecision::PartOfDay);
            }
            Some(stretch)
        }
        TimeUnit::Week | TimeUnit::Weekend => {
            let monday = day
                .checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
                .ok()?;
            let sunday = monday.checked_add(6.days()).ok()?;
            let week = monday.iso_week_date();
            let value = format!("{:04}-W{:02}", week.year(), week.week());
            Some(if unit == TimeUnit::Week {
                Stretch {
                    start: monday,
                    end: sunday,
                    precision: Some(DatePrecision::Week),
                    value,
                }
            } else {
                Stretch {
                    start: sunday.yesterday().ok()?,
                    end: sunday,
                    precision: Some(DatePrecision::Day),
                    value: format!("{value}-WE"),
                }
            })
        }
        TimeUnit::Month => stretch_of(lexicon, day.year(), Field::Month(day.month())),
        TimeUnit::Quarter => stretch_of(lexicon, day.year(), Field::Quarter((day.month() + 2) / 3)),
        TimeUnit::Year => stretch_of(lexicon, day.year(), Field::Whole),
        TimeUnit::Decade => {
            let first = day.year() - day.year().rem_euclid(10);
            years(first, 10, format!("{:03}", first / 10))
        }
        TimeUnit::Century => century(day.year() - day.year().rem_euclid(100)),
    }
}

pub(super) fn season(lexicon: &Lexicon, month: i8) -> &str {
    let seasons = &lexicon.times.season;
    seasons
        .iter()
        .find(|season| season.month == month)
        .map_or("", |season| season.code.as_str())
}

/// The part of the day that the form tells of the stretch.
pub(super) fn parted(stretch: Stretch, form: &Form, basis: DateBasis) -> Meaning {
    let mut meaning = Meaning {
        kind: kind(form),
        start: Some(stretch.start),
        end: Some(stretch.end),
        precision: stretch.precision,
        basis,
        value: Some(stretch.value),
    };
    if stretch.precision == Some(DatePrecision::PartOfDay) {
        meaning.kind = DateKind::Time;
    }
    match &form.part {
        Some(Part::Code(code)) => {
            meaning.value = meaning.value.map(|value| format!("{value}T{code}"));
            meaning.precision = Some(DatePrecision::PartOfDay);
        }
        Some(Part::NightBefore) => {
            meaning.start = stretch.start.yesterday().ok();
            meaning.value = meaning.start.map(|night| format!("{}TNI", day_value(night)));
            meaning.precision = Some(DatePrecision::PartOfDay);
        }
        None => {}
    }
    meaning
}

pub(super) fn kind(form: &Form) -> DateKind {
    if form.part.is_some() || matches!(form.core, Core::Step(TimeUnit::Night, ..)) {
        DateKind::Time
    } else {
        DateKind::Date
    }
}

/// "2024", "BC0480".
pub(super) fn year_value(year: i16) -> String {
    if year > 0 {
        format!("{year:04}")
    } else {
        format!("BC{:04}", 1 - year)
    }
}

pub(super) fn day_value(date: Date) -> String {
    format!("{}-{:02}-{:02}", year_value(date.year()), date.month(), date.day())
}

/// `count` years from `first` on.
pub(super) fn years(first: i16, count: i16, value: String) -> Option<Stretch> {
    Some(Stretch {
        start: Date::new(first, 1, 1).ok()?,
        end: Date::new(first + count - 1, 12, 31).ok()?,
        precision: None,
        value,
    })
}

/// The hundred years from `first` on; before our era up to it.
pub(super) fn century(first: i16) -> Option<Stretch> {
    if first < 0 {
        let hundreds = (-first - 1) / 100;
        return years(-(hundreds * 100 + 99), 100, format!("BC{hundreds:02}"));
    }
    years(first.max(0), 100, format!("{:02}", first / 100))
}

/// So many units as a period of the calendar.
pub(super) fn period(unit: TimeUnit, count: f64) -> Option<Period> {
    #[allow(clippy::cast_possible_truncation, reason = "counts of text; larger ones are refused")]
    let number = (count.abs() < 1_000_000.0).then_some(count.round() as i64)?;
    let period = Period::new();
    match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => Some(period),
        TimeUnit::Day | TimeUnit::Night => period.try_days(number).ok(),
        TimeUnit::Week | TimeUnit::Weekend => period.try_weeks(number).ok(),
        TimeUnit::Month => period.try_months(number).ok(),
        TimeUnit::Quarter => period.try_months(number.checked_mul(3)?).ok(),
        TimeUnit::Year => period.try_years(number).ok(),
        TimeUnit::Decade => period.try_years(number.checked_mul(10)?).ok(),
        TimeUnit::Century => period.try_years(number.checked_mul(100)?).ok(),
    }
}
