//! The bytes of a page to text, the way browsers do it.
//!
//! What it deliberately does not do: it looks at no more of the page than browsers do.
//!
//! Invariant: never fails. A byte that its encoding does not have becomes U+FFFD.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

/// As far as browsers look for the declaration.
const DECLARATION_WITHIN: usize = 1024;

/// Decodes by byte order mark, else by what the sender said, else by declaration, else UTF-8 if it is valid, else by
/// detection. A word of UTF-8 that the bytes contradict counts as none.
pub(crate) fn decode(bytes: &[u8], sent: Option<&str>) -> String {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    let sent = sent.and_then(|label| Encoding::for_label(label.as_bytes()));
    let encoding = match sent.or_else(|| declared(bytes)) {
        Some(encoding) if encoding != UTF_8 => encoding,
        _ if is_utf8 => UTF_8,
        _ => detected(bytes),
    };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// The old encoding that the bytes look like most.
pub(crate) fn detected(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The encoding after the first `charset=` of a `<meta` tag (or `encoding=` of an XML declaration) at the beginning.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(DECLARATION_WITHIN)].to_ascii_lowercase();
    let label = if head.trim_ascii_start().starts_with(b"<?xml") {
        let declaration = head.split(|&byte| byte == b'>').next()?;
        label_after(declaration, b"encoding").or_else(|| meta_label(&head))
    } else {
        meta_label(&head)
    }?;
    match Encoding::for_label(label)? {
        // Both as the standard has it: what could be read so far was ASCII, so it cannot be UTF-16.
        encoding if encoding == UTF_16BE || encoding == UTF_16LE => Some(UTF_8),
        encoding if encoding == X_USER_DEFINED => Some(WINDOWS_1252),
        encoding => Some(encoding),
    }
}

fn meta_label(head: &[u8]) -> Option<&[u8]> {
    let mut rest = head;
    while let Some(at) = find(rest, b"<meta") {
        let tag = &rest[at + 5..];
        let end = tag.iter().position(|&byte| byte == b'>').unwrap_or(tag.len());
        if let Some(label) = label_after(&tag[..end], b"charset") {
            return Some(label);
        }
        rest = &tag[end..];
    }
    None
}

/// The value in `name = "value"`, quoted or not.
fn label_after<'a>(tag: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let after = tag[find(tag, name)? + name.len()..].trim_ascii_start();
    let value = after.strip_prefix(b"=")?.trim_ascii_start();
    let value = value
        .strip_prefix(b"\"")
        .or_else(|| value.strip_prefix(b"'"))
        .unwrap_or(value);
    let ends = |&byte: &u8| byte.is_ascii_whitespace() || b"\"';/?>".contains(&byte);
    let label = &value[..value.iter().position(ends).unwrap_or(value.len())];
    (!label.is_empty()).then_some(label)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
        encoding.encode(text).0.into_owned()
    }

    #[test]
    fn respects_declarations() {
        let cyrillic = encoding_rs::WINDOWS_1251;
        for head in [
            "<meta charset=windows-1251>",
            "<META HTTP-EQUIV='Content-Type' content='text/html; charset=windows-1251'>",
            "<meta name=a content=b><meta charset = \"cp1251\" />",
            "<?xml version='1.0' encoding='windows-1251'?><html>",
        ] {
            let page = format!("{head}<p>Обстріл тривав");
            assert_eq!(decode(&encoded(cyrillic, &page), None), page);
        }
    }

    #[test]
    fn byte_order_mark_beats_declaration() {
        let page = "<meta charset=windows-1251><p>Київ";
        assert_eq!(decode(format!("\u{feff}{page}").as_bytes(), None), page);
        let utf16: Vec<u8> = format!("\u{feff}{page}")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(decode(&utf16, None), page);
    }

    #[test]
    fn finds_out_what_is_not_declared() {
        let page = "<p>Обстріл тривав усю ніч, повідомили в обласній адміністрації. Поранено трьох людей.";
        assert_eq!(decode(page.as_bytes(), None), page);
        assert_eq!(decode(&encoded(encoding_rs::WINDOWS_1251, page), None), page);
        let lying = "<meta charset=utf-8><p>Le général a été blessé près de Goma, a déclaré l’armée.";
        assert_eq!(decode(&encoded(WINDOWS_1252, lying), None), lying);
    }
}
