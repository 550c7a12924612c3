//! Statements: who says what.

use crate::{Code, Stance, StatementKind, StatementNature};

table! {
    /// One row per attribution: who says what. The span covers the content.
    pub struct Statement in statements {
        key [statement_id];
        order [article_id, char_start, char_end, statement_id];
        reference [article_id] -> articles [article_id];
        reference [article_id, sentence_index] -> sentences [article_id, sentence_index];
        reference [source_actor_id] -> actors [actor_id];

        /// Stable id of the statement.
        pub statement_id: String,
        /// Article it was found in.
        pub article_id: String,
        /// Position of its sentence in the article, from 0; for spans over several, the first.
        pub sentence_index: i64,
        /// First character of the content: code points into `articles.text`, from 0.
        pub char_start: i64,
        /// One past the last character of the content.
        pub char_end: i64,
        /// Words for who says it; null when the text does not say ("it was reported").
        pub source_text: Option<String>,
        /// First character of the source.
        pub source_start: Option<i64>,
        /// One past the last character of the source.
        pub source_end: Option<i64>,
        /// The source as an actor, if the lexicon knows it.
        pub source_actor_id: Option<String>,
        /// The source's country, ISO 3166-1 alpha-3.
        pub source_country: Option<Code>,
        /// The words of saying ("said", "according to").
        pub cue_text: Option<String>,
        /// First character of the cue.
        pub cue_start: Option<i64>,
        /// One past the last character of the cue.
        pub cue_end: Option<i64>,
        /// How it is quoted.
        pub kind: StatementKind,
        /// Where the source stands towards the content.
        pub stance: Stance,
        /// A claim that the content is so, or an attitude towards it ("praised", "wants").
        pub nature: StatementNature,
        /// Lexicon file and entry, or the named code rule, that produced the row.
        pub rule: String,
    }
}
