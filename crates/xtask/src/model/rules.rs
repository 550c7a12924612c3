//! The attribute ruler's patterns, flattened to lines.
//!
//! One line a pattern: index of the changed token, part of speech, what the morphology says about base forms,
//! lemma, then per token three conditions on tag, lower-cased text and relation. A condition is empty, or `+`
//! or `-` with the allowed or forbidden values, separated by spaces. Conditions on white space are left out,
//! because white space is never a token. Invariant: the order of the lines is the order of precedence.

use anyhow::{Context, Result, bail, ensure};
use rmpv::Value;

use super::container::Container;
use super::wheel::{Wheel, field, text};

/// The regular expressions in the patterns and the words that they stand for.
const EXPRESSIONS: [(&str, &str); 3] = [
    ("^n'?t$", "nt n't"),
    ("^n[ou]thin'$", "nothin' nuthin'"),
    ("^y'?$", "y y'"),
];

/// Adds the patterns.
pub(super) fn convert(wheel: &mut Wheel, out: &mut Container) -> Result<()> {
    let rules = wheel.message("attribute_ruler/patterns")?;
    let mut lines = Vec::new();
    for rule in rules.as_array().context("rules are no list")? {
        let head = attributes(rule)?;
        for pattern in field(rule, "patterns")?.as_array().context("patterns are no list")? {
            let mut line = head.clone();
            let mut about_space = false;
            for token in pattern.as_array().context("pattern is no list")? {
                let mut conditions = [String::new(), String::new(), String::new()];
                for (key, value) in token.as_map().context("token is no map")? {
                    let slot = match text(key)? {
                        "TAG" => 0,
                        "LOWER" => 1,
                        "DEP" => 2,
                        "IS_SPACE" => {
                            about_space |= value.as_bool() == Some(true);
                            continue;
                        }
                        other => bail!("unknown attribute {other}"),
                    };
                    conditions[slot] = condition(value)?;
                }
                line.push('\t');
                line.push_str(&conditions.join("\t"));
            }
            if !about_space {
                lines.push(line);
            }
        }
    }
    out.lines("ruler", lines);
    Ok(())
}

fn attributes(rule: &Value) -> Result<String> {
    let (mut pos, mut base, mut lemma) = (String::new(), String::new(), String::new());
    for (key, value) in field(rule, "attrs")?.as_map().context("attrs are no map")? {
        match (text(key)?, text(value)?) {
            ("POS", value) => pos = value.to_owned(),
            ("LEMMA", value) => lemma = value.to_owned(),
            ("MORPH", value) => base = base_form(value).to_string(),
            // Only on white space.
            ("TAG" | "DEP", _) => {}
            (other, _) => bail!("unknown attribute {other}"),
        }
    }
    let index = field(rule, "index")?.as_u64().context("index")?;
    Ok(format!("{index}\t{pos}\t{base}\t{lemma}"))
}

/// What decides whether a form is its own lemma: 1 singular, 2 infinitive, 4 finite present without number,
/// 8 positive degree.
fn base_form(morphology: &str) -> u8 {
    let has = |feature: &str| morphology.split('|').any(|found| found == feature);
    let finite = has("VerbForm=Fin") && has("Tense=Pres") && !morphology.contains("Number=");
    u8::from(has("Number=Sing"))
        | u8::from(has("VerbForm=Inf")) << 1
        | u8::from(finite) << 2
        | u8::from(has("Degree=Pos")) << 3
}

fn condition(value: &Value) -> Result<String> {
    if value.as_str().is_some() {
        return Ok(format!("+{}", text(value)?));
    }
    let [(key, values)] = value.as_map().context("condition is no map")?.as_slice() else {
        bail!("more than one operator")
    };
    let list = || -> Result<String> {
        let words: Result<Vec<&str>> = values.as_array().context("no list")?.iter().map(text).collect();
        // The empty value stands for "not analysed", which does not occur.
        Ok(words?
            .into_iter()
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" "))
    };
    match text(key)? {
        "IN" => Ok(format!("+{}", list()?)),
        "NOT_IN" => Ok(format!("-{}", list()?)),
        "REGEX" => {
            let expression = text(values)?;
            let known = EXPRESSIONS.iter().find(|(found, _)| *found == expression);
            let words = known.with_context(|| format!("unknown expression {expression}"))?.1;
            ensure!(!words.is_empty(), "no words");
            Ok(format!("+{words}"))
        }
        other => bail!("unknown operator {other}"),
    }
}
