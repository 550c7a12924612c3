//! A line of 50 MB passes through without being held. Alone in its file: it looks at the whole process.

#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::io::{BufWriter, Write};

use tidywire_ingest::{Item, Options, Reader};

const MEGABYTE: u64 = 1 << 20;

/// The most memory that the process has had so far, in bytes.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
}

#[test]
fn a_line_of_fifty_megabytes_is_skipped_without_being_held() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.jsonl");
    let mut file = BufWriter::new(File::create(&path).unwrap());
    let block = vec![b'x'; MEGABYTE as usize];
    file.write_all(b"{\"text\": \"Before.\"}\n{\"text\": \"").unwrap();
    for _ in 0..50 {
        file.write_all(&block).unwrap();
    }
    file.write_all(b"\"}\n{\"text\": \"After.\"}\n").unwrap();
    file.into_inner().unwrap();

    // With the default limit, and with a small one.
    for (limit, most) in [(None, 40 * MEGABYTE), (Some(MEGABYTE), 4 * MEGABYTE)]
        .into_iter()
        .rev()
    {
        let options = Options {
            max_line_bytes: limit.unwrap_or(Options::default().max_line_bytes),
            ..Options::default()
        };
        let before = peak();
        let items: Vec<Item> = Reader::new([&path], options).unwrap().collect();
        let grown = peak() - before;
        let [Item::Article(first), Item::Problem(problem), Item::Article(last)] = &items[..] else {
            panic!("{items:#?}")
        };
        assert_eq!((first.text.as_str(), last.text.as_str()), ("Before.", "After."));
        assert_eq!((problem.code, problem.line), ("line_too_long", Some(2)));
        assert_eq!(problem.offset, Some(20), "{problem}");
        assert!(grown < most, "{grown} bytes for a limit of {limit:?}");
    }
}
