//! Dependency relations as the model was trained on: OntoNotes in the ClearNLP scheme.

/// Relation of a token to its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// The head of the sentence.
    Root,
    /// Clause that modifies a noun.
    Acl,
    /// Adjective as complement.
    Acomp,
    /// Adverbial clause.
    Advcl,
    /// Adverb.
    Advmod,
    /// The "by" of a passive.
    Agent,
    /// Adjective before a noun.
    Amod,
    /// Apposition.
    Appos,
    /// Attribute after a copula.
    Attr,
    /// Auxiliary.
    Aux,
    /// Passive auxiliary.
    Auxpass,
    /// Possessive mark and the like.
    Case,
    /// Coordinating conjunction.
    Cc,
    /// Clausal complement with its own subject.
    Ccomp,
    /// Noun before a noun.
    Compound,
    /// Conjunct.
    Conj,
    /// Clause as subject.
    Csubj,
    /// Clause as passive subject.
    Csubjpass,
    /// Indirect object.
    Dative,
    /// Unclassified.
    Dep,
    /// Determiner.
    Det,
    /// Direct object.
    Dobj,
    /// "There" and "it" without reference.
    Expl,
    /// Interjection.
    Intj,
    /// Subordinating conjunction.
    Mark,
    /// Text about the text.
    Meta,
    /// Negation.
    Neg,
    /// Other noun modifier.
    Nmod,
    /// Noun phrase as adverb.
    Npadvmod,
    /// Subject.
    Nsubj,
    /// Passive subject.
    Nsubjpass,
    /// Number before a noun.
    Nummod,
    /// Object predicate.
    Oprd,
    /// Clause set beside another.
    Parataxis,
    /// Clause after a preposition.
    Pcomp,
    /// Noun after a preposition.
    Pobj,
    /// Possessor.
    Poss,
    /// "Both", "either".
    Preconj,
    /// Word before a determiner.
    Predet,
    /// Preposition.
    Prep,
    /// Particle of a verb.
    Prt,
    /// Mark.
    Punct,
    /// Word that modifies a number.
    Quantmod,
    /// Relative clause.
    Relcl,
    /// Clausal complement without a subject of its own.
    Xcomp,
}

impl Label {
    /// Every value with the name that the field uses, in the order of declaration.
    pub const ALL: &'static [(Self, &'static str)] = &[
        (Self::Root, "ROOT"),
        (Self::Acl, "acl"),
        (Self::Acomp, "acomp"),
        (Self::Advcl, "advcl"),
        (Self::Advmod, "advmod"),
        (Self::Agent, "agent"),
        (Self::Amod, "amod"),
        (Self::Appos, "appos"),
        (Self::Attr, "attr"),
        (Self::Aux, "aux"),
        (Self::Auxpass, "auxpass"),
        (Self::Case, "case"),
        (Self::Cc, "cc"),
        (Self::Ccomp, "ccomp"),
        (Self::Compound, "compound"),
        (Self::Conj, "conj"),
        (Self::Csubj, "csubj"),
        (Self::Csubjpass, "csubjpass"),
        (Self::Dative, "dative"),
        (Self::Dep, "dep"),
        (Self::Det, "det"),
        (Self::Dobj, "dobj"),
        (Self::Expl, "expl"),
        (Self::Intj, "intj"),
        (Self::Mark, "mark"),
        (Self::Meta, "meta"),
        (Self::Neg, "neg"),
        (Self::Nmod, "nmod"),
        (Self::Npadvmod, "npadvmod"),
        (Self::Nsubj, "nsubj"),
        (Self::Nsubjpass, "nsubjpass"),
        (Self::Nummod, "nummod"),
        (Self::Oprd, "oprd"),
        (Self::Parataxis, "parataxis"),
        (Self::Pcomp, "pcomp"),
        (Self::Pobj, "pobj"),
        (Self::Poss, "poss"),
        (Self::Preconj, "preconj"),
        (Self::Predet, "predet"),
        (Self::Prep, "prep"),
        (Self::Prt, "prt"),
        (Self::Punct, "punct"),
        (Self::Quantmod, "quantmod"),
        (Self::Relcl, "relcl"),
        (Self::Xcomp, "xcomp"),
    ];

    /// The name that the field uses.
    pub const fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The value of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, known)| *known == name)
            .map(|&(value, _)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_agree() {
        for (index, &(value, name)) in Label::ALL.iter().enumerate() {
            assert_eq!(value as usize, index);
            assert_eq!(value.name(), name);
            assert_eq!(Label::from_name(name), Some(value));
        }
    }
}
