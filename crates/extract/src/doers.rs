//! Who does it, where that stands behind a preposition: agents of passives, those who are accused of something.

use tidywire_text::Label;

use crate::tree::Tree;

impl Tree<'_> {
    /// Agent of a passive.
    pub(crate) fn agent(&self, verb: usize) -> Option<usize> {
        let by = self
            .child(verb, Label::Agent)
            .or_else(|| {
                self.with_label(verb, &[Label::Conj])
                    .into_iter()
                    .find_map(|other| self.child(other, Label::Agent))
            })
            .or_else(|| self.by_behind(verb))?;
        self.child(by, Label::Pobj)
    }

    /// "was punched during a debate in parliament by a member": "by" that is read as a part of a phrase before it.
    fn by_behind(&self, verb: usize) -> Option<usize> {
        self.child(verb, Label::Auxpass)?;
        let mut level = vec![verb];
        for _ in 0..3 {
            let prepositions = level.iter().flat_map(|&node| self.with_label(node, &[Label::Prep]));
            let prepositions: Vec<usize> = prepositions.filter(|&word| word > verb).collect();
            if let Some(by) = prepositions.iter().copied().find(|&word| self.word(word) == "by") {
                return Some(by);
            }
            level = prepositions
                .into_iter()
                .filter_map(|word| self.child(word, Label::Pobj))
                .collect();
        }
        None
    }

    /// Who has done what stands behind "of" or "for": "accused Russia of shelling", "was jailed for assaulting",
    /// "imposed sanctions on Iran for supplying", "sentenced him to years in prison for killing".
    pub(crate) fn accused(&self, above: usize) -> Option<usize> {
        let mut verb = above;
        for _ in 0..4 {
            if self.is_verb(verb) {
                break;
            }
            verb = self.head(verb)?;
        }
        if !self.is_verb(verb) {
            return None;
        }
        if self.is_passive(verb) {
            return self.passive_subject(verb);
        }
        let object = self.child(verb, Label::Dobj)?;
        let upon = |at: usize| {
            let prepositions = self.with_label(at, &[Label::Prep]);
            let mut upon = prepositions
                .into_iter()
                .filter(|&child| child > at && matches!(self.word(child), "on" | "upon" | "against"));
            upon.find_map(|child| self.child(child, Label::Pobj))
        };
        upon(object).or_else(|| upon(verb)).or(Some(object))
    }

    /// A verb with an object and "of" with a gerund: "accuses separatists of shelling".
    pub(crate) fn accuses(&self, verb: usize) -> bool {
        let of = self.with_label(verb, &[Label::Prep]);
        let mut of = of.into_iter().filter(|&child| self.word(child) == "of");
        self.child(verb, Label::Dobj).is_some() && of.any(|of| self.child(of, Label::Pcomp).is_some())
    }
}
