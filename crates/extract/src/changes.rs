//! Changes and levels: "rose by 30 percent to 1,500", "climbed from 17 to 23", "up 9 percent", "exceeded 700,000".
//!
//! Which preposition ties the number to the verb decides its role; the verb gives direction and bound.

use tidywire_codebook::{Bound, Direction, Role, UnitKind};
use tidywire_text::{Label, Pos};

use crate::numbers::Number;
use crate::scene::Scene;

/// What a verb of change or level says of a number.
pub(crate) struct Change {
    /// The verb or noun.
    pub(crate) word: usize,
    pub(crate) role: Role,
    pub(crate) direction: Option<Direction>,
    pub(crate) bound: Option<Bound>,
}

impl Scene<'_, '_> {
    /// The verb of change or level over the number, if one is there.
    pub(crate) fn change(&self, number: &Number, token: usize, kind: UnitKind) -> Option<Change> {
        self.by_adverb(number, kind)
            .or_else(|| self.by_level_verb(number, token, kind))
    }

    fn by_level_verb(&self, number: &Number, token: usize, kind: UnitKind) -> Option<Change> {
        let tree = self.tree;
        let mut at = tree.chain_head(token);
        let mut preposition: Option<&str> = None;
        for _ in 0..5 {
            let label = tree.label(at);
            if !matches!(
                label,
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
                    | Label::Nmod
                    | Label::Compound
                    | Label::Dative
                    | Label::Agent
                    | Label::Pcomp
            ) {
                return None;
            }
            let head = tree.head(at)?;
            // "passed a $12bn aid package": the money describes the package.
            let describes = matches!(label, Label::Compound | Label::Nmod | Label::Amod);
            if describes && tree.is_noun(head) && !number.span.contains(tree.token(head).span) {
                return None;
            }
            if matches!(tree.label(at), Label::Pobj | Label::Pcomp) && !number.span.contains(tree.token(head).span) {
                // "to between 17 and 23": the outer preposition counts; "rose under 4%": none does.
                preposition = Some(tree.word(head));
            }
            at = head;
            let verb = tree.is_verb(at) || tree.pos(at) == Pos::Aux;
            let level = self.level(at);
            if verb || level.is_some() && preposition.is_some() && tree.is_noun(at) {
                let level = level?;
                let measured = kind != UnitKind::Count || preposition == Some("by");
                if level.share && !measured {
                    return None;
                }
                let change = level.role == Some(Role::Change);
                let role = match preposition {
                    Some("to" | "at" | "past" | "above" | "below" | "beyond") => Role::Level,
                    Some("from") if change => Role::Earlier,
                    Some("by") if change => Role::Change,
                    Some("of") if change && !verb => Role::Change,
                    // "takes 12 hostages" and "brings 40 men" change no amount.
                    None if change && tree.is_verb(at) && level.direction.is_some() => Role::Change,
                    None if change => return None,
                    None => Role::Level,
                    _ => return None,
                };
                return Some(Change {
                    word: at,
                    role,
                    direction: level.direction.filter(|_| role == Role::Change),
                    bound: level.bound,
                });
            }
            if verb {
                return None;
            }
        }
        None
    }

    /// "a tariff of 15%", "bringing the total of cases to 4,000", "exports rose to 12": what the number says something of.
    pub(crate) fn governing_noun(&self, token: usize, kind: UnitKind, change: Option<&Change>) -> Option<usize> {
        let tree = self.tree;
        let first = tree.chain_head(token);
        let preposition = tree.head(first).filter(|_| tree.label(first) == Label::Pobj)?;
        if tree.word(preposition) == "of" {
            // "a rate of 15%", "a family of four", "a population of 80,000".
            return tree.head(preposition).filter(|&noun| {
                tree.is_noun(noun)
                    && (kind == UnitKind::Percent
                        || tree.lemma(noun) == "population"
                        || self.knowledge.groups.contains_key(tree.lemma(noun).as_str()))
            });
        }
        let verb = change
            .filter(|change| change.role == Role::Level && tree.is_verb(change.word))?
            .word;
        if !matches!(tree.word(preposition), "to" | "at") {
            return None;
        }
        let noun = tree.child(verb, Label::Dobj).or_else(|| tree.subject(verb))?;
        // "the number of cases": the cases.
        let inner = tree
            .children(noun)
            .iter()
            .copied()
            .find(|&child| tree.word(child) == "of" && child > noun)
            .and_then(|of| tree.child(of, Label::Pobj));
        let count = matches!(
            tree.lemma(noun).as_str(),
            "number" | "total" | "count" | "tally" | "figure"
        );
        inner
            .filter(|_| count)
            .or(Some(noun))
            .filter(|&noun| tree.is_noun(noun))
    }

    fn level(&self, token: usize) -> Option<&tidywire_lexicon::LevelVerb> {
        let lemma = self.tree.lemma(token);
        let particle = self
            .tree
            .child(token, Label::Prt)
            .map(|particle| format!("{lemma} {}", self.tree.word(particle)));
        let index = particle
            .and_then(|phrase| self.knowledge.level_verbs.get(phrase.as_str()))
            .or_else(|| self.knowledge.level_verbs.get(lemma.as_str()))?;
        Some(&self.knowledge.lexicon.level_verbs[*index])
    }

    /// "up 19 cents", "was down 0.1 per cent"; not "blew up 12 tanks".
    fn by_adverb(&self, number: &Number, kind: UnitKind) -> Option<Change> {
        let first = self.tree.tokens_in(number.span).start;
        let at = first.checked_sub(1)?;
        let direction = match self.tree.word(at) {
            "up" | "higher" => Direction::Up,
            "down" | "lower" => Direction::Down,
            _ => return None,
        };
        let free = self.tree.label(at) != Label::Prt && kind != UnitKind::Count;
        free.then_some(Change {
            word: at,
            role: Role::Change,
            direction: Some(direction),
            bound: None,
        })
    }
}
