//! The commands of this crate, as the front door and the thin binary call them.

use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use jiff::civil::Date;

use crate::{LexiconArgs, by_eye, check, evaluate, explain, sets};

/// Shows tokens, tree, mentions, frames and rule ids of a sentence.
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tidywire explain \"Russia claimed to have intercepted eight missiles fired by Ukraine.\"\n  tidywire explain --date 2024-12-18 \"David Lammy announced sanctions.\"\n  cat article.txt | tidywire explain -"
)]
pub struct ExplainArgs {
    /// The sentence or text; - for standard input
    pub text: String,
    /// Day of publication: resolves relative dates and says who holds an office
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    #[command(flatten)]
    lexicon: LexiconArgs,
}

/// Finds faults of the lexicon: unknown codes, name collisions, broken terms, examples that do not hold.
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tidywire check\n  tidywire check --lexicon my-lexicon/\n  tidywire check --only verbs/assault\n\nExit code: 0 sound; 3 faults were found; 2 the folder could not be read."
)]
pub struct CheckArgs {
    /// Execute only the examples of files whose name below lexicon/ begins so ("verbs/assault"); default all
    #[arg(long, value_name = "PREFIX", default_value = "", hide_default_value = true)]
    pub only: String,
    #[command(flatten)]
    lexicon: LexiconArgs,
}

/// Scores the analysis against annotated articles, or against development sets that lie beside the repository.
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tidywire evaluate\n  tidywire evaluate --errors figure\n  tidywire evaluate --bless\n  tidywire evaluate --set conflict --errors\n  tidywire evaluate --set all --dev ../shared/dev\n\nExit code: 0 the scores are the blessed ones; 3 they differ; 2 could not run."
)]
pub struct EvaluateArgs {
    /// Folder of the articles
    #[arg(long, value_name = "DIR", default_value = "data/articles")]
    pub articles: PathBuf,
    /// Folder of the gold files, with baseline.toml
    #[arg(long, value_name = "DIR", default_value = "data/gold")]
    pub gold: PathBuf,
    /// Score development sets instead: conflict, newsquant, recognizers_number, recognizers_number_range,
    /// recognizers_currency, recognizers_percent, quantulum, muc, more of the recognizers, or all of those named here
    #[arg(long, value_name = "NAME")]
    pub set: Option<String>,
    /// Folder of the development sets
    #[arg(long, value_name = "DIR", default_value = "../shared/dev", requires = "set")]
    pub dev: PathBuf,
    /// List the errors: all, or of one kind (figure, action, actor, statement, place; with --set the first word of an error)
    #[arg(long, value_name = "KIND", num_args = 0..=1, default_missing_value = "all")]
    pub errors: Option<String>,
    /// Write the scores as the new baseline
    #[arg(long)]
    pub bless: bool,
    /// Write the table of scores to FILE as Markdown
    #[arg(long, value_name = "FILE", conflicts_with = "set")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    lexicon: LexiconArgs,
}

/// Writes to standard output; a closed pipe ends the program quietly.
fn print(text: &str) -> anyhow::Result<()> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        result => result.context("cannot write to standard output"),
    }
}

/// Runs `explain`.
///
/// # Errors
/// When the lexicon is wrong or standard input cannot be read.
pub fn explain_command(args: &ExplainArgs) -> anyhow::Result<ExitCode> {
    let lexicon = args.lexicon.load()?;
    let mut text = args.text.clone();
    if text == "-" {
        text.clear();
        std::io::stdin()
            .read_to_string(&mut text)
            .context("cannot read standard input")?;
    }
    print(&explain::sentence(text.trim_end(), lexicon, args.date))?;
    Ok(ExitCode::SUCCESS)
}

/// Runs `check`.
///
/// # Errors
/// When the folder cannot be read or a file of it is wrong.
pub fn check_command(args: &CheckArgs) -> anyhow::Result<ExitCode> {
    let lexicon = args.lexicon.load()?;
    let mut faults = check::faults(lexicon);
    faults.extend(check::broken_examples(lexicon, &args.only));
    for fault in &faults {
        print(&format!("{fault}\n"))?;
    }
    let counts = format!(
        "{} actors, {} people, {} agent nouns, {} triggers, {} frames, {} measure words, {} words of saying, {} places; lexicon {}\n",
        lexicon.actors.len(),
        lexicon.people.len(),
        lexicon.agents.len(),
        lexicon.verbs.len(),
        lexicon.frames.len(),
        lexicon.measured.len(),
        lexicon.speech.len(),
        lexicon.places.len(),
        &lexicon.digest[..12]
    );
    print(&counts)?;
    Ok(if faults.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(3)
    })
}

/// Runs `evaluate`.
///
/// # Errors
/// When a file cannot be read or is wrong.
pub fn evaluate_command(args: &EvaluateArgs) -> anyhow::Result<ExitCode> {
    let lexicon = args.lexicon.load()?;
    let drift = if let Some(name) = &args.set {
        let sets = sets::named(name)?;
        let outcome = sets::run(&sets, &args.dev, lexicon)?;
        show(&outcome, args)?;
        let blessed = args.gold.join(evaluate::DEVELOPMENT);
        if args.bless {
            sets::bless(&outcome, &sets, &blessed)?;
            return Ok(ExitCode::SUCCESS);
        }
        sets::drift(&outcome, &sets, &blessed)?
    } else {
        let outcome = evaluate::run(&args.articles, &args.gold, lexicon)?;
        show(&outcome, args)?;
        if let Some(out) = &args.out {
            let page = evaluate::page(&outcome, &args.gold)?;
            std::fs::write(out, page).with_context(|| format!("cannot write {}", out.display()))?;
            // The verdicts that the page sums up stand beside it.
            for (name, _) in by_eye::FILES {
                let verdicts = args.gold.join(name);
                if verdicts.exists() {
                    let copy = out.with_file_name(name);
                    std::fs::copy(&verdicts, &copy).with_context(|| format!("cannot write {}", copy.display()))?;
                }
            }
        }
        let blessed = args.gold.join(evaluate::BASELINE);
        if args.bless {
            evaluate::bless(&outcome, &blessed)?;
            return Ok(ExitCode::SUCCESS);
        }
        evaluate::differences(&evaluate::baseline(&blessed)?, &outcome.scores)
    };
    for line in &drift {
        eprintln!("{line}");
    }
    if drift.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!(
        "hint: read the differences with `just diff` or `--errors`, then bless them with `--bless` (or `just bless`)"
    );
    Ok(ExitCode::from(3))
}

/// Prints the errors, if asked for, and the table of scores.
fn show(outcome: &evaluate::Outcome, args: &EvaluateArgs) -> anyhow::Result<()> {
    if let Some(only) = &args.errors {
        print(&evaluate::misses(outcome, (only != "all").then_some(only.as_str())))?;
    }
    print(&evaluate::table(&outcome.scores))
}
