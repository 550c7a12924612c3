//! What the data set is made of, and what its rows state: articles over time, publishers, languages, copies; and how
//! many figures, actions and statements have a claimant, a date, a place, a source and a target.
//!
//! It judges no source and weighs nothing. Invariant: the lines of a section are shares of one total, and what does not say
//! is a line of its own or the empty rest of a bar.

mod articles;
mod rows;
mod section;

use anyhow::Result;

use super::Picture;
use crate::data::Tables;

/// Draws the pictures.
pub(crate) fn draw(tables: &Tables) -> Result<Vec<Picture>> {
    Ok(vec![articles::draw(tables)?, rows::draw(tables)?])
}
