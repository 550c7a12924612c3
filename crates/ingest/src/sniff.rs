//! What bytes are, by looking at them.
//!
//! What it deliberately does not do: it trusts no file name; it is asked where there is none.

use crate::{Format, feed, warc};

/// First bytes of files that are not text, and what they are.
const SIGNATURES: [(&[u8], &str); 16] = [
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP (or an office document)"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old office document"),
    (b"{\\rtf", "RTF"),
    (b"PAR1", "Parquet"),
    (b"ARROW1", "Arrow"),
    (b"SQLite format 3\0", "SQLite"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "RIFF"),
    (b"\x7fELF", "ELF"),
];

/// Longer than what stands on one line of JSON that is laid out for people.
const LONG_LINE: usize = 200;

/// Why the bytes are not text, if they are not. Bytes in UTF-16 count as not text.
pub(crate) fn binary(bytes: &[u8]) -> Option<String> {
    if let Some((_, name)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Some(format!("not text: {name}"));
    }
    let at = bytes.iter().position(|&byte| byte == 0)?;
    Some(format!("not text: NUL byte at byte offset {at}"))
}

/// Whether the bytes begin with the byte order mark of UTF-16.
pub(crate) fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff")
}

/// The format that the first bytes leave no doubt about, whatever the file is called.
pub(crate) fn sure(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(b"PAR1") {
        Some(Format::Parquet)
    } else if warc::looks_like(bytes) {
        Some(Format::Warc)
    } else {
        None
    }
}

/// Whether the first byte that is not blank begins a JSON object, and nothing says that it is a feed.
pub(crate) fn is_jsonl(bytes: &[u8]) -> bool {
    first_content(bytes).starts_with(b"{") && bytes.contains(&b'\n') && !feed::looks_like(bytes)
}

/// The format of a stream whose name says none: a feed if it looks like one, JSON Lines if the first non-blank byte is
/// `{`, a page if it begins as pages do, else plain text.
pub(crate) fn format(bytes: &[u8]) -> Format {
    let start = first_content(bytes);
    if feed::looks_like(bytes) {
        return Format::Feed;
    }
    if start.starts_with(b"{") {
        // JSON over several lines is one document, and the only one that is read is a feed.
        let line = start
            .split(|&byte| byte == b'\n')
            .next()
            .unwrap_or_default()
            .trim_ascii_end();
        let lines = line.len() == start.len() || line.ends_with(b"}") || line.len() > LONG_LINE;
        return if lines { Format::Jsonl } else { Format::Feed };
    }
    if begins_as_page(start) || begins(start, "<article") {
        Format::Html
    } else {
        Format::Text
    }
}

/// Whether content begins as whole pages do. XML declarations and comments may stand before them.
pub(crate) fn begins_as_page(bytes: &[u8]) -> bool {
    let start = first_content(bytes);
    let tags = ["<!doctype html", "<html", "<head", "<body", "<meta", "<title"];
    let may_be_page = start.starts_with(b"<?xml") || start.starts_with(b"<!--");
    tags.iter().any(|tag| begins(start, tag))
        || may_be_page && start.windows(5).any(|window| window.eq_ignore_ascii_case(b"<html"))
}

fn begins(start: &[u8], tag: &str) -> bool {
    start
        .get(..tag.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(tag.as_bytes()))
}

/// The bytes from the first one that is neither blank nor a byte order mark.
pub(crate) fn first_content(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_formats_apart() {
        assert_eq!(format(b"\xef\xbb\xbf \n {\"text\": 1}"), Format::Jsonl);
        assert_eq!(format(b"\n<!DOCTYPE HTML PUBLIC"), Format::Html);
        assert_eq!(format(b"<?xml version=\"1.0\"?>\n<html xmlns"), Format::Html);
        assert_eq!(format(b"<?xml version=\"1.0\"?>\n<rss version=\"2.0\">"), Format::Feed);
        assert_eq!(format(b"<?xml version=\"1.0\"?>\n<note>"), Format::Text);
        assert_eq!(format(b"<b"), Format::Text);
        assert_eq!(format(b"A sentence with <html> in it."), Format::Text);
        assert_eq!(format(b""), Format::Text);
    }

    #[test]
    fn knows_binary() {
        assert_eq!(binary(b"%PDF-1.7").as_deref(), Some("not text: PDF"));
        assert_eq!(binary(b"ab\0c").as_deref(), Some("not text: NUL byte at byte offset 2"));
        assert_eq!(binary("Київ\u{7}".as_bytes()), None);
    }
}
