//! Whom an event is done to, also where its frame does not say it directly.
//!
//! In this order: whoever stands where the frame says; who acts or suffers in the event that the trigger governs
//! ("demanded the release of X by Y"); somebody deeper in the phrase of the object ("reneged on the accord with Iran");
//! a place where force is used ("carried out attacks in Aleppo"). Never somebody from another clause.

use tidywire_codebook::{EventType, QuadClass};
use tidywire_lexicon::{EventTypeEntry, Theme};
use tidywire_text::Label;

use super::{Events, embedding, is_event, sources};
use crate::scene::Scene;
use crate::types::{ActorRef, Party};

/// The targets of the event at `token`, and whether they stand where its frame leads (`target`).
pub(super) fn of(
    scene: &Scene<'_, '_>,
    token: usize,
    kind: &EventTypeEntry,
    target: Option<usize>,
    doers: &[Party],
    found: &Events<'_>,
) -> (Vec<Party>, bool) {
    let thing = target.filter(|&node| !is_event(scene, node));
    let stated = thing.map(|node| scene.parties(node)).unwrap_or_default();
    let force = matches!(kind.code, EventType::Assault | EventType::Coerce);
    if force
        && sources::at_place(scene, &stated)
        && let Some(against) = against(scene, token)
    {
        return (against, true);
    }
    if stated.iter().any(|party| party.is_known() || scene.is_hittable(party)) {
        return (stated, true);
    }
    let same = |one: &Party, other: &Party| {
        one.span.overlaps(other.span)
            || scene.named(one.span) == scene.named(other.span)
            || one.actor.id.is_some() && one.actor.id == other.actor.id
    };
    let other = |party: &Party| !doers.iter().any(|source| same(source, party));
    let complements = embedding::complements(scene, token);
    if kind.code == EventType::Request {
        let asked = complements
            .iter()
            .filter_map(|&node| scene.tree.child(node, Label::Nsubj));
        let asked: Vec<Party> = asked
            .flat_map(|node| scene.parties(node))
            .filter(|party| other(party) && party.is_known())
            .collect();
        if !asked.is_empty() {
            return (asked, false);
        }
    }
    let governed = themes(scene, kind.theme, target, &complements, found);
    let governed: Vec<Party> = governed
        .into_iter()
        .filter(|party| other(party) && party.is_known())
        .collect();
    if !governed.is_empty() {
        return (governed, false);
    }
    let event = target.is_some_and(|node| is_event(scene, node));
    if (kind.code != EventType::Assault || event) && !(event && kind.theme == Theme::Doer) {
        let verbs = complements
            .iter()
            .copied()
            .filter(|&node| kind.theme == Theme::TargetFirst || !scene.tree.is_verb(node));
        // A place in the phrase is somebody's only for what is said or done about it by somebody.
        let wanted = |party: &Party| {
            let where_it_is = doers.is_empty() || kind.code == EventType::Protest;
            other(party) && !(where_it_is && sources::is_place(scene, party))
        };
        let object = scene.tree.child(token, Label::Dobj);
        let object = object.filter(|_| target.is_none() && kind.embeds);
        for node in target.into_iter().chain(object).chain(verbs) {
            let deep = beneath(scene, node, &wanted);
            if !deep.is_empty() {
                return (deep, false);
            }
        }
    }
    if target.is_none()
        && let Some(place) = place(scene, token, kind, doers)
    {
        return (vec![place], false);
    }
    match target.filter(|_| event) {
        // "condemned the attack on a church": what is condemned, of nobody knows whom.
        Some(node) => (
            vec![Party {
                span: scene.tree.noun_phrase(node),
                actor: ActorRef::default(),
            }],
            false,
        ),
        None => (stated, true),
    }
}

/// "In Syria, jets conducted strikes using drones against rebels": the place is where, the rebels are whom.
fn against(scene: &Scene<'_, '_>, token: usize) -> Option<Vec<Party>> {
    let tree = scene.tree;
    let clause = scene.clause(token);
    (token + 1..tree.len())
        .filter(|&word| tree.word(word) == "against" && tree.label(word) == Label::Prep && tree.below(word, clause))
        .filter_map(|word| tree.child(word, Label::Pobj))
        .map(|object| scene.parties(object))
        .find(|parties| parties.iter().any(Party::is_known))
}

/// Who takes part in the events that the trigger governs, as far as its type asks for them.
fn themes(
    scene: &Scene<'_, '_>,
    theme: Theme,
    target: Option<usize>,
    complements: &[usize],
    found: &Events<'_>,
) -> Vec<Party> {
    let nodes = target.into_iter().filter(|&node| is_event(scene, node));
    let mut parties = Vec::new();
    for node in nodes.chain(complements.iter().copied()) {
        let Some(event) = &found[node] else {
            // "Russian aggression", which makes no row by itself.
            if matches!(theme, Theme::Doer | Theme::DoerFirst) {
                let holder = scene.tree.holder(node).filter(|_| scene.tree.is_noun(node));
                parties.extend(holder.map(|holder| scene.parties(holder)).unwrap_or_default());
            }
            continue;
        };
        let (first, second) = match theme {
            // "repelled a Russian attack".
            Theme::None if target == Some(node) => (&event.sources, Some(&event.targets)),
            Theme::None => continue,
            Theme::Doer => (&event.sources, None),
            Theme::DoerFirst => (&event.sources, Some(&event.targets)),
            Theme::TargetFirst => (&event.targets, Some(&event.sources)),
        };
        let list = if first.iter().any(Party::is_known) {
            first
        } else {
            second.unwrap_or(first)
        };
        for party in list {
            if !parties.contains(party) {
                parties.push(party.clone());
            }
        }
    }
    parties
}

/// The nearest known parties in the phrase of a noun or the arguments of a verb.
fn beneath(scene: &Scene<'_, '_>, top: usize, wanted: &dyn Fn(&Party) -> bool) -> Vec<Party> {
    let tree = scene.tree;
    let mut level = vec![top];
    for _ in 0..5 {
        let mut next = Vec::new();
        for &node in &level {
            for &child in tree.children(node) {
                let argument = matches!(
                    tree.label(child),
                    Label::Prep
                        | Label::Agent
                        | Label::Pobj
                        | Label::Pcomp
                        | Label::Poss
                        | Label::Compound
                        | Label::Amod
                        | Label::Nmod
                        | Label::Dobj
                        | Label::Dative
                        | Label::Xcomp
                        | Label::Acl
                        | Label::Conj
                ) && !scene.is_time(child);
                if argument
                    && !(tree.label(child) == Label::Prep
                        && matches!(
                            tree.word(child),
                            "after" | "before" | "since" | "during" | "amid" | "despite" | "over"
                        ))
                {
                    next.push(child);
                }
            }
        }
        let nouns = next
            .iter()
            .copied()
            .filter(|&node| tree.is_noun(node) || scene.mentions.iter().any(|mention| mention.head == node));
        for node in nouns {
            let parties: Vec<Party> = scene
                .parties(node)
                .into_iter()
                .filter(|party| party.is_known() && wanted(party))
                .collect();
            if !parties.is_empty() {
                return parties;
            }
        }
        level = next;
    }
    Vec::new()
}

/// A place where force is used, help is given or troops move: at home only where force is used.
fn place(scene: &Scene<'_, '_>, token: usize, kind: &EventTypeEntry, sources: &[Party]) -> Option<Party> {
    if !matches!(
        kind.quad_class,
        QuadClass::MaterialConflict | QuadClass::MaterialCooperation
    ) {
        return None;
    }
    // "protests in Syria": against whom is not said, but where.
    let people = scene.knowledge.agents.contains_key(&scene.tree.lemma(token));
    let protest = kind.code == EventType::Protest && scene.tree.is_noun(token) && !people;
    if sources.is_empty() && !protest {
        return None;
    }
    let force = matches!(kind.code, EventType::Assault | EventType::Coerce);
    let clause = scene.clause(token);
    let place = scene.places.iter().find(|place| {
        let abroad = place.country.is_some()
            && sources
                .iter()
                .all(|source| source.actor.country.is_some() && source.actor.country != place.country);
        // "in a US airstrike": the name before the noun is who strikes.
        // "rockets from Gaza": where it comes from.
        let from = scene
            .tree
            .head(place.head)
            .is_some_and(|word| scene.tree.word(word) == "from");
        place.locative
            && !from
            && !sources.iter().any(|source| source.span.overlaps(place.span))
            && (force || abroad)
            && (scene.tree.below(place.head, token) || scene.clause(place.head) == clause)
    })?;
    scene.parties(place.head).into_iter().next()
}
