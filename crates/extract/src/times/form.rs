//! What the words of a time expression say, before any date is reckoned.
//!
//! It deliberately knows neither the article's date nor the dates before it: `resolve` does.

use tidywire_codebook::DateModifier;
use tidywire_lexicon::{TimeAnchor, TimeUnit};

/// A year as the words give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    /// In digits; years before our era are negative (-479 is 479 BC).
    Given(i16),
    /// "of that year": years after the anchor's.
    Of(i32, TimeAnchor),
    /// "last March": the nearest such stretch before, of the year of, or after the anchor.
    Near(i32, TimeAnchor),
    /// Not said.
    Open,
}

/// A stretch of the calendar within a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// The year itself.
    Whole,
    /// A season by its first month.
    Season(i8),
    /// 1 to 4.
    Quarter(i8),
    /// 1 or 2.
    Half(i8),
    /// 1 to 12.
    Month(i8),
    /// Month and day.
    Day(i8, i8),
    /// A day whose month stands elsewhere ("the 20th").
    DayOnly(i8),
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Count {
    /// A number.
    Number(f64),
    /// "several", "a few".
    Vague,
}

/// The core of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Core {
    /// A place in the calendar.
    Calendar(Year, Field),
    /// First year of a decade.
    Decade(i16),
    /// First year of a century, before our era negative.
    Century(i16),
    /// Days after Monday; the step where "last" or "next" stands before it.
    Weekday(i8, Option<(i32, TimeAnchor)>),
    /// "yesterday": days after the article's.
    Beside(i64),
    /// "last week", "the following day".
    Step(TimeUnit, i32, TimeAnchor),
    /// "the weekend": the last one, or the next.
    Weekend,
    /// "two days later": later or earlier by so much.
    Shift(Count, TimeUnit, bool, TimeAnchor),
    /// "three days"; with the anchor and direction where it reaches up to it or begins there.
    Length(Count, TimeUnit, Option<(bool, TimeAnchor)>),
    /// "every Friday": a value of TIMEX3.
    Repeated(String),
    /// "now": a value of TIMEX3.
    Reference(String),
    /// The time of a day that stands elsewhere.
    Hour,
}

/// A part of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// As TIMEX3 writes it: MO, AF, EV, NI, DT, 17:30.
    Code(String),
    /// The night that ends on the day.
    NightBefore,
}

/// One expression as read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Form {
    pub(super) core: Core,
    pub(super) part: Option<Part>,
    /// TIMEX3 modifier.
    pub(super) modifier: Option<DateModifier>,
    pub(super) rule: &'static str,
}

/// The modifier of a word for an edge.
pub(super) fn edge(code: &str) -> DateModifier {
    match code {
        "start" => DateModifier::Start,
        "mid" => DateModifier::Mid,
        _ => DateModifier::End,
    }
}

impl Form {
    pub(super) fn new(core: Core, rule: &'static str) -> Self {
        Self {
            core,
            part: None,
            modifier: None,
            rule,
        }
    }
}

/// The letter of a unit in a TIMEX3 length, with the T before units of the clock.
pub(super) fn letter(unit: TimeUnit) -> (&'static str, &'static str) {
    match unit {
        TimeUnit::Second => ("T", "S"),
        TimeUnit::Minute => ("T", "M"),
        TimeUnit::Hour => ("T", "H"),
        TimeUnit::Day => ("", "D"),
        TimeUnit::Night => ("", "NI"),
        TimeUnit::Weekend => ("", "WE"),
        TimeUnit::Week => ("", "W"),
        TimeUnit::Month => ("", "M"),
        TimeUnit::Quarter => ("", "Q"),
        TimeUnit::Year => ("", "Y"),
        TimeUnit::Decade => ("", "DE"),
        TimeUnit::Century => ("", "CE"),
    }
}

/// "P3D", "PT24H", "PXM".
pub(super) fn length(count: Count, unit: TimeUnit) -> String {
    let (clock, letter) = letter(unit);
    match count {
        Count::Number(number) => format!("P{clock}{number}{letter}"),
        Count::Vague => format!("P{clock}X{letter}"),
    }
}
