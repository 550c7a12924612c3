//! Articles: the texts that all spans refer to.

use jiff::Timestamp;

use crate::{Code, PublishedBasis, PublishedFrom};

table! {
    /// One row per article read. Spans in all tables count code points into its `text`.
    pub struct Article in articles {
        key [article_id];
        order [article_id];
        reference [duplicate_of] -> articles [article_id];

        /// Stable id, derived from the article's content.
        pub article_id: String,
        /// The caller's own id, if one was given.
        pub source_id: Option<String>,
        /// Address or path it was read from.
        pub source_uri: Option<String>,
        /// Title.
        pub title: Option<String>,
        /// Publisher or site.
        pub publisher: Option<String>,
        /// Authors, separated by `; `.
        pub authors: Option<String>,
        /// When it was published, UTC; null when nothing says so.
        pub published_at: Option<Timestamp>,
        /// Where the publication date was found.
        pub published_basis: Option<PublishedBasis>,
        /// Where exactly it was stated.
        pub published_from: Option<PublishedFrom>,
        /// Language of the text, ISO 639-1.
        pub language: Option<Code>,
        /// Cluster of near-duplicates that it belongs to: articles with one `story_id` are copies, cuts or edits of one text.
        pub story_id: String,
        /// The first copy (published first; of those of one day the one with the smallest id), when this article is a later one.
        pub duplicate_of: Option<String>,
        /// The text that every span refers to.
        pub text: String,
        /// Length of `text` in code points.
        pub char_count: i64,
        /// Number of sentences.
        pub sentence_count: i64,
        /// Number of tokens.
        pub token_count: i64,
    }
}
