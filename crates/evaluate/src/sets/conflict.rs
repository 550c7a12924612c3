//! Scorer of `conflict`: whole figures rows in sentences about conflict.
//!
//! A found figure answers the gold figure whose span it overlaps, one to one, the best overlap first. Of the gold only
//! required figures count; a row that answers an optional one is neither rewarded nor punished. A required figure without
//! a row is missed in every score; a row that answers nothing is wrong in every score. Every column takes the gold's
//! value or one of its `accept` list. A parent is right when it answers the gold's parent; with an accepted other role it is
//! not looked at. Claimant: none on both sides, or the found words stand in the gold's (with or without its verb).
//! Traps: hit by a row that answers nothing and touches the trap, and by any row whose span covers it.

use serde::Deserialize;
use tidywire_codebook::{CodeList, UnitKind};
use tidywire_extract::{Figure, Party};
use tidywire_text::Span;

use super::seen::Seen;
use super::value::close;
use super::{Quoted, Task};
use crate::align::align;
use crate::score::{Count, Scores};

#[derive(Deserialize)]
struct Gold {
    figures: Vec<Row>,
    traps: Vec<Trap>,
}

#[derive(Deserialize)]
struct Row {
    #[serde(flatten)]
    quote: Quoted,
    required: bool,
    value_low: Option<f64>,
    value_high: Option<f64>,
    value_point: Option<f64>,
    bound: String,
    measure: String,
    unit_kind: String,
    unit: Option<String>,
    currency: Option<String>,
    subject_text: Option<String>,
    combatant_status: String,
    role: String,
    parent: Option<usize>,
    claimant_text: Option<String>,
    modality: String,
    stance: String,
    polarity: String,
    time_frame: String,
    accept: Accept,
}

/// Other answers that count as right, by column.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Accept {
    value_low: Vec<Option<f64>>,
    value_high: Vec<Option<f64>>,
    value_point: Vec<Option<f64>>,
    bound: Vec<String>,
    measure: Vec<String>,
    unit_kind: Vec<String>,
    unit: Vec<Option<String>>,
    combatant_status: Vec<String>,
    role: Vec<String>,
    claimant_text: Vec<Option<String>>,
    modality: Vec<String>,
    time_frame: Vec<String>,
}

#[derive(Deserialize)]
struct Trap {
    #[serde(flatten)]
    quote: Quoted,
    why: String,
}

pub(super) fn read(line: &str) -> Result<Box<dyn Task>, serde_json::Error> {
    serde_json::from_str::<Gold>(line).map(|gold| Box::new(gold) as Box<dyn Task>)
}

impl Row {
    fn value(&self, found: &Figure) -> bool {
        let number = |found: Option<f64>, gold: Option<f64>, accept: &[Option<f64>]| {
            accept.iter().chain([&gold]).any(|gold| match (found, *gold) {
                (None, None) => true,
                (Some(found), Some(gold)) => close(found, gold),
                _ => false,
            })
        };
        let accept = &self.accept;
        code(found.value.bound, &self.bound, &accept.bound)
            && number(found.value.low, self.value_low, &accept.value_low)
            && number(found.value.high, self.value_high, &accept.value_high)
            && number(found.value.point, self.value_point, &accept.value_point)
    }

    fn unit(&self, found: &Figure) -> bool {
        if !code(found.unit_kind, &self.unit_kind, &self.accept.unit_kind) {
            return false;
        }
        if found.unit_kind == UnitKind::Currency {
            return found.currency == self.currency;
        }
        found.unit == self.unit || self.accept.unit.contains(&found.unit)
    }

    fn whole(&self, found: &Figure) -> bool {
        self.value(found) && code(found.measure, &self.measure, &self.accept.measure) && self.unit(found)
    }

    /// `parent` is the gold row that the found parent answers.
    fn role(&self, found: &Figure, parent: Option<usize>) -> bool {
        if found.role.code() == self.role {
            self.parent.is_none() || parent == self.parent
        } else {
            self.accept.role.iter().any(|role| role == found.role.code())
        }
    }

    fn claimant(&self, seen: &Seen<'_>, found: &Figure) -> bool {
        let one = |gold: &Option<String>| match (&found.claim.claimant, gold) {
            (None, None) => true,
            (Some(party), Some(gold)) => within(words(seen, party), gold),
            _ => false,
        };
        one(&self.claimant_text) || self.accept.claimant_text.iter().any(one)
    }

    fn subject(&self, seen: &Seen<'_>, found: &Figure) -> bool {
        match (&found.subject, &self.subject_text) {
            (None, None) => true,
            (Some(party), Some(gold)) => {
                let words = words(seen, party);
                within(words, gold) || within(gold, words)
            }
            _ => false,
        }
    }
}

fn words<'s>(seen: &'s Seen<'_>, party: &Party) -> &'s str {
    party.span.of(&seen.document.text)
}

fn within(part: &str, whole: &str) -> bool {
    !part.is_empty() && whole.contains(part)
}

fn code<T: CodeList>(found: T, gold: &str, accept: &[String]) -> bool {
    found.code() == gold || accept.iter().any(|accept| found.code() == accept)
}

impl Task for Gold {
    fn quotes(&self) -> Vec<&Quoted> {
        let figures = self.figures.iter().map(|row| &row.quote);
        figures.chain(self.traps.iter().map(|trap| &trap.quote)).collect()
    }

    fn score(&self, seen: &Seen<'_>, scores: &mut Scores) {
        let gold: Vec<Span> = self.figures.iter().map(|row| row.quote.span()).collect();
        let found: Vec<Span> = seen.figures.iter().map(|figure| seen.span(figure)).collect();
        let pairs = align(&found, &gold, &|_, _| true);
        let answered = |left: usize| pairs.iter().find(|pair| pair.0 == left).map(|pair| pair.1);
        let required: Vec<(&Figure, &Row)> = pairs
            .iter()
            .map(|&(left, right)| (&seen.figures[left], &self.figures[right]))
            .filter(|(_, row)| row.required)
            .collect();
        let optional = pairs.len() - required.len();
        let wanted = self.figures.iter().filter(|row| row.required).count();
        let mut count = |name: &'static str, check: &dyn Fn(&Figure, &Row) -> bool| {
            let right = required.iter().filter(|(figure, row)| check(figure, row)).count();
            scores.count(name, right, found.len() - optional, wanted);
        };
        count("value", &|figure, row| row.value(figure));
        count("value+measure+unit", &|figure, row| row.whole(figure));
        let modality =
            |figure: &Figure, row: &Row| code(figure.qualification.modality, &row.modality, &row.accept.modality);
        count("modality", &modality);
        count("claimant", &|figure, row| row.claimant(seen, figure));
        let role = |figure: &Figure, row: &Row| row.role(figure, figure.parent.and_then(answered));
        count("role", &role);
        count("polarity", &|figure, row| {
            code(figure.qualification.polarity, &row.polarity, &[])
        });
        count("stance", &|figure, row| code(figure.claim.stance, &row.stance, &[]));
        count("combatant status", &|figure, row| {
            code(figure.status, &row.combatant_status, &row.accept.combatant_status)
        });
        count("time frame", &|figure, row| {
            code(figure.time_frame, &row.time_frame, &row.accept.time_frame)
        });
        count("subject", &|figure, row| row.subject(seen, figure));
        self.traps(seen, &found, &|left| answered(left).is_some(), scores);
        for (figure, row) in &required {
            let mut wrong = vec![];
            let checks = [
                (
                    row.whole(figure),
                    "value+measure+unit",
                    format!("{} {}", row.bound, row.measure),
                ),
                (modality(figure, row), "modality", row.modality.clone()),
                (
                    row.claimant(seen, figure),
                    "claimant",
                    format!("{:?}", row.claimant_text),
                ),
                (role(figure, row), "role", format!("{} of {:?}", row.role, row.parent)),
            ];
            for (_, name, gold) in checks.iter().filter(|check| !check.0) {
                wrong.push(format!("{name}: wanted {gold}"));
            }
            if !wrong.is_empty() {
                let detail = format!(
                    "\"{}\" {}; found {}",
                    row.quote.text,
                    wrong.join(", "),
                    seen.show(figure)
                );
                seen.miss(scores, "figure", "wrong", detail);
            }
        }
        for (index, figure) in seen.figures.iter().enumerate() {
            if answered(index).is_none() {
                seen.miss(scores, "figure", "false", seen.show(figure));
            }
        }
        for (index, row) in self.figures.iter().enumerate() {
            if row.required && !pairs.iter().any(|pair| pair.1 == index) {
                let detail = format!("\"{}\": {} {}", row.quote.text, row.bound, row.measure);
                seen.miss(scores, "figure", "missed", detail);
            }
        }
    }
}

impl Gold {
    fn traps(&self, seen: &Seen<'_>, found: &[Span], answers: &dyn Fn(usize) -> bool, scores: &mut Scores) {
        let mut avoided = Count::default();
        for trap in &self.traps {
            let place = trap.quote.span();
            let hit = found
                .iter()
                .enumerate()
                .find(|&(left, span)| span.contains(place) || !answers(left) && span.overlaps(place));
            if let Some((left, _)) = hit {
                avoided.wrong += 1;
                let detail = format!("{}: {}", trap.why, seen.show(&seen.figures[left]));
                seen.miss(scores, "trap", "false", detail);
            } else {
                avoided.right += 1;
            }
        }
        scores.put("traps avoided", avoided);
    }
}
