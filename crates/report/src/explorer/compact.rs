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
use super::seen::{Indices, Seen, likes};

/// Cells of one column as they are written.
#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Compact {
    /// The article's text from `char_start` to `char_end`.
    Span { span: bool },
    /// A word for each row.
    Each {
        #[serde(flatten)]
        words: List,
    },
    /// A dictionary, and for each row which of it.
    Words {
        #[serde(flatten)]
        words: List,
        #[serde(flatten)]
        seen: Seen,
    },
    /// As before, with numbers.
    Dictionary {
        numbers: Vec<Number>,
        #[serde(flatten)]
        seen: Seen,
    },
    /// Distances from another column; null where both are.
    After { after: String, values: Vec<Option<i64>> },
    /// Differences from the last number before; null stays null.
    Steps { steps: Vec<Option<i64>> },
    /// As they are.
    Numbers { values: Vec<Option<Number>> },
}

/// Words of a dictionary.
#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum List {
    /// All of the same number of letters of ASCII, one behind the other.
    Cut {
        cut: usize,
        words: String,
    },
    Plain {
        words: Vec<String>,
    },
}

impl List {
    /// Hashes take a tenth less without quotes between them; short codes are few.
    fn of(words: Vec<String>) -> Self {
        let cut = words.first().map_or(0, String::len);
        if cut >= 8 && words.iter().all(|word| word.len() == cut && word.is_ascii()) {
            let words = words.concat();
            return Self::Cut { cut, words };
        }
        Self::Plain { words }
    }
}

/// The columns of one table, of these names.
pub(super) fn compact(names: &[&str], columns: Vec<Cells>, texts: &BTreeMap<&str, &str>) -> Vec<Compact> {
    let span = names.iter().position(|name| *name == Figure::text);
    let span = span.filter(|_| is_covered(names, &columns, texts));
    let indices: Vec<Option<Indices<'_>>> = columns
        .iter()
        .enumerate()
        .map(|(place, cells)| Indices::of(cells).filter(|_| span != Some(place)))
        .collect();
    let seen: Vec<Option<Seen>> = likes(&indices)
        .into_iter()
        .zip(&indices)
        .map(|(like, own)| {
            let other = like.and_then(|like| Some((names[like], indices[like].as_ref()?)));
            Some(own.as_ref()?.written(other))
        })
        .collect();
    let numbers: Vec<Vec<Number>> = indices
        .into_iter()
        .map(|indices| indices.map_or_else(Vec::new, |indices| indices.numbers))
        .collect();
    let whole: Vec<Option<Compact>> = (0..columns.len())
        .map(
            |place| match (&columns[place], place.checked_sub(1).map(|before| &columns[before])) {
                (Cells::Whole(numbers), Some(Cells::Whole(before))) => after(names[place - 1], before, numbers),
                (Cells::Whole(numbers), _) => steps(numbers),
                _ => None,
            },
        )
        .collect();
    let forms = columns.into_iter().zip(whole).zip(seen.into_iter().zip(numbers));
    forms
        .enumerate()
        .map(|(place, ((cells, whole), (seen, numbers)))| match (cells, seen) {
            _ if span == Some(place) => Compact::Span { span: true },
            (Cells::Words(Words { words, at, .. }), Some(seen)) => {
                let each = at.len() == words.len() && seen.like.is_none();
                let words = List::of(words);
                if each {
                    Compact::Each { words }
                } else {
                    Compact::Words { words, seen }
                }
            }
            (Cells::Numbers(_), Some(seen @ Seen { like: Some(_), .. })) => Compact::Dictionary { numbers, seen },
            (Cells::Numbers(values), _) => Compact::Numbers { values },
            (Cells::Whole(numbers), _) => whole.unwrap_or_else(|| Compact::Numbers {
                values: numbers.into_iter().map(|number| number.map(Into::into)).collect(),
            }),
            // Words always have indices.
            (Cells::Words(Words { words, .. }), None) => Compact::Each { words: List::of(words) },
        })
        .collect()
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
    use std::collections::HashMap;

    use super::super::seen::{AS_BEFORE, KNOWN, NEXT, NULL};
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

    /// The codes of a column unpacked again, as the page does it.
    fn unpacked(form: &Compact, like: Option<&[i32]>) -> Vec<i32> {
        let (Compact::Words { seen, .. } | Compact::Dictionary { seen, .. }) = form else {
            panic!("not in codes: {form:?}")
        };
        let mut codes: Vec<i32> = Vec::new();
        for &code in &seen.seen {
            match code {
                again if again < NULL => codes.extend(vec![codes[codes.len() - 1]; (NULL - again) as usize]),
                code => codes.push(code),
            }
        }
        let (mut next, mut last) = (0, HashMap::new());
        let rows = codes.iter().enumerate();
        rows.map(|(row, &code)| {
            let key = like.map(|like| like[row]);
            let at = match code {
                NULL => -1,
                AS_BEFORE => last[&key],
                NEXT => {
                    next += 1;
                    next - 1
                }
                known => known - KNOWN,
            };
            last.insert(key, at);
            at
        })
        .collect()
    }

    #[test]
    fn what_another_column_tells_is_written_once() {
        // Two thousand rows of fifty places; every place has one name but for a slip, a size, and one row has neither.
        let rows = 2_000;
        let place = |row: usize| row * row % 53 % 50;
        let names: Vec<Option<String>> = (0..rows)
            .map(|row| (row != 700).then(|| format!("name {}", if row == 900 { 7 } else { place(row) })))
            .collect();
        let ids: Vec<String> = (0..rows).map(|row| format!("p{}", place(row))).collect();
        let free: Vec<String> = (0..rows).map(|row| format!("f{}", row * 7919 % 1_009 % 10)).collect();
        let columns = vec![
            words(&ids.iter().map(|id| Some(id.as_str())).collect::<Vec<_>>()),
            words(&names.iter().map(Option::as_deref).collect::<Vec<_>>()),
            Cells::Numbers((0..rows).map(|row| Some(Number::from(place(row) * 3))).collect()),
            words(&free.iter().map(|free| Some(free.as_str())).collect::<Vec<_>>()),
        ];
        let before: Vec<Vec<i32>> = columns
            .iter()
            .map(|cells| Indices::of(cells).unwrap().at.into_owned())
            .collect();
        let forms = compact(&["id", "name", "size", "free"], columns, &BTreeMap::new());
        let like: Vec<Option<usize>> = forms
            .iter()
            .map(|form| {
                let (Compact::Words { seen, .. } | Compact::Dictionary { seen, .. }) = form else {
                    return None;
                };
                let names = ["id", "name", "size", "free"];
                names.iter().position(|name| seen.like.as_deref() == Some(name))
            })
            .collect();
        assert_eq!(like.iter().filter(|like| like.is_some()).count(), 2, "{like:?}");
        assert_eq!(like[3], None, "what nothing tells stands alone");
        for (place, form) in forms.iter().enumerate() {
            if !matches!(form, Compact::Numbers { .. }) {
                let like = like[place].map(|like| before[like].as_slice());
                assert_eq!(unpacked(form, like), before[place]);
            }
        }
    }

    #[test]
    fn few_rows_are_written_as_they_are() {
        let columns = vec![
            words(&[Some("b"), Some("a"), Some("b"), None]),
            words(&[Some("0123abcd"), Some("4567abcd"), Some("89efabcd"), Some("00000000")]),
            words(&[Some("äääää"), Some("0123456789"), Some("c"), Some("d")]),
        ];
        assert_eq!(
            json(&compact(&["free", "hash", "text"], columns, &BTreeMap::new())),
            "[{\"words\":[\"b\",\"a\"],\"seen\":[1,1,2,-1]},\
             {\"cut\":8,\"words\":\"0123abcd4567abcd89efabcd00000000\"},\
             {\"words\":[\"äääää\",\"0123456789\",\"c\",\"d\"]}]"
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
            "[{\"words\":[\"a\"],\"seen\":[1,2,2]},{\"steps\":[6,11,6]},\
             {\"after\":\"char_start\",\"values\":[5,5,4]},{\"span\":true}]"
        );
        let changed = json(&compact(&names, columns("1,301"), &texts));
        assert!(
            changed.ends_with("{\"words\":[\"1,200\",\"1,301\",\"lost\"]}]"),
            "{changed}"
        );
    }
}
