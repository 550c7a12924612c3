//! Scorer of `plv`: source, event type and target of one event a record, and the countries of both sides.
//!
//! "pair and type": some row's source and target overlap the record's spans, and its type is one of those accepted. "type
//! with either actor": some row of the right type overlaps one of them. "type, given the pair": of the records that have a
//! row with the right pair, those where such a row has the right type; "quad class, given the pair" likewise. Where the
//! record has only a stand-in for a side ("a recipient"), anything and nothing will do there. Rows that answer nothing
//! are not counted: a record names one event of several.
//!
//! Countries: the key is the project's own, read from the text by hand for 150 records: `data/gold/plv_countries.csv` (ids and
//! codes, no text). Counted are the sources and targets for which it has a country; right is the set of countries of the
//! mentions that overlap the record's span (where none has a country: of the places there), when it is the key's set.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;
use tidywire_codebook::CodeList;
use tidywire_extract::Action;
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
    event_type_accept: Vec<String>,
    quad_class: String,
}

struct Parties {
    id: String,
    types: Vec<String>,
    quad_class: String,
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
        types: gold.event_type_accept,
        quad_class: gold.quad_class,
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
        self.actions(seen, scores);
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

impl Parties {
    fn is_pair(&self, seen: &Seen<'_>, action: &Action) -> bool {
        let fits = |party, quote: &Option<Quoted>| quote.as_ref().is_none_or(|quote| seen.is_at(party, quote.span()));
        fits(action.source.as_ref(), &self.parties[0]) && fits(action.target.as_ref(), &self.parties[1])
    }

    fn is_near(&self, seen: &Seen<'_>, action: &Action) -> bool {
        let fits = |party, quote: &Option<Quoted>| quote.as_ref().is_some_and(|quote| seen.is_at(party, quote.span()));
        fits(action.source.as_ref(), &self.parties[0]) || fits(action.target.as_ref(), &self.parties[1])
    }

    fn actions(&self, seen: &Seen<'_>, scores: &mut Scores) {
        let typed = |action: &&Action| self.types.iter().any(|code| code == action.event_type.code());
        let pairs: Vec<&Action> = seen
            .actions
            .iter()
            .filter(|action| self.is_pair(seen, action))
            .collect();
        let whole = usize::from(pairs.iter().any(typed));
        let either = seen.actions.iter().filter(|action| self.is_near(seen, action));
        let either = usize::from(either.into_iter().any(|action| typed(&action)) || whole == 1);
        let class = |action: &&Action| {
            let entry = seen
                .lexicon
                .event_types
                .iter()
                .find(|entry| entry.code == action.event_type);
            entry.is_some_and(|entry| entry.quad_class.code() == self.quad_class)
        };
        scores.count("pair and type", whole, 1, 1);
        scores.count("type with either actor", either, 1, 1);
        if !pairs.is_empty() {
            scores.count("type, given the pair", whole, 1, 1);
            let class = usize::from(pairs.iter().any(class));
            scores.count("quad class, given the pair", class, 1, 1);
        }
        if whole == 0 {
            let kind = match (pairs.is_empty(), either, seen.actions.is_empty()) {
                (false, ..) => "type",
                (_, 1, _) => "pair",
                (_, _, true) => "nothing",
                _ => "both",
            };
            let words = |quote: &Option<Quoted>| quote.as_ref().map_or("-", |quote| quote.text.as_str()).to_owned();
            let found: Vec<String> = seen.actions.iter().map(|action| seen.show_action(action)).collect();
            let detail = format!(
                "wanted {} \"{}\" -> \"{}\"; found {}",
                self.types.join("/"),
                words(&self.parties[0]),
                words(&self.parties[1]),
                found.join("; ")
            );
            seen.miss(scores, "action", kind, detail);
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
