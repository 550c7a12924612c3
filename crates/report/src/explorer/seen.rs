//! Which word of a column's dictionary each row has, told by another column where that one tells most of it.
//!
//! Columns of one table say much twice: the country of an actor, the coordinates of a place, the type of an event by its verb. No rule
//! says which column tells which; it is found by reckoning what either way would cost.
//!
//! Invariant: the choice is made in whole numbers, so that the same table has the same bytes on every machine.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Serialize;
use serde_json::Number;

use super::columns::{Cells, Words};

/// Which word of the dictionary each row has, in the order of the rows.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Seen {
    /// The column that [`AS_BEFORE`] looks at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) like: Option<String>,
    /// [`NULL`], [`AS_BEFORE`], [`NEXT`], or [`KNOWN`] and the index of the word; below [`NULL`], how often the code before
    /// stands again, less than it.
    pub(super) seen: Vec<i32>,
}

pub(super) const NULL: i32 = -1;
/// What the last row had that agrees with this one in the other column.
pub(super) const AS_BEFORE: i32 = 0;
/// The first word of the dictionary that no row had so far.
pub(super) const NEXT: i32 = 1;
pub(super) const KNOWN: i32 = 2;

/// A column as indices into its dictionary, -1 for null.
pub(super) struct Indices<'a> {
    pub(super) at: Cow<'a, [i32]>,
    words: usize,
    /// The dictionary of a column of numbers, in the order of the rows.
    pub(super) numbers: Vec<Number>,
}

impl<'a> Indices<'a> {
    /// None for whole numbers, which are offsets.
    pub(super) fn of(cells: &'a Cells) -> Option<Self> {
        match cells {
            Cells::Words(Words { words, at, .. }) => Some(Self {
                at: at.into(),
                words: words.len(),
                numbers: Vec::new(),
            }),
            Cells::Numbers(values) => {
                let mut known: HashMap<String, i32> = HashMap::new();
                let mut numbers = Vec::new();
                let mut index = |number: &Number| {
                    *known.entry(number.to_string()).or_insert_with(|| {
                        numbers.push(number.clone());
                        i32::try_from(numbers.len() - 1).unwrap_or(i32::MAX)
                    })
                };
                let at: Vec<i32> = values
                    .iter()
                    .map(|number| number.as_ref().map_or(NULL, &mut index))
                    .collect();
                Some(Self {
                    at: at.into(),
                    words: numbers.len(),
                    numbers,
                })
            }
            Cells::Whole(_) => None,
        }
    }

    /// What is written of it, looking at another column of that name if there is one.
    pub(super) fn written(&self, like: Option<(&str, &Self)>) -> Seen {
        Seen {
            like: like.map(|(name, _)| name.to_owned()),
            seen: runs(&self.seen(like.map(|(_, other)| other))),
        }
    }

    /// What is written of each row, looking at the other column if there is one.
    fn seen(&self, like: Option<&Self>) -> Vec<i32> {
        // By the other column's word, null being the last: what the last such row had.
        let mut last: Vec<Option<i32>> = vec![None; like.map_or(0, |like| like.words + 1)];
        let mut next = 0;
        let own = self.at.iter().enumerate();
        own.map(|(row, &at)| {
            let before = like.and_then(|like| {
                let word = usize::try_from(like.at[row]).unwrap_or(like.words);
                last.get_mut(word)?.replace(at)
            });
            if at == next {
                next += 1;
                return NEXT;
            }
            match before {
                Some(before) if before == at => AS_BEFORE,
                _ if at < 0 => NULL,
                _ => at + KNOWN,
            }
        })
        .collect()
    }

    /// About how many bits the codes take when they are compressed.
    fn cost(&self, like: Option<&Self>) -> u64 {
        let seen = self.seen(like);
        let mut counts = vec![0u64; self.words + KNOWN as usize + 1];
        for &code in &seen {
            counts[usize::try_from(code - NULL).unwrap_or_default()] += 1;
        }
        let rows = seen.len() as u64;
        let each = counts.iter().filter(|&&count| count > 0);
        let by_frequency: u64 = each.map(|&count| count * (log2(rows) - log2(count))).sum();
        // Or, where equal ones stand together, by the places at which they change.
        let changes = 1 + seen.windows(2).filter(|pair| pair[0] != pair[1]).count() as u64;
        let by_runs = changes * (log2(self.words as u64 + 3) + log2(rows / changes + 1));
        by_frequency.min(by_runs) >> FRACTION
    }
}

/// The codes with runs as a code and how often it stands again.
fn runs(codes: &[i32]) -> Vec<i32> {
    let mut written = Vec::new();
    for run in codes.chunk_by(|one, other| one == other) {
        match i32::try_from(run.len() - 1) {
            Ok(again) if again > 2 => written.extend([run[0], NULL - again]),
            _ => written.extend(run),
        }
    }
    written
}

/// Bits behind the point of [`log2`].
const FRACTION: u32 = 8;

/// The logarithm of a number, in whole numbers only: it has to be the same on every machine.
fn log2(number: u64) -> u64 {
    let number = number.max(1);
    let whole = number.ilog2();
    let mut bits = u64::from(whole);
    // Between 1 and 2, with 31 bits behind the point.
    let mut part = if whole > 31 {
        number >> (whole - 31)
    } else {
        number << (31 - whole)
    };
    for _ in 0..FRACTION {
        part = (part * part) >> 31;
        let over = part >> 32;
        part >>= over;
        bits = bits << 1 | over;
    }
    bits
}

/// Bits that a column must take for it to be looked at.
const SMALL: u64 = 2_000;

/// For each column another one that tells most of it, if that pays: no two tell each other, nor several in a circle.
pub(super) fn likes(columns: &[Option<Indices<'_>>]) -> Vec<Option<usize>> {
    let there = |place: usize| columns[place].as_ref().map(|column| (place, column));
    let all: Vec<_> = (0..columns.len()).filter_map(there).collect();
    let mut pairs = Vec::new();
    for &(place, column) in &all {
        let alone = column.cost(None);
        for &(other, like) in all.iter().filter(|(other, _)| alone > SMALL && *other != place) {
            // A word for each row tells nothing.
            if like.words * 10 > like.at.len() * 9 {
                continue;
            }
            let cost = column.cost(Some(like));
            if cost * 10 < alone * 9 {
                pairs.push((std::cmp::Reverse(alone - cost), place, other));
            }
        }
    }
    pairs.sort_unstable();
    let mut likes: Vec<Option<usize>> = vec![None; columns.len()];
    for (_, place, other) in pairs {
        let mut chain = std::iter::successors(Some(other), |&at| likes[at]);
        if likes[place].is_none() && !chain.any(|at| at == place) {
            likes[place] = Some(other);
        }
    }
    likes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_are_near_enough() {
        for number in [1, 2, 3, 10, 1_000, 352_103, u64::from(u32::MAX), 1 << 40] {
            let exact = (number as f64).log2() * f64::from(1 << FRACTION);
            assert!(
                (log2(number) as f64 - exact).abs() <= 1.0,
                "{number}: {} {exact}",
                log2(number)
            );
        }
    }
}
