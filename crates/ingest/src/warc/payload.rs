//! What a record holds: the page of a response, or the text of a resource or conversion.
//!
//! What it deliberately does not do: it does not say where the record ends, nor care whether the stream does before.
//!
//! Invariant: never reads past the end of the record. Of what the archive was not made for (other types of records, of
//! media and of status) it says nothing.

use std::io::{BufRead, Result};

use super::coding::{self, Problem};
use super::head::{self, Header, Role};
use super::http;
use super::stream::HeadEnd;
use super::{FaultKind, Kind, Records};

/// What a record holds.
#[derive(Default)]
pub(super) struct Payload {
    pub(super) page: Option<Page>,
    pub(super) fault: Option<(FaultKind, String)>,
}

pub(super) struct Page {
    pub(super) kind: Kind,
    pub(super) charset: Option<String>,
    pub(super) body: Vec<u8>,
    /// The body itself says that it ends where it ends, so it is whole even if the record's length is wrong.
    pub(super) whole: bool,
}

impl Payload {
    fn fault(kind: FaultKind, message: impl Into<String>) -> Self {
        Self {
            page: None,
            fault: Some((kind, message.into())),
        }
    }
}

impl<R: BufRead> Records<R> {
    /// What a record holds. Reads no further than `end`; a stream that ends before it is the caller's matter.
    pub(super) fn payload(&mut self, header: &Header, end: u64) -> Result<Payload> {
        let kind = match header.role {
            Role::Other => return Ok(Payload::default()),
            Role::Unstated => return Ok(Payload::fault(FaultKind::BadHeader, "it has no WARC-Type; skipped")),
            Role::Response => return self.response(header, end),
            Role::Conversion if header.media.name.is_empty() => Some(Kind::Text),
            Role::Conversion | Role::Resource => header.media.kind(),
        };
        let Some(kind) = kind else {
            return Ok(Payload::default());
        };
        if header.length > self.limits.max_body {
            return Ok(self.too_large(header.length));
        }
        let page = Page {
            kind,
            charset: header.media.charset.clone(),
            body: self.body(end)?,
            whole: false,
        };
        Ok(Payload {
            page: Some(page),
            fault: header.cut.clone().map(|message| (FaultKind::Truncated, message)),
        })
    }

    /// The page that came over HTTP.
    fn response(&mut self, header: &Header, end: u64) -> Result<Payload> {
        let mut line = Vec::new();
        self.stream.line(&mut line, self.most(end, self.limits.max_header))?;
        if !line.starts_with(b"HTTP/") {
            // Responses of other protocols, such as DNS, are archived too.
            let is_http = header.media.name == "application/http";
            let fault = || Payload::fault(FaultKind::BadHeader, "it announces HTTP and has none; skipped");
            return Ok(is_http.then(fault).unwrap_or_default());
        }
        match http::status(&line) {
            Some(200) => {}
            Some(_) => return Ok(Payload::default()),
            None => {
                return Ok(Payload::fault(
                    FaultKind::BadHeader,
                    "its HTTP status cannot be read; skipped",
                ));
            }
        }
        let mut text = head::STATUS_LINE.to_vec();
        let room = self.most(end, self.limits.max_header);
        if self.stream.head(&mut text, room, |_| false)? == HeadEnd::Limit && self.stream.offset < end {
            let message = format!("its HTTP header is over the limit of {room} bytes; skipped");
            return Ok(Payload::fault(FaultKind::BadHeader, message));
        }
        let http = match http::parse(&text) {
            Ok(http) => http,
            Err(message) => return Ok(Payload::fault(FaultKind::BadHeader, format!("{message}; skipped"))),
        };
        let is_stated = !http.media.name.is_empty();
        if is_stated && http.media.kind() != Some(Kind::Page) {
            return Ok(Payload::default());
        }
        let length = end - self.stream.offset;
        if length > self.limits.max_body {
            let mut start = Vec::new();
            if !is_stated {
                self.stream.read(&mut start, http::LOOKED_AT.min(length))?;
            }
            let is_page = is_stated || http::begins_as_page(&start);
            return Ok(if is_page {
                self.too_large(length)
            } else {
                Payload::default()
            });
        }
        let undone = coding::undo(self.body(end)?, &http, self.limits.max_body);
        if !is_stated && !http::begins_as_page(&undone.body) {
            return Ok(Payload::default());
        }
        let cut = header.cut.clone();
        let (fault, is_usable) = match (undone.problem, cut) {
            (None | Some(Problem::Short(_) | Problem::Unclosed(_)), Some(cut)) => {
                (Some((FaultKind::Truncated, cut)), true)
            }
            (None, None) => (None, true),
            (Some(Problem::Unclosed(message)), None) => (Some((FaultKind::BadBody, message)), true),
            (Some(Problem::TooLarge), _) => return Ok(self.too_large(undone.body.len() as u64)),
            (Some(Problem::Short(message)), None) | (Some(Problem::Bad(message)), _) => {
                (Some((FaultKind::BadBody, format!("{message}; skipped"))), false)
            }
        };
        let page = Page {
            kind: Kind::Page,
            charset: http.media.charset,
            body: undone.body,
            whole: undone.whole,
        };
        Ok(Payload {
            page: is_usable.then_some(page),
            fault,
        })
    }

    /// The bytes up to `end`, which the caller knows to be within the limits.
    fn body(&mut self, end: u64) -> Result<Vec<u8>> {
        // Room for what most pages need; a length that lies gets no more than this.
        const FIRST: usize = 1 << 20;
        let mut body = Vec::with_capacity(self.most(end, FIRST));
        self.stream.read(&mut body, end - self.stream.offset)?;
        Ok(body)
    }

    /// The bytes up to `end`, if they are no more than that.
    fn most(&self, end: u64, limit: usize) -> usize {
        usize::try_from(end - self.stream.offset).map_or(limit, |left| left.min(limit))
    }

    fn too_large(&self, length: u64) -> Payload {
        let message = format!(
            "the body has {length} bytes or more, over the limit of {}; skipped",
            self.limits.max_body
        );
        Payload::fault(FaultKind::TooLarge, message)
    }
}
