//! `datapackage.json`: a Frictionless data package that describes the CSV files field by field.
//!
//! The Parquet twin of each table stands under the property `parquet`, because the standard's schemas speak of
//! text. No date of making and no machine: the same rows give the same package.

use std::io::Write;
use std::path::Path;

use serde::Serialize;
use tidywire_codebook::{CodeListInfo, Column, Kind, Reference, TABLES, TableInfo};

use crate::aside::Aside;
use crate::{Provenance, TablesError, Written};

/// Name of the data package's file.
pub const PACKAGE_FILE: &str = "datapackage.json";

#[derive(Serialize)]
struct Package<'a> {
    profile: &'static str,
    name: &'static str,
    title: &'static str,
    description: &'static str,
    /// Version of the tool and digest of its lexicon.
    tidywire: Maker<'a>,
    resources: Vec<Resource<'a>>,
}

#[derive(Serialize)]
struct Maker<'a> {
    version: &'a str,
    lexicon: &'a str,
}

#[derive(Serialize)]
struct Resource<'a> {
    profile: &'static str,
    name: &'static str,
    description: &'static str,
    path: &'a str,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    bytes: u64,
    hash: String,
    rows: u64,
    schema: Schema,
    parquet: Twin<'a>,
}

#[derive(Serialize)]
struct Twin<'a> {
    path: &'a str,
    mediatype: &'static str,
    bytes: u64,
    hash: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    fields: Vec<Field>,
    missing_values: [&'static str; 1],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    primary_key: &'static [&'static str],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey>,
}

#[derive(Serialize)]
struct Field {
    name: &'static str,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    description: &'static str,
    #[serde(skip_serializing_if = "Constraints::is_empty")]
    constraints: Constraints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    categories: Vec<Category>,
}

#[derive(Serialize)]
struct Constraints {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    required: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    r#enum: Vec<&'static str>,
}

#[derive(Serialize)]
struct Category {
    value: &'static str,
    label: &'static str,
}

#[derive(Serialize)]
struct ForeignKey {
    fields: &'static [&'static str],
    reference: Target,
}

#[derive(Serialize)]
struct Target {
    resource: &'static str,
    fields: &'static [&'static str],
}

impl Constraints {
    fn is_empty(&self) -> bool {
        !self.required && self.r#enum.is_empty()
    }
}

/// Writes the data package beside the tables.
pub(crate) fn write_package(dir: &Path, provenance: &Provenance, written: &[Written]) -> Result<(), TablesError> {
    let resources = TABLES
        .iter()
        .filter_map(|table| {
            let facts = written.iter().find(|facts| facts.name == table.name)?;
            Some(resource(table, facts))
        })
        .collect();
    let package = Package {
        profile: "tabular-data-package",
        name: "tidywire",
        title: "Actors, figures, actions and statements in conflict news",
        description: "Tables read from English news texts, one observation per row. Spans count Unicode code \
                      points of the article's text; null means that the text does not say.",
        tidywire: Maker {
            version: &provenance.tool_version,
            lexicon: &provenance.lexicon_digest,
        },
        resources,
    };
    let mut file = Aside::create(&dir.join(PACKAGE_FILE))?;
    // Only the file can fail here: the package holds nothing but texts and numbers.
    let written = serde_json::to_writer_pretty(&mut file, &package)
        .map_err(std::io::Error::from)
        .and_then(|()| file.write_all(b"\n"));
    written.map_err(TablesError::io(file.target()))?;
    file.publish().map(|_| ())
}

fn resource<'a>(table: &TableInfo, facts: &'a Written) -> Resource<'a> {
    Resource {
        profile: "tabular-data-resource",
        name: table.name,
        description: table.description,
        path: &facts.csv.path,
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        bytes: facts.csv.bytes,
        hash: format!("sha256:{}", facts.csv.sha256),
        rows: facts.rows,
        schema: Schema {
            fields: table.columns.iter().map(field).collect(),
            missing_values: [""],
            primary_key: table.key,
            foreign_keys: table
                .references
                .iter()
                .map(|reference| foreign_key(table, reference))
                .collect(),
        },
        parquet: Twin {
            path: &facts.parquet.path,
            mediatype: "application/vnd.apache.parquet",
            bytes: facts.parquet.bytes,
            hash: format!("sha256:{}", facts.parquet.sha256),
        },
    }
}

fn field(column: &Column) -> Field {
    let (r#type, format) = match column.kind {
        Kind::Text | Kind::Code | Kind::List(_) => ("string", None),
        Kind::Int => ("integer", None),
        Kind::Float => ("number", None),
        Kind::Date => ("date", None),
        // The standard's own format has no fractions of a second, which we may have.
        Kind::Instant => ("datetime", Some("any")),
    };
    let entries = match column.kind {
        Kind::List(CodeListInfo { entries, .. }) => entries,
        _ => &[][..],
    };
    Field {
        name: column.name,
        r#type,
        format,
        description: column.description,
        constraints: Constraints {
            required: !column.nullable,
            r#enum: entries.iter().map(|entry| entry.code).collect(),
        },
        categories: entries
            .iter()
            .map(|entry| Category {
                value: entry.code,
                label: entry.description,
            })
            .collect(),
    }
}

fn foreign_key(table: &TableInfo, reference: &Reference) -> ForeignKey {
    ForeignKey {
        fields: reference.columns,
        reference: Target {
            // The standard's name for the table itself.
            resource: if reference.table == table.name {
                ""
            } else {
                reference.table
            },
            fields: reference.targets,
        },
    }
}
