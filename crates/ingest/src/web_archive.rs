//! Pages and texts of web archives to articles.
//!
//! What it deliberately does not do: it takes the day of the crawl for no date of publication.
//!
//! Invariant: every document and every fault of an archive is work or a problem, in the archive's order.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::sync::Arc;

use crate::options::Options;
use crate::problem::{Problem, Severity};
use crate::queue::Gone;
use crate::reader::Item;
use crate::source::Source;
use crate::warc::{Document, Event, Fault, FaultKind, Kind, Limits, Records};
use crate::{expand, page, plain};

/// Reads one archive, already decompressed.
pub(crate) fn read(stream: &mut dyn BufRead, uri: &Arc<str>, source: &Source) -> Result<(), Gone> {
    let limits = Limits {
        max_body: source.options.max_page_bytes,
        ..Limits::default()
    };
    let why = Cell::new(None);
    let stream = Watched { stream, uri, why: &why };
    for event in Records::new(stream, limits) {
        match event {
            Event::Fault(fault) => {
                let is_stream = fault.kind == FaultKind::Read;
                let mut problem = problem(uri, fault);
                if let Some((code, hint)) = why.get().filter(|_| is_stream) {
                    problem = Problem { code, hint, ..problem };
                }
                source.queue.problem(problem)?;
            }
            Event::Document(document) => {
                let (name, options) = (uri.clone(), source.options.clone());
                source
                    .queue
                    .put(document.body.len(), uri, move || items(&document, &name, &options))?;
            }
        }
    }
    Ok(())
}

/// A stream that keeps why it could not be read on: the code of the problem, and advice.
struct Watched<'a> {
    stream: &'a mut dyn BufRead,
    uri: &'a str,
    why: &'a Cell<Option<(&'static str, Option<&'static str>)>>,
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Watched<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self.stream.fill_buf() {
            Ok(piece) => Ok(piece),
            Err(error) => {
                let problem = expand::problem(self.uri, &error);
                self.why.set(Some((problem.code, problem.hint)));
                Err(error)
            }
        }
    }

    fn consume(&mut self, count: usize) {
        self.stream.consume(count);
    }
}

fn items(document: &Document, uri: &str, options: &Options) -> Vec<Item> {
    let read = match document.kind {
        Kind::Page => {
            let page = page::Page {
                bytes: &document.body,
                charset: document.charset.as_deref(),
                address: document.uri.as_deref(),
            };
            page::read(&page, uri, options)
        }
        Kind::Text => plain::read(&document.body, uri).map(|(mut article, warnings)| {
            if let Some(address) = &document.uri {
                article.source_uri.clone_from(address);
            }
            (article, warnings)
        }),
    };
    // Which of the archive's documents it is.
    let placed = |problem: Problem| {
        let message = format!("record {}: {}", document.record, problem.message);
        Item::Problem(Problem { message, ..problem }.at_offset(document.offset))
    };
    match read {
        Ok((article, warnings)) => {
            let warnings = warnings.into_iter().map(placed);
            warnings.chain([Item::Article(article)]).collect()
        }
        Err(problem) => vec![placed(problem)],
    }
}

fn problem(uri: &str, fault: Fault) -> Problem {
    let code = match fault.kind {
        FaultKind::Truncated | FaultKind::Read => "truncated_file",
        FaultKind::TooLarge => "page_too_large",
        FaultKind::NotAnArchive | FaultKind::BadHeader | FaultKind::WrongLength | FaultKind::BadBody => {
            "invalid_record"
        }
    };
    let message = match fault.record {
        0 => fault.message,
        record => format!("record {record}: {}", fault.message),
    };
    let problem = Problem::error(uri, code, message).at_offset(fault.offset);
    match fault.kept {
        true => Problem {
            severity: Severity::Warning,
            ..problem
        },
        false => problem,
    }
}
