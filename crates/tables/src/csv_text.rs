//! CSV as RFC 4180 has it, with a header, LF line ends and one spelling per value.
//!
//! It is written here and not by a library because null and the empty text must stay apart: null is nothing
//! between two commas, the empty text is `""`.

use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::civil::Date;
use tidywire_codebook::{Column, Kind, Value};

/// A small table as CSV text in the spelling of the published tables, for the data behind a chart.
pub fn csv_text<'a>(header: &[&str], rows: impl Iterator<Item = Vec<Value<'a>>>) -> String {
    let mut text = header.join(",");
    text.push('\n');
    for row in rows {
        push_row(&mut text, &row);
    }
    text
}

/// Appends the header line.
pub(crate) fn push_header(line: &mut String, columns: &[Column]) {
    for (index, column) in columns.iter().enumerate() {
        if index > 0 {
            line.push(',');
        }
        line.push_str(column.name);
    }
    line.push('\n');
}

/// Appends one row.
pub(crate) fn push_row(line: &mut String, cells: &[Value<'_>]) {
    for (index, &cell) in cells.iter().enumerate() {
        if index > 0 {
            line.push(',');
        }
        push_cell(line, cell);
    }
    line.push('\n');
}

fn push_cell(line: &mut String, cell: Value<'_>) {
    // Writing into a String cannot fail.
    let _ = match cell {
        Value::Null => Ok(()),
        Value::Text(text) => {
            push_text(line, text);
            Ok(())
        }
        Value::Int(number) => write!(line, "{number}"),
        // The shortest digits that read back as the same number, always with a point or an exponent.
        Value::Float(number) => write!(line, "{number:?}"),
        Value::Date(date) => write!(line, "{date}"),
        Value::Instant(instant) => write!(line, "{instant}"),
    };
}

fn push_text(line: &mut String, text: &str) {
    let plain = !text.is_empty()
        && !text.bytes().any(|byte| matches!(byte, b'"' | b',' | b'\n' | b'\r'))
        && !text.starts_with(char::is_whitespace)
        && !text.ends_with(char::is_whitespace);
    if plain {
        line.push_str(text);
        return;
    }
    line.push('"');
    for part in text.split_inclusive('"') {
        line.push_str(part);
        if part.ends_with('"') {
            line.push('"');
        }
    }
    line.push('"');
}

/// The cell that a field spells; `None` when it spells none of its column's type.
pub(crate) fn parse<'a>(column: &Column, field: &'a str) -> Option<Value<'a>> {
    if field.is_empty() {
        // A CSV reader cannot tell `""` from nothing; where null is not allowed it can only be the empty text.
        let text = matches!(column.kind, Kind::Text | Kind::Code) && !column.nullable;
        return Some(if text { Value::Text("") } else { Value::Null });
    }
    Some(match column.kind {
        Kind::Text | Kind::Code | Kind::List(_) => Value::Text(field),
        // Programs that hold empty cells as a float write whole numbers as one: "145.0".
        Kind::Int => Value::Int(field.strip_suffix(".0").unwrap_or(field).parse().ok()?),
        Kind::Float => Value::Float(field.parse().ok().filter(|number: &f64| number.is_finite())?),
        Kind::Date => Value::Date(field.parse::<Date>().ok()?),
        Kind::Instant => Value::Instant(field.parse::<Timestamp>().ok()?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(value: Value<'_>) -> String {
        let mut line = String::new();
        push_cell(&mut line, value);
        line
    }

    #[test]
    fn values_have_one_spelling() {
        assert_eq!(cell(Value::Null), "");
        assert_eq!(cell(Value::Text("")), "\"\"");
        assert_eq!(cell(Value::Text("a \"b\"")), "\"a \"\"b\"\"\"");
        assert_eq!(cell(Value::Text("a,b")), "\"a,b\"");
        assert_eq!(cell(Value::Text("a\r")), "\"a\r\"");
        assert_eq!(cell(Value::Text(" a")), "\" a\"");
        assert_eq!(cell(Value::Text("Київ")), "Київ");
        assert_eq!(cell(Value::Float(33.0)), "33.0");
        assert_eq!(cell(Value::Float(-0.0)), "-0.0");
        assert_eq!(cell(Value::Float(0.1 + 0.2)), "0.30000000000000004");
        assert_eq!(cell(Value::Float(1.5e300)), "1.5e300");
        let date = jiff::civil::date(2024, 2, 29);
        assert_eq!(cell(Value::Date(date)), "2024-02-29");
        let instant: Timestamp = "2024-02-29T12:00:00+02:00".parse().unwrap();
        assert_eq!(cell(Value::Instant(instant)), "2024-02-29T10:00:00Z");
    }
}
