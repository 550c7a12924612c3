//! The charts, in the order in which they are listed. A chart is a file here and a line below.

mod bins;
mod claims;
mod coverage;
mod event_types;
mod figure_rows;
mod figures;
mod map;
mod matrix;
mod measures_over_time;
mod network;
mod parties;
mod timeline;
mod who_to_whom;

use anyhow::Result;

use crate::data::Tables;
use crate::draw::Drawing;

/// A picture with the data behind it.
pub(crate) struct Picture {
    /// Stem of its files.
    pub(crate) name: String,
    /// Its title.
    pub(crate) title: String,
    /// Its caption.
    pub(crate) caption: String,
    /// The drawing.
    pub(crate) svg: Drawing,
    /// The data as CSV.
    pub(crate) data: String,
}

/// A chart: what draws one or more pictures from the tables.
pub(crate) type Chart = fn(&Tables) -> Result<Vec<Picture>>;

/// Every chart.
pub(crate) const CHARTS: &[Chart] = &[
    figures::draw,
    measures_over_time::draw,
    claims::draw,
    event_types::draw,
    timeline::draw,
    who_to_whom::draw,
    network::draw,
    map::draw,
    coverage::draw,
];
