//! Other people's readers see what we wrote: `read_back.py` in a throw-away environment.
//!
//! Without Python or without a package index the test says loudly that it was skipped; with
//! `TIDYWIRE_REQUIRE_PYTHON=1` it fails instead.

mod sample;

use std::path::{Path, PathBuf};
use std::process::Command;

use tidywire_tables::{Provenance, TablesWriter};

const PACKAGES: &[&str] = &["pandas", "pyarrow", "polars", "duckdb", "frictionless"];

#[test]
fn pandas_polars_duckdb_and_frictionless_agree() {
    let python = match environment() {
        Ok(python) => python,
        Err(why) if std::env::var_os("TIDYWIRE_REQUIRE_PYTHON").is_some_and(|set| set == "1") => {
            panic!("TIDYWIRE_REQUIRE_PYTHON=1, but {why}")
        }
        Err(why) => {
            eprintln!("\n*** SKIPPED: nobody read the tables back with Python: {why} ***\n");
            return;
        }
    };
    let dir = tempfile::tempdir().unwrap();
    let provenance = Provenance {
        tool_version: "0.0.1".into(),
        lexicon_digest: "abc".into(),
    };
    let mut writer = TablesWriter::create(dir.path(), &provenance).unwrap();
    for rows in sample::articles(6_000) {
        writer.append(rows).unwrap();
    }
    writer.append(sample::closing()).unwrap();
    writer.finish().unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/read_back.py");
    let output = Command::new(&python).arg(script).arg(dir.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("rows in ten tables agree"), "{said}");
}

/// The interpreter of an environment in the target folder, made on first use.
fn environment() -> Result<PathBuf, String> {
    let venv = Path::new(env!("CARGO_TARGET_TMPDIR")).join("read-back-venv");
    let python = venv.join("bin/python");
    let ready = venv.join("ready");
    if ready.exists() {
        return Ok(python);
    }
    run(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
    run(Command::new(&python)
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
        .args(PACKAGES))?;
    std::fs::write(&ready, "").map_err(|error| error.to_string())?;
    Ok(python)
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)))
}
