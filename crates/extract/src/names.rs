//! Look-up of names in a sentence: longest first, whole words only.
//!
//! It deliberately knows nothing of grammar: what a hit means in its place is for `mentions` and `places`.

use std::collections::HashMap;

use tidywire_text::Span;

use crate::tree::Tree;

/// Names with a meaning `M`. The map is only ever looked up, never walked, so order cannot leak.
#[derive(Debug)]
pub(crate) struct NameIndex<M> {
    by_first: HashMap<String, Vec<(String, M)>>,
}

/// One hit: first token, one past the last token, span, meaning.
#[derive(Clone, Debug)]
pub(crate) struct Hit<M> {
    pub(crate) first: usize,
    pub(crate) end: usize,
    pub(crate) span: Span,
    pub(crate) meaning: M,
}

impl<M: Copy> NameIndex<M> {
    pub(crate) fn new(names: impl IntoIterator<Item = (String, M)>) -> Self {
        let mut by_first: HashMap<String, Vec<(String, M)>> = HashMap::new();
        for (name, meaning) in names {
            let name = name.trim().to_owned();
            if !name.is_empty() {
                by_first.entry(key(&name)).or_default().push((name, meaning));
            }
        }
        // Longest first; names of one length stay in the lexicon's order.
        by_first
            .values_mut()
            .for_each(|list| list.sort_by_key(|(name, _)| std::cmp::Reverse(name.len())));
        Self { by_first }
    }

    /// Non-overlapping hits from left to right.
    pub(crate) fn find(&self, tree: &Tree<'_>) -> Vec<Hit<M>> {
        let mut hits = Vec::new();
        let mut token = 0;
        while token < tree.len() {
            match self.at(tree, token) {
                Some(hit) => {
                    token = hit.end;
                    hits.push(hit);
                }
                None => token += 1,
            }
        }
        hits
    }

    fn at(&self, tree: &Tree<'_>, first: usize) -> Option<Hit<M>> {
        let start = tree.token(first).span.start;
        let rest = &tree.text[start..tree.sentence.span.end.max(start)];
        let list = self.by_first.get(&key(tree.surface(first)))?;
        list.iter().find_map(|(name, meaning)| {
            let length = matched(rest, name)?;
            let span = Span::new(start, start + length);
            let inside = rest[length..].chars().next().is_some_and(char::is_alphanumeric);
            (!inside).then(|| Hit {
                first,
                end: tree.tokens_in(span).end,
                span,
                meaning: *meaning,
            })
        })
    }
}

/// Length of the text that matches the name; one blank in the name matches any run of white space,
/// a straight apostrophe also a curly one.
fn matched(text: &str, name: &str) -> Option<usize> {
    let mut rest = text;
    for wanted in name.chars() {
        if wanted == ' ' {
            let trimmed = rest.trim_start();
            if trimmed.len() == rest.len() {
                return None;
            }
            rest = trimmed;
        } else {
            let found = rest.chars().next()?;
            if found != wanted && !(wanted == '\'' && found == '’') {
                return None;
            }
            rest = &rest[found.len_utf8()..];
        }
    }
    Some(text.len() - rest.len())
}

/// The letters and digits that the name begins with, lower case.
fn key(name: &str) -> String {
    name.chars()
        .take_while(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
