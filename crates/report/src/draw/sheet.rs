//! The page that every picture is on: title, what is shown, the drawing, caption.

use anyhow::{Context, Result};

use super::layer::escape;
use super::{Anchor, Canvas, INK, Layer, MUTED, Theme, wrap};

/// Width of every picture.
pub(crate) const WIDTH: f64 = 1200.0;
/// Free space around everything.
pub(crate) const MARGIN: f64 = 32.0;

const TITLE: f64 = 24.0;
const LEAD: f64 = 15.0;
const CAPTION: f64 = 13.0;

/// The words of a page.
pub(crate) struct Sheet<'a> {
    /// What is seen.
    pub(crate) title: &'a str,
    /// How to read it.
    pub(crate) lead: &'a str,
    /// How many, of what, by which policy.
    pub(crate) caption: &'a str,
}

/// A picture in both themes, as SVG.
pub(crate) struct Drawing {
    /// Dark on light.
    pub(crate) light: String,
    /// Light on dark.
    pub(crate) dark: String,
}

impl Drawing {
    fn new(draw: impl Fn(Theme) -> Result<String>) -> Result<Self> {
        Ok(Self {
            light: draw(Theme::Light)?,
            dark: draw(Theme::Dark)?,
        })
    }
}

impl Sheet<'_> {
    /// Draws the page with a body of that height; `body` gets the canvas and where the body begins, once for each theme.
    ///
    /// # Errors
    /// When a mark cannot be drawn.
    pub(crate) fn draw(&self, height: f64, body: impl Fn(&mut Canvas<'_>, f64)) -> Result<Drawing> {
        Drawing::new(|theme| Ok(self.page(height, theme, &body)?.0))
    }

    /// Draws the page with a layer of that height as its body; the layer's origin is where the body begins.
    ///
    /// # Errors
    /// When a mark cannot be drawn.
    pub(crate) fn draw_layer(&self, height: f64, body: impl Fn(&mut Layer) -> Result<()>) -> Result<Drawing> {
        Drawing::new(|theme| {
            let mut layer = Layer::new(theme);
            body(&mut layer)?;
            let (mut svg, top) = self.page(height, theme, &|_, _| ())?;
            let end = svg.rfind("</svg>").context("the SVG has no end")?;
            svg.insert_str(
                end,
                &format!("<g transform=\"translate({MARGIN} {top})\">\n{}</g>\n", layer.svg()),
            );
            Ok(svg)
        })
    }

    /// The page, and where its body begins.
    fn page(&self, height: f64, theme: Theme, body: &dyn Fn(&mut Canvas<'_>, f64)) -> Result<(String, f64)> {
        let room = WIDTH - 2.0 * MARGIN;
        let title = wrap(self.title, TITLE, true, room);
        let lead = wrap(self.lead, LEAD, false, room);
        let caption = wrap(self.caption, CAPTION, false, room);
        let top = MARGIN + title.len() as f64 * 32.0 + lead.len() as f64 * 22.0 + 14.0;
        let bottom = top + height + 18.0;
        let total = bottom + caption.len() as f64 * 19.0 + MARGIN - 6.0;

        let mut svg = String::new();
        let mut canvas = Canvas::new(&mut svg, WIDTH, total, theme);
        let mut y = MARGIN + 12.0;
        for line in &title {
            canvas.text(line, (MARGIN, y), TITLE, true, INK, Anchor::Start);
            y += 32.0;
        }
        for line in &lead {
            canvas.text(line, (MARGIN, y), LEAD, false, MUTED, Anchor::Start);
            y += 22.0;
        }
        body(&mut canvas, top);
        y = bottom + 8.0;
        for line in &caption {
            canvas.text(line, (MARGIN, y), CAPTION, false, MUTED, Anchor::Start);
            y += 19.0;
        }
        canvas.finish()?;
        // What a screen reader says; plotters has no words for it.
        let named = format!("<title>{}</title>\n<rect ", escape(self.title));
        Ok((svg.replacen("<rect ", &named, 1), top))
    }

    /// The page of a picture that has nothing to show.
    ///
    /// # Errors
    /// As [`Sheet::draw`].
    pub(crate) fn empty(&self, why: &str) -> Result<Drawing> {
        self.draw(120.0, |canvas, top| {
            let middle = (WIDTH / 2.0, top + 60.0);
            canvas.text(why, middle, 18.0, false, MUTED, Anchor::Middle);
        })
    }
}
