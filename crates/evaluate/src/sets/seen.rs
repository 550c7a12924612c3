//! What was found in one record's text, as the scorers look at it.
//!
//! Invariant: gold counts code points, extraction counts bytes; spans handed out here are in code points.

use tidywire_codebook::CodeList;
use tidywire_extract::{Action, Figure, Mention, Party, Place, Statement, TimeExpression};
use tidywire_lexicon::{ActorKind, Lexicon};
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
    /// Mentions of actors.
    pub(super) mentions: &'a [Mention],
    /// Places.
    pub(super) places: &'a [Place],
    /// Time expressions.
    pub(super) times: &'a [TimeExpression],
    /// Who did what to whom.
    pub(super) actions: &'a [Action],
    /// Who says what.
    pub(super) statements: &'a [Statement],
    /// What the analysis knew.
    pub(super) lexicon: &'a Lexicon,
}

impl Seen<'_> {
    /// A span of bytes in code points.
    pub(super) fn points(&self, bytes: Span) -> Span {
        Span::new(self.points.at(bytes.start), self.points.at(bytes.end))
    }

    /// Whether the words are the name of a state.
    pub(super) fn is_state(&self, name: &str) -> bool {
        let names = self
            .lexicon
            .actors
            .iter()
            .filter(|actor| actor.kind == ActorKind::State);
        names
            .flat_map(|actor| actor.aliases.iter().chain([&actor.name]))
            .any(|known| known == name)
    }

    /// An action in one line: type, source, target, trigger, rule.
    pub(super) fn show_action(&self, action: &Action) -> String {
        format!(
            "{} {} -> {} by \"{}\" ({})",
            action.event_type.code(),
            self.words(action.source.as_ref()),
            self.words(action.target.as_ref()),
            action.span.of(&self.document.text),
            action.rule
        )
    }

    fn words(&self, party: Option<&Party>) -> String {
        party.map_or_else(
            || "-".to_owned(),
            |party| format!("\"{}\"", party.span.of(&self.document.text)),
        )
    }

    /// Whether the words of a party overlap the span, which counts code points.
    pub(super) fn is_at(&self, party: Option<&Party>, span: Span) -> bool {
        party.is_some_and(|party| self.points(party.span).overlaps(span))
    }

    /// The sentence that holds the code point.
    pub(super) fn sentence_at(&self, point: usize) -> usize {
        let later = |sentence: &&tidywire_text::Sentence| self.points.at(sentence.span.end) <= point;
        self.document.sentences.iter().take_while(later).count()
    }

    /// The words of a sentence.
    pub(super) fn around(&self, sentence: usize) -> &str {
        self.document
            .sentences
            .get(sentence)
            .map_or(self.document.text.as_str(), |sentence| {
                sentence.span.of(&self.document.text)
            })
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
        self.around(figure.sentence)
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
