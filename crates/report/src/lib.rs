//! Tables to charts, with the data behind each, and the codebook as a page.
//!
//! It needs nothing but a folder of published tables: whoever has our Parquet or CSV can redraw every chart.
//! A chart is one file under `src/charts` and one line in its list.
//!
//! Vague words ("dozens") have the numbers of a policy, chosen by name ([`VagueWords`]): `floor`, which the tables
//! carry, or what another data set makes of them. Captions, data and contents say which, and where the numbers are from.
//!
//! What it deliberately does not do: it reads no articles, merges no figures, changes no table, and never turns a
//! bound into a point; where a policy puts one number in the place of a vague word, the mark still says "vague".
//!
//! Invariant: the same tables give the same bytes, on any machine; fonts are embedded, and no clock is read.
//!
//! ```
//! use tidywire_report::Choices;
//! use tidywire_tables::{Provenance, TablesWriter};
//!
//! let dir = tempfile::tempdir()?;
//! let (tables, out) = (dir.path().join("tables"), dir.path().join("reports"));
//! TablesWriter::create(&tables, &Provenance::default())?.finish()?;
//! let summary = tidywire_report::write_report(&tables, &out, &Choices::under("floor")?)?;
//! assert_eq!(summary.pictures.len(), 10, "empty tables have honest empty charts");
//! assert!(out.join("codebook.md").exists());
//! # Ok::<(), anyhow::Error>(())
//! ```

mod charts;
mod codebook_page;
mod contents;
mod data;
mod draw;
mod explorer;
mod origin;
mod outlines;
mod policy;
mod rows;
mod vague;

use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context, Result, anyhow};
use clap::Args;

use crate::charts::{CHARTS, Picture};
use crate::data::Tables;
use crate::origin::Origin;

pub use crate::vague::VagueWords;

/// Folder of the pictures, within the folder of the report.
const CHARTS_DIR: &str = "charts";
/// Behind the name of a picture for dark pages.
const DARK: &str = "-dark";

/// Options of the command.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  tidywire report tables/ --out report/\n  tidywire report tables/ --out report/ --policy acled\n\nExit code: 0 drawn; 2 a table or column is missing, no such policy, or nothing could be written."
)]
pub struct ReportArgs {
    /// Folder with the tables (`figures.parquet` and the others, or their CSV).
    pub tables: PathBuf,
    /// Folder to write the charts, the codebook and the table of contents to.
    #[arg(long, value_name = "DIR", default_value = "reports")]
    pub out: PathBuf,
    /// Numbers for vague words such as "dozens": floor, acled, emdat, wikimpacts, newsquant, or the path of a TOML file.
    #[arg(long, value_name = "NAME", default_value = "floor")]
    pub policy: String,
    /// Count every copy of a story that was published several times; by default only the first one.
    #[arg(long)]
    pub each_copy: bool,
    /// Articles in `explorer.html`, the newest if there are more; 0 writes no such page.
    #[arg(long, value_name = "N", default_value_t = EXPLORER_ARTICLES)]
    pub explorer_articles: usize,
}

/// Articles that the explorer holds by default: a page that a browser opens in two seconds.
const EXPLORER_ARTICLES: usize = 5_000;

/// How tables are read and what is written.
#[derive(Clone, Debug)]
pub struct Choices {
    /// Numbers for vague words.
    pub vague: VagueWords,
    /// How often a story counts.
    pub copies: Copies,
    /// Articles in the explorer at most; 0 writes none.
    pub explorer_articles: usize,
}

impl Choices {
    /// What is done when nothing is asked for, with vague words under the policy of that name.
    ///
    /// # Errors
    /// As [`VagueWords::under`].
    pub fn under(policy: &str) -> Result<Self> {
        Ok(Self {
            vague: VagueWords::under(policy)?,
            copies: Copies::Once,
            explorer_articles: EXPLORER_ARTICLES,
        })
    }
}

/// How often a story counts that was published several times (`articles.duplicate_of`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copies {
    /// Once: rows of later copies are left out.
    Once,
    /// As often as it was published.
    Each,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The pictures, in order.
    pub pictures: Vec<PictureFacts>,
    /// The folder.
    pub out: PathBuf,
}

/// What is known of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureFacts {
    /// Stem of its files under `charts/`.
    pub name: String,
    /// Its title: what is seen.
    pub title: String,
    /// Its caption: how many, of what, by which policy.
    pub caption: String,
}

/// Runs the command.
///
/// # Errors
/// As [`write_report`] and [`VagueWords::under`].
pub fn run(args: &ReportArgs) -> Result<Summary> {
    let choices = Choices {
        copies: if args.each_copy { Copies::Each } else { Copies::Once },
        explorer_articles: args.explorer_articles,
        ..Choices::under(&args.policy)?
    };
    write_report(&args.tables, &args.out, &choices)
}

/// Draws every chart of the tables in `tables_dir` and writes charts, explorer, codebook and contents to `out`.
///
/// Pictures that an earlier report listed and this one does not have are removed; nothing else is.
///
/// # Errors
/// When a table cannot be read or a file cannot be written.
pub fn write_report(tables_dir: &Path, out: &Path, choices: &Choices) -> Result<Summary> {
    let origin = Origin::of(tables_dir)?;
    let tables = Tables::read(tables_dir, &choices.vague, choices.copies)?;
    let charts = out.join(CHARTS_DIR);
    fs::create_dir_all(&charts).with_context(|| charts.display().to_string())?;
    let listed = contents::listed(out);

    let mut drawn = Vec::new();
    for chart in CHARTS {
        for mut picture in chart(&tables)? {
            // Hundreds of megabytes for many articles: none waits for the others.
            let data = std::mem::take(&mut picture.data);
            write(&charts.join(format!("{}.csv", picture.name)), data.as_bytes())?;
            drawn.push(picture);
        }
    }
    write_pictures(&charts, &drawn)?;
    let explorer = out.join(explorer::FILE);
    if choices.explorer_articles > 0 {
        let page = explorer::page(tables_dir, &tables, &origin, &drawn, choices.explorer_articles)?;
        write(&explorer, page.as_bytes())?;
    } else if explorer.exists() {
        fs::remove_file(&explorer).with_context(|| explorer.display().to_string())?;
    }
    let facts = |picture: Picture| PictureFacts {
        name: picture.name,
        title: picture.title,
        caption: picture.caption,
    };
    let pictures: Vec<PictureFacts> = drawn.into_iter().map(facts).collect();
    for name in listed {
        if !pictures.iter().any(|picture| picture.name == name) {
            for ending in [".svg", ".png", ".csv", "-dark.svg", "-dark.png"] {
                // Already gone is as good as removed.
                let _ = fs::remove_file(charts.join(format!("{name}{ending}")));
            }
        }
    }
    write(&out.join("codebook.md"), codebook_page::page().as_bytes())?;
    let page = contents::page(&tables, &origin, &pictures, choices.explorer_articles > 0);
    write(&out.join(contents::FILE), page.as_bytes())?;
    Ok(Summary {
        pictures,
        out: out.to_owned(),
    })
}

/// Writes them on all cores: most of the time goes into the pixels of the PNG.
fn write_pictures(dir: &Path, pictures: &[Picture]) -> Result<()> {
    let next = AtomicUsize::new(0);
    let work = || -> Result<()> {
        while let Some(picture) = pictures.get(next.fetch_add(1, Ordering::Relaxed)) {
            write_picture(dir, picture)?;
        }
        Ok(())
    };
    let threads = thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(pictures.len().max(1));
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| {
            let done = worker.join();
            done.unwrap_or_else(|_| Err(anyhow!("a picture could not be drawn: the drawing library failed")))
        })
    })
}

fn write_picture(dir: &Path, picture: &Picture) -> Result<()> {
    let name = &picture.name;
    for (suffix, svg) in [("", &picture.svg.light), (DARK, &picture.svg.dark)] {
        let png = draw::to_png(svg).with_context(|| name.clone())?;
        write(&dir.join(format!("{name}{suffix}.svg")), svg.as_bytes())?;
        write(&dir.join(format!("{name}{suffix}.png")), &png)?;
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| path.display().to_string())
}
