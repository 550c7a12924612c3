//! Small archives made by hand.
//!
//! What it deliberately does not do: it needs no files.

mod warc_common;

use std::io::{BufRead, BufReader, Read, Write};

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use tidywire_ingest::warc::{Document, Fault, FaultKind, Kind, Limits, looks_like};

const PAGE: &[u8] = b"<!doctype html><title>Shelling near Velka</title><p>Two people were killed.</p>";

fn record(kind: &str, fields: &str, block: &[u8]) -> Vec<u8> {
    let mut out = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <https://news.example/1>\r\n\
         {fields}Content-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    out.extend_from_slice(block);
    out.extend_from_slice(b"\r\n\r\n");
    out
}

fn http(fields: &str, body: &[u8]) -> Vec<u8> {
    let mut out = format!("HTTP/1.1 200 OK\r\n{fields}\r\n").into_bytes();
    out.extend_from_slice(body);
    out
}

fn response(fields: &str, body: &[u8]) -> Vec<u8> {
    record("response", "Content-Type: application/http\r\n", &http(fields, body))
}

fn read(bytes: &[u8]) -> (Vec<Document>, Vec<Fault>) {
    warc_common::read(bytes, Limits::default())
}

fn one_page(bytes: &[u8]) -> Vec<u8> {
    let (documents, faults) = read(bytes);
    assert_eq!(faults, []);
    assert_eq!(documents.len(), 1);
    documents.into_iter().next().unwrap().body
}

fn kinds(faults: &[Fault]) -> Vec<(u64, FaultKind, bool)> {
    faults
        .iter()
        .map(|fault| (fault.record, fault.kind, fault.kept))
        .collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    brotli::CompressorReader::new(bytes, 4096, 9, 22)
        .read_to_end(&mut out)
        .unwrap();
    out
}

fn codings(bytes: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::best());
    zlib.write_all(bytes).unwrap();
    let mut bare = DeflateEncoder::new(Vec::new(), Compression::best());
    bare.write_all(bytes).unwrap();
    vec![
        ("gzip", gzip(bytes)),
        ("X-GZip", gzip(bytes)),
        ("deflate", zlib.finish().unwrap()),
        ("deflate", bare.finish().unwrap()),
        ("br", brotli(bytes)),
        ("zstd", zstd::encode_all(bytes, 3).unwrap()),
    ]
}

#[test]
fn undoes_codings() {
    let html = "Content-Type: text/html\r\n";
    for (name, body) in codings(PAGE) {
        let fields = format!("{html}Content-Encoding: {name}\r\n");
        assert_eq!(one_page(&response(&fields, &body)), PAGE, "{name}");
        // Announced, but undone by the crawler.
        assert_eq!(one_page(&response(&fields, PAGE)), PAGE, "{name}");
        let mut chunked = format!("{:x};why\r\n", body.len()).into_bytes();
        chunked.extend_from_slice(&body);
        let fields = format!("{fields}Transfer-Encoding: chunked\r\n");
        // The end of the compressed stream is enough: there need be no last chunk.
        assert_eq!(one_page(&response(&fields, &chunked)), PAGE, "{name}");
        chunked.extend_from_slice(b"\r\n0\r\nTrailer: x\r\n\r\n");
        assert_eq!(one_page(&response(&fields, &chunked)), PAGE, "{name}");
    }
    let both = response(&format!("{html}Content-Encoding: br, gzip\r\n"), &gzip(&brotli(PAGE)));
    assert_eq!(one_page(&both), PAGE);
    let twice = [gzip(&PAGE[..20]), gzip(&PAGE[20..])].concat();
    assert_eq!(
        one_page(&response(&format!("{html}Content-Encoding: gzip\r\n"), &twice)),
        PAGE
    );
}

#[test]
fn tells_what_is_wrong_with_bodies() {
    let long = PAGE.repeat(2000);
    for (name, body) in codings(&long) {
        let fields = format!("Content-Type: text/html\r\nContent-Encoding: {name}\r\n");
        let (documents, faults) = read(&response(&fields, &body[..body.len() / 2]));
        assert_eq!(
            (documents.len(), kinds(&faults)),
            (0, vec![(1, FaultKind::BadBody, false)]),
            "{name}"
        );
        let cut = record(
            "response",
            "WARC-Truncated: length\r\n",
            &http(&fields, &body[..body.len() - 9]),
        );
        let (documents, faults) = read(&cut);
        assert_eq!(
            (documents.len(), kinds(&faults)),
            (1, vec![(1, FaultKind::Truncated, true)]),
            "{name}"
        );
        assert!(long.starts_with(&documents[0].body), "{name}");
    }
    let html = "Content-Type: text/html\r\n";
    let mut flipped = gzip(PAGE);
    let at = flipped.len() - 6;
    flipped[at] ^= 1;
    for (fields, body, kept) in [
        ("Content-Encoding: gzip\r\n", &flipped[..], false),
        ("Content-Encoding: gzip\r\n", b"no gzip", false),
        ("Content-Encoding: sdch\r\n", b"what", false),
        ("Transfer-Encoding: chunked\r\n", b"zz\r\nwhat", false),
        ("Transfer-Encoding: chunked\r\n", b"\r\nwhat", true),
        ("Transfer-Encoding: chunked\r\n", b"ffffffffffffffff\r\nwhat", false),
        ("Transfer-Encoding: chunked\r\n", b"4\r\nwhatever", false),
        ("Transfer-Encoding: chunked\r\n", b"4\r\nwhat\r\n", true),
        ("Transfer-Encoding: chunked\r\n", b"4\r\nwhat\r\n\r\n", false),
        ("Content-Length: 9\r\n", b"what", true),
        ("Content-Length: 9\r\n", b"", false),
    ] {
        let (documents, faults) = read(&response(&format!("{html}{fields}"), body));
        if body == b"\r\nwhat" {
            // Not chunked at all: as it is.
            assert_eq!((documents.len(), faults.len()), (1, 0));
            continue;
        }
        assert_eq!(kinds(&faults), [(1, FaultKind::BadBody, kept)], "{fields} {body:?}");
        assert_eq!(documents.len(), usize::from(kept));
    }
}

#[test]
fn bombs_stop_at_the_limit() {
    let limits = Limits {
        max_body: 100_000,
        ..Limits::default()
    };
    let zeros = vec![b' '; 100_001];
    for (name, body) in codings(&zeros) {
        let fields = format!("Content-Type: text/html\r\nContent-Encoding: {name}\r\n");
        let (documents, faults) = warc_common::read(&response(&fields, &body)[..], limits);
        assert_eq!(
            (documents.len(), kinds(&faults)),
            (0, vec![(1, FaultKind::TooLarge, false)]),
            "{name}"
        );
    }
    for (name, body) in codings(&zeros[1..]) {
        let fields = format!("Content-Type: text/html\r\nContent-Encoding: {name}\r\n");
        let (documents, faults) = warc_common::read(&response(&fields, &body)[..], limits);
        assert_eq!((documents.len(), faults.len()), (1, 0), "{name}");
    }
    let plain = response("Content-Type: text/html\r\n", &zeros);
    assert_eq!(
        kinds(&warc_common::read(&plain[..], limits).1),
        [(1, FaultKind::TooLarge, false)]
    );
    // Brotli with a window of a gigabyte.
    let large = response(
        "Content-Type: text/html\r\nContent-Encoding: br\r\n",
        b"\x11\x1e\x00\x00\x00\x00",
    );
    assert_eq!(kinds(&read(&large).1), [(1, FaultKind::BadBody, false)]);
}

#[test]
fn passes_what_is_no_page() {
    let mut archive = Vec::new();
    let html = http("Content-Type: text/html\r\n", PAGE);
    for kind in ["request", "metadata", "warcinfo", "revisit", "continuation", "new"] {
        archive.extend(record(kind, "", &html));
    }
    archive.extend(response("Content-Type: image/png\r\n", b"\x89PNG"));
    archive.extend(response("", b"\x89PNG"));
    archive.extend(response("Content-Type: text/plain\r\n", b"text"));
    archive.extend(record(
        "response",
        "Content-Type: text/dns\r\n",
        b"20260303063000\nnews.example. 60 IN A 1.2.3.4\n",
    ));
    archive.extend(record(
        "response",
        "",
        b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html>",
    ));
    archive.extend(record("resource", "Content-Type: image/png\r\n", b"\x89PNG"));
    assert_eq!(read(&archive), (vec![], vec![]));
    // Also if it is over a limit that is smaller than what is looked at.
    let limits = Limits {
        max_body: 2,
        ..Limits::default()
    };
    let archive = [response("", b"\x89PNG"), response("", PAGE)].concat();
    let (documents, faults) = warc_common::read(&archive[..], limits);
    assert_eq!(
        (documents.len(), kinds(&faults)),
        (0, vec![(2, FaultKind::TooLarge, false)])
    );
}

#[test]
fn takes_pages_and_texts() {
    let mut archive = Vec::new();
    // No type: looked at.
    archive.extend(response("", PAGE));
    archive.extend(record(
        "response",
        "",
        &http("Content-Type: Text/HTML; charset=\"koi8-u\"\r\n", PAGE),
    ));
    archive.extend(record(
        "response",
        "",
        b"HTTP/2 200\nContent-Type: application/xhtml+xml\n\n<html>",
    ));
    archive.extend(record("resource", "Content-Type: text/html;charset=utf-8\r\n", PAGE));
    archive.extend(record("conversion", "", b"words"));
    let (documents, faults) = read(&archive);
    assert_eq!(faults, []);
    let found: Vec<_> = documents
        .iter()
        .map(|it| (it.kind, it.charset.as_deref(), it.record))
        .collect();
    assert_eq!(
        found,
        [
            (Kind::Page, None, 1),
            (Kind::Page, Some("koi8-u"), 2),
            (Kind::Page, None, 3),
            (Kind::Page, Some("utf-8"), 4),
            (Kind::Text, None, 5),
        ]
    );
    assert_eq!(documents[2].body, b"<html>");
    assert!(
        documents
            .iter()
            .all(|it| it.uri.as_deref() == Some("https://news.example/1"))
    );
    assert!(
        documents
            .iter()
            .all(|it| archive[it.offset as usize..].starts_with(b"WARC/1.0\r\n"))
    );
}

#[test]
fn finds_the_next_record_again() {
    let good = response("Content-Type: text/html\r\n", PAGE);
    let text = String::from_utf8(good.clone()).unwrap();
    let length = text
        .split("Content-Length: ")
        .nth(1)
        .unwrap()
        .split('\r')
        .next()
        .unwrap()
        .to_string();
    let with = |new: &str| text.replace(&format!("Content-Length: {length}"), &format!("Content-Length: {new}"));
    for (bad, kind) in [
        (with("60"), FaultKind::WrongLength),
        (with("99999999999999999999999"), FaultKind::BadHeader),
        (with("-7"), FaultKind::BadHeader),
        (with(""), FaultKind::BadHeader),
        (text.replace("WARC-Type: response\r\n", ""), FaultKind::BadHeader),
        (text.replace("HTTP/1.1 200", "HTTP/1.1 ok"), FaultKind::BadHeader),
        (text.replace("HTTP/1.1 ", "what "), FaultKind::BadHeader),
        (
            text.replace("WARC-Type", &format!("X: {}\r\nWARC-Type", "x".repeat(70_000))),
            FaultKind::BadHeader,
        ),
        (
            text.replace("WARC-Type", &format!("{}WARC-Type", "X: x\r\n".repeat(600))),
            FaultKind::BadHeader,
        ),
        // Broken off in its header, another writer went on.
        ("WARC/1.0\r\nWARC-Type: response\r\n".to_string(), FaultKind::BadHeader),
        (format!("{text}\r\n\0\0\0\r\n"), FaultKind::WrongLength),
    ] {
        let archive = [bad.as_bytes(), &good, &good].concat();
        let (documents, faults) = read(&archive);
        assert_eq!(kinds(&faults), [(1, kind, false)], "{bad}");
        let found: Vec<u64> = documents.iter().map(|it| it.record).collect();
        assert_eq!(found, [2, 3], "{bad}");
    }
    // Too long by what swallows the next record: the one after it is found.
    let more: usize = length.parse::<usize>().unwrap() + 100;
    let archive = [with(&more.to_string()).as_bytes(), &good, &good].concat();
    let (documents, faults) = read(&archive);
    assert_eq!(
        (documents.len(), kinds(&faults)),
        (1, vec![(1, FaultKind::WrongLength, false)])
    );
}

#[test]
fn a_wrong_length_spares_a_body_that_ends_itself() {
    let fields = format!("Content-Type: text/html\r\nContent-Length: {}\r\n", PAGE.len());
    let mut archive = response(&fields, PAGE);
    archive.extend_from_slice(b"rubbish\r\n\r\n");
    archive.extend(response(&fields, PAGE));
    let (documents, faults) = read(&archive);
    assert_eq!(documents.len(), 2);
    assert_eq!(kinds(&faults), [(1, FaultKind::WrongLength, true)]);
}

#[test]
fn ends_are_told_apart() {
    let good = response("Content-Type: text/html\r\n", PAGE);
    for archive in [
        &good[..],
        &good[..good.len() - 4],
        &[&good[..], b"\n\n \r\n"].concat(),
        &[b"\n ", &good[..]].concat(),
    ] {
        assert_eq!(one_page(archive), PAGE);
    }
    for cut in [
        &b"W"[..],
        b"WARC/",
        b"WARC/1.0",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 0\r\n",
    ] {
        let (documents, faults) = read(&[&good[..], cut].concat());
        assert_eq!(
            (documents.len(), kinds(&faults)),
            (1, vec![(2, FaultKind::Truncated, false)])
        );
    }
    for (nothing, message) in [
        (&b""[..], "empty"),
        (b"\r\n \n", "empty"),
        (b"<html>", "does not"),
        (b"WARC/x", "does not"),
    ] {
        let (documents, faults) = read(nothing);
        assert_eq!(
            (documents.len(), kinds(&faults)),
            (0, vec![(0, FaultKind::NotAnArchive, false)])
        );
        assert!(faults[0].message.starts_with(message));
    }
    assert!(looks_like(b" \nWARC/1.0") && looks_like(b"filedesc://x") && !looks_like(b"WAR") && !looks_like(b""));
}

/// A stream that breaks after its bytes.
struct Breaks<'a>(&'a [u8]);

impl Read for Breaks<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        match self.0.read(into)? {
            0 => Err(std::io::Error::other("broken")),
            read => Ok(read),
        }
    }
}

#[test]
fn keeps_what_came_before_a_break() {
    let good = response("Content-Type: text/html\r\n", PAGE);
    let events = |bytes: &[u8]| warc_common::read(BufReader::new(Breaks(bytes)), Limits::default());
    let (documents, faults) = events(&good);
    assert_eq!((documents.len(), kinds(&faults)), (1, vec![(1, FaultKind::Read, true)]));
    let (documents, faults) = events(&[&good[..], &good[..200]].concat());
    assert_eq!(
        (documents.len(), kinds(&faults)),
        (1, vec![(2, FaultKind::Read, false)])
    );
    let whole = response(
        &format!("Content-Type: text/html\r\nContent-Length: {}\r\n", PAGE.len()),
        PAGE,
    );
    let (documents, faults) = events(&[&whole[..], b"rubbish\r\n"].concat());
    let both = vec![(1, FaultKind::WrongLength, true), (1, FaultKind::Read, true)];
    assert_eq!((documents.len(), kinds(&faults)), (1, both));
    assert_eq!(kinds(&events(b"").1), [(0, FaultKind::Read, false)]);
}

/// A stream without end that says how much was read.
struct Endless(u64);

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        into.fill(b'x');
        self.0 = self.0.saturating_sub(into.len() as u64);
        Ok(if self.0 == 0 { 0 } else { into.len() })
    }
}

#[test]
fn lengths_and_lines_take_no_memory() {
    for start in [
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 18446744073709551615\r\n\r\n\
         HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 18446744073709551615\r\n\r\nHTTP/1.1 200 OK\r\nX: ",
        "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: 9000000000000000000\r\n\r\n",
        "WARC/1.0\r\nWARC-Type: response\r\nX: ",
        "WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 3\r\n\r\n",
        "filedesc://x 1.2.3.4 20140216050221 text/plain 9000000000000000000\n",
        "filedesc://x 1.2.3.4 20140216050221 text/plain 2\nx",
        "nothing",
    ] {
        let stream = start
            .as_bytes()
            .chain(BufReader::with_capacity(1 << 16, Endless(50 << 20)));
        let limits = Limits {
            max_body: 1 << 16,
            max_header: 1 << 12,
        };
        let (documents, faults) = warc_common::read(Box::new(stream) as Box<dyn BufRead>, limits);
        assert_eq!((documents.len(), faults.len()), (0, 1), "{start}");
    }
}

#[test]
fn reads_the_older_form() {
    let page = http("Content-Type: text/html\r\n", PAGE);
    let mut archive = b"filedesc://x.arc 1.2.3.4 20140216050221 text/plain 8\n1 0 xx\n\n\n".to_vec();
    for _ in 0..2 {
        let line = format!(
            "http://news.example/a b 1.2.3.4 20140216050221 text/html {}\n",
            page.len()
        );
        archive.extend_from_slice(line.as_bytes());
        archive.extend_from_slice(&page);
        archive.extend_from_slice(b"\n");
    }
    let (documents, faults) = read(&archive);
    assert_eq!((documents.len(), faults), (2, vec![]));
    assert_eq!(documents[0].uri.as_deref(), Some("http://news.example/a b"));
    assert_eq!(documents[0].date.as_deref(), Some("2014-02-16T05:02:21Z"));
    assert!(archive[documents[1].offset as usize..].starts_with(b"http://news"));
}
