//! The generator of `data/lexicon/actors/states`: names, codes and demonyms of states and territories.
//!
//! The facts come from the crate `keshvar`; what it lacks or has wrong stands in
//! `data/registry/states_overlay.toml`, which people edit. One file per first letter of the code.
//!
//! What it deliberately does not do: it takes no unofficial names from the registry (they are in many languages:
//! "Island" is Iceland in German) and guesses no capital (the registry has none).
//!
//! Invariants: each code of the registry is either described or left out by the overlay, on purpose; the overlay names
//! nothing unknown; no name or demonym belongs to two states; the output depends on nothing but the two sources.

mod entry;
mod overlay;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use keshvar::CountryIterator;

use entry::{Entry, Listed, render, unshared};
use overlay::Overlay;

const OVERLAY: &str = "data/registry/states_overlay.toml";
const TARGET: &str = "data/lexicon/actors/states";

/// `states [--check] [ROOT]`: writes the files below ROOT (default: this repository), or only says whether they are as
/// they should be.
///
/// # Errors
/// When the overlay cannot be read or does not fit the registry, when a file cannot be written, and with `--check`
/// when a file differs, is missing or is left over.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let check = args.iter().any(|arg| arg == "--check");
    let root = args
        .iter()
        .find(|arg| !arg.starts_with("--"))
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."), PathBuf::from);
    let path = root.join(OVERLAY);
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let overlay: Overlay = toml::from_str(&text).with_context(|| format!("cannot parse {}", path.display()))?;
    let files = generate(&registry(), &overlay)?;
    let folder = root.join(TARGET);
    if check {
        compare(&folder, &files)
    } else {
        write(&folder, &files)
    }
}

/// What the registry lists, by code.
fn registry() -> BTreeMap<String, Listed> {
    let listed = |country: keshvar::Country| Listed {
        name: country.iso_short_name().to_owned(),
        long_name: country.iso_long_name().to_owned(),
        nationality: country
            .maybe_nationality()
            .filter(|_| country.un_member())
            .map(str::to_owned),
    };
    CountryIterator::new()
        .map(|country| (country.alpha3().to_string(), listed(country)))
        .collect()
}

/// The files, by name.
fn generate(registry: &BTreeMap<String, Listed>, overlay: &Overlay) -> Result<BTreeMap<String, String>> {
    for code in registry.keys() {
        let (stays, skipped) = (overlay.state.contains_key(code), overlay.skip.contains(code));
        ensure!(
            stays != skipped,
            "{OVERLAY}: {code} must stand either in `state` or in `skip`"
        );
    }
    let mut letters: BTreeMap<char, Vec<Entry>> = BTreeMap::new();
    for (code, note) in &overlay.state {
        let listed = match (registry.get(code), note.added) {
            (Some(listed), false) => Some(listed),
            (None, true) => None,
            (Some(_), true) => bail!("{OVERLAY}: {code} is in the registry, so it is not `added`"),
            (None, false) => bail!("{OVERLAY}: the registry has no {code}"),
        };
        let entry = Entry::new(code, listed, note).with_context(|| format!("{OVERLAY}: {code}"))?;
        letters
            .entry(code.chars().next().unwrap_or('_').to_ascii_lowercase())
            .or_default()
            .push(entry);
    }
    if let Some(stray) = overlay.skip.iter().find(|code| !registry.contains_key(*code)) {
        bail!("{OVERLAY}: the registry has no {stray}");
    }
    unshared(letters.values().flatten())?;
    letters
        .into_iter()
        .map(|(letter, entries)| Ok((format!("{letter}.toml"), render(entries)?)))
        .collect()
}

fn write(folder: &Path, files: &BTreeMap<String, String>) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    for name in present(folder)?.iter().filter(|name| !files.contains_key(*name)) {
        fs::remove_file(folder.join(name)).with_context(|| format!("cannot remove {name}"))?;
    }
    for (name, text) in files {
        fs::write(folder.join(name), text).with_context(|| format!("cannot write {name}"))?;
    }
    Ok(())
}

fn compare(folder: &Path, files: &BTreeMap<String, String>) -> Result<()> {
    let mut names = present(folder)?;
    names.extend(files.keys().cloned());
    names.sort();
    names.dedup();
    for name in names {
        let found = fs::read_to_string(folder.join(&name)).ok();
        ensure!(
            found.as_ref() == files.get(&name),
            "{TARGET}/{name} is stale; hint: cargo xtask states"
        );
    }
    Ok(())
}

/// Names of the files in the folder, none when there is no folder.
fn present(folder: &Path) -> Result<Vec<String>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    entries
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built(overlay: &str) -> Result<BTreeMap<String, String>> {
        let listed = |name: &str, long_name: &str, nationality: &str| Listed {
            name: name.to_owned(),
            long_name: long_name.to_owned(),
            nationality: Some(nationality.to_owned()),
        };
        let registry = BTreeMap::from([
            (
                "NER".to_owned(),
                listed("Niger", "The Republic of the Niger", "Nigerian"),
            ),
            (
                "NGA".to_owned(),
                listed("Nigeria", "The Federal Republic of Nigeria", "Nigerian"),
            ),
        ]);
        generate(&registry, &toml::from_str(overlay)?)
    }

    #[test]
    fn the_overlay_corrects_and_the_rest_is_derived() {
        let files = built("skip = []\n[state]\nNER = { demonyms = [\"Nigerien\"] }\nNGA = { capitals = [\"Abuja\"] }")
            .expect("sound");
        let text = &files["n.toml"];
        assert!(
            text.contains("aliases = [\"Republic of the Niger\"]\ndemonyms = [\"Nigerien\"]\n"),
            "{text}"
        );
        assert!(text.contains("demonyms = [\"Nigerian\", \"Nigerians\"]\n"), "{text}");
        assert!(
            text.contains("metonyms = [\"Abuja\"]\ncapitals = [\"Abuja\"]\n"),
            "{text}"
        );
    }

    #[test]
    fn the_committed_files_are_fresh() {
        run(&["--check".to_owned()]).expect("`cargo xtask states` writes them");
    }

    #[test]
    fn a_word_of_two_states_is_refused() {
        let error = built("skip = []\n[state]\nNER = {}\nNGA = {}").expect_err("both are Nigerian");
        assert!(error.to_string().contains("`Nigerian`"), "{error}");
    }

    #[test]
    fn each_code_is_decided_once_and_none_is_invented() {
        assert!(built("skip = []\n[state]\nNGA = {}").is_err(), "NER is undecided");
        assert!(
            built("skip = [\"NER\"]\n[state]\nNER = {}\nNGA = {}").is_err(),
            "NER is decided twice"
        );
        assert!(
            built("skip = [\"NER\"]\n[state]\nNGA = {}\nNGB = {}").is_err(),
            "NGB is unknown"
        );
    }
}
