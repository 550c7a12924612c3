//! Stretches of time that charts count by: days, weeks, months, quarters or years, and their axis.
//!
//! It deliberately knows no time zone and no clock: days are those of the tables. Invariant: bins follow each other without
//! a gap, and a day is in exactly one of them or outside of all.

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};

use crate::data::{Tables, span};
use crate::draw::{Anchor, Canvas, MUTED, width};

/// Pixels between bars, and of the widest bar: one of a whole page would be a wall.
const GAP: f64 = 0.12;
const WIDEST: f64 = 90.0;
/// Bins in a picture at most; of the units that keep to it the finest is taken.
const MOST: usize = 62;
const LABEL: f64 = 12.0;
/// Pixels that the axis takes below the bins.
pub(super) const AXIS: f64 = 44.0;

/// How long a bin is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

const UNITS: [Unit; 5] = [Unit::Day, Unit::Week, Unit::Month, Unit::Quarter, Unit::Year];

impl Unit {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    fn span(self) -> Span {
        match self {
            Self::Day => 1.day(),
            Self::Week => 1.week(),
            Self::Month => 1.month(),
            Self::Quarter => 3.months(),
            Self::Year => 1.year(),
        }
    }

    /// First day of the bin that a day is in. Weeks begin on Monday, as ISO 8601 has it.
    fn start(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            Self::Week => day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days()),
            Self::Month => day.first_of_month(),
            Self::Quarter => date(day.year(), (day.month() - 1) / 3 * 3 + 1, 1),
            Self::Year => day.first_of_year(),
        }
    }

    /// What stands under a bin.
    fn label(self, start: Date) -> String {
        match self {
            Self::Day | Self::Week => format!("{} {}", start.day(), month(start)),
            Self::Month => month(start).to_owned(),
            Self::Quarter => format!("Q{}", (start.month() - 1) / 3 + 1),
            Self::Year => start.year().to_string(),
        }
    }
}

fn month(day: Date) -> &'static str {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    MONTHS[day.month() as usize - 1]
}

/// Bins from one day to another.
#[derive(Clone, Debug)]
pub(super) struct Bins {
    pub(super) unit: Unit,
    /// First days of the bins, and the first day after the last one.
    edges: Vec<Date>,
}

impl Bins {
    /// Bins that hold all days from the first to the last; hundreds of years are in years, however many.
    pub(super) fn over(first: Date, last: Date) -> Self {
        let bins = |unit: Unit| {
            let mut edges = vec![unit.start(first)];
            while let Some(&edge) = edges.last()
                && edge <= last
                && edge < Date::MAX
            {
                edges.push(edge.saturating_add(unit.span()));
            }
            Self { unit, edges }
        };
        let units = UNITS.into_iter();
        // Not to count the days of centuries: a bin is never shorter than the span over the most bins there may be.
        let days = i64::from((last - first).get_days());
        let fine = units.filter(|&unit| days / longest(unit) <= MOST as i64);
        let mut tried = fine.map(bins);
        tried
            .find(|bins| bins.len() <= MOST)
            .unwrap_or_else(|| bins(Unit::Year))
    }

    pub(super) fn len(&self) -> usize {
        self.edges.len() - 1
    }

    /// First day of a bin.
    pub(super) fn start(&self, bin: usize) -> Date {
        self.edges[bin]
    }

    /// Last day of the last bin.
    pub(super) fn last(&self) -> Date {
        self.edges[self.len()].saturating_sub(1.day())
    }

    /// A bin in running text: "on 4 Mar 2024", "in Q1 2024".
    pub(super) fn name(&self, bin: usize) -> String {
        let start = self.start(bin);
        let (label, year) = (self.unit.label(start), start.year());
        match self.unit {
            Unit::Day => format!("on {label} {year}"),
            Unit::Week => format!("in the week from {label} {year}"),
            Unit::Month | Unit::Quarter => format!("in {label} {year}"),
            Unit::Year => format!("in {year}"),
        }
    }

    /// The bin of a day.
    pub(super) fn find(&self, day: Date) -> Option<usize> {
        let after = self.edges.partition_point(|&edge| edge <= day);
        (1..self.edges.len()).contains(&after).then(|| after - 1)
    }

    /// Where the middle of a day stands, as a share of the whole, if it is in any bin.
    pub(super) fn share(&self, day: Date) -> Option<f64> {
        let bin = self.find(day)?;
        let days = |from: Date, to: Date| f64::from((to - from).get_days());
        let within = (days(self.edges[bin], day) + 0.5) / days(self.edges[bin], self.edges[bin + 1]);
        Some((bin as f64 + within) / self.len() as f64)
    }

    /// From where to where the bar of a bin reaches.
    pub(super) fn bar(&self, bin: usize, left: f64, right: f64) -> (f64, f64) {
        let wide = (right - left) / self.len() as f64;
        // In whole pixels, so that all bars are equally wide.
        let gap = (wide * GAP).min(6.0).floor().max((wide - WIDEST) / 2.0);
        (left + wide * bin as f64 + gap, left + wide * (bin as f64 + 1.0) - gap)
    }

    /// Draws the names of the bins, those that have room, and the years below them.
    pub(super) fn axis(&self, canvas: &mut Canvas<'_>, left: f64, right: f64, y: f64) {
        let wide = (right - left) / self.len() as f64;
        let label = |bin| self.unit.label(self.start(bin));
        let widest = (0..self.len())
            .map(|bin| width(&label(bin), LABEL, false))
            .fold(0.0, f64::max);
        // Every second, third, ... bin has a name, so that the eye can count.
        let step = (((widest + 12.0) / wide).ceil() as usize).max(1);
        let (mut free_year, mut year) = (f64::NEG_INFINITY, None);
        for bin in 0..self.len() {
            let (start, x) = (self.start(bin), left + wide * (bin as f64 + 0.5));
            if bin % step == 0 {
                canvas.line((x, y), (x, y + 5.0), MUTED, 1);
                canvas.text(&label(bin), (x, y + 14.0), LABEL, false, MUTED, Anchor::Middle);
            }
            if year != Some(start.year()) && self.unit != Unit::Year {
                year = Some(start.year());
                let (label, from) = (start.year().to_string(), x - wide / 2.0);
                if from >= free_year {
                    canvas.text(&label, (from, y + 31.0), LABEL, true, MUTED, Anchor::Start);
                    free_year = from + width(&label, LABEL, true) + 10.0;
                }
            }
        }
    }
}

/// Days of a unit at the longest.
fn longest(unit: Unit) -> i64 {
    match unit {
        Unit::Day => 1,
        Unit::Week => 7,
        Unit::Month => 31,
        Unit::Quarter => 92,
        Unit::Year => 366,
    }
}

/// The time that pictures show: from the first to the last day of publication, and before it as far as the text's own
/// dates reach, a month at most. Without days of publication it is what the text's own dates span. One date in the
/// background, of 1948 or of last year, leaves the news visible so.
pub(super) fn window(tables: &Tables, stated: impl Iterator<Item = Date> + Clone) -> Option<Bins> {
    let Some((first, last)) = span(tables.articles.values()) else {
        return Some(Bins::over(stated.clone().min()?, stated.max()?));
    };
    let earliest = first.saturating_sub(31.days());
    let stated = stated.filter(|&day| day >= earliest).min();
    Some(Bins::over(stated.map_or(first, |day| day.min(first)), last))
}

/// The first day of a date that is narrow enough to say something about days: up to a week.
pub(super) fn near(first: Option<Date>, last: Option<Date>) -> Option<Date> {
    first.filter(|&first| last.is_none_or(|last| (last - first).get_days() < 7))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidywire_codebook::Article;

    #[test]
    fn the_span_chooses_the_unit_and_every_day_has_one_bin() {
        let first = date(2023, 12, 27);
        for (days, unit, count) in [
            (0, Unit::Day, 1),
            (61, Unit::Day, 62),
            (62, Unit::Week, 10),
            (426, Unit::Week, 62),
            (900, Unit::Month, 31),
            (2_500, Unit::Quarter, 29),
            (12_000, Unit::Year, 34),
            (100_000, Unit::Year, 275),
        ] {
            let last = first.saturating_add(i64::from(days).days());
            let bins = Bins::over(first, last);
            assert_eq!((bins.unit, bins.len()), (unit, count), "{days} days");
            assert_eq!(
                (bins.find(first), bins.find(last)),
                (Some(0), Some(count - 1)),
                "{days} days"
            );
            assert!(bins.start(0) <= first);
        }
    }

    #[test]
    fn bins_begin_where_calendars_say() {
        let weeks = Bins::over(date(2024, 1, 3), date(2024, 4, 1));
        // 1 January 2024 was a Monday.
        assert_eq!((weeks.unit, weeks.start(0)), (Unit::Week, date(2024, 1, 1)));
        assert_eq!(
            (weeks.find(date(2024, 1, 7)), weeks.find(date(2024, 1, 8))),
            (Some(0), Some(1))
        );
        assert_eq!(
            (weeks.find(date(2023, 12, 31)), weeks.find(date(2024, 4, 8))),
            (None, None)
        );
        let quarters = Bins::over(date(2015, 5, 20), date(2024, 1, 1));
        assert_eq!((quarters.unit, quarters.start(0)), (Unit::Quarter, date(2015, 4, 1)));
        assert!(
            weeks
                .share(date(2024, 1, 1))
                .is_some_and(|share| share > 0.0 && share < 0.02)
        );
    }

    #[test]
    fn background_of_long_ago_does_not_stretch_the_window() {
        let mut tables = Tables::nothing();
        let window =
            |tables: &Tables, stated: &[Date]| window(tables, stated.iter().copied()).map(|bins| bins.start(0));
        assert_eq!(window(&tables, &[]), None);
        assert_eq!(window(&tables, &[date(1948, 5, 14)]), Some(date(1948, 5, 14)));
        for (id, at) in [("a", "2024-03-10T23:30:00Z"), ("b", "2024-03-20T01:00:00Z")] {
            let article = Article {
                article_id: id.into(),
                published_at: at.parse().ok(),
                ..Article::default()
            };
            tables.articles.insert(id.into(), article);
        }
        assert_eq!(window(&tables, &[]), Some(date(2024, 3, 10)));
        let stated = [date(1948, 5, 14), date(2024, 2, 20), date(2024, 3, 1)];
        assert_eq!(window(&tables, &stated), Some(date(2024, 2, 20)));
    }
}
