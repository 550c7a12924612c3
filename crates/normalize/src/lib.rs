//! Documents to tables, and the tools around it: explain, check, evaluate.
//!
//! What it deliberately does not do: it draws nothing and decides nothing about language; it carries
//! what `extract` found into published rows and says what was read.
//!
//! Invariant: the tables depend on the articles, the lexicon and the tool's version only: not on the
//! number of threads, the order of inputs or the folder they lie in.
//!
//! ```
//! let lexicon = tidywire_lexicon::Lexicon::embedded();
//! let shown = tidywire_normalize::explain::sentence("Ukraine fired missiles at Russia.", lexicon, None);
//! assert!(shown.contains("ASSAULT"));
//! ```

pub mod by_eye;
#[cfg(feature = "tables")]
mod cache;
#[cfg(feature = "tables")]
mod census;
pub mod check;
pub mod commands;
#[cfg(feature = "tables")]
mod copies;
pub mod evaluate;
pub mod explain;
pub mod ids;
pub mod rows;
#[cfg(feature = "tables")]
pub mod run;
pub mod sets;
#[cfg(feature = "tables")]
mod spool;

use std::path::PathBuf;

use anyhow::Context as _;
use tidywire_lexicon::Lexicon;

/// Where the lexicon comes from.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct LexiconArgs {
    /// A folder in the shape of data/ whose files replace or add to the embedded lexicon
    #[arg(long, value_name = "DIR")]
    pub lexicon: Option<PathBuf>,
    /// Of the kinds of entries that the folder holds (actors, agents, verbs ...) keep nothing that is embedded
    #[arg(long, requires = "lexicon")]
    pub replace: bool,
}

impl LexiconArgs {
    /// The embedded lexicon, with the files of `--lexicon` over it.
    ///
    /// # Errors
    /// When a file of the folder is wrong; every fault on a line of its own.
    pub fn load(&self) -> anyhow::Result<&'static Lexicon> {
        // Whoever wants the lexicon mostly wants the model next: it is made ready meanwhile.
        std::thread::spawn(tidywire_language::Model::embedded);
        let Some(folder) = &self.lexicon else {
            return Ok(Lexicon::embedded());
        };
        let lexicon = if self.replace {
            Lexicon::replaced_by(folder)
        } else {
            Lexicon::with_folder(folder)
        };
        match lexicon {
            // One lexicon a process: it lives as long as the program.
            Ok(lexicon) => Ok(Box::leak(Box::new(lexicon))),
            Err(errors) => {
                let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
                Err(anyhow::anyhow!(lines.join("\n")))
                    .with_context(|| format!("the lexicon in {} is wrong", folder.display()))
            }
        }
    }
}
