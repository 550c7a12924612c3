//! `README.md` of the report: every picture with its caption, how many rows there were, and whose numbers vague words have.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::data::{Tables, span};
use crate::draw::plural;
use crate::origin::Origin;
use crate::{CHARTS_DIR, DARK, PictureFacts};

/// Name of the page.
pub(crate) const FILE: &str = "README.md";

/// The page.
pub(crate) fn page(tables: &Tables, origin: &Origin, pictures: &[PictureFacts], explorer: bool) -> String {
    let mut page = String::from(
        "# Charts\n\nGenerated from the tables by `tidywire report`; edits are lost. Each picture comes as SVG and PNG for light and \
         for dark pages, with its data as CSV. What the columns mean stands in the [codebook](codebook.md).\n\n",
    );
    if explorer {
        page.push_str(
            "[explorer.html](explorer.html) has the articles beside their rows, with search, filters and downloads: open it from disk; \
             it needs no network.\n\n",
        );
    }
    // Writing into a String cannot fail.
    let _ = writeln!(
        page,
        "{}, {}, {}, {}; {}.\n",
        plural(tables.articles.len(), "article"),
        plural(tables.actors.len(), "actor"),
        plural(tables.figures.len(), "figure"),
        plural(tables.actions.len(), "action"),
        plural(pictures.len(), "picture")
    );
    if tables.copies_left_out > 0 {
        let _ = writeln!(
            page,
            "A story counts once: {} later copies of articles are left out (`--each-copy` counts them, too).\n",
            tables.copies_left_out
        );
    }
    if let Some(words) = tables.orphaned() {
        let _ = writeln!(page, "{words}\n");
    }
    for PictureFacts { name, title, .. } in pictures {
        let _ = writeln!(page, "- [{title}](#{})", anchor(title, name));
    }
    page.push('\n');
    push_policy(&mut page, tables);
    push_citation(&mut page, tables, origin);
    for PictureFacts { name, title, caption } in pictures {
        let file = format!("{CHARTS_DIR}/{name}");
        let _ = write!(
            page,
            "## {title}\n\n<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"{file}{DARK}.svg\">\
             <img src=\"{file}.svg\" alt=\"{}\"></picture>\n\n{caption}\n\n\
             [SVG]({file}.svg) · [PNG]({file}.png) · dark [SVG]({file}{DARK}.svg) · [PNG]({file}{DARK}.png) · [data]({file}.csv)\n\n",
            title.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
        );
    }
    page.truncate(page.trim_end().len());
    page.push('\n');
    page
}

/// How to cite the data: what made them, from what, and a digest that tells them from others.
fn push_citation(page: &mut String, tables: &Tables, origin: &Origin) {
    let when = span(tables.articles.values())
        .map_or_else(String::new, |(first, last)| format!(", published {first} to {last}"));
    let lexicon = origin
        .lexicon
        .as_deref()
        .map_or_else(String::new, |digest| format!(", lexicon {}", short(digest)));
    let _ = write!(
        page,
        "## How to cite\n\nName the program, the articles and the tables, and for a number its row (`figure_id`) and claimant:\n\n\
         > {}{lexicon}. Actors, figures, actions and statements in conflict news: {}{when}; vague words: policy {}. \
         Tables sha256:{}.\n\n\
         The digest is of the tables' files, as `tidywire report` read them. The articles belong to their publishers (`articles.publisher`, \
         `articles.source_uri`): cite the article for what it says. Names of places are from GeoNames (CC BY 4.0), outlines of countries from \
         Natural Earth (public domain).\n\n",
        origin.tool(),
        plural(tables.articles.len(), "article"),
        tables.vague.chosen().label(),
        short(&origin.digest)
    );
}

/// The first 16 digits tell digests apart.
fn short(digest: &str) -> &str {
    digest.get(..16).unwrap_or(digest)
}

/// The address of a heading as forges make it: small letters, digits, hyphens for spaces.
fn anchor(title: &str, name: &str) -> String {
    let anchor: String = title
        .to_lowercase()
        .chars()
        .filter_map(|letter| match letter {
            ' ' => Some('-'),
            letter if letter.is_alphanumeric() || matches!(letter, '-' | '_') => Some(letter),
            _ => None,
        })
        .collect();
    if anchor.is_empty() { name.to_owned() } else { anchor }
}

/// The policy with its source, and what it makes of the words that occur.
fn push_policy(page: &mut String, tables: &Tables) {
    let policy = tables.vague.chosen();
    let _ = write!(
        page,
        "Vague words: policy {}. {}. Source: {}. {}\n\n",
        policy.label(),
        policy.title,
        policy.source,
        policy.note
    );
    let words = tables.vague.words(&tables.figures);
    if words.is_empty() {
        return;
    }
    page.push_str("| vague word | stands for | policy | figures |\n|---|---:|---|---:|\n");
    for (word, count) in words {
        let _ = writeln!(page, "| {} | {} | {} | {count} |", word.term, word.value, word.origin);
    }
    page.push('\n');
}

/// Names of the pictures that the page of an earlier report lists.
pub(crate) fn listed(out: &Path) -> Vec<String> {
    let page = fs::read_to_string(out.join(FILE)).unwrap_or_default();
    page.split(&format!("[data]({CHARTS_DIR}/"))
        .skip(1)
        .filter_map(|rest| rest.split_once(".csv)"))
        .map(|(name, _)| name.to_owned())
        // Only names that we give: nothing that leads out of the folder.
        .filter(|name| {
            name.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        })
        .collect()
}
