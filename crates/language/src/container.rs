//! Reading the model file: named sections of floats, numbers, character ranges and lines.
//!
//! It interprets nothing. Invariant: malformed bytes give an error, never a panic.

use std::collections::BTreeMap;

use crate::LanguageError;
use crate::chars::CharSet;

const MAGIC: &[u8] = b"tidywire language model 1\n";

/// The sections of one file, by name.
pub(crate) struct Sections<'b> {
    sections: BTreeMap<&'b str, &'b [u8]>,
}

impl<'b> Sections<'b> {
    /// Finds the sections.
    pub(crate) fn new(bytes: &'b [u8]) -> Result<Self, LanguageError> {
        let mut cursor = Cursor { bytes, at: 0 };
        if cursor.take(MAGIC.len()).ok() != Some(MAGIC) {
            return Err(LanguageError::Magic);
        }
        let count = cursor.number()?;
        let mut sections = BTreeMap::new();
        for _ in 0..count {
            let length = usize::from(cursor.take(1)?[0]);
            let name = std::str::from_utf8(cursor.take(length)?).map_err(|_| LanguageError::Magic)?;
            let length = cursor.number()?;
            sections.insert(name, cursor.take(length)?);
        }
        Ok(Self { sections })
    }

    fn bytes(&self, section: &str) -> Result<&'b [u8], LanguageError> {
        self.sections
            .get(section)
            .copied()
            .ok_or_else(|| LanguageError::Missing {
                section: section.to_owned(),
            })
    }

    /// `count` numbers stored as 16-bit floats.
    pub(crate) fn floats(&self, section: &str, count: usize) -> Result<Vec<f32>, LanguageError> {
        let bytes = self.bytes(section)?;
        if bytes.len() != 2 * count {
            return Err(LanguageError::Length {
                section: section.to_owned(),
                found: bytes.len(),
                expected: 2 * count,
            });
        }
        Ok(bytes
            .chunks_exact(2)
            .map(|two| widen(u16::from_le_bytes([two[0], two[1]])))
            .collect())
    }

    /// 64-bit numbers.
    pub(crate) fn numbers(&self, section: &str) -> Result<Vec<u64>, LanguageError> {
        let bytes = self.bytes(section)?;
        let mut numbers = Vec::with_capacity(bytes.len() / 8);
        for eight in bytes.chunks(8) {
            let Ok(eight) = eight.try_into() else {
                let expected = bytes.len() / 8 * 8;
                return Err(LanguageError::Length {
                    section: section.to_owned(),
                    found: bytes.len(),
                    expected,
                });
            };
            numbers.push(u64::from_le_bytes(eight));
        }
        Ok(numbers)
    }

    /// A set of characters.
    pub(crate) fn chars(&self, section: &str) -> Result<CharSet, LanguageError> {
        let numbers = self.numbers(section)?;
        Ok(CharSet::new(
            numbers
                .into_iter()
                .map(|pair| ((pair & 0xFFFF_FFFF) as u32, (pair >> 32) as u32))
                .collect(),
        ))
    }

    /// The text of a section of lines.
    pub(crate) fn text(&self, section: &str) -> Result<&'b str, LanguageError> {
        std::str::from_utf8(self.bytes(section)?).map_err(|_| bad_line(section, 1, "not UTF-8"))
    }

    /// The lines of a section.
    pub(crate) fn lines(&self, section: &str) -> Result<std::str::Lines<'b>, LanguageError> {
        Ok(self.text(section)?.lines())
    }
}

/// The error for a line that cannot be understood; `line` counts from 1.
pub(crate) fn bad_line(section: &str, line: usize, problem: &'static str) -> LanguageError {
    LanguageError::Line {
        section: section.to_owned(),
        line,
        problem,
    }
}

struct Cursor<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Cursor<'b> {
    fn take(&mut self, length: usize) -> Result<&'b [u8], LanguageError> {
        let end = self.at.saturating_add(length);
        let taken = self
            .bytes
            .get(self.at..end)
            .ok_or(LanguageError::Truncated { offset: self.at })?;
        self.at = end;
        Ok(taken)
    }

    fn number(&mut self) -> Result<usize, LanguageError> {
        let four = self.take(4)?;
        Ok(u32::from_le_bytes([four[0], four[1], four[2], four[3]]) as usize)
    }
}

/// A 16-bit float as a 32-bit one; exact.
fn widen(half: u16) -> f32 {
    let sign = u32::from(half & 0x8000) << 16;
    let rest = u32::from(half & 0x7FFF) << 13;
    // Shifting leaves the exponent 112 too small; the product mends it and normalises subnormals.
    let value = f32::from_bits(rest) * f32::from_bits(0x7780_0000);
    f32::from_bits(value.to_bits() | sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves() {
        for (half, expected) in [
            (0x0000, 0.0),
            (0x3C00, 1.0),
            (0xC000, -2.0),
            (0x7BFF, 65504.0),
            (0x0001, 5.960_464_5e-8),
            (0x3555, 0.333_251_95),
        ] {
            assert_eq!(widen(half), expected);
        }
    }

    #[test]
    fn broken_files_are_errors() {
        let whole = crate::model::EMBEDDED;
        assert!(matches!(Sections::new(b"something else"), Err(LanguageError::Magic)));
        assert!(matches!(
            Sections::new(&whole[..1000]),
            Err(LanguageError::Truncated { .. })
        ));
        let sections = Sections::new(whole).unwrap();
        assert!(matches!(
            sections.floats("tagger.b", 51),
            Err(LanguageError::Length { .. })
        ));
        assert!(matches!(
            sections.text("no such section"),
            Err(LanguageError::Missing { .. })
        ));
    }
}
