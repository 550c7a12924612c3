//! The one cleaning that every text goes through.
//!
//! What it deliberately does not do: it leaves letters, quotes, dashes, spaces within a line and all other
//! Unicode as they are, and applies no normalisation form, so that quoted words are found again.
//!
//! Invariant: idempotent, `clean(clean(t)) == clean(t)`.
//!
//! ```
//! assert_eq!(tidywire_ingest::clean("\u{feff}One.\r\n\r\n\r\n\r\nTwo\0.  \n"), "One.\n\nTwo.");
//! ```

/// Removes byte order marks, control characters, white space at line ends, and blank lines at both ends; makes every
/// line end `\n`; folds runs of more than two line ends to two. Tabs stay. Form feeds and vertical tabs end a line.
pub fn clean(text: &str) -> String {
    let mut lines = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '\r' if chars.peek() == Some(&'\n') => {}
            // Old Mac line ends, NEL, and the page breaks of converted documents: dropping them would glue words.
            '\r' | '\u{85}' | '\u{b}' | '\u{c}' => lines.push('\n'),
            '\n' | '\t' => lines.push(char),
            '\u{feff}' => {}
            _ if char.is_control() => {}
            _ => lines.push(char),
        }
    }
    let mut clean = String::with_capacity(lines.len());
    let mut blank = false;
    for line in lines.split('\n').map(str::trim_end) {
        if line.is_empty() {
            blank = true;
            continue;
        }
        if !clean.is_empty() {
            clean.push_str(if blank { "\n\n" } else { "\n" });
        }
        clean.push_str(line);
        blank = false;
    }
    clean
}

/// A value that belongs on one line (a title, a name): white space collapsed; `None` if nothing is left.
pub(crate) fn one_line(text: &str) -> Option<String> {
    let clean = clean(text);
    let line = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_unicode_and_single_breaks() {
        let text = "Kyïv — “quoted” e\u{301}\u{a0}x\u{2028}y\n\tindented\n\nThird";
        assert_eq!(clean(text), text);
    }

    #[test]
    fn removes_what_is_not_text() {
        assert_eq!(
            clean("\n \u{feff}\n\u{7}A\u{1b}[1m\rB\u{85}C\u{c}D \t\n\n \n\nE\u{feff}\u{0}  "),
            "A[1m\nB\nC\nD\n\nE"
        );
        assert_eq!(clean(" \r\n\t\u{0}\n"), "");
    }

    #[test]
    fn is_idempotent_on_ten_thousand_hostile_strings() {
        const ALPHABET: [char; 16] = [
            'a', '.', ' ', '\t', '\n', '\r', '\0', '\u{feff}', '\u{85}', '\u{a0}', '\u{2028}', '\u{c}', '\u{1b}', 'é',
            '\u{301}', '\u{3000}',
        ];
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        for _ in 0..10_000 {
            let mut text = String::new();
            for _ in 0..24 {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                text.push(ALPHABET[(state % 16) as usize]);
            }
            let once = clean(&text);
            assert_eq!(clean(&once), once, "{text:?}");
            assert!(!once.contains("\n\n\n") && once.trim_end() == once, "{once:?}");
        }
    }
}
