//! Whether a file begins as feeds do.
//!
//! What it deliberately does not do: it trusts no file name, and says nothing of whether the rest can be read.

use super::decode;
use super::scan::{Scanner, Token};
use super::text::local;

/// As far as is looked. Comments and document types may stand before the root.
const WITHIN: usize = 64 << 10;

/// Whether the beginning of a file, as bytes in any encoding, looks like a feed in XML or JSON.
pub fn looks_like(start: &[u8]) -> bool {
    let decoded = decode::decode(&start[..start.len().min(WITHIN)]);
    let text = decoded
        .text
        .trim_start_matches(|char: char| char == '\u{feff}' || char.is_whitespace());
    match text.chars().next() {
        Some('<') => looks_like_xml(text),
        Some('{') => looks_like_json(text),
        _ => false,
    }
}

fn looks_like_xml(text: &str) -> bool {
    let mut tokens = Scanner::new(text, 0);
    let root = tokens.find_map(|token| match token {
        Token::Start { name, attributes, .. } => Some((name, attributes)),
        _ => None,
    });
    let Some((name, attributes)) = root else { return false };
    let is_atom = attributes.contains("w3.org/2005/Atom") || attributes.contains("purl.org/atom/ns#");
    match local(name) {
        name if name.eq_ignore_ascii_case("rss") => true,
        // RDF says much else besides news.
        name if name.eq_ignore_ascii_case("rdf") => {
            let is_first = |token: Token<'_>| matches!(token, Token::Start { name, .. } if local(name) == "channel");
            attributes.contains("purl.org/rss/") || attributes.contains("netscape.com/rdf") || tokens.any(is_first)
        }
        "feed" => is_atom || !attributes.contains("xmlns"),
        "entry" => is_atom,
        _ => false,
    }
}

/// Looks at the keys of the outermost object, which may be cut off.
fn looks_like_json(text: &str) -> bool {
    let (mut at, mut depth, mut key) = (0, 0_usize, None);
    let (mut has_items, mut has_text) = (false, false);
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => {
                let end = string_end(bytes, at + 1);
                let string = &text[at + 1..end];
                at = end;
                if depth == 1 {
                    match key {
                        Some("version") if string.starts_with("https://jsonfeed.org/") => return true,
                        Some(_) => {}
                        None => key = Some(string),
                    }
                    has_text |= key == Some("text");
                }
            }
            b'{' | b'[' => {
                has_items |= depth == 1 && key == Some("items") && byte == b'[';
                depth += 1;
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    // More objects after the first: JSON Lines.
                    return has_items && !has_text && text[at + 1..].trim().is_empty();
                }
            }
            b',' if depth == 1 => key = None,
            _ => {}
        }
        at += 1;
    }
    has_items && !has_text
}

/// Where a string's closing quote is, or the end of the text.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::looks_like;

    #[test]
    fn feeds() {
        for text in [
            "\u{feff} <?xml version='1.0'?><!-- <html> --><!DOCTYPE rss [<!ENTITY a '>'>]>\n<rss version='2.0'>",
            "<rdf:RDF xmlns='http://purl.org/rss/1.0/'>",
            "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:ti",
            "<feed>",
            "{\"version\": \"https://jsonfeed.org/version/1.1\", \"ti",
            "{\"title\": \"a \\\" b\", \"items\": [{\"id\"",
            "{\"items\": []}\n",
        ] {
            assert!(looks_like(text.as_bytes()), "{text}");
            let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert!(looks_like(&utf16), "{text}");
        }
    }

    #[test]
    fn others() {
        for text in [
            "",
            "<",
            "<html><body><rss>",
            "<?xml version='1.0'?><note><rss/></note>",
            "<rdf:RDF xmlns:foaf='http://xmlns.com/foaf/0.1/'><foaf:Person/>",
            "<feed xmlns='urn:cattle'>",
            "{\"text\": \"Two were killed.\", \"items\": []}",
            "{\"items\": []}\n{\"items\": []}",
            "{\"text\": \"x\", \"version\": \"1\"}\n",
            "{\"a\": {\"items\": [1]}}",
            "{\"a\": \"items\", \"b\": [",
            "{\"a\\",
            "[{\"items\": []}]",
            "An article about <rss>",
        ] {
            assert!(!looks_like(text.as_bytes()), "{text}");
        }
    }
}
