//! Names of the lexicon that are not part of a longer mention.
//!
//! A capital is a government only where a government can stand, and a name may be the end of another body's. Invariant:
//! a name that is taken by a longer mention makes none of its own.

use tidywire_codebook::{EventType, MentionKind, Sector};
use tidywire_lexicon::{ActorKind, WordClass};
use tidywire_text::Label;

use super::{Finder, Found};
use crate::knowledge::Named;
use crate::names::Hit;
use crate::types::ActorRef;

impl Finder<'_, '_, '_> {
    /// Names that are not part of a longer mention.
    pub(super) fn names(&mut self) {
        for hit in self.hits.clone() {
            if (hit.first..hit.end).any(|token| self.is_used(token)) {
                continue;
            }
            if let Some(next) = self.hits.iter().find(|next| next.first == hit.end).cloned()
                && matches!(hit.meaning, Named::Demonym(_))
                && let Some(found) = self.namesake(&next)
            {
                let range = self.tree.tokens_in(found.span);
                self.push(range, found);
                continue;
            }
            let head = self.tree.head_of(hit.span).unwrap_or(hit.first);
            // "Tour de France", and the first word of a longer name ("Sharif Hassan Aden").
            let within = hit.first >= 2
                && matches!(self.tree.word(hit.first - 1), "de" | "du" | "del")
                && self.tree.is_name(hit.first - 2);
            let begins =
                matches!(hit.meaning, Named::Person(_)) && hit.end - hit.first == 1 && self.begins_name(hit.end);
            if within || begins {
                continue;
            }
            if matches!(hit.meaning, Named::Metonym(..)) && (self.is_place(&hit, head) || self.begins_name(hit.end)) {
                continue;
            }
            if matches!(hit.meaning, Named::Name(_)) && self.is_part_of_name(&hit, head) {
                continue;
            }
            if let Some(found) = self.namesake(&hit) {
                let range = self.tree.tokens_in(found.span);
                self.push(range, found);
                continue;
            }
            let lexicon = self.dated.knowledge.lexicon;
            let ethnic =
                hit.first > 0 && matches!(hit.meaning, Named::Demonym(_)) && self.tree.word(hit.first - 1) == "ethnic";
            let (kind, rule) = match hit.meaning {
                Named::Name(index) => {
                    let entry = &lexicon.actors[index];
                    let full = hit.span.of(self.tree.text) == entry.name;
                    let kind = if full { MentionKind::Name } else { MentionKind::Alias };
                    (kind, entry.rule.clone())
                }
                Named::Demonym(index) => (MentionKind::Demonym, lexicon.actors[index].rule.clone()),
                Named::Metonym(index, _) => (MentionKind::Metonym, lexicon.actors[index].rule.clone()),
                Named::Person(index) => (MentionKind::Name, lexicon.people[index].rule.clone()),
            };
            let found = Found {
                span: hit.span,
                kind,
                // "ethnic Albanians" need not be Albania's.
                actor: if ethnic {
                    ActorRef {
                        name: hit.span.of(self.tree.text).to_owned(),
                        sector: Some(Sector::Cvl),
                        ..ActorRef::default()
                    }
                } else {
                    self.dated.named(hit.meaning)
                },
                rule,
                status: None,
                head,
                person: matches!(hit.meaning, Named::Person(_)),
            };
            self.push(hit.first..hit.end, found);
        }
    }

    /// "U.S. Open", "United States Capitol": the state's name begins another that is no actor's.
    fn is_part_of_name(&self, hit: &Hit<Named>, head: usize) -> bool {
        let tree = self.tree;
        let Some(next) = tree
            .head(head)
            .filter(|&next| next >= hit.end && tree.label(head) == Label::Compound)
        else {
            return false;
        };
        hit.end < tree.len()
            && self.begins_name(hit.end)
            && tree.is_name(next)
            && !self.is_headline()
            && !self.dated.knowledge.is_time_word(tree.word(hit.end))
    }

    /// "Progressive Conservative Party": the lexicon has the end of the name only.
    fn longer(&self, hit: &Hit<Named>, sector: Option<Sector>) -> Option<Found> {
        let tree = self.tree;
        let before = hit.first.checked_sub(1).filter(|&before| before > 0)?;
        let modifiers = &self.dated.knowledge.lexicon.modifiers;
        let part = hit.end - hit.first > 1
            && tree.is_name(before)
            && tree.surface(before).starts_with(char::is_uppercase)
            && tree.label(before) == Label::Compound
            && tree
                .head(before)
                .is_some_and(|head| (hit.first..hit.end).contains(&head))
            && !self.is_used(before)
            && self.hit_at(before).is_none()
            && self.nouns[before].is_none()
            && self.country_of_place(before).is_none()
            && !modifiers.former.iter().any(|word| word == tree.word(before))
            && !self.dated.knowledge.is_time_word(tree.word(before))
            && !self.is_headline();
        let span = tree.span(before, hit.end - 1);
        part.then(|| Found {
            span,
            kind: MentionKind::Name,
            actor: ActorRef {
                name: span.of(tree.text).to_owned(),
                country: self.only_country(),
                sector,
                ..ActorRef::default()
            },
            rule: "code/names#longer".to_owned(),
            status: None,
            head: tree.head_of(span).unwrap_or(hit.first),
            person: false,
        })
    }

    /// "Democratic Party of Japan": a body of that name of another state than the lexicon's.
    fn namesake(&self, hit: &Hit<Named>) -> Option<Found> {
        let tree = self.tree;
        let Named::Name(index) = hit.meaning else { return None };
        let entry = &self.dated.knowledge.lexicon.actors[index];
        if entry.kind != ActorKind::Named {
            return None;
        }
        if let Some(found) = self.longer(hit, entry.sector) {
            return Some(found);
        }
        // "Australian Associated Press".
        let before = self
            .hit_before(hit.first)
            .filter(|state| matches!(state.meaning, Named::Demonym(_)) && !self.is_used(state.first));
        let behind = || {
            let of = hit.end < tree.len() && tree.word(hit.end) == "of";
            let at = |state: &&Hit<Named>| state.first == hit.end + 1 || state.first == hit.end + 2;
            self.hits.iter().filter(|_| of).find(at)
        };
        let state = before.or_else(behind)?;
        let (Named::Name(other) | Named::Demonym(other)) = state.meaning else {
            return None;
        };
        let other = &self.dated.knowledge.lexicon.actors[other];
        if other.kind != ActorKind::State || entry.country.is_none() || other.country == entry.country {
            return None;
        }
        let span = hit.span.cover(state.span);
        Some(Found {
            span,
            kind: MentionKind::Name,
            actor: ActorRef {
                name: span.of(tree.text).to_owned(),
                country: other.country.clone(),
                sector: entry.sector,
                part_of: Some(other.id.clone()),
                ..ActorRef::default()
            },
            rule: "code/names#namesake".to_owned(),
            status: None,
            head: tree.head_of(span).unwrap_or(hit.first),
            person: false,
        })
    }

    /// A capital that is the place: after a preposition of place, or beside a noun for places.
    fn is_place(&self, hit: &Hit<Named>, head: usize) -> bool {
        let Named::Metonym(_, capital) = hit.meaning else {
            return false;
        };
        capital && (self.near_place_noun(hit.first, hit.end) || !self.is_party(head))
    }

    /// Where a government can stand and a town can not: it acts, owns, is spoken to or dealt with.
    fn is_party(&self, head: usize) -> bool {
        let tree = self.tree;
        let first = tree.chain_head(head);
        let hostile = |at: usize, class: WordClass| {
            let lemma = tree.lemma(at);
            self.dated.knowledge.triggers_of(&lemma, class).any(|trigger| {
                let event = self.dated.knowledge.lexicon.verbs[trigger].event_type;
                matches!(
                    event,
                    Some(EventType::Assault | EventType::Coerce | EventType::Mobilize | EventType::Retreat)
                )
            })
        };
        let Some(above) = tree.head(first) else {
            // A phrase on its own ("Moscow and Kyiv"), or a headline.
            return true;
        };
        match tree.label(first) {
            Label::Nsubj | Label::Nsubjpass | Label::Poss | Label::Agent => true,
            Label::Dobj | Label::Dative => tree.is_verb(above) && !hostile(above, WordClass::Verb),
            Label::Pobj => {
                let noun = tree.head(above).unwrap_or(above);
                match tree.word(above) {
                    "with" | "against" | "by" => true,
                    // "support for Kyiv", not "a train for Kyiv".
                    "for" => self
                        .dated
                        .knowledge
                        .triggers_of(&tree.lemma(noun), WordClass::Noun)
                        .next()
                        .is_some(),
                    "between" | "on" => !hostile(noun, WordClass::Noun) && !self.is_place_noun(noun),
                    _ => false,
                }
            }
            _ => false,
        }
    }

    pub(super) fn is_place_noun(&self, token: usize) -> bool {
        let lemma = self.tree.lemma(token);
        self.dated.knowledge.lexicon.place_nouns.contains(&lemma)
    }

    /// "Anbar province", "the city of Raqqa".
    pub(crate) fn near_place_noun(&self, first: usize, end: usize) -> bool {
        let is = |token: usize| self.is_place_noun(token);
        end < self.tree.len() && is(end)
            || first >= 2 && self.tree.word(first - 1) == "of" && is(first - 2)
            || first >= 1 && is(first - 1)
    }
}
