//! Tables: tokenizer exceptions, norms, symbols, lemmas, attribute rules, action labels.
//!
//! Everything becomes sorted lines of text, which the inference reads with one scan and searches by bisection.
//! Invariant: a rule or an attribute that the inference does not implement fails the import.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail, ensure};
use rmpv::Value;

use super::container::Container;
use super::wheel::{Wheel, field, text};

/// Names with a fixed number in spaCy's string store, from spacy/symbols.pyx (MIT).
const SYMBOLS: &str = include_str!("symbols.tsv");
/// Punctuation norms from spacy/lang/norm_exceptions.py (MIT).
const BASE_NORMS: &str = include_str!("base_norms.tsv");
/// Attribute numbers of the tokenizer's exceptions.
const ORTH: u64 = 65;
const NORM: u64 = 67;
/// Parts of speech by their number as table keys.
const LEMMA_TABLES: [(&str, u64); 5] = [
    ("adj", 12_401_032_943_472_870_168),
    ("adv", 10_054_248_821_341_768_113),
    ("noun", 16_833_663_260_455_505_849),
    ("punct", 445),
    ("verb", 6_360_137_228_241_296_794),
];

/// Adds symbols and norms.
pub(super) fn norms(wheel: &mut Wheel, out: &mut Container) -> Result<()> {
    let mut symbols: Vec<&str> = SYMBOLS.lines().collect();
    symbols.sort_unstable();
    out.lines("symbols", symbols.into_iter().map(str::to_owned));
    let lookups = wheel.message("vocab/lookups.bin")?;
    let mut table = BTreeMap::new();
    for (key, norm) in field(&lookups, "lexeme_norm")?.as_map().context("norms are no map")? {
        table.insert(key.as_u64().context("norm key")?, text(norm)?.to_owned());
    }
    out.u64s("norms.keys", table.keys().copied());
    out.lines("norms.values", table.into_values());
    out.lines("norms.base", BASE_NORMS.lines().map(str::to_owned));
    Ok(())
}

/// Adds the exceptions: the chunk, then each token with its norm if it has one.
pub(super) fn exceptions(tokenizer: &Value, out: &mut Container) -> Result<()> {
    let mut lines = BTreeSet::new();
    for (chunk, tokens) in field(tokenizer, "exceptions")?
        .as_map()
        .context("exceptions are no map")?
    {
        let chunk = text(chunk)?;
        // White space is never a token here.
        if chunk.chars().all(char::is_whitespace) {
            continue;
        }
        let mut line = chunk.to_owned();
        for token in tokens.as_array().context("exception is no list")? {
            let (mut orth, mut norm) = (None, "");
            for (key, value) in token.as_map().context("token is no map")? {
                match key.as_u64() {
                    Some(ORTH) => orth = Some(text(value)?),
                    Some(NORM) => norm = text(value)?,
                    _ => bail!("unknown attribute {key}"),
                }
            }
            line.push_str(&format!("\t{}\t{norm}", orth.context("token without text")?));
        }
        ensure!(line.lines().count() == 1, "line break in {chunk}");
        lines.insert(line);
    }
    out.lines("exceptions", lines);
    Ok(())
}

/// Adds index, exceptions and rules per part of speech.
pub(super) fn lemmas(wheel: &mut Wheel, out: &mut Container) -> Result<()> {
    let lookups = wheel.message("lemmatizer/lookups/lookups.bin")?;
    for (name, key) in LEMMA_TABLES {
        let table = |kind: &str| -> Result<Option<&Value>> {
            let map = field(&lookups, kind)?.as_map().context("table is no map")?;
            Ok(map
                .iter()
                .find(|(found, _)| found.as_u64() == Some(key))
                .map(|(_, value)| value))
        };
        let mut index = BTreeSet::new();
        for form in table("lemma_index")?.and_then(Value::as_array).into_iter().flatten() {
            index.insert(text(form)?.to_owned());
        }
        out.lines(&format!("lemma.{name}.index"), index);
        let mut exceptions = BTreeMap::new();
        for (form, lemmas) in table("lemma_exc")?.and_then(Value::as_map).into_iter().flatten() {
            let lemmas: Result<Vec<&str>> = lemmas
                .as_array()
                .context("exceptions are no list")?
                .iter()
                .map(text)
                .collect();
            exceptions.insert(text(form)?, lemmas?.join("\t"));
        }
        out.lines(
            &format!("lemma.{name}.exceptions"),
            exceptions.into_iter().map(|(form, lemmas)| format!("{form}\t{lemmas}")),
        );
        let mut rules = Vec::new();
        for rule in table("lemma_rules")?.and_then(Value::as_array).into_iter().flatten() {
            let [old, new] = rule.as_array().context("rule is no list")?.as_slice() else {
                bail!("rule is no pair")
            };
            rules.push(format!("{}\t{}", text(old)?, text(new)?));
        }
        // Order is kept: the first rule that gives a known word wins.
        out.lines(&format!("lemma.{name}.rules"), rules);
    }
    Ok(())
}

/// Adds the actions of parser and entity recogniser in the order of the network's outputs: move number and label.
pub(super) fn actions(wheel: &mut Wheel, out: &mut Container) -> Result<()> {
    for (network, expected) in [("parser", 106), ("ner", 74)] {
        let moves = wheel.message(&format!("{network}/moves"))?;
        let moves: BTreeMap<u8, serde_json::Map<String, serde_json::Value>> =
            serde_json::from_str(text(field(&moves, "moves")?)?)?;
        let mut lines = Vec::new();
        for (number, labels) in moves {
            let mut sorted = Vec::new();
            for (label, count) in &labels {
                sorted.push((count.as_i64().context("count")?, label.as_str()));
            }
            ensure!(
                sorted.iter().all(|&(count, _)| count >= 0),
                "label added after training"
            );
            sorted.sort_unstable();
            lines.extend(sorted.into_iter().rev().map(|(_, label)| format!("{number}\t{label}")));
        }
        ensure!(lines.len() == expected, "{network} has {} actions", lines.len());
        out.lines(&format!("{network}.actions"), lines);
    }
    Ok(())
}

/// Adds the tagger's labels in the order of the network's outputs.
pub(super) fn tags(wheel: &mut Wheel, out: &mut Container) -> Result<()> {
    let config: serde_json::Value = serde_json::from_slice(&wheel.member("tagger/cfg")?)?;
    let labels = config["labels"].as_array().context("labels are no list")?;
    let labels: Option<Vec<String>> = labels.iter().map(|label| label.as_str().map(str::to_owned)).collect();
    out.lines("tagger.labels", labels.context("label is no text")?);
    Ok(())
}
