//! The embedded font, and how wide a text is in it.
//!
//! plotters measures in whole pixels and with another notion of size than it draws with, so texts are measured
//! here, with the very glyphs that are drawn.

use std::sync::OnceLock;

use ab_glyph::{Font, FontRef};
use plotters::style::{FontStyle, register_font};

/// The families that the SVG names: the embedded one, then those that browsers have in its place.
pub(crate) const FAMILY: &str = "DejaVu Sans, Verdana, sans-serif";

struct Fonts {
    regular: FontRef<'static>,
    bold: FontRef<'static>,
}

fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| {
        let (regular, bold) = (dejavu::sans::regular(), dejavu::sans::bold());
        let known = register_font(FAMILY, FontStyle::Normal, regular).is_ok()
            && register_font(FAMILY, FontStyle::Bold, bold).is_ok();
        assert!(known, "the embedded font is a font");
        let face = |bytes| FontRef::try_from_slice(bytes).expect("the embedded font is a font");
        Fonts {
            regular: face(regular),
            bold: face(bold),
        }
    })
}

/// Makes the font known to plotters.
pub(crate) fn prepare() {
    fonts();
}

/// Width in pixels of a text set in `size` pixels.
pub(crate) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let fonts = fonts();
    let font = if bold { &fonts.bold } else { &fonts.regular };
    let units = font.units_per_em().unwrap_or(2048.0);
    let advance: f32 = text
        .chars()
        .map(|letter| font.h_advance_unscaled(font.glyph_id(letter)))
        .sum();
    f64::from(advance / units) * size
}

/// The text, or as much of its beginning as fits, with an ellipsis.
pub(crate) fn fit(text: &str, size: f64, bold: bool, room: f64) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if width(&text, size, bold) <= room {
        return text;
    }
    let mut kept = String::new();
    for letter in text.chars() {
        kept.push(letter);
        if width(&format!("{kept}…"), size, bold) > room {
            kept.pop();
            break;
        }
    }
    format!("{}…", kept.trim_end())
}

/// The text in lines no wider than `room`, broken between words.
pub(crate) fn wrap(text: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), size, bold) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bold_is_wider_and_size_scales() {
        let text = "At least 12 killed";
        assert!(width(text, 14.0, true) > width(text, 14.0, false));
        assert!((width(text, 28.0, false) - 2.0 * width(text, 14.0, false)).abs() < 1e-6);
    }

    #[test]
    fn what_does_not_fit_is_cut_and_what_is_long_is_wrapped() {
        let text = "Russian   soldiers near Avdiivka";
        assert_eq!(fit(text, 14.0, false, 1000.0), "Russian soldiers near Avdiivka");
        let cut = fit(text, 14.0, false, 120.0);
        assert!(cut.ends_with('…') && width(&cut, 14.0, false) <= 120.0, "{cut}");
        let lines = wrap(text, 14.0, false, 120.0);
        assert!(lines.len() > 1 && lines.iter().all(|line| width(line, 14.0, false) <= 120.0));
        assert_eq!(lines.join(" "), "Russian soldiers near Avdiivka");
    }
}
