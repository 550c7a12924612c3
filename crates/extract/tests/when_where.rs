//! Constructions of dates and places: sentences written for the project with what they say (`data/gold/when_where`).
//!
//! All date rows of a sentence are compared; of the places those that the case lists, and those that must not be there; of the
//! events the date and place of the row with the trigger.

use std::path::Path;

use jiff::civil::Date;
use serde::Deserialize;
use tidywire_codebook::CodeList;
use tidywire_extract::{Extraction, Knowledge, analyze, extract};
use tidywire_gazetteer::fold;
use tidywire_language::{Analyzer, Model};
use tidywire_lexicon::Lexicon;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    construction: String,
    published: Option<Date>,
    text: String,
    dates: Option<Vec<WantedDate>>,
    #[serde(default)]
    places: Vec<WantedPlace>,
    #[serde(default)]
    no_places: Vec<String>,
    #[serde(default)]
    events: Vec<WantedEvent>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct WantedDate {
    text: String,
    value: Option<String>,
    start: Option<Date>,
    end: Option<Date>,
    kind: String,
    basis: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WantedPlace {
    text: String,
    name: String,
    country: Option<String>,
    precision: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WantedEvent {
    trigger: String,
    start: Option<Date>,
    end: Option<Date>,
    place: Option<String>,
}

impl Case {
    /// What is not as the case says.
    fn faults(&self, found: &Extraction, text: &str) -> Vec<String> {
        let mut faults = Vec::new();
        if let Some(wanted) = &self.dates {
            let own: Vec<WantedDate> = found
                .times
                .iter()
                .map(|time| WantedDate {
                    text: time.span.of(text).to_owned(),
                    value: time.value.clone(),
                    start: time.when.start,
                    end: time.when.end,
                    kind: time.kind.code().to_owned(),
                    basis: time.when.basis.code().to_owned(),
                })
                .collect();
            if own != *wanted {
                faults.push(format!("dates: found {own:?}, wanted {wanted:?}"));
            }
        }
        for wanted in &self.places {
            let own = found.places.iter().find(|place| place.span.of(text) == wanted.text);
            let right = own.is_some_and(|place| {
                fold(&place.name) == fold(&wanted.name)
                    && place.country == wanted.country
                    && place.precision.code() == wanted.precision
            });
            if !right {
                let own = own.map(|place| (&place.name, &place.country, place.precision.code()));
                faults.push(format!("place: found {own:?}, wanted {wanted:?}"));
            }
        }
        for word in &self.no_places {
            if found.places.iter().any(|place| place.span.of(text) == word) {
                faults.push(format!("\"{word}\" is no place"));
            }
        }
        for wanted in &self.events {
            let row = found
                .actions
                .iter()
                .find(|action| action.span.of(text).contains(wanted.trigger.as_str()));
            let Some(row) = row else {
                faults.push(format!("no row for \"{}\"", wanted.trigger));
                continue;
            };
            let place = row.place.map(|index| found.places[index].span.of(text));
            if (row.when.start, row.when.end) != (wanted.start, wanted.end) || place != wanted.place.as_deref() {
                faults.push(format!(
                    "event: found {:?}..{:?} {place:?}, wanted {wanted:?}",
                    row.when.start, row.when.end
                ));
            }
        }
        faults
    }
}

fn check(file: &str, least: usize) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../data/gold/when_where")
        .join(file);
    let text = std::fs::read_to_string(&path).expect("the file of cases");
    let cases: File = toml::from_str(&text).expect("cases");
    assert!(cases.case.len() >= least, "{} cases", cases.case.len());
    let knowledge = Knowledge::new(Lexicon::embedded());
    let mut analyzer = Analyzer::new(Model::embedded());
    let mut faults = Vec::new();
    for case in &cases.case {
        let document = analyze(&mut analyzer, Model::embedded(), &knowledge, case.text.clone());
        let found = extract(&document, &knowledge, case.published);
        let own = case.faults(&found, &document.text);
        if !own.is_empty() {
            faults.push(format!(
                "{}: {}\n    {}",
                case.construction,
                case.text,
                own.join("\n    ")
            ));
        }
    }
    assert!(faults.is_empty(), "{} cases fail:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn dates_are_read_as_their_cases_say() {
    check("dates.toml", 60);
}

#[test]
fn places_are_read_as_their_cases_say() {
    check("places.toml", 60);
}
