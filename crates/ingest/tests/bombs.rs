//! Inputs made to fill disks and memory: refused in bounded time and memory. Alone in its file, one after the other: it looks
//! at the whole process.

#![cfg(target_os = "linux")]

#[path = "support/packing.rs"]
mod packing;

use std::fs::{self, File};
use std::io::{Read, Write};
use std::process::Command;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use packing::{Member, between, gzip, tar_of, zip, zip_of, zstandard};
use tidywire_ingest::{Options, Problem};

const MEGABYTE: u64 = 1 << 20;

/// The most memory that the process has had so far, in bytes.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
}

/// Forgets the most memory so far.
fn forget_peak() {
    fs::write("/proc/self/clear_refs", "5").unwrap();
}

/// So many bytes, packed without being held.
fn packed(byte: u8, megabytes: u64, mut pack: impl Write) {
    let block = vec![byte; MEGABYTE as usize];
    for _ in 0..megabytes {
        pack.write_all(&block).unwrap();
    }
}

/// 200 MB of one byte.
fn gzip_of(byte: u8) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    packed(byte, 200, &mut out);
    out.finish().unwrap()
}

fn zstandard_of(byte: u8, megabytes: u64) -> Vec<u8> {
    let mut out = zstd::Encoder::new(Vec::new(), 1).unwrap();
    packed(byte, megabytes, &mut out);
    out.finish().unwrap()
}

/// Reads within so much time and memory; gives back the number of articles and the problems.
fn bounded(what: &str, name: &str, bytes: &[u8], seconds: u64, most: u64) -> (usize, Vec<Problem>) {
    forget_peak();
    let (before, begin) = (peak(), Instant::now());
    let (articles, problems) = between(name, bytes, &Options::default());
    let (grown, took) = (peak().saturating_sub(before), begin.elapsed());
    assert!(took < Duration::from_secs(seconds), "{what}: {took:?}");
    assert!(grown < most * MEGABYTE, "{what}: {} MiB", grown / MEGABYTE);
    (articles.len(), problems)
}

/// The code of the only problem; no article came out.
fn only(what: &str, name: &str, bytes: &[u8]) -> &'static str {
    let (articles, problems) = bounded(what, name, bytes, 20, 100);
    assert_eq!((articles, problems.len()), (0, 1), "{what}: {problems:#?}");
    problems[0].code
}

fn streams(line_ends: &[u8]) {
    let zeros = gzip_of(0);
    assert_eq!(only("zeros", "a.gz", &zeros), "binary_file");
    assert_eq!(only("zeros as a table", "a.csv.gz", &zeros), "line_too_long");
    assert_eq!(only("line ends", "a.jsonl.gz", line_ends), "expansion_limit");
    let blanks = gzip_of(b' ');
    // What is read as a whole ends at the limit for its format, what is read in lines at that for the growth.
    assert_eq!(only("blanks as text", "a.txt.gz", &blanks), "line_too_long");
    assert_eq!(only("blanks as a page", "a.html.gz", &blanks), "page_too_large");
    assert_eq!(only("blanks as lines", "a.jsonl.gz", &blanks), "expansion_limit");
    let after = |start: &[u8]| [gzip(start), blanks.clone()].concat();
    let (articles, problems) = bounded(
        "an endless line",
        "a.jsonl.gz",
        &after(b"{\"text\": \"A.\"}\nx"),
        20,
        100,
    );
    assert_eq!(
        (articles, problems.len(), problems[0].code),
        (1, 1, "expansion_limit"),
        "{problems:#?}"
    );
    let (articles, problems) = bounded("an endless row", "a.csv.gz", &after(b"text\nA.\nx"), 20, 100);
    assert_eq!(
        (articles, problems.len(), problems[0].code),
        (1, 1, "line_too_long"),
        "{problems:#?}"
    );
    let record = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 900000000\r\n\r\n";
    assert_eq!(
        only("an endless record", "a.warc.gz", &after(record)),
        "expansion_limit"
    );
    assert_eq!(
        only("an endless header", "a.warc.gz", &after(b"WARC/1.0\r\nx")),
        "expansion_limit"
    );
    assert_eq!(
        only("Zstandard", "a.jsonl.zst", &zstandard_of(b' ', 400)),
        "expansion_limit"
    );
    // A window of two gigabytes.
    let window = [&b"\x28\xb5\x2f\xfd\0\xa8"[..], &[0; 100]].concat();
    let (_, problems) = bounded("a wide window", "a.jsonl.zst", &window, 5, 100);
    assert_eq!(problems.len(), 1, "{problems:#?}");
}

fn archives() {
    let blanks = vec![b' '; 4 * MEGABYTE as usize];
    // Entries that are read as a whole: each is small enough, all together are not.
    let member = Member::new("0.txt", &blanks);
    let many: Vec<Member> = (0..1000)
        .map(|number| Member {
            name: format!("{number}.txt").into_bytes(),
            ..member.clone()
        })
        .collect();
    let (articles, problems) = bounded("ZIP with many files", "a.zip", &zip_of(&many), 60, 100);
    let last = problems.last().unwrap();
    assert_eq!((articles, last.code), (0, "expansion_limit"), "{last}");
    assert!(
        problems
            .iter()
            .filter(|problem| problem.code == "expansion_limit")
            .count()
            == 1,
        "{}",
        problems.len()
    );
    // Files that share their bytes: the directory names one place a thousand times.
    let mut shared = zip_of(&[Member::new("0.txt", &blanks)]);
    let end = shared.len() - 22;
    let directory = u32::from_le_bytes(shared[end + 16..end + 20].try_into().unwrap()) as usize;
    let entry = shared[directory..end].to_vec();
    shared.truncate(directory);
    for number in 0..1000 {
        let mut entry = entry.clone();
        // The same length of name.
        entry[46..51].copy_from_slice(format!("{number:03}.t").as_bytes());
        entry.splice(51..51, *b"xt");
        entry[28] = 7;
        shared.extend(&entry);
    }
    let length = (shared.len() - directory) as u32;
    shared.extend(b"PK\x05\x06\0\0\0\0\xe8\x03\xe8\x03");
    shared.extend(length.to_le_bytes());
    shared.extend((directory as u32).to_le_bytes());
    shared.extend([0, 0]);
    let (articles, problems) = bounded("ZIP with shared bytes", "a.zip", &shared, 60, 100);
    assert!(articles == 0 && problems.len() < 1001, "{}", problems.len());
    // A directory that claims what is not there.
    let mut claims = zip(&[("a.txt", b"Text.")]);
    let end = claims.len() - 22;
    claims[end + 8..end + 12].copy_from_slice(&[0xff; 4]);
    let (_, problems) = bounded("ZIP with a false count", "a.zip", &claims, 5, 50);
    assert_eq!(problems.len(), 1, "{problems:#?}");
}

fn nested(line_ends: &[u8]) {
    // gzip in gzip, deeper and deeper.
    let mut deep = b"Text.".to_vec();
    for level in 1..8 {
        deep = gzip(&deep);
        let (articles, problems) = bounded("gzip in gzip", "a.txt.gz", &deep, 5, 50);
        let expected = if level <= 4 { (1, 0) } else { (0, 1) };
        assert_eq!((articles, problems.len()), expected, "{level} {problems:#?}");
        assert!(problems.iter().all(|problem| problem.code == "nested_too_deep"));
    }
    // Packed twice: little is read, much comes out.
    let twice = gzip(&line_ends.repeat(5));
    assert_eq!(only("gzip twice", "a.jsonl.gz", &twice), "expansion_limit");
    let twice = zstandard(&line_ends.repeat(5));
    assert_eq!(only("gzip in Zstandard", "a.jsonl.gz.zst", &twice), "expansion_limit");
    // Sixteen times sixteen times sixteen archives, as in 42.zip; each of the lowest files is allowed on its own.
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    packed(b'\n', 48, &mut out);
    let mut pack = out.finish().unwrap();
    let mut ending = "jsonl.gz";
    for _ in 0..3 {
        let member = Member::new("0", &pack);
        let members: Vec<Member> = (0..16)
            .map(|number| Member {
                name: format!("{number}.{ending}").into_bytes(),
                ..member.clone()
            })
            .collect();
        (pack, ending) = (zip_of(&members), "zip");
    }
    let (articles, problems) = bounded("archives in archives", "a.zip", &pack, 60, 100);
    let limits = problems
        .iter()
        .filter(|problem| problem.code == "expansion_limit")
        .count();
    assert_eq!((articles, limits), (0, 1), "{} problems", problems.len());
    // A file that holds itself is the end of it: the same archive again and again.
    let mut own = zip(&[("a.txt", b"Text.")]);
    for _ in 0..20 {
        own = zip(&[("a.zip", &own)]);
    }
    assert_eq!(only("ZIP in ZIP", "a.zip", &own), "nested_too_deep");
}

fn headers() {
    // A name of 60 MB, which tar gives a record of its own; twice, and as attributes.
    let long = vec![b'n'; 60 * MEGABYTE as usize];
    for kind in [b'L', b'K', b'x'] {
        let archive = tar_of(&[("@", &long, kind), ("a.txt", b"Text.", b'0')]);
        let bytes = gzip(&archive);
        drop(archive);
        let (_, problems) = bounded("a long name", "a.tar.gz", &bytes, 20, 40);
        assert!(problems.len() < 2, "{problems:#?}");
    }
    // The head of a table without an end.
    let mut head = b"text".to_vec();
    head.extend(b",x".repeat(20 << 20));
    // Held until the limit, with the ends of eight million columns.
    let (articles, problems) = bounded("an endless head", "a.csv", &head, 5, 200);
    assert_eq!(
        (articles, problems.len(), problems[0].code),
        (0, 1, "line_too_long"),
        "{problems:#?}"
    );
}

fn one_line_of_a_gigabyte() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        max_line_bytes: 1000,
        max_text_bytes: 1000,
        max_page_bytes: 1000,
        ..Options::default()
    };
    // On disk: nothing but a hole.
    for (name, code) in [
        ("a.jsonl", "binary_file"),
        ("a.txt", "binary_file"),
        ("a.html", "page_too_large"),
    ] {
        let path = folder.path().join(name);
        let file = File::create(&path).unwrap();
        file.set_len(1 << 30).unwrap();
        let (before, begin) = (peak(), Instant::now());
        let (articles, problems) = packing::read(&path, &options);
        assert_eq!((articles.len(), problems.len(), problems[0].code), (0, 1, code));
        assert!(
            peak() - before < 10 * MEGABYTE && begin.elapsed() < Duration::from_secs(5),
            "{name}"
        );
    }
    // Through a pipe, made on the way.
    let path = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    let to = path.clone();
    let writer = std::thread::spawn(move || {
        let mut file = File::create(to).unwrap();
        file.write_all(b"{\"text\": \"Before.\"}\n").unwrap();
        std::io::copy(&mut std::io::repeat(b'x').take(1 << 30), &mut file).unwrap();
        file.write_all(b"\n{\"text\": \"After.\"}\n").unwrap();
    });
    forget_peak();
    let before = peak();
    let (articles, problems) = packing::read(&path, &options);
    writer.join().unwrap();
    assert_eq!(
        (articles.len(), problems.len(), problems[0].code),
        (2, 1, "line_too_long")
    );
    assert!(peak() - before < 10 * MEGABYTE);
}

#[test]
fn whatever_swells_is_stopped() {
    let line_ends = gzip_of(b'\n');
    streams(&line_ends);
    archives();
    nested(&line_ends);
    headers();
    one_line_of_a_gigabyte();
}
