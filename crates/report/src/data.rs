//! The tables that charts read, as rows; vague words have the numbers of the chosen policy.
//!
//! Rows of articles that are not among the articles are left out, and counted: a folder may have been filtered.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use jiff::tz::Offset;
use tidywire_codebook::{Action, Actor, Article, Figure, Place, Statement, TABLES, Table};
use tidywire_tables::{TablesError, check_dir_table, visit_dir_rows, visit_dir_table};

use crate::Copies;
use crate::rows::{ActionRow, FigureRow, Names, PlaceRow};
use crate::vague::VagueWords;

/// What charts may look at.
pub(crate) struct Tables {
    /// Without their texts.
    pub(crate) articles: BTreeMap<String, Article>,
    pub(crate) actors: BTreeMap<String, Actor>,
    pub(crate) figures: Vec<FigureRow>,
    pub(crate) actions: Vec<ActionRow>,
    /// Of every statement.
    pub(crate) speakers: Vec<Speaker>,
    pub(crate) places: Vec<PlaceRow>,
    /// Later copies of a story: their rows are not here, unless every copy was to count.
    pub(crate) copies_left_out: usize,
    /// Figures and actions of articles that the table `articles` does not have, which somebody took out: not here either.
    pub(crate) orphans: usize,
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

/// Day of publication, UTC.
pub(crate) fn published(article: &Article) -> Option<Date> {
    article.published_at.map(|at| Offset::UTC.to_datetime(at).date())
}

/// The first and the last day of publication.
pub(crate) fn span<'a>(articles: impl IntoIterator<Item = &'a Article>) -> Option<(Date, Date)> {
    let mut days = articles.into_iter().filter_map(published);
    let first = days.next()?;
    Some(days.fold((first, first), |(first, last), day| (first.min(day), last.max(day))))
}

impl Tables {
    /// Reads them from a folder of published tables. Policy and copies are dealt with here, once, so that no chart can
    /// miss them.
    pub(crate) fn read(dir: &Path, vague: &VagueWords, copies: Copies) -> Result<Self> {
        all_there(dir)?;
        let (mut articles, mut left_out) = (BTreeMap::new(), HashSet::new());
        visit::<Article>(dir, |row| {
            if copies == Copies::Once && row.duplicate_of.is_some() {
                left_out.insert(row.article_id);
            } else {
                let text = String::new();
                articles.insert(row.article_id.clone(), Article { text, ..row });
            }
        })?;
        let mut orphans = 0;
        let mut wanted = |id: &str| {
            let here = articles.contains_key(id);
            orphans += usize::from(!here && !left_out.contains(id));
            here
        };
        let mut names = Names::default();
        let (mut figures, mut actions, mut places, mut speakers) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        visit_of::<Figure>(dir, &mut wanted, |mut row| {
            vague.apply(&mut row);
            figures.push(FigureRow::of(&row, &mut names));
        })?;
        visit_of::<Action>(dir, &mut wanted, |row| actions.push(ActionRow::of(&row, &mut names)))?;
        let wanted = |id: &str| articles.contains_key(id);
        visit_of::<Place>(dir, wanted, |row| places.push(PlaceRow::of(&row, &mut names)))?;
        visit_of::<Statement>(dir, wanted, |row| {
            speakers.push(Speaker {
                known: row.source_actor_id.is_some() || row.source_country.is_some(),
                stated: row.source_text.is_some(),
            });
        })?;
        let actors = read::<Actor>(dir)?.into_iter();
        Ok(Self {
            actors: actors.map(|row| (row.actor_id.clone(), row)).collect(),
            figures,
            actions,
            speakers,
            places,
            copies_left_out: left_out.len(),
            orphans,
            vague: vague.clone(),
            articles,
        })
    }

    /// What to say of rows whose article is not there.
    pub(crate) fn orphaned(&self) -> Option<String> {
        let rows = self.orphans;
        (rows > 0).then(|| {
            format!(
                "{rows} figures and actions are left out, because the table `articles` does not have their articles."
            )
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
            orphans: 0,
            vague: VagueWords::under("floor").expect("a policy of our own"),
        }
    }
}

/// Names every table and column that is missing, before time goes into reading the others.
fn all_there(dir: &Path) -> Result<()> {
    let (mut missing, mut faults) = (Vec::new(), Vec::new());
    for table in TABLES {
        match check_dir_table(dir, table) {
            Ok(()) => {}
            Err(TablesError::Missing { name, .. }) => missing.push(format!("`{name}`")),
            Err(fault) => faults.push(fault.to_string()),
        }
    }
    if !missing.is_empty() {
        let plural = if missing.len() == 1 { "" } else { "s" };
        let message = format!(
            "{}: no such table{plural}: {}\nhint: `tidywire run` writes each as NAME.parquet and NAME.csv; a filtered folder needs them all, empty or not",
            dir.display(),
            missing.join(", ")
        );
        faults.insert(0, message);
    }
    if faults.is_empty() {
        return Ok(());
    }
    bail!("{}", faults.join("\n"))
}

/// The rows of a table in a folder.
///
/// # Errors
/// When the table is missing or broken.
pub(crate) fn read<T: Table>(dir: &Path) -> Result<Vec<T>> {
    let mut rows = Vec::new();
    visit(dir, |row| rows.push(row))?;
    Ok(rows)
}

/// The rows of wanted articles, by their ids; the others never stand in memory.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_of<T: Table>(dir: &Path, wanted: impl FnMut(&str) -> bool) -> Result<Vec<T>> {
    let mut rows = Vec::new();
    visit_of(dir, wanted, |row| rows.push(row))?;
    Ok(rows)
}

fn visit<T: Table>(dir: &Path, visit: impl FnMut(T)) -> Result<()> {
    visit_dir_table(dir, visit).with_context(|| cannot_read(T::NAME))
}

fn visit_of<T: Table>(dir: &Path, wanted: impl FnMut(&str) -> bool, visit: impl FnMut(T)) -> Result<()> {
    visit_dir_rows(dir, Article::article_id, wanted, visit).with_context(|| cannot_read(T::NAME))
}

fn cannot_read(table: &str) -> String {
    format!("cannot read the table `{table}`")
}
