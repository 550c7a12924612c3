//! Colours that people with any kind of colour vision can tell apart: Okabe and Ito (2008), and greys.

use plotters::style::RGBColor;

/// Okabe-Ito black: what has no colour of its own.
pub(crate) const BLACK: RGBColor = RGBColor(0, 0, 0);
/// Okabe-Ito orange.
pub(crate) const ORANGE: RGBColor = RGBColor(230, 159, 0);
/// Okabe-Ito sky blue.
pub(crate) const SKY: RGBColor = RGBColor(86, 180, 233);
/// Okabe-Ito blue.
pub(crate) const BLUE: RGBColor = RGBColor(0, 114, 178);
/// Okabe-Ito vermillion.
pub(crate) const VERMILLION: RGBColor = RGBColor(213, 94, 0);
/// Okabe-Ito reddish purple.
pub(crate) const PURPLE: RGBColor = RGBColor(204, 121, 167);
/// Text.
pub(crate) const INK: RGBColor = RGBColor(33, 33, 33);
/// Secondary text; 4.5:1 on white.
pub(crate) const MUTED: RGBColor = RGBColor(105, 105, 105);
/// Grid lines.
pub(crate) const GRID: RGBColor = RGBColor(226, 226, 226);
/// Background of every second row.
pub(crate) const TINT: RGBColor = RGBColor(247, 247, 245);
/// Background.
pub(crate) const PAPER: RGBColor = RGBColor(255, 255, 255);

/// The colour `share` (0 to 1) of the way from one colour to another.
pub(crate) fn mix(from: RGBColor, to: RGBColor, share: f64) -> RGBColor {
    let part = |from: u8, to: u8| {
        let (from, to) = (f64::from(from), f64::from(to));
        (from + (to - from) * share.clamp(0.0, 1.0)).round() as u8
    };
    RGBColor(part(from.0, to.0), part(from.1, to.1), part(from.2, to.2))
}
