//! Damaged inputs: whatever the bytes, reading ends, panics nowhere, and what comes out is clean.

#[path = "support/packing.rs"]
mod packing;

use std::fs;
use std::path::Path;

use packing::{Member, gzip, samples, tar, zip, zip_of, zstandard};
use tidywire_ingest::{Item, Options, Reader, clean};

/// A small generator of numbers, always the same ones (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

/// Pieces that formats trip over.
const PIECES: &[&[u8]] = &[
    b"\0",
    b"\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\r",
    b"\n\n\n\n",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"{",
    b"}",
    b"\"",
    b"\\ud800",
    b"[[[[",
    b"<",
    b">",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"<table><b><p>",
    b"</b></p>",
    b"<svg><template>",
    b"<noscript>",
    b"&#x;",
    b"&#1114112;",
    b"<meta charset=utf-16>",
    b"<script type=application/ld+json>{\"@context\":",
    b"</script>",
    b"---\n",
    b"```",
    b"~~",
    b"[a](",
    b"![",
    b"|--|\n",
    b"> > > ",
    b"1e999",
    b"published_at",
    b"9999-12-31T23:59:60-23:59",
    b"{\\rtf",
    b"\x1f\x8b\x08\0\0\0\0\0\0\xff",
    b"\x28\xb5\x2f\xfd",
    b"PK\x01\x02",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"PK\x06\x06\x2c\0\0\0\0\0\0\0",
    b"ustar",
    b"77777777777\0",
    b"\xff\xff\xff\xff",
    b"\x80\0\0\0\0\0\0\0",
    b"../",
    b"WARC/1.0\r\n",
    b"\r\nContent-Length: 18446744073709551615\r\n",
    b"\r\nContent-Encoding: gzip\r\n",
    b"\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
    b"<!DOCTYPE rss [<!ENTITY a \"&a;&a;\">]>",
    b"&a;",
    b"xmlns:x=",
    b"<item>",
    b"</item>",
    b",;\t|\"\"",
];

fn damage(bytes: &mut Vec<u8>, numbers: &mut Numbers) {
    for _ in 0..=numbers.below(6) {
        let at = numbers.below(bytes.len() + 1);
        match numbers.below(5) {
            0 => bytes.truncate(at.max(1)),
            1 if at < bytes.len() => bytes[at] ^= 1 << numbers.below(8),
            2 => {
                let end = (at + numbers.below(200)).min(bytes.len());
                let part = bytes[at..end].to_vec();
                let to = numbers.below(bytes.len() + 1);
                bytes.splice(to..to, part);
            }
            3 => drop(bytes.drain(at..(at + numbers.below(40)).min(bytes.len()))),
            _ => {
                let piece = PIECES[numbers.below(PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
}

/// Reads what is there and looks at all that comes out; gives back the numbers of articles and problems.
fn check(path: &Path, what: &str, twice: bool) -> (usize, usize) {
    let read = || Reader::new([path], Options::default()).unwrap().collect::<Vec<Item>>();
    let (mut articles, mut problems) = (0, 0);
    let items = read();
    for item in &items {
        match item {
            Item::Article(article) => {
                articles += 1;
                assert!(!article.text.is_empty(), "{what}");
                assert_eq!(clean(&article.text), article.text, "{what}");
                assert_eq!(article.published_at.is_some(), article.published_basis.is_some());
            }
            Item::Problem(problem) => {
                problems += 1;
                assert!(
                    !["page_failed", "reader_failed"].contains(&problem.code),
                    "{what}: {problem}"
                );
                assert!(
                    !problem.message.is_empty() && !problem.message.contains('\n'),
                    "{problem}"
                );
            }
        }
    }
    if twice {
        assert_eq!(read(), items, "{what}: not the same twice");
    }
    (articles, problems)
}

#[test]
fn damaged_files_never_panic() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/news");
    let folder = tempfile::tempdir().unwrap();
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    let (mut articles, mut problems) = (0, 0);
    for (name, rounds) in [
        ("aldova/ceasefire.txt", 400),
        ("border.md", 400),
        ("wire.jsonl", 400),
        ("page.html", 150),
        ("page_1252.html", 150),
    ] {
        let whole = fs::read(fixtures.join(name)).unwrap();
        let path = folder.path().join(Path::new(name).file_name().unwrap());
        for round in 0..rounds {
            let mut bytes = whole.clone();
            damage(&mut bytes, &mut numbers);
            fs::write(&path, &bytes).unwrap();
            let (some, others) = check(&path, &format!("{name} {round}"), round % 10 == 0);
            articles += some;
            problems += others;
        }
    }
    // The damage is neither too little to matter nor so much that nothing is left to read.
    assert!(
        articles > 500 && problems > 300,
        "{articles} articles, {problems} problems"
    );
}

#[test]
fn damaged_containers_never_panic() {
    let folder = tempfile::tempdir().unwrap();
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let (mut articles, mut problems, mut nothing) = (0, 0, 0);
    let mut run = |name: &str, whole: &[u8], rounds: usize| {
        let path = folder.path().join(name);
        for round in 0..rounds {
            let mut bytes = whole.to_vec();
            damage(&mut bytes, &mut numbers);
            fs::write(&path, &bytes).unwrap();
            let (some, others) = check(&path, &format!("{name} {round}"), round % 16 == 0);
            articles += some;
            problems += others;
            nothing += usize::from(some + others == 0);
        }
    };
    // Damage in the file itself; in a file that a sound container holds; in the container.
    for (name, bytes, _) in samples() {
        run(name, &bytes, if name.ends_with("html") { 80 } else { 250 });
        run("noname", &bytes, 60);
    }
    for (name, bytes, _) in samples() {
        let inner = format!("a/{name}");
        run(&format!("{name}.gz"), &gzip(&bytes), 60);
        run(&format!("{name}.zst"), &zstandard(&bytes), 60);
        run(
            "a.tar",
            &tar(&[("0.txt", b"Before."), (&inner, &bytes), ("z.txt", b"After.")]),
            60,
        );
        run(
            "a.zip",
            &zip(&[("0.txt", b"Before."), (&inner, &bytes), ("z.txt", b"After.")]),
            60,
        );
        run(
            "s.zip",
            &zip_of(&[Member::stored("0.txt", b"Before."), Member::stored(&inner, &bytes)]),
            60,
        );
        run("b.zip", &zip(&[("b.tar.gz", &gzip(&tar(&[(&inner, &bytes)])))]), 30);
        run(
            "b.tar",
            &tar(&[("b.zip", &zip(&[(&inner, &bytes)])), ("c.gz", &gzip(&bytes))]),
            60,
        );
    }
    // What is changed inside and packed again reaches the readers through the containers.
    for (name, bytes, _) in samples() {
        for round in 0..40 {
            let mut bytes = bytes.clone();
            damage(&mut bytes, &mut numbers);
            let path = folder.path().join("c.zip");
            let inner = zip(&[(name, &bytes)]);
            fs::write(&path, zip(&[("d.tgz", &gzip(&tar(&[("e.zip", &inner)])))])).unwrap();
            let (some, others) = check(&path, &format!("{name} {round} packed"), round % 16 == 0);
            assert!(some + others > 0, "{name} {round}");
        }
    }
    // An archive whose names are damaged may hold nothing with a known name.
    assert!(
        articles > 2000 && problems > 1500 && nothing < 600,
        "{articles} {problems} {nothing}"
    );
}
