//! Work between the thread that reads and those that analyse: pieces of input, each still to be turned into items.
//!
//! What it deliberately does not do: it knows no format, and changes no order.
//!
//! Invariant: pieces come out in the order in which they went in, at once when somebody waits for them; the bytes that
//! wait never exceed the limit by more than one piece.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::problem::Problem;
use crate::reader::Item;

/// Bytes that may wait, and pieces.
const MOST_BYTES: usize = 8 << 20;
const MOST_PIECES: usize = 512;

/// Nobody wants any more.
#[derive(Debug)]
pub(crate) struct Gone;

/// A piece of input with what turns it into items.
pub(crate) struct Piece {
    uri: Arc<str>,
    work: Box<dyn FnOnce() -> Vec<Item> + Send>,
}

impl Piece {
    /// The piece's items. A reader that panics costs its piece.
    pub(crate) fn items(self) -> Vec<Item> {
        catch_unwind(AssertUnwindSafe(self.work)).unwrap_or_else(|_| vec![Item::Problem(failed(&self.uri))])
    }
}

fn failed(uri: &str) -> Problem {
    let message = "the reader of this format failed on the input; it is skipped";
    Problem::error(uri, "reader_failed", message)
}

#[derive(Default)]
struct State {
    pieces: VecDeque<Piece>,
    bytes: usize,
    /// No more pieces will come.
    complete: bool,
    /// No more pieces are wanted.
    closed: bool,
}

/// Both ends hold one.
#[derive(Clone, Default)]
pub(crate) struct Queue {
    shared: Arc<(Mutex<State>, Condvar)>,
}

impl Queue {
    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it holds the lock, and if it did, the state would still be whole.
        self.shared.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&'a self, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        self.shared.1.wait(state).unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a piece in; waits while there is too much.
    pub(crate) fn put(
        &self,
        bytes: usize,
        uri: &Arc<str>,
        work: impl FnOnce() -> Vec<Item> + Send + 'static,
    ) -> Result<(), Gone> {
        let mut state = self.state();
        while !state.closed && (state.bytes >= MOST_BYTES || state.pieces.len() >= MOST_PIECES) {
            state = self.wait(state);
        }
        if state.closed {
            return Err(Gone);
        }
        state.bytes += bytes;
        state.pieces.push_back(Piece {
            uri: uri.clone(),
            work: Box::new(work),
        });
        self.shared.1.notify_all();
        Ok(())
    }

    /// Puts a problem in.
    pub(crate) fn problem(&self, problem: Problem) -> Result<(), Gone> {
        let uri = Arc::from(problem.source_uri.as_str());
        self.put(0, &uri, || vec![Item::Problem(problem)])
    }

    /// Puts in that the reader of an input panicked.
    pub(crate) fn failed(&self, uri: &str) -> Result<(), Gone> {
        self.problem(failed(uri))
    }

    /// All that is there, waiting until there is something; nothing at the end.
    pub(crate) fn take(&self) -> VecDeque<Piece> {
        let mut state = self.state();
        while state.pieces.is_empty() && !state.complete {
            state = self.wait(state);
        }
        state.bytes = 0;
        let pieces = std::mem::take(&mut state.pieces);
        self.shared.1.notify_all();
        pieces
    }

    /// No more will come.
    pub(crate) fn complete(&self) {
        self.state().complete = true;
        self.shared.1.notify_all();
    }

    /// No more is wanted.
    pub(crate) fn close(&self) {
        self.state().closed = true;
        self.shared.1.notify_all();
    }
}
