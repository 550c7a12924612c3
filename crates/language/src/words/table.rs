//! Sorted lines searched by bisection: a map that costs one scan to load.
//!
//! Invariant: the lines are sorted by their first column; this is checked when the table is made.

use crate::LanguageError;
use crate::container::{Sections, bad_line};

/// Lines with a key and, after a tab, optional values.
pub(crate) struct Table {
    text: Box<str>,
    starts: Vec<u32>,
}

impl Table {
    /// Reads a section.
    pub(crate) fn new(sections: &Sections<'_>, section: &str) -> Result<Self, LanguageError> {
        let text: Box<str> = sections.text(section)?.into();
        let mut starts = vec![0];
        starts.extend(
            text.bytes()
                .enumerate()
                .filter(|&(_, byte)| byte == b'\n')
                .map(|(at, _)| at as u32 + 1),
        );
        let table = Self { text, starts };
        // A tab sorts before every other character of a line, so whole lines sort like their keys.
        match table
            .text
            .lines()
            .zip(table.text.lines().skip(1))
            .position(|(one, next)| one >= next)
        {
            Some(line) => Err(bad_line(section, line + 2, "not in order")),
            None => Ok(table),
        }
    }

    fn len(&self) -> usize {
        self.starts.len() - 1
    }

    fn line(&self, line: usize) -> (&str, &str) {
        let line = &self.text[self.starts[line] as usize..self.starts[line + 1] as usize - 1];
        line.split_once('\t').unwrap_or((line, ""))
    }

    /// The values after the key.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            let (found, values) = self.line(middle);
            match found.cmp(key) {
                std::cmp::Ordering::Equal => return Some(values),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}
