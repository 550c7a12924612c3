//! Every kind of bad input: one clear problem, and the good input around it unharmed.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use tidywire_ingest::{CODES, Item, Options, Problem, Reader, Severity};

/// Reads `good before, bad, good after` and gives back the problems with `bad`.
fn problems(name: &str, bytes: &[u8], options: Options) -> (Vec<Problem>, usize) {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("good.txt"), "Good before.").unwrap();
    fs::write(at(name), bytes).unwrap();
    fs::write(at("good.jsonl"), "{\"text\": \"Good after.\"}\n").unwrap();
    let mut items: Vec<Item> = Reader::new([at("good.txt"), at(name), at("good.jsonl")], options)
        .unwrap()
        .collect();
    for (index, text) in [(0, "Good before."), (items.len() - 1, "Good after.")] {
        assert!(
            matches!(&items[index], Item::Article(article) if article.text == text),
            "{items:#?}"
        );
    }
    let bad: Vec<Item> = items.drain(1..items.len() - 1).collect();
    let mut problems = Vec::new();
    let mut articles = 0;
    for item in bad {
        match item {
            Item::Article(_) => articles += 1,
            Item::Problem(problem) => problems.push(problem),
        }
    }
    for problem in &problems {
        assert!(CODES.iter().any(|(code, _)| *code == problem.code), "{}", problem.code);
        assert!(Path::new(&problem.source_uri).ends_with(name), "{problem}");
    }
    (problems, articles)
}

/// The only problem; nothing else came out of the file.
fn only(name: &str, bytes: &[u8]) -> Problem {
    let (mut problems, articles) = problems(name, bytes, Options::default());
    assert_eq!((problems.len(), articles), (1, 0), "{problems:#?}");
    assert_eq!(problems[0].severity, Severity::Error);
    problems.remove(0)
}

#[test]
fn empty_files() {
    for name in ["a.txt", "a.md", "a.html", "a.jsonl"] {
        for bytes in [&b""[..], b" \n\t\r\n", b"\xef\xbb\xbf\n"] {
            // A page that holds only a byte order mark is a page without text.
            let code = only(name, bytes).code;
            assert!(
                code == "empty_file" || name == "a.html" && code == "missing_text",
                "{name} {bytes:?} {code}"
            );
        }
    }
}

#[test]
fn binary_files() {
    for name in ["a.txt", "a.md", "a.html", "a.jsonl", "a.dat"] {
        for bytes in [
            &b"%PDF-1.7\n%\xe2\xe3"[..],
            b"BZh91AY&SY",
            b"Some words\0and more",
            b"\x89PNG\r\n",
        ] {
            assert_eq!(only(name, bytes).code, "binary_file", "{name} {bytes:?}");
        }
    }
    assert!(only("a.txt", b"%PDF-1.7").to_string().ends_with("a.txt: not text: PDF"));
}

#[test]
fn mixed_encodings_are_told_and_others_found_out() {
    // Part of it is UTF-8, part is not: one of both would come out wrong.
    let problem = only("a.txt", b"Ki\xc3\xafv.\nTw\xffo.\n");
    assert_eq!(
        (problem.code, problem.line, problem.column),
        ("invalid_utf8", Some(2), Some(3))
    );
    assert!(problem.message.contains("byte offset 9"), "{problem}");
    assert!(problem.to_string().contains("a.txt:2:3: not valid UTF-8"), "{problem}");
    assert!(problem.to_string().contains("\nhint: convert each part"), "{problem}");
    let russian = encoding_rs::WINDOWS_1251
        .encode("Обстрел Велки продолжался всю ночь, сообщили в администрации области.")
        .0;
    for name in ["a.txt", "a.md"] {
        let (problems, articles) = problems(name, &russian, Options::default());
        assert_eq!((problems.len(), articles), (1, 1), "{name}");
        assert_eq!(
            (problems[0].code, problems[0].severity),
            ("guessed_encoding", Severity::Warning)
        );
        assert!(problems[0].message.contains("windows-1251"), "{}", problems[0]);
    }
    // A byte order mark leaves nothing to guess.
    for (name, text) in [
        ("a.txt", "\u{feff}Shelling"),
        ("a.jsonl", "\u{feff}{\"text\": \"Shelling\"}\n"),
    ] {
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let (problems, articles) = problems(name, &utf16, Options::default());
        assert_eq!((problems.len(), articles), (0, 1), "{name}: {problems:?}");
    }
}

#[test]
fn what_only_begins_as_an_archive_is_damaged() {
    for name in ["a.txt", "a.zip", "a.gz", "a.jsonl.gz"] {
        for bytes in [&b"PK\x03\x04rest"[..], b"\x1f\x8b\x08\x00", b"\x28\xb5\x2f\xfd\xff"] {
            let code = only(name, bytes).code;
            assert!(
                ["damaged_file", "truncated_file", "unreadable"].contains(&code),
                "{name} {bytes:?} {code}"
            );
        }
    }
}

#[test]
fn bad_lines_cost_only_themselves() {
    let lines: [(&[u8], &str, Option<u64>); 10] = [
        (b"{\"text\": \"ok\"}", "", None),
        (b"{\"text\": \"cut off", "invalid_json", Some(17)),
        (b"{\"text\": \"a\" \"id\": 1}", "invalid_json", Some(14)),
        (b"plain words", "invalid_json", Some(1)),
        (b"  [1, 2]", "invalid_json", Some(3)),
        (b"{\"text\": \"\xff\"}", "invalid_utf8", Some(11)),
        (b"{\"id\": 7}", "missing_text", None),
        (b"{\"text\": \" \\n\"}", "missing_text", None),
        (b"{\"text\": 5}", "missing_text", None),
        (b"{\"text\": \"ok\"}", "", None),
    ];
    let file: Vec<u8> = lines
        .iter()
        .flat_map(|(line, ..)| [line, &b"\r\n"[..]].concat())
        .collect();
    let (problems, articles) = problems("a.jsonl", &file, Options::default());
    assert_eq!(articles, 2);
    let seen: Vec<_> = problems
        .iter()
        .map(|problem| (problem.line, problem.code, problem.column))
        .collect();
    let expected: Vec<_> = (1..)
        .zip(&lines)
        .filter(|(_, line)| !line.1.is_empty())
        .map(|(n, line)| (Some(n), line.1, line.2))
        .collect();
    assert_eq!(seen, expected);
    assert!(problems[4].to_string().contains("byte offset"), "{}", problems[4]);
}

#[test]
fn deep_json_is_no_stack_overflow() {
    let line = format!("{{\"text\": {}", "[".repeat(200_000));
    assert_eq!(only("a.jsonl", line.as_bytes()).code, "invalid_json");
}

#[test]
fn bad_fields_cost_only_themselves() {
    let line = br#"{"text": "ok", "title": 5, "published_at": "soon", "authors": ["A", {}], "id": "x"}"#;
    let (problems, articles) = problems("a.jsonl", line, Options::default());
    assert_eq!(articles, 1);
    let seen: Vec<_> = problems
        .iter()
        .map(|problem| (problem.code, problem.line, problem.severity))
        .collect();
    let warning = |code| (code, Some(1), Severity::Warning);
    assert_eq!(
        seen,
        [
            warning("invalid_date"),
            warning("invalid_field"),
            warning("invalid_field")
        ]
    );
}

#[test]
fn an_unparsable_date_is_null_and_never_today() {
    for (name, bytes) in [
        ("a.jsonl", &br#"{"text": "ok", "published_at": "03/04/2024"}"#[..]),
        ("a.md", b"---\ndate: lately\n---\nText."),
        ("a.html", b"<html><head><meta property='article:published_time' content='lately'></head><body><p>Shelling resumed in Olm.</p></body>"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let items: Vec<Item> = Reader::new([path], Options::default()).unwrap().collect();
        let [Item::Problem(problem), Item::Article(article)] = &items[..] else { panic!("{items:#?}") };
        assert_eq!((problem.code, problem.severity), ("invalid_date", Severity::Warning));
        assert_eq!((&article.published_at, article.published_basis), (&None, None));
    }
}

#[test]
fn long_lines_and_large_files() {
    let options = Options {
        max_line_bytes: 1000,
        max_text_bytes: 1000,
        max_page_bytes: 1000,
        ..Options::default()
    };
    let long = format!(
        "{{\"text\": \"first\"}}\n{{\"text\": \"{}\"}}\n{{\"text\": \"third\"}}\n",
        "x".repeat(1000)
    );
    let (found, articles) = problems("a.jsonl", long.as_bytes(), options.clone());
    assert_eq!((found.len(), articles), (1, 2));
    assert_eq!((found[0].code, found[0].line), ("line_too_long", Some(2)));
    assert!(
        found[0].message.contains("1012 bytes") && found[0].offset == Some(18),
        "{}",
        found[0]
    );
    for (name, line, code) in [
        ("a.txt", "word ", "line_too_long"),
        ("a.txt", "word\n", "file_too_large"),
        ("a.md", "word\n", "file_too_large"),
        ("a.html", "<p>a\n", "page_too_large"),
    ] {
        let (found, articles) = problems(name, line.repeat(1000).as_bytes(), options.clone());
        assert_eq!((found[0].code, found.len(), articles), (code, 1, 0));
    }
}

#[test]
fn a_page_of_fifty_thousand_nested_tags_is_refused_at_once() {
    let begin = Instant::now();
    let page = format!(
        "<html><body>{}deep{}</body></html>",
        "<div>".repeat(50_000),
        "</div>".repeat(50_000)
    );
    let problem = only("deep.html", page.as_bytes());
    assert_eq!(problem.code, "page_too_deep");
    assert!(begin.elapsed() < Duration::from_secs(5), "{:?}", begin.elapsed());
}

#[test]
fn the_deepest_page_allowed_is_read() {
    let words =
        "Shelling resumed in the town of Olm before dawn, and eleven people were hurt, its mayor said. ".repeat(6);
    // 512 levels: html, body, the elements, a paragraph, the text.
    let nested = |start: &str, count: usize| format!("<html><body>{}<p>{words}</p></body></html>", start.repeat(count));
    let (found, articles) = problems("deep.html", nested("<div>", 508).as_bytes(), Options::default());
    assert_eq!((found, articles), (vec![], 1));
    assert_eq!(
        only("deeper.html", nested("<div>", 509).as_bytes()).code,
        "page_too_deep"
    );
    // Whatever the elements are: text or none, but no end of the process.
    for (start, count) in [
        ("<span>", 508),
        ("<b>", 508),
        ("<ul><li>", 254),
        ("<table><tr><td>", 126),
        ("<blockquote>", 508),
        ("<a><i>", 250),
        ("<svg><g>", 250),
    ] {
        let (found, articles) = problems("deep.html", nested(start, count).as_bytes(), Options::default());
        assert_eq!(found.len() + articles, 1, "{start} {found:?}");
        assert!(
            found.iter().all(|problem| problem.code == "missing_text"),
            "{start} {found:?}"
        );
    }
}

#[test]
fn pages_without_text() {
    assert_eq!(
        only("a.html", b"<html><body><script>var a = 1;</script></body></html>").code,
        "missing_text"
    );
}

#[test]
fn bad_cards_cost_only_their_facts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    let card = folder.path().join("a.card.toml");
    fs::write(&path, "Text of the article.").unwrap();
    for (text, code, line) in [
        ("title = \"T\"\npublisher = \n", "invalid_card", Some(2)),
        ("author = \"x\"\n", "invalid_card", None),
        ("title = 5\n", "invalid_card", None),
        ("authors = [\"A\", 5]\n", "invalid_card", None),
        ("published_at = \"soon\"\n", "invalid_date", None),
    ] {
        fs::write(&card, text).unwrap();
        let items: Vec<Item> = Reader::new([&path], Options::default()).unwrap().collect();
        let [Item::Problem(problem), Item::Article(_)] = &items[..] else {
            panic!("{text} {items:#?}")
        };
        assert_eq!(
            (problem.code, problem.line, problem.severity),
            (code, line, Severity::Warning),
            "{problem}"
        );
        assert!(problem.source_uri.ends_with("a.card.toml"));
    }
}

#[test]
fn paths_that_are_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let good = folder.path().join("good.txt");
    fs::write(&good, "Good.").unwrap();
    for name in ["absent.txt", "absent/*.txt", "*.nothing", "{", "absent"] {
        let items: Vec<Item> = Reader::new([&folder.path().join(name), &good], Options::default())
            .unwrap()
            .collect();
        let [Item::Problem(problem), Item::Article(_)] = &items[..] else {
            panic!("{name} {items:#?}")
        };
        assert_eq!(
            (problem.code, problem.severity),
            ("missing_path", Severity::Error),
            "{problem}"
        );
    }
    assert!(Reader::new::<&str>([], Options::default()).is_err());
    assert!(Reader::new(["-", "-"], Options::default()).is_err());
    let options = Options {
        files_from: Some(folder.path().join("absent")),
        ..Options::default()
    };
    assert!(Reader::new([&good], options).is_err());
}

#[cfg(unix)]
#[test]
fn paths_that_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let good = folder.path().join("z.txt");
    fs::write(&good, "Good.").unwrap();
    // A file is no folder; and a folder with a link back to itself.
    let items: Vec<Item> = Reader::new([&good.join("below.txt"), &good], Options::default())
        .unwrap()
        .collect();
    let [Item::Problem(problem), Item::Article(_)] = &items[..] else {
        panic!("{items:#?}")
    };
    assert_eq!(problem.code, "unreadable", "{problem}");
    std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
    let items: Vec<Item> = Reader::new([folder.path()], Options::default()).unwrap().collect();
    let [Item::Problem(problem), Item::Article(_)] = &items[..] else {
        panic!("{items:#?}")
    };
    assert!(
        problem.code == "unreadable" && problem.message.starts_with("links in a circle"),
        "{problem}"
    );
}

#[test]
fn duplicate_ids_are_no_concern_here() {
    let (problems, articles) = problems(
        "a.jsonl",
        b"{\"id\":1,\"text\":\"a\"}\n{\"id\":1,\"text\":\"a\"}\n",
        Options::default(),
    );
    assert_eq!((problems.len(), articles), (0, 2));
}

#[test]
fn codes_are_sorted_and_lower_snake() {
    assert!(CODES.is_sorted_by_key(|(code, _)| code));
    assert!(CODES.iter().all(|(code, _)| {
        code.bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_' || byte == b'8')
    }));
}
