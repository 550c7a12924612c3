//! Plain text: one article a file, in any encoding.
//!
//! What it deliberately does not do: it takes no date from a dateline, and decodes no mixture of encodings.
//!
//! Invariant: a title it finds is the first line of the text and stays there.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use crate::article::RawArticle;
use crate::clean::clean;
use crate::page::encoding::detected;
use crate::problem::Problem;
use crate::sniff;

/// A headline has at most this many words.
const MOST_TITLE_WORDS: usize = 15;

/// Reads one file, and says when its encoding had to be guessed.
pub(crate) fn read(bytes: &[u8], uri: &str) -> Result<(RawArticle, Vec<Problem>), Problem> {
    let (decoded, warnings) = decode(bytes, uri)?;
    let text = clean(&decoded);
    if text.is_empty() {
        return Err(empty(uri));
    }
    let article = RawArticle {
        source_uri: uri.to_string(),
        title: title(&text),
        text,
        ..Default::default()
    };
    Ok((article, warnings))
}

/// The bytes as text: by byte order mark, as UTF-8, or in the old encoding that they look like, with a warning.
pub(crate) fn decode<'a>(bytes: &'a [u8], uri: &str) -> Result<(Cow<'a, str>, Vec<Problem>), Problem> {
    if sniff::is_utf16(bytes) {
        let (text, ..) = if bytes[0] == 0xff { UTF_16LE } else { UTF_16BE }.decode(bytes);
        return Ok((text, Vec::new()));
    }
    if let Some(why) = sniff::binary(bytes) {
        return Err(Problem::error(uri, "binary_file", why));
    }
    let Err(error) = std::str::from_utf8(bytes) else {
        return Ok((String::from_utf8_lossy(bytes), Vec::new()));
    };
    if let Some(encoding) = legacy(bytes, false) {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        return Ok((text, vec![guessed(uri, encoding)]));
    }
    let offset = error.valid_up_to();
    let before = &bytes[..offset];
    let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let line = before.iter().filter(|&&byte| byte == b'\n').count() as u64 + 1;
    let message = format!("not valid UTF-8 at byte offset {offset}, though other parts are: mixed encodings");
    Err(Problem::error(uri, "invalid_utf8", message)
        .at_line(line)
        .at_column((offset - line_start) as u64 + 1)
        .hint("convert each part to UTF-8, for instance with iconv"))
}

/// The old encoding of bytes that are not UTF-8 anywhere beyond ASCII. `None` for UTF-8, and where parts are UTF-8 and others
/// are not: decoding such a file in one encoding would garble one of them. A sample may be `cut` within a letter.
pub(crate) fn legacy(bytes: &[u8], cut: bool) -> Option<&'static Encoding> {
    let mut chunks = bytes.utf8_chunks().peekable();
    let (mut broken, mut whole) = (0u64, 0u64);
    while let Some(chunk) = chunks.next() {
        whole += chunk.valid().chars().filter(|char| !char.is_ascii()).count() as u64;
        broken += u64::from(!chunk.invalid().is_empty() && (!cut || chunks.peek().is_some()));
    }
    // Two bytes of an old encoding make a letter of UTF-8 by chance now and then.
    if broken == 0 || whole * 4 > broken {
        return None;
    }
    Some(detected(bytes))
}

/// The warning that goes with a guess.
pub(crate) fn guessed(uri: &str, encoding: &'static Encoding) -> Problem {
    let message = format!("not UTF-8; read as {}, which it looks like", encoding.name());
    Problem::warning(uri, "guessed_encoding", message)
        .hint("if letters are wrong, convert the file: iconv -t UTF-8 FILE")
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
