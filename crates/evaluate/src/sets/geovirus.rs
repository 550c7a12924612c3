//! Scorer of `geovirus`: places named in news of epidemics, with their coordinates.
//!
//! "toponym": a place is right when it overlaps one of the key. "within 161 km": of the places of the key that are found with
//! coordinates, those nearer than that to the key's (a hundred miles, the field's usual measure). Names
//! "country": of those found with a country, right where the town of the gazetteer nearest to the key's point is of that country,
//! or one of the country's towns lies within 50 km of it (the key has no countries, and rounded points). Names
//! that stand for actors ("Brazil said") are places in the key; of ours only rows of the table of places count.

use std::sync::LazyLock;

use serde::Deserialize;
use tidywire_gazetteer::{Gazetteer, kilometres};

use super::seen::Seen;
use super::{Quoted, Task};
use crate::score::Scores;

/// A hundred miles, in kilometres.
const NEAR: f64 = 161.0;
/// How far a point may lie from a country's nearest town, in kilometres.
const BORDER: f64 = 50.0;

#[derive(Deserialize)]
struct Gold {
    toponyms: Vec<Toponym>,
}

#[derive(Deserialize)]
struct Toponym {
    #[serde(flatten)]
    words: Quoted,
    latitude: f64,
    longitude: f64,
}

pub(super) fn read(line: &str) -> Result<Box<dyn Task>, serde_json::Error> {
    let gold: Gold = serde_json::from_str(line)?;
    Ok(Box::new(gold))
}

/// Towns of the gazetteer: point and country.
static TOWNS: LazyLock<Vec<((f64, f64), &'static str)>> = LazyLock::new(|| {
    let towns = Gazetteer::embedded().all();
    towns
        .map(|town| ((town.latitude, town.longitude), town.country))
        .collect()
});

/// The country of the town nearest to a point.
fn nearest(here: (f64, f64)) -> Option<&'static str> {
    let near = TOWNS.iter().filter(|(point, _)| (point.0 - here.0).abs() < 10.0);
    near.min_by(|(one, _), (other, _)| kilometres(*one, here).total_cmp(&kilometres(*other, here)))
        .map(|(_, country)| *country)
}

/// Whether the country has a town within [`BORDER`] of a point: points of the key are rounded, islands lie off the coast.
fn reaches(country: &str, here: (f64, f64)) -> bool {
    let own = TOWNS.iter().filter(|(_, town)| *town == country);
    own.into_iter()
        .any(|(point, _)| (point.0 - here.0).abs() < 2.0 && kilometres(*point, here) <= BORDER)
}

impl Task for Gold {
    fn quotes(&self) -> Vec<&Quoted> {
        self.toponyms.iter().map(|toponym| &toponym.words).collect()
    }

    fn score(&self, seen: &Seen<'_>, scores: &mut Scores) {
        let mut hits = 0;
        for toponym in &self.toponyms {
            let own = toponym.words.span();
            let there = seen.places.iter().find(|place| seen.points(place.span).overlaps(own));
            let detail = |what: String| format!("\"{}\": {what}", toponym.words.text);
            let Some(place) = there else {
                let sentence = seen.sentence_at(own.start);
                seen.miss_in(
                    scores,
                    "toponym",
                    "missed",
                    seen.around(sentence),
                    detail("no place".to_owned()),
                );
                continue;
            };
            hits += 1;
            let here = (toponym.latitude, toponym.longitude);
            if let Some(country) = &place.country {
                let right = nearest(here).is_some_and(|nearest| nearest == country) || reaches(country, here);
                scores.count("country", usize::from(right), 1, 1);
                if !right {
                    let sentence = seen.sentence_at(own.start);
                    let what = format!("{} {country}, the point is nearest to {:?}", place.name, nearest(here));
                    seen.miss_in(scores, "country", "wrong", seen.around(sentence), detail(what));
                }
            }
            let Some(point) = place.latitude.zip(place.longitude) else {
                continue;
            };
            let away = kilometres(point, here);
            scores.count("within 161 km", usize::from(away <= NEAR), 1, 1);
            if away > NEAR {
                let sentence = seen.sentence_at(own.start);
                let what = format!("{} {:?} is {away:.0} km away", place.name, place.country);
                seen.miss_in(scores, "place", "far", seen.around(sentence), detail(what));
            }
        }
        let in_key = |place: &&tidywire_extract::Place| {
            let own = seen.points(place.span);
            self.toponyms.iter().any(|toponym| toponym.words.span().overlaps(own))
        };
        let found = seen.places.len();
        scores.pair(
            "toponym",
            seen.places.iter().filter(in_key).count(),
            found,
            hits,
            self.toponyms.len(),
        );
        for place in seen.places.iter().filter(|place| !in_key(place)) {
            let own = seen.points(place.span);
            let sentence = seen.sentence_at(own.start);
            let words = place.span.of(&seen.document.text);
            seen.miss_in(
                scores,
                "toponym",
                "false",
                seen.around(sentence),
                format!("\"{words}\""),
            );
        }
    }
}
