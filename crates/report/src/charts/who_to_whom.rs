//! Who acts upon whom: sources by targets, with the number of actions and their quad classes.
//!
//! A party is a country, unless the actor is armed or organised apart from it (rebels, militias, international
//! and non-governmental organisations): those stand under their own names. Rows without a source or without a target are
//! counted under "not stated", never guessed.

use std::collections::BTreeMap;

use anyhow::Result;
use tidywire_codebook::{Code, CodeList, QuadClass, Sector, Value};
use tidywire_tables::csv_text;

use super::Picture;
use super::event_types::{color, words};
use crate::data::Tables;
use crate::draw::{Anchor, Canvas, GRID, INK, MARGIN, MUTED, PAPER, SKY, Sheet, WIDTH, fit, mix, width};

/// Parties on a side; the others share a row or a column.
const MOST: usize = 10;
const CELL: f64 = 46.0;
const LABEL: f64 = 14.0;
const LEGEND: f64 = 34.0;
const NOT_STATED: &str = "not stated";
const OTHERS: &str = "others";

/// Actions between two parties, by quad class.
type Counts = [usize; 4];

/// Draws the picture.
pub(crate) fn draw(tables: &Tables) -> Result<Vec<Picture>> {
    let mut pairs: BTreeMap<(String, String), Counts> = BTreeMap::new();
    for action in &tables.actions {
        let source = party(
            tables,
            action.source_actor_id.as_deref(),
            action.source_country.as_ref(),
            action.source_sector,
            action.source_text.as_deref(),
        );
        let target = party(
            tables,
            action.target_actor_id.as_deref(),
            action.target_country.as_ref(),
            action.target_sector,
            action.target_text.as_deref(),
        );
        pairs.entry((source, target)).or_default()[action.quad_class as usize] += 1;
    }
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
    let sources = sides(pairs.iter().map(|((source, _), counts)| (source.as_str(), sum(counts))));
    let targets = sides(pairs.iter().map(|((_, target), counts)| (target.as_str(), sum(counts))));
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
        let head = head_height(&targets);
        let height = LEGEND + head + (sources.len() as f64 + 1.0) * CELL;
        sheet.draw(height, |canvas, top| {
            matrix(canvas, top, head, &pairs, &sources, &targets)
        })?
    };
    Ok(vec![Picture {
        name: "actions-source-target".to_owned(),
        data: data(&pairs),
        svg,
        title,
        caption,
    }])
}

fn sum(counts: &Counts) -> usize {
    counts.iter().sum()
}

/// Under which name an actor stands.
fn party(
    tables: &Tables,
    actor_id: Option<&str>,
    country: Option<&Code>,
    sector: Option<Sector>,
    text: Option<&str>,
) -> String {
    let actor = actor_id.and_then(|id| tables.actors.get(id));
    let apart = matches!(
        sector,
        Some(Sector::Reb | Sector::Prm | Sector::Uaf | Sector::Opp | Sector::Crm | Sector::Igo | Sector::Ngo)
    );
    match (country, actor, sector) {
        (Some(country), None, Some(sector)) if apart => format!("{country} {sector}"),
        (Some(country), _, _) if !apart => tables
            .actors
            .values()
            .find(|actor| actor.country.as_ref() == Some(country) && actor.sector.is_none())
            .map_or_else(|| country.to_string(), |actor| actor.name.clone()),
        (_, Some(actor), _) => actor.name.clone(),
        _ if text.is_some() => OTHERS.to_owned(),
        _ => NOT_STATED.to_owned(),
    }
}

/// The parties of a side, the busiest first; then the others, then what is not stated.
fn sides<'a>(counted: impl Iterator<Item = (&'a str, usize)>) -> Vec<String> {
    let mut totals: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, count) in counted {
        *totals.entry(name).or_default() += count;
    }
    let special = [OTHERS, NOT_STATED];
    let mut named: Vec<_> = totals.iter().filter(|(name, _)| !special.contains(name)).collect();
    // The map is sorted by name and the sort is stable, so that equal counts stand in order of names.
    named.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let cut = named.len() > MOST;
    let mut parties: Vec<String> = named.iter().take(MOST).map(|(name, _)| (**name).to_owned()).collect();
    if cut || totals.contains_key(OTHERS) {
        parties.push(OTHERS.to_owned());
    }
    if totals.contains_key(NOT_STATED) {
        parties.push(NOT_STATED.to_owned());
    }
    parties
}

fn place(parties: &[String], name: &str) -> Option<usize> {
    let find = |name: &str| parties.iter().position(|party| party == name);
    find(name).or_else(|| find(OTHERS))
}

/// Column heads stand in steps, so that long names need no turning of the head.
fn head_height(targets: &[String]) -> f64 {
    22.0 * targets.len() as f64 + 20.0
}

fn matrix(
    canvas: &mut Canvas<'_>,
    top: f64,
    head: f64,
    pairs: &BTreeMap<(String, String), Counts>,
    sources: &[String],
    targets: &[String],
) {
    let mut cells = vec![vec![Counts::default(); targets.len()]; sources.len()];
    for ((source, target), counts) in pairs {
        if let (Some(row), Some(column)) = (place(sources, source), place(targets, target)) {
            for (cell, count) in cells[row][column].iter_mut().zip(counts) {
                *cell += count;
            }
        }
    }
    let largest = cells.iter().flatten().map(sum).max().unwrap_or(1).max(1);
    let mut x = MARGIN;
    for &class in QuadClass::all() {
        canvas.rect((x, top + 3.0), (x + 13.0, top + 16.0), color(class));
        canvas.text(&words(class), (x + 20.0, top + 10.0), 13.0, false, INK, Anchor::Start);
        x += 20.0 + width(&words(class), 13.0, false) + 28.0;
    }
    let top = top + LEGEND;
    let label = sources
        .iter()
        .map(|name| width(name, LABEL, true))
        .fold(width("all sources", LABEL, true), f64::max)
        .min(280.0);
    let left = MARGIN + label + 16.0;
    let wide = ((WIDTH - MARGIN - left - 10.0) / (targets.len() as f64 + 1.0)).min(110.0);
    let grid = top + head;
    let right = left + wide * targets.len() as f64;
    let bottom = grid + CELL * sources.len() as f64;

    for (index, name) in targets.iter().chain([&"all".to_owned()]).enumerate() {
        let y = top + 10.0 + 22.0 * index as f64;
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
    for (row, source) in sources.iter().enumerate() {
        let y = grid + CELL * row as f64;
        let fitted = fit(source, LABEL, true, label);
        canvas.text(&fitted, (left - 12.0, y + CELL / 2.0), LABEL, true, INK, Anchor::End);
        for (column, counts) in cells[row].iter().enumerate() {
            let from = (left + wide * column as f64, y);
            cell(canvas, from, wide, counts, largest);
        }
        let all: usize = cells[row].iter().map(sum).sum();
        let at = (right + wide / 2.0, y + CELL / 2.0);
        canvas.text(&all.to_string(), at, LABEL, false, MUTED, Anchor::Middle);
    }
    for row in 0..=sources.len() {
        let y = grid + CELL * row as f64;
        canvas.line((left, y), (right, y), GRID, 1);
    }
    for column in 0..=targets.len() {
        let x = left + wide * column as f64;
        canvas.line((x, grid), (x, bottom), GRID, 1);
        if column < targets.len() {
            let all: usize = cells.iter().map(|row| sum(&row[column])).sum();
            let at = (x + wide / 2.0, bottom + CELL / 2.0);
            canvas.text(&all.to_string(), at, LABEL, false, MUTED, Anchor::Middle);
        }
    }
    let at = (left - 12.0, bottom + CELL / 2.0);
    canvas.text("all sources", at, LABEL, true, MUTED, Anchor::End);
    let all: usize = pairs.values().map(sum).sum();
    let at = (right + wide / 2.0, bottom + CELL / 2.0);
    canvas.text(&all.to_string(), at, LABEL, true, INK, Anchor::Middle);
}

/// One cell: shade and number for how many, a strip for of which kind.
fn cell(canvas: &mut Canvas<'_>, from: (f64, f64), wide: f64, counts: &Counts, largest: usize) {
    let all = sum(counts);
    if all == 0 {
        return;
    }
    let (x, y) = from;
    // The square root keeps small numbers visible beside the largest.
    let share = (all as f64 / largest as f64).sqrt();
    canvas.rect((x, y), (x + wide, y + CELL), mix(PAPER, SKY, 0.08 + 0.42 * share));
    canvas.text(
        &all.to_string(),
        (x + wide / 2.0, y + CELL / 2.0 - 5.0),
        16.0,
        true,
        INK,
        Anchor::Middle,
    );
    let (mut start, room) = (x + 6.0, wide - 12.0);
    for (&class, &count) in QuadClass::all().iter().zip(counts) {
        let end = start + room * count as f64 / all as f64;
        if count > 0 {
            canvas.rect((start, y + CELL - 12.0), (end, y + CELL - 5.0), color(class));
        }
        start = end;
    }
}

fn data(pairs: &BTreeMap<(String, String), Counts>) -> String {
    let mut header = vec!["source", "target", "actions"];
    header.extend(QuadClass::all().iter().map(|class| class.code()));
    let rows = pairs.iter().map(|((source, target), counts)| {
        let mut row = vec![Value::Text(source), Value::Text(target), Value::Int(sum(counts) as i64)];
        row.extend(counts.iter().map(|&count| Value::Int(count as i64)));
        row
    });
    csv_text(&header, rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidywire_codebook::{Action, Actor};

    #[test]
    fn armed_groups_stand_apart_from_their_country() {
        let actor = |id: &str, name: &str, country: &str, sector| Actor {
            actor_id: id.into(),
            name: name.into(),
            country: Some(Code::from(country)),
            sector,
            ..Actor::default()
        };
        let mut tables = Tables {
            copies_left_out: 0,
            articles: BTreeMap::new(),
            actors: BTreeMap::new(),
            figures: Vec::new(),
            actions: Vec::<Action>::new(),
            places: Vec::new(),
            vague: crate::VagueWords::under("floor").unwrap(),
        };
        for row in [
            actor("yem", "Yemen", "YEM", None),
            actor("houthis", "Houthis", "YEM", Some(Sector::Reb)),
        ] {
            tables.actors.insert(row.actor_id.clone(), row);
        }
        let country = Code::from("YEM");
        let name = |id, sector| party(&tables, id, Some(&country), sector, Some("x"));
        assert_eq!(name(Some("houthis"), Some(Sector::Reb)), "Houthis");
        assert_eq!(name(None, Some(Sector::Mil)), "Yemen");
        assert_eq!(name(None, Some(Sector::Reb)), "YEM REB");
        assert_eq!(party(&tables, None, None, None, Some("x")), OTHERS);
        assert_eq!(party(&tables, None, None, None, None), NOT_STATED);
    }

    #[test]
    fn the_busiest_come_first_and_the_unnamed_last() {
        let counted = [("b", 2), (NOT_STATED, 9), ("a", 2), ("c", 5), (OTHERS, 1)];
        assert_eq!(sides(counted.into_iter()), ["c", "a", "b", OTHERS, NOT_STATED]);
    }
}
