//! Archives (tar and ZIP): the files in them, one after the other.
//!
//! What it deliberately does not do: it unpacks nothing to disk, follows no link in an archive, and knows no password.
//!
//! Invariant: a file whose path would lead out of the archive's folder is a problem, never read; a damaged archive costs
//! only what comes behind the damage.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek};
use std::path::{Component, Path};

use zip::ZipArchive;
use zip::read::{ZipFile, read_zipfile_from_stream};
use zip::result::ZipError;

use crate::expand;
use crate::problem::{Problem, quoted};
use crate::queue::Gone;

/// How far into a tar archive its signature stands.
const TAR_SIGNATURE_AT: usize = 257;
/// What a file's headers and the filling around them take at most: long names and extended attributes.
const HEADER_BYTES: u64 = 1 << 20;

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
    let place = Place::default();
    place.left.set(HEADER_BYTES);
    let mut archive = tar::Archive::new(Tape { stream, place: &place });
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return take(Entry::Problem(expand::problem(uri, &place.fault(error)))),
    };
    for entry in entries {
        let mut entry = match entry {
            Ok(entry) => entry,
            // Where one header cannot be read, the next cannot be found.
            Err(error) => return take(Entry::Problem(expand::problem(uri, &place.fault(error)))),
        };
        let kind = entry.header().entry_type();
        // A sparse file says how large it would be with its holes.
        let size = match kind.is_gnu_sparse() {
            true => entry.header().entry_size().unwrap_or(0),
            false => entry.size(),
        };
        place.left.set(size.saturating_add(HEADER_BYTES));
        if !kind.is_file() {
            continue;
        }
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let Some(path) = inner(&path) else {
            take(Entry::Problem(leads_out(uri, &path)))?;
            continue;
        };
        let mut content = Content {
            left: size,
            entry: &mut entry,
        };
        take(Entry::File(path, &mut content))?;
        if place.ended.get() || place.failed.get() {
            // Whoever read the file has said so.
            return Ok(());
        }
    }
    Ok(())
}

/// How far a tar archive is read.
#[derive(Default)]
struct Place {
    /// So much may be read until the next header is there.
    left: Cell<u64>,
    ended: Cell<bool>,
    failed: Cell<bool>,
}

impl Place {
    /// The library tells no kinds of faults.
    fn fault(&self, error: io::Error) -> io::Error {
        match (self.failed.get(), self.ended.get()) {
            (true, _) => error,
            (false, true) => io::Error::new(ErrorKind::UnexpectedEof, error),
            (false, false) => io::Error::new(ErrorKind::InvalidData, error),
        }
    }
}

/// The stream below a tar archive. The library holds long names in memory, so how much it takes has a limit.
struct Tape<'a, R> {
    stream: R,
    place: &'a Place,
}

impl<R: Read> Read for Tape<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.place.left.get();
        if left == 0 {
            return Err(io::Error::other("the header of a file is over the limit"));
        }
        let most = usize::try_from(left).unwrap_or(usize::MAX).min(buffer.len());
        let read = self.stream.read(&mut buffer[..most]);
        match &read {
            Ok(0) if most > 0 => self.place.ended.set(true),
            Ok(read) => self.place.left.set(left - *read as u64),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => self.place.failed.set(true),
        }
        read
    }
}

/// A file of a tar archive, which ends with an error when the archive does before it.
struct Content<'a, R> {
    left: u64,
    entry: &'a mut R,
}

impl<R: Read> Read for Content<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.entry.read(buffer)?;
        if read == 0 && self.left > 0 && !buffer.is_empty() {
            return Err(io::Error::new(
                ErrorKind::UnexpectedEof,
                "the archive ends within the file",
            ));
        }
        self.left = self.left.saturating_sub(read as u64);
        Ok(read)
    }
}

/// Takes every file of a ZIP archive.
pub(crate) fn zip(file: &mut File, uri: &str, take: &mut dyn FnMut(Entry<'_>) -> Result<(), Gone>) -> Result<(), Gone> {
    let mut archive = match file
        .rewind()
        .map_err(ZipError::Io)
        .and_then(|()| ZipArchive::new(&mut *file))
    {
        Ok(archive) => archive,
        Err(error) => {
            take(Entry::Problem(match error {
                ZipError::Io(error) => expand::problem(uri, &error),
                error => {
                    let message =
                        format!("ZIP archive: {error}; its files are read from the first one as far as they go");
                    Problem::error(uri, "damaged_file", message).hint("fetch the file again")
                }
            }))?;
            return from_the_start(file, uri, take);
        }
    };
    for index in 0..archive.len() {
        let mut entry = match archive.by_index(index) {
            Ok(entry) => entry,
            Err(error) => {
                take(Entry::Problem(broken(uri, error)))?;
                continue;
            }
        };
        packed(&mut entry, uri, take)?;
    }
    Ok(())
}

/// The files of a ZIP archive whose directory, at its end, is missing or broken: as far as one follows the other.
fn from_the_start(file: &mut File, uri: &str, take: &mut dyn FnMut(Entry<'_>) -> Result<(), Gone>) -> Result<(), Gone> {
    if file.rewind().is_err() {
        return Ok(());
    }
    // The damage has been told of; where the next file cannot be found, there is nothing more to say.
    while let Ok(Some(mut entry)) = read_zipfile_from_stream(file) {
        packed(&mut entry, uri, take)?;
    }
    Ok(())
}

fn packed<R: Read>(
    entry: &mut ZipFile<'_, R>,
    uri: &str,
    take: &mut dyn FnMut(Entry<'_>) -> Result<(), Gone>,
) -> Result<(), Gone> {
    if !entry.is_file() {
        return Ok(());
    }
    let path = entry.name().to_owned();
    match inner(&path) {
        Some(path) => take(Entry::File(path, entry)),
        None => take(Entry::Problem(leads_out(uri, &path))),
    }
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
