//! What speaks for a name that only the gazetteer knows being a place: the model's entity, a preposition of place, a noun for
//! places, a chain.
//!
//! It deliberately looks at one sentence. Invariant: part of a longer name is none.

use tidywire_gazetteer::{Entry, Gazetteer};
use tidywire_text::{EntityLabel, Label, Pos};

use crate::dateline;
use crate::knowledge::Knowledge;
use crate::mentions::is_locative;
use crate::tree::Tree;

pub(super) fn is_place(
    knowledge: &Knowledge<'_>,
    tree: &Tree<'_>,
    first: usize,
    end: usize,
    entries: &[Entry<'_>],
) -> bool {
    // A region by its whole name is one.
    if end - first > 1 && entries.iter().any(|entry| entry.is_region && !entry.alternate) {
        return true;
    }
    let head = tree.head_of(tree.span(first, end - 1)).unwrap_or(end - 1);
    if head < dateline::end(tree) {
        return true;
    }
    if tree.pos(head) != Pos::Propn && !tree.is_name(head) || !bounded(knowledge, tree, first, end) {
        return false;
    }
    let entity = tree
        .sentence
        .entities
        .iter()
        .find(|entity| (entity.first..entity.end).contains(&head));
    let located = is_locative(knowledge, tree, head);
    let beside = beside_place_noun(knowledge, tree, first, end) || is_chained(knowledge, tree, end);
    match entity.map(|entity| entity.label) {
        Some(EntityLabel::Gpe | EntityLabel::Loc | EntityLabel::Fac) => true,
        Some(EntityLabel::Person | EntityLabel::Org | EntityLabel::Norp | EntityLabel::Product) => {
            beside || located && entity.is_some_and(|entity| entity.end - entity.first == end - first)
        }
        Some(_) => beside,
        // "captured Hobyo", but not "captured Wright": a town by its usual name.
        None => located || beside || is_taken(tree, head) && entries.iter().any(|entry| !entry.alternate),
    }
}

/// Object of a verb, or subject of a passive one.
pub(super) fn is_taken(tree: &Tree<'_>, head: usize) -> bool {
    matches!(tree.label(head), Label::Dobj | Label::Nsubjpass)
}

/// No other part of a longer name stands beside it: "Lake Victoria Hotel", "Aleppo University".
pub(super) fn bounded(knowledge: &Knowledge<'_>, tree: &Tree<'_>, first: usize, end: usize) -> bool {
    let part = |token: usize| {
        tree.is_name(token)
            && tree.surface(token).starts_with(char::is_uppercase)
            && tree.surface(token).chars().count() > 1
            && !is_settlement(knowledge, tree.word(token))
            && knowledge.weekday(tree.word(token)).is_none()
            && knowledge.month(tree.word(token)).is_none()
    };
    let joined = |one: usize, other: usize| {
        tree.head(one) == Some(other) && matches!(tree.label(one), Label::Compound | Label::Nmod | Label::Amod)
            || tree.head(one) == tree.head(other)
                && tree.label(one) == Label::Compound
                && tree.label(other) == Label::Compound
    };
    let before = first.checked_sub(1).is_some_and(|before| {
        let state = knowledge.state_names.contains(tree.surface(before));
        part(before) && !state && (joined(before, end - 1) || joined(before, first))
    });
    let after = end < tree.len() && part(end) && (joined(end - 1, end) || joined(first, end) || same_entity(tree, end));
    !before && !after
}

pub(super) fn same_entity(tree: &Tree<'_>, token: usize) -> bool {
    let entities = &tree.sentence.entities;
    entities.iter().any(|entity| entity.first < token && token < entity.end)
}

pub(super) fn is_place_noun(knowledge: &Knowledge<'_>, word: &str) -> bool {
    let singular = word.strip_suffix('s').unwrap_or(word);
    let nouns = &knowledge.lexicon.place_nouns;
    nouns.iter().any(|noun| noun == word || noun == singular)
}

/// "Kabul City", "Kunduz Province" are still Kabul and Kunduz; "Lafayette Square" is not Lafayette.
pub(super) fn is_settlement(knowledge: &Knowledge<'_>, word: &str) -> bool {
    let lexicon = knowledge.lexicon;
    lexicon
        .region_nouns
        .iter()
        .chain(&lexicon.settlement_nouns)
        .any(|noun| noun == word)
}

/// "the town of Buni Yadi", "Kunduz province", "the village Hass".
pub(super) fn beside_place_noun(knowledge: &Knowledge<'_>, tree: &Tree<'_>, first: usize, end: usize) -> bool {
    let behind = end < tree.len() && is_place_noun(knowledge, tree.word(end));
    let before = first.checked_sub(1).is_some_and(|before| {
        is_place_noun(knowledge, tree.word(before))
            || tree.word(before) == "of" && before > 0 && is_place_noun(knowledge, tree.word(before - 1))
    });
    behind || before
}

/// "Karachi, Pakistan", "Buni Yadi, Yobe State": a comma and the name of a state, or a place of the lexicon.
pub(super) fn is_chained(knowledge: &Knowledge<'_>, tree: &Tree<'_>, end: usize) -> bool {
    if end + 1 >= tree.len() || tree.word(end) != "," {
        return false;
    }
    let hits = knowledge.places.find(tree);
    // A state, a place of the lexicon, or a region by its whole name.
    let region = || {
        let start = tree.token(end + 1).span.start;
        let rest = &tree.text[start..tree.sentence.span.end.max(start)];
        let found = Gazetteer::embedded().longest(rest);
        found.is_some_and(|(_, entries)| entries.iter().any(|entry| entry.is_region))
    };
    hits.iter().any(|hit| hit.first == end + 1) || region()
}
