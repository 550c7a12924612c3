//! The command: arguments, output, progress, exit code.
//!
//! What it deliberately does not do: it knows no format; [`Reader`] does the work.
//!
//! Invariant: data goes to standard output (or the file named), talk to standard error. A file named with `--out` is
//! either complete or not there: it is written aside and renamed.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;

use crate::options::{Format, Options};
use crate::problem::Severity;
use crate::reader::{Item, Reader};

/// Progress is shown once for so many items.
const PROGRESS_EVERY: u64 = 50;

const EXAMPLES: &str = "\
Examples:
  tidywire-ingest news/                            every article in a folder and its subfolders
  tidywire-ingest 'news/**/*.html' --out a.jsonl   pages by pattern, to a file
  curl -s https://example.org/story | tidywire-ingest -
  find . -name '*.txt' | tidywire-ingest --files-from -

Reads plain text (.txt), Markdown (.md), web pages (.html, .htm) and JSON Lines (.jsonl, .ndjson; fields id,
text, title, published_at, publisher, url, authors). NAME.card.toml beside NAME.txt states title, publisher,
authors, published_at and url of the article.

Exit code: 0 all was read; 1 some input was skipped (each is reported on standard error); 2 could not run.";

/// Reads files, folders, pages and JSON Lines, and writes articles as JSON Lines.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files, folders or patterns; - for standard input
    #[arg(value_name = "PATH", required_unless_present = "files_from")]
    pub paths: Vec<PathBuf>,
    /// Read further paths from FILE, one a line; - for standard input
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,
    /// Where to write the articles; - for standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub out: PathBuf,
    /// Read every input in this format, whatever it is called
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Skip lines of JSON Lines that are longer
    #[arg(long, value_name = "N", default_value_t = Options::default().max_line_bytes)]
    pub max_line_bytes: u64,
    /// Skip text and Markdown files that are larger
    #[arg(long, value_name = "N", default_value_t = Options::default().max_text_bytes)]
    pub max_text_bytes: u64,
    /// Skip web pages that are larger
    #[arg(long, value_name = "N", default_value_t = Options::default().max_page_bytes)]
    pub max_page_bytes: u64,
    /// Report problems only: no progress, no summary
    #[arg(short, long)]
    pub quiet: bool,
}

impl Args {
    /// The reader's options.
    pub fn options(&self) -> Options {
        Options {
            files_from: self.files_from.clone(),
            format: self.format,
            max_line_bytes: self.max_line_bytes,
            max_text_bytes: self.max_text_bytes,
            max_page_bytes: self.max_page_bytes,
            ..Options::default()
        }
    }
}

/// Runs the command. Exit code 0: all was read, or the reader of our output went away; 1: some input was skipped.
///
/// # Errors
/// If it could not begin, or the output could not be written (exit code 2).
pub fn command(args: Args) -> anyhow::Result<ExitCode> {
    let reader = Reader::new(args.paths.iter(), args.options())?;
    let talk = Talk {
        progress: !args.quiet && io::stderr().is_terminal(),
        summary: !args.quiet,
    };
    if args.out.as_os_str() == "-" {
        return match copy(reader, BufWriter::new(io::stdout().lock()), &talk) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
            result => result.context("cannot write to standard output"),
        };
    }
    let aside = aside(&args.out);
    let write = || {
        let code = copy(reader, BufWriter::new(File::create(&aside)?), &talk)?;
        std::fs::rename(&aside, &args.out)?;
        Ok(code)
    };
    let result: io::Result<ExitCode> = write();
    if result.is_err() {
        // What is left of a failed run; if it cannot be removed either, the first error is the one to tell.
        let _ = std::fs::remove_file(&aside);
    }
    result.with_context(|| format!("cannot write {}", args.out.display()))
}

/// A hidden name in the same folder, which readers of the folder pass over.
fn aside(out: &Path) -> PathBuf {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    out.with_file_name(format!(".{name}.partial"))
}

fn copy(reader: Reader, mut out: impl Write, talk: &Talk) -> io::Result<ExitCode> {
    let (mut articles, mut skipped, mut warnings) = (0u64, 0u64, 0u64);
    for item in reader {
        match item {
            Item::Article(article) => {
                serde_json::to_writer(&mut out, &article)?;
                out.write_all(b"\n")?;
                articles += 1;
            }
            Item::Problem(problem) => {
                match problem.severity {
                    Severity::Error => skipped += 1,
                    Severity::Warning => warnings += 1,
                }
                talk.say(&problem.to_string());
            }
        }
        if (articles + skipped) % PROGRESS_EVERY == 0 {
            talk.progress(articles);
        }
    }
    out.flush()?;
    if talk.summary {
        talk.say(&format!(
            "articles: {articles}, skipped: {skipped}, warnings: {warnings}"
        ));
    }
    Ok(if skipped > 0 {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}

/// Standard error. That it cannot be written to stops nothing.
struct Talk {
    progress: bool,
    summary: bool,
}

impl Talk {
    fn say(&self, message: &str) {
        let clear = if self.progress { "\r\x1b[K" } else { "" };
        let _ = writeln!(io::stderr(), "{clear}{message}");
    }

    fn progress(&self, articles: u64) {
        if self.progress {
            let _ = write!(io::stderr(), "\r\x1b[K{articles} articles");
        }
    }
}
