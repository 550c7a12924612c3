//! What the namespaces of elements are to a feed.
//!
//! What it deliberately does not do: it takes no prefix for wrong. One that is not declared means what it usually does.
//!
//! Invariant: a look-up takes constant time, however much is declared.

use super::scan::attributes;

/// Feeds declare a dozen namespaces; what comes after this many is not looked at.
const MOST_BINDINGS: usize = 64;

/// What an element belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// The feed's own format.
    Main,
    Atom,
    Content,
    DublinCore,
    Media,
    Xhtml,
    Other,
}

impl Space {
    fn of_uri(uri: &str) -> Option<Self> {
        let is = |part: &str| uri.contains(part);
        Some(match uri.trim() {
            "http://www.w3.org/2005/Atom" => Self::Atom,
            "http://www.w3.org/1999/xhtml" => Self::Xhtml,
            _ if is("purl.org/atom/ns#") => Self::Atom,
            _ if is("purl.org/rss/1.0/modules/content") => Self::Content,
            _ if is("purl.org/dc/elements/1.") => Self::DublinCore,
            _ if is("search.yahoo.com/mrss") => Self::Media,
            _ if is("purl.org/rss/1.0/modules/") || is("itunes.com") || is("podcastindex.org") => Self::Other,
            _ if is("purl.org/rss/") || is("netscape.com/rdf/") || is("backend.userland.com/rss") => Self::Main,
            _ => return None,
        })
    }

    /// Some feeds use these prefixes without declaring them.
    fn of_prefix(prefix: &str) -> Self {
        match prefix {
            "" => Self::Main,
            "atom" => Self::Atom,
            "content" => Self::Content,
            "dc" => Self::DublinCore,
            "media" => Self::Media,
            "xhtml" => Self::Xhtml,
            _ => Self::Other,
        }
    }
}

/// The prefixes bound where the reader is, inner ones last.
#[derive(Default)]
pub(super) struct Bindings<'a>(Vec<(&'a str, Space)>);

impl<'a> Bindings<'a> {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Back to what was bound before.
    pub(super) fn truncate(&mut self, length: usize) {
        self.0.truncate(length);
    }

    /// Binds what a tag declares.
    pub(super) fn bind(&mut self, tag: &'a str, is_root: bool) {
        if !tag.contains("xmlns") {
            return;
        }
        for (name, uri) in attributes(tag) {
            let Some(prefix) = name.strip_prefix("xmlns") else {
                continue;
            };
            let prefix = prefix.strip_prefix(':').unwrap_or(prefix);
            // The many namespaces of RSS are all one, and a root may name a wrong one.
            let space = match Space::of_uri(uri) {
                _ if prefix.is_empty() && is_root => Space::Main,
                Some(space) => space,
                None if prefix.is_empty() => Space::Main,
                None => Space::Other,
            };
            if self.0.len() < MOST_BINDINGS {
                self.0.push((prefix, space));
            }
        }
    }

    /// What an element of this name belongs to.
    pub(super) fn space(&self, name: &str) -> Space {
        let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
        let bound = self.0.iter().rev().find(|(bound, _)| *bound == prefix);
        bound.map_or_else(|| Space::of_prefix(prefix), |(_, space)| *space)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inner_bindings_hide_outer_ones() {
        let mut bindings = Bindings::default();
        assert_eq!(bindings.space("dc:date"), Space::DublinCore);
        bindings.bind(
            " xmlns='urn:any' xmlns:m='http://search.yahoo.com/mrss/' xmlns:dc='urn:x'",
            true,
        );
        assert_eq!(
            (bindings.space("title"), bindings.space("m:title")),
            (Space::Main, Space::Media)
        );
        assert_eq!(bindings.space("dc:date"), Space::Other);
        let outer = bindings.len();
        bindings.bind(" xmlns='http://www.w3.org/1999/xhtml'", false);
        assert_eq!(bindings.space("div"), Space::Xhtml);
        bindings.truncate(outer);
        assert_eq!(bindings.space("div"), Space::Main);
    }
}
