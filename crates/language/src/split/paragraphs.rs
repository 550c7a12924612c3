//! Paragraphs, with hard-wrapped text recognised by the lengths of its lines.
//!
//! It does not read words. Invariant: paragraphs are in order and neither empty nor padded with white space.

use tidywire_text::Span;

use super::trim;

/// Widths to which text is wrapped, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 50..=120;
/// A wrapped line may fall this much short of the width, because the next word did not fit.
const SLACK: usize = 20;

/// A paragraph.
pub(super) struct Paragraph {
    /// Without heading marks and surrounding white space.
    pub(super) span: Span,
    /// True for Markdown headings.
    pub(super) marked: bool,
    /// True for items of a list.
    pub(super) item: bool,
}

struct Line {
    /// `None` for blank lines.
    span: Option<Span>,
    /// Length in characters.
    length: usize,
}

/// The paragraphs of `text`.
pub(super) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let lines = lines(text);
    let width = wrap_width(text, &lines);
    let mut paragraphs = Vec::new();
    let mut open: Option<Span> = None;
    let mut close = |open: &mut Option<Span>| {
        if let Some(span) = open.take() {
            paragraphs.push(Paragraph {
                span,
                marked: false,
                item: is_item(span.of(text)),
            });
        }
    };
    for line in &lines {
        let Some(span) = line.span else {
            close(&mut open);
            continue;
        };
        let own = span.of(text);
        if is_item(own) || heading_marks(own) > 0 {
            close(&mut open);
        }
        open = Some(open.map_or(span, |before| before.cover(span)));
        // In wrapped text a line that is much too short ends its paragraph.
        let soft = width.is_some_and(|width| line.length * 10 >= width * 6);
        if !soft || heading_marks(own) > 0 {
            close(&mut open);
        }
    }
    close(&mut open);
    for paragraph in &mut paragraphs {
        let own = paragraph.span.of(text);
        let marks = heading_marks(own);
        if marks > 0 {
            let plain = own.trim_end_matches('#').len();
            if let Some(span) = trim(
                text,
                Span::new(paragraph.span.start + marks, paragraph.span.start + plain.max(marks)),
            ) {
                (paragraph.span, paragraph.marked) = (span, true);
            }
        }
    }
    paragraphs
}

fn lines(text: &str) -> Vec<Line> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{b}', '\u{c}']) {
        let span = trim(text, Span::new(start, start + line.len()));
        // The two halves of CR LF are one line break.
        let second_half = line == "\n" && text[..start].ends_with('\r');
        if !second_half {
            lines.push(Line {
                span,
                length: span.map_or(0, |span| span.of(text).chars().count()),
            });
        }
        start += line.len();
    }
    lines
}

/// The width to which the text is wrapped, if it is: most lines that go on reach it, and most of them stop in
/// the middle of a sentence.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let going_on: Vec<(Span, usize, Span)> = lines
        .windows(2)
        .filter_map(|pair| Some((pair[0].span?, pair[0].length, pair[1].span?)))
        .collect();
    let width = going_on
        .iter()
        .map(|&(_, length, _)| length)
        .filter(|length| WIDTHS.contains(length))
        .max()?;
    let full = going_on
        .iter()
        .filter(|&&(_, length, _)| (width.saturating_sub(SLACK)..=width).contains(&length))
        .count();
    let ended = going_on
        .iter()
        .filter(|(span, ..)| span.of(text).ends_with(['.', '!', '?', '"', '”', ':']))
        .count();
    let enough = match going_on.as_slice() {
        // One line alone proves little: the next must go on in small letters.
        [(_, _, next)] => ended == 0 && next.of(text).starts_with(char::is_lowercase),
        _ => full * 10 >= going_on.len() * 7 && ended * 2 < going_on.len(),
    };
    enough.then_some(width)
}

/// Length of the marks of a Markdown heading, 0 if it is none.
fn heading_marks(line: &str) -> usize {
    let marks = line.bytes().take_while(|&byte| byte == b'#').count();
    if (1..=6).contains(&marks) && line[marks..].starts_with(' ') {
        marks
    } else {
        0
    }
}

fn is_item(line: &str) -> bool {
    ["- ", "* ", "• ", "– ", "— ", "·"]
        .iter()
        .any(|mark| line.starts_with(mark))
}
