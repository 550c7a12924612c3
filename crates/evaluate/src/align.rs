//! One-to-one alignment of found spans with gold spans.

use tidywire_text::Span;

/// Pairs (found, gold) whose spans overlap, greedily by overlap; each side is used once.
/// `fits` decides whether a pair may be made at all.
pub(crate) fn align(found: &[Span], gold: &[Span], fits: &dyn Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (left, one) in found.iter().enumerate() {
        for (right, other) in gold.iter().enumerate() {
            if one.overlaps(*other) && fits(left, right) {
                let shared = one.end.min(other.end) - one.start.max(other.start);
                let union = one.end.max(other.end) - one.start.min(other.start);
                // Share of the union in thousandths: whole numbers sort the same everywhere.
                candidates.push((std::cmp::Reverse(shared * 1000 / union.max(1)), left, right));
            }
        }
    }
    candidates.sort_unstable();
    let mut used_left = vec![false; found.len()];
    let mut used_right = vec![false; gold.len()];
    let mut pairs = Vec::new();
    for (_, left, right) in candidates {
        if !used_left[left] && !used_right[right] {
            used_left[left] = true;
            used_right[right] = true;
            pairs.push((left, right));
        }
    }
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_better_overlap_wins_and_each_side_is_used_once() {
        let found = [Span::new(0, 4), Span::new(5, 9)];
        let gold = [Span::new(3, 9)];
        assert_eq!(align(&found, &gold, &|_, _| true), vec![(1, 0)]);
        assert_eq!(align(&found, &gold, &|left, _| left == 0), vec![(0, 0)]);
    }
}
