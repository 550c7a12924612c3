//! From what a name or noun says to an actor: dated names, offices and their holders, states with a sector.
//!
//! It looks at no word of the sentence. Invariant: the article's date alone decides between several readings; without a
//! date the latest one holds for a name, and none for an office.

use jiff::ToSpan as _;
use jiff::civil::Date;
use tidywire_codebook::{CodeList, Sector};
use tidywire_lexicon::{ActorKind, Agent, RoleOf, Term};

use crate::knowledge::{Knowledge, Named};
use crate::types::ActorRef;

/// The lexicon on a day.
#[derive(Clone, Copy)]
pub(crate) struct Dated<'k, 'l> {
    pub(crate) knowledge: &'k Knowledge<'l>,
    pub(crate) date: Option<Date>,
}

/// Days after the end of a term on which news still calls its holder by the office.
const GRACE: i64 = 7;

/// True when a term was over on the date.
fn is_over(term: &Term, date: Date) -> bool {
    let known = term.until.and_then(|until| until.checked_add(GRACE.days()).ok());
    known.is_some_and(|until| until < date)
}

impl<'l> Dated<'_, 'l> {
    /// What a name means on the date: of several actors of that name the one that exists then, else the last one.
    pub(crate) fn meaning(&self, name: usize) -> Named {
        let all = &self.knowledge.named[name];
        let holding = self
            .date
            .and_then(|date| all.iter().copied().find(|&named| self.exists(named, date)));
        holding
            .or_else(|| all.iter().copied().find(|&named| self.lasts(named)))
            .unwrap_or(all[0])
    }

    fn exists(&self, named: Named, date: Date) -> bool {
        match named {
            Named::Name(index) | Named::Demonym(index) | Named::Metonym(index, _) => {
                self.knowledge.lexicon.actors[index].exists(date)
            }
            Named::Person(index) => {
                let terms = &self.knowledge.lexicon.people[index].terms;
                terms.iter().any(|term| term.runs(date))
            }
        }
    }

    /// True for what has no end.
    fn lasts(&self, named: Named) -> bool {
        match named {
            Named::Name(index) | Named::Demonym(index) | Named::Metonym(index, _) => {
                self.knowledge.lexicon.actors[index].until.is_none()
            }
            Named::Person(index) => {
                let terms = &self.knowledge.lexicon.people[index].terms;
                terms.last().is_none_or(|term| term.until.is_none())
            }
        }
    }

    /// The actor that a name stands for.
    pub(crate) fn named(&self, meaning: Named) -> ActorRef {
        match meaning {
            Named::Name(index) | Named::Demonym(index) => (&self.knowledge.lexicon.actors[index]).into(),
            Named::Metonym(index, _) => {
                let entry = &self.knowledge.lexicon.actors[index];
                if entry.kind == ActorKind::State {
                    self.with_sector(index, Some(Sector::Gov))
                } else {
                    self.named(Named::Name(index))
                }
            }
            Named::Person(index) => self.person(index, self.term(index)),
        }
    }

    /// A person in a term of office, which may be over.
    fn person(&self, index: usize, term: Option<(&Term, bool)>) -> ActorRef {
        let entry = &self.knowledge.lexicon.people[index];
        ActorRef {
            id: Some(entry.id.clone()),
            name: entry.name.clone(),
            country: term.and_then(|(term, _)| term.country.clone()),
            sector: term.map(|(term, over)| if over { Sector::Eli } else { term.sector }),
            part_of: term.and_then(|(term, _)| term.part_of.clone()),
            wikidata: entry.wikidata.clone(),
        }
    }

    /// The term at the article's date (the latest one without a date), and whether it was over by then.
    fn term(&self, person: usize) -> Option<(&'l Term, bool)> {
        let terms = &self.knowledge.lexicon.people[person].terms;
        let Some(date) = self.date else {
            return terms.last().map(|term| (term, false));
        };
        let current = terms.iter().rev().find(|term| term.runs(date));
        current
            .map(|term| (term, false))
            .or_else(|| {
                let over = terms
                    .iter()
                    .rev()
                    .find(|term| term.until.is_some_and(|until| until < date));
                // Groups are led until they are not: only offices of states make an elite of their former holders.
                over.map(|term| {
                    let state = is_over(term, date)
                        && matches!(
                            term.sector,
                            Sector::Gov | Sector::Leg | Sector::Mil | Sector::Jud | Sector::Spy | Sector::Cop
                        );
                    (term, state)
                })
            })
            .or_else(|| terms.first().map(|term| (term, false)))
    }

    /// Roles that a title names, in a country if one is known.
    fn roles(&self, title: &str, country: Option<&str>) -> impl Iterator<Item = (&'l str, RoleOf)> {
        let list = self.knowledge.titles.get(title).map(Vec::as_slice).unwrap_or_default();
        let known = list.iter().filter(move |&&(_, local)| match (local, country) {
            (None, _) => true,
            (Some(local), Some(country)) => local == country,
            (Some(_), None) => false,
        });
        known.map(|&(role, _)| {
            let entry = &self.knowledge.lexicon.roles[role];
            (entry.id.as_str(), entry.of)
        })
    }

    fn has_begun(&self, term: &Term) -> bool {
        match (self.date, term.from) {
            (Some(date), Some(from)) => from <= date,
            _ => true,
        }
    }

    /// Roles that a title before a name can mean: of a state where one is named.
    fn personal_roles(&self, title: &Agent, country: Option<&str>) -> Vec<&'l str> {
        let roles = self.roles(&title.noun, country);
        roles
            .filter(|(_, of)| country.is_none() || *of == RoleOf::State)
            .map(|(role, _)| role)
            .collect()
    }

    /// Who holds the office that a title names in a state or an organisation. None without a date, and where several may.
    pub(crate) fn holder(&self, title: &Agent, base: Named) -> Option<ActorRef> {
        let date = self.date?;
        let (Named::Name(actor) | Named::Demonym(actor) | Named::Metonym(actor, _)) = base else {
            return None;
        };
        let body = &self.knowledge.lexicon.actors[actor];
        let state = body.kind == ActorKind::State;
        // "Pakistan's army chief": a body of a state that is a name stands for it.
        let own = matches!(body.sector, Some(Sector::Mil | Sector::Gov | Sector::Leg | Sector::Cop));
        let country = body.country.as_deref().filter(|_| state || own);
        let mut found: Vec<(usize, &Term)> = Vec::new();
        for (role, of) in self.roles(&title.noun, country) {
            let key = match (of, country) {
                (RoleOf::State, Some(country)) => country,
                (_, _) if !state => body.id.as_str(),
                _ => continue,
            };
            let held = self.knowledge.offices.get(&(role, key)).map(Vec::as_slice);
            let terms = held.unwrap_or_default().iter().map(|&(person, term)| {
                let terms = &self.knowledge.lexicon.people[person].terms;
                (person, &terms[term])
            });
            found.extend(terms.filter(|(_, term)| term.runs(date)));
        }
        // On the day of a handover two hold it: the later one.
        found.sort_by_key(|(_, term)| term.from);
        let (person, term) = *found.last()?;
        let others = found.iter().filter(|(other, _)| *other != person);
        let clear = others
            .into_iter()
            .all(|(_, other)| other.until == Some(date) || term.from == Some(date));
        clear.then(|| self.person(person, Some((term, false))))
    }

    /// The person in the office that the title names, which may be over: the term that began last.
    pub(crate) fn held(&self, person: usize, title: &Agent, country: Option<&str>) -> Option<ActorRef> {
        let roles = self.personal_roles(title, country);
        let terms = &self.knowledge.lexicon.people[person].terms;
        let fits = |term: &&Term| term.role.as_deref().is_some_and(|role| roles.contains(&role));
        let term = terms.iter().rev().filter(|term| self.has_begun(term)).find(fits)?;
        let over = self.date.is_some_and(|date| is_over(term, date));
        // Whoever has another office by then is named by that one.
        (!over).then(|| self.person(person, Some((term, false))))
    }

    /// The person in the latest of the offices that the title names.
    pub(crate) fn once(&self, person: usize, title: &Agent, country: Option<&str>) -> Option<ActorRef> {
        let roles = self.personal_roles(title, country);
        let terms = &self.knowledge.lexicon.people[person].terms;
        let fits = |term: &&Term| term.role.as_deref().is_some_and(|role| roles.contains(&role));
        let term = terms.iter().rev().find(fits)?;
        Some(self.person(person, Some((term, true))))
    }

    /// The person of the lexicon with this family name who holds or held the office that the title names.
    pub(crate) fn titled(&self, family: &str, title: &Agent, country: Option<&str>) -> Option<usize> {
        let list = self.knowledge.families.get(family)?;
        let roles = self.personal_roles(title, country);
        let fits = |term: &&Term| {
            let same = country.is_none() || term.country.as_deref() == country;
            same && term.role.as_deref().is_some_and(|role| roles.contains(&role))
        };
        let holding = |term: &Term| self.date.is_none_or(|date| term.runs(date));
        let terms = |&person: &usize| self.knowledge.lexicon.people[person].terms.iter();
        let current: Vec<usize> = list
            .iter()
            .copied()
            .filter(|person| terms(person).any(|term| fits(&term) && holding(term)))
            .collect();
        let any = || -> Vec<usize> {
            let held = |person: &usize| terms(person).any(|term| fits(&term) && self.has_begun(term));
            list.iter().copied().filter(held).collect()
        };
        match current.as_slice() {
            [only] => Some(*only),
            [] => match any().as_slice() {
                [only] => Some(*only),
                _ => None,
            },
            _ => None,
        }
    }

    /// A name with a sector from a noun: North Korea + soldiers.
    pub(crate) fn compound(&self, base: Option<Named>, sector: Option<Sector>, agent: &Agent) -> ActorRef {
        let noun = &agent.noun;
        let Some(meaning) = base else {
            return ActorRef {
                name: noun.clone(),
                sector,
                ..ActorRef::default()
            };
        };
        let part = |holder: ActorRef| ActorRef {
            id: None,
            name: noun.clone(),
            country: holder.country,
            sector,
            part_of: holder.id,
            wikidata: None,
        };
        match meaning {
            Named::Name(index) | Named::Demonym(index) => {
                let entry = &self.knowledge.lexicon.actors[index];
                // "Kurdish insurgents": the people's demonym gives no sector, the noun does.
                let demonym = matches!(meaning, Named::Demonym(_)) || entry.sector == Some(Sector::Cvl);
                let people = demonym && entry.sector != sector && sector.is_some();
                // "former Hamas leader": the organisation does not act.
                let retired = sector == Some(Sector::Eli);
                let state = entry
                    .country
                    .as_deref()
                    .and_then(|country| self.knowledge.states.get(country));
                if entry.kind == ActorKind::State && sector.is_none() && !agent.weak {
                    // "Iraqi detainees" are not Iraq; "the Iraqi side" is.
                    part(self.named(Named::Name(index)))
                } else if entry.kind == ActorKind::State {
                    self.with_sector(index, sector)
                } else if people && let Some(&state) = state {
                    // "Chechen rebels": rebels of the state where the people lives.
                    self.with_sector(state, sector)
                } else if people || retired {
                    part(self.named(Named::Name(index)))
                } else {
                    // "Hamas fighters", "UN peacekeepers", "Wagner troops": the organisation acts.
                    self.named(Named::Name(index))
                }
            }
            Named::Metonym(index, _) => self.with_sector(index, sector.or(Some(Sector::Gov))),
            Named::Person(_) => {
                // "the Obama administration" is his state's.
                let holder = self.named(meaning);
                let country = holder.country.as_deref().filter(|_| sector == Some(Sector::Gov));
                match country.and_then(|country| self.knowledge.states.get(country)) {
                    Some(&state) => self.with_sector(state, sector),
                    None => part(holder),
                }
            }
        }
    }

    pub(crate) fn with_sector(&self, index: usize, sector: Option<Sector>) -> ActorRef {
        let entry = &self.knowledge.lexicon.actors[index];
        let Some(sector) = sector.filter(|_| entry.kind == ActorKind::State) else {
            return self.named(Named::Name(index));
        };
        ActorRef {
            id: Some(format!("{}_{}", entry.id, sector.code().to_lowercase())),
            name: format!("{}: {}", entry.name, sector.code()),
            country: entry.country.clone(),
            sector: Some(sector),
            part_of: Some(entry.id.clone()),
            wikidata: None,
        }
    }

    /// The head of state or government of that family name on the date.
    pub(crate) fn ruler(&self, family: &str) -> Option<Named> {
        const ROLES: [&str; 4] = ["president", "prime_minister", "head_of_state", "monarch"];
        let date = self.date?;
        let rules = |person: &usize| {
            let terms = &self.knowledge.lexicon.people[*person].terms;
            terms.iter().any(|term| {
                let role = term.role.as_deref().is_some_and(|role| ROLES.contains(&role));
                role && term.runs(date)
            })
        };
        let mut rulers = self.knowledge.families.get(family)?.iter().copied().filter(rules);
        let first = rulers.next()?;
        rulers.next().is_none().then_some(Named::Person(first))
    }

    /// The state of a country code, as a base for nouns.
    pub(crate) fn state(&self, country: &str) -> Option<Named> {
        self.knowledge.states.get(country).map(|&index| Named::Name(index))
    }
}
