//! The lexicon made ready for look-up: built once, shared by all threads.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use tidywire_lexicon::{ActorKind, HedgePlace, Lexicon, SpeechKind, WordClass};
use tidywire_text::Document;

use crate::indexes::{
    AgentForm, Phrases, agents, by_anchor, families, indexed, names, offices, phrases, titles, together, written,
};
use crate::names::NameIndex;
use crate::times::TimeWords;

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
    pub(crate) violence_words: HashSet<&'l str>,
    /// Names of states.
    pub(crate) state_names: HashSet<&'l str>,
    /// Past tenses of irregular verbs.
    pub(crate) past_tenses: HashMap<&'l str, &'l str>,
    pub(crate) mishap_words: HashSet<&'l str>,
    /// Words of contexts: index of the context and the word before, if any.
    pub(crate) contexts: HashMap<&'l str, Vec<(usize, Option<&'l str>)>>,
    /// Lemmas of weapons and what they do, as subjects of harm.
    pub(crate) instrument_nouns: HashSet<&'l str>,
    pub(crate) numerals: HashMap<&'l str, usize>,
    /// Ordinals in words.
    pub(crate) ordinals: HashMap<&'l str, usize>,
    /// Words of time.
    pub(crate) times: TimeWords<'l>,
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
            state_names: lexicon
                .actors
                .iter()
                .filter(|actor| actor.kind == ActorKind::State)
                .flat_map(|actor| actor.aliases.iter().chain([&actor.name]))
                .map(String::as_str)
                .collect(),
            past_tenses: lexicon
                .past_tenses
                .iter()
                .map(|verb| (verb.lemma.as_str(), verb.past.as_str()))
                .collect(),
            violence_words: lexicon.violence_words.iter().map(String::as_str).collect(),
            mishap_words: lexicon.mishap_words.iter().map(String::as_str).collect(),
            contexts: contexts(lexicon),
            instrument_nouns: lexicon.instrument_nouns.iter().map(String::as_str).collect(),
            numerals: lexicon
                .numerals
                .iter()
                .enumerate()
                .map(|(index, numeral)| (numeral.word.as_str(), index))
                .collect(),
            ordinals: lexicon
                .numerals
                .iter()
                .enumerate()
                .filter(|(_, numeral)| numeral.ordinal)
                .map(|(index, numeral)| (numeral.word.as_str(), index))
                .collect(),
            times: TimeWords::new(lexicon),
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
        sentences
            .map(|sentence| self.actors.find_in(&document.text, sentence).len())
            .sum()
    }

    /// True for a currency's name of one word, singular or plural.
    pub(crate) fn is_currency(&self, word: &str) -> bool {
        [word, word.strip_suffix('s').unwrap_or(word)]
            .into_iter()
            .filter_map(|word| self.currencies.get(word))
            .flatten()
            .any(|(_, words)| words.len() == 1)
    }

    /// Number of the month, from full names and abbreviations, lower case.
    pub(crate) fn month(&self, word: &str) -> Option<i8> {
        self.times.month(word)
    }

    /// Days after Monday.
    pub(crate) fn weekday(&self, word: &str) -> Option<i8> {
        self.times.weekday(word)
    }

    /// Words without which the model's dates and times are not believed.
    pub(crate) fn is_time_word(&self, word: &str) -> bool {
        let year = |text: &str| text.len() == 4 && text.parse::<u32>().is_ok_and(|year| (1800..2100).contains(&year));
        let singular = word.strip_suffix('s').unwrap_or(word);
        self.lexicon
            .times
            .words()
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

/// The contexts by the last of their words.
fn contexts(lexicon: &Lexicon) -> HashMap<&str, Vec<(usize, Option<&str>)>> {
    let mut map: HashMap<&str, Vec<(usize, Option<&str>)>> = HashMap::new();
    for (index, context) in lexicon.contexts.iter().enumerate() {
        for phrase in &context.words {
            let (before, last) = phrase
                .rsplit_once(' ')
                .map_or((None, phrase.as_str()), |(before, last)| (Some(before), last));
            let before = before.map(|words| words.rsplit(' ').next().unwrap_or(words));
            map.entry(last).or_default().push((index, before));
        }
    }
    map
}
