//! Documents, sentences, tokens and entities.

use crate::{EntityLabel, Label, Pos, Span, Tag};

/// One word, number or mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the document's text.
    pub span: Span,
    /// Its base form as the model's tables give it ("was" -> "be").
    pub lemma: Box<str>,
    /// Penn Treebank tag.
    pub tag: Tag,
    /// Universal part of speech.
    pub pos: Pos,
    /// Index of its head among the sentence's tokens; a root is its own head.
    pub head: usize,
    /// Relation to the head.
    pub label: Label,
}

/// A named entity as the statistical model sees it: a second opinion beside the lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entity {
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    /// Kind.
    pub label: EntityLabel,
}

/// One sentence with its analysis.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands in the document's text, without surrounding white space.
    pub span: Span,
    /// Its tokens in order. White space is never a token of its own.
    pub tokens: Vec<Token>,
    /// Non-overlapping entities in order.
    pub entities: Vec<Entity>,
    /// Span of the heading it stands under, if any.
    pub section: Option<Span>,
    /// True when the sentence is itself a heading.
    pub heading: bool,
}

/// One article's text with its sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The text that every span refers to.
    pub text: String,
    /// Its sentences in order.
    pub sentences: Vec<Sentence>,
}
