//! Names beside their marks, where there is room.
//!
//! A name takes the first free position of a fixed order: close by, then further away with a line to the mark. Where
//! there is none, the place stays without its name. Invariant: no name covers a mark, another name or the edge.

use super::spread::Disc;
use crate::draw::{Pixel, width};

/// Size of the letters.
pub(super) const SIZE: f64 = 14.0;
const HALF: f64 = 8.0;
/// Pixels between a mark and its name: the first, steps from there, how many.
const GAP: f64 = 4.0;
const STEP: f64 = 4.0;
const STEPS: u32 = 28;
/// From this gap on a line leads to the mark.
const LED: f64 = 12.0;
/// Pixels between a name and the edge of the picture.
const EDGE: f64 = 5.0;
/// Directions with a smaller share to the side are up and down: a name may stand left or right of its line there.
const STEEP: f64 = 0.6;

/// Directions, the best first; downwards is positive.
const WAYS: [(f64, f64); 24] = [
    (1.00, 0.00),
    (-1.00, 0.00),
    (0.00, -1.00),
    (0.00, 1.00),
    (0.71, -0.71),
    (0.71, 0.71),
    (-0.71, -0.71),
    (-0.71, 0.71),
    (0.87, -0.50),
    (0.87, 0.50),
    (-0.87, -0.50),
    (-0.87, 0.50),
    (0.50, -0.87),
    (0.50, 0.87),
    (-0.50, -0.87),
    (-0.50, 0.87),
    (0.97, -0.26),
    (0.97, 0.26),
    (-0.97, -0.26),
    (-0.97, 0.26),
    (0.26, -0.97),
    (0.26, 0.97),
    (-0.26, -0.97),
    (-0.26, 0.97),
];

/// A name and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Label {
    pub(super) text: String,
    /// Left end, vertically the middle.
    pub(super) at: Pixel,
    wide: f64,
    /// From the mark to the name.
    pub(super) line: Option<(Pixel, Pixel)>,
}

impl Label {
    /// Corners with a little room.
    fn corners(&self) -> (Pixel, Pixel) {
        let (x, y) = self.at;
        ((x - 2.0, y - HALF), (x + self.wide + 2.0, y + HALF))
    }
}

/// Names for at most `most` of the marks, in their order; `names` has one a mark.
pub(super) fn place(names: &[String], discs: &[Disc], most: usize, size: (f64, f64)) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    for (index, name) in names.iter().enumerate() {
        if labels.len() == most {
            break;
        }
        let free = candidates(name, &discs[index]).find(|label| is_free(label, index, &labels, discs, size));
        labels.extend(free);
    }
    labels
}

/// Positions around a mark, the best first.
fn candidates<'a>(name: &'a str, disc: &'a Disc) -> impl Iterator<Item = Label> + 'a {
    let wide = width(name, SIZE, false);
    (0..STEPS).flat_map(move |step| {
        let gap = GAP + STEP * f64::from(step);
        WAYS.into_iter().flat_map(move |(x, y)| {
            let reach = disc.radius + gap;
            let near = (disc.at.0 + x * reach, disc.at.1 + y * (reach + HALF * y.abs()));
            let rim = (disc.at.0 + x * disc.radius, disc.at.1 + y * disc.radius);
            let end = (near.0 - x * 2.0, near.1 - y * HALF * y.abs());
            lefts(x, near.0, wide).into_iter().map(move |left| Label {
                text: name.to_owned(),
                at: (left, near.1),
                wide,
                line: (gap > LED).then_some((rim, end)),
            })
        })
    })
}

/// Where a name may begin that ends a line going that far to the right.
fn lefts(x: f64, near: f64, wide: f64) -> Vec<f64> {
    if x.abs() < STEEP {
        vec![near - wide / 2.0, near - 6.0, near - wide + 6.0]
    } else if x > 0.0 {
        vec![near]
    } else {
        vec![near - wide]
    }
}

fn is_free(label: &Label, own: usize, labels: &[Label], discs: &[Disc], (wide, high): (f64, f64)) -> bool {
    let (from, to) = label.corners();
    let inside = from.0 >= EDGE && from.1 >= EDGE && to.0 <= wide - EDGE && to.1 <= high - EDGE;
    inside
        && labels.iter().all(|other| {
            let (other_from, other_to) = other.corners();
            let beside = from.0 > other_to.0 || to.0 < other_from.0;
            let above = from.1 > other_to.1 || to.1 < other_from.1;
            let crossed = |line: Option<(Pixel, Pixel)>, from, to| {
                line.is_some_and(|(start, end)| walk(start, end).any(|point| holds(from, to, point)))
            };
            (beside || above) && !crossed(label.line, other_from, other_to) && !crossed(other.line, from, to)
        })
        && discs.iter().enumerate().all(|(index, disc)| {
            // Its own mark may come closer: the first gap is smaller than what others keep.
            let room = if index == own { disc.radius } else { disc.radius + 1.0 };
            let clear = |point: Pixel| away(disc.at, point) >= room;
            let nearest = (disc.at.0.clamp(from.0, to.0), disc.at.1.clamp(from.1, to.1));
            // The point where a mark belongs shall be seen, too.
            let covered = disc.lead().is_some() && holds(from, to, disc.home);
            let crossed = index != own
                && label
                    .line
                    .is_some_and(|(start, end)| walk(start, end).any(|point| !clear(point)));
            clear(nearest) && !covered && !crossed
        })
}

fn holds(from: Pixel, to: Pixel, point: Pixel) -> bool {
    (from.0..=to.0).contains(&point.0) && (from.1..=to.1).contains(&point.1)
}

fn away(one: Pixel, other: Pixel) -> f64 {
    let (x, y) = (one.0 - other.0, one.1 - other.1);
    (x * x + y * y).sqrt()
}

/// Points of a line, close enough together to hit every mark on it.
fn walk(from: Pixel, to: Pixel) -> impl Iterator<Item = Pixel> {
    let steps = (away(from, to) / 2.0).ceil().max(1.0);
    (0..=steps as u32).map(move |step| {
        let share = f64::from(step) / steps;
        (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_clear_of_marks_names_and_edges() {
        let at = |x: f64, y: f64, radius: f64| Disc {
            home: (x, y),
            at: (x, y),
            radius,
        };
        let discs: Vec<Disc> = (0..9)
            .map(|index| {
                at(
                    560.0 + f64::from(index % 3) * 19.0,
                    40.0 + f64::from(index / 3) * 19.0,
                    8.0,
                )
            })
            .chain([at(8.0, 390.0, 8.0)])
            .collect();
        let names: Vec<String> = (0..10).map(|index| format!("Place number {index}")).collect();
        let size = (640.0, 400.0);
        let labels = place(&names, &discs, 12, size);
        assert!(labels.len() >= 6, "{labels:?}");
        for (index, label) in labels.iter().enumerate() {
            let (from, to) = label.corners();
            assert!(
                from.0 > 0.0 && from.1 > 0.0 && to.0 < size.0 && to.1 < size.1,
                "{label:?}"
            );
            for other in &labels[..index] {
                let (low, high) = other.corners();
                assert!(from.0 > high.0 || to.0 < low.0 || from.1 > high.1 || to.1 < low.1);
            }
        }
        assert_eq!(place(&names, &discs, 3, size).len(), 3);
    }
}
