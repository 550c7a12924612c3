//! Penn Treebank tags as the model was trained on.

/// Fine-grained part of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tag {
    /// Currency sign.
    Dollar,
    /// Closing quote.
    CloseQuote,
    /// Comma.
    Comma,
    /// Opening bracket.
    LeftBracket,
    /// Closing bracket.
    RightBracket,
    /// Sentence end.
    Stop,
    /// Colon, semicolon, dash.
    Colon,
    /// Mail or web address.
    Add,
    /// Affix.
    Afx,
    /// Coordinating conjunction.
    Cc,
    /// Number.
    Cd,
    /// Determiner.
    Dt,
    /// "There".
    Ex,
    /// Foreign word.
    Fw,
    /// Hyphen.
    Hyph,
    /// Preposition or subordinating conjunction.
    In,
    /// Adjective.
    Jj,
    /// Comparative adjective.
    Jjr,
    /// Superlative adjective.
    Jjs,
    /// List mark.
    Ls,
    /// Modal.
    Md,
    /// Superfluous punctuation.
    Nfp,
    /// Singular noun.
    Nn,
    /// Singular name.
    Nnp,
    /// Plural name.
    Nnps,
    /// Plural noun.
    Nns,
    /// Predeterminer.
    Pdt,
    /// Possessive ending.
    Possessive,
    /// Personal pronoun.
    Prp,
    /// Possessive pronoun.
    PrpPoss,
    /// Adverb.
    Rb,
    /// Comparative adverb.
    Rbr,
    /// Superlative adverb.
    Rbs,
    /// Particle.
    Rp,
    /// Symbol.
    Sym,
    /// Infinitive "to".
    To,
    /// Interjection.
    Uh,
    /// Base form.
    Vb,
    /// Past tense.
    Vbd,
    /// Gerund or present participle.
    Vbg,
    /// Past participle.
    Vbn,
    /// Present, not third person.
    Vbp,
    /// Present, third person.
    Vbz,
    /// Wh-determiner.
    Wdt,
    /// Wh-pronoun.
    Wp,
    /// Possessive wh-pronoun.
    WpPoss,
    /// Wh-adverb.
    Wrb,
    /// Unknown.
    Xx,
    /// White space.
    Space,
    /// Opening quote.
    OpenQuote,
}

impl Tag {
    /// Every value with the name that the field uses, in the order of declaration.
    pub const ALL: &'static [(Self, &'static str)] = &[
        (Self::Dollar, "$"),
        (Self::CloseQuote, "''"),
        (Self::Comma, ","),
        (Self::LeftBracket, "-LRB-"),
        (Self::RightBracket, "-RRB-"),
        (Self::Stop, "."),
        (Self::Colon, ":"),
        (Self::Add, "ADD"),
        (Self::Afx, "AFX"),
        (Self::Cc, "CC"),
        (Self::Cd, "CD"),
        (Self::Dt, "DT"),
        (Self::Ex, "EX"),
        (Self::Fw, "FW"),
        (Self::Hyph, "HYPH"),
        (Self::In, "IN"),
        (Self::Jj, "JJ"),
        (Self::Jjr, "JJR"),
        (Self::Jjs, "JJS"),
        (Self::Ls, "LS"),
        (Self::Md, "MD"),
        (Self::Nfp, "NFP"),
        (Self::Nn, "NN"),
        (Self::Nnp, "NNP"),
        (Self::Nnps, "NNPS"),
        (Self::Nns, "NNS"),
        (Self::Pdt, "PDT"),
        (Self::Possessive, "POS"),
        (Self::Prp, "PRP"),
        (Self::PrpPoss, "PRP$"),
        (Self::Rb, "RB"),
        (Self::Rbr, "RBR"),
        (Self::Rbs, "RBS"),
        (Self::Rp, "RP"),
        (Self::Sym, "SYM"),
        (Self::To, "TO"),
        (Self::Uh, "UH"),
        (Self::Vb, "VB"),
        (Self::Vbd, "VBD"),
        (Self::Vbg, "VBG"),
        (Self::Vbn, "VBN"),
        (Self::Vbp, "VBP"),
        (Self::Vbz, "VBZ"),
        (Self::Wdt, "WDT"),
        (Self::Wp, "WP"),
        (Self::WpPoss, "WP$"),
        (Self::Wrb, "WRB"),
        (Self::Xx, "XX"),
        (Self::Space, "_SP"),
        (Self::OpenQuote, "``"),
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
        for (index, &(value, name)) in Tag::ALL.iter().enumerate() {
            assert_eq!(value as usize, index);
            assert_eq!(value.name(), name);
            assert_eq!(Tag::from_name(name), Some(value));
        }
    }
}
