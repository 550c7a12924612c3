//! People: known ones, and those that only the text names, with the titles and appositions that say who they are.
//!
//! Invariant: a title gives sector and country only to the name that it stands before, or that it is in apposition to.

use tidywire_codebook::{MentionKind, Sector};
use tidywire_lexicon::ActorKind;
use tidywire_text::{EntityLabel, Label, Pos, Tag};

use super::introduced::FullName;
use super::titles::Described;
use super::{Finder, Found};
use crate::indexes::family;
use crate::knowledge::Named;
use crate::names::Hit;
use crate::types::ActorRef;

impl Finder<'_, '_, '_> {
    /// People that the lexicon knows, then those that only the model sees.
    pub(super) fn people(&mut self) {
        for hit in self.hits.clone() {
            match hit.meaning {
                Named::Person(index) if !(hit.end - hit.first == 1 && self.begins_name(hit.end)) => {
                    match self.other_given_name(&hit) {
                        Some(first) => self.person(first, hit.end, None),
                        None => self.person(hit.first, hit.end, Some(index)),
                    }
                }
                // "Paris Hilton", whatever the model takes it for.
                Named::Name(_) | Named::Metonym(..) if self.is_whole_name(&hit) => {
                    self.person(hit.first, hit.end + 1, None);
                }
                _ => {}
            }
        }
        for entity in &self.tree.sentence.entities {
            if entity.label == EntityLabel::Person
                && let Some((first, end)) = self.person_name(entity.first, entity.end)
            {
                self.person(first, end, None);
            }
        }
        self.titled_names();
    }

    /// The name inside what the model takes for a person; none where it is none.
    fn person_name(&self, mut first: usize, mut end: usize) -> Option<(usize, usize)> {
        let tree = self.tree;
        let honorifics = &self.dated.knowledge.lexicon.modifiers.honorifics;
        // Titles belong before the name.
        while first < end {
            let title = (first..end).find(|&at| {
                self.nouns[at].is_some_and(|noun| {
                    noun.first == first && noun.end < end && self.agent(noun).title && tree.is_noun(at)
                })
            });
            match title.and_then(|at| self.nouns[at]) {
                Some(noun) => first = noun.end,
                None if honorifics.iter().any(|word| word == tree.word(first)) => first += 1,
                None => break,
            }
        }
        while end > first
            && (tree.tag(end - 1) == Tag::Possessive || matches!(tree.pos(end - 1), Pos::Punct | Pos::Num | Pos::Sym))
        {
            end -= 1;
        }
        if first >= end || (first..end).any(|token| self.is_used(token)) {
            return None;
        }
        let named = (first..end).all(|token| {
            tree.is_name(token)
                || matches!(
                    tree.surface(token),
                    "-" | "al" | "bin" | "ibn" | "de" | "da" | "van" | "von" | "el" | "der" | "." | "’" | "'"
                )
        });
        if !named || !tree.surface(first).starts_with(char::is_uppercase) {
            return None;
        }
        // A state's name can be a given name ("Jordan Henderson"), but not with a demonym or all of the name.
        let foreign = self.hits.iter().any(|hit| {
            let given = hit.end < end && self.is_given_name(hit.first);
            let part = matches!(hit.meaning, Named::Person(_)) && hit.end - hit.first < end - first;
            hit.first < end && hit.end > first && !given && !part
        });
        // The gazetteer speaks first: the model takes many towns for people.
        let place = self.places.iter().any(|hit| {
            hit.first <= first && hit.end >= end || hit.first < end && hit.end > first && !self.is_given_name(hit.first)
        });
        let titled = first > 0 && self.title_before(first).is_some();
        let located = !titled
            && (self.is_locative(tree.head_of(tree.span(first, end - 1)).unwrap_or(first))
                || self.near_place_noun(first, end)
                || matches!(tree.word(first), "near" | "north" | "south" | "east" | "west"));
        // One word alone is a person's only where it acts or is owned.
        let doubtful = end - first == 1
            && !titled
            && !matches!(
                tree.label(first),
                Label::Nsubj | Label::Nsubjpass | Label::Poss | Label::Agent
            );
        let modifiers = &self.dated.knowledge.lexicon.modifiers;
        let ship = modifiers.not_bodies.iter().any(|word| word == tree.word(first))
            || self
                .dated
                .knowledge
                .lexicon
                .place_nouns
                .iter()
                .any(|word| word == tree.word(first));
        // One of a body's own words: "Supporters Brigades".
        let body = self.nouns[end - 1].is_some_and(|noun| !self.agent(noun).title);
        (!foreign && !place && !located && !body && !doubtful && !ship).then_some((first, end))
    }

    /// "Bassel al-Assad": a family name that the lexicon has for somebody else, with the given name before it.
    fn other_given_name(&self, hit: &Hit<Named>) -> Option<usize> {
        let tree = self.tree;
        let before = hit.first.checked_sub(1)?;
        let family = !hit.span.of(tree.text).contains(' ');
        let honorifics = &self.dated.knowledge.lexicon.modifiers.honorifics;
        let given = tree.is_name(before)
            && tree.surface(before).starts_with(char::is_uppercase)
            && tree.surface(before).chars().skip(1).all(char::is_lowercase)
            && self.hit_at(before).is_none()
            && self.nouns[before].is_none()
            && !honorifics.iter().any(|word| word == tree.word(before))
            && (tree.label(before) == Label::Compound && before > 0
                || tree.sentence.entities.iter().any(|entity| {
                    let person = entity.label == EntityLabel::Person;
                    person && (entity.first..entity.end).contains(&before) && entity.end > hit.first
                }));
        (family && given).then_some(before)
    }

    /// A state's name that is a given name, and one more word, seen as one name by the model.
    fn is_whole_name(&self, hit: &Hit<Named>) -> bool {
        hit.end - hit.first == 1
            && self.is_given_name(hit.first)
            && !self.near_place_noun(hit.first, hit.end)
            && !self
                .dated
                .knowledge
                .lexicon
                .modifiers
                .not_bodies
                .iter()
                .any(|word| word == self.tree.word(hit.end))
            && self
                .tree
                .sentence
                .entities
                .iter()
                .any(|entity| entity.first == hit.first && entity.end == hit.end + 1)
    }

    fn is_given_name(&self, token: usize) -> bool {
        let given = &self.dated.knowledge.given_names;
        given.contains(self.tree.surface(token))
            && token + 1 < self.tree.len()
            && self.tree.is_name(token + 1)
            && self.hit_at(token + 1).is_none()
            && self.nouns[token + 1].is_none()
    }

    /// "President Assad", "Mr Johnson": one name behind a title that the model did not see.
    fn titled_names(&mut self) {
        let tree = self.tree;
        for token in 1..tree.len() {
            let honorific = || {
                let honorifics = &self.dated.knowledge.lexicon.modifiers.honorifics;
                honorifics.iter().any(|word| word == tree.word(token - 1))
            };
            let free = |at: usize| tree.is_name(at) && !self.is_used(at) && self.hit_at(at).is_none();
            if !free(token)
                || self.nouns[token].is_some()
                || !tree.surface(token).starts_with(char::is_uppercase)
                || !(self.described_before(token).title.is_some_and(|noun| {
                    self.agent(noun).title && tree.surface(noun.first).starts_with(char::is_uppercase)
                }) || honorific())
            {
                continue;
            }
            let end = (token..tree.len())
                .take_while(|&at| {
                    free(at) && self.nouns[at].is_none()
                        || tree.surface(at) == "-"
                        || matches!(tree.word(at), "al" | "bin")
                })
                .last()
                .map_or(token, |at| at + 1);
            if end > token && !self.near_place_noun(token, end) {
                self.person(token, end, None);
            }
        }
    }

    /// A person's name at `first..end`, with the title before it.
    fn person(&mut self, first: usize, end: usize, known: Option<usize>) {
        let tree = self.tree;
        let mut end = end;
        while end > first + 1 && tree.tag(end - 1) == Tag::Possessive {
            end -= 1;
        }
        let mut said = self.described_before(first);
        if (said.start..end).any(|token| self.is_used(token)) {
            if (first..end).any(|token| self.is_used(token)) {
                return;
            }
            said = Described {
                start: first,
                ..Described::default()
            };
        }
        if said.title.is_none() {
            let start = said.start;
            said = self.described_behind(first, end).unwrap_or(said);
            said.start = start;
        }
        let span = tree.span(said.start, end - 1);
        let name = tree.span(first, end - 1).of(tree.text);
        let last = family(name, None);
        let single = end - first == 1;
        let base = said.base.map(|base| self.dated.named(base));
        let country = base
            .as_ref()
            .and_then(|base| base.country.clone())
            .or(said.country.clone());
        // "President Assad", "Ukraine's Defence Minister Umerov": the family name in an office tells.
        let titled = said
            .title
            .and_then(|noun| self.dated.titled(&last, self.agent(noun), country.as_deref()));
        let known = known.or(titled.filter(|&person| single || self.same_given(person, name)));
        if known.is_none() && said.base.is_none() && said.country.is_none() {
            said.country = self.country_behind(end);
        }
        // "Health Minister Recep Akdağ" of the only country that the article names.
        if known.is_none()
            && said.base.is_none()
            && said.country.is_none()
            && said
                .sector
                .is_some_and(|sector| super::definite::STATE.contains(&sector))
        {
            said.country = self.only_country();
        }
        let (actor, rule) = match known {
            Some(index) => {
                let person = &self.dated.knowledge.lexicon.people[index];
                let held = said
                    .title
                    .and_then(|noun| self.dated.held(index, self.agent(noun), country.as_deref()));
                let mut actor = held.unwrap_or_else(|| self.dated.named(Named::Person(index)));
                if said.former {
                    let once = said
                        .title
                        .and_then(|noun| self.dated.once(index, self.agent(noun), country.as_deref()));
                    actor = once.unwrap_or(actor);
                    actor.sector = Some(Sector::Eli);
                }
                (actor, person.rule.clone())
            }
            None => match self
                .introduced
                .person(&last, name)
                .filter(|_| said.title.is_none() || single)
            {
                Some(actor) => (actor.clone(), "code/people#introduced".to_owned()),
                None => (self.unknown(name, &said), "code/people#title_and_name".to_owned()),
            },
        };
        if !single {
            let own = known.and_then(|index| self.dated.knowledge.lexicon.people[index].family.as_deref());
            self.full_names.push(FullName {
                family: own.map_or(last, |own| family(own, Some(own))),
                name: name.to_owned(),
                actor: actor.clone(),
            });
        }
        let found = Found {
            span,
            kind: MentionKind::Name,
            actor,
            rule,
            status: said.status,
            head: tree.head_of(tree.span(first, end - 1)).unwrap_or(first),
            person: true,
        };
        self.push(said.start..end, found);
    }

    /// "Oleksiy Reznikov" and "Oleksii Reznikov": the given names begin alike.
    fn same_given(&self, person: usize, name: &str) -> bool {
        let known = &self.dated.knowledge.lexicon.people[person].name;
        let begin = |name: &str| name.chars().next().map(|letter| letter.to_lowercase().to_string());
        begin(known) == begin(name)
    }

    /// Somebody whom only the text knows.
    fn unknown(&self, name: &str, said: &Described) -> ActorRef {
        let holder = said.base.map(|base| self.dated.named(base)).unwrap_or_default();
        let title = said.title.map(|noun| self.agent(noun));
        let body = holder.sector.filter(|_| !self.is_state(said.base));
        let sector = match (said.sector, body) {
            _ if said.former => Some(Sector::Eli),
            // Of an organisation without a country its people have the sector.
            (_, Some(sector @ (Sector::Igo | Sector::Ngo))) if holder.country.is_none() => Some(sector),
            (Some(_), Some(body)) if title.is_none_or(|title| title.weak) => Some(body),
            (Some(sector), _) => Some(sector),
            (None, body) => body.or(holder.sector),
        };
        ActorRef {
            id: None,
            name: name.to_owned(),
            country: holder.country.or(said.country.clone()),
            sector,
            part_of: holder.id,
            wikidata: None,
        }
    }

    pub(super) fn is_state(&self, base: Option<Named>) -> bool {
        match base {
            Some(Named::Name(index) | Named::Demonym(index) | Named::Metonym(index, _)) => {
                self.dated.knowledge.lexicon.actors[index].kind == ActorKind::State
            }
            _ => false,
        }
    }

    /// Family names of people whom the article names in full.
    pub(super) fn family_names(&mut self) {
        let tree = self.tree;
        for token in 0..tree.len() {
            if !tree.is_name(token) || self.is_used(token) || self.hit_at(token).is_some() {
                continue;
            }
            let word = tree.surface(token);
            let Some(actor) = self.introduced.person(&family(word, None), word) else {
                continue;
            };
            let alone = (token == 0 || !tree.is_name(token - 1) || self.is_used(token - 1))
                && (token + 1 >= tree.len() || !tree.is_name(token + 1) || self.is_used(token + 1));
            if alone {
                let found = Found {
                    span: tree.token(token).span,
                    kind: MentionKind::Alias,
                    actor: actor.clone(),
                    rule: "code/people#family_name".to_owned(),
                    status: None,
                    head: token,
                    person: true,
                };
                self.push(token..token + 1, found);
            }
        }
    }
}
