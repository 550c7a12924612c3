//! The generator of the country outlines: from the npm package world-atlas to the one file that the map embeds.
//!
//! It downloads nothing: whoever wants to make the file again fetches the package by its name and passes its path.
//! It draws no border of its own and moves none: points are rounded to hundredths of a degree, no more.
//!
//! Invariant: the same package gives the same bytes, and another package gives an error.

mod encode;
mod topology;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::package::{member, pinned};
use topology::Topology;

/// SHA-256 of world-atlas-2.0.2.tgz as the npm registry serves it.
const DIGEST: &str = "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97";
/// The medium scale, 1:50 million: islands are there, and the file stays small.
const COUNTRIES: &str = "package/countries-50m.json";
const LICENCE: &str = "package/LICENSE";
/// Folder of the written files.
const TARGET: &str = "crates/report/data";

/// Runs the generator. `args` is the path of the package.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let [package] = args else {
        bail!("usage: xtask outlines TGZ")
    };
    let archive = pinned(Path::new(package), DIGEST)?;
    let world: serde_json::Value = serde_json::from_slice(&member(&archive, COUNTRIES)?)?;
    let topology = Topology::read(&world).context(COUNTRIES)?;
    let bytes = encode::bytes(&topology.land()?, &topology.borders()?)?;
    let folder = crate::root().join(TARGET);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("outlines.bin"), bytes)?;
    fs::write(folder.join("LICENSE"), member(&archive, LICENCE)?)?;
    Ok(())
}
