//! News feeds: RSS 0.9 to 2.0, Atom 0.3 and 1.0, JSON Feed, to entries.
//!
//! Bytes become text ([`decode`]). Text that is XML is cut into items by a scanner of our own ([`scan`], [`outline`]);
//! each item is written down again, alone, flat and mended ([`write`]), and goes through feed-rs ([`parse`]). JSON is
//! read by [`json`].
//!
//! What it deliberately does not do: it fetches nothing, opens no entity, reads no HTML, makes up no id, title or date,
//! and does not limit the size of what it is given.
//!
//! Invariant: never panics and never recurses, whatever the bytes; an item that cannot be read costs that item only.
//! Without a feed there is exactly one fault, and it is fatal.

mod decode;
mod json;
mod mojibake;
mod outline;
mod parse;
mod scan;
mod sniff;
mod space;
mod text;
mod write;

pub use mojibake::repair_mojibake;
pub use sniff::looks_like;
pub use text::plain;

/// One item of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What the feed states as its id, guid or `rdf:about`.
    pub id: Option<String>,
    /// Where the article is: the alternate link, else Atom's id (which is a URI, perhaps `urn:uuid:`) or a permanent
    /// guid.
    pub link: Option<String>,
    /// On one line; HTML if `title_is_html`.
    pub title: Option<String>,
    /// Whether tags and character references in the title mean something.
    pub title_is_html: bool,
    /// Names, in the order of the feed; of the feed itself if the entry has none (Atom and JSON Feed say so).
    pub authors: Vec<String>,
    /// The instant of publication in RFC 3339, UTC, whole seconds; that of the last change only if there is no other.
    pub published: Option<String>,
    /// The full text, else the summary, else the description of the medium; never the title.
    pub body: Option<String>,
    /// Whether the body is HTML.
    pub body_is_html: bool,
}

/// A feed that could be read, at least in part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// Plain, on one line.
    pub title: Option<String>,
    /// In the order of the feed.
    pub entries: Vec<Entry>,
}

/// Something that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line, from 1, of the broken item or of the place where reading stopped.
    pub line: Option<u64>,
    /// Byte offset of the same place, where the bytes were UTF-8.
    pub byte_offset: Option<u64>,
    /// What it is, for people.
    pub message: String,
    /// Nothing could be read.
    pub fatal: bool,
}

impl Fault {
    fn fatal(message: impl Into<String>) -> Self {
        Self {
            line: None,
            byte_offset: None,
            message: message.into(),
            fatal: true,
        }
    }

    /// An item is lost, the others are not.
    fn item(message: impl Into<String>) -> Self {
        Self {
            fatal: false,
            ..Self::fatal(message)
        }
    }
}

/// Reads one feed. The caller has checked the size.
pub fn read(bytes: &[u8]) -> (Option<Feed>, Vec<Fault>) {
    let decoded = decode::decode(bytes);
    // A byte order mark may come twice, and blanks before the XML declaration are forgiven.
    let begins = |char: char| char == '\u{feff}' || char.is_whitespace();
    let result = match decoded.text.trim_start_matches(begins).chars().next() {
        None => Err(Fault::fatal("the file is empty")),
        Some('{') => json::read(&decoded),
        Some('<') => parse::read(&decoded),
        Some(_) => Err(Fault::fatal("not a feed: neither XML nor a JSON object")),
    };
    match result {
        Ok((feed, faults)) => (Some(feed), faults),
        Err(fault) => (None, vec![fault]),
    }
}

/// Instants to the form of [`Entry::published`].
fn instant(seconds: i64) -> Option<String> {
    Some(jiff::Timestamp::from_second(seconds).ok()?.to_string())
}
