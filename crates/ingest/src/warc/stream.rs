//! A stream of bytes that counts, with reads that are bounded.
//!
//! What it deliberately does not do: it knows nothing of records. A line is what ends with a line feed.
//!
//! Invariant: no call keeps more than the bytes it was allowed, and none depends on how the stream cuts itself into
//! pieces.

use std::io::{BufRead, ErrorKind, Result};

pub(super) struct Stream<R> {
    inner: R,
    /// Bytes read so far.
    pub(super) offset: u64,
}

/// Where a line ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineEnd {
    Newline,
    /// At the limit: the line goes on.
    Limit,
    /// At the end of the stream.
    End,
}

/// Where a header ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum HeadEnd {
    /// At a blank line.
    Blank,
    /// Before this line, which was read.
    Stopped(Vec<u8>),
    /// At the limit.
    Limit,
    /// At the end of the stream.
    End,
}

impl<R: BufRead> Stream<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, offset: 0 }
    }

    /// Hands over pieces until the taker, who says how many bytes it used and whether it is done, is done. False at the
    /// end of the stream.
    fn pieces(&mut self, mut take: impl FnMut(&[u8]) -> (usize, bool)) -> Result<bool> {
        loop {
            let piece = match self.inner.fill_buf() {
                Ok(piece) => piece,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if piece.is_empty() {
                return Ok(false);
            }
            let (used, is_done) = take(piece);
            self.inner.consume(used);
            self.offset += used as u64;
            if is_done {
                return Ok(true);
            }
        }
    }

    /// Hands over the next `count` bytes. False if the stream has fewer.
    fn next(&mut self, count: u64, mut take: impl FnMut(&[u8])) -> Result<bool> {
        let mut left = count;
        if left == 0 {
            return Ok(true);
        }
        self.pieces(|piece| {
            let used = usize::try_from(left).map_or(piece.len(), |left| left.min(piece.len()));
            take(&piece[..used]);
            left -= used as u64;
            (used, left == 0)
        })
    }

    /// Appends the next line with its end, at most `limit` bytes of it.
    pub(super) fn line(&mut self, into: &mut Vec<u8>, limit: usize) -> Result<LineEnd> {
        let mut left = limit;
        let mut end = LineEnd::Limit;
        if left == 0 {
            return Ok(end);
        }
        let is_done = self.pieces(|piece| {
            let piece = &piece[..left.min(piece.len())];
            let newline = memchr::memchr(b'\n', piece);
            let used = newline.map_or(piece.len(), |at| at + 1);
            into.extend_from_slice(&piece[..used]);
            left -= used;
            if newline.is_some() {
                end = LineEnd::Newline;
            }
            (used, newline.is_some() || left == 0)
        })?;
        Ok(if is_done { end } else { LineEnd::End })
    }

    /// Appends the lines of a header with the blank one that ends it, at most `limit` bytes. `stops` tells lines that
    /// can be in no header. Without a blank line, one is added.
    pub(super) fn head(&mut self, into: &mut Vec<u8>, limit: usize, stops: impl Fn(&[u8]) -> bool) -> Result<HeadEnd> {
        let mut left = limit;
        loop {
            let start = into.len();
            let end = self.line(into, left)?;
            let line = &into[start..];
            left -= line.len();
            if end != LineEnd::Newline {
                into.extend_from_slice(b"\r\n\r\n");
                return Ok(if end == LineEnd::End {
                    HeadEnd::End
                } else {
                    HeadEnd::Limit
                });
            }
            if line.trim_ascii().is_empty() {
                into.truncate(start);
                into.extend_from_slice(b"\r\n");
                return Ok(HeadEnd::Blank);
            }
            if stops(line) {
                return Ok(HeadEnd::Stopped(into.split_off(start)));
            }
        }
    }

    /// Passes the rest of the line.
    pub(super) fn skip_line(&mut self) -> Result<()> {
        self.pieces(|piece| match memchr::memchr(b'\n', piece) {
            Some(at) => (at + 1, true),
            None => (piece.len(), false),
        })?;
        Ok(())
    }

    /// Passes `count` bytes. False if the stream has fewer.
    pub(super) fn skip(&mut self, count: u64) -> Result<bool> {
        self.next(count, |_| {})
    }

    /// Appends `count` bytes, or as many as there are.
    pub(super) fn read(&mut self, into: &mut Vec<u8>, count: u64) -> Result<bool> {
        self.next(count, |piece| into.extend_from_slice(piece))
    }

    /// Passes blanks and line ends. Whether anything follows.
    pub(super) fn blanks(&mut self) -> Result<bool> {
        self.pieces(|piece| {
            let content = piece.iter().position(|byte| !b" \t\r\n".contains(byte));
            (content.unwrap_or(piece.len()), content.is_some())
        })
    }
}
