//! The program as users run it: streams, exit codes, output files.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tidywire-ingest"));
    command
        .current_dir(FIXTURES)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = program(arguments).stdin(Stdio::piped()).spawn().unwrap();
    // The program may be done before it has read everything.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn records(output: &Output) -> Vec<serde_json::Value> {
    output
        .stdout
        .split(|&byte| byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn names_paths_as_given() {
    let output = run(&["./news/border.md", "news/"], b"");
    let records = records(&output);
    let uris: Vec<&str> = records
        .iter()
        .map(|record| record["source_uri"].as_str().unwrap())
        .collect();
    assert_eq!(uris[0], "news/border.md");
    assert!(uris.contains(&"news/aldova/shelling.txt"), "{uris:?}");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(said(&output), "articles: 9, from 2.89 KiB, skipped: 0, warnings: 0\n");
}

#[test]
fn standard_input_is_told_apart() {
    let json = run(
        &["-q", "-"],
        b"\n {\"id\": 1, \"text\": \"One.\"}\n{\"id\": 2, \"text\": \"Two.\"}",
    );
    assert_eq!(records(&json).len(), 2);
    assert_eq!(records(&json)[1]["source_uri"], "-");
    let page = fs::read(Path::new(FIXTURES).join("news/page.html")).unwrap();
    let html = run(&["-q", "-"], &page);
    assert_eq!(records(&html)[0]["published_at"], "2024-03-10T06:15:00Z");
    assert_eq!(records(&html)[0]["published_basis"], "metadata");
    let text = run(&["-q", "-"], b"Shelling resumed.");
    assert_eq!(records(&text)[0]["text"], "Shelling resumed.");
    assert_eq!((said(&text), text.status.code()), (String::new(), Some(0)));
    let markdown = run(&["-q", "--format", "markdown", "-"], b"# *A*\n\nB");
    assert_eq!(records(&markdown)[0]["text"], "A\n\nB");
    let empty = run(&["-q", "-"], b"");
    assert_eq!(
        (said(&empty).as_str(), empty.status.code()),
        ("-: nothing but white space\n", Some(1))
    );
    let list = run(&["-q", "--files-from", "-"], b"news/border.md\nnews/absent.md\n");
    assert_eq!((records(&list).len(), list.status.code()), (1, Some(1)));
}

#[test]
fn output_is_the_same_each_time_and_reads_back_as_itself() {
    let first = run(&["-q", "news"], b"");
    assert_eq!(first.stdout, run(&["-q", "news"], b"").stdout);
    assert_eq!(records(&first).len(), 8);
    assert_eq!(
        String::from_utf8(run(&["-q", "-"], &first.stdout).stdout),
        String::from_utf8(first.stdout)
    );
}

#[test]
fn skipped_input_is_said_and_counted() {
    let output = run(
        &["news/absent.txt", "news/border.md", "-"],
        b"{\"text\": \"Good.\"}\n{\"text\": \"cut",
    );
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(records(&output).len(), 2);
    let said = said(&output);
    assert!(
        said.starts_with("news/absent.txt: no such file or folder\n-:2:13: not JSON: EOF"),
        "{said}"
    );
    assert!(
        said.contains("\nhint: ")
            && said.ends_with("articles: 2, from 233 B, skipped: 2 (invalid_json 1, missing_path 1), warnings: 0\n"),
        "{said}"
    );
}

#[test]
fn what_cannot_run_exits_with_two() {
    for arguments in [
        &[][..],
        &["--no-such"],
        &["-", "-"],
        &["--files-from", "absent"],
        &["news", "--out", "absent/a.jsonl"],
    ] {
        let output = run(arguments, b"");
        assert_eq!(output.status.code(), Some(2), "{arguments:?} {}", said(&output));
        assert!(said(&output).starts_with("error: ") && output.stdout.is_empty());
    }
    let help = run(&["--help"], b"");
    assert_eq!(help.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&help.stdout).contains("Examples:"));
}

#[test]
fn an_output_file_is_complete_and_nothing_is_left_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("a.jsonl");
    fs::write(&out, "old").unwrap();
    let output = run(&["-q", "news", "--out", out.to_str().unwrap()], b"");
    assert!(output.status.success() && output.stdout.is_empty());
    assert_eq!(fs::read(&out).unwrap(), run(&["-q", "news"], b"").stdout);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_closed_pipe_is_silent() {
    let mut child = program(&["-"]).stdin(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut input = child.stdin.take().unwrap();
    for _ in 0..20_000 {
        if input
            .write_all(b"{\"text\": \"Shelling resumed in Olm before dawn.\"}\n")
            .is_err()
        {
            break;
        }
    }
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert_eq!((said(&output), output.status.code()), (String::new(), Some(0)));
}

#[test]
fn articles_come_out_while_input_is_still_coming() {
    use std::io::{BufRead, BufReader};
    let mut child = program(&["-q", "-"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    // Long enough to fill the program's output buffer; standard input stays open meanwhile.
    let line = format!("{{\"text\": \"{}\"}}\n", "word ".repeat(8_000));
    input.write_all(line.as_bytes()).unwrap();
    input.write_all(line.as_bytes()).unwrap();
    input.flush().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut first)
        .unwrap();
    assert!(first.contains("\"text\":\"word word"));
    drop(input);
    child.wait().unwrap();
}
