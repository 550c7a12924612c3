//! What a number counts: the measure, from the noun, the verb or the participle near it.

use tidywire_codebook::Measure;
use tidywire_lexicon::{Measured, WordClass};
use tidywire_text::{EntityLabel, Label, Pos, Tag};

use crate::numbers::Number;
use crate::scene::Scene;

/// A measure found for a number.
pub(crate) struct Reading<'l> {
    pub(crate) entry: &'l Measured,
    /// The word that gives it.
    pub(crate) trigger: usize,
    /// Who or what is counted, where it is not the noun beside the number.
    pub(crate) subject: Option<usize>,
    /// Who did it.
    pub(crate) agent: Option<usize>,
}

impl<'l> Reading<'l> {
    /// A reading that knows the measure and the word for it, no more.
    pub(crate) fn bare(entry: &'l Measured, trigger: usize) -> Self {
        Self {
            entry,
            trigger,
            subject: None,
            agent: None,
        }
    }
}

impl<'l> Scene<'_, 'l> {
    /// The measure of a number whose token is `token` and which counts `noun`, if a noun is there.
    /// `hint` is the unit of the figure before, for numbers without a noun.
    pub(crate) fn measure(
        &self,
        number: &Number,
        token: usize,
        noun: Option<usize>,
        hint: Option<&str>,
    ) -> Option<Reading<'l>> {
        let node = noun.unwrap_or(token);
        let money = number.currency.is_some();
        // "hundreds of soldiers died": the number itself is the argument of the verb.
        let outer = (token != node && self.tree.below(node, token)).then_some(token);
        // "at least 200 dead and more than 400 wounded": the word right behind a bare number comes first.
        let behind = (noun.is_none() && number.end < self.tree.len()).then_some(number.end);
        let bare = behind.is_some_and(|at| matches!(self.tree.tag(at), Tag::Vbn | Tag::Vbd | Tag::Jj));
        bare.then(|| self.by_next_word(number, noun, money))
            .flatten()
            .or_else(|| self.by_last_word(number, noun, money))
            .or_else(|| self.by_verb(outer.unwrap_or(node), noun, hint, money))
            .or_else(|| self.by_event_of(node, money))
            .or_else(|| noun.and_then(|noun| self.by_noun(noun, money)))
            .or_else(|| self.by_participle(node, noun, money))
            .or_else(|| self.by_among(outer.unwrap_or(node)))
            .or_else(|| self.by_put(outer.unwrap_or(node)))
            .or_else(|| self.by_level(node, money))
            .or_else(|| self.by_wider_noun(node, money))
            // "the arrest of three of its members".
            .or_else(|| outer.and_then(|outer| self.by_wider_noun(outer, money)))
            .or_else(|| self.by_next_word(number, noun, money))
            .or_else(|| self.by_toll(number, noun))
    }

    /// The measure of the whole in "33 of 41 drones launched": only what stands on the noun itself.
    pub(crate) fn measure_of_whole(&self, node: usize, noun: Option<usize>) -> Option<Reading<'l>> {
        self.by_participle(node, noun, false)
            .or_else(|| noun.and_then(|noun| self.by_noun(noun, false)))
    }

    pub(crate) fn entry(
        &self,
        token: usize,
        class: WordClass,
        position: &str,
        counted: Option<usize>,
        money: bool,
    ) -> Option<&'l Measured> {
        let lexicon = self.knowledge.lexicon;
        let mut lemmas = vec![self.tree.lemma(token)];
        let word = self.tree.word(token).to_owned();
        if !lemmas.contains(&word) {
            lemmas.push(word);
        }
        lemmas.iter().find_map(|lemma| {
            let list = self.knowledge.measured.get(lemma.as_str())?;
            list.iter()
                .map(|&index| &lexicon.measured[index])
                .filter(|entry| {
                    entry.class == class
                        && (position.is_empty()
                            || entry.counts.is_empty()
                            || entry.counts.iter().any(|known| known == position))
                        && self.has_rest(token, &entry.trigger, class)
                        && (!entry.people
                            || counted.is_none_or(|noun| self.is_people(noun) || self.may_be_people(noun, entry)))
                        && entry.money == money
                        && !(matches!(
                            entry.measure,
                            Measure::Destroyed | Measure::Damaged | Measure::Intercepted
                        ) && counted.is_some_and(|noun| self.is_somebody(noun)))
                        && (entry.with.is_empty() || counted.is_some_and(|noun| self.fits(noun, &entry.with)))
                })
                .max_by_key(|entry| (entry.trigger.matches(' ').count(), !entry.with.is_empty()))
        })
    }

    /// The entry of a verb for a noun, or for what the figure before counted.
    fn hinted(
        &self,
        verb: usize,
        position: &str,
        noun: Option<usize>,
        hint: Option<&str>,
        money: bool,
    ) -> Option<&'l Measured> {
        self.entry(verb, WordClass::Verb, position, noun, money).or_else(|| {
            let hint = hint.filter(|_| noun.is_none())?;
            let lemma = self.tree.lemma(verb);
            let list = self.knowledge.measured.get(lemma.as_str())?;
            list.iter()
                .map(|&index| &self.knowledge.lexicon.measured[index])
                .find(|entry| {
                    entry.class == WordClass::Verb
                        && entry.counts.iter().any(|known| known == position)
                        && entry.with.iter().any(|word| word == hint)
                        && self.has_rest(verb, &entry.trigger, WordClass::Verb)
                })
        })
    }

    fn fits(&self, noun: usize, with: &[String]) -> bool {
        let tree = self.tree;
        let mut words = vec![tree.lemma(noun)];
        words.extend(
            tree.with_label(noun, &[Label::Compound, Label::Amod])
                .into_iter()
                .map(|child| tree.lemma(child)),
        );
        if let Some(of) = tree
            .children(noun)
            .iter()
            .copied()
            .find(|&child| tree.word(child) == "of")
        {
            words.extend(tree.child(of, Label::Pobj).map(|inner| tree.lemma(inner)));
        }
        words.iter().any(|word| with.contains(word))
    }

    /// People or bodies of people: an agent noun, a demonym, or a word for people.
    fn is_people(&self, noun: usize) -> bool {
        self.mentions.iter().any(|mention| mention.head == noun)
            || matches!(self.tree.pos(noun), Pos::Num)
            || matches!(self.tree.lemma(noun).as_str(), "other" | "people" | "person")
            || self.knowledge.kin.contains(self.tree.lemma(noun).as_str())
            || self
                .knowledge
                .groups
                .get(self.tree.lemma(noun).as_str())
                .is_some_and(|&size| size > 0.0)
            || self.tree.sentence.entities.iter().any(|entity| {
                (entity.first..entity.end).contains(&noun)
                    && matches!(
                        entity.label,
                        EntityLabel::Norp | EntityLabel::Cardinal | EntityLabel::Person
                    )
            })
            || matches!(self.tree.tag(noun), Tag::Cd)
            || !self.tree.is_noun(noun)
            || self.knowledge.is_people(&self.tree.lemma(noun))
            || self
                .knowledge
                .lexicon
                .vague
                .iter()
                .any(|vague| vague.phrase == self.tree.word(noun))
    }

    /// People, beyond doubt: nobody is destroyed or intercepted.
    fn is_somebody(&self, noun: usize) -> bool {
        let lemma = self.tree.lemma(noun);
        let thing = self.knowledge.target_nouns.contains(lemma.as_str());
        matches!(
            lemma.as_str(),
            "people" | "person" | "civilian" | "man" | "woman" | "child"
        ) || !thing && self.knowledge.is_people(&lemma)
    }

    /// Whoever is killed or wounded in numbers is somebody, unless the noun is known for a thing.
    fn may_be_people(&self, noun: usize, entry: &Measured) -> bool {
        let lemma = self.tree.lemma(noun);
        entry.anyone
            && matches!(self.tree.tag(noun), Tag::Nns | Tag::Nnps)
            && !self.knowledge.target_nouns.contains(lemma.as_str())
            && !self.knowledge.lexicon.beings.contains(&lemma)
            && !self.knowledge.units.contains_key(lemma.as_str())
    }

    /// "8 deaths", "200 prisoners".
    fn by_noun(&self, noun: usize, money: bool) -> Option<Reading<'l>> {
        // "three attempted murders" killed nobody.
        let tried = self.tree.with_label(noun, &[Label::Amod]).into_iter().any(|child| {
            matches!(
                self.tree.word(child),
                "attempted" | "failed" | "foiled" | "thwarted" | "would-be"
            )
        });
        let entry = self.entry(noun, WordClass::Noun, "", None, money).filter(|_| !tried)?;
        Some(Reading::bare(entry, noun))
    }

    /// "killed 12 soldiers", "12 soldiers were killed", "12 soldiers died".
    fn by_verb(&self, node: usize, noun: Option<usize>, hint: Option<&str>, money: bool) -> Option<Reading<'l>> {
        let tree = self.tree;
        let mut first = tree.chain_head(node);
        // "took 20 tourists hostage": the parser makes one noun of the two.
        if tree.label(first) == Label::Compound {
            first = tree.head(first)?;
        }
        // "300 fighters, not 3,000, took part"; "18 drones, two missiles and a plane" is a list to the parser only at
        // its end.
        for _ in 0..3 {
            if tree.label(first) == Label::Appos {
                first = tree.chain_head(tree.head(first)?);
            }
        }
        // "injuring ten more": the word behind the number stands for the noun.
        if matches!(tree.label(first), Label::Nummod | Label::Quantmod) {
            first = tree
                .head(first)
                .filter(|&head| head > first && matches!(tree.word(head), "more" | "others" | "else"))?;
        }
        // "X was killed along with two of his guards": those named beside the victim.
        let beside = self.beside(first);
        // "a family of four was killed": the group stands for the number.
        let group = self.group_over(first);
        if tree.label(first) == Label::Pobj && beside.is_none() && (group.is_none() || noun.is_some()) {
            return self.by_preposition(first, noun, money);
        }
        let first = beside.or(group.map(|group| tree.chain_head(group))).unwrap_or(first);
        // Only verbs have objects, also those that the tagger takes for nouns.
        let verb = tree
            .head(first)
            .filter(|&verb| tree.is_verb(verb) || tree.label(first) == Label::Dobj)?;
        let passive = tree.is_passive(verb);
        let position = match tree.label(first) {
            Label::Dobj | Label::Nsubjpass => "object",
            Label::Nsubj if passive => "object",
            Label::Nsubj => "subject",
            Label::Dative | Label::Attr | Label::Npadvmod => "object",
            _ => return None,
        };
        // "are believed to have died", "forced 300 to flee": the number is the subject of the complement.
        let below = tree
            .with_label(verb, &[Label::Xcomp, Label::Oprd, Label::Acomp, Label::Ccomp])
            .into_iter()
            .filter(|&child| tree.label(child) != Label::Ccomp || tree.child(child, Label::Nsubj).is_none())
            .map(|child| {
                let perfect = tree
                    .with_label(child, &[Label::Aux])
                    .iter()
                    .any(|&aux| tree.lemma(aux) == "have");
                let passive = !tree.is_verb(child) || tree.is_passive(child) || tree.tag(child) == Tag::Vbn && !perfect;
                (child, if passive { "object" } else { "subject" }, passive)
            });
        let verbs: Vec<(usize, &str, bool)> = [(verb, position, passive)].into_iter().chain(below).collect();
        verbs.into_iter().find_map(|(verb, position, passive)| {
            let entry = self.hinted(verb, position, noun, hint, money)?;
            let agent = if position == "subject" {
                None
            } else if passive {
                tree.agent(verb)
            } else {
                tree.subject(verb)
            };
            Some(Reading {
                entry,
                trigger: verb,
                subject: None,
                agent: agent.filter(|&agent| self.can_act(agent)),
            })
        })
    }

    /// For "along with 12 guards", "in addition to 30 civilians": the noun or argument that they stand beside.
    fn beside(&self, object: usize) -> Option<usize> {
        let tree = self.tree;
        if tree.label(object) != Label::Pobj {
            return None;
        }
        let inner = tree.head(object)?;
        let above = tree.head(inner)?;
        let joined = match (tree.word(inner), tree.word(above)) {
            ("with", "along" | "together") | ("to", "addition") => true,
            ("besides" | "plus", _) => false,
            _ => return None,
        };
        let mut at = if joined { above } else { inner };
        for _ in 0..3 {
            if tree.is_verb(at) {
                break;
            }
            let head = tree.head(at)?;
            if tree.is_noun(head) && !matches!(tree.label(head), Label::Pobj) {
                return Some(tree.chain_head(head));
            }
            at = head;
        }
        let passive = tree.is_verb(at) && tree.is_passive(at);
        let labels: &[Label] = if passive {
            &[Label::Nsubjpass]
        } else {
            &[Label::Dobj, Label::Nsubj]
        };
        tree.with_label(at, labels).into_iter().next()
    }

    /// "imposed sanctions on 52 vessels", "lost control of four towns": the phrase ends in the preposition.
    fn by_preposition(&self, object: usize, noun: Option<usize>, money: bool) -> Option<Reading<'l>> {
        let tree = self.tree;
        let preposition = tree.head(object)?;
        let above = tree.head(preposition)?;
        let verb = if tree.is_verb(above) {
            above
        } else {
            tree.head(above).filter(|&verb| tree.is_verb(verb))?
        };
        let entry = self.entry(verb, WordClass::Verb, "", noun, money)?;
        entry
            .trigger
            .ends_with(&format!(" {}", tree.word(preposition)))
            .then(|| Reading {
                entry,
                trigger: verb,
                subject: None,
                agent: tree.subject(verb).filter(|&agent| self.can_act(agent)),
            })
    }

    /// Blasts and storms do things too, but they are no agents in the sense of the table.
    pub(crate) fn can_act(&self, node: usize) -> bool {
        self.parties(node).iter().any(crate::types::Party::is_known)
    }

    /// "12 people killed in the raid", "20,000 displaced people".
    pub(crate) fn by_participle(&self, node: usize, noun: Option<usize>, money: bool) -> Option<Reading<'l>> {
        let tree = self.tree;
        let mut modifiers = tree.with_label(node, &[Label::Acl, Label::Amod, Label::Relcl]);
        // "with fifteen civilians and six attackers killed": the participle stands on the last of them.
        if modifiers.is_empty()
            && let Some(&last) = tree.conjuncts(tree.chain_head(node)).last()
            && last > node
            && tree.child(last, Label::Nummod).is_some()
        {
            modifiers = tree.with_label(last, &[Label::Acl]);
        }
        modifiers.into_iter().find_map(|child| {
            let passive = tree.is_passive(child) || tree.tag(child) == Tag::Vbn;
            let position = if passive { "object" } else { "subject" };
            // "30 dead civilians": an adjective has no positions.
            let position = if tree.tag(child) == Tag::Jj { "" } else { position };
            let entry = self.entry(child, WordClass::Verb, position, noun, money)?;
            Some(Reading {
                entry,
                trigger: child,
                subject: None,
                agent: tree.agent(child),
            })
        })
    }
}
