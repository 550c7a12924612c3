//! The published tables, one file each. The order here is the order of publishing.

mod actions;
mod actors;
mod articles;
mod dates;
mod figures;
mod issues;
mod mentions;
mod places;
mod sentences;
mod statements;

pub use actions::Action;
pub use actors::Actor;
pub use articles::Article;
pub use dates::DateRow;
pub use figures::Figure;
pub use issues::Issue;
pub use mentions::Mention;
pub use places::Place;
pub use sentences::SentenceRow;
pub use statements::Statement;

use crate::TableInfo;

/// Every published table, in the order of publishing.
pub const TABLES: &[TableInfo] = &[
    TableInfo::of::<Article>(),
    TableInfo::of::<SentenceRow>(),
    TableInfo::of::<Mention>(),
    TableInfo::of::<Actor>(),
    TableInfo::of::<Figure>(),
    TableInfo::of::<Action>(),
    TableInfo::of::<Statement>(),
    TableInfo::of::<Place>(),
    TableInfo::of::<DateRow>(),
    TableInfo::of::<Issue>(),
];
