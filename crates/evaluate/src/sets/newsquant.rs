//! Scorer of `newsquant`: values in sentences of news, without offsets.
//!
//! Gold and found values of a sentence are matched one to one, in the order of the gold; a pair whose change fits too is
//! made first. A figure answers with its one number (point, the number of its bound, the floor of its vague word) or, for
//! a range, with both ends; a vague word also answers a gold range that begins with its floor. Percent stays as
//! written. A gold range that states a change ("from A to B") may be two rows of ours, one of them `earlier`: the two
//! whose values are the ends count as one right row.
//! Change: `=` an exact number, range or vague word without direction, `~` approximate, `<` at_most or less_than,
//! `>` at_least or more_than, `up` and `down` the direction; two rows state a direction by their values.
//! "sentences without a quantity": right when nothing was found in a sentence whose gold is empty.

use serde::Deserialize;
use tidywire_codebook::{Bound, Direction, Role};
use tidywire_extract::Figure;

use super::seen::Seen;
use super::value::{close, ends, stated};
use super::{Quoted, Task};
use crate::score::{Count, Scores};

#[derive(Deserialize)]
struct Gold {
    quantities: Vec<Quantity>,
}

#[derive(Deserialize)]
struct Quantity {
    change: String,
    #[serde(deserialize_with = "number")]
    value: Number,
    unit: String,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Number {
    One(f64),
    Range(f64, f64),
}

pub(super) fn read(line: &str) -> Result<Box<dyn Task>, serde_json::Error> {
    serde_json::from_str::<Gold>(line).map(|gold| Box::new(gold) as Box<dyn Task>)
}

fn number<'de, D: serde::Deserializer<'de>>(input: D) -> Result<Number, D::Error> {
    let text = String::deserialize(input)?;
    parse(&text).ok_or_else(|| serde::de::Error::custom(format!("`{text}` is neither a number nor two")))
}

/// `12`, `-3.5` or `1.5-2`: a hyphen after a digit divides two numbers.
fn parse(text: &str) -> Option<Number> {
    if let Ok(one) = text.parse() {
        return Some(Number::One(one));
    }
    let divides = |&(at, _): &(usize, &str)| text[..at].ends_with(|before: char| before.is_ascii_digit());
    let (at, _) = text.match_indices('-').find(divides)?;
    Some(Number::Range(text[..at].parse().ok()?, text[at + 1..].parse().ok()?))
}

impl Number {
    fn is(self, figure: &Figure) -> bool {
        match self {
            Self::One(gold) => stated(&figure.value).is_some_and(|found| close(found, gold)),
            Self::Range(low, high) => {
                let vague = figure.value.bound == Bound::Vague && stated(&figure.value) == Some(low);
                vague || ends(&figure.value).is_some_and(|found| close(found.0, low) && close(found.1, high))
            }
        }
    }
}

fn fits(change: &str, figure: &Figure) -> bool {
    let bound = figure.value.bound;
    match change {
        "=" => figure.direction.is_none() && matches!(bound, Bound::Exact | Bound::Range | Bound::Vague),
        // "about 25 to 40" is a range with words that make it approximate.
        "~" => bound == Bound::Approximate || bound == Bound::Range && figure.value.approximator.is_some(),
        "<" => matches!(bound, Bound::AtMost | Bound::LessThan),
        ">" => matches!(bound, Bound::AtLeast | Bound::MoreThan),
        "up" => figure.direction == Some(Direction::Up),
        "down" => figure.direction == Some(Direction::Down),
        _ => false,
    }
}

/// What answers one quantity.
#[derive(Clone, Copy, PartialEq)]
enum Answer {
    Nothing,
    One { change: bool },
    Two { change: bool },
}

impl Gold {
    /// An answer to each quantity, and which figures are used.
    fn answers(&self, figures: &[Figure]) -> (Vec<Answer>, Vec<bool>) {
        let mut used = vec![false; figures.len()];
        let mut answers = vec![Answer::Nothing; self.quantities.len()];
        for change in [true, false] {
            for (gold, answer) in self.quantities.iter().zip(&mut answers) {
                if *answer != Answer::Nothing {
                    continue;
                }
                let mut free = (0..figures.len()).filter(|&index| !used[index]);
                let fitting =
                    |&index: &usize| gold.value.is(&figures[index]) && (!change || fits(&gold.change, &figures[index]));
                if let Some(index) = free.find(fitting) {
                    used[index] = true;
                    *answer = Answer::One { change };
                }
            }
        }
        for (gold, answer) in self.quantities.iter().zip(&mut answers) {
            if *answer == Answer::Nothing
                && let Some((first, last)) = two_rows(gold, figures, &used)
            {
                used[first] = true;
                used[last] = true;
                *answer = Answer::Two {
                    change: two_fit(gold, &figures[first], &figures[last]),
                };
            }
        }
        (answers, used)
    }
}

/// Two unused rows whose values are the ends of a range, one of them an earlier value.
fn two_rows(gold: &Quantity, figures: &[Figure], used: &[bool]) -> Option<(usize, usize)> {
    let Number::Range(low, high) = gold.value else {
        return None;
    };
    let with = |value: f64| {
        (0..figures.len()).filter(move |&index| {
            !used[index] && stated(&figures[index].value).is_some_and(|found| close(found, value))
        })
    };
    with(low)
        .flat_map(|first| with(high).map(move |last| (first, last)))
        .find(|&(first, last)| {
            first != last && (figures[first].role == Role::Earlier || figures[last].role == Role::Earlier)
        })
}

fn two_fit(gold: &Quantity, first: &Figure, last: &Figure) -> bool {
    let stated_way = first.direction.or(last.direction);
    let way = stated_way.or(match gold.value {
        Number::Range(low, high) if low < high => Some(Direction::Up),
        Number::Range(..) => Some(Direction::Down),
        Number::One(_) => None,
    });
    match gold.change.as_str() {
        "up" => way == Some(Direction::Up),
        "down" => way == Some(Direction::Down),
        "=" => stated_way.is_none(),
        _ => fits(&gold.change, first) || fits(&gold.change, last),
    }
}

impl Task for Gold {
    fn quotes(&self) -> Vec<&Quoted> {
        Vec::new()
    }

    fn score(&self, seen: &Seen<'_>, scores: &mut Scores) {
        let (answers, used) = self.answers(seen.figures);
        let (mut values, mut changes, mut pairs) = (0, 0, 0);
        for (gold, answer) in self.quantities.iter().zip(&answers) {
            let (found, change) = match *answer {
                Answer::Nothing => (false, false),
                Answer::One { change } => (true, change),
                Answer::Two { change } => {
                    pairs += 1;
                    (true, change)
                }
            };
            values += usize::from(found);
            changes += usize::from(change);
            if !change {
                let (score, kind) = if found {
                    ("change", "wrong")
                } else {
                    ("value", "missed")
                };
                let detail = format!("{} {:?} {}", gold.change, gold.value, gold.unit);
                seen.miss(scores, score, kind, detail);
            }
        }
        let found = seen.figures.len() - pairs;
        scores.count("value", values, found, self.quantities.len());
        scores.count("value+change", changes, found, self.quantities.len());
        for (figure, _) in seen.figures.iter().zip(&used).filter(|(_, used)| !**used) {
            let score = if self.quantities.is_empty() { "empty" } else { "value" };
            seen.miss(scores, score, "false", seen.show(figure));
        }
        if self.quantities.is_empty() {
            let empty = seen.figures.is_empty();
            scores.put(
                "sentences without a quantity",
                Count {
                    right: usize::from(empty),
                    wrong: usize::from(!empty),
                    missed: 0,
                },
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hyphen_after_a_digit_divides() {
        assert_eq!(parse("-3.5"), Some(Number::One(-3.5)));
        assert_eq!(parse("1.5-2"), Some(Number::Range(1.5, 2.0)));
        assert_eq!(parse("-1--2"), Some(Number::Range(-1.0, -2.0)));
        assert_eq!(parse("many"), None);
    }
}
