//! Scorer of `quantulum`: values with their places.
//!
//! A found figure answers the gold whose span it overlaps, one to one, the best overlap first. Where the gold has an
//! uncertainty it is a range from value - uncertainty to value + uncertainty, else one number. A range may also be two rows
//! of ours ("rose from 3 to 5"), one of them `earlier`, whose values are its ends: one right row. A figure that answers
//! nothing is wrong. Units are not scored: that project's names are its own.

use serde::Deserialize;
use tidywire_codebook::Role;
use tidywire_extract::Figure;
use tidywire_text::Span;

use super::seen::Seen;
use super::value::{close, ends, stated};
use super::{Quoted, Task};
use crate::align::align;
use crate::score::Scores;

#[derive(Deserialize)]
struct Gold {
    quantities: Vec<Quantity>,
}

#[derive(Deserialize)]
struct Quantity {
    #[serde(flatten)]
    quote: Quoted,
    value: f64,
    #[serde(default)]
    uncertainty: Option<f64>,
}

pub(super) fn read(line: &str) -> Result<Box<dyn Task>, serde_json::Error> {
    serde_json::from_str::<Gold>(line).map(|gold| Box::new(gold) as Box<dyn Task>)
}

impl Quantity {
    /// Both ends, where it is a range.
    fn range(&self) -> Option<(f64, f64)> {
        let uncertainty = self.uncertainty.filter(|&uncertainty| uncertainty != 0.0)?;
        Some((self.value - uncertainty, self.value + uncertainty))
    }

    fn is(&self, figure: &Figure) -> bool {
        match self.range() {
            Some((low, high)) => {
                ends(&figure.value).is_some_and(|(first, last)| close(low, first) && close(high, last))
            }
            None => stated(&figure.value).is_some_and(|found| close(found, self.value)),
        }
    }

    /// Two rows that give its ends, one of them an earlier value.
    fn are(&self, one: &Figure, other: &Figure) -> bool {
        let values = stated(&one.value).zip(stated(&other.value));
        let (Some((low, high)), Some((first, last))) = (self.range(), values) else {
            return false;
        };
        let earlier = one.role == Role::Earlier || other.role == Role::Earlier;
        earlier && close(first.min(last), low) && close(first.max(last), high)
    }
}

impl Task for Gold {
    fn quotes(&self) -> Vec<&Quoted> {
        self.quantities.iter().map(|quantity| &quantity.quote).collect()
    }

    fn score(&self, seen: &Seen<'_>, scores: &mut Scores) {
        let gold: Vec<Span> = self.quantities.iter().map(|quantity| quantity.quote.span()).collect();
        let found: Vec<Span> = seen.figures.iter().map(|figure| seen.span(figure)).collect();
        let pairs = align(&found, &gold, &|_, _| true);
        let answered = |index: usize| pairs.iter().find(|pair| pair.0 == index).map(|pair| pair.1);
        // The second row of a change: it answers nothing itself, but overlaps the range that the first one answers.
        let second = |first: usize, right: usize| {
            (0..found.len()).find(|&other| {
                answered(other).is_none()
                    && found[other].overlaps(gold[right])
                    && self.quantities[right].are(&seen.figures[first], &seen.figures[other])
            })
        };
        let seconds: Vec<usize> = pairs.iter().filter_map(|&(left, right)| second(left, right)).collect();
        let mut count = 0;
        for &(left, right) in &pairs {
            let (figure, quantity) = (&seen.figures[left], &self.quantities[right]);
            if quantity.is(figure) || second(left, right).is_some() {
                count += 1;
            } else {
                let uncertainty = quantity.uncertainty.map_or_else(String::new, |by| format!(" +- {by}"));
                let detail = format!("wanted {}{uncertainty}, found {}", quantity.value, seen.show(figure));
                seen.miss(scores, "value", "wrong", detail);
            }
        }
        scores.count("value", count, found.len() - seconds.len(), gold.len());
        for (index, figure) in seen.figures.iter().enumerate() {
            if answered(index).is_none() && !seconds.contains(&index) {
                seen.miss(scores, "value", "false", seen.show(figure));
            }
        }
        for (index, quantity) in self.quantities.iter().enumerate() {
            if !pairs.iter().any(|pair| pair.1 == index) {
                let detail = format!("\"{}\": {}", quantity.quote.text, quantity.value);
                seen.miss(scores, "value", "missed", detail);
            }
        }
    }
}
