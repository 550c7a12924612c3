//! Which of several places a name means: what stands beside it, what else the article names, and how large they are.
//!
//! It deliberately uses no list of ambiguous names. Invariant: one name means one place throughout an article, unless a chain
//! says otherwise.

use std::collections::HashMap;

use tidywire_codebook::PlacePrecision;
use tidywire_gazetteer::kilometres;

use super::toponyms::{Choice, Toponym};
use crate::knowledge::{Knowledge, Named as Meaning};
use crate::tree::Tree;

/// What the lexicon's own choice is worth.
const CURATED: f64 = 3.0;
/// What a region is worth beside towns of its name, in powers of ten of inhabitants.
const REGION: f64 = 6.0;
/// What a sea, an island, an air base is worth beside a town of its name.
const FEATURE: f64 = 4.5;
/// What a state is worth beside a region of its name.
const STATE: f64 = 4.0;
/// What a name that is not the usual one costs.
const ALTERNATE: f64 = 0.8;
/// The same where another place of some size has it as its usual name.
const USURPED: f64 = 4.0;
/// The country in the same chain ("London, Ontario").
const CHAIN: f64 = 12.0;
/// The country in the same sentence.
const SENTENCE: f64 = 1.5;
/// The country or region elsewhere in the article, at most.
const ARTICLE: f64 = 2.0;
/// Another place of the article near by.
const NEAR: f64 = 2.0;
/// Kilometres that count as near by.
const REACH: f64 = 200.0;

/// Puts the place that is meant first.
pub(super) fn choose(knowledge: &Knowledge<'_>, trees: &[Tree<'_>], toponyms: &mut [Vec<Toponym>]) {
    let named: Vec<Vec<Named>> = trees.iter().map(|tree| countries(knowledge, tree)).collect();
    // The second look knows what the first has found.
    for _ in 0..2 {
        let article = Article::of(trees, &named, toponyms);
        let senses = senses(trees, toponyms, &named, &article);
        for (index, list) in toponyms.iter_mut().enumerate() {
            for at in 0..list.len() {
                let key = list[at].span.of(trees[index].text).to_lowercase();
                let chained = chain(&trees[index], list, &named[index], at);
                let best = match (chained, senses.get(&key)) {
                    (Some(best), _) => Some(best),
                    (None, Some(sense)) => list[at].choices.iter().position(|choice| same(choice, sense)),
                    (None, None) => None,
                };
                if let Some(best) = best {
                    list[at].choices.swap(0, best);
                }
            }
        }
    }
}

/// A name that only the text knows lies where the next one of its chain does: "Orire, Oyo State, Nigeria".
pub(super) fn settle(trees: &[Tree<'_>], toponyms: &mut [Vec<Toponym>]) {
    for (tree, list) in trees.iter().zip(toponyms) {
        for at in (1..list.len()).rev() {
            let (before, after) = list.split_at_mut(at);
            let (Some(inner), Some(outer)) = (before.last_mut(), after.first()) else {
                continue;
            };
            let joined = inner.end + 1 == outer.first && matches!(tree.word(inner.end), "," | "in");
            if joined && inner.choice().point.is_none() {
                let outer = outer.choice().clone();
                let choice = &mut inner.choices[0];
                choice.country = outer.country;
                choice.region = outer.region;
                // The point is that of what it lies in, and so is what the point stands for.
                choice.point = outer.point;
                choice.precision = outer.precision;
            }
        }
    }
}

fn same(one: &Choice, other: &Choice) -> bool {
    one.name == other.name && one.point == other.point
}

/// A country that a sentence names.
struct Named {
    token: usize,
    country: String,
    weight: f64,
}

/// Countries that a sentence names as states or by their demonyms, with the token.
fn countries(knowledge: &Knowledge<'_>, tree: &Tree<'_>) -> Vec<Named> {
    let hits = knowledge.actors.find(tree);
    let meanings = hits.iter().filter_map(|hit| {
        let (index, weight) = knowledge.named[hit.meaning].iter().find_map(|named| match named {
            Meaning::Name(index) => Some((*index, 1.0)),
            // "Russian troops" act abroad.
            Meaning::Demonym(index) => Some((*index, 0.5)),
            Meaning::Metonym(..) | Meaning::Person(_) => None,
        })?;
        let country = knowledge.lexicon.actors[index].country.clone()?;
        Some(Named {
            token: hit.first,
            country,
            weight,
        })
    });
    meanings.collect()
}

/// What the article as a whole names.
struct Article {
    /// Country, name that speaks for it, weight.
    countries: Vec<(String, String, f64)>,
    /// Region and name that speaks for it.
    regions: Vec<(String, String)>,
    /// Places without another choice.
    sure: Vec<(f64, f64)>,
}

impl Article {
    fn of(trees: &[Tree<'_>], named: &[Vec<Named>], toponyms: &[Vec<Toponym>]) -> Self {
        let mut article = Self {
            countries: Vec::new(),
            regions: Vec::new(),
            sure: Vec::new(),
        };
        for (named, list) in named.iter().zip(toponyms) {
            // "Georgia" speaks for neither of the two.
            let doubtful = |token: usize| list.iter().any(|name| name.first == token && name.choices.len() > 1);
            for named in named.iter().filter(|named| !doubtful(named.token)) {
                article
                    .countries
                    .push((named.country.clone(), String::new(), named.weight));
            }
        }
        let all = trees
            .iter()
            .zip(toponyms)
            .flat_map(|(tree, list)| list.iter().map(move |name| (tree, name)));
        for (tree, toponym) in all {
            let key = toponym.span.of(tree.text).to_lowercase();
            let choice = toponym.choice();
            let state = choice.precision == PlacePrecision::Country;
            let sure = toponym.choices.len() == 1 || choice.curated && !state;
            if state && !sure {
                continue;
            }
            let weight = if sure { 1.0 } else { 0.25 };
            if let Some(country) = &choice.country {
                article.countries.push((country.clone(), key.clone(), weight));
            }
            if let Some(region) = choice.region.as_ref().filter(|_| sure) {
                article.regions.push((region.clone(), key.clone()));
            }
            if sure && choice.precision != PlacePrecision::Country {
                article.sure.extend(choice.point);
            }
        }
        article
    }

    /// What the rest of the article says for a choice: all but the name itself.
    fn worth(&self, choice: &Choice, key: &str) -> f64 {
        let others = || self.countries.iter().filter(|(_, speaks, _)| speaks != key);
        let total: f64 = others().map(|(_, _, weight)| weight).sum::<f64>().max(1.0);
        let own: f64 = others()
            .filter(|(country, _, _)| choice.country.as_ref() == Some(country))
            .map(|(_, _, weight)| weight)
            .sum();
        let mut worth = if own > 0.0 {
            ARTICLE * (0.4 + 0.6 * own / total)
        } else {
            0.0
        };
        let told = |region: &String| {
            self.regions
                .iter()
                .any(|(known, speaks)| known == region && speaks != key)
        };
        if choice.precision == PlacePrecision::City && choice.region.as_ref().is_some_and(told) {
            worth += 1.0;
        }
        let near = |own: (f64, f64)| {
            self.sure
                .iter()
                .any(|point| *point != own && kilometres(*point, own) < REACH)
        };
        if choice.point.is_some_and(near) {
            worth += NEAR;
        }
        worth
    }
}

/// What each name of the article means, decided by all its sentences together.
fn senses(
    trees: &[Tree<'_>],
    toponyms: &[Vec<Toponym>],
    named: &[Vec<Named>],
    article: &Article,
) -> HashMap<String, Choice> {
    let mut best: HashMap<String, (f64, Choice)> = HashMap::new();
    for (index, list) in toponyms.iter().enumerate() {
        for (at, toponym) in list.iter().enumerate() {
            let key = toponym.span.of(trees[index].text).to_lowercase();
            let chained = chain(&trees[index], list, &named[index], at);
            for (position, choice) in toponym.choices.iter().enumerate() {
                let mut worth = own_worth(choice) - renamed(choice, &toponym.choices) + article.worth(choice, &key);
                let others = list.iter().filter(|other| other.span != toponym.span);
                let beside = named[index]
                    .iter()
                    .map(|named| (&named.country, named.weight))
                    .chain(others.filter_map(|other| Some((other.country()?, 1.0))));
                if choice.precision != PlacePrecision::Country {
                    let most = beside
                        .filter(|(country, _)| choice.country.as_ref() == Some(country))
                        .map(|(_, weight)| weight)
                        .fold(0.0, f64::max);
                    worth += SENTENCE * most;
                }
                if chained == Some(position) {
                    worth += CHAIN;
                }
                let known = best.get(&key);
                if known.is_none_or(|(most, _)| worth > *most) {
                    best.insert(key.clone(), (worth, choice.clone()));
                }
            }
        }
    }
    best.into_iter().map(|(key, (_, choice))| (key, choice)).collect()
}

fn own_worth(choice: &Choice) -> f64 {
    let size = match choice.precision {
        PlacePrecision::Admin1 => REGION,
        PlacePrecision::Country => STATE,
        PlacePrecision::Feature => FEATURE,
        _ => (choice.population + 1.0).log10(),
    };
    size + if choice.curated { CURATED } else { 0.0 }
}

/// What a name that is not the usual one costs: more where a place of some size has it as its usual name.
fn renamed(choice: &Choice, all: &[Choice]) -> f64 {
    if !choice.alternate {
        return 0.0;
    }
    let usual = all
        .iter()
        .any(|other| !other.alternate && (other.curated || other.population * 50.0 > choice.population));
    if usual { USURPED } else { ALTERNATE }
}

/// The choice that lies in the region or country named right behind it: "Tripoli, Lebanon", "Paris, Texas", "Mosul in Iraq".
fn chain(tree: &Tree<'_>, list: &[Toponym], named: &[Named], at: usize) -> Option<usize> {
    let own = &list[at];
    if own.choices.len() < 2 {
        return None;
    }
    // "London, Ontario": a region that a town by the name before it lies in.
    let town = at
        .checked_sub(1)
        .map(|before| &list[before])
        .filter(|town| town.end + 1 == own.first && tree.word(town.end) == ",");
    if let Some(town) = town {
        let holds = |area: &Choice| town.choices.iter().any(|choice| lies_in(choice, area));
        if let Some(region) = largest(own, &holds) {
            return Some(region);
        }
    }
    let end = own.end;
    if end >= tree.len() || !matches!(tree.word(end), "," | "in" | "(") {
        return None;
    }
    let mut next = end + 1;
    while next < tree.len()
        && matches!(
            tree.word(next),
            "the" | "northern" | "southern" | "eastern" | "western" | "central"
        )
    {
        next += 1;
    }
    let outer = list.iter().find(|other| other.first == next);
    let region = outer.and_then(|outer| {
        let inside = |choice: &Choice| outer.choices.iter().any(|area| lies_in(choice, area));
        largest(own, &inside)
    });
    let country = named
        .iter()
        .find(|named| named.token == next)
        .map(|named| named.country.clone())
        .or_else(|| {
            let outer = outer?.choice();
            (outer.precision == PlacePrecision::Country)
                .then(|| outer.country.clone())
                .flatten()
        });
    region.or_else(|| country.and_then(|country| largest(own, &|choice| choice.country.as_ref() == Some(&country))))
}

/// True for a place in the first-level region.
fn lies_in(choice: &Choice, area: &Choice) -> bool {
    area.precision == PlacePrecision::Admin1
        && choice.country == area.country
        && choice.region.as_ref() == area.region.as_ref().or(Some(&area.name))
}

/// The largest of the choices for which it holds.
fn largest(toponym: &Toponym, holds: &dyn Fn(&Choice) -> bool) -> Option<usize> {
    let list = toponym.choices.iter().enumerate().filter(|(_, choice)| holds(choice));
    list.max_by(|(_, one), (_, other)| own_worth(one).total_cmp(&own_worth(other)))
        .map(|(index, _)| index)
}
