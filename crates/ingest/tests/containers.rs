//! Every format inside every container: the same articles as from the plain file, named by their place, in order.

#[path = "support/packing.rs"]
mod packing;

use std::fs;
use std::path::Path;

use packing::{FIRST, SECOND, gzip, read, samples, tar, zip, zstandard};
use tidywire_ingest::{Format, Item, Options, RawArticle, Reader};

/// A name and bytes cut into three pieces, packed one by one.
fn pieces(bytes: &[u8], pack: fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    bytes.chunks(bytes.len() / 3 + 1).flat_map(pack).collect()
}

/// Containers around a file: name of the container, its bytes, and the place of the file in it.
fn containers(name: &str, bytes: &[u8]) -> Vec<(String, Vec<u8>, String)> {
    let inner = format!("inner/{name}");
    let place = format!("!/{inner}");
    let gz_name = format!("inner/{name}.gz");
    let in_tar = tar(&[(&inner, bytes)]);
    let in_zip = zip(&[(&inner, bytes)]);
    [
        (format!("{name}.gz"), gzip(bytes), ""),
        (format!("members.{name}.gz"), pieces(bytes, gzip), ""),
        (format!("{name}.zst"), zstandard(bytes), ""),
        (format!("frames.{name}.zst"), pieces(bytes, zstandard), ""),
        (format!("{name}.gz.zst"), zstandard(&gzip(bytes)), ""),
        (format!("twice.{name}.gz"), gzip(&gzip(bytes)), ""),
        (format!("unnamed.{name}"), gzip(bytes), ""),
        ("a.tar.gz".into(), gzip(&in_tar), &place),
        ("a.tgz".into(), gzip(&in_tar), &place),
        ("a.tar.zst".into(), zstandard(&in_tar), &place),
        ("a.tar".into(), in_tar.clone(), &place),
        ("a.zip".into(), in_zip.clone(), &place),
        ("b.zip".into(), zip(&[("c.zip", &in_zip)]), &format!("!/c.zip{place}")),
        ("d.zip".into(), zip(&[("c.tar", &in_tar)]), &format!("!/c.tar{place}")),
        ("e.tar".into(), tar(&[("c.zip", &in_zip)]), &format!("!/c.zip{place}")),
        (
            "f.tar".into(),
            tar(&[(&gz_name, &gzip(bytes))]),
            &format!("!/{gz_name}"),
        ),
        (
            "g.zip".into(),
            zip(&[(&gz_name, &gzip(bytes))]),
            &format!("!/{gz_name}"),
        ),
    ]
    .map(|(name, bytes, place)| (name, bytes, place.to_owned()))
    .into()
}

#[test]
fn every_format_comes_out_of_every_container_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, count) in samples() {
        let path = folder.path().join(name);
        fs::write(&path, &bytes).unwrap();
        let (plain, problems) = read(&path, &Options::default());
        assert_eq!((plain.len(), &problems[..]), (count, &[][..]), "{name}");
        assert!(plain[0].text.contains(FIRST), "{name}: {plain:#?}");
        let last = plain.last().unwrap().text.replace("\nafter \"", " after");
        assert!(last.contains(SECOND), "{name}: {last}");
        assert_eq!(plain[0].title.as_deref(), Some("Port shelled"), "{name}");
        let dated = plain[0]
            .published_at
            .as_deref()
            .is_some_and(|date| date.starts_with("2024-03-10"));
        assert_eq!(dated, name != "note.txt", "{name}");
        let uri = path.to_str().unwrap();
        for (container, packed, place) in containers(name, &bytes) {
            let path = folder.path().join(&container);
            fs::write(&path, packed).unwrap();
            let (articles, problems) = read(&path, &Options::default());
            assert_eq!(problems, [], "{name} in {container}");
            let expected: Vec<RawArticle> = plain
                .iter()
                .cloned()
                .map(|mut article| {
                    if article.source_uri == uri {
                        article.source_uri = format!("{}{place}", path.display());
                    }
                    article
                })
                .collect();
            assert_eq!(articles, expected, "{name} in {container}");
        }
    }
}

/// One file of each format, the last one first, in folders.
fn all() -> Vec<(String, Vec<u8>)> {
    let named = samples().into_iter().enumerate();
    let mut files: Vec<_> = named
        .map(|(index, (name, bytes, _))| (format!("{}/{name}", index % 3), bytes))
        .collect();
    files.reverse();
    files
}

fn borrowed(files: &[(String, Vec<u8>)]) -> Vec<(&str, &[u8])> {
    files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect()
}

#[test]
fn archives_are_read_in_their_own_order_with_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let files = all();
    let files = borrowed(&files);
    let expected: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    let packed = [
        ("a.zip", zip(&files)),
        ("b.tar", tar(&files)),
        ("c.tar.gz", gzip(&tar(&files))),
        (
            "d.zip",
            zip(&[("x.zip", &zip(&files)), ("y.tar.zst", &zstandard(&tar(&files)))]),
        ),
    ];
    for (name, bytes) in packed {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let items = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            Reader::new([folder.path()], Options::default())
                .unwrap()
                .collect::<Vec<Item>>()
        })
    };
    let one = items(1);
    assert_eq!(items(4), one);
    let mut places: Vec<&str> = Vec::new();
    for item in &one {
        let Item::Article(article) = item else {
            panic!("{item:?}")
        };
        // Some state an address of their own; of the web archive and the Atom feed all do.
        let place = article.source_uri.rsplit_once("!/").map(|(_, place)| place);
        places.extend(place.filter(|place| places.last() != Some(place)));
    }
    let stated = [".warc", ".atom"];
    let expected = expected
        .into_iter()
        .filter(|name| stated.iter().all(|ending| !name.ends_with(ending)));
    let expected: Vec<&str> = expected.collect();
    assert_eq!(places, expected.repeat(5));
    assert_eq!(one.len(), samples().iter().map(|(.., count)| count).sum::<usize>() * 5);
}

#[test]
fn what_no_folder_would_give_is_passed_over_in_archives_too() {
    let text: &[u8] = b"Shelling resumed.";
    let files: Vec<(&str, &[u8])> = vec![
        ("image.png", b"\x89PNG\r\n"),
        ("data.bin", text),
        ("noending", text),
        ("README.md", text),
        ("deep/readme", text),
        ("Readme.txt", text),
        (".hidden.txt", text),
        (".git/a.txt", text),
        ("__MACOSX/._a.txt", text),
        ("a.card.toml", b"title = \"No\"\n"),
        ("./deep//a.TXT", text),
    ];
    for (name, bytes) in [
        ("a.zip", zip(&files)),
        ("a.tar", tar(&files)),
        ("a.tgz", gzip(&tar(&files))),
    ] {
        let (articles, problems) = packing::between(name, &bytes, &Options::default());
        assert_eq!((articles.len(), &problems[..]), (1, &[][..]), "{name}: {articles:#?}");
        assert!(
            articles[0].source_uri.ends_with(&format!("{name}!/deep/a.TXT")),
            "{}",
            articles[0].source_uri
        );
    }
    // With a stated format every name counts, except those of hidden files and of notes for people.
    let options = Options {
        format: Some(Format::Text),
        ..Options::default()
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    fs::write(&path, zip(&files[1..])).unwrap();
    let (articles, problems) = read(&path, &options);
    assert_eq!((articles.len(), problems.len()), (3, 0), "{articles:#?} {problems:#?}");
}

#[test]
fn a_name_that_says_nothing_leaves_it_to_the_content() {
    for (name, bytes, count) in samples() {
        if [".txt", ".html", ".jsonl", ".rss", ".atom", ".json", ".warc"]
            .iter()
            .all(|ending| !name.ends_with(ending))
        {
            continue;
        }
        for (container, packed) in [
            ("download", gzip(&bytes)),
            ("download.gz", gzip(&bytes)),
            ("get", zstandard(&bytes)),
        ] {
            let (articles, problems) = packing::between(container, &packed, &Options::default());
            assert_eq!(
                (articles.len(), problems.len()),
                (count, 0),
                "{name} in {container}: {problems:?}"
            );
            assert!(articles[0].text.contains(FIRST), "{name}");
        }
    }
    for (container, packed) in [
        ("download", zip(&[("a.txt", b"One.")])),
        ("get", tar(&[("a.txt", b"One.")])),
    ] {
        let (articles, problems) = packing::between(container, &packed, &Options::default());
        assert_eq!((articles.len(), problems.len()), (1, 0), "{container}");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_is_read_like_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let files = all();
    let files = borrowed(&files);
    for (name, bytes, count) in [
        ("plain", samples()[3].1.clone(), 2),
        ("gz", gzip(&samples()[3].1), 2),
        ("zst", zstandard(&samples()[10].1), 2),
        ("tgz", gzip(&tar(&files)), 19),
        ("zip", zip(&files), 19),
    ] {
        let path = folder.path().join(name);
        assert!(
            std::process::Command::new("mkfifo")
                .arg(&path)
                .status()
                .unwrap()
                .success()
        );
        let to = path.clone();
        let writer = std::thread::spawn(move || fs::write(to, bytes).unwrap());
        let (articles, problems) = read(&path, &Options::default());
        assert_eq!((articles.len(), &problems[..]), (count, &[][..]), "{name}");
        writer.join().unwrap();
    }
}

/// The articles of a table; fails on any problem that is no guessed encoding.
fn table(name: &str, bytes: &[u8], column: Option<&str>) -> (Vec<RawArticle>, bool) {
    let options = Options {
        text_column: column.map(str::to_owned),
        ..Options::default()
    };
    let (articles, problems) = packing::between(name, bytes, &options);
    assert!(
        problems.iter().all(|problem| problem.code == "guessed_encoding"),
        "{name}: {problems:?}"
    );
    assert!(problems.len() < 2);
    (articles, !problems.is_empty())
}

#[test]
fn tables_in_every_encoding() {
    let text = "id;Заголовок;дата;text\n1;А;2024-03-10;Обстрел Велки продолжался всю ночь, сообщили в городе.\n";
    let old = encoding_rs::WINDOWS_1251.encode(text).0;
    let little: Vec<u8> = format!("\u{feff}{text}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let big: Vec<u8> = format!("\u{feff}{text}")
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    let marked = format!("\u{feff}{text}");
    for (what, bytes, guessed) in [
        ("UTF-8", text.as_bytes(), false),
        ("UTF-8 with mark", marked.as_bytes(), false),
        ("windows-1251", &old, true),
        ("UTF-16LE", &little, false),
        ("UTF-16BE", &big, false),
    ] {
        for (name, bytes) in [
            ("a.csv", bytes.to_vec()),
            ("a.csv.gz", gzip(bytes)),
            ("a.zip", zip(&[("a.csv", bytes)])),
        ] {
            let (articles, was_guessed) = table(name, &bytes, None);
            assert_eq!(articles.len(), 1, "{what} {name}");
            assert_eq!(
                articles[0].text, "Обстрел Велки продолжался всю ночь, сообщили в городе.",
                "{what}"
            );
            assert_eq!(articles[0].source_id.as_deref(), Some("1"), "{what}");
            assert_eq!(was_guessed, guessed, "{what} {name}");
        }
    }
    // English in UTF-16, where every other byte is 0.
    let text = "\u{feff}text,id\r\nShelling resumed.,1\r\nIt stopped.,2\r\n";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (articles, guessed) = table("a.csv", &little, None);
    assert_eq!((articles.len(), guessed), (2, false));
    // A mark before a column that is quoted.
    assert_eq!(
        table("a.csv", "\u{feff}\"text\",id\n\"a, b\",1\n".as_bytes(), None).0[0].text,
        "a, b"
    );
}

#[test]
fn the_column_of_the_text_can_be_named() {
    let bytes =
        b"text,lead,id\nwrong,\"He said: \"\"Go\"\".\n\nThey went,\nall.\",7\n,,\n,Last.\n,Long.,8,more,cells\n";
    let options = Options {
        text_column: Some("lead".into()),
        ..Options::default()
    };
    let (articles, problems) = packing::between("a.csv", bytes, &options);
    let texts: Vec<&str> = articles.iter().map(|article| article.text.as_str()).collect();
    assert_eq!(texts, ["He said: \"Go\".\n\nThey went,\nall.", "Last.", "Long."]);
    let seen: Vec<_> = problems.iter().map(|problem| (problem.code, problem.line)).collect();
    assert_eq!(seen, [("missing_text", Some(6))]);
    let options = Options {
        text_column: Some("absent".into()),
        ..Options::default()
    };
    let (articles, problems) = packing::between("a.csv", bytes, &options);
    assert_eq!(
        (articles.len(), problems.len(), problems[0].code),
        (0, 1, "no_text_column")
    );
    assert!(
        problems[0].message.contains("\"absent\"") && problems[0].message.contains("\"lead\""),
        "{}",
        problems[0]
    );
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_is_read_in_archives_too() {
    let Ok(bytes) = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/tables/articles.parquet")) else {
        return;
    };
    let options = Options {
        text_column: Some("title".into()),
        ..Options::default()
    };
    let strip = |articles: Vec<RawArticle>| -> Vec<_> {
        articles
            .into_iter()
            .map(|article| (article.source_id, article.text, article.published_at))
            .collect()
    };
    let (plain, problems) = packing::between("a.parquet", &bytes, &options);
    let plain = strip(plain);
    assert!(!plain.is_empty(), "{problems:?}");
    for (name, packed) in [
        ("a.parquet.gz", gzip(&bytes)),
        ("a.zip", zip(&[("b/a.parquet", &bytes)])),
        ("a.tar.zst", zstandard(&tar(&[("b/a.parquet", &bytes)]))),
        ("noname", bytes.clone()),
    ] {
        let (articles, found) = packing::between(name, &packed, &options);
        assert_eq!(
            (strip(articles), found.len()),
            (plain.clone(), problems.len()),
            "{name}"
        );
    }
}

#[cfg(not(feature = "parquet"))]
#[test]
fn parquet_is_named_where_it_cannot_be_read() {
    let (articles, problems) = packing::between("a.zip", &zip(&[("a.parquet", b"PAR1....PAR1")]), &Options::default());
    assert_eq!(
        (articles.len(), problems.len(), problems[0].code),
        (0, 1, "binary_file")
    );
    assert!(
        problems[0].message.contains("Parquet") && Path::new(&problems[0].source_uri).ends_with("a.zip!/a.parquet")
    );
}
