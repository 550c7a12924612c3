//! Lines of a stream, with a limit that holds in memory too.
//!
//! What it deliberately does not do: it decodes nothing. Lines are bytes.
//!
//! Invariant: never holds more than the limit and the stream's own buffer, however long a line is.

use std::io::{BufRead, ErrorKind, Result};

/// A stream cut into lines.
pub(crate) struct Lines<R> {
    stream: R,
    limit: u64,
    /// The line last read, without its end; empty if it was too long.
    pub(crate) line: Vec<u8>,
    /// Number of the line last read, from 1.
    pub(crate) number: u64,
    /// Byte offset in the stream where the line last read begins.
    pub(crate) offset: u64,
    end: u64,
}

/// What was read into [`Lines::line`].
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Read {
    /// The whole line.
    Whole,
    /// Nothing: the line has this many bytes.
    TooLong(u64),
    /// Nothing: the stream is at its end.
    End,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(stream: R, limit: u64) -> Self {
        Self {
            stream,
            limit,
            line: Vec::new(),
            number: 0,
            offset: 0,
            end: 0,
        }
    }

    /// Byte offset behind all that was read.
    pub(crate) fn end(&self) -> u64 {
        self.end
    }

    /// Reads the next line.
    pub(crate) fn read(&mut self) -> Result<Read> {
        self.line.clear();
        self.offset = self.end;
        let mut length = 0u64;
        loop {
            let chunk = match self.stream.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let at_end = chunk.is_empty();
            let newline = chunk.iter().position(|&byte| byte == b'\n');
            let content = &chunk[..newline.unwrap_or(chunk.len())];
            length += content.len() as u64;
            if length <= self.limit {
                self.line.extend_from_slice(content);
            } else {
                self.line = Vec::new();
            }
            let used = content.len() + usize::from(newline.is_some());
            self.stream.consume(used);
            self.end += used as u64;
            if at_end && self.end == self.offset {
                return Ok(Read::End);
            }
            if at_end || newline.is_some() {
                self.number += 1;
                return Ok(if length <= self.limit {
                    Read::Whole
                } else {
                    Read::TooLong(length)
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    #[test]
    fn skips_only_the_long_line() {
        for capacity in 1..12 {
            let stream = BufReader::with_capacity(capacity, &b"four\n\nfivefive\nlast"[..]);
            let mut lines = Lines::new(stream, 4);
            let mut seen = Vec::new();
            loop {
                let read = lines.read().unwrap();
                if read == Read::End {
                    break;
                }
                assert!(lines.line.len() <= 4);
                seen.push((read, lines.number, lines.offset, lines.line.clone()));
            }
            assert_eq!(
                seen,
                [
                    (Read::Whole, 1, 0, b"four".to_vec()),
                    (Read::Whole, 2, 5, b"".to_vec()),
                    (Read::TooLong(8), 3, 6, b"".to_vec()),
                    (Read::Whole, 4, 15, b"last".to_vec()),
                ]
            );
        }
    }
}
