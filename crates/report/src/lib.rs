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
//! use tidywire_report::{Copies, VagueWords};
//! use tidywire_tables::{Provenance, TablesWriter};
//!
//! let dir = tempfile::tempdir()?;
//! let (tables, out) = (dir.path().join("tables"), dir.path().join("reports"));
//! TablesWriter::create(&tables, &Provenance::default())?.finish()?;
//! let summary = tidywire_report::write_report(&tables, &out, &VagueWords::under("floor")?, Copies::Once)?;
//! assert_eq!(summary.pictures.len(), 10, "empty tables have honest empty charts");
//! assert!(out.join("codebook.md").exists());
//! # Ok::<(), anyhow::Error>(())
//! ```

mod charts;
mod codebook_page;
mod contents;
mod data;
mod draw;
mod outlines;
mod policy;
mod vague;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;

use crate::charts::{CHARTS, Picture};
use crate::data::Tables;

pub use crate::vague::VagueWords;

/// Folder of the pictures, within the folder of the report.
const CHARTS_DIR: &str = "charts";

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
    let copies = if args.each_copy { Copies::Each } else { Copies::Once };
    write_report(&args.tables, &args.out, &VagueWords::under(&args.policy)?, copies)
}

/// Draws every chart of the tables in `tables_dir` and writes charts, codebook and contents to `out`; vague words are
/// read as `vague` says, stories that were published several times count as `copies` says.
///
/// Pictures that an earlier report listed and this one does not have are removed; nothing else is.
///
/// # Errors
/// When a table cannot be read or a file cannot be written.
pub fn write_report(tables_dir: &Path, out: &Path, vague: &VagueWords, copies: Copies) -> Result<Summary> {
    let tables = Tables::read(tables_dir, vague, copies)?;
    let charts = out.join(CHARTS_DIR);
    fs::create_dir_all(&charts).with_context(|| charts.display().to_string())?;
    let listed = contents::listed(out);

    let mut pictures = Vec::new();
    for chart in CHARTS {
        for picture in chart(&tables)? {
            write_picture(&charts, &picture)?;
            pictures.push(PictureFacts {
                name: picture.name,
                title: picture.title,
                caption: picture.caption,
            });
        }
    }
    for name in listed {
        if !pictures.iter().any(|picture| picture.name == name) {
            for extension in ["svg", "png", "csv"] {
                // Already gone is as good as removed.
                let _ = fs::remove_file(charts.join(format!("{name}.{extension}")));
            }
        }
    }
    write(&out.join("codebook.md"), codebook_page::page().as_bytes())?;
    let page = contents::page(&tables, &pictures);
    write(&out.join(contents::FILE), page.as_bytes())?;
    Ok(Summary {
        pictures,
        out: out.to_owned(),
    })
}

fn write_picture(dir: &Path, picture: &Picture) -> Result<()> {
    let file = |extension: &str| dir.join(format!("{}.{extension}", picture.name));
    let png = draw::to_png(&picture.svg).with_context(|| picture.name.clone())?;
    write(&file("svg"), picture.svg.as_bytes())?;
    write(&file("png"), &png)?;
    write(&file("csv"), picture.data.as_bytes())
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| path.display().to_string())
}
