//! How sure a clause is: modality, polarity and time frame, from the words around its trigger.

use jiff::ToSpan as _;
use jiff::civil::Date;
use tidywire_codebook::{ActionTimeFrame, Modality, Polarity};
use tidywire_lexicon::Modal;
use tidywire_text::{Label, Tag};

use crate::scene::Scene;
use crate::types::Qualification;

impl Scene<'_, '_> {
    /// Qualification of the clause that the trigger heads or stands in. The word nearest to the trigger decides;
    /// what the cue of a statement says comes last.
    pub(crate) fn qualification(&self, token: usize) -> Qualification {
        self.qualification_of(&[token])
    }

    /// The same for a figure: what stands over the number, then what stands over the word that names its measure.
    pub(crate) fn qualification_of(&self, anchors: &[usize]) -> Qualification {
        let token = anchors[0];
        let mut nodes: Vec<(usize, usize)> = Vec::new();
        for &anchor in anchors {
            for (step, node) in self.governors(anchor).into_iter().enumerate() {
                if !nodes.iter().any(|&(_, known)| known == node) {
                    nodes.push((step, node));
                }
            }
        }
        let mut result = Qualification::default();
        let mut negations = 0;
        let mut modality = None;
        for (step, node) in nodes {
            for child in self.tree.children(node).iter().copied() {
                if anchors.contains(&child) {
                    continue;
                }
                if self.tree.label(child) == Label::Neg && step <= 1 {
                    negations += 1;
                    continue;
                }
                let relation = self.tree.label(child).name();
                for modal in self.modals_of(child, relation) {
                    if modality.is_none() && modal.modality.is_some() {
                        let said = modal
                            .reported
                            .filter(|_| self.statement_over(token).is_some() && !self.depends(node));
                        modality = said.or(modal.modality).map(|modality| (modality, child));
                    }
                    negations += usize::from(modal.polarity == Some(Polarity::Negated) && step <= 1);
                }
            }
            // "is believed to", "is likely to", "failed to": the head qualifies its complement.
            let Some(head) = self.tree.head(node) else { continue };
            if !matches!(
                self.tree.label(node),
                Label::Xcomp | Label::Ccomp | Label::Acl | Label::Pcomp | Label::Csubj
            ) {
                continue;
            }
            if self.tree.label(node) == Label::Pcomp {
                for modal in self.modals_of(head, "prep") {
                    negations += usize::from(modal.polarity == Some(Polarity::Negated));
                }
            }
            let governor = if self.tree.label(node) == Label::Pcomp {
                self.tree.head(head).unwrap_or(head)
            } else {
                head
            };
            let passive = self.tree.is_verb(governor) && self.tree.is_passive(governor);
            for modal in self.modals_of(governor, "governs") {
                if modal.passive && !passive {
                    continue;
                }
                if modality.is_none() && modal.modality.is_some() {
                    modality = modal.modality.map(|modality| (modality, governor));
                }
                negations += usize::from(modal.polarity == Some(Polarity::Negated) && step <= 1);
            }
        }
        if negations % 2 == 1 {
            result.polarity = Polarity::Negated;
        }
        if let Some((modality, word)) = modality {
            result.modality = modality;
            result.modality_span = Some(self.tree.token(word).span);
        } else if let Some(statement) = self.statement_over(token)
            && let Some(modality) = statement.modality
        {
            result.modality = modality;
            result.modality_span = Some(statement.cue);
        }
        result
    }

    /// True for a clause with a condition: "would attack if".
    fn depends(&self, clause: usize) -> bool {
        let conditions = self.tree.with_label(clause, &[Label::Advcl]);
        conditions.into_iter().any(|child| {
            let mark = self.tree.child(child, Label::Mark);
            mark.is_some_and(|mark| matches!(self.tree.word(mark), "if" | "unless"))
        })
    }

    fn modals_of(&self, token: usize, relation: &str) -> Vec<&Modal> {
        let lemma = self.tree.lemma(token);
        let word = self.tree.word(token);
        let by_lemma = self
            .knowledge
            .modals
            .get(lemma.as_str())
            .map(Vec::as_slice)
            .unwrap_or_default();
        let by_word = if word == lemma {
            &[]
        } else {
            self.knowledge.modals.get(word).map(Vec::as_slice).unwrap_or_default()
        };
        by_word
            .iter()
            .chain(by_lemma)
            .map(|&index| &self.knowledge.lexicon.modals[index])
            .filter(|modal| modal.r#as.iter().any(|known| known == relation))
            .collect()
    }

    /// The trigger, then the words whose modals reach it: the verb over a noun, the first of
    /// coordinated verbs, the verb over an infinitive.
    fn governors(&self, token: usize) -> Vec<usize> {
        let mut list = vec![token];
        let mut at = token;
        while list.len() < 6 {
            let Some(head) = self.tree.head(at) else { break };
            let next = match self.tree.label(at) {
                Label::Nsubj
                | Label::Nsubjpass
                | Label::Dobj
                | Label::Attr
                | Label::Dative
                | Label::Oprd
                | Label::Acomp => Some(head),
                Label::Nummod
                | Label::Quantmod
                | Label::Compound
                | Label::Amod
                | Label::Nmod
                | Label::Appos
                | Label::Det => Some(head),
                Label::Pobj => self.tree.head(head).filter(|&above| {
                    self.tree.is_verb(above) || matches!(self.tree.word(head), "of" | "in" | "among" | "including")
                }),
                Label::Conj if self.tree.is_verb(at) => self.shares(at, head).then_some(head),
                Label::Conj => Some(head),
                Label::Xcomp => Some(head),
                _ => None,
            };
            let Some(next) = next else { break };
            list.push(next);
            at = next;
        }
        list
    }

    /// A coordinated verb shares the auxiliaries of the first when it has no subject of its own.
    fn shares(&self, verb: usize, first: usize) -> bool {
        self.tree.child(verb, Label::Nsubj).is_none()
            && self.tree.child(verb, Label::Nsubjpass).is_none()
            && self.tree.child(verb, Label::Aux).is_none()
            && first < verb
    }

    /// Time frame of an action from the tense of its clause and its modality.
    pub(crate) fn time_frame(&self, token: usize, qualification: &Qualification) -> ActionTimeFrame {
        match qualification.modality {
            Modality::Planned => return ActionTimeFrame::Future,
            Modality::Conditional => return ActionTimeFrame::Hypothetical,
            _ => {}
        }
        let clause = self.clause(token);
        if self.tree.is_verb(clause) {
            let auxiliaries = self.tree.with_label(clause, &[Label::Aux, Label::Auxpass]);
            let has = |words: &[&str]| auxiliaries.iter().any(|&aux| words.contains(&self.tree.word(aux)));
            if has(&["may", "might", "could", "can"]) && !has(&["have"]) {
                return ActionTimeFrame::Hypothetical;
            }
            if self.tree.tag(clause) == Tag::Vbg && has(&["is", "are", "'s", "'re"]) {
                return ActionTimeFrame::Ongoing;
            }
            if matches!(self.tree.tag(clause), Tag::Vbz | Tag::Vbp) {
                return ActionTimeFrame::Ongoing;
            }
        }
        // More than a year before the article: background.
        let over = |end: Date| {
            self.published
                .is_some_and(|day| end.checked_add(1.year()).is_ok_and(|later| later < day))
        };
        if self.when(token).end.is_some_and(over) {
            return ActionTimeFrame::Historical;
        }
        ActionTimeFrame::Past
    }
}
