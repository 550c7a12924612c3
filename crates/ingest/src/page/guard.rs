//! Refuses pages that would overflow an extractor's stack or keep it busy for minutes.
//!
//! What it deliberately does not do: it estimates nothing from tags. Unclosed and misnested tags make a tree that is
//! deeper than the tags look (each `<p>` reopens all unclosed `<b>`), so the extractors' own tree builder builds the
//! tree, without text and attributes, and stops at the first node that is too much.
//!
//! Invariant: a page that passes has a tree of at most that depth and that many nodes. Work is bounded by the limits
//! and the page's length, and nothing here recurses.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::interface::{Attribute, ElementFlags, ExpandedName, NodeOrText, QualName, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{ParseOpts, local_name, ns, parse_document, tree_builder::TreeBuilderOpts};

/// Fed at a time. Little, because one tag can reopen hundreds and the limits are looked at in between.
const CHUNK_BYTES: usize = 1024;
/// What the extractors do for a node grows with its depth. So the depths of all nodes may sum up to the most nodes
/// times this; few pages have nodes at more than twice this depth at all.
const MEAN_DEPTH: u64 = 25;
/// Most blanks in one tag or comment. The tokenizer compares each attribute with all before it.
const MOST_BLANKS_IN_TAG: usize = 20_000;

/// Why a page is refused.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    TooDeep,
    TooLarge,
    TagTooLong,
}

/// Passes or refuses a page.
pub(super) fn check(html: &str, max_depth: u32, max_nodes: u32) -> Result<(), Refusal> {
    // Without scripting, as both extractors parse: the inside of `noscript` is elements then.
    let tree_builder = TreeBuilderOpts {
        scripting_enabled: false,
        ..Default::default()
    };
    let sink = Tree::new(max_depth, max_nodes);
    let mut parser = parse_document(
        sink,
        ParseOpts {
            tree_builder,
            ..Default::default()
        },
    );
    let (mut rest, mut blanks) = (html, 0);
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(rest.floor_char_boundary(CHUNK_BYTES));
        parser.process(StrTendril::from(chunk));
        let tree = &parser.tokenizer.sink.sink;
        tree.refusal()?;
        blanks = if !tree.called.take() {
            blanks + chunk.bytes().filter(|byte| b" \t\r\n\x0c/\"'".contains(byte)).count()
        } else {
            0
        };
        if blanks > MOST_BLANKS_IN_TAG {
            return Err(Refusal::TagTooLong);
        }
        rest = after;
    }
    let tree = parser.finish();
    tree.refusal()?;
    tree.measure()
}

/// A tree of names.
struct Tree {
    nodes: RefCell<Vec<Node>>,
    /// Since it was last asked: whether anything came out of the tokenizer.
    called: Cell<bool>,
    too_deep: Cell<bool>,
    /// Sum of the depths at which nodes were put in.
    depths: Cell<u64>,
    max_depth: u32,
    max_nodes: u32,
}

struct Node {
    parent: Option<u32>,
    /// May still hold nodes that moved on: only those count whose parent this is.
    children: Vec<u32>,
    is_text: bool,
}

/// A node's number and name.
#[derive(Clone)]
struct Handle(u32, Rc<QualName>);

impl Tree {
    fn new(max_depth: u32, max_nodes: u32) -> Self {
        let document = Node {
            parent: None,
            children: Vec::new(),
            is_text: false,
        };
        Self {
            nodes: RefCell::new(vec![document]),
            called: Cell::new(false),
            too_deep: Cell::new(false),
            depths: Cell::new(0),
            max_depth,
            max_nodes,
        }
    }

    fn refusal(&self) -> Result<(), Refusal> {
        if self.too_deep.get() {
            Err(Refusal::TooDeep)
        } else if self.nodes.borrow().len() > self.max_nodes as usize
            || self.depths.get() > u64::from(self.max_nodes) * MEAN_DEPTH
        {
            Err(Refusal::TooLarge)
        } else {
            Ok(())
        }
    }

    /// Looks at the finished tree, because moving nodes can make it deeper than it was when they were put in.
    fn measure(&self) -> Result<(), Refusal> {
        let nodes = self.nodes.borrow();
        let mut depths: Vec<Option<u32>> = vec![None; nodes.len()];
        let mut path = Vec::new();
        for start in 0..nodes.len() {
            let mut above = Some(start as u32);
            let mut depth = loop {
                let Some(node) = above else { break 0 };
                if let Some(depth) = depths[node as usize] {
                    break depth + 1;
                }
                path.push(node);
                above = nodes[node as usize].parent;
            };
            while let Some(node) = path.pop() {
                if depth > self.max_depth {
                    return Err(Refusal::TooDeep);
                }
                depths[node as usize] = Some(depth);
                depth += 1;
            }
        }
        Ok(())
    }

    fn called(&self) {
        self.called.set(true);
    }

    fn create(&self, name: QualName) -> Handle {
        self.called();
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node {
            parent: None,
            children: Vec::new(),
            is_text: false,
        });
        Handle((nodes.len() - 1) as u32, Rc::new(name))
    }

    fn nameless(&self) -> Handle {
        self.create(QualName::new(None, ns!(), local_name!("")))
    }

    fn put(&self, parent: u32, child: NodeOrText<Handle>) {
        self.called();
        let child = match child {
            NodeOrText::AppendNode(Handle(child, _)) => child,
            NodeOrText::AppendText(_) if self.ends_with_text(parent) => return,
            NodeOrText::AppendText(_) => {
                let text = self.nameless().0;
                self.nodes.borrow_mut()[text as usize].is_text = true;
                text
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        nodes[child as usize].parent = Some(parent);
        nodes[parent as usize].children.push(child);
        let mut depth = 1;
        let mut above = nodes[parent as usize].parent;
        while let Some(node) = above {
            depth += 1;
            if depth > self.max_depth {
                self.too_deep.set(true);
                return;
            }
            above = nodes[node as usize].parent;
        }
        self.depths.set(self.depths.get() + u64::from(depth));
    }

    fn ends_with_text(&self, parent: u32) -> bool {
        let nodes = self.nodes.borrow();
        let last = nodes[parent as usize]
            .children
            .last()
            .map(|&child| &nodes[child as usize]);
        last.is_some_and(|last| last.is_text && last.parent == Some(parent))
    }

    fn parent(&self, node: &Handle) -> Option<u32> {
        self.nodes.borrow()[node.0 as usize].parent
    }
}

impl TreeSink for Tree {
    type Handle = Handle;
    type Output = Self;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle(0, Rc::new(QualName::new(None, ns!(), local_name!(""))))
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.1.expanded()
    }

    fn create_element(&self, name: QualName, _: Vec<Attribute>, _: ElementFlags) -> Handle {
        self.create(name)
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.nameless()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.nameless()
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.put(parent.0, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let parent = self.parent(element).unwrap_or(previous.0);
        self.put(parent, child);
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {
        self.called();
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.0 == other.0
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        if let Some(parent) = self.parent(sibling) {
            self.put(parent, child);
        }
    }

    fn add_attrs_if_missing(&self, _: &Handle, _: Vec<Attribute>) {
        self.called();
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.nodes.borrow_mut()[target.0 as usize].parent = None;
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[node.0 as usize].children);
        for child in children {
            if nodes[child as usize].parent == Some(node.0) {
                nodes[child as usize].parent = Some(new_parent.0);
                nodes[new_parent.0 as usize].children.push(child);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEPTH: u32 = 512;
    const NODES: u32 = 200_000;

    fn depth_512(html: &str) -> Result<(), Refusal> {
        check(html, DEPTH, NODES)
    }

    #[test]
    fn counts_depth_exactly() {
        // Document, html, body, then the elements, then the text.
        for (elements, passes) in [(509, true), (510, false)] {
            assert_eq!(
                depth_512(&format!("{}x", "<div>".repeat(elements))).is_ok(),
                passes,
                "{elements}"
            );
        }
    }

    #[test]
    fn unclosed_is_not_deep() {
        for tag in [
            "<p>",
            "<li>",
            "<br>",
            "<img src=a>",
            "<td>",
            "<option>",
            "<input>",
            "<a href=x>",
            "<div></div>",
            "<p><b>",
        ] {
            assert_eq!(depth_512(&format!("<table><tr>{}", tag.repeat(1000))), Ok(()), "{tag}");
        }
    }

    #[test]
    fn sees_through_disguises() {
        let numbered = |pattern: &str, count: usize| {
            (0..count)
                .map(|n| pattern.replace('#', &n.to_string()))
                .collect::<String>()
        };
        for page in [
            // End tags without a start tag do not make it any less deep.
            "<div></span>".repeat(50_000),
            // Formatting that is never closed is nested all the same.
            "<b>".repeat(1000),
            "<noscript>".to_string() + &"<div>".repeat(1000),
            "<template>".repeat(1000),
            "<table><tr><td>".repeat(1000),
            "<svg>".to_string() + &"<g>".repeat(1000),
            numbered("<a><b a=#><div>", 1000),
        ] {
            assert_eq!(depth_512(&page), Err(Refusal::TooDeep), "{}", &page[..40]);
        }
        // Each paragraph reopens every distinct unclosed element: one level deeper each, and many nodes on the way.
        assert_eq!(depth_512(&numbered("<p><b a=#>", 2000)), Err(Refusal::TooLarge));
        assert_eq!(
            check(&numbered("<p><b a=#>", 600), DEPTH, 10 * NODES),
            Err(Refusal::TooDeep)
        );
        // Few bytes, many nodes: each paragraph reopens five hundred elements.
        let amplified = "<p>".to_string() + &numbered("<b a=#>", 500) + &"<p>x".repeat(300);
        assert_eq!(depth_512(&amplified), Err(Refusal::TooLarge));
        assert_eq!(check(&"<br>".repeat(1001), DEPTH, 1000), Err(Refusal::TooLarge));
        assert_eq!(check(&"&amp;<br>".repeat(490), DEPTH, 1000), Ok(()));
        assert_eq!(check(&"&amp;".repeat(100_000), DEPTH, 1000), Ok(()));
        assert_eq!(
            depth_512(&format!("<!-- {}", "x ".repeat(30_000))),
            Err(Refusal::TagTooLong)
        );
    }
}
