//! Paths, folders, patterns and lists of paths to single inputs, one at a time, in order.
//!
//! What it deliberately does not do: it opens nothing but lists and folders, and collects no list of files: a folder of
//! a million files is walked as it is read.
//!
//! Invariant: inputs come in the order in which they are named; within a folder or pattern sorted by name, level by
//! level, so that the order is the same on every machine.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Component, Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};
use walkdir::{DirEntry, FilterEntry, WalkDir};

use crate::card;
use crate::options::Format;
use crate::problem::Problem;

/// Why reading cannot even begin. (Everything later is a [`Problem`].)
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No path and no list of paths was given.
    #[error("nothing to read: give files, folders or patterns, or - for standard input")]
    NoInput,
    /// The list of paths cannot be read.
    #[error("{}: cannot read the list of paths: {source}", path.display())]
    List {
        /// The list.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// No thread can be started.
    #[error("cannot start a thread: {source}")]
    Thread {
        /// Why.
        source: io::Error,
    },
    /// Standard input was asked for more than once.
    #[error("standard input (-) can be read only once")]
    StandardInputTwice,
}

/// One input.
pub(crate) enum Input {
    Stdin,
    /// A file, its name as the caller would write it, and its format by its extension if that is known.
    File {
        path: PathBuf,
        uri: String,
        format: Option<Format>,
    },
}

/// All inputs, lazily.
pub(crate) struct Inputs {
    paths: VecDeque<PathBuf>,
    list: Option<Box<dyn BufRead + Send>>,
    list_uri: String,
    walk: Option<Walk>,
    /// Every file counts, whatever it is called.
    any_name: bool,
}

type Entries = FilterEntry<walkdir::IntoIter, fn(&DirEntry) -> bool>;

/// A folder, or what matches a pattern, on its way.
struct Walk {
    entries: Entries,
    /// The pattern as given and what it matches.
    pattern: Option<(String, GlobMatcher)>,
    found: bool,
}

impl Inputs {
    pub(crate) fn new(paths: VecDeque<PathBuf>, files_from: Option<&Path>, any_name: bool) -> Result<Self, Error> {
        let standard = |path: &Path| path.as_os_str() == "-";
        if paths.is_empty() && files_from.is_none() {
            return Err(Error::NoInput);
        }
        if paths
            .iter()
            .map(PathBuf::as_path)
            .chain(files_from)
            .filter(|path| standard(path))
            .count()
            > 1
        {
            return Err(Error::StandardInputTwice);
        }
        let list: Option<Box<dyn BufRead + Send>> = match files_from {
            None => None,
            Some(path) if standard(path) => Some(Box::new(BufReader::new(io::stdin()))),
            Some(path) => match File::open(path) {
                Ok(file) => Some(Box::new(BufReader::new(file))),
                Err(source) => {
                    return Err(Error::List {
                        path: path.to_path_buf(),
                        source,
                    });
                }
            },
        };
        let list_uri = files_from.map(uri).unwrap_or_default();
        Ok(Self {
            paths,
            list,
            list_uri,
            walk: None,
            any_name,
        })
    }

    /// The next input, or what is wrong with a path.
    pub(crate) fn next(&mut self) -> Option<Result<Input, Problem>> {
        loop {
            if let Some(walk) = &mut self.walk {
                match walk.next(self.any_name) {
                    Some(found) => return Some(found),
                    None => self.walk = None,
                }
            } else if let Some(path) = self.paths.pop_front() {
                if let Some(input) = self.start(path) {
                    return Some(input);
                }
            } else {
                match self.listed()? {
                    Ok(path) => self.paths.push_back(path),
                    Err(problem) => return Some(Err(problem)),
                }
            }
        }
    }

    /// The next path of the list.
    fn listed(&mut self) -> Option<Result<PathBuf, Problem>> {
        loop {
            let mut line = String::new();
            match self.list.as_mut()?.read_line(&mut line) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => {
                    self.list = None;
                    return Some(Err(Problem::error(
                        &self.list_uri,
                        "unreadable",
                        format!("list of paths: {error}"),
                    )));
                }
            }
            let path = line.trim_end_matches(['\n', '\r']);
            if !path.is_empty() {
                return Some(Ok(path.into()));
            }
        }
    }

    /// A file or stream as it is; a folder or pattern is put into `walk`.
    fn start(&mut self, path: PathBuf) -> Option<Result<Input, Problem>> {
        if path.as_os_str() == "-" {
            return Some(Ok(Input::Stdin));
        }
        let uri = uri(&path);
        match std::fs::metadata(&path) {
            Ok(data) if data.is_dir() => {
                self.walk = Some(Walk {
                    entries: walk(&path),
                    pattern: None,
                    found: true,
                });
                None
            }
            // A card named with its article (by the shell's `*`) goes with the article.
            Ok(data) if data.is_file() && uri.ends_with(card::SUFFIX) => None,
            Ok(data) if data.is_file() => {
                // Whatever it is called, it is wanted.
                let format = by_extension(&path).flatten();
                Some(Ok(Input::File { path, uri, format }))
            }
            // A pipe: what it is called says nothing.
            Ok(_) => Some(Ok(Input::File {
                path,
                uri,
                format: None,
            })),
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Some(Err(Problem::error(&uri, "unreadable", error.to_string())))
            }
            Err(_) if uri.contains(['*', '?', '[', '{']) => {
                match GlobBuilder::new(&uri).literal_separator(true).build() {
                    Ok(glob) => {
                        let entries = walk(&fixed_part(&path));
                        self.walk = Some(Walk {
                            entries,
                            pattern: Some((uri, glob.compile_matcher())),
                            found: false,
                        });
                        None
                    }
                    Err(error) => Some(Err(Problem::error(
                        &uri,
                        "missing_path",
                        format!("not a pattern: {}", error.kind()),
                    ))),
                }
            }
            Err(_) => Some(Err(Problem::error(&uri, "missing_path", "no such file or folder"))),
        }
    }
}

impl Walk {
    fn next(&mut self, any_name: bool) -> Option<Result<Input, Problem>> {
        for entry in self.entries.by_ref() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let uri = error.path().map(uri).unwrap_or_default();
                    // Where the pattern begins nothing is there: the pattern matches nothing.
                    if self.pattern.is_some()
                        && error
                            .io_error()
                            .is_some_and(|error| error.kind() == io::ErrorKind::NotFound)
                    {
                        continue;
                    }
                    let why = match (error.loop_ancestor(), error.io_error()) {
                        (Some(ancestor), _) => {
                            format!("links in a circle, back to {}", self::uri(ancestor))
                        }
                        (None, Some(error)) => error.to_string(),
                        (None, None) => error.to_string(),
                    };
                    return Some(Err(Problem::error(&uri, "unreadable", why)));
                }
            };
            if !entry.file_type().is_file() {
                continue;
            }
            let uri = uri(entry.path());
            if let Some((_, glob)) = &self.pattern {
                // A pattern may match the file or a folder above it.
                if !Path::new(&uri).ancestors().any(|part| glob.is_match(part)) {
                    continue;
                }
                self.found = true;
            }
            let format = by_extension(entry.path());
            if is_article_name(entry.path()) && (any_name || format.is_some()) {
                return Some(Ok(Input::File {
                    path: entry.into_path(),
                    uri,
                    format: format.flatten(),
                }));
            }
        }
        let (pattern, _) = self.pattern.as_ref().filter(|_| !self.found)?;
        self.found = true;
        Some(Err(Problem::error(
            pattern,
            "missing_path",
            "nothing matches the pattern",
        )))
    }
}

/// All below a path in order, links followed, hidden files and folders left out.
fn walk(path: &Path) -> Entries {
    let shown: fn(&DirEntry) -> bool =
        |entry| entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".");
    let path = if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    };
    WalkDir::new(path)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(shown)
}

/// The folders before the first special character of a pattern.
fn fixed_part(pattern: &Path) -> PathBuf {
    let special = |part: &Component<'_>| {
        part.as_os_str()
            .as_encoded_bytes()
            .iter()
            .any(|byte| b"*?[{".contains(byte))
    };
    pattern.components().take_while(|part| !special(part)).collect()
}

pub(crate) fn is_article_name(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.split('.').next().unwrap_or_default();
    !stem.eq_ignore_ascii_case("readme") && !name.ends_with(card::SUFFIX)
}

/// Whether files with this ending are read in folders and archives, and the format that the ending says, if it says one.
pub(crate) fn by_extension(path: &Path) -> Option<Option<Format>> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "txt" | "text" => Some(Some(Format::Text)),
        "md" | "markdown" => Some(Some(Format::Markdown)),
        "html" | "htm" | "xhtml" => Some(Some(Format::Html)),
        "jsonl" | "ndjson" => Some(Some(Format::Jsonl)),
        "csv" => Some(Some(Format::Csv)),
        "tsv" | "tab" => Some(Some(Format::Tsv)),
        "parquet" | "pq" => Some(Some(Format::Parquet)),
        "warc" | "wet" | "arc" => Some(Some(Format::Warc)),
        "rss" | "atom" | "rdf" | "xml" => Some(Some(Format::Feed)),
        // A feed or JSON Lines: the content says.
        "json" => Some(None),
        // What is in it says.
        "gz" | "zst" | "zstd" | "tar" | "tgz" | "zip" => Some(None),
        _ => None,
    }
}

/// The path as the caller would write it: with `/`, without `.` parts and a `/` at the end.
pub(crate) fn uri(path: &Path) -> String {
    let mut uri = String::new();
    for part in path.components() {
        match part {
            Component::CurDir => continue,
            Component::RootDir => {
                uri.push('/');
                continue;
            }
            _ => {}
        }
        if !uri.is_empty() && !uri.ends_with('/') {
            uri.push('/');
        }
        uri.push_str(&part.as_os_str().to_string_lossy());
    }
    if uri.is_empty() { ".".into() } else { uri }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_paths_as_the_caller_does() {
        for (path, expected) in [
            ("a/b.txt", "a/b.txt"),
            ("./a//b/", "a/b"),
            ("/a/./b", "/a/b"),
            ("../a", "../a"),
            (".", "."),
            ("/", "/"),
        ] {
            assert_eq!(uri(Path::new(path)), expected);
        }
    }

    #[test]
    fn finds_where_a_pattern_begins() {
        for (pattern, expected) in [
            ("a/b/*.txt", "a/b"),
            ("*.txt", ""),
            ("/a/{b,c}/d", "/a"),
            ("a[0-9]/x", ""),
        ] {
            assert_eq!(fixed_part(Path::new(pattern)), Path::new(expected));
        }
    }
}
