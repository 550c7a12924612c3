//! What a run tells while it goes and at its end.
//!
//! What it deliberately does not do: nothing it shows goes into a table.
//!
//! Invariant: standard error only, and nothing but problems when told to be quiet.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use indicatif::{HumanBytes, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

use crate::inputs::{Input, Inputs};
use crate::options::Options;
use crate::problem::{Problem, Severity};
use crate::reader::Item;

/// What was read, skipped and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Bytes read, as they lie on disk.
    pub bytes: u64,
    /// Articles read.
    pub articles: u64,
    /// Inputs and records skipped, by code.
    pub skipped: BTreeMap<&'static str, u64>,
    /// Facts left out, by code.
    pub warnings: BTreeMap<&'static str, u64>,
}

impl Tally {
    /// Counts an item.
    pub fn count(&mut self, item: &Item) {
        match item {
            Item::Article(_) => self.articles += 1,
            Item::Problem(problem) => {
                let list = match problem.severity {
                    Severity::Error => &mut self.skipped,
                    Severity::Warning => &mut self.warnings,
                };
                *list.entry(problem.code).or_default() += 1;
            }
        }
    }

    /// Whether anything was skipped.
    pub fn skipped_any(&self) -> bool {
        !self.skipped.is_empty()
    }

    /// One line for people: "1,204 articles from 34 MB; skipped 3 (invalid_json 2, empty_file 1); warnings 1 (...)".
    pub fn line(&self) -> String {
        let list = |counts: &BTreeMap<&'static str, u64>| {
            let all: u64 = counts.values().sum();
            let each: Vec<String> = counts.iter().map(|(code, count)| format!("{code} {count}")).collect();
            match all {
                0 => "0".to_owned(),
                _ => format!("{all} ({})", each.join(", ")),
            }
        };
        format!(
            "articles: {}, from {}, skipped: {}, warnings: {}",
            self.articles,
            HumanBytes(self.bytes),
            list(&self.skipped),
            list(&self.warnings)
        )
    }
}

/// Standard error. That it cannot be written to stops nothing.
pub struct Talk {
    bar: ProgressBar,
    start: Instant,
    quiet: bool,
}

impl Talk {
    /// Shows progress unless told to be quiet or nobody looks. The time left is known where all inputs are files.
    pub fn new(paths: &[PathBuf], options: &Options, quiet: bool) -> Self {
        let shown = !quiet && io::stderr().is_terminal();
        let bar = match shown {
            true => ProgressBar::with_draw_target(size(paths, options), ProgressDrawTarget::stderr_with_hz(5)),
            false => ProgressBar::hidden(),
        };
        let form = match bar.length() {
            Some(_) => "{bytes} of {total_bytes} read, {msg}, {eta} left",
            None => "{bytes} read, {msg}",
        };
        if let Ok(style) = ProgressStyle::with_template(form) {
            bar.set_style(style);
        }
        Self {
            bar,
            start: Instant::now(),
            quiet,
        }
    }

    /// Tells a problem.
    pub fn problem(&self, problem: &Problem) {
        self.bar.suspend(|| {
            let _ = writeln!(io::stderr(), "{problem}");
        });
    }

    /// Shows how far it is.
    pub fn at(&self, tally: &Tally) {
        if !self.bar.is_hidden() {
            let rate = tally.articles as f64 / self.start.elapsed().as_secs_f64().max(0.001);
            self.bar
                .set_message(format!("{} articles, {rate:.0} articles/s", tally.articles));
            self.bar.set_position(tally.bytes);
        }
    }

    /// Takes the progress away.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }

    /// The last line, for people or (`json`) for programs.
    pub fn end(&self, tally: &Tally, json: bool) {
        self.bar.finish_and_clear();
        let line = match json {
            // A struct of numbers and maps of numbers has nothing that JSON could not hold.
            true => serde_json::to_string(tally).unwrap_or_default(),
            false if self.quiet => return,
            false => {
                let took = Duration::from_secs(self.start.elapsed().as_secs());
                match took.is_zero() {
                    true => tally.line(),
                    false => format!("{}, in {}", tally.line(), HumanDuration(took)),
                }
            }
        };
        let _ = writeln!(io::stderr(), "{line}");
    }
}

/// Bytes of all inputs, if all are files.
fn size(paths: &[PathBuf], options: &Options) -> Option<u64> {
    let stream = |path: &Path| path.as_os_str() == "-";
    if options.files_from.is_some() || paths.iter().any(|path| stream(path)) {
        return None;
    }
    let mut inputs = Inputs::new(paths.iter().cloned().collect(), None, options.format.is_some()).ok()?;
    let mut size = 0;
    while let Some(input) = inputs.next() {
        if let Ok(Input::File { path, .. }) = input {
            size += std::fs::metadata(path).ok().filter(|data| data.is_file())?.len();
        }
    }
    Some(size)
}
