//! What was found in one record's text, as the scorers look at it.
//!
//! Invariant: gold counts code points, extraction counts bytes; spans handed out here are in code points.

use tidywire_codebook::CodeList;
use tidywire_extract::Figure;
use tidywire_text::{CodePoints, Document, Span};

use super::Quoted;
use super::value::shown;
use crate::score::{Miss, Scores};

/// One record's text with the figures found in it.
pub(super) struct Seen<'a> {
    /// Id of the record.
    pub(super) id: &'a str,
    /// Its text in sentences.
    pub(super) document: &'a Document,
    /// Bytes to code points.
    pub(super) points: CodePoints<'a>,
    /// What was found.
    pub(super) figures: &'a [Figure],
}

impl Seen<'_> {
    /// A span of bytes in code points.
    pub(super) fn points(&self, bytes: Span) -> Span {
        Span::new(self.points.at(bytes.start), self.points.at(bytes.end))
    }

    /// Number with hedge and unit of a figure, in code points.
    pub(super) fn span(&self, figure: &Figure) -> Span {
        self.points(figure.span)
    }

    /// The bare number of a figure, in code points.
    pub(super) fn number(&self, figure: &Figure) -> Span {
        self.points(figure.number)
    }

    /// The words of a figure's sentence.
    pub(super) fn sentence(&self, figure: &Figure) -> &str {
        self.document
            .sentences
            .get(figure.sentence)
            .map_or(self.document.text.as_str(), |sentence| {
                sentence.span.of(&self.document.text)
            })
    }

    /// A figure in one line: words, value, measure, unit, rule.
    pub(super) fn show(&self, figure: &Figure) -> String {
        format!(
            "\"{}\" {} {} {} {} ({})",
            figure.span.of(&self.document.text),
            shown(&figure.value),
            figure.measure.code(),
            figure.unit_kind.code(),
            figure.unit.as_deref().unwrap_or("-"),
            figure.rule
        )
    }

    /// Notes what came out wrong; the words are the whole text, folded.
    pub(super) fn miss(&self, scores: &mut Scores, score: &'static str, kind: &'static str, detail: String) {
        self.miss_in(scores, score, kind, &self.document.text, detail);
    }

    /// Notes what came out wrong in `words`.
    pub(super) fn miss_in(
        &self,
        scores: &mut Scores,
        score: &'static str,
        kind: &'static str,
        words: &str,
        detail: String,
    ) {
        scores.misses.push(Miss {
            score,
            kind,
            article: self.id.to_owned(),
            words: words.split_whitespace().collect::<Vec<_>>().join(" "),
            detail,
        });
    }
}

impl Quoted {
    /// Its place, in code points.
    pub(super) fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}
