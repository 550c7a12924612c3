//! Where two texts run alike, in order, and what stands between.
//!
//! Anchors are the three-word shingles that each text has exactly once; the longest chain of anchors that ascends in
//! both texts is kept (patience diff) and grown word by word into blocks. Time n log n.
//!
//! What it deliberately does not do: it follows no moved paragraphs; the Jaccard rule of `verify` sees those.
//!
//! Invariant: blocks ascend and do not overlap in either text. Of several longest chains it takes one that depends on
//! which text is the left one, so `verify` always puts the same one there.

use crate::words::{Kind, Sort, Words, mix};

const ANCHOR: usize = 3;
/// A block at either end with fewer words than this is chance if it stands alone.
const CHANCE: usize = 5;
/// Words after which a block stands alone.
const ALONE: usize = 6;

/// Words of a gap up to which equal words in it are looked for one by one.
const GAP: usize = 8;
/// Words before the first and after the last block in which they are.
const NEXT: usize = 4;

/// A stretch of equal words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Block {
    left: usize,
    right: usize,
    len: usize,
}

/// How two texts lie on each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Alignment {
    /// Words in blocks, and equal words in short gaps.
    pub(crate) covered: usize,
    /// Words from the first to the last block, in the text where there are more.
    pub(crate) span: usize,
    /// Words of the longest block.
    pub(crate) longest: usize,
    /// Words that both texts have of their own at the same place, within a sentence.
    pub(crate) replaced: usize,
    /// Words that both texts have of their own at the same place, as whole sentences or lines in at least one of them;
    /// twice if not after all that is common.
    pub(crate) other_text: usize,
    /// Places where one text has a name or number and the other has another.
    pub(crate) conflicts: usize,
    /// Places between blocks, or in a sentence begun or ended otherwise, where one text has a name or number that the
    /// other lacks.
    pub(crate) additions: usize,
}

pub(crate) fn align(left: &Words, right: &Words) -> Alignment {
    let blocks = blocks(left, right);
    let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else {
        return Alignment {
            covered: 0,
            span: 0,
            longest: 0,
            replaced: 0,
            other_text: 0,
            conflicts: 0,
            additions: 0,
        };
    };
    let ends = blocks
        .iter()
        .map(|block| (block.left, block.right))
        .chain([(left.len(), right.len())]);
    let starts = [(0, 0)].into_iter().chain(
        blocks
            .iter()
            .map(|block| (block.left + block.len, block.right + block.len)),
    );
    let (mut scattered, mut replaced, mut other_text) = (0, 0, 0);
    let mut goes_on = [false; 2];
    for (n, (start, end)) in starts.zip(ends).enumerate() {
        let mut own = (end.0 - start.0).min(end.1 - start.1);
        // Two edits close together leave equal words between them. At the ends, only next to the block.
        let (head, tail) = (n == 0, n == blocks.len());
        let near = |start: usize, end: usize| match (head, tail) {
            (true, _) => (end.saturating_sub(NEXT), end),
            (_, true) => (start, end.min(start + NEXT)),
            _ => (start, end),
        };
        let (l, r) = (near(start.0, end.0), near(start.1, end.1));
        if l.1 - l.0 <= GAP && r.1 - r.0 <= GAP {
            let equal = common_subsequence(&left.hashes[l.0..l.1], &right.hashes[r.0..r.1]);
            scattered += equal;
            goes_on[0] |= head && equal > 0;
            goes_on[1] |= tail && equal > 0;
            own -= equal;
        }
        let opens_at = |l, r| left.kinds.get(l).is_none_or(opens) || right.kinds.get(r).is_none_or(opens);
        if opens_at(start.0, start.1) && opens_at(end.0, end.1) {
            // A cut is at the end. Other text before common text is a sign of common boilerplate.
            other_text += if tail { own } else { 2 * own };
        } else {
            replaced += own;
        }
    }
    let gaps = blocks.iter().zip(&blocks[1..]).map(|(before, after)| {
        (
            (left, before.left + before.len, after.left),
            (right, before.right + before.len, after.right),
        )
    });
    let ends = [
        heads((left, first.left), (right, first.right)),
        tails((left, last.left + last.len), (right, last.right + last.len)),
    ];
    let (mut conflicts, mut additions) = (0, 0);
    for (left, right) in gaps {
        let (left, right) = (marks(left), marks(right));
        additions += usize::from(left != right);
        conflicts += usize::from(differ(&left, &right));
    }
    for (end, goes_on) in ends.into_iter().zip(goes_on) {
        let Some((left, right)) = end else { continue };
        let (left, right) = (marks(left), marks(right));
        // If no word is common any more, one text is cut here and the other has what was cut.
        additions += usize::from(goes_on && left != right);
        conflicts += usize::from(differ(&left, &right));
    }
    Alignment {
        covered: scattered + blocks.iter().map(|block| block.len).sum::<usize>(),
        span: (last.left + last.len - first.left).max(last.right + last.len - first.right),
        longest: blocks.iter().map(|block| block.len).max().unwrap_or(0),
        replaced,
        other_text,
        conflicts,
        additions,
    }
}

/// How many words two short stretches have in common, in order.
fn common_subsequence(left: &[u64], right: &[u64]) -> usize {
    let mut row = [0; GAP + 1];
    for word in left {
        let mut diagonal = 0;
        for (n, other) in right.iter().enumerate() {
            let above = row[n + 1];
            row[n + 1] = if word == other { diagonal + 1 } else { above.max(row[n]) };
            diagonal = above;
        }
    }
    row[right.len()]
}

fn blocks(left: &Words, right: &Words) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let (mut left_end, mut right_end) = (0_usize, 0_usize);
    for (mut l, mut r) in ascending(&anchors(left, right)) {
        // Part of the last block, or (if the texts slip by some words) overlapping it.
        let used = left_end.saturating_sub(l).max(right_end.saturating_sub(r));
        if used >= ANCHOR {
            continue;
        }
        (l, r) = (l + used, r + used);
        while l > left_end && r > right_end && left.hashes[l - 1] == right.hashes[r - 1] {
            (l, r) = (l - 1, r - 1);
        }
        let len = left.hashes[l..]
            .iter()
            .zip(&right.hashes[r..])
            .take_while(|(a, b)| a == b)
            .count();
        (left_end, right_end) = (l + len, r + len);
        blocks.push(Block { left: l, right: r, len });
    }
    drop_chance(&mut blocks);
    blocks
}

/// Drops short blocks at either end that stand apart from the rest.
fn drop_chance(blocks: &mut Vec<Block>) {
    let apart = |before: &Block, after: &Block| {
        after.left - before.left - before.len > ALONE || after.right - before.right - before.len > ALONE
    };
    while let [rest @ .., before, last] = &blocks[..]
        && last.len < CHANCE
        && apart(before, last)
    {
        let len = rest.len() + 1;
        blocks.truncate(len);
    }
    let skip = blocks
        .windows(2)
        .take_while(|pair| pair[0].len < CHANCE && apart(&pair[0], &pair[1]))
        .count();
    blocks.drain(..skip);
}

/// Positions of the shingles that each text has exactly once, ascending in the left text.
fn anchors(left: &Words, right: &Words) -> Vec<(usize, usize)> {
    let once = |words: &Words| {
        let mut all: Vec<(u64, usize)> = words
            .hashes
            .windows(ANCHOR)
            .enumerate()
            .map(|(at, shingle)| (mix(shingle), at))
            .collect();
        all.sort_unstable();
        all.chunk_by(|a, b| a.0 == b.0)
            .filter(|same| same.len() == 1)
            .map(|same| same[0])
            .collect::<Vec<_>>()
    };
    let (left, right) = (once(left), once(right));
    let mut anchors = Vec::new();
    let mut rest = &right[..];
    for (hash, at) in left {
        rest = &rest[rest.partition_point(|other| other.0 < hash)..];
        if let Some(other) = rest.first().filter(|other| other.0 == hash) {
            anchors.push((at, other.1));
        }
    }
    anchors.sort_unstable();
    anchors
}

/// The longest part of `anchors` that ascends on the right too.
fn ascending(anchors: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // ends[n]: the anchor with the smallest right position that ends a chain of n + 1.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(anchors.len());
    for (n, anchor) in anchors.iter().enumerate() {
        let at = ends.partition_point(|end| anchors[*end].1 < anchor.1);
        before.push(at.checked_sub(1).map(|last| ends[last]));
        if at == ends.len() {
            ends.push(n);
        } else {
            ends[at] = n;
        }
    }
    let mut chain = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(n) = next {
        chain.push(anchors[n]);
        next = before[n];
    }
    chain.reverse();
    chain
}

type Stretch<'a> = (&'a Words, usize, usize);

/// The names and the numbers of a stretch, each sorted.
fn marks((words, start, end): Stretch<'_>) -> [Vec<u64>; 2] {
    [Sort::Name, Sort::Number].map(|sort| {
        let mut marks: Vec<u64> = (start..end)
            .filter(|at| words.kinds[*at].sort == sort)
            .map(|at| words.hashes[at])
            .collect();
        marks.sort_unstable();
        marks
    })
}

/// Whether both have a name, or both a number, that the other lacks.
fn differ(left: &[Vec<u64>; 2], right: &[Vec<u64>; 2]) -> bool {
    left.iter()
        .zip(right)
        .any(|(left, right)| !is_part(left, right) && !is_part(right, left))
}

/// Whether the sorted `part` is in the sorted `whole`, each as often.
fn is_part(part: &[u64], whole: &[u64]) -> bool {
    let mut whole = whole.iter();
    part.iter().all(|mark| whole.any(|other| other == mark))
}

/// Before the first block only the sentence that the block goes on with counts: what stands before is a headline, a
/// dateline or boilerplate.
fn heads<'a>(
    (left, left_start): (&'a Words, usize),
    (right, right_start): (&'a Words, usize),
) -> Option<(Stretch<'a>, Stretch<'a>)> {
    let within = |words: &Words, start: usize| {
        (!words.kinds[start].opens).then(|| words.kinds[..start].iter().rposition(opens).unwrap_or(0))
    };
    let (l, r) = (within(left, left_start)?, within(right, right_start)?);
    Some(((left, l, left_start), (right, r, right_start)))
}

/// After the last block only the rest of its sentence counts.
fn tails<'a>(
    (left, left_end): (&'a Words, usize),
    (right, right_end): (&'a Words, usize),
) -> Option<(Stretch<'a>, Stretch<'a>)> {
    let until = |words: &Words, end: usize| {
        let next = words.kinds[end..].iter().position(opens);
        next.map_or(words.len(), |len| end + len)
    };
    Some((
        (left, left_end, until(left, left_end)),
        (right, right_end, until(right, right_end)),
    ))
}

fn opens(kind: &Kind) -> bool {
    kind.opens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(left: &str, right: &str) -> Alignment {
        let (left, right) = (Words::of(left), Words::of(right));
        let there = align(&left, &right);
        assert_eq!(there, align(&right, &left));
        there
    }

    #[test]
    fn an_edit_is_a_gap() {
        let found = of("a b c d e f g h i j k", "x y a b c d q f g h i j k z");
        assert_eq!(
            found,
            Alignment {
                covered: 10,
                span: 11,
                longest: 6,
                replaced: 1,
                other_text: 0,
                conflicts: 0,
                additions: 0
            }
        );
    }

    #[test]
    fn other_names_and_numbers_conflict() {
        let toll = |left, right| of(left, right).conflicts;
        assert_eq!(
            toll("It said 12 men were shot dead", "It said 13 men were shot dead"),
            1
        );
        assert_eq!(
            toll("It said twelve men were shot dead", "It said 12 men were shot dead"),
            0
        );
        assert_eq!(toll("It hit a bus in Mosul today", "It hit a bus in Tikrit today"), 1);
        assert_eq!(toll("It hit a bus in Mosul today", "It hit a bus there today"), 0);
        assert_eq!(toll("It hit a bus in Mosul", "It hit a bus in Tikrit"), 1);
        assert_eq!(toll("It hit a bus in Mosul", "It hit a bus in. Reporting by Ann"), 0);
        assert_eq!(toll("It hit a bus in Mosul", "(AP) It hit a bus in Mosul"), 0);
    }

    #[test]
    fn no_words_no_blocks() {
        assert_eq!(of("", "a b c d").covered, 0);
        assert_eq!(of("a b c", "d e f").covered, 0);
    }
}
