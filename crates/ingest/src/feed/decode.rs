//! The bytes of a feed to text.
//!
//! What it deliberately does not do: it knows no HTTP header; files have none. UTF-32 is not read.
//!
//! Invariant: never fails. A byte that its encoding does not have becomes U+FFFD. Bytes that are UTF-8 already are
//! not copied, so that offsets in the text are offsets in the file.

use std::borrow::Cow;

use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

use crate::page::encoding::detected;

/// As far as the declaration is looked for.
const DECLARATION_WITHIN: usize = 1024;

/// Text and where it came from.
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    /// How many bytes of the file stand before the text, if the text is otherwise byte for byte the file.
    before: Option<usize>,
}

impl Decoded<'_> {
    /// The place in the file of a place in the text.
    pub(super) fn byte_offset(&self, at: usize) -> Option<u64> {
        self.before.map(|before| (before + at) as u64)
    }

    /// The line, from 1, of a place in the text.
    pub(super) fn line(&self, at: usize) -> u64 {
        1 + line_ends(&self.text.as_bytes()[..at])
    }
}

pub(super) fn line_ends(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|&&byte| byte == b'\n').count() as u64
}

/// Decodes by byte order mark, else by the NUL bytes of UTF-16, else by declaration, else UTF-8 if it is (nearly)
/// valid, else by detection.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[length..], length);
    }
    match bytes {
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => return with(UTF_16BE, bytes, 0),
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => return with(UTF_16LE, bytes, 0),
        _ => {}
    }
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    let encoding = match declared(bytes) {
        // By far most feeds that say Latin-1 and are valid UTF-8 all the same are UTF-8.
        Some(encoding) if encoding == WINDOWS_1252 && is_utf8 => UTF_8,
        Some(encoding) if encoding != UTF_8 => encoding,
        _ if is_utf8 || is_nearly_utf8(bytes) => UTF_8,
        _ => detected(bytes),
    };
    with(encoding, bytes, 0)
}

fn with<'a>(encoding: &'static Encoding, bytes: &'a [u8], before: usize) -> Decoded<'a> {
    let text = encoding.decode_without_bom_handling(bytes).0;
    let is_same = encoding == UTF_8 && matches!(text, Cow::Borrowed(_));
    Decoded {
        text,
        before: is_same.then_some(before),
    }
}

/// Whether a few stray bytes are all that is wrong: the rest would suffer more from another encoding.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|char| !char.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= 2 * bad
}

/// The encoding of the XML declaration, if there is one that is understood.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARATION_WITHIN)];
    let find = |bytes: &[u8], wanted: &[u8]| bytes.windows(wanted.len()).position(|window| window == wanted);
    let declaration = &head[find(head, b"<?xml")?..];
    let declaration = &declaration[..find(declaration, b"?>").unwrap_or(declaration.len())];
    let value = declaration[find(declaration, b"encoding")? + b"encoding".len()..].trim_ascii_start();
    let value = value.strip_prefix(b"=")?.trim_ascii_start();
    let quote = *value.first().filter(|byte| b"'\"".contains(byte))?;
    let label = value[1..].split(|&byte| byte == quote).next()?;
    let encoding = Encoding::for_label(label)?;
    if encoding == X_USER_DEFINED {
        return Some(WINDOWS_1252);
    }
    // What could be read so far was ASCII, so it cannot be UTF-16; REPLACEMENT would read nothing.
    let is_readable = ![UTF_16BE, UTF_16LE, REPLACEMENT].contains(&encoding);
    is_readable.then_some(encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes).text.into_owned()
    }

    #[test]
    fn declared_encodings() {
        let feed = "<?xml version='1.0' encoding = 'windows-1251' ?><rss>Обстріл";
        let bytes = encoding_rs::WINDOWS_1251.encode(feed).0;
        assert_eq!(text(&bytes), feed);
        assert_eq!(decode(&bytes).byte_offset(3), None);
        let feed = "<?xml version='1.0' encoding='UTF-16'?><rss>Обстріл";
        assert_eq!(text(feed.as_bytes()), feed);
    }

    #[test]
    fn marks_and_nul_bytes() {
        let feed = "<rss>Обстріл";
        let marked = format!("\u{feff}{feed}");
        assert_eq!(text(marked.as_bytes()), feed);
        assert_eq!(decode(marked.as_bytes()).byte_offset(2), Some(5));
        for unit in [u16::to_le_bytes, u16::to_be_bytes] {
            for given in [feed, &marked] {
                let bytes: Vec<u8> = given.encode_utf16().flat_map(unit).collect();
                assert_eq!(text(&bytes), feed);
            }
        }
    }

    #[test]
    fn stray_bytes_in_utf8() {
        let mut bytes = "<rss>Обстріл".as_bytes().to_vec();
        bytes.push(0xa9);
        assert_eq!(text(&bytes), "<rss>Обстріл\u{fffd}");
        assert_eq!(text(b"<rss>caf\xe9 d'Orsk"), "<rss>café d'Orsk");
        assert_eq!(text(b""), "");
    }
}
