//! Where tables come from: the program and lexicon that made them, and a digest that tells them from others.
//!
//! It deliberately trusts the data package only for names: a folder that somebody filtered still has the version that it was made
//! with, and a digest of its own.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tidywire_codebook::TABLES;

/// What is known of the tables in a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Origin {
    version: Option<String>,
    /// Digest of the lexicon.
    pub(crate) lexicon: Option<String>,
    /// SHA-256 of the tables' files, in hexadecimal: of their names and digests, in the order of declaration.
    pub(crate) digest: String,
}

#[derive(Deserialize)]
struct Package {
    tidywire: Option<Provenance>,
}

#[derive(Deserialize)]
struct Provenance {
    version: Option<String>,
    lexicon: Option<String>,
}

impl Origin {
    /// Reads it from the files of a folder of tables.
    ///
    /// # Errors
    /// When a file is there and cannot be read. A data package that is missing or broken says nothing.
    pub(crate) fn of(dir: &Path) -> Result<Self> {
        let mut all = Sha256::new();
        for table in TABLES {
            // The file that is read: Parquet before CSV.
            let names = ["parquet", "csv"].map(|ending| format!("{}.{ending}", table.name));
            let Some(name) = names.iter().find(|name| dir.join(name).exists()) else {
                continue;
            };
            let path = dir.join(name);
            let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
            all.update(name);
            all.update(Sha256::digest(bytes));
        }
        let package = fs::read(dir.join("datapackage.json")).unwrap_or_default();
        let made = serde_json::from_slice::<Package>(&package)
            .ok()
            .and_then(|package| package.tidywire);
        let stated = |text: Option<String>| text.filter(|text| !text.is_empty());
        let (version, lexicon) = made.map_or((None, None), |made| (stated(made.version), stated(made.lexicon)));
        Ok(Self {
            version,
            lexicon,
            digest: all.finalize().iter().map(|byte| format!("{byte:02x}")).collect(),
        })
    }

    /// The program with its version.
    pub(crate) fn tool(&self) -> String {
        match &self.version {
            Some(version) => format!("tidywire {version}"),
            None => "tidywire (version not stated)".to_owned(),
        }
    }
}
