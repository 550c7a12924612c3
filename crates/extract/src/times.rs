//! Time expressions: dates that the text states, and those relative to the article's date.
//!
//! Without a publication date relative words stay unresolved: nothing is guessed.

use jiff::civil::Date;
use jiff::{Span as Period, ToSpan};
use tidywire_codebook::{DateBasis, DateKind, DatePrecision};

use crate::knowledge::Knowledge;
use crate::tree::Tree;
use crate::types::{TimeExpression, When};

/// Finds the time expressions of one sentence.
pub(crate) fn find(
    knowledge: &Knowledge<'_>,
    tree: &Tree<'_>,
    sentence: usize,
    published: Option<Date>,
) -> Vec<TimeExpression> {
    let mut found = Vec::new();
    let mut token = 0;
    while token < tree.len() {
        match expression(knowledge, tree, sentence, token, published) {
            Some((end, time)) => {
                token = end;
                found.push(time);
            }
            None => token += 1,
        }
    }
    found
}

struct Found {
    end: usize,
    start: Option<Date>,
    last: Option<Date>,
    basis: DateBasis,
    precision: DatePrecision,
    value: Option<String>,
    rule: &'static str,
}

fn expression(
    knowledge: &Knowledge<'_>,
    tree: &Tree<'_>,
    sentence: usize,
    first: usize,
    published: Option<Date>,
) -> Option<(usize, TimeExpression)> {
    let found = absolute(knowledge, tree, first, published)
        .or_else(|| year(tree, first))
        .or_else(|| relative(knowledge, tree, first, published))?;
    let span = tree.span(first, found.end - 1);
    let time = TimeExpression {
        sentence,
        span,
        kind: DateKind::Date,
        when: When {
            start: found.start,
            end: found.last,
            basis: found.basis,
        },
        precision: found.start.is_some().then_some(found.precision),
        value: found.value,
        rule: found.rule,
        head: tree.head_of(span).unwrap_or(first),
    };
    Some((found.end, time))
}

fn number(tree: &Tree<'_>, token: usize) -> Option<i16> {
    if token >= tree.len() {
        return None;
    }
    let word = tree.word(token);
    let digits = word.trim_end_matches(|letter: char| letter.is_alphabetic());
    if digits.len() < word.len() && !matches!(&word[digits.len()..], "st" | "nd" | "rd" | "th") {
        return None;
    }
    digits.parse().ok()
}

fn plausible_year(tree: &Tree<'_>, token: usize) -> Option<i16> {
    number(tree, token).filter(|year| (1800..2100).contains(year))
}

/// "12 August 2024", "Aug 12, 2024", "Aug. 12", "August 2024", "March".
fn absolute(knowledge: &Knowledge<'_>, tree: &Tree<'_>, first: usize, published: Option<Date>) -> Option<Found> {
    let mut day = None;
    let mut at = first;
    if let Some(number) = number(tree, first).filter(|day| (1..=31).contains(day)) {
        day = Some(number);
        at += 1;
        if at < tree.len() && tree.word(at) == "of" {
            at += 1;
        }
    }
    if at >= tree.len() || !tree.surface(at).starts_with(char::is_uppercase) {
        return None;
    }
    let month = knowledge.month(tree.word(at))?;
    // "may" and "march" are also words: the capital and a number or "in" must speak for the month.
    at += 1;
    if at < tree.len() && tree.surface(at) == "." {
        at += 1;
    }
    if day.is_none()
        && let Some(number) = number(tree, at).filter(|day| (1..=31).contains(day))
    {
        day = Some(number);
        at += 1;
    }
    let mut year_at = at;
    if year_at < tree.len() && tree.surface(year_at) == "," {
        year_at += 1;
    }
    let year = plausible_year(tree, year_at);
    if year.is_some() {
        at = year_at + 1;
    }
    let before = first.checked_sub(1).map(|before| tree.word(before).to_owned());
    let alone = day.is_none() && year.is_none();
    if alone
        && !before.is_some_and(|word| {
            matches!(
                word.as_str(),
                "in" | "since" | "during" | "until" | "last" | "early" | "late" | "mid" | "of" | "by" | "this" | "next"
            )
        })
    {
        return None;
    }
    let day = match day {
        Some(day) => Some(i8::try_from(day).ok()?),
        None => None,
    };
    let basis = if year.is_some() {
        DateBasis::Stated
    } else {
        DateBasis::Relative
    };
    // Without a year the last such month up to the article's date is meant.
    let year = year.or_else(|| {
        published.map(|published| {
            if month > published.month() {
                published.year() - 1
            } else {
                published.year()
            }
        })
    });
    let Some(year) = year else {
        let value = day.map_or_else(|| format!("XXXX-{month:02}"), |day| format!("XXXX-{month:02}-{day:02}"));
        return Some(Found {
            end: at,
            start: None,
            last: None,
            basis: DateBasis::None,
            precision: DatePrecision::Day,
            value: Some(value),
            rule: "code/times#absolute",
        });
    };
    match day {
        Some(day) => {
            let date = Date::new(year, month, day).ok()?;
            Some(Found {
                end: at,
                start: Some(date),
                last: Some(date),
                basis,
                precision: DatePrecision::Day,
                value: Some(date.to_string()),
                rule: "code/times#absolute",
            })
        }
        None => {
            let date = Date::new(year, month, 1).ok()?;
            Some(Found {
                end: at,
                start: Some(date),
                last: Some(date.last_of_month()),
                basis,
                precision: DatePrecision::Month,
                value: Some(format!("{year:04}-{month:02}")),
                rule: "code/times#absolute",
            })
        }
    }
}

/// "in 2022", "since 2014".
fn year(tree: &Tree<'_>, first: usize) -> Option<Found> {
    let year = plausible_year(tree, first).filter(|_| tree.surface(first).len() == 4)?;
    let before = first.checked_sub(1).map(|before| tree.word(before).to_owned())?;
    if !matches!(
        before.as_str(),
        "in" | "since"
            | "from"
            | "until"
            | "of"
            | "by"
            | "during"
            | "late"
            | "early"
            | "mid"
            | "-"
            | "to"
            | "and"
            | "before"
            | "after"
            | "around"
    ) || tree.label(first) == tidywire_text::Label::Nummod
    {
        return None;
    }
    let start = Date::new(year, 1, 1).ok()?;
    Some(Found {
        end: first + 1,
        start: Some(start),
        last: Some(start.last_of_year()),
        basis: DateBasis::Stated,
        precision: DatePrecision::Year,
        value: Some(format!("{year:04}")),
        rule: "code/times#year",
    })
}

/// "yesterday", "on Tuesday", "last week".
fn relative(knowledge: &Knowledge<'_>, tree: &Tree<'_>, first: usize, published: Option<Date>) -> Option<Found> {
    let word = tree.word(first);
    let next = if first + 1 < tree.len() {
        tree.word(first + 1)
    } else {
        ""
    };
    let day = |end: usize, days: Period, rule: &'static str| {
        let date = published.and_then(|published| published.checked_add(days).ok());
        Found {
            end,
            start: date,
            last: date,
            basis: if date.is_some() {
                DateBasis::Relative
            } else {
                DateBasis::None
            },
            precision: DatePrecision::Day,
            value: date.map(|date| date.to_string()),
            rule,
        }
    };
    if let Some(known) = knowledge.lexicon.relative_days.iter().find(|known| known.word == word) {
        return Some(day(first + 1, known.offset.days(), "code/times#day"));
    }
    if let Some(wanted) = knowledge
        .weekday(word)
        .filter(|_| tree.surface(first).starts_with(char::is_uppercase))
    {
        // The last such day up to the article's date; "next" looks ahead.
        let ahead = first > 0 && tree.word(first - 1) == "next";
        let offset = published.map_or(0, |published| {
            let today = published.weekday().to_monday_zero_offset();
            let back = (today - wanted).rem_euclid(7);
            if ahead { i64::from(7 - back) } else { -i64::from(back) }
        });
        return Some(day(first + 1, offset.days(), "code/times#weekday"));
    }
    if matches!(word, "last" | "this" | "next") && matches!(next, "week" | "month" | "year") {
        let step = match word {
            "last" => -1,
            "next" => 1,
            _ => 0,
        };
        let found = published.and_then(|published| period(published, next, step));
        let (start, last, precision, value) = match found {
            Some((start, last, precision, value)) => (Some(start), Some(last), precision, Some(value)),
            None => (None, None, DatePrecision::Week, None),
        };
        let basis = if start.is_some() {
            DateBasis::Relative
        } else {
            DateBasis::None
        };
        return Some(Found {
            end: first + 2,
            start,
            last,
            basis,
            precision,
            value,
            rule: "code/times#period",
        });
    }
    None
}

fn period(published: Date, unit: &str, step: i64) -> Option<(Date, Date, DatePrecision, String)> {
    match unit {
        "week" => {
            let monday = published
                .checked_sub(i64::from(published.weekday().to_monday_zero_offset()).days())
                .ok()?;
            let start = monday.checked_add(step.weeks()).ok()?;
            let week = start.iso_week_date();
            Some((
                start,
                start.checked_add(6.days()).ok()?,
                DatePrecision::Week,
                format!("{:04}-W{:02}", week.year(), week.week()),
            ))
        }
        "month" => {
            let start = published.first_of_month().checked_add(step.months()).ok()?;
            Some((
                start,
                start.last_of_month(),
                DatePrecision::Month,
                format!("{:04}-{:02}", start.year(), start.month()),
            ))
        }
        _ => {
            let start = published.first_of_year().checked_add(step.years()).ok()?;
            Some((
                start,
                start.last_of_year(),
                DatePrecision::Year,
                format!("{:04}", start.year()),
            ))
        }
    }
}
