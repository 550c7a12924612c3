//! The tables that charts read, as rows; vague words have the numbers of the chosen policy.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use tidywire_codebook::{Action, Actor, Article, Figure, Place, Table};
use tidywire_tables::read_dir_table;

use crate::vague::VagueWords;

/// What charts may look at.
pub(crate) struct Tables {
    pub(crate) articles: BTreeMap<String, Article>,
    pub(crate) actors: BTreeMap<String, Actor>,
    pub(crate) figures: Vec<Figure>,
    pub(crate) actions: Vec<Action>,
    pub(crate) places: Vec<Place>,
    /// What the numbers of vague words in `figures` follow.
    pub(crate) vague: VagueWords,
}

impl Tables {
    /// Reads them from a folder of published tables. The policy is applied here, once, so that no chart can miss it.
    pub(crate) fn read(dir: &Path, vague: &VagueWords) -> Result<Self> {
        let articles = read::<Article>(dir)?.into_iter();
        let actors = read::<Actor>(dir)?.into_iter();
        let mut figures = read::<Figure>(dir)?;
        figures.iter_mut().for_each(|figure| vague.apply(figure));
        Ok(Self {
            articles: articles.map(|row| (row.article_id.clone(), row)).collect(),
            actors: actors.map(|row| (row.actor_id.clone(), row)).collect(),
            figures,
            actions: read(dir)?,
            places: read(dir)?,
            vague: vague.clone(),
        })
    }
}

fn read<T: Table>(dir: &Path) -> Result<Vec<T>> {
    read_dir_table(dir).with_context(|| format!("cannot read the table `{}`", T::NAME))
}
