//! What stands beside a person's name: titles, honorifics, nationalities, appositions.
//!
//! It makes no mention. Invariant: words that another mention has taken say nothing of this person.

use tidywire_codebook::{CombatantStatus, Sector};
use tidywire_text::{Label, Pos, Tag};

use super::Finder;
use super::nouns::Noun;
use crate::knowledge::Named;

/// What titles and appositions say of a person.
#[derive(Clone, Debug, Default)]
pub(super) struct Described {
    /// The title nearest to the name.
    pub(super) title: Option<Noun>,
    pub(super) sector: Option<Sector>,
    pub(super) status: Option<CombatantStatus>,
    pub(super) base: Option<Named>,
    /// Country of a place that stands for a base ("Kharkiv mayor").
    pub(super) country: Option<String>,
    pub(super) former: bool,
    /// First token of the words before the name.
    pub(super) start: usize,
}

impl Finder<'_, '_, '_> {
    /// The title, or other noun for one person ("lawmaker", "refugee"), that ends before a name.
    fn noun_before(&self, token: usize) -> Option<Noun> {
        self.title_before(token).or_else(|| {
            let at = token.checked_sub(1).filter(|&at| self.hit_at(at).is_none())?;
            let singular = matches!(self.tree.tag(at), Tag::Nn | Tag::Nnp) && self.tree.surface(at) != "police";
            (token.saturating_sub(4)..token)
                .filter_map(|at| self.nouns[at])
                .find(|noun| noun.end == token && singular && !self.agent(*noun).body)
        })
    }

    /// The title that ends before the token.
    pub(super) fn title_before(&self, token: usize) -> Option<Noun> {
        (token.saturating_sub(6)..token)
            .filter_map(|at| self.nouns[at])
            .find(|noun| noun.end == token && self.agent(*noun).title)
    }

    /// Titles, honorifics and whose they are, right before a name.
    pub(super) fn described_before(&self, first: usize) -> Described {
        let tree = self.tree;
        let mut said = Described {
            start: first,
            ..Described::default()
        };
        let modifiers = &self.dated.knowledge.lexicon.modifiers;
        loop {
            let at = said.start;
            let Some(before) = at.checked_sub(1) else { break };
            let noun = if said.title.is_none() {
                self.noun_before(at)
            } else {
                self.title_before(at)
            };
            if let Some(noun) = noun {
                let entry = self.agent(noun);
                said.sector = said.sector.or(entry.sector);
                said.status = said.status.or(entry.status);
                said.title = said.title.or(Some(noun));
                let within = self.before(noun.end - 1, noun);
                let violent = matches!(
                    entry.sector.or(within.sector),
                    Some(Sector::Reb | Sector::Crm | Sector::Prm)
                );
                said.former |= within.former && !violent;
                if entry.weak || entry.sector.is_none() {
                    said.sector = within.sector.or(said.sector);
                }
                match within.bases.last() {
                    Some(base) => {
                        said.base = said.base.or(Some(base.meaning));
                        said.start = base.first.min(noun.first);
                        break;
                    }
                    None => said.start = noun.first,
                }
                said.country = said.country.or_else(|| self.country_before(noun));
                continue;
            }
            if modifiers.honorifics.iter().any(|word| word == tree.word(before)) {
                said.start = before;
                continue;
            }
            if said.title.is_some() && modifiers.former.iter().any(|word| word == tree.word(before)) {
                said.former = true;
                said.start = before;
                continue;
            }
            // "President of Ukraine Volodymyr Zelensky".
            if said.title.is_none()
                && let Some(hit) = self.hit_before(at)
                && hit.first >= 2
            {
                let of = if tree.pos(hit.first - 1) == Pos::Det {
                    hit.first - 2
                } else {
                    hit.first - 1
                };
                if matches!(tree.word(of), "of" | "for")
                    && let Some(noun) = self.title_before(of)
                    && !matches!(hit.meaning, Named::Person(_))
                {
                    let entry = self.agent(noun);
                    said.base = Some(hit.meaning);
                    said.sector = entry.sector;
                    said.status = entry.status;
                    said.title = Some(noun);
                    said.start = noun.first;
                    continue;
                }
            }
            break;
        }
        // "Canadian Omar Khadr", "Belgium's Pierre Deligne", "Italian Red Cross volunteer Eugenio Vagni".
        let possessive = said.start > 0 && tree.tag(said.start - 1) == Tag::Possessive;
        if let Some(hit) = self.hit_before(said.start - usize::from(possessive))
            && (matches!(hit.meaning, Named::Demonym(_)) || possessive && self.is_state(Some(hit.meaning)))
            && !self.is_used(hit.first)
            && !(possessive && said.base.is_some())
        {
            match said.base {
                None => said.base = Some(hit.meaning),
                Some(_) => said.country = self.dated.named(hit.meaning).country,
            }
            said.start = hit.first;
        }
        // "Deputy Foreign Office Minister X": capitalised words that go with the title.
        if said.title.is_some() && said.base.is_none() {
            while let Some(before) = said.start.checked_sub(1) {
                let part = tree.is_name(before)
                    && tree.label(before) == Label::Compound
                    && !self.is_used(before)
                    && self.hit_at(before).is_none();
                if !part {
                    break;
                }
                said.start = before;
            }
        }
        said
    }

    /// "Roger Federer of Switzerland".
    pub(super) fn country_behind(&self, end: usize) -> Option<String> {
        let tree = self.tree;
        let of = end < tree.len() && tree.word(end) == "of";
        let hit = self.hits.iter().find(|hit| of && hit.first == end + 1)?;
        let state = self.is_state(Some(hit.meaning)) && matches!(hit.meaning, Named::Name(_));
        state.then(|| self.dated.named(hit.meaning).country).flatten()
    }

    /// "X, commander of the Ukrainian navy": what the words beside the name say of it.
    pub(super) fn described_behind(&self, first: usize, end: usize) -> Option<Described> {
        let tree = self.tree;
        let head = tree.head_of(tree.span(first, end - 1))?;
        let mut beside = tree.with_label(head, &[Label::Appos]);
        if tree.label(head) == Label::Appos {
            beside.extend(tree.head(head));
        }
        // Where the parser does not see it: a comma and a title within a few words.
        if end + 1 < tree.len() && tree.surface(end) == "," {
            let reach = (end + 1..tree.len().min(end + 10))
                .take_while(|&at| !matches!(tree.pos(at), Pos::Verb | Pos::Aux | Pos::Pron) && tree.surface(at) != ",");
            beside.extend(reach.filter(|&at| tree.is_noun(at) && self.nouns[at].is_some()).take(1));
        }
        beside.into_iter().find_map(|token| {
            let noun = self.nouns[token]?;
            if (first..end).contains(&noun.first) {
                return None;
            }
            let entry = self.agent(noun);
            let before = self.before(token, noun);
            let base = before
                .bases
                .first()
                .map(|base| base.meaning)
                .or_else(|| self.complement(noun).map(|(base, _)| base.meaning))
                .or_else(|| self.within(token, first, end));
            let weak = entry.weak || entry.sector.is_none();
            Some(Described {
                title: Some(noun),
                sector: before.sector.filter(|_| weak).or(entry.sector),
                status: entry.status,
                base,
                country: self.country_before(noun),
                former: before.former,
                start: first,
            })
        })
    }

    /// A name anywhere in the phrase of an apposition.
    fn within(&self, token: usize, first: usize, end: usize) -> Option<Named> {
        let tree = self.tree;
        let (low, high) = tree.reach(token, &|child| {
            matches!(tree.label(child), Label::Appos | Label::Relcl | Label::Acl) || (first..end).contains(&child)
        });
        let base = self
            .hits
            .iter()
            .find(|hit| hit.first >= low && hit.end <= high + 1 && !matches!(hit.meaning, Named::Person(_)))?;
        Some(base.meaning)
    }
}
