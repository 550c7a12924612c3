//! Places of the lexicon in one sentence.

use crate::knowledge::Knowledge;
use crate::mentions::is_locative;
use crate::tree::Tree;
use crate::types::Place;
use tidywire_text::Label;

/// Finds the places of one sentence. A state counts as a place only after a preposition of place;
/// any other place name counts wherever it stands, unless it is part of a longer name.
pub(crate) fn find(
    knowledge: &Knowledge<'_>,
    tree: &Tree<'_>,
    sentence: usize,
    mentions: &[crate::types::Mention],
) -> Vec<Place> {
    let mut places = Vec::new();
    for hit in knowledge.places.find(tree) {
        let entry = &knowledge.lexicon.places[hit.meaning];
        let head = tree.head_of(hit.span).unwrap_or(hit.first);
        // "strikes across the Kursk and Belgorod regions": the noun behind the name carries the preposition.
        let carrier = if tree.label(tree.chain_head(head)) == Label::Compound {
            tree.head(tree.chain_head(head)).unwrap_or(head)
        } else {
            head
        };
        let locative =
            is_locative(knowledge, tree, head) || is_locative(knowledge, tree, carrier) || including(tree, head);
        let same = mentions.iter().any(|mention| mention.span == hit.span);
        let longer = mentions
            .iter()
            .any(|mention| mention.span.contains(hit.span) && mention.span.len() > hit.span.len());
        if longer || same && !locative {
            continue;
        }
        places.push(Place {
            sentence,
            span: hit.span,
            id: entry.geonames.map(|id| id.to_string()),
            name: entry.name.clone(),
            country: entry.country.clone(),
            admin1: entry.admin1.clone(),
            latitude: entry.latitude,
            longitude: entry.longitude,
            precision: entry.precision,
            head,
            locative,
        });
    }
    places
}

/// "in various regions, including Kursk".
fn including(tree: &Tree<'_>, token: usize) -> bool {
    let first = tree.chain_head(token);
    tree.label(first) == Label::Pobj && tree.head(first).is_some_and(|head| tree.word(head) == "including")
}
