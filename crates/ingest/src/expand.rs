//! Compressed streams to plain ones, and how much they may grow.
//!
//! What it deliberately does not do: it trusts no stated size.
//!
//! Invariant: what comes out of one input is at most [`Options::max_expansion`](crate::Options::max_expansion) times what
//! was read of it, once it is more than [`FREE_BYTES`]; reading ends with an error there, and everything before is whole.

use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::problem::Problem;

/// So much may come out of any input, however small.
pub(crate) const FREE_BYTES: u64 = 64 << 20;

/// How much was read of one input as it lies on disk, and how much came out of it; all that is nested in it shares one.
#[derive(Default)]
pub(crate) struct Growth {
    pub(crate) read: AtomicU64,
    out: AtomicU64,
    over: AtomicBool,
    told: AtomicBool,
}

impl Growth {
    /// Whether too much came out: nothing more is read of the input.
    pub(crate) fn is_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }

    /// Whether that was said before; from now on it was.
    pub(crate) fn tell(&self) -> bool {
        self.told.swap(true, Ordering::Relaxed)
    }
}

/// Counts what is read of an input, for the limit and for the progress.
pub(crate) struct Counted<R> {
    pub(crate) inner: R,
    /// Of this input.
    pub(crate) growth: Arc<Growth>,
    /// Of all inputs.
    pub(crate) all: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.growth.read.fetch_add(read as u64, Ordering::Relaxed);
        self.all.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// A stream that came out of another, within the limit.
pub(crate) struct Expanded<R> {
    pub(crate) inner: R,
    pub(crate) growth: Arc<Growth>,
    pub(crate) limit: u64,
}

impl<R: Read> Read for Expanded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let growth = &self.growth;
        let out = growth.out.fetch_add(read as u64, Ordering::Relaxed) + read as u64;
        if out > FREE_BYTES && out > growth.read.load(Ordering::Relaxed).saturating_mul(self.limit) {
            growth.over.store(true, Ordering::Relaxed);
            return Err(io::Error::other(TooMuch(self.limit)));
        }
        Ok(read)
    }
}

#[derive(Debug, thiserror::Error)]
#[error("what comes out is over {0} times what goes in, as in archives made to fill disks")]
struct TooMuch(u64);

/// How an input is compressed, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compression {
    Gzip,
    Zstandard,
}

impl Compression {
    /// By the beginning of a stream.
    pub(crate) fn of(start: &[u8]) -> Option<Self> {
        match start {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Self::Zstandard),
            _ => None,
        }
    }

    /// The plain stream; all members or frames of it, one after the other.
    pub(crate) fn plain<'a>(self, stream: impl BufRead + 'a) -> io::Result<Box<dyn Read + 'a>> {
        Ok(match self {
            Self::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(stream)),
            Self::Zstandard => Box::new(zstd::Decoder::with_buffer(stream)?),
        })
    }
}

/// What an error of reading is, as a problem of an input that is read piece by piece.
pub(crate) fn problem(uri: &str, error: &io::Error) -> Problem {
    told(uri, error, "what came before is read")
}

/// The same of an input that is one article: a part of it is none.
pub(crate) fn problem_of_whole(uri: &str, error: &io::Error) -> Problem {
    told(uri, error, "skipped")
}

fn told(uri: &str, error: &io::Error, outcome: &str) -> Problem {
    if error.get_ref().is_some_and(|inner| inner.is::<TooMuch>()) {
        return Problem::error(uri, "expansion_limit", error.to_string())
            .hint("raise --max-expansion if the input is trustworthy");
    }
    match error.kind() {
        io::ErrorKind::UnexpectedEof => {
            let message = format!("cut off: {error}; {outcome}");
            Problem::error(uri, "truncated_file", message).hint("fetch the file again")
        }
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
            let message = format!("damaged: {error}; {outcome}");
            Problem::error(uri, "damaged_file", message).hint("fetch the file again")
        }
        _ => Problem::error(uri, "unreadable", error.to_string()),
    }
}
