//! Universal parts of speech and irregular lemmas, from tag, word and relation.
//!
//! Source: the patterns of spaCy's attribute ruler in the model; the importer brings them into the line format
//! read here. Invariant: of several patterns that set the same attribute of a token, the last wins.

use std::collections::BTreeMap;

use tidywire_text::{Label, Pos, Tag};

use crate::LanguageError;
use crate::container::{Sections, bad_line};
use crate::words::BaseForm;

const SECTION: &str = "ruler";
/// Columns before the first token and for each token.
const HEAD: usize = 4;
const CONDITIONS: usize = 3;

/// What the patterns ask about a token.
#[derive(Clone, Copy)]
pub(crate) struct Evidence<'w> {
    pub(crate) tag: Tag,
    pub(crate) label: Label,
    pub(crate) lower: &'w str,
}

/// What they say about it.
#[derive(Clone, Copy, Default)]
pub(crate) struct Verdict<'r> {
    pub(crate) pos: Option<Pos>,
    pub(crate) base: BaseForm,
    pub(crate) lemma: Option<&'r str>,
}

/// Conditions on one token; the sets are bits by the order of declaration.
struct Conditions {
    tags: u64,
    labels: u64,
    words: Option<Vec<Box<str>>>,
}

struct Rule {
    target: usize,
    pos: Option<Pos>,
    base: Option<BaseForm>,
    lemma: Option<Box<str>>,
    tokens: Vec<Conditions>,
}

/// All patterns.
pub(crate) struct Ruler {
    rules: Vec<Rule>,
    /// Patterns whose first token names its words.
    by_word: BTreeMap<Box<str>, Vec<u16>>,
    /// The others, by the first token's tag.
    by_tag: Vec<Vec<u16>>,
}

impl Ruler {
    /// Reads the patterns.
    pub(crate) fn new(sections: &Sections<'_>) -> Result<Self, LanguageError> {
        let mut rules = Vec::new();
        for (line, text) in sections.lines(SECTION)?.enumerate() {
            rules.push(rule(text).map_err(|problem| bad_line(SECTION, line + 1, problem))?);
        }
        let mut by_word: BTreeMap<Box<str>, Vec<u16>> = BTreeMap::new();
        let mut by_tag = vec![Vec::new(); Tag::ALL.len()];
        for (number, rule) in rules.iter().enumerate() {
            let first = &rule.tokens[0];
            match &first.words {
                Some(words) => words
                    .iter()
                    .for_each(|word| by_word.entry(word.clone()).or_default().push(number as u16)),
                None => by_tag
                    .iter_mut()
                    .enumerate()
                    .filter(|(tag, _)| first.tags >> tag & 1 == 1)
                    .for_each(|(_, list)| list.push(number as u16)),
            }
        }
        Ok(Self { rules, by_word, by_tag })
    }

    /// Patterns that begin with this word.
    pub(crate) fn of_word(&self, lower: &str) -> &[u16] {
        self.by_word.get(lower).map_or(&[], Vec::as_slice)
    }

    /// What the patterns say about each token of a sentence; `of_word` is [`Self::of_word`] of each token.
    pub(crate) fn verdicts(&self, tokens: &[Evidence<'_>], of_word: &[&[u16]]) -> Vec<Verdict<'_>> {
        let mut matches = Vec::new();
        for (at, (token, of_word)) in tokens.iter().zip(of_word).enumerate() {
            for &number in of_word.iter().chain(&self.by_tag[token.tag as usize]) {
                let rule = &self.rules[usize::from(number)];
                let row = tokens.get(at..at + rule.tokens.len());
                if row.is_some_and(|row| {
                    row.iter()
                        .zip(&rule.tokens)
                        .all(|(token, conditions)| conditions.hold(token))
                }) {
                    matches.push((number, at + rule.target));
                }
            }
        }
        matches.sort_unstable();
        let mut verdicts = vec![Verdict::default(); tokens.len()];
        for (number, target) in matches {
            let (rule, verdict) = (&self.rules[usize::from(number)], &mut verdicts[target]);
            verdict.pos = rule.pos.or(verdict.pos);
            verdict.base = rule.base.unwrap_or(verdict.base);
            verdict.lemma = rule.lemma.as_deref().or(verdict.lemma);
        }
        verdicts
    }
}

impl Conditions {
    fn hold(&self, token: &Evidence<'_>) -> bool {
        self.tags >> token.tag as u64 & 1 == 1
            && self.labels >> token.label as u64 & 1 == 1
            && self
                .words
                .as_ref()
                .is_none_or(|words| words.iter().any(|word| **word == *token.lower))
    }
}

fn rule(line: &str) -> Result<Rule, &'static str> {
    let columns: Vec<&str> = line.split('\t').collect();
    let (head, tokens) = columns.split_at_checked(HEAD).ok_or("too few columns")?;
    if tokens.is_empty() || tokens.len() % CONDITIONS != 0 {
        return Err("wrong number of columns");
    }
    let tokens: Vec<Conditions> = tokens
        .chunks_exact(CONDITIONS)
        .map(conditions)
        .collect::<Result<_, _>>()?;
    let target = head[0]
        .parse()
        .ok()
        .filter(|&target| target < tokens.len())
        .ok_or("no such token")?;
    let given = |text: &str| !text.is_empty();
    let pos = Some(head[1])
        .filter(|text| given(text))
        .map(|name| Pos::from_name(name).ok_or("unknown part of speech"));
    let base = Some(head[2])
        .filter(|text| given(text))
        .map(|number| number.parse().map(BaseForm).map_err(|_| "no number"));
    let lemma = Some(head[3]).filter(|text| given(text)).map(Into::into);
    Ok(Rule {
        target,
        pos: pos.transpose()?,
        base: base.transpose()?,
        lemma,
        tokens,
    })
}

fn conditions(columns: &[&str]) -> Result<Conditions, &'static str> {
    // Tags and labels that the model never gives may be named; they match nothing.
    let tags = set(columns[0], |name| Tag::from_name(name).map(|tag| tag as u64))?;
    let labels = set(columns[2], |name| Label::from_name(name).map(|label| label as u64))?;
    let words = match columns[1].split_at_checked(1) {
        None => None,
        Some(("+", words)) => Some(words.split(' ').map(Into::into).collect()),
        Some(_) => return Err("words are neither free nor listed"),
    };
    Ok(Conditions { tags, labels, words })
}

fn set(text: &str, bit: impl Fn(&str) -> Option<u64>) -> Result<u64, &'static str> {
    let Some((sign, names)) = text.split_at_checked(1) else {
        return Ok(u64::MAX);
    };
    let bits = names.split(' ').filter_map(bit).fold(0, |bits, bit| bits | 1 << bit);
    match sign {
        "+" => Ok(bits),
        "-" => Ok(!bits),
        _ => Err("condition without sign"),
    }
}
