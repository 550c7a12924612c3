//! Marks with fractions of pixels, as SVG of our own: plotters' backend knows whole pixels only, in which coasts and
//! small pies look like stairs.
//!
//! It deliberately has no layout and no scale. Invariant: coordinates have one decimal, so that the last bit
//! of a sine, which differs between machines, leaves no trace.

use std::fmt::Write as _;

use super::Anchor;
use super::font::FAMILY;
use super::palette::{PAPER, Shade, Theme};

/// A point in pixels.
pub(crate) type Pixel = (f64, f64);

/// Marks in the order in which they are drawn.
pub(crate) struct Layer {
    svg: String,
    theme: Theme,
}

impl Layer {
    /// Without any mark.
    pub(crate) fn new(theme: Theme) -> Self {
        Self {
            svg: String::new(),
            theme,
        }
    }

    /// What it is drawn for.
    pub(crate) fn theme(&self) -> Theme {
        self.theme
    }

    fn hex(&self, color: Shade) -> String {
        let color = color.on(self.theme);
        format!("#{:02X}{:02X}{:02X}", color.0, color.1, color.2)
    }

    /// The marks as SVG.
    pub(crate) fn svg(&self) -> &str {
        &self.svg
    }

    // Writing into a String cannot fail.
    fn push(&mut self, mark: std::fmt::Arguments<'_>) {
        let _ = self.svg.write_fmt(mark);
        self.svg.push('\n');
    }

    /// What `inner` draws, moved by `by` and clipped to a rectangle of that size.
    pub(crate) fn clipped(&mut self, by: Pixel, size: (f64, f64), inner: &Layer) {
        let (wide, high) = (short(size.0), short(size.1));
        self.push(format_args!(
            "<clipPath id=\"frame\"><rect width=\"{wide}\" height=\"{high}\"/></clipPath>\n\
             <g transform=\"translate({} {})\" clip-path=\"url(#frame)\">\n{}</g>",
            short(by.0),
            short(by.1),
            inner.svg
        ));
    }

    /// Closed shapes filled together: what lies within two of them is open.
    pub(crate) fn areas(&mut self, shapes: &[Vec<Pixel>], color: Shade) {
        let path = tenths(shapes, true);
        self.push(format_args!(
            "<path transform=\"scale(0.1)\" fill=\"{}\" fill-rule=\"evenodd\" d=\"{path}\"/>",
            self.hex(color)
        ));
    }

    /// Open lines.
    pub(crate) fn lines(&mut self, lines: &[Vec<Pixel>], color: Shade, wide: f64) {
        let path = tenths(lines, false);
        self.push(format_args!(
            "<path transform=\"scale(0.1)\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\" d=\"{path}\"/>",
            self.hex(color),
            short(wide * 10.0)
        ));
    }

    /// The outline of a rectangle.
    pub(crate) fn frame(&mut self, from: Pixel, to: Pixel, color: Shade, wide: f64) {
        self.push(format_args!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"/>",
            short(from.0),
            short(from.1),
            short(to.0 - from.0),
            short(to.1 - from.1),
            self.hex(color),
            short(wide)
        ));
    }

    /// A filled rectangle.
    pub(crate) fn rect(&mut self, from: Pixel, to: Pixel, color: Shade, opacity: f64) {
        self.push(format_args!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\" fill-opacity=\"{}\"/>",
            short(from.0),
            short(from.1),
            short(to.0 - from.0),
            short(to.1 - from.1),
            self.hex(color),
            short(opacity)
        ));
    }

    /// A disc.
    pub(crate) fn disc(&mut self, at: Pixel, radius: f64, color: Shade, opacity: f64) {
        self.push(format_args!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\" fill-opacity=\"{}\"/>",
            short(at.0),
            short(at.1),
            short(radius),
            self.hex(color),
            short(opacity)
        ));
    }

    /// A circle.
    pub(crate) fn ring(&mut self, at: Pixel, radius: f64, color: Shade, wide: f64) {
        self.push(format_args!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"/>",
            short(at.0),
            short(at.1),
            short(radius),
            self.hex(color),
            short(wide)
        ));
    }

    /// A slice of a disc, from one share of the whole to another, clockwise from the top.
    pub(crate) fn slice(&mut self, at: Pixel, radius: f64, from: f64, to: f64, color: Shade) {
        if to - from > 0.999 {
            return self.disc(at, radius, color, 1.0);
        }
        let point = |share: f64| {
            let (sine, cosine) = (share * std::f64::consts::TAU).sin_cos();
            (at.0 + radius * sine, at.1 - radius * cosine)
        };
        let (start, end) = (point(from), point(to));
        self.push(format_args!(
            "<path fill=\"{}\" d=\"M{} {}L{} {}A{r} {r} 0 {} 1 {} {}z\"/>",
            self.hex(color),
            short(at.0),
            short(at.1),
            short(start.0),
            short(start.1),
            u8::from(to - from > 0.5),
            short(end.0),
            short(end.1),
            r = short(radius)
        ));
    }

    /// One line of text, centred vertically on its position, with paper around its letters.
    pub(crate) fn text(&mut self, text: &str, at: Pixel, size: f64, bold: bool, color: Shade, anchor: Anchor) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let weight = if bold { " font-weight=\"bold\"" } else { "" };
        self.push(format_args!(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\" font-family=\"{FAMILY}\" font-size=\"{}\"{weight} fill=\"{}\" \
             stroke=\"{}\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\">{}</text>",
            short(at.0),
            // Half the height of a capital below the middle.
            short(at.1 + size * 0.36),
            short(size),
            self.hex(color),
            self.hex(PAPER),
            escape(text)
        ));
    }
}

/// Text between tags.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A number with at most one decimal.
fn short(number: f64) -> String {
    let tenths = (number * 10.0).round() as i64;
    if tenths % 10 == 0 {
        (tenths / 10).to_string()
    } else {
        format!("{}", tenths as f64 / 10.0)
    }
}

/// Path data in tenths of pixels, as steps: a third of the bytes.
fn tenths(shapes: &[Vec<Pixel>], closed: bool) -> String {
    let mut path = String::new();
    for shape in shapes {
        let mut last = (0, 0);
        for (index, point) in shape.iter().enumerate() {
            let here = ((point.0 * 10.0).round() as i64, (point.1 * 10.0).round() as i64);
            let _ = match index {
                0 => write!(path, "M{} {}", here.0, here.1),
                1 => write!(path, "l{} {}", here.0 - last.0, here.1 - last.1),
                _ => write!(path, " {} {}", here.0 - last.0, here.1 - last.1),
            };
            last = here;
        }
        if closed {
            path.push('z');
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_zero_has_no_sign() {
        assert_eq!(
            [short(-0.01), short(12.0), short(4.12), short(-2.55)],
            ["0", "12", "4.1", "-2.6"]
        );
        assert_eq!(
            tenths(&[vec![(1.0, 2.0), (1.5, 2.0), (1.5, 1.0)]], true),
            "M10 20l5 0 0 -10z"
        );
    }

    #[test]
    fn a_whole_slice_is_a_disc_and_names_are_escaped() {
        let mut layer = Layer::new(Theme::Light);
        layer.slice((10.0, 10.0), 5.0, 0.0, 1.0, PAPER);
        layer.slice((10.0, 10.0), 5.0, 0.0, 0.75, PAPER);
        layer.text("A & B", (0.0, 0.0), 10.0, false, PAPER, Anchor::Start);
        assert!(layer.svg().starts_with("<circle"), "{}", layer.svg());
        assert!(layer.svg().contains("M10 10L10 5A5 5 0 1 1 5 10z"), "{}", layer.svg());
        assert!(layer.svg().contains("A &amp; B"));
    }
}
