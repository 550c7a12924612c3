//! Structure: dependency trees and entities, by greedy transitions.
//!
//! The systems and their constraints are spaCy's; only the greedy search without beam is implemented. They run
//! over a batch of sentences in lock-step, one transition each, so that the scores come from one product.
//!
//! Invariant: every sentence ends in a finite number of steps, and heads form no cycle.

mod arcs;
mod biluo;
mod state;
mod tree;

pub(crate) use arcs::Parser;
pub(crate) use biluo::Recognizer;
pub(crate) use tree::Tree;

use std::ops::Range;

/// The best of the scores whose range is allowed; the earliest of equals.
fn best(scores: &[f32], allowed: impl IntoIterator<Item = Range<usize>>) -> Option<usize> {
    let mut found: Option<usize> = None;
    for range in allowed {
        for action in range {
            if found.is_none_or(|best| scores[action] > scores[best]) {
                found = Some(action);
            }
        }
    }
    found
}
