//! Towns and first-level regions of the world by their names: half a million names in one embedded file.
//!
//! The facts are GeoNames' (CC BY 4.0) by way of two packages of public registries, the English names of regions ours;
//! `cargo xtask gazetteer` makes the file (`data/gazetteer`). Look-up walks an automaton along the text and gives the longest
//! name that begins there, whatever its case and accents.
//!
//! It deliberately decides nothing: which of several places is meant, and whether a word is a place at all, is the caller's.
//! Invariant: a name ends where a word ends.
//!
//! ```
//! let gazetteer = tidywire_gazetteer::Gazetteer::embedded();
//! let (length, found) = gazetteer.longest("Bakhmut's ruins").expect("a town");
//! assert_eq!(length, "Bakhmut".len());
//! assert_eq!(found[0].name, "Bakhmut");
//! assert_eq!(found[0].country, "UKR");
//! ```

mod fold;
mod format;
pub mod write;

use std::sync::LazyLock;

use fst::raw::{Fst, Output};

pub use fold::fold;
use format::{ALTERNATE, COUNTRY, DEGREE, FIRSTS, HEADER, MAGIC, NO_REGION, PLACE, REGION, STEPS, first_bit};

static EMBEDDED: &[u8] = include_bytes!("../../../data/gazetteer/places.bin");

/// The places, by name.
pub struct Gazetteer<'a> {
    countries: &'a [u8],
    regions: &'a [u8],
    places: &'a [u8],
    names: &'a [u8],
    postings: &'a [u8],
    firsts: &'a [u8],
    automaton: Fst<&'a [u8]>,
}

/// A place that a name may mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry<'a> {
    /// GeoNames id; none for regions.
    pub id: Option<u32>,
    /// Name as published.
    pub name: &'a str,
    /// ISO 3166-1 alpha-3.
    pub country: &'a str,
    /// Name of its first-level region; of a region its own.
    pub region: Option<&'a str>,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Inhabitants, to a few in a hundred; 0 for regions.
    pub population: f64,
    /// True for a first-level region.
    pub is_region: bool,
    /// True when the name found is not its usual one.
    pub alternate: bool,
}

/// A name that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Bytes of the text that it covers.
    pub length: usize,
    value: u64,
}

/// A file that is none of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// Other beginning, or another version.
    #[error("not a gazetteer of this version")]
    Magic,
    /// Shorter or longer than its header says.
    #[error("the gazetteer is cut off")]
    Length,
    /// The automaton cannot be read.
    #[error("the gazetteer's automaton is broken")]
    Automaton,
}

impl std::fmt::Debug for Gazetteer<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Gazetteer({} towns, {} regions)", self.towns(), self.regions())
    }
}

impl Gazetteer<'static> {
    /// The built-in file.
    ///
    /// # Panics
    /// Never in a tested build: a test reads the embedded file.
    pub fn embedded() -> &'static Self {
        static READ: LazyLock<Gazetteer<'static>> = LazyLock::new(|| {
            Gazetteer::read(EMBEDDED).unwrap_or_else(|error| panic!("the embedded gazetteer is broken: {error}"))
        });
        &READ
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .rev()
        .fold(0, |number, &byte| number << 8 | u32::from(byte))
}

/// Steps of a degree, of three or four bytes.
fn degrees(bytes: &[u8]) -> f64 {
    let number = number(bytes);
    let shift = 32 - 8 * bytes.len();
    f64::from(((number << shift) as i32) >> shift) / DEGREE
}

impl<'a> Gazetteer<'a> {
    /// Reads a file in place.
    ///
    /// # Errors
    /// See [`FormatError`].
    pub fn read(bytes: &'a [u8]) -> Result<Self, FormatError> {
        if bytes.get(..8) != Some(&MAGIC[..]) || bytes.len() < HEADER {
            return Err(FormatError::Magic);
        }
        let length = |index: usize| number(&bytes[8 + index * 4..12 + index * 4]) as usize;
        let lengths = [
            length(0) * COUNTRY,
            length(1) * REGION,
            length(2) * PLACE,
            length(3),
            length(4),
            FIRSTS,
            length(5),
        ];
        if bytes.len() != HEADER + lengths.iter().sum::<usize>() {
            return Err(FormatError::Length);
        }
        let mut rest = &bytes[HEADER..];
        let mut section = |length: usize| {
            let (section, other) = rest.split_at(length);
            rest = other;
            section
        };
        let [countries, regions, places, names, postings, firsts, automaton] = lengths.map(&mut section);
        Ok(Self {
            countries,
            regions,
            places,
            names,
            postings,
            firsts,
            automaton: Fst::new(automaton).map_err(|_| FormatError::Automaton)?,
        })
    }

    /// How many towns it holds.
    pub fn towns(&self) -> usize {
        self.places.len() / PLACE
    }

    /// How many first-level regions it holds.
    pub fn regions(&self) -> usize {
        self.regions.len() / REGION
    }

    /// Every town.
    pub fn all(&self) -> impl Iterator<Item = Entry<'a>> {
        #[allow(clippy::cast_possible_truncation, reason = "written from 24 bits")]
        let towns = 0..self.towns() as u32;
        towns.filter_map(|index| self.entry(index))
    }

    /// The longest name that `text` begins with: its length in bytes, and what it may mean, usual names first.
    pub fn longest(&self, text: &str) -> Option<(usize, Vec<Entry<'a>>)> {
        let found = self.find(text)?;
        Some((found.length, self.entries(found)))
    }

    /// The longest name that `text` begins with.
    pub fn find(&self, text: &str) -> Option<Found> {
        if !self.may_begin(text) {
            return None;
        }
        let mut node = self.automaton.root();
        let mut output = Output::zero();
        let mut best = None;
        let mut folded = Vec::with_capacity(8);
        let mut letters = text.char_indices().peekable();
        let mut space = false;
        while let Some((at, letter)) = letters.next() {
            folded.clear();
            fold::letter(letter, &mut folded);
            for &byte in &folded {
                // Several spaces, or a line's end within a name, are one.
                if byte == b' ' && space {
                    continue;
                }
                space = byte == b' ';
                let Some(index) = node.find_input(byte) else {
                    return best;
                };
                let transition = node.transition(index);
                output = output.cat(transition.out);
                node = self.automaton.node(transition.addr);
            }
            let ends = letters.peek().is_none_or(|(_, next)| !next.is_alphanumeric());
            if node.is_final() && ends && letter.is_alphanumeric() {
                best = Some(Found {
                    length: at + letter.len_utf8(),
                    value: output.cat(node.final_output()).value(),
                });
            }
        }
        best
    }

    /// False where no name begins with the first word of the text.
    fn may_begin(&self, text: &str) -> bool {
        let mut word = [0; 40];
        let mut length = 0;
        for &byte in text.as_bytes() {
            let lower = byte.to_ascii_lowercase();
            match byte {
                // Accents, apostrophes: the automaton decides.
                b'\'' | b'`' | 0x80.. => return true,
                _ if !lower.is_ascii_lowercase() => break,
                _ if length == word.len() => return false,
                _ => {
                    word[length] = lower;
                    length += 1;
                }
            }
        }
        let (byte, mask) = first_bit(&word[..length]);
        self.firsts[byte] & mask != 0
    }

    /// What a name may mean: usual names before others, regions before towns, large ones before small ones.
    pub fn entries(&self, found: Found) -> Vec<Entry<'a>> {
        let value = found.value;
        #[allow(clippy::cast_possible_truncation, reason = "written from 32 bits")]
        if value & 1 == 0 {
            let alternate = if value & 2 != 0 { ALTERNATE } else { 0 };
            return self.entry((value >> 2) as u32 | alternate).into_iter().collect();
        }
        let at = usize::try_from(value >> 1).unwrap_or(usize::MAX);
        let Some((&count, rest)) = self.postings.get(at..).and_then(<[u8]>::split_first) else {
            return Vec::new();
        };
        let mut list: Vec<Entry<'a>> = rest
            .chunks_exact(3)
            .take(usize::from(count))
            .filter_map(|entity| self.entry(number(entity)))
            .collect();
        list.sort_by(|one, other| {
            let key = |entry: &Entry<'_>| (entry.alternate, !entry.is_region);
            key(one)
                .cmp(&key(other))
                .then_with(|| other.population.total_cmp(&one.population))
        });
        list
    }

    fn entry(&self, entity: u32) -> Option<Entry<'a>> {
        let alternate = entity & ALTERNATE != 0;
        let index = (entity & !ALTERNATE) as usize;
        if let Some(region) = index.checked_sub(self.towns()) {
            let record = self.regions.get(region * REGION..(region + 1) * REGION)?;
            let name = self.name(number(&record[..3]))?;
            return Some(Entry {
                id: None,
                name,
                country: self.country(record[3])?,
                region: Some(name),
                latitude: degrees(&record[4..8]),
                longitude: degrees(&record[8..12]),
                population: 0.0,
                is_region: true,
                alternate,
            });
        }
        let record = self.places.get(index * PLACE..(index + 1) * PLACE)?;
        let region = u16::from_le_bytes([record[7], record[8]]);
        let region = (region != NO_REGION).then_some(usize::from(region));
        Some(Entry {
            id: Some(number(&record[10..13])),
            name: self.name(number(&record[13..16]))?,
            country: self.country(record[6])?,
            region: region.and_then(|region| self.name(number(self.regions.get(region * REGION..)?.get(..3)?))),
            latitude: degrees(&record[..3]),
            longitude: degrees(&record[3..6]),
            population: (f64::from(record[9]) / STEPS).exp() - 1.0,
            is_region: false,
            alternate,
        })
    }

    fn name(&self, offset: u32) -> Option<&'a str> {
        let (&length, rest) = self.names.get(offset as usize..)?.split_first()?;
        std::str::from_utf8(rest.get(..usize::from(length))?).ok()
    }

    fn country(&self, index: u8) -> Option<&'a str> {
        let record = self.countries.get(usize::from(index) * COUNTRY..)?.get(2..COUNTRY)?;
        std::str::from_utf8(record).ok()
    }
}

/// Of the earth, in kilometres.
const RADIUS: f64 = 6371.0;

/// Great-circle distance in kilometres of two points in degrees.
pub fn kilometres(one: (f64, f64), other: (f64, f64)) -> f64 {
    let (latitude, longitude) = ((other.0 - one.0).to_radians(), (other.1 - one.1).to_radians());
    let half = (latitude / 2.0).sin().powi(2)
        + one.0.to_radians().cos() * other.0.to_radians().cos() * (longitude / 2.0).sin().powi(2);
    2.0 * RADIUS * half.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::kilometres;

    #[test]
    fn distances_are_along_the_globe() {
        // Kyiv to Kharkiv.
        let apart = kilometres((50.45, 30.52), (49.99, 36.23));
        assert!((apart - 409.0).abs() < 5.0, "{apart}");
        assert!(kilometres((0.0, 179.9), (0.0, -179.9)) < 30.0);
    }
}
