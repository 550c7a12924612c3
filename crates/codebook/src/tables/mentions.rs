//! Mentions: every place where an actor is named.

use crate::{Code, MentionKind, Sector};

table! {
    /// One row per mention of an actor. A state named alone has a country and no sector; a metonym of its government
    /// or an office has the sector GOV.
    pub struct Mention in mentions {
        key [mention_id];
        order [article_id, char_start, char_end, mention_id];
        reference [article_id] -> articles [article_id];
        reference [article_id, sentence_index] -> sentences [article_id, sentence_index];
        reference [actor_id] -> actors [actor_id];

        /// Stable id of the mention.
        pub mention_id: String,
        /// Article it was found in.
        pub article_id: String,
        /// Position of its sentence in the article, from 0; for spans over several, the first.
        pub sentence_index: i64,
        /// First character of the covered text: code points into `articles.text`, from 0.
        pub char_start: i64,
        /// One past the last character of the covered text.
        pub char_end: i64,
        /// The covered text, word for word.
        pub text: String,
        /// How the mention refers to the actor.
        pub kind: MentionKind,
        /// The actor, if the lexicon knows it.
        pub actor_id: Option<String>,
        /// Country, ISO 3166-1 alpha-3.
        pub country: Option<Code>,
        /// Sector; null for a country named alone.
        pub sector: Option<Sector>,
        /// Lexicon file and entry, or the named code rule, that produced the row.
        pub rule: String,
    }
}
