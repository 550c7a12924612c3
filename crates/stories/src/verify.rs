//! Whether two texts are copies of one another, from the texts themselves.
//!
//! Two texts are copies if one of two rules holds and they do not contradict each other:
//! - Jaccard: they share at least 0.8 of their five-word shingles;
//! - overlap: most of the shorter one runs through the longer one, in order, in long enough stretches, and the longer
//!   one is not much longer. This sees what Jaccard cannot: cuts, boilerplate, and edits in texts of thirty words.
//!
//! Texts contradict each other where they run alike but one has another name or number than the other: the updated
//! toll, the same sentence on another town. In long texts some such places are allowed, one a hundred words.
//!
//! A pair where each has whole sentences of its own in one place is left to `clusters`: it is accepted unless what both
//! share is in many texts.
//!
//! What it deliberately does not do: it knows no boilerplate by its wording and no synonyms.
//!
//! Invariant: a symmetric function of two texts.

use crate::align::{Alignment, align};
use crate::sketch::WIDTH;
use crate::words::{Words, mix};

/// Texts with fewer words are copies only if equal.
pub(crate) const SHORTEST: usize = 8;
/// Percent of the union of both sets of shingles.
const JACCARD: usize = 80;
/// Words that both must have in common, in order, for the overlap rule.
const LEAST: usize = 8;

/// Limits of the overlap rule. The less is common, the less may be otherwise.
struct Limits {
    /// Percent of the words of the shorter text that the longer one must have too.
    overlap: usize,
    /// Percent of the words from the first to the last common one that may be others.
    gaps: usize,
    /// Words exchanged within sentences, in percent of the common words.
    exchanged: usize,
    /// Whole sentences exchanged (a cut and boilerplate in its place), in percent of the common words.
    other_text: usize,
    /// Whether one text may have a name or number more, within what both have.
    additions: bool,
}

impl Limits {
    fn of(covered: usize) -> Self {
        let (overlap, gaps, exchanged, other_text, additions) = match covered {
            // Nearly the same, or wholly contained.
            0..16 => (85, 25, 12, 0, false),
            16..60 => (60, 25, 15, 60, true),
            // Enough to have edits close together.
            60.. => (60, 40, 25, 60, true),
        };
        Self {
            overlap,
            gaps,
            exchanged,
            other_text,
            additions,
        }
    }
}

/// From so many words in the shorter text on, percent of its shingles that must be shared.
const LONG: usize = 100;
const SHARED_OF_LONG: usize = 20;
/// Words of common text for each contradiction that is let pass.
const PER_CONFLICT: usize = 100;

/// A text made ready for comparison.
pub(crate) struct Text {
    words: Words,
    shingles: Vec<u64>,
}

/// What was seen in two texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Words of both texts, the shorter first.
    pub words: (usize, usize),
    /// Shingles of five words: those in both, and those in either.
    pub shared: usize,
    /// Shingles of five words in either text.
    pub union: usize,
    /// Words in common, in order.
    pub covered: usize,
    /// Words from the first to the last common one.
    pub span: usize,
    /// Longest stretch in common.
    pub longest: usize,
    /// Words that both texts have of their own at the same place, within a sentence.
    pub replaced: usize,
    /// Words that both texts have of their own at the same place, as whole sentences or lines.
    pub other_text: usize,
    /// Places with another name or number.
    pub conflicts: usize,
    /// The verdict.
    pub verdict: Verdict,
}

/// Whether two texts are copies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    /// They are.
    Copies,
    /// They are, unless what they share is boilerplate: each has text of its own where the other has other text.
    CopiesUnlessCommon,
    /// They are not.
    #[default]
    Different,
}

/// Compares two texts. For a look at thresholds; [`clusters`](crate::clusters()) decides by the same function.
pub fn compare(left: &str, right: &str) -> Comparison {
    Text::of(left).compare(&Text::of(right))
}

impl Text {
    pub(crate) fn of(text: &str) -> Self {
        let words = Words::of(text);
        let shingles = words.shingles(WIDTH);
        Self { words, shingles }
    }

    /// What it takes in memory, in words.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    pub(crate) fn compare(&self, other: &Self) -> Comparison {
        // Two ways to align them can be equally long: which is taken must not depend on which text comes first.
        let key = |text: &Self| (text.len(), mix(&text.words.hashes));
        let (left, right) = if key(self) <= key(other) {
            (self, other)
        } else {
            (other, self)
        };
        let (short, long) = (left.len(), right.len());
        let shared = common(&self.shingles, &other.shingles);
        let union = self.shingles.len() + other.shingles.len() - shared;
        // Long texts that share a paragraph: not worth aligning.
        let fewer = left.shingles.len().min(right.shingles.len());
        let shingled = Comparison {
            words: (short, long),
            shared,
            union,
            ..Comparison::default()
        };
        if short >= LONG && shared * 100 < SHARED_OF_LONG * fewer {
            return shingled;
        }
        let Alignment {
            covered,
            span,
            longest,
            replaced,
            other_text,
            conflicts,
            additions,
        } = align(&left.words, &right.words);
        let equal = left.words.hashes == right.words.hashes;
        let jaccard = union > 0 && shared * 100 >= JACCARD * union;
        let limits = Limits::of(covered);
        let overlap = covered >= LEAST
            && covered * 100 >= limits.overlap * short
            && span.saturating_sub(covered) * 100 <= limits.gaps * span
            && replaced * 100 <= limits.exchanged * covered
            && other_text * 100 <= limits.other_text * covered
            && (additions == 0 || limits.additions);
        let agree = conflicts <= covered / PER_CONFLICT;
        let verdict = if equal {
            Verdict::Copies
        } else if short < SHORTEST || !comparable(short, long) || !agree || !(jaccard || overlap) {
            Verdict::Different
        } else if other_text == 0 {
            Verdict::Copies
        } else {
            Verdict::CopiesUnlessCommon
        };
        Comparison {
            covered,
            span,
            longest,
            replaced,
            other_text,
            conflicts,
            verdict,
            ..shingled
        }
    }
}

/// Whether a text of `long` words can be a copy of one of `short` words: a digest that has the short one among many
/// must not join all that it has.
pub(crate) fn comparable(short: usize, long: usize) -> bool {
    long <= 2 * short + 60
}

/// How many values two sorted sets share.
fn common(left: &[u64], right: &[u64]) -> usize {
    let (mut l, mut r, mut shared) = (0, 0, 0);
    while l < left.len() && r < right.len() {
        let (a, b) = (left[l], right[r]);
        shared += usize::from(a == b);
        l += usize::from(a <= b);
        r += usize::from(b <= a);
    }
    shared
}
