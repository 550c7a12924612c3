//! Embeds the files of `data/lexicon` and `data/ontology`: adding a file needs no code.
//!
//! TOML is for people; a program that starts reads it ten times more slowly than JSON. So each file is embedded as the JSON
//! of its values with the digest of its text, but for those whose reader points to places in the text (`verbs`).

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use sha2::{Digest as _, Sha256};

fn main() -> Result<(), Box<dyn Error>> {
    let data = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../data");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut list = String::from("pub(crate) const FILES: &[(&str, Embedded)] = &[\n");
    for folder in ["lexicon", "ontology"] {
        let mut files = Vec::new();
        collect(&data.join(folder), &mut files)?;
        files.sort();
        for file in files {
            let name = file.strip_prefix(&data)?.to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(&file)?;
            let digest: [u8; 32] = Sha256::digest(&text).into();
            let values = if name.starts_with("lexicon/verbs/") {
                None
            } else {
                values(&text)
            };
            let embedded = match values {
                Some(json) => {
                    let path = out.join(format!("{}.json", name.replace('/', "-")));
                    fs::write(&path, json)?;
                    format!("Embedded::Values(include_str!({path:?}), {digest:?})")
                }
                // A broken file stays as it is: reading it gives the error with its place.
                None => format!("Embedded::Text(include_str!({:?}))", file.canonicalize()?),
            };
            writeln!(list, "    ({name:?}, {embedded}),")?;
        }
    }
    list.push_str("];\n");
    fs::write(out.join("files.rs"), list)?;
    Ok(())
}

/// The values of a file as JSON; none if it cannot be read.
fn values(text: &str) -> Option<String> {
    let table: toml::Table = toml::from_str(text).ok()?;
    serde_json::to_string(&table).ok()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            println!("cargo::rerun-if-changed={}", path.display());
            files.push(path);
        }
    }
    Ok(())
}
