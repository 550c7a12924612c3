//! The items of an XML feed, one at a time through feed-rs.
//!
//! What it deliberately does not do: it reads no HTML and follows no link. It never shows feed-rs the feed itself, only
//! what [`write`](super::write) makes of each item, and says why there.
//!
//! Invariant: what feed-rs refuses, or panics on, is one item and one fault.

use std::panic::{AssertUnwindSafe, catch_unwind};

use feed_rs::model;

use super::decode::{Decoded, line_ends};
use super::outline::{self, Family, Item, Outline};
use super::text::{is_html, looks_like_html, one_line, plain, quoted, repair};
use super::write::{self, AT};
use super::{Entry, Fault, Feed, instant};

/// Reads a feed in XML.
pub(super) fn read(decoded: &Decoded<'_>) -> Result<(Feed, Vec<Fault>), Fault> {
    let outline = outline::read(&decoded.text).map_err(|message| Fault {
        line: Some(1),
        byte_offset: Some(0),
        ..Fault::fatal(message)
    })?;
    let reader = Reader { outline: &outline };
    let mut faults = Vec::new();
    let head = reader.parse(None).map_err(|message| {
        faults.push(Fault::item(format!(
            "what the feed says of itself cannot be read: {message}"
        )));
    });
    let head = head.ok();
    let feed_authors = head.as_ref().map_or_else(Vec::new, |head| names(&head.authors));
    let title = head.and_then(|head| head.title).map(|title| plain_title(&title));
    let mut feed = Feed {
        title: title.filter(|title| !title.is_empty()),
        entries: Vec::with_capacity(outline.items.len()),
    };
    let (mut line, mut counted) = (1, 0);
    for item in &outline.items {
        line += line_ends(&decoded.text.as_bytes()[counted..item.at]);
        counted = item.at;
        let read = match &item.broken {
            Some(message) => Err(format!("not well-formed XML: {message}")),
            None => reader.entry(item),
        };
        match read {
            Ok(mut entry) => {
                if entry.authors.is_empty() {
                    entry.authors.clone_from(&feed_authors);
                }
                feed.entries.push(entry);
            }
            Err(message) => faults.push(Fault {
                line: Some(line),
                byte_offset: decoded.byte_offset(item.at),
                ..Fault::item(format!("item skipped: {message}"))
            }),
        }
    }
    if let Some((at, message)) = &outline.cut {
        faults.push(Fault {
            line: Some(decoded.line(*at)),
            byte_offset: decoded.byte_offset(*at),
            ..Fault::item(message.clone())
        });
    }
    Ok((feed, faults))
}

fn plain_title(title: &model::Text) -> String {
    let text = repair(&title.content);
    if is_html(title.content_type.as_ref()) || looks_like_html(&text) {
        plain(&text)
    } else {
        one_line(&text)
    }
}

/// The names of people without their addresses.
fn names(people: &[model::Person]) -> Vec<String> {
    let name = |person: &model::Person| {
        let name = repair(&person.name.as_deref()?.replace(AT, "@"));
        let name = if looks_like_html(&name) { plain(&name) } else { name };
        let is_address = |word: &&str| word.find('@').is_some_and(|at| at > 0);
        let words: Vec<&str> = name.split_whitespace().filter(|word| !is_address(word)).collect();
        let had_address = words.len() < name.split_whitespace().count();
        let name = words.join(" ");
        let bare = name.trim_matches(|char: char| "<>[],;:".contains(char) || had_address && "()".contains(char));
        (!bare.is_empty()).then(|| bare.to_owned())
    };
    people.iter().filter_map(name).collect()
}

/// A feed and what feed-rs makes of its parts.
struct Reader<'a> {
    outline: &'a Outline<'a>,
}

impl<'a> Reader<'a> {
    fn entry(&self, item: &Item<'a>) -> Result<Entry, String> {
        let read = self
            .parse(Some(item))?
            .entries
            .pop()
            .ok_or("feed-rs finds no item in it")?;
        let is_rss = self.outline.family == Family::Rss;
        let id = Some(one_line(&read.id)).filter(|id| !id.is_empty());
        let link = pick_link(&read.links).or_else(|| id.clone().filter(|_| !is_rss));
        let title = read
            .title
            .as_ref()
            .map(|title| (one_line(&repair(&title.content)), title));
        let title = title.filter(|(text, _)| !text.is_empty());
        let title_is_html = title
            .as_ref()
            .is_some_and(|(text, title)| is_html(title.content_type.as_ref()) || is_rss && looks_like_html(text));
        let text = |text: &str| Some(repair(text).trim().to_owned()).filter(|text| !text.is_empty());
        let full = read.content.as_ref().and_then(|content| {
            let body = text(content.body.as_deref()?)?;
            Some((body, is_html(content.content_type.as_ref())))
        });
        let body = full.or_else(|| {
            let summary = read.summary.as_ref()?;
            let body = text(&summary.content)?;
            // feed-rs calls every description HTML. In plain text, lines would run together.
            let is_html = if is_rss {
                looks_like_html(&body)
            } else {
                is_html(summary.content_type.as_ref())
            };
            Some((body, is_html))
        });
        if title.is_none() && id.is_none() && link.is_none() {
            let is_noise = |text: &str| text.contains('\u{fffd}') && !text.contains(char::is_alphanumeric);
            match &body {
                None if item.elements.is_empty() => return Err("it is empty".into()),
                Some((body, _)) if is_noise(body) => return Err(format!("its text is noise: {}", quoted(body))),
                _ => {}
            }
        }
        let (body, body_is_html) = body.map_or((None, false), |(body, is_html)| (Some(body), is_html));
        Ok(Entry {
            id,
            link,
            title: title.map(|(text, _)| text),
            title_is_html,
            authors: names(&read.authors),
            published: read
                .published
                .or(read.updated)
                .and_then(|date| instant(date.timestamp())),
            body,
            body_is_html,
        })
    }

    /// What feed-rs reads in one item, or in what is around the items.
    fn parse(&self, item: Option<&Item<'a>>) -> Result<model::Feed, String> {
        let run = |with_bases: bool| {
            let document = write::document(self.outline, item, with_bases);
            let parser = feed_rs::parser::Builder::new()
                .id_generator(|_, _, _| String::new())
                .build();
            catch_unwind(AssertUnwindSafe(|| parser.parse(document.as_bytes())))
                .map_err(|_panic| "feed-rs failed on it".to_owned())?
                .map_err(|error| error.to_string())
        };
        // A base that is no URI must not cost more than the links that depend on it.
        run(true).or_else(|error| run(false).map_err(|_| error))
    }
}

/// The address that stands for the article among the links of an entry.
fn pick_link(links: &[model::Link]) -> Option<String> {
    let is_alternate = |link: &&model::Link| link.rel.as_deref().is_none_or(|rel| rel == "alternate");
    let is_page = |link: &&model::Link| link.media_type.as_deref().is_none_or(is_html);
    let usable = || links.iter().filter(|link| !link.href.is_empty());
    let best = usable().find(|link| is_alternate(link) && is_page(link));
    let link = best.or_else(|| usable().find(is_alternate))?;
    Some(repair(&link.href))
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_without_addresses() {
        let name = |text: &str| {
            let feed = format!("<rss version='2.0'><channel><item><author>{text}</author></item></channel></rss>");
            let (feed, _) = crate::feed::read(feed.as_bytes());
            feed.unwrap_or_default().entries[0].authors.join("|")
        };
        assert_eq!(name("jonas@x.example (Jonas Große Sundrup)"), "Jonas Große Sundrup");
        assert_eq!(name("Olena Koval &lt;olena@news.example&gt;"), "Olena Koval");
        assert_eq!(name("北方（a@b.example）"), "");
        assert_eq!(name("@velka"), "@velka");
        assert_eq!(name("Reuters (Kyiv)"), "Reuters (Kyiv)");
        assert_eq!(name("a@b.example"), "");
    }
}
