//! What charts read of a row: the columns that they look at, with words that recur held once.
//!
//! A hundred thousand articles have more than two million rows; as they are published these take three times the memory. The
//! meaning of every field is that of the column of its name (`tidywire_codebook`).
//!
//! Invariant: nothing is added to a row or changed in it.

use std::collections::HashSet;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use jiff::civil::Date;
use tidywire_codebook::{
    Action, ActionTimeFrame, Bound, CombatantStatus, DateBasis, EventType, Field, Figure, FigureTimeFrame, Kind,
    Measure, Modality, Place, PlacePrecision, Polarity, QuadClass, Role, Sector, Stance, UnitKind, Value,
};

/// Text that other rows may share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Name(Arc<str>);

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl Default for Name {
    fn default() -> Self {
        Self::from("")
    }
}

impl Field for Name {
    const KIND: Kind = Kind::Text;

    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Text(text) => Some(Self::from(text)),
            _ => None,
        }
    }
}

/// The names that were seen.
#[derive(Debug, Default)]
pub(crate) struct Names(HashSet<Name>);

impl Names {
    /// The one of that text.
    pub(crate) fn get(&mut self, text: &str) -> Name {
        if let Some(known) = self.0.get(text) {
            return known.clone();
        }
        let name = Name::from(text);
        self.0.insert(name.clone());
        name
    }

    fn maybe(&mut self, text: &Option<impl Deref<Target = str>>) -> Option<Name> {
        text.as_deref().map(|text| self.get(text))
    }
}

/// A figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FigureRow {
    pub(crate) figure_id: Name,
    pub(crate) article_id: Name,
    pub(crate) text: Name,
    pub(crate) value_low: Option<f64>,
    pub(crate) value_high: Option<f64>,
    pub(crate) value_point: Option<f64>,
    pub(crate) bound: Bound,
    pub(crate) vague_term: Option<Name>,
    pub(crate) measure: Measure,
    pub(crate) unit_kind: UnitKind,
    pub(crate) unit: Option<Name>,
    pub(crate) currency: Option<Name>,
    pub(crate) subject_text: Option<Name>,
    pub(crate) subject_actor_id: Option<Name>,
    pub(crate) subject_country: Option<Name>,
    pub(crate) combatant_status: CombatantStatus,
    pub(crate) agent_text: Option<Name>,
    pub(crate) agent_actor_id: Option<Name>,
    pub(crate) agent_country: Option<Name>,
    pub(crate) role: Role,
    pub(crate) polarity: Polarity,
    pub(crate) modality: Modality,
    pub(crate) claimant_text: Option<Name>,
    pub(crate) claimant_actor_id: Option<Name>,
    pub(crate) claimant_country: Option<Name>,
    pub(crate) claim_verb: Option<Name>,
    pub(crate) stance: Stance,
    pub(crate) time_frame: FigureTimeFrame,
    pub(crate) date_start: Option<Date>,
    pub(crate) date_end: Option<Date>,
    pub(crate) date_basis: DateBasis,
    pub(crate) as_of: Option<Date>,
    pub(crate) place_text: Option<Name>,
    pub(crate) place_id: Option<Name>,
    pub(crate) place_country: Option<Name>,
    pub(crate) latitude: Option<f64>,
    pub(crate) longitude: Option<f64>,
}

impl FigureRow {
    /// Of a published row.
    pub(crate) fn of(row: &Figure, names: &mut Names) -> Self {
        Self {
            figure_id: Name::from(row.figure_id.as_str()),
            article_id: names.get(&row.article_id),
            text: names.get(&row.text),
            value_low: row.value_low,
            value_high: row.value_high,
            value_point: row.value_point,
            bound: row.bound,
            vague_term: names.maybe(&row.vague_term),
            measure: row.measure,
            unit_kind: row.unit_kind,
            unit: names.maybe(&row.unit),
            currency: names.maybe(&row.currency),
            subject_text: names.maybe(&row.subject_text),
            subject_actor_id: names.maybe(&row.subject_actor_id),
            subject_country: names.maybe(&row.subject_country),
            combatant_status: row.combatant_status,
            agent_text: names.maybe(&row.agent_text),
            agent_actor_id: names.maybe(&row.agent_actor_id),
            agent_country: names.maybe(&row.agent_country),
            role: row.role,
            polarity: row.polarity,
            modality: row.modality,
            claimant_text: names.maybe(&row.claimant_text),
            claimant_actor_id: names.maybe(&row.claimant_actor_id),
            claimant_country: names.maybe(&row.claimant_country),
            claim_verb: names.maybe(&row.claim_verb),
            stance: row.stance,
            time_frame: row.time_frame,
            date_start: row.date_start,
            date_end: row.date_end,
            date_basis: row.date_basis,
            as_of: row.as_of,
            place_text: names.maybe(&row.place_text),
            place_id: names.maybe(&row.place_id),
            place_country: names.maybe(&row.place_country),
            latitude: row.latitude,
            longitude: row.longitude,
        }
    }
}

/// An action.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ActionRow {
    pub(crate) event_id: Name,
    pub(crate) article_id: Name,
    pub(crate) event_type: EventType,
    pub(crate) event_mode: Option<Name>,
    pub(crate) quad_class: QuadClass,
    pub(crate) source_text: Option<Name>,
    pub(crate) source_actor_id: Option<Name>,
    pub(crate) source_country: Option<Name>,
    pub(crate) source_sector: Option<Sector>,
    pub(crate) target_text: Option<Name>,
    pub(crate) target_actor_id: Option<Name>,
    pub(crate) target_country: Option<Name>,
    pub(crate) target_sector: Option<Sector>,
    pub(crate) polarity: Polarity,
    pub(crate) modality: Modality,
    pub(crate) time_frame: ActionTimeFrame,
    pub(crate) claimant_text: Option<Name>,
    pub(crate) claimant_actor_id: Option<Name>,
    pub(crate) claimant_country: Option<Name>,
    pub(crate) stance: Stance,
    pub(crate) date_start: Option<Date>,
    pub(crate) date_end: Option<Date>,
    pub(crate) date_basis: DateBasis,
    pub(crate) place_text: Option<Name>,
    pub(crate) place_id: Option<Name>,
    pub(crate) place_country: Option<Name>,
    pub(crate) latitude: Option<f64>,
    pub(crate) longitude: Option<f64>,
}

impl ActionRow {
    /// Of a published row.
    pub(crate) fn of(row: &Action, names: &mut Names) -> Self {
        Self {
            event_id: Name::from(row.event_id.as_str()),
            article_id: names.get(&row.article_id),
            event_type: row.event_type,
            event_mode: names.maybe(&row.event_mode),
            quad_class: row.quad_class,
            source_text: names.maybe(&row.source_text),
            source_actor_id: names.maybe(&row.source_actor_id),
            source_country: names.maybe(&row.source_country),
            source_sector: row.source_sector,
            target_text: names.maybe(&row.target_text),
            target_actor_id: names.maybe(&row.target_actor_id),
            target_country: names.maybe(&row.target_country),
            target_sector: row.target_sector,
            polarity: row.polarity,
            modality: row.modality,
            time_frame: row.time_frame,
            claimant_text: names.maybe(&row.claimant_text),
            claimant_actor_id: names.maybe(&row.claimant_actor_id),
            claimant_country: names.maybe(&row.claimant_country),
            stance: row.stance,
            date_start: row.date_start,
            date_end: row.date_end,
            date_basis: row.date_basis,
            place_text: names.maybe(&row.place_text),
            place_id: names.maybe(&row.place_id),
            place_country: names.maybe(&row.place_country),
            latitude: row.latitude,
            longitude: row.longitude,
        }
    }
}

/// A place; its words where it has no name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PlaceRow {
    pub(crate) place_id: Option<Name>,
    pub(crate) name: Name,
    pub(crate) latitude: Option<f64>,
    pub(crate) longitude: Option<f64>,
    pub(crate) precision: Option<PlacePrecision>,
}

impl PlaceRow {
    /// Of a published row.
    pub(crate) fn of(row: &Place, names: &mut Names) -> Self {
        Self {
            place_id: names.maybe(&row.place_id),
            name: names.get(row.name.as_deref().unwrap_or(&row.text)),
            latitude: row.latitude,
            longitude: row.longitude,
            precision: row.precision,
        }
    }
}
