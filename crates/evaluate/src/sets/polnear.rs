//! Scorer of `polnear`: who says what.
//!
//! "statement": source head and content are right, one to one, the best content first. The source's head is right when our
//! source has a token with the head of the gold source's first piece (its topmost token in our tree), or when both have none. The
//! contents must share at least half of the tokens that either has (intersection over union, punctuation left out).
//! A relative pronoun as gold source ("those who said") is answered by the noun that it stands for. That gold marks nothing
//! within what somebody says: our statements whose cue lies in a gold content count nothing unless they answer one.
//! "source": places in the text where somebody stands who says something, whatever it is: distinct heads of gold sources
//! against distinct heads of ours.

use std::collections::BTreeSet;

use serde::Deserialize;
use tidywire_text::{Label, Pos, Span, Tag};

use super::seen::Seen;
use super::{Quoted, Task};
use crate::score::Scores;

#[derive(Deserialize)]
struct Gold {
    attributions: Vec<Attribution>,
}

#[derive(Deserialize)]
struct Attribution {
    source: Vec<Quoted>,
    cue: Vec<Quoted>,
    content: Vec<Quoted>,
}

pub(super) fn read(line: &str) -> Result<Box<dyn Task>, serde_json::Error> {
    serde_json::from_str::<Gold>(line).map(|gold| Box::new(gold) as Box<dyn Task>)
}

/// A token of the document: sentence and index.
type Place = (usize, usize);

/// What is compared of an attribution.
struct Said {
    source: BTreeSet<Place>,
    head: Option<Place>,
    /// For a relative pronoun: the noun.
    stands_for: Option<Place>,
    cue: Span,
    content: BTreeSet<Place>,
    sentence: usize,
    shown: String,
}

/// The tokens of the spans, which count code points, without punctuation.
fn tokens(seen: &Seen<'_>, spans: &[Span]) -> BTreeSet<Place> {
    let mut found = BTreeSet::new();
    for (index, sentence) in seen.document.sentences.iter().enumerate() {
        let whole = seen.points(sentence.span);
        if !spans.iter().any(|span| span.overlaps(whole)) {
            continue;
        }
        for (token, word) in sentence.tokens.iter().enumerate() {
            let place = seen.points(word.span);
            if word.pos != Pos::Punct && spans.iter().any(|span| span.overlaps(place)) {
                found.insert((index, token));
            }
        }
    }
    found
}

/// The token of the set whose head is not in the set.
fn head(seen: &Seen<'_>, places: &BTreeSet<Place>) -> Option<Place> {
    places.iter().copied().find(|&(sentence, token)| {
        let above = seen.document.sentences[sentence].tokens[token].head;
        above == token || !places.contains(&(sentence, above))
    })
}

/// The noun that a relative pronoun stands for: the head of its clause.
fn noun(seen: &Seen<'_>, place: Place) -> Option<Place> {
    let tokens = &seen.document.sentences[place.0].tokens;
    if !matches!(tokens[place.1].tag, Tag::Wp | Tag::Wdt) {
        return None;
    }
    let mut at = place.1;
    for _ in 0..6 {
        let above = tokens[at].head;
        if tokens[at].label == Label::Relcl {
            return Some((place.0, above));
        }
        at = above;
    }
    None
}

fn said(seen: &Seen<'_>, source: &[Span], content: &[Span], cue: Span, shown: String) -> Said {
    let source = tokens(seen, source);
    let content = tokens(seen, content);
    let head = head(seen, &source);
    Said {
        stands_for: head.and_then(|head| noun(seen, head)),
        cue,
        head,
        sentence: content.first().map_or(0, |place| place.0),
        source,
        content,
        shown,
    }
}

fn shared(one: &Said, other: &Said) -> f64 {
    let both = one.content.intersection(&other.content).count();
    let either = one.content.union(&other.content).count();
    if either == 0 { 0.0 } else { both as f64 / either as f64 }
}

fn same_source(found: &Said, gold: &Said) -> bool {
    match (found.head, gold.head) {
        (None, None) => true,
        (Some(own), Some(wanted)) => {
            found.source.contains(&wanted) || gold.source.contains(&own) || gold.stands_for == Some(own)
        }
        _ => false,
    }
}

impl Task for Gold {
    fn quotes(&self) -> Vec<&Quoted> {
        let all = self.attributions.iter();
        all.flat_map(|one| one.source.iter().chain(&one.cue).chain(&one.content))
            .collect()
    }

    fn score(&self, seen: &Seen<'_>, scores: &mut Scores) {
        let spans = |quotes: &[Quoted]| quotes.iter().map(Quoted::span).collect::<Vec<_>>();
        let words = |quotes: &[Quoted]| {
            quotes
                .iter()
                .map(|quote| quote.text.as_str())
                .collect::<Vec<_>>()
                .join(" .. ")
        };
        let gold: Vec<Said> = self
            .attributions
            .iter()
            .map(|one| {
                let shown = format!("{} | {} | {}", words(&one.source), words(&one.cue), words(&one.content));
                said(seen, &spans(&one.source), &spans(&one.content), Span::default(), shown)
            })
            .collect();
        let text = &seen.document.text;
        let found: Vec<Said> = seen
            .statements
            .iter()
            .map(|one| {
                let source = one.source.as_ref().map(|party| seen.points(party.span));
                let shown = format!(
                    "{} | {} | {} ({})",
                    one.source.as_ref().map_or("-", |party| party.span.of(text)),
                    one.cue.of(text),
                    one.content.of(text),
                    one.rule
                );
                let cue = seen.points(one.cue);
                said(seen, source.as_slice(), &[seen.points(one.content)], cue, shown)
            })
            .collect();
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for (left, ours) in found.iter().enumerate() {
            for (right, wanted) in gold.iter().enumerate() {
                let share = shared(ours, wanted);
                if share >= 0.5 && same_source(ours, wanted) {
                    pairs.push((share, left, right));
                }
            }
        }
        pairs.sort_by(|one, other| {
            other
                .0
                .total_cmp(&one.0)
                .then(one.1.cmp(&other.1))
                .then(one.2.cmp(&other.2))
        });
        let (mut left, mut right) = (vec![false; found.len()], vec![false; gold.len()]);
        for (_, ours, wanted) in pairs {
            if !left[ours] && !right[wanted] {
                (left[ours], right[wanted]) = (true, true);
            }
        }
        let hits = left.iter().filter(|&&hit| hit).count();
        let contents: Vec<Span> = self.attributions.iter().flat_map(|one| spans(&one.content)).collect();
        let nested = |one: &Said| contents.iter().any(|content| content.contains(one.cue));
        let judged: Vec<usize> = (0..found.len())
            .filter(|&index| left[index] || !nested(&found[index]))
            .collect();
        scores.count("statement", hits, judged.len(), gold.len());
        for &index in judged.iter().filter(|&&index| !left[index]) {
            let place = seen.around(found[index].sentence);
            seen.miss_in(scores, "statement", "false", place, found[index].shown.clone());
        }
        for (index, _) in right.iter().enumerate().filter(|(_, hit)| !**hit) {
            let near = found.iter().filter(|ours| shared(ours, &gold[index]) > 0.0);
            let near: Vec<&str> = near.map(|ours| ours.shown.as_str()).collect();
            let detail = format!("{}; found {}", gold[index].shown, near.join("; "));
            seen.miss_in(scores, "statement", "missed", seen.around(gold[index].sentence), detail);
        }
        let wanted: BTreeSet<Place> = gold.iter().filter_map(|one| one.stands_for.or(one.head)).collect();
        let ours: BTreeSet<Place> = judged.iter().filter_map(|&index| found[index].head).collect();
        scores.count("source", ours.intersection(&wanted).count(), ours.len(), wanted.len());
    }
}
