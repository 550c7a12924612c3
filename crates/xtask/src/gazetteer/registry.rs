//! `data/registry/gazetteer.toml` and `data/registry/regions`: which towns are taken, what regions are called.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    least_population: u32,
    least_population_at_war: u32,
    at_war: BTreeSet<String>,
    transliterated: BTreeSet<String>,
    #[serde(default)]
    point: Vec<Point>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Point {
    code: String,
    latitude: f64,
    longitude: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    country: Vec<Country>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Country {
    code: String,
    types: Vec<String>,
    region: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    code: String,
    name: String,
    base: String,
    #[serde(default)]
    aliases: Vec<String>,
    alone: bool,
}

/// What people have decided.
pub(super) struct Registry {
    choice: Choice,
    /// Countries whose names GeoNames gives in scholarly transliteration.
    pub(super) transliterated: BTreeSet<String>,
    /// Type words and entry by code.
    regions: BTreeMap<String, (Vec<String>, Entry)>,
}

impl Registry {
    pub(super) fn read(folder: &Path) -> Result<Self> {
        let choice: Choice = parse(&folder.join("gazetteer.toml"))?;
        let mut paths: Vec<_> = fs::read_dir(folder.join("regions"))
            .context("data/registry/regions")?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<std::io::Result<_>>()?;
        paths.sort();
        let mut regions = BTreeMap::new();
        for path in paths {
            let file: File = parse(&path)?;
            for country in file.country {
                for entry in country.region {
                    ensure!(
                        entry.code.starts_with(&format!("{}.", country.code)),
                        "{}: {} stands under {}",
                        path.display(),
                        entry.code,
                        country.code
                    );
                    let code = entry.code.clone();
                    let before = regions.insert(code.clone(), (country.types.clone(), entry));
                    ensure!(before.is_none(), "{}: {code} stands twice", path.display());
                }
            }
        }
        Ok(Self {
            transliterated: choice.transliterated.clone(),
            choice,
            regions,
        })
    }

    /// The least population of a town that is taken.
    pub(super) fn least(&self, country: &str) -> u32 {
        if self.choice.at_war.contains(country) {
            self.choice.least_population_at_war
        } else {
            self.choice.least_population
        }
    }

    pub(super) fn codes(&self) -> impl Iterator<Item = &str> {
        self.regions.keys().map(String::as_str)
    }

    pub(super) fn point(&self, code: &str) -> Option<(f64, f64)> {
        let point = self.choice.point.iter().find(|point| point.code == code)?;
        Some((point.latitude, point.longitude))
    }

    /// The published name of a region and all by which it is found: "Donetsk Oblast", "Donetsk region", "region of Donetsk".
    pub(super) fn names(&self, code: &str, given: &str) -> (String, Vec<String>) {
        let Some((types, entry)) = self.regions.get(code) else {
            // Without an entry only the whole name is safe: it may be a town's too.
            return (
                given.to_owned(),
                typed(given, &["region", "province"].map(str::to_owned)),
            );
        };
        let mut names = Vec::new();
        for base in entry.aliases.iter().chain([&entry.base]) {
            if entry.alone {
                names.push(base.clone());
            }
            names.extend(typed(base, types));
            // An alias with its type word stands by itself.
            if types
                .iter()
                .any(|kind| base.to_lowercase().ends_with(&format!(" {kind}")))
            {
                names.push(base.clone());
            }
        }
        if entry.alone || entry.name != entry.base {
            names.push(entry.name.clone());
        }
        names.sort();
        names.dedup();
        (entry.name.clone(), names)
    }
}

fn typed(base: &str, types: &[String]) -> Vec<String> {
    types
        .iter()
        .flat_map(|kind| [format!("{base} {kind}"), format!("{kind} of {base}")])
        .collect()
}

fn parse<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T> {
    let text = fs::read_to_string(path).with_context(|| format!("read {}", path.display()))?;
    toml::from_str(&text).with_context(|| format!("parse {}", path.display()))
}
