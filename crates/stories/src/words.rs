//! A text as the sequence of its words, each a hash and what kind of word it is.
//!
//! What it deliberately does not do: no stemming, no list of stop words, no Unicode normalisation form; letters with
//! a combining mark and composed letters are different words.
//!
//! Invariant: case, white space, quotes and punctuation change no hash and no number of words; digits and spelled out
//! numbers below one hundred give the same word.

use xxhash_rust::xxh3::xxh3_64;

/// Words of a text.
pub(crate) struct Words {
    pub(crate) hashes: Vec<u64>,
    pub(crate) kinds: Vec<Kind>,
}

/// What the aligner knows of a word beyond its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    pub(crate) sort: Sort,
    /// First word of a sentence or of a line.
    pub(crate) opens: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Plain,
    /// Begins with a digit, or is a spelled out number or ordinal.
    Number,
    /// Begins with a capital letter and is, if first in its sentence, none of `OPENERS`.
    Name,
}

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

const ORDINALS: [&str; 10] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
];
/// Words that often open a sentence and name nothing.
const OPENERS: [&str; 40] = [
    "a",
    "about",
    "after",
    "all",
    "an",
    "and",
    "another",
    "as",
    "at",
    "authorities",
    "because",
    "but",
    "by",
    "during",
    "following",
    "for",
    "from",
    "he",
    "his",
    "in",
    "it",
    "its",
    "many",
    "more",
    "officials",
    "on",
    "over",
    "people",
    "police",
    "several",
    "she",
    "some",
    "the",
    "their",
    "there",
    "these",
    "they",
    "this",
    "to",
    "with",
];

impl Words {
    pub(crate) fn of(text: &str) -> Self {
        let mut reader = Reader {
            words: Self {
                hashes: Vec::with_capacity(text.len() / 6),
                kinds: Vec::with_capacity(text.len() / 6),
            },
            word: String::new(),
            capital: false,
            opens: true,
            pending_tens: None,
        };
        let mut stop = false;
        let mut chars = text.chars().peekable();
        let mut digit_before = false;
        while let Some(char) = chars.next() {
            if char.is_alphanumeric() {
                if reader.word.is_empty() {
                    reader.capital = char.is_uppercase();
                }
                reader.word.extend(char.to_lowercase());
                digit_before = char.is_ascii_digit();
                stop = false;
                continue;
            }
            // 12,000 and 12000 are one number.
            if char == ',' && digit_before && chars.peek().is_some_and(char::is_ascii_digit) {
                continue;
            }
            digit_before = false;
            reader.end_word(char == '-');
            match char {
                '.' | '!' | '?' | '…' => stop = true,
                '\n' => reader.opens = true,
                // A stop alone ends nothing: "U.S", "3.5".
                _ if char.is_whitespace() && stop => reader.opens = true,
                _ => {}
            }
        }
        reader.end_word(false);
        reader.flush();
        reader.words
    }

    pub(crate) fn len(&self) -> usize {
        self.hashes.len()
    }

    /// The distinct shingles of `width` words, sorted; for a text with fewer words, none.
    pub(crate) fn shingles(&self, width: usize) -> Vec<u64> {
        let mut shingles: Vec<u64> = self.hashes.windows(width).map(mix).collect();
        shingles.sort_unstable();
        shingles.dedup();
        shingles
    }
}

/// One hash of several, in their order.
pub(crate) fn mix(hashes: &[u64]) -> u64 {
    let mixed = hashes.iter().fold(0x9e37_79b9_7f4a_7c15_u64, |state, hash| {
        let product = u128::from(state ^ hash).wrapping_mul(0xa076_1d64_78bd_642f_e703_7ed1);
        (product as u64 ^ (product >> 64) as u64).rotate_left(23)
    });
    let mixed = (mixed ^ (mixed >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    mixed ^ (mixed >> 32)
}

struct Reader {
    words: Words,
    word: String,
    capital: bool,
    opens: bool,
    /// "twenty" waits for the unit that may follow, and whether it opened a sentence.
    pending_tens: Option<(usize, bool)>,
}

impl Reader {
    fn end_word(&mut self, hyphen: bool) {
        if self.word.is_empty() {
            return;
        }
        let opens = std::mem::take(&mut self.opens);
        // No number word is longer; this keeps the search off most words.
        let spelled = (self.word.len() <= 9).then(|| spelled_number(&self.word)).flatten();
        match (spelled, self.pending_tens.take()) {
            (Some(unit @ 1..=9), Some((tens, opened))) => self.number(tens + unit, opened),
            (spelled, pending) => {
                if let Some((tens, opened)) = pending {
                    self.number(tens, opened);
                }
                match spelled {
                    Some(tens @ 20..) if hyphen => self.pending_tens = Some((tens, opens)),
                    Some(number) => self.number(number, opens),
                    None => {
                        let word = self.word.as_str();
                        let sort = if word.starts_with(|first: char| first.is_ascii_digit()) || ORDINALS.contains(&word)
                        {
                            Sort::Number
                        } else if self.capital && !(opens && OPENERS.contains(&word)) {
                            Sort::Name
                        } else {
                            Sort::Plain
                        };
                        self.push(xxh3_64(self.word.as_bytes()), sort, opens);
                    }
                }
            }
        }
        self.word.clear();
    }

    fn flush(&mut self) {
        if let Some((tens, opened)) = self.pending_tens.take() {
            self.number(tens, opened);
        }
    }

    fn number(&mut self, number: usize, opens: bool) {
        self.push(xxh3_64(number.to_string().as_bytes()), Sort::Number, opens);
    }

    fn push(&mut self, hash: u64, sort: Sort, opens: bool) {
        self.words.hashes.push(hash);
        self.words.kinds.push(Kind { sort, opens });
    }
}

fn spelled_number(word: &str) -> Option<usize> {
    if let Some(number) = UNITS.iter().position(|unit| *unit == word) {
        return Some(number);
    }
    TENS.iter().position(|tens| *tens == word).map(|tens| 20 + 10 * tens)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(text: &str) -> Vec<u64> {
        Words::of(text).hashes
    }

    #[test]
    fn form_changes_no_word() {
        let plain = hashes("He said don't go 12000 miles to 25 towns and 30 more");
        assert_eq!(plain.len(), 12 + 1);
        assert_eq!(
            plain,
            hashes("“He said: DON’T go\n12,000 miles, to twenty-five towns… and thirty more.”")
        );
        assert_ne!(hashes("one two"), hashes("two one"));
        assert!(hashes(" ?! … ").is_empty());
        assert_eq!(hashes("twenty-one"), hashes("21"));
        assert_eq!(hashes("twenty-"), hashes("20"));
        assert_eq!(hashes("twenty-gun salute"), hashes("20 gun salute"));
    }

    #[test]
    fn knows_names_numbers_and_sentence_starts() {
        let words = Words::of("Rebels near Goma. Two of the U.S. men\nFled");
        let sorts: Vec<(Sort, bool)> = words.kinds.iter().map(|kind| (kind.sort, kind.opens)).collect();
        use Sort::{Name, Number, Plain};
        let expected = [
            (Name, true),
            (Plain, false),
            (Name, false),
            (Number, true),
            (Plain, false),
            (Plain, false),
            (Name, false),
            (Name, false),
            (Plain, true),
            (Name, true),
        ];
        assert_eq!(sorts, expected);
    }

    #[test]
    fn shingles_are_a_set() {
        assert_eq!(Words::of("a b c a b c a b c").shingles(3).len(), 3);
        assert!(Words::of("a b").shingles(3).is_empty());
    }
}
