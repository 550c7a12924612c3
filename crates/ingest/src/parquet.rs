//! Parquet: one article a row, its text in one column.
//!
//! What it deliberately does not do: it reads no file of ours back as tables; that is the `tables` crate's work, whose
//! reader it uses.
//!
//! Invariant: a file that cannot be read is one problem; the rows before the damage are read.

use std::fs::File;
use std::io::BufRead;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use serde_json::Map;
use tidywire_tables::{ForeignTable, TablesError};

use crate::archive;
use crate::delimited::{columns, no_text};
use crate::expand;
use crate::jsonl;
use crate::problem::Problem;
use crate::queue::Gone;
use crate::source::Source;

/// Reads one file: from where it lies, or (in an archive, from standard input) from a copy, since the directory stands at
/// the end.
pub(crate) fn read(stream: &mut dyn BufRead, path: Option<&Path>, uri: &Arc<str>, source: &Source) -> Result<(), Gone> {
    let file = match path {
        Some(path) => File::open(path),
        None => archive::spooled(stream),
    };
    let file = match file {
        Ok(file) => file,
        Err(error) => return source.queue.problem(expand::problem(uri, &error)),
    };
    // The engine checks much, not all: a damaged file may make it panic.
    let rows = AssertUnwindSafe(|| rows(file, uri, source));
    catch_unwind(rows).unwrap_or_else(|_| source.queue.problem(damaged(uri, "the reader of Parquet failed on it")))
}

fn rows(file: File, uri: &Arc<str>, source: &Source) -> Result<(), Gone> {
    let table = match ForeignTable::open(file, Path::new(&**uri)) {
        Ok(table) => table,
        Err(error) => return source.queue.problem(broken(uri, &error)),
    };
    let columns = match columns(table.names(), source.options.text_column.as_deref()) {
        Ok(columns) => columns,
        Err(why) => return source.queue.problem(no_text(uri, &why)),
    };
    let numbers: Vec<usize> = columns.iter().map(|(_, number)| *number).collect();
    let mut from = 0;
    while from < table.len() {
        let rows = match table.rows(from, &numbers) {
            Ok(rows) if rows.is_empty() => break,
            Ok(rows) => rows,
            Err(error) => return source.queue.problem(broken(uri, &error)),
        };
        let count = rows.len();
        for (row, values) in (from + 1..).zip(rows) {
            let names = columns.iter().map(|(field, _)| (*field).to_owned());
            let fields: Map<_, _> = names.zip(values).collect();
            let bytes = fields.get("text").and_then(|text| text.as_str()).map_or(0, str::len);
            let name = uri.clone();
            source
                .queue
                .put(bytes, uri, move || jsonl::article(fields, &name, row as u64))?;
        }
        from += count;
    }
    Ok(())
}

fn broken(uri: &str, error: &TablesError) -> Problem {
    let text = error.to_string();
    // The name stands in front of the problem anyway.
    damaged(uri, text.strip_prefix(&format!("{uri}: ")).unwrap_or(&text))
}

fn damaged(uri: &str, why: &str) -> Problem {
    Problem::error(uri, "damaged_file", format!("Parquet: {why}"))
}
