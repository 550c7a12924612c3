//! From sketches to clusters: candidate pairs, each read and verified, joined.
//!
//! Articles with equal words are one from the start. Of the others, those that share a value of their sketches are in
//! one bucket. In a bucket of up to [`FULL`] articles every pair is a candidate. A fuller bucket is a common phrase,
//! boilerplate or a story with very many edited copies: there the articles are ordered by the rest of their sketches,
//! which brings copies side by side, and each makes a pair with the [`NEAR`] that follow, in the first [`FULL_VALUES`]
//! of its fuller buckets. So a pair is missed only if every value that it shares is in more than [`FULL`] different
//! texts, it is never near in those buckets, and no chain of other copies links it. A candidate is read if the two
//! sketches say that it is worth it; what is common (in [`COMMON`] texts or more) must be twice as much to count.
//!
//! What it deliberately does not do: it accepts no pair by its sketch, and compares no joined pair.
//!
//! Invariant: time and memory are linear in the number of articles (values are looked at a sixteenth at a time, read
//! texts and rejected pairs are remembered up to a limit), and the clusters are a function of the set of texts: the
//! candidates and the verdicts are, and components do not depend on the order of joining.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::sketch::Sketch;
use crate::union::Union;
use crate::verify::{SHORTEST, Text, Verdict, comparable};

/// Articles up to which every pair of a bucket is a candidate.
const FULL: usize = 64;
/// How many followers an article is paired with in a fuller bucket.
const NEAR: usize = 4;
/// How many of its values in fuller buckets, the smallest, an article is looked up by. Copies have most of them in
/// common, and a text that is nothing but common phrases costs no more than any other.
const FULL_VALUES: usize = 8;
/// Different texts from which on a value is common: boilerplate, a phrase, or a story with many edited copies.
const COMMON: usize = 8;
/// Parts in which the values are looked at.
const PARTS: u32 = 16;
/// Words of the texts that are held after reading: about 20 MB.
const HELD_WORDS: usize = 1_000_000;
/// Pairs that are remembered as rejected. Forgetting one costs time, not truth.
const HELD_REJECTED: usize = 1_000_000;

/// What it took to find the clusters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Pairs with a value in common that were not joined yet.
    pub candidates: usize,
    /// Pairs of texts compared.
    pub compared: usize,
    /// Texts read.
    pub read: usize,
}

/// For each article the first article of its cluster (itself, if it has no copies). `fetch` reads the text of the n-th
/// article again.
///
/// # Errors
/// The first error of `fetch`.
pub fn clusters<E>(sketches: &[Sketch], fetch: impl FnMut(usize) -> Result<String, E>) -> Result<Vec<usize>, E> {
    clusters_and_work(sketches, fetch).map(|(clusters, _)| clusters)
}

/// As [`clusters`], and what it took.
///
/// # Errors
/// The first error of `fetch`.
pub fn clusters_and_work<E>(
    sketches: &[Sketch],
    fetch: impl FnMut(usize) -> Result<String, E>,
) -> Result<(Vec<usize>, Work), E> {
    let mut union = Union::new(sketches.len());
    let distinct = join_equal(sketches, &mut union);
    let mut search = Search {
        sketches,
        fetch,
        union,
        common: Vec::new(),
        full: Vec::new(),
        last_full: Vec::new(),
        texts: HashMap::new(),
        oldest: VecDeque::new(),
        held: 0,
        rejected: HashSet::new(),
        work: Work::default(),
    };
    for part in 0..PARTS {
        search.find_common(part, &distinct);
    }
    search.common.sort_unstable();
    search.full.sort_unstable();
    search.limit_full();
    for part in 0..PARTS {
        search.part(part, &distinct)?;
    }
    let Search { mut union, work, .. } = search;
    let first = (0..sketches.len()).map(|n| union.root(n as u32) as usize).collect();
    Ok((first, work))
}

/// Joins articles with the same words; gives one of each that has words enough to be compared.
fn join_equal(sketches: &[Sketch], union: &mut Union) -> Vec<u32> {
    let mut order: Vec<u32> = (0..sketches.len() as u32).collect();
    let key = |n: u32| (sketches[n as usize].text, sketches[n as usize].form);
    order.sort_unstable_by_key(|n| (key(*n), *n));
    let mut distinct = Vec::new();
    for equal in order.chunk_by(|a, b| key(*a).0 == key(*b).0) {
        for other in &equal[1..] {
            union.join(equal[0], *other);
        }
        if sketches[equal[0] as usize].words as usize >= SHORTEST {
            distinct.push(equal[0]);
        }
    }
    distinct
}

struct Search<'a, F> {
    sketches: &'a [Sketch],
    fetch: F,
    union: Union,
    /// Values in at least [`COMMON`] different texts, ascending.
    common: Vec<u32>,
    /// Values in more than [`FULL`] different texts, ascending.
    full: Vec<u32>,
    /// For each article the last of its values in fuller buckets that it is looked up by.
    last_full: Vec<u32>,
    /// Texts read last; looked up, never walked.
    texts: HashMap<u32, Text>,
    /// In the order of reading.
    oldest: VecDeque<u32>,
    held: usize,
    rejected: HashSet<(u32, u32)>,
    work: Work,
}

impl<E, F: FnMut(usize) -> Result<String, E>> Search<'_, F> {
    fn entries(&self, part: u32, distinct: &[u32]) -> Vec<(u32, u32)> {
        let mut entries: Vec<(u32, u32)> = Vec::new();
        for n in distinct {
            // Sketches hold small values: parts by size would be uneven.
            let here = |value: &&u32| value.wrapping_mul(0x9e37_79b1) >> 28 == part;
            entries.extend(
                self.sketches[*n as usize]
                    .values()
                    .iter()
                    .filter(here)
                    .map(|value| (*value, *n)),
            );
        }
        entries.sort_unstable();
        entries
    }

    fn find_common(&mut self, part: u32, distinct: &[u32]) {
        let entries = self.entries(part, distinct);
        for bucket in entries
            .chunk_by(|a, b| a.0 == b.0)
            .filter(|bucket| bucket.len() >= COMMON)
        {
            self.common.push(bucket[0].0);
            if bucket.len() > FULL {
                self.full.push(bucket[0].0);
            }
        }
    }

    fn limit_full(&mut self) {
        let last = |sketch: &Sketch| {
            let full = |value: &&u32| self.full.binary_search(value).is_ok();
            sketch
                .values()
                .iter()
                .filter(full)
                .nth(FULL_VALUES - 1)
                .copied()
                .unwrap_or(u32::MAX)
        };
        self.last_full = self.sketches.iter().map(last).collect();
    }

    /// Looks at the buckets of a sixteenth of the values.
    fn part(&mut self, part: u32, distinct: &[u32]) -> Result<(), E> {
        let entries = self.entries(part, distinct);
        for bucket in entries.chunk_by(|a, b| a.0 == b.0) {
            if bucket.len() > FULL {
                self.full_bucket(bucket)?;
                continue;
            }
            for (at, left) in bucket.iter().enumerate() {
                for right in &bucket[at + 1..] {
                    self.pair(left.1, right.1)?;
                }
            }
        }
        Ok(())
    }

    fn full_bucket(&mut self, bucket: &[(u32, u32)]) -> Result<(), E> {
        let sketches = self.sketches;
        let value = bucket[0].0;
        let mut members: Vec<u32> = bucket
            .iter()
            .map(|entry| entry.1)
            .filter(|n| value <= self.last_full[*n as usize])
            .collect();
        members.sort_unstable_by(|a, b| {
            let (a, b) = (&sketches[*a as usize], &sketches[*b as usize]);
            let rest = |sketch: &Sketch| sketch.values().partition_point(|other| *other <= value);
            a.values()[rest(a)..]
                .cmp(&b.values()[rest(b)..])
                .then(a.text.cmp(&b.text))
        });
        for (at, left) in members.iter().enumerate() {
            for right in members[at + 1..].iter().take(NEAR) {
                self.pair(*left, *right)?;
            }
        }
        Ok(())
    }

    fn pair(&mut self, left: u32, right: u32) -> Result<(), E> {
        if self.union.root(left) == self.union.root(right) {
            return Ok(());
        }
        self.work.candidates += 1;
        let (a, b) = (&self.sketches[left as usize], &self.sketches[right as usize]);
        let (short, long) = (a.words.min(b.words) as usize, a.words.max(b.words) as usize);
        if !comparable(short, long) || !a.worth_reading(b, |value| self.is_rare(value)) {
            return Ok(());
        }
        let key = (left.min(right), left.max(right));
        if self.rejected.contains(&key) {
            return Ok(());
        }
        self.work.compared += 1;
        self.make_room();
        self.hold(left)?;
        self.hold(right)?;
        let copies = match self.texts[&left].compare(&self.texts[&right]).verdict {
            Verdict::Copies => true,
            Verdict::CopiesUnlessCommon => a.shared(b, |value| self.is_rare(value)).0 * 2 > a.shared(b, |_| true).0,
            Verdict::Different => false,
        };
        if copies {
            self.union.join(left, right);
        } else {
            if self.rejected.len() >= HELD_REJECTED {
                self.rejected.clear();
            }
            self.rejected.insert(key);
        }
        Ok(())
    }

    fn is_rare(&self, value: u32) -> bool {
        self.common.binary_search(&value).is_err()
    }

    /// Drops the texts read first. Before a pair is read, so that neither of it is dropped.
    fn make_room(&mut self) {
        while self.held > HELD_WORDS
            && let Some(oldest) = self.oldest.pop_front()
        {
            self.held -= self.texts.remove(&oldest).map_or(0, |text| text.len());
        }
    }

    /// Reads a text unless it is held.
    fn hold(&mut self, n: u32) -> Result<(), E> {
        if self.texts.contains_key(&n) {
            return Ok(());
        }
        self.work.read += 1;
        let text = Text::of(&(self.fetch)(n as usize)?);
        self.held += text.len();
        self.texts.insert(n, text);
        self.oldest.push_back(n);
        Ok(())
    }
}
