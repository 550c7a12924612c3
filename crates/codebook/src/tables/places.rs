//! Places: every place mention, resolved.

use crate::{Code, PlacePrecision, PlaceSense};

table! {
    /// One row per place mention.
    pub struct Place in places {
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
        /// GeoNames id.
        pub place_id: Option<Code>,
        /// Usual English name of the place.
        pub name: Option<String>,
        /// Country, ISO 3166-1 alpha-3.
        pub country: Option<Code>,
        /// First-level administrative division.
        pub admin1: Option<Code>,
        /// Degrees north (WGS 84).
        pub latitude: Option<f64>,
        /// Degrees east (WGS 84).
        pub longitude: Option<f64>,
        /// What kind of place the coordinates stand for.
        pub precision: Option<PlacePrecision>,
        /// Where something is, or those who act there.
        pub sense: PlaceSense,
        /// Lexicon file and entry, or the named code rule, that produced the row.
        pub rule: String,
    }
}
