//! Where the items of an XML feed are, and what is in them.
//!
//! What it deliberately does not do: it reads no values. It knows names, places and namespaces only.
//!
//! Invariant: nothing recurses; time grows with the length of the text, also for hostile nesting. An item whose tags do
//! not match is broken, and no other item with it. Markup inside descriptions need not match.

use std::ops::Range;

use super::scan::{Scanner, Token};
use super::space::{Bindings, Space};
use super::text::{local, quoted};

/// An unfinished comment or CDATA section hides all that follows. So often the search for the next item goes on.
const MOST_RESTARTS: usize = 32;
/// How far up an end tag looks for its start tag, besides the item and the elements right in it.
const LOOK_BACK: usize = 64;
/// A prefix of a namespace with its bracket and colon, when the next item is looked for.
const LONGEST_PREFIX: usize = 20;

/// Which of the two ways to write a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Rss,
    Atom,
}

/// An element that may say something about an item or the feed.
#[derive(Clone, Debug)]
pub(super) struct Element<'a> {
    pub(super) space: Space,
    pub(super) local: &'a str,
    pub(super) attributes: &'a str,
    pub(super) inside: &'a str,
    /// Whether there are tags inside.
    pub(super) is_mixed: bool,
    /// The name of a person is two levels below the item, a medium's description at any.
    pub(super) is_child: bool,
}

/// What stands between the tags of one item.
#[derive(Clone, Debug, Default)]
pub(super) struct Item<'a> {
    pub(super) at: usize,
    pub(super) attributes: &'a str,
    pub(super) elements: Vec<Element<'a>>,
    /// Why it is not well formed.
    pub(super) broken: Option<String>,
}

/// A feed taken apart.
#[derive(Clone, Debug)]
pub(super) struct Outline<'a> {
    pub(super) family: Family,
    /// The attributes of the root and of the channel.
    pub(super) outer: [&'a str; 2],
    /// What is not in an item.
    pub(super) head: Vec<Element<'a>>,
    pub(super) items: Vec<Item<'a>>,
    /// Where and why the text ends too early, unless an item says so.
    pub(super) cut: Option<(usize, String)>,
}

struct Open<'a> {
    name: &'a str,
    attributes: &'a str,
    space: Space,
    /// Where its inside begins.
    inside: usize,
    is_mixed: bool,
    /// How many namespaces were bound outside of it.
    bindings: usize,
}

struct Walk<'a> {
    text: &'a str,
    family: Family,
    open: Vec<Open<'a>>,
    bindings: Bindings<'a>,
    /// The item being read and its place in `open`.
    item: Option<(Item<'a>, usize)>,
    channel: bool,
    outline: Outline<'a>,
}

/// Takes a text apart, unless it is no feed.
pub(super) fn read(text: &str) -> Result<Outline<'_>, String> {
    let mut scanner = Scanner::new(text, 0);
    let root = scanner.clone().find_map(|token| match token {
        Token::Start { name, .. } => Some(Ok(name)),
        Token::Cut => Some(Err("not well-formed XML: cut off before its first element".to_owned())),
        _ => None,
    });
    let root = root.unwrap_or_else(|| Err("XML without any element".into()))?;
    let family = match local(root) {
        "feed" | "entry" => Family::Atom,
        name if name.eq_ignore_ascii_case("rss") || name.eq_ignore_ascii_case("rdf") => Family::Rss,
        _ => return Err(format!("XML, but not a feed: its root is {}", quoted(root))),
    };
    let mut walk = Walk {
        text,
        family,
        open: Vec::new(),
        bindings: Bindings::default(),
        item: None,
        channel: family == Family::Atom,
        outline: Outline {
            family,
            outer: [""; 2],
            head: Vec::new(),
            items: Vec::new(),
            cut: None,
        },
    };
    let (mut restarts, mut ended) = (0, false);
    loop {
        let start = scanner.at;
        match scanner.next() {
            Some(Token::Start {
                name,
                attributes,
                is_empty,
            }) => {
                walk.start(name, attributes, start, scanner.at);
                if is_empty {
                    walk.end(name, scanner.at);
                }
            }
            Some(Token::End { name }) => walk.end(name, start),
            Some(Token::Cut) => match walk.next_item(start).filter(|_| restarts < MOST_RESTARTS) {
                Some(next) => {
                    restarts += 1;
                    walk.give_up(start);
                    scanner = Scanner::new(text, next);
                }
                None => {
                    ended = true;
                    walk.finish(start);
                }
            },
            Some(_) => {}
            None => {
                if !ended {
                    walk.finish(text.len());
                }
                break;
            }
        }
    }
    if walk.channel || !walk.outline.items.is_empty() {
        Ok(walk.outline)
    } else {
        Err(format!("<{root}> without a channel or an item"))
    }
}

impl<'a> Walk<'a> {
    fn start(&mut self, name: &'a str, tag: &'a str, at: usize, inside: usize) {
        let bindings = self.bindings.len();
        let depth = self.open.len();
        self.bindings.bind(tag, depth == 0);
        let space = match (self.family, self.bindings.space(name)) {
            (Family::Atom, Space::Atom) => Space::Main,
            (_, space) => space,
        };
        let local_name = local(name);
        let is_main = space == Space::Main;
        match depth {
            0 if self.outline.items.is_empty() => self.outline.outer[0] = tag,
            1 if is_main && local_name == "channel" => {
                self.channel = true;
                self.outline.outer[1] = tag;
            }
            _ => {}
        }
        if is_main && self.begins_item(local_name, depth) {
            self.finish_item(Some("it does not end before the next one".into()));
            let item = Item {
                at,
                attributes: tag,
                ..Item::default()
            };
            self.item = Some((item, self.open.len()));
        } else if let Some(child) = self.child() {
            self.open[child].is_mixed = true;
        }
        self.open.push(Open {
            name,
            attributes: tag,
            space,
            inside,
            is_mixed: false,
            bindings,
        });
    }

    /// The element right in the item (or right in the channel) that is open.
    fn child(&self) -> Option<usize> {
        let within = self.item.as_ref().map_or(self.head_depth(), |(_, item)| item + 1);
        (within < self.open.len()).then_some(within)
    }

    /// The depth of elements that speak of the feed.
    fn head_depth(&self) -> usize {
        let in_channel = self.open.get(1).is_some_and(|open| local(open.name) == "channel");
        1 + usize::from(self.family == Family::Rss && in_channel)
    }

    fn begins_item(&self, name: &str, depth: usize) -> bool {
        let expected = if self.family == Family::Atom { "entry" } else { "item" };
        if name != expected {
            return false;
        }
        let Some((_, item)) = &self.item else {
            // At any depth: an element before it may not have ended.
            return depth > 0 || self.family == Family::Atom;
        };
        // The item before does not end. (In a text, it may be an element of another language.)
        self.open.get(item + 1).is_none_or(|child| !is_text(local(child.name)))
    }

    fn end(&mut self, name: &'a str, at: usize) {
        let top = self.open.len();
        let item = self.item.as_ref().map(|(_, item)| *item);
        let floor = item.unwrap_or(0);
        let near = (top.saturating_sub(LOOK_BACK).max(floor)..top).rev();
        let mut candidates = near.chain((floor..top.min(floor + 2)).rev());
        let found = candidates.find(|&place| self.open[place].name == name);
        // What stands in a text need not match: it is taken as HTML.
        let is_in_text = self.child().is_some_and(|child| is_text(local(self.open[child].name)));
        let Some(place) = found else {
            if !is_in_text {
                self.broken(|| format!("</{name}> without its start"));
            }
            return;
        };
        if place + 1 < top && (Some(place) == item || !is_in_text) {
            let missing = self.open[top - 1].name;
            self.broken(|| format!("</{name}> where </{missing}> is expected"));
        }
        self.open.truncate(place + 1);
        let Some(open) = self.open.pop() else { return };
        self.bindings.truncate(open.bindings);
        if Some(place) == item {
            self.finish_item(None);
        } else {
            self.closed(&open, place, at);
        }
    }

    fn broken(&mut self, why: impl FnOnce() -> String) {
        if let Some((item, _)) = &mut self.item {
            item.broken.get_or_insert_with(why);
        }
    }

    /// Keeps an element that ended if it says something.
    fn closed(&mut self, open: &Open<'a>, place: usize, end: usize) {
        let level = match &self.item {
            Some((_, item)) => place.saturating_sub(item + 1),
            None if place >= self.head_depth() => place - self.head_depth(),
            None => usize::MAX,
        };
        let name = local(open.name);
        let is_name =
            level == 1 && name == "name" && self.open.last().is_some_and(|above| local(above.name) == "author");
        let is_medium = open.space == Space::Media && name == "description" && self.item.is_some();
        let is_child = level == 0;
        if !is_child && !is_name && !is_medium {
            return;
        }
        let range: Range<usize> = open.inside.min(end)..end;
        let element = Element {
            space: open.space,
            local: name,
            attributes: open.attributes,
            inside: &self.text[range],
            is_mixed: open.is_mixed,
            is_child,
        };
        match &mut self.item {
            Some((item, _)) => item.elements.push(element),
            None => self.outline.head.push(element),
        }
    }

    /// Ends the open item, if there is one.
    fn finish_item(&mut self, broken: Option<String>) {
        if let Some((mut item, place)) = self.item.take() {
            item.broken = item.broken.or(broken);
            let outside = self.open.get(place).map(|open| open.bindings);
            self.open.truncate(place);
            self.bindings.truncate(outside.unwrap_or(self.bindings.len()));
            self.outline.items.push(item);
        }
    }

    fn finish(&mut self, at: usize) {
        if self.item.is_some() {
            self.finish_item(Some("the feed is cut off in it".into()));
        } else if let Some(open) = self.open.first() {
            self.outline.cut = Some((at, format!("the feed is cut off: </{}> is missing", open.name)));
        }
    }

    /// Markup that does not end costs the open item; without one, what stands before the next.
    fn give_up(&mut self, at: usize) {
        if self.item.is_some() {
            self.finish_item(Some("a tag, comment or CDATA section in it does not end".into()));
        } else {
            self.outline.cut = Some((at, "a tag, comment or CDATA section does not end".into()));
            self.open.truncate(self.head_depth());
        }
    }

    /// Where the next item seems to begin, given where unfinished markup does.
    fn next_item(&self, at: usize) -> Option<usize> {
        let at = self.item.as_ref().map_or(at, |(item, _)| item.at);
        let name = if self.family == Family::Atom { "entry" } else { "item" };
        let ends = |char: char| char.is_ascii_whitespace() || char == '>';
        let text = self.text;
        text[at + 1..]
            .match_indices(name)
            .map(|(found, _)| at + 1 + found)
            .filter(|&found| text[found + name.len()..].starts_with(ends))
            .find_map(|found| {
                // Only a prefix may stand between the name and its bracket.
                let from = found.saturating_sub(LONGEST_PREFIX).max(at + 1);
                let before = &text.as_bytes()[from..found];
                let bracket = before.iter().rposition(|&byte| byte == b'<')?;
                let prefix = &before[bracket + 1..];
                let is_prefix = prefix.is_empty() || prefix.ends_with(b":") && !prefix.contains(&b' ');
                is_prefix.then_some(from + bracket)
            })
    }
}

/// Elements whose inside is text for readers, sometimes with unescaped HTML.
fn is_text(name: &str) -> bool {
    matches!(name, "description" | "encoded" | "content" | "summary" | "body" | "div")
}
