//! Scores of actor mentions, statements and places.

use tidywire_codebook::{CodeList, MentionKind, PlaceSense};
use tidywire_extract::{Mention, Place, Statement};
use tidywire_text::Span;

use super::{Scorer, Scores};
use crate::align::align;
use crate::gold::Quote;

impl Scorer<'_> {
    pub(super) fn actors(&self, scores: &mut Scores) {
        let mut gold = Vec::new();
        for actor in &self.gold.actor {
            let quote = Quote {
                text: &actor.text,
                nth: actor.nth,
            };
            let spans = if actor.all {
                quote.find_all(self.text)
            } else {
                quote.find(self.text).into_iter().collect()
            };
            gold.extend(spans.into_iter().map(|span| (span, actor)));
        }
        let spans: Vec<Span> = gold.iter().map(|(span, _)| *span).collect();
        // Bare nouns for kinds of people ("soldiers", "residents") and pronouns are rows of the table but not annotated.
        let mentions: Vec<&Mention> = self
            .found
            .mentions
            .iter()
            .filter(|mention| mention.kind != MentionKind::Pronoun)
            .filter(|mention| {
                mention.actor.id.is_some()
                    || mention.actor.country.is_some()
                    || spans.contains(&mention.span)
                    || mention.kind == MentionKind::Name
            })
            .collect();
        let found: Vec<Span> = mentions.iter().map(|mention| mention.span).collect();
        let pairs = align(&found, &spans, &|_, _| true);
        let country = |left: usize, right: usize| mentions[left].actor.country == gold[right].1.country;
        let sector = |left: usize, right: usize| mentions[left].actor.sector == gold[right].1.sector;
        let countries = pairs.iter().filter(|&&(left, right)| country(left, right)).count();
        let both = pairs
            .iter()
            .filter(|&&(left, right)| country(left, right) && sector(left, right))
            .count();
        scores.count("actor span", pairs.len(), found.len(), spans.len());
        scores.count("actor country", countries, found.len(), spans.len());
        scores.count("actor country+sector", both, found.len(), spans.len());
        for &(left, right) in &pairs {
            if !(country(left, right) && sector(left, right)) {
                let (one, other) = (&mentions[left].actor, gold[right].1);
                let detail = format!(
                    "\"{}\": wanted {:?} {:?}, found {:?} {:?} ({})",
                    other.text,
                    other.country,
                    other.sector.map(CodeList::code),
                    one.country,
                    one.sector.map(CodeList::code),
                    mentions[left].rule
                );
                scores.misses.push(self.miss("actor", "wrong", found[left], detail));
            }
        }
        self.left_over(
            "actor",
            &found,
            &spans,
            &pairs,
            scores,
            &|index| mentions[index].rule.clone(),
            &|index| {
                format!(
                    "{:?} {:?}",
                    gold[index].1.country,
                    gold[index].1.sector.map(CodeList::code)
                )
            },
        );
    }

    pub(super) fn statements(&self, scores: &mut Scores) {
        // Some contents are quoted with a changed word order in mind; the cue places them.
        let gold: Vec<(Span, Span)> = self
            .gold
            .statement
            .iter()
            .map(|statement| {
                (
                    self.span(&statement.content_text, 1),
                    self.span(&statement.cue_text, statement.nth),
                )
            })
            .collect();
        let contents: Vec<Span> = gold.iter().map(|(content, _)| *content).collect();
        // Our annotators marked what is said, not what is wanted or praised: of attitudes only those that answer gold count.
        let answers = |content: Span| {
            let shared = |gold: &Span| gold.end.min(content.end).saturating_sub(gold.start.max(content.start));
            contents
                .iter()
                .any(|gold| 2 * shared(gold) >= gold.cover(content).len())
        };
        let statements: Vec<&Statement> = self
            .found
            .statements
            .iter()
            .filter(|statement| !statement.attitude || answers(statement.content))
            .collect();
        let found: Vec<Span> = statements.iter().map(|statement| statement.content).collect();
        let overlap = |left: usize, right: usize| {
            let (one, other) = (found[left], contents[right]);
            let shared = one.end.min(other.end).saturating_sub(one.start.max(other.start));
            2 * shared >= one.cover(other).len()
        };
        let source = |left: usize, right: usize| {
            self.same_words(
                statements[left].source.as_ref(),
                self.gold.statement[right].source_text.as_deref(),
            )
        };
        let content = align(&found, &contents, &overlap);
        let whole = align(&found, &contents, &|left, right| {
            overlap(left, right) && source(left, right)
        });
        scores.count("statement content", content.len(), found.len(), contents.len());
        scores.count("statement source+content", whole.len(), found.len(), contents.len());
        self.left_over(
            "statement",
            &found,
            &contents,
            &whole,
            scores,
            &|index| {
                let statement = statements[index];
                format!(
                    "{} says ({})",
                    statement.source.as_ref().map_or("-", |party| party.span.of(self.text)),
                    statement.rule
                )
            },
            &|index| {
                let statement = &self.gold.statement[index];
                format!(
                    "{} {}",
                    statement.source_text.as_deref().unwrap_or("-"),
                    statement.cue_text
                )
            },
        );
    }

    pub(super) fn places(&self, scores: &mut Scores) {
        let mut gold = Vec::new();
        for place in &self.gold.place {
            let quote = Quote {
                text: &place.text,
                nth: place.nth,
            };
            let spans = if place.all {
                quote.find_all(self.text)
            } else {
                quote.find(self.text).into_iter().collect()
            };
            gold.extend(spans.into_iter().map(|span| (span, place)));
        }
        let spans: Vec<Span> = gold.iter().map(|(span, _)| *span).collect();
        // The gold marks where things are, not the states that act.
        let places: Vec<&Place> = self
            .found
            .places
            .iter()
            .filter(|place| place.sense == PlaceSense::Literal)
            .collect();
        let found: Vec<Span> = places.iter().map(|place| place.span).collect();
        let pairs = align(&found, &spans, &|_, _| true);
        let right = pairs
            .iter()
            .filter(|&&(left, right)| places[left].country == gold[right].1.country)
            .count();
        scores.count("place span", pairs.len(), found.len(), spans.len());
        scores.count("place country", right, found.len(), spans.len());
        self.left_over(
            "place",
            &found,
            &spans,
            &pairs,
            scores,
            &|index| places[index].name.clone(),
            &|_| String::new(),
        );
    }
}
