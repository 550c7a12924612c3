//! The way from paths to items: opens each input, finds its format, hands it to that format's reader.
//!
//! What it deliberately does not do: it reads nothing ahead. One file, or one line of JSON Lines, is in memory at a time.
//!
//! Invariant: every input yields at least one item; an error in one never touches the next.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use crate::article::RawArticle;
use crate::inputs::{Error, Input, Inputs};
use crate::jsonl::JsonLines;
use crate::options::{Format, Options};
use crate::problem::Problem;
use crate::{card, markdown, page, plain, sniff};

/// How far to look into a stream without a name to find its format.
const SNIFF_BYTES: usize = 1024;
/// How far to look into JSON Lines for signs of binary data.
const STREAM_BUFFER_BYTES: usize = 64 << 10;

/// What comes out of a [`Reader`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// An article.
    Article(RawArticle),
    /// Something that was skipped or left out.
    Problem(Problem),
}

/// Reads inputs, lazily and in order.
pub struct Reader {
    inputs: Inputs,
    options: Options,
    ready: VecDeque<Item>,
    lines: Option<JsonLines>,
}

impl Reader {
    /// A reader of these files, folders, patterns (`news/**/*.html`) and `-` for standard input.
    ///
    /// # Errors
    /// If there is nothing to read, the list of paths cannot be opened, or standard input is asked for twice. All
    /// that goes wrong with a single input is an [`Item::Problem`].
    pub fn new<P: Into<PathBuf>>(paths: impl IntoIterator<Item = P>, options: Options) -> Result<Self, Error> {
        let paths = paths.into_iter().map(Into::into).collect();
        let inputs = Inputs::new(paths, options.files_from.as_deref(), options.format.is_some())?;
        Ok(Self {
            inputs,
            options,
            ready: VecDeque::new(),
            lines: None,
        })
    }

    fn open(&mut self, input: Input) -> Result<(), Problem> {
        let (stream, path, uri, format): (Box<dyn Read + Send>, _, _, _) = match input {
            Input::Stdin => (Box::new(io::stdin()), None, "-".to_string(), None),
            Input::File { path, uri, format } => {
                let file = File::open(&path).map_err(|error| unreadable(&uri, &error))?;
                (Box::new(file), Some(path), uri, format)
            }
        };
        let (stream, format) = match self.options.format.or(format) {
            Some(format) => (stream, format),
            None => sniffed(stream).map_err(|error| unreadable(&uri, &error))?,
        };
        match format {
            Format::Jsonl => {
                self.lines = Some(self.json_lines(stream, uri)?);
                Ok(())
            }
            _ => self.whole(stream, path.as_deref(), &uri, format),
        }
    }

    fn json_lines(&self, stream: Box<dyn Read + Send>, uri: String) -> Result<JsonLines, Problem> {
        let mut stream = BufReader::with_capacity(STREAM_BUFFER_BYTES, stream);
        let start = stream.fill_buf().map_err(|error| unreadable(&uri, &error))?;
        if sniff::is_utf16(start) {
            plain::utf8(start, &uri)?;
        }
        if let Some(why) = sniff::binary(start) {
            return Err(Problem::error(&uri, "binary_file", why));
        }
        Ok(JsonLines::new(Box::new(stream), uri, self.options.max_line_bytes))
    }

    /// Reads an input that is one article.
    fn whole(
        &mut self,
        stream: Box<dyn Read + Send>,
        path: Option<&Path>,
        uri: &str,
        format: Format,
    ) -> Result<(), Problem> {
        let limit = if format == Format::Html {
            self.options.max_page_bytes
        } else {
            self.options.max_text_bytes
        };
        let mut bytes = Vec::new();
        stream
            .take(limit.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|error| unreadable(uri, &error))?;
        if bytes.len() as u64 > limit {
            return Err(too_large(&bytes, uri, format, limit));
        }
        let (mut article, mut warnings) = match format {
            Format::Html => page::read(&bytes, uri, &self.options)?,
            Format::Markdown => markdown::read(&bytes, uri)?,
            _ => (plain::read(&bytes, uri)?, Vec::new()),
        };
        if let Some(path) = path {
            warnings.extend(card::apply(path, uri, &mut article));
        }
        self.ready.extend(warnings.into_iter().map(Item::Problem));
        self.ready.push_back(Item::Article(article));
        Ok(())
    }
}

impl Iterator for Reader {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(item);
            }
            if let Some(lines) = &mut self.lines {
                match lines.next() {
                    Some(items) => self.ready.extend(items),
                    None => self.lines = None,
                }
                continue;
            }
            let opened = self.inputs.next()?.and_then(|input| self.open(input));
            if let Err(problem) = opened {
                return Some(Item::Problem(problem));
            }
        }
    }
}

/// Finds the format of a stream by its beginning; the stream given back still has it.
fn sniffed(mut stream: Box<dyn Read + Send>) -> io::Result<(Box<dyn Read + Send>, Format)> {
    let mut start = vec![0; SNIFF_BYTES];
    let mut length = 0;
    loop {
        match stream.read(&mut start[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        // A slow producer of JSON Lines is known by its first byte; no need to wait for more.
        if sniff::format(&start[..length]) == Format::Jsonl {
            break;
        }
    }
    start.truncate(length);
    let format = sniff::format(&start);
    Ok((Box::new(Cursor::new(start).chain(stream)), format))
}

fn too_large(bytes: &[u8], uri: &str, format: Format, limit: u64) -> Problem {
    if format == Format::Html {
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

fn unreadable(uri: &str, error: &io::Error) -> Problem {
    Problem::error(uri, "unreadable", error.to_string())
}
