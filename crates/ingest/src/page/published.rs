//! When a page was published: the first statement of it, from the one made for programs to the one made for people.
//!
//! Order: linked data of an article, OpenGraph, `meta` elements, elements marked as the date, the address, a dateline
//! that is marked up as such.
//!
//! What it deliberately does not do: it takes no date of a change, of a comment or of another article, and never today's.
//!
//! Invariant: whatever is returned, [`date::instant`] or [`date::day`] understands.

use serde_json::Value;

use super::prune::is_linked_data;
use super::tree::{Kind, ROOT, Tree};
use crate::article::{Basis, PublishedFrom};
use crate::date;

/// A date with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Published {
    pub(super) instant: String,
    pub(super) basis: Basis,
    pub(super) from: PublishedFrom,
}

/// Types of linked data that are an article, the surest first.
const ARTICLE_TYPES: [&[&str]; 2] = [
    &[
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "Report",
        "OpinionNewsArticle",
    ],
    &["WebPage", "VideoObject", "MediaObject"],
];

const OPEN_GRAPH: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "og:pubdate",
];

/// Names of `meta` elements that state the day of publication, the surest first.
const META: &[&str] = &[
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "publish-date",
    "publish_date",
    "publishdate",
    "publication_date",
    "publicationdate",
    "pubdate",
    "publishtime",
    "originalpublicationdate",
    "article_date_original",
    "iso-8601-publish-date",
    "cxenseparse:recs:publishtime",
    "shareaholic:article_published_time",
    "bt:pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "dcterms.created",
    "citation_date",
    "citation_publication_date",
    "displaydate",
    "date",
    "created",
    "datecreated",
];

/// Words in the class or id of an element that holds the day of publication.
const MARKS: &[&str] = &[
    "publish",
    "pubdate",
    "dateline",
    "date-line",
    "posted",
    "timestamp",
    "byline",
    "date",
    "meta",
];

/// Longest text of an element that is a dateline.
const DATELINE_CHARS: usize = 120;

/// Finds the date; `address` is where the page was fetched from, if known. Also the statement that was not understood.
pub(super) fn find(tree: &Tree, address: Option<&str>) -> (Option<Published>, Option<String>) {
    let mut misread = None;
    let mut understood = |stated: Vec<String>, from: PublishedFrom| {
        stated.into_iter().find_map(|stated| match date::instant(&stated) {
            Some(instant) => Some(Published {
                instant,
                basis: Basis::Metadata,
                from,
            }),
            None => {
                misread.get_or_insert(stated);
                None
            }
        })
    };
    let found = understood(linked_data(tree), PublishedFrom::JsonLd)
        .or_else(|| understood(meta(tree, "property", OPEN_GRAPH), PublishedFrom::OpenGraph))
        .or_else(|| {
            let named = ["name", "itemprop", "property"].into_iter();
            understood(
                named.flat_map(|key| meta(tree, key, META)).collect(),
                PublishedFrom::Meta,
            )
        })
        .or_else(|| understood(marked(tree), PublishedFrom::TimeElement))
        .or_else(|| {
            let addresses = address.map(str::to_owned).into_iter().chain(own_addresses(tree));
            by_day(
                addresses.filter_map(|address| date::in_address(&address)),
                Basis::Url,
                PublishedFrom::Url,
            )
        })
        .or_else(|| by_day(datelines(tree).into_iter(), Basis::Text, PublishedFrom::Text));
    let misread = misread.filter(|_| found.is_none());
    (found, misread)
}

fn by_day(mut days: impl Iterator<Item = String>, basis: Basis, from: PublishedFrom) -> Option<Published> {
    days.next().map(|instant| Published { instant, basis, from })
}

/// `datePublished` of the articles in linked data.
fn linked_data(tree: &Tree) -> Vec<String> {
    let scripts = tree.walk().filter(|&node| is_linked_data(tree, node));
    let data: Vec<Value> = scripts
        .filter_map(|script| serde_json::from_str(tree.text(script).trim()).ok())
        .collect();
    let mut stated = Vec::new();
    for types in ARTICLE_TYPES {
        for key in ["datePublished", "dateCreated"] {
            let mut open: Vec<&Value> = data.iter().rev().collect();
            while let Some(value) = open.pop() {
                match value {
                    Value::Array(list) => open.extend(list.iter().rev()),
                    Value::Object(fields) => {
                        let is = |kind: &Value| kind.as_str().is_some_and(|kind| types.contains(&kind));
                        let kind = fields.get("@type");
                        let listed = kind.and_then(Value::as_array).is_some_and(|list| list.iter().any(is));
                        if listed || kind.is_some_and(is) {
                            stated.extend(fields.get(key).and_then(Value::as_str).map(str::to_owned));
                        }
                        // What an article is part of or mentions has dates of its own.
                        open.extend(
                            ["@graph", "mainEntity", "mainEntityOfPage"]
                                .iter()
                                .filter_map(|key| fields.get(*key)),
                        );
                    }
                    _ => {}
                }
            }
        }
    }
    stated.retain(|text| !text.trim().is_empty());
    stated
}

/// Contents of the `meta` elements with these names, in the order of the names.
fn meta(tree: &Tree, key: &str, names: &[&str]) -> Vec<String> {
    let mut found: Vec<(usize, String)> = tree
        .walk()
        .filter(|&node| tree.tag(node) == "meta")
        .filter_map(|node| {
            let name = tree.attribute(node, key)?.trim().to_ascii_lowercase();
            let rank = names.iter().position(|known| *known == name)?;
            let content = tree.attribute(node, "content")?.trim();
            (!content.is_empty()).then(|| (rank, content.to_owned()))
        })
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, content)| content).collect()
}

/// Elements that say that they hold the date: `itemprop=datePublished`, then `time` elements of the article.
fn marked(tree: &Tree) -> Vec<String> {
    let value = |node: u32| {
        let stated = tree
            .attribute(node, "datetime")
            .or_else(|| tree.attribute(node, "content"));
        stated.map_or_else(|| tree.text(node), str::to_owned)
    };
    let own = |node: &u32| !within(tree, *node, &["aside", "nav", "footer"]) && !in_comment(tree, *node);
    let properties = tree.walk().filter(|&node| {
        tree.attribute(node, "itemprop")
            .is_some_and(|property| property.contains("datePublished"))
    });
    let times = || {
        tree.walk()
            .filter(|&node| tree.tag(node) == "time" && tree.attribute(node, "datetime").is_some())
            .filter(own)
    };
    let of_change =
        |node: u32| marks(tree, node).any(|mark| ["updated", "modified"].iter().any(|word| mark.contains(word)));
    let published = times().filter(|&node| marks(tree, node).any(|mark| mark.contains("publish")));
    let first = times().filter(|&node| !of_change(node)).take(1);
    let list = properties.chain(published).chain(first).map(value);
    list.map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
        .collect()
}

/// Addresses that the page states as its own.
fn own_addresses(tree: &Tree) -> Vec<String> {
    let links = tree.walk().filter(|&node| {
        tree.tag(node) == "link"
            && tree
                .attribute(node, "rel")
                .is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"))
    });
    let links = links.filter_map(|node| tree.attribute(node, "href")).map(str::to_owned);
    links.chain(meta(tree, "property", &["og:url"])).collect()
}

/// Days in short texts that are marked as a date or byline, before and in the article.
fn datelines(tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    for mark in MARKS {
        let marked = tree.walk().filter(|&node| {
            matches!(tree.kind(node), Kind::Element(..))
                && !matches!(tree.tag(node), "body" | "html" | "meta" | "link" | "script" | "style")
                && marks(tree, node).any(|own| own.contains(mark))
                && !within(tree, node, &["aside", "nav", "footer"])
                && !in_comment(tree, node)
        });
        for node in marked {
            let text = tree.text(node);
            if text
                .chars()
                .take(DATELINE_CHARS * 4)
                .filter(|char| !char.is_whitespace())
                .count()
                <= DATELINE_CHARS
            {
                found.extend(date::in_text(&text));
            }
        }
        if !found.is_empty() {
            break;
        }
    }
    found
}

/// Class and id, in lower case.
fn marks(tree: &Tree, node: u32) -> impl Iterator<Item = String> {
    ["class", "id"]
        .into_iter()
        .filter_map(move |key| tree.attribute(node, key))
        .map(str::to_ascii_lowercase)
}

fn above(tree: &Tree, node: u32) -> impl Iterator<Item = u32> {
    std::iter::successors(tree.parent(node), |&node| tree.parent(node)).take_while(|&node| node != ROOT)
}

fn within(tree: &Tree, node: u32, tags: &[&str]) -> bool {
    above(tree, node).any(|node| tags.contains(&tree.tag(node)))
}

fn in_comment(tree: &Tree, node: u32) -> bool {
    let beside = [
        "comment",
        "related",
        "sidebar",
        "recommend",
        "most-read",
        "trending",
        "footer",
    ];
    std::iter::once(node)
        .chain(above(tree, node))
        .filter(|&node| !matches!(tree.tag(node), "body" | "html"))
        .any(|node| marks(tree, node).any(|mark| beside.iter().any(|word| mark.contains(word))))
}
