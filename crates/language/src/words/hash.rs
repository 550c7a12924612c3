//! The two MurmurHash variants by which the model addresses its tables.
//!
//! Both were written by Austin Appleby and placed in the public domain. Invariant: the same numbers on every
//! machine, whatever its byte order.

/// MurmurHash64A of `bytes` with seed 1: the number of a string in the model's tables.
pub(crate) fn string_hash(bytes: &[u8]) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    let mut hash = 1 ^ (bytes.len() as u64).wrapping_mul(M);
    let (words, tail) = bytes.as_chunks::<8>();
    for word in words {
        let mut k = u64::from_le_bytes(*word).wrapping_mul(M);
        k ^= k >> 47;
        hash = (hash ^ k.wrapping_mul(M)).wrapping_mul(M);
    }
    if !tail.is_empty() {
        let mut last = [0; 8];
        last[..tail.len()].copy_from_slice(tail);
        hash = (hash ^ u64::from_le_bytes(last)).wrapping_mul(M);
    }
    hash ^= hash >> 47;
    hash = hash.wrapping_mul(M);
    hash ^ hash >> 47
}

/// Four rows of a hash embedding for one number: the 128-bit MurmurHash3 of its eight bytes, as thinc computes it.
pub(crate) fn row_hashes(value: u64, seed: u32) -> [u32; 4] {
    let mut h1 = value
        .wrapping_mul(0x87c3_7b91_1142_53d5)
        .rotate_left(31)
        .wrapping_mul(0x4cf5_ad43_2745_937f);
    h1 ^= u64::from(seed) ^ 8;
    let mut h2 = u64::from(seed) ^ 8;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    h1 = mix(h1);
    h2 = mix(h2);
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    [h1 as u32, (h1 >> 32) as u32, h2 as u32, (h2 >> 32) as u32]
}

fn mix(mut h: u64) -> u64 {
    h ^= h >> 33;
    h = h.wrapping_mul(0xff51_afd7_ed55_8ccd);
    h ^= h >> 33;
    h = h.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ h >> 33
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_computed_by_spacy() {
        assert_eq!(string_hash(b"the"), 0x670e_66a6_3573_9a92);
        assert_eq!(string_hash(b"counteroffensive"), 0xdf0d_e325_0b26_4984);
        assert_eq!(string_hash("Київ".as_bytes()), 0xadf8_d0f0_ca6c_6fb0);
        assert_eq!(
            row_hashes(0x670e_66a6_3573_9a92, 8),
            [0x8b0a_bfda, 0x4e68_860d, 0x5090_1fc7, 0x759c_c914]
        );
        assert_eq!(row_hashes(1, 8), [0x453b_d91c, 0x85fa_7376, 0x67d9_c5aa, 0x48f7_ad31]);
    }
}
