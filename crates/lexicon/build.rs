//! Lists the files of `data/lexicon` and `data/ontology` for `include_str!`: adding a file needs no code.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let data = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("../../data");
    let mut list = String::from("pub(crate) const FILES: &[(&str, &str)] = &[\n");
    for folder in ["lexicon", "ontology"] {
        let mut files = Vec::new();
        collect(&data.join(folder), &mut files)?;
        files.sort();
        for file in files {
            let name = file.strip_prefix(&data).map_err(io::Error::other)?;
            let name = name.to_string_lossy().replace('\\', "/");
            writeln!(list, "    ({name:?}, include_str!({:?})),", file.canonicalize()?).map_err(io::Error::other)?;
        }
    }
    list.push_str("];\n");
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("files.rs"), list)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    Ok(())
}
