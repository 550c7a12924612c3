//! Fixtures and compressed bodies with bytes flipped, deleted, doubled, cut off and digits changed: no panic, the same
//! events however the stream is cut into pieces, and the promises of the module kept.
//!
//! What it deliberately does not do: it does not say which events are right.

mod warc_common;

use std::collections::HashMap;
use std::io::{BufReader, Read, Write};
use std::time::{Duration, Instant};

use tidywire_ingest::warc::{Event, FaultKind, Limits, Records};

struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..1 + random.below(4) {
        if bytes.is_empty() {
            return;
        }
        let at = random.below(bytes.len());
        let span = at..bytes.len().min(at + 1 + random.below(40));
        match random.below(8) {
            0 => bytes[at] ^= 1 << random.below(8),
            1 => bytes[at] = random.next() as u8,
            2 => drop(bytes.drain(span)),
            3 => {
                let copy = bytes[span].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, copy);
            }
            4 => bytes.truncate(at),
            5 => {
                let odd = [
                    &b"\r\n"[..],
                    b"\n",
                    b"\r",
                    b"\0",
                    b"\r\n\r\n",
                    b"WARC/1.0\r\n",
                    b"HTTP/1.1 200\r\n",
                    b"99999999999",
                ];
                bytes.splice(at..at, odd[random.below(odd.len())].iter().copied());
            }
            // Lengths, chunk sizes and status are where it hurts.
            _ => {
                let digits: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at].is_ascii_digit()).collect();
                let lengths: Vec<usize> = digits
                    .iter()
                    .copied()
                    .filter(|&at| {
                        bytes[..at]
                            .rsplit(|&byte| byte == b'\n')
                            .next()
                            .unwrap()
                            .to_ascii_lowercase()
                            .starts_with(b"content-length")
                    })
                    .collect();
                let among = if lengths.is_empty() || random.below(3) == 0 {
                    &digits
                } else {
                    &lengths
                };
                if !among.is_empty() {
                    bytes[among[random.below(among.len())]] = b'0' + random.below(10) as u8;
                }
            }
        }
    }
}

/// All events, checked against the promises.
fn events(bytes: &[u8], capacity: usize, limits: Limits) -> Vec<Event> {
    let mut all = Vec::new();
    let mut faults: HashMap<u64, u64> = HashMap::new();
    let mut documents: HashMap<u64, u64> = HashMap::new();
    for event in Records::new(BufReader::with_capacity(capacity, bytes), limits) {
        match &event {
            Event::Document(document) => {
                assert!(document.body.len() as u64 <= limits.max_body);
                assert!(document.offset < bytes.len() as u64);
                assert!(
                    !faults.contains_key(&document.record),
                    "a document comes before its fault"
                );
                *documents.entry(document.record).or_default() += 1;
            }
            Event::Fault(fault) => {
                assert_ne!(fault.kind, FaultKind::Read);
                assert!(fault.offset <= bytes.len() as u64);
                assert!(fault.message.len() < 200);
                assert_eq!(fault.kept, documents.contains_key(&fault.record));
                *faults.entry(fault.record).or_default() += 1;
            }
        }
        all.push(event);
    }
    assert!(faults.values().chain(documents.values()).all(|&count| count == 1));
    all
}

#[test]
fn mutants_do_no_harm() {
    let Some(folder) = warc_common::folder() else {
        return;
    };
    let rounds: u64 = std::env::var("ROUNDS")
        .ok()
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(400);
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let (mut mutants, mut with_fault, mut slowest) = (0u64, 0u64, Duration::ZERO);
    for (file, path) in paths.iter().enumerate() {
        let plain = warc_common::plain(path);
        for round in 0..=rounds {
            let mut bytes = plain.clone();
            let mut random = Random(0x9e37_79b9_7f4a_7c15 ^ (file as u64) << 32 ^ (round + 1));
            random.next();
            if round > 0 {
                mutate(&mut bytes, &mut random);
            }
            let limits = match round % 3 {
                0 => Limits {
                    max_body: 300,
                    max_header: 400,
                },
                _ => Limits::default(),
            };
            let begin = Instant::now();
            let whole = events(&bytes, 1 << 16, limits);
            slowest = slowest.max(begin.elapsed());
            for capacity in [1, 2, 3, 7, 64] {
                assert_eq!(
                    events(&bytes, capacity, limits),
                    whole,
                    "{} round {round}",
                    path.display()
                );
            }
            mutants += 1;
            with_fault += u64::from(whole.iter().any(|event| matches!(event, Event::Fault(_))));
        }
    }
    eprintln!("{mutants} mutants, {with_fault} with a fault, slowest {slowest:?}");
    assert!(slowest < Duration::from_secs(2));
}

/// Words in no order, so that the coders have something to do.
fn prose(random: &mut Random) -> Vec<u8> {
    let words = [
        "shelling", "Velka", "killed", "two", "people", "near", "the <b>", "</b>", "council", "said.", "\n<p>",
    ];
    let mut text = "<html>".to_string();
    for _ in 0..200 + random.below(2000) {
        text += words[random.below(words.len())];
        text.push(if random.below(9) == 0 {
            char::from(b' ' + random.below(90) as u8)
        } else {
            ' '
        });
    }
    text.into_bytes()
}

fn compressed(coding: &str, text: &[u8], random: &mut Random) -> Vec<u8> {
    let mut out = Vec::new();
    match coding {
        "gzip" => {
            let mut encoder = flate2::write::GzEncoder::new(&mut out, flate2::Compression::best());
            encoder.write_all(text).unwrap();
            encoder.finish().unwrap();
        }
        "deflate" => {
            let mut encoder = flate2::write::ZlibEncoder::new(&mut out, flate2::Compression::best());
            encoder.write_all(text).unwrap();
            encoder.finish().unwrap();
        }
        "zstd" => out = zstd::encode_all(text, 1 + random.below(15) as i32).unwrap(),
        _ => {
            let (quality, window) = (random.below(12) as u32, 10 + random.below(15) as u32);
            let mut encoder = brotli::CompressorReader::new(text, 4096, quality, window);
            encoder.read_to_end(&mut out).unwrap();
        }
    }
    out
}

#[test]
fn mutants_of_compressed_bodies_do_no_harm() {
    let rounds: u64 = std::env::var("ROUNDS")
        .ok()
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(400);
    for coding in ["gzip", "deflate", "zstd", "br"] {
        let (mut pages, mut slowest) = (0, Duration::ZERO);
        for round in 0..rounds {
            let mut random = Random(0x2545_f491_4f6c_dd1d ^ (round + 1));
            random.next();
            let text = prose(&mut random);
            let mut body = compressed(coding, &text, &mut random);
            mutate(&mut body, &mut random);
            let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {coding}\r\n\r\n");
            let length = head.len() + body.len();
            let head = format!("WARC/1.1\r\nWARC-Type: response\r\nContent-Length: {length}\r\n\r\n{head}");
            let bytes = [head.as_bytes(), &body, b"\r\n\r\n"].concat();
            let begin = Instant::now();
            let whole = events(&bytes, 1 << 16, Limits::default());
            slowest = slowest.max(begin.elapsed());
            assert_eq!(events(&bytes, 3, Limits::default()), whole);
            assert_eq!(whole.len(), 1, "{coding} round {round}: {whole:?}");
            pages += usize::from(matches!(whole[0], Event::Document(_)));
        }
        eprintln!("{coding}: {pages} of {rounds} mutants read, slowest {slowest:?}");
        assert!(slowest < Duration::from_secs(2));
    }
}
