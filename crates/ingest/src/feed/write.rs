//! The small documents that feed-rs reads: one item each, the elements that matter, flat, with a format and namespaces
//! that it knows.
//!
//! The reasons, all seen with feed-rs 3.0: one broken item loses the whole feed; RSS versions besides 0.91, 0.92 and
//! 2.0 and old namespaces are refused; nested `media:group` overflows the stack; an address next to a character beyond
//! ASCII in a name, and a duration with many digits, panic; markup in a description cuts it off.
//!
//! What it deliberately does not do: it decides nothing about the values, besides which element speaks for a field.
//!
//! Invariant: what it writes is well-formed, at most five levels deep, and has no attributes but its own.

use super::outline::{Element, Family, Item, Outline};
use super::scan::{attribute, attributes};
use super::space::Space;
use super::text::{is_html, local, mend, mend_inside};

/// Stands in for `@` in names, in which feed-rs would look for addresses.
pub(super) const AT: char = '\u{fdd0}';
/// A longer base for relative links is none.
const LONGEST_BASE: usize = 2048;

/// One item of a feed, or what is around the items, as a feed of its own.
pub(super) fn document(outline: &Outline<'_>, item: Option<&Item<'_>>, with_bases: bool) -> String {
    let mut out = Document {
        text: String::new(),
        with_bases,
    };
    let [root, channel] = outline.outer;
    let attributes = item.map_or("", |item| item.attributes);
    match outline.family {
        Family::Rss => {
            let spaces = "version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"";
            out.open("rss", root, spaces);
            out.open("channel", channel, "");
            match item {
                Some(item) => {
                    out.open("item", attributes, "");
                    rss_item(item, &mut out);
                    out.text.push_str("</item>");
                }
                None => out.first(&outline.head, &[(Space::Main, "title")], "title"),
            }
            out.text.push_str("</channel></rss>");
        }
        Family::Atom => {
            out.open("feed", root, "xmlns=\"http://www.w3.org/2005/Atom\"");
            match item {
                Some(item) => {
                    // An entry may be the root.
                    let own = if attributes == root { "" } else { attributes };
                    out.open("entry", own, "");
                    atom_entry(item, &mut out);
                    out.text.push_str("</entry>");
                }
                None => {
                    out.typed(&outline.head, "title");
                    out.people(&outline.head);
                }
            }
            out.text.push_str("</feed>");
        }
    }
    out.text
}

fn is_blank(element: &Element<'_>) -> bool {
    element.inside.trim().is_empty() || element.inside.trim() == "<![CDATA[]]>"
}

/// The first child that is not blank under the first of the names that has one.
fn first<'e, 'a>(elements: &'e [Element<'a>], names: &[(Space, &str)]) -> Option<&'e Element<'a>> {
    names.iter().find_map(|&(space, name)| {
        let is_it = |element: &&Element<'_>| {
            element.space == space
                && element.local == name
                && !is_blank(element)
                && (element.is_child || space == Space::Media)
        };
        elements.iter().find(is_it)
    })
}

fn rss_item(item: &Item<'_>, out: &mut Document) {
    use Space::{Atom, Content, DublinCore, Main, Media, Xhtml};
    let elements = &item.elements;
    out.first(elements, &[(Main, "title"), (DublinCore, "title")], "title");
    let about = item
        .attributes
        .contains("about")
        .then(|| about(item.attributes))
        .flatten();
    let guid = first(elements, &[(Main, "guid")]);
    match (guid, about) {
        (Some(guid), _) => out.element("guid", guid, ""),
        (None, Some(about)) => out.value("guid", about),
        (None, None) => {}
    }
    let address = |text: &str| text.trim().starts_with("http");
    let is_link =
        |guid: &&Element<'_>| attribute(guid.attributes, "isPermaLink") != Some("false") && address(guid.inside);
    let alternate = |element: &&Element<'_>| {
        let is_alternate = attribute(element.attributes, "rel").is_none_or(|rel| rel == "alternate");
        element.space == Atom && element.local == "link" && is_alternate
    };
    if let Some(link) = first(elements, &[(Main, "link")]) {
        out.element("link", link, "");
    } else if let Some(href) = elements
        .iter()
        .find(alternate)
        .and_then(|link| attribute(link.attributes, "href"))
    {
        out.value("link", href);
    } else if let Some(guid) = guid.filter(is_link) {
        out.element("link", guid, "");
    } else if let Some(about) = about {
        out.value("link", about);
    }
    let is_author = |element: &&Element<'_>| {
        element.is_child
            && matches!(
                (element.space, element.local),
                (Main, "author") | (DublinCore, "creator")
            )
    };
    // One with tags inside is an Atom author in RSS, whose name follows below.
    for author in elements.iter().filter(is_author).filter(|author| !author.is_mixed) {
        let start = out.text.len();
        out.element("author", author, "");
        let masked = out.text[start..].replace('@', AT.encode_utf8(&mut [0; 4]));
        out.text.replace_range(start.., &masked);
    }
    for name in elements
        .iter()
        .filter(|element| !element.is_child && element.local == "name")
    {
        out.element("author", name, "");
    }
    out.first(elements, &[(Main, "pubDate")], "pubDate");
    out.first(
        elements,
        &[
            (DublinCore, "date"),
            (Atom, "published"),
            (Main, "updated"),
            (Atom, "updated"),
        ],
        "updated",
    );
    let summaries = [
        (Main, "description"),
        (DublinCore, "description"),
        (Atom, "summary"),
        (Media, "description"),
    ];
    out.first(elements, &summaries, "description");
    let texts = [(Content, "encoded"), (Xhtml, "body"), (Xhtml, "div"), (Atom, "content")];
    out.first(elements, &texts, "content:encoded");
}

/// `rdf:about` with whatever prefix.
fn about(tag: &str) -> Option<&str> {
    attributes(tag)
        .find(|(name, value)| local(name) == "about" && !value.trim().is_empty())
        .map(|(_, value)| value)
}

fn atom_entry(item: &Item<'_>, out: &mut Document) {
    use Space::{DublinCore, Main, Media};
    let elements = &item.elements;
    out.typed(elements, "title");
    out.first(elements, &[(Main, "id")], "id");
    let is_link = |element: &&Element<'_>| element.is_child && element.space == Main && element.local == "link";
    for link in elements.iter().filter(is_link) {
        out.link(link);
    }
    out.people(elements);
    let published = [
        (Main, "published"),
        (Main, "pubDate"),
        (Main, "issued"),
        (DublinCore, "date"),
        (Main, "created"),
    ];
    out.first(elements, &published, "published");
    out.first(elements, &[(Main, "updated"), (Main, "modified")], "updated");
    if first(elements, &[(Main, "summary")]).is_some() {
        out.typed(elements, "summary");
    } else {
        out.first(elements, &[(Media, "description")], "summary");
    }
    out.typed(elements, "content");
}

/// A document on its way.
struct Document {
    text: String,
    with_bases: bool,
}

impl Document {
    fn attribute(&mut self, name: &str, value: &str) {
        self.text.extend([" ", name, "=\""]);
        mend(value, &mut self.text);
        self.text.push('"');
    }

    fn base(&mut self, tag: &str) {
        if let Some(base) = attribute(tag, "xml:base").filter(|base| self.with_bases && base.len() <= LONGEST_BASE) {
            self.attribute("xml:base", base);
        }
    }

    fn open(&mut self, name: &str, tag: &str, more: &str) {
        self.text.extend(["<", name, " ", more]);
        self.base(tag);
        self.text.push('>');
    }

    fn element(&mut self, name: &str, element: &Element<'_>, more: &str) {
        self.open(name, element.attributes, more);
        mend_inside(element.inside, element.is_mixed, &mut self.text);
        self.text.extend(["</", name, ">"]);
    }

    /// An element from the value of an attribute.
    fn value(&mut self, name: &str, value: &str) {
        self.text.extend(["<", name, ">"]);
        mend(value, &mut self.text);
        self.text.extend(["</", name, ">"]);
    }

    fn first(&mut self, elements: &[Element<'_>], names: &[(Space, &str)], name: &str) {
        if let Some(element) = first(elements, names) {
            self.element(name, element, "");
        }
    }

    /// One of Atom's texts, with what its type says in the words of Atom 1.0.
    fn typed(&mut self, elements: &[Element<'_>], name: &str) {
        let Some(element) = first(elements, &[(Space::Main, name)]) else {
            return;
        };
        let mime = attribute(element.attributes, "type")
            .unwrap_or("text")
            .trim()
            .to_ascii_lowercase();
        let is_base64 = attribute(element.attributes, "mode") == Some("base64");
        let is_text = element.is_mixed || mime.starts_with("text") || is_html(&mime) || name != "content";
        if is_base64 || !is_text {
            return;
        }
        // Markup makes HTML of a text whatever it says; one in XML has its `&amp;` as HTML has them, tags or not.
        let is_html = element.is_mixed || is_html(&mime);
        let is_source = element.is_mixed || mime.contains("xhtml");
        self.open(
            name,
            element.attributes,
            if is_html { "type=\"html\"" } else { "type=\"text\"" },
        );
        mend_inside(element.inside, is_source, &mut self.text);
        self.text.extend(["</", name, ">"]);
    }

    fn link(&mut self, link: &Element<'_>) {
        self.text.push_str("<link");
        self.base(link.attributes);
        for name in ["href", "rel", "type"] {
            if let Some(value) = attribute(link.attributes, name) {
                self.attribute(name, value.trim());
            }
        }
        self.text.push_str("/>");
    }

    fn people(&mut self, elements: &[Element<'_>]) {
        for name in elements.iter().filter(|element| !is_blank(element)) {
            let is_name = !name.is_child && name.local == "name";
            let is_creator = name.is_child && name.space == Space::DublinCore && name.local == "creator";
            if is_name || is_creator {
                self.text.push_str("<author>");
                self.element("name", name, "");
                self.text.push_str("</author>");
            }
        }
    }
}
