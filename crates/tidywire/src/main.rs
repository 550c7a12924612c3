//! `tidywire`: the front door. Every command is a few lines that call the crate that does the work.

use std::process::ExitCode;

use clap::Parser;
use tidywire_normalize::commands;

/// English news about armed conflict into tidy tables and charts.
#[derive(Parser)]
#[command(
    name = "tidywire",
    version,
    about,
    after_help = "Example:\n  tidywire run article.txt --out tables/ && tidywire report tables/ --out report/"
)]
enum Command {
    /// Read articles and write the tables (ingest and normalize in one process)
    Run(tidywire_normalize::run::Args),
    /// Read files, folders, pages and JSON Lines and write articles as JSON Lines
    Ingest(tidywire_ingest::Args),
    /// Analyse articles and write the tables; takes what `ingest` wrote, and anything that `run` takes
    Normalize(tidywire_normalize::run::Args),
    /// Draw the charts of a tables folder
    Report(tidywire_report::ReportArgs),
    /// Score the analysis against annotated articles
    Evaluate(commands::EvaluateArgs),
    /// Show tokens, tree, mentions, frames and rules of a sentence
    Explain(commands::ExplainArgs),
    /// Find faults of the lexicon
    Check(commands::CheckArgs),
}

fn main() -> ExitCode {
    let result = match Command::parse() {
        Command::Run(args) | Command::Normalize(args) => tidywire_normalize::run::command(&args),
        Command::Ingest(args) => tidywire_ingest::command(args),
        Command::Report(args) => tidywire_report::run(&args).map(|summary| {
            eprintln!(
                "{}: {} charts and the codebook",
                summary.out.display(),
                summary.pictures.len()
            );
            ExitCode::SUCCESS
        }),
        Command::Evaluate(args) => commands::evaluate_command(&args),
        Command::Explain(args) => commands::explain_command(&args),
        Command::Check(args) => commands::check_command(&args),
    };
    result.unwrap_or_else(|error| {
        eprintln!("{error:#}");
        ExitCode::from(2)
    })
}
