//! Who acts upon whom: sources by targets, with the number of actions and their quad classes.
//!
//! It deliberately does not tell apart what happened from what was planned or denied. Invariant: every action is in one
//! cell; rows without a source or without a target are counted under "not stated", never guessed.

use anyhow::Result;
use tidywire_codebook::{CodeList, QuadClass};

use super::Picture;
use super::event_types::{color, words};
use super::matrix::{Cell, Matrix};
use super::parties::{Counts, NOT_STATED, OTHERS, Parties, data, sum};
use crate::data::Tables;
use crate::draw::{Anchor, Canvas, INK, MARGIN, Sheet, width};

/// Parties on a side; the others share a row or a column.
const MOST: usize = 10;
const LEGEND: f64 = 34.0;

/// Draws the picture.
pub(crate) fn draw(tables: &Tables) -> Result<Vec<Picture>> {
    let pairs = Parties::of(tables).pairs();
    let stated = |name: &str| name != NOT_STATED && name != OTHERS;
    let busiest = pairs
        .iter()
        .filter(|((source, target), _)| stated(source) && stated(target))
        .rev()
        .max_by_key(|(_, counts)| sum(counts));
    let title = match busiest {
        Some(((source, target), counts)) if source == target => {
            format!("Most actions stay within one party: {source}, {}", sum(counts))
        }
        Some(((source, target), counts)) => {
            format!("Most actions go from {source} to {target}: {}", sum(counts))
        }
        None => "No action names both its source and its target".to_owned(),
    };
    let (both, all) = (
        pairs
            .iter()
            .filter(|((source, target), _)| source != NOT_STATED && target != NOT_STATED)
            .map(|(_, counts)| sum(counts))
            .sum::<usize>(),
        tables.actions.len(),
    );
    let caption = format!(
        "n = {all} rows of source, event and target, of which {both} state both; whether they happened, were planned or denied is \
         not told apart here. Up to {MOST} parties a side by number of rows. Countries include their governments, forces and \
         people; armed groups and organisations stand alone; parties outside the lexicon are “{OTHERS}”."
    );
    let sheet = Sheet {
        title: &title,
        lead: "Rows act upon columns. The number counts actions; the strip below it shows of which kind they are.",
        caption: &caption,
    };
    let svg = if pairs.is_empty() {
        sheet.empty("The data set holds no actions.")?
    } else {
        let special = [OTHERS, NOT_STATED];
        let matrix = Matrix::of(&pairs, MOST, [&special, &special], "all sources");
        sheet.draw(LEGEND + matrix.height(), |canvas, top| {
            legend(canvas, top);
            matrix.draw(canvas, top + LEGEND, strip);
        })?
    };
    let kinds = [0, 1, 2, 3].map(|class: usize| QuadClass::all()[class].code());
    Ok(vec![Picture {
        name: "actions-source-target".to_owned(),
        data: data(&pairs, ["source", "target", "actions"], kinds),
        svg,
        title,
        caption,
    }])
}

/// What the colours of the quad classes are.
pub(super) fn legend(canvas: &mut Canvas<'_>, top: f64) {
    let mut x = MARGIN;
    for &class in QuadClass::all() {
        canvas.rect((x, top + 3.0), (x + 13.0, top + 16.0), color(class));
        canvas.text(&words(class), (x + 20.0, top + 10.0), 13.0, false, INK, Anchor::Start);
        x += 20.0 + width(&words(class), 13.0, false) + 28.0;
    }
}

/// A strip for of which kind the actions of a cell are.
fn strip(canvas: &mut Canvas<'_>, cell: Cell, counts: &Counts) {
    let all = sum(counts) as f64;
    let (mut start, room) = (cell.left + 6.0, cell.right - cell.left - 12.0);
    for (&class, &count) in QuadClass::all().iter().zip(counts) {
        let end = start + room * count as f64 / all;
        if count > 0 {
            canvas.rect((start, cell.bottom - 12.0), (end, cell.bottom - 5.0), color(class));
        }
        start = end;
    }
}
