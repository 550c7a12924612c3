//! The finished tree: crossing arcs are put back, sentence starts are found.
//!
//! Training lifted every crossing arc to a higher head and noted the label of the true head beside its own.
//! Source: spaCy's `nonproj` and `set_children_from_heads`, including their order of search. Invariant: a root
//! is its own head.

use tidywire_text::Label;

/// Head and relation of one token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Arc {
    /// The head; a root is its own.
    pub(crate) head: usize,
    /// The relation.
    pub(crate) label: Label,
    /// Relation of the true head, if the arc was lifted.
    pub(super) lifted: Option<Label>,
}

/// Arcs of a sentence.
pub(crate) struct Tree {
    /// One arc a token.
    pub(crate) arcs: Vec<Arc>,
    /// Tokens at which the parser begins a tree.
    pub(crate) starts: Vec<bool>,
}

/// How often edges are widened for crossing arcs.
const ROUNDS: usize = 12;

impl Tree {
    /// No analysis: every token its own root, and one start.
    pub(crate) fn flat(length: usize) -> Self {
        let arcs = (0..length)
            .map(|head| Arc {
                head,
                label: Label::Root,
                lifted: None,
            })
            .collect();
        Self {
            arcs,
            starts: (0..length).map(|token| token == 0).collect(),
        }
    }

    /// Puts lifted arcs back.
    pub(super) fn new(mut arcs: Vec<Arc>) -> Self {
        let edges = edges(&arcs);
        for token in 0..arcs.len() {
            if let Some(label) = arcs[token].lifted {
                arcs[token].head = true_head(&arcs, &edges, token, label);
                arcs[token].lifted = None;
            }
        }
        let edges = self::edges(&arcs);
        let mut starts = vec![false; arcs.len()];
        for (token, arc) in arcs.iter().enumerate() {
            if arc.head == token {
                starts[edges[token].0] = true;
            }
        }
        Self { arcs, starts }
    }
}

/// The first descendant of the present head, level by level, that has the label; else the present head.
fn true_head(arcs: &[Arc], edges: &[(usize, usize)], token: usize, label: Label) -> usize {
    let mut level = vec![arcs[token].head];
    // No path is longer than the sentence; the bound only guards against a cycle made by an earlier repair.
    for _ in 0..arcs.len() {
        let mut next = Vec::new();
        for &head in &level {
            let (left, right) = edges[head];
            for (child, arc) in arcs.iter().enumerate().take(right + 1).skip(left) {
                if child == head || child == token || arc.head != head {
                    continue;
                }
                if arc.lifted.is_none() && arc.label == label {
                    return child;
                }
                next.push(child);
            }
        }
        level = next;
    }
    arcs[token].head
}

/// Leftmost and rightmost token below each token.
fn edges(arcs: &[Arc]) -> Vec<(usize, usize)> {
    let mut edges: Vec<(usize, usize)> = (0..arcs.len()).map(|token| (token, token)).collect();
    for _ in 0..ROUNDS {
        let widen = |token: usize, edges: &mut Vec<(usize, usize)>| {
            let (left, right) = edges[token];
            let head = &mut edges[arcs[token].head];
            *head = (head.0.min(left), head.1.max(right));
        };
        (0..arcs.len()).for_each(|token| widen(token, &mut edges));
        (0..arcs.len()).rev().for_each(|token| widen(token, &mut edges));
        if within(arcs, &edges) {
            break;
        }
    }
    edges
}

/// True when every head stands in the same tree as its child.
fn within(arcs: &[Arc], edges: &[(usize, usize)]) -> bool {
    let mut starts = vec![false; arcs.len()];
    for (token, arc) in arcs.iter().enumerate() {
        if arc.head == token {
            starts[edges[token].0] = true;
        }
    }
    let mut start = 0;
    for end in 0..arcs.len() {
        if (end > 0 && starts[end]) || end + 1 == arcs.len() {
            if arcs[start..end].iter().any(|arc| arc.head < start || arc.head > end) {
                return false;
            }
            start = end;
        }
    }
    true
}
