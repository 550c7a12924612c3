//! Scorer of the Recognizers sets with units: currency, percent, dimension, temperature, age.
//!
//! An expected result is met by a figure of the family with its span, its number and its unit. The span is right when it
//! is the same, or when it only adds a hedge in front ("about $14 million" for "$14 million"). A record is right when
//! every result is met and no figure of the family is left over. Results without a number (a bare "dollar") are wanted
//! too: we have no row for them, so those records stay wrong in "records"; "records, bare words aside" leaves such
//! results out. Units are compared by the tables below, which say what
//! their names are called here: ISO 4217, or the lemma where a currency has no code or several.

use serde::Deserialize;
use tidywire_codebook::UnitKind;
use tidywire_extract::Figure;

use super::numbers::{Expected, verdict};
use super::seen::Seen;
use super::value::{same, stated};
use super::{Quoted, Task};
use crate::score::Scores;

/// Which figures a set is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Currency,
    Percent,
    Dimension,
    Temperature,
    Age,
}

/// Their names of currencies and what they may be here.
const CURRENCIES: &[(&str, &[&str])] = &[
    ("Dollar", &["USD"]),
    ("United States dollar", &["USD"]),
    ("Euro", &["EUR"]),
    ("Chinese yuan", &["CNY"]),
    ("Pound", &["GBP"]),
    ("British pound", &["GBP"]),
    ("Cent", &["cent"]),
    ("Canadian dollar", &["CAD"]),
    ("Japanese yen", &["JPY"]),
    ("Franc", &["franc"]),
    ("Australian dollar", &["AUD"]),
    ("Pence", &["penny", "pence"]),
    ("Penny", &["penny"]),
    ("Bitcoin", &["XBT", "BTC", "bitcoin"]),
    ("Satoshi", &["satoshi"]),
    ("Turkish lira", &["TRY"]),
    ("Rupee", &["rupee", "INR"]),
    ("Mexican peso", &["MXN"]),
    ("Finnish markka", &["FIM", "markka", "finnish markka"]),
    ("Hong Kong dollar", &["HKD"]),
    ("Peseta", &["ESP", "peseta"]),
    ("Netherlands guilder", &["NLG", "guilder", "netherlands guilder"]),
    ("Swiss franc", &["CHF"]),
    ("Costa Rican colón", &["CRC"]),
    ("Georgian lari", &["GEL"]),
    ("Lao kip", &["LAK"]),
    ("Sri Lankan rupee", &["LKR"]),
    ("Sen", &["sen"]),
    ("New Zealand dollar", &["NZD"]),
];

/// Their names of units, where they are not ours up to capitals and British spelling.
const UNITS: &[(&str, &str)] = &[
    ("C", "degree Celsius"),
    ("F", "degree Fahrenheit"),
    ("Metric ton", "tonne"),
];

#[derive(Deserialize)]
struct Results {
    results: Vec<Expected>,
}

struct Gold {
    family: Family,
    results: Vec<Expected>,
}

pub(super) fn read(line: &str, family: Family) -> Result<Box<dyn Task>, serde_json::Error> {
    let Results { results } = serde_json::from_str(line)?;
    Ok(Box::new(Gold { family, results }))
}

impl Family {
    fn has(self, figure: &Figure) -> bool {
        let degrees = figure.unit.as_ref().is_some_and(|unit| unit.starts_with("degree"));
        match self {
            Self::Currency => figure.unit_kind == UnitKind::Currency,
            Self::Percent => figure.unit_kind == UnitKind::Percent,
            Self::Age => figure.unit_kind == UnitKind::Duration,
            Self::Temperature => figure.unit_kind == UnitKind::Other && degrees,
            Self::Dimension => match figure.unit_kind {
                UnitKind::Length | UnitKind::Mass | UnitKind::Area => true,
                UnitKind::Other => !degrees,
                _ => false,
            },
        }
    }

    /// Whether the figure has the unit of that name.
    fn unit(self, name: Option<&str>, figure: &Figure) -> bool {
        let (Some(name), Some(unit)) = (name, figure.unit.as_deref().or(figure.currency.as_deref())) else {
            return self == Self::Percent;
        };
        if self == Self::Currency {
            let ours = |ours: &&str| figure.currency.as_deref() == Some(*ours) || unit == *ours;
            let row = CURRENCIES.iter().find(|row| row.0 == name);
            return row.is_some_and(|row| row.1.iter().any(ours));
        }
        let ours = UNITS.iter().find(|row| row.0 == name).map_or(name, |row| row.1);
        let fold = |unit: &str| unit.to_lowercase().replace("meter", "metre").replace("liter", "litre");
        fold(ours) == fold(unit)
    }
}

impl Gold {
    fn is(&self, expected: &Expected, seen: &Seen<'_>, figure: &Figure) -> bool {
        let (wanted, whole, number) = (expected.quote.span(), seen.span(figure), seen.number(figure));
        let hedged = wanted.end == whole.end && whole.start <= wanted.start && wanted.start <= number.start;
        let value = expected.number().zip(stated(&figure.value));
        (wanted == whole || hedged)
            && value.is_some_and(|(wanted, found)| same(wanted, found))
            && self.family.unit(expected.resolution.unit.as_deref(), figure)
    }
}

impl Task for Gold {
    fn quotes(&self) -> Vec<&Quoted> {
        self.results.iter().map(|expected| &expected.quote).collect()
    }

    fn score(&self, seen: &Seen<'_>, scores: &mut Scores) {
        let figures: Vec<&Figure> = seen.figures.iter().filter(|figure| self.family.has(figure)).collect();
        let mut open: Vec<&Expected> = self.results.iter().collect();
        let mut extra = false;
        for &figure in &figures {
            match open.iter().position(|expected| self.is(expected, seen, figure)) {
                Some(index) => {
                    open.swap_remove(index);
                }
                None => extra = true,
            }
        }
        let found: Vec<String> = seen.figures.iter().map(|figure| seen.show(figure)).collect();
        let aside = usize::from(!extra && open.iter().all(|expected| expected.number().is_none()));
        scores.count("records, bare words aside", aside, aside, 1);
        verdict(seen, scores, open.is_empty() && !extra, &self.results, &found);
    }
}
