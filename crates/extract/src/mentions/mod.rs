//! Mentions of actors: names of the lexicon, people and bodies that only the text names, nouns for kinds of people,
//! pronouns.
//!
//! A first look at the whole article finds the names ([`Introduced`]): who "Karimi" is may stand further down. A second
//! one goes from sentence to sentence with a [`Trail`] of those mentioned before, which gives "the group" and "he" their
//! actors where only one can be meant.
//! Invariant: mentions of one sentence do not overlap, and every one says which entry or rule made it.

mod actors;
mod bodies;
mod definite;
mod introduced;
mod known;
mod nominals;
mod nouns;
mod owners;
mod people;
mod titles;
mod trail;

use jiff::civil::Date;
use tidywire_codebook::{CombatantStatus, MentionKind};
use tidywire_text::Span;

use crate::knowledge::{Knowledge, Named};
use crate::names::Hit;
use crate::places::Toponym;
use crate::tree::Tree;
use crate::types::{ActorRef, Mention};
use actors::Dated;
use introduced::Introduced;
use nouns::Noun;
use trail::Trail;

/// Finds the mentions of every sentence of an article.
pub(crate) fn find(
    knowledge: &Knowledge<'_>,
    trees: &[Tree<'_>],
    places: &[Vec<Toponym>],
    date: Option<Date>,
) -> Vec<Vec<Mention>> {
    let dated = Dated { knowledge, date };
    let nouns: Vec<Vec<Option<Noun>>> = trees.iter().map(|tree| nouns::find(knowledge, tree)).collect();
    let both = trees.iter().zip(places);
    let hits: Vec<Vec<Hit<Named>>> = both.map(|(tree, places)| names(&dated, tree, places)).collect();
    let seen = |index: usize| Sentence {
        tree: &trees[index],
        index,
        places: &places[index],
        nouns: &nouns[index],
    };
    let nothing = Introduced::default();
    let mut introduced = Introduced::default();
    for (index, hits) in hits.iter().enumerate() {
        let mut finder = Finder::new(dated, seen(index), hits.clone(), &nothing);
        finder.people();
        finder.bodies();
        finder.names();
        introduced.learn(&finder);
    }
    introduced.finish();
    let mut trail = Trail::default();
    let mut all = Vec::new();
    for (index, (tree, hits)) in trees.iter().zip(hits).enumerate() {
        let hits = introduced.acronyms_over(tree, hits);
        let mut finder = Finder::new(dated, seen(index), hits, &introduced);
        finder.countries.clone_from(&trail.countries);
        finder.acronyms();
        finder.people();
        finder.bodies();
        finder.nominals(&trail);
        finder.names();
        finder.family_names();
        let mut mentions = finder.mentions;
        mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
        let mut end = 0;
        mentions.retain(|mention| {
            let keep = mention.span.start >= end;
            end = end.max(mention.span.end);
            keep
        });
        trail.resolve(&dated, tree, index, &mut mentions);
        trail.follow(tree, &mentions);
        all.push(mentions);
    }
    all
}

/// The names of the lexicon in one sentence, as they are meant on the date.
fn names(dated: &Dated<'_, '_>, tree: &Tree<'_>, places: &[Toponym]) -> Vec<Hit<Named>> {
    let against = &dated.knowledge.lexicon.modifiers.against;
    let found = dated.knowledge.actors.find(tree).into_iter().map(|hit| Hit {
        first: hit.first,
        end: hit.end,
        span: hit.span,
        meaning: dated.meaning(hit.meaning),
    });
    // "pro-Russian", "non-Israeli", "anti-US": the name is not the actor.
    let prefixed = |hit: &Hit<Named>| {
        hit.first >= 2
            && tree.surface(hit.first - 1) == "-"
            && tree.token(hit.first - 1).span.end == hit.span.start
            && against.iter().any(|prefix| prefix == tree.word(hit.first - 2))
    };
    // "New Mexico", "Niger State": the longer name is a place's.
    let inside = |hit: &Hit<Named>| {
        let article = hit.first > 0 && tree.word(hit.first - 1) == "the";
        places.iter().any(|place| {
            let longer = place.end > hit.end || place.first + usize::from(article) < hit.first;
            longer && place.span.contains(hit.span)
        })
    };
    // "US$ 5": a currency.
    let money =
        |hit: &Hit<Named>| tree.text[hit.span.end..].starts_with('$') || tree.text[..hit.span.start].ends_with('$');
    found
        .filter(|hit| !prefixed(hit) && !inside(hit) && !money(hit))
        .collect()
}

/// What both looks at a sentence share.
#[derive(Clone, Copy)]
struct Sentence<'a> {
    tree: &'a Tree<'a>,
    index: usize,
    places: &'a [Toponym],
    nouns: &'a [Option<Noun>],
}

/// One sentence under work.
pub(crate) struct Finder<'a, 'k, 'l> {
    pub(crate) dated: Dated<'k, 'l>,
    pub(crate) tree: &'a Tree<'a>,
    pub(crate) sentence: usize,
    pub(crate) hits: Vec<Hit<Named>>,
    /// Names of places.
    pub(crate) places: &'a [Toponym],
    /// Agent nouns by the token of their head.
    pub(crate) nouns: &'a [Option<Noun>],
    introduced: &'a Introduced,
    /// Token ranges that are taken.
    used: Vec<std::ops::Range<usize>>,
    /// People named in full.
    full_names: Vec<introduced::FullName>,
    /// Countries that the article has named before this sentence.
    countries: Vec<String>,
    pub(crate) mentions: Vec<Mention>,
}

impl<'a, 'k, 'l> Finder<'a, 'k, 'l> {
    fn new(dated: Dated<'k, 'l>, sentence: Sentence<'a>, hits: Vec<Hit<Named>>, introduced: &'a Introduced) -> Self {
        Self {
            dated,
            tree: sentence.tree,
            sentence: sentence.index,
            hits,
            places: sentence.places,
            nouns: sentence.nouns,
            introduced,
            used: Vec::new(),
            full_names: Vec::new(),
            countries: Vec::new(),
            mentions: Vec::new(),
        }
    }

    pub(crate) fn is_used(&self, token: usize) -> bool {
        self.used.iter().any(|range| range.contains(&token))
    }

    /// The hit that covers the token.
    pub(crate) fn hit_at(&self, token: usize) -> Option<&Hit<Named>> {
        self.hits.iter().find(|hit| (hit.first..hit.end).contains(&token))
    }

    /// The hit that ends before the token.
    pub(crate) fn hit_before(&self, token: usize) -> Option<&Hit<Named>> {
        self.hits.iter().find(|hit| hit.end == token)
    }

    pub(crate) fn push(&mut self, range: std::ops::Range<usize>, found: Found) {
        self.used.push(range);
        self.mentions.push(Mention {
            sentence: self.sentence,
            span: found.span,
            kind: found.kind,
            actor: found.actor,
            status: found.status,
            rule: found.rule,
            head: found.head,
            person: found.person,
            antecedent: None,
        });
    }

    /// True where a capitalised word follows that no entry knows: "Paris Agreement" is not France's government.
    fn begins_name(&self, token: usize) -> bool {
        token < self.tree.len()
            && self.tree.is_name(token)
            && self.hit_at(token).is_none()
            && self.nouns[token].is_none()
    }

    /// True after a preposition of place: "in Washington" is a place.
    pub(crate) fn is_locative(&self, token: usize) -> bool {
        is_locative(self.dated.knowledge, self.tree, token)
    }
}

/// What a mention is made of.
pub(crate) struct Found {
    pub(crate) span: Span,
    pub(crate) kind: MentionKind,
    pub(crate) actor: ActorRef,
    pub(crate) rule: String,
    pub(crate) status: Option<CombatantStatus>,
    pub(crate) head: usize,
    /// True for one person by name.
    pub(crate) person: bool,
}

/// True after a preposition of place.
pub(crate) fn is_locative(knowledge: &Knowledge<'_>, tree: &Tree<'_>, token: usize) -> bool {
    let locatives = &knowledge.lexicon.locatives;
    let preposition = tree.preposition(token);
    preposition.is_some_and(|at| locatives.iter().any(|locative| locative.word == tree.word(at)))
}
