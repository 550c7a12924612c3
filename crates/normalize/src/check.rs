//! `check`: faults of a lexicon that reading alone does not show.
//!
//! Reading already refuses unknown sectors, frames, modes and paths. Here: names that stand for two actors at one time,
//! ids used twice at one time, terms of one office that overlap, unknown countries, roles and parents, words of an
//! office that no noun has, entries that are not sorted, examples that do not yield what they say.
//!
//! Invariant: a fault names the entries that have it; the same lexicon gives the same lines in the same order.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use tidywire_codebook::Sector;
use tidywire_evaluate::examples;
use tidywire_extract::Knowledge;
use tidywire_language::{Analyzer, Model};
use tidywire_lexicon::{Actor, ActorKind, Lexicon, Person, RoleOf};

/// Every fault as one line; empty for a sound lexicon.
pub fn faults(lexicon: &Lexicon) -> Vec<String> {
    let mut faults = Vec::new();
    collisions(lexicon, &mut faults);
    ids(lexicon, &mut faults);
    parents(lexicon, &mut faults);
    countries(lexicon, &mut faults);
    terms(lexicon, &mut faults);
    offices(lexicon, &mut faults);
    titles(lexicon, &mut faults);
    order(lexicon, &mut faults);
    faults
}

/// Executes the examples and counterexamples of the files whose name begins with `prefix`; a line for each that does not hold.
pub fn broken_examples(lexicon: &Lexicon, prefix: &str) -> Vec<String> {
    let knowledge = Knowledge::new(lexicon);
    let mut analyzer = Analyzer::new(Model::embedded());
    let files = examples::files(lexicon)
        .into_iter()
        .filter(|file| file.starts_with(prefix));
    files
        .flat_map(|file| examples::run(lexicon, &knowledge, &mut analyzer, &file))
        .map(|failure| failure.to_string())
        .collect()
}

/// Days on which something is so; open where an end is missing.
type Days = (Option<Date>, Option<Date>);

fn overlap(one: Days, other: Days) -> bool {
    let before =
        |until: Option<Date>, from: Option<Date>| matches!((until, from), (Some(until), Some(from)) if until < from);
    !before(one.1, other.0) && !before(other.1, one.0)
}

fn days(actor: &Actor) -> Days {
    (actor.from, actor.until)
}

/// Names of an actor, each in all its forms.
fn names(actor: &Actor) -> impl Iterator<Item = &String> {
    [&actor.name]
        .into_iter()
        .chain(&actor.aliases)
        .chain(&actor.demonyms)
        .chain(&actor.metonyms)
}

fn collisions(lexicon: &Lexicon, faults: &mut Vec<String>) {
    let mut owners: BTreeMap<&str, BTreeMap<&str, Days>> = BTreeMap::new();
    for actor in &lexicon.actors {
        for name in names(actor) {
            owners.entry(name).or_default().insert(&actor.rule, days(actor));
        }
    }
    for person in &lexicon.people {
        for name in [&person.name].into_iter().chain(&person.aliases) {
            owners.entry(name).or_default().insert(&person.rule, (None, None));
        }
    }
    for (name, rules) in owners {
        let list: Vec<(&str, Days)> = rules.into_iter().collect();
        let together = |one: &(&str, Days)| list.iter().any(|other| other.0 != one.0 && overlap(one.1, other.1));
        let shared: Vec<&str> = list.iter().filter(|one| together(one)).map(|one| one.0).collect();
        if !shared.is_empty() {
            faults.push(format!("\"{name}\" names several actors: {}", shared.join(", ")));
        }
    }
}

fn ids(lexicon: &Lexicon, faults: &mut Vec<String>) {
    let mut owners: BTreeMap<&str, Vec<(&str, Days)>> = BTreeMap::new();
    for actor in &lexicon.actors {
        owners.entry(&actor.id).or_default().push((&actor.rule, days(actor)));
    }
    for person in &lexicon.people {
        owners.entry(&person.id).or_default().push((&person.rule, (None, None)));
    }
    for (id, list) in owners {
        // One actor may have two entries for two times: rebels that became a government.
        let clash = (1..list.len()).any(|at| list[..at].iter().any(|one| overlap(one.1, list[at].1)));
        if clash {
            let rules: Vec<&str> = list.iter().map(|one| one.0).collect();
            faults.push(format!("id `{id}` is used {} times: {}", rules.len(), rules.join(", ")));
        }
    }
}

fn parents(lexicon: &Lexicon, faults: &mut Vec<String>) {
    let known: BTreeSet<&str> = lexicon.actors.iter().map(|actor| actor.id.as_str()).collect();
    let actors = lexicon.actors.iter().map(|actor| (&actor.rule, &actor.part_of));
    let terms = lexicon
        .people
        .iter()
        .flat_map(|person| person.terms.iter().map(move |term| (&person.rule, &term.part_of)));
    for (rule, parent) in actors.chain(terms) {
        if let Some(parent) = parent
            && !known.contains(parent.as_str())
        {
            faults.push(format!("{rule}: part_of `{parent}` is no actor"));
        }
    }
}

fn countries(lexicon: &Lexicon, faults: &mut Vec<String>) {
    let states = lexicon.actors.iter().filter(|actor| actor.kind == ActorKind::State);
    let known: BTreeSet<&str> = states.filter_map(|actor| actor.country.as_deref()).collect();
    let actors = lexicon.actors.iter().flat_map(|actor| {
        let all = actor.country.iter().chain(&actor.active_in);
        all.map(move |country| (&actor.rule, country))
    });
    let terms = lexicon.people.iter().flat_map(|person| {
        let all = person.terms.iter().filter_map(|term| term.country.as_ref());
        all.map(move |country| (&person.rule, country))
    });
    for (rule, country) in actors.chain(terms) {
        if !known.contains(country.as_str()) {
            faults.push(format!("{rule}: `{country}` is the code of no state"));
        }
    }
    for actor in lexicon.actors.iter().filter(|actor| actor.sector == Some(Sector::Igo)) {
        if actor.country.is_some() {
            faults.push(format!("{}: an international organisation has no country", actor.rule));
        }
    }
}

fn terms(lexicon: &Lexicon, faults: &mut Vec<String>) {
    let roles: BTreeSet<&str> = lexicon.roles.iter().map(|role| role.id.as_str()).collect();
    for person in &lexicon.people {
        if let Some(family) = &person.family
            && !person.name.contains(family)
        {
            faults.push(format!(
                "{}: the family name `{family}` is not in the name",
                person.rule
            ));
        }
        for term in &person.terms {
            if matches!((term.from, term.until), (Some(from), Some(until)) if until < from) {
                faults.push(format!(
                    "{}: the term as {} ends before it begins",
                    person.rule, term.office
                ));
            }
            if let Some(role) = &term.role
                && !roles.contains(role.as_str())
            {
                faults.push(format!("{}: `{role}` is no role", person.rule));
            }
        }
    }
    for actor in &lexicon.actors {
        if matches!((actor.from, actor.until), (Some(from), Some(until)) if until < from) {
            faults.push(format!("{}: it ends before it begins", actor.rule));
        }
    }
}

/// One office that only one can hold, and its terms.
type Held<'l> = BTreeMap<(&'l str, &'l str), Vec<(Days, &'l Person)>>;

fn offices(lexicon: &Lexicon, faults: &mut Vec<String>) {
    let mut held: Held<'_> = BTreeMap::new();
    for role in lexicon.roles.iter().filter(|role| role.single) {
        for person in &lexicon.people {
            for term in person.terms.iter().filter(|term| term.role.as_ref() == Some(&role.id)) {
                let holder = match role.of {
                    RoleOf::State => term.country.as_deref().or(term.part_of.as_deref()),
                    RoleOf::Organisation => term.part_of.as_deref(),
                };
                if let (Some(holder), Some(_)) = (holder, term.from) {
                    let list = held.entry((&role.id, holder)).or_default();
                    list.push(((term.from, term.until), person));
                }
            }
        }
    }
    for ((role, holder), mut list) in held {
        list.sort_by_key(|(days, person)| (days.0, days.1, &person.id));
        for pair in list.windows(2) {
            let (one, other) = (&pair[0], &pair[1]);
            if one.1.id != other.1.id && surely_overlap(one.0, other.0) {
                faults.push(format!(
                    "{role} of {holder}: {} and {} hold it at one time",
                    one.1.rule, other.1.rule
                ));
            }
        }
    }
}

/// True where the second term begins before the first is over, whatever days are meant where only a month or a year is
/// known. The day of a handover belongs to both.
fn surely_overlap(first: Days, second: Days) -> bool {
    let Some(from) = second.0 else { return false };
    let Some(until) = first.1 else { return true };
    let year = |date: Date| date.month() == 12 && date.day() == 31;
    let month = |date: Date| date == date.last_of_month();
    let earliest_end = match until {
        date if year(date) => date.first_of_year(),
        date if month(date) => date.first_of_month(),
        date => date,
    };
    let latest_begin = match from {
        date if date.month() == 1 && date.day() == 1 => date.last_of_year(),
        date if date.day() == 1 => date.last_of_month(),
        date => date,
    };
    latest_begin < earliest_end
}

fn titles(lexicon: &Lexicon, faults: &mut Vec<String>) {
    let nouns: BTreeSet<&str> = lexicon.agents.iter().map(|agent| agent.noun.as_str()).collect();
    for role in &lexicon.roles {
        for title in role.titles.iter().chain(role.local.values().flatten()) {
            if !nouns.contains(title.as_str()) {
                faults.push(format!("ontology/roles#{}: no noun of agents/ is `{title}`", role.id));
            }
        }
    }
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for agent in &lexicon.agents {
        if let Some(first) = seen.insert(&agent.noun, &agent.rule) {
            faults.push(format!("{}: {first} has the noun already", agent.rule));
        }
    }
}

/// Entries of a file stand in the order of their ids: whoever looks for one finds it, and two hands seldom collide.
fn order(lexicon: &Lexicon, faults: &mut Vec<String>) {
    let actors = lexicon.actors.iter().map(|actor| &actor.rule);
    let people = lexicon.people.iter().map(|person| &person.rule);
    let agents = lexicon.agents.iter().map(|agent| &agent.rule);
    for list in [actors.collect::<Vec<_>>(), people.collect(), agents.collect()] {
        for pair in list.windows(2) {
            let (Some((one, first)), Some((other, second))) = (pair[0].split_once('#'), pair[1].split_once('#')) else {
                continue;
            };
            if one == other && first > second {
                faults.push(format!("{}: stands behind `{first}`: the file is not sorted", pair[1]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_lexicon_has_no_faults() {
        assert_eq!(faults(Lexicon::embedded()), Vec::<String>::new());
    }

    fn of(text: &str) -> Vec<String> {
        let roles = "[[role]]\nid = \"president\"\nof = \"state\"\ntitles = []\n";
        let state = "[[actor]]\nid = \"aaa\"\nname = \"A-land\"\nkind = \"state\"\ncountry = \"AAA\"\n";
        let files = [
            ("ontology/roles.toml", roles.to_owned()),
            ("lexicon/actors/s.toml", state.to_owned()),
            ("lexicon/actors/x.toml", text.to_owned()),
        ];
        let lexicon = Lexicon::from_files(files.map(|(name, text)| (name.to_owned(), text))).expect("readable");
        faults(&lexicon)
    }

    #[test]
    fn a_name_of_two_actors_is_a_fault_unless_they_are_of_different_times() {
        let two = |more: &str| {
            format!(
                "[[actor]]\nid = \"a\"\nname = \"Front\"\nuntil = \"1999\"\n[[actor]]\nid = \"b\"\nname = \"B\"\naliases = [\"Front\"]\n{more}"
            )
        };
        assert_eq!(
            of(&two("")),
            vec!["\"Front\" names several actors: actors/x#a, actors/x#b".to_owned()]
        );
        assert_eq!(of(&two("from = \"2000\"\n")), Vec::<String>::new());
    }

    #[test]
    fn two_presidents_at_a_time_are_a_fault_but_not_on_the_day_of_handover() {
        let people = |until: &str| {
            let person = |id: &str, days: &str| {
                format!(
                    "[[person]]\nid = \"{id}\"\nname = \"{id}\"\nterms = [{{ office = \"President\", role = \"president\", \
                     country = \"AAA\", sector = \"GOV\", {days} }}]\n"
                )
            };
            person("p", &format!("from = \"2000-01-01\", until = \"{until}\"")) + &person("q", "from = \"2004-05-01\"")
        };
        assert_eq!(of(&people("2004-05-01")), Vec::<String>::new());
        assert_eq!(of(&people("2004")), Vec::<String>::new(), "some day of 2004");
        assert_eq!(
            of(&people("2004-06")),
            vec!["president of AAA: actors/x#p and actors/x#q hold it at one time".to_owned()]
        );
    }

    #[test]
    fn unknown_codes_and_parents_and_unsorted_entries_are_faults() {
        let text = "[[actor]]\nid = \"b\"\nname = \"B\"\ncountry = \"ZZZ\"\npart_of = \"nobody\"\n[[actor]]\nid = \"a\"\nname = \"A\"\n";
        assert_eq!(
            of(text),
            vec![
                "actors/x#b: part_of `nobody` is no actor".to_owned(),
                "actors/x#b: `ZZZ` is the code of no state".to_owned(),
                "actors/x#a: stands behind `b`: the file is not sorted".to_owned(),
            ]
        );
    }
}
