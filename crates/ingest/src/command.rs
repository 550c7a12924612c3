//! The command: arguments, output, progress, exit code.
//!
//! What it deliberately does not do: it knows no format; [`Reader`] does the work.
//!
//! Invariant: data goes to standard output (or the file named), talk to standard error. A file named with `--out` is
//! either complete or not there: it is written aside and renamed.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;

use crate::options::{Format, Options};
use crate::progress::{Talk, Tally};
use crate::reader::{Item, Reader};

const EXAMPLES: &str = "\
Examples:
  tidywire-ingest news/                            every article in a folder and its subfolders
  tidywire-ingest 'news/**/*.html' --out a.jsonl   pages by pattern, to a file
  curl -s https://example.org/story | tidywire-ingest -
  find . -name '*.txt' | tidywire-ingest --files-from -

Reads plain text (.txt), Markdown (.md), web pages (.html), feeds (.rss, .atom, .xml, .json), JSON Lines (.jsonl, .ndjson;
fields id, text, title, published_at, publisher, url, authors), tables (.csv, .tsv, .parquet; columns by such names, or
--text-column), web archives (.warc, .wet), all of them also compressed (.gz, .zst) and in archives (.tar, .zip).
NAME.card.toml beside NAME.txt states title, publisher, authors, published_at and url of the article.

Exit code: 0 all was read; 1 some input was skipped (each is reported on standard error); 2 could not run.";

/// What is read, and how: the same for every command that reads.
#[derive(Clone, Debug, clap::Args)]
pub struct InputArgs {
    /// Files, folders or patterns; - for standard input
    #[arg(value_name = "PATH", required_unless_present = "files_from")]
    pub paths: Vec<PathBuf>,
    /// Read further paths from FILE, one a line; - for standard input
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,
    /// The column of CSV, TSV and Parquet that holds the text; found by its name if not given
    #[arg(long, value_name = "NAME")]
    pub text_column: Option<String>,
    /// Skip lines of JSON Lines and rows of tables that are longer
    #[arg(long, value_name = "N", default_value_t = Options::default().max_line_bytes)]
    pub max_line_bytes: u64,
    /// Skip text and Markdown files that are larger
    #[arg(long, value_name = "N", default_value_t = Options::default().max_text_bytes)]
    pub max_text_bytes: u64,
    /// Skip web pages and feeds that are larger
    #[arg(long, value_name = "N", default_value_t = Options::default().max_page_bytes)]
    pub max_page_bytes: u64,
    /// Stop a compressed input when it gets N times larger than it is on disk (and over 64 MiB)
    #[arg(long, value_name = "N", default_value_t = Options::default().max_expansion)]
    pub max_expansion: u64,
    /// Report problems only: no progress, no summary
    #[arg(short, long)]
    pub quiet: bool,
    /// Write the summary to standard error as JSON
    #[arg(long)]
    pub json: bool,
}

impl InputArgs {
    /// The reader's options; `format` for all inputs, if one is given.
    pub fn options(&self, format: Option<Format>) -> Options {
        Options {
            files_from: self.files_from.clone(),
            format,
            text_column: self.text_column.clone(),
            max_line_bytes: self.max_line_bytes,
            max_text_bytes: self.max_text_bytes,
            max_page_bytes: self.max_page_bytes,
            max_expansion: self.max_expansion,
            ..Options::default()
        }
    }
}

/// Reads files, folders, pages, feeds, tables and archives, and writes articles as JSON Lines.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// Where to write the articles; - for standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    out: PathBuf,
    /// Read every input in this format, whatever it is called
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Number of threads; the articles and their order are the same for any
    #[arg(short = 'j', long, value_name = "N", default_value_t = 0)]
    jobs: usize,
}

/// Runs the command. Exit code 0: all was read, or the reader of our output went away; 1: some input was skipped.
///
/// # Errors
/// If it could not begin, or the output could not be written (exit code 2).
pub fn command(args: Args) -> anyhow::Result<ExitCode> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(args.jobs)
        .build()
        .context("cannot start threads")?;
    pool.install(|| write(&args))
}

fn write(args: &Args) -> anyhow::Result<ExitCode> {
    let options = args.input.options(args.format);
    let talk = Talk::new(&args.input.paths, &options, args.input.quiet);
    let reader = Reader::new(args.input.paths.iter(), options)?;
    let json = args.input.json;
    if args.out.as_os_str() == "-" {
        return match copy(reader, BufWriter::new(io::stdout().lock()), &talk, json) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
            result => result.context("cannot write to standard output"),
        };
    }
    let aside = aside(&args.out);
    let write = || {
        let code = copy(reader, BufWriter::new(File::create(&aside)?), &talk, json)?;
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

fn copy(mut reader: Reader, mut out: impl Write, talk: &Talk, json: bool) -> io::Result<ExitCode> {
    let mut tally = Tally::default();
    while let Some(item) = reader.next() {
        tally.count(&item);
        tally.bytes = reader.bytes();
        match item {
            Item::Article(article) => {
                serde_json::to_writer(&mut out, &article)?;
                out.write_all(b"\n")?;
            }
            Item::Problem(problem) => talk.problem(&problem),
        }
        talk.at(&tally);
    }
    out.flush()?;
    talk.end(&tally, json);
    Ok(match tally.skipped_any() {
        true => ExitCode::from(1),
        false => ExitCode::SUCCESS,
    })
}
