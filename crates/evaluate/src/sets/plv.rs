//! Scorer of `plv`: the countries of source and target.
//!
//! The key is the project's own, read from the text by hand for 150 records: `data/gold/plv_countries.csv` (ids and
//! codes, no text). Counted are the sources and targets for which it has a country; right is the set of countries of the
//! mentions that overlap the record's span (where none has a country: of the places there), when it is the key's set. Records without a key count nothing.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;
use tidywire_text::Span;

use super::seen::Seen;
use super::{Quoted, Task};
use crate::score::Scores;

/// Countries by id of the record: of the source, of the target.
static KEY: LazyLock<HashMap<&str, [BTreeSet<&str>; 2]>> = LazyLock::new(|| {
    let lines = include_str!("../../../../data/gold/plv_countries.csv").lines().skip(1);
    let codes = |cell: &'static str| cell.split(';').filter(|code| !code.is_empty()).collect();
    let row = |line: &'static str| {
        let mut cells = line.split(',');
        let id = cells.next()?;
        Some((id, [codes(cells.next()?), codes(cells.next()?)]))
    };
    lines.filter_map(row).collect()
});

#[derive(Deserialize)]
struct Gold {
    id: String,
    source_text: Option<String>,
    source_start: Option<usize>,
    source_end: Option<usize>,
    target_text: Option<String>,
    target_start: Option<usize>,
    target_end: Option<usize>,
}

struct Parties {
    id: String,
    parties: [Option<Quoted>; 2],
}

pub(super) fn read(line: &str) -> Result<Box<dyn Task>, serde_json::Error> {
    let gold: Gold = serde_json::from_str(line)?;
    let quoted = |text: Option<String>, start: Option<usize>, end: Option<usize>| {
        Some(Quoted {
            text: text?,
            start: start?,
            end: end?,
        })
    };
    Ok(Box::new(Parties {
        id: gold.id,
        parties: [
            quoted(gold.source_text, gold.source_start, gold.source_end),
            quoted(gold.target_text, gold.target_start, gold.target_end),
        ],
    }))
}

impl Task for Parties {
    fn quotes(&self) -> Vec<&Quoted> {
        self.parties.iter().flatten().collect()
    }

    fn score(&self, seen: &Seen<'_>, scores: &mut Scores) {
        let Some(key) = KEY.get(self.id.as_str()) else { return };
        for ((name, quoted), wanted) in ["source country", "target country"]
            .into_iter()
            .zip(&self.parties)
            .zip(key)
        {
            let Some(quoted) = quoted.as_ref().filter(|_| !wanted.is_empty()) else {
                continue;
            };
            let found: BTreeSet<&str> = countries(seen, quoted.span());
            let right = usize::from(found == *wanted);
            scores.count(name, right, 1, 1);
            if right == 0 {
                let detail = format!("\"{}\": wanted {wanted:?}, found {found:?}", quoted.text);
                seen.miss(scores, name, "wrong", detail);
            }
        }
    }
}

fn countries<'s>(seen: &'s Seen<'_>, span: Span) -> BTreeSet<&'s str> {
    let inside = seen
        .mentions
        .iter()
        .filter(|mention| seen.points(mention.span).overlaps(span));
    let named: BTreeSet<&str> = inside.filter_map(|mention| mention.actor.country.as_deref()).collect();
    if !named.is_empty() {
        return named;
    }
    let places = seen
        .places
        .iter()
        .filter(|place| seen.points(place.span).overlaps(span));
    places.filter_map(|place| place.country.as_deref()).collect()
}
