//! The blocks of README.md are executed, so that they stay true.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn blocks(language: &str) -> Vec<String> {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("README.md");
    let opening = format!("```{language}\n");
    let blocks: Vec<String> = readme
        .split(opening.as_str())
        .skip(1)
        .map(|rest| rest.split("```").next().expect("a closing fence").to_owned())
        .collect();
    assert!(!blocks.is_empty(), "no {language} blocks");
    blocks
}

/// Runs the shell blocks in a folder that sees the repository's data.
fn shell(folder: &Path) {
    let data = root().join("data").canonicalize().expect("data");
    std::os::unix::fs::symlink(data, folder.join("data")).expect("a link");
    let program = Path::new(env!("CARGO_BIN_EXE_tidywire"));
    let path = std::env::var("PATH").unwrap_or_default();
    let path = format!("{}:{path}", program.parent().expect("a folder").display());
    for block in blocks("sh") {
        let status = Command::new("sh")
            .args(["-eu", "-c", &block])
            .env("PATH", &path)
            .current_dir(folder)
            .status();
        assert!(status.expect("sh starts").success(), "{block}");
    }
}

#[test]
fn shell_and_python_blocks_run() {
    let folder = TempDir::new().expect("a folder");
    shell(folder.path());
    assert!(folder.path().join("my-report/README.md").exists());
    let python = match environment() {
        Ok(python) => python,
        Err(why) if std::env::var_os("TIDYWIRE_REQUIRE_PYTHON").is_some_and(|set| set == "1") => {
            panic!("TIDYWIRE_REQUIRE_PYTHON=1, but {why}")
        }
        Err(why) => {
            eprintln!("SKIPPED: the README's Python blocks were not run: {why}");
            return;
        }
    };
    for block in blocks("python") {
        let output = Command::new(&python)
            .args(["-c", &block])
            .current_dir(folder.path())
            .output()
            .expect("python starts");
        assert!(
            output.status.success(),
            "{block}\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

/// An interpreter with pandas and pyarrow, made on first use in the target folder.
fn environment() -> Result<PathBuf, String> {
    let venv = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme-venv");
    let (python, ready) = (venv.join("bin/python"), venv.join("ready"));
    if ready.exists() {
        return Ok(python);
    }
    let run = |command: &mut Command| match command.output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr))),
        Err(error) => Err(format!("{command:?}: {error}")),
    };
    run(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
    run(Command::new(&python).args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "pandas",
        "pyarrow",
    ]))?;
    std::fs::write(&ready, "").map_err(|error| error.to_string())?;
    Ok(python)
}
