//! Scorer of `muc`: numbers of killed and wounded in whole texts, without offsets.
//!
//! Wanted are human targets with a number above one and the effect DEATH or INJURY, once a text for the same number and
//! effect. "numbers above one" (the headline): some affirmed figure of the text has the same interval (one number,
//! `6-` 6.., `-26` ..26, `~100` approximate 100) and measures what happened: killed for DEATH, wounded for INJURY, casualties
//! for either. "value only" asks for the interval alone, "any bound" for number and measure whatever the bound. Of
//! alternatives any is right; what the key lets be left out (optional template, target, number or effect) is not wanted.
//! "single victims": targets whose number is 1: a figure 1..1 of the right measure in a sentence with the last word of
//! one of their names or descriptions.
//! Precision: affirmed killed, wounded and casualties counts, neither planned nor conditional ("threatened to kill ten"),
//! with a number above one that is not vague are right when
//! they are one of the text's wanted or optional groups, or the total of a template; once over texts with human targets
//! and once over all texts. The keys leave out background numbers and incidents that are no terrorism, so this is a
//! lower bound.

use tidywire_codebook::{Bound, Measure, Modality, Polarity, UnitKind};
use tidywire_extract::Figure;

use super::muc_gold::{Gold, Victims};
use super::seen::Seen;
use super::value::{ends, stated};
use super::{Quoted, Task};
use crate::score::{Count, Scores};

pub(super) fn read(line: &str) -> Result<Box<dyn Task>, serde_json::Error> {
    serde_json::from_str::<Gold>(line).map(|gold| Box::new(gold) as Box<dyn Task>)
}

/// Number words up to twelve, as the lists of errors look for them.
const WORDS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

/// The last word of one of the names or descriptions stands in `sentence`.
fn named(victims: &Victims, sentence: &str) -> bool {
    let last = |text: &str| parts(text).last().map(str::to_lowercase);
    let wanted: Vec<String> = victims.words.iter().filter_map(|text| last(text)).collect();
    wanted.is_empty() || parts(sentence).any(|word| wanted.contains(&word.to_lowercase()))
}

/// The words of a text.
pub(super) fn parts(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|part| !part.is_empty())
}

/// A sentence that holds the number, best with the people too; else one with the people.
fn sentence<'s>(victims: &Victims, seen: &'s Seen<'_>) -> &'s str {
    let text = seen.document.text.as_str();
    let numbers: Vec<f64> = victims
        .numbers
        .iter()
        .filter_map(|number| number.low.or(number.high))
        .collect();
    let spelled = |word: &str| {
        let digits: String = word.chars().filter(|&letter| letter != ',').collect();
        let known = WORDS.iter().position(|known| known.eq_ignore_ascii_case(word));
        let value = digits.parse().ok().or(known.map(|known| known as f64));
        value.is_some_and(|value: f64| numbers.contains(&value))
    };
    let all = || seen.document.sentences.iter().map(|sentence| sentence.span.of(text));
    let holds = |sentence: &&str| {
        sentence
            .split(|letter: char| !letter.is_alphanumeric() && letter != ',')
            .any(|word| spelled(word.trim_matches(',')))
    };
    all()
        .find(|sentence| holds(sentence) && named(victims, sentence))
        .or_else(|| all().find(holds))
        .or_else(|| all().find(|sentence| named(victims, sentence)))
        .unwrap_or_default()
}

fn show(victims: &Victims) -> String {
    let numbers: Vec<String> = victims
        .numbers
        .iter()
        .map(|number| {
            let end = |end: Option<f64>| end.map_or_else(String::new, |end| end.to_string());
            format!("{}..{}", end(number.low), end(number.high))
        })
        .collect();
    let effect = match (victims.killed, victims.wounded) {
        (true, true) => "killed or wounded",
        (true, false) => "killed",
        _ => "wounded",
    };
    format!("{} {effect}: {}", numbers.join(" or "), victims.words.join(" / "))
}

/// A number of victims above one that is said to be so.
fn counts_victims(figure: &Figure) -> bool {
    matches!(figure.measure, Measure::Killed | Measure::Wounded | Measure::Casualties)
        && figure.qualification.polarity == Polarity::Affirmed
        && !matches!(figure.qualification.modality, Modality::Planned | Modality::Conditional)
        && figure.value.bound != Bound::Vague
        && figure.unit_kind == UnitKind::Count
        && (stated(&figure.value).is_some_and(|number| number > 1.0) || ends(&figure.value).is_some())
}

impl Gold {
    fn recall(&self, seen: &Seen<'_>, groups: &[Victims], scores: &mut Scores) {
        for group in groups.iter().filter(|group| !group.optional) {
            let found = |check: &dyn Fn(&Figure) -> bool| usize::from(seen.figures.iter().any(check));
            let whole = found(&|figure| group.value(figure) && group.measure(figure));
            let value = found(&|figure| group.value(figure));
            let number = found(&|figure| group.number(figure) && group.measure(figure));
            scores.count("numbers above one", whole, whole, 1);
            scores.count("numbers above one: value only", value, value, 1);
            scores.count("numbers above one: any bound", number, number, 1);
            if whole == 0 {
                let kind = if value + number > 0 { "wrong" } else { "missed" };
                let near = seen.figures.iter().filter(|figure| group.number(figure));
                let near: Vec<String> = near.map(|figure| seen.show(figure)).collect();
                let detail = format!("wanted {}; found {}", show(group), near.join("; "));
                seen.miss_in(scores, "group", kind, sentence(group, seen), detail);
            }
        }
        for single in self.singles().iter().filter(|single| !single.optional) {
            let hit = |figure: &Figure| {
                single.value(figure) && single.measure(figure) && named(single, seen.sentence(figure))
            };
            let found = usize::from(seen.figures.iter().any(hit));
            scores.count("single victims", found, found, 1);
            if found == 0 {
                let detail = format!("wanted {}", show(single));
                seen.miss_in(scores, "single", "missed", sentence(single, seen), detail);
            }
        }
    }

    fn precision(&self, seen: &Seen<'_>, groups: &[Victims], scores: &mut Scores) {
        let totals = self.totals();
        let known = |figure: &Figure| {
            groups
                .iter()
                .chain(&totals)
                .any(|group| group.value(figure) && group.measure(figure))
        };
        for figure in seen.figures.iter().filter(|figure| counts_victims(figure)) {
            let right = known(figure);
            let count = Count {
                right: usize::from(right),
                wrong: usize::from(!right),
                missed: 0,
            };
            scores.put("figures, all texts", count);
            if self.has_targets() {
                scores.put("figures, texts with human targets", count);
            }
            if !right {
                let kind = if self.has_targets() {
                    "false"
                } else {
                    "false, no targets"
                };
                seen.miss_in(scores, "figure", kind, seen.sentence(figure), seen.show(figure));
            }
        }
    }
}

impl Task for Gold {
    fn quotes(&self) -> Vec<&Quoted> {
        Vec::new()
    }

    fn score(&self, seen: &Seen<'_>, scores: &mut Scores) {
        let groups = self.groups();
        self.recall(seen, &groups, scores);
        self.precision(seen, &groups, scores);
    }
}
