//! Scorer of `wikiwars`: time expressions in histories of wars, with their TIMEX2 values.
//!
//! "span": an expression is right when the key has one at the same place, to the letter; the key's nest, ours do not, so an
//! inner one of the key that an expression of ours holds is not asked for. "span, overlapping": when it shares a letter with one.
//! "value": of the expressions of the key that have one, right is an expression of ours that overlaps it and has the same
//! value; "value, to the month": the first seven characters are the same ("1944-06" of "1944-06-06").

use serde::Deserialize;
use tidywire_text::Span;

use super::seen::Seen;
use super::{Quoted, Task};
use crate::score::Scores;

#[derive(Deserialize)]
struct Gold {
    timex: Vec<Timex>,
}

#[derive(Deserialize)]
struct Timex {
    #[serde(flatten)]
    words: Quoted,
    value: Option<String>,
}

pub(super) fn read(line: &str) -> Result<Box<dyn Task>, serde_json::Error> {
    let gold: Gold = serde_json::from_str(line)?;
    Ok(Box::new(gold))
}

impl Task for Gold {
    fn quotes(&self) -> Vec<&Quoted> {
        self.timex.iter().map(|timex| &timex.words).collect()
    }

    fn score(&self, seen: &Seen<'_>, scores: &mut Scores) {
        let found: Vec<(Span, Option<&str>)> = seen
            .times
            .iter()
            .map(|time| (seen.points(time.span), time.value.as_deref()))
            .collect();
        let asked: Vec<&Timex> = self
            .timex
            .iter()
            .filter(|timex| {
                let own = timex.words.span();
                let inner = |other: &Timex| other.words.span() != own && other.words.span().contains(own);
                let outer = self.timex.iter().filter(|other| inner(other));
                // Held by one of the key that we have found as a whole.
                !outer
                    .into_iter()
                    .any(|outer| found.iter().any(|(span, _)| *span == outer.words.span()))
            })
            .collect();
        let exact = asked
            .iter()
            .filter(|timex| found.iter().any(|(span, _)| *span == timex.words.span()))
            .count();
        scores.count("span", exact, found.len(), asked.len());
        let near = |timex: &&&Timex| found.iter().any(|(span, _)| span.overlaps(timex.words.span()));
        let touched = found
            .iter()
            .filter(|(span, _)| self.timex.iter().any(|timex| timex.words.span().overlaps(*span)))
            .count();
        let hit = asked.iter().filter(near).count();
        scores.pair("span, overlapping", touched, found.len(), hit, asked.len());
        for timex in &asked {
            let Some(value) = timex.value.as_deref() else { continue };
            let own = timex.words.span();
            let values = || {
                let over = found.iter().filter(|(span, _)| span.overlaps(own));
                over.filter_map(|(_, value)| *value)
            };
            let right = usize::from(values().any(|found| found == value));
            let month = |text: &str| text.get(..7.min(text.len())).unwrap_or(text).to_owned();
            let near = usize::from(values().any(|found| month(found) == month(value)));
            scores.count("value", right, 1, 1);
            scores.count("value, to the month", near, 1, 1);
            if right == 0 {
                let found: Vec<&str> = values().collect();
                let detail = format!("\"{}\": wanted {value}, found {found:?}", timex.words.text);
                let sentence = seen.sentence_at(own.start);
                seen.miss_in(scores, "value", "wrong", seen.around(sentence), detail);
            }
        }
        for (span, value) in &found {
            if !self.timex.iter().any(|timex| timex.words.span().overlaps(*span)) {
                let words: String = seen.document.text.chars().skip(span.start).take(span.len()).collect();
                let sentence = seen.sentence_at(span.start);
                seen.miss_in(
                    scores,
                    "span",
                    "false",
                    seen.around(sentence),
                    format!("\"{words}\" {value:?}"),
                );
            }
        }
    }
}
