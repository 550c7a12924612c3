//! The dateline of a report: where and when it was sent ("KYIV, Dec 17 (Agency) - ").
//!
//! It deliberately reads neither place nor date. Invariant: it ends with a dash within the first words of a sentence.

use crate::tree::Tree;

/// Tokens that a dateline has at most.
const LONGEST: usize = 14;

/// One past the dash of the dateline that the sentence begins with; 0 where it has none.
pub(crate) fn end(tree: &Tree<'_>) -> usize {
    let dash = (1..tree.len().min(LONGEST)).find(|&token| matches!(tree.surface(token), "-" | "–" | "—" | "--"));
    let Some(dash) = dash else { return 0 };
    let span = tree.token(dash).span;
    let apart = tree.text[..span.start].ends_with([' ', ')']) && tree.text[span.end..].starts_with(' ');
    let bracket = (0..dash).find(|&token| tree.surface(token) == "(").unwrap_or(dash);
    let fits = (0..bracket).all(|token| {
        let surface = tree.surface(token);
        surface.starts_with(|letter: char| letter.is_uppercase() || !letter.is_alphabetic())
    });
    let shouted = tree.surface(0).chars().count() > 2 && tree.surface(0).chars().all(char::is_uppercase);
    let named = shouted || bracket < dash;
    if apart && fits && named { dash + 1 } else { 0 }
}
