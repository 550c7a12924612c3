//! The tree of a page: what every later step reads.
//!
//! What it deliberately does not do: it knows no meaning of tags, and is never changed once it is built.
//!
//! Invariant: every walk visits each node once, in the order of the document, without recursion.

use std::rc::Rc;

use html5ever::interface::QualName;
use html5ever::tendril::StrTendril;

/// What a node is.
pub(super) enum Kind {
    /// An element with the attributes that are kept, in their order.
    Element(Rc<QualName>, Vec<(StrTendril, StrTendril)>),
    Text(StrTendril),
    /// The document, a comment, a processing instruction.
    Other,
}

pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) parent: Option<u32>,
    pub(super) previous: Option<u32>,
    pub(super) next: Option<u32>,
    pub(super) first: Option<u32>,
    pub(super) last: Option<u32>,
}

/// The root of every tree.
pub(super) const ROOT: u32 = 0;

/// A tree; its nodes by number, [`ROOT`] first.
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
}

impl Tree {
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn kind(&self, node: u32) -> &Kind {
        &self.nodes[node as usize].kind
    }

    /// The element's tag in lower case; empty for what is no element.
    pub(super) fn tag(&self, node: u32) -> &str {
        match self.kind(node) {
            Kind::Element(name, _) => &name.local,
            _ => "",
        }
    }

    pub(super) fn attribute(&self, node: u32, name: &str) -> Option<&str> {
        let Kind::Element(_, attributes) = self.kind(node) else {
            return None;
        };
        let (_, value) = attributes.iter().find(|(key, _)| &**key == name)?;
        Some(value)
    }

    pub(super) fn parent(&self, node: u32) -> Option<u32> {
        self.nodes[node as usize].parent
    }

    /// All nodes below the root in the order of the document.
    pub(super) fn walk(&self) -> Walk<'_> {
        Walk {
            tree: self,
            top: ROOT,
            next: Some(ROOT),
        }
    }

    /// The node and all below it in the order of the document.
    pub(super) fn below(&self, top: u32) -> Walk<'_> {
        Walk {
            tree: self,
            top,
            next: Some(top),
        }
    }

    /// All text at and below the node, as it stands.
    pub(super) fn text(&self, top: u32) -> String {
        let mut text = String::new();
        for node in self.below(top) {
            if let Kind::Text(piece) = self.kind(node) {
                text.push_str(piece);
            }
        }
        text
    }

    /// The node that comes after everything below this one, within `top`.
    fn after(&self, mut node: u32, top: u32) -> Option<u32> {
        while node != top {
            let Node { next, parent, .. } = self.nodes[node as usize];
            if next.is_some() {
                return next;
            }
            node = parent?;
        }
        None
    }

    /// How deep the deepest node lies.
    pub(super) fn depth(&self) -> u32 {
        let (mut deepest, mut depth, mut at) = (0, 0, Some(ROOT));
        while let Some(node) = at {
            deepest = deepest.max(depth);
            if let Some(first) = self.nodes[node as usize].first {
                (depth, at) = (depth + 1, Some(first));
                continue;
            }
            let mut node = node;
            at = loop {
                let Node { next, parent, .. } = self.nodes[node as usize];
                match (next, parent) {
                    (Some(next), _) => break Some(next),
                    (None, Some(parent)) => (node, depth) = (parent, depth - 1),
                    (None, None) => break None,
                }
            };
        }
        deepest
    }
}

/// Nodes in the order of the document.
pub(super) struct Walk<'a> {
    tree: &'a Tree,
    top: u32,
    next: Option<u32>,
}

impl Walk<'_> {
    /// Leaves out what is below the node last given.
    pub(super) fn leave_out(&mut self, node: u32) {
        self.next = self.tree.after(node, self.top);
    }
}

impl Iterator for Walk<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let node = self.next?;
        let first = self.tree.nodes[node as usize].first;
        self.next = first.or_else(|| self.tree.after(node, self.top));
        Some(node)
    }
}
