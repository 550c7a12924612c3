//! Columns in fewer bytes: what another column, or the article's text, already says is not written again.
//!
//! The page unpacks them (`web/unpack.js`). Every form is found by looking at the cells, never by what a column is
//! called, but for spans: the covered text is left out where it is what the article has there.
//!
//! Invariant: nothing is lost; a table that somebody changed is written as it is.

use std::collections::{BTreeMap, HashMap};

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
    /// Hashes compress to half without quotes between them; short codes are few.
    fn of(words: Vec<String>) -> Self {
        let cut = words.first().map_or(0, String::len);
        if cut >= 8 && words.iter().all(|word| word.len() == cut && word.is_ascii()) {
            let words = words.concat();
            return Self::Cut { cut, words };
        }
        Self::Plain { words }
    }
}

/// Which word of the dictionary each row has, in the order of the rows.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Seen {
    /// The column that [`AS_BEFORE`] looks at.
    #[serde(skip_serializing_if = "Option::is_none")]
    like: Option<String>,
    /// [`NULL`], [`AS_BEFORE`], [`NEXT`], or [`KNOWN`] and the index of the word; below [`NULL`], how often the code before
    /// stands again, less than it.
    seen: Vec<i32>,
}

const NULL: i32 = -1;
/// What the last row had that agrees with this one in the other column.
const AS_BEFORE: i32 = 0;
/// The first word of the dictionary that no row had so far.
const NEXT: i32 = 1;
const KNOWN: i32 = 2;

/// A column as indices into its dictionary, -1 for null.
struct Indices<'a> {
    at: std::borrow::Cow<'a, [i32]>,
    words: usize,
}

/// The columns of one table, of these names.
pub(super) fn compact(names: &[&str], columns: Vec<Cells>, texts: &BTreeMap<&str, &str>) -> Vec<Compact> {
    let span = names.iter().position(|name| *name == Figure::text);
    let span = span.filter(|_| is_covered(names, &columns, texts));
    let indices: Vec<Option<Indices<'_>>> = columns
        .iter()
        .enumerate()
        .map(|(place, cells)| indices(cells).filter(|_| span != Some(place)))
        .collect();
    let seen: Vec<Option<Seen>> = likes(&indices)
        .into_iter()
        .zip(&indices)
        .map(|(like, own)| {
            let other = like.and_then(|like| Some((names[like], indices[like].as_ref()?)));
            Some(Seen {
                like: other.map(|(name, _)| name.to_owned()),
                seen: runs(&own.as_ref()?.seen(other.map(|(_, other)| other))),
            })
        })
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
    let numbers: Vec<Option<Vec<Number>>> = columns.iter().map(dictionary).collect();
    drop(indices);
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
            (Cells::Numbers(_), Some(seen @ Seen { like: Some(_), .. })) => {
                let numbers = numbers.unwrap_or_default();
                Compact::Dictionary { numbers, seen }
            }
            (Cells::Numbers(values), _) => Compact::Numbers { values },
            (Cells::Whole(numbers), _) => whole.unwrap_or_else(|| Compact::Numbers {
                values: numbers.into_iter().map(|number| number.map(Into::into)).collect(),
            }),
            // Words always have indices.
            (Cells::Words(Words { words, .. }), None) => Compact::Each { words: List::of(words) },
        })
        .collect()
}

/// Each number once, in the order of the rows.
fn dictionary(cells: &Cells) -> Option<Vec<Number>> {
    let Cells::Numbers(values) = cells else {
        return None;
    };
    let mut known = HashMap::new();
    let mut numbers = Vec::new();
    for number in values.iter().flatten() {
        known
            .entry(number.to_string())
            .or_insert_with(|| numbers.push(number.clone()));
    }
    Some(numbers)
}

fn indices(cells: &Cells) -> Option<Indices<'_>> {
    match cells {
        Cells::Words(Words { words, at, .. }) => Some(Indices {
            at: at.into(),
            words: words.len(),
        }),
        Cells::Numbers(values) => {
            let mut known: HashMap<String, i32> = HashMap::new();
            let at = values.iter().map(|number| {
                number.as_ref().map_or(-1, |number| {
                    let next = i32::try_from(known.len()).unwrap_or(i32::MAX);
                    *known.entry(number.to_string()).or_insert(next)
                })
            });
            Some(Indices {
                at: at.collect::<Vec<_>>().into(),
                words: known.len(),
            })
        }
        Cells::Whole(_) => None,
    }
}

impl Indices<'_> {
    /// What is written of each row, looking at the other column if there is one.
    fn seen(&self, like: Option<&Self>) -> Vec<i32> {
        // By the other column's word, null being the last: what the last such row had.
        let mut last: Vec<Option<i32>> = vec![None; like.map_or(0, |like| like.words + 1)];
        let mut next = 0;
        let own = self.at.iter().enumerate();
        own.map(|(row, &at)| {
            let before = like.and_then(|like| {
                let word = usize::try_from(like.at[row]).unwrap_or(like.words);
                last.get_mut(word)?.replace(at)
            });
            if at == next {
                next += 1;
                return NEXT;
            }
            match before {
                Some(before) if before == at => AS_BEFORE,
                _ if at < 0 => NULL,
                _ => at + KNOWN,
            }
        })
        .collect()
    }

    /// About how many bits the codes take when they are compressed.
    fn cost(&self, like: Option<&Self>) -> u64 {
        let seen = self.seen(like);
        let mut counts = vec![0u64; self.words + KNOWN as usize + 1];
        for &code in &seen {
            counts[usize::try_from(code - NULL).unwrap_or_default()] += 1;
        }
        let rows = seen.len() as u64;
        let each = counts.iter().filter(|&&count| count > 0);
        let by_frequency: u64 = each.map(|&count| count * (log2(rows) - log2(count))).sum();
        // Or, where equal ones stand together, by the places at which they change.
        let changes = 1 + seen.windows(2).filter(|pair| pair[0] != pair[1]).count() as u64;
        let by_runs = changes * (log2(self.words as u64 + 3) + log2(rows / changes + 1));
        by_frequency.min(by_runs) >> FRACTION
    }
}

/// The codes with runs as a code and how often it stands again.
fn runs(codes: &[i32]) -> Vec<i32> {
    let mut written = Vec::new();
    for run in codes.chunk_by(|one, other| one == other) {
        match i32::try_from(run.len() - 1) {
            Ok(again) if again > 2 => written.extend([run[0], NULL - again]),
            _ => written.extend(run),
        }
    }
    written
}

/// Bits behind the point of [`log2`].
const FRACTION: u32 = 8;

/// The logarithm of a number, in whole numbers only: it has to be the same on every machine.
fn log2(number: u64) -> u64 {
    let number = number.max(1);
    let whole = number.ilog2();
    let mut bits = u64::from(whole);
    // Between 1 and 2, with 31 bits behind the point.
    let mut part = if whole > 31 {
        number >> (whole - 31)
    } else {
        number << (31 - whole)
    };
    for _ in 0..FRACTION {
        part = (part * part) >> 31;
        let over = part >> 32;
        part >>= over;
        bits = bits << 1 | over;
    }
    bits
}

/// Bits that a column must take for it to be looked at.
const SMALL: u64 = 2_000;

/// For each column another one that tells most of it, if that pays: no two tell each other, nor several in a circle.
fn likes(columns: &[Option<Indices<'_>>]) -> Vec<Option<usize>> {
    let there = |place: usize| columns[place].as_ref().map(|column| (place, column));
    let all: Vec<_> = (0..columns.len()).filter_map(there).collect();
    let mut pairs = Vec::new();
    for &(place, column) in &all {
        let alone = column.cost(None);
        for &(other, like) in all.iter().filter(|(other, _)| alone > SMALL && *other != place) {
            // A word for each row tells nothing.
            if like.words * 10 > like.at.len() * 9 {
                continue;
            }
            let cost = column.cost(Some(like));
            if cost * 10 < alone * 9 {
                pairs.push((std::cmp::Reverse(alone - cost), place, other));
            }
        }
    }
    pairs.sort_unstable();
    let mut likes: Vec<Option<usize>> = vec![None; columns.len()];
    for (_, place, other) in pairs {
        let mut chain = std::iter::successors(Some(other), |&at| likes[at]);
        if likes[place].is_none() && !chain.any(|at| at == place) {
            likes[place] = Some(other);
        }
    }
    likes
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
            .map(|cells| indices(cells).unwrap().at.into_owned())
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
    fn logarithms_are_near_enough() {
        for number in [1, 2, 3, 10, 1_000, 352_103, u64::from(u32::MAX), 1 << 40] {
            let exact = (number as f64).log2() * f64::from(1 << FRACTION);
            assert!(
                (log2(number) as f64 - exact).abs() <= 1.0,
                "{number}: {} {exact}",
                log2(number)
            );
        }
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
