//! Actors: who is mentioned in this data set.

use jiff::civil::Date;

use crate::{Code, Sector};

table! {
    /// One row per actor that the data set mentions. Offices held by people are dated: who a title or a name stands
    /// for depends on the article's date.
    pub struct Actor in actors {
        key [actor_id];
        order [actor_id];

        /// Stable id of the actor in the lexicon.
        pub actor_id: String,
        /// Usual English name.
        pub name: String,
        /// Country, ISO 3166-1 alpha-3; international organisations have none.
        pub country: Option<Code>,
        /// Sector.
        pub sector: Option<Sector>,
        /// The actor it belongs to, by `actor_id`; that actor has a row of its own only if it is mentioned too.
        pub part_of: Option<String>,
        /// Wikidata item.
        pub wikidata_id: Option<Code>,
        /// Mentions in this data set.
        pub mention_count: i64,
        /// Articles of this data set that mention it.
        pub article_count: i64,
        /// Publication day (UTC) of the earliest dated article that mentions it.
        pub first_published: Option<Date>,
        /// Publication day (UTC) of the latest dated article that mentions it.
        pub last_published: Option<Date>,
    }
}
