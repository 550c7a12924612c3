//! The house rules of ARCHITECTURE.md, held by tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tidywire_codebook::TABLES;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("the workspace")
        .to_path_buf()
}

/// Files below `folder` with one of the endings, as (path below the root, content).
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut open = vec![root().join(folder)];
    let mut found = Vec::new();
    while let Some(path) = open.pop() {
        for entry in fs::read_dir(&path).expect("a folder") {
            let path = entry.expect("an entry").path();
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            if path.is_dir() {
                open.push(path);
            } else if endings.contains(&ending) {
                let name = path
                    .strip_prefix(root())
                    .expect("below the root")
                    .to_string_lossy()
                    .into_owned();
                found.push((name, fs::read_to_string(&path).expect("text")));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no files in {folder}");
    found
}

/// Rust of the crates without tests, examples and build scripts.
fn sources() -> Vec<(String, String)> {
    files("crates", &["rs"])
        .into_iter()
        .filter(|(name, _)| name.contains("/src/"))
        .collect()
}

/// Lines before the first test module.
fn code(text: &str) -> &str {
    text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or(text)
}

fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root())
        .output()
        .expect("cargo metadata runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let packages = metadata["packages"].as_array().expect("packages");
    packages
        .iter()
        .map(|package| {
            let list = package["dependencies"].as_array().expect("dependencies");
            let normal = list
                .iter()
                .filter(|dependency| dependency["kind"].is_null())
                .map(|dependency| text(&dependency["name"]));
            (text(&package["name"]), normal.collect())
        })
        .collect()
}

#[test]
fn dependencies_point_one_way() {
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("tidywire-text", &[][..]),
        ("tidywire-codebook", &[]),
        ("tidywire-lexicon", &["codebook"]),
        ("tidywire-gazetteer", &[]),
        ("tidywire-language", &["text"]),
        (
            "tidywire-extract",
            &["text", "language", "lexicon", "codebook", "gazetteer"],
        ),
        (
            "tidywire-evaluate",
            &["text", "language", "lexicon", "codebook", "extract", "gazetteer"],
        ),
        ("tidywire-stories", &[]),
        ("tidywire-tables", &["codebook"]),
        ("tidywire-ingest", &["text", "tables"]),
        (
            "tidywire-normalize",
            &[
                "text", "codebook", "lexicon", "language", "extract", "evaluate", "tables", "ingest", "stories",
            ],
        ),
        ("tidywire-report", &["codebook", "tables"]),
        ("tidywire", &["ingest", "normalize", "report"]),
        ("xtask", &["gazetteer"]),
    ]);
    for (package, list) in dependencies() {
        let known = allowed
            .get(package.as_str())
            .unwrap_or_else(|| panic!("{package} has no place in the picture"));
        for dependency in list.iter().filter_map(|name| name.strip_prefix("tidywire-")) {
            assert!(
                known.contains(&dependency),
                "{package} must not depend on tidywire-{dependency}"
            );
        }
    }
}

#[test]
fn heavy_packages_stay_where_they_belong() {
    let only: [(&str, &[&str]); 8] = [
        ("polars-parquet", &["tidywire-tables"]),
        ("polars-core", &["tidywire-tables", "tidywire-report"]),
        ("polars-io", &["tidywire-tables", "tidywire-report"]),
        ("plotters", &["tidywire-report"]),
        (
            "clap",
            &["tidywire-ingest", "tidywire-normalize", "tidywire-report", "tidywire"],
        ),
        (
            "anyhow",
            &[
                "tidywire-ingest",
                "tidywire-normalize",
                "tidywire-report",
                "tidywire",
                "xtask",
            ],
        ),
        (
            "indicatif",
            &["tidywire-ingest", "tidywire-normalize", "tidywire-report", "tidywire"],
        ),
        ("rayon", &["tidywire-ingest", "tidywire-normalize"]),
    ];
    for (package, list) in dependencies() {
        for (heavy, owners) in only {
            assert!(
                !list.contains(heavy) || owners.contains(&package.as_str()),
                "{package} must not name {heavy}"
            );
        }
    }
}

#[test]
fn every_dependency_has_one_version_and_a_reason() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("the manifest");
    let section = manifest
        .split("[workspace.dependencies]")
        .nth(1)
        .and_then(|rest| rest.split("\n[").next())
        .expect("dependencies");
    let mut reason = false;
    for line in section.lines().map(str::trim) {
        if line.starts_with('#') {
            reason = true;
        } else if line.is_empty() {
            reason = false;
        } else {
            assert!(reason, "`{line}` comes without a reason above it");
        }
    }
    for (name, text) in files("crates", &["toml"])
        .iter()
        .filter(|(name, _)| name.ends_with("Cargo.toml"))
    {
        let own = text
            .lines()
            .find(|line| line.contains("version =") && !line.contains("workspace"));
        assert_eq!(own, None, "{name} names a version of its own");
    }
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let mut lengths = Vec::new();
    for (name, text) in sources() {
        assert!(text.starts_with("//!"), "{name} does not open with `//!`");
        let length = code(&text).lines().count();
        assert!(length <= 400, "{name} has {length} lines");
        lengths.push(length);
    }
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median <= 180, "the median file has {median} lines");
    for (name, text) in files("data", &["toml"])
        .iter()
        .filter(|(name, _)| !name.starts_with("data/gold/"))
    {
        assert!(text.lines().count() <= 400, "{name} is longer than 400 lines");
    }
}

#[test]
fn pure_crates_know_no_clock_machine_or_chance() {
    let pure = ["text", "codebook", "lexicon", "language", "extract", "tables"];
    let refused = [
        "SystemTime",
        "Instant::now",
        "std::net",
        "thread_rng",
        "std::env::var",
        "RandomState",
        "Local::now",
        "Timestamp::now",
        "Zoned::now",
    ];
    for (name, text) in sources() {
        if pure.iter().any(|krate| name.starts_with(&format!("crates/{krate}/"))) {
            for word in refused {
                assert!(!code(&text).contains(word), "{name} uses {word}");
            }
        }
    }
}

#[test]
fn one_macro_and_unsafe_only_in_the_hot_loop() {
    let macros: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| text.contains("macro_rules!"))
        .map(|(name, _)| name)
        .collect();
    assert!(macros.len() <= 1, "macros in {macros:?}");
    for (name, text) in sources() {
        let has = code(&text)
            .lines()
            .any(|line| line.contains("unsafe ") && !line.trim_start().starts_with("//"));
        assert!(
            !has || name.starts_with("crates/language/src/network/"),
            "{name} is unsafe"
        );
    }
}

#[test]
fn column_names_are_written_in_the_codebook_only() {
    let columns: BTreeSet<&str> = TABLES
        .iter()
        .flat_map(|table| table.columns.iter().map(|column| column.name))
        .filter(|name| name.contains('_'))
        .collect();
    // Names that are also fields of inputs: JSON Lines and source cards.
    let shared = [
        "source_id",
        "source_uri",
        "published_at",
        "published_basis",
        "published_from",
        "event_type",
        "quad_class",
        "cameo_root",
        "event_mode",
    ];
    for (name, text) in sources() {
        if name.starts_with("crates/codebook/") {
            continue;
        }
        for column in columns.iter().filter(|column| !shared.contains(column)) {
            assert!(
                !code(&text).contains(&format!("\"{column}\"")),
                "{name} names the column {column} as a literal"
            );
        }
    }
}

#[test]
fn nothing_names_a_machine() {
    let mut all = sources();
    all.extend(files("data", &["toml", "md"]));
    all.push((
        "README.md".to_owned(),
        fs::read_to_string(root().join("README.md")).expect("README.md"),
    ));
    for (name, text) in all {
        for path in ["/work/", "/root/", "/home/"] {
            assert!(!text.contains(path), "{name} names {path}");
        }
    }
}

#[test]
fn every_article_has_a_card_and_gold() {
    let mut count = 0;
    for (name, _) in files("data/articles", &["txt"]) {
        let stem = name.trim_start_matches("data/articles/").trim_end_matches(".txt");
        assert!(
            root().join(format!("data/articles/{stem}.card.toml")).exists(),
            "{stem} has no card"
        );
        assert!(
            root().join(format!("data/gold/{stem}.toml")).exists(),
            "{stem} has no gold"
        );
        count += 1;
    }
    assert_eq!(count, 25);
}
