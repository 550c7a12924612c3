//! Who acts: the doers of strikes, weapons as sources, places that are none.

use tidywire_codebook::EventType;
use tidywire_lexicon::WordClass;
use tidywire_text::Label;

use super::{Events, is_event};
use crate::scene::Scene;
use crate::types::Party;

/// "attacks in Tripoli which killed": what kills is not the place.
pub(super) fn beyond_place(scene: &Scene<'_, '_>, node: usize) -> Option<usize> {
    let tree = scene.tree;
    let place = scene.places.iter().any(|place| place.head == node && place.locative);
    if !place || tree.label(node) != Label::Pobj {
        return Some(node);
    }
    let above = tree.head(tree.head(node)?)?;
    tree.is_noun(above).then_some(above)
}

/// Who acts at the node. "A Russian strike killed 39 people": the words are those of the strike, the actor is whoever
/// carried it out; a strike of nobody knows whom is a source without an actor.
pub(super) fn doers(scene: &Scene<'_, '_>, node: usize, found: &Events<'_>) -> Vec<Party> {
    if !is_event(scene, node) {
        return scene.parties(node);
    }
    if !violent(scene, node) {
        let event = found[node].as_ref();
        return event.map(|event| event.sources.clone()).unwrap_or_default();
    }
    let span = scene.tree.noun_phrase(node);
    let actors = found[node]
        .iter()
        .flat_map(|event| &event.sources)
        .filter(|party| party.is_known());
    let mut list: Vec<Party> = actors
        .map(|party| Party {
            span,
            actor: party.actor.clone(),
        })
        .collect();
    list.dedup();
    if list.is_empty() {
        list.extend(scene.parties(node));
    }
    list
}

/// "killed in a Saudi airstrike", "wounded during an operation by security forces".
pub(super) fn killed_in(scene: &Scene<'_, '_>, token: usize, found: &Events<'_>) -> Vec<Party> {
    let tree = scene.tree;
    // "killed and 30 others injured in a raid".
    let verbs = tree.conjuncts(tree.chain_head(token));
    let within: Vec<usize> = verbs
        .into_iter()
        .filter(|&verb| tree.is_verb(verb))
        .flat_map(|verb| tree.with_label(verb, &[Label::Prep]))
        .filter(|&child| matches!(tree.word(child), "in" | "during"))
        .collect();
    within
        .into_iter()
        .filter_map(|child| tree.child(child, Label::Pobj))
        .filter(|&node| is_event(scene, node))
        .filter(|&node| {
            found[node]
                .as_ref()
                .is_some_and(|event| event.kind.code == EventType::Assault)
        })
        .map(|node| doers(scene, node, found))
        .find(|parties| parties.iter().any(Party::is_known))
        .unwrap_or_default()
}

pub(super) fn is_named(scene: &Scene<'_, '_>, party: &Party) -> bool {
    let head = scene.tree.head_of(party.span);
    head.is_some_and(|head| scene.tree.is_name(head) && !scene.is_time(head))
}

/// Strikes, bombs, missiles: what does harm without being an actor.
pub(super) fn is_means(scene: &Scene<'_, '_>, party: &Party) -> bool {
    let Some(head) = scene.tree.head_of(party.span) else {
        return false;
    };
    is_event(scene, head)
        || scene
            .knowledge
            .instrument_nouns
            .contains(scene.tree.lemma(head).as_str())
}

/// "clashes between A and B in Mali": the place is no third side.
pub(super) fn at_place(scene: &Scene<'_, '_>, targets: &[Party]) -> bool {
    !targets.is_empty()
        && targets.iter().all(|target| {
            scene
                .places
                .iter()
                .any(|place| place.locative && place.span == target.span)
        })
}

/// Nobody acts on himself: such a row comes from a word read twice.
pub(super) fn same(source: Option<&Party>, target: Option<&Party>) -> bool {
    source.zip(target).is_some_and(|(source, target)| {
        let state = source.actor.sector.is_none() && source.actor.id.is_some();
        source.span == target.span || state && source.actor.id == target.actor.id
    })
}

/// "released a report accusing the police": whoever wrote it accuses.
pub(super) fn author(scene: &Scene<'_, '_>, node: usize) -> usize {
    let tree = scene.tree;
    let document = scene.knowledge.lexicon.document_nouns.contains(&tree.lemma(node));
    if !document || scene.parties(node).iter().any(Party::is_actor) {
        return node;
    }
    let known = |other: &usize| scene.parties(*other).iter().any(Party::is_known);
    let maker = tree.head(node).filter(|_| tree.label(node) == Label::Dobj);
    let holder = tree.holder(node).filter(known);
    let maker = maker.and_then(|verb| tree.subject(verb)).filter(known);
    holder.or(maker).unwrap_or(node)
}

/// Somebody, a weapon or a violent event; not unrest, deaths, a deal or the place where something happens.
pub(super) fn can_act(scene: &Scene<'_, '_>, party: &Party) -> bool {
    let Some(head) = scene.tree.head_of(party.span) else {
        return true;
    };
    let lemma = scene.tree.lemma(head);
    let mentioned = scene
        .mentions
        .iter()
        .any(|mention| mention.head == head || mention.span == party.span);
    if mentioned || scene.knowledge.instrument_nouns.contains(lemma.as_str()) || scene.tree.is_name(head) {
        return true;
    }
    let thing = scene.knowledge.target_nouns.contains(lemma.as_str()) || lemma == "death";
    !thing && (violent(scene, head) || !is_event(scene, head))
}

/// True for an event noun of the material conflict types.
fn violent(scene: &Scene<'_, '_>, node: usize) -> bool {
    let lemma = scene.tree.lemma(node);
    let triggers = scene.knowledge.triggers_of(&lemma, WordClass::Noun);
    let mut kinds = triggers.filter_map(|index| scene.knowledge.lexicon.verbs[index].event_type);
    is_event(scene, node)
        && kinds.any(|kind| matches!(kind, EventType::Assault | EventType::Coerce | EventType::Protest))
}
