//! Bodies that only the text names: "Monotheism Supporters Brigades", "the Syria Recovery Trust Fund".
//!
//! A run of capitalised words is a body when a noun for bodies ends it, or the model says so. Invariant: a name of the
//! lexicon is never split, and a body has the country of the name that begins it.

use tidywire_codebook::{MentionKind, Sector};
use tidywire_lexicon::ActorKind;
use tidywire_text::{EntityLabel, Label, Pos, Tag};

use super::{Finder, Found};
use crate::knowledge::Named;
use crate::types::ActorRef;

impl Finder<'_, '_, '_> {
    /// Bodies of the sentence.
    pub(super) fn bodies(&mut self) {
        if self.is_headline() {
            return;
        }
        let mut token = 0;
        while token < self.tree.len() {
            match self.body_at(token) {
                Some(end) => {
                    self.body(self.ordinal_before(token), end);
                    token = end;
                }
                None => token += 1,
            }
        }
        self.single_bodies();
    }

    /// "Google": one word that the model takes for a body, where it acts or owns.
    fn single_bodies(&mut self) {
        let tree = self.tree;
        for entity in &tree.sentence.entities {
            let token = entity.first;
            let modifiers = &self.dated.knowledge.lexicon.modifiers;
            let fits = entity.label == EntityLabel::Org
                && entity.end == token + 1
                && tree.is_name(token)
                && tree.surface(token).starts_with(char::is_uppercase)
                && tree.surface(token).chars().count() > 2
                && !self.is_used(token)
                && self.hit_at(token).is_none()
                && self.nouns[token].is_none()
                && self.country_of_place(token).is_none()
                && !modifiers.not_bodies.iter().any(|word| word == tree.word(token))
                && matches!(tree.label(token), Label::Nsubj | Label::Nsubjpass | Label::Poss)
                && !self.near_place_noun(token, token + 1);
            if fits {
                self.body(token, token + 1);
            }
        }
    }

    /// True where most words have a capital, so that capitals say nothing.
    pub(super) fn is_headline(&self) -> bool {
        let tree = self.tree;
        let long = (0..tree.len())
            .filter(|&at| tree.surface(at).chars().count() > 3 && tree.word(at) != tree.surface(at).to_uppercase());
        let (mut words, mut capitals) = (0, 0);
        for at in long {
            words += 1;
            capitals += usize::from(tree.surface(at).starts_with(char::is_uppercase));
        }
        words >= 4 && capitals * 10 > words * 7 && !(tree.len() > 0 && tree.surface(tree.len() - 1) == ".")
    }

    /// "321st Field Artillery Regiment", "al-Ahwal Brigades": what belongs to the name before its first capital.
    fn ordinal_before(&self, token: usize) -> usize {
        let tree = self.tree;
        let Some(before) = token.checked_sub(1) else {
            return token;
        };
        if tree.surface(before) == "-" && before > 0 && matches!(tree.word(before - 1), "al" | "el") {
            return before - 1;
        }
        let word = tree.word(before);
        let digits = word.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
        let ordinal = !digits.is_empty()
            && digits.bytes().all(|digit| digit.is_ascii_digit())
            && matches!(&word[digits.len()..], "st" | "nd" | "rd" | "th");
        if ordinal { before } else { token }
    }

    fn is_capital(&self, token: usize) -> bool {
        let tree = self.tree;
        let begins = token == 0 || tree.surface(token - 1) == "\"";
        let former = &self.dated.knowledge.lexicon.modifiers.former;
        tree.surface(token).starts_with(char::is_uppercase)
            && !(begins && !tree.is_name(token) && self.hit_at(token).is_none())
            && !former.iter().any(|word| word == tree.word(token))
            && (tree.is_name(token) || matches!(tree.pos(token), Pos::Adj | Pos::Noun | Pos::Propn))
    }

    /// One past the end of the body that begins at the token.
    fn body_at(&self, first: usize) -> Option<usize> {
        let tree = self.tree;
        if !self.is_capital(first) || self.is_used(first) || first > 0 && self.joins(first - 1, first) {
            return None;
        }
        // A run of capitalised words; "of" and "for" go on to the next.
        let mut end = first;
        while end < tree.len() && !self.is_used(end) && (self.is_capital(end) || self.joins(end, first)) {
            end += 1;
        }
        while end > first && !self.is_capital(end - 1) {
            end -= 1;
        }
        let words = (first..end)
            .filter(|&at| self.is_capital(at) && !matches!(tree.word(at), "al" | "el"))
            .count();
        if words < 2 {
            return None;
        }
        // "Court of Justice": the noun comes first. Of a state alone ("Government of Canada") it is the state's.
        let alone = self.nouns[first].is_some()
            && first + 2 < end
            && tree.word(first + 1) == "of"
            && self.hits.iter().any(|hit| {
                hit.end >= end && (hit.first == first + 2 || hit.first == first + 3 && tree.word(first + 2) == "the")
            });
        if alone {
            return None;
        }
        let leads = self.nouns[first].is_some_and(|noun| !self.agent(noun).title && noun.end == first + 1)
            && first + 2 < end
            && tree.word(first + 1) == "of";
        // The longest part that ends in a noun for bodies, or before "of".
        let noun = (first + 1..end).rev().find(|&at| {
            self.nouns[at].is_some_and(|noun| !self.agent(noun).title && noun.end == at + 1)
                && tree.surface(at).starts_with(char::is_uppercase)
        });
        // "Iraqi Defence Ministry" is the state's own: `nominals` composes it.
        if let Some(noun) = noun.and_then(|at| self.nouns[at])
            && (noun.first == first || self.hits.iter().any(|hit| hit.first == first && hit.end == noun.first))
            && noun.end >= end
        {
            return None;
        }
        let by_model = || {
            tree.sentence
                .entities
                .iter()
                .find(|entity| {
                    entity.label == EntityLabel::Org
                        && entity.first <= first + 1
                        && entity.end >= end.saturating_sub(1)
                        && entity.end > first + 1
                })
                .map(|entity| entity.end.min(end))
        };
        let stop = match noun {
            Some(at) if at + 1 < end && !matches!(tree.word(at + 1), "of" | "for") => {
                // "Walter Reed Army Medical Center": the noun is a part of a longer name.
                let mut last = at;
                while let Some(head) = tree.head(last)
                    && tree.label(last) == Label::Compound
                    && head > last
                    && head < end
                    && (last..=head).all(|between| self.is_capital(between))
                {
                    last = head;
                }
                last + 1
            }
            Some(_) => end,
            None if leads => end,
            None => by_model()?,
        };
        let stop = (first + 1..=stop).rev().find(|&stop| self.is_capital(stop - 1))?;
        let modifiers = &self.dated.knowledge.lexicon.modifiers;
        let bodiless = |token: usize| modifiers.not_bodies.iter().any(|word| word == tree.word(token));
        if bodiless(first)
            || bodiless(stop - 1)
            || self.is_place_noun(stop - 1)
            || noun.is_none() && self.near_place_noun(first, stop)
        {
            return None;
        }
        // A name of the lexicon that covers it, or that it would split, is the better reading.
        let split = self.hits.iter().any(|hit| {
            let over = hit.first <= first && hit.end >= stop;
            let cut = hit.first < first && hit.end > first || hit.first < stop && hit.end > stop;
            over || cut
        });
        // Two names side by side are no third one.
        let inner: Vec<_> = self
            .hits
            .iter()
            .filter(|hit| hit.first >= first && hit.end <= stop)
            .collect();
        let covered: usize = inner.iter().map(|hit| hit.end - hit.first).sum();
        let organisations = inner.iter().any(|hit| match hit.meaning {
            Named::Person(_) => true,
            Named::Name(index) => {
                let actor = &self.dated.knowledge.lexicon.actors[index];
                actor.kind == ActorKind::Named && hit.end - hit.first + 1 >= stop - first
            }
            _ => false,
        });
        let place = self.places.iter().any(|hit| hit.first <= first && hit.end >= stop);
        (stop - first >= 2 && !split && !organisations && covered < stop - first && !place).then_some(stop)
    }

    /// Words that join capitalised ones.
    fn joins(&self, token: usize, first: usize) -> bool {
        let tree = self.tree;
        token > first
            && token + 1 < tree.len()
            && (matches!(tree.word(token), "of" | "for" | "&" | "-" | "–")
                || tree.tag(token) == Tag::Possessive && self.hit_before(token).is_none()
                || matches!(tree.surface(token), "'" | "’")
                    && tree.word(token - 1).ends_with('s')
                    && self.hit_before(token).is_none()
                || tree.word(token) == "and" && self.joins_words(token))
            && self.is_capital(token + 1)
            || token > first
                && tree.word(token) == "the"
                && matches!(tree.word(token - 1), "of" | "for")
                && token + 1 < tree.len()
                && self.is_capital(token + 1)
    }

    /// "Oceanic and Atmospheric Administration": "and" between words of one name.
    fn joins_words(&self, token: usize) -> bool {
        let free = |at: usize| self.hit_at(at).is_none() && !self.is_used(at);
        let ends_later = (token + 1..self.tree.len().min(token + 5))
            .take_while(|&at| self.is_capital(at))
            .any(|at| self.nouns[at].is_some_and(|noun| !self.agent(noun).title));
        free(token - 1) && free(token + 1) && self.nouns[token - 1].is_none() && ends_later
    }

    fn body(&mut self, first: usize, end: usize) {
        let tree = self.tree;
        // "Somalia's Transitional Federal Parliament", "Italian Chamber of Deputies": a state before it is part of it.
        let possessive = first > 0 && tree.tag(first - 1) == Tag::Possessive;
        let owner = self.hit_before(first - usize::from(possessive)).filter(|hit| {
            !self.is_used(hit.first)
                && (possessive && !matches!(hit.meaning, Named::Person(_)) || matches!(hit.meaning, Named::Demonym(_)))
        });
        let base = owner
            .or_else(|| self.hits.iter().find(|hit| hit.first >= first && hit.end <= end))
            .map(|hit| self.dated.named(hit.meaning));
        let first = owner.map_or(first, |hit| hit.first);
        let noun = (first..end)
            .rev()
            .find_map(|at| self.nouns[at].filter(|noun| !self.agent(*noun).title));
        let sector = noun.and_then(|noun| self.agent(noun).sector);
        // "People's Redemption Army": an army, but of no state.
        let rebel = &self.dated.knowledge.lexicon.modifiers.rebel;
        let own = (first..end).any(|at| {
            let next = if at + 1 < end && tree.tag(at + 1) == Tag::Possessive {
                tree.word(at + 1)
            } else {
                ""
            };
            rebel
                .iter()
                .any(|word| *word == format!("{}{}", tree.word(at), next.replace('’', "'")))
        });
        let sector = if sector == Some(Sector::Mil) && own && base.is_none() {
            Some(Sector::Reb)
        } else {
            sector
        };
        let span = tree.span(first, end - 1);
        let country = base.as_ref().and_then(|base| base.country.clone());
        // "University of Manchester": where it is.
        let country = country.or_else(|| (first..end).find_map(|at| self.country_of_place(at)));
        // "the Liberal Party" of the only country in the sentence.
        let sector_of_state =
            sector.is_some_and(|sector| sector == Sector::Pty || super::definite::STATE.contains(&sector));
        let country = country.or_else(|| self.only_country().filter(|_| sector_of_state));
        // A generic body of a state ("Iraqi Defence Ministry") is the state's.
        let actor = ActorRef {
            id: None,
            name: span.of(tree.text).split_whitespace().collect::<Vec<_>>().join(" "),
            country,
            sector: sector.or(base
                .as_ref()
                .and_then(|base| base.sector)
                .filter(|sector| matches!(sector, Sector::Igo | Sector::Ngo))),
            part_of: base.and_then(|base| base.id),
            wikidata: None,
        };
        let found = Found {
            span,
            kind: MentionKind::Name,
            actor,
            rule: "code/bodies#name".to_owned(),
            status: noun.and_then(|noun| self.agent(noun).status),
            head: tree.head_of(span).unwrap_or(first),
            person: false,
        };
        self.push(first..end, found);
    }
}
