//! Columns in fewer bytes: what another column, or the article's text, already says is not written again.
//!
//! The page unpacks them (`web/unpack.js`). Every form is found by looking at the cells, never by what a column is
//! called, but for spans: the covered text is left out where it is what the article has there.
//!
//! Invariant: nothing is lost; a table that somebody changed is written as it is.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Number;
use tidywire_codebook::Figure;

use super::columns::{Cells, Words};

/// Cells of one column as they are written.
#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Compact {
    /// The article's text from `char_start` to `char_end`.
    Span { span: bool },
    /// One word for each word of another column, then one for each row in which that is null.
    WordsBy {
        by: String,
        words: Vec<String>,
        at: Vec<i32>,
    },
    /// As before, with numbers.
    NumbersBy { by: String, values: Vec<Option<Number>> },
    /// A word for each row.
    Each { words: Vec<String> },
    /// A dictionary and the index of each row's word; -1 for null.
    Words { words: Vec<String>, at: Vec<i32> },
    /// Distances from another column; null where both are.
    After { after: String, values: Vec<Option<i64>> },
    /// Differences from the last number before; null stays null.
    Steps { steps: Vec<Option<i64>> },
    /// As they are.
    Numbers { values: Vec<Option<Number>> },
}

/// The columns of one table, of these names.
pub(super) fn compact(names: &[&str], columns: Vec<Cells>, texts: &BTreeMap<&str, &str>) -> Vec<Compact> {
    let mut forms: Vec<Option<Compact>> = (0..columns.len()).map(|_| None).collect();
    if let Some(at) = names.iter().position(|name| *name == Figure::text)
        && is_covered(names, &columns, texts)
    {
        forms[at] = Some(Compact::Span { span: true });
    }
    for index in 0..columns.len() {
        if forms[index].is_some() {
            continue;
        }
        // Only columns that stand on their own: the page needs no order to unpack.
        let other = |other: usize| {
            !matches!(
                forms[other],
                Some(Compact::WordsBy { .. } | Compact::NumbersBy { .. } | Compact::Span { .. })
            )
        };
        let found = (0..index).filter(|&at| other(at)).find_map(|at| match &columns[at] {
            Cells::Words(words) => by(names[at], words, &columns[index]),
            _ => None,
        });
        forms[index] = found.or_else(
            || match (&columns[index], index.checked_sub(1).map(|before| &columns[before])) {
                (Cells::Whole(numbers), Some(Cells::Whole(before))) => after(names[index - 1], before, numbers),
                (Cells::Whole(numbers), _) => steps(numbers),
                _ => None,
            },
        );
    }
    columns
        .into_iter()
        .zip(forms)
        .map(|(cells, form)| form.unwrap_or_else(|| plain(cells)))
        .collect()
}

fn plain(cells: Cells) -> Compact {
    match cells {
        Cells::Words(Words { words, at, .. }) if at.len() == words.len() => Compact::Each { words },
        Cells::Words(Words { words, at, .. }) => Compact::Words { words, at },
        Cells::Numbers(values) => Compact::Numbers { values },
        Cells::Whole(numbers) => Compact::Numbers {
            values: numbers.into_iter().map(|number| number.map(Into::into)).collect(),
        },
    }
}

/// The numbers as differences, if that is shorter.
fn steps(numbers: &[Option<i64>]) -> Option<Compact> {
    let mut last = 0;
    let mut step = |number: i64| {
        let step = number - last;
        last = number;
        step
    };
    let steps: Vec<Option<i64>> = numbers.iter().map(|number| number.map(&mut step)).collect();
    (written(&steps) < written(numbers)).then_some(Compact::Steps { steps })
}

/// Digits and signs of the numbers.
fn written(numbers: &[Option<i64>]) -> usize {
    let digits = |number: i64| number.checked_ilog10().map_or(2, |log| log as usize + 1);
    let numbers = numbers.iter().flatten();
    numbers
        .map(|number| digits(number.saturating_abs()) + usize::from(*number < 0))
        .sum()
}

/// `numbers` as distances from `before`, or as differences from each other, whichever is shorter.
fn after(name: &str, before: &[Option<i64>], numbers: &[Option<i64>]) -> Option<Compact> {
    let own = steps(numbers);
    let mut values = Vec::with_capacity(numbers.len());
    for pair in before.iter().zip(numbers) {
        values.push(match pair {
            (Some(before), Some(number)) => Some(number - before),
            (None, None) => None,
            _ => return own,
        });
    }
    let shortest = match &own {
        Some(Compact::Steps { steps }) => written(steps),
        _ => written(numbers),
    };
    if written(&values) >= shortest {
        return own;
    }
    Some(Compact::After {
        after: name.to_owned(),
        values,
    })
}

/// `cells` as what `words` decide, if they do and are so few that it pays.
fn by(name: &str, words: &Words, cells: &Cells) -> Option<Compact> {
    let nulls = words.at.iter().filter(|&&at| at < 0).count();
    if (words.words.len() + nulls) * 2 >= words.at.len() {
        return None;
    }
    // For each word a row that has it, then the rows that have none.
    let decided = |same: &dyn Fn(usize, usize) -> bool| -> Option<Vec<usize>> {
        let mut rows: Vec<Option<usize>> = vec![None; words.words.len()];
        let mut rest = Vec::with_capacity(nulls);
        for (row, &at) in words.at.iter().enumerate() {
            match usize::try_from(at) {
                Ok(at) if !same(*rows[at].get_or_insert(row), row) => return None,
                Ok(_) => {}
                Err(_) => rest.push(row),
            }
        }
        // Every word has a row: that is how it came to be one.
        Some(rows.into_iter().flatten().chain(rest).collect())
    };
    let by = name.to_owned();
    match cells {
        Cells::Words(cells) => {
            let rows = decided(&|one, other| cells.at[one] == cells.at[other])?;
            Some(Compact::WordsBy {
                by,
                words: cells.words.clone(),
                at: rows.into_iter().map(|row| cells.at[row]).collect(),
            })
        }
        Cells::Whole(cells) => {
            let rows = decided(&|one, other| cells[one] == cells[other])?;
            let values = rows.into_iter().map(|row| cells[row].map(Into::into)).collect();
            Some(Compact::NumbersBy { by, values })
        }
        Cells::Numbers(cells) => {
            let rows = decided(&|one, other| cells[one] == cells[other])?;
            let values = rows.into_iter().map(|row| cells[row].clone()).collect();
            Some(Compact::NumbersBy { by, values })
        }
    }
}

/// Whether the column of covered text is what the articles have between the offsets, in every row.
fn is_covered(names: &[&str], columns: &[Cells], texts: &BTreeMap<&str, &str>) -> bool {
    let column = |name: &str| names.iter().position(|known| *known == name).map(|at| &columns[at]);
    let (Some(Cells::Words(ids)), Some(Cells::Words(covered))) = (column(Figure::article_id), column(Figure::text))
    else {
        return false;
    };
    let (Some(Cells::Whole(starts)), Some(Cells::Whole(ends))) = (column(Figure::char_start), column(Figure::char_end))
    else {
        return false;
    };
    // Rows of one article stand together: its letters are counted once.
    let (mut article, mut offsets): (i32, Vec<usize>) = (-1, Vec::new());
    (0..ids.at.len()).all(|row| {
        let word = |words: &Words| usize::try_from(words.at[row]).ok().map(|at| words.words[at].clone());
        let Some(text) = word(ids).and_then(|id| texts.get(id.as_str()).copied()) else {
            return false;
        };
        if ids.at[row] != article {
            article = ids.at[row];
            offsets.clear();
            if !text.is_ascii() {
                offsets.extend(text.char_indices().map(|(at, _)| at).chain([text.len()]));
            }
        }
        let byte = |offset: Option<i64>| {
            let offset = usize::try_from(offset?).ok()?;
            if text.is_ascii() {
                Some(offset)
            } else {
                offsets.get(offset).copied()
            }
        };
        let there = byte(starts[row])
            .zip(byte(ends[row]))
            .and_then(|(from, to)| text.get(from..to));
        there.is_some() && there == word(covered).as_deref()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(cells: &[Option<&str>]) -> Cells {
        let mut words = Words::default();
        for cell in cells {
            words.push(cell.map(str::to_owned));
        }
        Cells::Words(words)
    }

    fn whole(numbers: &[i64]) -> Cells {
        Cells::Whole(numbers.iter().map(|&number| Some(number)).collect())
    }

    fn json(forms: &[Compact]) -> String {
        serde_json::to_string(forms).unwrap()
    }

    #[test]
    fn what_another_column_decides_is_written_once() {
        let (p1, p2) = (Some("p1"), Some("p2"));
        let (five, six) = (Some(Number::from(5)), Some(Number::from(6)));
        let columns = vec![
            words(&[p1, p1, p1, p2, p1, p2, None]),
            words(&[
                Some("Kyiv"),
                Some("Kyiv"),
                Some("Kyiv"),
                None,
                Some("Kyiv"),
                None,
                Some("Azov"),
            ]),
            Cells::Numbers(vec![
                five.clone(),
                five.clone(),
                five.clone(),
                six.clone(),
                five,
                six,
                None,
            ]),
            words(&[Some("a"), Some("b"), Some("a"), Some("b"), Some("b"), Some("a"), None]),
        ];
        assert_eq!(
            json(&compact(&["id", "name", "size", "free"], columns, &BTreeMap::new())),
            "[{\"words\":[\"p1\",\"p2\"],\"at\":[0,0,0,1,0,1,-1]},\
             {\"by\":\"id\",\"words\":[\"Kyiv\",\"Azov\"],\"at\":[0,-1,1]},\
             {\"by\":\"id\",\"values\":[5,6,null]},\
             {\"words\":[\"a\",\"b\"],\"at\":[0,1,0,1,1,0,-1]}]"
        );
    }

    #[test]
    fn offsets_are_steps_and_lengths_and_covered_text_is_the_articles() {
        let text = "Київ: 1,200 hit; 1,300 lost";
        let texts = BTreeMap::from([("a", text)]);
        let columns = |second: &str| {
            vec![
                words(&[Some("a"), Some("a"), Some("a")]),
                whole(&[6, 17, 23]),
                whole(&[11, 22, 27]),
                words(&[Some("1,200"), Some(second), Some("lost")]),
            ]
        };
        let names = [Figure::article_id, Figure::char_start, Figure::char_end, Figure::text];
        let written = json(&compact(&names, columns("1,300"), &texts));
        assert_eq!(
            written,
            "[{\"words\":[\"a\"],\"at\":[0,0,0]},{\"steps\":[6,11,6]},\
             {\"after\":\"char_start\",\"values\":[5,5,4]},{\"span\":true}]"
        );
        let changed = json(&compact(&names, columns("1,301"), &texts));
        assert!(
            changed.ends_with("{\"words\":[\"1,200\",\"1,301\",\"lost\"]}]"),
            "{changed}"
        );
    }
}
