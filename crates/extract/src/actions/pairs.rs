//! Sources and targets of one event, as rows: everybody with everybody, in both directions where they act on each other.

use crate::scene::Scene;
use crate::types::Party;

/// Source and target of one row.
pub(super) type Pair = (Option<Party>, Option<Party>);

/// "each other", "one another".
pub(super) fn is_mutual(scene: &Scene<'_, '_>, node: usize) -> bool {
    node > 0
        && matches!(
            (scene.tree.word(node - 1), scene.tree.word(node)),
            ("each", "other") | ("one", "another")
        )
}

/// The rows of an event.
pub(super) fn pairs(reciprocal: bool, sources: &[Party], targets: &[Party]) -> Vec<Pair> {
    if reciprocal {
        return both_ways(sources, targets);
    }
    let sides = |parties: &[Party]| -> Vec<Option<Party>> {
        let mut sides: Vec<Option<Party>> = Vec::new();
        for party in parties.iter().cloned().map(Some) {
            // "protests against the war in cities, including Tokyo": several paths may lead to one.
            if !sides.contains(&party) {
                sides.push(party);
            }
        }
        if sides.is_empty() { vec![None] } else { sides }
    };
    let targets = sides(targets);
    let mut list = Vec::new();
    for source in sides(sources) {
        list.extend(targets.iter().map(|target| (source.clone(), target.clone())));
    }
    list
}

fn both_ways(sources: &[Party], targets: &[Party]) -> Vec<Pair> {
    let mut list: Vec<Pair> = Vec::new();
    // "Russia discussed the Saudi attacks": the other side of a meeting is somebody, not something.
    let targets: Vec<Party> = targets
        .iter()
        .filter(|party| party.is_actor() || party.is_known())
        .cloned()
        .collect();
    // "X and Y met": they act on each other.
    let others: &[Party] = if targets.is_empty() && sources.len() > 1 {
        sources
    } else {
        &targets
    };
    for one in sources {
        for other in others.iter().filter(|other| other.span != one.span) {
            for pair in [(one, other), (other, one)] {
                let pair = (Some(pair.0.clone()), Some(pair.1.clone()));
                if !list.contains(&pair) {
                    list.push(pair);
                }
            }
        }
    }
    if list.is_empty() {
        list.extend(sources.iter().cloned().map(|party| (Some(party), None)));
    }
    if list.is_empty() {
        list.extend(targets.into_iter().map(|party| (None, Some(party))));
    }
    list
}
