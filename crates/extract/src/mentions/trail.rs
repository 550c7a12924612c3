//! Who has been mentioned so far, and what takes it up: "the ministry", "the group", "he", "its".
//!
//! Invariant: it answers only where one actor alone can be meant; of two it says nothing.

use tidywire_codebook::MentionKind;
use tidywire_lexicon::{SpeechKind, WordClass};
use tidywire_text::{Label, Pos, Span};

use super::actors::Dated;
use crate::knowledge::Knowledge;
use crate::tree::Tree;
use crate::types::{ActorRef, Mention};

/// How many sentences back a noun can reach.
pub(super) const NOUN_REACH: usize = 5;

/// How many sentences back a pronoun can reach.
const PRONOUN_REACH: usize = 1;

/// One earlier mention.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    sentence: usize,
    /// Its words.
    span: Span,
    /// Token of its head.
    head: usize,
    pub(super) actor: ActorRef,
    /// Noun at its head or in front of its name, lower case.
    pub(super) nouns: Vec<String>,
    pub(super) kind: Sort,
    subject: bool,
}

/// What sort of thing was mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Person,
    /// A state, body or group with a name.
    Body,
    /// Several people by a noun.
    Many,
    Other,
}

/// The mentions of an article in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Trail {
    seen: Vec<Seen>,
    /// Countries named so far.
    pub(super) countries: Vec<String>,
}

impl Trail {
    /// Takes in the mentions of one sentence.
    pub(super) fn follow(&mut self, tree: &Tree<'_>, mentions: &[Mention]) {
        for mention in mentions {
            let tokens = tree.tokens_in(mention.span);
            let nouns = tokens.filter(|&at| tree.is_noun(at)).map(|at| tree.lemma(at)).collect();
            self.seen.push(Seen {
                sentence: mention.sentence,
                span: mention.antecedent.unwrap_or(mention.span),
                head: mention.head,
                actor: mention.actor.clone(),
                nouns,
                kind: sort(tree, mention),
                subject: matches!(tree.label(mention.head), Label::Nsubj | Label::Nsubjpass),
            });
            if let Some(country) = &mention.actor.country
                && !self.countries.contains(country)
            {
                self.countries.push(country.clone());
            }
        }
    }

    pub(super) fn back(&self, sentence: usize, reach: usize) -> impl Iterator<Item = &Seen> {
        // In the order of the sentences, so the last ones are found without reading all.
        let start = self.seen.partition_point(|seen| seen.sentence + reach < sentence);
        self.seen[start..].iter()
    }

    /// Finds the pronouns of a sentence that stand for somebody.
    pub(super) fn resolve(&self, dated: &Dated<'_, '_>, tree: &Tree<'_>, sentence: usize, mentions: &mut Vec<Mention>) {
        let mut here = Self::default();
        here.follow(tree, mentions);
        let mut found = Vec::new();
        for token in 0..tree.len() {
            if tree.pos(token) != Pos::Pron || tree.label(token) == Label::Expl {
                continue;
            }
            let Some(pronoun) = Pronoun::of(dated.knowledge, tree.word(token)) else {
                continue;
            };
            let subject = tree.label(token) == Label::Nsubj;
            // "It" is a thing, unless it does what bodies do.
            if pronoun == Pronoun::Body && !acts(dated.knowledge, tree, token) {
                continue;
            }
            let (actor, antecedent) = match pronoun {
                Pronoun::Speaker => (here.speaker(tree, token), None),
                _ => self
                    .antecedent(&here, sentence, token, pronoun.sorts(), subject)
                    .map(|seen| (seen.actor.clone(), seen.span))
                    .unzip(),
            };
            // A person is one also where nobody says who; "it" and "they" may be things and are rows only where that is clear.
            let person = matches!(pronoun, Pronoun::Person | Pronoun::Speaker);
            let somebody = person && tree.label(token) != Label::Poss;
            let actor = actor.or_else(|| (somebody || antecedent.is_some()).then(ActorRef::default));
            let Some(actor) = actor else {
                continue;
            };
            found.push(Mention {
                sentence,
                span: tree.token(token).span,
                kind: MentionKind::Pronoun,
                actor,
                status: None,
                rule: "code/trail#pronoun".to_owned(),
                head: token,
                person: false,
                antecedent,
            });
        }
        mentions.extend(found);
        mentions.sort_by_key(|mention| mention.span.start);
    }

    /// Who says the clause that "we" stands in: for several of them where he belongs, not himself.
    fn speaker(&self, tree: &Tree<'_>, token: usize) -> Option<ActorRef> {
        let mut at = tree.head(token)?;
        while let Some(head) = tree.head(at) {
            let clause = matches!(
                tree.label(at),
                Label::Ccomp | Label::Advcl | Label::Conj | Label::Parataxis
            );
            if clause
                && tree.is_verb(head)
                && let Some(subject) = tree.child(head, Label::Nsubj)
                && subject != token
                && let Some(seen) = self
                    .seen
                    .iter()
                    .find(|seen| seen.head == subject && seen.actor.is_known())
            {
                let actor = seen.actor.clone();
                let one = matches!(tree.word(token), "i" | "me");
                return (one && seen.kind == Sort::Person).then(|| actor.clone()).or_else(|| {
                    (!one).then(|| ActorRef {
                        id: actor.id.filter(|_| seen.kind == Sort::Body),
                        name: actor.name,
                        country: actor.country,
                        sector: actor.sector,
                        part_of: actor.part_of,
                        wikidata: None,
                    })
                });
            }
            at = head;
        }
        None
    }

    /// Whom a pronoun takes up: the only fitting one before it in its sentence, else the only one of the sentence
    /// before, else the only subject there.
    fn antecedent<'s>(
        &'s self,
        here: &'s Self,
        sentence: usize,
        token: usize,
        sorts: &[Sort],
        subject: bool,
    ) -> Option<&'s Seen> {
        let fits = |seen: &&Seen| sorts.contains(&seen.kind);
        let before: Vec<&Seen> = here.seen.iter().filter(|seen| seen.head < token).filter(fits).collect();
        let only = |list: &[&'s Seen]| {
            ActorRef::only(list.iter().map(|seen| &seen.actor))?;
            list.last().copied()
        };
        // Subjects take up subjects; "its" and "them" only what stands alone.
        let choose = |list: &[&'s Seen]| {
            let subjects: Vec<&Seen> = list.iter().copied().filter(|seen| seen.subject && subject).collect();
            only(list).or_else(|| only(&subjects))
        };
        let found = if before.is_empty() || subject && only(&before).is_none() {
            let earlier: Vec<&Seen> = self.back(sentence, PRONOUN_REACH).filter(fits).collect();
            choose(&earlier)
        } else {
            choose(&before)
        };
        found.filter(|seen| seen.actor.is_known() || seen.kind == Sort::Person)
    }
}

/// True for the subject of a verb, and the owner of a noun, of the lexicon: "it denied", "its troops", "its attack".
fn acts(knowledge: &Knowledge<'_>, tree: &Tree<'_>, token: usize) -> bool {
    let Some(head) = tree.head(token) else { return false };
    let lemma = tree.lemma(head);
    match tree.label(token) {
        Label::Nsubj => {
            let says = knowledge.speech_of(&lemma, SpeechKind::Verb).next().is_some();
            says || knowledge.triggers_of(&lemma, WordClass::Verb).next().is_some()
        }
        Label::Poss => {
            knowledge.agents.contains_key(&lemma) || knowledge.triggers_of(&lemma, WordClass::Noun).next().is_some()
        }
        _ => false,
    }
}

/// What a pronoun can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pronoun {
    Person,
    Group,
    Body,
    Speaker,
}

impl Pronoun {
    fn of(knowledge: &Knowledge<'_>, word: &str) -> Option<Self> {
        let pronouns = &knowledge.lexicon.pronouns;
        let kinds = [
            (&pronouns.person, Self::Person),
            (&pronouns.group, Self::Group),
            (&pronouns.body, Self::Body),
            (&pronouns.speaker, Self::Speaker),
        ];
        let found = kinds
            .into_iter()
            .find(|(list, _)| list.iter().any(|pronoun| pronoun == word));
        found.map(|(_, kind)| kind)
    }

    fn sorts(self) -> &'static [Sort] {
        match self {
            Self::Person => &[Sort::Person],
            Self::Group => &[Sort::Many],
            Self::Body => &[Sort::Body],
            Self::Speaker => &[],
        }
    }
}

fn sort(tree: &Tree<'_>, mention: &Mention) -> Sort {
    use tidywire_text::Tag;
    let plural = matches!(tree.tag(mention.head), Tag::Nns | Tag::Nnps);
    match mention.kind {
        MentionKind::Pronoun => Sort::Other,
        _ if mention.person => Sort::Person,
        MentionKind::Office if !plural => Sort::Person,
        MentionKind::Nominal | MentionKind::Demonym if plural => Sort::Many,
        MentionKind::Name | MentionKind::Alias | MentionKind::Metonym => Sort::Body,
        _ => Sort::Other,
    }
}
