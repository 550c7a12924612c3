//! The explorer: what is in the page, and what a browser makes of it (`explorer.py`, headless Chromium).
//!
//! Without Chromium, ChromeDriver, Python or a package index the browser's part says loudly that it was skipped; with
//! `TIDYWIRE_REQUIRE_BROWSER=1` it fails instead. `TIDYWIRE_KEEP_SCREENSHOTS=DIR` keeps pictures of the page.

mod sample;

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};
use tidywire_codebook::{
    Article, Bound, CombatantStatus, Figure, Measure, Mention, MentionKind, Stance, Statement, UnitKind,
};
use tidywire_report::{Choices, write_report};
use tidywire_tables::{Provenance, Rows, TablesWriter};

/// Letters beyond the first plane, Cyrillic, a combining accent, quotation marks, and a script that must stay text.
const HARD: &str = "🚨 Срочно: Київ — cafe\u{301} 🇺🇦 hit.\n\nOfficials in Харків said at least 12 people were killed 😢 near the café.\n\n\
                    <script>alert(1)</script> & \"quotes\" </script><!-- <b>bold</b> zebrafish";

/// Where the words stand in the text, in code points.
fn span(words: &str) -> (i64, i64) {
    let at = HARD.find(words).expect("words of the text");
    let start = HARD[..at].chars().count();
    (start as i64, (start + words.chars().count()) as i64)
}

fn hard() -> Rows {
    let id = "b00".to_owned();
    let figure = span("at least 12");
    let mention = span("Харків");
    let (content, source, cue) = (
        span("at least 12 people were killed 😢 near the café"),
        span("Officials in Харків"),
        span("said"),
    );
    Rows {
        articles: vec![Article {
            article_id: id.clone(),
            story_id: id.clone(),
            title: Some("A <b>title</b> & more".into()),
            publisher: Some("Радио \"Дельта\"".into()),
            published_at: Some("2024-03-10T06:00:00Z".parse().unwrap()),
            text: HARD.into(),
            char_count: HARD.chars().count() as i64,
            ..Article::default()
        }],
        figures: vec![Figure {
            figure_id: "g000".into(),
            article_id: id.clone(),
            char_start: figure.0,
            char_end: figure.1,
            text: "at least 12".into(),
            value_low: Some(12.0),
            bound: Bound::AtLeast,
            measure: Measure::Killed,
            unit_kind: UnitKind::Count,
            subject_text: Some("people".into()),
            combatant_status: CombatantStatus::Unknown,
            claimant_text: Some("Officials in Харків".into()),
            stance: Stance::Asserts,
            rule: "sample".into(),
            ..Figure::default()
        }],
        mentions: vec![Mention {
            mention_id: "m000".into(),
            article_id: id.clone(),
            char_start: mention.0,
            char_end: mention.1,
            text: "Харків".into(),
            kind: MentionKind::Name,
            rule: "sample".into(),
            ..Mention::default()
        }],
        statements: vec![Statement {
            statement_id: "s000".into(),
            article_id: id,
            char_start: content.0,
            char_end: content.1,
            source_text: Some("Officials in Харків".into()),
            source_start: Some(source.0),
            source_end: Some(source.1),
            cue_text: Some("said".into()),
            cue_start: Some(cue.0),
            cue_end: Some(cue.1),
            rule: "sample".into(),
            ..Statement::default()
        }],
        ..Rows::default()
    }
}

fn explorer(dir: &Path, rows: Vec<Rows>, choices: &Choices) -> PathBuf {
    let (tables, out) = (dir.join("tables"), dir.join("reports"));
    let mut writer = TablesWriter::create(&tables, &Provenance::default()).unwrap();
    for rows in rows {
        writer.append(rows).unwrap();
    }
    writer.finish().unwrap();
    write_report(&tables, &out, choices).unwrap();
    out.join("explorer.html")
}

fn choices() -> Choices {
    Choices::under("floor").unwrap()
}

/// What stands between two words of the page.
fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    page.split_once(from).unwrap().1.split_once(to).unwrap().0
}

/// Pairs of letters as groups of 13 bits.
fn bytes(letters: &str) -> Vec<u8> {
    let alphabet: Vec<u8> = (b'!'..=b'~').filter(|letter| !b"&<`".contains(letter)).collect();
    let value = |letter: u8| alphabet.iter().position(|known| *known == letter).unwrap() as u32;
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0u32, 0);
    for pair in letters.as_bytes().chunks(2) {
        (bits, count) = match *pair {
            [one, two] => (bits << 13 | (value(one) * 91 + value(two)), count + 13),
            _ => (bits << 6 | value(pair[0]), count + 6),
        };
        while count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    bytes
}

/// A block of data, unpacked.
fn block(page: &str, id: &str) -> serde_json::Value {
    let packed = between(page, &format!("id=\"{id}\">"), "</script>");
    let mut json = String::new();
    let zipped = bytes(packed.trim());
    flate2::read::GzDecoder::new(&zipped[..])
        .read_to_string(&mut json)
        .unwrap();
    serde_json::from_str(&json).unwrap()
}

#[test]
fn the_page_holds_texts_and_rows_and_lets_nothing_else_run() {
    let dir = tempfile::tempdir().unwrap();
    let page = fs::read_to_string(explorer(dir.path(), vec![sample::rows(), hard()], &choices())).unwrap();
    let texts = block(&page, "texts");
    assert_eq!(texts[14], HARD);
    let tables = block(&page, "tables");
    let names: Vec<_> = tables["tables"]
        .as_array()
        .unwrap()
        .iter()
        .map(|table| table["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "articles",
            "sentences",
            "mentions",
            "actors",
            "figures",
            "actions",
            "statements",
            "places",
            "dates",
            "issues"
        ]
    );
    assert_eq!(tables["about"]["articles_shown"], 15);
    assert_eq!(tables["codes"]["measure"]["killed"], "People killed.");
    assert_eq!(
        block(&page, "charts").as_array().unwrap().len(),
        fs::read_dir(dir.path().join("reports/charts")).unwrap().count() / 5
    );

    for (element, directive) in [("style", "style-src"), ("script", "script-src")] {
        let content = between(&page, &format!("<{element}>"), &format!("</{element}>"));
        let digest = BASE64.encode(Sha256::digest(content));
        assert!(page.contains(&format!("{directive} 'sha256-{digest}'")), "{element}");
    }
    assert!(page.contains("default-src 'none'; img-src data:;"));
    assert!(
        !page.contains("alert(1)") && !page.contains("zebrafish"),
        "text stands only within packed data"
    );
}

#[test]
fn with_more_articles_than_asked_for_the_newest_are_in_the_page() {
    let dir = tempfile::tempdir().unwrap();
    let few = Choices {
        explorer_articles: 3,
        ..choices()
    };
    let page = fs::read_to_string(explorer(dir.path(), vec![sample::rows(), hard()], &few)).unwrap();
    assert!(block(&page, "texts").as_array().unwrap().contains(&HARD.into()));
    let tables = block(&page, "tables");
    assert_eq!(
        (
            &tables["about"]["articles_shown"],
            &tables["about"]["articles_in_tables"]
        ),
        (&3.into(), &15.into())
    );
    let notes = tables["about"]["notes"].to_string();
    assert!(notes.contains("the 3 newest of 15 articles"), "{notes}");
    let none = Choices {
        explorer_articles: 0,
        ..choices()
    };
    assert!(
        !explorer(dir.path(), vec![hard()], &none).exists(),
        "a page of an earlier report goes"
    );
}

#[test]
fn a_browser_finds_filters_and_highlights() {
    let python = match environment() {
        Ok(python) => python,
        Err(why) if std::env::var_os("TIDYWIRE_REQUIRE_BROWSER").is_some_and(|set| set == "1") => {
            panic!("TIDYWIRE_REQUIRE_BROWSER=1, but {why}")
        }
        Err(why) => {
            eprintln!("\n*** SKIPPED: no browser opened the explorer: {why} ***\n");
            return;
        }
    };
    let rows = sample::rows();
    let mut killed: Vec<_> = rows
        .figures
        .iter()
        .filter(|row| row.measure == Measure::Killed)
        .map(|row| &row.article_id)
        .collect();
    killed.sort();
    killed.dedup();
    let expected = serde_json::json!({
        "articles": rows.articles.len() + 1,
        "seconds": 2.0,
        "search": {"words": "ZEBRAFISH срочно", "articles": 1},
        "filter": {"measure": "killed", "articles": killed.len() + 1},
        "highlights": [
            {"article_id": "b00", "table": "figures", "row_text": "at least 12"},
            {"article_id": "b00", "table": "mentions", "row_text": "Харків"},
            {"article_id": "b00", "table": "statements", "row_text": "at least 12 people were killed 😢 near the café"},
        ],
        "script_article": "b00",
    });
    let dir = tempfile::tempdir().unwrap();
    let page = explorer(dir.path(), vec![rows, hard()], &choices());
    drive(&python, dir.path(), &page, &expected);
    let empty = tempfile::tempdir().unwrap();
    let page = explorer(empty.path(), Vec::new(), &choices());
    drive(
        &python,
        empty.path(),
        &page,
        &serde_json::json!({"articles": 0, "seconds": 2.0}),
    );
}

fn drive(python: &Path, dir: &Path, page: &Path, expected: &serde_json::Value) {
    let expect = dir.join("expect.json");
    fs::write(&expect, expected.to_string()).unwrap();
    let mut command = Command::new(python);
    command
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/explorer.py"))
        .args([page, expect.as_path()]);
    if let Some(keep) = std::env::var_os("TIDYWIRE_KEEP_SCREENSHOTS") {
        command.arg("--screenshots").arg(keep);
    }
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && said.contains("explorer: all checks passed"),
        "{said}"
    );
}

/// The interpreter of an environment in the target folder, made on first use.
fn environment() -> Result<PathBuf, String> {
    for program in ["chromium", "chromedriver"] {
        run(Command::new(program).arg("--version"))?;
    }
    let venv = Path::new(env!("CARGO_TARGET_TMPDIR")).join("explorer-venv");
    let python = venv.join("bin/python");
    let ready = venv.join("ready");
    if ready.exists() {
        return Ok(python);
    }
    run(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
    run(Command::new(&python).args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "selenium==4.*",
    ]))?;
    fs::write(&ready, "").map_err(|error| error.to_string())?;
    Ok(python)
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)))
}
