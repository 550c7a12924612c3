//! Names that an article itself introduces: people by their full name, acronyms in brackets.
//!
//! What it learns holds for the whole article, also before the place of introduction (headlines say "Karimi" first).
//! Invariant: a family name that two people of the article share, or an acronym given to two bodies, means nobody.

use tidywire_codebook::MentionKind;

use super::{Finder, Found};
use crate::knowledge::Named;
use crate::names::Hit;
use crate::tree::Tree;
use crate::types::ActorRef;

/// Somebody with a full name.
#[derive(Clone, Debug)]
pub(super) struct FullName {
    /// Family name in lower case.
    pub(super) family: String,
    /// As written.
    pub(super) name: String,
    pub(super) actor: ActorRef,
}

/// What an article introduces.
#[derive(Clone, Debug, Default)]
pub(super) struct Introduced {
    people: Vec<FullName>,
    acronyms: Vec<(String, ActorRef)>,
}

impl Introduced {
    /// Takes in what one sentence introduces.
    pub(super) fn learn(&mut self, finder: &Finder<'_, '_, '_>) {
        self.people.extend(finder.full_names.iter().cloned());
        let tree = finder.tree;
        for open in 1..tree.len().saturating_sub(2) {
            if tree.surface(open) == "(" && tree.surface(open + 2) == ")" && is_acronym(tree.surface(open + 1)) {
                let acronym = tree.surface(open + 1);
                if let Some(actor) = finder.actor_before(open, acronym)
                    && !finder.is_known_as(acronym, &actor)
                {
                    self.acronyms.push((acronym.to_owned(), actor));
                }
            }
        }
    }

    /// Keeps of each person what says most.
    pub(super) fn finish(&mut self) {
        let weight = |actor: &ActorRef| {
            2 * usize::from(actor.id.is_some())
                + usize::from(actor.country.is_some())
                + usize::from(actor.sector.is_some())
        };
        let mut people: Vec<FullName> = Vec::new();
        for one in self.people.drain(..) {
            match people.iter_mut().find(|known| known.name == one.name) {
                Some(known) if weight(&one.actor) > weight(&known.actor) => *known = one,
                Some(_) => {}
                None => people.push(one),
            }
        }
        self.people = people;
        let acronyms = std::mem::take(&mut self.acronyms);
        for (acronym, actor) in &acronyms {
            let same = |(other, meant): &&(String, ActorRef)| other == acronym && meant.name != actor.name;
            let known = self.acronyms.iter().any(|(other, _)| other == acronym);
            if !known && !acronyms.iter().any(|pair| same(&pair)) {
                self.acronyms.push((acronym.clone(), actor.clone()));
            }
        }
    }

    /// The person with this family name, where there is one only; with a full name the one of that name.
    pub(super) fn person(&self, family: &str, name: &str) -> Option<&ActorRef> {
        let single = !name.contains(char::is_whitespace);
        let mut fitting = self.people.iter().filter(|known| {
            if single {
                known.family == family
            } else {
                known.name == name
            }
        });
        let first = fitting.next()?;
        let one = |other: &FullName| match (&first.actor.id, &other.actor.id) {
            (Some(one), Some(other)) => one == other,
            _ => false,
        };
        fitting.all(one).then_some(&first.actor)
    }

    fn acronym(&self, word: &str) -> Option<&ActorRef> {
        self.acronyms
            .iter()
            .find(|(acronym, _)| acronym == word)
            .map(|(_, actor)| actor)
    }

    /// The hits without those that the article's own acronyms replace.
    pub(super) fn acronyms_over(&self, tree: &Tree<'_>, hits: Vec<Hit<Named>>) -> Vec<Hit<Named>> {
        let own = |hit: &Hit<Named>| hit.end - hit.first == 1 && self.acronym(tree.surface(hit.first)).is_some();
        hits.into_iter().filter(|hit| !own(hit)).collect()
    }
}

/// "CMA", "JNIM", "G5-S": short, in capitals.
fn is_acronym(word: &str) -> bool {
    let capitals = word.chars().filter(|letter| letter.is_uppercase()).count();
    (2..=10).contains(&word.chars().count())
        && capitals >= 2
        && word.chars().all(|letter| letter.is_alphanumeric() || letter == '-')
}

impl Finder<'_, '_, '_> {
    /// Mentions by the article's own acronyms.
    pub(super) fn acronyms(&mut self) {
        for token in 0..self.tree.len() {
            let Some(actor) = self.introduced.acronym(self.tree.surface(token)).cloned() else {
                continue;
            };
            if self.is_used(token) || self.hit_at(token).is_some() {
                continue;
            }
            let found = Found {
                span: self.tree.token(token).span,
                kind: MentionKind::Alias,
                actor,
                rule: "code/introduced#acronym".to_owned(),
                status: None,
                head: token,
                person: false,
            };
            self.push(token..token + 1, found);
        }
    }

    /// The body that is named right before a bracket with its acronym.
    fn actor_before(&self, open: usize, acronym: &str) -> Option<ActorRef> {
        let tree = self.tree;
        let named = self.mentions.iter().find(|mention| {
            let tokens = tree.tokens_in(mention.span);
            tokens.end == open && tokens.len() >= 2 && mention.kind != MentionKind::Demonym
        });
        if let Some(mention) = named {
            return Some(mention.actor.clone());
        }
        // Words whose first letters spell it.
        let first = self.spelled(open, acronym)?;
        let span = tree.span(first, open - 1);
        let noun = (first..open).rev().find_map(|at| self.nouns[at]);
        let base = self
            .hits
            .iter()
            .find(|hit| hit.first >= first && hit.end <= open)
            .map(|hit| self.dated.named(hit.meaning));
        Some(ActorRef {
            id: None,
            name: span.of(tree.text).split_whitespace().collect::<Vec<_>>().join(" "),
            country: base.as_ref().and_then(|base| base.country.clone()),
            sector: noun.and_then(|noun| self.agent(noun).sector),
            part_of: base.and_then(|base| base.id),
            wikidata: None,
        })
    }

    /// First token of the words before `open` whose initials are the acronym.
    fn spelled(&self, open: usize, acronym: &str) -> Option<usize> {
        let tree = self.tree;
        let mut letters: Vec<char> = acronym.chars().filter(|letter| letter.is_alphabetic()).collect();
        let mut at = open;
        while let Some(wanted) = letters.pop() {
            loop {
                at = at.checked_sub(1)?;
                let initial = tree.surface(at).chars().next()?;
                if initial.is_uppercase() && initial.eq_ignore_ascii_case(&wanted) {
                    break;
                }
                // Small words between may be left out of the acronym.
                if initial.is_uppercase() || open - at > 12 {
                    return None;
                }
            }
        }
        (open - at >= 2).then_some(at)
    }

    /// Whether the lexicon has the acronym for this very actor.
    fn is_known_as(&self, acronym: &str, actor: &ActorRef) -> bool {
        let lexicon = self.dated.knowledge.lexicon;
        let known = lexicon.actors.iter().find(|entry| Some(&entry.id) == actor.id.as_ref());
        known.is_some_and(|entry| entry.aliases.iter().any(|alias| alias == acronym))
    }
}
