//! Web archives: the pages and texts of a WARC (0.x, 1.0, 1.1), of its text twin WET, or of an ARC file, as a stream.
//!
//! What it deliberately does not do: it undoes no compression of the file (the caller hands over the plain stream),
//! checks no digests, joins no continued records, resolves no revisits and decodes no charset. It never seeks.
//!
//! Invariant: a document without a fault for its record is whole as far as the archive tells. Every record gives at
//! most one fault (and a stream that breaks, one more), whatever the input. Memory stays within a few times the
//! limits, whatever lengths the input claims.

mod coding;
mod head;
mod http;
mod payload;
mod stream;

use std::collections::VecDeque;
use std::io::{BufRead, Result};

use head::{Form, Header};
use payload::Page;
use stream::{HeadEnd, LineEnd, Stream};

/// A page or text of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Where it was found, without angle brackets.
    pub uri: Option<String>,
    /// When it was fetched, as written; the digits of an ARC in the form of a WARC.
    pub date: Option<String>,
    /// What the body is.
    pub kind: Kind,
    /// Charset as its content type states it.
    pub charset: Option<String>,
    /// The body, with chunks joined and compression undone.
    pub body: Vec<u8>,
    /// Number of the record, from 1.
    pub record: u64,
    /// Byte offset in the plain stream where the record begins.
    pub offset: u64,
}

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// HTML.
    Page,
    /// Plain text.
    Text,
}

/// What comes out of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A document.
    Document(Document),
    /// Something that could not be read. It comes after the record's document, if there is one.
    Fault(Fault),
}

/// What could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Number of the record, from 1; 0 if none had begun.
    pub record: u64,
    /// Byte offset in the plain stream where the record begins.
    pub offset: u64,
    /// What it is, for people.
    pub message: String,
    /// What it is, for programs.
    pub kind: FaultKind,
    /// Whether the record's document came out all the same.
    pub kept: bool,
}

/// What a [`Fault`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The stream ends within the record, or the archive says that it cut the record.
    Truncated,
    /// The header of the record, or the HTTP header in it, cannot be understood.
    BadHeader,
    /// No record begins where the record's length says that it ends.
    WrongLength,
    /// The HTTP body is not in the form that its header announces, or is shorter.
    BadBody,
    /// The body is over the limit.
    TooLarge,
    /// The stream does not begin as an archive.
    NotAnArchive,
    /// The stream cannot be read on. Nothing comes after it.
    Read,
}

/// What a record may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of a body, as it stands in the record and decoded.
    pub max_body: u64,
    /// Bytes of a record's header, of an HTTP header and of any line that is looked at.
    pub max_header: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_body: 8 << 20,
            max_header: 64 << 10,
        }
    }
}

/// Whether a stream that starts so is an archive that [`Records`] reads.
pub fn looks_like(start: &[u8]) -> bool {
    let start = start.trim_ascii_start();
    start.starts_with(b"WARC/") || start.starts_with(b"filedesc://")
}

/// The documents and faults of one archive, in its order.
pub struct Records<R> {
    stream: Stream<R>,
    limits: Limits,
    form: Form,
    state: State,
    /// The line that begins the next record, if [`State::Ready`].
    line: Vec<u8>,
    /// Where that line begins; of the record at hand once it is read.
    offset: u64,
    number: u64,
    /// The document of the record at hand came out.
    kept: bool,
    pending: VecDeque<Event>,
}

#[derive(Clone, Copy)]
enum State {
    Start,
    /// The first line of a record was read.
    Ready,
    /// Between records that could not be told apart.
    Lost,
    Done,
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.pending.pop_front() {
                return Some(event);
            }
            let step = match self.state {
                State::Start => self.start(),
                State::Ready => self.record(),
                State::Lost => self.find_again(),
                State::Done => return None,
            };
            if let Err(error) = step {
                // The next read would most likely fail the same way, for ever.
                self.state = State::Done;
                let message = format!("cannot read on at byte offset {}: {error}", self.stream.offset);
                self.report(FaultKind::Read, message);
            }
        }
    }
}

impl<R: BufRead> Records<R> {
    /// The records of a plain stream.
    pub fn new(stream: R, limits: Limits) -> Self {
        Self {
            stream: Stream::new(stream),
            limits,
            form: Form::Warc,
            state: State::Start,
            line: Vec::new(),
            offset: 0,
            number: 0,
            kept: false,
            pending: VecDeque::new(),
        }
    }

    fn report(&mut self, kind: FaultKind, message: impl Into<String>) {
        self.pending.push_back(Event::Fault(Fault {
            record: self.number,
            offset: self.offset,
            message: message.into(),
            kind,
            kept: self.kept,
        }));
    }

    fn start(&mut self) -> Result<()> {
        self.state = State::Done;
        if !self.stream.blanks()? {
            self.report(FaultKind::NotAnArchive, "empty");
            return Ok(());
        }
        self.read_line()?;
        match head::form(&self.line) {
            Some(form) => {
                self.form = form;
                self.state = State::Ready;
            }
            None => {
                let message = "does not begin with the header of a WARC or ARC record";
                self.report(FaultKind::NotAnArchive, message);
            }
        }
        Ok(())
    }

    /// The next line, up to the limit.
    fn read_line(&mut self) -> Result<LineEnd> {
        self.line.clear();
        self.stream.line(&mut self.line, self.limits.max_header)
    }

    /// Reads one record and what shows that it ended where it should.
    fn record(&mut self) -> Result<()> {
        self.offset = self.stream.offset.saturating_sub(self.line.len() as u64);
        self.number += 1;
        self.kept = false;
        let Some(header) = self.header()? else {
            return Ok(());
        };
        let end = self.stream.offset.saturating_add(header.length);
        let payload = self.payload(&header, end)?;
        if !self.stream.skip(end - self.stream.offset)? {
            self.state = State::Done;
            let missing = end - self.stream.offset;
            let message = format!(
                "the stream ends {missing} bytes before the end of the record's {} bytes; skipped",
                header.length
            );
            self.report(FaultKind::Truncated, message);
            return Ok(());
        }
        let (number, offset) = (self.number, self.offset);
        let document = |page: Page| {
            Event::Document(Document {
                uri: header.uri,
                date: header.date,
                kind: page.kind,
                charset: page.charset,
                body: page.body,
                record: number,
                offset,
            })
        };
        let ended = self.boundary();
        if let Ok(false) = ended {
            let whole = payload.page.filter(|page| page.whole);
            self.kept = whole.is_some();
            self.pending.extend(whole.map(document));
            let message = format!(
                "no record begins where the record's length of {} bytes ends{}",
                header.length,
                if self.kept { "" } else { "; skipped" }
            );
            self.report(FaultKind::WrongLength, message);
            return Ok(());
        }
        self.kept = payload.page.is_some();
        self.pending.extend(payload.page.map(document));
        match (ended, payload.fault) {
            // One fault is enough: nothing comes after this one.
            (Err(error), _) => return Err(error),
            (Ok(_), Some((kind, message))) => self.report(kind, message),
            (Ok(_), None) => {}
        }
        Ok(())
    }

    /// The header of the record whose first line was read; `None` if it cannot be understood, which is reported.
    fn header(&mut self) -> Result<Option<Header>> {
        let mut text = head::STATUS_LINE.to_vec();
        let end = match self.form {
            Form::Arc => HeadEnd::Blank,
            Form::Warc => self.stream.head(&mut text, self.limits.max_header, head::is_version)?,
        };
        let (kind, message) = match end {
            HeadEnd::Blank => {
                let header = match self.form {
                    Form::Warc => head::warc(&text),
                    Form::Arc => head::arc(&self.line),
                };
                match header {
                    Ok(header) => return Ok(Some(header)),
                    Err(message) => {
                        self.state = State::Lost;
                        (FaultKind::BadHeader, message)
                    }
                }
            }
            HeadEnd::Stopped(line) => {
                // A writer died here and another one went on: the next record is sound.
                self.line = line;
                (FaultKind::BadHeader, "another record begins within its header".into())
            }
            HeadEnd::Limit => {
                self.stream.skip_line()?;
                self.state = State::Lost;
                let message = format!("its header is over the limit of {} bytes", self.limits.max_header);
                (FaultKind::BadHeader, message)
            }
            HeadEnd::End => {
                self.state = State::Done;
                (FaultKind::Truncated, "the stream ends within its header".into())
            }
        };
        self.report(kind, format!("{message}; skipped"));
        Ok(None)
    }

    /// Whether a record, or the end, follows. Blank lines may stand before it.
    fn boundary(&mut self) -> Result<bool> {
        self.state = State::Done;
        if !self.stream.blanks()? {
            return Ok(true);
        }
        let end = self.read_line()?;
        let is_cut = end == LineEnd::End && self.form == Form::Warc && head::is_cut_version(&self.line);
        if head::begins_record(self.form, &self.line) || is_cut {
            self.state = State::Ready;
            return Ok(true);
        }
        self.state = State::Lost;
        if end == LineEnd::Limit {
            self.stream.skip_line()?;
        }
        Ok(false)
    }

    /// Goes on to the next line that begins a record.
    fn find_again(&mut self) -> Result<()> {
        loop {
            match self.read_line()? {
                LineEnd::Newline | LineEnd::End if head::begins_record(self.form, &self.line) => {
                    self.state = State::Ready;
                    return Ok(());
                }
                LineEnd::Newline => {}
                LineEnd::Limit => self.stream.skip_line()?,
                LineEnd::End => {
                    self.state = State::Done;
                    return Ok(());
                }
            }
        }
    }
}
