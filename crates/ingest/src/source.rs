//! From inputs to pieces of work: opens each input, undoes compression, goes into archives, finds the format, and hands the
//! stream to that format's reader.
//!
//! What it deliberately does not do: it analyses nothing itself; what costs time is work for the other end of the queue.
//!
//! Invariant: every input ends as work or as a problem; an error in one never touches the next. Of a stream of records one
//! record is in memory at a time, of a file that is one article the whole file.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::archive::{self, Entry};
use crate::expand::{Compression, Counted, Expanded, Growth};
use crate::inputs::{Input, Inputs, by_extension, is_article_name};
use crate::options::{Format, Options};
use crate::problem::Problem;
use crate::queue::{Gone, Queue};
use crate::reader::Item;
use crate::{card, delimited, entries, expand, jsonl, markdown, page, plain, sniff, web_archive};

/// How far to look into a stream to find out what it is.
const SNIFF_BYTES: usize = 1024;
/// Of a stream that is read piece by piece.
const BUFFER_BYTES: usize = 128 << 10;
/// Archives in archives, compressed files in archives and so on: so many times.
const MOST_NESTED: u32 = 4;

/// What a stream is called.
#[derive(Clone)]
pub(crate) struct Name {
    /// As the caller would write it; a file in an archive behind `!/`.
    pub(crate) uri: Arc<str>,
    /// The file itself, if it lies on disk as it is: a source card may stand beside it.
    path: Option<PathBuf>,
    /// What it is called without the endings of compression.
    file: String,
    /// The format by its name, if that says one.
    format: Option<Format>,
}

/// Reads all inputs into a queue.
pub(crate) struct Source {
    pub(crate) options: Arc<Options>,
    pub(crate) queue: Queue,
    /// Bytes read of all inputs.
    pub(crate) bytes: Arc<AtomicU64>,
}

/// What is read of one input.
struct Reach {
    growth: Arc<Growth>,
    nested: u32,
}

impl Source {
    /// All inputs, until nobody wants any more.
    pub(crate) fn run(&self, mut inputs: Inputs) -> Result<(), Gone> {
        while let Some(input) = inputs.next() {
            match input {
                Ok(input) => {
                    let uri = match &input {
                        Input::Stdin => Arc::from("-"),
                        Input::File { uri, .. } => Arc::from(uri.as_str()),
                    };
                    // A library that panics costs its input, not those that follow.
                    let read = AssertUnwindSafe(|| self.input(input));
                    catch_unwind(read).unwrap_or_else(|_| self.queue.failed(&uri))?;
                }
                Err(problem) => self.queue.problem(problem)?,
            }
        }
        Ok(())
    }

    fn input(&self, input: Input) -> Result<(), Gone> {
        let growth = Arc::<Growth>::default();
        let reach = Reach {
            growth: growth.clone(),
            nested: 0,
        };
        match input {
            Input::Stdin => {
                let name = Name {
                    uri: Arc::from("-"),
                    path: None,
                    file: String::new(),
                    format: None,
                };
                self.stream(&mut self.counted(io::stdin(), growth), &name, &reach)
            }
            Input::File { path, uri, format } => {
                let mut file = match File::open(&path) {
                    Ok(file) => file,
                    Err(error) => return self.queue.problem(expand::problem(&uri, &error)),
                };
                let name = Name {
                    uri: Arc::from(uri.as_str()),
                    file: uri,
                    path: Some(path),
                    format,
                };
                let zip = match begins_as_zip(&file, &name.file) {
                    Ok(zip) => zip,
                    Err(error) => return self.queue.problem(expand::problem(&name.uri, &error)),
                };
                if zip {
                    // Its directory stands at the end, so all of it counts as read.
                    let length = file.metadata().map_or(0, |data| data.len());
                    growth.read.fetch_add(length, Ordering::Relaxed);
                    self.bytes.fetch_add(length, Ordering::Relaxed);
                    return self.zip(&mut file, &name, &reach);
                }
                self.stream(&mut self.counted(file, growth), &name, &reach)
            }
        }
    }

    fn counted<R>(&self, inner: R, growth: Arc<Growth>) -> Counted<R> {
        Counted {
            inner,
            growth,
            all: self.bytes.clone(),
        }
    }

    fn expanded<R>(&self, inner: R, reach: &Reach) -> Expanded<R> {
        Expanded {
            inner,
            growth: reach.growth.clone(),
            limit: self.options.max_expansion,
        }
    }

    /// A stream of any kind.
    fn stream(&self, stream: &mut dyn Read, name: &Name, reach: &Reach) -> Result<(), Gone> {
        let start = match beginning(stream) {
            Ok(start) => start,
            Err(error) => return self.queue.problem(expand::problem(&name.uri, &error)),
        };
        let compression = Compression::of(&start);
        let zip = archive::is_zip(&start) && !is_office(&name.file);
        let tar = archive::is_tar(&start);
        let mut whole = BufReader::with_capacity(BUFFER_BYTES, (&start[..]).chain(stream));
        if (compression.is_some() || zip || tar) && reach.nested >= MOST_NESTED {
            let message = format!("over {MOST_NESTED} archives in archives; skipped");
            return self
                .queue
                .problem(Problem::error(&name.uri, "nested_too_deep", message));
        }
        let reach_in = Reach {
            growth: reach.growth.clone(),
            nested: reach.nested + 1,
        };
        if let Some(compression) = compression {
            let plain = match compression.plain(whole) {
                Ok(plain) => plain,
                Err(error) => return self.queue.problem(expand::problem(&name.uri, &error)),
            };
            let mut plain = self.expanded(plain, reach);
            return self.stream(&mut plain, &name.unpacked(), &reach_in);
        }
        if tar {
            return archive::tar(&mut whole, &name.uri, &mut |entry| self.entry(entry, name, &reach_in));
        }
        if zip {
            let mut file = match archive::spooled(&mut whole) {
                Ok(file) => file,
                Err(error) => return self.queue.problem(expand::problem(&name.uri, &error)),
            };
            return self.zip(&mut file, name, reach);
        }
        self.plain(&mut whole, &start, name)
    }

    fn zip(&self, file: &mut File, name: &Name, reach: &Reach) -> Result<(), Gone> {
        let reach = Reach {
            growth: reach.growth.clone(),
            nested: reach.nested + 1,
        };
        archive::zip(file, &name.uri, &mut |entry| match entry {
            Entry::File(path, stream) => {
                let mut stream = self.expanded(stream, &reach);
                self.entry(Entry::File(path, &mut stream), name, &reach)
            }
            problem => self.entry(problem, name, &reach),
        })
    }

    /// A file of an archive; only those with names of a known format.
    fn entry(&self, entry: Entry<'_>, archive: &Name, reach: &Reach) -> Result<(), Gone> {
        match entry {
            // What stopped at the limit within a file stops once more behind it.
            Entry::Problem(problem) if problem.code == "expansion_limit" && reach.growth.tell() => Ok(()),
            Entry::Problem(problem) => self.queue.problem(problem),
            Entry::File(..) if reach.growth.is_over() => Ok(()),
            Entry::File(path, stream) => {
                let format = by_extension(Path::new(&path));
                let hidden = path.split('/').any(|part| part.starts_with('.'));
                let wanted = format.is_some() || self.options.format.is_some();
                if hidden || !wanted || !is_article_name(Path::new(&path)) {
                    return Ok(());
                }
                let name = Name {
                    uri: Arc::from(format!("{}!/{path}", archive.uri)),
                    path: None,
                    file: path,
                    format: format.flatten(),
                };
                self.stream(stream, &name, reach)?;
                if reach.growth.is_over() {
                    reach.growth.tell();
                }
                Ok(())
            }
        }
    }

    /// A stream that is neither compressed nor an archive.
    fn plain(&self, stream: &mut dyn BufRead, start: &[u8], name: &Name) -> Result<(), Gone> {
        let format = self
            .options
            .format
            .or_else(|| sniff::sure(start))
            .or(name.format)
            .unwrap_or_else(|| sniff::format(start));
        match format {
            Format::Jsonl => jsonl::read(stream, start, &name.uri, self),
            Format::Csv | Format::Tsv => delimited::read(stream, format, &name.uri, self),
            Format::Warc => web_archive::read(stream, &name.uri, self),
            Format::Parquet => self.parquet(stream, name),
            Format::Html | Format::Feed => self.whole(stream, name, format, self.options.max_page_bytes),
            Format::Text | Format::Markdown => self.whole(stream, name, format, self.options.max_text_bytes),
        }
    }

    /// An input that is read as a whole: one article, or a feed.
    fn whole(&self, stream: &mut dyn BufRead, name: &Name, format: Format, limit: u64) -> Result<(), Gone> {
        let mut bytes = Vec::new();
        if let Err(error) = stream.take(limit.saturating_add(1)).read_to_end(&mut bytes) {
            return self.queue.problem(expand::problem_of_whole(&name.uri, &error));
        }
        if bytes.len() as u64 > limit {
            return self.queue.problem(too_large(&bytes, &name.uri, format, limit));
        }
        let (uri, path, options) = (name.uri.clone(), name.path.clone(), self.options.clone());
        self.queue.put(bytes.len(), &name.uri, move || {
            one(&bytes, &uri, path.as_deref(), format, &options)
        })
    }

    #[cfg(feature = "parquet")]
    fn parquet(&self, stream: &mut dyn BufRead, name: &Name) -> Result<(), Gone> {
        crate::parquet::read(stream, name.path.as_deref(), &name.uri, self)
    }

    #[cfg(not(feature = "parquet"))]
    fn parquet(&self, _: &mut dyn BufRead, name: &Name) -> Result<(), Gone> {
        let message = "this program was built without the reader of Parquet";
        self.queue.problem(Problem::error(&name.uri, "binary_file", message))
    }
}

impl Name {
    /// The name of what is in a compressed file.
    fn unpacked(&self) -> Self {
        // What is packed twice, or under its plain name, keeps that.
        let file = match self.file.rsplit_once('.') {
            Some((plain, "gz" | "GZ" | "zst" | "zstd")) if !plain.is_empty() => plain,
            _ => &self.file,
        };
        Self {
            uri: self.uri.clone(),
            path: None,
            file: file.to_owned(),
            format: by_extension(Path::new(file)).flatten(),
        }
    }
}

/// The items of an input that is read as a whole.
fn one(bytes: &[u8], uri: &str, path: Option<&Path>, format: Format, options: &Options) -> Vec<Item> {
    let read = match format {
        Format::Feed => return entries::items(bytes, uri, options),
        Format::Html => {
            let page = page::Page {
                bytes,
                charset: None,
                address: None,
            };
            page::read(&page, uri, options)
        }
        Format::Markdown => markdown::read(bytes, uri),
        _ => plain::read(bytes, uri),
    };
    match read {
        Ok((mut article, mut warnings)) => {
            if let Some(path) = path {
                warnings.extend(card::apply(path, uri, &mut article));
            }
            let warnings = warnings.into_iter().map(Item::Problem);
            warnings.chain([Item::Article(article)]).collect()
        }
        Err(problem) => vec![Item::Problem(problem)],
    }
}

/// The first bytes of a stream, as many as tell what it is.
fn beginning(stream: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut start = vec![0; SNIFF_BYTES];
    let mut length = 0;
    // Never with an empty buffer: archives and Zstandard take the nothing that comes then for their end, or for a fault.
    while length < start.len() {
        match stream.read(&mut start[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            // What there is may say what is damaged.
            Err(error) if length == 0 => return Err(error),
            Err(_) => break,
        }
        // A slow producer of JSON Lines is known by its first byte; no need to wait for more.
        if sniff::is_jsonl(&start[..length]) {
            break;
        }
    }
    start.truncate(length);
    Ok(start)
}

/// Looks at a file and goes back. A pipe cannot go back, and is looked at as a stream.
fn begins_as_zip(mut file: &File, name: &str) -> io::Result<bool> {
    if !file.metadata().is_ok_and(|data| data.is_file()) {
        return Ok(false);
    }
    let mut start = [0; 4];
    let begins = file.read_exact(&mut start).is_ok() && archive::is_zip(&start) && !is_office(name);
    file.rewind()?;
    Ok(begins)
}

/// Documents that are ZIP archives inside.
fn is_office(name: &str) -> bool {
    let endings = [".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".jar"];
    let name = name.to_ascii_lowercase();
    endings.iter().any(|ending| name.ends_with(ending))
}

fn too_large(bytes: &[u8], uri: &str, format: Format, limit: u64) -> Problem {
    if matches!(format, Format::Html | Format::Feed) {
        return Problem::error(uri, "page_too_large", format!("the page has over {limit} bytes"))
            .hint("raise --max-page-bytes");
    }
    if let Some(why) = sniff::binary(bytes) {
        return Problem::error(uri, "binary_file", why);
    }
    let hint = "raise --max-text-bytes; or is it not one article? One article a line is JSON Lines (.jsonl)";
    match bytes.iter().position(|&byte| byte == b'\n') {
        None => Problem::error(uri, "line_too_long", format!("the first line has over {limit} bytes"))
            .at_line(1)
            .hint(hint),
        Some(_) => Problem::error(uri, "file_too_large", format!("the file has over {limit} bytes")).hint(hint),
    }
}
