//! People: titles before and after a name, offices by date, and actors made of a name and a sector.

use tidywire_codebook::{CodeList, MentionKind, Sector};
use tidywire_lexicon::{ActorKind, Term};
use tidywire_text::{Label, Tag};

use crate::knowledge::Named;
use crate::mentions::Finder;
use crate::types::ActorRef;

impl Finder<'_, '_> {
    /// A person's name at `first..end`, with the title before it.
    pub(crate) fn person(&mut self, first: usize, end: usize, known: Option<usize>) {
        let tree = self.tree;
        let mut end = end;
        while end > first + 1 && tree.tag(end - 1) == Tag::Possessive {
            end -= 1;
        }
        let mut start = first;
        let mut sector = None;
        let mut base: Option<Named> = None;
        let mut former = false;
        let mut status = None;
        // An entity of the model may contain the title itself ("Gen. X").
        while start > 0 || sector.is_some() {
            let Some(before) = start.checked_sub(1) else { break };
            if let Some((agent, from)) = self.agent_noun(before)
                && self.knowledge.lexicon.agents[agent].title
                && tree
                    .surface(before)
                    .starts_with(|letter: char| letter.is_uppercase() || sector.is_none() && base.is_none())
            {
                let entry = &self.knowledge.lexicon.agents[agent];
                sector = sector.or(entry.sector);
                status = status.or(entry.status);
                start = from;
            } else if let Some(hit) = self
                .hits
                .iter()
                .find(|hit| hit.end == start || hit.end + 1 == start && tree.tag(hit.end) == Tag::Possessive)
                && !matches!(hit.meaning, Named::Person(_))
                && sector.is_some()
            {
                base = Some(hit.meaning);
                start = hit.first;
            } else if matches!(tree.word(before), "former" | "ex" | "late") && sector.is_some() {
                former = tree.word(before) != "late";
                start = before;
            } else {
                break;
            }
        }
        if (start..end).any(|token| self.is_used(token)) {
            return;
        }
        if sector.is_none() {
            (sector, base, status) = self.apposition(first, end);
        }
        let span = tree.span(start, end - 1);
        let (actor, rule) = match known {
            Some(index) => {
                let mut actor = self.named(Named::Person(index));
                if former {
                    actor.sector = Some(Sector::Eli);
                }
                (actor, self.knowledge.lexicon.people[index].rule.clone())
            }
            None => {
                let holder = base.map(|meaning| self.named(meaning)).unwrap_or_default();
                let name = tree.span(first, end - 1).of(tree.text).to_owned();
                let sector = if former {
                    Some(Sector::Eli)
                } else {
                    sector.or(holder.sector)
                };
                let country = holder.country.clone();
                // Of an organisation without a country its people have the sector.
                let sector = if country.is_none() && matches!(holder.sector, Some(Sector::Igo | Sector::Ngo)) {
                    holder.sector
                } else {
                    sector
                };
                (
                    ActorRef {
                        id: None,
                        name,
                        country,
                        sector,
                        part_of: holder.id,
                        wikidata: None,
                    },
                    "code/people#title_and_name".to_owned(),
                )
            }
        };
        self.push(start..end, span, MentionKind::Name, actor, rule, status);
        if let Some(last) = self.mentions.last_mut() {
            last.head = tree.head_of(tree.span(first, end - 1)).unwrap_or(first);
        }
    }

    /// "X, commander of the Ukrainian navy": what the words beside the name say of it.
    fn apposition(
        &self,
        first: usize,
        end: usize,
    ) -> (
        Option<Sector>,
        Option<Named>,
        Option<tidywire_codebook::CombatantStatus>,
    ) {
        let tree = self.tree;
        let span = tree.span(first, end - 1);
        let Some(head) = tree.head_of(span) else {
            return (None, None, None);
        };
        let mut beside = tree.with_label(head, &[Label::Appos]);
        if tree.label(head) == Label::Appos {
            beside.extend(tree.head(head));
        }
        for noun in beside {
            let Some((agent, _)) = self.agent_noun(noun) else {
                continue;
            };
            let (low, high) = tree.reach(noun, &|child| {
                matches!(tree.label(child), Label::Appos | Label::Relcl | Label::Acl) || (first..end).contains(&child)
            });
            let base = self
                .hits
                .iter()
                .find(|hit| hit.first >= low && hit.end <= high + 1 && !matches!(hit.meaning, Named::Person(_)));
            let entry = &self.knowledge.lexicon.agents[agent];
            return (entry.sector, base.map(|hit| hit.meaning), entry.status);
        }
        (None, None, None)
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
            Named::Person(index) => {
                let entry = &self.knowledge.lexicon.people[index];
                let term = self.term(&entry.terms);
                ActorRef {
                    id: Some(entry.id.clone()),
                    name: entry.name.clone(),
                    country: term.as_ref().and_then(|(term, _)| term.country.clone()),
                    sector: term
                        .as_ref()
                        .map(|(term, over)| if *over { Sector::Eli } else { term.sector }),
                    part_of: term.and_then(|(term, _)| term.part_of.clone()),
                    wikidata: entry.wikidata.clone(),
                }
            }
        }
    }

    /// The term at the article's date (the latest one without a date), and whether it was over by then.
    fn term<'t>(&self, terms: &'t [Term]) -> Option<(&'t Term, bool)> {
        let Some(date) = self.date else {
            return terms.last().map(|term| (term, false));
        };
        let current = terms
            .iter()
            .rev()
            .find(|term| term.from.is_none_or(|from| from <= date) && term.until.is_none_or(|until| date <= until));
        current
            .map(|term| (term, false))
            .or_else(|| {
                let over = terms
                    .iter()
                    .rev()
                    .find(|term| term.until.is_some_and(|until| until < date));
                // Groups are led until they are not: only offices of states make an elite of their former holders.
                over.map(|term| {
                    (
                        term,
                        matches!(term.sector, Sector::Gov | Sector::Leg | Sector::Mil | Sector::Jud),
                    )
                })
            })
            .or_else(|| terms.first().map(|term| (term, false)))
    }

    /// A name with a sector from a noun: North Korea + soldiers.
    pub(crate) fn compound(&self, base: Option<Named>, sector: Option<Sector>, noun: &str) -> ActorRef {
        match base {
            None => ActorRef {
                name: noun.to_owned(),
                sector,
                ..ActorRef::default()
            },
            Some(meaning @ (Named::Name(index) | Named::Demonym(index))) => {
                let entry = &self.knowledge.lexicon.actors[index];
                // "Kurdish insurgents": the people's demonym gives no sector, the noun does.
                let people = matches!(meaning, Named::Demonym(_)) && entry.sector != sector && sector.is_some();
                if people && entry.kind == ActorKind::Named {
                    let holder = self.named(Named::Name(index));
                    ActorRef {
                        id: None,
                        name: noun.to_owned(),
                        country: holder.country,
                        sector,
                        part_of: holder.id,
                        wikidata: None,
                    }
                } else if entry.kind == ActorKind::State {
                    self.with_sector(index, sector)
                } else {
                    // "Hamas fighters", "UN peacekeepers", "Wagner troops": the organisation acts.
                    self.named(Named::Name(index))
                }
            }
            Some(Named::Metonym(index, _)) => self.with_sector(index, sector.or(Some(Sector::Gov))),
            Some(meaning @ Named::Person(_)) => {
                let holder = self.named(meaning);
                ActorRef {
                    id: None,
                    name: noun.to_owned(),
                    sector,
                    country: holder.country,
                    part_of: holder.id,
                    wikidata: None,
                }
            }
        }
    }

    fn with_sector(&self, index: usize, sector: Option<Sector>) -> ActorRef {
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
}
