//! A file written aside: hashed while it is written, renamed when it is complete, removed when it is not.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::{FileFacts, TablesError};

/// A file on its way. Dropped without [`Aside::publish`], it leaves nothing behind.
pub(crate) struct Aside {
    target: PathBuf,
    temporary: PathBuf,
    file: Option<BufWriter<File>>,
    digest: Sha256,
    bytes: u64,
}

impl Aside {
    pub(crate) fn create(target: &Path) -> Result<Self, TablesError> {
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.tmp", std::process::id()));
        let temporary = target.with_file_name(name);
        let file = File::create(&temporary).map_err(TablesError::io(&temporary))?;
        Ok(Self {
            target: target.to_owned(),
            temporary,
            file: Some(BufWriter::with_capacity(1 << 16, file)),
            digest: Sha256::new(),
            bytes: 0,
        })
    }

    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// Puts the file in its place.
    pub(crate) fn publish(mut self) -> Result<FileFacts, TablesError> {
        let written = match self.file.take() {
            Some(file) => file.into_inner().map_err(io::IntoInnerError::into_error),
            None => Err(io::Error::other("published twice")),
        };
        written
            .and_then(|file| file.sync_all())
            .and_then(|()| fs::rename(&self.temporary, &self.target))
            .map_err(TablesError::io(&self.target))?;
        let name = self.target.file_name().unwrap_or_default();
        Ok(FileFacts {
            path: name.to_string_lossy().into_owned(),
            bytes: self.bytes,
            sha256: hex(&self.digest.clone().finalize()),
        })
    }
}

impl Write for Aside {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(file) = &mut self.file else {
            return Err(io::Error::other("written after it was published"));
        };
        let written = file.write(bytes)?;
        self.digest.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), BufWriter::flush)
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        // After publishing there is nothing to remove, and an error here has nobody to go to.
        let _ = fs::remove_file(&self.temporary);
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_of_an_abandoned_file() {
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("a.csv");
        let mut aside = Aside::create(&target).unwrap();
        aside.write_all(b"half").unwrap();
        drop(aside);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    }

    #[test]
    fn facts_are_those_of_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("a.csv");
        let mut aside = Aside::create(&target).unwrap();
        aside.write_all(b"abc").unwrap();
        assert!(!target.exists(), "not before it is complete");
        let facts = aside.publish().unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"abc");
        assert_eq!(facts.bytes, 3);
        assert_eq!(
            facts.sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
