//! Measures that a noun gives: "the death toll rose to 23", "the deaths of 12 civilians", "put the losses at 40",
//! "among the wounded are two girls".
//!
//! Verbs and participles are in `measures`. Invariant: the noun that gives the measure is never the one counted.

use tidywire_codebook::Measure;
use tidywire_lexicon::{Measured, WordClass};
use tidywire_text::{Label, Pos};

use crate::measures::Reading;
use crate::numbers::Number;
use crate::scene::Scene;

impl<'l> Scene<'_, 'l> {
    /// "losses reached thousands", "the death toll rose to 23".
    pub(crate) fn by_level(&self, node: usize, money: bool) -> Option<Reading<'l>> {
        let tree = self.tree;
        let mut verb = tree.chain_head(node);
        // "rose to 61", "is greater than 60", "went beyond 400".
        for _ in 0..4 {
            if !matches!(
                tree.label(verb),
                Label::Dobj
                    | Label::Attr
                    | Label::Npadvmod
                    | Label::Acomp
                    | Label::Pobj
                    | Label::Prep
                    | Label::Quantmod
                    | Label::Nummod
                    | Label::Advmod
                    | Label::Amod
            ) {
                break;
            }
            // "increases to 87, with 10,000 people missing": only these tie a number to the verb.
            if tree.label(verb) == Label::Prep
                && !matches!(
                    tree.word(verb),
                    "to" | "at"
                        | "of"
                        | "by"
                        | "from"
                        | "past"
                        | "above"
                        | "below"
                        | "beyond"
                        | "over"
                        | "than"
                        | "around"
                        | "near"
                )
            {
                return None;
            }
            verb = tree.head(verb)?;
            if tree.is_verb(verb) || tree.pos(verb) == Pos::Aux {
                break;
            }
        }
        self.knowledge.level_verbs.get(tree.lemma(verb).as_str())?;
        let object = tree.object(verb).filter(|&object| object != tree.chain_head(node));
        // "bringing the death toll to 40": the noun is the object.
        [tree.subject(verb), object].into_iter().flatten().find_map(|noun| {
            let entry = self
                .entry(noun, WordClass::Noun, "", None, money)
                .or_else(|| self.compound_entry(noun))?;
            Some(Reading {
                subject: Some(noun),
                ..Reading::bare(entry, noun)
            })
        })
    }

    /// "The death toll in the collapse of a factory rises to 21": by the words, where the tree is broken.
    pub(crate) fn by_toll(&self, number: &Number, noun: Option<usize>) -> Option<Reading<'l>> {
        let tree = self.tree;
        let first = tree.tokens_in(number.span).start;
        let before = first.checked_sub(1)?;
        let ties = matches!(
            tree.word(before),
            "to" | "at" | "is" | "was" | "reaches" | "reached" | "hits" | "passes"
        );
        if noun.is_some() || !ties || number.unit.is_some() || number.currency.is_some() {
            return None;
        }
        let toll = (0..before)
            .rev()
            .take_while(|&token| tree.surface(token) != ";")
            .find(|&token| tree.lemma(token) == "toll")?;
        let other = (toll..before).any(|token| tree.tag(token) == tidywire_text::Tag::Cd);
        let entry = self.entry(toll, WordClass::Noun, "", None, false).filter(|_| !other)?;
        Some(Reading {
            subject: Some(toll),
            ..Reading::bare(entry, toll)
        })
    }

    /// "the death toll", "the number of dead": the noun before or behind says it.
    fn compound_entry(&self, noun: usize) -> Option<&'l Measured> {
        let tree = self.tree;
        let near = tree
            .with_label(noun, &[Label::Compound, Label::Amod])
            .into_iter()
            .chain(
                tree.children(noun)
                    .iter()
                    .copied()
                    .filter(|&child| tree.word(child) == "of")
                    .filter_map(|of| tree.child(of, Label::Pobj)),
            );
        near.into_iter().find_map(|word| {
            self.entry(word, WordClass::Noun, "", None, false).or_else(|| {
                // "the number of people who have fled".
                let counts = matches!(tree.lemma(noun).as_str(), "number" | "total" | "count" | "tally");
                counts
                    .then(|| self.by_participle(word, Some(word), false))
                    .flatten()
                    .map(|reading| reading.entry)
            })
        })
    }

    /// "the deaths of 12 civilians": closer than what else is said of them ("who had been kidnapped").
    pub(crate) fn by_event_of(&self, node: usize, money: bool) -> Option<Reading<'l>> {
        self.by_wider_noun(node, money).filter(|reading| {
            matches!(
                reading.entry.measure,
                Measure::Killed | Measure::Wounded | Measure::Detained | Measure::Abducted | Measure::Captured
            )
        })
    }

    /// "among the wounded are two girls", "two officers are among the dead".
    pub(crate) fn by_among(&self, node: usize) -> Option<Reading<'l>> {
        let tree = self.tree;
        let first = tree.chain_head(node);
        let verb = tree.head(first).filter(|&verb| tree.lemma(verb) == "be")?;
        matches!(tree.label(first), Label::Nsubj | Label::Attr).then_some(())?;
        let among = tree
            .with_label(verb, &[Label::Prep])
            .into_iter()
            .find(|&prep| tree.word(prep) == "among")?;
        let noun = tree.child(among, Label::Pobj)?;
        let entry = self
            .entry(noun, WordClass::Noun, "", None, false)
            .or_else(|| self.entry(noun, WordClass::Verb, "object", None, false))?;
        Some(Reading::bare(entry, noun))
    }

    /// "put civilian deaths at 385,000", "estimated the losses at 11 soldiers".
    pub(crate) fn by_put(&self, node: usize) -> Option<Reading<'l>> {
        let tree = self.tree;
        let first = tree.chain_head(node);
        let at = tree
            .head(first)
            .filter(|&at| tree.word(at) == "at" && tree.label(first) == Label::Pobj)?;
        let above = tree.head(at)?;
        // The phrase may hang on the noun.
        let verb = if tree.is_verb(above) { above } else { tree.head(above)? };
        let said = ["put", "estimate", "place", "set", "give", "plan"].contains(&tree.lemma(verb).as_str());
        let noun = if tree.is_noun(above) {
            above
        } else {
            tree.object(verb).or_else(|| tree.passive_subject(verb))?
        };
        let entry = self
            .entry(noun, WordClass::Noun, "", None, false)
            .or_else(|| self.compound_entry(noun))
            .filter(|_| said)?;
        Some(Reading {
            subject: Some(noun),
            ..Reading::bare(entry, noun)
        })
    }

    /// "the deaths of 12 civilians", "a toll of 23".
    pub(crate) fn by_wider_noun(&self, node: usize, money: bool) -> Option<Reading<'l>> {
        let tree = self.tree;
        let first = tree.chain_head(node);
        if tree.label(first) != Label::Pobj {
            return None;
        }
        let preposition = tree
            .head(first)
            .filter(|&preposition| matches!(tree.word(preposition), "of" | "to" | "at" | "worth"))?;
        let noun = tree.head(preposition).filter(|&noun| tree.is_noun(noun))?;
        // "the evacuation of 2,400 homes" displaced no people.
        let counted = Some(node).filter(|&node| tree.is_noun(node) && !money);
        let entry = self
            .entry(noun, WordClass::Noun, "", counted, money)
            .filter(|_| !matches!(tree.word(preposition), "to" | "at") || counted.is_none())?;
        Some(Reading::bare(entry, noun))
    }
}
