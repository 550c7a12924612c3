//! An article as it was read: its text and the facts its source gives about it.
//!
//! What it deliberately does not do: it fills no gap. A fact the source does not give is `None`.
//!
//! Invariant: [`RawArticle::published_basis`] is there exactly when [`RawArticle::published_at`] is.

use serde::Serialize;

/// One article, before any analysis.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RawArticle {
    /// The caller's own id, if one was given.
    pub source_id: Option<String>,
    /// Where it came from: the URL the source states, else the path as the caller named it, with `/`
    /// separators; `-` for standard input.
    pub source_uri: String,
    /// Headline, on one line. It is not taken out of the text.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Names of the authors, in the source's order.
    pub authors: Vec<String>,
    /// When it was published: an RFC 3339 instant in UTC. A date without a time is midnight UTC.
    pub published_at: Option<String>,
    /// What `published_at` rests on.
    pub published_basis: Option<Basis>,
    /// The cleaned text (see [`clean`](crate::clean())), never empty.
    pub text: String,
}

/// What a publication date rests on; the codes of `articles.published_basis`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The caller gave it, in a JSON Lines field or a source card.
    Given,
    /// The page's metadata or the file's front matter states it.
    Metadata,
    /// It stands in the address. Nothing here reads it from there yet; given records may say so.
    Url,
    /// It stands in the text (a dateline). Nothing here reads it from there; given records may say so.
    Text,
}

impl Basis {
    /// The code as it stands in tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Metadata => "metadata",
            Self::Url => "url",
            Self::Text => "text",
        }
    }

    /// The basis with that code.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        [Self::Given, Self::Metadata, Self::Url, Self::Text]
            .into_iter()
            .find(|basis| basis.code() == code)
    }
}
