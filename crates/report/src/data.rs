//! The tables that charts read, as rows; vague words have the numbers of the chosen policy.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use tidywire_codebook::{Action, Actor, Article, Figure, Place, Statement, TABLES, Table};
use tidywire_tables::visit_dir_table;

use crate::Copies;
use crate::vague::VagueWords;

/// What charts may look at.
pub(crate) struct Tables {
    pub(crate) articles: BTreeMap<String, Article>,
    pub(crate) actors: BTreeMap<String, Actor>,
    pub(crate) figures: Vec<Figure>,
    pub(crate) actions: Vec<Action>,
    /// Of every statement.
    pub(crate) speakers: Vec<Speaker>,
    pub(crate) places: Vec<Place>,
    /// Later copies of a story: their rows are not here, unless every copy was to count.
    pub(crate) copies_left_out: usize,
    /// What the numbers of vague words in `figures` follow.
    pub(crate) vague: VagueWords,
}

/// What a statement says of whose it is: all that charts ask of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Speaker {
    /// An actor or a country that is known.
    pub(crate) known: bool,
    /// At least words.
    pub(crate) stated: bool,
}

impl Tables {
    /// Reads them from a folder of published tables. Policy and copies are dealt with here, once, so that no chart can
    /// miss them.
    pub(crate) fn read(dir: &Path, vague: &VagueWords, copies: Copies) -> Result<Self> {
        all_there(dir)?;
        let mut articles = read::<Article>(dir)?;
        let all = articles.len();
        if copies == Copies::Once {
            articles.retain(|article| article.duplicate_of.is_none());
        }
        let copies_left_out = all - articles.len();
        let articles: BTreeMap<String, Article> =
            articles.into_iter().map(|row| (row.article_id.clone(), row)).collect();
        let wanted = |id: &String| copies_left_out == 0 || articles.contains_key(id);
        let mut figures = read_where::<Figure>(dir, |row| wanted(&row.article_id))?;
        let actions = read_where::<Action>(dir, |row| wanted(&row.article_id))?;
        let places = read_where::<Place>(dir, |row| wanted(&row.article_id))?;
        let mut speakers = Vec::new();
        visit::<Statement>(dir, |row| {
            if wanted(&row.article_id) {
                speakers.push(Speaker {
                    known: row.source_actor_id.is_some() || row.source_country.is_some(),
                    stated: row.source_text.is_some(),
                });
            }
        })?;
        figures.iter_mut().for_each(|figure| vague.apply(figure));
        let actors = read::<Actor>(dir)?.into_iter();
        Ok(Self {
            actors: actors.map(|row| (row.actor_id.clone(), row)).collect(),
            articles,
            figures,
            actions,
            speakers,
            places,
            copies_left_out,
            vague: vague.clone(),
        })
    }

    /// Of a data set without rows.
    #[cfg(test)]
    pub(crate) fn nothing() -> Self {
        Self {
            articles: BTreeMap::new(),
            actors: BTreeMap::new(),
            figures: Vec::new(),
            actions: Vec::new(),
            speakers: Vec::new(),
            places: Vec::new(),
            copies_left_out: 0,
            vague: VagueWords::under("floor").expect("a policy of our own"),
        }
    }
}

/// Names every table that is missing, before time goes into reading the others.
fn all_there(dir: &Path) -> Result<()> {
    let missing: Vec<String> = TABLES
        .iter()
        .filter(|table| {
            ["parquet", "csv"]
                .iter()
                .all(|ending| !dir.join(format!("{}.{ending}", table.name)).exists())
        })
        .map(|table| format!("`{}`", table.name))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let plural = if missing.len() == 1 { "" } else { "s" };
    bail!(
        "{}: no such table{plural}: {}\nhint: `tidywire run` writes each as NAME.parquet and NAME.csv; a filtered folder needs them all, empty or not",
        dir.display(),
        missing.join(", ")
    )
}

/// The rows of a table in a folder.
///
/// # Errors
/// When the table is missing or broken.
pub(crate) fn read<T: Table>(dir: &Path) -> Result<Vec<T>> {
    read_where(dir, |_| true)
}

/// Those rows of a table that are wanted; the others never stand in memory together.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_where<T: Table>(dir: &Path, wanted: impl Fn(&T) -> bool) -> Result<Vec<T>> {
    let mut rows = Vec::new();
    visit(dir, |row| {
        if wanted(&row) {
            rows.push(row);
        }
    })?;
    Ok(rows)
}

fn visit<T: Table>(dir: &Path, visit: impl FnMut(T)) -> Result<()> {
    visit_dir_table(dir, visit).with_context(|| format!("cannot read the table `{}`", T::NAME))
}
