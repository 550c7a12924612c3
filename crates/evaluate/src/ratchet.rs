//! The ratchet: scores may not change unnoticed, not even for the better.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;

use crate::gold::GoldError;
use crate::score::{Count, Scores};

/// The blessed counts, by name of the score.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// Counts as [right, wrong, missed].
    pub counts: BTreeMap<String, [usize; 3]>,
}

/// One score that is not what was blessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// Name of the score.
    pub score: String,
    /// What was blessed.
    pub blessed: Option<Count>,
    /// What came out.
    pub found: Option<Count>,
}

impl From<[usize; 3]> for Count {
    fn from([right, wrong, missed]: [usize; 3]) -> Self {
        Self { right, wrong, missed }
    }
}

impl Baseline {
    /// Reads a baseline file.
    ///
    /// # Errors
    /// When it is not TOML of that shape.
    pub fn parse(path: &str, text: &str) -> Result<Self, GoldError> {
        toml::from_str(text).map_err(|error| GoldError::File {
            path: path.to_owned(),
            line: text[..error.span().map_or(0, |span| span.start).min(text.len())]
                .matches('\n')
                .count()
                + 1,
            column: 1,
            message: error.message().to_owned(),
        })
    }

    /// The file that holds these counts.
    pub fn render(&self) -> String {
        let mut text = String::from(
            "# Written by `tidywire evaluate --bless`: [right, wrong, missed] of every score. Any change fails until it is blessed.\n[counts]\n",
        );
        for (name, &counts) in &self.counts {
            let count = Count::from(counts);
            let (precision, recall, f1) = count.percent();
            // Writing to a string cannot fail.
            let _ = writeln!(
                text,
                "\"{name}\" = [{}, {}, {}] # P {precision:.1} R {recall:.1} F {f1:.1}",
                count.right, count.wrong, count.missed
            );
        }
        text
    }

    /// Blesses these scores; others of the baseline stay as they are.
    pub fn bless(&mut self, scores: &Scores) {
        for (name, count) in &scores.counts {
            self.counts
                .insert(name.to_string(), [count.right, count.wrong, count.missed]);
        }
    }

    /// Every score that differs.
    pub fn compare(&self, scores: &Scores) -> Vec<Drift> {
        let mut names: Vec<&str> = self
            .counts
            .keys()
            .map(String::as_str)
            .chain(scores.counts.keys().map(AsRef::as_ref))
            .collect();
        names.sort_unstable();
        names.dedup();
        names
            .into_iter()
            .filter_map(|name| {
                let blessed = self.counts.get(name).copied().map(Count::from);
                let found = scores.counts.get(name).copied();
                (blessed != found).then(|| Drift {
                    score: name.to_owned(),
                    blessed,
                    found,
                })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_for_the_better_drifts_too() {
        let mut scores = Scores::default();
        scores.counts.insert(
            "figure span".into(),
            Count {
                right: 3,
                wrong: 1,
                missed: 2,
            },
        );
        let mut baseline = Baseline::default();
        baseline.bless(&scores);
        let baseline = Baseline::parse("b", &baseline.render()).expect("what we render we read");
        assert!(baseline.compare(&scores).is_empty());
        scores.counts.insert(
            "figure span".into(),
            Count {
                right: 4,
                wrong: 0,
                missed: 1,
            },
        );
        assert_eq!(baseline.compare(&scores).len(), 1);
    }
}
