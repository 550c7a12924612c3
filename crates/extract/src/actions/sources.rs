//! Who acts: the doers of strikes, weapons as sources, places that are none.

use tidywire_codebook::{EventType, Sector};
use tidywire_lexicon::{Verb, WordClass};
use tidywire_text::{Label, Tag};

use super::{Events, is_event};
use crate::scene::Scene;
use crate::types::{ActorRef, Party};

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

/// "storms the embassy taking ten hostages": a building takes none; whoever storms it does.
pub(super) fn not_a_thing(scene: &Scene<'_, '_>, token: usize, node: usize) -> usize {
    let tree = scene.tree;
    let modifies = tree.label(token) == Label::Acl && tree.tag(token) == Tag::Vbg && tree.head(token) == Some(node);
    let thing = modifies && scene.knowledge.target_nouns.contains(tree.lemma(node).as_str());
    let above = tree.head(node).filter(|_| thing && tree.label(node) == Label::Dobj);
    above.and_then(|verb| tree.subject(verb)).unwrap_or(node)
}

/// Who acts at the node. "A Russian strike killed 39 people": the words are those of the strike, the actor is whoever
/// carried it out; a strike of nobody knows whom is a source without an actor. Of a fight between several each stands by
/// its own words, so that the rows differ.
pub(super) fn doers(scene: &Scene<'_, '_>, node: usize, found: &Events<'_>) -> Vec<Party> {
    if !is_event(scene, node) {
        return scene.parties(node);
    }
    if !violent(scene, node) {
        let event = found[node].as_ref();
        return event.map(|event| event.sources.clone()).unwrap_or_default();
    }
    let span = scene.tree.noun_phrase(node);
    let actors = found[node].iter().flat_map(|event| &event.sources);
    let actors: Vec<&Party> = actors.filter(|party| party.is_known()).collect();
    match actors[..] {
        [] => scene.parties(node),
        [first, ref others @ ..] if others.iter().all(|other| other.actor == first.actor) => vec![Party {
            span,
            actor: first.actor.clone(),
        }],
        _ => actors.into_iter().cloned().collect(),
    }
}

/// "killed in a Saudi airstrike", "wounded during an operation by security forces", "killed after rebels opened fire".
pub(super) fn killed_in(scene: &Scene<'_, '_>, token: usize, found: &Events<'_>) -> Vec<Party> {
    let tree = scene.tree;
    // "killed and 30 others injured in a raid".
    let verbs = tree.conjuncts(tree.chain_head(token));
    let verbs = || verbs.iter().copied().filter(|&verb| tree.is_verb(verb));
    let assault = |node: usize| {
        let event = found[node].as_ref();
        event.filter(|event| event.kind.code == EventType::Assault)
    };
    let within = verbs()
        .flat_map(|verb| tree.with_label(verb, &[Label::Prep]))
        .filter(|&child| matches!(tree.word(child), "in" | "during" | "after" | "from" | "amid"))
        .filter_map(|child| tree.child(child, Label::Pobj))
        .filter(|&node| is_event(scene, node))
        .filter_map(|node| Some((node, assault(node)?)))
        .map(|(node, event)| {
            // "killed in clashes with rebels": of both sides the one that is not killed.
            let both = event.construction.reciprocal;
            let parties = if both {
                event.targets.clone()
            } else {
                doers(scene, node, found)
            };
            let victims = tree.passive_subject(token).map(|victim| scene.parties(victim));
            let victims = victims.unwrap_or_default();
            let other = |party: &Party| !victims.iter().any(|victim| victim.span.overlaps(party.span));
            parties.into_iter().filter(other).collect::<Vec<_>>()
        });
    let when = verbs()
        .flat_map(|verb| tree.with_label(verb, &[Label::Advcl]))
        .filter(|&clause| tree.is_verb(clause) && clause > token)
        .flat_map(|clause| tree.conjuncts(clause))
        .filter_map(|clause| assault(clause).map(|event| event.sources.clone()));
    within
        .chain(when)
        .find(|parties| parties.iter().any(Party::is_known))
        .unwrap_or_default()
}

/// "seized the town following clashes with troops", "were killed in clashes with rebels": who takes part in what the clause
/// has happen beside it.
pub(super) fn side(scene: &Scene<'_, '_>, noun: usize) -> Option<usize> {
    let tree = scene.tree;
    let first = tree.chain_head(noun);
    let preposition = tree.head(first).filter(|_| tree.label(first) == Label::Pobj)?;
    let verb = tree.head(preposition).filter(|&verb| tree.is_verb(verb))?;
    let during = matches!(
        tree.word(preposition),
        "in" | "during" | "after" | "following" | "amid" | "from"
    );
    let side = if tree.is_passive(verb) {
        tree.passive_subject(verb)
    } else {
        tree.subject(verb)
    };
    side.filter(|&side| during && scene.parties(side).iter().any(Party::is_actor))
}

/// What was attacked, where it stands before an event noun: a town that is no actor's name ("the Mumbai attacks", not "Kyiv"
/// that stands for Ukraine), a building ("the Garden School shooting", "the Hezbollah headquarters strike").
pub(super) fn attacked_before(scene: &Scene<'_, '_>, noun: usize, doers: &[Party]) -> Option<Party> {
    let tree = scene.tree;
    let building = |child: usize| {
        let lemma = tree.lemma(child);
        let owned = tree.with_label(child, &[Label::Compound, Label::Nmod]);
        // Not "a car bomb".
        let named = tree.is_name(child) || owned.into_iter().any(|owner| tree.is_name(owner));
        named && scene.knowledge.target_nouns.contains(lemma.as_str())
    };
    let before = tree.with_label(noun, &[Label::Compound]);
    if tree.is_noun(noun)
        && let Some(building) = before.into_iter().rev().find(|&child| building(child))
    {
        return scene.parties(building).into_iter().next();
    }
    let [town] = doers else { return None };
    let head = tree.head_of(town.span)?;
    let before = tree.is_noun(noun) && tree.label(head) == Label::Compound && head < noun;
    (before && !town.is_actor() && scene.places.iter().any(|place| place.head == head)).then(|| town.clone())
}

/// "a rebel attack", "police raids": people whose noun stands before an event noun; nobody of a name.
pub(super) fn kind_of_people(scene: &Scene<'_, '_>, noun: usize, entry: &Verb) -> Vec<Party> {
    let tree = scene.tree;
    let sector = |child: usize| {
        let forms = scene.knowledge.agents.get(&tree.lemma(child))?;
        let mut agents = forms.iter().map(|form| &scene.knowledge.lexicon.agents[form.agent]);
        agents.find_map(|agent| agent.sector).filter(|&sector| {
            matches!(
                sector,
                Sector::Mil | Sector::Cop | Sector::Reb | Sector::Uaf | Sector::Crm | Sector::Gov
            )
        })
    };
    let before = tree.with_label(noun, &[Label::Compound]);
    // "a terrorist attack" is a kind of attack and an entry of its own.
    let people = before
        .into_iter()
        .filter(|&child| !tree.is_name(child) && !entry.lemma.contains(&tree.lemma(child)));
    people
        .filter_map(|child| {
            let span = tree.token(child).span;
            Some(Party {
                span,
                actor: ActorRef {
                    name: span.of(tree.text).to_owned(),
                    sector: Some(sector(child)?),
                    ..ActorRef::default()
                },
            })
        })
        .collect()
}

/// Whether harm comes from an accident, a disaster or a disease: nothing tells violence, and nobody does it or what does it
/// does so by mishap ("the storm has killed 53", "the jet collides with a truck, killing two").
pub(super) fn by_accident(scene: &Scene<'_, '_>, doers: &[Party]) -> bool {
    let armed = |party: &Party| {
        matches!(
            party.actor.sector,
            Some(Sector::Mil | Sector::Cop | Sector::Reb | Sector::Uaf | Sector::Crm)
        )
    };
    !scene.violent && (!doers.iter().any(Party::is_known) || scene.mishap && !doers.iter().any(armed))
}

/// "ramming his truck into", "deployed its tanks": somebody's own means are no target.
pub(super) fn is_own(scene: &Scene<'_, '_>, party: &Party, doers: &[Party]) -> bool {
    let Some(head) = scene.tree.head_of(party.span) else {
        return false;
    };
    let means = scene
        .knowledge
        .instrument_nouns
        .contains(scene.tree.lemma(head).as_str());
    let owner = scene.tree.child(head, Label::Poss);
    let owned = owner.is_some_and(|owner| scene.tree.tag(owner) == Tag::PrpPoss);
    means && owned && !doers.is_empty()
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
    !targets.is_empty() && targets.iter().all(|target| is_place(scene, target))
}

/// Where something happens.
pub(super) fn is_place(scene: &Scene<'_, '_>, party: &Party) -> bool {
    scene
        .places
        .iter()
        .any(|place| place.locative && place.span == party.span)
}

/// Nobody acts on himself: such a row comes from a word read twice.
pub(super) fn same(scene: &Scene<'_, '_>, source: Option<&Party>, target: Option<&Party>) -> bool {
    source.zip(target).is_some_and(|(source, target)| {
        let state = source.actor.sector.is_none() && source.actor.id.is_some();
        scene.named(source.span) == scene.named(target.span) || state && source.actor.id == target.actor.id
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
