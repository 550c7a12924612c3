//! Nouns for kinds of people and bodies, with the names that say whose they are.
//!
//! "North Korean soldiers", "Ukraine's former defence minister", "the Houthi-run health ministry", "commander of the
//! Iraqi navy", "police in Kenya". Nouns that only an earlier mention explains ("the group") are for [`Trail`].
//! Invariant: a noun takes the country or body of a name that modifies it or that its complement names, never another.

use tidywire_codebook::{CombatantStatus, MentionKind, Sector};
use tidywire_lexicon::{ActorKind, Agent};
use tidywire_text::{Label, Pos, Tag};

use super::nouns::Noun;
use super::owners::Base;
use super::trail::Trail;
use super::{Finder, Found};
use crate::knowledge::Named;
use crate::types::ActorRef;

/// Sectors whose former members are an elite.
const OFFICIAL: [Sector; 7] = [
    Sector::Gov,
    Sector::Mil,
    Sector::Leg,
    Sector::Jud,
    Sector::Spy,
    Sector::Cop,
    Sector::Igo,
];

impl Finder<'_, '_, '_> {
    pub(super) fn agent(&self, noun: Noun) -> &Agent {
        &self.dated.knowledge.lexicon.agents[noun.agent]
    }

    /// The nouns of the sentence that are not part of a name.
    pub(super) fn nominals(&mut self, trail: &Trail) {
        for token in 0..self.tree.len() {
            let Some(noun) = self.nouns[token] else { continue };
            if self.is_used(token) || !self.tree.is_noun(token) {
                continue;
            }
            // A name of the lexicon that ends here is the better reading ("General Staff").
            if self
                .hit_at(token)
                .is_some_and(|hit| !matches!(hit.meaning, Named::Demonym(_)))
            {
                continue;
            }
            // "Shan State" is a place.
            if self
                .places
                .iter()
                .any(|hit| (hit.first..hit.end).contains(&token) && hit.end - hit.first > 1)
            {
                continue;
            }
            // "the state of Minnesota", "Punjab state", "26 states".
            if self.is_place_noun(token)
                && (self.hit_before(noun.first).is_none() && token > 0 && self.tree.is_name(token - 1)
                    || noun.end < self.tree.len() && self.tree.word(noun.end) == "of"
                    || self.tree.tag(token) == Tag::Nns)
            {
                continue;
            }
            // Part of a longer noun: "police" in "police officer", unless somebody's own ("police chief's").
            let within = (token + 1..self.tree.len().min(token + 5))
                .any(|later| self.nouns[later].is_some_and(|other| (other.first..later).contains(&token)));
            // "opposition" in "opposition politicians" says who they are; "tourist" in "tourist revenues" is nobody.
            let modifies = matches!(self.tree.label(token), Label::Compound | Label::Nmod)
                && self.tree.head(token).is_some_and(|head| {
                    head > token && (self.nouns[head].is_some() || self.hit_before(noun.first).is_none())
                });
            if !within && (!modifies || self.named_behind(noun).is_some()) {
                self.nominal(token, noun, trail);
            }
        }
    }

    fn nominal(&mut self, token: usize, noun: Noun, trail: &Trail) {
        let tree = self.tree;
        let entry = self.agent(noun).clone();
        let mut before = self.before(token, noun);
        let complement = if before.bases.is_empty() {
            self.complement(noun)
        } else {
            None
        };
        let place = if before.bases.is_empty() && complement.is_none() && entry.alone {
            self.place_of(noun, &entry)
        } else {
            None
        };
        let mut sector = entry.sector;
        if entry.weak || sector.is_none() {
            sector = before.sector.or(sector);
            // "spokesman for the Ukrainian army": the body that he speaks for.
            let inner = complement.and_then(|(base, _)| self.inner_noun(base.end));
            let inner = inner.and_then(|noun| self.agent(noun).sector);
            sector = inner.or(sector);
        }
        if before.former && (entry.title || sector.is_some_and(|sector| OFFICIAL.contains(&sector))) {
            sector = Some(Sector::Eli);
        }
        let plural = matches!(tree.tag(token), Tag::Nns | Tag::Nnps);
        let kind = if entry.title {
            MentionKind::Office
        } else {
            MentionKind::Nominal
        };
        let status = entry.status;
        let rule = entry.rule.clone();
        // "militant group Hamas", "news agency TASS": one mention, that of the name.
        if !plural && let Some(named) = self.named_behind(noun) {
            let first = before
                .bases
                .first()
                .map_or(noun.first, |base| base.first.min(noun.first));
            self.named_body(first, named);
            return;
        }
        // "Tuareg rebels in Mali": a people of several states.
        if let [base] = before.bases.as_slice()
            && self.dated.named(base.meaning).country.is_none()
            && self.dated.named(base.meaning).sector == Some(Sector::Cvl)
            && sector != Some(Sector::Cvl)
            && let Some(state) = self.place_of(noun, &entry)
        {
            before.bases[0].meaning = state;
        }
        let who = |finder: &Self, base: Option<Base>| {
            let meaning = base.map(|base| base.meaning);
            let holder = meaning
                .filter(|_| !plural && !before.former && kind == MentionKind::Office)
                .and_then(|meaning| finder.dated.holder(&entry, meaning));
            holder.unwrap_or_else(|| finder.dated.compound(meaning, sector, &entry))
        };
        if before.bases.is_empty() {
            let base = complement.map(|(base, _)| base);
            let mut actor = match place {
                Some(state) => self.dated.compound(Some(state), sector, &entry),
                None => who(self, base),
            };
            if base.is_none() && place.is_none() {
                match self.definite(trail, token, noun, &entry, sector, plural) {
                    Some(found) => actor = found,
                    None if !entry.alone => return,
                    None => {}
                }
            }
            if let Some(person) = self.in_apposition(token) {
                actor = person;
            }
            let end = complement.map_or(noun.end, |(_, end)| end);
            let begin = if complement.is_some() {
                noun.first
            } else {
                self.begin(token, noun.first)
            };
            let found = Found {
                span: tree.span(begin, end - 1),
                kind,
                actor,
                rule,
                status,
                head: token,
                person: false,
            };
            self.push(begin..end, found);
            return;
        }
        let last = before.bases.len() - 1;
        for (place, base) in std::mem::take(&mut before.bases).into_iter().enumerate() {
            let person = if last == 0 { self.in_apposition(token) } else { None };
            let actor = person.unwrap_or_else(|| who(self, Some(base)));
            let end = if place == last { noun.end } else { base.end };
            let found = Found {
                span: tree.span(base.first, end - 1),
                kind,
                actor,
                rule: rule.clone(),
                status,
                head: token,
                person: false,
            };
            self.push(base.first..end, found);
        }
    }

    /// "Qassem Soleimani, commander of the Quds Force": the person beside whom the noun stands.
    fn in_apposition(&self, token: usize) -> Option<ActorRef> {
        let tree = self.tree;
        let head = match tree.label(token) {
            Label::Appos => tree.head(token),
            _ => tree.child(token, Label::Appos),
        }?;
        let person =
            |mention: &&crate::types::Mention| mention.head == head && mention.actor.id.is_some() && mention.person;
        self.mentions.iter().find(person).map(|mention| mention.actor.clone())
    }

    /// The name of a body right behind the noun.
    fn named_behind(&self, noun: Noun) -> Option<Named> {
        let hit = self.hits.iter().find(|hit| hit.first == noun.end)?;
        match hit.meaning {
            Named::Name(index) if self.dated.knowledge.lexicon.actors[index].kind == ActorKind::Named => {
                let tree = self.tree;
                let together = tree.below(tree.head_of(hit.span)?, noun.end - 1)
                    || tree.below(noun.end - 1, tree.head_of(hit.span)?);
                together.then_some(hit.meaning)
            }
            _ => None,
        }
    }

    fn named_body(&mut self, first: usize, meaning: Named) {
        let Some(hit) = self
            .hits
            .iter()
            .find(|hit| hit.first >= first && hit.meaning == meaning)
            .cloned()
        else {
            return;
        };
        let Named::Name(index) = meaning else { return };
        let entry = &self.dated.knowledge.lexicon.actors[index];
        let kind = if hit.span.of(self.tree.text) == entry.name {
            MentionKind::Name
        } else {
            MentionKind::Alias
        };
        let found = Found {
            span: self.tree.span(first, hit.end - 1),
            kind,
            actor: ActorRef::from(entry),
            rule: entry.rule.clone(),
            status: None::<CombatantStatus>,
            head: self.tree.head_of(hit.span).unwrap_or(hit.first),
            person: false,
        };
        self.push(first..hit.end, found);
    }

    /// Where the words of a noun begin that no name modifies: "senior" in "senior officials".
    fn begin(&self, token: usize, first: usize) -> usize {
        let tree = self.tree;
        let start = (0..first)
            .rev()
            .take_while(|&at| {
                tree.below(at, token)
                    && !self.is_used(at)
                    && !matches!(
                        tree.pos(at),
                        Pos::Punct | Pos::Det | Pos::Num | Pos::Adv | Pos::Cconj | Pos::Adp | Pos::Pron | Pos::Part
                    )
                    && !tree.is_verb(at)
            })
            .last()
            .unwrap_or(first);
        let begin = start.max(first.saturating_sub(2));
        let begin = if tree.surface(begin).starts_with('-') {
            begin + 1
        } else {
            begin
        };
        // "24-year-old man".
        let begin = if begin > 0 && tree.surface(begin - 1) == "-" {
            first
        } else {
            begin
        };
        if begin < first && !tree.is_noun(begin) && tree.tag(begin) != Tag::Jj {
            first
        } else {
            begin
        }
    }
}
