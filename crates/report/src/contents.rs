//! `README.md` of the report: every picture with its caption, how many rows there were, and whose numbers vague words have.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::data::Tables;
use crate::{CHARTS_DIR, PictureFacts};

/// Name of the page.
pub(crate) const FILE: &str = "README.md";

/// The page.
pub(crate) fn page(tables: &Tables, pictures: &[PictureFacts]) -> String {
    let mut page = String::from(
        "# Charts\n\nGenerated from the tables by `tidywire-report`; edits are lost. Each picture comes as SVG and PNG \
         with its data as CSV. What the columns mean stands in the [codebook](codebook.md).\n\n",
    );
    // Writing into a String cannot fail.
    let _ = writeln!(
        page,
        "{} articles, {} actors, {} figures, {} actions; {} pictures.\n",
        tables.articles.len(),
        tables.actors.len(),
        tables.figures.len(),
        tables.actions.len(),
        pictures.len()
    );
    if tables.copies_left_out > 0 {
        let _ = writeln!(
            page,
            "A story counts once: {} later copies of articles are left out (`--each-copy` counts them, too).\n",
            tables.copies_left_out
        );
    }
    push_policy(&mut page, tables);
    for PictureFacts { name, title, caption } in pictures {
        let _ = write!(
            page,
            "## {title}\n\n![{title}]({CHARTS_DIR}/{name}.svg)\n\n{caption}\n\n\
             [SVG]({CHARTS_DIR}/{name}.svg) · [PNG]({CHARTS_DIR}/{name}.png) · [data]({CHARTS_DIR}/{name}.csv)\n\n"
        );
    }
    page.truncate(page.trim_end().len());
    page.push('\n');
    page
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
