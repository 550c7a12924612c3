//! `times/`: words of the calendar, and those that name, shift and measure stretches of time.

use serde::Deserialize;

/// A month.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Month {
    /// Full name.
    pub name: String,
    /// 1 to 12.
    pub number: i8,
    /// Abbreviations without the full stop.
    #[serde(default)]
    pub short: Vec<String>,
}

/// A day of the week.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weekday {
    /// Full name.
    pub name: String,
    /// Days after Monday.
    pub number: i8,
    /// Abbreviations without the full stop.
    #[serde(default)]
    pub short: Vec<String>,
}

/// A word for a day beside the article's ("yesterday").
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelativeDay {
    /// Lower-case word.
    pub word: String,
    /// Days after the article's day.
    pub offset: i64,
    /// Part of that day, as in TIMEX3 ("tonight" NI).
    pub part: Option<String>,
}

/// A unit of time, in the order of length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeUnit {
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// A night.
    Night,
    /// Saturday and Sunday.
    Weekend,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

/// A noun for a unit of time.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitWord {
    /// Lower-case singular.
    pub word: String,
    /// The unit.
    pub unit: TimeUnit,
    /// How many of it ("fortnight": 2 weeks).
    #[serde(default = "one")]
    pub count: u8,
}

fn one() -> u8 {
    1
}

/// A part of the day.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartWord {
    /// Lower-case word.
    pub word: String,
    /// As in TIMEX3: MO, AF, EV, NI, DT, or a clock time ("12:00").
    pub code: String,
}

/// A season.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeasonWord {
    /// Lower-case word.
    pub word: String,
    /// As in TIMEX3: SP, SU, FA, WI.
    pub code: String,
    /// First of its three months (meteorological, northern half of the earth).
    pub month: i8,
}

/// What a word of direction counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeAnchor {
    /// The article's date ("last week").
    Published,
    /// The date before it in the text ("the following week").
    Text,
}

/// A word that moves a unit: "last", "next", "this", "previous".
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepWord {
    /// Lower-case word.
    pub word: String,
    /// Units after the anchor.
    pub step: i32,
    /// What it counts from.
    pub anchor: TimeAnchor,
    /// True when with a number it is a stretch up to or from the anchor ("the past three days").
    #[serde(default)]
    pub stretch: bool,
}

/// A word behind a length of time that makes it a shift: "two days ago", "three weeks later".
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShiftWord {
    /// Lower-case word or words.
    pub phrase: String,
    /// True for times after the anchor.
    #[serde(default)]
    pub later: bool,
    /// What it counts from.
    pub anchor: TimeAnchor,
}

/// A word that picks the beginning, middle or end of a stretch.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EdgeWord {
    /// Lower-case word.
    pub word: String,
    /// TIMEX3 modifier: start, mid, end.
    pub modifier: String,
}

/// A word for the present, the past or the future as such.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferenceWord {
    /// Lower-case word or words.
    pub phrase: String,
    /// PRESENT_REF, PAST_REF or FUTURE_REF.
    pub value: String,
}

/// A day with a name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// Its name.
    pub phrase: String,
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
}

/// Words of time.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TimeWords {
    pub(crate) singular: Vec<String>,
}

/// The vocabulary of time expressions.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Times {
    /// Months.
    #[serde(default)]
    pub month: Vec<Month>,
    /// Days of the week.
    #[serde(default)]
    pub weekday: Vec<Weekday>,
    /// Words for days beside the article's.
    #[serde(default)]
    pub day: Vec<RelativeDay>,
    /// Units.
    #[serde(default)]
    pub unit: Vec<UnitWord>,
    /// Parts of the day.
    #[serde(default)]
    pub part: Vec<PartWord>,
    /// Seasons.
    #[serde(default)]
    pub season: Vec<SeasonWord>,
    /// Words that move a unit.
    #[serde(default)]
    pub step: Vec<StepWord>,
    /// Words that make a length a shift.
    #[serde(default)]
    pub shift: Vec<ShiftWord>,
    /// Words for the beginning, middle and end.
    #[serde(default)]
    pub edge: Vec<EdgeWord>,
    /// Words for now, the past and the future.
    #[serde(default)]
    pub reference: Vec<ReferenceWord>,
    /// Days with a name.
    #[serde(default)]
    pub holiday: Vec<Holiday>,
    /// Words for an unknown number of units.
    #[serde(default)]
    pub vague_count: Vec<String>,
    /// Adverbs and adjectives of repetition, with the unit repeated.
    #[serde(default)]
    pub repeated: Vec<UnitWord>,
    /// Adjectives that may stand between a number and its unit.
    #[serde(default)]
    pub between: Vec<String>,
    /// Verbs and adjectives behind which a date lies ahead ("scheduled for 5 June").
    #[serde(default)]
    pub ahead: Vec<String>,
    /// Nouns for events with a date of their own, beside those that are triggers.
    #[serde(default)]
    pub events: Vec<String>,
    #[serde(default)]
    pub(crate) time_words: Vec<TimeWords>,
}

impl Times {
    pub(crate) fn append(&mut self, mut other: Self) {
        self.month.append(&mut other.month);
        self.weekday.append(&mut other.weekday);
        self.day.append(&mut other.day);
        self.unit.append(&mut other.unit);
        self.part.append(&mut other.part);
        self.season.append(&mut other.season);
        self.step.append(&mut other.step);
        self.shift.append(&mut other.shift);
        self.edge.append(&mut other.edge);
        self.reference.append(&mut other.reference);
        self.holiday.append(&mut other.holiday);
        self.vague_count.append(&mut other.vague_count);
        self.repeated.append(&mut other.repeated);
        self.between.append(&mut other.between);
        self.ahead.append(&mut other.ahead);
        self.events.append(&mut other.events);
        self.time_words.append(&mut other.time_words);
    }

    /// Lower-case singular words of time.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.time_words
            .iter()
            .flat_map(|words| words.singular.iter().map(String::as_str))
    }
}
