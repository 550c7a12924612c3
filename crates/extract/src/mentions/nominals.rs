//! Nouns for kinds of people and bodies, with the names that say whose they are.
//!
//! "North Korean soldiers", "Ukraine's former defence minister", "the Houthi-run health ministry", "commander of the
//! Iraqi navy", "police in Kenya". Nouns that only an earlier mention explains ("the group") are for [`Trail`].
//! Invariant: a noun takes the country or body of a name that modifies it or that its complement names, never another.

use tidywire_codebook::{CombatantStatus, MentionKind, Sector};
use tidywire_lexicon::{ActorKind, Agent};
use tidywire_text::{Label, Pos, Tag};

use super::nouns::Noun;
use super::trail::Trail;
use super::{Finder, Found};
use crate::knowledge::Named;
use crate::types::ActorRef;

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

/// Sectors whose former members are an elite.
const OFFICIAL: [Sector; 7] = [
    Sector::Gov,
    Sector::Mil,
    Sector::Leg,
    Sector::Jud,
    Sector::Spy,
    Sector::Cop,
    Sector::Igo,
];

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
    pub(super) fn agent(&self, noun: Noun) -> &Agent {
        &self.dated.knowledge.lexicon.agents[noun.agent]
    }

    /// The nouns of the sentence that are not part of a name.
    pub(super) fn nominals(&mut self, trail: &Trail) {
        for token in 0..self.tree.len() {
            let Some(noun) = self.nouns[token] else { continue };
            if self.is_used(token) || !self.tree.is_noun(token) {
                continue;
            }
            // A name of the lexicon that ends here is the better reading ("General Staff").
            if self
                .hit_at(token)
                .is_some_and(|hit| !matches!(hit.meaning, Named::Demonym(_)))
            {
                continue;
            }
            // "Shan State" is a place.
            if self.places.iter().any(|hit| (hit.first..hit.end).contains(&token) && hit.end - hit.first > 1) {
                continue;
            }
            // "the state of Minnesota", "Punjab state", "26 states".
            if self.dated.knowledge.lexicon.place_nouns.contains(&self.tree.lemma(token))
                && (self.hit_before(noun.first).is_none() && token > 0 && self.tree.is_name(token - 1)
                    || noun.end < self.tree.len() && self.tree.word(noun.end) == "of"
                    || self.tree.tag(token) == Tag::Nns)
            {
                continue;
            }
            // Part of a longer noun: "police" in "police officer", unless somebody's own ("police chief's").
            let within = (token + 1..self.tree.len().min(token + 5))
                .any(|later| self.nouns[later].is_some_and(|other| (other.first..later).contains(&token)));
            // "opposition" in "opposition politicians" says who they are; "tourist" in "tourist revenues" is nobody.
            let modifies = matches!(self.tree.label(token), Label::Compound | Label::Nmod)
                && self.tree.head(token).is_some_and(|head| {
                    head > token && (self.nouns[head].is_some() || self.hit_before(noun.first).is_none())
                });
            if !within && (!modifies || self.named_behind(noun).is_some()) {
                self.nominal(token, noun, trail);
            }
        }
    }

    fn nominal(&mut self, token: usize, noun: Noun, trail: &Trail) {
        let tree = self.tree;
        let entry = self.agent(noun).clone();
        let mut before = self.before(token, noun);
        let complement = if before.bases.is_empty() { self.complement(noun) } else { None };
        let place = if before.bases.is_empty() && complement.is_none() && entry.alone {
            self.place_of(noun, &entry)
        } else {
            None
        };
        let mut sector = entry.sector;
        if entry.weak || sector.is_none() {
            sector = before.sector.or(sector);
            // "spokesman for the Ukrainian army": the body that he speaks for.
            let inner = complement.and_then(|(base, _)| self.inner_noun(base.end));
            let inner = inner.and_then(|noun| self.agent(noun).sector);
            sector = inner.or(sector);
        }
        if before.former && (entry.title || sector.is_some_and(|sector| OFFICIAL.contains(&sector))) {
            sector = Some(Sector::Eli);
        }
        let plural = matches!(tree.tag(token), Tag::Nns | Tag::Nnps);
        let kind = if entry.title { MentionKind::Office } else { MentionKind::Nominal };
        let status = entry.status;
        let rule = entry.rule.clone();
        // "militant group Hamas", "news agency TASS": one mention, that of the name.
        if !plural && let Some(named) = self.named_behind(noun) {
            let first = before.bases.first().map_or(noun.first, |base| base.first.min(noun.first));
            self.named_body(first, named, sector);
            return;
        }
        // "Tuareg rebels in Mali": a people of several states.
        if let [base] = before.bases.as_slice()
            && self.dated.named(base.meaning).country.is_none()
            && self.dated.named(base.meaning).sector == Some(Sector::Cvl)
            && sector != Some(Sector::Cvl)
            && let Some(state) = self.place_of(noun, &entry)
        {
            before.bases[0].meaning = state;
        }
        let who = |finder: &Self, base: Option<Base>| {
            let meaning = base.map(|base| base.meaning);
            let holder = meaning
                .filter(|_| !plural && !before.former && kind == MentionKind::Office)
                .and_then(|meaning| finder.dated.holder(&entry, meaning));
            holder.unwrap_or_else(|| finder.dated.compound(meaning, sector, &entry))
        };
        if before.bases.is_empty() {
            let base = complement.map(|(base, _)| base);
            let mut actor = match place {
                Some(state) => self.dated.compound(Some(state), sector, &entry),
                None => who(self, base),
            };
            if base.is_none()
                && place.is_none()
            {
                match self.definite(trail, token, noun, &entry, sector, plural) {
                    Some(found) => actor = found,
                    None if !entry.alone => return,
                    None => {}
                }
            }
            if let Some(person) = self.in_apposition(token) {
                actor = person;
            }
            let end = complement.map_or(noun.end, |(_, end)| end);
            let begin = if complement.is_some() { noun.first } else { self.begin(token, noun.first) };
            let found = Found {
                span: tree.span(begin, end - 1),
                kind,
                actor,
                rule,
                status,
                head: token,
            };
            self.push(begin..end, found);
            return;
        }
        let last = before.bases.len() - 1;
        for (place, base) in std::mem::take(&mut before.bases).into_iter().enumerate() {
            let person = if last == 0 { self.in_apposition(token) } else { None };
            let actor = person.unwrap_or_else(|| who(self, Some(base)));
            let end = if place == last { noun.end } else { base.end };
            let found = Found {
                span: tree.span(base.first, end - 1),
                kind,
                actor,
                rule: rule.clone(),
                status,
                head: token,
            };
            self.push(base.first..end, found);
        }
    }

    /// "Qassem Soleimani, commander of the Quds Force": the person beside whom the noun stands.
    fn in_apposition(&self, token: usize) -> Option<ActorRef> {
        let tree = self.tree;
        let head = match tree.label(token) {
            Label::Appos => tree.head(token),
            _ => tree.child(token, Label::Appos),
        }?;
        let person = |mention: &&crate::types::Mention| {
            mention.head == head && mention.actor.id.is_some() && super::trail::is_person(mention)
        };
        self.mentions.iter().find(person).map(|mention| mention.actor.clone())
    }

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
                && let Some(ruler) = self.dated.ruler(&crate::knowledge::family(tree.surface(before), None))
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
                Pos::Verb => {
                    matches!(tree.tag(before), Tag::Vbn | Tag::Vbg) && tree.below(before, token)
                }
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
        while at < tree.len()
            && self.hit_at(at).is_none()
            && at < of + 4
            && matches!(tree.pos(at), Pos::Det | Pos::Adj)
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
        if inner.is_some() && !entry.title && !(entry.weak && inner.is_some_and(|noun| self.agent(noun).sector.is_some() && !self.agent(noun).title)) {
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
    fn inner_noun(&self, end: usize) -> Option<Noun> {
        let tree = self.tree;
        let reach = (end..tree.len().min(end + 4))
            .take_while(|&at| tree.is_noun(at) || tree.pos(at) == Pos::Adj || tree.tag(at) == Tag::Possessive);
        reach.filter_map(|at| self.nouns[at]).last()
    }

    /// "police in Nairobi", "refugees from Syria", "Gaza health officials": the state of the place.
    fn place_of(&self, noun: Noun, entry: &Agent) -> Option<Named> {
        let tree = self.tree;
        let country = self.country_before(noun).or_else(|| {
            let word = (noun.end < tree.len()).then(|| tree.word(noun.end))?;
            let local = entry.sector.is_some_and(|sector| LOCAL.contains(&sector));
            if !(word == "from" || word == "of" || matches!(word, "in" | "across") && local) {
                return None;
            }
            (noun.end + 1..tree.len().min(noun.end + 7))
                .take_while(|&at| {
                    let place = self.dated.knowledge.lexicon.place_nouns.iter().any(|word| word == tree.word(at));
                    matches!(tree.pos(at), Pos::Det | Pos::Adj | Pos::Propn | Pos::Num)
                        || place
                        || tree.tag(at) == Tag::Vbn
                        || tree.tag(at) == Tag::Possessive
                        || tree.word(at) == "of" && self.dated.knowledge.lexicon.place_nouns.iter().any(|word| word == tree.word(at - 1))
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
        self.dated.knowledge.lexicon.places[hit.meaning].country.clone()
    }

    /// The name of a body right behind the noun.
    fn named_behind(&self, noun: Noun) -> Option<Named> {
        let hit = self.hits.iter().find(|hit| hit.first == noun.end)?;
        match hit.meaning {
            Named::Name(index) if self.dated.knowledge.lexicon.actors[index].kind == ActorKind::Named => {
                let tree = self.tree;
                let together = tree.below(tree.head_of(hit.span)?, noun.end - 1)
                    || tree.below(noun.end - 1, tree.head_of(hit.span)?);
                together.then_some(hit.meaning)
            }
            _ => None,
        }
    }

    fn named_body(&mut self, first: usize, meaning: Named, _sector: Option<Sector>) {
        let Some(hit) = self.hits.iter().find(|hit| hit.first >= first && hit.meaning == meaning).cloned() else {
            return;
        };
        let Named::Name(index) = meaning else { return };
        let entry = &self.dated.knowledge.lexicon.actors[index];
        let kind = if hit.span.of(self.tree.text) == entry.name {
            MentionKind::Name
        } else {
            MentionKind::Alias
        };
        let found = Found {
            span: self.tree.span(first, hit.end - 1),
            kind,
            actor: ActorRef::from(entry),
            rule: entry.rule.clone(),
            status: None::<CombatantStatus>,
            head: self.tree.head_of(hit.span).unwrap_or(hit.first),
        };
        self.push(first..hit.end, found);
    }

    /// Where the words of a noun begin that no name modifies: "senior" in "senior officials".
    fn begin(&self, token: usize, first: usize) -> usize {
        let tree = self.tree;
        let start = (0..first)
            .rev()
            .take_while(|&at| {
                tree.below(at, token)
                    && !self.is_used(at)
                    && !matches!(
                        tree.pos(at),
                        Pos::Punct | Pos::Det | Pos::Num | Pos::Adv | Pos::Cconj | Pos::Adp | Pos::Pron | Pos::Part
                    )
                    && !tree.is_verb(at)
            })
            .last()
            .unwrap_or(first);
        let begin = start.max(first.saturating_sub(2));
        let begin = if tree.surface(begin).starts_with('-') { begin + 1 } else { begin };
        // "24-year-old man".
        let begin = if begin > 0 && tree.surface(begin - 1) == "-" { first } else { begin };
        if begin < first && !tree.is_noun(begin) && tree.tag(begin) != Tag::Jj {
            first
        } else {
            begin
        }
    }
}
