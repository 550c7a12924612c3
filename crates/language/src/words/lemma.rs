//! Lemmas by rule: strip an ending, keep the result if it is a known word.
//!
//! Source: spaCy's rule lemmatizer over the WordNet tables in the model. It never guesses from context beyond
//! part of speech and the few features that mark a base form. Invariant: a lemma is never empty.

use std::borrow::Cow;

use tidywire_text::Pos;

use super::table::Table;
use crate::LanguageError;
use crate::chars::is_letter;
use crate::container::{Sections, bad_line};

/// Features that decide whether a form is its own lemma.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct BaseForm(pub(crate) u8);

impl BaseForm {
    const SINGULAR: u8 = 1;
    const INFINITIVE: u8 = 2;
    const PRESENT: u8 = 4;
    const POSITIVE: u8 = 8;

    fn holds(self, pos: Pos) -> bool {
        let has = |bit| self.0 & bit != 0;
        (pos == Pos::Noun && has(Self::SINGULAR))
            || (pos == Pos::Verb && has(Self::PRESENT))
            || has(Self::INFINITIVE | Self::POSITIVE)
    }
}

struct Rules {
    pos: Pos,
    index: Table,
    exceptions: Table,
    endings: Vec<(Box<str>, Box<str>)>,
}

/// The tables of all parts of speech.
pub(crate) struct Lemmas {
    rules: Vec<Rules>,
}

impl Lemmas {
    /// Reads the tables.
    pub(crate) fn new(sections: &Sections<'_>) -> Result<Self, LanguageError> {
        let names = [
            (Pos::Adj, "adj"),
            (Pos::Adv, "adv"),
            (Pos::Noun, "noun"),
            (Pos::Punct, "punct"),
            (Pos::Verb, "verb"),
        ];
        let rules = names
            .iter()
            .map(|&(pos, name)| Rules::new(pos, name, sections))
            .collect::<Result<_, _>>()?;
        Ok(Self { rules })
    }

    /// True for words, or forms of words, of the tables.
    pub(crate) fn knows(&self, lower: &str) -> bool {
        self.rules.iter().any(|rules| {
            rules.index.get(lower).is_some()
                || rules.exceptions.get(lower).is_some()
                || rules.endings.iter().any(|(old, new)| {
                    !old.is_empty()
                        && lower
                            .strip_suffix(&**old)
                            .is_some_and(|stem| stem.len() > 1 && rules.index.get(&format!("{stem}{new}")).is_some())
                })
        })
    }

    /// The verb that `lower` is a form of in the present tense, if the tables have one.
    pub(crate) fn verb(&self, lower: &str) -> Option<String> {
        let rules = self.rules.iter().find(|rules| rules.pos == Pos::Verb)?;
        if rules.index.get(lower).is_some() {
            return Some(lower.to_owned());
        }
        let stems = [("ies", "y"), ("es", ""), ("es", "e"), ("s", "")];
        let mut bases = stems
            .iter()
            .filter_map(|(old, new)| Some(format!("{}{new}", lower.strip_suffix(old)?)));
        bases.find(|base| base.len() > 1 && rules.index.get(base).is_some())
    }

    /// The lemma of `text`; `lower` is `text` in lower case.
    pub(crate) fn lemma<'t>(&self, text: &'t str, lower: &'t str, pos: Pos, base: BaseForm) -> Cow<'t, str> {
        if base.holds(pos) {
            return Cow::Borrowed(lower);
        }
        match self.rules.iter().find(|rules| rules.pos == pos) {
            Some(rules) => rules.lemma(text, lower),
            None if pos == Pos::Propn => Cow::Borrowed(text),
            None => Cow::Borrowed(lower),
        }
    }
}

impl Rules {
    fn new(pos: Pos, name: &str, sections: &Sections<'_>) -> Result<Self, LanguageError> {
        let section = format!("lemma.{name}.rules");
        let mut endings = Vec::new();
        for (line, rule) in sections.lines(&section)?.enumerate() {
            let (old, new) = rule
                .split_once('\t')
                .ok_or_else(|| bad_line(&section, line + 1, "no pair"))?;
            endings.push((old.into(), new.into()));
        }
        let index = Table::new(sections, &format!("lemma.{name}.index"))?;
        let exceptions = Table::new(sections, &format!("lemma.{name}.exceptions"))?;
        Ok(Self {
            pos,
            index,
            exceptions,
            endings,
        })
    }

    /// Later known forms come before earlier ones, exceptions before all, unknown words last.
    fn lemma<'t>(&self, text: &'t str, lower: &'t str) -> Cow<'t, str> {
        let (mut known, mut odd, mut unknown) = (Vec::new(), Vec::new(), None);
        for (old, new) in &self.endings {
            let Some(stem) = lower.strip_suffix(&**old) else {
                continue;
            };
            let form = format!("{stem}{new}");
            if form.is_empty() {
                continue;
            }
            if self.index.get(&form).is_some() {
                known.insert(0, form);
            } else if !form.chars().all(is_letter) {
                odd.push(form);
            } else if unknown.is_none() {
                unknown = Some(form);
            }
        }
        // An exception goes to the front unless it is among the forms already; the last of several ends first.
        let listed = self
            .exceptions
            .get(lower)
            .unwrap_or("")
            .split('\t')
            .filter(|form| !form.is_empty());
        for form in listed {
            if !known.iter().chain(&odd).any(|found| found == form) {
                known.insert(0, form.to_owned());
            }
        }
        let best = known.into_iter().next().or_else(|| odd.into_iter().next()).or(unknown);
        best.map_or(Cow::Borrowed(text), Cow::Owned)
    }
}
