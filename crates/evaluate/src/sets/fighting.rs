//! Scorer of `re3d_fighting`: who fights whom, in the text that `re3d` marks.
//!
//! Gold are its relations of type FightingAgainst, in either direction; the same two spans count once. A row answers one
//! when it is an ASSAULT, COERCE or MOBILIZE and its two sides overlap the relation's two spans. Precision: of the rows of
//! these types whose sides overlap entities of that gold that stand for different words, those that answer a relation. The
//! gold was marked with a machine's help and leaves out many pairs that the text has: this is a lower bound.

use serde::Deserialize;
use tidywire_codebook::EventType;
use tidywire_extract::Action;
use tidywire_text::Span;

use super::seen::Seen;
use super::{Quoted, Task};
use crate::score::{Count, Scores};

#[derive(Deserialize)]
struct Gold {
    entities: Vec<Entity>,
    relations: Vec<Relation>,
}

#[derive(Deserialize)]
struct Entity {
    #[serde(flatten)]
    quote: Quoted,
}

#[derive(Deserialize)]
struct Relation {
    #[serde(rename = "type")]
    kind: String,
    source: Quoted,
    target: Quoted,
}

pub(super) fn read(line: &str) -> Result<Box<dyn Task>, serde_json::Error> {
    serde_json::from_str::<Gold>(line).map(|gold| Box::new(gold) as Box<dyn Task>)
}

fn fights(action: &&Action) -> bool {
    matches!(
        action.event_type,
        EventType::Assault | EventType::Coerce | EventType::Mobilize
    )
}

fn joins(seen: &Seen<'_>, action: &Action, one: Span, other: Span) -> bool {
    let way = |from: Span, to: Span| seen.is_at(action.source.as_ref(), from) && seen.is_at(action.target.as_ref(), to);
    way(one, other) || way(other, one)
}

impl Task for Gold {
    fn quotes(&self) -> Vec<&Quoted> {
        let ends = self
            .relations
            .iter()
            .flat_map(|relation| [&relation.source, &relation.target]);
        ends.collect()
    }

    fn score(&self, seen: &Seen<'_>, scores: &mut Scores) {
        let mut gold: Vec<(Span, Span)> = self
            .relations
            .iter()
            .filter(|relation| relation.kind == "FightingAgainst")
            .map(|relation| (relation.source.span(), relation.target.span()))
            .collect();
        gold.sort_unstable_by_key(|(one, other)| (one.start, other.start, one.end, other.end));
        gold.dedup();
        let rows: Vec<&Action> = seen.actions.iter().filter(fights).collect();
        for &(one, other) in &gold {
            let right = usize::from(rows.iter().any(|action| joins(seen, action, one, other)));
            scores.put(
                "FightingAgainst",
                Count {
                    right,
                    wrong: 0,
                    missed: 1 - right,
                },
            );
            if right == 0 {
                let sentence = seen.sentence_at(one.start);
                let words = |span: Span| -> String {
                    let text = seen.document.text.chars();
                    text.skip(span.start).take(span.len()).collect()
                };
                let found = seen.actions.iter().filter(|action| action.sentence == sentence);
                let found: Vec<String> = found.map(|action| seen.show_action(action)).collect();
                let detail = format!(
                    "wanted \"{}\" -> \"{}\"; found {}",
                    words(one),
                    words(other),
                    found.join("; ")
                );
                seen.miss_in(scores, "FightingAgainst", "missed", seen.around(sentence), detail);
            }
        }
        let at = |party: Option<&tidywire_extract::Party>| {
            self.entities
                .iter()
                .any(|entity| seen.is_at(party, entity.quote.span()))
        };
        for action in rows {
            if !at(action.source.as_ref()) || !at(action.target.as_ref()) {
                continue;
            }
            let right = gold.iter().any(|&(one, other)| joins(seen, action, one, other));
            let count = Count {
                right: usize::from(right),
                wrong: usize::from(!right),
                missed: 0,
            };
            scores.put("rows between entities (precision)", count);
            if !right {
                let place = seen.around(action.sentence);
                seen.miss_in(scores, "FightingAgainst", "false", place, seen.show_action(action));
            }
        }
    }
}
