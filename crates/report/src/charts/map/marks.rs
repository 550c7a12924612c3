//! How a place is drawn: a pie of quad classes, or a hollow square for a country as a whole; a thin dark outline for
//! figures. And the legend that says so.
//!
//! It deliberately puts nothing anywhere: the chart says where. Invariant: areas are proportional to counts, squares as
//! large as circles, but for a least size below which nothing can be seen.

use tidywire_codebook::{CodeList, QuadClass};

use super::places::Spot;
use crate::charts::event_types::{color, words};
use crate::draw::{Anchor, INK, Layer, MUTED, PAPER, Pixel, STONE, number, width};

/// Largest radius of a mark, and that of one row, in pixels.
const LARGEST: f64 = 28.0;
const ONE: f64 = 6.0;
/// Radius from which on a mark can be told from a dot.
const LEAST: f64 = 2.5;
/// Share of the map that all marks may cover together.
const COVERED: f64 = 0.05;
/// Half the side of a square as large as a circle of radius 1: half the root of pi.
const HALF_SIDE: f64 = 0.886;
/// Width of a square's line, and of the outline for figures.
const BAND: f64 = 3.5;
const THIN: f64 = 1.4;
const LETTERS: f64 = 13.0;

/// From counts to radii.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    /// Radius of a count of one.
    one: f64,
    largest: usize,
}

impl Sizes {
    /// Sizes for these places on a map of that area.
    pub(super) fn of(spots: &[Spot], area: f64) -> Self {
        let larger = |spot: &Spot| spot.all_actions().max(spot.figures);
        let largest = spots.iter().map(larger).max().unwrap_or(1).max(1);
        let all = spots.iter().map(larger).sum::<usize>().max(1);
        let room = (COVERED * area / (std::f64::consts::PI * all as f64)).sqrt();
        let one = ONE.min(LARGEST / (largest as f64).sqrt()).min(room);
        Self { one, largest }
    }

    /// Smaller ones, for a map on which marks would stand too far aside.
    pub(super) fn smaller(self) -> Self {
        Self {
            one: self.one * 0.75,
            ..self
        }
    }

    fn radius(self, count: usize) -> f64 {
        (self.one * (count as f64).sqrt()).max(LEAST)
    }

    /// Height of the legend: a line of signs, and one as high as the largest size.
    pub(super) fn legend(self) -> f64 {
        (2.0 * self.radius(self.largest)).max(LETTERS) + 32.0
    }

    /// Radius of the disc that a mark needs.
    pub(super) fn reach(self, spot: &Spot) -> f64 {
        let radius = self.radius(spot.all_actions().max(spot.figures)) + THIN / 2.0;
        // The corners of a square reach further than its sides; a little of them may be cut.
        if spot.is_country() { radius * 1.13 } else { radius }
    }
}

/// Draws a place.
pub(super) fn draw(layer: &mut Layer, spot: &Spot, at: Pixel, sizes: Sizes) {
    let actions = spot.all_actions();
    if spot.is_country() {
        if actions > 0 {
            square(layer, &spot.actions, at, sizes.radius(actions) * HALF_SIDE);
        }
        if spot.figures > 0 {
            let half = sizes.radius(spot.figures) * HALF_SIDE;
            let corners = ((at.0 - half, at.1 - half), (at.0 + half, at.1 + half));
            layer.frame(corners.0, corners.1, PAPER, THIN + 2.0);
            layer.frame(corners.0, corners.1, INK, THIN);
        }
        return;
    }
    if actions > 0 {
        pie(layer, &spot.actions, at, sizes.radius(actions));
    } else {
        layer.disc(at, sizes.radius(spot.figures), PAPER, 0.6);
    }
    if spot.figures > 0 {
        let radius = sizes.radius(spot.figures);
        layer.ring(at, radius, PAPER, THIN + 2.0);
        layer.ring(at, radius, INK, THIN);
    }
}

/// Shares of the quad classes, one after the other: class, from, to.
fn shares(counts: &[usize; 4]) -> Vec<(QuadClass, f64, f64)> {
    let all = counts.iter().sum::<usize>().max(1) as f64;
    let mut before = 0;
    let mut shares = Vec::new();
    for (&class, &count) in QuadClass::all().iter().zip(counts) {
        if count > 0 {
            shares.push((class, before as f64 / all, (before + count) as f64 / all));
        }
        before += count;
    }
    shares
}

fn pie(layer: &mut Layer, counts: &[usize; 4], at: Pixel, radius: f64) {
    layer.disc(at, radius + 1.0, PAPER, 1.0);
    for (class, from, to) in shares(counts) {
        layer.slice(at, radius, from, to, color(class));
    }
}

/// A hollow square whose line has the colours of the classes, clockwise from the top like a pie.
fn square(layer: &mut Layer, counts: &[usize; 4], at: Pixel, half: f64) {
    let band = BAND.min(half);
    let inner = half - band / 2.0;
    layer.rect(
        (at.0 - half - 1.0, at.1 - half - 1.0),
        (at.0 + half + 1.0, at.1 + half + 1.0),
        PAPER,
        0.6,
    );
    for (class, from, to) in shares(counts) {
        layer.lines(&[around(at, inner, from, to)], color(class), band);
    }
}

/// The outline of a square from one share of its length to another, clockwise from the middle of its upper side.
fn around(at: Pixel, half: f64, from: f64, to: f64) -> Vec<Pixel> {
    let point = |share: f64| {
        // Eight half sides.
        let way = share * 8.0;
        let (x, y) = match way {
            way if way <= 1.0 => (way, -1.0),
            way if way <= 3.0 => (1.0, way - 2.0),
            way if way <= 5.0 => (4.0 - way, 1.0),
            way if way <= 7.0 => (-1.0, 6.0 - way),
            way => (way - 8.0, -1.0),
        };
        (at.0 + x * half, at.1 + y * half)
    };
    let corners = [0.125, 0.375, 0.625, 0.875].into_iter();
    let between = corners.filter(|&corner| corner > from && corner < to);
    let shares = std::iter::once(from).chain(between).chain(std::iter::once(to));
    shares.map(point).collect()
}

/// Draws the legend, as wide as the map.
pub(super) fn legend(layer: &mut Layer, sizes: Sizes) {
    let mut x = 0.0;
    let mut entry = |x: &mut f64, y: f64, text: &str, sign: f64, draw: &dyn Fn(&mut Layer, Pixel)| {
        draw(layer, (*x + sign, y));
        let start = *x + 2.0 * sign + 7.0;
        layer.text(text, (start, y), LETTERS, false, INK, Anchor::Start);
        *x = start + width(text, LETTERS, false) + 26.0;
    };
    for &class in QuadClass::all() {
        let sign = move |layer: &mut Layer, at: Pixel| layer.disc(at, 6.5, color(class), 1.0);
        entry(&mut x, 9.0, &words(class), 6.5, &sign);
    }
    entry(&mut x, 9.0, "a country as a whole", 7.0, &|layer, at| {
        layer.lines(&[around(at, 5.0, 0.0, 1.0)], MUTED, BAND);
    });
    entry(&mut x, 9.0, "figures", 7.0, &|layer, at| layer.ring(at, 6.5, INK, THIN));
    let mut x = 0.0;
    let middle = f64::midpoint(18.0, sizes.legend());
    for count in steps(sizes.largest) {
        let radius = sizes.radius(count);
        let rows = if count == 1 { "row" } else { "rows" };
        let text = format!("{} {rows}", number(count as f64));
        entry(&mut x, middle, &text, radius, &|layer, at| {
            layer.disc(at, radius, STONE, 1.0);
        });
    }
}

/// One, some and most.
fn steps(largest: usize) -> Vec<usize> {
    let middle = (largest as f64 / 3.0).round() as usize;
    let mut steps = vec![1, middle, largest];
    steps.retain(|&step| step > 0);
    steps.dedup();
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(actions: usize, figures: usize) -> Spot {
        Spot {
            actions: [0, 0, 0, actions],
            figures,
            ..Spot::default()
        }
    }

    #[test]
    fn areas_are_counts_and_many_places_have_small_marks() {
        let spots = [spot(9, 4), spot(1, 0)];
        let few = Sizes::of(&spots, 600_000.0);
        assert!((few.radius(9) - 3.0 * few.radius(1)).abs() < 1e-9);
        assert!(few.reach(&spots[0]) > few.radius(9));
        let many = vec![spot(40, 40); 500];
        let sizes = Sizes::of(&many, 600_000.0);
        let covered = 500.0 * std::f64::consts::PI * sizes.radius(40).powi(2);
        assert!(covered < 0.06 * 600_000.0, "{covered}");
    }

    #[test]
    fn classes_follow_each_other_around_pies_and_squares() {
        let shares = shares(&[1, 0, 0, 3]);
        assert_eq!(
            shares,
            [
                (QuadClass::VerbalCooperation, 0.0, 0.25),
                (QuadClass::MaterialConflict, 0.25, 1.0)
            ]
        );
        assert_eq!(
            around((0.0, 0.0), 1.0, 0.0, 0.25),
            [(0.0, -1.0), (1.0, -1.0), (1.0, 0.0)]
        );
        let whole = around((0.0, 0.0), 1.0, 0.0, 1.0);
        assert_eq!((whole.len(), whole.first()), (6, whole.last()));
    }

    #[test]
    fn the_legend_shows_sizes_that_occur() {
        assert_eq!(steps(1), [1]);
        assert_eq!(steps(9), [1, 3, 9]);
    }
}
