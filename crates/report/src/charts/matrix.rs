//! A matrix of two sides: heads, shaded cells with numbers, sums at the ends.
//!
//! It deliberately does not know what is counted; charts add to a cell what its number cannot say. Invariant: the sums
//! are those of the cells.

use super::parties::{Counts, Pairs, place, sides, sum};
use crate::draw::{Anchor, Canvas, GRID, INK, MARGIN, MUTED, PAPER, SKY, WIDTH, fit, mix, width};

const CELL: f64 = 46.0;
const LABEL: f64 = 14.0;
/// Columns' heads stand in steps, so that long names need no turning of the head.
const STEP: f64 = 22.0;

/// Two sides and the numbers between them.
pub(super) struct Matrix<'a> {
    rows: Vec<String>,
    columns: Vec<String>,
    /// One line a row.
    kinds: Vec<Vec<Counts>>,
    /// What the sums below the columns are sums of.
    all_rows: &'a str,
}

/// A cell on the page.
#[derive(Clone, Copy)]
pub(super) struct Cell {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl<'a> Matrix<'a> {
    /// The `most` busiest parties of each side and the special names that occur; of these the first also has what is cut.
    pub(super) fn of(pairs: &Pairs, most: usize, special: [&[&str]; 2], all_rows: &'a str) -> Self {
        let counted = || pairs.iter().map(|(pair, counts)| (pair, sum(counts)));
        let rows = sides(
            counted().map(|(pair, count)| (pair.0.as_str(), count)),
            most,
            special[0],
        );
        let columns = sides(
            counted().map(|(pair, count)| (pair.1.as_str(), count)),
            most,
            special[1],
        );
        let mut kinds = vec![vec![Counts::default(); columns.len()]; rows.len()];
        for ((source, target), counts) in pairs {
            let (row, column) = (
                place(&rows, source, special[0][0]),
                place(&columns, target, special[1][0]),
            );
            if let (Some(row), Some(column)) = (row, column) {
                for (cell, count) in kinds[row][column].iter_mut().zip(counts) {
                    *cell += count;
                }
            }
        }
        Self {
            rows,
            columns,
            kinds,
            all_rows,
        }
    }

    fn head(&self) -> f64 {
        STEP * self.columns.len() as f64 + 20.0
    }

    /// Pixels that it takes.
    pub(super) fn height(&self) -> f64 {
        self.head() + (self.rows.len() as f64 + 1.0) * CELL
    }

    /// Draws it; `more` adds to each cell that is not empty, by the kinds of its rows.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, top: f64, more: impl Fn(&mut Canvas<'_>, Cell, &Counts)) {
        let label = self
            .rows
            .iter()
            .map(|name| width(name, LABEL, true))
            .fold(width(self.all_rows, LABEL, true), f64::max)
            .min(280.0);
        let left = MARGIN + label + 16.0;
        let wide = ((WIDTH - MARGIN - left - 10.0) / (self.columns.len() as f64 + 1.0)).min(110.0);
        let grid = top + self.head();
        let right = left + wide * self.columns.len() as f64;
        let bottom = grid + CELL * self.rows.len() as f64;
        let largest = self.kinds.iter().flatten().map(sum).max().unwrap_or(1).max(1);

        self.heads(canvas, top, (left, wide, grid));
        for (row, name) in self.rows.iter().enumerate() {
            let y = grid + CELL * row as f64;
            let fitted = fit(name, LABEL, true, label);
            canvas.text(&fitted, (left - 12.0, y + CELL / 2.0), LABEL, true, INK, Anchor::End);
            for (column, counts) in self.kinds[row].iter().enumerate() {
                let count = sum(counts);
                if count == 0 {
                    continue;
                }
                let (from, to) = (left + wide * column as f64, left + wide * (column as f64 + 1.0));
                // The square root keeps small numbers visible beside the largest.
                let share = (count as f64 / largest as f64).sqrt();
                canvas.rect((from, y), (to, y + CELL), mix(PAPER, SKY, 0.08 + 0.42 * share));
                let at = (f64::midpoint(from, to), y + CELL / 2.0 - 5.0);
                canvas.text(&count.to_string(), at, 16.0, true, INK, Anchor::Middle);
                let cell = Cell {
                    left: from,
                    right: to,
                    bottom: y + CELL,
                };
                more(canvas, cell, counts);
            }
            let all: usize = self.kinds[row].iter().map(sum).sum();
            let at = (right + wide / 2.0, y + CELL / 2.0);
            canvas.text(&all.to_string(), at, LABEL, false, MUTED, Anchor::Middle);
        }
        for row in 0..=self.rows.len() {
            let y = grid + CELL * row as f64;
            canvas.line((left, y), (right, y), GRID, 1);
        }
        let sums = bottom + CELL / 2.0;
        for column in 0..=self.columns.len() {
            let x = left + wide * column as f64;
            canvas.line((x, grid), (x, bottom), GRID, 1);
            if column < self.columns.len() {
                let all: usize = self.kinds.iter().map(|row| sum(&row[column])).sum();
                let at = (x + wide / 2.0, sums);
                canvas.text(&all.to_string(), at, LABEL, false, MUTED, Anchor::Middle);
            }
        }
        canvas.text(self.all_rows, (left - 12.0, sums), LABEL, true, MUTED, Anchor::End);
        let all: usize = self.kinds.iter().flatten().map(sum).sum();
        let at = (right + wide / 2.0, sums);
        canvas.text(&all.to_string(), at, LABEL, true, INK, Anchor::Middle);
    }

    fn heads(&self, canvas: &mut Canvas<'_>, top: f64, (left, wide, grid): (f64, f64, f64)) {
        for (index, name) in self.columns.iter().chain([&"all".to_owned()]).enumerate() {
            let y = top + 10.0 + STEP * index as f64;
            let (text, x) = (left + wide * index as f64 + 4.0, left + wide * (index as f64 + 0.5));
            let room = WIDTH - MARGIN - text;
            let fitted = fit(name, LABEL, true, room.max(wide));
            canvas.line((x, y + 10.0), (x, grid - 2.0), GRID, 1);
            // Centred while there is room, so that the head stands over its column.
            let half = width(&fitted, LABEL, true) / 2.0;
            let centre = x.min(WIDTH - MARGIN - half);
            canvas.rect((centre - half - 3.0, y - 9.0), (centre + half + 3.0, y + 9.0), PAPER);
            canvas.text(&fitted, (centre, y), LABEL, true, INK, Anchor::Middle);
        }
    }
}
