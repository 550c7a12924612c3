//! Figures: quantities with their bounds, claimants, time and place.

use jiff::civil::Date;

use crate::{
    Bound, Code, CombatantStatus, DateBasis, Direction, FigureTimeFrame, Measure, Modality, Polarity, Role, Stance,
    UnitKind,
};

table! {
    /// One row per quantity, per claimant. Nothing is merged, summed or guessed; an open end is null, a stated zero
    /// is 0..0.
    pub struct Figure in figures {
        key [figure_id];
        order [article_id, char_start, char_end, figure_id];
        reference [article_id] -> articles [article_id];
        reference [article_id, sentence_index] -> sentences [article_id, sentence_index];
        reference [subject_actor_id] -> actors [actor_id];
        reference [agent_actor_id] -> actors [actor_id];
        reference [claimant_actor_id] -> actors [actor_id];
        reference [action_id] -> actions [action_id];
        reference [parent_figure_id] -> figures [figure_id];

        /// Stable id of the figure.
        pub figure_id: String,
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
        /// Lower end of the value; null when open. Vague words follow the policy `floor`.
        pub value_low: Option<f64>,
        /// Upper end of the value; null when open.
        pub value_high: Option<f64>,
        /// The number itself, only if the text states exactly one.
        pub value_point: Option<f64>,
        /// How the words bound the value.
        pub bound: Bound,
        /// The words that make it approximate ("about", "nearly").
        pub approximator: Option<String>,
        /// The vague word ("hundreds", "dozens", "several").
        pub vague_term: Option<String>,
        /// What is measured.
        pub measure: Measure,
        /// The words that say what is measured.
        pub measure_text: Option<String>,
        /// Kind of unit.
        pub unit_kind: UnitKind,
        /// Lemma of what is counted, or the unit.
        pub unit: Option<String>,
        /// Currency, ISO 4217.
        pub currency: Option<Code>,
        /// Words for who or what is counted.
        pub subject_text: Option<String>,
        /// Who is counted, as an actor, if the lexicon knows it.
        pub subject_actor_id: Option<String>,
        /// Country of who is counted, ISO 3166-1 alpha-3.
        pub subject_country: Option<Code>,
        /// Whether those counted are combatants.
        pub combatant_status: CombatantStatus,
        /// Words for who did it.
        pub agent_text: Option<String>,
        /// Who did it as an actor, if the lexicon knows it.
        pub agent_actor_id: Option<String>,
        /// Who did it's country, ISO 3166-1 alpha-3.
        pub agent_country: Option<Code>,
        /// The action it belongs to.
        pub action_id: Option<String>,
        /// What the figure is among other figures.
        pub role: Role,
        /// Which way a change goes; null for figures that are no change.
        pub direction: Option<Direction>,
        /// The figure it is a part, a share, a change or an earlier value of.
        pub parent_figure_id: Option<String>,
        /// Whether it is said to be so or not to be so.
        pub polarity: Polarity,
        /// How firmly the text puts it.
        pub modality: Modality,
        /// The words that say how firmly.
        pub modality_text: Option<String>,
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
        /// What stretch of time it covers.
        pub time_frame: FigureTimeFrame,
        /// First day of when it happened, if the text says.
        pub date_start: Option<Date>,
        /// Last day of when it happened; equals `date_start` for one day.
        pub date_end: Option<Date>,
        /// How the date is known; the publication date is never put in its place.
        pub date_basis: DateBasis,
        /// Publication day (UTC) of the article: the day the figure was current.
        pub as_of: Option<Date>,
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
