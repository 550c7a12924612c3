//! One panel of figures over time: its scale, which marks have room, and the drawing.
//!
//! It chooses nothing by value. Invariant: marks of a panel do not lie on each other, and a panel has figures of
//! one stretch of time only.

use std::collections::BTreeMap;

use tidywire_codebook::FigureTimeFrame;

use super::super::bins::Bins;
use super::super::figure_rows::Row;
use crate::draw::{
    Anchor, Canvas, GRID, INK, MARGIN, MUTED, Mark, OPEN, PAPER, Scale, Shape, WIDTH, mix, number, plural, width,
};

const HEAD: f64 = 40.0;
/// Pixels between the least and the largest number; where marks are many; more where there is a zero.
const PLOT: f64 = 170.0;
const TALL: f64 = 330.0;
const ZERO: f64 = 60.0;
/// Pixels of the bars that count figures, and of all that belongs to them.
const COUNTS: f64 = 28.0;
const STRIP: f64 = 54.0;
const LEFT: f64 = MARGIN + 84.0;
const RIGHT: f64 = WIDTH - MARGIN;
/// Half the width of a mark, and how far one may stand aside.
const HALF: f64 = 10.0;
const ASIDE: [f64; 5] = [0.0, 11.0, -11.0, 22.0, -22.0];
/// Room of the bar below a mark.
const BAR: f64 = 5.0;
const LABEL: f64 = 12.0;

/// Which figures share a panel. The order is that of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Event,
    Period,
    Total,
    Unknown,
}

impl Kind {
    fn of(frame: FigureTimeFrame) -> Self {
        match frame {
            FigureTimeFrame::Event | FigureTimeFrame::Day => Self::Event,
            FigureTimeFrame::Period => Self::Period,
            FigureTimeFrame::Cumulative => Self::Total,
            FigureTimeFrame::Unknown => Self::Unknown,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Event => "event or day",
            Self::Period => "period",
            Self::Total => "cumulative",
            Self::Unknown => "not said",
        }
    }

    fn says(self) -> &'static str {
        match self {
            Self::Event => "of one event or one day",
            Self::Period => "of a stated period",
            Self::Total => "everything since a beginning",
            Self::Unknown => "the text does not say of what stretch of time",
        }
    }
}

/// The panel that figures of a time frame stand in.
pub(super) fn name(frame: FigureTimeFrame) -> &'static str {
    Kind::of(frame).name()
}

/// A figure that could be drawn.
#[derive(Clone, Copy)]
pub(super) struct Candidate<'a> {
    /// Of the figure, among those of the measure.
    pub(super) index: usize,
    pub(super) row: &'a Row<'a>,
    /// Its day, as a share of the picture's time.
    pub(super) share: f64,
    /// The text gives the day.
    pub(super) own: bool,
}

/// A mark that has room.
pub(super) struct Placed<'a> {
    pub(super) index: usize,
    row: &'a Row<'a>,
    pub(super) own: bool,
    x: f64,
}

/// A panel.
pub(super) struct Panel<'a> {
    kind: Kind,
    /// Days of the figures that could stand in it.
    shares: Vec<f64>,
    pub(super) placed: Vec<Placed<'a>>,
    values: Vec<f64>,
    plot: f64,
    /// Room for open ends above and below the numbers.
    above: f64,
    below: f64,
}

/// The panels, each with the marks that have room: those with a day of their own first, then in the given order.
pub(super) fn panels(candidates: Vec<Candidate<'_>>) -> Vec<Panel<'_>> {
    let mut kinds: BTreeMap<Kind, Vec<Candidate<'_>>> = BTreeMap::new();
    for candidate in candidates {
        let kind = Kind::of(candidate.row.figure.time_frame);
        kinds.entry(kind).or_default().push(candidate);
    }
    kinds
        .into_iter()
        .map(|(kind, of_kind)| Panel::of(kind, of_kind))
        .collect()
}

impl<'a> Panel<'a> {
    fn of(kind: Kind, mut candidates: Vec<Candidate<'a>>) -> Self {
        candidates.sort_by_key(|candidate| !candidate.own);
        let panel = Self::filled(kind, &candidates, PLOT);
        if panel.is_full() {
            Self::filled(kind, &candidates, TALL)
        } else {
            panel
        }
    }

    /// True when some figures have no room.
    fn is_full(&self) -> bool {
        self.placed.len() < self.shares.len()
    }

    fn filled(kind: Kind, candidates: &[Candidate<'a>], plot: f64) -> Self {
        let unit = Scale::of(&[1.0], 0.0, 1.0);
        let shapes = || candidates.iter().map(|candidate| candidate.row.mark(&unit).shape);
        let up = shapes().any(|shape| matches!(shape, Shape::From(_) | Shape::Vague(_)));
        let down = shapes().any(|shape| matches!(shape, Shape::UpTo(_)));
        let mut panel = Self {
            kind,
            shares: candidates.iter().map(|candidate| candidate.share).collect(),
            plot,
            placed: Vec::new(),
            values: candidates.iter().flat_map(|candidate| candidate.row.values()).collect(),
            above: if up { OPEN + 6.0 } else { 14.0 },
            below: if down { OPEN + 12.0 } else { 18.0 },
        };
        if panel.values.contains(&0.0) {
            panel.plot += ZERO;
        }
        let scale = panel.scale(0.0);
        let mut taken: Vec<[f64; 4]> = Vec::new();
        for &Candidate { index, row, share, own } in candidates {
            let home = LEFT + 24.0 + (RIGHT - LEFT - 48.0) * share;
            let (from, to) = row.mark(&scale).reach();
            let (top, bottom) = (-to - 2.0, -from + if own { 2.0 } else { BAR + 2.0 });
            let free = |x: f64| {
                let mut others = taken.iter();
                others.all(|&[left, high, right, low]| {
                    x + HALF <= left || right <= x - HALF || bottom <= high || low <= top
                })
            };
            if let Some(x) = ASIDE.into_iter().map(|aside| home + aside).find(|&x| free(x)) {
                taken.push([x - HALF, top, x + HALF, bottom]);
                panel.placed.push(Placed { index, row, own, x });
            }
        }
        panel
    }

    /// Pixels that it takes.
    pub(super) fn height(&self) -> f64 {
        HEAD + self.above + self.plot + self.below + if self.is_full() { STRIP } else { 0.0 }
    }

    /// From numbers to heights, negative because marks are drawn turned: a larger one is further up.
    pub(super) fn scale(&self, top: f64) -> Scale {
        let head = top + HEAD + self.above;
        Scale::of(&self.values, -(head + self.plot), -head)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, top: f64, bins: &Bins) {
        let (scale, foot) = (self.scale(top), top + self.height());
        let heading = self.kind.name();
        let y = top + 24.0;
        canvas.text(heading, (LEFT, y), 15.0, true, INK, Anchor::Start);
        let counted = match (self.placed.len(), self.shares.len()) {
            (1, 1) => "1 figure".to_owned(),
            (drawn, all) if drawn == all => format!("{all} figures"),
            (drawn, all) => format!("{drawn} of {all} figures have room"),
        };
        let says = format!("{} · {counted}", self.kind.says());
        let at = (LEFT + width(heading, 15.0, true) + 14.0, y);
        canvas.text(&says, at, 13.0, false, MUTED, Anchor::Start);

        let mut free = f64::INFINITY;
        for tick in scale.ticks() {
            let y = -scale.at(tick);
            canvas.line((LEFT, y), (RIGHT, y), GRID, 1);
            // A label that would touch the one below is left out; its line stays.
            if y + 7.0 <= free {
                canvas.text(&number(tick), (LEFT - 10.0, y), LABEL, false, MUTED, Anchor::End);
                free = y - 7.0;
            }
        }
        if self.is_full() {
            self.counts(canvas, foot, bins);
        }
        canvas.line((LEFT, foot), (RIGHT, foot), INK, 1);
        for placed in &self.placed {
            let mark: Mark = placed.row.mark(&scale);
            canvas.upright(|canvas| mark.draw(canvas, placed.x));
            if !placed.own {
                let y = -mark.reach().0 + BAR - 1.0;
                canvas.line((placed.x - 7.0, y), (placed.x + 7.0, y), MUTED, 2);
            }
        }
    }
}

impl Panel<'_> {
    /// Bars for how many figures there are, drawn or not, where some have no room.
    fn counts(&self, canvas: &mut Canvas<'_>, foot: f64, bins: &Bins) {
        let mut counts = vec![0usize; bins.len()];
        for share in &self.shares {
            let bin = (share * bins.len() as f64) as usize;
            counts[bin.min(bins.len() - 1)] += 1;
        }
        let most = counts.iter().copied().max().unwrap_or(1).max(1);
        let wide = (RIGHT - LEFT - 48.0) / bins.len() as f64;
        for (bin, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let x = LEFT + 24.0 + wide * bin as f64;
            let high = (COUNTS * count as f64 / most as f64).max(1.0);
            canvas.rect((x + 1.0, foot - high), (x + wide - 1.0, foot), mix(PAPER, MUTED, 0.5));
        }
        let says = format!(
            "{} in all, per {}: {most} at most",
            plural(self.shares.len(), "figure"),
            bins.unit.name()
        );
        let at = (LEFT, foot - COUNTS - 10.0);
        canvas.text(&says, at, LABEL, false, MUTED, Anchor::Start);
    }
}

/// Draws the panels and the time below them.
pub(super) fn draw(canvas: &mut Canvas<'_>, top: f64, panels: &[Panel<'_>], bins: &Bins) {
    let mut y = top;
    for panel in panels {
        panel.draw(canvas, y, bins);
        y += panel.height();
    }
    bins.axis(canvas, LEFT + 24.0, RIGHT - 24.0, y);
}
