//! Bars with one total under one heading, and numbers beside them.
//!
//! It deliberately sorts nothing. Invariant: every bar says its count and its share of the section's total.

use crate::draw::{Anchor, BLUE, Canvas, GRID, INK, MARGIN, MUTED, PAPER, TINT, WIDTH, fit, mix, number, width};

/// Height of a section's heading.
pub(super) const HEAD: f64 = 44.0;
const LINE: f64 = 26.0;
const LABEL: f64 = 13.0;
/// Where bars begin and end; numbers stand to their right.
const LEFT: f64 = MARGIN + 270.0;
const RIGHT: f64 = WIDTH - MARGIN - 300.0;

/// One bar: so many surely, so many more in a way that the section explains.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) sure: usize,
    pub(super) more: usize,
}

/// Bars with one total.
pub(super) struct Section {
    pub(super) heading: &'static str,
    /// What the colours or lines mean.
    pub(super) says: String,
    pub(super) total: usize,
    pub(super) lines: Vec<Line>,
    /// The light part of bars, in words.
    pub(super) light: &'static str,
}

impl Section {
    pub(super) fn height(&self) -> f64 {
        HEAD + LINE * self.lines.len() as f64
    }

    fn draw(&self, canvas: &mut Canvas<'_>, top: f64) {
        let y = top + 26.0;
        canvas.text(self.heading, (MARGIN, y), 15.0, true, INK, Anchor::Start);
        let at = (MARGIN + width(self.heading, 15.0, true) + 14.0, y);
        canvas.text(&self.says, at, LABEL, false, MUTED, Anchor::Start);
        for (index, line) in self.lines.iter().enumerate() {
            let y = top + HEAD + LINE * index as f64;
            let at = |count: usize| LEFT + (RIGHT - LEFT) * count as f64 / self.total.max(1) as f64;
            let name = fit(&line.name, LABEL, false, LEFT - MARGIN - 12.0);
            canvas.text(&name, (LEFT - 10.0, y + LINE / 2.0), LABEL, false, INK, Anchor::End);
            canvas.rect((LEFT, y + 4.0), (RIGHT, y + LINE - 4.0), TINT);
            canvas.frame((LEFT, y + 4.0), (RIGHT, y + LINE - 4.0), GRID, 1);
            let (sure, all) = (at(line.sure), at(line.sure + line.more));
            canvas.rect((sure, y + 4.0), (all, y + LINE - 4.0), mix(PAPER, BLUE, 0.4));
            canvas.rect((LEFT, y + 4.0), (sure, y + LINE - 4.0), BLUE);
            let share = percent(line.sure + line.more, self.total);
            let mut says = format!("{} ({share})", number((line.sure + line.more) as f64));
            if line.more > 0 {
                says.push_str(&format!(", {} {}", number(line.more as f64), self.light));
            }
            canvas.text(&says, (RIGHT + 10.0, y + LINE / 2.0), LABEL, false, INK, Anchor::Start);
        }
    }
}

/// A share in words that never rounds to nothing or to all.
fn percent(part: usize, whole: usize) -> String {
    if part == 0 || part == whole {
        return if part == 0 { "0 %" } else { "100 %" }.to_owned();
    }
    match (part as f64 / whole as f64 * 100.0).round() {
        0.0 => "under 1 %".to_owned(),
        100.0 => "over 99 %".to_owned(),
        share => format!("{share} %"),
    }
}

/// Draws sections below each other.
pub(super) fn stack(canvas: &mut Canvas<'_>, top: f64, sections: &[Section]) {
    let mut y = top;
    for section in sections {
        section.draw(canvas, y);
        y += section.height();
    }
}

/// A section whose bars have one part.
pub(super) fn section(heading: &'static str, says: &str, total: usize, lines: Vec<(String, usize)>) -> Section {
    let line = |(name, sure)| Line { name, sure, more: 0 };
    Section {
        heading,
        says: says.to_owned(),
        total,
        lines: lines.into_iter().map(line).collect(),
        light: "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_do_not_round_to_nothing_or_all() {
        assert_eq!([percent(0, 9), percent(9, 9), percent(0, 0)], ["0 %", "100 %", "0 %"]);
        assert_eq!(
            [percent(1, 3), percent(1, 900), percent(899, 900)],
            ["33 %", "under 1 %", "over 99 %"]
        );
    }
}
