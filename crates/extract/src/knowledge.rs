//! The lexicon made ready for look-up: built once, shared by all threads.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use tidywire_lexicon::{ActorKind, HedgePlace, Lexicon, RoleOf, SpeechKind, WordClass};
use tidywire_text::Document;

use crate::names::NameIndex;
use crate::numbers::lexemes::pieces;

/// What a name of an actor means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// The actor by its name or alias.
    Name(usize),
    /// A people's adjective or noun.
    Demonym(usize),
    /// A name that stands for the government; true for capitals.
    Metonym(usize, bool),
    /// A person.
    Person(usize),
}

/// Everything extraction needs to know, indexed.
#[derive(Debug)]
pub struct Knowledge<'l> {
    pub(crate) lexicon: &'l Lexicon,
    /// Names of actors and people: places in `named`.
    pub(crate) actors: NameIndex<'l, usize>,
    /// What each name may mean; several where the date decides.
    pub(crate) named: Vec<Vec<Named>>,
    /// States by country code.
    pub(crate) states: HashMap<&'l str, usize>,
    /// Roles that a title names, each with the one country where it does.
    pub(crate) titles: HashMap<&'l str, Vec<(usize, Option<&'l str>)>>,
    /// Terms of office (person, term) by role and country, or role and organisation.
    pub(crate) offices: HashMap<(&'l str, &'l str), Vec<(usize, usize)>>,
    /// People by family name in lower case.
    pub(crate) families: HashMap<String, Vec<usize>>,
    /// Names of states and towns that are also given names ("Jordan", "Paris").
    pub(crate) given_names: HashSet<&'l str>,
    pub(crate) places: NameIndex<'l, usize>,
    /// Agent nouns by the word at their head, longest first.
    pub(crate) agents: HashMap<String, Vec<AgentForm>>,
    pub(crate) triggers: HashMap<String, Vec<usize>>,
    pub(crate) measured: HashMap<String, Vec<usize>>,
    pub(crate) modals: HashMap<&'l str, Vec<usize>>,
    pub(crate) speech: HashMap<String, Vec<usize>>,
    pub(crate) target_nouns: HashSet<&'l str>,
    pub(crate) numerals: HashMap<&'l str, usize>,
    pub(crate) units: HashMap<&'l str, usize>,
    /// Units by the first piece of their words.
    pub(crate) unit_starts: Phrases,
    /// Currencies by their words.
    pub(crate) currencies: Phrases,
    /// Currencies by their signs and codes in lower case, without spaces.
    pub(crate) signs: HashMap<String, usize>,
    /// Vague words by their first piece.
    pub(crate) vague: Phrases,
    /// Hedges before a number by their last piece.
    pub(crate) hedges_before: Phrases,
    /// Hedges behind a number by their first piece.
    pub(crate) hedges_after: Phrases,
    pub(crate) level_verbs: HashMap<&'l str, usize>,
    /// How many a noun for a group stands for ("couple" 2); 0 for groups of unknown size.
    pub(crate) groups: HashMap<&'l str, f64>,
    /// Names of the lexicon as written, by their first word in lower case.
    written: OnceLock<HashMap<String, Vec<String>>>,
    pub(crate) function_words: HashSet<&'l str>,
    /// Lemmas that the model gets wrong, by form.
    pub(crate) lemmas: HashMap<&'l str, &'l str>,
    /// Nouns for relatives: "his wife" is one person.
    pub(crate) kin: HashSet<&'l str>,
}

impl<'l> Knowledge<'l> {
    /// Indexes the lexicon.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        let (actors, named) = together(names(lexicon));
        let places = lexicon.places.iter().enumerate().flat_map(|(index, place)| {
            place
                .aliases
                .iter()
                .chain([&place.name])
                .map(move |name| (name.as_str(), index))
        });
        Self {
            lexicon,
            actors,
            named,
            states: lexicon
                .actors
                .iter()
                .enumerate()
                .filter(|(_, actor)| actor.kind == ActorKind::State)
                .filter_map(|(index, actor)| Some((actor.country.as_deref()?, index)))
                .collect(),
            titles: titles(lexicon),
            offices: offices(lexicon),
            families: families(lexicon),
            given_names: lexicon.given_names.iter().map(String::as_str).collect(),
            places: NameIndex::new(places),
            agents: agents(lexicon),
            triggers: by_anchor(lexicon.verbs.iter().map(|verb| (verb.lemma.as_str(), verb.class))),
            measured: by_anchor(
                lexicon
                    .measured
                    .iter()
                    .map(|measured| (measured.trigger.as_str(), measured.class)),
            ),
            modals: lexicon
                .modals
                .iter()
                .enumerate()
                .fold(HashMap::new(), |mut map, (index, modal)| {
                    map.entry(modal.lemma.as_str()).or_insert_with(Vec::new).push(index);
                    map
                }),
            speech: by_anchor(lexicon.speech.iter().map(|speech| {
                let class = if speech.kind == SpeechKind::Noun {
                    WordClass::Noun
                } else {
                    WordClass::Verb
                };
                (speech.lemma.as_str(), class)
            })),
            target_nouns: lexicon.target_nouns.iter().map(String::as_str).collect(),
            numerals: lexicon
                .numerals
                .iter()
                .enumerate()
                .map(|(index, numeral)| (numeral.word.as_str(), index))
                .collect(),
            units: lexicon
                .units
                .iter()
                .enumerate()
                .map(|(index, unit)| (unit.word.as_str(), index))
                .collect(),
            unit_starts: phrases(lexicon.units.iter().map(|unit| Some((unit.word.as_str(), false)))),
            currencies: indexed(
                lexicon
                    .currencies
                    .iter()
                    .enumerate()
                    .flat_map(|(index, currency)| currency.words.iter().map(move |word| (index, word.as_str()))),
            ),
            signs: lexicon
                .currencies
                .iter()
                .enumerate()
                .flat_map(|(index, currency)| {
                    let joined = |sign: &String| sign.to_lowercase().replace([' ', '.'], "");
                    currency.symbols.iter().map(move |sign| (joined(sign), index))
                })
                .collect(),
            vague: phrases(lexicon.vague.iter().map(|vague| Some((vague.phrase.as_str(), false)))),
            hedges_before: phrases(
                lexicon
                    .hedges
                    .iter()
                    .map(|hedge| (hedge.place == HedgePlace::Before).then_some((hedge.phrase.as_str(), true))),
            ),
            hedges_after: phrases(
                lexicon
                    .hedges
                    .iter()
                    .map(|hedge| (hedge.place == HedgePlace::After).then_some((hedge.phrase.as_str(), false))),
            ),
            level_verbs: lexicon
                .level_verbs
                .iter()
                .enumerate()
                .map(|(index, verb)| (verb.lemma.as_str(), index))
                .collect(),
            groups: lexicon
                .groups
                .iter()
                .map(|group| (group.noun.as_str(), group.size.unwrap_or(0.0)))
                .collect(),
            written: OnceLock::new(),
            lemmas: lexicon
                .lemmas
                .iter()
                .map(|mended| (mended.form.as_str(), mended.lemma.as_str()))
                .collect(),
            function_words: lexicon.function_words.iter().map(String::as_str).collect(),
            kin: lexicon.kin.iter().map(String::as_str).collect(),
        }
    }

    /// Names of the lexicon as written, by their first word in lower case. Made when text in capitals asks for them.
    pub(crate) fn written(&self, first: &str) -> Option<&[String]> {
        let names = self.written.get_or_init(|| written(self.lexicon));
        names.get(first).map(Vec::as_slice)
    }

    /// True for nouns that are the head of one for people ("minister" of "foreign minister").
    pub(crate) fn is_people(&self, lemma: &str) -> bool {
        let forms = self.agents.get(lemma).map(Vec::as_slice).unwrap_or_default();
        forms.iter().any(|form| !self.lexicon.agents[form.agent].body)
    }

    /// How many names of actors and people stand in a document: the look-up alone, for measuring it.
    pub fn names_in(&self, document: &Document) -> usize {
        let sentences = document.sentences.iter();
        sentences.map(|sentence| self.actors.find_in(&document.text, sentence).len()).sum()
    }

    /// Number of the month, from full names and abbreviations, lower case.
    pub(crate) fn month(&self, word: &str) -> Option<i8> {
        let word = word.trim_end_matches('.');
        let known = |name: &String| name.to_lowercase() == word;
        self.lexicon
            .months
            .iter()
            .find(|month| known(&month.name) || month.short.iter().any(known))
            .map(|month| month.number)
    }

    /// Days after Monday.
    pub(crate) fn weekday(&self, word: &str) -> Option<i8> {
        self.lexicon
            .weekdays
            .iter()
            .find(|day| day.name.to_lowercase() == word)
            .map(|day| day.number)
    }

    /// Words without which the model's dates and times are not believed.
    pub(crate) fn is_time_word(&self, word: &str) -> bool {
        let year = |text: &str| text.len() == 4 && text.parse::<u32>().is_ok_and(|year| (1800..2100).contains(&year));
        let singular = word.strip_suffix('s').unwrap_or(word);
        self.lexicon
            .time_words
            .iter()
            .any(|known| known == word || known == singular)
            || self.month(word).is_some()
            || self.weekday(singular).is_some()
            || self.weekday(word).is_some()
            || year(word)
            || year(singular)
    }

    /// Entries of saying that are matched at `lemma`.
    pub(crate) fn speech_of(&self, lemma: &str, kind: SpeechKind) -> impl Iterator<Item = usize> {
        let list = self.speech.get(lemma).map(Vec::as_slice).unwrap_or_default();
        list.iter()
            .copied()
            .filter(move |&index| self.lexicon.speech[index].kind == kind)
    }

    /// Triggers that are matched at `lemma`.
    pub(crate) fn triggers_of(&self, lemma: &str, class: WordClass) -> impl Iterator<Item = usize> {
        let list = self.triggers.get(lemma).map(Vec::as_slice).unwrap_or_default();
        list.iter()
            .copied()
            .filter(move |&index| self.lexicon.verbs[index].class == class)
    }
}

/// Every name of an actor or a person, with what it means.
fn names(lexicon: &Lexicon) -> Vec<(&str, Named)> {
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

fn agents(lexicon: &Lexicon) -> HashMap<String, Vec<AgentForm>> {
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

fn titles(lexicon: &Lexicon) -> HashMap<&str, Vec<(usize, Option<&str>)>> {
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

fn offices(lexicon: &Lexicon) -> HashMap<(&str, &str), Vec<(usize, usize)>> {
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

fn families(lexicon: &Lexicon) -> HashMap<String, Vec<usize>> {
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
fn together(names: Vec<(&str, Named)>) -> (NameIndex<'_, usize>, Vec<Vec<Named>>) {
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
fn written(lexicon: &Lexicon) -> HashMap<String, Vec<String>> {
    let places = lexicon
        .places
        .iter()
        .flat_map(|place| place.aliases.iter().chain([&place.name]));
    let calendar = lexicon
        .months
        .iter()
        .flat_map(|month| month.short.iter().chain([&month.name]))
        .chain(lexicon.weekdays.iter().map(|day| &day.name));
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
fn phrases<'a>(list: impl Iterator<Item = Option<(&'a str, bool)>>) -> Phrases {
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
fn indexed<'a>(list: impl Iterator<Item = (usize, &'a str)>) -> Phrases {
    let mut map = Phrases::new();
    for (index, phrase) in list {
        let words = pieces(phrase);
        if let Some(first) = words.first().cloned() {
            map.entry(first).or_default().push((index, words));
        }
    }
    map
}

fn by_anchor<'a>(phrases: impl Iterator<Item = (&'a str, WordClass)>) -> HashMap<String, Vec<usize>> {
    let mut map: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, (phrase, class)) in phrases.enumerate() {
        let words: Vec<&str> = phrase.split([' ', '-']).collect();
        map.entry(words[anchor(&words, class)].to_owned())
            .or_default()
            .push(index);
    }
    map
}

/// Which word of a phrase entry is matched first: the verb of a verb phrase, the head noun of a noun phrase
/// ("air strike", "use of force").
pub(crate) fn anchor(words: &[&str], class: WordClass) -> usize {
    const BEFORE: [&str; 10] = [
        "of", "on", "for", "to", "in", "against", "from", "by", "with", "between",
    ];
    match class {
        WordClass::Verb => 0,
        WordClass::Noun => words
            .iter()
            .position(|word| BEFORE.contains(word))
            .map_or(words.len() - 1, |at| at.saturating_sub(1)),
    }
}
