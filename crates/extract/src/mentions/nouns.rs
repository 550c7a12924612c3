//! Agent nouns in a sentence: "soldier", "air force", "minister of foreign affairs".
//!
//! It only finds the entry's words; who is meant is for `nominals` and `people`. Invariant: the longest entry wins, and
//! one head has one noun.

use tidywire_text::Pos;

use crate::knowledge::Knowledge;
use crate::tree::Tree;

/// An entry and its words in the sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Noun {
    /// Index of the entry.
    pub(crate) agent: usize,
    /// First token of its words.
    pub(crate) first: usize,
    /// One past its last token.
    pub(crate) end: usize,
}

/// The agent noun at the head of each token's phrase, if there is one.
pub(crate) fn find(knowledge: &Knowledge<'_>, tree: &Tree<'_>) -> Vec<Option<Noun>> {
    (0..tree.len()).map(|token| at(knowledge, tree, token)).collect()
}

fn at(knowledge: &Knowledge<'_>, tree: &Tree<'_>, token: usize) -> Option<Noun> {
    // Ranks are nouns also where the model takes them for adjectives ("Lt. Gen.").
    if !tree.is_noun(token) && !matches!(tree.pos(token), Pos::Adj | Pos::Propn | Pos::X) {
        return None;
    }
    let word = tree.word(token);
    let of = |form: &str| matching(knowledge, tree, token, form);
    if let Some(noun) = of(word) {
        return Some(noun);
    }
    let lemma = tree.lemma(token);
    if lemma != word
        && let Some(noun) = of(&lemma)
    {
        return Some(noun);
    }
    if let Some(singular) = word.strip_suffix('s') {
        let stem = singular.strip_suffix("ie").map(|stem| format!("{stem}y"));
        return of(singular).or_else(|| stem.and_then(|stem| of(&stem)));
    }
    word.strip_suffix('.').and_then(of)
}

/// The entry with this form at its head whose other words stand around the token.
fn matching(knowledge: &Knowledge<'_>, tree: &Tree<'_>, token: usize, form: &str) -> Option<Noun> {
    let entries = knowledge.agents.get(form)?;
    entries.iter().find_map(|entry| {
        let mut first = token;
        for wanted in entry.before.iter().rev() {
            first = first.checked_sub(1)?;
            if tree.surface(first) == "-" {
                first = first.checked_sub(1)?;
            }
            (tree.word(first) == wanted).then_some(())?;
        }
        let mut end = token + 1;
        for wanted in &entry.after {
            let next = if end < tree.len() && tree.surface(end) == "-" {
                end + 1
            } else {
                end
            };
            (next < tree.len() && tree.word(next) == wanted).then_some(())?;
            end = next + 1;
        }
        // "Col." may be two tokens.
        if end + 1 < tree.len() && tree.surface(end) == "." && tree.is_name(end + 1) && token + 1 == end {
            end += 1;
        }
        Some(Noun {
            agent: entry.agent,
            first,
            end,
        })
    })
}
