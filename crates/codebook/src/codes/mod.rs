//! The closed code lists. What the codes mean is written here; which words yield them stands in the lexicon.

mod actor;
mod claim;
mod event;
mod figure;
mod place;
mod source;
mod time;

pub use actor::{MentionKind, Sector};
pub use claim::{Modality, Polarity, Stance, StatementKind, StatementNature};
pub use event::{EventType, QuadClass};
pub use figure::{Bound, CombatantStatus, Direction, Measure, Role, UnitKind};
pub use place::{PlacePrecision, PlaceSense};
pub use source::{PublishedBasis, PublishedFrom, Severity};
pub use time::{ActionTimeFrame, DateBasis, DateKind, DateModifier, DatePrecision, FigureTimeFrame};
