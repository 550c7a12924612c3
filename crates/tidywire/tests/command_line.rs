//! The program as a user runs it: tables from articles, the same bytes whatever the threads and the order, bad input.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

fn tidywire(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tidywire"))
        .args(args)
        .output()
        .expect("the program starts")
}

fn articles() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/articles")
}

fn shown(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// All files of a folder by name.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
        .map(|entry| {
            (
                entry.file_name().to_string_lossy().into_owned(),
                fs::read(entry.path()).expect("a file"),
            )
        })
        .collect();
    files.sort();
    files
}

fn table(folder: &Path, name: &str) -> Vec<csv::StringRecord> {
    let mut reader = csv::Reader::from_path(folder.join(format!("{name}.csv"))).expect("a table");
    reader.records().map(|record| record.expect("a record")).collect()
}

fn column(folder: &Path, name: &str, column: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_path(folder.join(format!("{name}.csv"))).expect("a table");
    let at = reader
        .headers()
        .expect("a header")
        .iter()
        .position(|header| header == column)
        .expect("the column");
    reader
        .records()
        .map(|record| record.expect("a record")[at].to_owned())
        .collect()
}

#[test]
fn tables_do_not_depend_on_threads_or_order() {
    let folder = TempDir::new().expect("a folder");
    let (one, other) = (folder.path().join("one"), folder.path().join("other"));
    let articles = articles();
    let output = tidywire(&["run", shown(&articles), "--out", shown(&one), "-j", "1"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // The same files one by one, backwards, on four threads.
    let mut files: Vec<PathBuf> = fs::read_dir(&articles)
        .expect("articles")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    files.reverse();
    let mut args = vec!["run"];
    args.extend(files.iter().map(|path| shown(path)));
    args.extend(["--out", shown(&other), "-j", "4", "--quiet"]);
    assert!(tidywire(&args).status.success());
    assert_eq!(contents(&one), contents(&other));
    assert_eq!(table(&one, "articles").len(), 25);
    assert!(table(&one, "figures").len() > 200);
}

#[test]
fn offsets_are_code_points_into_the_text() {
    let folder = TempDir::new().expect("a folder");
    let article = folder.path().join("a.txt");
    fs::write(&article, "Київ 😀 report. Ukraine fired 12 missiles at Russia.\n").expect("written");
    let out = folder.path().join("out");
    assert!(
        tidywire(&["run", shown(&article), "--out", shown(&out)])
            .status
            .success()
    );
    let text: Vec<char> = column(&out, "articles", "text")[0].chars().collect();
    let start: usize = column(&out, "figures", "char_start")[0].parse().expect("a number");
    let end: usize = column(&out, "figures", "char_end")[0].parse().expect("a number");
    assert_eq!(text[start..end].iter().collect::<String>(), "12");
}

#[test]
fn bad_input_is_reported_and_harms_nothing() {
    let folder = TempDir::new().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    fs::write(path("good.txt"), "Ukraine fired 12 missiles at Russia.\n").expect("written");
    fs::write(path("empty.txt"), "").expect("written");
    fs::write(path("binary.txt"), [0x7f, b'E', b'L', b'F', 0, 0, 1, 2, 3]).expect("written");
    fs::write(path("latin.txt"), b"caf\xe9 under fire\n").expect("written");
    let mut lines = fs::File::create(path("feed.jsonl")).expect("a file");
    writeln!(lines, "{{\"id\": \"a1\", \"text\": \"Russia shelled Ukraine.\"}}").expect("written");
    writeln!(lines, "this is not JSON").expect("written");
    lines.write_all(b"{\"id\": \"long\", \"text\": \"").expect("written");
    for _ in 0..50 {
        lines.write_all(&vec![b'x'; 1 << 20]).expect("written");
    }
    writeln!(lines, "\"}}").expect("written");
    writeln!(
        lines,
        "{{\"id\": 7, \"text\": \"Iran attacked Israel.\", \"unknown\": true}}"
    )
    .expect("written");
    drop(lines);
    let out = path("out");
    let missing = path("missing.txt");
    let names: Vec<PathBuf> = ["good.txt", "empty.txt", "binary.txt", "latin.txt", "feed.jsonl"]
        .map(path)
        .to_vec();
    let mut args = vec!["run"];
    args.extend(names.iter().map(|path| shown(path)));
    args.extend([shown(&missing), "--out", shown(&out)]);
    let output = tidywire(&args);
    assert_eq!(
        output.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut codes = column(&out, "issues", "code");
    codes.sort();
    assert_eq!(
        codes,
        [
            "binary_file",
            "empty_file",
            "guessed_encoding",
            "invalid_json",
            "line_too_long",
            "missing_path"
        ]
    );
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.contains("feed.jsonl:2:"), "{stderr}");
    let mut ids = column(&out, "articles", "source_id");
    ids.sort();
    assert_eq!(ids, ["", "", "7", "a1"]);
    assert_eq!(table(&out, "actions").len(), 3);
}

#[test]
fn standard_input_and_formats() {
    let folder = TempDir::new().expect("a folder");
    let out = folder.path().join("out");
    let mut child = Command::new(env!("CARGO_BIN_EXE_tidywire"))
        .args(["run", "-", "--out", shown(&out), "--format", "csv"])
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("standard input");
    writeln!(
        input,
        "{{\"id\":\"x\",\"text\":\"Russia shelled Ukraine.\",\"published_at\":\"2024-12-18\"}}"
    )
    .expect("written");
    drop(input);
    assert!(child.wait().expect("it ends").success());
    assert!(out.join("actions.csv").exists() && !out.join("actions.parquet").exists());
    assert_eq!(column(&out, "articles", "published_at").len(), 1);
}

#[test]
fn a_language_that_is_not_read_is_kept_and_said() {
    let folder = TempDir::new().expect("a folder");
    let article = folder.path().join("a.txt");
    fs::write(
        &article,
        "Die ukrainische Armee meldete am Dienstag schwere Angriffe auf mehrere Städte im Osten des Landes.\n",
    )
    .expect("written");
    let out = folder.path().join("out");
    assert!(
        tidywire(&["run", shown(&article), "--out", shown(&out)])
            .status
            .success()
    );
    assert_eq!(column(&out, "articles", "language"), ["de"]);
    assert_eq!(column(&out, "issues", "code"), ["not_english"]);
    assert!(table(&out, "actions").is_empty());
}

#[test]
fn usage_errors_exit_with_two() {
    assert_eq!(tidywire(&["run"]).status.code(), Some(2));
    assert_eq!(
        tidywire(&["report", "no-such-folder", "--out", "x"]).status.code(),
        Some(2)
    );
    let help = tidywire(&["run", "--help"]);
    assert!(String::from_utf8_lossy(&help.stdout).contains("Examples:"));
}

#[test]
fn a_wrong_lexicon_names_path_line_and_column() {
    let folder = TempDir::new().expect("a folder");
    fs::create_dir_all(folder.path().join("verbs")).expect("a folder");
    fs::write(
        folder.path().join("verbs/own.toml"),
        "event_type = \"ASSAULT\"\n\n[[verb]]\nlemma = \"zap\"\nframe = \"nonesuch\"\n",
    )
    .expect("written");
    let output = tidywire(&["check", "--lexicon", shown(folder.path())]);
    assert_eq!(output.status.code(), Some(2));
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(
        stderr.contains("lexicon/verbs/own.toml:5:9: unknown frame `nonesuch`"),
        "{stderr}"
    );
}
