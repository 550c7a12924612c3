//! What rows state: how many have a claimant, a date, a place, and parties, and how many of these are known as such.
//!
//! It deliberately calls nothing missing: a text need not say where and when. Invariant: a row counts once in a line, as known
//! or as words.

use anyhow::Result;
use tidywire_codebook::{DateBasis, Value};
use tidywire_tables::csv_text;

use super::super::Picture;
use super::section::{Line, Section, stack};
use crate::data::Tables;
use crate::draw::{Sheet, number, plural};

/// How a row states something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stated {
    /// As an actor or a country of the lexicon, a place with coordinates, a date that is written out.
    Known,
    /// In words only; a date reckoned from another.
    Words,
    Not,
}

/// Of a party or a place.
fn stated<T>(known: bool, text: Option<&T>) -> Stated {
    match (known, text) {
        (true, _) => Stated::Known,
        (false, Some(_)) => Stated::Words,
        (false, None) => Stated::Not,
    }
}

fn party<T>(actor_id: &Option<T>, country: &Option<T>, text: &Option<T>) -> Stated {
    stated(actor_id.is_some() || country.is_some(), text.as_ref())
}

fn date(known: bool, basis: DateBasis) -> Stated {
    match (known, basis) {
        (false, _) => Stated::Not,
        (true, DateBasis::Relative) => Stated::Words,
        (true, DateBasis::Stated | DateBasis::None) => Stated::Known,
    }
}

fn line<T>(name: &str, rows: &[T], of: impl Fn(&T) -> Stated) -> Line {
    let count = |wanted| rows.iter().filter(|row| of(row) == wanted).count();
    Line {
        name: name.to_owned(),
        sure: count(Stated::Known),
        more: count(Stated::Words),
    }
}

fn sections(tables: &Tables) -> [Section; 3] {
    let (figures, actions, speakers) = (&tables.figures, &tables.actions, &tables.speakers);
    let says = |count: usize, one: &str| {
        format!(
            "{}; light: in words only, or a date reckoned from another",
            plural(count, one)
        )
    };
    [
        Section {
            heading: "Figures",
            says: says(figures.len(), "row"),
            total: figures.len(),
            lines: vec![
                line("claimant", figures, |row| {
                    party(&row.claimant_actor_id, &row.claimant_country, &row.claimant_text)
                }),
                line("who or what is counted", figures, |row| {
                    party(&row.subject_actor_id, &row.subject_country, &row.subject_text)
                }),
                line("who did it", figures, |row| {
                    party(&row.agent_actor_id, &row.agent_country, &row.agent_text)
                }),
                line("date", figures, |row| date(row.date_start.is_some(), row.date_basis)),
                line("place", figures, |row| {
                    stated(row.latitude.is_some(), row.place_text.as_ref())
                }),
            ],
            light: "of them light",
        },
        Section {
            heading: "Actions",
            says: says(actions.len(), "row"),
            total: actions.len(),
            lines: vec![
                line("source", actions, |row| {
                    party(&row.source_actor_id, &row.source_country, &row.source_text)
                }),
                line("target", actions, |row| {
                    party(&row.target_actor_id, &row.target_country, &row.target_text)
                }),
                line("claimant", actions, |row| {
                    party(&row.claimant_actor_id, &row.claimant_country, &row.claimant_text)
                }),
                line("date", actions, |row| date(row.date_start.is_some(), row.date_basis)),
                line("place", actions, |row| {
                    stated(row.latitude.is_some(), row.place_text.as_ref())
                }),
            ],
            light: "of them light",
        },
        Section {
            heading: "Statements",
            says: says(speakers.len(), "row"),
            total: speakers.len(),
            lines: vec![line("source", speakers, |row| {
                stated(row.known, row.stated.then_some(&()))
            })],
            light: "of them light",
        },
    ]
}

/// The picture of the rows.
pub(super) fn draw(tables: &Tables) -> Result<Picture> {
    let sections = sections(tables);
    let rows: usize = sections.iter().map(|section| section.total).sum();
    let of = |section: usize, line: usize| {
        let line = &sections[section].lines[line];
        number((line.sure + line.more) as f64)
    };
    let title = if rows == 0 {
        "No rows of figures, actions or statements".to_owned()
    } else {
        format!(
            "What rows state: a claimant in {} of {}, a source in {} of {}",
            of(0, 0),
            plural(sections[0].total, "figure"),
            of(1, 0),
            plural(sections[1].total, "action")
        )
    };
    let caption = format!(
        "n = {}, {} and {}. Dark: an actor or a country that the lexicon knows, a place with coordinates, a date \
         that is written out. Light: stated in words only, or a date reckoned from the day of the article or from another date. \
         The rest of a bar: the text does not say, or it was not found.",
        plural(sections[0].total, "figure"),
        plural(sections[1].total, "action"),
        plural(sections[2].total, "statement")
    );
    let sheet = Sheet {
        title: &title,
        lead: "Each bar is a share of the rows of its table.",
        caption: &caption,
    };
    let svg = if rows == 0 {
        sheet.empty("The data set holds no figures, actions or statements.")?
    } else {
        let height = sections.iter().map(Section::height).sum();
        sheet.draw(height, |canvas, top| stack(canvas, top, &sections))?
    };
    let lines = sections.iter().flat_map(|section| {
        section.lines.iter().map(|line| {
            vec![
                Value::Text(section.heading),
                Value::Text(&line.name),
                Value::Int(line.sure as i64),
                Value::Int(line.more as i64),
                Value::Int(section.total as i64),
            ]
        })
    });
    Ok(Picture {
        name: "rows-coverage".to_owned(),
        data: csv_text(&["table", "stated", "known", "words_only", "rows"], lines),
        svg,
        title,
        caption,
    })
}
