//! Words that may name a place, with every place that they may mean.
//!
//! The lexicon's places are believed wherever they stand; a name that only the gazetteer knows needs a word for it: the
//! model's entity, a preposition of place, a noun for places, a chain. It deliberately does not decide which of several
//! places is meant (`choose` does), nor whether a person or a body has the name (`mod` does, when those are known).
//!
//! Invariant: toponyms of a sentence are in order, do not overlap, and each has a choice.

use tidywire_codebook::PlacePrecision;
use tidywire_gazetteer::{Entry, Gazetteer};
use tidywire_lexicon::ActorKind;
use tidywire_text::{EntityLabel, Label, Span};

use super::evidence::{bounded, is_chained, is_place, is_settlement};
use crate::dateline;
use crate::knowledge::{Knowledge, Named};
use crate::mentions::is_locative;
use crate::names::Hit;
use crate::tree::Tree;

/// A place that a name may mean.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Choice {
    /// GeoNames id.
    pub(crate) id: Option<u32>,
    pub(crate) name: String,
    pub(crate) country: Option<String>,
    pub(crate) region: Option<String>,
    /// Degrees north and east; none for a name that only the text knows.
    pub(crate) point: Option<(f64, f64)>,
    pub(crate) precision: PlacePrecision,
    /// Lexicon entry or code rule.
    pub(crate) rule: String,
    /// Inhabitants; 0 where unknown.
    pub(super) population: f64,
    /// Of the lexicon.
    pub(super) curated: bool,
    /// By another name than its usual one.
    pub(super) alternate: bool,
}

/// A name of a place in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Toponym {
    pub(crate) first: usize,
    pub(crate) end: usize,
    pub(crate) span: Span,
    /// What it may mean; after `choose` the first is meant.
    pub(crate) choices: Vec<Choice>,
}

impl Toponym {
    /// The place that is meant.
    pub(crate) fn choice(&self) -> &Choice {
        &self.choices[0]
    }

    pub(crate) fn country(&self) -> Option<&String> {
        self.choice().country.as_ref()
    }
}

/// The names of one sentence.
pub(super) fn find(knowledge: &Knowledge<'_>, tree: &Tree<'_>) -> Vec<Toponym> {
    let known = knowledge.places.find(tree);
    let mut list: Vec<Toponym> = Vec::new();
    let part_of_name = |hit: &Hit<usize>| {
        tree.sentence.entities.iter().any(|entity| {
            let other = matches!(
                entity.label,
                EntityLabel::Law | EntityLabel::WorkOfArt | EntityLabel::Product
            );
            other
                && entity.first <= hit.first
                && hit.end <= entity.end
                && hit.end - hit.first < entity.end - entity.first
        })
    };
    let mut token = 0;
    while token < tree.len() {
        let own = known.iter().find(|hit| hit.first == token);
        // A longer name of the lexicon begins later and overlaps: it wins.
        let found = longest(tree, token).filter(|(end, _)| {
            !known
                .iter()
                .any(|hit| hit.first > token && hit.first < *end && hit.end > *end)
        });
        let regional = regional(
            knowledge,
            tree,
            token,
            own.map_or_else(|| found.as_ref().map(|(end, _)| *end), |hit| Some(hit.end)),
        );
        let toponym = match (own, found) {
            _ if regional.is_some() => regional,
            // "the Lisbon Treaty".
            (Some(hit), _) if part_of_name(hit) => None,
            (Some(hit), Some((end, entries))) if end > hit.end && !is_country(knowledge, hit) => {
                from_gazetteer(knowledge, tree, token, end, &entries)
                    .or_else(|| Some(from_lexicon(knowledge, hit, &[])))
            }
            (Some(hit), Some((end, entries))) if end == hit.end => Some(from_lexicon(knowledge, hit, &entries)),
            (Some(hit), _) => Some(from_lexicon(knowledge, hit, &[])),
            (None, Some((end, entries))) => from_gazetteer(knowledge, tree, token, end, &entries),
            (None, None) => None,
        };
        let toponym = toponym.or_else(|| unknown(knowledge, tree, token));
        match toponym {
            Some(toponym) => {
                token = toponym.end;
                list.push(toponym);
            }
            None => token += 1,
        }
    }
    list
}

/// "the Kursk and Belgorod regions": the noun behind the last name makes regions of all of them.
fn regional(knowledge: &Knowledge<'_>, tree: &Tree<'_>, first: usize, end: Option<usize>) -> Option<Toponym> {
    let end = end?;
    let head = tree.head_of(tree.span(first, end - 1))?;
    let name = tree.chain_head(head);
    let noun = match tree.label(name) {
        Label::Compound | Label::Nmod | Label::Amod => tree.head(name)?,
        _ => return None,
    };
    let lemma = tree.lemma(noun);
    let plural = tree.tag(noun) == tidywire_text::Tag::Nns || tree.word(noun).ends_with('s');
    if noun < end || !plural || !knowledge.lexicon.region_nouns.contains(&lemma) {
        return None;
    }
    let span = tree.span(first, end - 1);
    let (_, entries) = Gazetteer::embedded().longest(&format!("{} {lemma}", span.of(tree.text)))?;
    let choices: Vec<Choice> = entries.iter().filter(|entry| entry.is_region).map(choice).collect();
    (!choices.is_empty()).then_some(Toponym {
        first,
        end,
        span,
        choices,
    })
}

fn is_country(knowledge: &Knowledge<'_>, hit: &Hit<usize>) -> bool {
    knowledge.lexicon.places[hit.meaning].precision == PlacePrecision::Country
}

/// The longest name of the gazetteer that begins at the token and ends with one: one past it.
fn longest(tree: &Tree<'_>, token: usize) -> Option<(usize, Vec<Entry<'static>>)> {
    let surface = tree.surface(token);
    let begins = surface.starts_with(char::is_uppercase)
        // "al-Bab", "as-Suwayda".
        || surface.len() <= 3 && matches!(tree.word(token), "al" | "el" | "ad" | "an" | "ar" | "as" | "ash" | "at" | "az")
        || surface.contains('-') && surface.contains(char::is_uppercase);
    // "FDA", "FAO": codes name no town.
    let code =
        surface.len() <= 4 && surface.bytes().all(|byte| byte.is_ascii_uppercase()) && token >= dateline::end(tree);
    if !begins || code || surface.len() == 1 {
        return None;
    }
    let start = tree.token(token).span.start;
    let rest = &tree.text[start..tree.sentence.span.end.max(start)];
    let (length, entries) = Gazetteer::embedded().longest(rest)?;
    let stop = start + length;
    let end = tree.sentence.tokens.partition_point(|token| token.span.start < stop);
    let whole = end > token && tree.token(end - 1).span.end == stop;
    (whole && is_written_as_name(tree, token, end, &entries)).then_some((end, entries))
}

/// "San Pedro", "Frankfurt am Main", but not "Police stations"; regions may have their type in lower case.
fn is_written_as_name(tree: &Tree<'_>, first: usize, end: usize, entries: &[Entry<'_>]) -> bool {
    let region = entries.iter().any(|entry| entry.is_region);
    let capital = |token: usize| tree.surface(token).contains(char::is_uppercase);
    let small = |token: usize| tree.surface(token).len() <= 4 || !tree.surface(token).starts_with(char::is_alphabetic);
    (first..end).any(capital) && (first..end).all(|token| region || capital(token) || small(token))
}

fn from_lexicon(knowledge: &Knowledge<'_>, hit: &Hit<usize>, entries: &[Entry<'_>]) -> Toponym {
    let own = curated(knowledge, hit.meaning);
    let same = |entry: &&Entry<'_>| {
        entry.id.is_some() && entry.id == own.id
            || entry.is_region
                && own.precision == PlacePrecision::Admin1
                && own.country.as_deref() == Some(entry.country)
            || !entry.is_region
                && own.country.as_deref() == Some(entry.country)
                && own
                    .point
                    .is_some_and(|own| (entry.latitude - own.0).abs() + (entry.longitude - own.1).abs() < 0.5)
    };
    let mut choices = vec![own.clone()];
    // A sea is no village; a state is meant by its name, or a region ("Georgia").
    if own.country.is_some() {
        let state = own.precision == PlacePrecision::Country;
        let others = entries
            .iter()
            .filter(|entry| !same(entry) && (!state || entry.is_region));
        choices.extend(others.map(choice));
        if let Some(entry) = entries.iter().find(same) {
            choices[0].population = entry.population;
            // The middle of a region, not the seat that the lexicon may give.
            if entry.is_region {
                choices[0].point = Some((entry.latitude, entry.longitude));
            }
        }
    }
    Toponym {
        first: hit.first,
        end: hit.end,
        span: hit.span,
        choices,
    }
}

fn curated(knowledge: &Knowledge<'_>, index: usize) -> Choice {
    let entry = &knowledge.lexicon.places[index];
    Choice {
        id: entry.geonames,
        name: entry.name.clone(),
        country: entry.country.clone(),
        region: entry.admin1.clone(),
        point: Some((entry.latitude, entry.longitude)),
        precision: entry.precision,
        rule: entry.rule.clone(),
        population: 0.0,
        curated: true,
        alternate: false,
    }
}

fn choice(entry: &Entry<'_>) -> Choice {
    Choice {
        id: entry.id,
        name: entry.name.to_owned(),
        country: Some(entry.country.to_owned()),
        region: entry.region.map(str::to_owned),
        point: Some((entry.latitude, entry.longitude)),
        precision: if entry.is_region {
            PlacePrecision::Admin1
        } else {
            PlacePrecision::City
        },
        rule: if entry.is_region {
            "code/places#region"
        } else {
            "code/places#town"
        }
        .to_owned(),
        population: entry.population,
        curated: false,
        alternate: entry.alternate,
    }
}

/// A name that only the gazetteer knows, if something speaks for a place.
fn from_gazetteer(
    knowledge: &Knowledge<'_>,
    tree: &Tree<'_>,
    first: usize,
    end: usize,
    entries: &[Entry<'_>],
) -> Option<Toponym> {
    // "Wagner" is a town in South Dakota, too.
    let known = knowledge.actors.find(tree).into_iter().any(|hit| {
        let state = |named: &Named| matches!(named, Named::Name(index) if knowledge.lexicon.actors[*index].kind == ActorKind::State);
        hit.first == first && hit.end == end && !knowledge.named[hit.meaning].iter().any(state)
    });
    // "the Canton of Uri", "returning to Earth".
    let part = end < tree.len() && tree.word(end) == "of" && end - first == 1;
    let word = knowledge
        .lexicon
        .not_places
        .iter()
        .any(|word| word == tree.surface(first))
        && end - first == 1;
    if known || part || word || !is_place(knowledge, tree, first, end, entries) {
        return None;
    }
    Some(Toponym {
        first,
        end,
        span: tree.span(first, end - 1),
        choices: entries.iter().map(choice).collect(),
    })
}

/// A name that nothing but the text knows: the model calls it a place, and a preposition of place or a noun for places says so
/// too. It has no coordinates; its country is that of the chain behind it.
fn unknown(knowledge: &Knowledge<'_>, tree: &Tree<'_>, first: usize) -> Option<Toponym> {
    let entities = &tree.sentence.entities;
    let entity = entities.iter().find(|entity| {
        matches!(entity.label, EntityLabel::Gpe | EntityLabel::Loc | EntityLabel::Fac)
            && (entity.first == first || entity.first + 1 == first && tree.word(entity.first) == "the")
    });
    // "the town of Youssifiyah": the noun says it, whatever the model thinks.
    let settled = first > 1 && tree.word(first - 1) == "of" && is_settlement(knowledge, tree.word(first - 2));
    if entity.is_none() && !settled {
        return None;
    }
    let named = |token: &usize| tree.is_name(*token) && tree.surface(*token).starts_with(char::is_uppercase);
    let end = match entity {
        Some(entity) => entity.end,
        None => first + (first..tree.len()).take_while(named).count(),
    };
    if end <= first
        || !(first..end).all(|token| tree.surface(token).starts_with(char::is_uppercase) && tree.is_name(token))
    {
        return None;
    }
    let span = tree.span(first, end - 1);
    let head = tree.head_of(span)?;
    let chained = is_chained(knowledge, tree, end);
    let said = is_locative(knowledge, tree, head) && tree.surface(first).len() > 3;
    let known = knowledge
        .actors
        .find(tree)
        .iter()
        .any(|hit| hit.first < end && hit.end > first);
    if known || !(said || chained || settled) || !bounded(knowledge, tree, first, end) {
        return None;
    }
    Some(Toponym {
        first,
        end,
        span,
        choices: vec![Choice {
            id: None,
            name: span.of(tree.text).to_owned(),
            country: None,
            region: None,
            point: None,
            precision: if entity.is_none_or(|entity| entity.label == EntityLabel::Gpe) {
                PlacePrecision::City
            } else {
                PlacePrecision::Feature
            },
            rule: "code/places#named".to_owned(),
            population: 0.0,
            curated: false,
            alternate: false,
        }],
    })
}
