//! From text to sentences: paragraphs, headings, sentence ends.
//!
//! It sees only characters, never the model. Invariant: spans are in order, do not overlap, begin and end with
//! something other than white space, and together hold every such character except the marks of Markdown headings.

mod news;
mod paragraphs;

use tidywire_text::Span;

use crate::chars::is_space;
use news::sentence_ends;
use paragraphs::{Paragraph, paragraphs};

/// Words that a heading may have.
const HEADING_WORDS: usize = 15;

/// One sentence before analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Boundary {
    /// Where it stands in the text.
    pub span: Span,
    /// Span of the heading it stands under.
    pub section: Option<Span>,
    /// True when it is itself a heading: a Markdown heading, or a short paragraph without an end mark that
    /// further text follows.
    pub heading: bool,
    /// Number of its paragraph, counted from 0. Headings are paragraphs too.
    pub paragraph: usize,
}

/// Finds the sentences of `text`.
///
/// Blank lines end paragraphs. Other line breaks do so too, unless the text is hard-wrapped, which is decided
/// for the whole text from the lengths of its lines.
///
/// ```
/// let text = "Strike on port\n\nLt. Gen. Ivanov spoke at 3 p.m. He gave no numbers.";
/// let found = tidywire_language::split(text);
/// let sentences: Vec<&str> = found.iter().map(|one| one.span.of(text)).collect();
/// assert_eq!(sentences, ["Strike on port", "Lt. Gen. Ivanov spoke at 3 p.m.", "He gave no numbers."]);
/// assert!(found[0].heading);
/// assert_eq!(found[2].section, Some(found[0].span));
/// ```
pub fn split(text: &str) -> Vec<Boundary> {
    let paragraphs = paragraphs(text);
    let mut boundaries = Vec::new();
    let mut section = None;
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let boundary = |span, section, heading| Boundary {
            span,
            section,
            heading,
            paragraph: number,
        };
        if is_heading(text, paragraph, number + 1 < paragraphs.len()) {
            boundaries.push(boundary(paragraph.span, None, true));
            section = Some(paragraph.span);
            continue;
        }
        let mut start = paragraph.span.start;
        for end in sentence_ends(paragraph.span.of(text)) {
            let end = paragraph.span.start + end;
            if let Some(span) = trim(text, Span::new(start, end)) {
                boundaries.push(boundary(span, section, false));
            }
            start = end;
        }
    }
    boundaries
}

fn is_heading(text: &str, paragraph: &Paragraph, followed: bool) -> bool {
    let own = paragraph.span.of(text);
    let end = own.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '*', '_']);
    let open_end = !end.ends_with(['.', '!', '?', '…', ',', ';', '。']);
    paragraph.marked
        || (followed
            && !paragraph.item
            && open_end
            && own.split(is_space).filter(|word| !word.is_empty()).count() <= HEADING_WORDS)
}

/// The span without surrounding white space, `None` if nothing is left.
fn trim(text: &str, span: Span) -> Option<Span> {
    let inner = span.of(text).trim_start_matches(is_space);
    let start = span.end - inner.len();
    let inner = inner.trim_end_matches(is_space);
    (!inner.is_empty()).then(|| Span::new(start, start + inner.len()))
}
