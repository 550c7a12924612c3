//! Scorer of `recognizers_number_range`: intervals, and the words that bound them.
//!
//! An expected `[20,30)` is met by a figure with the same span, the same ends and the openness that its bound states:
//! more_than and less_than are open, at_least and at_most closed. A range of ours is closed on both sides by definition,
//! so a gold range may be open or closed at either end. `[20,20]` ("equal to 20") is met by an exact figure of that span.
//! A record is right when every interval is met and no bounded figure is left over; plain, approximate and vague numbers
//! beside the intervals are not looked at.

use serde::Deserialize;
use tidywire_codebook::Bound;
use tidywire_extract::Figure;

use super::numbers::{Expected, verdict};
use super::seen::Seen;
use super::value::same;
use super::{Quoted, Task};
use crate::score::Scores;

#[derive(Deserialize)]
struct Gold {
    results: Vec<Expected>,
}

pub(super) fn read(line: &str) -> Result<Box<dyn Task>, serde_json::Error> {
    serde_json::from_str::<Gold>(line).map(|gold| Box::new(gold) as Box<dyn Task>)
}

/// `[20,30)`: each end open or closed, or missing.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Interval {
    low: Option<f64>,
    high: Option<f64>,
    low_open: bool,
    high_open: bool,
}

impl Interval {
    fn parse(text: &str) -> Option<Self> {
        let (low, high) = text.get(1..text.len().checked_sub(1)?)?.split_once(',')?;
        let end = |text: &str| {
            if text.is_empty() {
                Some(None)
            } else {
                text.parse().ok().map(Some)
            }
        };
        Some(Self {
            low: end(low)?,
            high: end(high)?,
            low_open: text.starts_with('('),
            high_open: text.ends_with(')'),
        })
    }

    fn is(&self, figure: &Figure) -> bool {
        let value = &figure.value;
        let equal = |one: Option<f64>, other: Option<f64>| match (one, other) {
            (None, None) => true,
            (Some(one), Some(other)) => same(one, other),
            _ => false,
        };
        let open = match value.bound {
            Bound::MoreThan => self.low_open,
            Bound::AtLeast => !self.low_open,
            Bound::LessThan => self.high_open,
            Bound::AtMost => !self.high_open,
            Bound::Range => true,
            Bound::Exact => !self.low_open && !self.high_open,
            Bound::Approximate | Bound::Vague => false,
        };
        open && equal(self.low, value.low) && equal(self.high, value.high)
    }
}

impl Task for Gold {
    fn quotes(&self) -> Vec<&Quoted> {
        self.results.iter().map(|expected| &expected.quote).collect()
    }

    fn score(&self, seen: &Seen<'_>, scores: &mut Scores) {
        let mut open: Vec<&Expected> = self.results.iter().collect();
        let mut extra = false;
        for figure in seen.figures {
            let place = seen.span(figure);
            let hit = open.iter().position(|expected| {
                let interval = expected.resolution.value.as_deref().and_then(Interval::parse);
                expected.quote.span() == place && interval.is_some_and(|interval| interval.is(figure))
            });
            if let Some(index) = hit {
                open.swap_remove(index);
            } else if !matches!(figure.value.bound, Bound::Exact | Bound::Approximate | Bound::Vague) {
                extra = true;
            }
        }
        let found: Vec<String> = seen.figures.iter().map(|figure| seen.show(figure)).collect();
        verdict(seen, scores, open.is_empty() && !extra, &self.results, &found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_keep_their_open_ends() {
        let interval = Interval::parse("(-10,15]").expect("an interval");
        assert_eq!((interval.low, interval.high), (Some(-10.0), Some(15.0)));
        assert_eq!((interval.low_open, interval.high_open), (true, false));
        assert_eq!(Interval::parse("[30,)").map(|interval| interval.high), Some(None));
        assert_eq!(Interval::parse("thirty"), None);
    }
}
