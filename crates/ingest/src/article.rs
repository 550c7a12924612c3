//! An article as it was read: its text and the facts its source gives about it.
//!
//! What it deliberately does not do: it fills no gap. A fact the source does not give is `None`.
//!
//! Invariant: [`RawArticle::published_basis`] and [`RawArticle::published_from`] are there exactly when
//! [`RawArticle::published_at`] is.

use serde::{Deserialize, Serialize};

/// One article, before any analysis.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Where exactly the date was stated.
    pub published_from: Option<PublishedFrom>,
    /// The cleaned text (see [`clean`](crate::clean())), never empty.
    pub text: String,
}

/// What a publication date rests on; the codes of `articles.published_basis`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The caller gave it, in a JSON Lines field or a source card.
    Given,
    /// The page's metadata or the file's front matter states it.
    Metadata,
    /// It stands in the address.
    Url,
    /// It stands in the page for people to read (a dateline).
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

/// Where a publication date was stated; the codes of `articles.published_from`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublishedFrom {
    /// A field or column of the record.
    Field,
    /// The source card beside the file.
    Card,
    /// The front matter of a Markdown file.
    FrontMatter,
    /// The entry of a feed.
    Feed,
    /// Linked data (JSON-LD) of a page.
    JsonLd,
    /// An OpenGraph property of a page.
    OpenGraph,
    /// Another `meta` element of a page.
    Meta,
    /// A `time` element, or one that is marked as the date of publication.
    TimeElement,
    /// The address.
    Url,
    /// A dateline for people.
    Text,
}

impl PublishedFrom {
    const ALL: [Self; 10] = [
        Self::Field,
        Self::Card,
        Self::FrontMatter,
        Self::Feed,
        Self::JsonLd,
        Self::OpenGraph,
        Self::Meta,
        Self::TimeElement,
        Self::Url,
        Self::Text,
    ];

    /// The code as it stands in tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Card => "card",
            Self::FrontMatter => "front_matter",
            Self::Feed => "feed",
            Self::JsonLd => "json_ld",
            Self::OpenGraph => "open_graph",
            Self::Meta => "meta",
            Self::TimeElement => "time_element",
            Self::Url => "url",
            Self::Text => "text",
        }
    }

    /// The one with that code.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|from| from.code() == code)
    }
}
