//! Folders and files as disks hold them: links in circles, names that are no text, files that cannot be read or go away.

#![cfg(unix)]

#[path = "support/packing.rs"]
mod packing;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use tidywire_ingest::{Item, Options, Problem, RawArticle, Reader};

/// Articles and problems of paths.
fn read<P: AsRef<Path>>(paths: &[P]) -> (Vec<RawArticle>, Vec<Problem>) {
    let (mut articles, mut problems) = (Vec::new(), Vec::new());
    for item in Reader::new(paths.iter().map(AsRef::as_ref), Options::default()).unwrap() {
        match item {
            Item::Article(article) => articles.push(article),
            Item::Problem(problem) => problems.push(problem),
        }
    }
    (articles, problems)
}

#[test]
fn links_in_circles_and_into_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir_all(root.join("a/b")).unwrap();
    fs::create_dir_all(root.join("c")).unwrap();
    fs::write(root.join("a/b/one.txt"), "One.").unwrap();
    fs::write(root.join("c/two.txt"), "Two.").unwrap();
    symlink(root, root.join("a/b/up")).unwrap();
    symlink("../a", root.join("c/across")).unwrap();
    symlink("itself.txt", root.join("c/itself.txt")).unwrap();
    symlink("/nowhere/at/all.txt", root.join("c/nothing.txt")).unwrap();
    symlink(root.join("c/two.txt"), root.join("c/zwei.txt")).unwrap();
    let (articles, problems) = read(&[root]);
    let texts: Vec<&str> = articles.iter().map(|article| article.text.as_str()).collect();
    assert_eq!(texts, ["One.", "One.", "Two.", "Two."], "{articles:#?}");
    assert!(
        problems.iter().all(|problem| problem.code == "unreadable"),
        "{problems:#?}"
    );
    // One circle from each of both ways down, a link to itself, and a link to nothing.
    assert_eq!(problems.len(), 4, "{problems:#?}");
    let (articles, problems) = read(&[root.join("c/itself.txt"), root.join("c/nothing.txt")]);
    assert_eq!((articles.len(), problems.len()), (0, 2), "{problems:#?}");
}

#[test]
fn what_may_not_be_read_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir(root.join("b")).unwrap();
    for name in ["a.txt", "b/c.txt", "d.zip", "e.txt", "f.txt"] {
        fs::write(root.join(name), "Text.").unwrap();
    }
    fs::write(root.join("f.card.toml"), "title = \"T\"").unwrap();
    let closed = ["b", "d.zip", "e.txt", "f.card.toml"];
    let mode = |name: &str, mode| fs::set_permissions(root.join(name), fs::Permissions::from_mode(mode)).unwrap();
    closed.iter().for_each(|name| mode(name, 0o000));
    let root_reads_all = fs::read(root.join("e.txt")).is_ok();
    let (articles, problems) = read(&[root]);
    closed.iter().for_each(|name| mode(name, 0o755));
    if root_reads_all {
        return;
    }
    assert_eq!(articles.len(), 2, "{articles:#?}");
    let seen: Vec<_> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(
        seen,
        ["unreadable", "unreadable", "unreadable", "invalid_card"],
        "{problems:#?}"
    );
}

#[test]
fn a_file_that_goes_away_is_a_problem_and_one_that_comes_is_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    // More than waits between the reader's two sides, so that the end is still to come when the first is there.
    let long = "Words of the article. ".repeat(50_000);
    for number in 0..40 {
        fs::write(root.join(format!("{number:02}.txt")), &long).unwrap();
    }
    let mut items = Reader::new([root], Options::default()).unwrap();
    let mut articles = 0;
    let mut problems: Vec<Problem> = Vec::new();
    let mut count = |item: Item| match item {
        Item::Article(_) => articles += 1,
        Item::Problem(problem) => problems.push(problem),
    };
    count(items.next().unwrap());
    fs::remove_file(root.join("39.txt")).unwrap();
    fs::remove_file(root.join("38.txt")).unwrap();
    fs::create_dir(root.join("38.txt")).unwrap();
    items.for_each(&mut count);
    assert_eq!(articles, 38);
    assert_eq!(problems.len(), 2, "{problems:#?}");
    for (problem, name) in problems.iter().zip(["38.txt", "39.txt"]) {
        assert!(
            problem.code == "unreadable" && problem.source_uri.ends_with(name),
            "{problem}"
        );
    }
}

#[test]
fn names_that_are_no_text() {
    let folder = tempfile::tempdir().unwrap();
    let names: [&[u8]; 7] = [
        b"a\nb.txt",
        b"c\xff\xfe.txt",
        b"d\x1b[31m.txt",
        b"e!.txt",
        b"f.zip!",
        "g\u{202e}txt.html".as_bytes(),
        b"-",
    ];
    for name in names {
        fs::write(
            folder.path().join(OsStr::from_bytes(name)),
            "<html><p>Shelling resumed in Olm.",
        )
        .unwrap();
    }
    let (articles, problems) = read(&[folder.path()]);
    assert_eq!((articles.len(), &problems[..]), (5, &[][..]), "{articles:#?}");
    for article in &articles {
        assert!(article.source_uri.starts_with(folder.path().to_str().unwrap()));
    }
    assert!(
        articles[1].source_uri.ends_with("c\u{fffd}\u{fffd}.txt"),
        "{}",
        articles[1].source_uri
    );
    // Named one by one, all are read, also those that no folder gives.
    let paths: Vec<_> = names
        .iter()
        .map(|name| folder.path().join(OsStr::from_bytes(name)))
        .collect();
    assert_eq!(read(&paths).0.len(), 7);
    // In archives.
    let members = names.map(|name| packing::Member {
        name: name.to_vec(),
        ..packing::Member::new("", b"Shelling resumed.")
    });
    let (articles, problems) = packing::between("a.zip", &packing::zip_of(&members), &Options::default());
    assert_eq!((articles.len(), problems.len()), (5, 0), "{articles:#?} {problems:#?}");
}

#[test]
fn a_problem_is_one_line_and_perhaps_a_hint_whatever_the_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a\nb.txt");
    fs::write(&path, "a\0b").unwrap();
    let (_, problems) = read(&[path]);
    assert_eq!(problems.len(), 1);
    assert!(!problems[0].message.contains('\n'));
    assert_eq!(problems[0].to_string().lines().count(), 1, "{}", problems[0]);
}
