//! All tables of one data set.

use std::fs;
use std::path::{Path, PathBuf};

use tidywire_codebook::{
    Action, Actor, Article, DateRow, Figure, Issue, Mention, Place, SentenceRow, Statement, TABLES,
};

use crate::package::write_package;
use crate::{Provenance, TableWriter, TablesError, Written};

/// Rows of all tables: of one article, of several in order, or of none (actors and issues at the end).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// Articles.
    pub articles: Vec<Article>,
    /// Sentences.
    pub sentences: Vec<SentenceRow>,
    /// Mentions of actors.
    pub mentions: Vec<Mention>,
    /// Actors; at any time, but each once.
    pub actors: Vec<Actor>,
    /// Figures.
    pub figures: Vec<Figure>,
    /// Actions.
    pub actions: Vec<Action>,
    /// Statements.
    pub statements: Vec<Statement>,
    /// Place mentions.
    pub places: Vec<Place>,
    /// Time expressions.
    pub dates: Vec<DateRow>,
    /// Issues; at any time.
    pub issues: Vec<Issue>,
}

/// Writes all tables and the data package. Dropped without [`TablesWriter::finish`], it leaves nothing behind.
pub struct TablesWriter {
    dir: PathBuf,
    provenance: Provenance,
    articles: TableWriter<Article>,
    sentences: TableWriter<SentenceRow>,
    mentions: TableWriter<Mention>,
    actors: TableWriter<Actor>,
    figures: TableWriter<Figure>,
    actions: TableWriter<Action>,
    statements: TableWriter<Statement>,
    places: TableWriter<Place>,
    dates: TableWriter<DateRow>,
    issues: TableWriter<Issue>,
}

impl TablesWriter {
    /// Starts all tables in `dir`, which is made if need be.
    ///
    /// # Errors
    /// When the folder or a file cannot be made.
    pub fn create(dir: &Path, provenance: &Provenance) -> Result<Self, TablesError> {
        fs::create_dir_all(dir).map_err(TablesError::io(dir))?;
        remove_stale(dir).map_err(TablesError::io(dir))?;
        Ok(Self {
            dir: dir.to_owned(),
            provenance: provenance.clone(),
            articles: TableWriter::create(dir, provenance)?,
            sentences: TableWriter::create(dir, provenance)?,
            mentions: TableWriter::create(dir, provenance)?,
            actors: TableWriter::create(dir, provenance)?,
            figures: TableWriter::create(dir, provenance)?,
            actions: TableWriter::create(dir, provenance)?,
            statements: TableWriter::create(dir, provenance)?,
            places: TableWriter::create(dir, provenance)?,
            dates: TableWriter::create(dir, provenance)?,
            issues: TableWriter::create(dir, provenance)?,
        })
    }

    /// Adds rows. Over the calls, `article_id` must ascend; within a call any order will do.
    ///
    /// # Errors
    /// As [`TableWriter::append`].
    pub fn append(&mut self, rows: Rows) -> Result<(), TablesError> {
        self.articles.append(rows.articles)?;
        self.sentences.append(rows.sentences)?;
        self.mentions.append(rows.mentions)?;
        self.actors.append(rows.actors)?;
        self.figures.append(rows.figures)?;
        self.actions.append(rows.actions)?;
        self.statements.append(rows.statements)?;
        self.places.append(rows.places)?;
        self.dates.append(rows.dates)?;
        self.issues.append(rows.issues)
    }

    /// Completes all tables, puts them in their places, and last of all the data package, in which the files'
    /// hashes show whether they belong together.
    ///
    /// # Errors
    /// As [`TableWriter::append`].
    pub fn finish(self) -> Result<Vec<Written>, TablesError> {
        // All are complete before the first is published: a full disk must not leave a mixture of old and new.
        let complete = vec![
            self.articles.complete()?,
            self.sentences.complete()?,
            self.mentions.complete()?,
            self.actors.complete()?,
            self.figures.complete()?,
            self.actions.complete()?,
            self.statements.complete()?,
            self.places.complete()?,
            self.dates.complete()?,
            self.issues.complete()?,
        ];
        let written = complete
            .into_iter()
            .map(|table| table.publish())
            .collect::<Result<Vec<_>, _>>()?;
        write_package(&self.dir, &self.provenance, &written)?;
        Ok(written)
    }
}

/// Removes what a killed run left in the folder: files on their way, by the names that [`crate::aside`] gives them. (Two runs
/// into one folder at a time make no sense; the earlier one fails then.)
fn remove_stale(dir: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let stale = name.strip_suffix(".tmp").and_then(|name| name.rsplit_once('.'));
        let ours = stale.is_some_and(|(target, process)| {
            let table = target.split('.').next().unwrap_or_default();
            let known = TABLES.iter().any(|known| known.name == table) || target == crate::PACKAGE_FILE;
            known && process.bytes().all(|byte| byte.is_ascii_digit())
        });
        if ours {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
