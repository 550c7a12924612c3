//! The headline of a page without the name of its site: "Talks resume | The Example" is "Talks resume".
//!
//! What it deliberately does not do: it cuts nothing that the page itself does not set apart, in a heading or as the name of
//! its publisher.
//!
//! Invariant: the result is the title or its beginning.

use super::tree::{ROOT, Tree};

/// What stands between a headline and the name of a site.
const SEPARATORS: [&str; 8] = [" | ", " - ", " – ", " — ", " » ", " :: ", " · ", " • "];

/// Texts of the headings of the first two levels.
pub(super) fn headings(tree: &Tree) -> Vec<String> {
    let headings = tree.below(ROOT).filter(|&node| matches!(tree.tag(node), "h1" | "h2"));
    headings.map(|node| tree.text(node)).collect()
}

/// The title up to the last separator before which it is a heading, or behind which the publisher's name stands.
pub(super) fn without_site<'t>(title: &'t str, headings: &[String], publisher: Option<&str>) -> &'t str {
    let same = |one: &str, other: &str| !one.is_empty() && letters(one).eq(letters(other));
    let mut cuts: Vec<(usize, usize)> = SEPARATORS
        .iter()
        .flat_map(|separator| title.match_indices(separator))
        .map(|(at, separator)| (at, at + separator.len()))
        .collect();
    cuts.sort_unstable();
    let cut = cuts.into_iter().rev().find(|&(end, next)| {
        headings.iter().any(|heading| same(&title[..end], heading))
            || publisher.is_some_and(|publisher| same(&title[next..], publisher))
    });
    cut.map_or(title, |(end, _)| title[..end].trim_end())
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .filter(|char| char.is_alphanumeric())
        .flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::without_site;

    #[test]
    fn cuts_only_what_the_page_sets_apart() {
        let headings = ["Talks  resume – again".to_owned(), "News".to_owned()];
        for (title, publisher, expected) in [
            ("Talks resume – again | The Example", None, "Talks resume – again"),
            ("Talks resume – again", None, "Talks resume – again"),
            ("Two killed - army", None, "Two killed - army"),
            ("Two killed - The Example", Some("the example"), "Two killed"),
        ] {
            assert_eq!(without_site(title, &headings, publisher), expected);
        }
    }
}
