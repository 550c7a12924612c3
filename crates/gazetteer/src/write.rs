//! Writing of the embedded file, for the generator.
//!
//! Invariant: the same records give the same bytes, in whatever order they come.

use std::collections::BTreeMap;

use crate::fold::{first_word, fold};
use crate::format::{ALTERNATE, DEGREE, FIRSTS, MAGIC, NO_REGION, STEPS, first_bit};

/// A first-level region.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Code of GeoNames ("UA.05").
    pub code: String,
    /// Name as published.
    pub name: String,
    /// Names by which it is found.
    pub names: Vec<String>,
    /// Degrees north and east.
    pub point: (f64, f64),
}

/// A town or village.
#[derive(Clone, Debug, PartialEq)]
pub struct Town {
    /// GeoNames id.
    pub id: u32,
    /// Name as published.
    pub name: String,
    /// Other names.
    pub alternates: Vec<String>,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Code of its region ("UA.05").
    pub region: String,
    /// Degrees north and east.
    pub point: (f64, f64),
    /// Inhabitants.
    pub population: u32,
}

/// What cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A country without its alpha-3 code.
    #[error("no alpha-3 code for the country `{0}`")]
    Country(String),
    /// More records than the layout holds.
    #[error("too many {0} for the layout")]
    Full(&'static str),
    /// The automaton refused a key.
    #[error("the automaton: {0}")]
    Automaton(#[from] fst::Error),
}

/// The file's bytes. `countries` gives alpha-3 for alpha-2.
///
/// # Errors
/// See [`WriteError`].
pub fn write(
    countries: &BTreeMap<String, String>,
    mut regions: Vec<Region>,
    mut towns: Vec<Town>,
) -> Result<Vec<u8>, WriteError> {
    regions.sort_by(|one, other| one.code.cmp(&other.code));
    // Neighbours in the automaton get neighbouring numbers, which it writes in fewer bytes.
    towns.sort_by_cached_key(|town| (fold(&town.name), town.id));
    let country_index: BTreeMap<&str, u8> = countries
        .keys()
        .enumerate()
        .map(|(index, code)| Ok((code.as_str(), narrow(index, "countries")?)))
        .collect::<Result<_, WriteError>>()?;
    let region_index: BTreeMap<&str, u16> = regions
        .iter()
        .enumerate()
        .map(|(index, region)| Ok((region.code.as_str(), narrow(index, "regions")?)))
        .collect::<Result<_, WriteError>>()?;
    let country = |code: &str| {
        let index = country_index.get(code).copied();
        index.ok_or_else(|| WriteError::Country(code.to_owned()))
    };
    let mut names = Names::default();
    let mut keys: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut region_bytes = Vec::new();
    let mut town_bytes = Vec::new();
    for (index, town) in towns.iter().enumerate() {
        let entity: u32 = narrow(index, "places")?;
        let name = names.add(&town.name);
        put(&mut town_bytes, degree(town.point.0), 3);
        put(&mut town_bytes, degree(town.point.1), 3);
        town_bytes.push(country(&town.country)?);
        let region = region_index.get(town.region.as_str()).copied().unwrap_or(NO_REGION);
        town_bytes.extend(region.to_le_bytes());
        town_bytes.push(size(town.population));
        put(&mut town_bytes, town.id, 3);
        put(&mut town_bytes, name, 3);
        add(&mut keys, fold(&town.name), entity);
        for alternate in &town.alternates {
            add(&mut keys, fold(alternate), entity | ALTERNATE);
        }
    }
    for (index, region) in regions.iter().enumerate() {
        let entity: u32 = narrow(towns.len() + index, "regions")?;
        put(&mut region_bytes, names.add(&region.name), 3);
        region_bytes.push(country(region.code.split('.').next().unwrap_or_default())?);
        region_bytes.extend(degree(region.point.0).to_le_bytes());
        region_bytes.extend(degree(region.point.1).to_le_bytes());
        region_bytes.push(0);
        for name in &region.names {
            add(&mut keys, fold(name), entity);
        }
    }
    let (postings, automaton) = automaton(&keys)?;
    let mut file = MAGIC.to_vec();
    for length in [
        countries.len(),
        regions.len(),
        towns.len(),
        names.bytes.len(),
        postings.len(),
        automaton.len(),
    ] {
        file.extend(narrow::<u32>(length, "bytes")?.to_le_bytes());
    }
    for (two, three) in countries {
        file.extend(two.as_bytes());
        file.extend(three.as_bytes());
    }
    let mut firsts = vec![0; FIRSTS];
    for key in keys.keys() {
        let (byte, mask) = first_bit(first_word(key.as_bytes()));
        firsts[byte] |= mask;
    }
    for section in [region_bytes, town_bytes, names.bytes, postings, firsts, automaton] {
        file.extend(section);
    }
    Ok(file)
}

fn narrow<N: TryFrom<usize>>(number: usize, what: &'static str) -> Result<N, WriteError> {
    N::try_from(number).map_err(|_| WriteError::Full(what))
}

fn add(keys: &mut BTreeMap<String, Vec<u32>>, key: String, entity: u32) {
    if key.is_empty() {
        return;
    }
    let list = keys.entry(key).or_default();
    if !list.iter().any(|known| known & !ALTERNATE == entity & !ALTERNATE) {
        list.push(entity);
    }
}

/// Postings and the automaton that leads to them.
fn automaton(keys: &BTreeMap<String, Vec<u32>>) -> Result<(Vec<u8>, Vec<u8>), WriteError> {
    let mut postings = Vec::new();
    let mut builder = fst::MapBuilder::memory();
    for (key, list) in keys {
        let value = match list.as_slice() {
            [entity] => u64::from(entity & !ALTERNATE) << 2 | u64::from(entity & ALTERNATE != 0) << 1,
            several => {
                let offset = postings.len() as u64;
                postings.push(narrow(several.len().min(255), "names")?);
                for entity in several.iter().take(255) {
                    put(&mut postings, *entity, 3);
                }
                offset << 1 | 1
            }
        };
        builder.insert(key, value)?;
    }
    Ok((postings, builder.into_inner()?))
}

/// Degrees as whole steps; negative ones in two's complement.
fn degree(degrees: f64) -> u32 {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most 1,800,000 either way"
    )]
    let steps = (degrees * DEGREE).round() as i32 as u32;
    steps
}

/// The population on a scale of one byte.
fn size(population: u32) -> u8 {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 255"
    )]
    let step = ((f64::from(population) + 1.0).ln() * STEPS).min(255.0) as u8;
    step
}

/// The lowest bytes of a number.
fn put(bytes: &mut Vec<u8>, number: u32, width: usize) {
    bytes.extend(&number.to_le_bytes()[..width]);
}

/// Names one after the other, each once.
#[derive(Default)]
struct Names {
    bytes: Vec<u8>,
    known: BTreeMap<String, u32>,
}

impl Names {
    fn add(&mut self, name: &str) -> u32 {
        if let Some(&offset) = self.known.get(name) {
            return offset;
        }
        let mut end = name.len().min(255);
        while !name.is_char_boundary(end) {
            end -= 1;
        }
        #[allow(
            clippy::cast_possible_truncation,
            reason = "a few megabytes of names; at most 255 bytes each"
        )]
        let (offset, length) = (self.bytes.len() as u32, end as u8);
        self.bytes.push(length);
        self.bytes.extend(&name.as_bytes()[..end]);
        self.known.insert(name.to_owned(), offset);
        offset
    }
}
