//! Parquet: row groups of a fixed number of rows, and what the footer tells about the table.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use polars_core::prelude::{CompatLevel, SchemaExt};
use polars_io::parquet::write::{BatchedWriter, KeyValueMetadata, ParquetCompression, ParquetWriter};
use polars_parquet::write::schema_to_metadata_key;
use serde::Serialize;
use tidywire_codebook::{Kind, Table, TableInfo, Value};

use crate::aside::Aside;
use crate::columns::{Columns, lock_categories, schema};
use crate::{Provenance, TablesError};

/// Rows in a row group. Articles carry their text (a few kB each), and ten tables are open at once: this keeps a run under 200 MB.
pub(crate) const ROW_GROUP_ROWS: usize = 8_192;

/// The engine keeps the file it was given to itself, so it gets a second handle.
struct Handle(Arc<Mutex<Aside>>);

impl Write for Handle {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        file.flush()
    }
}

/// A Parquet file being written.
pub(crate) struct ParquetFile {
    path: PathBuf,
    file: Arc<Mutex<Aside>>,
    writer: BatchedWriter<Handle>,
    columns: Columns,
}

impl ParquetFile {
    pub(crate) fn create<T: Table>(file: Aside, provenance: &Provenance) -> Result<Self, TablesError> {
        let path = file.target().to_owned();
        let file = Arc::new(Mutex::new(file));
        let table = TableInfo::of::<T>();
        let guard = lock_categories();
        let writer = schema(table.columns)
            .and_then(|schema| {
                // Text as large_string, not string_view: pandas cannot make an index of the newer type.
                let arrow = schema_to_metadata_key(&schema.to_arrow(CompatLevel::oldest()));
                let mut footer = footer(&table, provenance);
                footer.extend(arrow.value.map(|value| (arrow.key, value)));
                ParquetWriter::new(Handle(Arc::clone(&file)))
                    .with_compression(ParquetCompression::Zstd(None))
                    .with_key_value_metadata(Some(KeyValueMetadata::from_static(footer)))
                    .batched(&schema)
            })
            .map_err(|error| TablesError::parquet(&path, error))?;
        drop(guard);
        Ok(Self {
            path,
            file,
            writer,
            columns: Columns::new(table.columns),
        })
    }

    pub(crate) fn push(&mut self, row: &[Value<'_>]) -> Result<(), TablesError> {
        self.columns.push(row);
        if self.columns.rows() == ROW_GROUP_ROWS {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), TablesError> {
        let guard = lock_categories();
        let written = self.columns.take().and_then(|frame| self.writer.write_batch(&frame));
        drop(guard);
        written.map_err(|error| TablesError::parquet(&self.path, error))
    }

    /// Writes what is left and the footer; the file is complete, but not yet in its place.
    pub(crate) fn finish(mut self) -> Result<Aside, TablesError> {
        if self.columns.rows() > 0 {
            self.flush()?;
        }
        self.writer
            .finish()
            .map_err(|error| TablesError::parquet(&self.path, error))?;
        drop(self.writer);
        Arc::into_inner(self.file)
            .map(|file| file.into_inner().unwrap_or_else(PoisonError::into_inner))
            .ok_or_else(|| TablesError::parquet(&self.path, "the engine still holds the file"))
    }
}

/// A column as the footer describes it.
#[derive(Serialize)]
struct ColumnNote {
    name: &'static str,
    description: &'static str,
    r#type: &'static str,
    nullable: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_list: Option<&'static str>,
}

/// What the footer says: the table, its columns, what made it.
fn footer(table: &TableInfo, provenance: &Provenance) -> Vec<(String, String)> {
    let columns: Vec<_> = table
        .columns
        .iter()
        .map(|column| ColumnNote {
            name: column.name,
            description: column.description,
            r#type: column.kind.name(),
            nullable: column.nullable,
            code_list: match column.kind {
                Kind::List(list) => Some(list.name),
                _ => None,
            },
        })
        .collect();
    // Texts and flags only: there is nothing in it that JSON could not hold.
    let columns = serde_json::to_string(&columns).unwrap_or_default();
    [
        ("tidywire.table", table.name.to_owned()),
        ("tidywire.description", table.description.to_owned()),
        ("tidywire.columns", columns),
        ("tidywire.version", provenance.tool_version.clone()),
        ("tidywire.lexicon", provenance.lexicon_digest.clone()),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .to_vec()
}
