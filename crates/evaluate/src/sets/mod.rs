//! Development sets: gold that is measured beside the repository and never copied into it.
//!
//! A [`Set`] knows its file, reads one line of JSON as a [`Record`], and a record scores what was found in its text.
//! Each scorer states its rules at the top of its file.
//!
//! What it deliberately does not do: it opens no file and analyses no text; the caller gives both. Ordinals alone
//! ("the first") are no figures of ours, so those sets are not here.
//!
//! Invariant: scores are named `set: score`, and records of a set add up in any order.

mod amounts;
mod conflict;
mod current_events;
mod fighting;
mod geovirus;
mod muc;
mod muc_actions;
mod muc_gold;
mod newsquant;
mod number_range;
mod numbers;
mod plv;
mod polnear;
mod quantulum;
mod re3d;
mod seen;
mod value;
mod when_where;
mod wikiwars;

use jiff::civil::Date;
use serde::Deserialize;
use tidywire_extract::Extraction;
use tidywire_lexicon::Lexicon;
use tidywire_text::{CodePoints, Document, Span};

use crate::gold::GoldError;
use crate::score::Scores;
use amounts::Family;
use seen::Seen;

/// "12:20" in a key of ours: the words between two offsets in code points; none for "-".
fn offsets(words: &str) -> Option<Span> {
    let (start, end) = words.split_once(':')?;
    Some(Span::new(start.parse().ok()?, end.parse().ok()?))
}

/// One development set.
#[derive(Clone, Copy, Debug)]
pub struct Set {
    /// Its name.
    pub name: &'static str,
    /// Its file, below the folder of the development data.
    pub file: &'static str,
    /// Whether its counts are blessed: part of `--set all`.
    pub blessed: bool,
    read: fn(&str) -> Result<Box<dyn Task>, serde_json::Error>,
    /// Which records belong to it, by id.
    holds: fn(&str) -> bool,
}

/// Every set, in the order of the reports.
pub const SETS: &[Set] = &[
    set("conflict", "figures/conflict.jsonl", true, conflict::read),
    set("newsquant", "figures/newsquant.jsonl", true, newsquant::read),
    set(
        "recognizers_number",
        "figures/recognizers_number.jsonl",
        true,
        numbers::read,
    ),
    set(
        "recognizers_number_range",
        "figures/recognizers_number_range.jsonl",
        true,
        number_range::read,
    ),
    set(
        "recognizers_currency",
        "figures/recognizers_currency.jsonl",
        true,
        |line| amounts::read(line, Family::Currency),
    ),
    set(
        "recognizers_percent",
        "figures/recognizers_percent.jsonl",
        true,
        |line| amounts::read(line, Family::Percent),
    ),
    set("quantulum", "figures/quantulum.jsonl", true, quantulum::read),
    set("muc", "incidents/muc_dev.jsonl.gz", true, muc::read),
    set("plv", "actions/plv.jsonl", true, plv::read),
    set("re3d", "actors/re3d.jsonl", true, re3d::read),
    set("re3d_fighting", "actors/re3d.jsonl", true, fighting::read),
    set("muc_actions", "incidents/muc_dev.jsonl.gz", true, muc_actions::read),
    set("polnear", "attribution/polnear.jsonl.gz", true, polnear::read),
    Set {
        holds: current_events::has,
        ..set(
            "current_events",
            "text/current_events.jsonl.gz",
            true,
            current_events::read,
        )
    },
    Set {
        holds: when_where::has,
        ..set("when_where", "text/current_events.jsonl.gz", true, when_where::read)
    },
    set("wikiwars", "dates/wikiwars.jsonl", true, wikiwars::read),
    set("geovirus", "places/geovirus.jsonl", true, geovirus::read),
    set(
        "recognizers_number_experimental",
        "figures/recognizers_number_experimental.jsonl",
        false,
        numbers::read,
    ),
    set(
        "recognizers_number_percent_mode",
        "figures/recognizers_number_percent_mode.jsonl",
        false,
        numbers::read,
    ),
    set(
        "recognizers_number_range_experimental",
        "figures/recognizers_number_range_experimental.jsonl",
        false,
        number_range::read,
    ),
    set(
        "recognizers_percent_mode",
        "figures/recognizers_percent_mode.jsonl",
        false,
        |line| amounts::read(line, Family::Percent),
    ),
    set(
        "recognizers_dimension",
        "figures/recognizers_dimension.jsonl",
        false,
        |line| amounts::read(line, Family::Dimension),
    ),
    set(
        "recognizers_temperature",
        "figures/recognizers_temperature.jsonl",
        false,
        |line| amounts::read(line, Family::Temperature),
    ),
    set("recognizers_age", "figures/recognizers_age.jsonl", false, |line| {
        amounts::read(line, Family::Age)
    }),
];

const fn set(
    name: &'static str,
    file: &'static str,
    blessed: bool,
    read: fn(&str) -> Result<Box<dyn Task>, serde_json::Error>,
) -> Set {
    Set {
        name,
        file,
        blessed,
        read,
        holds: |_| true,
    }
}

/// The gold of one record, and how it scores what was found.
trait Task: Send + Sync {
    /// Quotations that must stand in the text where they are said to stand.
    fn quotes(&self) -> Vec<&Quoted>;
    /// Scores what was found in the record's text.
    fn score(&self, seen: &Seen<'_>, scores: &mut Scores);
}

/// Words of a record's text; offsets count code points.
#[derive(Clone, Debug, Deserialize)]
struct Quoted {
    text: String,
    start: usize,
    end: usize,
}

/// One record of a set.
pub struct Record {
    /// Its id, unique in the set.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Day of publication, where the set has one.
    pub published: Option<Date>,
    set: &'static str,
    gold: Box<dyn Task>,
}

#[derive(Deserialize)]
struct Head {
    id: String,
    text: String,
    /// Day of publication, with or without a time.
    #[serde(default, alias = "reference_date")]
    date: Option<String>,
}

impl Set {
    /// The set of that name; `all` is every set whose counts are blessed.
    pub fn named(name: &str) -> Vec<&'static Self> {
        SETS.iter()
            .filter(|set| set.name == name || name == "all" && set.blessed)
            .collect()
    }

    /// Whether a score belongs to this set.
    pub fn owns(&self, score: &str) -> bool {
        score.strip_prefix(self.name).is_some_and(|rest| rest.starts_with(": "))
    }

    /// Reads one line of the set's file, unless the set leaves that record out; `path` and `number` are for the error.
    ///
    /// # Errors
    /// When it is not JSON of the set's shape, or a quotation does not stand where it is said to stand.
    pub fn parse(&self, path: &str, number: usize, line: &str) -> Result<Option<Record>, GoldError> {
        let wrong = |column: usize, message: String| GoldError::File {
            path: path.to_owned(),
            line: number,
            column,
            message,
        };
        let json = |error: serde_json::Error| {
            // The line is one of a file: its own "line 1" would mislead.
            let message = error.to_string();
            let end = message.rfind(" at line ").unwrap_or(message.len());
            wrong(error.column(), message[..end].to_owned())
        };
        let Head { id, text, date } = serde_json::from_str(line).map_err(json)?;
        if !(self.holds)(&id) {
            return Ok(None);
        }
        let gold = (self.read)(line).map_err(json)?;
        for quote in gold.quotes() {
            let length = quote.end.saturating_sub(quote.start);
            let there: String = text.chars().skip(quote.start).take(length).collect();
            if there != quote.text {
                let message = format!("\"{}\" is not at {}..{} of {id}", quote.text, quote.start, quote.end);
                return Err(wrong(1, message));
            }
        }
        Ok(Some(Record {
            id,
            text,
            published: date.and_then(|date| date.get(..10)?.parse().ok()),
            set: self.name,
            gold,
        }))
    }
}

impl Record {
    /// Scores what was found in `document`, which must hold the record's text.
    pub fn score(&self, document: &Document, found: &Extraction, lexicon: &Lexicon) -> Scores {
        let mut scores = Scores::default();
        let seen = Seen {
            id: &self.id,
            document,
            points: CodePoints::new(&document.text),
            figures: &found.figures,
            mentions: &found.mentions,
            places: &found.places,
            times: &found.times,
            actions: &found.actions,
            statements: &found.statements,
            lexicon,
        };
        self.gold.score(&seen, &mut scores);
        scores.under(self.set)
    }
}
