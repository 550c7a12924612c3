//! Marks that would overlap are moved aside, no further than they must.
//!
//! It moves pixels, never coordinates: data and labels keep the place, and the chart draws a line to it. Only
//! the four operations and square roots are used, which give the same bits on every machine.
//!
//! Invariant: no mark leaves the frame; marks that fit beside each other do not overlap in the end.

use crate::draw::Pixel;

/// A mark as a disc around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Disc {
    /// Where its place is.
    pub(super) home: Pixel,
    /// Where it is drawn.
    pub(super) at: Pixel,
    pub(super) radius: f64,
}

impl Disc {
    /// Pixels between the mark and its place.
    pub(super) fn aside(&self) -> f64 {
        let (x, y) = (self.home.0 - self.at.0, self.home.1 - self.at.1);
        (x * x + y * y).sqrt()
    }

    /// From the rim to the place, when it is drawn so far aside that one must be told.
    pub(super) fn lead(&self) -> Option<[Pixel; 2]> {
        let (x, y) = (self.home.0 - self.at.0, self.home.1 - self.at.1);
        let way = self.aside();
        // What lies within its own mark shows where it belongs by its dot.
        let share = (self.radius / way.max(0.01)).min(1.0);
        let rim = (self.at.0 + x * share, self.at.1 + y * share);
        (way > ASIDE).then_some([rim, self.home])
    }
}

/// Pixels from which on a mark stands aside of its place.
const ASIDE: f64 = 3.0;
const ROUNDS: usize = 600;
/// Rounds at the end in which nothing is drawn home any more.
const LAST: usize = 150;
/// How much of its way home a mark goes in the first round.
const HOMEWARD: f64 = 0.04;
/// Pixels between two marks.
const APART: f64 = 2.5;

/// Moves marks apart within a frame of that size.
pub(super) fn spread(discs: &mut [Disc], (wide, high): (f64, f64)) {
    for round in 0..ROUNDS {
        let left = ROUNDS.saturating_sub(LAST + round) as f64 / (ROUNDS - LAST) as f64;
        for disc in discs.iter_mut() {
            let share = HOMEWARD * left;
            disc.at.0 += (disc.home.0 - disc.at.0) * share;
            disc.at.1 += (disc.home.1 - disc.at.1) * share;
        }
        for one in 1..discs.len() {
            for other in 0..one {
                push(discs, one, other);
            }
        }
        for Disc { at, radius, .. } in discs.iter_mut() {
            let edge = radius.min(wide / 2.0).min(high / 2.0) + APART;
            *at = (at.0.clamp(edge, wide - edge), at.1.clamp(edge, high - edge));
        }
    }
}

/// Moves two marks apart; the smaller one goes further.
fn push(discs: &mut [Disc], one: usize, other: usize) {
    let (a, b) = (discs[one], discs[other]);
    let (mut x, mut y) = (a.at.0 - b.at.0, a.at.1 - b.at.1);
    let least = a.radius + b.radius + APART;
    if x * x + y * y >= least * least {
        return;
    }
    let mut apart = (x * x + y * y).sqrt();
    if apart < 0.01 {
        // Two at one point go different ways, the same ones every time.
        let ways = [
            (1.0, 0.0),
            (0.0, 1.0),
            (-1.0, 0.0),
            (0.0, -1.0),
            (0.6, 0.8),
            (-0.8, 0.6),
        ];
        (x, y) = ways[one % ways.len()];
        apart = 1.0;
    }
    let missing = least - apart;
    let weight = b.radius * b.radius / (a.radius * a.radius + b.radius * b.radius);
    let (x, y) = (x / apart * missing, y / apart * missing);
    discs[one].at = (a.at.0 + x * weight, a.at.1 + y * weight);
    discs[other].at = (b.at.0 - x * (1.0 - weight), b.at.1 - y * (1.0 - weight));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn disc(home: Pixel, radius: f64) -> Disc {
        Disc { home, at: home, radius }
    }

    #[test]
    fn who_has_room_stays_and_who_has_none_moves_aside() {
        let mut discs = vec![disc((500.0, 300.0), 8.0)];
        discs.extend((0..12).map(|index| disc((100.0 + f64::from(index % 3), 100.0), 9.0 + f64::from(index))));
        discs.push(disc((1.0, 1.0), 10.0));
        spread(&mut discs, (1_000.0, 500.0));
        assert_eq!(discs[0].at, discs[0].home);
        assert_eq!(discs[13].at, (10.0 + APART, 10.0 + APART));
        assert_eq!((discs[0].lead(), discs[1].lead().is_some()), (None, true));
        for one in 0..discs.len() {
            for other in 0..one {
                let (a, b) = (discs[one], discs[other]);
                let apart = ((a.at.0 - b.at.0).powi(2) + (a.at.1 - b.at.1).powi(2)).sqrt();
                assert!(apart > a.radius + b.radius, "{a:?} {b:?}");
            }
        }
    }
}
