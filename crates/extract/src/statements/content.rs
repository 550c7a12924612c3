//! What is said, as the tree of the cue's sentence shows it.
//!
//! Invariant: a content is one run of tokens; it begins behind "that" and never is the cue alone.

use tidywire_lexicon::{Content, Speech};
use tidywire_text::{Label, Span, Tag};

use super::{has_to, is_mark};
use crate::scene::Scene;
use crate::tree::Tree;

/// Where the content stands.
pub(super) struct Place {
    /// Its topmost token.
    pub(super) head: usize,
    /// Its last part, where it has two: "called Trump | a liar".
    tail: Option<usize>,
    /// The clause stands beside the cue, not below it: "the industry, he said, was weak".
    pub(super) beside: bool,
    /// What is addressed belongs to the content: "urged Sudan | to open the border".
    addressed: Option<usize>,
}

impl Place {
    fn at(head: usize) -> Self {
        Self {
            head,
            tail: None,
            beside: false,
            addressed: None,
        }
    }
}

/// The content of a verb of saying.
pub(super) fn of_verb(scene: &Scene<'_, '_>, token: usize, entry: &Speech, passive: bool) -> Option<Place> {
    let tree = scene.tree;
    let context = scene.context(&[]);
    let path = || entry.paths.iter().find_map(|path| tree.walk(token, path, &context));
    let clause = tree
        .with_label(token, &[Label::Ccomp])
        .into_iter()
        .max_by_key(|&child| {
            let (first, last) = tree.reach(child, &|_| false);
            last - first
        });
    let xcomp = tree
        .child(token, Label::Xcomp)
        .filter(|&child| tree.is_verb(child) && has_to(scene, child) || tree.tag(child) == Tag::Vbg);
    if let Some(head) = clause {
        return Some(Place::at(head));
    }
    if let Some(head) = xcomp {
        // "urged Sudan to open the border", "called on Greece to withdraw".
        let addressed = tree.child(token, Label::Dobj).or_else(path);
        return Some(Place {
            addressed: addressed.filter(|&object| object > token && object < head),
            ..Place::at(head)
        });
    }
    if let Some(head) = path() {
        return Some(Place {
            tail: tail(scene, token, head),
            ..Place::at(head)
        });
    }
    // "In any case, he said, the industry was weak".
    if tree.label(token) == Label::Parataxis
        && !passive
        && tree.child(token, Label::Nsubj).is_some()
        && let Some(head) = tree.head(token)
    {
        return Some(Place {
            beside: true,
            ..Place::at(head)
        });
    }
    if entry.content != Content::Any {
        return None;
    }
    if passive {
        // "The plan was criticised by Poland".
        let head = tree.passive_subject(token)?;
        return Some(Place::at(head));
    }
    let object = tree
        .object(token)
        .filter(|&object| !matches!(tree.tag(object), Tag::Wdt | Tag::Wp));
    let predicate = tail(scene, token, object.unwrap_or(token));
    match (object, predicate) {
        (Some(head), tail) => Some(Place {
            tail,
            ..Place::at(head)
        }),
        (None, Some(head)) => Some(Place::at(head)),
        (None, None) => None,
    }
}

/// What the cue's clause says further of its object: "called X | a liar", "praised X | for his courage", but for when it
/// was said.
fn tail(scene: &Scene<'_, '_>, cue: usize, object: usize) -> Option<usize> {
    let tree = scene.tree;
    let mut last = tree.children(cue).iter().copied().filter(|&child| {
        child > object
            && match tree.label(child) {
                Label::Oprd | Label::Acomp => true,
                Label::Prep => {
                    let manner = [
                        "as", "for", "of", "to", "with", "over", "on", "about", "against", "from", "by", "into",
                    ];
                    let first = tree.reach(child, &|_| false).0;
                    let inner = tree.child(child, Label::Pobj);
                    manner.contains(&tree.word(child))
                        && tree.surface(first.saturating_sub(1)) != ","
                        && !inner.is_some_and(|inner| scene.is_time(inner))
                }
                _ => false,
            }
    });
    last.next_back()
}

/// The content of a noun of saying: its clause, or behind "of" where the entry allows it.
pub(super) fn of_noun(scene: &Scene<'_, '_>, token: usize, entry: &Speech) -> Option<Place> {
    let tree = scene.tree;
    let clause = tree
        .with_label(token, &[Label::Acl, Label::Ccomp, Label::Relcl, Label::Advcl])
        .into_iter()
        .find(|&child| {
            tree.child(child, Label::Mark).is_some()
                || tree.word(tree.reach(child, &|_| false).0) == "that"
                || tree.children(child).iter().any(|&aux| tree.word(aux) == "to")
        });
    if let Some(head) = clause {
        return Some(Place::at(head));
    }
    let context = scene.context(&[]);
    if let Some(head) = entry.paths.iter().find_map(|path| tree.walk(token, path, &context)) {
        return Some(Place::at(head));
    }
    // "accusations of supplying arms" is a statement, "the threat of mines" is none: the entry says which.
    let object = tree
        .with_label(token, &[Label::Prep])
        .into_iter()
        .filter(|&child| entry.content == Content::Any && matches!(tree.word(child), "of" | "that"))
        .find_map(|child| {
            tree.child(child, Label::Pobj)
                .or_else(|| tree.child(child, Label::Pcomp))
        });
    object.map(Place::at)
}

/// The words of the content: without "that", without the cue and the speaker.
pub(super) fn span(
    scene: &Scene<'_, '_>,
    place: &Place,
    cue: usize,
    source: Option<usize>,
    attitude: bool,
) -> Option<Span> {
    let tree = scene.tree;
    if place.beside {
        return around(tree, cue, place.head);
    }
    // ", raising concerns", ", amid accusations of ...": what hangs on the content behind a comma is the reporter's.
    let aside = |child: usize| {
        let first = tree.reach(child, &|_| false).0;
        child > place.head
            && first > 0
            && tree.head(child) == Some(place.head)
            && tree.surface(first - 1) == ","
            && match tree.label(child) {
                Label::Advcl => !tree.children(child).iter().any(|&mark| tree.label(mark) == Label::Mark),
                Label::Prep => true,
                // ", and four in ten said ...": another speaker.
                Label::Conj => tree.child(child, Label::Nsubj).is_some() && is_saying(scene, child),
                _ => false,
            }
    };
    // "criticised the mayor, who had ...", "endorsed him in March": the reporter's, where a thing is the content.
    let added = |child: usize| {
        let noun = attitude && !tree.is_verb(place.head) && tree.head(child) == Some(place.head) && child > place.head;
        noun && match tree.label(child) {
            Label::Relcl => tree.surface(tree.reach(child, &|_| false).0.saturating_sub(1)) == ",",
            Label::Prep => tree.child(child, Label::Pobj).is_some_and(|inner| scene.is_time(inner)),
            _ => false,
        }
    };
    let skip = |child: usize| {
        child == cue
            || Some(child) == source
            || aside(child)
            || added(child)
            || tree.label(child) == Label::Mark && matches!(tree.word(child), "that")
    };
    let (mut first, mut last) = tree.reach(place.head, &skip);
    if let Some(tail) = place.tail {
        last = last.max(tree.reach(tail, &skip).1);
    }
    if cue > first && cue < last {
        // The cue stands inside: keep the part where the content's head is.
        if place.head < cue {
            last = cue - 1
        } else {
            first = cue + 1
        }
    }
    let starts_with_that = |first: usize| {
        matches!(tree.word(first), "that") && tree.label(first) != Label::Nsubj && tree.label(first) != Label::Det
    };
    while first < last && (starts_with_that(first) || is_mark(scene, first)) {
        first += 1;
    }
    while last > first && is_mark(scene, last) {
        last -= 1;
    }
    let mut span = (first <= last).then(|| tree.span(first, last))?;
    if let Some(addressed) = place.addressed {
        span = span.cover(tree.token(tree.reach(addressed, &|_| false).0).span);
    }
    Some(span)
}

fn is_saying(scene: &Scene<'_, '_>, token: usize) -> bool {
    let lemma = scene.tree.lemma(token);
    scene
        .knowledge
        .speech_of(&lemma, tidywire_lexicon::SpeechKind::Verb)
        .next()
        .is_some()
}

/// What stands around a cue that hangs on `top`: the part before or behind it; both, with the cue between, where each
/// is more than a few words.
pub(super) fn around(tree: &Tree<'_>, cue: usize, top: usize) -> Option<Span> {
    let (first, end) = tree.reach(cue, &|_| false);
    let (mut low, mut high) = tree.reach(top, &|child| child == cue);
    // The topmost clause lends its own words only: another clause joined to it is said by itself.
    if first <= low {
        low = low.max(end + 1);
    } else if high > end && first - low <= 4 && top > end {
        low = end + 1;
    } else if high <= end || top < first && high - end <= 4 {
        high = first.checked_sub(1)?;
    }
    (low <= high).then(|| tree.trimmed(low, high))
}
