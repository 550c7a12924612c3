//! What tests of containers share: one file of every format, and containers made by hand, so that every field can lie.

#![allow(dead_code, missing_docs, unreachable_pub, reason = "each test uses some of it")]

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::write::{DeflateEncoder, GzEncoder};
use flate2::{Compression, Crc};
use tidywire_ingest::{CODES, Item, Options, Problem, RawArticle, Reader};

/// The first article of every sample says this.
pub const FIRST: &str = "Shelling resumed in the port of Velm before dawn and two people were hurt, its mayor said.";
/// The last article of those that have two.
pub const SECOND: &str =
    "Rebels seized the town of Olm on Monday after three days of fighting, the army of Quell said.";

/// A file of each format: its name, its bytes, and how many articles it has.
pub fn samples() -> Vec<(&'static str, Vec<u8>, usize)> {
    let page = format!(
        "<!DOCTYPE html><html><head><title>Port shelled</title>\
         <meta property=\"article:published_time\" content=\"2024-03-10T06:15:00Z\"></head>\
         <body><h1>Port shelled</h1><p>{FIRST}</p><p>{SECOND}</p></body></html>"
    );
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    let warc: String = ["https://a.example/1", "https://a.example/2"]
        .map(|uri| {
            format!(
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\n\
                 Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
                http.len()
            )
        })
        .concat();
    let json = |fields: serde_json::Value| format!("{fields}\n");
    let jsonl =
        json(serde_json::json!({"id": 1, "title": "Port shelled", "published_at": "2024-03-10", "text": FIRST}))
            + &json(serde_json::json!({"id": 2, "url": "https://a.example/2", "text": SECOND}));
    let table = |by: &str| {
        let row = |cells: [&str; 4]| cells.map(|cell| format!("\"{cell}\"")).join(by) + "\r\n";
        row(["id", "headline", "date", "text"])
            + &row(["1", "Port shelled", "2024-03-10", FIRST])
            + &row([
                "2",
                "Olm falls",
                "2024-03-11",
                &SECOND.replace(" after", "\nafter \"\""),
            ])
    };
    let rss = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Wire</title>\
         <item><title>Port shelled</title><link>https://a.example/1</link>\
         <pubDate>Sun, 10 Mar 2024 06:15:00 GMT</pubDate><description>{FIRST}</description></item>\
         <item><title>Olm falls</title><description>{SECOND}</description></item></channel></rss>"
    );
    let atom = format!(
        "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Wire</title><id>urn:w</id>\
         <updated>2024-03-10T06:15:00Z</updated><entry><title>Port shelled</title><id>urn:1</id>\
         <published>2024-03-10T06:15:00Z</published><content type=\"text\">{FIRST}</content></entry>\
         <entry><title>Olm falls</title><id>urn:2</id><content type=\"text\">{SECOND}</content></entry></feed>"
    );
    let json_feed = serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1", "title": "Wire",
        "items": [
            {"id": "1", "title": "Port shelled", "date_published": "2024-03-10T06:15:00Z", "content_text": FIRST},
            {"id": "2", "content_text": SECOND},
        ],
    });
    [
        ("note.txt", format!("Port shelled\n{FIRST}\n\n{SECOND}\n"), 1),
        (
            "note.md",
            format!("---\ndate: 2024-03-10\n---\n# Port *shelled*\n\n{FIRST}\n\n{SECOND}\n"),
            1,
        ),
        ("page.html", page, 1),
        ("wire.jsonl", jsonl, 2),
        ("comma.csv", table(","), 2),
        ("semicolon.csv", table(";"), 2),
        ("tabs.tsv", table("\t"), 2),
        ("feed.rss", rss, 2),
        ("feed.atom", atom, 2),
        ("feed.json", json_feed.to_string(), 2),
        ("crawl.warc", warc, 2),
    ]
    .map(|(name, text, articles)| (name, text.into_bytes(), articles))
    .into()
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

pub fn zstandard(bytes: &[u8]) -> Vec<u8> {
    let mut out = zstd::Encoder::new(Vec::new(), 3).unwrap();
    out.include_checksum(true).unwrap();
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// A tar archive of files. Names are written as they are.
pub fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let entries: Vec<_> = files.iter().map(|(name, bytes)| (*name, *bytes, b'0')).collect();
    tar_of(&entries)
}

/// A tar archive of entries with their types.
pub fn tar_of(entries: &[(&str, &[u8], u8)]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes, kind) in entries {
        let mut header = tar::Header::new_ustar();
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_entry_type(tar::EntryType::new(*kind));
        header.set_mode(0o644);
        header.set_size(bytes.len() as u64);
        if *kind == b'1' || *kind == b'2' {
            header.set_link_name("/etc/hostname").unwrap();
        }
        header.set_cksum();
        builder.append(&header, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

/// A file of a ZIP archive with all that its headers say.
#[derive(Clone)]
pub struct Member {
    pub name: Vec<u8>,
    pub packed: Vec<u8>,
    pub method: u16,
    pub flags: u16,
    pub crc: u32,
    pub size: u32,
    pub packed_size: u32,
    pub mode: u32,
}

impl Member {
    pub fn new(name: &str, bytes: &[u8]) -> Self {
        let mut out = DeflateEncoder::new(Vec::new(), Compression::default());
        out.write_all(bytes).unwrap();
        let packed = out.finish().unwrap();
        Self {
            method: 8,
            packed_size: packed.len() as u32,
            packed,
            ..Self::stored(name, bytes)
        }
    }

    pub fn stored(name: &str, bytes: &[u8]) -> Self {
        let mut crc = Crc::new();
        crc.update(bytes);
        Self {
            name: name.into(),
            packed: bytes.into(),
            method: 0,
            flags: 0x800,
            crc: crc.sum(),
            size: bytes.len() as u32,
            packed_size: bytes.len() as u32,
            mode: 0o100_644,
        }
    }
}

pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let members: Vec<_> = files.iter().map(|(name, bytes)| Member::new(name, bytes)).collect();
    zip_of(&members)
}

pub fn zip_of(members: &[Member]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for member in members {
        let start = out.len() as u32;
        let mut common = Vec::new();
        for number in [20, member.flags, member.method, 0, 0x5800] {
            common.extend(number.to_le_bytes());
        }
        for number in [member.crc, member.packed_size, member.size] {
            common.extend(number.to_le_bytes());
        }
        common.extend((member.name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(&member.name);
        out.extend(&member.packed);
        directory.extend(b"PK\x01\x02\x14\x03");
        directory.extend(&common);
        directory.extend([0; 6]);
        directory.extend((member.mode << 16).to_le_bytes());
        directory.extend(start.to_le_bytes());
        directory.extend(&member.name);
    }
    let (at, count) = (out.len() as u32, members.len() as u16);
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// Articles and problems of one file.
pub fn read(path: &Path, options: &Options) -> (Vec<RawArticle>, Vec<Problem>) {
    let (mut articles, mut problems) = (Vec::new(), Vec::new());
    for item in Reader::new([path], options.clone()).unwrap() {
        match item {
            Item::Article(article) => articles.push(article),
            Item::Problem(problem) => {
                assert!(CODES.iter().any(|(code, _)| *code == problem.code), "{problem}");
                assert_ne!(problem.code, "reader_failed", "{problem}");
                problems.push(problem);
            }
        }
    }
    (articles, problems)
}

/// Articles and problems of these bytes under this name, with good files before and after, which must come out whole.
pub fn between(name: &str, bytes: &[u8], options: &Options) -> (Vec<RawArticle>, Vec<Problem>) {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("0.txt"), "Good before.").unwrap();
    fs::write(at(name), bytes).unwrap();
    fs::write(at("9.jsonl"), "{\"text\": \"Good after.\"}\n").unwrap();
    let items = Reader::new([at("0.txt"), at(name), at("9.jsonl")], options.clone()).unwrap();
    let (mut articles, mut problems) = (Vec::new(), Vec::new());
    for item in items {
        match item {
            Item::Article(article) => articles.push(article),
            Item::Problem(problem) => {
                assert!(CODES.iter().any(|(code, _)| *code == problem.code), "{problem}");
                assert_ne!(problem.code, "reader_failed", "{problem}");
                assert!(problem.source_uri.contains(name), "{problem}");
                problems.push(problem);
            }
        }
    }
    assert_eq!(articles.remove(0).text, "Good before.", "{name}");
    assert_eq!(articles.pop().unwrap().text, "Good after.", "{name}");
    (articles, problems)
}
