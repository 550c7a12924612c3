//! Policies for vague number words: which numbers "dozens" and "hundreds" stand for, by whose rule.
//!
//! A policy is a TOML file: ours are `data/policies/*.toml`, embedded; a caller's own has the same format. This
//! module reads and checks them. What it deliberately does not do: it looks at no figure (`vague` does), and does
//! not judge whether a policy is right: a file says itself whether its source was at hand.
//!
//! Invariant: in a policy that was read, every word stands once and has a finite lower end, and at most one of an
//! upper end and a single number, neither below the lower end.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use toml::Spanned;

/// Our policies, in the order in which they are listed; the first is the default and what others fall back to.
pub(crate) const BUILT_IN: [(&str, &str); 5] = [
    ("floor", include_str!("../../../data/policies/floor.toml")),
    ("acled", include_str!("../../../data/policies/acled.toml")),
    ("emdat", include_str!("../../../data/policies/emdat.toml")),
    ("wikimpacts", include_str!("../../../data/policies/wikimpacts.toml")),
    ("newsquant", include_str!("../../../data/policies/newsquant.toml")),
];

/// What a policy makes of a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Reading {
    pub(crate) low: f64,
    pub(crate) high: Option<f64>,
    /// The one number that the policy puts in place of the word.
    pub(crate) point: Option<f64>,
}

/// A policy that was read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Policy {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) title: String,
    pub(crate) source: String,
    /// Whether the source was at hand when the file was written.
    pub(crate) checked: bool,
    pub(crate) note: String,
    pub(crate) terms: BTreeMap<String, Reading>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: Spanned<String>,
    version: Spanned<String>,
    title: Spanned<String>,
    source: Spanned<String>,
    checked: bool,
    #[serde(default)]
    note: String,
    #[serde(default)]
    term: Vec<Spanned<Term>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Term {
    words: Vec<Spanned<String>>,
    low: f64,
    high: Option<f64>,
    point: Option<f64>,
}

impl Policy {
    /// One of ours by its name, or a caller's own by its path (what has a folder or ends in `.toml`).
    ///
    /// # Errors
    /// When there is no such policy, or the file cannot be read or is at fault.
    pub(crate) fn find(name: &str) -> Result<Self> {
        if let Some((_, text)) = BUILT_IN.iter().find(|(known, _)| *known == name) {
            return Self::parse(&format!("data/policies/{name}.toml"), text);
        }
        let names = BUILT_IN.map(|(name, _)| name).join(", ");
        let path = Path::new(name);
        if path.components().count() < 2 && path.extension().is_none_or(|ending| ending != "toml") {
            bail!("no policy `{name}`; there are {names}, or give the path of a TOML file");
        }
        let text = fs::read_to_string(path).with_context(|| format!("cannot read the policy {name}"))?;
        let policy = Self::parse(name, &text)?;
        if BUILT_IN.iter().any(|(known, _)| *known == policy.name) {
            // Two policies of one name could not be told apart in a caption.
            bail!("{name}: the name `{}` is taken by one of ours ({names})", policy.name);
        }
        Ok(policy)
    }

    /// Reads a policy; faults are shown as `path:line:column: message`.
    pub(crate) fn parse(path: &str, text: &str) -> Result<Self> {
        let fault = |offset: usize, message: &str| {
            let before = &text[..text.floor_char_boundary(offset)];
            let line_start = before.rfind('\n').map_or(0, |index| index + 1);
            let (line, column) = (
                before.matches('\n').count() + 1,
                before[line_start..].chars().count() + 1,
            );
            anyhow::anyhow!("{path}:{line}:{column}: {message}")
        };
        let file: File = toml::from_str(text)
            .map_err(|error| fault(error.span().map_or(0, |span| span.start), error.message().trim_end()))?;
        for field in [&file.name, &file.version, &file.title, &file.source] {
            if field.get_ref().trim().is_empty() {
                return Err(fault(field.span().start, "must not be empty"));
            }
        }
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-');
        if !file.name.get_ref().bytes().all(plain) {
            let message = "a name has lower-case letters, digits, `_` and `-` only";
            return Err(fault(file.name.span().start, message));
        }
        let mut terms = BTreeMap::new();
        for entry in file.term {
            let (start, term) = (entry.span().start, entry.into_inner());
            let reading = Reading {
                low: term.low,
                high: term.high,
                point: term.point,
            };
            reading.check().map_err(|message| fault(start, message))?;
            if term.words.is_empty() {
                return Err(fault(start, "no words"));
            }
            for word in term.words {
                let start = word.span().start;
                let word = word.into_inner();
                if word.trim() != word || word.is_empty() || word != word.to_lowercase() {
                    return Err(fault(start, "words are lower-case, without space around them"));
                }
                if terms.insert(word.clone(), reading).is_some() {
                    return Err(fault(start, &format!("`{word}` stands twice")));
                }
            }
        }
        Ok(Self {
            name: file.name.into_inner(),
            version: file.version.into_inner(),
            title: file.title.into_inner(),
            source: file.source.into_inner(),
            checked: file.checked,
            note: file.note,
            terms,
        })
    }

    /// Name and version, and a warning if the source was not at hand.
    pub(crate) fn label(&self) -> String {
        let warning = if self.checked {
            ""
        } else {
            ", not checked against its source"
        };
        format!("{} {}{warning}", self.name, self.version)
    }
}

impl Reading {
    fn check(self) -> Result<(), &'static str> {
        let numbers = [Some(self.low), self.high, self.point];
        if numbers.iter().flatten().any(|number| !number.is_finite()) {
            return Err("a number must be finite");
        }
        if self.low < 0.0 {
            return Err("`low` is below zero");
        }
        if self.high.is_some() && self.point.is_some() {
            return Err("a word has a range (`high`) or one number (`point`), not both");
        }
        match self.high.or(self.point) {
            Some(number) if number < self.low => Err("`high` or `point` is below `low`"),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(below: &str) -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data").join(below)
    }

    /// Phrase and floor of every vague word of the lexicon.
    fn lexicon() -> BTreeMap<String, f64> {
        let text = fs::read_to_string(data("lexicon/figures/vague.toml")).unwrap();
        let file: toml::Table = toml::from_str(&text).unwrap();
        let entries = file["vague"].as_array().unwrap().iter();
        entries
            .map(|entry| {
                let low = &entry["low"];
                let low = low.as_float().or(low.as_integer().map(|low| low as f64));
                (entry["phrase"].as_str().unwrap().to_owned(), low.unwrap())
            })
            .collect()
    }

    #[test]
    fn floor_is_what_the_lexicon_puts_into_the_tables() {
        let floor = Policy::find("floor").unwrap();
        let lows: BTreeMap<_, _> = floor
            .terms
            .iter()
            .map(|(word, reading)| (word.clone(), reading.low))
            .collect();
        assert_eq!(lows, lexicon());
        assert!(
            floor
                .terms
                .values()
                .all(|reading| reading.high.or(reading.point).is_none())
        );
    }

    #[test]
    fn every_policy_is_embedded_reads_and_names_words_of_the_lexicon() {
        let mut files: Vec<_> = fs::read_dir(data("policies"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let mut embedded: Vec<_> = BUILT_IN.iter().map(|(name, _)| format!("{name}.toml")).collect();
        files.sort();
        embedded.sort();
        assert_eq!(files, embedded);
        let lexicon = lexicon();
        for (name, _) in BUILT_IN {
            let policy = Policy::find(name).unwrap();
            assert_eq!(policy.name, name);
            assert!(!policy.note.is_empty() && !policy.terms.is_empty());
            for word in policy.terms.keys() {
                assert!(lexicon.contains_key(word), "{name}: no row can have `{word}`");
            }
        }
    }

    #[test]
    fn policies_say_different_things_of_a_word() {
        let of = |name: &str, word: &str| {
            let reading = Policy::find(name).unwrap().terms.get(word).copied();
            reading.map(|reading| (reading.low, reading.high, reading.point))
        };
        assert_eq!(of("floor", "hundreds"), Some((100.0, None, None)));
        assert_eq!(of("acled", "hundreds"), Some((100.0, None, Some(100.0))));
        assert_eq!(of("emdat", "hundreds"), Some((200.0, None, Some(200.0))));
        assert_eq!(of("wikimpacts", "hundreds"), Some((200.0, Some(900.0), None)));
        assert_eq!(of("newsquant", "dozens"), Some((12.0, Some(120.0), None)));
        assert_eq!(of("emdat", "several"), None);
    }

    #[test]
    fn what_is_not_checked_says_so() {
        for (name, checked) in [
            ("floor", true),
            ("acled", false),
            ("emdat", false),
            ("wikimpacts", false),
        ] {
            let label = Policy::find(name).unwrap().label();
            assert_eq!(label.contains("not checked"), !checked, "{label}");
        }
    }

    #[test]
    fn faults_have_a_place() {
        let head = "name = \"mine\"\nversion = \"1\"\ntitle = \"Mine\"\nsource = \"me\"\nchecked = true\n";
        let fault = |text: &str| format!("{:#}", Policy::parse("p.toml", text).unwrap_err());
        let of = |terms: &str| fault(&format!("{head}{terms}"));
        assert!(
            of("[[term]]\nwords = [\"dozens\"]\nlow = 12\nhihg = 3\n").starts_with("p.toml:9:1: unknown field `hihg`")
        );
        assert_eq!(
            of("[[term]]\nwords = [\"dozens\", \"dozens\"]\nlow = 12\n"),
            "p.toml:7:20: `dozens` stands twice"
        );
        assert!(of("[[term]]\nwords = [\"Dozens\"]\nlow = 12\n").contains("lower-case"));
        assert!(of("[[term]]\nwords = []\nlow = 12\n").contains("no words"));
        for numbers in [
            "low = -1",
            "low = inf",
            "low = 5\nhigh = 4",
            "low = 5\npoint = 4",
            "low = 1\nhigh = 3\npoint = 2",
        ] {
            let text = of(&format!("[[term]]\nwords = [\"dozens\"]\n{numbers}\n"));
            assert!(text.starts_with("p.toml:6:1: "), "{text}");
        }
        assert!(fault(&head.replace("\"me\"", "\" \"")).starts_with("p.toml:4:10: must not be empty"));
        assert!(fault(&head.replace("mine", "My own")).contains("lower-case"));
        assert!(fault("name = \"x\"\n").contains("missing field"));
    }
}
