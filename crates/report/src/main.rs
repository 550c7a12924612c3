//! `tidywire-report TABLES --out DIR`: charts and codebook from published tables.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use tidywire_report::{ReportArgs, run};

/// Draw charts from published tables.
#[derive(Parser)]
#[command(name = "tidywire-report", version, about)]
struct Cli {
    #[command(flatten)]
    report: ReportArgs,
}

fn main() -> ExitCode {
    let args = Cli::parse();
    let mut talk = std::io::stderr().lock();
    // Nobody is left to tell when stderr is closed.
    match run(&args.report) {
        Ok(summary) => {
            let (count, out) = (summary.pictures.len(), summary.out.display());
            let _ = writeln!(talk, "{count} charts and the codebook in {out}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(talk, "tidywire-report: {error:#}");
            ExitCode::from(2)
        }
    }
}
