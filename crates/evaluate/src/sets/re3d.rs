//! Scorer of `re3d`: spans of actors.
//!
//! Gold are its organisations, people and nationalities, and those of its locations that are the name of a state, as far
//! as a person marked them: spans of confidence 0 are a machine's guesses there ("may" a person), and are left out. Two
//! layers over the same words count once. Found mentions answer gold one to one, the best overlap first. `exact`: the
//! spans are the same but for an article in front, which our mentions never have. Sectors and countries are not in that
//! gold. A mention that answers nothing is wrong, also where it is a fair one that the annotators passed over; but not
//! where it lies in a location that is no state's name ("Syria" in "Palmyra, Syria") or in one of those guesses.

use serde::Deserialize;
use tidywire_codebook::CodeList;
use tidywire_text::Span;

use super::seen::Seen;
use super::{Quoted, Task};
use crate::align::align;
use crate::score::Scores;

#[derive(Deserialize)]
struct Gold {
    entities: Vec<Entity>,
}

#[derive(Deserialize)]
struct Entity {
    #[serde(rename = "type")]
    kind: String,
    confidence: f64,
    #[serde(flatten)]
    quote: Quoted,
}

pub(super) fn read(line: &str) -> Result<Box<dyn Task>, serde_json::Error> {
    serde_json::from_str::<Gold>(line).map(|gold| Box::new(gold) as Box<dyn Task>)
}

/// Kinds of entities that are actors.
const KINDS: [&str; 3] = ["Organisation", "Person", "Nationality"];

/// Articles, which our mentions never begin with.
const ARTICLES: [&str; 3] = ["the ", "a ", "an "];

/// The span without an article in front; `text` are its words.
fn bare(span: Span, text: &str) -> Span {
    let lower = text.to_lowercase();
    let article = ARTICLES.iter().find(|article| lower.starts_with(**article));
    Span::new(span.start + article.map_or(0, |article| article.len()), span.end)
}

impl Entity {
    fn is_gold(&self, states: &dyn Fn(&str) -> bool) -> bool {
        self.confidence > 0.0
            && match self.kind.as_str() {
                kind if KINDS.contains(&kind) => true,
                "Location" => {
                    let span = self.quote.span();
                    let skip = bare(span, &self.quote.text).start - span.start;
                    states(&self.quote.text[skip..])
                }
                _ => false,
            }
    }
}

impl Task for Gold {
    fn quotes(&self) -> Vec<&Quoted> {
        self.entities.iter().map(|entity| &entity.quote).collect()
    }

    fn score(&self, seen: &Seen<'_>, scores: &mut Scores) {
        let mut entities: Vec<&Entity> = self
            .entities
            .iter()
            .filter(|entity| entity.is_gold(&|name| seen.is_state(name)))
            .collect();
        entities.sort_by_key(|entity| (entity.quote.start, entity.quote.end));
        entities.dedup_by_key(|entity| entity.quote.span());
        let gold: Vec<Span> = entities
            .iter()
            .map(|entity| bare(entity.quote.span(), &entity.quote.text))
            .collect();
        let found: Vec<Span> = seen.mentions.iter().map(|mention| seen.points(mention.span)).collect();
        let pairs = align(&found, &gold, &|_, _| true);
        let open = |span: Span| {
            let neutral = |entity: &&Entity| {
                entity.kind == "Location" || entity.confidence == 0.0 && KINDS.contains(&entity.kind.as_str())
            };
            let over = self.entities.iter().filter(neutral);
            over.map(|entity| entity.quote.span()).any(|quote| quote.contains(span))
        };
        let free: Vec<usize> = (0..found.len())
            .filter(|&index| open(found[index]) && !pairs.iter().any(|pair| pair.0 == index))
            .collect();
        let exact = pairs
            .iter()
            .filter(|&&(left, right)| found[left] == gold[right])
            .count();
        let counted = found.len() - free.len();
        scores.count("overlap", pairs.len(), counted, gold.len());
        scores.count("exact", exact, counted, gold.len());
        let words = |index: usize| seen.mentions[index].span.of(&seen.document.text);
        for &(left, right) in pairs.iter().filter(|&&(left, right)| found[left] != gold[right]) {
            let detail = format!(
                "wanted \"{}\", found \"{}\" ({})",
                entities[right].quote.text,
                words(left),
                seen.mentions[left].rule
            );
            let place = seen.around(seen.mentions[left].sentence);
            seen.miss_in(scores, "exact", "wrong", place, detail);
        }
        for (index, mention) in seen.mentions.iter().enumerate() {
            if !free.contains(&index) && !pairs.iter().any(|pair| pair.0 == index) {
                let detail = format!("\"{}\" {} ({})", words(index), mention.kind.code(), mention.rule);
                seen.miss_in(scores, "overlap", "false", seen.around(mention.sentence), detail);
            }
        }
        for (index, entity) in entities.iter().enumerate() {
            if !pairs.iter().any(|pair| pair.1 == index) {
                let detail = format!("\"{}\" {}", entity.quote.text, entity.kind);
                let sentence = seen.sentence_at(entity.quote.start);
                seen.miss_in(scores, "overlap", "missed", seen.around(sentence), detail);
            }
        }
    }
}
