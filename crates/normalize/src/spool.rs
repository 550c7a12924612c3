//! Articles set aside on disk between reading and analysis.
//!
//! Tables are sorted by `article_id`, which is known only once an article is read. So articles go to a
//! temporary file first; what stays in memory is one id and one offset each.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};

use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use tidywire_ingest::RawArticle;

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
            text: raw.text,
        }
    }
}

/// The spool: written once, then read in the order of ids.
pub(crate) struct Spool {
    file: BufWriter<File>,
    at: u64,
    /// Id, offset and length of each article.
    entries: Vec<(String, u64, usize)>,
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

    pub(crate) fn push(&mut self, article: &Spooled) -> anyhow::Result<()> {
        let bytes = serde_json::to_vec(article).context("cannot set an article aside")?;
        self.file.write_all(&bytes).context("cannot set an article aside")?;
        self.entries.push((article.article_id.clone(), self.at, bytes.len()));
        self.at += bytes.len() as u64;
        Ok(())
    }

    /// All articles sorted by id, and the ids that came more than once (each is kept once).
    pub(crate) fn sorted(mut self) -> anyhow::Result<(Sorted, Vec<String>)> {
        self.entries.sort();
        let mut repeated: Vec<String> = self
            .entries
            .windows(2)
            .filter(|pair| pair[0].0 == pair[1].0)
            .map(|pair| pair[0].0.clone())
            .collect();
        repeated.dedup();
        self.entries.dedup_by(|later, earlier| later.0 == earlier.0);
        let file = self.file.into_inner().context("cannot set articles aside")?;
        Ok((
            Sorted {
                file: BufReader::new(file),
                entries: self.entries,
                next: 0,
            },
            repeated,
        ))
    }
}

/// The articles in order.
pub(crate) struct Sorted {
    file: BufReader<File>,
    entries: Vec<(String, u64, usize)>,
    next: usize,
}

impl Sorted {
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The next articles, at most `count`, and at most about `bytes` of text; empty at the end.
    pub(crate) fn batch(&mut self, count: usize, bytes: usize) -> anyhow::Result<Vec<Spooled>> {
        let mut batch = Vec::new();
        let mut size = 0;
        while self.next < self.entries.len() && batch.len() < count && size < bytes {
            let (_, offset, length) = self.entries[self.next];
            self.file
                .seek(SeekFrom::Start(offset))
                .context("cannot read back an article")?;
            let mut buffer = vec![0; length];
            self.file
                .read_exact(&mut buffer)
                .context("cannot read back an article")?;
            batch.push(serde_json::from_slice(&buffer).context("cannot read back an article")?);
            size += length;
            self.next += 1;
        }
        Ok(batch)
    }
}
