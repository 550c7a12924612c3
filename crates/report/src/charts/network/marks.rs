//! The drawing of a network: curved arrows, circles, names, numbers on the widest arrows.
//!
//! It counts nothing. Invariant: an arrow bends to its own left, so that two that go back and forth lie apart, and no
//! number lies on another number or on a circle.

use tidywire_codebook::{CodeList, QuadClass};

use super::circle::{Label, NAME, SAYS, direction};
use super::{Arrow, Network, Node};
use crate::charts::event_types::{color, words};
use crate::draw::{Anchor, INK, Layer, MARGIN, MUTED, PAPER, Pixel, WIDTH, number, width};

/// Size of the drawing, middle and radius of the circle on which the nodes stand, and of that on which names begin.
pub(super) const WIDE: f64 = WIDTH - 2.0 * MARGIN;
pub(super) const HEIGHT: f64 = 780.0;
pub(super) const CENTRE: Pixel = (WIDE / 2.0, 400.0);
const RADIUS: f64 = 290.0;
pub(super) const LABELS: f64 = RADIUS + LARGEST + 6.0;
/// Radius of the largest node, width of the widest arrow.
const LARGEST: f64 = 26.0;
const WIDEST: f64 = 13.0;
/// Arrows with a number.
const NUMBERS: usize = 12;
const NUMBER: f64 = 13.0;
/// Points of a curve.
const STEPS: usize = 24;

/// Draws the network.
pub(super) fn draw(layer: &mut Layer, network: &Network) {
    legend(layer);
    let count = network.nodes.len();
    let most = network.nodes.iter().map(Node::rows).max().unwrap_or(1).max(1) as f64;
    let discs: Vec<(Pixel, f64)> = network
        .nodes
        .iter()
        .enumerate()
        .map(|(place, node)| {
            let (x, y) = direction(place, count);
            let at = (CENTRE.0 + x * RADIUS, CENTRE.1 + y * RADIUS);
            (at, (LARGEST * (node.rows() as f64 / most).sqrt()).max(4.0))
        })
        .collect();
    let widest = network.arrows.first().map_or(1, |arrow| arrow.count) as f64;
    let curves: Vec<Curve> = network
        .arrows
        .iter()
        .map(|arrow| Curve::of(arrow, &discs, widest))
        .collect();
    // The strong ones on top, each with paper around it where it crosses others.
    for (arrow, curve) in network.arrows.iter().zip(&curves).rev() {
        curve.draw(layer, arrow.class);
    }
    for &(at, radius) in &discs {
        layer.disc(at, radius + 1.5, PAPER, 1.0);
        layer.disc(at, radius, MUTED, 1.0);
        // Light inside, so that it does not outdo the arrows.
        layer.disc(at, (radius - 2.0).max(2.0), PAPER, 0.8);
    }
    numbers(layer, network, &curves, &discs);
    for (place, node) in network.nodes.iter().enumerate() {
        let says = format!("{} as source, {} as target", node.source, node.target);
        let label = Label::new(&node.name, direction(place, count), CENTRE, LABELS, WIDE);
        let (x, y) = label.at;
        layer.text(&label.name, (x, y - 8.0), NAME, true, INK, label.anchor);
        layer.text(&says, (x, y + 9.0), SAYS, false, MUTED, label.anchor);
    }
}

/// A curve with its head.
struct Curve {
    points: Vec<Pixel>,
    head: [Pixel; 3],
    wide: f64,
}

impl Curve {
    fn of(arrow: &Arrow, discs: &[(Pixel, f64)], widest: f64) -> Self {
        let ((from, start), (to, end)) = (discs[arrow.from], discs[arrow.to]);
        // By the square root, as areas of circles are: beside 200 actions, 5 would not be seen.
        let wide = (WIDEST * (arrow.count as f64 / widest).sqrt()).max(1.0);
        let head = 7.0 + wide * 1.1;
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        // A quarter of the way to the side, and somewhat towards the middle: neighbours bend inwards.
        let middle = (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1));
        let pull = 0.25;
        let control = (
            middle.0 + dy * 0.18 + (CENTRE.0 - middle.0) * pull,
            middle.1 - dx * 0.18 + (CENTRE.1 - middle.1) * pull,
        );
        let toward = |from: Pixel, to: Pixel, far: f64| {
            let (dx, dy) = (to.0 - from.0, to.1 - from.1);
            let long = dx.hypot(dy).max(1e-6);
            (from.0 + dx / long * far, from.1 + dy / long * far)
        };
        let first = toward(from, control, start + 3.0);
        let tip = toward(to, control, end + 3.0);
        let neck = toward(tip, control, head);
        let points = (0..=STEPS)
            .map(|step| {
                let t = step as f64 / STEPS as f64;
                let (a, b, c) = ((1.0 - t) * (1.0 - t), 2.0 * t * (1.0 - t), t * t);
                (
                    a * first.0 + b * control.0 + c * neck.0,
                    a * first.1 + b * control.1 + c * neck.1,
                )
            })
            .collect();
        let (along, across) = ((tip.0 - neck.0) / head, (tip.1 - neck.1) / head);
        let half = 3.5 + wide * 0.75;
        let side = |sign: f64| (neck.0 - across * half * sign, neck.1 + along * half * sign);
        Self {
            points,
            head: [tip, side(1.0), side(-1.0)],
            wide,
        }
    }

    fn draw(&self, layer: &mut Layer, class: QuadClass) {
        // Into the head, so that no gap shows.
        let mut points = self.points.clone();
        points.push((
            f64::midpoint(self.head[0].0, self.points[STEPS].0),
            f64::midpoint(self.head[0].1, self.points[STEPS].1),
        ));
        layer.lines(std::slice::from_ref(&self.points), PAPER, self.wide + 2.0);
        layer.lines(&[points], color(class), self.wide);
        layer.areas(&[self.head.to_vec()], color(class));
    }
}

/// Numbers on the widest arrows, a third of the way from the source, or elsewhere on it, where there is room.
fn numbers(layer: &mut Layer, network: &Network, curves: &[Curve], discs: &[(Pixel, f64)]) {
    let mut taken: Vec<(Pixel, f64)> = Vec::new();
    for (index, arrow) in network.arrows.iter().enumerate().take(NUMBERS) {
        let label = number(arrow.count as f64);
        let half = width(&label, NUMBER, true) / 2.0 + 4.0;
        let far = |(x, y): Pixel, at: Pixel, more: f64| (x - at.0).hypot(y - at.1) > half + more;
        let free = |at: Pixel| {
            let mut labels = taken.iter();
            labels.all(|&((x, y), other)| (x - at.0).abs() > half + other || (y - at.1).abs() > NUMBER + 4.0)
                && discs.iter().all(|&(centre, radius)| far(centre, at, radius + 2.0))
        };
        // On another wide arrow it would be taken for that one's.
        let own = |at: Pixel| {
            let mut others = curves.iter().enumerate().filter(|&(other, _)| other != index);
            others.all(|(_, curve)| {
                let mut points = curve.points.iter().chain(&curve.head);
                curve.wide < 2.0 || points.all(|&point| far(point, at, curve.wide / 2.0 - 3.0))
            })
        };
        let places = [0.34, 0.42, 0.5, 0.28, 0.58, 0.66, 0.22].map(|share: f64| (share * STEPS as f64) as usize);
        let points = || {
            places
                .into_iter()
                .map(|step| curves[index].points[step])
                .filter(|&at| free(at))
        };
        if let Some(at) = points().find(|&at| own(at)).or_else(|| points().next()) {
            layer.text(&label, at, NUMBER, true, INK, Anchor::Middle);
            taken.push((at, half));
        }
    }
}

fn legend(layer: &mut Layer) {
    for (index, &class) in QuadClass::all().iter().enumerate() {
        let y = 10.0 + 22.0 * index as f64;
        layer.lines(&[vec![(0.0, y), (22.0, y)]], color(class), 6.0);
        layer.areas(&[vec![(22.0, y - 8.0), (34.0, y), (22.0, y + 8.0)]], color(class));
        layer.text(&words(class), (42.0, y), 13.0, false, INK, Anchor::Start);
    }
}
