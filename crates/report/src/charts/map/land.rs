//! The background: land and borders, cut to what is seen.
//!
//! What lies outside the window is not written, and neither are steps that nobody could see, so that a picture of a
//! country is not as large as one of the world. Invariant: within the window no line moves by more than half a pixel.

use anyhow::Result;

use super::window::Window;
use crate::draw::{BORDER, LAND, Layer, PAPER, Pixel};
use crate::outlines::{Outlines, Point};

/// Steps shorter than this are left out.
const STEP: f64 = 0.5;
/// Pixels around the window that are still drawn, so that no cut is seen.
const AROUND: f64 = 3.0;

/// Shapes go on beyond the date line, and so may the window: the Earth is laid out three times, most of it unseen.
const TURNS: [f64; 3] = [-360.0, 0.0, 360.0];

/// Draws the background.
pub(super) fn draw(layer: &mut Layer, window: &Window) -> Result<()> {
    let outlines = Outlines::embedded()?;
    layer.rect((0.0, 0.0), (window.wide, window.high), PAPER, 1.0);
    let (mut rings, mut lines) = (Vec::new(), Vec::new());
    for turn in TURNS {
        let pixels =
            |shape: &[Point]| -> Vec<Pixel> { shape.iter().map(|&point| window.turned(point, turn)).collect() };
        rings.extend(outlines.land.iter().map(|ring| thin(&cut(pixels(ring), window))));
        for line in &outlines.borders {
            lines.extend(seen(&pixels(line), window).iter().map(|line| thin(line)));
        }
    }
    rings.retain(|ring| ring.len() > 2);
    lines.retain(|line| line.len() > 1);
    layer.areas(&rings, LAND);
    layer.lines(&lines, BORDER, 0.9);
    Ok(())
}

/// A ring cut to the window, edge by edge (Sutherland and Hodgman 1974).
fn cut(mut ring: Vec<Pixel>, window: &Window) -> Vec<Pixel> {
    // How far a point lies inside of an edge.
    let edges: [fn(Pixel, &Window) -> f64; 4] = [
        |point, _| point.0 + AROUND,
        |point, window| window.wide + AROUND - point.0,
        |point, _| point.1 + AROUND,
        |point, window| window.high + AROUND - point.1,
    ];
    for inside in edges {
        let mut kept = Vec::with_capacity(ring.len());
        for (index, &to) in ring.iter().enumerate() {
            let from = ring[(index + ring.len() - 1) % ring.len()];
            let (before, after) = (inside(from, window), inside(to, window));
            if (before < 0.0) != (after < 0.0) {
                let share = before / (before - after);
                kept.push((from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share));
            }
            if after >= 0.0 {
                kept.push(to);
            }
        }
        ring = kept;
    }
    ring
}

/// The parts of a line that may be seen; the frame clips what is left over at their ends.
fn seen(line: &[Pixel], window: &Window) -> Vec<Vec<Pixel>> {
    let mut parts: Vec<Vec<Pixel>> = Vec::new();
    let mut open = false;
    for step in line.windows(2) {
        let (from, to) = (step[0], step[1]);
        let beside = from.0.max(to.0) < -AROUND || from.0.min(to.0) > window.wide + AROUND;
        let above = from.1.max(to.1) < -AROUND || from.1.min(to.1) > window.high + AROUND;
        if beside || above {
            open = false;
            continue;
        }
        match parts.last_mut() {
            Some(part) if open => part.push(to),
            _ => parts.push(vec![from, to]),
        }
        open = true;
    }
    parts
}

/// The shape without steps that are too short to be seen; its ends stay.
fn thin(shape: &[Pixel]) -> Vec<Pixel> {
    let mut kept: Vec<Pixel> = Vec::new();
    for (index, &point) in shape.iter().enumerate() {
        let far = kept
            .last()
            .is_none_or(|last| (point.0 - last.0).abs().max((point.1 - last.1).abs()) >= STEP);
        if far || (index + 1 == shape.len() && kept.len() == 1) {
            kept.push(point);
        }
    }
    if let (Some(kept), Some(&end)) = (kept.last_mut(), shape.last()) {
        *kept = end;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window() -> Window {
        Window::around(&[(31.0, 49.0)], 1_000.0)
    }

    #[test]
    fn a_ring_around_the_window_becomes_its_edge() {
        let window = window();
        let ring = vec![(-5e3, -5e3), (5e3, -5e3), (5e3, 5e3), (-5e3, 5e3)];
        let cut = cut(ring, &window);
        assert_eq!(cut.len(), 4);
        assert!(
            cut.iter()
                .all(|point| point.0 == -AROUND || point.0 == window.wide + AROUND)
        );
        assert!(super::cut(vec![(-9.0, 0.0), (-8.0, 1.0), (-9.0, 2.0)], &window).is_empty());
    }

    #[test]
    fn a_line_that_leaves_and_comes_back_has_two_parts() {
        let line = [(10.0, 10.0), (-50.0, 10.0), (-50.0, 40.0), (10.0, 40.0), (20.0, 40.0)];
        let parts = seen(&line, &window());
        assert_eq!(parts.iter().map(Vec::len).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn what_nobody_sees_is_not_written_but_ends_stay() {
        let line = [(0.0, 0.0), (0.2, 0.0), (0.4, 0.1), (1.0, 0.0), (1.2, 0.0)];
        assert_eq!(thin(&line), [(0.0, 0.0), (1.2, 0.0)]);
    }
}
