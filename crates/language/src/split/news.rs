//! Sentence ends within a paragraph: `sentencex`, with the titles of military and police reports.
//!
//! The titles are a data file, `data/titles.txt`. Invariant: the last end is the paragraph's length.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use sentencex::languages::{English, Language};

static TITLES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/titles.txt").lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
});

/// Offset of the end of each sentence of `paragraph`.
pub(super) fn sentence_ends(paragraph: &str) -> Vec<usize> {
    // Line breaks within a paragraph are soft here; a space of the same length keeps the offsets.
    let flat;
    let text = if paragraph.contains(['\n', '\r']) {
        flat = paragraph.replace(['\n', '\r'], " ");
        flat.as_str()
    } else {
        paragraph
    };
    let found = English {}.get_sentence_boundaries(text);
    let mut ends: Vec<usize> = found
        .iter()
        .map(|found| found.end_byte)
        .filter(|&end| !ends_in_title(text, end))
        .collect();
    ends.extend(ends_in_may(text));
    ends.sort_unstable();
    ends.dedup();
    if ends.last() != Some(&text.len()) {
        ends.push(text.len());
    }
    ends
}

/// Ends behind "May.": the library takes the month for an abbreviation, but it has none.
fn ends_in_may(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices(" May. ")
        .map(|(at, found)| at + found.len())
        .filter(|&end| text[end..].starts_with(char::is_uppercase))
}

/// True when the text before `end` ends in a title and the text after it can be a name.
fn ends_in_title(text: &str, end: usize) -> bool {
    let (before, after) = text.split_at(end);
    let Some(before) = before.trim_end().strip_suffix('.') else {
        return false;
    };
    let word = before
        .rsplit(|one: char| one.is_whitespace() || matches!(one, '.' | '(' | '"' | '“' | '/'))
        .next()
        .unwrap_or("");
    let next = after
        .split(|one: char| one.is_whitespace() || one == ',')
        .next()
        .unwrap_or("");
    let name = next.starts_with(char::is_uppercase) && !English {}.get_sentence_starters().contains(next);
    name && word.starts_with(|one: char| one.is_uppercase() || one.is_ascii_digit())
        && TITLES.contains(word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::sentence_ends;

    fn sentences(text: &str) -> Vec<&str> {
        let mut start = 0;
        sentence_ends(text)
            .into_iter()
            .map(|end| text[std::mem::replace(&mut start, end)..end].trim())
            .collect()
    }

    #[test]
    fn titles_end_no_sentence() {
        for title in [
            "Lt. Col.",
            "Brig. Gen.",
            "Maj. Gen.",
            "Lt. Cmdr.",
            "Rear Adm.",
            "Sgt. 1st Class",
            "Cmdt.",
            "Cllr.",
            "SSgt.",
            "Capt.",
        ] {
            let text = format!("Rebels shot at {title} Ahmed Yusuf on Friday. He lived.");
            assert_eq!(sentences(&text).len(), 2, "{text}");
        }
    }

    #[test]
    fn may_is_no_abbreviation() {
        assert_eq!(sentences("They met on 9 May. Gunmen fled.").len(), 2);
        assert_eq!(sentences("They met on 9 May. 5 gunmen fled.").len(), 1);
    }

    #[test]
    fn titles_may_end_a_sentence_before_an_opener() {
        assert_eq!(
            sentences("It was led by the U.S. The rebels fled."),
            ["It was led by the U.S.", "The rebels fled."]
        );
        assert_eq!(sentences("He was promoted to Maj. The army agreed.").len(), 2);
        assert_eq!(sentences("They were let off. Ahmed left.").len(), 2);
    }
}
