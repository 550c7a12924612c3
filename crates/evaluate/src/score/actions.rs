//! Scores of actions.

use tidywire_codebook::{CodeList, Modality, Polarity};
use tidywire_extract::{Action, Party};
use tidywire_text::Span;

use super::{Scorer, Scores};
use crate::align::align;
use crate::gold::GoldAction;

impl Scorer<'_> {
    pub(super) fn actions(&self, scores: &mut Scores) {
        let gold: Vec<Span> = self
            .gold
            .action
            .iter()
            .map(|action| self.span(&action.text, action.nth))
            .collect();
        let found: Vec<Span> = self.found.actions.iter().map(|action| action.span).collect();
        let side = |found: &Option<Party>, words: &Option<String>, country: &Option<String>| match (found, words) {
            (None, None) => country.is_none(),
            (Some(found), None) => country.is_some() && found.actor.country == *country,
            (None, Some(_)) => false,
            (Some(found), Some(words)) => {
                self.same_words(Some(found), Some(words)) || country.is_some() && found.actor.country == *country
            }
        };
        let full = |one: &Action, other: &GoldAction| {
            one.event_type == other.event_type
                && side(&one.source, &other.source_text, &other.source_country)
                && side(&one.target, &other.target_text, &other.target_country)
        };
        let trigger = align(&found, &gold, &|_, _| true);
        let typed = align(&found, &gold, &|left, right| {
            self.found.actions[left].event_type == self.gold.action[right].event_type
        });
        let whole = align(&found, &gold, &|left, right| {
            full(&self.found.actions[left], &self.gold.action[right])
        });
        scores.count("action trigger", trigger.len(), found.len(), gold.len());
        scores.count("action trigger+type", typed.len(), found.len(), gold.len());
        scores.count("action source+type+target", whole.len(), found.len(), gold.len());
        let matched = whole.len();
        let test = |check: &dyn Fn(&Action, &GoldAction) -> bool| {
            whole
                .iter()
                .filter(|&&(left, right)| check(&self.found.actions[left], &self.gold.action[right]))
                .count()
        };
        scores.count(
            "of matched actions: modality",
            test(&|one, other| one.qualification.modality == other.modality.unwrap_or(Modality::Asserted)),
            matched,
            matched,
        );
        scores.count(
            "of matched actions: polarity",
            test(&|one, other| one.qualification.polarity == other.polarity.unwrap_or(Polarity::Affirmed)),
            matched,
            matched,
        );
        scores.count(
            "of matched actions: claimant",
            test(&|one, other| self.same_words(one.claim.claimant.as_ref(), other.claimant_text.as_deref())),
            matched,
            matched,
        );
        let words = |party: &Option<Party>| party.as_ref().map_or("-", |party| party.span.of(self.text)).to_owned();
        for &(left, right) in &trigger {
            let (one, other) = (&self.found.actions[left], &self.gold.action[right]);
            if !full(one, other) && !whole.iter().any(|&(_, done)| done == right) {
                let detail = format!(
                    "\"{}\": wanted {} {} -> {}, found {} {} -> {} ({})",
                    other.text,
                    other.event_type.code(),
                    other.source_text.as_deref().unwrap_or("-"),
                    other.target_text.as_deref().unwrap_or("-"),
                    one.event_type.code(),
                    words(&one.source),
                    words(&one.target),
                    one.rule
                );
                scores.misses.push(self.miss("action", "wrong", one.span, detail));
            }
        }
        self.left_over(
            "action",
            &found,
            &gold,
            &trigger,
            scores,
            &|index| {
                let one = &self.found.actions[index];
                format!(
                    "{} {} -> {} ({})",
                    one.event_type.code(),
                    words(&one.source),
                    words(&one.target),
                    one.rule
                )
            },
            &|index| {
                let other = &self.gold.action[index];
                format!(
                    "{} {} -> {}",
                    other.event_type.code(),
                    other.source_text.as_deref().unwrap_or("-"),
                    other.target_text.as_deref().unwrap_or("-")
                )
            },
        );
    }
}
