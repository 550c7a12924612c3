//! What stretch of time a figure covers: one event, a day, a period, or all so far.
//!
//! It deliberately resolves no dates (`times` does). Invariant: without a word that says so, a figure is of the event.

use tidywire_codebook::{DatePrecision, FigureTimeFrame, Role};
use tidywire_lexicon::Measured;

use crate::changes::Change;
use crate::scene::Scene;

impl Scene<'_, '_> {
    /// The time frame of a figure whose measure stands at `anchor`.
    pub(crate) fn figure_time_frame(
        &self,
        anchor: usize,
        entry: Option<&Measured>,
        change: Option<&Change>,
    ) -> FigureTimeFrame {
        let clause = self.clause(anchor);
        let mut frame = None;
        for time in &self.times {
            if self.clause(time.head) != clause && !self.tree.below(time.head, anchor) {
                continue;
            }
            let words = time.span.of(self.tree.text).to_lowercase();
            let before = self
                .tree
                .tokens_in(time.span)
                .start
                .checked_sub(1)
                .map_or("", |at| self.tree.word(at));
            let since = before == "since" || words.starts_with("since") || words.contains("so far");
            let day = words.contains("24 hours") || words.ends_with(" day") || words.contains("overnight");
            let long = matches!(
                time.precision,
                Some(DatePrecision::Year | DatePrecision::Quarter | DatePrecision::Month | DatePrecision::Week)
            ) || ["week", "month", "year", "quarter", "decade"]
                .iter()
                .any(|word| words.contains(word));
            frame = frame.or(if since {
                Some(FigureTimeFrame::Cumulative)
            } else if day {
                Some(FigureTimeFrame::Day)
            } else if long {
                Some(FigureTimeFrame::Period)
            } else {
                None
            });
        }
        let tolls = entry.is_some_and(|entry| entry.cumulative);
        let counted_up = tolls && change.is_some_and(|change| matches!(change.role, Role::Level | Role::Earlier));
        match frame {
            // "losses exceeded 700,000": a toll that is said to have reached a number.
            _ if counted_up => FigureTimeFrame::Cumulative,
            Some(frame) => frame,
            None if self.says_total(clause) => FigureTimeFrame::Cumulative,
            None => FigureTimeFrame::Event,
        }
    }

    /// "in the past day", "over the last 24 hours" on the token or right behind it.
    pub(crate) fn past_day(&self, token: usize) -> bool {
        self.times.iter().any(|time| {
            let words = time.span.of(self.tree.text).to_lowercase();
            let near = self.tree.below(time.head, token)
                || time.span.start > self.tree.token(token).span.end
                    && time.span.start - self.tree.token(token).span.end < 40;
            near && (words.contains("24 hours")
                || words.ends_with("day")
                || words.contains("overnight")
                || words.contains("yesterday"))
        })
    }

    /// "so far", "to date", "in total", "altogether" in the clause.
    fn says_total(&self, clause: usize) -> bool {
        let words = |at: usize, phrase: &[&str]| {
            phrase
                .iter()
                .enumerate()
                .all(|(offset, word)| at + offset < self.tree.len() && self.tree.word(at + offset) == *word)
        };
        (0..self.tree.len()).any(|at| {
            [
                &["so", "far"][..],
                &["to", "date"],
                &["in", "total"],
                &["altogether"],
                &["overall"],
            ]
            .iter()
            .any(|phrase| words(at, phrase))
                && self.clause(at) == clause
        })
    }
}
