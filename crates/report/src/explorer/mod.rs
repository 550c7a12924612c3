//! `explorer.html`: articles beside their rows, tables and charts in one page that needs no network.
//!
//! The page is written in `web/`: markup, styles, scripts without any framework. Here they are put together with the data, which
//! goes in as gzipped JSON, in letters; the browser unpacks it. A Content-Security-Policy with the digests of the one
//! style and the one script lets nothing else run and nothing be fetched.
//!
//! What it deliberately does not do: it judges nothing and shows no row that is not in the tables. Above the number of articles
//! asked for, the newest are in the page, and the page says so.
//!
//! Invariants: the same tables give the same bytes; no byte of an article is ever part of markup.

mod columns;
mod compact;
mod letters;
mod seen;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use flate2::{Compression, GzBuilder};
use serde::Serialize;
use sha2::{Digest, Sha256};
use tidywire_codebook::{
    Action, Article, DateRow, Figure, Issue, Kind, Mention, Place, SentenceRow, Statement, TABLES, Table,
};

use self::columns::Sheet;
use crate::charts::Picture;
use crate::data::{Tables, read, read_of, span};
use crate::draw::plural;
use crate::origin::Origin;

/// Name of the page.
pub(crate) const FILE: &str = "explorer.html";

const MARKUP: &str = include_str!("../../web/explorer.html");
/// In this order.
const STYLES: &[&str] = &[
    include_str!("../../web/base.css"),
    include_str!("../../web/articles.css"),
    include_str!("../../web/reader.css"),
    include_str!("../../web/views.css"),
];
/// In this order, as one script.
const SCRIPTS: &[&str] = &[
    include_str!("../../web/data.js"),
    include_str!("../../web/unpack.js"),
    include_str!("../../web/words.js"),
    include_str!("../../web/filter.js"),
    include_str!("../../web/state.js"),
    include_str!("../../web/facets.js"),
    include_str!("../../web/list.js"),
    include_str!("../../web/reader.js"),
    include_str!("../../web/card.js"),
    include_str!("../../web/rows.js"),
    include_str!("../../web/grid.js"),
    include_str!("../../web/gridcells.js"),
    include_str!("../../web/csv.js"),
    include_str!("../../web/charts.js"),
    include_str!("../../web/about.js"),
    include_str!("../../web/main.js"),
];

#[derive(Serialize)]
struct Data<'a> {
    about: About<'a>,
    codes: BTreeMap<&'static str, BTreeMap<&'static str, &'static str>>,
    tables: Vec<Sheet>,
}

#[derive(Serialize)]
struct About<'a> {
    title: &'a str,
    tool: String,
    lexicon: Option<&'a str>,
    articles_shown: usize,
    articles_in_tables: usize,
    copies_left_out: usize,
    policy: Policy<'a>,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct Policy<'a> {
    label: String,
    title: &'a str,
    note: &'a str,
    source: &'a str,
}

#[derive(Serialize)]
struct Chart<'a> {
    name: &'a str,
    title: &'a str,
    caption: &'a str,
    light: &'a str,
    dark: &'a str,
}

/// The page: articles and rows of `tables` and the other tables in `dir`, and the pictures. At most that many articles.
///
/// # Errors
/// When a table cannot be read.
pub(crate) fn page(dir: &Path, tables: &Tables, origin: &Origin, pictures: &[Picture], most: usize) -> Result<String> {
    let shown = newest(tables, most);
    // With their texts, which the tables for charts are without.
    let articles: Vec<Article> = read_of(dir, |id| shown.contains(id))?;
    let title = title(&articles);
    let policy = tables.vague.chosen();
    let mut notes = vec![
        "One row is one observation. Nothing is merged, summed or guessed; an empty cell means that the text does not say.".to_owned(),
        "Offsets count Unicode code points into the article's text.".to_owned(),
        format!(
            "Not in this page, but in the tables: {}.{}, {}.{}.",
            Mention::NAME,
            Mention::mention_id,
            Statement::NAME,
            Statement::statement_id
        ),
    ];
    if articles.len() < tables.articles.len() {
        notes.push(format!(
            "This page holds the {} newest of {} articles and their rows; the charts are of all of them.",
            articles.len(),
            tables.articles.len()
        ));
    }
    notes.extend(tables.orphaned());
    let data = Data {
        about: About {
            title: &title,
            tool: origin.tool(),
            lexicon: origin.lexicon.as_deref(),
            articles_shown: articles.len(),
            articles_in_tables: tables.articles.len() + tables.copies_left_out,
            copies_left_out: tables.copies_left_out,
            policy: Policy {
                label: policy.label(),
                title: &policy.title,
                note: &policy.note,
                source: &policy.source,
            },
            notes,
        },
        codes: codes(),
        tables: sheets(dir, tables, &articles)?,
    };
    let charts: Vec<_> = pictures
        .iter()
        .map(|picture| Chart {
            name: &picture.name,
            title: &picture.title,
            caption: &picture.caption,
            light: &picture.svg.light,
            dark: &picture.svg.dark,
        })
        .collect();
    let texts: Vec<&str> = articles.iter().map(|article| article.text.as_str()).collect();
    let (style, script) = (STYLES.concat(), script());
    let policy = format!(
        "default-src 'none'; img-src data:; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        BASE64.encode(Sha256::digest(&style)),
        BASE64.encode(Sha256::digest(&script))
    );
    fill(&[
        ("title", &escape(&title)),
        ("csp", &policy),
        ("style", &style),
        ("script", &script),
        ("tables", &packed(&data)?),
        ("texts", &packed(&texts)?),
        ("charts", &packed(&charts)?),
    ])
}

/// The scripts as one, with names of their own.
fn script() -> String {
    format!("(() => {{\n\"use strict\";\n{}}})();\n", SCRIPTS.concat())
}

/// The ids of the newest articles; those without a day are the oldest.
fn newest(tables: &Tables, most: usize) -> BTreeSet<&str> {
    let mut articles: Vec<&Article> = tables.articles.values().collect();
    articles.sort_by_key(|article| std::cmp::Reverse(article.published_at));
    let newest = articles.into_iter().take(most);
    newest.map(|article| article.article_id.as_str()).collect()
}

fn title(articles: &[Article]) -> String {
    let count = plural(articles.len(), "article");
    match span(articles) {
        Some((first, last)) => format!("{count} on armed conflict, {first} to {last}"),
        None => format!("{count} on armed conflict"),
    }
}

/// The rows of the articles that are shown.
fn sheets(dir: &Path, tables: &Tables, articles: &[Article]) -> Result<Vec<Sheet>> {
    let texts: BTreeMap<&str, &str> = articles
        .iter()
        .map(|article| (article.article_id.as_str(), article.text.as_str()))
        .collect();
    let mentions = read_of::<Mention>(dir, |id| texts.contains_key(id))?;
    let named: BTreeSet<&str> = mentions.iter().filter_map(|row| row.actor_id.as_deref()).collect();
    let all = articles.len() == tables.articles.len();
    let actors = tables.actors.values();
    let actors = actors.filter(|actor| all || named.contains(actor.actor_id.as_str()));
    let actors = Sheet::of(actors, &[], &texts);
    let mut figures = read_of::<Figure>(dir, |id| texts.contains_key(id))?;
    figures.iter_mut().for_each(|figure| tables.vague.apply(figure));
    Ok(vec![
        Sheet::of(articles.iter(), &[Article::text], &texts),
        sheet::<SentenceRow>(dir, &[], &texts)?,
        // Hashes cannot be packed; those that no other table names would be an eighth of the page.
        Sheet::of(mentions.iter(), &[Mention::mention_id], &texts),
        actors,
        Sheet::of(figures.iter(), &[], &texts),
        sheet::<Action>(dir, &[], &texts)?,
        sheet::<Statement>(dir, &[Statement::statement_id], &texts)?,
        sheet::<Place>(dir, &[], &texts)?,
        sheet::<DateRow>(dir, &[], &texts)?,
        Sheet::of(read::<Issue>(dir)?.iter(), &[], &texts),
    ])
}

/// The rows of the articles with these texts, without some columns.
fn sheet<T: Table>(dir: &Path, without: &[&str], texts: &BTreeMap<&str, &str>) -> Result<Sheet> {
    let rows = read_of::<T>(dir, |id| texts.contains_key(id))?;
    Ok(Sheet::of(rows.iter(), without, texts))
}

/// What the codes of every closed list mean.
fn codes() -> BTreeMap<&'static str, BTreeMap<&'static str, &'static str>> {
    let lists = TABLES
        .iter()
        .flat_map(|table| table.columns)
        .filter_map(|column| match column.kind {
            Kind::List(list) => Some(list),
            _ => None,
        });
    lists
        .map(|list| {
            (
                list.name,
                list.entries
                    .iter()
                    .map(|entry| (entry.code, entry.description))
                    .collect(),
            )
        })
        .collect()
}

/// JSON, gzipped, in letters.
fn packed(data: &impl Serialize) -> Result<String> {
    // No name and no time: the same data give the same bytes.
    let mut zipped = GzBuilder::new().write(Vec::new(), Compression::default());
    serde_json::to_writer(&mut zipped, data).context("the data of the explorer cannot be written")?;
    zipped.flush()?;
    Ok(letters::encode(&zipped.finish()?))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The markup with every placeholder filled, each once; what is filled in is not looked at again.
fn fill(values: &[(&str, &str)]) -> Result<String> {
    let mut page = String::with_capacity(values.iter().map(|(_, value)| value.len()).sum::<usize>() + MARKUP.len());
    let mut rest = MARKUP;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").context("the page has an open placeholder")?;
        let value = values.iter().find(|(known, _)| *known == name);
        page.push_str(before);
        page.push_str(
            value
                .with_context(|| format!("nothing for the placeholder `{name}`"))?
                .1,
        );
        rest = after;
    }
    page.push_str(rest);
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_style_or_script_ends_its_element() {
        assert!(!STYLES.concat().contains("</style"));
        assert!(!script().contains("</script"));
    }
}
