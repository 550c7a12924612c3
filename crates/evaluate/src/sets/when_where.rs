//! Scorer of `when_where`: the dates and places of the events of `current_events`.
//!
//! The key is the project's own, `data/gold/current_events_when_where.csv` (ids, dates, codes and offsets, no text), coded by
//! hand from the words alone: for each event the days on which it happened as far as the text tells, and the words that name
//! the most exact place of it; `-` where the text does not say, several answers where careful readers may differ.
//!
//! Of the rows whose trigger is one of the event's: "date" is right when first and last day are (an open side stays open), or
//! rightly none; "place" when the words overlap and the country is the same, or rightly none (also where only another sentence tells it). "date told" and "place told"
//! count recall: of the rows whose event has one in every answer, those where it was found; and precision over those found.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use tidywire_extract::{Action, When};
use tidywire_text::Span;

use super::seen::Seen;
use super::{Quoted, Task, offsets};
use crate::score::Scores;

type Days = (Option<Date>, Option<Date>);
/// Words and country; none where no place is told.
type Where = Option<(Span, String)>;

#[derive(Clone, Debug)]
struct Event {
    trigger: Vec<Span>,
    when: Vec<Days>,
    places: Vec<Where>,
}

static KEY: LazyLock<HashMap<&str, Vec<Event>>> = LazyLock::new(|| {
    let mut key: HashMap<&str, Vec<Event>> = HashMap::new();
    let text = include_str!("../../../../data/gold/current_events_when_where.csv");
    for line in text.lines().skip(1) {
        if let [id, trigger, when, places] = line.split(',').collect::<Vec<_>>()[..] {
            key.entry(id).or_default().push(Event {
                trigger: trigger.split('=').filter_map(offsets).collect(),
                when: when.split('=').map(days).collect(),
                places: places.split('=').map(place).collect(),
            });
        }
    }
    key
});

fn days(cell: &str) -> Days {
    let (start, end) = cell.split_once("..").unwrap_or_default();
    (start.parse().ok(), end.parse().ok())
}

fn place(cell: &str) -> Where {
    let (words, country) = cell.split_once('|')?;
    Some((offsets(words)?, country.to_owned()))
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

fn same_days(when: When, wanted: Days) -> bool {
    when.start == wanted.0 && when.end == wanted.1
}

impl Item {
    /// Events that the row tells: those with the very trigger, else those whose trigger it overlaps.
    fn told(&self, seen: &Seen<'_>, action: &Action) -> Vec<&'static Event> {
        let own = seen.points(action.span);
        let with = |test: &dyn Fn(&Span) -> bool| -> Vec<&'static Event> {
            self.0.iter().filter(|event| event.trigger.iter().any(test)).collect()
        };
        let very = with(&|trigger| *trigger == own);
        if very.is_empty() {
            with(&|trigger| trigger.overlaps(own))
        } else {
            very
        }
    }
}

impl Task for Item {
    fn quotes(&self) -> Vec<&Quoted> {
        Vec::new()
    }

    fn score(&self, seen: &Seen<'_>, scores: &mut Scores) {
        let mut done: Vec<Span> = Vec::new();
        for action in seen.actions {
            // Rows of one event share date and place.
            let events = self.told(seen, action);
            if events.is_empty() || done.contains(&action.span) {
                continue;
            }
            done.push(action.span);
            let wanted: Vec<Days> = events.iter().flat_map(|event| event.when.clone()).collect();
            let right = usize::from(wanted.iter().any(|days| same_days(action.when, *days)));
            scores.count("date", right, 1, 1);
            let (some, all) = (
                action.when != When::default(),
                wanted.iter().all(|days| *days != (None, None)),
            );
            scores.count(
                "date told",
                right.min(some.into()),
                some.into(),
                (all || some && right == 1).into(),
            );
            if right == 0 {
                let found = format!("{:?}..{:?}", action.when.start, action.when.end);
                let detail = format!("{found}, wanted {wanted:?}: {}", seen.show_action(action));
                seen.miss(scores, "date", "wrong", detail);
            }
            // A place told in another sentence is none of the row's: null is right there too.
            let own = seen.points(seen.document.sentences[action.sentence].span);
            let elsewhere = |place: &&Where| place.as_ref().is_some_and(|(words, _)| !own.contains(*words));
            let mut wanted: Vec<&Where> = events.iter().flat_map(|event| &event.places).collect();
            if wanted.iter().all(elsewhere) {
                wanted.push(&None);
            }
            let found = action.place.map(|index| &seen.places[index]);
            let fits = |wanted: &&Where| match (wanted, found) {
                (None, None) => true,
                (Some((words, country)), Some(place)) => {
                    words.overlaps(seen.points(place.span))
                        && place
                            .country
                            .as_deref()
                            .is_none_or(|own| own == country || country == "-")
                }
                _ => false,
            };
            let right = usize::from(wanted.iter().any(fits));
            scores.count("place", right, 1, 1);
            let all = wanted.iter().all(|place| place.is_some());
            let some = found.is_some();
            scores.count(
                "place told",
                right.min(some.into()),
                some.into(),
                (all || some && right == 1).into(),
            );
            if right == 0 {
                let words = |span: Span| {
                    seen.document
                        .text
                        .chars()
                        .skip(span.start)
                        .take(span.len())
                        .collect::<String>()
                };
                let asked: Vec<String> = wanted
                    .iter()
                    .map(|place| {
                        place.as_ref().map_or_else(
                            || "-".to_owned(),
                            |(span, country)| format!("{} {country}", words(*span)),
                        )
                    })
                    .collect();
                let found = found.map_or_else(
                    || "-".to_owned(),
                    |place| format!("{} {:?}", place.span.of(&seen.document.text), place.country),
                );
                let detail = format!("found {found}, wanted {asked:?}: {}", seen.show_action(action));
                seen.miss(scores, "place", "wrong", detail);
            }
        }
    }
}
