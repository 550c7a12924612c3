//! Dates: every time expression, resolved.

use jiff::civil::Date;

use crate::{DateBasis, DateKind, DateModifier, DatePrecision};

table! {
    /// One row per time expression.
    pub struct DateRow in dates {
        key [article_id, char_start, char_end];
        order [article_id, char_start, char_end];
        reference [article_id] -> articles [article_id];
        reference [article_id, sentence_index] -> sentences [article_id, sentence_index];

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
        /// Kind of time expression.
        pub kind: DateKind,
        /// First day it covers, if it can be reckoned.
        pub date_start: Option<Date>,
        /// Last day it covers.
        pub date_end: Option<Date>,
        /// The unit it is precise to.
        pub precision: Option<DatePrecision>,
        /// How the date is known.
        pub basis: DateBasis,
        /// TIMEX3 value.
        pub value: Option<String>,
        /// What the words make of it ("early", "at least").
        pub modifier: Option<DateModifier>,
        /// Lexicon file and entry, or the named code rule, that produced the row.
        pub rule: String,
    }
}
