//! Gold of `muc`: victims with their number and what happened to them, read off the templates.
//!
//! What it deliberately does not do: it reads none of the other slots.

use serde::Deserialize;
use tidywire_codebook::{Bound, Measure, Polarity, UnitKind};
use tidywire_extract::Figure;

use super::value::{ends, same, stated};

/// The templates of one text.
#[derive(Deserialize)]
pub(super) struct Gold {
    templates: Vec<Template>,
}

#[derive(Deserialize)]
struct Template {
    optional: bool,
    human_targets: Vec<Target>,
    human_total: Option<Total>,
}

#[derive(Deserialize)]
struct Total {
    alternatives: Vec<Number>,
}

#[derive(Deserialize)]
struct Target {
    optional: bool,
    names: Vec<String>,
    descriptions: Vec<String>,
    number: Vec<Number>,
    effect: Vec<Effect>,
    #[serde(default)]
    optional_fields: Vec<String>,
}

#[derive(Deserialize)]
struct Effect {
    optional: bool,
    alternatives: Vec<String>,
}

/// A number of the key: `6-` is 6.., `-26` is ..26, `~100` is about 100.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Number {
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    approximate: bool,
    plural: bool,
}

/// Victims of one kind: any of the numbers is right.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Victims {
    pub(super) numbers: Vec<Number>,
    pub(super) killed: bool,
    pub(super) wounded: bool,
    /// The key lets them be left out.
    pub(super) optional: bool,
    /// Names and descriptions.
    pub(super) words: Vec<String>,
}

impl Number {
    fn above_one(&self) -> bool {
        !self.plural && (self.low.is_some_and(|low| low > 1.0) || self.high.is_some_and(|high| high > 1.0))
    }

    fn is_one(&self) -> bool {
        !self.approximate && self.low == Some(1.0) && self.high == Some(1.0)
    }

    /// The same interval: ends and openness, or the same number called approximate.
    fn is(&self, figure: &Figure) -> bool {
        let value = &figure.value;
        match value.bound {
            Bound::Vague => false,
            Bound::Approximate => self.approximate && value.point == self.low,
            _ => !self.approximate && value.low == self.low && value.high == self.high,
        }
    }

    /// The same number, whatever bounds it.
    fn is_number(&self, figure: &Figure) -> bool {
        let equal = |ours: f64| [self.low, self.high].into_iter().flatten().any(|gold| same(ours, gold));
        figure.value.bound != Bound::Vague
            && (self.is(figure)
                || stated(&figure.value).is_some_and(equal)
                || ends(&figure.value).is_some_and(|(low, high)| equal(low) || equal(high)))
    }
}

impl Victims {
    /// Whether a figure has one of the numbers.
    pub(super) fn value(&self, figure: &Figure) -> bool {
        affirmed(figure) && self.numbers.iter().any(|number| number.is(figure))
    }

    /// The same without regard to bounds.
    pub(super) fn number(&self, figure: &Figure) -> bool {
        affirmed(figure) && self.numbers.iter().any(|number| number.is_number(figure))
    }

    /// Whether a figure measures what happened to them.
    pub(super) fn measure(&self, figure: &Figure) -> bool {
        match figure.measure {
            Measure::Killed => self.killed,
            Measure::Wounded => self.wounded,
            Measure::Casualties => true,
            _ => false,
        }
    }
}

/// A count that is said to be so.
fn affirmed(figure: &Figure) -> bool {
    figure.qualification.polarity == Polarity::Affirmed && figure.unit_kind == UnitKind::Count
}

impl Target {
    /// Victims with the numbers that `choose` takes; none when nothing happened to them.
    fn victims(&self, template: &Template, choose: &dyn Fn(&Number) -> bool) -> Option<Victims> {
        let with = |effect: &str| {
            let named = |fill: &&Effect| fill.alternatives.iter().any(|one| one == effect);
            self.effect.iter().filter(named).collect::<Vec<_>>()
        };
        let (killed, wounded) = (with("DEATH"), with("INJURY"));
        let numbers: Vec<Number> = self.number.iter().filter(|number| choose(number)).cloned().collect();
        if numbers.is_empty() || killed.is_empty() && wounded.is_empty() {
            return None;
        }
        let effect_optional = killed.iter().chain(&wounded).all(|fill| fill.optional);
        let number_optional = self
            .optional_fields
            .iter()
            .any(|field| field == "number" || field == "effect");
        Some(Victims {
            numbers,
            killed: !killed.is_empty(),
            wounded: !wounded.is_empty(),
            optional: template.optional || self.optional || effect_optional || number_optional,
            words: self.names.iter().chain(&self.descriptions).cloned().collect(),
        })
    }
}

impl Gold {
    /// Whether some template names human targets.
    pub(super) fn has_targets(&self) -> bool {
        self.templates.iter().any(|template| !template.human_targets.is_empty())
    }

    /// Killed or wounded groups whose number is above one; the same number and effect in one text counts once.
    pub(super) fn groups(&self) -> Vec<Victims> {
        self.collect(&Number::above_one, &|one, other| {
            (&one.numbers, one.killed, one.wounded) == (&other.numbers, other.killed, other.wounded)
        })
    }

    /// Killed or wounded single people; the same words and effect in one text count once.
    pub(super) fn singles(&self) -> Vec<Victims> {
        self.collect(&Number::is_one, &|one, other| {
            (&one.words, one.killed, one.wounded) == (&other.words, other.killed, other.wounded)
        })
    }

    /// The total numbers above one of whole templates.
    pub(super) fn totals(&self) -> Vec<Victims> {
        let totals = self
            .templates
            .iter()
            .filter_map(|template| template.human_total.as_ref());
        totals
            .map(|total| Victims {
                numbers: total
                    .alternatives
                    .iter()
                    .filter(|number| number.above_one())
                    .cloned()
                    .collect(),
                killed: true,
                wounded: true,
                optional: true,
                words: Vec::new(),
            })
            .collect()
    }

    fn collect(&self, choose: &dyn Fn(&Number) -> bool, equal: &dyn Fn(&Victims, &Victims) -> bool) -> Vec<Victims> {
        let mut found: Vec<Victims> = Vec::new();
        for template in &self.templates {
            for target in &template.human_targets {
                let Some(victims) = target.victims(template, choose) else {
                    continue;
                };
                match found.iter_mut().find(|known| equal(known, &victims)) {
                    // Wanted once is wanted.
                    Some(known) => known.optional &= victims.optional,
                    None => found.push(victims),
                }
            }
        }
        found
    }
}
