//! Events within events: what a trigger governs, and what becomes of it.
//!
//! "agreed to withdraw", "demanded the release of", "rejected talks with", "lifted sanctions on": what is agreed, demanded,
//! rejected or lifted is no event of its own (`embeds` of its type). "Condemned the attack" leaves the attack a row.

use tidywire_codebook::{EventType, Stance};
use tidywire_lexicon::EventTypeEntry;
use tidywire_text::{Label, Tag};

use super::{Events, is_event};
use crate::scene::Scene;

/// Tokens that the trigger governs as its complement: verbs and event nouns.
pub(super) fn complements(scene: &Scene<'_, '_>, token: usize) -> Vec<usize> {
    let tree = scene.tree;
    let mut found = Vec::new();
    for &child in tree.children(token) {
        match tree.label(child) {
            Label::Xcomp => found.push(child),
            // "demanded that Russia withdraw"; not "warned that Russia attacked".
            Label::Ccomp if tree.tag(child) == Tag::Vb => found.push(child),
            Label::Acl if tree.is_noun(token) && tree.tag(child) == Tag::Vb => found.push(child),
            Label::Dobj | Label::Nsubjpass => found.push(child),
            Label::Compound if tree.is_noun(token) => found.push(child),
            Label::Prep
                if matches!(
                    tree.word(child),
                    "to" | "on" | "of" | "for" | "with" | "from" | "about" | "against"
                ) =>
            {
                found.extend(tree.child(child, Label::Pobj));
                found.extend(tree.child(child, Label::Pcomp));
            }
            _ => {}
        }
    }
    let mut all: Vec<usize> = found.into_iter().flat_map(|node| tree.conjuncts(node)).collect();
    all.retain(|&node| tree.is_verb(node) || is_event(scene, node));
    all.sort_unstable();
    all.dedup();
    all
}

/// Triggers whose events make no rows of their own below this one.
pub(super) fn absorbed(scene: &Scene<'_, '_>, token: usize, kind: &EventTypeEntry, found: &Events<'_>) -> Vec<usize> {
    if !kind.embeds {
        return Vec::new();
    }
    let tree = scene.tree;
    let mut list = complements(scene, token);
    // "rejected a request": the request has been made.
    if kind.code == EventType::Reject {
        let said = [EventType::Request, EventType::Accuse, EventType::Threaten];
        list.retain(|&node| {
            let event = found[node].as_ref().filter(|_| tree.is_noun(node));
            event.is_none_or(|event| !said.contains(&event.kind.code))
        });
    }
    // "discussed the attack": what is talked about may well have happened.
    if kind.code == EventType::Consult {
        list.retain(|&node| tree.is_verb(node));
    }
    // "refused to accept a request", "threatened to end talks": what stands under a word that is no trigger itself, too.
    let mut at = 0;
    while at < list.len() {
        if found[list[at]].is_none() {
            for inner in complements(scene, list[at]) {
                if !list.contains(&inner) {
                    list.push(inner);
                }
            }
        }
        at += 1;
    }
    list
}

/// "denied attacking Ukraine": the attack stays, with a claimant who denies it; the denial is no event of its own.
pub(super) fn denies(scene: &Scene<'_, '_>, token: usize, found: &Events<'_>) -> bool {
    let span = scene.tree.token(token).span;
    let cue = scene
        .statements
        .iter()
        .any(|statement| statement.stance == Stance::Denies && !statement.attitude && statement.cue.contains(span));
    let clauses = scene.tree.with_label(token, &[Label::Ccomp]);
    let mut denied = complements(scene, token).into_iter().chain(clauses);
    cue && denied.any(|node| scene.tree.is_verb(node) && found[node].is_some())
}
