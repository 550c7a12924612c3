//! The maps of [`Knowledge`](crate::Knowledge), each made from the lexicon once.
//!
//! Invariant: what a map holds stands in the lexicon's order.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use tidywire_lexicon::{Lexicon, RoleOf, WordClass};

use crate::knowledge::{Named, anchor};
use crate::lexemes::pieces;
use crate::names::NameIndex;

/// Every name of an actor or a person, with what it means.
pub(crate) fn names(lexicon: &Lexicon) -> Vec<(&str, Named)> {
    let mut names: Vec<(&str, Named)> = Vec::new();
    for (index, actor) in lexicon.actors.iter().enumerate() {
        let own = actor.aliases.iter().chain([&actor.name]);
        names.extend(own.map(|name| (name.as_str(), Named::Name(index))));
        let demonyms = actor.demonyms.iter();
        names.extend(demonyms.map(|name| (name.as_str(), Named::Demonym(index))));
        let metonyms = actor.metonyms.iter();
        names.extend(metonyms.map(|name| (name.as_str(), Named::Metonym(index, actor.capitals.contains(name)))));
    }
    for (index, person) in lexicon.people.iter().enumerate() {
        let own = person.aliases.iter().chain([&person.name]);
        names.extend(own.map(|name| (name.as_str(), Named::Person(index))));
    }
    names
}

/// One form of an agent noun.
#[derive(Clone, Debug)]
pub(crate) struct AgentForm {
    /// Index of the entry.
    pub(crate) agent: usize,
    /// Its words before the head.
    pub(crate) before: Vec<String>,
    /// Its words behind the head ("of foreign affairs").
    pub(crate) after: Vec<String>,
}

pub(crate) fn agents(lexicon: &Lexicon) -> HashMap<String, Vec<AgentForm>> {
    let mut map: HashMap<String, Vec<AgentForm>> = HashMap::new();
    for (index, agent) in lexicon.agents.iter().enumerate() {
        for form in [Some(&agent.noun), agent.plural.as_ref()].into_iter().flatten() {
            let words: Vec<&str> = form.split([' ', '-']).collect();
            let at = anchor(&words, WordClass::Noun);
            let owned = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
            map.entry(words[at].to_owned()).or_default().push(AgentForm {
                agent: index,
                before: owned(&words[..at]),
                after: owned(&words[at + 1..]),
            });
        }
    }
    map.values_mut()
        .for_each(|list| list.sort_by_key(|form| std::cmp::Reverse(form.before.len() + form.after.len())));
    map
}

pub(crate) fn titles(lexicon: &Lexicon) -> HashMap<&str, Vec<(usize, Option<&str>)>> {
    let mut map: HashMap<&str, Vec<(usize, Option<&str>)>> = HashMap::new();
    for (index, role) in lexicon.roles.iter().enumerate() {
        for title in &role.titles {
            map.entry(title).or_default().push((index, None));
        }
        for (country, titles) in &role.local {
            for title in titles {
                map.entry(title).or_default().push((index, Some(country)));
            }
        }
    }
    map
}

pub(crate) fn offices(lexicon: &Lexicon) -> HashMap<(&str, &str), Vec<(usize, usize)>> {
    let of: HashMap<&str, RoleOf> = lexicon.roles.iter().map(|role| (role.id.as_str(), role.of)).collect();
    let mut map: HashMap<(&str, &str), Vec<(usize, usize)>> = HashMap::new();
    for (person, entry) in lexicon.people.iter().enumerate() {
        for (index, term) in entry.terms.iter().enumerate() {
            let Some(role) = term.role.as_deref() else { continue };
            let holder = match of.get(role) {
                Some(RoleOf::State) => term.country.as_deref().or(term.part_of.as_deref()),
                Some(RoleOf::Organisation) => term.part_of.as_deref(),
                None => None,
            };
            if let Some(holder) = holder {
                map.entry((role, holder)).or_default().push((person, index));
            }
        }
    }
    map
}

pub(crate) fn families(lexicon: &Lexicon) -> HashMap<String, Vec<usize>> {
    let mut map: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, person) in lexicon.people.iter().enumerate() {
        let mut names: Vec<String> = [&person.name]
            .into_iter()
            .chain(&person.aliases)
            .map(|name| family(name, person.family.as_deref().filter(|family| name.contains(family))))
            .collect();
        names.sort();
        names.dedup();
        for name in names {
            map.entry(name).or_default().push(index);
        }
    }
    map
}

/// The family name in lower case: as given, else the last word, without "al-".
pub(crate) fn family(name: &str, given: Option<&str>) -> String {
    let word = given.unwrap_or_else(|| name.rsplit(' ').next().unwrap_or(name));
    let lower = word.to_lowercase().replace('’', "'");
    match lower.strip_prefix("al-").or_else(|| lower.strip_prefix("el-")) {
        Some(rest) => rest.to_owned(),
        None => lower,
    }
}

/// Names that are written alike become one with several meanings, in the lexicon's order.
pub(crate) fn together(names: Vec<(&str, Named)>) -> (NameIndex<'_, usize>, Vec<Vec<Named>>) {
    let mut named: Vec<Vec<Named>> = Vec::with_capacity(names.len());
    let mut places: HashMap<&str, usize> = HashMap::with_capacity(names.len());
    let mut list: Vec<(&str, usize)> = Vec::with_capacity(names.len());
    for (name, meaning) in names {
        match places.entry(name) {
            Entry::Occupied(place) => {
                let meanings = &mut named[*place.get()];
                if !meanings.contains(&meaning) {
                    meanings.push(meaning);
                }
            }
            Entry::Vacant(place) => {
                place.insert(named.len());
                list.push((name, named.len()));
                named.push(vec![meaning]);
            }
        }
    }
    (NameIndex::new(list), named)
}

/// Names by their first word in lower case, longest first.
pub(crate) fn written(lexicon: &Lexicon) -> HashMap<String, Vec<String>> {
    let places = lexicon
        .places
        .iter()
        .flat_map(|place| place.aliases.iter().chain([&place.name]));
    let calendar = lexicon
        .times
        .month
        .iter()
        .flat_map(|month| month.short.iter().chain([&month.name]))
        .chain(lexicon.times.weekday.iter().map(|day| &day.name));
    let mut map: HashMap<String, Vec<String>> = HashMap::new();
    let names = names(lexicon).into_iter().map(|(name, _)| name);
    let places = places.map(String::as_str);
    let calendar = calendar.map(String::as_str);
    for name in names.chain(places).chain(calendar) {
        let first = name
            .split(|letter: char| !letter.is_alphanumeric())
            .next()
            .unwrap_or_default();
        map.entry(first.to_lowercase()).or_default().push(name.to_owned());
    }
    map.values_mut().for_each(|list| {
        list.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
        list.dedup();
    });
    map
}

/// Entries and their pieces, by one piece.
pub(crate) type Phrases = HashMap<String, Vec<(usize, Vec<String>)>>;

/// Indexes phrases by their first piece, or by their last one where the flag says so.
pub(crate) fn phrases<'a>(list: impl Iterator<Item = Option<(&'a str, bool)>>) -> Phrases {
    let mut map = Phrases::new();
    for (index, phrase) in list.enumerate() {
        let Some((phrase, by_last)) = phrase else { continue };
        let words = pieces(phrase);
        let key = if by_last { words.last() } else { words.first() };
        if let Some(key) = key.cloned() {
            map.entry(key).or_default().push((index, words));
        }
    }
    map
}

/// Indexes phrases of numbered entries by their first piece.
pub(crate) fn indexed<'a>(list: impl Iterator<Item = (usize, &'a str)>) -> Phrases {
    let mut map = Phrases::new();
    for (index, phrase) in list {
        let words = pieces(phrase);
        if let Some(first) = words.first().cloned() {
            map.entry(first).or_default().push((index, words));
        }
    }
    map
}

pub(crate) fn by_anchor<'a>(phrases: impl Iterator<Item = (&'a str, WordClass)>) -> HashMap<String, Vec<usize>> {
    let mut map: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, (phrase, class)) in phrases.enumerate() {
        let words: Vec<&str> = phrase.split([' ', '-']).collect();
        map.entry(words[anchor(&words, class)].to_owned())
            .or_default()
            .push(index);
    }
    map
}
