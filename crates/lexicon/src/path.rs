//! Paths through a dependency tree, as frames write them.
//!
//! A path is a list of steps separated by blanks; each step leads from a set of tokens to a set of tokens:
//!
//! | step | leads to |
//! |---|---|
//! | `>dobj` | children with that relation; `>amod\|compound` several; `>prep(on\|at)` only those words |
//! | `<acl` | the head, if the token has that relation; `<dobj(intercept\|down)` only if the head has that lemma |
//! | `subject` `object` `passive_subject` `agent` | the logical arguments, also inherited ones (see `extract::relations`) |
//! | `prep(on\|at)` | what follows one of the prepositions, on the token or on its object; `prep($prep)` those of the verb entry |
//! | `holder` | possessor, demonym or name before a noun |
//! | `light_subject` | subject of the verb that a noun is the object of |

use std::fmt;

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// To children by relation, with an optional list of lower-case words.
    Child(Vec<String>, Vec<String>),
    /// To the head when the token has the relation, with an optional list of head lemmas.
    Head(Vec<String>, Vec<String>),
    /// To the objects of prepositions; `None` stands for the verb entry's own list.
    Prep(Option<Vec<String>>),
    /// To an argument by its name.
    Named(String),
}

/// A parsed path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path(pub Vec<Step>);

/// Arguments that can be named in a path.
pub(crate) const NAMED: &[&str] = &[
    "subject",
    "object",
    "passive_subject",
    "agent",
    "holder",
    "light_subject",
    "dative",
    "self",
];

impl std::str::FromStr for Path {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let steps = text.split_whitespace().map(step).collect::<Result<Vec<_>, _>>()?;
        if steps.is_empty() {
            Err("an empty path".to_owned())
        } else {
            Ok(Self(steps))
        }
    }
}

fn step(text: &str) -> Result<Step, String> {
    let (name, words) = match text.split_once('(') {
        Some((name, rest)) => {
            let inner = rest
                .strip_suffix(')')
                .ok_or_else(|| format!("`{text}` lacks its closing bracket"))?;
            (name, alternatives(inner))
        }
        None => (text, Vec::new()),
    };
    if let Some(labels) = name.strip_prefix('>') {
        return Ok(Step::Child(alternatives(labels), words));
    }
    if let Some(labels) = name.strip_prefix('<') {
        return Ok(Step::Head(alternatives(labels), words));
    }
    if name == "prep" {
        return match words.as_slice() {
            [] => Err("`prep` needs words: prep(on|at) or prep($prep)".to_owned()),
            [word] if word == "$prep" => Ok(Step::Prep(None)),
            _ => Ok(Step::Prep(Some(words))),
        };
    }
    if NAMED.contains(&name) {
        return Ok(Step::Named(name.to_owned()));
    }
    Err(format!(
        "unknown step `{text}`; known are >relation, <relation, prep(..) and {}",
        NAMED.join(", ")
    ))
}

fn alternatives(text: &str) -> Vec<String> {
    text.split('|').map(str::to_owned).collect()
}

impl fmt::Display for Path {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.0.iter().enumerate() {
            let gap = if index == 0 { "" } else { " " };
            match step {
                Step::Child(labels, _) => write!(out, "{gap}>{}", labels.join("|"))?,
                Step::Head(labels, _) => write!(out, "{gap}<{}", labels.join("|"))?,
                Step::Prep(None) => write!(out, "{gap}prep($prep)")?,
                Step::Prep(Some(words)) => write!(out, "{gap}prep({})", words.join("|"))?,
                Step::Named(name) => write!(out, "{gap}{name}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_kind_of_step() {
        let path: Path = "<acl <dobj(intercept|down) subject prep($prep) >prep(on)"
            .parse()
            .expect("a path");
        assert_eq!(path.0.len(), 5);
        assert_eq!(path.0[3], Step::Prep(None));
    }

    #[test]
    fn says_what_is_wrong() {
        assert!("subjekt".parse::<Path>().expect_err("unknown").contains("known are"));
        assert!("prep(on".parse::<Path>().expect_err("open").contains("bracket"));
        assert!("".parse::<Path>().is_err());
    }
}
