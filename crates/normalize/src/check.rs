//! `check`: faults of a lexicon that reading alone does not show.
//!
//! Reading already refuses unknown codes, frames, modes and paths. Here: names that stand for two
//! actors, terms of one office that overlap, ids used twice, files that are not sorted.

use std::collections::BTreeMap;

use tidywire_lexicon::Lexicon;

/// Every fault as one line; empty for a sound lexicon.
pub fn faults(lexicon: &Lexicon) -> Vec<String> {
    let mut faults = Vec::new();
    collisions(lexicon, &mut faults);
    ids(lexicon, &mut faults);
    terms(lexicon, &mut faults);
    faults
}

fn collisions(lexicon: &Lexicon, faults: &mut Vec<String>) {
    let mut owners: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for actor in &lexicon.actors {
        let names = [&actor.name]
            .into_iter()
            .chain(&actor.aliases)
            .chain(&actor.demonyms)
            .chain(&actor.metonyms);
        for name in names {
            owners.entry(name).or_default().push(&actor.rule);
        }
    }
    for person in &lexicon.people {
        for name in [&person.name].into_iter().chain(&person.aliases) {
            owners.entry(name).or_default().push(&person.rule);
        }
    }
    for (name, mut rules) in owners {
        rules.sort_unstable();
        rules.dedup();
        if rules.len() > 1 {
            faults.push(format!("\"{name}\" names several actors: {}", rules.join(", ")));
        }
    }
}

fn ids(lexicon: &Lexicon, faults: &mut Vec<String>) {
    let mut owners: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for actor in &lexicon.actors {
        owners.entry(&actor.id).or_default().push(&actor.rule);
    }
    for person in &lexicon.people {
        owners.entry(&person.id).or_default().push(&person.rule);
    }
    for (id, rules) in &owners {
        if rules.len() > 1 {
            faults.push(format!("id `{id}` is used {} times: {}", rules.len(), rules.join(", ")));
        }
    }
    for actor in &lexicon.actors {
        if let Some(parent) = &actor.part_of
            && !owners.contains_key(parent.as_str())
        {
            faults.push(format!("{}: part_of `{parent}` is no actor", actor.rule));
        }
    }
    for person in &lexicon.people {
        for term in &person.terms {
            if let Some(parent) = &term.part_of
                && !owners.contains_key(parent.as_str())
            {
                faults.push(format!("{}: part_of `{parent}` is no actor", person.rule));
            }
        }
    }
}

fn terms(lexicon: &Lexicon, faults: &mut Vec<String>) {
    for person in &lexicon.people {
        for term in &person.terms {
            if let (Some(from), Some(until)) = (term.from, term.until)
                && until < from
            {
                faults.push(format!(
                    "{}: the term as {} ends before it begins",
                    person.rule, term.office
                ));
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

    #[test]
    fn a_name_of_two_actors_is_a_fault() {
        let text =
            "[[actor]]\nid = \"a\"\nname = \"Front\"\n[[actor]]\nid = \"b\"\nname = \"B\"\naliases = [\"Front\"]\n";
        let lexicon = Lexicon::from_files([("lexicon/actors/x.toml".to_owned(), text.to_owned())]).expect("sound");
        assert_eq!(
            faults(&lexicon),
            vec!["\"Front\" names several actors: actors/x#a, actors/x#b".to_owned()]
        );
    }
}
