//! Damaged inputs: whatever the bytes, reading ends, panics nowhere, and what comes out is clean.

use std::fs;

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

#[test]
fn damaged_files_never_panic() {
    let fixtures = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/news");
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
        let path = folder.path().join(std::path::Path::new(name).file_name().unwrap());
        for round in 0..rounds {
            let mut bytes = whole.clone();
            damage(&mut bytes, &mut numbers);
            fs::write(&path, &bytes).unwrap();
            let read = || Reader::new([&path], Options::default()).unwrap().collect::<Vec<Item>>();
            let items = read();
            assert!(!items.is_empty(), "{name} {round}");
            for item in &items {
                match item {
                    Item::Article(article) => {
                        articles += 1;
                        assert!(!article.text.is_empty(), "{name} {round}");
                        assert_eq!(clean(&article.text), article.text, "{name} {round}");
                        assert_eq!(article.published_at.is_some(), article.published_basis.is_some());
                    }
                    Item::Problem(problem) => {
                        problems += 1;
                        assert_ne!(problem.code, "page_failed", "{name} {round}: {problem}");
                        assert!(
                            !problem.message.is_empty() && !problem.message.contains('\n'),
                            "{problem}"
                        );
                    }
                }
            }
            if round % 10 == 0 {
                assert_eq!(read(), items, "{name} {round}: not the same twice");
            }
        }
    }
    // The damage is neither too little to matter nor so much that nothing is left to read.
    assert!(
        articles > 500 && problems > 300,
        "{articles} articles, {problems} problems"
    );
}
