//! The vocabulary of time made ready for look-up.
//!
//! It deliberately holds no words of its own. Invariant: a word has at most one meaning of each kind.

use std::collections::HashMap;

use tidywire_lexicon::{EdgeWord, Lexicon, PartWord, RelativeDay, SeasonWord, StepWord, UnitWord};

use crate::indexes::{Phrases, phrases};

/// Words of time by their lower-case form.
#[derive(Debug)]
pub(crate) struct TimeWords<'l> {
    pub(super) months: HashMap<String, i8>,
    pub(super) weekdays: HashMap<String, i8>,
    pub(super) days: HashMap<&'l str, &'l RelativeDay>,
    /// Singulars and plurals; true for plurals.
    pub(super) units: HashMap<String, (&'l UnitWord, bool)>,
    pub(super) parts: HashMap<&'l str, &'l PartWord>,
    pub(super) seasons: HashMap<&'l str, &'l SeasonWord>,
    pub(super) steps: HashMap<&'l str, &'l StepWord>,
    pub(super) edges: HashMap<&'l str, &'l EdgeWord>,
    pub(super) repeated: HashMap<&'l str, &'l UnitWord>,
    pub(super) shifts: Phrases,
    pub(super) references: Phrases,
    pub(super) holidays: Phrases,
    pub(super) vague: Phrases,
    pub(super) between: Vec<&'l str>,
    pub(super) ahead: Vec<&'l str>,
    pub(super) events: Vec<&'l str>,
}

impl<'l> TimeWords<'l> {
    pub(crate) fn new(lexicon: &'l Lexicon) -> Self {
        let times = &lexicon.times;
        let forms = |name: &String, short: &[String], number: i8| {
            short
                .iter()
                .chain([name])
                .map(|form| (form.to_lowercase(), number))
                .collect::<Vec<_>>()
        };
        let named = |list: &'l [String]| list.iter().map(String::as_str).collect::<Vec<_>>();
        let all = |list: Vec<&'l str>| phrases(list.into_iter().map(|phrase| Some((phrase, false))));
        Self {
            months: times
                .month
                .iter()
                .flat_map(|month| forms(&month.name, &month.short, month.number))
                .collect(),
            weekdays: times
                .weekday
                .iter()
                .flat_map(|day| forms(&day.name, &day.short, day.number))
                .collect(),
            days: times.day.iter().map(|day| (day.word.as_str(), day)).collect(),
            units: times
                .unit
                .iter()
                .flat_map(|unit| {
                    let plural = unit
                        .word
                        .strip_suffix('y')
                        .filter(|stem| stem.ends_with('r'))
                        .map_or_else(|| format!("{}s", unit.word), |stem| format!("{stem}ies"));
                    [(unit.word.clone(), (unit, false)), (plural, (unit, true))]
                })
                .collect(),
            parts: times.part.iter().map(|part| (part.word.as_str(), part)).collect(),
            seasons: times
                .season
                .iter()
                .map(|season| (season.word.as_str(), season))
                .collect(),
            steps: times.step.iter().map(|step| (step.word.as_str(), step)).collect(),
            edges: times.edge.iter().map(|edge| (edge.word.as_str(), edge)).collect(),
            repeated: times.repeated.iter().map(|word| (word.word.as_str(), word)).collect(),
            shifts: all(times.shift.iter().map(|shift| shift.phrase.as_str()).collect()),
            references: all(times.reference.iter().map(|word| word.phrase.as_str()).collect()),
            holidays: all(times.holiday.iter().map(|day| day.phrase.as_str()).collect()),
            vague: all(named(&times.vague_count)),
            between: named(&times.between),
            ahead: named(&times.ahead),
            events: named(&times.events),
        }
    }

    /// Number of the month, from full names and abbreviations, lower case.
    pub(crate) fn month(&self, word: &str) -> Option<i8> {
        self.months.get(word.trim_end_matches('.')).copied()
    }

    /// True for nouns that tell an event with a date of its own.
    pub(crate) fn is_event(&self, lemma: &str) -> bool {
        self.events.contains(&lemma)
    }

    /// True for verbs and adjectives whose dates lie ahead.
    pub(super) fn is_ahead(&self, lemma: &str) -> bool {
        self.ahead.contains(&lemma)
    }

    /// Days after Monday.
    pub(crate) fn weekday(&self, word: &str) -> Option<i8> {
        self.weekdays.get(word).copied()
    }
}
