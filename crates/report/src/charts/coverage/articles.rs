//! Articles over time, publishers, languages, where their days are from, and copies.

use std::collections::BTreeMap;

use anyhow::Result;
use tidywire_codebook::{Article, CodeList, PublishedBasis, Value};
use tidywire_tables::csv_text;

use super::super::Picture;
use super::super::bins::{AXIS, Bins};
use super::section::{HEAD, Section, section, stack};
use crate::data::{Tables, published, span};
use crate::draw::{Anchor, BLUE, Canvas, GRID, INK, MARGIN, MUTED, Scale, Sheet, WIDTH, number, plural};

/// Publishers, and languages, with a line of their own.
const MOST: usize = 10;
const NOT_SAID: &str = "not said";
const BARS: f64 = 120.0;

/// The picture of the articles.
pub(super) fn draw(tables: &Tables) -> Result<Picture> {
    let all: Vec<&Article> = tables.articles.values().collect();
    let days = all.iter().copied().filter_map(published);
    let span = span(all.iter().copied());
    let bins = span.map(|(first, last)| Bins::over(first, last));
    let mut counts = vec![0usize; bins.as_ref().map_or(0, Bins::len)];
    for bin in days.filter_map(|day| bins.as_ref()?.find(day)) {
        counts[bin] += 1;
    }
    let publishers = ranked(all.iter().map(|article| article.publisher.as_deref()), all.len());
    let languages = ranked(all.iter().map(|article| article.language.as_deref()), all.len());
    let kinds = |of: &dyn Fn(&Article) -> Option<&str>| {
        let mut kinds: Vec<&str> = all.iter().filter_map(|article| of(article)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds.len()
    };
    let (of_publishers, dated) = (
        kinds(&|article| article.publisher.as_deref()),
        counts.iter().sum::<usize>(),
    );
    let sections = [
        section("Publishers", "", all.len(), publishers),
        section("Languages", "as ISO 639-1 codes", all.len(), languages),
        basis(&all),
        copies(tables),
    ];
    let title = match span {
        _ if all.is_empty() => "No articles".to_owned(),
        Some((first, last)) => format!(
            "{} of {}, from {first} to {last}",
            plural(all.len(), "article"),
            plural(of_publishers, "publisher")
        ),
        None => format!(
            "{} of {}, without a day of publication",
            plural(all.len(), "article"),
            plural(of_publishers, "publisher")
        ),
    };
    let undated = all.len() - dated;
    let mut caption = format!(
        "n = {}; {} with a day of publication (UTC), {} without, which are in no bar of time.",
        plural(all.len(), "article"),
        number(dated as f64),
        number(undated as f64),
    );
    if tables.copies_left_out > 0 {
        caption.push_str(&format!(
            " Later copies of a story are left out, {} here; no chart shows their rows.",
            number(tables.copies_left_out as f64)
        ));
    }
    let unit = bins.as_ref().map_or("day", |bins| bins.unit.name());
    let lead =
        format!("Articles per {unit} of publication, and where they are from. Bars below are shares of all articles.");
    let sheet = Sheet {
        title: &title,
        lead: &lead,
        caption: &caption,
    };
    let svg = if all.is_empty() {
        sheet.empty("The data set holds no articles.")?
    } else {
        let time = if bins.is_some() { HEAD + BARS + AXIS } else { 0.0 };
        let height = time + sections.iter().map(Section::height).sum::<f64>();
        sheet.draw(height, |canvas, top| {
            if let Some(bins) = &bins {
                over_time(canvas, top, bins, &counts);
            }
            stack(canvas, top + time, &sections);
        })?
    };
    let mut lines: Vec<Vec<Value<'_>>> = Vec::new();
    let starts: Vec<String> = bins
        .iter()
        .flat_map(|bins| (0..bins.len()).map(|bin| bins.start(bin).to_string()))
        .collect();
    for (start, &count) in starts.iter().zip(&counts) {
        lines.push(vec![Value::Text(unit), Value::Text(start), Value::Int(count as i64)]);
    }
    for section in &sections {
        for line in &section.lines {
            let count = Value::Int((line.sure + line.more) as i64);
            lines.push(vec![Value::Text(section.heading), Value::Text(&line.name), count]);
        }
    }
    Ok(Picture {
        name: "articles-coverage".to_owned(),
        data: csv_text(&["section", "name", "articles"], lines.into_iter()),
        svg,
        title,
        caption,
    })
}

/// The most frequent names, then the others together, then what does not say.
fn ranked<'a>(names: impl Iterator<Item = Option<&'a str>>, all: usize) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names.flatten() {
        *counts.entry(name).or_default() += 1;
    }
    let stated: usize = counts.values().sum();
    let mut counts: Vec<_> = counts.into_iter().collect();
    // Stable, so that equal ones stand in order of their names.
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let others = counts.split_off(counts.len().min(MOST));
    let mut lines: Vec<_> = counts
        .into_iter()
        .map(|(name, count)| (name.to_owned(), count))
        .collect();
    if !others.is_empty() {
        let sum = others.iter().map(|(_, count)| count).sum();
        lines.push((format!("{} others", others.len()), sum));
    }
    if stated < all {
        lines.push((NOT_SAID.to_owned(), all - stated));
    }
    lines
}

/// Where the days of publication are from.
fn basis(all: &[&Article]) -> Section {
    let of = |basis: Option<PublishedBasis>| all.iter().filter(|article| article.published_basis == basis).count();
    let mut lines: Vec<_> = PublishedBasis::all()
        .iter()
        .map(|&basis| (basis.code().to_owned(), of(Some(basis))))
        .collect();
    lines.push((NOT_SAID.to_owned(), of(None)));
    lines.retain(|(_, count)| *count > 0);
    section("Day of publication", "where it was found", all.len(), lines)
}

/// First and later copies of stories.
fn copies(tables: &Tables) -> Section {
    let here = tables
        .articles
        .values()
        .filter(|article| article.duplicate_of.is_some())
        .count();
    let first = tables.articles.len() - here;
    let mut lines = vec![("first or only copies".to_owned(), first)];
    if tables.copies_left_out > 0 {
        lines.push(("later copies, left out".to_owned(), tables.copies_left_out));
    }
    if here > 0 {
        lines.push(("later copies, counted, too".to_owned(), here));
    }
    let total = tables.articles.len() + tables.copies_left_out;
    section(
        "Copies of a story",
        "shares of the articles with the copies left out",
        total,
        lines,
    )
}

fn over_time(canvas: &mut Canvas<'_>, top: f64, bins: &Bins, counts: &[usize]) {
    let (left, right, foot) = (MARGIN + 52.0, WIDTH - MARGIN, top + HEAD + BARS);
    let heading = format!("Articles per {}", bins.unit.name());
    canvas.text(&heading, (MARGIN, top + 22.0), 15.0, true, INK, Anchor::Start);
    let most = counts.iter().copied().max().unwrap_or(1);
    let scale = Scale::linear(most as f64, 0.0, BARS);
    let ticks = scale.ticks();
    for &tick in ticks.iter().step_by((ticks.len() - 1).div_ceil(4).max(1)) {
        let y = foot - scale.at(tick);
        canvas.line((left, y), (right, y), GRID, 1);
        canvas.text(&number(tick), (left - 10.0, y), 12.0, false, MUTED, Anchor::End);
    }
    for (bin, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let (from, to) = bins.bar(bin, left, right);
        canvas.rect((from, foot - scale.at(count as f64)), (to, foot), BLUE);
    }
    canvas.line((left, foot), (right, foot), INK, 1);
    bins.axis(canvas, left, right, foot);
}
