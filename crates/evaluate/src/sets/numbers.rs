//! Scorer of `recognizers_number` and its variants: a record is right or it is not.
//!
//! Right when the bare numbers found and their values are exactly those of the gold: same places, same values, none
//! more, none fewer. A number that is glued to its unit ("180ml") is none there, so such figures are left out. A value answers with its point, else with the number of its bound. A range is one figure here and
//! two numbers there: such records stay wrong, as does a gold without a value.

use serde::Deserialize;
use tidywire_extract::Figure;

use super::seen::Seen;
use super::value::{same, stated};
use super::{Quoted, Task};
use crate::score::Scores;

/// One expected result of the Recognizers sets.
#[derive(Deserialize)]
pub(super) struct Expected {
    #[serde(flatten)]
    pub(super) quote: Quoted,
    pub(super) resolution: Resolution,
}

/// What it should resolve to.
#[derive(Deserialize)]
pub(super) struct Resolution {
    pub(super) value: Option<String>,
    pub(super) unit: Option<String>,
}

#[derive(Deserialize)]
struct Gold {
    results: Vec<Expected>,
}

pub(super) fn read(line: &str) -> Result<Box<dyn Task>, serde_json::Error> {
    serde_json::from_str::<Gold>(line).map(|gold| Box::new(gold) as Box<dyn Task>)
}

impl Expected {
    /// The number, without a sign of percent.
    pub(super) fn number(&self) -> Option<f64> {
        self.resolution.value.as_ref()?.trim_end_matches('%').parse().ok()
    }

    /// In words, for the list of errors.
    pub(super) fn show(&self) -> String {
        let part = |part: &Option<String>| part.clone().unwrap_or_default();
        format!(
            "\"{}\" {} {}",
            self.quote.text,
            part(&self.resolution.value),
            part(&self.resolution.unit)
        )
        .trim_end()
        .to_owned()
    }
}

/// Counts a record and notes what it wanted when it is wrong.
pub(super) fn verdict(seen: &Seen<'_>, scores: &mut Scores, right: bool, wanted: &[Expected], found: &[String]) {
    let right = usize::from(right);
    scores.count("records", right, right, 1);
    if right == 0 {
        let wanted: Vec<String> = wanted.iter().map(Expected::show).collect();
        let detail = format!("wanted [{}], found [{}]", wanted.join("; "), found.join("; "));
        seen.miss(scores, "record", "wrong", detail);
    }
}

/// A letter stands right behind the digits, and belongs to the unit.
fn glued(figure: &Figure, text: &str) -> bool {
    let (number, whole) = (figure.number, figure.span);
    whole.end > number.end && text[number.end..whole.end].starts_with(char::is_alphabetic)
}

impl Task for Gold {
    fn quotes(&self) -> Vec<&Quoted> {
        self.results.iter().map(|expected| &expected.quote).collect()
    }

    fn score(&self, seen: &Seen<'_>, scores: &mut Scores) {
        let mut open: Vec<&Expected> = self.results.iter().collect();
        let mut extra = false;
        for figure in seen.figures {
            let place = seen.number(figure);
            let value = stated(&figure.value);
            let hit = open.iter().position(|expected| {
                let number = expected.number().zip(value);
                expected.quote.span() == place && number.is_some_and(|(wanted, found)| same(wanted, found))
            });
            match hit {
                Some(index) => {
                    open.swap_remove(index);
                }
                None => extra |= !glued(figure, &seen.document.text),
            }
        }
        let show = |figure: &Figure| {
            format!(
                "{} number \"{}\"",
                seen.show(figure),
                figure.number.of(&seen.document.text)
            )
        };
        let found: Vec<String> = seen.figures.iter().map(show).collect();
        verdict(seen, scores, open.is_empty() && !extra, &self.results, &found);
    }
}
