//! The row of an event: its type where a plan or a refusal changes it, and everything that qualifies it.

use tidywire_codebook::{EventType, Modality, Polarity};

use super::{Event, context};
use crate::scene::Scene;
use crate::types::{Action, Party, Qualification};

pub(super) fn action(
    scene: &Scene<'_, '_>,
    token: usize,
    event: &Event<'_>,
    number: usize,
    source: Option<Party>,
    target: Option<Party>,
) -> Action {
    let mut qualification = scene.qualification(token);
    let claim = scene.claim(token);
    let by_itself = claim
        .claimant
        .as_ref()
        .zip(source.as_ref())
        .is_some_and(|(claimant, source)| {
            scene.named(claimant.span) == scene.named(source.span)
                || claimant.actor.id.is_some() && claimant.actor.id == source.actor.id
        });
    let (event_type, intends) = intended(event.kind.code, &mut qualification, by_itself);
    let entry = event.entry;
    let words = |party: Party| Party {
        span: scene.named(party.span),
        ..party
    };
    Action {
        sentence: scene.index,
        span: scene.tree.token(token).span,
        lemma: entry.lemma.clone(),
        event: number,
        event_type,
        mode: entry
            .mode
            .as_ref()
            .filter(|_| !intends)
            .map(|mode| mode.get_ref().clone()),
        context: context::of(scene, token),
        source: source.map(words),
        target: target.map(words),
        time_frame: scene.time_frame(token, &qualification),
        qualification,
        claim,
        when: scene.when(token),
        place: scene.place(token),
        rule: format!("{}+{}", entry.rule, event.construction.name),
        token,
    }
}

/// PLOVER takes cooperation that is announced for the future as AGREE ("will visit", "plans to send aid"), and what
/// somebody says he will not do as REJECT; hostility that somebody announces of himself is THREATEN.
fn intended(kind: EventType, qualification: &mut Qualification, by_itself: bool) -> (EventType, bool) {
    let fights = matches!(
        kind,
        EventType::Assault | EventType::Coerce | EventType::Sanction | EventType::Protest
    );
    let planned = qualification.modality == Modality::Planned;
    if fights && by_itself && planned && qualification.polarity == Polarity::Affirmed {
        return (EventType::Threaten, true);
    }
    let cooperates = matches!(
        kind,
        EventType::Consult
            | EventType::Support
            | EventType::Cooperate
            | EventType::Aid
            | EventType::Retreat
            | EventType::Concede
            | EventType::Agree
    );
    match (cooperates && planned, qualification.polarity) {
        (true, Polarity::Negated) => {
            qualification.polarity = Polarity::Affirmed;
            (EventType::Reject, true)
        }
        (true, Polarity::Affirmed) => (EventType::Agree, true),
        _ => (kind, false),
    }
}
