//! What stands around a trigger: the rest of its phrase, and the words that entries ask for or exclude.
//!
//! Invariant: company are lemmas, and kinds that begin with `@`.

use tidywire_codebook::{MentionKind, Sector};
use tidywire_lexicon::WordClass;
use tidywire_text::{EntityLabel, Label, Tag};

use crate::knowledge::anchor;
use crate::scene::Scene;

impl Scene<'_, '_> {
    /// True when the further words of a phrase entry stand where they should: those before the anchor right
    /// before the token, those after it on the token or right behind it.
    pub(crate) fn has_rest(&self, token: usize, phrase: &str, class: WordClass) -> bool {
        let tree = self.tree;
        let words: Vec<&str> = phrase.split([' ', '-']).collect();
        let anchor = anchor(&words, class);
        let mut at = token;
        for word in words[..anchor].iter().rev() {
            let Some(mut before) = at.checked_sub(1) else {
                return false;
            };
            if tree.surface(before) == "-" && before > 0 {
                before -= 1;
            }
            if tree.word(before) != *word && tree.lemma(before) != *word {
                return false;
            }
            at = before;
        }
        let mut next = token + 1;
        words[anchor + 1..].iter().all(|word| {
            if next < tree.len() && tree.surface(next) == "-" {
                next += 1;
            }
            let follows = next < tree.len() && (tree.word(next) == *word || tree.lemma(next) == *word);
            next += usize::from(follows);
            follows || self.on_trigger(token, word)
        })
    }

    /// A particle, preposition, object or result ("took 40 soldiers prisoner") on the token, or one step below.
    fn on_trigger(&self, token: usize, word: &str) -> bool {
        let tree = self.tree;
        let fits = |child: usize| {
            (tree.word(child) == word || tree.lemma(child) == word)
                && matches!(
                    tree.label(child),
                    Label::Prt
                        | Label::Prep
                        | Label::Dobj
                        | Label::Advmod
                        | Label::Acomp
                        | Label::Oprd
                        | Label::Agent
                        | Label::Dative
                        | Label::Pobj
                        | Label::Npadvmod
                        | Label::Xcomp
                        | Label::Amod
                        | Label::Ccomp
                        | Label::Attr
                        | Label::Dep
                )
        };
        // "called Egypt on Friday" is no call on Egypt, "struck Iran-backed groups" no striking back.
        let dated = |child: usize| {
            tree.child(child, Label::Pobj)
                .is_some_and(|object| self.is_time(object))
        };
        tree.children(token).iter().any(|&child| {
            fits(child) && !dated(child)
                || tree.children(child).iter().any(|&below| {
                    let stands = tree.label(below) != Label::Amod || tree.word(below) == word;
                    below > token && fits(below) && stands && !dated(below)
                })
        })
    }

    fn is_trigger_noun(&self, noun: usize) -> bool {
        let lemma = self.tree.lemma(noun);
        self.knowledge.triggers_of(&lemma, WordClass::Noun).next().is_some()
    }

    /// Kinds of what stands at a node, as entries may ask for them in `with` and `without`.
    fn kinds(&self, node: usize) -> impl Iterator<Item = &'static str> {
        let tree = self.tree;
        let node = self.counted_behind(node).unwrap_or(node);
        let mention = self.mentions.iter().find(|mention| mention.head == node);
        let people = self.knowledge.agents.contains_key(&tree.lemma(node));
        let person = mention.is_some_and(|mention| mention.person);
        // "two Yemenis", "them".
        let nation = mention.is_some_and(|mention| mention.kind == MentionKind::Demonym);
        let nationals = nation && matches!(tree.tag(node), Tag::Nns | Tag::Nnps);
        let place = self.places.iter().any(|place| place.head == node);
        let span = tree.token(node).span;
        let money = tree.sentence.entities.iter().any(|entity| {
            entity.label == EntityLabel::Money && (tree.span(entity.first, entity.end - 1)).contains(span)
        });
        // "a million euros", which the model does not always take for money.
        let money = money || tree.child(node, Label::Nummod).is_some() && self.knowledge.is_currency(tree.word(node));
        let target = self.knowledge.target_nouns.contains(tree.lemma(node).as_str());
        let means = self.knowledge.instrument_nouns.contains(tree.lemma(node).as_str());
        let kinds = [
            ("@object", true),
            ("@target", target),
            ("@actor", mention.is_some() || people),
            ("@people", people || person || nationals || self.is_person_pronoun(node)),
            (
                "@armed",
                mention.is_some_and(|mention| is_armed(mention.actor.sector)) && !target && !means,
            ),
            ("@person", person),
            ("@place", place),
            ("@money", money),
        ];
        kinds.into_iter().filter(|(_, is)| *is).map(|(kind, _)| kind)
    }

    /// Kinds of whoever acts: `@by_armed` soldiers, rebels, gangs, `@by_police` police and courts, `@by_force` weapons and
    /// attacks.
    fn kinds_of_doer(&self, token: usize) -> Vec<&'static str> {
        let tree = self.tree;
        let doer = if tree.is_passive(token) {
            tree.agent(token)
        } else {
            tree.subject(token)
        };
        let Some(doer) = doer.filter(|_| tree.is_verb(token)) else {
            return Vec::new();
        };
        let mut kinds = Vec::new();
        for party in self.parties(doer) {
            match party.actor.sector {
                sector if is_armed(sector) => kinds.push("@by_armed"),
                Some(Sector::Cop | Sector::Jud) => kinds.push("@by_police"),
                _ => {}
            }
            let head = tree
                .head_of(party.span)
                .map(|head| tree.lemma(head))
                .unwrap_or_default();
            let means = self.knowledge.instrument_nouns.contains(head.as_str());
            let attack = self.knowledge.violence_words.contains(head.as_str());
            if (means || attack) && party.actor.sector.is_none() {
                kinds.push("@by_force");
            }
        }
        kinds
    }

    /// Lemmas that stand around a trigger as arguments: its object, passive subject, prepositional objects, modifiers.
    /// With `occasions` also what stands behind "after", "amid" and the like.
    pub(crate) fn company(&self, token: usize, occasions: bool) -> Vec<String> {
        let tree = self.tree;
        let mut nodes = Vec::new();
        nodes.extend(tree.object(token));
        if tree.is_verb(token) && tree.is_passive(token) {
            nodes.extend(tree.passive_subject(token));
        }
        // "the release of Navalny".
        let of = tree
            .with_label(token, &[Label::Prep])
            .into_iter()
            .find(|&child| tree.word(child) == "of");
        let done_to = of
            .filter(|_| tree.is_noun(token))
            .and_then(|of| tree.child(of, Label::Pobj));
        let objects: Vec<usize> = nodes
            .iter()
            .copied()
            .chain(done_to)
            .flat_map(|node| tree.conjuncts(node))
            .collect();
        nodes.extend(tree.with_label(
            token,
            &[
                Label::Compound,
                Label::Amod,
                Label::Nmod,
                Label::Acomp,
                Label::Oprd,
                Label::Xcomp,
            ],
        ));
        for preposition in tree.with_label(token, &[Label::Prep, Label::Agent]) {
            // "suspended flights after an attack": an occasion is no company.
            let occasion = ["after", "amid", "during", "since", "despite", "following"];
            if occasions || !occasion.contains(&tree.word(preposition)) {
                nodes.extend(tree.child(preposition, Label::Pobj));
                // "walked out of the talks".
                let second = tree.child(preposition, Label::Prep);
                nodes.extend(second.and_then(|second| tree.child(second, Label::Pobj)));
            }
        }
        if tree.tag(token) == Tag::Vbn && tree.label(token) == Label::Amod
            || matches!(tree.label(token), Label::Compound)
        {
            nodes.extend(tree.head(token));
        }
        if matches!(
            tree.label(token),
            Label::Dobj | Label::Pobj | Label::Nsubj | Label::Nsubjpass
        ) && tree.is_noun(token)
        {
            nodes.extend(tree.head(token));
        }
        if occasions && tree.is_verb(token) {
            // "a storm killed", "ten were killed and forty hurt in floods": things as subjects, and what a joined verb says.
            let subject = tree.subject(token);
            nodes.extend(subject.filter(|&subject| !self.mentions.iter().any(|mention| mention.head == subject)));
            // "killed when a bus crashed".
            let when = tree.with_label(token, &[Label::Advcl]);
            nodes.extend(when.into_iter().filter(|&child| {
                tree.child(child, Label::Mark).is_some() || tree.child(child, Label::Advmod).is_some()
            }));
            for other in tree.with_label(token, &[Label::Conj]) {
                let behind = tree.with_label(other, &[Label::Prep]);
                nodes.extend(behind.into_iter().filter_map(|child| tree.child(child, Label::Pobj)));
            }
        }
        let conjuncts: Vec<usize> = nodes.iter().flat_map(|&node| tree.conjuncts(node)).collect();
        let mut lemmas: Vec<String> = conjuncts.iter().map(|&node| tree.lemma(node)).collect();
        // "the ceasefire agreement", "Foreign Minister Lammy".
        for &object in objects.iter().filter(|&&object| !self.is_trigger_noun(object)) {
            let compounds = tree.with_label(object, &[Label::Compound]);
            lemmas.extend(compounds.into_iter().map(|child| tree.lemma(child)));
        }
        lemmas.extend(self.kinds_of_doer(token).into_iter().map(str::to_owned));
        lemmas.extend(
            objects
                .into_iter()
                .flat_map(|object| self.kinds(object))
                .map(str::to_owned),
        );
        // "a salvo of rockets"; what an entry excludes may stand behind any preposition: "pressure on the goalkeeper".
        for node in conjuncts {
            for behind in tree.with_label(node, &[Label::Prep]) {
                if tree.word(behind) == "of" || occasions {
                    lemmas.extend(tree.child(behind, Label::Pobj).map(|inner| tree.lemma(inner)));
                }
            }
        }
        lemmas
    }
}

fn is_armed(sector: Option<Sector>) -> bool {
    matches!(sector, Some(Sector::Mil | Sector::Reb | Sector::Uaf | Sector::Crm))
}
