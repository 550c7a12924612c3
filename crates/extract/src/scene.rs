//! One sentence with what has been found in it so far: the view that actions, figures and statements share.

use jiff::civil::Date;
use tidywire_lexicon::WordClass;
use tidywire_text::{Entity, EntityLabel, Label, Span, Tag};

use crate::knowledge::Knowledge;
use crate::relations::PathContext;
use crate::tree::Tree;
use crate::types::{ActorRef, Claim, Mention, Party, Place, Statement, TimeExpression};

/// A sentence under work.
pub(crate) struct Scene<'a, 'l> {
    pub(crate) knowledge: &'a Knowledge<'l>,
    pub(crate) tree: &'a Tree<'a>,
    pub(crate) index: usize,
    pub(crate) mentions: Vec<Mention>,
    pub(crate) places: Vec<Place>,
    pub(crate) times: Vec<TimeExpression>,
    pub(crate) statements: Vec<Statement>,
    /// Day of publication, if known.
    pub(crate) published: Option<Date>,
    /// True where violence is told: in the sentence, or beside it and no mishap in it.
    pub(crate) violent: bool,
    /// True where the sentence tells an accident, a disaster or a disease.
    pub(crate) mishap: bool,
    /// For each token whether it is a noun that tells an event.
    pub(crate) event_nouns: Vec<bool>,
    /// Index of the sentence's first place in the document's list.
    pub(crate) place_base: usize,
}

/// For each token whether it is a noun that tells an event: asked for each row again and again.
pub(crate) fn event_nouns(knowledge: &Knowledge<'_>, tree: &Tree<'_>) -> Vec<bool> {
    let tells = |token: usize| {
        let lemma = tree.lemma(token);
        let lemma = lemma.as_str();
        knowledge.triggers_of(lemma, WordClass::Noun).next().is_some()
            || knowledge.violence_words.contains(lemma)
            || knowledge.mishap_words.contains(lemma)
            || knowledge.times.is_event(lemma)
    };
    (0..tree.len())
        .map(|token| tree.is_noun(token) && tells(token))
        .collect()
}

impl<'a> Scene<'a, '_> {
    pub(crate) fn context<'c>(&'c self, prep: &'c [String]) -> PathContext<'c> {
        PathContext {
            prep,
            light_verbs: &self.knowledge.lexicon.light_verbs,
        }
    }

    /// Who stands at the node: one party per conjunct, two where two demonyms share a noun.
    pub(crate) fn parties(&self, node: usize) -> Vec<Party> {
        let mut parties: Vec<Party> = Vec::new();
        for token in self.tree.conjuncts(node) {
            if self.tree.is_verb(token) && token != node {
                continue;
            }
            for party in self.at(token) {
                // The parser may see a conjunct inside a name ("Jaish-e-Mohammed"): one name is one party.
                if !parties.iter().any(|known| known.span == party.span) {
                    parties.push(party);
                }
            }
        }
        parties
    }

    fn at(&self, token: usize) -> Vec<Party> {
        let own: Vec<Party> = self
            .mentions
            .iter()
            .filter(|mention| mention.head == token)
            .map(|mention| Party {
                span: mention.span,
                actor: mention.actor.clone(),
            })
            .collect();
        if !own.is_empty() {
            return own;
        }
        let span = self.tree.token(token).span;
        if let Some(mention) = self.mentions.iter().find(|mention| mention.span.contains(span)) {
            return vec![Party {
                span: mention.span,
                actor: mention.actor.clone(),
            }];
        }
        if let Some(place) = self.places.iter().find(|place| place.span.contains(span)) {
            let actor = ActorRef {
                name: place.name.clone(),
                country: place.country.clone(),
                ..ActorRef::default()
            };
            return vec![Party {
                span: place.span,
                actor,
            }];
        }
        let span = self.tree.noun_phrase(token);
        // "thousands of Haitians": who is counted acts.
        let counted = self
            .counted_behind(token)
            .map(|inner| self.at(inner))
            .unwrap_or_default();
        if let Some(inner) = counted.into_iter().find(|party| party.is_known()) {
            let actor = inner.actor;
            return vec![Party { span, actor }];
        }
        vec![Party {
            span,
            actor: self.owner(token),
        }]
    }

    /// Who is counted or grouped behind "of": "thousands of Haitians".
    pub(crate) fn counted_behind(&self, token: usize) -> Option<usize> {
        let lemma = self.tree.lemma(token);
        // "240 of their fighters", "some of the hostages".
        let part = matches!(self.tree.tag(token), Tag::Cd | Tag::Dt | Tag::Jj | Tag::Jjs);
        (part || self.knowledge.lexicon.quantity_nouns.contains(&lemma)).then_some(())?;
        let of = self.tree.with_label(token, &[Label::Prep]);
        // "delegations from the Ugandan government".
        let of = of
            .into_iter()
            .find(|&child| matches!(self.tree.word(child), "of" | "from"))?;
        self.tree.child(of, Label::Pobj)
    }

    /// What the names before a noun say of it: "Russia's ghost fleet" is Russian, but not Russia.
    fn owner(&self, noun: usize) -> ActorRef {
        let modifier = self
            .tree
            .with_label(noun, &[Label::Poss, Label::Amod, Label::Compound, Label::Nmod]);
        let name = self.tree.noun_phrase(noun).of(self.tree.text).to_owned();
        let owner = modifier.into_iter().find_map(|child| {
            let span = self.tree.token(child).span;
            let mention = self.mentions.iter().find(|mention| mention.span.contains(span))?;
            mention.actor.is_known().then_some(&mention.actor)
        });
        let thing = self.knowledge.target_nouns.contains(self.tree.lemma(noun).as_str());
        let country = owner.and_then(|owner| owner.country.clone());
        // "An ISIL position": a group without a country lends its sector, so that the thing is somebody's.
        let sector = owner.filter(|_| country.is_none()).and_then(|owner| owner.sector);
        ActorRef {
            name,
            country: country.or_else(|| thing.then(|| self.location(noun)).flatten()),
            part_of: sector.and(owner).and_then(|owner| owner.id.clone()),
            sector,
            ..ActorRef::default()
        }
    }

    /// "nine sites in Pakistan", "the airport of Sanaa": the country of the place that the phrase names.
    fn location(&self, noun: usize) -> Option<String> {
        self.tree
            .with_label(noun, &[Label::Prep])
            .into_iter()
            .filter(|&child| {
                matches!(
                    self.tree.word(child),
                    "in" | "of" | "near" | "at" | "across" | "inside" | "outside" | "around"
                )
            })
            .find_map(|child| {
                let object = self.tree.child(child, Label::Pobj)?;
                let span = self.tree.token(object).span;
                let place = self
                    .places
                    .iter()
                    .find(|place| place.span.contains(span))
                    .and_then(|place| place.country.clone());
                place.or_else(|| {
                    self.mentions
                        .iter()
                        .find(|mention| mention.head == object)
                        .and_then(|mention| mention.actor.country.clone())
                })
            })
    }

    /// True within a time expression: "agreed on 2 November".
    pub(crate) fn is_time(&self, token: usize) -> bool {
        let span = self.tree.token(token).span;
        self.times.iter().any(|time| time.span.contains(span))
            || self.tree.sentence.entities.iter().any(|entity| {
                matches!(entity.label, EntityLabel::Date | EntityLabel::Time)
                    && (entity.first..entity.end).contains(&token)
            })
    }

    /// People, and things that can be attacked or seized: targets although no actors.
    pub(crate) fn is_hittable(&self, party: &Party) -> bool {
        let Some(head) = self.tree.head_of(party.span) else {
            return false;
        };
        let number = self.tree.tag(head) == Tag::Cd && self.tree.child(head, Label::Prep).is_none();
        self.knowledge.target_nouns.contains(self.tree.lemma(head).as_str())
            || number && !self.is_time(head)
            || self.mentions.iter().any(|mention| mention.head == head)
            || self.are_people(party)
    }

    /// Nouns for people, persons by name, numbers of them: "gunmen", "dozens of people", "hundreds", "five others", "him".
    pub(crate) fn are_people(&self, party: &Party) -> bool {
        let Some(head) = self.tree.head_of(party.span) else {
            return false;
        };
        let lemma = self.tree.lemma(head);
        let quantity = self.knowledge.lexicon.quantity_nouns.contains(&lemma);
        let some = quantity && self.tree.tag(head) == Tag::Nns && self.tree.child(head, Label::Prep).is_none();
        let people = |node: usize| self.knowledge.agents.contains_key(&self.tree.lemma(node));
        let person =
            |entity: &Entity| entity.label == EntityLabel::Person && (entity.first..entity.end).contains(&head);
        people(head)
            || self.counted_behind(head).is_some_and(people)
            || some
            || self.is_person_pronoun(head)
            || self.tree.word(head) == "others"
            || self.tree.sentence.entities.iter().any(person)
    }

    /// "he", "them": a person, whoever it is.
    pub(crate) fn is_person_pronoun(&self, node: usize) -> bool {
        let pronouns = &self.knowledge.lexicon.pronouns;
        let word = self.tree.word(node);
        let lists = [&pronouns.person, &pronouns.group, &pronouns.speaker];
        self.tree.tag(node) == Tag::Prp && lists.into_iter().flatten().any(|pronoun| pronoun == word)
    }

    /// The innermost statement whose content holds the token.
    pub(crate) fn statement_over(&self, token: usize) -> Option<&Statement> {
        let span = self.tree.token(token).span;
        self.statements
            .iter()
            .filter(|statement| {
                !statement.attitude && statement.content.contains(span) && !statement.cue.contains(span)
            })
            .min_by_key(|statement| statement.content.len())
    }

    /// The innermost statement over the token that says who speaks: an adverb ("reportedly") leaves that to what is around it.
    fn speaker_over(&self, token: usize) -> Option<&Statement> {
        let inner = self.statement_over(token)?;
        if inner.source.is_some() || !inner.content.contains(inner.cue) {
            return Some(inner);
        }
        let span = self.tree.token(token).span;
        let outer = self.statements.iter().filter(|statement| {
            !statement.attitude
                && statement.source.is_some()
                && statement.content.contains(span)
                && !statement.cue.contains(span)
        });
        outer.min_by_key(|statement| statement.content.len()).or(Some(inner))
    }

    pub(crate) fn claim(&self, token: usize) -> Claim {
        self.speaker_over(token).map_or_else(Claim::default, |statement| Claim {
            // Numbers say nothing: "then 687 on Friday, the state reports".
            claimant: statement.source.clone().filter(|party| {
                !self
                    .text(party.span)
                    .starts_with(|letter: char| letter.is_ascii_digit())
            }),
            verb: Some(statement.cue),
            stance: statement.stance,
        })
    }

    /// The verb that the token stands under (itself, if it is one), or the top of its phrase.
    pub(crate) fn clause(&self, token: usize) -> usize {
        let mut at = token;
        while !self.tree.is_verb(at)
            || matches!(
                self.tree.label(at),
                Label::Aux | Label::Auxpass | Label::Amod | Label::Compound
            )
        {
            match self.tree.head(at) {
                Some(head) => at = head,
                None => break,
            }
        }
        at
    }

    /// True for tokens inside a name: no trigger stands there.
    pub(crate) fn in_name(&self, token: usize) -> bool {
        let span = self.tree.token(token).span;
        let inside = |mention: &&Mention| mention.span.contains(span) && mention.head != token;
        self.mentions.iter().any(|mention| {
            inside(&mention) && self.tree.is_name(token)
                || mention.span.contains(span)
                    && matches!(
                        mention.kind,
                        tidywire_codebook::MentionKind::Name
                            | tidywire_codebook::MentionKind::Alias
                            | tidywire_codebook::MentionKind::Metonym
                            | tidywire_codebook::MentionKind::Demonym
                            | tidywire_codebook::MentionKind::Office
                    )
        })
    }

    /// For the words of a pronoun: those that it takes up, where they are known.
    pub(crate) fn named(&self, span: Span) -> Span {
        let pronoun = self.mentions.iter().find(|mention| mention.span == span);
        pronoun.and_then(|mention| mention.antecedent).unwrap_or(span)
    }

    pub(crate) fn text(&self, span: Span) -> &'a str {
        span.of(self.tree.text)
    }
}

impl Party {
    /// True for actors; a thing that only has a country ("Russian missiles") is none.
    pub(crate) fn is_actor(&self) -> bool {
        self.actor.id.is_some() || self.actor.sector.is_some()
    }

    /// True when the lexicon or the text says who it is.
    pub(crate) fn is_known(&self) -> bool {
        self.actor.is_known()
    }
}
