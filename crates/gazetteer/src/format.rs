//! The layout of the embedded file. All numbers are little endian.
//!
//! ```text
//! magic (8)  countries u32  regions u32  places u32  names (bytes) u32  postings (bytes) u32  automaton (bytes) u32
//! countries  5 bytes each: ISO 3166-1 alpha-2 and alpha-3
//! regions    13 bytes each: name u24, country u8, latitude i32, longitude i32 (10,000ths of a degree), places u8 (unused)
//! places     16 bytes each: latitude i24, longitude i24, country u8, region u16, population u8, GeoNames id u24, name u24
//! names      length u8 and bytes of each
//! postings   count u8, then u24 each
//! firsts     2^21 bits: one for each hash of a folded first word, so that most words of a text end here
//! automaton  fst::Map from folded names to a posting: one entity in place (entity << 2 | alternate << 1), or an offset << 1 | 1
//! ```
//!
//! Entities are the places and, behind them, the regions. In postings the top bit says that the name is an alternate one.

pub(crate) const MAGIC: &[u8; 8] = b"TWGAZ\x00\x00\x02";
pub(crate) const HEADER: usize = 8 + 6 * 4;
pub(crate) const COUNTRY: usize = 5;
pub(crate) const REGION: usize = 13;
pub(crate) const PLACE: usize = 16;
pub(crate) const ALTERNATE: u32 = 1 << 23;
/// Region of places that have none.
pub(crate) const NO_REGION: u16 = u16::MAX;
/// Bytes of the bits for first words.
pub(crate) const FIRSTS: usize = 1 << 18;

/// The bit of a folded first word (FNV-1a): its byte, and the mask in that.
pub(crate) fn first_bit(word: &[u8]) -> (usize, u8) {
    let hash = word.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    #[allow(clippy::cast_possible_truncation, reason = "21 bits are taken")]
    let bit = ((hash ^ hash >> 32) as usize) & (FIRSTS * 8 - 1);
    (bit / 8, 1 << (bit % 8))
}

/// Steps of the population in a unit of its natural logarithm.
pub(crate) const STEPS: f64 = 15.0;
/// Steps in a degree.
pub(crate) const DEGREE: f64 = 10_000.0;
