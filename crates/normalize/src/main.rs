//! `tidywire-normalize`: the tools around the analysis without the rest of the program.

use std::process::ExitCode;

use clap::Parser;
use tidywire_normalize::commands;

#[derive(Parser)]
#[command(
    name = "tidywire-normalize",
    version,
    about = "Articles to tables; explain, check, evaluate"
)]
enum Command {
    /// Analyse articles and write the tables
    #[cfg(feature = "tables")]
    Run(tidywire_normalize::run::Args),
    /// Show tokens, tree, mentions, frames and rules of a sentence
    Explain(commands::ExplainArgs),
    /// Find faults of the lexicon
    Check(commands::CheckArgs),
    /// Score the analysis against annotated articles
    Evaluate(commands::EvaluateArgs),
}

fn main() -> ExitCode {
    let result = match Command::parse() {
        #[cfg(feature = "tables")]
        Command::Run(args) => tidywire_normalize::run::command(&args),
        Command::Explain(args) => commands::explain_command(&args),
        Command::Check(args) => commands::check_command(&args),
        Command::Evaluate(args) => commands::evaluate_command(&args),
    };
    result.unwrap_or_else(|error| {
        eprintln!("{error:#}");
        ExitCode::from(2)
    })
}
