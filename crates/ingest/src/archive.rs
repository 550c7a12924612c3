//! Archives (tar and ZIP): the files in them, one after the other.
//!
//! What it deliberately does not do: it unpacks nothing to disk, follows no link in an archive, and knows no password.
//!
//! Invariant: a file whose path would lead out of the archive's folder is a problem, never read; a damaged archive costs
//! only what comes behind the damage.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Component, Path};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::expand;
use crate::problem::{Problem, quoted};
use crate::queue::Gone;

/// How far into a tar archive its signature stands.
const TAR_SIGNATURE_AT: usize = 257;

/// Whether a stream that begins so is a tar archive.
pub(crate) fn is_tar(start: &[u8]) -> bool {
    start
        .get(TAR_SIGNATURE_AT..)
        .is_some_and(|rest| rest.starts_with(b"ustar"))
}

/// Whether a file that begins so is a ZIP archive (or an empty one).
pub(crate) fn is_zip(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06")
}

/// What an archive holds, in its order.
pub(crate) enum Entry<'a> {
    /// A file: its path in the archive with `/`, and its content.
    File(String, &'a mut dyn Read),
    Problem(Problem),
}

/// Takes every file of a tar archive.
pub(crate) fn tar(
    stream: impl Read,
    uri: &str,
    take: &mut dyn FnMut(Entry<'_>) -> Result<(), Gone>,
) -> Result<(), Gone> {
    let mut archive = tar::Archive::new(stream);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return take(Entry::Problem(expand::problem(uri, &error))),
    };
    for entry in entries {
        let mut entry = match entry {
            Ok(entry) => entry,
            // Where one header cannot be read, the next cannot be found.
            Err(error) => return take(Entry::Problem(expand::problem(uri, &error))),
        };
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        match inner(&path) {
            Some(path) => take(Entry::File(path, &mut entry))?,
            None => take(Entry::Problem(leads_out(uri, &path)))?,
        }
    }
    Ok(())
}

/// Takes every file of a ZIP archive.
pub(crate) fn zip(file: &mut File, uri: &str, take: &mut dyn FnMut(Entry<'_>) -> Result<(), Gone>) -> Result<(), Gone> {
    let mut archive = match file
        .rewind()
        .map_err(ZipError::Io)
        .and_then(|()| ZipArchive::new(&mut *file))
    {
        Ok(archive) => archive,
        Err(error) => return take(Entry::Problem(broken(uri, error))),
    };
    for index in 0..archive.len() {
        let mut entry = match archive.by_index(index) {
            Ok(entry) => entry,
            Err(error) => {
                take(Entry::Problem(broken(uri, error)))?;
                continue;
            }
        };
        if !entry.is_file() {
            continue;
        }
        let path = entry.name().to_owned();
        match inner(&path) {
            Some(path) => take(Entry::File(path, &mut entry))?,
            None => take(Entry::Problem(leads_out(uri, &path)))?,
        }
    }
    Ok(())
}

/// A file for a stream, because the directory of a ZIP archive stands at its end.
pub(crate) fn spooled(stream: &mut dyn Read) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    io::copy(stream, &mut file)?;
    Ok(file)
}

/// The path below the archive, unless it leads out of it.
fn inner(path: &str) -> Option<String> {
    let path = path.replace('\\', "/");
    let mut parts = Vec::new();
    for part in Path::new(&path).components() {
        match part {
            Component::CurDir => {}
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    let drive = parts.first().is_some_and(|part| part.ends_with(':'));
    (!parts.is_empty() && !drive).then(|| parts.join("/"))
}

fn leads_out(uri: &str, path: &str) -> Problem {
    let message = format!("the archive's file {} leads out of its folder; skipped", quoted(path));
    Problem::error(uri, "unsafe_path", message)
}

fn broken(uri: &str, error: ZipError) -> Problem {
    match error {
        ZipError::Io(error) => expand::problem(uri, &error),
        ZipError::UnsupportedArchive(why) => Problem::error(uri, "damaged_file", format!("ZIP archive: {why}")),
        error => Problem::error(uri, "damaged_file", format!("ZIP archive: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::inner;

    #[test]
    fn paths_stay_in_the_archive() {
        for (path, expected) in [
            ("a/b.txt", Some("a/b.txt")),
            ("./a//b.txt", Some("a/b.txt")),
            ("a\\b.txt", Some("a/b.txt")),
            ("../a.txt", None),
            ("a/../../b.txt", None),
            ("/etc/passwd", None),
            ("C:\\a.txt", None),
            ("..\\a.txt", None),
            ("", None),
        ] {
            assert_eq!(inner(path).as_deref(), expected, "{path}");
        }
    }
}
