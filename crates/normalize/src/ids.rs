//! Stable ids: what a row says, hashed. The same content gives the same id on any machine and in any run.

use sha2::{Digest, Sha256};

/// Sixteen hexadecimal digits of the SHA-256 over the parts, each ended by a zero byte.
///
/// ```
/// let id = tidywire_normalize::ids::id(&["article", "some text"]);
/// assert_eq!(id.len(), 16);
/// assert_ne!(id, tidywire_normalize::ids::id(&["articles", "ome text"]));
/// ```
pub fn id(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
