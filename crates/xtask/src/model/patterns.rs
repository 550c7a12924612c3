//! The tokenizer's regular expressions, taken apart.
//!
//! The inference matches by hand, so this module only collects the literals and character classes and checks
//! that everything around them is what the hand-written matchers implement. Invariant: an expression with a
//! part that is not known here fails the import.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail, ensure};
use rmpv::Value;

use super::container::Container;
use super::wheel::{field, text};

type Ranges = Vec<(char, char)>;

/// The URL expression with its one long class replaced by `CLASS`.
const URL: &str = r"(?u)^(?:(?:[\w\+\-\.]{2,})://)?(?:\S+(?::\S*)?@)?(?:(?!(?:10|127)(?:\.\d{1,3}){3})(?!(?:169\.254|192\.168)(?:\.\d{1,3}){2})(?!172\.(?:1[6-9]|2\d|3[0-1])(?:\.\d{1,3}){2})(?:[1-9]\d?|1\d\d|2[01]\d|22[0-3])(?:\.(?:1?\d{1,2}|2[0-4]\d|25[0-5])){2}(?:\.(?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-4]))|(?:(?:[A-Za-z0-9\u00a1-\uffff][A-Za-z0-9\u00a1-\uffff_-]{0,62})?[A-Za-z0-9\u00a1-\uffff]\.)+(?:CLASS{2,63}))(?::\d{2,5})?(?:[/?#]\S*)?$";

/// Adds literals and classes of the four expressions.
pub(super) fn convert(tokenizer: &Value, out: &mut Container) -> Result<()> {
    let icons = prefixes(text(field(tokenizer, "prefix_search")?)?, out).context("prefixes")?;
    suffixes(text(field(tokenizer, "suffix_search")?)?, &icons, out).context("suffixes")?;
    infixes(text(field(tokenizer, "infix_finditer")?)?, &icons, out).context("infixes")?;
    out.ranges("chars.icons", &icons);
    let url = text(field(tokenizer, "url_match")?)?;
    let (head, tail) = URL.split_once("CLASS").context("no class in the expected expression")?;
    let class = url
        .strip_prefix(head)
        .and_then(|rest| rest.strip_suffix(tail))
        .context("other URL expression")?;
    out.ranges("chars.url", &parse_class(class)?);
    Ok(())
}

fn prefixes(pattern: &str, out: &mut Container) -> Result<Ranges> {
    let mut literals = BTreeSet::new();
    let mut icons = None;
    let mut special = BTreeSet::new();
    for part in alternatives(pattern) {
        let part = part
            .strip_prefix('^')
            .with_context(|| format!("{part} is not anchored"))?;
        if part == r"\.\.+" || part == r"\+(?![0-9])" {
            special.insert(part);
        } else if part.starts_with('[') {
            icons = Some(parse_class(part)?);
        } else {
            literals.insert(literal(part)?);
        }
    }
    ensure!(special.len() == 2, "dots or plus missing");
    // The matcher takes one character, else the only literal that fits: longer ones must not compete.
    let single: BTreeSet<char> = literals
        .iter()
        .filter(|one| one.chars().count() == 1)
        .filter_map(|one| one.chars().next())
        .collect();
    let long: Vec<String> = literals
        .into_iter()
        .filter(|one| one.chars().next().is_some_and(|first| !single.contains(&first)))
        .collect();
    out.ranges(
        "chars.prefix",
        &single.into_iter().map(|one| (one, one)).collect::<Vec<_>>(),
    );
    out.lines("prefix.literals", long);
    icons.context("no icons")
}

fn suffixes(pattern: &str, icons: &Ranges, out: &mut Container) -> Result<()> {
    let mut literals = BTreeSet::new();
    let mut units = BTreeSet::new();
    let mut before_dot = None;
    let mut upper = None;
    let mut special = BTreeSet::new();
    for part in alternatives(pattern) {
        let part = part
            .strip_suffix('$')
            .with_context(|| format!("{part} is not anchored"))?;
        if part == r"\.\.+" || part == r"(?<=[0-9])\+" || part == r"(?<=°[FfCcKk])\." {
            special.insert(part);
        } else if let Some(list) = part
            .strip_prefix("(?<=[0-9])(?:")
            .and_then(|rest| rest.strip_suffix(')'))
        {
            for unit in alternatives(list) {
                units.insert(literal(unit)?);
            }
        } else if let Some(inner) = part.strip_prefix("(?<=").and_then(|rest| rest.strip_suffix(r")\.")) {
            match classes(inner)?.as_slice() {
                [one] => before_dot = Some(one.clone()),
                [one, two] if one == two => upper = Some(one.clone()),
                _ => bail!("unknown look-behind"),
            }
        } else if part.starts_with('[') {
            ensure!(&parse_class(part)? == icons, "other icons");
        } else {
            literals.insert(literal(part)?);
        }
    }
    ensure!(special.len() == 3, "dots, plus or degree missing");
    let single: BTreeSet<char> = literals
        .iter()
        .filter(|one| one.chars().count() == 1)
        .filter_map(|one| one.chars().next())
        .collect();
    let long: Vec<String> = literals.into_iter().filter(|one| one.chars().count() > 1).collect();
    out.ranges(
        "chars.suffix",
        &single.into_iter().map(|one| (one, one)).collect::<Vec<_>>(),
    );
    out.lines("suffix.literals", long);
    out.lines("suffix.units", units);
    out.ranges("chars.before_dot", &before_dot.context("no class before a dot")?);
    out.ranges("chars.upper", &upper.context("no class of capitals")?);
    Ok(())
}

fn infixes(pattern: &str, icons: &Ranges, out: &mut Container) -> Result<()> {
    let parts = alternatives(pattern);
    ensure!(parts.len() == 8, "{} parts", parts.len());
    ensure!(
        parts[0] == r"\.\.+" && parts[1] == "…" && parts[3] == r"(?<=[0-9])[+\-\*^](?=[0-9-])",
        "other order"
    );
    ensure!(&parse_class(parts[2])? == icons, "other icons");
    let (lower, upper) = around(parts[4], r"\.")?;
    let (alpha, after_comma) = around(parts[5], ",")?;
    let (alnum, after_dash) = around(parts[6], "(?:-|–|—|--|---|——|~)")?;
    let (before_mark, after_mark) = around(parts[7], "[:<>=/]")?;
    ensure!(
        after_comma == alpha && after_dash == alpha && after_mark == alpha && before_mark == alnum,
        "other classes"
    );
    out.ranges("chars.infix_lower", &lower);
    out.ranges("chars.infix_upper", &upper);
    out.ranges("chars.alpha", &alpha);
    out.ranges("chars.alnum", &alnum);
    Ok(())
}

/// The classes of `(?<=CLASS)middle(?=CLASS)`.
fn around(part: &str, middle: &str) -> Result<(Ranges, Ranges)> {
    let inner = part
        .strip_prefix("(?<=")
        .and_then(|rest| rest.strip_suffix(')'))
        .context("no look-around")?;
    let (before, after) = inner
        .split_once(&format!("){middle}(?="))
        .with_context(|| format!("no {middle}"))?;
    Ok((parse_class(before)?, parse_class(after)?))
}

/// Splits at `|` outside of classes and groups.
fn alternatives(pattern: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut depth, mut class, mut escaped) = (0, 0, false, false);
    for (at, character) in pattern.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' if !class => class = true,
            ']' => class = false,
            '(' if !class => depth += 1,
            ')' if !class => depth -= 1,
            '|' if !class && depth == 0 => {
                parts.push(&pattern[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&pattern[start..]);
    parts
}

/// Splits a row of classes.
fn classes(pattern: &str) -> Result<Vec<Ranges>> {
    let (mut found, mut start, mut escaped) = (Vec::new(), 0, false);
    for (at, character) in pattern.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            ']' => {
                found.push(parse_class(&pattern[start..=at])?);
                start = at + 1;
            }
            _ => {}
        }
    }
    ensure!(start == pattern.len(), "text after a class");
    Ok(found)
}

/// The ranges of one class, sorted and merged.
fn parse_class(class: &str) -> Result<Ranges> {
    let inner = class
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .with_context(|| format!("{class:.20} is no class"))?;
    ensure!(!inner.starts_with('^'), "negated class");
    let units = characters(inner)?;
    let mut ranges = Vec::new();
    let mut at = 0;
    while let Some(&(low, _)) = units.get(at) {
        match (units.get(at + 1), units.get(at + 2)) {
            (Some(&('-', false)), Some(&(high, _))) => {
                ensure!(low <= high, "range upside down");
                ranges.push((low, high));
                at += 3;
            }
            _ => {
                ranges.push((low, low));
                at += 1;
            }
        }
    }
    ranges.sort_unstable();
    let mut merged: Ranges = Vec::new();
    for (low, high) in ranges {
        match merged.last_mut() {
            Some(last) if low as u32 <= last.1 as u32 + 1 => last.1 = last.1.max(high),
            _ => merged.push((low, high)),
        }
    }
    Ok(merged)
}

/// Characters with a mark whether they were escaped.
fn characters(text: &str) -> Result<Vec<(char, bool)>> {
    let mut found = Vec::new();
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            found.push((character, false));
            continue;
        }
        let escape = rest.next().context("pattern ends in a backslash")?;
        let digits = match escape {
            'u' => 4,
            'U' => 8,
            _ if escape.is_ascii_alphanumeric() => bail!("unknown escape {escape}"),
            _ => {
                found.push((escape, true));
                continue;
            }
        };
        let code: String = rest.by_ref().take(digits).collect();
        found.push((code_point(&code)?, true));
    }
    Ok(found)
}

/// A code point in hexadecimal.
fn code_point(code: &str) -> Result<char> {
    let number = u32::from_str_radix(code, 16)?;
    char::from_u32(number).with_context(|| format!("{code} is no character"))
}

/// A literal without its escapes.
fn literal(part: &str) -> Result<String> {
    let mut plain = String::new();
    for (character, escaped) in characters(part)? {
        ensure!(escaped || !"[](){}.*+?^$|".contains(character), "{part} is no literal");
        plain.push(character);
    }
    ensure!(!plain.is_empty(), "empty literal");
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::{alternatives, parse_class};

    #[test]
    fn classes_keep_escaped_brackets() {
        assert_eq!(alternatives(r"^a|(?<=[|\]])b|c"), [r"^a", r"(?<=[|\]])b", "c"]);
        assert_eq!(
            parse_class(r"[\]a-c\u0064\-]").unwrap(),
            [('-', '-'), (']', ']'), ('a', 'd')]
        );
    }
}
