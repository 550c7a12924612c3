//! Figures under a policy: the numbers that vague words of the tables stand for in the report.
//!
//! What it deliberately does not do: it touches no figure whose bound is not `vague`, and never the tables. A word
//! that the chosen policy does not name follows `floor`; one that neither names keeps the number of the tables.
//! A hedge before a vague word ("at least several hundred", which the tables call `vague`) does not change the number;
//! the row shows its words.
//!
//! Invariant: whose number a row has can be told from the row, so that captions and data always say it.

use std::collections::BTreeMap;

use anyhow::Result;
use tidywire_codebook::{Bound, Figure, Value};

use crate::rows::{FigureRow, Name};

use crate::draw::number;
use crate::policy::{BUILT_IN, Policy, Reading};

/// How vague words are read in a report: a policy, and the default for words that it does not name.
#[derive(Clone, Debug, PartialEq)]
pub struct VagueWords {
    chosen: Policy,
    floor: Policy,
}

/// Whose number a vague word has.
#[derive(Clone, Copy, Debug)]
enum Origin<'a> {
    /// The chosen policy names the word, or else the default does.
    Policy(&'a Policy),
    /// Neither does: the tables' own number, from a lexicon that is not ours.
    Tables,
}

impl<'a> Origin<'a> {
    /// What the data call it.
    fn name(self) -> &'a str {
        match self {
            Self::Policy(policy) => &policy.name,
            Self::Tables => "tables",
        }
    }

    /// Version of the policy.
    fn version(self) -> Option<&'a str> {
        match self {
            Self::Policy(policy) => Some(&policy.version),
            Self::Tables => None,
        }
    }
}

impl VagueWords {
    /// Under the policy of that name, or of the TOML file at that path.
    ///
    /// # Errors
    /// When there is no such policy, or the file is at fault.
    ///
    /// ```
    /// use tidywire_report::VagueWords;
    ///
    /// assert!(VagueWords::under("acled").is_ok());
    /// let error = VagueWords::under("acledd").unwrap_err().to_string();
    /// assert!(error.contains("floor, acled, emdat, wikimpacts, newsquant"));
    /// ```
    pub fn under(name: &str) -> Result<Self> {
        Ok(Self {
            chosen: Policy::find(name)?,
            floor: Policy::find(BUILT_IN[0].0)?,
        })
    }

    /// The policy that was chosen.
    pub(crate) fn chosen(&self) -> &Policy {
        &self.chosen
    }

    /// Whose number the figure has; `None` when it has no vague word.
    fn origin(&self, figure: &FigureRow) -> Option<Origin<'_>> {
        (figure.bound == Bound::Vague).then(|| {
            self.find(figure.vague_term.as_deref())
                .map_or(Origin::Tables, |(policy, _)| Origin::Policy(policy))
        })
    }

    /// Name and version of whose number the figure has, as cells; null for what is not vague, which no policy has touched.
    pub(crate) fn cells(&self, figure: &FigureRow) -> [Value<'_>; 2] {
        let origin = self.origin(figure);
        let cell = |text: Option<_>| text.map_or(Value::Null, Value::Text);
        [cell(origin.map(Origin::name)), cell(origin.and_then(Origin::version))]
    }

    /// Puts the policy's numbers in the place of the tables'.
    pub(crate) fn apply(&self, figure: &mut Figure) {
        if figure.bound == Bound::Vague
            && let Some((_, reading)) = self.find(figure.vague_term.as_deref())
        {
            figure.value_low = Some(reading.low);
            figure.value_high = reading.high;
            figure.value_point = reading.point;
        }
    }

    fn find(&self, term: Option<&str>) -> Option<(&Policy, Reading)> {
        let term = term?;
        [&self.chosen, &self.floor]
            .into_iter()
            .find_map(|policy| Some((policy, *policy.terms.get(term)?)))
    }

    /// For a caption: the policy, and each vague word of the figures with its number, the least first.
    pub(crate) fn caption<'a>(&self, figures: impl IntoIterator<Item = &'a FigureRow>) -> String {
        let words = self.words(figures);
        let floor = format!("by {} {}: ", self.floor.name, self.floor.version);
        let groups = [
            (Rank::Chosen, ""),
            (Rank::Floor, &floor),
            (Rank::Tables, "as in the tables: "),
        ];
        let shown: Vec<String> = groups
            .into_iter()
            .filter_map(|(rank, lead)| {
                let of_rank = words.keys().filter(|word| word.rank == rank);
                let of_rank: Vec<_> = of_rank.map(|word| format!("{} {}", word.term, word.value)).collect();
                (!of_rank.is_empty()).then(|| format!("{lead}{}", of_rank.join(", ")))
            })
            .collect();
        let label = self.chosen.label();
        if shown.is_empty() {
            format!("policy {label} (no vague words)")
        } else {
            format!("policy {label} (vague words: {})", shown.join("; "))
        }
    }

    /// The vague words of the figures, each with how many figures have it.
    pub(crate) fn words<'a>(&self, figures: impl IntoIterator<Item = &'a FigureRow>) -> BTreeMap<Word, usize> {
        let mut words = BTreeMap::new();
        for figure in figures {
            if let Some(origin) = self.origin(figure) {
                let rank = match origin {
                    Origin::Policy(policy) if policy.name == self.chosen.name => Rank::Chosen,
                    Origin::Policy(_) => Rank::Floor,
                    Origin::Tables => Rank::Tables,
                };
                let version = origin.version().map_or(String::new(), |version| format!(" {version}"));
                let word = Word {
                    rank,
                    least: figure.value_point.or(figure.value_low).unwrap_or_default() as u64,
                    term: figure
                        .vague_term
                        .as_ref()
                        .map_or_else(|| figure.text.to_lowercase(), Name::to_string),
                    value: shown(figure),
                    origin: format!("{}{version}", origin.name()),
                };
                *words.entry(word).or_default() += 1;
            }
        }
        words
    }
}

/// Whose number comes first in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Chosen,
    Floor,
    Tables,
}

/// A vague word with its number. The order is that of lists: whose number, the least first, the word.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Word {
    rank: Rank,
    /// For the order only, so whole.
    least: u64,
    /// The word.
    pub(crate) term: String,
    /// Its number or numbers, for reading.
    pub(crate) value: String,
    /// Name and version of the policy.
    pub(crate) origin: String,
}

/// "100+" where the upper end is open, "100–1,000" for a range, "100" for one number in its place.
fn shown(figure: &FigureRow) -> String {
    match (figure.value_point, figure.value_low, figure.value_high) {
        (Some(point), _, _) => number(point),
        (None, Some(low), Some(high)) => format!("{}–{}", number(low), number(high)),
        (None, Some(low), None) => format!("{}+", number(low)),
        (None, None, Some(high)) => format!("up to {}", number(high)),
        (None, None, None) => "without a number".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::Names;

    fn vague(term: &str, low: f64) -> Figure {
        Figure {
            text: term.to_owned(),
            vague_term: Some(term.to_owned()),
            value_low: Some(low),
            bound: Bound::Vague,
            ..Figure::default()
        }
    }

    fn read(name: &str, figure: &Figure) -> (Option<f64>, Option<f64>, Option<f64>, String) {
        let words = VagueWords::under(name).unwrap();
        let mut figure = figure.clone();
        words.apply(&mut figure);
        let row = FigureRow::of(&figure, &mut Names::default());
        let origin = words.origin(&row).unwrap();
        let whose = format!("{} {}", origin.name(), origin.version().unwrap_or("-"));
        (figure.value_low, figure.value_high, figure.value_point, whose)
    }

    #[test]
    fn the_chosen_policy_comes_first_then_the_floor_then_the_tables() {
        let hundreds = vague("hundreds", 100.0);
        assert_eq!(
            read("emdat", &hundreds),
            (Some(200.0), None, Some(200.0), "emdat 2026-11".into())
        );
        assert_eq!(
            read("floor", &hundreds),
            (Some(100.0), None, None, "floor 2026-11".into())
        );
        let several = vague("several", 3.0);
        assert_eq!(read("emdat", &several), (Some(3.0), None, None, "floor 2026-11".into()));
        let own = vague("umpteen", 13.0);
        assert_eq!(read("acled", &own), (Some(13.0), None, None, "tables -".into()));
    }

    #[test]
    fn what_is_not_vague_stays_as_it_is() {
        let words = VagueWords::under("acled").unwrap();
        // "at least several hundred" states a bound of its own.
        let mut figure = Figure {
            bound: Bound::AtLeast,
            ..vague("several hundred", 300.0)
        };
        let before = figure.clone();
        words.apply(&mut figure);
        assert_eq!(figure, before);
        assert!(words.origin(&FigureRow::of(&figure, &mut Names::default())).is_none());
    }

    #[test]
    fn captions_name_policy_words_and_whose_number() {
        let caption = |name: &str, terms: &[(&str, f64)]| {
            let words = VagueWords::under(name).unwrap();
            let mut figures: Vec<_> = terms.iter().map(|&(term, low)| vague(term, low)).collect();
            figures.iter_mut().for_each(|figure| words.apply(figure));
            let mut names = Names::default();
            let rows: Vec<_> = figures.iter().map(|figure| FigureRow::of(figure, &mut names)).collect();
            words.caption(&rows)
        };
        let all = [
            ("thousands", 1e3),
            ("dozens", 12.0),
            ("several", 3.0),
            ("dozens", 12.0),
            ("umpteen", 13.0),
        ];
        assert_eq!(
            caption("wikimpacts", &all),
            "policy wikimpacts 2026-11, not checked against its source (vague words: thousands 2,000–9,000; \
             by floor 2026-11: several 3+, dozens 12+; as in the tables: umpteen 13+)"
        );
        assert_eq!(
            caption("floor", &all[..3]),
            "policy floor 2026-11 (vague words: several 3+, dozens 12+, thousands 1,000+)"
        );
        assert_eq!(caption("newsquant", &[]), "policy newsquant 2026-11 (no vague words)");
        assert!(caption("acled", &all).contains("several 3, dozens 12, thousands 1,000; as in"));
    }
}
