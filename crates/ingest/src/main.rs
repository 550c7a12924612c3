//! The `tidywire-ingest` program; see [`tidywire_ingest::Args`] for what it takes.

use std::process::ExitCode;

use clap::Parser;
use tidywire_ingest::Args;

#[derive(Parser)]
#[command(name = "tidywire-ingest", version)]
struct Cli {
    #[command(flatten)]
    args: Args,
}

fn main() -> ExitCode {
    match tidywire_ingest::command(Cli::parse().args) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}
