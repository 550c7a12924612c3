//! Scorer of `muc_actions`: does some row stand for the incident of a template?
//!
//! Wanted are templates of attacks, bombings, kidnappings and arson that may not be left out and name a perpetrator or a
//! target. Right: an ASSAULT or COERCE row of the text whose source shares the last word of a perpetrator's name, or whose
//! target that of a human or physical target's name or description; of alternatives any. Rows that answer nothing are not
//! counted.

use serde::Deserialize;
use tidywire_codebook::EventType;
use tidywire_extract::Party;

use super::muc::parts;
use super::seen::Seen;
use super::{Quoted, Task};
use crate::score::Scores;

#[derive(Deserialize)]
struct Gold {
    #[serde(default)]
    templates: Vec<Template>,
}

#[derive(Deserialize)]
struct Template {
    #[serde(default)]
    optional: bool,
    #[serde(rename = "type")]
    kind: Vec<String>,
    #[serde(default)]
    perp_individuals: Vec<Fill>,
    #[serde(default)]
    perp_organizations: Vec<Fill>,
    #[serde(default)]
    physical_targets: Vec<Fill>,
    #[serde(default)]
    human_targets: Vec<Fill>,
}

#[derive(Default, Deserialize)]
struct Fill {
    #[serde(default)]
    strings: Vec<String>,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    descriptions: Vec<String>,
}

pub(super) fn read(line: &str) -> Result<Box<dyn Task>, serde_json::Error> {
    serde_json::from_str::<Gold>(line).map(|gold| Box::new(gold) as Box<dyn Task>)
}

const KINDS: [&str; 4] = ["ATTACK", "BOMBING", "KIDNAPPING", "ARSON"];

fn words(text: &str) -> impl DoubleEndedIterator<Item = String> {
    parts(text).map(str::to_lowercase)
}

/// The last words of the fills.
fn heads(fills: &[Fill]) -> Vec<String> {
    let all = fills
        .iter()
        .flat_map(|fill| fill.strings.iter().chain(&fill.names).chain(&fill.descriptions));
    all.filter_map(|text| words(text).next_back()).collect()
}

impl Task for Gold {
    fn quotes(&self) -> Vec<&Quoted> {
        Vec::new()
    }

    fn score(&self, seen: &Seen<'_>, scores: &mut Scores) {
        let rows = || {
            seen.actions
                .iter()
                .filter(|action| matches!(action.event_type, EventType::Assault | EventType::Coerce))
        };
        let says = |party: Option<&Party>, heads: &[String]| {
            party.is_some_and(|party| words(party.span.of(&seen.document.text)).any(|word| heads.contains(&word)))
        };
        for template in self.templates.iter().filter(|template| !template.optional) {
            if !template.kind.iter().any(|kind| KINDS.contains(&kind.as_str())) {
                continue;
            }
            let perpetrators = [heads(&template.perp_individuals), heads(&template.perp_organizations)].concat();
            let targets = [heads(&template.physical_targets), heads(&template.human_targets)].concat();
            if perpetrators.is_empty() && targets.is_empty() {
                continue;
            }
            let hit = |action: &tidywire_extract::Action| {
                says(action.source.as_ref(), &perpetrators) || says(action.target.as_ref(), &targets)
            };
            let right = usize::from(rows().any(hit));
            scores.count("incidents with a perpetrator or target", right, right, 1);
            if right == 0 {
                let found: Vec<String> = rows().map(|action| seen.show_action(action)).collect();
                let near = |sentence: &&tidywire_text::Sentence| {
                    words(sentence.span.of(&seen.document.text))
                        .any(|word| targets.contains(&word) || perpetrators.contains(&word))
                };
                let near: Vec<&str> = seen
                    .document
                    .sentences
                    .iter()
                    .filter(near)
                    .map(|sentence| sentence.span.of(&seen.document.text))
                    .take(4)
                    .collect();
                let detail = format!(
                    "wanted {} by {perpetrators:?} on {targets:?}; found {}",
                    template.kind.join("/"),
                    found.join("; ")
                );
                seen.miss_in(scores, "incident", "missed", &near.join(" // "), detail);
            }
        }
    }
}
