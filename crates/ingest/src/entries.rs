//! Entries of a feed to articles.
//!
//! What it deliberately does not do: it selects nothing from an entry's HTML, and never takes the day of reading for a date.
//!
//! Invariant: every entry ends as an article or as a problem, in the order of the feed.

use crate::article::{Basis, PublishedFrom, RawArticle};
use crate::clean::{clean, one_line};
use crate::feed::{self, Entry};
use crate::options::Options;
use crate::page;
use crate::problem::Problem;
use crate::reader::Item;

/// The items of one feed.
pub(crate) fn items(bytes: &[u8], uri: &str, options: &Options) -> Vec<Item> {
    let (feed, faults) = feed::read(bytes);
    let mut items: Vec<Item> = Vec::new();
    for fault in faults {
        let code = match bytes.trim_ascii().is_empty() {
            true => "empty_file",
            false => "invalid_feed",
        };
        let mut problem = Problem::error(uri, code, fault.message);
        problem.line = fault.line;
        problem.offset = fault.byte_offset;
        items.push(Item::Problem(problem));
    }
    let Some(feed) = feed else { return items };
    for (number, entry) in (1..).zip(feed.entries) {
        items.push(match article(entry, feed.title.as_deref(), uri, options) {
            Ok(article) => Item::Article(article),
            Err(mut problem) => {
                problem.message = format!("entry {number}: {}", problem.message);
                Item::Problem(problem)
            }
        });
    }
    items
}

/// The text is the entry's body; of an entry that has only a title, the title.
fn article(entry: Entry, publisher: Option<&str>, uri: &str, options: &Options) -> Result<RawArticle, Problem> {
    let title = entry.title.as_deref().and_then(|title| match entry.title_is_html {
        true => one_line(&feed::plain(title)),
        false => one_line(title),
    });
    let body = match entry.body {
        Some(html) if entry.body_is_html => page::fragment(&html, uri, options)?,
        body => body.unwrap_or_default(),
    };
    let mut text = clean(&feed::repair_mojibake(&body));
    if text.is_empty() {
        text = title.clone().unwrap_or_default();
    }
    if text.is_empty() {
        return Err(Problem::error(uri, "missing_text", "it has neither text nor title"));
    }
    let dated = entry.published.is_some();
    Ok(RawArticle {
        source_id: entry.id.as_deref().and_then(one_line),
        source_uri: entry
            .link
            .as_deref()
            .and_then(one_line)
            .unwrap_or_else(|| uri.to_owned()),
        title,
        publisher: publisher.and_then(one_line),
        authors: entry.authors.iter().filter_map(|name| one_line(name)).collect(),
        published_at: entry.published,
        published_basis: dated.then_some(Basis::Metadata),
        published_from: dated.then_some(PublishedFrom::Feed),
        text,
    })
}
