//! Measures by the word right before or behind a number: "12 killed, 30 wounded", "leaving 23 dead", "injures at least 12".
//!
//! For places where the tree is silent or wrong. Invariant: no word but one beside number and noun gives a measure here.

use tidywire_codebook::Measure;
use tidywire_lexicon::WordClass;
use tidywire_text::{Label, Pos, Tag};

use crate::measures::Reading;
use crate::numbers::Number;
use crate::scene::Scene;

impl<'l> Scene<'_, 'l> {
    /// "kills a boy and injures at least 12 others", "a bomb and an attack kill at least 26": the verb right before,
    /// also where the parser takes it for a noun or hangs the number elsewhere.
    pub(crate) fn by_last_word(&self, number: &Number, noun: Option<usize>, money: bool) -> Option<Reading<'l>> {
        let tree = self.tree;
        let mut before = tree.tokens_in(number.span).start.checked_sub(1)?;
        // "shoots dead at least 39".
        let dead = tree.word(before) == "dead";
        if dead {
            before = before.checked_sub(1)?;
        }
        let verb = tree.is_verb(before) && !tree.is_passive(before);
        let taken = tree.is_noun(before) && !tree.is_name(before) && tree.tag(before) != Tag::Nns
            || tree.tag(before) == Tag::Nns && tree.word(before).ends_with('s') && (noun.is_none() || dead);
        if !(verb || taken) || noun.is_some_and(|noun| noun > number.tail + 3) {
            return None;
        }
        let entry = self
            .entry(before, WordClass::Verb, "object", noun, money)
            // "killing and burying four men": the verb right before need not be the one that matters.
            .filter(|entry| entry.measure != Measure::Other)
            .filter(|entry| entry.people && entry.counts.iter().all(|place| place == "object"))?;
        let agent = tree.subject(before).filter(|&agent| verb && self.can_act(agent));
        Some(Reading {
            agent,
            ..Reading::bare(entry, before)
        })
    }

    /// "12 killed, 30 wounded", "leaving 23 dead": the word right behind number or noun.
    pub(crate) fn by_next_word(&self, number: &Number, noun: Option<usize>, money: bool) -> Option<Reading<'l>> {
        let tree = self.tree;
        // "35+ are injured": the hedge may stand behind the number.
        let end = tree.tokens_in(number.span).end.max(number.end);
        let mut next = noun.map_or(end, |noun| (noun + 1).max(end));
        while next < tree.len()
            && (tree.pos(next) == Pos::Adv
                || matches!(
                    tree.word(next),
                    "were" | "was" | "are" | "more" | "others" | "have" | "been" | "had" | "people" | "as" | "being"
                ))
        {
            next += 1;
        }
        if next >= tree.len() {
            return None;
        }
        // "An officer kills ten": a verb with a subject and an object of its own says nothing of its subject.
        let active = matches!(tree.tag(next), Tag::Vbz | Tag::Vbp)
            || tree.tag(next) == Tag::Vbg && tree.word(next) != "missing"
            || tree.child(next, Label::Dobj).is_some();
        if tree.is_verb(next) && active {
            return None;
        }
        let entry = if tree.is_verb(next) || tree.pos(next) == Pos::Adj {
            self.entry(next, WordClass::Verb, "object", noun, money)
                .or_else(|| self.entry(next, WordClass::Noun, "", None, money))
        } else if next == number.end {
            self.entry(next, WordClass::Noun, "", None, money)
        } else {
            None
        }?;
        Some(Reading::bare(entry, next))
    }
}
