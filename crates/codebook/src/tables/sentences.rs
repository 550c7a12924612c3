//! Sentences: where the text was cut.

table! {
    /// One row per sentence.
    pub struct SentenceRow in sentences {
        key [article_id, sentence_index];
        order [article_id, sentence_index];
        reference [article_id] -> articles [article_id];

        /// Article it stands in.
        pub article_id: String,
        /// Position in the article, from 0.
        pub sentence_index: i64,
        /// First character: code points into `articles.text`, from 0.
        pub char_start: i64,
        /// One past the last character.
        pub char_end: i64,
        /// The heading it stands under.
        pub section: Option<String>,
    }
}
