//! Archives, compressed files and folders that are cut off, damaged or made to do harm: what is sound in them is read, the
//! rest is one clear problem, and nothing is written anywhere.

#[path = "support/packing.rs"]
mod packing;

use std::fs;
use std::path::Path;

use packing::{Member, between, gzip, tar, tar_of, zip, zip_of, zstandard};
use tidywire_ingest::{Options, Problem, RawArticle, Severity};

fn texts(articles: &[RawArticle]) -> Vec<&str> {
    articles.iter().map(|article| article.text.as_str()).collect()
}

fn codes(problems: &[Problem]) -> Vec<&str> {
    problems.iter().map(|problem| problem.code).collect()
}

/// Reads with default options.
fn read(name: &str, bytes: &[u8]) -> (Vec<RawArticle>, Vec<Problem>) {
    between(name, bytes, &Options::default())
}

const LINES: &str = "{\"text\": \"One fell.\"}\n{\"text\": \"Two stood, he said.\"}\n{\"text\": \"Three fled.\"}\n";
const ROWS: &str = "id,text\n1,One fell.\n2,\"Two stood, he said.\"\n3,Three fled.\n";
const ALL: [&str; 3] = ["One fell.", "Two stood, he said.", "Three fled."];
const FILES: [(&str, &[u8]); 3] = [
    ("a/1.txt", b"One fell."),
    ("a/2.txt", b"Two stood, he said."),
    ("a/3.txt", b"Three fled."),
];
const CUT: [&str; 2] = ["truncated_file", "damaged_file"];

#[test]
fn compressed_files_cut_at_every_byte_keep_what_came_before() {
    // Without compression, so that every line stands in the file as it is.
    let stored = |bytes: &[u8]| {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
        std::io::Write::write_all(&mut out, bytes).unwrap();
        out.finish().unwrap()
    };
    let frames: Vec<u8> = LINES
        .split_inclusive('\n')
        .flat_map(|line| zstandard(line.as_bytes()))
        .collect();
    for (name, whole) in [
        ("a.jsonl.gz", stored(LINES.as_bytes())),
        ("a.jsonl.gz", gzip(LINES.as_bytes())),
        ("a.csv.gz", stored(ROWS.as_bytes())),
        ("a.jsonl.zst", frames.clone()),
        ("a.jsonl.zst", zstandard(LINES.as_bytes())),
    ] {
        assert_eq!(texts(&read(name, &whole).0), ALL);
        let mut most = 0;
        // Of one byte nobody can tell what it is.
        for cut in 4..whole.len() {
            let (articles, problems) = read(name, &whole[..cut]);
            let found = texts(&articles);
            assert_eq!(found, ALL[..found.len()], "{name} {cut}");
            assert!(found.len() >= most, "{name} {cut}");
            most = found.len();
            let between_frames = whole == frames && zstd::decode_all(&whole[..cut]).is_ok();
            let expected = usize::from(!between_frames);
            let cuts = problems.iter().filter(|problem| CUT.contains(&problem.code)).count();
            assert_eq!(
                (problems.len(), cuts),
                (expected, expected),
                "{name} {cut} {problems:#?}"
            );
        }
        if whole.len() > LINES.len() {
            assert!(most >= 2, "{name}: {most} articles at the last byte but one");
        }
    }
}

#[test]
fn tar_cut_at_every_byte_keeps_whole_files_only() {
    let whole = tar(&FILES);
    for (name, pack) in [
        ("a.tar", None),
        ("a.tar.gz", Some(gzip as fn(&[u8]) -> Vec<u8>)),
        ("a.tar.zst", Some(zstandard)),
    ] {
        for cut in (265..whole.len()).step_by(if pack.is_some() { 37 } else { 1 }) {
            let bytes = pack.map_or_else(|| whole[..cut].to_vec(), |pack| pack(&whole[..cut]));
            let (articles, problems) = read(name, &bytes);
            // A file of 10 bytes takes two blocks of 512.
            let complete = FILES
                .iter()
                .enumerate()
                .filter(|(at, file)| at * 1024 + 512 + file.1.len() <= cut)
                .count();
            assert_eq!(texts(&articles), ALL[..complete], "{name} {cut}");
            // Between files nothing shows that more were to come; of the last one only filling is missing.
            let whole_blocks = cut % 1024 == 0 || cut >= 3584;
            let expected = usize::from(!whole_blocks);
            assert_eq!(
                codes(&problems),
                ["truncated_file"].repeat(expected),
                "{name} {cut} {problems:#?}"
            );
        }
    }
    // And when the compression is cut.
    let whole = gzip(&whole);
    for cut in 4..whole.len() {
        let (articles, problems) = read("a.tgz", &whole[..cut]);
        assert_eq!(texts(&articles), ALL[..articles.len()], "{cut}");
        // Behind the end of the tar archive nothing is looked at.
        assert!(
            problems.len() == 1 || problems.is_empty() && articles.len() == 3,
            "{cut} {problems:#?}"
        );
        assert!(
            problems.iter().all(|problem| CUT.contains(&problem.code)),
            "{cut} {problems:#?}"
        );
    }
}

#[test]
fn zip_cut_at_every_byte_keeps_whole_files_only() {
    let whole = zip(&FILES);
    let find = |signature: &[u8]| -> Vec<usize> {
        let windows = whole.windows(4).enumerate();
        windows
            .filter(|(_, four)| *four == signature)
            .map(|(at, _)| at)
            .collect()
    };
    // Where each file ends: at the next one's header, the last at the directory.
    let directory = find(b"PK\x01\x02")[0];
    let ends: Vec<usize> = find(b"PK\x03\x04").into_iter().skip(1).chain([directory]).collect();
    for cut in 4..whole.len() {
        let (articles, problems) = read("a.zip", &whole[..cut]);
        let complete = ends.iter().filter(|&&end| end <= cut).count();
        assert_eq!(texts(&articles), ALL[..complete], "{cut}");
        // The archive, whose directory at the end is gone, and the file that is cut.
        assert!((1..=2).contains(&problems.len()), "{cut} {problems:#?}");
        assert!(
            problems.iter().all(|problem| CUT.contains(&problem.code)),
            "{cut} {problems:#?}"
        );
        let inner = read("a.txt.gz", &gzip(&whole[..cut]));
        assert_eq!((inner.0.len(), inner.1.len()), (complete, problems.len()), "{cut}");
    }
}

#[test]
fn one_changed_byte_costs_what_it_stands_in() {
    for (name, whole) in [
        ("a.tar", tar(&FILES)),
        ("a.zip", zip(&FILES)),
        ("a.tgz", gzip(&tar(&FILES))),
    ] {
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x2a;
            let (articles, problems) = read(name, &bytes);
            assert!(articles.len() + problems.len() > 0, "{name} {at}");
            assert!(articles.len() <= 3 && problems.len() <= 3, "{name} {at} {problems:#?}");
            // What a checksum covers never comes out changed.
            if name == "a.zip" {
                assert!(
                    articles.iter().all(|article| ALL.contains(&article.text.as_str())),
                    "{at} {articles:#?}"
                );
            }
        }
    }
}

#[test]
fn paths_that_lead_out_are_told_and_never_followed() {
    let folder = tempfile::tempdir().unwrap();
    let outside = folder.path().join("outside.txt");
    let absolute = outside.to_str().unwrap();
    let evil = [
        "../outside.txt",
        "a/../../outside.txt",
        "..\\outside.txt",
        "C:\\outside.txt",
        "/",
        absolute,
    ];
    let mut files: Vec<(&str, &[u8])> = vec![("first.txt", b"First.")];
    files.extend(evil.iter().map(|name| (*name, &b"Evil."[..])));
    files.push(("last.txt", b"Last."));
    for (name, bytes) in [
        ("a.tar", tar(&files)),
        ("a.zip", zip(&files)),
        ("a.tgz", gzip(&tar(&files))),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let (articles, problems) = packing::read(&path, &Options::default());
        assert_eq!(texts(&articles), ["First.", "Last."], "{name}");
        // A name that ends with a slash is a folder in ZIP.
        let told = evil.len() - usize::from(name == "a.zip");
        assert_eq!(codes(&problems), ["unsafe_path"].repeat(told), "{name} {problems:#?}");
        assert!(problems[0].message.contains("\"../outside.txt\""), "{}", problems[0]);
    }
    let mut left: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    left.sort();
    assert_eq!(left, ["a.tar", "a.tgz", "a.zip"]);
}

#[test]
fn links_devices_and_folders_are_no_files() {
    let entries: Vec<(&str, &[u8], u8)> = vec![
        ("folder/", b"", b'5'),
        ("hard.txt", b"", b'1'),
        ("soft.txt", b"", b'2'),
        ("device.txt", b"", b'3'),
        ("block.txt", b"", b'4'),
        ("pipe.txt", b"", b'6'),
        ("file.txt", b"A file.", b'0'),
        ("old.txt", b"Old.", 0),
        ("unknown.txt", b"What?", b'Z'),
        ("last.txt", b"Last.", b'0'),
    ];
    let (articles, problems) = read("a.tar", &tar_of(&entries));
    assert_eq!(
        (texts(&articles), &problems[..]),
        (vec!["A file.", "Old.", "Last."], &[][..])
    );
    let mut link = Member::stored("soft.txt", b"/etc/hostname");
    link.mode = 0o120_777;
    let mut hidden = Member::stored("folder/", b"");
    hidden.mode = 0o040_755;
    let (articles, problems) = read("a.zip", &zip_of(&[hidden, link, Member::new("last.txt", b"Last.")]));
    assert_eq!((texts(&articles), &problems[..]), (vec!["Last."], &[][..]));
}

#[test]
fn headers_of_zip_that_lie_cost_their_file() {
    let good = || [Member::new("0.txt", b"Before."), Member::new("2.txt", b"After.")];
    let words = "Shelling resumed in Olm. ".repeat(20);
    let bad = || Member::new("1.txt", words.as_bytes());
    let lies: [(&str, Member); 8] = [
        ("encrypted", Member { flags: 0x801, ..bad() }),
        ("checksum", Member { crc: 7, ..bad() }),
        ("method", Member { method: 97, ..bad() }),
        ("unknown method", Member { method: 12345, ..bad() }),
        ("stored, not packed", Member { method: 0, ..bad() }),
        (
            "no packed bytes",
            Member {
                packed_size: 0,
                ..bad()
            },
        ),
        (
            "few packed bytes",
            Member {
                packed_size: 9,
                ..bad()
            },
        ),
        (
            "garbage",
            Member {
                packed: vec![0xff; 50],
                packed_size: 50,
                ..bad()
            },
        ),
    ];
    for (what, lie) in lies {
        let [before, after] = good();
        let (articles, problems) = read("a.zip", &zip_of(&[before, lie, after]));
        assert_eq!(texts(&articles), ["Before.", "After."], "{what} {problems:#?}");
        assert_eq!(problems.len(), 1, "{what} {problems:#?}");
        let told = [CUT[0], CUT[1], "unreadable"].contains(&problems[0].code);
        assert!(
            told && problems[0].severity == Severity::Error,
            "{what} {}",
            problems[0]
        );
    }
    // A stated size is believed by nobody.
    let lies = [0, 1, 0xffff_fffe].map(|size| Member { size, ..bad() });
    let longer = Member {
        packed_size: 0x7fff_ffff,
        ..bad()
    };
    for lie in lies.into_iter().chain([longer]) {
        let [before, after] = good();
        let (articles, problems) = read("a.zip", &zip_of(&[before, lie, after]));
        let found = texts(&articles);
        assert_eq!(found, ["Before.", words.trim(), "After."], "{problems:#?}");
    }
    // One name twice: the library knows only the last.
    let twins = [Member::new("1.txt", b"First."), Member::new("1.txt", b"Second.")];
    assert_eq!(texts(&read("a.zip", &zip_of(&twins)).0).last(), Some(&"Second."));
}

#[test]
fn sizes_in_tar_that_lie_end_the_archive() {
    for size in [b"77777777777\0", b"00000100000\0", b"00000002000\0"] {
        let mut bytes = tar(&FILES);
        bytes[1024 + 124..1024 + 136].copy_from_slice(size);
        let sum: u32 = bytes[1024..1536].iter().map(|&byte| u32::from(byte)).sum::<u32>()
            - bytes[1172..1180].iter().map(|&byte| u32::from(byte)).sum::<u32>()
            + 8 * 32;
        bytes[1172..1180].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        let (articles, problems) = read("a.tar", &bytes);
        assert_eq!(articles[0].text, ALL[0]);
        // What the second file then holds has blocks of zeros in it.
        assert!(!problems.is_empty() && problems.len() < 3, "{problems:#?}");
    }
    // A size in binary over the largest file there can be.
    let mut bytes = tar(&FILES);
    bytes[1024 + 124..1024 + 136].copy_from_slice(&[0xff; 12]);
    assert_eq!(read("a.tar", &bytes).0[0].text, ALL[0]);
}

#[test]
fn bad_tables() {
    let (articles, problems) = read("a.csv", b"lead,\"two\nlines\",id\nA,B,1\n");
    assert_eq!((articles.len(), codes(&problems)), (0, vec!["no_text_column"]));
    assert_eq!(problems[0].line, Some(1));
    for name in ["\"lead\"", "\"two\\nlines\"", "\"id\""] {
        assert!(problems[0].message.contains(name), "{}", problems[0]);
    }
    assert!(problems[0].hint.unwrap().contains("--text-column"));
    // A mark that is never closed takes what is left as one field.
    let options = Options {
        max_line_bytes: 1000,
        ..Options::default()
    };
    let rows = "7,\"never closed\n".to_owned() + &"8,More words for the row.\n".repeat(20_000);
    let (articles, problems) = between("a.csv", format!("id,text\n1,One.\n2,Two.\n{rows}").as_bytes(), &options);
    assert_eq!(texts(&articles), ["One.", "Two."]);
    assert_eq!(codes(&problems), ["line_too_long"], "{problems:#?}");
    assert_eq!(problems[0].line, Some(4));
    // A single row over the limit costs itself.
    let table = format!("id,text\n1,One.\n2,{}\n3,Three.\n", "word ".repeat(1000));
    let (articles, problems) = between("a.csv", table.as_bytes(), &options);
    assert_eq!(
        (texts(&articles), codes(&problems)),
        (vec!["One.", "Three."], vec!["line_too_long"])
    );
    assert_eq!(problems[0].line, Some(3));
    // Rows in another encoding than the table, and rows without the column.
    let (articles, problems) = read("a.csv", b"id,text\n1,Ki\xc3\xafv.\n2,Tw\xffo.\n3\n4,Four.\n");
    assert_eq!(texts(&articles), ["Kiïv.", "Four."]);
    assert_eq!(codes(&problems), ["invalid_utf8", "missing_text"]);
    for (name, bytes) in [
        ("a.csv", &b""[..]),
        ("a.tsv", b" \n\n"),
        ("b.csv", b"\xef\xbb\xbf"),
        ("c.csv", b"\xff\xfe"),
    ] {
        assert_eq!(codes(&read(name, bytes).1), ["empty_file"], "{name}");
    }
    for bytes in [&b"text\n"[..], b"text", b"id,text\n\n\n"] {
        assert_eq!(read("a.csv", bytes).0.len(), 0);
        assert_eq!(read("a.csv", bytes).1.len(), 1, "a table without rows holds nothing");
    }
}

#[test]
fn an_archive_inside_is_no_better_than_one_outside() {
    let broken = &zip(&FILES)[..60];
    let half = &gzip(LINES.as_bytes())[..30];
    let files: [(&str, &[u8]); 5] = [
        ("0.txt", b"Before."),
        ("1.zip", broken),
        ("2.jsonl.gz", half),
        ("3.txt", b"a\0b"),
        ("4.txt", b"After."),
    ];
    for (name, bytes) in [
        ("a.zip", zip(&files)),
        ("a.tar", tar(&files)),
        ("a.tar.zst", zstandard(&tar(&files))),
    ] {
        let (articles, problems) = read(name, &bytes);
        let found = texts(&articles);
        assert_eq!((found[0], found[found.len() - 1]), ("Before.", "After."), "{name}");
        let places: Vec<_> = problems
            .iter()
            .map(|problem| problem.source_uri.rsplit_once("!/").unwrap().1)
            .collect();
        assert_eq!(places, ["1.zip", "2.jsonl.gz", "3.txt"], "{name} {problems:#?}");
        assert_eq!(problems[2].code, "binary_file");
        assert!(
            problems
                .iter()
                .all(|problem| Path::new(&problem.source_uri).is_absolute())
        );
    }
}
