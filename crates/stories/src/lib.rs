//! Which articles are copies of one another: syndicated, re-published, shortened, with another headline or with
//! boilerplate added.
//!
//! A [`Sketch`] of fixed size is what is kept of each article. [`clusters()`] finds candidate pairs through the
//! sketches, reads both texts again, and joins them only if the texts themselves say so (`verify`).
//!
//! What it deliberately does not do: it does not find different reports of one event, translations or rewritten
//! texts, and it reads no dates, titles or publishers.
//!
//! Invariant: the clusters depend on the set of texts alone, not on their order or on how they were split.
//!
//! ```
//! use tidywire_stories::{Sketch, clusters};
//!
//! let texts = ["Troops left the “old” town.", "troops left the 'old' town", "Troops entered the town."];
//! let sketches: Vec<Sketch> = texts.iter().map(|text| Sketch::of(text)).collect();
//! let first = clusters(&sketches, |n| Ok::<_, std::io::Error>(texts[n].to_string())).unwrap();
//! assert_eq!(first, [0, 0, 2]);
//! ```

mod align;
mod clusters;
pub mod republish;
mod sketch;
mod union;
mod verify;
mod words;

pub use clusters::{Work, clusters, clusters_and_work};
pub use sketch::Sketch;
pub use verify::{Comparison, Verdict, compare};
