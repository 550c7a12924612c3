//! Articles set aside on disk between reading and analysis.
//!
//! Tables are sorted by `article_id`, which is known only once an article is read. So articles go to a
//! temporary file first; what stays in memory is an id, an offset and a sketch of the text each.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};

use anyhow::Context as _;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tidywire_ingest::RawArticle;
use tidywire_stories::Sketch;

use crate::ids::id;

/// An article as it lies in the spool.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Spooled {
    pub(crate) article_id: String,
    pub(crate) source_id: Option<String>,
    pub(crate) source_uri: String,
    pub(crate) title: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) published_at: Option<String>,
    pub(crate) published_basis: Option<String>,
    pub(crate) published_from: Option<String>,
    pub(crate) text: String,
}

impl Spooled {
    /// The id comes from what the article says of itself, never from the folder it lies in: the same
    /// article has the same id wherever it was read from.
    pub(crate) fn new(raw: RawArticle) -> Self {
        let given = |value: &Option<String>| value.clone().unwrap_or_default();
        let article_id = id(&[
            "article",
            &given(&raw.source_id),
            &given(&raw.publisher),
            &given(&raw.published_at),
            &given(&raw.title),
            &raw.text,
        ]);
        Self {
            article_id,
            source_id: raw.source_id,
            source_uri: raw.source_uri,
            title: raw.title,
            publisher: raw.publisher,
            authors: raw.authors,
            published_at: raw.published_at,
            published_basis: raw.published_basis.map(|basis| basis.code().to_owned()),
            published_from: raw.published_from.map(|from| from.code().to_owned()),
            text: raw.text,
        }
    }
}

/// Where an article lies, and what is needed of it before it is taken up.
struct Entry {
    article_id: String,
    offset: u64,
    length: usize,
    published: Option<Timestamp>,
    /// Until it is taken out.
    sketch: Option<Sketch>,
}

/// The spool: written once, then read in the order of ids.
pub(crate) struct Spool {
    file: BufWriter<File>,
    at: u64,
    entries: Vec<Entry>,
}

/// An article made ready for the spool.
pub(crate) struct Packed {
    article_id: String,
    bytes: Vec<u8>,
    published: Option<Timestamp>,
    sketch: Sketch,
}

impl Packed {
    /// What takes time about it; done on all cores.
    pub(crate) fn new(raw: RawArticle) -> anyhow::Result<Self> {
        let article = Spooled::new(raw);
        Ok(Self {
            bytes: serde_json::to_vec(&article).context("cannot set an article aside")?,
            published: article.published_at.as_deref().and_then(|text| text.parse().ok()),
            sketch: Sketch::of(&article.text),
            article_id: article.article_id,
        })
    }
}

impl Spool {
    pub(crate) fn new() -> anyhow::Result<Self> {
        let file = tempfile::tempfile().context("cannot make a temporary file")?;
        Ok(Self {
            file: BufWriter::with_capacity(1 << 20, file),
            at: 0,
            entries: Vec::new(),
        })
    }

    pub(crate) fn push(&mut self, article: Packed) -> anyhow::Result<()> {
        let length = article.bytes.len();
        self.file
            .write_all(&article.bytes)
            .context("cannot set an article aside")?;
        self.entries.push(Entry {
            article_id: article.article_id,
            offset: self.at,
            length,
            published: article.published,
            sketch: Some(article.sketch),
        });
        self.at += length as u64;
        Ok(())
    }

    /// All articles sorted by id, and the ids that came more than once (each is kept once).
    pub(crate) fn sorted(mut self) -> anyhow::Result<(Sorted, Vec<String>)> {
        // Of those that came more than once the spool keeps one, whose address is the first in order: any order of the
        // input gives the same one.
        let mut file = BufReader::new(self.file.into_inner().context("cannot set articles aside")?);
        self.entries
            .sort_by(|one, other| (&one.article_id, one.offset).cmp(&(&other.article_id, other.offset)));
        let mut repeated = Vec::new();
        let mut entries: Vec<Entry> = Vec::with_capacity(self.entries.len());
        for entry in self.entries {
            match entries.last_mut().filter(|last| last.article_id == entry.article_id) {
                None => entries.push(entry),
                Some(last) => {
                    if repeated.last() != Some(&entry.article_id) {
                        repeated.push(entry.article_id.clone());
                    }
                    if fetch(&mut file, &entry)?.source_uri < fetch(&mut file, last)?.source_uri {
                        *last = entry;
                    }
                }
            }
        }
        let sorted = Sorted { file, entries, next: 0 };
        Ok((sorted, repeated))
    }
}

/// The articles in order.
pub(crate) struct Sorted {
    file: BufReader<File>,
    entries: Vec<Entry>,
    next: usize,
}

impl Sorted {
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The id of the article with that number.
    pub(crate) fn id(&self, index: usize) -> &str {
        &self.entries[index].article_id
    }

    /// When the article with that number was published.
    pub(crate) fn published(&self, index: usize) -> Option<Timestamp> {
        self.entries[index].published
    }

    /// The text of the article with that number.
    pub(crate) fn text(&mut self, index: usize) -> anyhow::Result<String> {
        Ok(fetch(&mut self.file, &self.entries[index])?.text)
    }

    /// Takes the sketches of all articles out, in order.
    pub(crate) fn sketches(&mut self) -> Vec<Sketch> {
        self.entries
            .iter_mut()
            .filter_map(|entry| entry.sketch.take())
            .collect()
    }

    /// The next articles with their numbers, at most `count`, and at most about `bytes` of text; empty at the end.
    pub(crate) fn batch(&mut self, count: usize, bytes: usize) -> anyhow::Result<Vec<(usize, Spooled)>> {
        let mut batch = Vec::new();
        let mut size = 0;
        while self.next < self.entries.len() && batch.len() < count && size < bytes {
            let entry = &self.entries[self.next];
            batch.push((self.next, fetch(&mut self.file, entry)?));
            size += entry.length;
            self.next += 1;
        }
        Ok(batch)
    }
}

fn fetch(file: &mut BufReader<File>, entry: &Entry) -> anyhow::Result<Spooled> {
    file.seek(SeekFrom::Start(entry.offset))
        .context("cannot read back an article")?;
    let mut buffer = vec![0; entry.length];
    file.read_exact(&mut buffer).context("cannot read back an article")?;
    serde_json::from_slice(&buffer).context("cannot read back an article")
}
