//! A canvas in pixels over plotters' SVG backend, with the few marks that our charts are made of.

use anyhow::{Result, anyhow};
use plotters::coord::Shift;
use plotters::prelude::{
    Circle, DrawingArea, EmptyElement, IntoDrawingArea, PathElement, Polygon, Rectangle, SVGBackend, Text,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontStyle, IntoFont, TextStyle};

use super::font::{FAMILY, prepare};
use super::palette::{PAPER, Shade, Theme};

/// Which end of a text its position is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// It begins there.
    Start,
    /// It is centred there.
    Middle,
    /// It ends there.
    End,
}

/// A picture being drawn. Marks that fail (they cannot, in memory) surface in [`Canvas::finish`].
pub(crate) struct Canvas<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
    theme: Theme,
    failed: Option<String>,
    /// Marks are drawn with their axes exchanged.
    upright: bool,
}

impl<'a> Canvas<'a> {
    /// An empty picture of that size, written to `svg`.
    pub(crate) fn new(svg: &'a mut String, width: f64, height: f64, theme: Theme) -> Self {
        prepare();
        let size = (width.ceil() as u32, height.ceil() as u32);
        let mut canvas = Self {
            area: SVGBackend::with_string(svg, size).into_drawing_area(),
            theme,
            failed: None,
            upright: false,
        };
        let filled = canvas.area.fill(&PAPER.on(theme)).map_err(|error| error.to_string());
        canvas.note(filled);
        canvas
    }

    fn note(&mut self, drawn: Result<(), String>) {
        if let Err(error) = drawn {
            self.failed.get_or_insert(error);
        }
    }

    /// What `draw` draws, turned so that what would go to the right goes up: (x, y) becomes (y, -x). Texts are not turned,
    /// but stand where their position goes.
    pub(crate) fn upright(&mut self, draw: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.upright, true);
        draw(self);
        self.upright = before;
    }

    fn pixel(&self, (x, y): (f64, f64)) -> (i32, i32) {
        let (x, y) = if self.upright { (y, -x) } else { (x, y) };
        (x.round() as i32, y.round() as i32)
    }

    /// A straight line.
    pub(crate) fn line(&mut self, from: (f64, f64), to: (f64, f64), color: Shade, wide: u32) {
        self.path(&[from, to], color, wide);
    }

    /// Straight lines from point to point.
    pub(crate) fn path(&mut self, points: &[(f64, f64)], color: Shade, wide: u32) {
        let points: Vec<_> = points.iter().map(|&point| self.pixel(point)).collect();
        let mark = PathElement::new(points, color.on(self.theme).stroke_width(wide));
        let drawn = self.area.draw(&mark).map_err(|error| error.to_string());
        self.note(drawn);
    }

    /// A filled rectangle.
    pub(crate) fn rect(&mut self, from: (f64, f64), to: (f64, f64), color: Shade) {
        let (from, to) = (self.pixel(from), self.pixel(to));
        // Turned, they are no longer the upper left and the lower right.
        let corners = [
            (from.0.min(to.0), from.1.min(to.1)),
            (from.0.max(to.0), from.1.max(to.1)),
        ];
        let mark = Rectangle::new(corners, color.on(self.theme).filled());
        let drawn = self.area.draw(&mark).map_err(|error| error.to_string());
        self.note(drawn);
    }

    /// The outline of a rectangle.
    pub(crate) fn frame(&mut self, from: (f64, f64), to: (f64, f64), color: Shade, wide: u32) {
        let (left, top, right, bottom) = (from.0, from.1, to.0, to.1);
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        self.path(&corners, color, wide);
    }

    /// A filled area.
    pub(crate) fn area(&mut self, points: &[(f64, f64)], color: Shade) {
        let points: Vec<_> = points.iter().map(|&point| self.pixel(point)).collect();
        let mark = Polygon::new(points, color.on(self.theme).filled());
        let drawn = self.area.draw(&mark).map_err(|error| error.to_string());
        self.note(drawn);
    }

    /// A dot.
    pub(crate) fn dot(&mut self, at: (f64, f64), radius: u32, color: Shade) {
        let mark = EmptyElement::at(self.pixel(at)) + Circle::new((0, 0), radius, color.on(self.theme).filled());
        let drawn = self.area.draw(&mark).map_err(|error| error.to_string());
        self.note(drawn);
    }

    /// Diagonal lines, clipped to a rectangle.
    pub(crate) fn hatch(&mut self, from: (f64, f64), to: (f64, f64), color: Shade) {
        let (left, top, right, bottom) = (from.0, from.1, to.0, to.1);
        let height = bottom - top;
        let mut start = left - height;
        while start < right {
            // A line from the lower left to the upper right, cut where it leaves the rectangle.
            let enter = start.max(left);
            let leave = (start + height).min(right);
            if leave > enter {
                self.line(
                    (enter, bottom - (enter - start)),
                    (leave, bottom - (leave - start)),
                    color,
                    1,
                );
            }
            start += 6.0;
        }
    }

    /// One line of text, centred vertically on its position.
    pub(crate) fn text(&mut self, text: &str, at: (f64, f64), size: f64, bold: bool, color: Shade, anchor: Anchor) {
        let style = if bold { FontStyle::Bold } else { FontStyle::Normal };
        let horizontal = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        // plotters divides by 1.24 when it writes the SVG.
        let color = color.on(self.theme);
        let style = TextStyle::from((FAMILY, size * 1.24).into_font().style(style))
            .color(&color)
            .pos(Pos::new(horizontal, VPos::Center));
        let mark = Text::new(text.to_owned(), self.pixel(at), style);
        let drawn = self.area.draw(&mark).map_err(|error| error.to_string());
        self.note(drawn);
    }

    /// Closes the picture.
    ///
    /// # Errors
    /// When any mark could not be drawn.
    pub(crate) fn finish(mut self) -> Result<()> {
        let closed = self.area.present().map_err(|error| error.to_string());
        self.note(closed);
        self.failed
            .map_or(Ok(()), |error| Err(anyhow!("drawing failed: {error}")))
    }
}
