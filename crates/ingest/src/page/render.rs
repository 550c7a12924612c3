//! The extractor's cleaned HTML to text with its paragraphs.
//!
//! What it deliberately does not do: it selects nothing; that was the extractor's work. (The extractor's own text
//! has all paragraphs in one line, which would glue headings to sentences.)
//!
//! Invariant: every word of the HTML's text is in the output, in its order.

use trafilatura::dom::Document;

/// Elements that stand in a line. All others begin and end a paragraph.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "hi", "i", "img", "ins",
    "kbd", "mark", "q", "ref", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var",
];

/// Whether an element stands in a line.
pub(super) fn is_inline(tag: &str) -> bool {
    INLINE.contains(&tag)
}

/// Elements that begin and end a line, not a paragraph.
const LINES: &[&str] = &["dd", "dt", "figcaption", "item", "li", "row", "tr"];

/// Paragraphs separated by a blank line; list items and table rows on a line each; cells separated by a tab.
pub(super) fn text(html: &str) -> String {
    let document = Document::parse(html);
    let root = document.body().unwrap_or_else(|| document.root());
    let mut out = Out::default();
    // Depth first without recursion: each entry is a node to enter, or the break to make when leaving one.
    let mut open = vec![Step::Enter(root)];
    while let Some(step) = open.pop() {
        let node = match step {
            Step::Enter(node) => node,
            Step::Leave(gap) => {
                out.gap = out.gap.max(gap);
                continue;
            }
        };
        if document.is_text(node) {
            out.push(&document.outer_html(node));
            continue;
        }
        let tag = document.tag_name(node);
        let gap = match tag {
            "br" | "lb" => {
                out.gap = out.gap.max(Gap::Line);
                continue;
            }
            "td" | "th" | "cell" => Gap::Cell,
            _ if is_inline(tag) => Gap::None,
            _ if LINES.contains(&tag) => Gap::Line,
            _ => Gap::Paragraph,
        };
        out.gap = out.gap.max(gap);
        open.push(Step::Leave(gap));
        open.extend(document.child_nodes(node).into_iter().rev().map(Step::Enter));
    }
    out.text
}

enum Step<Node> {
    Enter(Node),
    Leave(Gap),
}

/// What separates the next word from the last, weakest first.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Cell,
    Line,
    Paragraph,
}

#[derive(Default)]
struct Out {
    text: String,
    gap: Gap,
}

impl Out {
    /// Adds text, its white space collapsed. No-break spaces are not white space here.
    fn push(&mut self, text: &str) {
        let is_blank = |char: char| char.is_ascii_whitespace();
        let mut words = text.split(is_blank).filter(|word| !word.is_empty()).peekable();
        if words.peek().is_none() || text.starts_with(is_blank) {
            self.gap = self.gap.max(Gap::Space);
        }
        for (index, word) in words.enumerate() {
            let gap = if index > 0 { Gap::Space } else { self.gap };
            if !self.text.is_empty() {
                self.text.push_str(["", " ", "\t", "\n", "\n\n"][gap as usize]);
            }
            self.text.push_str(word);
            self.gap = Gap::None;
        }
        if text.ends_with(is_blank) {
            self.gap = self.gap.max(Gap::Space);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn keeps_paragraphs_and_inline_words() {
        let html = "<h2>Front  line</h2><p>Two <b>drones</b>\nhit&nbsp;Kho<i>lm</i>.</p> <p>A &lt; B<br>C</p>\
                    <ul><li>one</li><li>two</li></ul>tail<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>";
        assert_eq!(
            text(html),
            "Front line\n\nTwo drones hit\u{a0}Kholm.\n\nA < B\nC\n\none\ntwo\n\ntail\n\na\tb\nc"
        );
    }
}
