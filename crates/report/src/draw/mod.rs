//! Drawing: measured text, a canvas, colours, scales, and the way from SVG to PNG.
//!
//! It deliberately knows nothing of tables: charts decide what is drawn, this folder how it looks.

mod canvas;
mod font;
mod layer;
mod mark;
mod palette;
mod png;
mod scale;
mod sheet;

pub(crate) use canvas::{Anchor, Canvas};
pub(crate) use font::{fit, width, wrap};
pub(crate) use layer::{Layer, Pixel};
pub(crate) use mark::{Mark, OPEN, Shape};
pub(crate) use palette::{
    BLACK, BLUE, BORDER, GRID, INK, LAND, MUTED, ORANGE, PAPER, PURPLE, SKY, STONE, Shade, TINT, Theme, VERMILLION, mix,
};
pub(crate) use png::to_png;
pub(crate) use scale::{Scale, number, plural};
pub(crate) use sheet::{Drawing, MARGIN, Sheet, WIDTH};
