//! Scorer of `current_events`: every event of the items that careful readers have coded.
//!
//! The key is the project's own, `data/gold/current_events_actions.csv` (ids, codes and offsets, no text): for each item all
//! events that a coder of PLOVER would write down, coded by hand without sight of our rows. A side lists its parties
//! (`&`), each with the wordings that are as good (`=`), `-` for nobody; an event that only some would code is optional.
//!
//! A row is right when its type is one of the event's and both its sides are: the words of each overlap a wording of one of
//! the parties, or nobody is named where the key allows that; of events that go both ways any two of the parties. Precision
//! counts rows; recall counts required events with a right row. Of the right rows, modality and polarity.

use std::collections::HashMap;
use std::sync::LazyLock;

use tidywire_codebook::CodeList;
use tidywire_extract::{Action, Party};
use tidywire_text::Span;

use super::seen::Seen;
use super::{Quoted, Task};
use crate::score::{Count, Scores};

/// A party's wordings that are as good; none is nobody.
type Wordings = Vec<Option<Span>>;

#[derive(Clone, Debug)]
struct Event {
    required: bool,
    types: Vec<&'static str>,
    source: Vec<Wordings>,
    target: Vec<Wordings>,
    trigger: Wordings,
    modality: Vec<&'static str>,
    polarity: &'static str,
    mutual: bool,
}

/// Events by id of the item; an item without events has none.
static KEY: LazyLock<HashMap<&str, Vec<Event>>> = LazyLock::new(|| {
    let mut key: HashMap<&str, Vec<Event>> = HashMap::new();
    let text = include_str!("../../../../data/gold/current_events_actions.csv");
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let events = key.entry(cells[0]).or_default();
        if let [
            _,
            required @ ("true" | "false"),
            types,
            source,
            target,
            trigger,
            modality,
            polarity,
            mutual,
        ] = cells[..]
        {
            events.push(Event {
                required: required == "true",
                types: types.split('=').collect(),
                source: source.split('&').map(wordings).collect(),
                target: target.split('&').map(wordings).collect(),
                trigger: wordings(trigger),
                modality: modality.split('=').collect(),
                polarity,
                mutual: mutual == "true",
            });
        }
    }
    key
});

fn wordings(cell: &str) -> Wordings {
    cell.split('=').map(super::offsets).collect()
}

struct Item(&'static [Event]);

/// Whether the key has the item.
pub(super) fn has(id: &str) -> bool {
    KEY.contains_key(id)
}

pub(super) fn read(line: &str) -> Result<Box<dyn Task>, serde_json::Error> {
    let head: super::Head = serde_json::from_str(line)?;
    Ok(Box::new(Item(KEY.get(head.id.as_str()).map_or(&[], Vec::as_slice))))
}

impl Event {
    fn is_told_by(&self, seen: &Seen<'_>, action: &Action) -> bool {
        let [source, target] = [action.source.as_ref(), action.target.as_ref()];
        // Of several that meet, any two: the key lists one on one side and the others on the other.
        let either = [self.source.as_slice(), self.target.as_slice()].concat();
        let (doers, others) = if self.mutual {
            (either.as_slice(), either.as_slice())
        } else {
            (self.source.as_slice(), self.target.as_slice())
        };
        self.types.contains(&action.event_type.code()) && fits(seen, source, doers) && fits(seen, target, others)
    }

    fn show(&self, text: &str) -> String {
        let words = |span: &Option<Span>| {
            span.map_or_else(
                || "-".to_owned(),
                |span| text.chars().skip(span.start).take(span.len()).collect::<String>(),
            )
        };
        let party = |wordings: &Wordings| wordings.iter().map(words).collect::<Vec<_>>().join(" = ");
        let side = |parties: &[Wordings]| parties.iter().map(party).collect::<Vec<_>>().join(" & ");
        format!(
            "{} [{}] -> [{}] by \"{}\"{}",
            self.types.join("="),
            side(&self.source),
            side(&self.target),
            party(&self.trigger),
            if self.mutual { " both ways" } else { "" }
        )
    }
}

fn fits(seen: &Seen<'_>, party: Option<&Party>, wanted: &[Wordings]) -> bool {
    let span = party.map(|party| seen.points(party.span));
    wanted.iter().flatten().any(|wording| match (wording, span) {
        (Some(wording), Some(span)) => wording.overlaps(span),
        (None, None) => true,
        _ => false,
    })
}

impl Task for Item {
    fn quotes(&self) -> Vec<&Quoted> {
        Vec::new()
    }

    fn score(&self, seen: &Seen<'_>, scores: &mut Scores) {
        let mut told = vec![false; self.0.len()];
        for action in seen.actions {
            let hits: Vec<usize> = (0..self.0.len())
                .filter(|&event| self.0[event].is_told_by(seen, action))
                .collect();
            let right = usize::from(!hits.is_empty());
            let count = Count {
                right,
                wrong: 1 - right,
                missed: 0,
            };
            scores.put("rows (precision)", count);
            for &hit in &hits {
                told[hit] = true;
            }
            if hits.is_empty() {
                seen.miss(scores, "row", "false", seen.show_action(action));
                continue;
            }
            let events = || hits.iter().map(|&hit| &self.0[hit]);
            let modality = events().any(|event| event.modality.contains(&action.qualification.modality.code()));
            let polarity = events().any(|event| event.polarity == action.qualification.polarity.code());
            scores.count(
                "of right rows: modality and polarity",
                usize::from(modality && polarity),
                1,
                1,
            );
            if !(modality && polarity) {
                let (was, is) = (
                    action.qualification.modality.code(),
                    action.qualification.polarity.code(),
                );
                seen.miss(
                    scores,
                    "row",
                    "qualified",
                    format!("{was} {is}: {}", seen.show_action(action)),
                );
            }
        }
        for (event, told) in self.0.iter().zip(told).filter(|(event, _)| event.required) {
            let right = usize::from(told);
            let count = Count {
                right,
                wrong: 0,
                missed: 1 - right,
            };
            scores.put("events (recall)", count);
            if !told {
                let rows: Vec<String> = seen.actions.iter().map(|action| seen.show_action(action)).collect();
                let detail = format!("wanted {}; found {}", event.show(&seen.document.text), rows.join("; "));
                seen.miss(scores, "event", "missed", detail);
            }
        }
    }
}
