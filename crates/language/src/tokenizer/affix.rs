//! Prefixes, suffixes and infixes: the regular expressions of the tokenizer, matched by hand.
//!
//! The importer checks that the expressions are the ones implemented here and stores their literals and
//! classes. Invariant: lengths are in bytes and end on character boundaries.

use super::url;
use crate::LanguageError;
use crate::chars::CharSet;
use crate::container::Sections;

/// Literals and classes.
pub(super) struct Affixes {
    icons: CharSet,
    prefix: CharSet,
    prefix_literals: Vec<Box<str>>,
    suffix: CharSet,
    suffix_literals: Vec<Box<str>>,
    units: Vec<Box<str>>,
    before_dot: CharSet,
    upper: CharSet,
    infix_lower: CharSet,
    infix_upper: CharSet,
    alpha: CharSet,
    alnum: CharSet,
    url: CharSet,
}

impl Affixes {
    /// Reads them.
    pub(super) fn new(sections: &Sections<'_>) -> Result<Self, LanguageError> {
        let literals = |section| -> Result<Vec<Box<str>>, LanguageError> {
            Ok(sections.lines(section)?.map(Into::into).collect())
        };
        Ok(Self {
            icons: sections.chars("chars.icons")?,
            prefix: sections.chars("chars.prefix")?,
            prefix_literals: literals("prefix.literals")?,
            suffix: sections.chars("chars.suffix")?,
            suffix_literals: literals("suffix.literals")?,
            units: literals("suffix.units")?,
            before_dot: sections.chars("chars.before_dot")?,
            upper: sections.chars("chars.upper")?,
            infix_lower: sections.chars("chars.infix_lower")?,
            infix_upper: sections.chars("chars.infix_upper")?,
            alpha: sections.chars("chars.alpha")?,
            alnum: sections.chars("chars.alnum")?,
            url: sections.chars("chars.url")?,
        })
    }

    /// True when any rule would cut `text`.
    pub(super) fn touch(&self, text: &str) -> bool {
        let mut pieces = 0;
        self.infixes(text, |_, _| pieces += 1);
        self.prefix(text) > 0 || self.suffix(text) > 0 || pieces > 1 || self.infix(text, 0).is_some()
    }

    /// True when `text` is a web address.
    pub(super) fn is_address(&self, text: &str) -> bool {
        url::is_address(text, &self.url)
    }

    /// Length of the prefix to cut off, 0 for none.
    pub(super) fn prefix(&self, text: &str) -> usize {
        let mut characters = text.chars();
        let Some(first) = characters.next() else {
            return 0;
        };
        let second = characters.next();
        match first {
            '+' if !second.is_some_and(|second| second.is_ascii_digit()) => 1,
            '.' if second == Some('.') => dots(text.bytes()),
            _ if self.prefix.has(first) || self.icons.has(first) => first.len_utf8(),
            _ => self
                .prefix_literals
                .iter()
                .find(|literal| text.starts_with(&***literal))
                .map_or(0, |literal| literal.len()),
        }
    }

    /// Length of the suffix to cut off, 0 for none: the longest that any rule allows.
    pub(super) fn suffix(&self, text: &str) -> usize {
        let mut backwards = text.chars().rev();
        let Some(last) = backwards.next() else {
            return 0;
        };
        let before = backwards.next();
        let after_digit = |length: usize| text[..text.len() - length].ends_with(|one: char| one.is_ascii_digit());
        let mut longest = 0;
        if self.suffix.has(last) || self.icons.has(last) || (last == '+' && after_digit(1)) {
            longest = last.len_utf8();
        }
        if last == '.' {
            let run = dots(text.bytes().rev());
            let degree =
                matches!(before, Some('F' | 'f' | 'C' | 'c' | 'K' | 'k')) && backwards.clone().next() == Some('°');
            let capitals = before.is_some_and(|one| self.upper.has(one))
                && backwards.next().is_some_and(|one| self.upper.has(one));
            if run >= 2 {
                longest = run;
            } else if degree || capitals || before.is_some_and(|one| self.before_dot.has(one)) {
                longest = 1;
            }
        }
        let ends = |literal: &&str| text.ends_with(*literal);
        let literals = self.suffix_literals.iter().map(|literal| &**literal).filter(ends);
        let units = self
            .units
            .iter()
            .map(|unit| &**unit)
            .filter(ends)
            .filter(|unit| after_digit(unit.len()));
        literals.chain(units).map(|found| found.len()).fold(longest, usize::max)
    }

    /// Calls `piece` with the bounds of every piece that the infixes leave.
    pub(super) fn infixes(&self, text: &str, mut piece: impl FnMut(usize, usize)) {
        let mut start = 0;
        let mut at = 0;
        while let Some(here) = text[at..].chars().next() {
            let Some(length) = self.infix(text, at) else {
                at += here.len_utf8();
                continue;
            };
            // An infix at the very beginning stays with what follows.
            if at > 0 {
                if at > start {
                    piece(start, at);
                }
                piece(at, at + length);
                start = at + length;
            }
            at += length;
        }
        if start < text.len() {
            piece(start, text.len());
        }
    }

    /// Length of the infix at `at`.
    fn infix(&self, text: &str, at: usize) -> Option<usize> {
        let rest = &text[at..];
        let here = rest.chars().next()?;
        if here.is_ascii_alphanumeric() {
            return None;
        }
        let before = text[..at].chars().next_back();
        let is = |set: &CharSet, one: Option<char>| one.is_some_and(|one| set.has(one));
        let after = |length: usize| rest[length..].chars().next();
        let digit = |one: Option<char>| one.is_some_and(|one| one.is_ascii_digit());
        if here == '.' {
            let run = dots(rest.bytes());
            let sentence = run == 1 && is(&self.infix_lower, before) && is(&self.infix_upper, after(1));
            return (run >= 2).then_some(run).or(sentence.then_some(1));
        }
        if here == '…' || self.icons.has(here) {
            return Some(here.len_utf8());
        }
        if matches!(here, '+' | '-' | '*' | '^') && digit(before) && (digit(after(1)) || after(1) == Some('-')) {
            return Some(1);
        }
        if here == ',' {
            return (is(&self.alpha, before) && is(&self.alpha, after(1))).then_some(1);
        }
        if !is(&self.alnum, before) {
            return None;
        }
        let joins = |literal: &&str| rest.starts_with(*literal) && is(&self.alpha, after(literal.len()));
        if let Some(dash) = ["-", "–", "—", "--", "---", "——", "~"]
            .iter()
            .find(|literal| joins(literal))
        {
            return Some(dash.len());
        }
        (matches!(here, ':' | '<' | '>' | '=' | '/') && is(&self.alpha, after(1))).then_some(1)
    }
}

/// Length of the run of dots at the beginning.
fn dots(bytes: impl Iterator<Item = u8>) -> usize {
    bytes.take_while(|&byte| byte == b'.').count()
}
