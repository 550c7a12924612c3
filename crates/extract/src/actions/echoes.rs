//! One event told twice: a verb and its object, a journey and the meeting that it is for, a killing and the attack, a word
//! and what it governs.
//!
//! Each function drops the telling that says less. Invariant: nothing is dropped without another that stays.

use tidywire_codebook::EventType;
use tidywire_text::Label;

use super::{Event, Events, sources};
use crate::scene::Scene;
use crate::types::{Action, Party};

/// "signed an agreement with": the verb and its object are one event where they have the same parties.
pub(super) fn objects(scene: &Scene<'_, '_>, found: &mut Events<'_>) {
    for token in 0..found.len() {
        let object = scene.tree.child(token, Label::Dobj);
        let Some(noun) = object.or_else(|| scene.tree.child(token, Label::Nsubjpass)) else {
            continue;
        };
        let (Some(verb), Some(object)) = (&found[token], &found[noun]) else {
            continue;
        };
        if object.pairs.iter().any(|pair| verb.pairs.contains(pair)) {
            found[noun] = None;
        }
    }
}

/// "travels to Washington to meet Obama": the journey is for the meeting.
pub(super) fn journeys(scene: &Scene<'_, '_>, found: &mut Events<'_>) {
    let consults = |event: &Option<Event<'_>>| {
        let event = event.as_ref();
        event.is_some_and(|event| event.kind.code == EventType::Consult && event.targets.iter().any(Party::is_actor))
    };
    for token in 0..found.len() {
        let journey = found[token]
            .as_ref()
            .is_some_and(|event| event.kind.code == EventType::Consult && sources::at_place(scene, &event.targets));
        let purposes = scene
            .tree
            .with_label(token, &[Label::Xcomp, Label::Advcl, Label::Pcomp]);
        if journey && purposes.into_iter().any(|purpose| consults(&found[purpose])) {
            found[token] = None;
        }
    }
}

/// "ten were killed in a bomb attack in Kabul", "strikes killed ten": the attack is the killing, unless it names somebody
/// whom the killing does not.
pub(super) fn means(scene: &Scene<'_, '_>, found: &mut Events<'_>) {
    let tree = scene.tree;
    for noun in 0..found.len() {
        let first = tree.chain_head(noun);
        let (above, within) = match tree.label(first) {
            Label::Nsubj => (tree.head(first), false),
            Label::Pobj => {
                let preposition = tree.head(first);
                let within = preposition.is_some_and(|word| matches!(tree.word(word), "in" | "during"));
                (preposition.and_then(|preposition| tree.head(preposition)), within)
            }
            _ => (None, false),
        };
        let Some(above) = above.filter(|_| tree.is_noun(noun)) else {
            continue;
        };
        // "killed in a series of attacks", "four killed and dozens injured in an attack".
        let clause = scene.clause(above);
        let over = tree.head(clause).map(|head| scene.clause(head));
        let verbs = [Some(clause), over.filter(|_| tree.label(clause) == Label::Acl)];
        let verbs = verbs
            .into_iter()
            .flatten()
            .flat_map(|verb| tree.conjuncts(tree.chain_head(verb)));
        let harm = verbs.filter_map(|verb| found[verb].as_ref());
        let mut harm = harm.filter(|event| event.kind.code == EventType::Assault && !event.pairs.is_empty());
        let (Some(means), Some(harm)) = (&found[noun], harm.next()) else {
            continue;
        };
        let known = |party: &Option<Party>, others: &[Party]| {
            party
                .as_ref()
                .is_none_or(|party| others.iter().any(|other| other.span.overlaps(party.span)))
        };
        let said = means.pairs.iter().all(|(source, target)| {
            let place = target.as_ref().is_some_and(|target| sources::is_place(scene, target));
            known(source, &harm.sources) && (within || place || known(target, &harm.targets))
        });
        if said && means.kind.code == EventType::Assault {
            found[noun] = None;
        }
    }
}

/// "commitment to supporting Ukraine" is one event: of two triggers of one type, source and target, of which one
/// stands below the other without a clause of its own between, the upper stays.
pub(super) fn echoes(scene: &Scene<'_, '_>, actions: Vec<Action>) -> Vec<Action> {
    let span = |party: &Option<Party>| party.as_ref().map(|party| party.span);
    let echo = |one: &Action| {
        actions.iter().any(|other| {
            other.token != one.token
                && other.event_type == one.event_type
                && span(&other.target) == span(&one.target)
                && (span(&other.source) == span(&one.source) || one.source.is_none())
                && scene.tree.below(one.token, other.token)
        })
    };
    let keep: Vec<bool> = actions.iter().map(|action| !echo(action)).collect();
    actions
        .into_iter()
        .zip(keep)
        .filter_map(|(action, keep)| keep.then_some(action))
        .collect()
}
