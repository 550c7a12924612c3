//! Comparing numbers of a gold with values of ours.

use tidywire_codebook::{Bound, CodeList};
use tidywire_extract::Value;

/// Equal up to 0.0001, which is how far golds round fractions, or one part in a milliard.
pub(super) fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-4 || same(one, other)
}

/// Equal up to one part in a milliard: golds that give 15 digits.
pub(super) fn same(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs())
}

/// The one number that a value states: its point, else the number its bound or vague word holds. A range has none.
pub(super) fn stated(value: &Value) -> Option<f64> {
    if value.bound == Bound::Range {
        return None;
    }
    value.point.or(value.low).or(value.high)
}

/// Both ends of a range.
pub(super) fn ends(value: &Value) -> Option<(f64, f64)> {
    (value.bound == Bound::Range)
        .then_some(value.low.zip(value.high))
        .flatten()
}

/// A value in one word: `12.. at_least`.
pub(super) fn shown(value: &Value) -> String {
    let number = |number: Option<f64>| number.map_or_else(String::new, |number| number.to_string());
    let point = match value.bound {
        Bound::Approximate => format!("~{}", number(value.point)),
        _ => format!("{}..{}", number(value.low), number(value.high)),
    };
    format!("{point} {}", value.bound.code())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_differ_by_one_and_small_fractions_are_rounded() {
        assert!(close(2.0 / 3.0, 0.6667));
        assert!(!close(2_483_805.0, 2_483_806.0));
        assert!(!same(1e-12, 2e-12));
    }

    #[test]
    fn a_range_states_no_one_number() {
        let range = Value {
            low: Some(3.0),
            high: Some(4.0),
            bound: Bound::Range,
            ..Value::default()
        };
        assert_eq!((stated(&range), ends(&range)), (None, Some((3.0, 4.0))));
        assert_eq!(shown(&range), "3..4 range");
    }
}
