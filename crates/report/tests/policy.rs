//! `--policy` as a user gives it: the numbers of vague words, and what says whose they are.

mod sample;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;
use tidywire_tables::{Provenance, TablesWriter};

fn tables(dir: &Path) {
    let mut writer = TablesWriter::create(&dir.join("tables"), &Provenance::default()).unwrap();
    writer.append(sample::rows()).unwrap();
    writer.finish().unwrap();
}

fn report(dir: &Path, policy: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tidywire-report"))
        .args(["tables", "--out", "out"])
        .args(policy)
        .current_dir(dir)
        .output()
        .unwrap()
}

/// A folder with tables and their report.
fn reported(policy: &[&str]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    tables(dir.path());
    let output = report(dir.path(), policy);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    dir
}

fn read(dir: &TempDir, name: &str) -> String {
    fs::read_to_string(dir.path().join("out").join(name)).unwrap()
}

/// low, high, point, policy and version of the first row with that text among the killed.
fn row(dir: &TempDir, text: &str) -> [String; 5] {
    let data = read(dir, "charts/figures-killed.csv");
    let mut reader = csv::Reader::from_reader(data.as_bytes());
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|column| column == name).expect(name);
    let columns = ["value_low", "value_high", "value_point", "policy", "policy_version"].map(at);
    let rows = reader.records().map(Result::unwrap);
    let row = rows.into_iter().find(|row| &row[at("text")] == text).expect(text);
    columns.map(|column| row[column].to_owned())
}

#[test]
fn the_default_is_what_the_tables_carry() {
    let (dir, named) = (reported(&[]), reported(&["--policy", "floor"]));
    assert_eq!(row(&dir, "hundreds"), ["100.0", "", "", "floor", "2026-11"]);
    assert_eq!(row(&dir, "more than 30,000"), ["30000.0", "", "", "", ""]);
    for name in ["charts/figures-killed.svg", "charts/figures-killed.csv", "README.md"] {
        assert_eq!(read(&dir, name), read(&named, name), "{name}");
    }
    let page = read(&dir, "README.md");
    assert!(page.contains(
        "policy floor 2026-11 (vague words: several 3+, dozens 12+, hundreds 100+, tens of thousands 10,000+)"
    ));
    assert!(page.contains("| hundreds | 100+ | floor 2026-11 | 1 |"), "{page}");
}

#[test]
fn another_policy_changes_numbers_marks_and_captions() {
    let acled = reported(&["--policy", "acled"]);
    assert_eq!(row(&acled, "hundreds"), ["100.0", "", "100.0", "acled", "2026-11"]);
    assert_eq!(row(&acled, "more than 30,000"), ["30000.0", "", "", "", ""]);
    let svg = read(&acled, "charts/figures-killed.svg");
    assert!(svg.contains("vague word, one number by the policy"));
    let page = read(&acled, "README.md");
    let caption =
        "policy acled 2026-11, not checked against its source (vague words: several 3, dozens 12, hundreds 100, ";
    assert!(page.contains(caption), "{page}");

    let emdat = reported(&["--policy", "emdat"]);
    assert_eq!(row(&emdat, "hundreds"), ["200.0", "", "200.0", "emdat", "2026-11"]);
    assert_eq!(
        row(&emdat, "several"),
        ["3.0", "", "", "floor", "2026-11"],
        "falls back"
    );
    let page = read(&emdat, "README.md");
    assert!(
        page.contains(
            "(vague words: dozens 24, hundreds 200; by floor 2026-11: several 3+, tens of thousands 10,000+)"
        ),
        "{page}"
    );
    assert!(page.contains("Centre for Research on the Epidemiology of Disasters"));

    let newsquant = reported(&["--policy", "newsquant"]);
    assert_eq!(row(&newsquant, "dozens"), ["12.0", "120.0", "", "newsquant", "2026-11"]);
    assert!(read(&newsquant, "charts/figures-killed.svg").contains("vague word, range by the policy"));
    let tables = fs::read(acled.path().join("tables/figures.csv")).unwrap();
    assert_eq!(tables, fs::read(newsquant.path().join("tables/figures.csv")).unwrap());
}

#[test]
fn a_policy_of_ones_own_is_a_file() {
    let dir = tempfile::tempdir().unwrap();
    tables(dir.path());
    let path = dir.path().join("mine.toml");
    let text = "name = \"mine\"\nversion = \"3\"\ntitle = \"Mine\"\nsource = \"our handbook\"\nchecked = true\n\n\
                [[term]]\nwords = [\"hundreds\"]\nlow = 150\nhigh = 850\n";
    fs::write(&path, text).unwrap();
    let output = report(dir.path(), &["--policy", "mine.toml"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(row(&dir, "hundreds"), ["150.0", "850.0", "", "mine", "3"]);
    assert!(read(&dir, "README.md").contains("Source: our handbook."));

    let faults = [
        (
            text.replace("low = 150", "low = 900"),
            "mine.toml:7:1: `high` or `point` is below `low`",
        ),
        (text.replace("\"mine\"", "\"acled\""), "`acled` is taken"),
    ];
    for (text, says) in faults {
        fs::write(&path, text).unwrap();
        let output = report(dir.path(), &["--policy", "mine.toml"]);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr.contains(says), "{stderr}");
    }
}

#[test]
fn an_unknown_policy_is_refused_with_the_names() {
    let dir = tempfile::tempdir().unwrap();
    tables(dir.path());
    for (name, says) in [
        (
            "acledd",
            "no policy `acledd`; there are floor, acled, emdat, wikimpacts, newsquant",
        ),
        ("none.toml", "cannot read the policy none.toml"),
    ] {
        let output = report(dir.path(), &["--policy", name]);
        assert_eq!(output.status.code(), Some(2));
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.contains(says), "{stderr}");
        assert!(!dir.path().join("out").exists(), "nothing is written");
    }
}
