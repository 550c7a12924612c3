//! Which articles tell one story, and which of them came first.
//!
//! What it deliberately does not do: it compares no texts; `tidywire_stories` does.
//!
//! Invariant: the same stories and first copies for any order of the input and any number of threads.

use std::collections::BTreeMap;

use jiff::Timestamp;
use tidywire_stories::{Sketch, clusters};

use crate::spool::Sorted;

/// For each article, in the order of ids, the first copy of its story: the one published first, of those the one with
/// the smallest id. Articles without a date come after those with one.
pub(crate) fn firsts(articles: &mut Sorted) -> anyhow::Result<Vec<usize>> {
    let sketches: Vec<Sketch> = articles.sketches();
    let stories = clusters(&sketches, |index| articles.text(index))?;
    let mut first: BTreeMap<usize, (bool, Timestamp, usize)> = BTreeMap::new();
    for (index, story) in stories.iter().enumerate() {
        let published = articles.published(index);
        let candidate = (published.is_none(), published.unwrap_or_default(), index);
        first
            .entry(*story)
            .and_modify(|best| *best = candidate.min(*best))
            .or_insert(candidate);
    }
    Ok(stories.iter().map(|story| first[story].2).collect())
}
