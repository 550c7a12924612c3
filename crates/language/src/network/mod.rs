//! The networks: token vectors, scores of tags and scores of transitions.
//!
//! No training, no text. Invariant: results are the same bits on every kernel, for every batch and thread count.

mod cache;
mod encoder;
mod kernel;
mod matrix;
mod tile;
mod transition;

pub(crate) use cache::WordCache;
pub(crate) use encoder::{Encoder, Scratch, WIDTH, firsts};
pub(crate) use kernel::Kernel;
pub(crate) use matrix::Matrix;
pub(crate) use transition::{Steps, TransitionNetwork};
