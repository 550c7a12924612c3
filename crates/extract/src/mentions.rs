//! Mentions of actors in one sentence.
//!
//! Names of the lexicon come first; people that only the model sees come second; nouns for kinds of
//! people ("soldiers") take country from the names and demonyms that modify them.
//! Invariant: mentions of one sentence do not overlap.

use jiff::civil::Date;
use tidywire_codebook::{CombatantStatus, MentionKind, Sector};
use tidywire_text::{EntityLabel, Label, Pos, Span};

use crate::knowledge::{Knowledge, Named};
use crate::names::Hit;
use crate::tree::Tree;
use crate::types::{ActorRef, Mention};

/// Finds the mentions of one sentence.
pub(crate) fn find(knowledge: &Knowledge<'_>, tree: &Tree<'_>, sentence: usize, date: Option<Date>) -> Vec<Mention> {
    let hits: Vec<Hit<Named>> = knowledge
        .actors
        .find(tree)
        .into_iter()
        .filter(|hit| !is_prefixed(tree, hit))
        .collect();
    let mut finder = Finder {
        knowledge,
        tree,
        sentence,
        date,
        hits,
        used: Vec::new(),
        mentions: Vec::new(),
    };
    finder.people();
    finder.nouns();
    finder.names();
    let mut mentions = finder.mentions;
    mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    let mut end = 0;
    mentions.retain(|mention| {
        let keep = mention.span.start >= end;
        end = end.max(mention.span.end);
        keep
    });
    mentions
}

/// "pro-Russian", "non-Israeli", "anti-US": the name is not the actor.
fn is_prefixed(tree: &Tree<'_>, hit: &Hit<Named>) -> bool {
    hit.first >= 2
        && tree.surface(hit.first - 1) == "-"
        && tree.token(hit.first - 1).span.end == hit.span.start
        && matches!(tree.word(hit.first - 2), "pro" | "anti" | "non" | "ex" | "post" | "pre")
}

pub(crate) struct Finder<'a, 'l> {
    pub(crate) knowledge: &'a Knowledge<'l>,
    pub(crate) tree: &'a Tree<'a>,
    pub(crate) sentence: usize,
    pub(crate) date: Option<Date>,
    pub(crate) hits: Vec<Hit<Named>>,
    /// Token ranges that are taken.
    pub(crate) used: Vec<std::ops::Range<usize>>,
    pub(crate) mentions: Vec<Mention>,
}

impl Finder<'_, '_> {
    pub(crate) fn is_used(&self, token: usize) -> bool {
        self.used.iter().any(|range| range.contains(&token))
    }

    /// The hit that covers the token.
    pub(crate) fn hit_at(&self, token: usize) -> Option<&Hit<Named>> {
        self.hits.iter().find(|hit| (hit.first..hit.end).contains(&token))
    }

    pub(crate) fn push(
        &mut self,
        range: std::ops::Range<usize>,
        span: Span,
        kind: MentionKind,
        actor: ActorRef,
        rule: String,
        status: Option<CombatantStatus>,
    ) {
        let head = self.tree.head_of(span).unwrap_or(range.start);
        self.used.push(range);
        self.mentions.push(Mention {
            sentence: self.sentence,
            span,
            kind,
            actor,
            status,
            rule,
            head,
        });
    }

    /// Nouns for kinds of people and bodies, with what modifies them.
    fn nouns(&mut self) {
        for token in 0..self.tree.len() {
            if self.is_used(token) || !self.tree.is_noun(token) && self.tree.pos(token) != Pos::Adj {
                continue;
            }
            // A name of the lexicon that ends here is the better reading ("General Staff").
            if self
                .hit_at(token)
                .is_some_and(|hit| !matches!(hit.meaning, Named::Demonym(_)))
            {
                continue;
            }
            let Some((agent, first)) = self.agent_noun(token) else {
                continue;
            };
            if !self.tree.is_noun(token) {
                continue;
            }
            self.noun(token, agent, first);
        }
    }

    /// The agent noun that ends at the token: entry and first token.
    pub(crate) fn agent_noun(&self, token: usize) -> Option<(usize, usize)> {
        let tree = self.tree;
        let word = tree.word(token).to_owned();
        let mut forms = vec![tree.lemma(token), word.clone()];
        if let Some(singular) = word.strip_suffix('s') {
            forms.push(singular.to_owned());
            forms.extend(singular.strip_suffix("ie").map(|stem| format!("{stem}y")));
        }
        forms.push(word.trim_end_matches('.').to_owned());
        forms.iter().find_map(|form| {
            self.knowledge
                .agents
                .get(form.as_str())?
                .iter()
                .find_map(|(agent, before)| {
                    let mut at = token;
                    for wanted in before.iter().rev() {
                        at = at.checked_sub(1)?;
                        if tree.surface(at) == "-" {
                            at = at.checked_sub(1)?;
                        }
                        (tree.word(at) == wanted).then_some(())?;
                    }
                    Some((*agent, at))
                })
        })
    }

    fn noun(&mut self, token: usize, agent: usize, first: usize) {
        let tree = self.tree;
        let entry = &self.knowledge.lexicon.agents[agent];
        // Names and demonyms that modify the noun, and the conjuncts of those ("Russian and North Korean").
        let mut modifiers: Vec<usize> = Vec::new();
        let direct = tree.with_label(token, &[Label::Amod, Label::Compound, Label::Poss, Label::Nmod]);
        let nested = direct
            .iter()
            .flat_map(|&child| tree.with_label(child, &[Label::Amod, Label::Compound, Label::Nmod]));
        let around: Vec<usize> = direct.iter().copied().chain(nested).collect();
        for child in around {
            for part in tree.conjuncts(child) {
                if let Some(index) = self.hits.iter().position(|hit| (hit.first..hit.end).contains(&part))
                    && self.hits[index].end <= first
                    && !modifiers.contains(&index)
                {
                    modifiers.push(index);
                }
            }
        }
        // The parser sometimes hangs the demonym elsewhere: one right before the noun is enough.
        if modifiers.is_empty()
            && first > 0
            && let Some(index) = self.hits.iter().position(|hit| hit.end == first)
        {
            modifiers.push(index);
        }
        modifiers.sort_unstable();
        let complement = self.complement(token);
        if modifiers.is_empty() && complement.is_none() && !entry.alone {
            return;
        }
        let retired = tree
            .with_label(token, &[Label::Amod])
            .iter()
            .any(|&child| matches!(tree.word(child), "former" | "retired" | "ex"));
        let sector = if retired { Some(Sector::Eli) } else { entry.sector };
        let start_of_noun = (0..first)
            .rev()
            .take_while(|&at| {
                tree.below(at, token)
                    && tree.pos(at) != Pos::Punct
                    && tree.pos(at) != Pos::Det
                    && tree.pos(at) != Pos::Num
                    && tree.pos(at) != Pos::Adv
                    && tree.pos(at) != Pos::Cconj
                    && tree.pos(at) != Pos::Adp
                    && !tree.is_verb(at)
            })
            .last()
            .unwrap_or(first);
        if modifiers.is_empty() {
            let base = complement.as_ref().map(|(_, meaning)| *meaning);
            let actor = self.compound(base, sector, &entry.noun);
            let kind = if entry.title {
                MentionKind::Office
            } else {
                MentionKind::Nominal
            };
            let end = complement.as_ref().map_or(token + 1, |(end, _)| *end);
            let begin = if complement.is_some() {
                first
            } else {
                start_of_noun.max(first.saturating_sub(2))
            };
            let begin = if begin < first && !self.tree.is_noun(begin) && self.tree.tag(begin) != tidywire_text::Tag::Jj
            {
                first
            } else {
                begin
            };
            let span = tree.span(begin, end - 1);
            self.push(begin..end, span, kind, actor, entry.rule.clone(), entry.status);
            if let Some(last) = self.mentions.last_mut() {
                last.head = token;
            }
            return;
        }
        let last_modifier = modifiers.len() - 1;
        for (place, index) in modifiers.into_iter().enumerate() {
            let hit = self.hits[index].clone();
            let actor = self.compound(Some(hit.meaning), sector, &entry.noun);
            let kind = if entry.title {
                MentionKind::Office
            } else {
                MentionKind::Nominal
            };
            let (range, span) = if place == last_modifier {
                (hit.first..token + 1, hit.span.cover(tree.token(token).span))
            } else {
                (hit.first..hit.end, hit.span)
            };
            self.push(range, span, kind, actor, entry.rule.clone(), entry.status);
            if let Some(last) = self.mentions.last_mut() {
                last.head = token;
            }
        }
    }

    /// "commander of the Ukrainian navy", "president of Ukraine": one past the last token, and who.
    fn complement(&self, token: usize) -> Option<(usize, Named)> {
        let of = self
            .tree
            .children(token)
            .iter()
            .copied()
            .find(|&child| self.tree.word(child) == "of")?;
        let object = self.tree.child(of, Label::Pobj)?;
        let hit = self.hit_at(object)?;
        (hit.end == object + 1 || hit.first > token).then_some((hit.end, hit.meaning))
    }

    /// Names that are not part of a longer mention.
    fn names(&mut self) {
        for hit in self.hits.clone() {
            if (hit.first..hit.end).any(|token| self.is_used(token)) {
                continue;
            }
            let head = self.tree.head_of(hit.span).unwrap_or(hit.first);
            if matches!(hit.meaning, Named::Metonym(_, true)) && self.is_locative(head) {
                continue;
            }
            let actor = self.named(hit.meaning);
            let (kind, rule) = match hit.meaning {
                Named::Name(index) => {
                    let entry = &self.knowledge.lexicon.actors[index];
                    let full = hit.span.of(self.tree.text) == entry.name;
                    (
                        if full { MentionKind::Name } else { MentionKind::Alias },
                        entry.rule.clone(),
                    )
                }
                Named::Demonym(index) => (MentionKind::Demonym, self.knowledge.lexicon.actors[index].rule.clone()),
                Named::Metonym(index, _) => (MentionKind::Metonym, self.knowledge.lexicon.actors[index].rule.clone()),
                Named::Person(index) => (MentionKind::Name, self.knowledge.lexicon.people[index].rule.clone()),
            };
            self.push(hit.first..hit.end, hit.span, kind, actor, rule, None);
        }
    }

    /// True after a preposition of place: "in Washington" is a place.
    pub(crate) fn is_locative(&self, token: usize) -> bool {
        is_locative(self.knowledge, self.tree, token)
    }

    /// People that the model sees and the lexicon does not, and known people with their titles.
    fn people(&mut self) {
        for hit in self.hits.clone() {
            if let Named::Person(index) = hit.meaning {
                self.person(hit.first, hit.end, Some(index));
            }
        }
        let places = self.knowledge.places.find(self.tree);
        for entity in &self.tree.sentence.entities {
            // The gazetteer speaks first: the model takes many towns for people.
            if places
                .iter()
                .any(|hit| hit.first <= entity.first && hit.end >= entity.end)
            {
                continue;
            }
            let free = |finder: &Self| {
                !(entity.first..entity.end).any(|token| finder.is_used(token) || finder.hit_at(token).is_some())
            };
            if entity.label == EntityLabel::Person && free(self) {
                let named = (entity.first..entity.end).all(|token| {
                    self.tree.is_name(token)
                        || matches!(
                            self.tree.surface(token),
                            "-" | "al" | "bin" | "de" | "van" | "von" | "el" | "."
                        )
                });
                if named {
                    self.person(entity.first, entity.end, None);
                }
            }
        }
    }
}

/// True after a preposition of place.
pub(crate) fn is_locative(knowledge: &Knowledge<'_>, tree: &Tree<'_>, token: usize) -> bool {
    let first = tree.chain_head(token);
    tree.label(first) == Label::Pobj
        && tree.head(first).is_some_and(|head| {
            knowledge
                .lexicon
                .locatives
                .iter()
                .any(|locative| locative.word == tree.word(head))
        })
}
