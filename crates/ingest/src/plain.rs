//! Plain text: one article a file, in UTF-8.
//!
//! What it deliberately does not do: it guesses no encoding, and takes no date from a dateline.
//!
//! Invariant: a title it finds is the first line of the text and stays there.

use crate::article::RawArticle;
use crate::clean::clean;
use crate::problem::Problem;
use crate::sniff;

/// A headline has at most this many words.
const MOST_TITLE_WORDS: usize = 15;

/// Reads one file.
pub(crate) fn read(bytes: &[u8], uri: &str) -> Result<RawArticle, Problem> {
    let text = clean(utf8(bytes, uri)?);
    if text.is_empty() {
        return Err(empty(uri));
    }
    Ok(RawArticle {
        source_uri: uri.to_string(),
        title: title(&text),
        text,
        ..Default::default()
    })
}

/// The bytes as text, or what is wrong with them.
pub(crate) fn utf8<'a>(bytes: &'a [u8], uri: &str) -> Result<&'a str, Problem> {
    if sniff::is_utf16(bytes) {
        let problem = Problem::error(uri, "invalid_utf8", "the file is in UTF-16, not UTF-8");
        return Err(problem.hint("convert it: iconv -f UTF-16 -t UTF-8 FILE"));
    }
    if let Some(why) = sniff::binary(bytes) {
        return Err(Problem::error(uri, "binary_file", why));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        let before = &bytes[..offset];
        let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let line = before.iter().filter(|&&byte| byte == b'\n').count() as u64 + 1;
        Problem::error(uri, "invalid_utf8", format!("not valid UTF-8 at byte offset {offset}"))
            .at_line(line)
            .at_column((offset - line_start) as u64 + 1)
            .hint("convert it: iconv -f WINDOWS-1252 -t UTF-8 FILE (or whatever encoding it is in)")
    })
}

/// The problem of a file without text.
pub(crate) fn empty(uri: &str) -> Problem {
    Problem::error(uri, "empty_file", "nothing but white space")
}

/// The first line, if it looks like a headline: few words, no end of a sentence, and text after it.
fn title(text: &str) -> Option<String> {
    let (first, rest) = text.split_once('\n')?;
    let words = first.split_whitespace().count();
    let closed = first.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']']);
    let is_headline = words <= MOST_TITLE_WORDS && !closed.ends_with(['.', '!', '?', '…']) && !rest.trim().is_empty();
    is_headline.then(|| first.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::title;

    #[test]
    fn takes_headlines_only() {
        assert_eq!(
            title("Ceasefire  talks resume\nThe two sides met.").as_deref(),
            Some("Ceasefire talks resume")
        );
        assert_eq!(title("Ceasefire talks resume"), None);
        assert_eq!(title("The two sides met on Tuesday.\nMore."), None);
        assert_eq!(title("“We will not yield.”\nMore."), None);
        assert_eq!(title(&format!("{}\nMore.", ["word"; 16].join(" "))), None);
        assert!(title(&format!("{}\nMore.", ["word"; 15].join(" "))).is_some());
    }
}
