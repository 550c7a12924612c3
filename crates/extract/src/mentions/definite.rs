//! Nouns that take up what was mentioned before: "the ministry", "the group", "the president".
//!
//! Invariant: like [`Trail`], it answers only where one actor alone can be meant.

use tidywire_codebook::{MentionKind, Sector};
use tidywire_lexicon::Agent;
use tidywire_text::Label;

use super::Finder;
use super::nouns::Noun;
use super::owners::LOCAL;
use super::trail::{NOUN_REACH, Sort, Trail};
use crate::types::ActorRef;

/// Sectors of a state's own bodies: "the army" of the only country that an article names.
pub(super) const STATE: [Sector; 8] = [
    Sector::Gov,
    Sector::Mil,
    Sector::Cop,
    Sector::Jud,
    Sector::Leg,
    Sector::Spy,
    Sector::Opp,
    Sector::Eli,
];

impl Finder<'_, '_, '_> {
    /// Who "the" with a noun takes up.
    pub(super) fn definite(
        &self,
        trail: &Trail,
        token: usize,
        noun: Noun,
        entry: &Agent,
        sector: Option<Sector>,
        plural: bool,
    ) -> Option<ActorRef> {
        let tree = self.tree;
        let article = noun.first > 0 && matches!(tree.word(noun.first - 1), "the" | "this" | "that");
        // Bare "police" and "authorities" are as definite.
        let bare = tree
            .with_label(token, &[Label::Det, Label::Nummod, Label::Poss, Label::Quantmod])
            .is_empty()
            && (plural || sector == Some(Sector::Cop));
        if article && !plural {
            let lemma = tree.lemma(token);
            let earlier = trail.back(self.sentence, NOUN_REACH).filter(|seen| {
                seen.nouns.contains(&lemma) && (seen.actor.country.is_some() || seen.actor.id.is_some())
            });
            if let Some(actor) = ActorRef::only(earlier.map(|seen| &seen.actor)) {
                return Some(actor.clone());
            }
            let mentioned = self
                .mentions
                .iter()
                .filter(|mention| mention.head < token)
                .map(|mention| (&mention.actor, mention.kind));
            let nearby = trail
                .back(self.sentence, 2)
                .filter(|seen| seen.kind == Sort::Body)
                .map(|seen| (&seen.actor, MentionKind::Name));
            let fitting = nearby
                .chain(mentioned)
                .filter(|(actor, kind)| {
                    matches!(kind, MentionKind::Name | MentionKind::Alias)
                        && actor.sector.is_some_and(|sector| entry.refers.contains(&sector))
                })
                .map(|(actor, _)| actor);
            if let Some(actor) = ActorRef::only(fitting) {
                return Some(actor.clone());
            }
        }
        // "the troops", "the rebels": those of the sector that the last sentences name, if they are one party's.
        if article && let Some(sector) = sector {
            let own = self.mentions.iter().filter(|mention| mention.head < token);
            let earlier = trail
                .back(self.sentence, 3)
                .filter(|seen| seen.kind != Sort::Person)
                .map(|seen| &seen.actor)
                .chain(own.map(|mention| &mention.actor))
                .filter(|actor| actor.sector == Some(sector) && actor.id.is_some());
            if let Some(actor) = ActorRef::only(earlier) {
                return Some(actor.clone());
            }
        }
        // Civilians are those of the place, unless soldiers, who may be abroad, are at them.
        let soldiers = self
            .mentions
            .iter()
            .any(|mention| mention.head < token && mention.actor.sector == Some(Sector::Mil));
        let local = sector.is_some_and(|sector| LOCAL.contains(&sector))
            && (entry.status.is_some() || sector == Some(Sector::Crm))
            && tree.with_label(token, &[Label::Compound]).is_empty()
            && !soldiers;
        let state = sector.is_some_and(|sector| STATE.contains(&sector));
        let armed = matches!(sector, Some(Sector::Mil | Sector::Uaf));
        if !(state && (article || bare) || (local || armed) && (article || plural)) {
            return None;
        }
        let country = self.only_country()?;
        let state = self.dated.state(&country)?;
        let holder = if plural { None } else { self.dated.holder(entry, state) };
        Some(holder.unwrap_or_else(|| self.dated.compound(Some(state), sector, entry)))
    }

    /// The only country that the sentence names; where it names none, the only one that the article has named.
    pub(super) fn only_country(&self) -> Option<String> {
        // A paper's or a church's country says nothing of those that it speaks of.
        let elsewhere = [Sector::Jrn, Sector::Ngo, Sector::Bus, Sector::Rel];
        let named = self.hits.iter().filter_map(|hit| {
            let actor = self.dated.named(hit.meaning);
            let counts = actor.sector.is_none_or(|sector| !elsewhere.contains(&sector));
            actor.country.filter(|_| counts)
        });
        let placed = self.places.iter().filter_map(|place| place.country().cloned());
        let mut countries: Vec<String> = named.chain(placed).collect();
        countries.sort();
        countries.dedup();
        let countries = if countries.is_empty() {
            &self.countries
        } else {
            &countries
        };
        match countries.as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        }
    }
}
