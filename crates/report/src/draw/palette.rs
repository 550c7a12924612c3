//! Colours that people with any kind of colour vision can tell apart: Okabe and Ito (2008), and greys; each for light and
//! for dark paper.
//!
//! On dark paper the darker hues are lightened until they stand out from it at 4.5:1; their order by lightness stays.
//! Invariant: text in [`INK`] or [`MUTED`] has 4.5:1 on paper and tint in both themes (tested).

use plotters::style::RGBColor;

/// What a picture is drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// A colour, as it is in each theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shade {
    light: RGBColor,
    dark: RGBColor,
}

impl Shade {
    /// The colour in a theme.
    pub(crate) fn on(self, theme: Theme) -> RGBColor {
        match theme {
            Theme::Light => self.light,
            Theme::Dark => self.dark,
        }
    }
}

const fn shade(light: (u8, u8, u8), dark: (u8, u8, u8)) -> Shade {
    Shade {
        light: RGBColor(light.0, light.1, light.2),
        dark: RGBColor(dark.0, dark.1, dark.2),
    }
}

/// Okabe-Ito black: what has no colour of its own.
pub(crate) const BLACK: Shade = shade((0, 0, 0), (222, 222, 218));
/// Okabe-Ito orange.
pub(crate) const ORANGE: Shade = shade((230, 159, 0), (230, 159, 0));
/// Okabe-Ito sky blue.
pub(crate) const SKY: Shade = shade((86, 180, 233), (112, 192, 238));
/// Okabe-Ito blue.
pub(crate) const BLUE: Shade = shade((0, 114, 178), (44, 136, 200));
/// Okabe-Ito vermillion.
pub(crate) const VERMILLION: Shade = shade((213, 94, 0), (224, 108, 32));
/// Okabe-Ito reddish purple.
pub(crate) const PURPLE: Shade = shade((204, 121, 167), (204, 121, 167));
/// Text.
pub(crate) const INK: Shade = shade((33, 33, 33), (232, 232, 230));
/// Secondary text.
pub(crate) const MUTED: Shade = shade((105, 105, 105), (164, 167, 172));
/// Grid lines.
pub(crate) const GRID: Shade = shade((226, 226, 226), (56, 60, 66));
/// Background of every second row.
pub(crate) const TINT: Shade = shade((247, 247, 245), (30, 33, 38));
/// Background.
pub(crate) const PAPER: Shade = shade((255, 255, 255), (21, 23, 27));
/// What has a size and nothing else to say.
pub(crate) const STONE: Shade = shade((200, 200, 200), (92, 96, 102));
/// Land on a map, and borders on it.
pub(crate) const LAND: Shade = shade((231, 231, 227), (46, 49, 54));
pub(crate) const BORDER: Shade = shade((176, 176, 172), (92, 96, 102));

/// The colour `share` (0 to 1) of the way from one colour to another.
pub(crate) fn mix(from: Shade, to: Shade, share: f64) -> Shade {
    let part = |from: u8, to: u8| {
        let (from, to) = (f64::from(from), f64::from(to));
        (from + (to - from) * share.clamp(0.0, 1.0)).round() as u8
    };
    let both = |from: RGBColor, to: RGBColor| RGBColor(part(from.0, to.0), part(from.1, to.1), part(from.2, to.2));
    Shade {
        light: both(from.light, to.light),
        dark: both(from.dark, to.dark),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance as WCAG 2 has it.
    fn luminance(color: RGBColor) -> f64 {
        let part = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.03928 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(color.0) + 0.7152 * part(color.1) + 0.0722 * part(color.2)
    }

    fn contrast(one: RGBColor, other: RGBColor) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn words_can_be_read_and_marks_stand_out_in_both_themes() {
        for theme in [Theme::Light, Theme::Dark] {
            for paper in [PAPER, TINT] {
                for ink in [INK, MUTED] {
                    assert!(
                        contrast(ink.on(theme), paper.on(theme)) >= 4.5,
                        "{ink:?} on {paper:?} {theme:?}"
                    );
                }
            }
            // The darkest cell of a matrix has words on it.
            assert!(contrast(INK.on(theme), mix(PAPER, SKY, 0.5).on(theme)) >= 4.5);
        }
        for mark in [BLACK, ORANGE, SKY, BLUE, VERMILLION, PURPLE] {
            assert!(contrast(mark.on(Theme::Dark), PAPER.on(Theme::Dark)) >= 4.5, "{mark:?}");
        }
    }

    #[test]
    fn a_mix_lies_between() {
        assert_eq!(mix(PAPER, BLACK, 0.0), PAPER);
        assert_eq!(mix(PAPER, BLACK, 2.0), BLACK);
        assert_eq!(mix(PAPER, BLACK, 0.5).on(Theme::Light), RGBColor(128, 128, 128));
    }
}
