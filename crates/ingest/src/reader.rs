//! The way from paths to items: one thread reads, this side turns what it read into items, on all cores and in order.
//!
//! What it deliberately does not do: it keeps nothing; a few megabytes wait between the two sides.
//!
//! Invariant: every input that holds anything yields at least one item, and the items come in the order of the inputs, for any number of
//! threads.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use rayon::prelude::*;

use crate::article::RawArticle;
use crate::inputs::{Error, Inputs};
use crate::options::Options;
use crate::problem::Problem;
use crate::queue::Queue;
use crate::source::Source;

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
    queue: Queue,
    ready: VecDeque<Item>,
    bytes: Arc<AtomicU64>,
}

impl Reader {
    /// A reader of these files, folders, patterns (`news/**/*.html`) and `-` for standard input.
    ///
    /// # Errors
    /// If there is nothing to read, the list of paths cannot be opened, standard input is asked for twice, or no thread
    /// can be started. All that goes wrong with a single input is an [`Item::Problem`].
    pub fn new<P: Into<PathBuf>>(paths: impl IntoIterator<Item = P>, options: Options) -> Result<Self, Error> {
        let paths = paths.into_iter().map(Into::into).collect();
        let inputs = Inputs::new(paths, options.files_from.as_deref(), options.format.is_some())?;
        let queue = Queue::default();
        let bytes = Arc::<AtomicU64>::default();
        let source = Source {
            options: Arc::new(options),
            queue: queue.clone(),
            bytes: bytes.clone(),
        };
        let end = End(queue.clone());
        thread::Builder::new()
            .name("read".into())
            .spawn(move || {
                let _end = end;
                // That nobody wants any more is no error.
                let _ = source.run(inputs);
            })
            .map_err(|source| Error::Thread { source })?;
        Ok(Self {
            queue,
            ready: VecDeque::new(),
            bytes,
        })
    }

    /// Bytes read so far, as they lie on disk.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }
}

impl Iterator for Reader {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(item);
            }
            let mut pieces = self.queue.take();
            if pieces.len() == 1 {
                self.ready.extend(pieces.pop_front()?.items());
                continue;
            }
            if pieces.is_empty() {
                return None;
            }
            let items: Vec<Vec<Item>> = pieces.into_par_iter().map(|piece| piece.items()).collect();
            self.ready.extend(items.into_iter().flatten());
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.queue.close();
    }
}

/// Says that no more comes, however the thread ends.
struct End(Queue);

impl Drop for End {
    fn drop(&mut self) {
        self.0.complete();
    }
}
