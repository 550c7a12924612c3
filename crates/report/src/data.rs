//! The tables that charts read, as rows.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use tidywire_codebook::{Action, Actor, Article, Figure, Table};
use tidywire_tables::read_dir_table;

/// What charts may look at.
pub(crate) struct Tables {
    pub(crate) articles: BTreeMap<String, Article>,
    pub(crate) actors: BTreeMap<String, Actor>,
    pub(crate) figures: Vec<Figure>,
    pub(crate) actions: Vec<Action>,
}

impl Tables {
    /// Reads them from a folder of published tables.
    pub(crate) fn read(dir: &Path) -> Result<Self> {
        let articles = read::<Article>(dir)?.into_iter();
        let actors = read::<Actor>(dir)?.into_iter();
        Ok(Self {
            articles: articles.map(|row| (row.article_id.clone(), row)).collect(),
            actors: actors.map(|row| (row.actor_id.clone(), row)).collect(),
            figures: read(dir)?,
            actions: read(dir)?,
        })
    }
}

fn read<T: Table>(dir: &Path) -> Result<Vec<T>> {
    read_dir_table(dir).with_context(|| format!("cannot read the table `{}`", T::NAME))
}
