//! Bytes as letters of ASCII that HTML leaves alone: 13 bits in two of 91, so that a page is a thirteenth smaller than in base64.
//!
//! It is the packing of Joachim Henke's basE91 without its variable last bit, which would save another half percent. The page's
//! own decoder is in `web/unpack.js`.
//!
//! Invariant: neither `<` nor `&` is a letter, so that no data can end the element that it stands in.

/// 33 to 126 without `&`, `<` and the backtick.
pub(super) fn alphabet() -> impl Iterator<Item = u8> {
    (b'!'..=b'~').filter(|letter| !matches!(letter, b'&' | b'<' | b'`'))
}

/// The bytes in letters, the first bits first. What is left over, filled up with zeros, has one letter for up to five bits, two for more:
/// never a whole byte of zeros.
pub(super) fn encode(bytes: &[u8]) -> String {
    let letters: Vec<u8> = alphabet().collect();
    let mut text = String::with_capacity(bytes.len() * 16 / 13 + 4);
    let (mut bits, mut count) = (0u32, 0u32);
    let mut push = |group: u32| {
        text.push(char::from(letters[(group / 91) as usize]));
        text.push(char::from(letters[(group % 91) as usize]));
    };
    for &byte in bytes {
        bits = bits << 8 | u32::from(byte);
        count += 8;
        if count >= 13 {
            count -= 13;
            push(bits >> count & 0x1fff);
            bits &= (1 << count) - 1;
        }
    }
    match count {
        0 => {}
        1..=5 => text.push(char::from(letters[(bits << (6 - count)) as usize])),
        _ => push(bits << (13 - count)),
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_thirteen_bits_have_two_letters() {
        assert_eq!(alphabet().count(), 91);
        assert_eq!(encode(&[]), "");
        assert_eq!(encode(&[0]), "!!");
        assert_eq!(encode(&[0; 8]).len(), 10, "64 bits: four groups and 12");
        assert_eq!(encode(&[0; 5]).len(), 7, "40 bits: three groups and 1");
        // 255, 31 bits of it and zeros: 0b1111111100000 = 8160 = 89 * 91 + 61.
        let letters: Vec<u8> = alphabet().collect();
        assert_eq!(encode(&[255]).as_bytes(), [letters[89], letters[61]]);
        assert_eq!(encode(&[7; 13]).len(), 16);
        let all: Vec<u8> = (0..=255).collect();
        assert!(
            encode(&all)
                .bytes()
                .all(|letter| letter.is_ascii_graphic() && letter != b'<' && letter != b'&')
        );
    }
}
