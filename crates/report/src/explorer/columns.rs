//! Rows as columns of JSON: text once in a dictionary, with the place of each row's word in it.
//!
//! It deliberately knows no table by name: whatever is declared is written, in the order of declaration.
//!
//! Invariant: words stand in the order of their first row, so that the same rows give the same bytes.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Number;
use tidywire_codebook::{Kind, Table, Value};

use super::compact::{Compact, compact};

/// A table, column by column.
#[derive(Serialize)]
pub(super) struct Sheet {
    name: &'static str,
    description: &'static str,
    rows: usize,
    columns: Vec<Column>,
}

#[derive(Serialize)]
struct Column {
    name: &'static str,
    description: &'static str,
    kind: &'static str,
    /// Name of the closed list that the codes are from.
    #[serde(skip_serializing_if = "Option::is_none")]
    codes: Option<&'static str>,
    #[serde(flatten)]
    cells: Compact,
}

/// Cells of one column as they are collected.
#[derive(Debug)]
pub(super) enum Cells {
    Words(Words),
    Whole(Vec<Option<i64>>),
    Numbers(Vec<Option<Number>>),
}

/// A dictionary, and each row's place in it.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) words: Vec<String>,
    /// Index of each row's word; -1 for null.
    pub(super) at: Vec<i32>,
    known: BTreeMap<String, i32>,
}

impl Words {
    pub(super) fn push(&mut self, word: Option<String>) {
        let at = word.map_or(-1, |word| match self.known.get(&word) {
            Some(&at) => at,
            None => {
                let at = i32::try_from(self.words.len()).unwrap_or(i32::MAX);
                self.words.push(word.clone());
                self.known.insert(word, at);
                at
            }
        });
        self.at.push(at);
    }
}

impl Sheet {
    /// All rows, without the columns that are named. `texts` are those of the articles, by id.
    pub(super) fn of<'a, T: Table>(
        rows: impl Iterator<Item = &'a T>,
        without: &[&str],
        texts: &BTreeMap<&str, &str>,
    ) -> Self {
        let mut count = 0;
        let empty = |column: &tidywire_codebook::Column| match column.kind {
            Kind::Int => Cells::Whole(Vec::new()),
            Kind::Float => Cells::Numbers(Vec::new()),
            _ => Cells::Words(Words::default()),
        };
        let mut cells: Vec<Cells> = T::COLUMNS.iter().map(empty).collect();
        for row in rows {
            count += 1;
            for ((cells, value), column) in cells.iter_mut().zip(row.cells()).zip(T::COLUMNS) {
                if !without.contains(&column.name) {
                    cells.push(&value);
                }
            }
        }
        let kept = T::COLUMNS
            .iter()
            .zip(cells)
            .filter(|(column, _)| !without.contains(&column.name));
        let (declared, cells): (Vec<&tidywire_codebook::Column>, Vec<Cells>) = kept.unzip();
        let names: Vec<&str> = declared.iter().map(|column| column.name).collect();
        let columns = declared
            .iter()
            .zip(compact(&names, cells, texts))
            .map(|(column, cells)| {
                let (kind, codes) = match column.kind {
                    Kind::Text => ("text", None),
                    Kind::Code => ("code", None),
                    Kind::List(list) => ("code", Some(list.name)),
                    Kind::Date => ("date", None),
                    Kind::Instant => ("timestamp", None),
                    Kind::Int => ("integer", None),
                    Kind::Float => ("number", None),
                };
                Column {
                    name: column.name,
                    description: column.description,
                    kind,
                    codes,
                    cells,
                }
            });
        Self {
            name: T::NAME,
            description: T::DESCRIPTION,
            rows: count,
            columns: columns.collect(),
        }
    }
}

impl Cells {
    fn push(&mut self, value: &Value<'_>) {
        match self {
            Self::Words(words) => words.push(match *value {
                Value::Text(text) => Some(text.to_owned()),
                Value::Date(day) => Some(day.to_string()),
                Value::Instant(instant) => Some(instant.to_string()),
                Value::Null | Value::Int(_) | Value::Float(_) => None,
            }),
            Self::Whole(numbers) => numbers.push(match *value {
                Value::Int(number) => Some(number),
                _ => None,
            }),
            Self::Numbers(numbers) => numbers.push(match *value {
                // Whole numbers without ".0".
                Value::Float(number) if number.fract() == 0.0 && number.abs() < 9e15 => Some((number as i64).into()),
                Value::Float(number) => Number::from_f64(number),
                _ => None,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidywire_codebook::{Bound, Figure};

    #[test]
    fn words_stand_once_and_nulls_are_told_apart() {
        let row = |claimant: Option<&str>, low: Option<f64>| Figure {
            claimant_text: claimant.map(str::to_owned),
            value_low: low,
            bound: Bound::Vague,
            ..Figure::default()
        };
        let rows = [
            row(Some("Reports"), Some(12.0)),
            row(None, None),
            row(Some("Reports"), Some(0.5)),
        ];
        let sheet = serde_json::to_value(Sheet::of(rows.iter(), &[Figure::text], &BTreeMap::new())).unwrap();
        let column = |name: &str| {
            let columns = sheet["columns"].as_array().unwrap();
            columns.iter().find(|column| column["name"] == name).cloned()
        };
        let claimant = column(Figure::claimant_text).unwrap();
        assert_eq!(
            (&claimant["words"], &claimant["seen"]),
            (&["Reports"].into(), &[1, -1, 2][..].into())
        );
        assert_eq!(
            column(Figure::value_low).unwrap()["values"].to_string(),
            "[12,null,0.5]"
        );
        assert_eq!(column(Figure::bound).unwrap()["codes"], "bound");
        assert_eq!(column(Figure::text), None);
        assert_eq!(sheet["rows"], 3);
    }
}
