//! What extraction finds. Spans are bytes of the document's text; `normalize` turns them into published rows.

use jiff::civil::Date;
use tidywire_codebook::{
    ActionTimeFrame, Bound, CombatantStatus, DateBasis, DateKind, DateModifier, DatePrecision, Direction, EventType,
    FigureTimeFrame, Measure, MentionKind, Modality, PlacePrecision, PlaceSense, Polarity, Role, Sector, Stance,
    StatementKind, UnitKind,
};
use tidywire_text::Span;

/// An actor as far as the lexicon and the text tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActorRef {
    /// Stable id; none for people and bodies that the lexicon does not know.
    pub id: Option<String>,
    /// Name as published.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<Sector>,
    /// Id of the actor it belongs to.
    pub part_of: Option<String>,
    /// Wikidata id.
    pub wikidata: Option<String>,
}

impl ActorRef {
    /// True when the lexicon or the text says who it is.
    pub(crate) fn is_known(&self) -> bool {
        self.id.is_some() || self.country.is_some() || self.sector.is_some()
    }

    /// True for one and the same: by id, or by name where neither has one.
    fn is(&self, other: &Self) -> bool {
        match (&self.id, &other.id) {
            (Some(one), Some(other)) => one == other,
            (None, None) => self.name == other.name,
            _ => false,
        }
    }

    /// The only actor among those; none where there are several.
    pub(crate) fn only<'s>(list: impl IntoIterator<Item = &'s Self>) -> Option<&'s Self> {
        let mut list = list.into_iter();
        let first = list.next()?;
        list.all(|other| first.is(other)).then_some(first)
    }
}

impl From<&tidywire_lexicon::Actor> for ActorRef {
    fn from(entry: &tidywire_lexicon::Actor) -> Self {
        Self {
            id: Some(entry.id.clone()),
            name: entry.name.clone(),
            country: entry.country.clone(),
            sector: entry.sector,
            part_of: entry.part_of.clone(),
            wikidata: entry.wikidata.clone(),
        }
    }
}

/// One mention of an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Sentence it stands in.
    pub sentence: usize,
    /// Its words.
    pub span: Span,
    /// How it names the actor.
    pub kind: MentionKind,
    /// Who is meant.
    pub actor: ActorRef,
    /// Combatant status of the people meant, if the noun says it.
    pub status: Option<CombatantStatus>,
    /// Lexicon entry or code rule.
    pub rule: String,
    /// Token of the sentence that it answers for: head of the noun phrase.
    pub head: usize,
    /// True for one person by name.
    pub person: bool,
    /// For pronouns: the words that they take up.
    pub antecedent: Option<Span>,
}

/// Someone who acts, is acted upon, speaks or is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// Words in the text.
    pub span: Span,
    /// Who is meant, as far as known.
    pub actor: ActorRef,
}

/// Who says a thing, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    /// The speaker; none when the text does not say.
    pub claimant: Option<Party>,
    /// The verb or noun of saying.
    pub verb: Option<Span>,
    /// The speaker's stance.
    pub stance: Stance,
}

/// How sure, and which way round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Qualification {
    /// Affirmed or negated.
    pub polarity: Polarity,
    /// Asserted, possible, planned ...
    pub modality: Modality,
    /// The words that say so.
    pub modality_span: Option<Span>,
}

/// The date that governs a clause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// Stated, relative to the article, or none.
    pub basis: DateBasis,
}

/// One place mention.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Sentence it stands in.
    pub sentence: usize,
    /// Its words.
    pub span: Span,
    /// GeoNames id.
    pub id: Option<String>,
    /// Name as published.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// First-level region.
    pub admin1: Option<String>,
    /// Degrees north; none for a name that only the text knows.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// How exact.
    pub precision: PlacePrecision,
    /// Token of the sentence at its head.
    pub head: usize,
    /// True when it follows a preposition of place.
    pub locative: bool,
    /// Where something is, or those who act there.
    pub sense: PlaceSense,
    /// Lexicon entry or code rule.
    pub rule: String,
    /// True for what a place before it lies in: "Pakistan" of "Karachi, Pakistan".
    pub(crate) outer: bool,
}

/// One time expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// Sentence it stands in.
    pub sentence: usize,
    /// Its words.
    pub span: Span,
    /// Date, time, duration or set.
    pub kind: DateKind,
    /// When, as far as known.
    pub when: When,
    /// When what it governs happens: "since 2014" has no end, "until May" no start, a range both of its ends.
    pub(crate) event: When,
    /// How exact, if resolved.
    pub precision: Option<DatePrecision>,
    /// TIMEX3 value, if resolved.
    pub value: Option<String>,
    /// What the words make of it.
    pub modifier: Option<DateModifier>,
    /// Code rule.
    pub rule: &'static str,
    /// Token of the sentence at its head.
    pub head: usize,
}

/// What the preposition before a time expression makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// On or in it.
    On,
    /// From it on.
    Since,
    /// Up to it.
    Until,
}

/// One attribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Sentence of the cue.
    pub sentence: usize,
    /// The content.
    pub content: Span,
    /// The speaker.
    pub source: Option<Party>,
    /// The word of saying.
    pub cue: Span,
    /// Direct, indirect, mixed.
    pub kind: StatementKind,
    /// Stance towards the content.
    pub stance: Stance,
    /// Modality that the cue gives to the content.
    pub modality: Option<Modality>,
    /// An attitude or a wish: nobody's claim that the content is so.
    pub attitude: bool,
    /// Lexicon entry.
    pub rule: String,
}

/// One action: one source, one target.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// Sentence it stands in.
    pub sentence: usize,
    /// The trigger.
    pub span: Span,
    /// Lemma of the trigger.
    pub lemma: String,
    /// Index of the event that it belongs to, within the document.
    pub event: usize,
    /// PLOVER type.
    pub event_type: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// What it is about.
    pub context: Option<String>,
    /// Who acts.
    pub source: Option<Party>,
    /// Who is acted upon.
    pub target: Option<Party>,
    /// How sure.
    pub qualification: Qualification,
    /// When in relation to the text.
    pub time_frame: ActionTimeFrame,
    /// Who says so.
    pub claim: Claim,
    /// Date.
    pub when: When,
    /// Index into [`Extraction::places`].
    pub place: Option<usize>,
    /// Lexicon entry and construction.
    pub rule: String,
    /// Trigger token.
    pub token: usize,
}

/// A number with its bounds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Value {
    /// Lower bound.
    pub low: Option<f64>,
    /// Upper bound.
    pub high: Option<f64>,
    /// The one number stated.
    pub point: Option<f64>,
    /// Kind of bound.
    pub bound: Bound,
    /// Words of the hedge.
    pub approximator: Option<String>,
    /// Vague word.
    pub vague_term: Option<String>,
}

impl Value {
    /// One number, stated as it is.
    pub(crate) fn exactly(number: f64) -> Self {
        Self {
            low: Some(number),
            high: Some(number),
            point: Some(number),
            bound: Bound::Exact,
            ..Self::default()
        }
    }
}

/// One quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Sentence it stands in.
    pub sentence: usize,
    /// Number and hedge.
    pub span: Span,
    /// The number alone, without hedge and currency.
    pub number: Span,
    /// Value and bounds.
    pub value: Value,
    /// What is measured.
    pub measure: Measure,
    /// The word that says so.
    pub measure_span: Option<Span>,
    /// Kind of unit.
    pub unit_kind: UnitKind,
    /// Lemma of what is counted, or the unit.
    pub unit: Option<String>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// Who or what is counted.
    pub subject: Option<Party>,
    /// Combatants or civilians.
    pub status: CombatantStatus,
    /// Who did it.
    pub agent: Option<Party>,
    /// Index into [`Extraction::actions`].
    pub action: Option<usize>,
    /// Role in a structure.
    pub role: Role,
    /// Which way a change goes.
    pub direction: Option<Direction>,
    /// Index of the parent figure.
    pub parent: Option<usize>,
    /// How sure.
    pub qualification: Qualification,
    /// Who says so.
    pub claim: Claim,
    /// Of what time.
    pub time_frame: FigureTimeFrame,
    /// Date.
    pub when: When,
    /// Index into [`Extraction::places`].
    pub place: Option<usize>,
    /// Lexicon entry.
    pub rule: String,
    /// Number token.
    pub token: usize,
}

/// Everything found in one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extraction {
    /// Actor mentions.
    pub mentions: Vec<Mention>,
    /// Place mentions.
    pub places: Vec<Place>,
    /// Time expressions.
    pub times: Vec<TimeExpression>,
    /// Attributions.
    pub statements: Vec<Statement>,
    /// Actions.
    pub actions: Vec<Action>,
    /// Figures.
    pub figures: Vec<Figure>,
}
