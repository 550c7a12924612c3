//! HTTP headers of archived responses, and how pages begin.
//!
//! What it deliberately does not do: it minds no version and no reason, and undoes no coding.
//!
//! Invariant: codings stand in the order in which they were applied, chunks apart.

use super::head::{Media, fields};
use crate::sniff;

/// Bytes that [`begins_as_page`] looks at.
pub(super) const LOOKED_AT: u64 = 1024;

/// What an HTTP header says about the body.
#[derive(Debug, Default)]
pub(super) struct Http {
    pub(super) media: Media,
    pub(super) is_chunked: bool,
    pub(super) codings: Vec<String>,
    pub(super) length: Option<u64>,
}

/// The status in a status line.
pub(super) fn status(line: &[u8]) -> Option<u16> {
    let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let code = std::str::from_utf8(words.nth(1)?).ok()?;
    code.parse().ok().filter(|code| (100..1000).contains(code))
}

/// The header, with [`STATUS_LINE`](super::head::STATUS_LINE) in the place of its own.
pub(super) fn parse(text: &[u8]) -> Result<Http, String> {
    let http = fields(text, |fields| {
        let names = |field: &str| -> Vec<String> {
            let values: Vec<String> = fields.all(field).collect();
            let names = values.iter().flat_map(|value| value.split(','));
            let names = names.map(|name| name.trim().to_ascii_lowercase());
            names
                .filter(|name| !matches!(name.as_str(), "" | "identity" | "none"))
                .collect()
        };
        let mut codings = names("Content-Encoding");
        codings.extend(names("Transfer-Encoding"));
        let is_chunked = codings.iter().any(|name| name == "chunked");
        codings.retain(|name| name != "chunked");
        Http {
            media: Media::parse(&fields.first("Content-Type").unwrap_or_default()),
            is_chunked,
            codings,
            length: fields.first("Content-Length").and_then(|length| length.parse().ok()),
        }
    });
    http.map_err(|message| format!("in HTTP, {message}"))
}

/// Whether the first of these bytes begin as HTML does.
pub(super) fn begins_as_page(bytes: &[u8]) -> bool {
    let start = sniff::first_content(bytes);
    sniff::begins_as_page(&start[..start.len().min(LOOKED_AT as usize)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_status_lines() {
        for (line, code) in [
            (&b"HTTP/1.1 200 OK\r\n"[..], Some(200)),
            (b"HTTP/2  404\n", Some(404)),
            (b"HTTP/1.0 20\r\n", None),
            (b"HTTP/1.0\r\n", None),
            (b"HTTP/1.0 99999 OK", None),
        ] {
            assert_eq!(status(line), code);
        }
    }

    #[test]
    fn reads_codings() {
        let http = parse(b"HTTP/1.1 200\r\nContent-Encoding: br, GZIP\nTransfer-Encoding: chunked\r\n\r\n").unwrap();
        assert!(http.is_chunked);
        assert_eq!(http.codings, ["br", "gzip"]);
    }

    #[test]
    fn tells_pages() {
        assert!(begins_as_page(b"\xef\xbb\xbf\n <!DOCTYPE HTML>"));
        assert!(begins_as_page(b"<!-- a --><HTML>"));
        assert!(!begins_as_page(b"<?xml version=\"1.0\"?><rss>"));
        assert!(!begins_as_page(b"{}"));
    }
}
