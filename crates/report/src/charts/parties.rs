//! Under which name an actor stands in a chart, and which names a side of a chart has.
//!
//! A party is a country, unless the actor is armed or organised apart from it (rebels, militias, international
//! and non-governmental organisations): those stand under their own names. It deliberately merges no names that the
//! tables keep apart. Invariant: rows that state nobody are "not stated", never guessed.

use std::collections::{BTreeMap, HashMap};

use tidywire_codebook::{Sector, Value};
use tidywire_tables::csv_text;

use crate::data::Tables;
use crate::rows::ActionRow;

/// The text does not say who.
pub(super) const NOT_STATED: &str = "not stated";
/// Named in words that the lexicon does not know.
pub(super) const OTHERS: &str = "others";

/// Rows between two parties, by the four kinds that a chart tells apart.
pub(super) type Counts = [usize; 4];

/// Who acts or claims, and upon or about whom.
pub(super) type Pairs = BTreeMap<(String, String), Counts>;

/// Rows of all kinds.
pub(super) fn sum(counts: &Counts) -> usize {
    counts.iter().sum()
}

/// The pairs as CSV: both sides, their rows, and these by kind.
pub(super) fn data(pairs: &Pairs, names: [&str; 3], kinds: [&str; 4]) -> String {
    let rows = pairs.iter().map(|((source, target), counts)| {
        let mut row = vec![Value::Text(source), Value::Text(target), Value::Int(sum(counts) as i64)];
        row.extend(counts.iter().map(|&count| Value::Int(count as i64)));
        row
    });
    csv_text(&[names.as_slice(), &kinds].concat(), rows)
}

/// The names.
pub(super) struct Parties<'a> {
    tables: &'a Tables,
    /// What countries as such are called.
    countries: BTreeMap<&'a str, &'a str>,
}

impl<'a> Parties<'a> {
    /// Of a data set.
    pub(super) fn of(tables: &'a Tables) -> Self {
        let mut countries = BTreeMap::new();
        for actor in tables.actors.values().filter(|actor| actor.sector.is_none()) {
            if let Some(country) = &actor.country {
                // The first by id: some countries have several names.
                countries.entry(country.as_str()).or_insert(actor.name.as_str());
            }
        }
        Self { tables, countries }
    }

    /// Under which name an actor stands.
    pub(super) fn name(&self, side: Side<'_>) -> String {
        let Side { country, sector, .. } = side;
        let actor = side.actor_id.and_then(|id| self.tables.actors.get(id));
        let sector = sector.or(actor.and_then(|actor| actor.sector));
        let apart = matches!(
            sector,
            Some(Sector::Reb | Sector::Prm | Sector::Uaf | Sector::Opp | Sector::Crm | Sector::Igo | Sector::Ngo)
        );
        match (country, actor, sector) {
            (Some(country), None, Some(sector)) if apart => format!("{country} {sector}"),
            (Some(country), _, _) if !apart => {
                let known = self.countries.get(country);
                known.map_or_else(|| country.to_string(), |name| (*name).to_owned())
            }
            (_, Some(actor), _) => actor.name.clone(),
            _ if side.named => OTHERS.to_owned(),
            _ => NOT_STATED.to_owned(),
        }
    }

    /// Actions by who acts and upon whom, and by quad class.
    pub(super) fn pairs(&self) -> Pairs {
        // Rows are many, sides are few: each has its name looked up once.
        let mut counts: HashMap<(Side<'_>, Side<'_>), Counts> = HashMap::new();
        for action in &self.tables.actions {
            counts.entry(Side::both(action)).or_default()[action.quad_class as usize] += 1;
        }
        let mut pairs = Pairs::new();
        for ((source, target), counts) in counts {
            let pair = pairs.entry((self.name(source), self.name(target))).or_default();
            for (sum, count) in pair.iter_mut().zip(counts) {
                *sum += count;
            }
        }
        pairs
    }
}

/// All that the name of a party hangs on.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Side<'a> {
    pub(super) actor_id: Option<&'a str>,
    pub(super) country: Option<&'a str>,
    pub(super) sector: Option<Sector>,
    /// The text has words for it.
    pub(super) named: bool,
}

impl<'a> Side<'a> {
    /// Source and target.
    fn both(action: &'a ActionRow) -> (Self, Self) {
        let source = Self {
            actor_id: action.source_actor_id.as_deref(),
            country: action.source_country.as_deref(),
            sector: action.source_sector,
            named: action.source_text.is_some(),
        };
        let target = Self {
            actor_id: action.target_actor_id.as_deref(),
            country: action.target_country.as_deref(),
            sector: action.target_sector,
            named: action.target_text.is_some(),
        };
        (source, target)
    }
}

/// The `most` busiest names of a side, then those of `special` that occur, in their order; the first of these also
/// takes the names that are cut.
pub(super) fn sides<'a>(counted: impl Iterator<Item = (&'a str, usize)>, most: usize, special: &[&str]) -> Vec<String> {
    let mut totals: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, count) in counted {
        *totals.entry(name).or_default() += count;
    }
    let mut named: Vec<_> = totals.iter().filter(|(name, _)| !special.contains(name)).collect();
    // The map is sorted by name and the sort is stable, so that equal counts stand in order of names.
    named.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let cut = named.len() > most;
    let mut parties: Vec<String> = named.iter().take(most).map(|(name, _)| (**name).to_owned()).collect();
    for (index, name) in special.iter().enumerate() {
        if totals.contains_key(name) || (index == 0 && cut) {
            parties.push((*name).to_owned());
        }
    }
    parties
}

/// Where a name stands in a side; one that was cut stands with `others`.
pub(super) fn place(parties: &[String], name: &str, others: &str) -> Option<usize> {
    let find = |name: &str| parties.iter().position(|party| party == name);
    find(name).or_else(|| find(others))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidywire_codebook::{Actor, Code};

    #[test]
    fn armed_groups_stand_apart_from_their_country() {
        let actor = |id: &str, name: &str, country: &str, sector| Actor {
            actor_id: id.into(),
            name: name.into(),
            country: Some(Code::from(country)),
            sector,
            ..Actor::default()
        };
        let mut tables = Tables::nothing();
        for row in [
            actor("yem", "Yemen", "YEM", None),
            actor("houthis", "Houthis", "YEM", Some(Sector::Reb)),
        ] {
            tables.actors.insert(row.actor_id.clone(), row);
        }
        let parties = Parties::of(&tables);
        let name = |actor_id, sector| {
            parties.name(Side {
                actor_id,
                country: Some("YEM"),
                sector,
                named: true,
            })
        };
        assert_eq!(name(Some("houthis"), Some(Sector::Reb)), "Houthis");
        assert_eq!(name(Some("houthis"), None), "Houthis", "the actor's own sector");
        assert_eq!(name(None, Some(Sector::Mil)), "Yemen");
        assert_eq!(name(None, Some(Sector::Reb)), "YEM REB");
        assert_eq!(
            parties.name(Side {
                named: true,
                ..Side::default()
            }),
            OTHERS
        );
        assert_eq!(parties.name(Side::default()), NOT_STATED);
    }

    #[test]
    fn the_busiest_come_first_and_the_unnamed_last() {
        let counted = [("b", 2), (NOT_STATED, 9), ("a", 2), ("c", 5), (OTHERS, 1)];
        let side = |most| sides(counted.into_iter(), most, &[OTHERS, NOT_STATED]);
        assert_eq!(side(10), ["c", "a", "b", OTHERS, NOT_STATED]);
        assert_eq!(side(1), ["c", OTHERS, NOT_STATED]);
        assert_eq!(place(&side(1), "b", OTHERS), Some(1), "what is cut is with the others");
    }
}
