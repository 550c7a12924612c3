//! In which order parties stand on the circle, and where their names stand.
//!
//! It knows nothing of what the weights count. Invariant: the same weights give the same order, and no two names touch.

use std::f64::consts::TAU;

use crate::draw::{Anchor, Pixel, fit};

/// Sizes of the two lines of a label, and the room for a name.
pub(super) const NAME: f64 = 14.0;
pub(super) const SAYS: f64 = 12.0;
const LONG: f64 = 290.0;
/// Height of both lines.
const HIGH: f64 = 34.0;

/// An order of the nodes in which strongly tied ones are near each other: the best that is found by beginning with each
/// node, adding who is tied to the last ones, and then turning pieces around and moving single nodes as long as that makes
/// ties shorter.
pub(super) fn order(weights: &[Vec<usize>]) -> Vec<usize> {
    let found = (0..weights.len()).map(|first| shorten(weights, chain(weights, first)));
    // Of equals the first.
    let best = found.min_by_key(|(length, _)| *length);
    best.map(|(_, order)| order).unwrap_or_default()
}

/// From the first node on always the one that is tied most to the last one, or else to the one before, and so on.
fn chain(weights: &[Vec<usize>], first: usize) -> Vec<usize> {
    let mut order = vec![first];
    let mut left: Vec<usize> = (0..weights.len()).filter(|&node| node != first).collect();
    while !left.is_empty() {
        let ties = |node: usize| -> Vec<usize> { order.iter().rev().map(|&placed| weights[node][placed]).collect() };
        let best = (0..left.len()).rev().max_by_key(|&index| ties(left[index]));
        order.push(left.remove(best.unwrap_or(0)));
    }
    order
}

/// The order after all steps that shorten it, and its length: ties times the places between their ends.
fn shorten(weights: &[Vec<usize>], mut order: Vec<usize>) -> (usize, Vec<usize>) {
    let count = order.len();
    let length = |order: &[usize]| -> usize {
        let mut sum = 0;
        for (place, &one) in order.iter().enumerate() {
            for (beyond, &two) in order.iter().enumerate().skip(place + 1) {
                let apart = beyond - place;
                sum += weights[one][two] * apart.min(count - apart);
            }
        }
        sum
    };
    let mut best = length(&order);
    loop {
        let before = best;
        for from in 0..count {
            for to in 0..count {
                let mut moved = order.clone();
                let node = moved.remove(from);
                moved.insert(to, node);
                let mut turned = order.clone();
                turned[from.min(to)..=from.max(to)].reverse();
                for tried in [moved, turned] {
                    let found = length(&tried);
                    // Strictly shorter, so that it ends.
                    if found < best {
                        (best, order) = (found, tried);
                    }
                }
            }
        }
        if best == before {
            return (best, order);
        }
    }
}

/// The direction of a place on the circle, clockwise; none is at the very top, where names would crowd.
pub(super) fn direction(place: usize, count: usize) -> Pixel {
    let (sine, cosine) = ((place as f64 + 0.5) / count as f64 * TAU).sin_cos();
    (sine, -cosine)
}

/// Where a label stands.
#[derive(Clone, Debug)]
pub(super) struct Label {
    pub(super) name: String,
    /// The middle of its two lines in height; in width as `anchor` says.
    pub(super) at: Pixel,
    pub(super) anchor: Anchor,
}

impl Label {
    /// Outside of a circle of `radius` around `centre`, and cut where it would reach the edge of the page on the right, or zero
    /// on the left.
    pub(super) fn new(name: &str, direction: Pixel, centre: Pixel, radius: f64, edge: f64) -> Self {
        let (x, y) = (centre.0 + direction.0 * radius, centre.1 + direction.1 * radius);
        // At the foot a label is centred: to a side it would lean away from its node.
        let anchor = match direction.0 {
            side if side.abs() < 0.05 => Anchor::Middle,
            side if side > 0.0 => Anchor::Start,
            _ => Anchor::End,
        };
        let room = match anchor {
            Anchor::Start => edge - x,
            Anchor::Middle => LONG * 0.75,
            Anchor::End => x,
        };
        Self {
            name: fit(name, NAME, true, room.min(LONG)),
            at: (x, y + direction.1 * HIGH / 2.0),
            anchor,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::MOST;
    use super::super::marks::{CENTRE, HEIGHT, LABELS, WIDE};
    use super::*;
    use crate::draw::width;

    /// Corners of a label with its second line, upper left and lower right.
    fn corners(label: &Label, says: &str) -> (Pixel, Pixel) {
        let wide = width(&label.name, NAME, true).max(width(says, SAYS, false));
        let left = match label.anchor {
            Anchor::Start => label.at.0,
            Anchor::Middle => label.at.0 - wide / 2.0,
            Anchor::End => label.at.0 - wide,
        };
        let half = HIGH / 2.0;
        ((left, label.at.1 - half), (left + wide, label.at.1 + half))
    }

    #[test]
    fn strong_ties_are_short() {
        // Two triangles, given in turns, and one weak tie between them.
        let mut weights = vec![vec![0; 6]; 6];
        for (one, two, weight) in [
            (0, 2, 9),
            (2, 4, 9),
            (0, 4, 9),
            (1, 3, 9),
            (3, 5, 9),
            (1, 5, 9),
            (0, 1, 1),
        ] {
            weights[one][two] = weight;
            weights[two][one] = weight;
        }
        let order = order(&weights);
        let place = |node: usize| order.iter().position(|&found| found == node).unwrap();
        let apart = |one, two| {
            let apart = place(one).abs_diff(place(two));
            apart.min(6 - apart)
        };
        for trio in [[0, 2, 4], [1, 3, 5]] {
            let sum = apart(trio[0], trio[1]) + apart(trio[1], trio[2]) + apart(trio[0], trio[2]);
            assert_eq!(sum, 4, "side by side: {order:?}");
        }
        assert_eq!(apart(0, 1), 1, "the weak tie is short, too: {order:?}");
        assert!(super::order(&[]).is_empty());
    }

    #[test]
    fn no_two_names_touch_and_none_leaves_the_page() {
        let says = "12345 as source, 12345 as target";
        let long = "The Democratic Republic of Somewhere with a Long Name";
        for count in 1..=MOST {
            let labels: Vec<_> = (0..count)
                .map(|place| Label::new(long, direction(place, count), CENTRE, LABELS, WIDE))
                .collect();
            for (index, one) in labels.iter().enumerate() {
                let (from, to) = corners(one, says);
                assert!(
                    from.0 >= 0.0 && to.0 <= WIDE && from.1 >= 0.0 && to.1 <= HEIGHT,
                    "{count}: {from:?} {to:?}"
                );
                for two in &labels[index + 1..] {
                    let (start, end) = corners(two, says);
                    let apart = to.0 <= start.0 || end.0 <= from.0 || to.1 <= start.1 || end.1 <= from.1;
                    assert!(apart, "{count}: {one:?} and {two:?}");
                }
            }
        }
    }
}
