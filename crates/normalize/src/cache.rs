//! Rows of articles from run to run: whoever reads a folder again analyses only what is new.
//!
//! What it deliberately does not do: it keeps nothing under a name. An entry's key is the hash of all that its rows are made
//! from: the article, the lexicon, this program.
//!
//! Invariant: the tables are the same bytes with a cache, without one and with a damaged one.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use tidywire_codebook::{Actor, Issue, Table, Value};
use tidywire_ingest::{Key, Store, key};

use crate::rows::ArticleRows;

/// The folder of caches within a folder of tables.
const FOLDER: &str = ".tidywire";

/// What was found in an article, as it goes into the tables.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    pub(crate) language: String,
    pub(crate) tokens: i64,
    pub(crate) rows: ArticleRows,
    pub(crate) issues: Vec<Issue>,
}

/// Both caches of a folder of tables: what was read of pages, what was found in articles.
pub(crate) struct Cache {
    pub(crate) pages: Arc<Store>,
    articles: Store,
}

impl Cache {
    /// Opens the caches below a folder of tables; none where that cannot be done (read-only, in use by another run).
    pub(crate) fn open(tables: &Path, lexicon: &str) -> Option<Self> {
        let folder = tables.join(FOLDER);
        let program = program();
        let stamp = format!("{program} {lexicon}");
        Some(Self {
            pages: Arc::new(Store::open(&folder.join("pages"), &program).ok()?),
            articles: Store::open(&folder.join("articles"), &stamp).ok()?,
        })
    }

    pub(crate) fn get(&self, article: &Key) -> Option<Found> {
        decode(&self.articles.get(article)?)
    }

    pub(crate) fn put(&self, article: Key, found: &Found) {
        self.articles.put(article, &encode(found));
    }

    /// Drops what was not used. That it cannot is no fault of the run.
    pub(crate) fn finish(self) {
        if let Some(pages) = Arc::into_inner(self.pages) {
            let _ = pages.finish();
        }
        let _ = self.articles.finish();
    }
}

/// The key of an article: everything that its rows depend on and that the stamp does not say.
pub(crate) fn article(article_id: &str, source_uri: &str) -> Key {
    key(&[article_id.as_bytes(), source_uri.as_bytes()])
}

/// This build of the program: version, and size and time of its file.
fn program() -> String {
    let file = std::env::current_exe().and_then(std::fs::metadata);
    let build = file.ok().map(|file| {
        let changed = file.modified().ok();
        let since = changed.and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        (file.len(), since.unwrap_or_default().as_nanos())
    });
    format!("{} {build:?}", env!("CARGO_PKG_VERSION"))
}

fn encode(found: &Found) -> Vec<u8> {
    let mut out = Vec::new();
    text(&found.language, &mut out);
    out.extend(found.tokens.to_le_bytes());
    let rows = &found.rows;
    table(&rows.sentences, &mut out);
    table(&rows.mentions, &mut out);
    table(&rows.figures, &mut out);
    table(&rows.actions, &mut out);
    table(&rows.statements, &mut out);
    table(&rows.places, &mut out);
    table(&rows.dates, &mut out);
    table(&rows.actors.values().cloned().collect::<Vec<Actor>>(), &mut out);
    table(&found.issues, &mut out);
    out
}

fn decode(mut bytes: &[u8]) -> Option<Found> {
    let bytes = &mut bytes;
    let language = take_text(bytes)?.to_owned();
    let tokens = i64::from_le_bytes(take(bytes)?);
    let rows = ArticleRows {
        sentences: take_table(bytes)?,
        mentions: take_table(bytes)?,
        figures: take_table(bytes)?,
        actions: take_table(bytes)?,
        statements: take_table(bytes)?,
        places: take_table(bytes)?,
        dates: take_table(bytes)?,
        actors: take_table::<Actor>(bytes)?
            .into_iter()
            .map(|actor| (actor.actor_id.clone(), actor))
            .collect(),
    };
    Some(Found {
        language,
        tokens,
        rows,
        issues: take_table(bytes)?,
    })
}

fn table<T: Table>(rows: &[T], out: &mut Vec<u8>) {
    out.extend((rows.len() as u64).to_le_bytes());
    for value in rows.iter().flat_map(Table::cells) {
        match value {
            Value::Null => out.push(0),
            Value::Text(value) => {
                out.push(1);
                text(value, out);
            }
            Value::Int(value) => {
                out.push(2);
                out.extend(value.to_le_bytes());
            }
            Value::Float(value) => {
                out.push(3);
                out.extend(value.to_le_bytes());
            }
            Value::Date(date) => {
                out.push(4);
                out.extend(date.year().to_le_bytes());
                out.extend(date.month().to_le_bytes());
                out.extend(date.day().to_le_bytes());
            }
            Value::Instant(instant) => {
                out.push(5);
                out.extend(instant.as_nanosecond().to_le_bytes());
            }
        }
    }
}

fn text(text: &str, out: &mut Vec<u8>) {
    out.extend((text.len() as u64).to_le_bytes());
    out.extend(text.as_bytes());
}

fn take_table<T: Table>(bytes: &mut &[u8]) -> Option<Vec<T>> {
    let rows = u64::from_le_bytes(take(bytes)?);
    (0..rows)
        .map(|_| {
            let cells: Option<Vec<Value<'_>>> = (0..T::COLUMNS.len()).map(|_| take_cell(bytes)).collect();
            T::from_cells(&cells?).ok()
        })
        .collect()
}

fn take_cell<'a>(bytes: &mut &'a [u8]) -> Option<Value<'a>> {
    Some(match u8::from_le_bytes(take(bytes)?) {
        0 => Value::Null,
        1 => Value::Text(take_text(bytes)?),
        2 => Value::Int(i64::from_le_bytes(take(bytes)?)),
        3 => Value::Float(f64::from_le_bytes(take(bytes)?)),
        4 => {
            let year = i16::from_le_bytes(take(bytes)?);
            let (month, day) = (i8::from_le_bytes(take(bytes)?), i8::from_le_bytes(take(bytes)?));
            Value::Date(Date::new(year, month, day).ok()?)
        }
        5 => Value::Instant(Timestamp::from_nanosecond(i128::from_le_bytes(take(bytes)?)).ok()?),
        _ => return None,
    })
}

fn take_text<'a>(bytes: &mut &'a [u8]) -> Option<&'a str> {
    let length = usize::try_from(u64::from_le_bytes(take(bytes)?)).ok()?;
    let (text, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    std::str::from_utf8(text).ok()
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_away_comes_back() {
        let mut found = Found {
            language: "en".to_owned(),
            tokens: 7,
            ..Found::default()
        };
        found.rows.figures.push(tidywire_codebook::Figure {
            figure_id: "f".to_owned(),
            value_low: Some(0.1),
            date_start: Date::new(-44, 3, 15).ok(),
            as_of: None,
            ..Default::default()
        });
        found.rows.actors.insert(
            "a".to_owned(),
            Actor {
                actor_id: "a".to_owned(),
                first_published: Date::new(2024, 2, 29).ok(),
                ..Actor::default()
            },
        );
        let bytes = encode(&found);
        let back = decode(&bytes).unwrap();
        assert_eq!((back.language, back.tokens), (found.language, 7));
        assert_eq!(back.rows.figures, found.rows.figures);
        assert_eq!(back.rows.actors, found.rows.actors);
        for cut in 0..bytes.len() {
            assert!(decode(&bytes[..cut]).is_none(), "{cut}");
        }
    }
}
