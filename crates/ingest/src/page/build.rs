//! Builds the tree of a page within limits: what refuses pages that would overflow an extractor's stack or keep it busy
//! for minutes.
//!
//! What it deliberately does not do: it estimates nothing from tags. Unclosed and misnested tags make a tree that is
//! deeper than the tags look (each `<p>` reopens all unclosed `<b>`), so the extractors' own tree builder builds the
//! tree, and stops at the first node that is too much.
//!
//! Invariant: a tree has at most that depth and that many nodes. Work is bounded by the limits and the page's length,
//! and nothing here recurses.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::interface::{Attribute, ElementFlags, ExpandedName, NodeOrText, QualName, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{ParseOpts, local_name, ns, parse_document, tree_builder::TreeBuilderOpts};

use super::tree::{Kind, Node, ROOT, Tree};

/// Fed at a time. Little, because one tag can reopen hundreds and the limits are looked at in between.
const CHUNK_BYTES: usize = 1024;
/// What the extractors do for a node grows with its depth. So the depths of all nodes may sum up to the most nodes
/// times this; few pages have nodes at more than twice this depth at all.
const MEAN_DEPTH: u64 = 25;
/// Most blanks in one tag or comment. The tokenizer compares each attribute with all before it.
const MOST_BLANKS_IN_TAG: usize = 20_000;

/// Attributes that say what an element is, where it leads, or a fact about the page. No other is kept.
const KEPT_ATTRIBUTES: &[&str] = &[
    "aria-hidden",
    "class",
    "content",
    "datetime",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "itemprop",
    "itemscope",
    "itemtype",
    "lang",
    "name",
    "property",
    "rel",
    "role",
    "style",
    "type",
];

/// Why a page is refused.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    TooDeep,
    TooLarge,
    TagTooLong,
}

/// Reads a page, or refuses it.
pub(super) fn tree(html: &str, max_depth: u32, max_nodes: u32) -> Result<Tree, Refusal> {
    // Without scripting, as the extractors parse: the inside of `noscript` is elements then.
    let tree_builder = TreeBuilderOpts {
        scripting_enabled: false,
        ..Default::default()
    };
    let sink = Builder::new(max_depth, max_nodes);
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
        let builder = &parser.tokenizer.sink.sink;
        builder.refusal()?;
        blanks = if !builder.called.take() {
            blanks + chunk.bytes().filter(|byte| b" \t\r\n\x0c/\"'".contains(byte)).count()
        } else {
            0
        };
        if blanks > MOST_BLANKS_IN_TAG {
            return Err(Refusal::TagTooLong);
        }
        rest = after;
    }
    let builder = parser.finish();
    builder.refusal()?;
    let tree = Tree {
        nodes: builder.nodes.into_inner(),
    };
    // Moving nodes can make a tree deeper than it was when they were put in.
    match tree.depth() > max_depth {
        true => Err(Refusal::TooDeep),
        false => Ok(tree),
    }
}

/// A tree on its way.
struct Builder {
    nodes: RefCell<Vec<Node>>,
    /// Since it was last asked: whether anything came out of the tokenizer.
    called: Cell<bool>,
    too_deep: Cell<bool>,
    /// Sum of the depths at which nodes were put in.
    depths: Cell<u64>,
    max_depth: u32,
    max_nodes: u32,
}

/// A node's number and name.
#[derive(Clone)]
struct Handle(u32, Rc<QualName>);

impl Builder {
    fn new(max_depth: u32, max_nodes: u32) -> Self {
        let builder = Self {
            nodes: RefCell::new(Vec::new()),
            called: Cell::new(false),
            too_deep: Cell::new(false),
            depths: Cell::new(0),
            max_depth,
            max_nodes,
        };
        builder.create(Kind::Other);
        builder
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

    fn create(&self, kind: Kind) -> u32 {
        self.called.set(true);
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node {
            kind,
            parent: None,
            previous: None,
            next: None,
            first: None,
            last: None,
        });
        (nodes.len() - 1) as u32
    }

    fn nameless(&self) -> Handle {
        let name = QualName::new(None, ns!(), local_name!(""));
        Handle(self.create(Kind::Other), Rc::new(name))
    }

    /// Puts a child before another, or last.
    fn put(&self, parent: u32, before: Option<u32>, child: NodeOrText<Handle>) {
        self.called.set(true);
        let child = match child {
            NodeOrText::AppendNode(Handle(child, _)) => {
                self.unlink(child);
                child
            }
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let neighbour = match before {
                    Some(before) => nodes[before as usize].previous,
                    None => nodes[parent as usize].last,
                };
                if let Some(neighbour) = neighbour
                    && let Kind::Text(known) = &mut nodes[neighbour as usize].kind
                {
                    known.push_tendril(&text);
                    return;
                }
                drop(nodes);
                self.create(Kind::Text(text))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        link(&mut nodes, parent, before, child);
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

    fn unlink(&self, child: u32) {
        let mut nodes = self.nodes.borrow_mut();
        let Node {
            parent, previous, next, ..
        } = nodes[child as usize];
        let Some(parent) = parent else { return };
        match previous {
            Some(previous) => nodes[previous as usize].next = next,
            None => nodes[parent as usize].first = next,
        }
        match next {
            Some(next) => nodes[next as usize].previous = previous,
            None => nodes[parent as usize].last = previous,
        }
        let child = &mut nodes[child as usize];
        (child.parent, child.previous, child.next) = (None, None, None);
    }

    fn parent(&self, node: &Handle) -> Option<u32> {
        self.nodes.borrow()[node.0 as usize].parent
    }
}

fn link(nodes: &mut [Node], parent: u32, before: Option<u32>, child: u32) {
    let previous = match before {
        Some(before) => nodes[before as usize].previous.replace(child),
        None => nodes[parent as usize].last.replace(child),
    };
    match previous {
        Some(previous) => nodes[previous as usize].next = Some(child),
        None => nodes[parent as usize].first = Some(child),
    }
    let child = &mut nodes[child as usize];
    (child.parent, child.previous, child.next) = (Some(parent), previous, before);
}

impl TreeSink for Builder {
    type Handle = Handle;
    type Output = Self;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle(ROOT, Rc::new(QualName::new(None, ns!(), local_name!(""))))
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.1.expanded()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let name = Rc::new(name);
        let kept = attributes
            .into_iter()
            .filter(|attribute| KEPT_ATTRIBUTES.contains(&&*attribute.name.local))
            .map(|attribute| (StrTendril::from(&*attribute.name.local), attribute.value))
            .collect();
        Handle(self.create(Kind::Element(name.clone(), kept)), name)
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.nameless()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.nameless()
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.put(parent.0, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        match self.parent(element) {
            Some(parent) => self.put(parent, Some(element.0), child),
            None => self.put(previous.0, None, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {
        self.called.set(true);
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
            self.put(parent, Some(sibling.0), child);
        }
    }

    fn add_attrs_if_missing(&self, _: &Handle, _: Vec<Attribute>) {
        self.called.set(true);
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.unlink(target.0);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        loop {
            let first = self.nodes.borrow()[node.0 as usize].first;
            let Some(first) = first else { return };
            self.unlink(first);
            link(&mut self.nodes.borrow_mut(), new_parent.0, None, first);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEPTH: u32 = 512;
    const NODES: u32 = 200_000;

    fn check(html: &str, depth: u32, nodes: u32) -> Result<(), Refusal> {
        tree(html, depth, nodes).map(drop)
    }

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

    #[test]
    fn keeps_order_text_and_wanted_attributes() {
        let html = "<body><p id=a onclick=x>One <b>two</b> three<table>foster<tr><td>cell</table><p>&amp; last";
        let tree = tree(html, DEPTH, NODES).unwrap();
        assert_eq!(tree.text(ROOT), "One two threefostercell& last");
        let paragraph = tree.walk().find(|&node| tree.tag(node) == "p").unwrap();
        assert_eq!(tree.attribute(paragraph, "id"), Some("a"));
        assert_eq!(tree.attribute(paragraph, "onclick"), None);
        assert_eq!(tree.text(paragraph), "One two threefostercell");
    }
}
