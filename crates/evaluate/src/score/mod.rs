//! Scores of one article, and what was missed or false.

mod actions;
mod figures;
mod names;

use std::borrow::Cow;
use std::collections::BTreeMap;

use tidywire_extract::{Extraction, Party};
use tidywire_text::Span;

use crate::gold::{Gold, Quote};

/// True and false hits and misses of one score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Found and right.
    pub right: usize,
    /// Found, not in the gold (or wrong).
    pub wrong: usize,
    /// In the gold, not found (or wrong).
    pub missed: usize,
}

impl Count {
    /// Precision, recall and F1 in percent; zero where nothing was found or wanted.
    pub fn percent(&self) -> (f64, f64, f64) {
        let share = |part: usize, whole: usize| {
            if whole == 0 {
                0.0
            } else {
                100.0 * part as f64 / whole as f64
            }
        };
        let precision = share(self.right, self.right + self.wrong);
        let recall = share(self.right, self.right + self.missed);
        let f1 = if self.right == 0 {
            0.0
        } else {
            2.0 * precision * recall / (precision + recall)
        };
        (precision, recall, f1)
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}

/// One thing that came out wrong, for reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// Which score.
    pub score: &'static str,
    /// "missed", "false" or "wrong".
    pub kind: &'static str,
    /// Where: file of the article.
    pub article: String,
    /// Words of the article around it.
    pub words: String,
    /// What was wanted and found.
    pub detail: String,
}

/// Scores by name, and what was wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// Counts by name of the score.
    pub counts: BTreeMap<Cow<'static, str>, Count>,
    /// Errors in the order of the text.
    pub misses: Vec<Miss>,
}

impl Scores {
    /// Adds the scores of another article.
    pub fn add(&mut self, other: Self) {
        for (name, count) in other.counts {
            self.counts.entry(name).or_default().add(count);
        }
        self.misses.extend(other.misses);
    }

    pub(crate) fn count(&mut self, name: &'static str, right: usize, found: usize, gold: usize) {
        self.put(
            name,
            Count {
                right,
                wrong: found - right,
                missed: gold - right,
            },
        );
    }

    /// Counts what was found and what was wanted apart: several found may answer one that was wanted.
    pub(crate) fn pair(&mut self, name: &'static str, right: usize, found: usize, hit: usize, gold: usize) {
        let missed = gold - hit;
        let wrong = found - right;
        self.put(
            name,
            Count {
                right: hit,
                wrong,
                missed,
            },
        );
    }

    /// Adds to one count.
    pub(crate) fn put(&mut self, name: &'static str, count: Count) {
        self.counts.entry(name.into()).or_default().add(count);
    }

    /// The same scores under names that begin with `set`.
    pub(crate) fn under(self, set: &str) -> Self {
        Self {
            counts: self
                .counts
                .into_iter()
                .map(|(name, count)| (format!("{set}: {name}").into(), count))
                .collect(),
            misses: self.misses,
        }
    }
}

/// Scores what was found in one article.
pub fn score(gold: &Gold, text: &str, found: &Extraction) -> Scores {
    let mut scores = Scores::default();
    let scorer = Scorer { gold, text, found };
    scorer.figures(&mut scores);
    scorer.actions(&mut scores);
    scorer.actors(&mut scores);
    scorer.statements(&mut scores);
    scorer.places(&mut scores);
    scores
}

struct Scorer<'a> {
    gold: &'a Gold,
    text: &'a str,
    found: &'a Extraction,
}

impl Scorer<'_> {
    fn span(&self, text: &str, nth: usize) -> Span {
        Quote { text, nth }.find(self.text).unwrap_or_default()
    }

    fn miss(&self, score: &'static str, kind: &'static str, span: Span, detail: String) -> Miss {
        let start = self.text[..span.start].rfind(['\n', '.']).map_or(0, |index| index + 1);
        let end = self.text[span.end..]
            .find(['\n', '.'])
            .map_or(self.text.len(), |index| span.end + index);
        Miss {
            score,
            kind,
            article: self.gold.article.clone(),
            words: self.text[start..end].trim().to_owned(),
            detail,
        }
    }

    fn same_words(&self, found: Option<&Party>, gold: Option<&str>) -> bool {
        match (found, gold) {
            (None, None) => true,
            (Some(found), Some(gold)) => {
                let words = found.span.of(self.text);
                words == gold || words.contains(gold) || gold.contains(words)
            }
            _ => false,
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn left_over(
        &self,
        score: &'static str,
        found: &[Span],
        gold: &[Span],
        pairs: &[(usize, usize)],
        scores: &mut Scores,
        found_detail: &dyn Fn(usize) -> String,
        gold_detail: &dyn Fn(usize) -> String,
    ) {
        for (index, span) in found.iter().enumerate() {
            if !pairs.iter().any(|&(left, _)| left == index) {
                let detail = format!("\"{}\": {}", span.of(self.text), found_detail(index));
                scores.misses.push(self.miss(score, "false", *span, detail));
            }
        }
        for (index, span) in gold.iter().enumerate() {
            if !pairs.iter().any(|&(_, right)| right == index) {
                let detail = format!("\"{}\": {}", span.of(self.text), gold_detail(index));
                scores.misses.push(self.miss(score, "missed", *span, detail));
            }
        }
    }
}
