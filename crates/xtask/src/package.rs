//! Published packages that generators read: the pinned file, and a member of a gzipped tar archive.
//!
//! It downloads nothing. Invariant: nothing is read from a file whose SHA-256 is not the pinned one.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use sha2::{Digest as _, Sha256};

/// The bytes of the file, when its SHA-256 is `digest`.
pub(crate) fn pinned(path: &Path, digest: &str) -> Result<Vec<u8>> {
    let bytes = fs::read(path).with_context(|| format!("read {}", path.display()))?;
    let own: String = Sha256::digest(&bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    ensure!(own == digest, "{}: SHA-256 is {own}, expected {digest}", path.display());
    Ok(bytes)
}

/// The bytes of a member of a `.tgz`.
#[cfg(any(feature = "gazetteer", feature = "outlines"))]
pub(crate) fn member(archive: &[u8], name: &str) -> Result<Vec<u8>> {
    use std::io::Read as _;

    for entry in tar::Archive::new(flate2::read::GzDecoder::new(archive)).entries()? {
        let mut entry = entry?;
        if entry.path()? == Path::new(name) {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes)?;
            return Ok(bytes);
        }
    }
    anyhow::bail!("no member {name}")
}
