//! The container of the converted model: named sections, one after the other.
//!
//! Layout: the magic line, the number of sections (u32), then per section the length of its name (u8), the
//! name, the length of its payload (u32) and the payload. Integers are little-endian. `tidywire-language`
//! reads it. It holds no checksum: the file is compared with a fresh import instead.
//!
//! Invariant: sections stand in the order in which they were added, so equal input gives equal bytes.

use anyhow::{Context, Result};

/// First bytes of the file; the digit is the version of the layout.
pub(super) const MAGIC: &[u8] = b"tidywire language model 1\n";

/// Sections in the order of writing.
#[derive(Default)]
pub(super) struct Container {
    sections: Vec<(String, Vec<u8>)>,
}

impl Container {
    /// Adds raw bytes.
    pub(super) fn bytes(&mut self, name: &str, payload: Vec<u8>) {
        self.sections.push((name.to_owned(), payload));
    }

    /// Adds lines of text.
    pub(super) fn lines<I: IntoIterator<Item = String>>(&mut self, name: &str, lines: I) {
        let mut text = String::new();
        for line in lines {
            text.push_str(&line);
            text.push('\n');
        }
        self.bytes(name, text.into_bytes());
    }

    /// Adds 64-bit numbers.
    pub(super) fn u64s<I: IntoIterator<Item = u64>>(&mut self, name: &str, numbers: I) {
        let payload = numbers.into_iter().flat_map(u64::to_le_bytes).collect();
        self.bytes(name, payload);
    }

    /// Adds character ranges, both ends included.
    pub(super) fn ranges(&mut self, name: &str, ranges: &[(char, char)]) {
        let payload = ranges
            .iter()
            .flat_map(|&(low, high)| [low as u32, high as u32])
            .flat_map(u32::to_le_bytes)
            .collect();
        self.bytes(name, payload);
    }

    /// Adds numbers rounded to 16-bit floats.
    pub(super) fn floats(&mut self, name: &str, numbers: &[f32]) {
        let payload = numbers.iter().flat_map(|&number| half(number).to_le_bytes()).collect();
        self.bytes(name, payload);
    }

    /// The whole file.
    pub(super) fn finish(self) -> Result<Vec<u8>> {
        let mut out = MAGIC.to_vec();
        out.extend(u32::try_from(self.sections.len())?.to_le_bytes());
        for (name, payload) in self.sections {
            out.push(u8::try_from(name.len()).context("section name too long")?);
            out.extend(name.as_bytes());
            out.extend(u32::try_from(payload.len())?.to_le_bytes());
            out.extend(payload);
        }
        Ok(out)
    }
}

/// The nearest 16-bit float, ties to even.
fn half(number: f32) -> u16 {
    let bits = number.to_bits();
    let sign = ((bits >> 16) & 0x8000) as u16;
    let magnitude = bits & 0x7FFF_FFFF;
    if magnitude >= 0x4780_0000 {
        return sign | 0x7C00;
    }
    let (mantissa, shift) = if magnitude < 0x3880_0000 {
        // Subnormal in 16 bits: the value counts steps of 2^-24.
        let exponent = magnitude >> 23;
        if exponent < 102 {
            return sign;
        }
        ((magnitude & 0x7F_FFFF) | 0x80_0000, 126 - exponent)
    } else {
        (magnitude - 0x3800_0000, 13)
    };
    let floor = mantissa >> shift;
    let rest = mantissa & ((1 << shift) - 1);
    let middle = 1 << (shift - 1);
    let up = u32::from(rest > middle || (rest == middle && floor & 1 == 1));
    sign | (floor + up) as u16
}

#[cfg(test)]
mod tests {
    use super::half;

    #[test]
    fn known_halves() {
        for (number, expected) in [
            (0.0, 0x0000),
            (-0.0, 0x8000),
            (1.0, 0x3C00),
            (-2.0, 0xC000),
            (65504.0, 0x7BFF),
            (0.333_251_95, 0x3555),
            (5.960_464_5e-8, 0x0001),
            (6.097_555e-5, 0x03FF),
            (1.000_488_3, 0x3C00),
            (1.001_464_8, 0x3C02),
        ] {
            assert_eq!(half(number), expected, "{number}");
        }
    }
}
