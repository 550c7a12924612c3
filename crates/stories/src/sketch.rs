//! What is kept of an article in memory.
//!
//! A bottom-k sketch: the smallest 40 hashes of the article's five-word shingles, instead of 40 minima under different
//! permutations. Every value is a band of its own, short texts are held whole, and the overlap of two texts of
//! different length can be estimated, which banded minima cannot.
//!
//! What it deliberately does not do: it accepts no pair. It only says which pairs are worth reading.
//!
//! Invariant: of fixed size (192 bytes), and a function of the text alone.

use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use crate::words::{Sort, Words};

/// Words a shingle has.
pub(crate) const WIDTH: usize = 5;
/// Most values a sketch has.
const SIZE: usize = 40;
/// Share, in percent, of the shorter text's shingles that must seem to be shared before both texts are read.
const WORTH_READING: usize = 20;
/// The same if a sketch has fewer values than `FEW`: an edit in a short text takes a large share of them.
const WORTH_READING_OF_FEW: usize = 10;
const FEW: usize = 32;
/// How many times more must seem to be shared if many texts have it.
const COMMON_FACTOR: usize = 2;

/// What is kept of an article in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    /// Of the sequence of the words.
    pub(crate) text: u128,
    /// Of what case and punctuation say of them: which of several equal texts is read must not depend on their order.
    pub(crate) form: u64,
    /// Ascending; the first `filled` count.
    values: [u32; SIZE],
    filled: u32,
    /// Number of words.
    pub(crate) words: u32,
}

impl Sketch {
    /// The sketch of an article.
    pub fn of(text: &str) -> Self {
        let words = Words::of(text);
        let sequence: Vec<u8> = words.hashes.iter().flat_map(|hash| hash.to_le_bytes()).collect();
        let form: Vec<u8> = words
            .kinds
            .iter()
            .map(|kind| u8::from(kind.sort == Sort::Name) * 2 + u8::from(kind.opens))
            .collect();
        // Sorted, and so are their upper halves.
        let shingles = words.shingles(WIDTH).into_iter();
        let mut smallest: Vec<u32> = shingles.map(|shingle| (shingle >> 32) as u32).collect();
        smallest.dedup();
        smallest.truncate(SIZE);
        let mut values = [0; SIZE];
        values[..smallest.len()].copy_from_slice(&smallest);
        Self {
            text: xxh3_128(&sequence),
            form: xxh3_64(&form),
            values,
            filled: smallest.len() as u32,
            words: words.len() as u32,
        }
    }

    pub(crate) fn values(&self) -> &[u32] {
        &self.values[..self.filled as usize]
    }

    /// Whether two articles overlap enough, by estimate, to be read and compared. `rare` tells the values that few
    /// texts have: a paragraph of boilerplate is no reason to read a text, nearly the same text is.
    pub(crate) fn worth_reading(&self, other: &Self, rare: impl Fn(u32) -> bool) -> bool {
        let (shared, of) = self.shared(other, |_| true);
        let few = (self.filled.min(other.filled) as usize) < FEW;
        let least = if few { WORTH_READING_OF_FEW } else { WORTH_READING } * of;
        shared > 0
            && shared * 100 >= least
            && (shared * 100 >= COMMON_FACTOR * least || self.shared(other, rare).0 * 100 >= least)
    }

    /// How many of the values that may be compared, and that `count` lets pass, both sketches have; and how many may be
    /// compared in the sketch that has fewer of them.
    pub(crate) fn shared(&self, other: &Self, count: impl Fn(u32) -> bool) -> (usize, usize) {
        // Below the smaller of both last values, both sketches hold every shingle that their text has.
        let (ours, theirs) = (self.values(), other.values());
        let whole = |values: &[u32]| {
            if values.len() < SIZE {
                u32::MAX
            } else {
                values[SIZE - 1]
            }
        };
        let end = whole(ours).min(whole(theirs));
        let ours = &ours[..ours.partition_point(|value| *value <= end)];
        let theirs = &theirs[..theirs.partition_point(|value| *value <= end)];
        let (mut left, mut right, mut shared) = (0, 0, 0);
        while left < ours.len() && right < theirs.len() {
            let (a, b) = (ours[left], theirs[right]);
            shared += usize::from(a == b && count(a));
            left += usize::from(a <= b);
            right += usize::from(b <= a);
        }
        (shared, ours.len().min(theirs.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_small() {
        assert!(size_of::<Sketch>() <= 200);
    }

    #[test]
    fn finds_pairs_of_jaccard_one_half() {
        // 300 shared of 600 shingles; the chance of no shared value or of too low an estimate must be under 1 %.
        let (mut found, mut trials) = (0, 0);
        for trial in 0..2000 {
            let text = |side: &str| {
                let shared = (0..301).map(|n| format!("s{trial}x{n}"));
                let own = (0..147).map(|n| format!("{side}{trial}x{n}"));
                shared.chain(own).collect::<Vec<_>>().join(" ")
            };
            trials += 1;
            found += usize::from(Sketch::of(&text("a")).worth_reading(&Sketch::of(&text("b")), |_| true));
        }
        assert!(found * 1000 >= trials * 999, "{found} of {trials}");
    }
}
