//! UTF-8 that was once read as Windows-1252: back to what it was.
//!
//! What it deliberately does not do: it repairs no other mix-up of encodings, and nothing twice. A lone two-letter
//! sequence that could be meant as it stands (`CAFÉ”`, `20 Â°`) is left alone, so some that are not meant stay.
//!
//! Invariant: ASCII, and letters that Windows-1252 does not have, never change.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

/// What may well stand right after an accented letter: closing punctuation and marks of trade, note or degree.
const AFTER_LETTERS: &str = "‘’‚‛“”„…–—‹›«»\u{a0}®™©°²³¹ªº·•";

/// Replaces the runs of characters whose Windows-1252 bytes are multi-byte UTF-8.
pub fn repair_mojibake(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut repaired = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(char) = text[at..].chars().next() {
        if char.is_ascii() {
            at += 1;
            continue;
        }
        let Some(run) = Run::at(text, at) else {
            at += char.len_utf8();
            continue;
        };
        if run.is_mojibake(text, at) {
            repaired.push_str(&text[copied..at]);
            repaired.push_str(&run.meant);
            copied = at + run.length;
        }
        at += run.length;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    repaired.push_str(&text[copied..]);
    Cow::Owned(repaired)
}

/// The byte of a character in Windows-1252 as browsers have it: the gaps are control characters.
fn byte(char: char) -> Option<u8> {
    match char {
        '\0'..='\u{9f}' => u8::try_from(u32::from(char)).ok(),
        '\u{a0}'..='\u{ff}' => u8::try_from(u32::from(char)).ok(),
        _ => {
            let mut buffer = [0; 4];
            let (bytes, _, failed) = WINDOWS_1252.encode(char.encode_utf8(&mut buffer));
            (!failed).then(|| bytes[0])
        }
    }
}

/// A control character is the byte of Windows-1252 that it was.
pub(super) fn as_written(char: char) -> char {
    match u8::try_from(u32::from(char)) {
        Ok(byte @ 0x80..=0x9f) => {
            let text = WINDOWS_1252.decode_without_bom_handling_and_without_replacement(std::slice::from_ref(&byte));
            text.and_then(|text| text.chars().next()).unwrap_or(char)
        }
        _ => char,
    }
}

/// Sequences of multi-byte UTF-8, one after the other.
struct Run {
    /// In the text.
    length: usize,
    sequences: usize,
    meant: String,
}

impl Run {
    fn at(text: &str, start: usize) -> Option<Self> {
        let mut run = Self {
            length: 0,
            sequences: 0,
            meant: String::new(),
        };
        while let Some((length, meant)) = sequence(&text[start + run.length..]) {
            run.length += length;
            run.sequences += 1;
            run.meant.push(meant);
        }
        (run.sequences > 0).then_some(run)
    }

    fn is_mojibake(&self, text: &str, at: usize) -> bool {
        if self.sequences > 1 {
            return true;
        }
        let mut chars = text[at..at + self.length].chars();
        let lead = chars.next().unwrap_or_default();
        // Windows-1252 has nothing at these places, so no other text has these characters.
        if chars
            .clone()
            .any(|char| "\u{81}\u{8d}\u{8f}\u{90}\u{9d}".contains(char))
        {
            return true;
        }
        let follows_letters = chars.clone().all(|char| AFTER_LETTERS.contains(as_written(char)));
        if chars.count() > 1 {
            return !follows_letters;
        }
        let (before, after) = (text[..at].chars().next_back(), text[at + self.length..].chars().next());
        let (is_after, is_before) = (
            before.is_some_and(char::is_lowercase),
            after.is_some_and(char::is_lowercase),
        );
        // A capital in the middle of a word; Ã, the sign of most of Latin-1, also at either end, or as the word à.
        let is_word = self.meant == "à" && !before.is_some_and(char::is_alphanumeric);
        lead.is_uppercase() && is_after && is_before
            || lead == 'Ã' && (is_after || is_before && !follows_letters || is_word)
    }
}

/// One sequence: its length in the text and what it meant.
fn sequence(text: &str) -> Option<(usize, char)> {
    let mut chars = text.chars();
    let lead = chars.next().and_then(byte)?;
    let count = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    for slot in &mut bytes[1..count] {
        *slot = chars.next().and_then(byte)?;
    }
    let meant = std::str::from_utf8(&bytes[..count]).ok()?.chars().next()?;
    Some((text.len() - chars.as_str().len(), meant))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of reading UTF-8 as Windows-1252.
    fn garbled(text: &str) -> String {
        WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn repairs() {
        for text in [
            "…",
            "Don’t “go” there – now…",
            "Café à la carte: Noël, voilà la garçonne, État, señor, Köln, Straße",
            "Обстріл Велки: двоє загиблих",
            "władze Łodzi, miłość",
            "ベルカ近郊の砲撃 🚨",
            "قصف قرب فلكا",
        ] {
            assert_eq!(repair_mojibake(&garbled(text)), text, "{}", garbled(text));
        }
        assert_eq!(repair_mojibake("\u{e2}\u{80}\u{a6}"), "…");
        assert_eq!(repair_mojibake("Київ: donâ€™t"), "Київ: don’t");
    }

    #[test]
    fn leaves_alone() {
        for text in [
            "",
            "plain",
            "é à ü Ã Â É",
            "Â°",
            "20 Â°C",
            "“quotes” ‘single’ it’s – and — … «guillemets» „German“",
            "“CAFÉ” and NESCAFÉ’s «CAFÉ» CAFÉ® CAFÉ… “MAÇÔ MANHû",
            "‘He said “café”…’ «voilà» «voilà…» l’été… à « Orsk »",
            "CAFÉ\u{92}s CAFÉ\u{94}",
            "liberté²³ de l’égalité",
            "Обстріл Велки – «двоє» загиблих…",
            "Ostrzał pod Wielką zabił dwóch; żółć, ŁÓDŹ”",
            "Größe: 3 m² – ÄÖÜß, „KÖLN“ – FUẞ “SPASS”",
            "São Paulo: “Ação”, AMANHÃ, irmã… ÀÉÈ",
            "ベルカ近郊の砲撃で二人死亡",
            "قصف قرب فلكا «اليوم»",
            "Việt Nam: “HÀ NỘI” … Đà Nẵng",
            "KØBENHAVN – “BLÅ”, ÅBO…",
        ] {
            assert!(
                matches!(repair_mojibake(text), Cow::Borrowed(same) if same == text),
                "{text}"
            );
        }
    }
}
