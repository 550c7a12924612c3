//! `codebook.md`: every table, column and code list, read off the declarations.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use tidywire_codebook::{CodeListInfo, Column, Kind, TABLES, TableInfo};

/// The page.
pub(crate) fn page() -> String {
    let mut page = String::from(
        "# Codebook\n\nGenerated from the declarations of the tables; edits are lost.\n\n\
         One row is one observation. Nothing is merged, summed or guessed. Null means that the text does not say; it is \
         never 0, never a default, never the publication date in disguise. Spans count Unicode code points into \
         `articles.text`, half-open. Dates are ISO 8601, timestamps UTC.\n\n## Tables\n\n",
    );
    for table in TABLES {
        let description = table.description;
        // Writing into a String cannot fail.
        let _ = writeln!(page, "- [{0}](#{0}): {description}", table.name);
    }
    let mut lists: BTreeMap<&str, &CodeListInfo> = BTreeMap::new();
    for table in TABLES {
        push_table(&mut page, table);
        for column in table.columns {
            if let Kind::List(list) = column.kind {
                lists.insert(list.name, list);
            }
        }
    }
    page.push_str("\n## Code lists\n");
    for list in lists.values() {
        let _ = write!(
            page,
            "\n### {}\n\n{}\n\n| code | meaning |\n|---|---|\n",
            list_heading(list),
            list.description
        );
        for entry in list.entries {
            let _ = writeln!(page, "| `{}` | {} |", entry.code, cell(entry.description));
        }
    }
    page
}

fn push_table(page: &mut String, table: &TableInfo) {
    let _ = write!(page, "\n## {}\n\n{}\n\n", table.name, table.description);
    if !table.key.is_empty() {
        let _ = writeln!(page, "Key: {}.", names(table.key));
    }
    let _ = writeln!(page, "Sorted by {}.", names(table.order));
    page.push_str("\n| column | type | null | meaning |\n|---|---|---|---|\n");
    for column in table.columns {
        let null = if column.nullable { "yes" } else { "" };
        let _ = writeln!(
            page,
            "| `{}` | {} | {null} | {} |",
            column.name,
            kind(column),
            cell(column.description)
        );
    }
    for (index, reference) in table.references.iter().enumerate() {
        if index == 0 {
            page.push('\n');
        }
        let _ = writeln!(
            page,
            "- {} → {} of [{2}](#{2})",
            names(reference.columns),
            names(reference.targets),
            reference.table
        );
    }
}

fn kind(column: &Column) -> String {
    match column.kind {
        Kind::List(list) => format!("[{}](#{})", list.name, list_heading(list).replace(' ', "-")),
        other => other.name().to_owned(),
    }
}

/// Some lists are named like a table, and headings of one page must differ.
fn list_heading(list: &CodeListInfo) -> String {
    format!("list {}", list.name)
}

fn names(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

/// A bar would end the cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_column_and_code_is_on_the_page() {
        let page = page();
        for table in TABLES {
            assert!(page.contains(&format!("\n## {}\n", table.name)));
            for column in table.columns {
                assert!(page.contains(&format!("| `{}` |", column.name)));
                if let Kind::List(list) = column.kind {
                    assert!(page.contains(&format!("\n### list {}\n", list.name)));
                    for entry in list.entries {
                        assert!(page.contains(&format!("| `{}` |", entry.code)));
                    }
                }
            }
        }
    }
}
