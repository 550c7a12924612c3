//! Places: names that stand for one, which place each means, and how they stand in the sentence.
//!
//! Three steps: `toponyms` finds the names with all that they may mean, `choose` decides by the article as a whole, and this
//! module, once people and bodies are known, takes away what is somebody's name and tells where from who: the government
//! that a capital stands for is no place.
//!
//! Invariant: a place never lies within a longer mention of a person or a body.

mod choose;
mod evidence;
mod toponyms;

use tidywire_codebook::{MentionKind, PlacePrecision, PlaceSense};
use tidywire_text::{Label, Pos};

use crate::dateline;
use crate::knowledge::Knowledge;
use crate::mentions::is_locative;
use crate::tree::Tree;
use crate::types::{Mention, Place};
pub(crate) use toponyms::Toponym;

/// The names of places of every sentence, each with the place that it means.
pub(crate) fn toponyms(knowledge: &Knowledge<'_>, trees: &[Tree<'_>]) -> Vec<Vec<Toponym>> {
    let mut list: Vec<Vec<Toponym>> = trees.iter().map(|tree| toponyms::find(knowledge, tree)).collect();
    choose::choose(knowledge, trees, &mut list);
    choose::settle(trees, &mut list);
    list
}

/// The places of one sentence. A capital that stands for its government is none; a state is one wherever it is named.
pub(crate) fn find(
    knowledge: &Knowledge<'_>,
    tree: &Tree<'_>,
    sentence: usize,
    mentions: &[Mention],
    toponyms: &[Toponym],
) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    let dateline = if sentence == 0 { dateline::end(tree) } else { 0 };
    for toponym in toponyms {
        let head = tree.head_of(toponym.span).unwrap_or(toponym.first);
        let choice = toponym.choice();
        let area = choice.precision;
        let state = area == PlacePrecision::Country;
        let carrier = carrier(knowledge, tree, head, state);
        let near = is_near(knowledge, tree, head) && !state;
        let outer = places.last().is_some_and(|before| {
            let wider = match area {
                PlacePrecision::Country => before.precision != PlacePrecision::Country,
                PlacePrecision::Admin1 => matches!(before.precision, PlacePrecision::City | PlacePrecision::Feature),
                _ => false,
            };
            wider && tree.tokens_in(before.span).end + 1 == toponym.first && tree.word(toponym.first - 1) == ","
        });
        let chained = outer && places.last().is_some_and(|before| before.locative);
        let carried = |noun: usize| is_upon(knowledge, tree, noun) || is_locative(knowledge, tree, noun);
        let sent_from = head < dateline;
        let locative = is_locative(knowledge, tree, head)
            || carrier.is_some_and(carried)
            || including(tree, head)
            || chained
            || near;
        let locative = locative && !sent_from;
        let same = mentions.iter().find(|mention| mention.span == toponym.span);
        let longer = mentions
            .iter()
            .any(|mention| mention.span.contains(toponym.span) && is_name_over(knowledge, tree, mention, toponym));
        let stands_for_government = same.is_some_and(|mention| mention.kind == MentionKind::Metonym)
            && !locative
            && !sent_from
            && !is_visited(knowledge, tree, head);
        let person = same.is_some_and(|mention| mention.person);
        if longer && !sent_from || stands_for_government || person {
            continue;
        }
        places.push(Place {
            sentence,
            span: toponym.span,
            id: choice.id.map(|id| id.to_string()),
            name: choice.name.clone(),
            country: choice.country.clone(),
            admin1: choice.region.clone(),
            latitude: choice.point.map(|(north, _)| north),
            longitude: choice.point.map(|(_, east)| east),
            precision: if near { PlacePrecision::Near } else { choice.precision },
            rule: choice.rule.clone(),
            outer,
            head,
            locative,
            sense: if same.is_some() && !locative && !outer {
                PlaceSense::Associative
            } else {
                PlaceSense::Literal
            },
        });
    }
    places
}

/// The mention is a longer name around the toponym: of a person, a body, a people.
fn is_name_over(knowledge: &Knowledge<'_>, tree: &Tree<'_>, mention: &Mention, toponym: &Toponym) -> bool {
    let longer = mention.span.len() > toponym.span.len();
    // "the Kyiv regional governor" is a noun with the name of a place beside it, not a name.
    let noun = mention.kind == MentionKind::Nominal && !tree.is_name(mention.head);
    // "the US embassy in Kyiv".
    let head = tree.head_of(toponym.span).unwrap_or(toponym.first);
    let inside = |preposition: usize| mention.span.contains(tree.token(preposition).span);
    let within = is_locative(knowledge, tree, head) && tree.preposition(head).is_some_and(inside);
    longer && !noun && (mention.person || !within)
}

/// "visited Kyiv", "shelled Donetsk": a capital as the object of what is done to places.
fn is_visited(knowledge: &Knowledge<'_>, tree: &Tree<'_>, head: usize) -> bool {
    let verb = tree
        .head(head)
        .filter(|_| matches!(tree.label(head), Label::Dobj | Label::Nsubjpass));
    verb.is_some_and(|verb| knowledge.lexicon.visiting_verbs.contains(&tree.lemma(verb)))
}

/// "strikes across the Kursk and Belgorod regions", "in the city of Mosul", "in Gaza's hospital": the noun that carries the
/// preposition for the name.
fn carrier(knowledge: &Knowledge<'_>, tree: &Tree<'_>, head: usize, state: bool) -> Option<usize> {
    let first = tree.chain_head(head);
    let above = tree.head(first)?;
    match tree.label(first) {
        Label::Appos => Some(above),
        // "a U.S. war" is not in the United States.
        Label::Compound | Label::Nmod | Label::Poss => {
            let lemma = tree.lemma(above);
            let nouns = &knowledge.lexicon.place_nouns;
            let known = nouns.contains(&lemma) || knowledge.target_nouns.contains(lemma.as_str());
            // "in a Los Angeles jail".
            (known || !state || tree.is_name(above)).then_some(above)
        }
        Label::Pobj if tree.word(above) == "of" => {
            let noun = tree.head(above)?;
            let nouns = &knowledge.lexicon.place_nouns;
            let place = nouns.iter().any(|known| *known == tree.lemma(noun)) || is_part(knowledge, tree, noun);
            place.then_some(noun)
        }
        _ => None,
    }
}

/// "on the island of", "on the outskirts of": "on" a town is against it.
fn is_upon(knowledge: &Knowledge<'_>, tree: &Tree<'_>, noun: usize) -> bool {
    let lemma = tree.lemma(noun);
    let place = knowledge.lexicon.place_nouns.contains(&lemma) || is_part(knowledge, tree, noun);
    let on = |head: usize| tree.word(head) == "on" && tree.label(noun) == Label::Pobj;
    place && tree.head(noun).is_some_and(on)
}

/// "the north of", "parts of", "the outskirts of".
fn is_part(knowledge: &Knowledge<'_>, tree: &Tree<'_>, noun: usize) -> bool {
    let lemma = tree.lemma(noun);
    knowledge.lexicon.place_parts.contains(&lemma) || knowledge.lexicon.directions.contains(&lemma)
}

/// "20 km east of Pokrovsk", "near Bakhmut", "outside Kyiv"; not "in the east of Ukraine".
fn is_near(knowledge: &Knowledge<'_>, tree: &Tree<'_>, head: usize) -> bool {
    let Some(preposition) = tree.preposition(head) else {
        return false;
    };
    let word = tree.word(preposition);
    if knowledge.lexicon.near_words.iter().any(|near| near == word) {
        return true;
    }
    // "35 miles from Goma": whatever the model hangs the preposition on.
    let measured = preposition.checked_sub(1).is_some_and(|unit| {
        let known = knowledge
            .units
            .get(tree.word(unit))
            .or_else(|| knowledge.units.get(tree.lemma(unit).as_str()));
        known.is_some_and(|&unit| knowledge.lexicon.units[unit].kind == tidywire_codebook::UnitKind::Length)
    });
    if measured && word == "from" {
        return true;
    }
    let Some(above) = tree.head(preposition) else {
        return false;
    };
    let within = tree.pos(above) == Pos::Noun && tree.child(above, Label::Det).is_some();
    let lemma = tree.lemma(above);
    word == "of" && knowledge.lexicon.directions.contains(&lemma) && !within
}

/// "in various regions, including Kursk".
fn including(tree: &Tree<'_>, token: usize) -> bool {
    tree.preposition(token).is_some_and(|at| tree.word(at) == "including")
}
