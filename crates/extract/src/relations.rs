//! Logical arguments: what a reader takes as subject and object, also where the tree does not say it directly.
//!
//! Control ("agreed to send"), coordination ("attacked and took"), relative clauses, participles and
//! gerunds lend their arguments here, once, so that frames need not know them.

use tidywire_lexicon::{LightVerb, Path, Step};
use tidywire_text::{Label, Tag};

use crate::tree::Tree;

/// What `prep($prep)` and `light_subject` need to know of the entry and the lexicon.
pub(crate) struct PathContext<'a> {
    pub(crate) prep: &'a [String],
    pub(crate) light_verbs: &'a [LightVerb],
}

impl Tree<'_> {
    /// Subject of an active verb, also inherited.
    pub(crate) fn subject(&self, verb: usize) -> Option<usize> {
        self.subject_within(verb, 6)
    }

    /// Of two the one next to the verb: "Near Sinjar, two strikes destroyed ..." may be read with two.
    fn own_subject_of(&self, verb: usize) -> Option<usize> {
        let all = self.with_label(verb, &[Label::Nsubj]);
        all.iter()
            .rev()
            .find(|&&subject| subject < verb)
            .or(all.first())
            .copied()
    }

    fn subject_within(&self, verb: usize, depth: usize) -> Option<usize> {
        if depth == 0 {
            return None;
        }
        if let Some(own) = self.own_subject_of(verb) {
            return Some(self.antecedent(own, verb));
        }
        if self.is_passive(verb)
            && let Some(own) = self.child(verb, Label::Nsubjpass)
        {
            return Some(self.antecedent(own, verb));
        }
        let head = self.head(verb)?;
        match self.label(verb) {
            Label::Conj => self.subject_within(head, depth - 1),
            // "forced Ukraine to withdraw": the object of the governing verb acts, else its subject.
            Label::Xcomp => self
                .child(head, Label::Dobj)
                .filter(|_| self.tag(verb) != Tag::Vbg)
                .filter(|&object| object < verb && !self.subject_control(head))
                // "called on Greece to withdraw", "appealed to both sides to stop".
                .or_else(|| {
                    self.with_label(head, &[Label::Prep])
                        .into_iter()
                        // Not "On Monday, forces attempted to seize".
                        .filter(|&prep| (head..verb).contains(&prep))
                        .filter(|&prep| matches!(self.word(prep), "on" | "upon" | "to" | "for"))
                        .find_map(|prep| self.child(prep, Label::Pobj))
                })
                .or_else(|| self.subject_within(head, depth - 1)),
            // "was destroyed by a strike, killing two": what destroyed it killed.
            Label::Advcl if self.tag(verb) == Tag::Vbg && self.is_verb(head) && self.is_passive(head) => {
                self.agent(head)
            }
            // "accuses them of shelling a town, injuring three": the shelling injured them.
            Label::Advcl if self.tag(verb) == Tag::Vbg && verb > head && self.accuses(head) => self.accused(head),
            Label::Advcl => self
                .child(verb, Label::Mark)
                .is_none()
                .then(|| self.subject_within(head, depth - 1))
                .flatten(),
            Label::Ccomp
                if self.tag(verb) == Tag::Vbg
                    || self.child(verb, Label::Mark).is_none() && self.tag(verb) == Tag::Vb =>
            {
                self.subject_within(head, depth - 1)
            }
            // "is willing to send".
            Label::Acomp | Label::Oprd => self.subject_within(head, depth - 1),
            // "a storm hit Texas, killing ten": the name is not who kills.
            Label::Acl if self.tag(verb) == Tag::Vbg => match self.label(head) {
                Label::Dobj if self.is_name(head) => self
                    .head(head)
                    .and_then(|above| self.subject_within(above, depth - 1))
                    .or(Some(head)),
                _ => Some(head),
            },
            // "a decision to send": whoever holds the noun.
            Label::Acl => self.holder(head),
            Label::Relcl => Some(head),
            // "commitment to supporting", "accused of shelling", "by firing".
            Label::Pcomp => {
                let above = self.head(head)?;
                if matches!(self.word(head), "of" | "for")
                    && let Some(accused) = self.accused(above)
                {
                    return Some(accused);
                }
                if self.is_verb(above) {
                    self.passive_subject(above)
                        .or_else(|| self.subject_within(above, depth - 1))
                } else {
                    self.holder(above)
                }
            }
            _ => None,
        }
    }

    /// Verbs with an object whose complement still belongs to the subject ("promised Kyiv to send").
    fn subject_control(&self, verb: usize) -> bool {
        self.lemma(verb) == "promise" || self.lemma(verb) == "use"
    }

    /// For "who", "which", "that": the noun that the relative clause modifies.
    pub(crate) fn antecedent(&self, argument: usize, verb: usize) -> usize {
        if !matches!(self.tag(argument), Tag::Wdt | Tag::Wp) {
            return argument;
        }
        let mut clause = verb;
        loop {
            let Some(head) = self.head(clause) else { return argument };
            match self.label(clause) {
                Label::Relcl => return head,
                Label::Conj | Label::Xcomp | Label::Ccomp | Label::Aux => clause = head,
                _ => return argument,
            }
        }
    }

    /// Object of an active verb: its own, that of the verb it is coordinated with, or the noun that a
    /// relative clause without an own object modifies ("the weapons that Iran supplied").
    pub(crate) fn object(&self, verb: usize) -> Option<usize> {
        // "shoots down a drone" is sometimes read with the particle as a preposition.
        let particle = self.child(verb, Label::Prt);
        let own = self
            .child(verb, Label::Dobj)
            .or_else(|| particle.and_then(|particle| self.child(particle, Label::Pobj)));
        if let Some(own) = own {
            return Some(self.antecedent(own, verb));
        }
        if self.label(verb) == Label::Relcl
            && self
                .child(verb, Label::Nsubj)
                .is_some_and(|subject| !self.is_relative(subject))
        {
            return self.head(verb);
        }
        // "captured and executed 40 soldiers": the object stands behind the last verb.
        self.with_label(verb, &[Label::Conj])
            .into_iter()
            .filter(|&other| self.is_verb(other) && self.child(other, Label::Nsubj).is_none())
            .find_map(|other| self.child(other, Label::Dobj).filter(|_| self.is_adjacent(verb, other)))
    }

    fn is_relative(&self, index: usize) -> bool {
        matches!(self.tag(index), Tag::Wdt | Tag::Wp)
    }

    fn is_adjacent(&self, one: usize, other: usize) -> bool {
        other > one && other - one <= 3
    }

    /// What a passive is done to.
    pub(crate) fn passive_subject(&self, verb: usize) -> Option<usize> {
        if let Some(own) = self
            .child(verb, Label::Nsubjpass)
            .or_else(|| self.child(verb, Label::Nsubj))
        {
            return Some(self.antecedent(own, verb));
        }
        let head = self.head(verb)?;
        match self.label(verb) {
            Label::Acl | Label::Amod | Label::Relcl => Some(head),
            Label::Conj if self.is_verb(head) => self.passive_subject(head),
            Label::Xcomp => self.subject(verb),
            Label::Advcl if self.child(verb, Label::Mark).is_none() => self.subject(head),
            Label::Pcomp => self.subject(verb),
            _ => None,
        }
    }

    /// Possessor, demonym or name before a noun: "Pyongyang's support", "Russian strikes", "the UN appeal".
    pub(crate) fn holder(&self, noun: usize) -> Option<usize> {
        if let Some(pronoun) = self
            .child(noun, Label::Poss)
            .filter(|&poss| self.tag(poss) == Tag::PrpPoss)
        {
            return self.own_subject(noun).or(Some(pronoun));
        }
        let before = |at: usize| {
            self.with_label(at, &[Label::Compound, Label::Amod, Label::Nmod])
                .into_iter()
                .filter(|&child| !self.is_for_or_against(child))
        };
        let named = |child: &usize| {
            // A capital at the start of the sentence says nothing, unless it is an adjective's ("Russian").
            let capital = self.surface(*child).starts_with(char::is_uppercase);
            self.is_name(*child) || capital && (*child > 0 || self.tag(*child) == Tag::Jj)
        };
        self.child(noun, Label::Poss)
            .or_else(|| before(noun).find(named))
            // "Russian missile strikes" may be read as strikes of Russian missiles.
            .or_else(|| before(noun).flat_map(before).find(named))
    }

    /// "a pro-Palestine rally", "anti-Israel protests".
    fn is_for_or_against(&self, name: usize) -> bool {
        name >= 2 && self.word(name - 1) == "-" && matches!(self.word(name - 2), "pro" | "anti" | "counter")
    }

    /// "Russia continued its supplies": its is Russia's when the noun stands under the verb.
    fn own_subject(&self, noun: usize) -> Option<usize> {
        let mut at = self.chain_head(noun);
        for _ in 0..4 {
            let head = self.head(at)?;
            match self.label(at) {
                Label::Dobj
                | Label::Pobj
                | Label::Prep
                | Label::Dative
                | Label::Pcomp
                | Label::Xcomp
                | Label::Conj
                | Label::Attr => at = head,
                _ => return None,
            }
            if self.is_verb(at)
                && let Some(subject) = self.subject(at)
            {
                return Some(subject).filter(|&subject| subject != noun);
            }
        }
        None
    }

    /// Subject of the verb whose object (or prepositional object) the noun is, if the lexicon calls the verb light.
    fn light_subject(&self, noun: usize, light_verbs: &[LightVerb]) -> Option<usize> {
        let first = self.chain_head(noun);
        let first = if self.label(first) == Label::Compound {
            self.head(first)?
        } else {
            first
        };
        // "launched a wave of attacks", "outlines a set of sanctions".
        let of = self.head(first).filter(|_| self.label(first) == Label::Pobj);
        if let Some(group) = of.filter(|&of| self.word(of) == "of").and_then(|of| self.head(of))
            && self.is_noun(group)
        {
            return self.light_subject(group, light_verbs);
        }
        let (verb, through) = match self.label(first) {
            Label::Dobj => (self.head(first)?, None),
            Label::Pobj => {
                let preposition = self.head(first)?;
                let above = self.head(preposition)?;
                (above, Some(self.word(preposition)))
            }
            Label::Nsubjpass => {
                let verb = self.head(first)?;
                return light_verbs
                    .iter()
                    .any(|light| light.lemma == self.lemma(verb))
                    .then(|| self.agent(verb))
                    .flatten();
            }
            _ => return None,
        };
        let lemma = self.lemma(verb);
        let fits = light_verbs.iter().any(|light| {
            light.lemma == lemma
                && match through {
                    None => true,
                    Some(word) => light.through.iter().any(|known| known == word),
                }
        });
        if !fits {
            return None;
        }
        if self.is_passive(verb) {
            self.passive_subject(verb)
        } else {
            self.subject(verb)
        }
    }

    /// Object of the preposition `word` on the token, or of one behind another ("up to").
    fn behind(&self, at: usize, word: &str) -> Option<usize> {
        self.children(at).iter().copied().find_map(|child| {
            if !matches!(
                self.label(child),
                Label::Prep | Label::Agent | Label::Dative | Label::Prt | Label::Advmod
            ) {
                return None;
            }
            let hit = word == self.word(child);
            let inner = self.with_label(child, &[Label::Pobj, Label::Pcomp]).first().copied();
            match inner {
                Some(inner) if hit && self.label(inner) == Label::Pobj => Some(inner),
                Some(inner) if hit && self.is_verb(inner) => Some(inner),
                _ => self.children(child).iter().copied().find_map(|second| {
                    let nested = self.label(second) == Label::Prep && word == self.word(second);
                    nested.then(|| self.child(second, Label::Pobj)).flatten()
                }),
            }
        })
    }

    /// Objects of the prepositions `words` on the token: nouns and gerunds. Looks through one
    /// preposition behind another ("up to") and at the last conjunct ("strikes and raids on").
    fn prepositional(&self, from: usize, words: &[String]) -> Option<usize> {
        // In the order of the list: "strikes in Syria against ISIL" are against ISIL.
        let find = |at: usize| words.iter().find_map(|word| self.behind(at, word));
        let object = self.child(from, Label::Dobj).filter(|_| self.is_verb(from));
        find(from).or_else(|| object.and_then(find)).or_else(|| {
            self.conjuncts(from)
                .into_iter()
                .filter(|&other| other != from)
                .find_map(find)
        })
    }

    /// Walks a path from a trigger.
    pub(crate) fn walk(&self, from: usize, path: &Path, context: &PathContext<'_>) -> Option<usize> {
        path.0.iter().try_fold(from, |at, step| self.step(at, step, context))
    }

    fn step(&self, at: usize, step: &Step, context: &PathContext<'_>) -> Option<usize> {
        let has = |labels: &[String], index: usize| labels.iter().any(|label| label == self.label(index).name());
        match step {
            Step::Child(labels, words) => self.children(at).iter().copied().find(|&child| {
                has(labels, child) && (words.is_empty() || words.iter().any(|word| word == self.word(child)))
            }),
            Step::Head(labels, lemmas) => {
                let first = if has(labels, at) { at } else { self.chain_head(at) };
                let head = self.head(first).filter(|_| has(labels, first))?;
                (lemmas.is_empty() || lemmas.contains(&self.lemma(head))).then_some(head)
            }
            Step::Prep(words) => self.prepositional(at, words.as_deref().unwrap_or(context.prep)),
            Step::Named(name) => match name.as_str() {
                "subject" if self.is_passive(at) => self.agent(at).or_else(|| self.passive_subject(at)),
                "subject" => self.subject(at),
                "object" => self.object(at),
                "passive_subject" => self.passive_subject(at),
                "agent" => self.agent(at),
                "holder" => self.holder(at),
                "light_subject" => self.light_subject(at, context.light_verbs),
                "dative" => {
                    let dative = self.child(at, Label::Dative)?;
                    self.child(dative, Label::Pobj).or(Some(dative))
                }
                _ => Some(at),
            },
        }
    }
}
