//! Marks for numbers that are not always points: what is open is drawn open, what is vague is hatched.

use super::Canvas;
use super::palette::{INK, PAPER, Shade};

/// What is known of a value, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Shape {
    /// One number.
    Point(f64),
    /// About that number.
    About(f64),
    /// From that number on, without an end.
    From(f64),
    /// Up to that number.
    UpTo(f64),
    /// From one number to another.
    Range(f64, f64),
    /// A vague word: from its floor on.
    Vague(f64),
    /// A vague word, from one number to another as a policy has it.
    VagueRange(f64, f64),
    /// A vague word, one number as a policy has it.
    VaguePoint(f64),
}

/// A shape and how it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Mark {
    /// What is known.
    pub(crate) shape: Shape,
    /// Colour.
    pub(crate) color: Shade,
    /// Outlined: said, but not as a fact.
    pub(crate) hollow: bool,
    /// Struck through: denied.
    pub(crate) crossed: bool,
}

/// Length of an open end. It stands for no amount.
pub(crate) const OPEN: f64 = 46.0;
const HALF: f64 = 5.0;
const TICK: f64 = 9.0;

impl Mark {
    /// The pixels from which to which the mark reaches.
    pub(crate) fn reach(&self) -> (f64, f64) {
        match self.shape {
            Shape::Point(x) | Shape::About(x) | Shape::VaguePoint(x) => (x - 8.0, x + 8.0),
            Shape::From(x) | Shape::Vague(x) => (x - 2.0, x + OPEN),
            Shape::UpTo(x) => (x - OPEN, x + 2.0),
            Shape::Range(from, to) | Shape::VagueRange(from, to) => (from - 2.0, to + 2.0),
        }
    }

    /// Draws it at a height.
    pub(crate) fn draw(&self, canvas: &mut Canvas<'_>, y: f64) {
        match self.shape {
            Shape::Point(x) => {
                canvas.dot((x, y), 7, self.color);
                if self.hollow {
                    canvas.dot((x, y), 5, PAPER);
                }
            }
            Shape::About(x) => {
                let corners = [(x - 8.0, y), (x, y - 8.0), (x + 8.0, y), (x, y + 8.0)];
                self.shade(canvas, &corners);
            }
            Shape::From(x) => self.arrow(canvas, x, y, 1.0),
            Shape::UpTo(x) => self.arrow(canvas, x, y, -1.0),
            Shape::Range(from, to) => {
                let corners = [(from, y - HALF), (to, y - HALF), (to, y + HALF), (from, y + HALF)];
                self.shade(canvas, &corners);
                self.tick(canvas, from, y);
                self.tick(canvas, to, y);
            }
            Shape::Vague(x) => {
                let (neck, tip) = (x + OPEN - 12.0, x + OPEN);
                canvas.hatch((x, y - HALF), (neck, y + HALF), self.color);
                if !self.hollow {
                    canvas.line((x, y - HALF), (neck, y - HALF), self.color, 1);
                    canvas.line((x, y + HALF), (neck, y + HALF), self.color, 1);
                }
                let head = [(neck, y - TICK), (tip, y), (neck, y + TICK), (neck, y - TICK)];
                canvas.path(&head, self.color, 1);
                self.tick(canvas, x, y);
            }
            Shape::VagueRange(from, to) => {
                self.hatched(canvas, (from, y - HALF), (to, y + HALF));
                self.tick(canvas, from, y);
                self.tick(canvas, to, y);
            }
            Shape::VaguePoint(x) => self.hatched(canvas, (x - 7.0, y - 7.0), (x + 7.0, y + 7.0)),
        }
        if self.crossed {
            let (left, right) = self.reach();
            let x = f64::midpoint(left, right);
            for slope in [-1.0, 1.0] {
                canvas.line((x - 8.0, y - 8.0 * slope), (x + 8.0, y + 8.0 * slope), INK, 2);
            }
        }
    }

    /// A bar with a head at its open end; `toward` is 1 to the right and -1 to the left.
    fn arrow(&self, canvas: &mut Canvas<'_>, x: f64, y: f64, toward: f64) {
        let neck = x + toward * (OPEN - 12.0);
        let corners = [
            (x, y - HALF),
            (neck, y - HALF),
            (neck, y - TICK),
            (x + toward * OPEN, y),
            (neck, y + TICK),
            (neck, y + HALF),
            (x, y + HALF),
        ];
        self.shade(canvas, &corners);
        self.tick(canvas, x, y);
    }

    fn shade(&self, canvas: &mut Canvas<'_>, corners: &[(f64, f64)]) {
        canvas.area(corners, if self.hollow { PAPER } else { self.color });
        let mut outline = corners.to_vec();
        outline.extend(corners.first());
        canvas.path(&outline, self.color, 2);
    }

    /// A hatched box; without its frame where the text puts it as no fact, like the open one.
    fn hatched(&self, canvas: &mut Canvas<'_>, from: (f64, f64), to: (f64, f64)) {
        canvas.rect(from, to, PAPER);
        canvas.hatch(from, to, self.color);
        if !self.hollow {
            canvas.frame(from, to, self.color, 1);
        }
    }

    fn tick(&self, canvas: &mut Canvas<'_>, x: f64, y: f64) {
        canvas.line((x, y - TICK), (x, y + TICK), self.color, 3);
    }
}
