//! Actions: who did what to whom.

use jiff::civil::Date;

use crate::{ActionTimeFrame, Code, DateBasis, EventType, Modality, Polarity, QuadClass, Sector, Stance};

table! {
    /// One row per source, event and target.
    pub struct Action in actions {
        key [action_id];
        order [article_id, char_start, char_end, action_id];
        reference [article_id] -> articles [article_id];
        reference [article_id, sentence_index] -> sentences [article_id, sentence_index];
        reference [source_actor_id] -> actors [actor_id];
        reference [target_actor_id] -> actors [actor_id];
        reference [claimant_actor_id] -> actors [actor_id];

        /// Stable id of the row.
        pub action_id: String,
        /// Id of the event; rows of one event that has several sources or targets share it.
        pub event_id: String,
        /// Article it was found in.
        pub article_id: String,
        /// Position of its sentence in the article, from 0; for spans over several, the first.
        pub sentence_index: i64,
        /// First character of the trigger: code points into `articles.text`, from 0.
        pub char_start: i64,
        /// One past the last character of the trigger.
        pub char_end: i64,
        /// The trigger, word for word.
        pub text: String,
        /// Lemma of the trigger.
        pub lemma: String,
        /// What kind of event it is.
        pub event_type: EventType,
        /// PLOVER mode of the event type, lower_snake.
        pub event_mode: Option<Code>,
        /// Cooperation or conflict, in words or in deeds.
        pub quad_class: QuadClass,
        /// PLOVER scale: -10 (most hostile) to +10 (most cooperative).
        pub intensity: Option<f64>,
        /// CAMEO root code 01 to 20, to compare with older data sets.
        pub cameo_root: Option<Code>,
        /// PLOVER context, lower_snake.
        pub context: Option<Code>,
        /// Words for who acts; null when the text does not say ("was killed").
        pub source_text: Option<String>,
        /// The source as an actor, if the lexicon knows it.
        pub source_actor_id: Option<String>,
        /// The source's country, ISO 3166-1 alpha-3.
        pub source_country: Option<Code>,
        /// The source's sector.
        pub source_sector: Option<Sector>,
        /// Words for who is acted upon.
        pub target_text: Option<String>,
        /// The target as an actor, if the lexicon knows it.
        pub target_actor_id: Option<String>,
        /// The target's country, ISO 3166-1 alpha-3.
        pub target_country: Option<Code>,
        /// The target's sector.
        pub target_sector: Option<Sector>,
        /// Whether it is said to have happened or not.
        pub polarity: Polarity,
        /// How firmly the text puts it.
        pub modality: Modality,
        /// When it lies, seen from the article.
        pub time_frame: ActionTimeFrame,
        /// Words for who says so; null when the article says it itself.
        pub claimant_text: Option<String>,
        /// The claimant as an actor.
        pub claimant_actor_id: Option<String>,
        /// The claimant's country, ISO 3166-1 alpha-3.
        pub claimant_country: Option<Code>,
        /// Lemma of the verb or noun of saying that attributes it.
        pub claim_verb: Option<String>,
        /// Where the claimant stands; `asserts` when the article says it itself.
        pub stance: Stance,
        /// First day of when it happened, if the text says.
        pub date_start: Option<Date>,
        /// Last day of when it happened; equals `date_start` for one day.
        pub date_end: Option<Date>,
        /// How the date is known; the publication date is never put in its place.
        pub date_basis: DateBasis,
        /// Words for where it happened.
        pub place_text: Option<String>,
        /// GeoNames id of the place.
        pub place_id: Option<Code>,
        /// Country of the place, ISO 3166-1 alpha-3.
        pub place_country: Option<Code>,
        /// Latitude of the place, degrees north (WGS 84).
        pub latitude: Option<f64>,
        /// Longitude of the place, degrees east (WGS 84).
        pub longitude: Option<f64>,
        /// Lexicon file and entry, or the named code rule, that produced the row.
        pub rule: String,
    }
}
