//! HTTP bodies as they were meant: chunks joined, compression undone.
//!
//! What it deliberately does not do: it knows no other codings than gzip, deflate, br and zstd, and no dictionaries.
//! A body that is not in the form its header announces is taken as it is if it shows that it is markup: many archives
//! keep the header of a body that their crawler had already decoded.
//!
//! Invariant: what comes out is no longer than the limit, whatever goes in, but for a step of 64 KiB that shows it is.
//! Windows of the decoders stay within 16 MiB.

use std::io::{ErrorKind, Read};

use brotli_decompressor::{BrotliDecompressStream, BrotliResult, BrotliState, StandardAlloc};
use flate2::{Crc, Decompress, FlushDecompress, Status};

use super::http::Http;
use crate::sniff::first_content;

/// A body and what is known about its end.
#[derive(Debug)]
pub(super) struct Undone {
    pub(super) body: Vec<u8>,
    /// The body itself says that it ends here.
    pub(super) whole: bool,
    pub(super) problem: Option<Problem>,
}

/// What is wrong with a body.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// It breaks off; all that is there is sound.
    Short(String),
    /// As [`Short`](Self::Short), but the break is at a place where it may have ended: a page is better than none.
    Unclosed(String),
    /// It is not what it is announced to be.
    Bad(String),
    TooLarge,
}

/// The body as it was meant.
pub(super) fn undo(mut body: Vec<u8>, http: &Http, limit: u64) -> Undone {
    const MOST: usize = 4;
    let length = body.len() as u64;
    let (mut whole, mut problem) = (false, None);
    if http.is_chunked && announces_chunk(&body) {
        match join(&mut body) {
            Ok(()) => whole = true,
            Err(bad @ Problem::Bad(_)) => {
                return Undone {
                    body,
                    whole,
                    problem: Some(bad),
                };
            }
            Err(short) => problem = Some(short),
        }
    } else if http.codings.is_empty()
        && !http.is_chunked
        && let Some(announced) = http.length
    {
        whole = announced == length;
        let message = || format!("the body has {length} bytes, its HTTP header announces {announced}");
        if length < announced {
            problem = Some(unclosed(length == 0, message()));
        }
    }
    if http.codings.len() > MOST {
        problem = Some(Problem::Bad(format!("the body has {} codings", http.codings.len())));
        return Undone { body, whole, problem };
    }
    for coding in http.codings.iter().rev() {
        if first_content(&body).starts_with(b"<") {
            continue;
        }
        let mut out = Vec::new();
        match decode(coding, &body, &mut out, limit) {
            Ok(()) => {
                // Its own end was reached: it does not matter what is missing around it.
                (whole, problem) = (true, None);
                body = out;
            }
            Err(error) => {
                whole = false;
                problem = Some(match (error, problem) {
                    (Problem::Short(_), Some(earlier)) => match earlier {
                        Problem::Unclosed(message) => Problem::Short(message),
                        earlier => earlier,
                    },
                    (error, _) => error,
                });
                return Undone {
                    body: out,
                    whole,
                    problem,
                };
            }
        }
    }
    Undone { body, whole, problem }
}

/// Whether the body begins with what is, or was meant as, the size of a chunk.
fn announces_chunk(body: &[u8]) -> bool {
    const LONGEST: usize = 16;
    let size = body
        .iter()
        .position(|byte| b"\r\n; \t".contains(byte))
        .unwrap_or(body.len());
    body.is_empty() || (1..=LONGEST).contains(&size) && body[..size].iter().all(u8::is_ascii_alphanumeric)
}

/// Joins the chunks in place. If they break off or are wrong, what came before stays.
fn join(body: &mut Vec<u8>) -> Result<(), Problem> {
    let (mut from, mut to) = (0, 0);
    let result = loop {
        let rest = &body[from..];
        if rest.is_empty() {
            break Err(unclosed(to == 0, "the body has no last chunk".into()));
        }
        // The parser takes a line without any digit as a zero.
        let parsed = match rest[0].is_ascii_hexdigit() {
            true => httparse::parse_chunk_size(rest),
            false => Err(httparse::InvalidChunkSize),
        };
        let (start, size) = match parsed {
            Ok(httparse::Status::Complete(found)) => found,
            Ok(httparse::Status::Partial) => break Err(Problem::Short("the body breaks off in a chunk size".into())),
            Err(_) => break Err(Problem::Bad(format!("no chunk size at byte {from} of the body"))),
        };
        if size == 0 {
            break Ok(());
        }
        from += start;
        let left = body.len() - from;
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        body.copy_within(from..from + size.min(left), to);
        to += size.min(left);
        if size > left {
            break Err(Problem::Short(format!("a chunk of {size} bytes has {left}")));
        }
        from += size;
        from += match &body[from..] {
            [b'\r', b'\n', ..] => 2,
            [b'\n', ..] => 1,
            [] | [b'\r'] => body.len() - from,
            _ => break Err(Problem::Bad(format!("a chunk does not end at byte {from} of the body"))),
        };
    };
    body.truncate(to);
    result
}

/// A body that ends without saying so. Nothing at all is no page.
fn unclosed(is_empty: bool, message: String) -> Problem {
    if is_empty {
        Problem::Short(message)
    } else {
        Problem::Unclosed(message)
    }
}

fn decode(coding: &str, input: &[u8], out: &mut Vec<u8>, limit: u64) -> Result<(), Problem> {
    match coding {
        "gzip" | "x-gzip" => gzip(input, out, limit),
        "deflate" => deflate(input, out, limit),
        "zstd" => zstd(input, out, limit),
        "br" => brotli(input, out, limit),
        _ => {
            let name: String = coding.chars().filter(char::is_ascii_alphanumeric).take(20).collect();
            Err(Problem::Bad(format!("the body is in an unknown coding, \"{name}\"")))
        }
    }
}

/// All members. Read by hand as far as their frame goes, because the crate's reader does not tell a body that lacks
/// some of its checksum (a record's length that is too small by little cuts bodies there) from one that lacks text.
fn gzip(mut input: &[u8], out: &mut Vec<u8>, limit: u64) -> Result<(), Problem> {
    loop {
        let start = gzip_header(input)?;
        let before = out.len();
        let used = inflate(&mut Decompress::new(false), &input[start..], out, limit)?;
        let trailer = &input[start + used..];
        let mut crc = Crc::new();
        crc.update(&out[before..]);
        if trailer.len() >= 4 && trailer[..4] != crc.sum().to_le_bytes() {
            return Err(Problem::Bad("the checksum of the body is wrong".into()));
        }
        match trailer.get(8..) {
            // What is no further member is padding.
            Some(rest) if rest.starts_with(b"\x1f\x8b\x08") => input = rest,
            _ => return Ok(()),
        }
    }
}

/// Length of the header of a gzip member.
fn gzip_header(input: &[u8]) -> Result<usize, Problem> {
    let short = || Problem::Short("the body breaks off in its gzip header".into());
    if !input.starts_with(&b"\x1f\x8b\x08"[..input.len().min(3)]) {
        return Err(Problem::Bad("the body is announced as gzip and is not".into()));
    }
    let flags = *input.get(3).ok_or_else(short)?;
    let mut at = 10;
    if flags & 4 != 0 {
        let length = input.get(at..at + 2).ok_or_else(short)?;
        at += 2 + usize::from(u16::from_le_bytes([length[0], length[1]]));
    }
    // File name and comment.
    for flag in [8, 16] {
        if flags & flag != 0 {
            let rest = input.get(at..).ok_or_else(short)?;
            at += memchr::memchr(0, rest).ok_or_else(short)? + 1;
        }
    }
    if flags & 2 != 0 {
        at += 2;
    }
    if at > input.len() { Err(short()) } else { Ok(at) }
}

/// With the frame that the standard asks for, or bare, as some servers send it.
fn deflate(input: &[u8], out: &mut Vec<u8>, limit: u64) -> Result<(), Problem> {
    let is_framed = match input {
        [first, second, ..] => first & 0x0f == 8 && u16::from_be_bytes([*first, *second]) % 31 == 0,
        _ => false,
    };
    inflate(&mut Decompress::new(is_framed), input, out, limit).map(|_| ())
}

/// Appends what the input says. Gives the bytes used.
fn inflate(state: &mut Decompress, input: &[u8], out: &mut Vec<u8>, limit: u64) -> Result<usize, Problem> {
    const STEP: u64 = 64 << 10;
    loop {
        let length = out.len() as u64;
        if length > limit {
            return Err(Problem::TooLarge);
        }
        let room = STEP.max(length).min(limit.saturating_sub(length).saturating_add(1));
        out.reserve_exact(usize::try_from(room).unwrap_or(STEP as usize));
        let (read, written) = (state.total_in(), state.total_out());
        let rest = input
            .get(usize::try_from(read).unwrap_or(usize::MAX)..)
            .unwrap_or_default();
        match state.decompress_vec(rest, out, FlushDecompress::None) {
            Ok(Status::StreamEnd) if out.len() as u64 > limit => return Err(Problem::TooLarge),
            Ok(Status::StreamEnd) => return Ok(usize::try_from(state.total_in()).unwrap_or(input.len())),
            Ok(_) if (state.total_in(), state.total_out()) == (read, written) => {
                return Err(Problem::Short("the compressed body breaks off".into()));
            }
            Ok(_) => {}
            Err(error) => return Err(Problem::Bad(format!("the compressed body cannot be read: {error}"))),
        }
    }
}

fn zstd(input: &[u8], out: &mut Vec<u8>, limit: u64) -> Result<(), Problem> {
    // Browsers take no more (RFC 9659), so servers send no more.
    const WINDOW: u32 = 23;
    let mut read = || {
        let mut decoder = zstd::stream::read::Decoder::with_buffer(input)?;
        decoder.window_log_max(WINDOW)?;
        decoder.take(limit.saturating_add(1)).read_to_end(out)
    };
    match read() {
        Ok(_) if out.len() as u64 > limit => Err(Problem::TooLarge),
        Ok(_) if input.is_empty() => Err(Problem::Short("the compressed body is empty".into())),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => {
            Err(Problem::Short("the compressed body breaks off".into()))
        }
        Err(error) => Err(Problem::Bad(format!("the compressed body cannot be read: {error}"))),
    }
}

/// By the crate's inner function: its readers would take windows of a gigabyte, which no browser does.
fn brotli(input: &[u8], out: &mut Vec<u8>, limit: u64) -> Result<(), Problem> {
    let alloc = StandardAlloc::default;
    let mut state = BrotliState::new_strict(alloc(), alloc(), alloc());
    let mut piece = vec![0; 64 << 10];
    let (mut left, mut at, mut total) = (input.len(), 0, 0);
    loop {
        let (mut room, mut written) = (piece.len(), 0);
        let result = BrotliDecompressStream(
            &mut left,
            &mut at,
            input,
            &mut room,
            &mut written,
            &mut piece,
            &mut total,
            &mut state,
        );
        out.extend_from_slice(&piece[..written]);
        if out.len() as u64 > limit {
            return Err(Problem::TooLarge);
        }
        match result {
            BrotliResult::NeedsMoreOutput => {}
            BrotliResult::ResultSuccess => return Ok(()),
            BrotliResult::NeedsMoreInput => return Err(Problem::Short("the compressed body breaks off".into())),
            BrotliResult::ResultFailure => return Err(Problem::Bad("the compressed body cannot be read".into())),
        }
    }
}
