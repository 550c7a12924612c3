//! Numerals that are no quantities: dates, designations, page numbers.

use tidywire_lexicon::HedgePlace;
use tidywire_text::EntityLabel;

use super::Reader;

impl Reader<'_, '_> {
    /// Dates, ordinals, designations and the like are no figures.
    pub(super) fn is_label(&self, first: usize, end: usize) -> bool {
        let tree = self.tree;
        let word = tree.word(first);
        let digits = word.starts_with(|letter: char| letter.is_ascii_digit());
        let glued_before = first > 0
            && tree.token(first - 1).span.end == tree.token(first).span.start
            && matches!(tree.surface(first - 1), "-" | "/" | "." | "–")
            && first > 1
            && !tree.word(first - 2).starts_with(|letter: char| letter.is_ascii_digit());
        if digits && glued_before {
            return true;
        }
        // "F-16s", "155mm", "93rd" fail to parse as numbers; "6:30" and "2/3" hold a mark.
        if digits && word.contains([':', '/']) {
            return true;
        }
        let year = digits
            && end == first + 1
            && word.len() == 4
            && !word.contains([',', '.'])
            && word.parse::<u32>().is_ok_and(|year| (1800..2100).contains(&year));
        let in_date = tree.sentence.entities.iter().any(|entity| {
            matches!(entity.label, EntityLabel::Date | EntityLabel::Time) && (entity.first..entity.end).contains(&first)
        });
        // The model calls "between 30 and 50" a date: without a word of time it is none.
        let timed = tree.sentence.entities.iter().any(|entity| {
            matches!(entity.label, EntityLabel::Date | EntityLabel::Time)
                && (entity.first..entity.end).contains(&first)
                && (entity.first..entity.end).any(|token| self.knowledge.is_time_word(tree.word(token)))
        });
        if year && (in_date || tree.label(first) != tidywire_text::Label::Nummod) || timed {
            return true;
        }
        let lexicon = self.knowledge.lexicon;
        let month_day = first > 0 && self.knowledge.month(tree.word(first - 1)).is_some()
            || tree
                .sentence
                .tokens
                .get(end)
                .is_some_and(|_| self.knowledge.month(tree.word(end)).is_some());
        if month_day {
            return true;
        }
        let beside = |side: HedgePlace, token: Option<usize>| {
            token.is_some_and(|token| {
                token < tree.len()
                    && lexicon
                        .traps
                        .iter()
                        .any(|trap| trap.side == side && trap.word == tree.word(token))
            })
        };
        beside(HedgePlace::Before, first.checked_sub(1))
            || beside(HedgePlace::After, Some(end))
            || tree.sentence.tokens.get(end).is_some_and(|_| {
                tree.surface(end) == "-"
                    && tree.token(end).span.start == tree.token(end - 1).span.end
                    && self.trap_behind_hyphen(end + 1)
            })
    }

    pub(super) fn trap_behind_hyphen(&self, token: usize) -> bool {
        token < self.tree.len()
            && matches!(
                self.tree.word(token),
                "year" | "month" | "day" | "hour" | "week" | "minute" | "point" | "nation" | "way"
            )
    }
}
