//! Words for text: [`Span`], [`Token`], [`Sentence`], [`Document`], and the closed label sets of the analysis.
//!
//! What it deliberately does not do: it analyses nothing, reads nothing and depends on nothing.
//!
//! Invariant: a span is half-open, counts **bytes** of the document's text and stands on character
//! boundaries. Published tables count Unicode code points; [`CodePoints`] converts, once per article.
//!
//! ```
//! use tidywire_text::{CodePoints, Span};
//! let text = "Київ fell silent";
//! let span = Span::new(9, 13);
//! assert_eq!(span.of(text), "fell");
//! let points = CodePoints::new(text);
//! assert_eq!((points.at(span.start), points.at(span.end)), (5, 9));
//! ```

mod document;
mod entity_label;
mod label;
mod pos;
mod span;
mod tag;

pub use document::{Document, Entity, Sentence, Token};
pub use entity_label::EntityLabel;
pub use label::Label;
pub use pos::Pos;
pub use span::{CodePoints, Span};
pub use tag::Tag;
