//! What the tests share: fixtures as plain streams, and reading to the end.
//!
//! What it deliberately does not do: it judges nothing.
#![allow(dead_code, missing_docs, unreachable_pub)] // Each test file uses some of it.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use tidywire_ingest::warc::{Document, Event, Fault, Limits, Records};

pub const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/dev/warc");

/// The folder of fixtures. Says so if there is none.
pub fn folder() -> Option<PathBuf> {
    let folder = Path::new(FOLDER);
    if !folder.is_dir() {
        eprintln!("SKIPPED: no fixtures in {FOLDER}");
        return None;
    }
    Some(folder.into())
}

/// The plain stream of a file, gzip members undone.
pub fn open(path: &Path) -> Box<dyn BufRead> {
    let bytes = std::fs::read(path).unwrap();
    let file = BufReader::new(File::open(path).unwrap());
    if bytes.starts_with(b"\x1f\x8b") {
        Box::new(BufReader::new(flate2::read::MultiGzDecoder::new(file)))
    } else {
        Box::new(file)
    }
}

/// What can be read of the plain stream.
pub fn plain(path: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = open(path).read_to_end(&mut bytes);
    bytes
}

/// Documents and faults.
pub fn read(stream: impl BufRead, limits: Limits) -> (Vec<Document>, Vec<Fault>) {
    let (mut documents, mut faults) = (Vec::new(), Vec::new());
    for event in Records::new(stream, limits) {
        match event {
            Event::Document(document) => documents.push(document),
            Event::Fault(fault) => faults.push(fault),
        }
    }
    (documents, faults)
}
