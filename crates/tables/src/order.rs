//! The order of rows: cells compared in the columns that the codebook names.

use std::cmp::Ordering;

use tidywire_codebook::{Table, TableInfo, Value};

/// The columns of `T` that rows are sorted by, as positions.
pub(crate) fn order_columns<T: Table>() -> Vec<usize> {
    let info = TableInfo::of::<T>();
    info.order.iter().filter_map(|name| info.position(name)).collect()
}

/// Compares two rows' cells in these columns.
pub(crate) fn compare(columns: &[usize], left: &[Value<'_>], right: &[Value<'_>]) -> Ordering {
    columns
        .iter()
        .map(|&column| compare_cells(left[column], right[column]))
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

/// Nulls first; texts by code point, which is the order of their UTF-8 bytes.
fn compare_cells(left: Value<'_>, right: Value<'_>) -> Ordering {
    match (left, right) {
        (Value::Text(left), Value::Text(right)) => left.cmp(right),
        (Value::Int(left), Value::Int(right)) => left.cmp(&right),
        (Value::Float(left), Value::Float(right)) => left.total_cmp(&right),
        (Value::Date(left), Value::Date(right)) => left.cmp(&right),
        (Value::Instant(left), Value::Instant(right)) => left.cmp(&right),
        // One column holds one type, so what remains differs only in being null.
        (left, right) => (left != Value::Null).cmp(&(right != Value::Null)),
    }
}

/// A row's place, for messages.
pub(crate) fn show(columns: &[usize], cells: &[Value<'_>]) -> String {
    let parts: Vec<_> = columns
        .iter()
        .map(|&column| match cells[column] {
            Value::Text(text) => text.to_owned(),
            Value::Int(number) => number.to_string(),
            other => format!("{other:?}"),
        })
        .collect();
    format!("({})", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidywire_codebook::{DateRow, Issue};

    #[test]
    fn later_columns_break_ties_and_nulls_come_first() {
        let columns = order_columns::<DateRow>();
        let row = |article: &str, start: i64| DateRow {
            article_id: article.into(),
            char_start: start,
            ..DateRow::default()
        };
        let (a9, a10, b1) = (row("a", 9), row("a", 10), row("b", 1));
        assert_eq!(compare(&columns, &a9.cells(), &a10.cells()), Ordering::Less);
        assert_eq!(compare(&columns, &b1.cells(), &a10.cells()), Ordering::Greater);
        let columns = order_columns::<Issue>();
        let (none, some) = (
            Issue::default(),
            Issue {
                source_uri: Some("a".into()),
                ..Issue::default()
            },
        );
        assert_eq!(compare(&columns, &none.cells(), &some.cells()), Ordering::Less);
    }
}
