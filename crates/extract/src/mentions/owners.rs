//! Whose a noun is: names before it, behind "of", and places.
//!
//! It decides nothing of the noun itself. Invariant: what it returns stands in the noun's own phrase.

use tidywire_codebook::Sector;
use tidywire_lexicon::{ActorKind, Agent};
use tidywire_text::{Label, Pos, Tag};

use super::Finder;
use super::nouns::Noun;
use crate::knowledge::Named;

/// Who a noun belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Base {
    pub(super) meaning: Named,
    /// Tokens of the name.
    pub(super) first: usize,
    pub(super) end: usize,
}

/// What stands before a noun.
#[derive(Debug, Default)]
pub(super) struct Before {
    /// Names that it belongs to, from left to right.
    pub(super) bases: Vec<Base>,
    /// Sector of a noun that says more ("rebel" in "rebel commander").
    pub(super) sector: Option<Sector>,
    /// "former".
    pub(super) former: bool,
}

/// Sectors of people who belong to where they are: "police in Kenya" are Kenyan, "troops in Mali" need not be Malian.
pub(super) const LOCAL: [Sector; 15] = [
    Sector::Gov,
    Sector::Reb,
    Sector::Crm,
    Sector::Jrn,
    Sector::Cop,
    Sector::Jud,
    Sector::Leg,
    Sector::Med,
    Sector::Rel,
    Sector::Edu,
    Sector::Opp,
    Sector::Cvl,
    Sector::Lab,
    Sector::Agr,
    Sector::Soc,
];

impl Finder<'_, '_, '_> {
    /// What stands before a noun, from its first word to the left.
    pub(super) fn before(&self, token: usize, noun: Noun) -> Before {
        let tree = self.tree;
        let mut found = Before::default();
        let mut at = noun.first;
        while let Some(before) = at.checked_sub(1) {
            if let Some(hit) = self.hit_before(at) {
                // "the Obama administration": a person's name is the noun's.
                let person = matches!(hit.meaning, Named::Person(_)) && at == noun.first;
                if self.is_used(hit.first) && !person {
                    break;
                }
                found.bases.push(Base {
                    meaning: hit.meaning,
                    first: hit.first,
                    end: hit.end,
                });
                at = hit.first;
                self.conjuncts_before(&mut found.bases, at);
                break;
            }
            // "the Bush administration": nobody but the ruler of that name has one.
            if at == noun.first
                && tree.is_name(before)
                && self.agent(noun).sector == Some(Sector::Gov)
                && !self.agent(noun).title
                && let Some(ruler) = self.dated.ruler(&crate::indexes::family(tree.surface(before), None))
            {
                found.bases.push(Base {
                    meaning: ruler,
                    first: before,
                    end: at,
                });
                break;
            }
            // "U.S. Army General": the name ends inside the title.
            if at == noun.first
                && let Some(hit) = self.hits.iter().find(|hit| hit.first < at && hit.end > at)
            {
                found.bases.push(Base {
                    meaning: hit.meaning,
                    first: hit.first,
                    end: hit.end,
                });
                break;
            }
            let word = tree.word(before);
            let modifiers = &self.dated.knowledge.lexicon.modifiers;
            let hyphen = before >= 2 && tree.surface(before - 1) == "-";
            if hyphen && let Some(hit) = self.hit_before(before - 1) {
                // "Houthi-run", "US-backed".
                if modifiers.run_by.iter().any(|participle| participle == word) {
                    found.bases.push(Base {
                        meaning: hit.meaning,
                        first: hit.first,
                        end: hit.end,
                    });
                    break;
                }
                at = hit.first;
                continue;
            }
            if modifiers.former.iter().any(|former| former == word) {
                found.former = true;
                at = before;
                continue;
            }
            if let Some(inner) = self.nouns[before]
                && found.sector.is_none()
                && tree.is_noun(before)
            {
                let sector = self.agent(inner).sector;
                found.sector = sector.filter(|sector| *sector != Sector::Gov && *sector != Sector::Cvl);
                at = inner.first;
                continue;
            }
            let passes = match tree.pos(before) {
                Pos::Adj | Pos::Noun | Pos::Propn => !self.is_used(before),
                Pos::Part => tree.tag(before) == Tag::Possessive,
                Pos::Punct => tree.surface(before) == "-",
                Pos::Verb => matches!(tree.tag(before), Tag::Vbn | Tag::Vbg) && tree.below(before, token),
                Pos::Adv => tree.below(before, token),
                _ => false,
            };
            if !passes {
                break;
            }
            at = before;
        }
        found.bases.sort_by_key(|base| base.first);
        let first = found.bases.first().map_or(at, |base| base.first);
        if let Some(before) = first.checked_sub(1) {
            let modifiers = &self.dated.knowledge.lexicon.modifiers;
            found.former |= modifiers.former.iter().any(|former| former == tree.word(before));
        }
        if found.bases.is_empty() {
            self.by_tree(token, noun, &mut found.bases);
        }
        found
    }

    /// "Russian and North Korean forces": names before a base that are its conjuncts.
    fn conjuncts_before(&self, bases: &mut Vec<Base>, mut at: usize) {
        while let Some(before) = at.checked_sub(1) {
            let joined = matches!(self.tree.word(before), "and" | "or" | ",");
            let comma = before > 0 && joined && self.tree.surface(before - 1) == ",";
            let end = if comma { before - 1 } else { before };
            let Some(hit) = self.hit_before(end).filter(|_| joined) else {
                break;
            };
            let last = bases[bases.len() - 1];
            // Only adjectives share a noun: "Russia and North Korean forces" are two parties.
            let both = matches!((hit.meaning, last.meaning), (Named::Demonym(_), Named::Demonym(_)))
                || self.is_adjectival(hit.first) && self.is_adjectival(last.first);
            if !both || self.is_used(hit.first) {
                break;
            }
            bases.push(Base {
                meaning: hit.meaning,
                first: hit.first,
                end: hit.end,
            });
            at = hit.first;
        }
    }

    /// "US" and "EU" before a noun: names that modify.
    fn is_adjectival(&self, token: usize) -> bool {
        let head = self.tree.chain_head(token);
        matches!(self.tree.label(head), Label::Amod | Label::Compound | Label::Nmod)
    }

    /// Names that the tree hangs below the noun though other words stand between.
    fn by_tree(&self, token: usize, noun: Noun, bases: &mut Vec<Base>) {
        let tree = self.tree;
        let direct = tree.with_label(token, &[Label::Amod, Label::Compound, Label::Poss, Label::Nmod]);
        for child in direct {
            for part in tree.conjuncts(child) {
                if let Some(hit) = self.hit_at(part)
                    && hit.end <= noun.first
                    && !self.is_used(hit.first)
                    && !self.is_backer(hit.end)
                    && !bases.iter().any(|base| base.first == hit.first)
                {
                    bases.push(Base {
                        meaning: hit.meaning,
                        first: hit.first,
                        end: hit.end,
                    });
                }
            }
        }
        bases.sort_by_key(|base| base.first);
    }

    /// "US-" in "US-backed".
    fn is_backer(&self, end: usize) -> bool {
        end + 1 < self.tree.len() && self.tree.surface(end) == "-" && {
            let word = self.tree.word(end + 1);
            let modifiers = &self.dated.knowledge.lexicon.modifiers;
            modifiers.backed_by.iter().any(|participle| participle == word)
        }
    }

    /// "commander of the Ukrainian navy", "president of Ukraine", "spokesman for the UN": who, and one past the last
    /// token.
    pub(super) fn complement(&self, noun: Noun) -> Option<(Base, usize)> {
        let tree = self.tree;
        let of = noun.end;
        if of >= tree.len() || !matches!(tree.word(of), "of" | "for") {
            return None;
        }
        let entry = self.agent(noun);
        if tree.word(of) != "of" && !(entry.title || entry.weak) {
            return None;
        }
        let mut at = of + 1;
        while at < tree.len() && self.hit_at(at).is_none() && at < of + 4 && matches!(tree.pos(at), Pos::Det | Pos::Adj)
        {
            at += 1;
        }
        let mut hit = self.hits.iter().find(|hit| hit.first == at && !self.is_used(at))?;
        // "commander of Iran's Quds Force": the body, not its state.
        if hit.end + 1 < tree.len()
            && let Some(next) = self
                .hits
                .iter()
                .find(|next| next.first == hit.end + usize::from(tree.tag(hit.end) == Tag::Possessive))
            && next.first > hit.first
        {
            hit = next;
        }
        // "bodies of Ukrainian civilians" are nobody's body: the name belongs to the next noun.
        let inner = self.inner_noun(hit.end);
        if inner.is_some()
            && !entry.title
            && !(entry.weak && inner.is_some_and(|noun| self.agent(noun).sector.is_some() && !self.agent(noun).title))
        {
            return None;
        }
        // "governor of Ukraine's Kherson region" and "chief of Iran's army" are whose they are; "killing of Putin's aide" is not.
        if matches!(hit.meaning, Named::Person(_)) {
            return None;
        }
        let base = Base {
            meaning: hit.meaning,
            first: hit.first,
            end: hit.end,
        };
        Some((base, inner.map_or(hit.end, |noun| noun.end)))
    }

    /// The noun that goes on behind a name: "army" in "the Ukrainian army".
    pub(super) fn inner_noun(&self, end: usize) -> Option<Noun> {
        let tree = self.tree;
        let reach = (end..tree.len().min(end + 4))
            .take_while(|&at| tree.is_noun(at) || tree.pos(at) == Pos::Adj || tree.tag(at) == Tag::Possessive);
        reach.filter_map(|at| self.nouns[at]).last()
    }

    /// "police in Nairobi", "refugees from Syria", "Gaza health officials": the state of the place.
    pub(super) fn place_of(&self, noun: Noun, entry: &Agent) -> Option<Named> {
        let tree = self.tree;
        let country = self.country_before(noun).or_else(|| {
            let word = (noun.end < tree.len()).then(|| tree.word(noun.end))?;
            let people = entry.sector.is_none() && !entry.weak && !entry.body;
            let local = people || entry.sector.is_some_and(|sector| LOCAL.contains(&sector));
            if !(word == "from" || word == "of" || matches!(word, "in" | "across") && local) {
                return None;
            }
            (noun.end + 1..tree.len().min(noun.end + 7))
                .take_while(|&at| {
                    let place = self
                        .dated
                        .knowledge
                        .lexicon
                        .place_nouns
                        .iter()
                        .any(|word| word == tree.word(at));
                    matches!(tree.pos(at), Pos::Det | Pos::Adj | Pos::Propn | Pos::Num)
                        || place
                        || tree.tag(at) == Tag::Vbn
                        || tree.tag(at) == Tag::Possessive
                        || tree.word(at) == "of"
                            && self
                                .dated
                                .knowledge
                                .lexicon
                                .place_nouns
                                .iter()
                                .any(|word| word == tree.word(at - 1))
                })
                .find_map(|at| self.country_at(at))
        })?;
        self.dated.state(&country)
    }

    /// The country of a place right before the noun.
    pub(super) fn country_before(&self, noun: Noun) -> Option<String> {
        let mut at = noun.first;
        while let Some(before) = at.checked_sub(1) {
            if let Some(country) = self.country_of_place(before) {
                return Some(country);
            }
            let passes = matches!(self.tree.pos(before), Pos::Adj | Pos::Noun | Pos::Propn)
                || self.tree.tag(before) == Tag::Possessive;
            if !passes || self.is_used(before) || noun.first - before > 3 {
                return None;
            }
            at = before;
        }
        None
    }

    /// The country of the state or place that covers the token.
    fn country_at(&self, token: usize) -> Option<String> {
        let lexicon = self.dated.knowledge.lexicon;
        let state = self.hit_at(token).and_then(|hit| match hit.meaning {
            Named::Name(index) | Named::Metonym(index, _) | Named::Demonym(index) => {
                let actor = &lexicon.actors[index];
                actor.country.clone().filter(|_| actor.kind == ActorKind::State)
            }
            Named::Person(_) => None,
        });
        state.or_else(|| self.country_of_place(token))
    }

    pub(super) fn country_of_place(&self, token: usize) -> Option<String> {
        let hit = self.places.iter().find(|hit| (hit.first..hit.end).contains(&token))?;
        hit.country().cloned()
    }
}
