//! The page for the extractors: its tree as HTML, without what can hold no text of an article.
//!
//! Extractors clone and search the tree many times, so their time grows with its nodes: a page without scripts, pictures,
//! menus and forms is read three times as fast, and (on 60 pages with known text) word for word the same.
//!
//! What it deliberately does not do: it judges no text. A menu, form or footer that holds much of the page's text stays,
//! because some sites put the whole page into one.
//!
//! Invariant: the text that is left keeps its order; the work is linear in the tree.

use super::render;
use super::tree::{Kind, ROOT, Tree};

/// Elements that hold no text for people, or only names of choices.
const NO_TEXT: &[&str] = &[
    "area", "audio", "button", "canvas", "datalist", "dialog", "embed", "iframe", "input", "link", "map", "meter",
    "noembed", "noframes", "object", "option", "param", "progress", "select", "source", "style", "svg", "template",
    "textarea", "track", "video",
];

/// Elements around the article, unless they hold more of the text than [`MOST_AROUND`] in hundred.
const AROUND: &[&str] = &["aside", "fieldset", "footer", "form", "menu", "nav"];
const MOST_AROUND: usize = 30;

/// Elements that never have an end tag.
const VOID: &[&str] = &["base", "br", "col", "hr", "img", "meta", "wbr"];

/// Whether the element is a script that holds linked data, not a program.
pub(super) fn is_linked_data(tree: &Tree, node: u32) -> bool {
    tree.tag(node) == "script"
        && tree
            .attribute(node, "type")
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"))
}

/// A page in two parts, each as HTML: what facts are stated in (the head, linked data, headings), and the rest.
pub(super) struct Parts {
    pub(super) facts: String,
    pub(super) body: String,
    /// Bytes of running text in the body.
    pub(super) prose: usize,
}

/// Bytes outside links that make a block one of running text, not of menus, captions and bylines.
const PROSE: usize = 80;

/// The parts of the page.
pub(super) fn parts(tree: &Tree) -> Parts {
    let weights = weights(tree);
    let mut facts = String::new();
    let mut walk = tree.walk();
    while let Some(node) = walk.next() {
        if matches!(tree.tag(node), "meta" | "title" | "h1" | "h2") || is_linked_data(tree, node) {
            write(tree, node, &weights, &mut facts, |_, _| ());
            walk.leave_out(node);
        }
    }
    let mut blocks: Vec<usize> = vec![0; tree.len()];
    let body = weighed_body(tree, &weights, |open, text| {
        let mut above = open.iter().rev();
        if !open.iter().any(|&node| tree.tag(node) == "a")
            && let Some(&block) = above.find(|&&node| !render::is_inline(tree.tag(node)))
        {
            blocks[block as usize] += text.trim().len();
        }
    });
    let prose = blocks.into_iter().filter(|&bytes| bytes >= PROSE).sum();
    Parts { facts, body, prose }
}

/// The body alone.
pub(super) fn body(tree: &Tree) -> String {
    weighed_body(tree, &weights(tree), |_, _| ())
}

fn weighed_body(tree: &Tree, weights: &[usize], seen: impl FnMut(&[u32], &str)) -> String {
    let mut body = String::with_capacity(weights[ROOT as usize] * 2);
    let top = tree.walk().find(|&node| tree.tag(node) == "body").unwrap_or(ROOT);
    write(tree, top, weights, &mut body, seen);
    body
}

/// What is at and below the node, as HTML. Each text that is written is shown with the elements around it.
fn write(tree: &Tree, top: u32, weights: &[usize], out: &mut String, mut seen: impl FnMut(&[u32], &str)) {
    let all = weights[ROOT as usize];
    // Elements that are open, and how far the walk has come: whatever is not below the next node is closed before it.
    let mut open: Vec<u32> = Vec::new();
    let mut walk = tree.below(top);
    while let Some(node) = walk.next() {
        let parent = tree.parent(node).filter(|_| node != top);
        while let Some(last) = open.pop_if(|last| Some(*last) != parent) {
            close(tree, last, out);
        }
        match tree.kind(node) {
            Kind::Text(text) if parent.is_some_and(|parent| is_linked_data(tree, parent)) => out.push_str(text),
            Kind::Text(text) => {
                seen(&open, text);
                escape(text, out);
            }
            Kind::Element(_, attributes) => {
                let tag = tree.tag(node);
                let empty = NO_TEXT.contains(&tag) || tag == "script" && !is_linked_data(tree, node);
                let around = AROUND.contains(&tag) && weights[node as usize] * 100 <= all * MOST_AROUND;
                if empty || around {
                    walk.leave_out(node);
                    continue;
                }
                out.push('<');
                out.push_str(tag);
                for (name, value) in attributes {
                    out.push(' ');
                    out.push_str(name);
                    out.push_str("=\"");
                    escape(value, out);
                    out.push('"');
                }
                out.push('>');
                // A line end right behind the tag is not text: one more is written for the one that is.
                if tag == "pre" {
                    out.push('\n');
                }
                if !VOID.contains(&tag) {
                    open.push(node);
                }
            }
            // The document is the parent of what is on top.
            Kind::Other if node == ROOT => open.push(node),
            Kind::Other => {}
        }
    }
    while let Some(last) = open.pop() {
        close(tree, last, out);
    }
}

fn close(tree: &Tree, node: u32, out: &mut String) {
    if node != ROOT {
        out.push_str("</");
        out.push_str(tree.tag(node));
        out.push('>');
    }
}

/// Bytes of text for people at and below each node.
fn weights(tree: &Tree) -> Vec<usize> {
    let mut weights = vec![0; tree.len()];
    let mut order: Vec<u32> = Vec::with_capacity(tree.len());
    let mut walk = tree.walk();
    while let Some(node) = walk.next() {
        let tag = tree.tag(node);
        if NO_TEXT.contains(&tag) || tag == "script" {
            walk.leave_out(node);
            continue;
        }
        if let Kind::Text(text) = tree.kind(node) {
            weights[node as usize] = text.trim().len();
        }
        order.push(node);
    }
    // Children come after their parents.
    for node in order.into_iter().rev() {
        if let Some(parent) = tree.parent(node) {
            weights[parent as usize] += weights[node as usize];
        }
    }
    weights
}

fn escape(text: &str, out: &mut String) {
    for char in text.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            _ => out.push(char),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::build;
    use super::parts;

    fn pruned(page: &str) -> String {
        parts(&build::tree(page, 512, 200_000).unwrap()).body
    }

    #[test]
    fn leaves_out_what_holds_no_text() {
        let page = "<!doctype html><html><head><title>T &amp; U</title><style>p{}</style><script>if (a<b) {}</script>\
                    <script type='application/ld+json'>{\"a\": \"<b>\"}</script></head>\
                    <body class='x \"y\"' onload='f()'><nav><a href=/>Home</a></nav><p>One<br>two &lt;three&gt; \
                    and many more words of the article itself</p><!-- note --><svg><text>no</text></svg></body></html>";
        assert_eq!(
            pruned(page),
            "<body class=\"x &quot;y&quot;\"><p>One<br>two &lt;three&gt; and many more words of the article itself</p></body>"
        );
        let facts = parts(&build::tree(page, 512, 200_000).unwrap()).facts;
        assert_eq!(
            facts,
            "<title>T &amp; U</title><script type=\"application/ld+json\">{\"a\": \"<b>\"}</script>"
        );
    }

    #[test]
    fn a_form_around_the_whole_page_stays() {
        let page = "<form><p>The article stands in a form.</p><nav>Menu</nav></form>";
        assert_eq!(
            pruned(page),
            "<body><form><p>The article stands in a form.</p></form></body>"
        );
    }

    #[test]
    fn running_text_is_long_and_no_link() {
        let sentence = "Forty-one letters of text stand in here. ";
        let prose = |page: &str| parts(&build::tree(page, 512, 200_000).unwrap()).prose;
        assert_eq!(prose(&format!("<p>{sentence}</p><p>{sentence}</p>")), 0, "short blocks");
        let two = prose(&format!("<p>{sentence}<b>{sentence}</b></p><ul><li>Menu</ul>"));
        assert_eq!(
            two, 80,
            "one block with an element in line, without the space at its ends"
        );
        assert_eq!(prose(&format!("<div>{sentence}<br>{sentence}<p>Tail</p></div>")), 80);
        assert_eq!(
            prose(&format!("<p><a href=/>{sentence}<i>{sentence}</i></a></p>")),
            0,
            "links"
        );
    }

    #[test]
    fn what_it_writes_reads_the_same() {
        for page in [
            "<p>One <b>two<p>three</b> four<table><tr><td>a<td>b</table>",
            "<ul><li>one<li>two</ul>tail &amp;amp; more",
            "<pre>\n\nlines</pre><h2>Head</h2>text",
        ] {
            let once = pruned(page);
            assert_eq!(pruned(&once), once, "{page}");
        }
    }
}
