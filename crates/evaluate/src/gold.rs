//! Gold files: one per article, quoting its words.

use serde::Deserialize;
use thiserror::Error;
use tidywire_codebook::{Bound, CodeList, EventType, Measure, Modality, Polarity, Role, Sector, Stance, UnitKind};
use tidywire_text::Span;

/// What can be wrong with a gold file.
#[derive(Debug, Error)]
pub enum GoldError {
    /// Not TOML, an unknown field or code. Shown as `path:line:column: message`.
    #[error("{path}:{line}:{column}: {message}")]
    File {
        /// The file.
        path: String,
        /// Line, from one.
        line: usize,
        /// Column, from one.
        column: usize,
        /// What is wrong.
        message: String,
    },
    /// A quotation that does not stand in the article.
    #[error("{path}: \"{quote}\" (occurrence {nth}) is not in {article}")]
    Quote {
        /// The gold file.
        path: String,
        /// The words.
        quote: String,
        /// Which occurrence.
        nth: usize,
        /// The article.
        article: String,
    },
}

/// Gold of one article.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gold {
    /// File name of the article.
    pub article: String,
    /// Quantities.
    #[serde(default)]
    pub figure: Vec<GoldFigure>,
    /// Actions.
    #[serde(default)]
    pub action: Vec<GoldAction>,
    /// Actor mentions.
    #[serde(default)]
    pub actor: Vec<GoldActor>,
    /// Attributions.
    #[serde(default)]
    pub statement: Vec<GoldStatement>,
    /// Places.
    #[serde(default)]
    pub place: Vec<GoldPlace>,
}

/// Words and which of their occurrences, counting every occurrence of the characters from one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote<'g> {
    /// The words.
    pub text: &'g str,
    /// Which occurrence, from one.
    pub nth: usize,
}

/// A quantity.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldFigure {
    /// Number with its hedge.
    pub text: String,
    /// Which occurrence.
    #[serde(default = "one")]
    pub nth: usize,
    /// Lower bound.
    pub value_low: Option<f64>,
    /// Upper bound.
    pub value_high: Option<f64>,
    /// The one number.
    pub value_point: Option<f64>,
    /// Bound.
    #[serde(deserialize_with = "code")]
    pub bound: Bound,
    /// What is measured.
    #[serde(deserialize_with = "code")]
    pub measure: Measure,
    /// Kind of unit.
    #[serde(default, deserialize_with = "maybe")]
    pub unit_kind: Option<UnitKind>,
    /// Lemma of what is counted.
    pub unit: Option<String>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// Words for what is counted.
    pub subject_text: Option<String>,
    /// Its country.
    pub subject_country: Option<String>,
    /// Country of who did it.
    pub agent_country: Option<String>,
    /// Role.
    #[serde(default, deserialize_with = "maybe")]
    pub role: Option<Role>,
    /// Modality.
    #[serde(default, deserialize_with = "maybe")]
    pub modality: Option<Modality>,
    /// Polarity.
    #[serde(default, deserialize_with = "maybe")]
    pub polarity: Option<Polarity>,
    /// Stance.
    #[serde(default, deserialize_with = "maybe")]
    pub stance: Option<Stance>,
    /// Who says so.
    pub claimant_text: Option<String>,
}

/// An action.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldAction {
    /// Trigger.
    pub text: String,
    /// Which occurrence.
    #[serde(default = "one")]
    pub nth: usize,
    /// PLOVER type.
    #[serde(deserialize_with = "code")]
    pub event_type: EventType,
    /// Words for who acts.
    pub source_text: Option<String>,
    /// Country of who acts.
    pub source_country: Option<String>,
    /// Words for who is acted upon.
    pub target_text: Option<String>,
    /// Country of who is acted upon.
    pub target_country: Option<String>,
    /// Modality.
    #[serde(default, deserialize_with = "maybe")]
    pub modality: Option<Modality>,
    /// Polarity.
    #[serde(default, deserialize_with = "maybe")]
    pub polarity: Option<Polarity>,
    /// Who says so.
    pub claimant_text: Option<String>,
}

/// A mention of an actor.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldActor {
    /// Its words.
    pub text: String,
    /// Which occurrence.
    #[serde(default = "one")]
    pub nth: usize,
    /// Every occurrence as whole words.
    #[serde(default)]
    pub all: bool,
    /// Country.
    pub country: Option<String>,
    /// Sector.
    #[serde(default, deserialize_with = "maybe")]
    pub sector: Option<Sector>,
}

/// An attribution.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldStatement {
    /// The speaker's words; none when anonymous.
    pub source_text: Option<String>,
    /// Cue.
    pub cue_text: String,
    /// Which occurrence of the cue.
    #[serde(default = "one")]
    pub nth: usize,
    /// Content.
    pub content_text: String,
}

/// A place.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldPlace {
    /// Its words.
    pub text: String,
    /// Which occurrence.
    #[serde(default = "one")]
    pub nth: usize,
    /// Every occurrence as whole words.
    #[serde(default)]
    pub all: bool,
    /// Country.
    pub country: Option<String>,
}

impl Gold {
    /// Reads a gold file.
    ///
    /// # Errors
    /// When it is not TOML or has an unknown field or code.
    pub fn parse(path: &str, text: &str) -> Result<Self, GoldError> {
        toml::from_str(text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start).min(text.len());
            let before = &text[..text.floor_char_boundary(offset)];
            let line_start = before.rfind('\n').map_or(0, |index| index + 1);
            GoldError::File {
                path: path.to_owned(),
                line: before.matches('\n').count() + 1,
                column: before[line_start..].chars().count() + 1,
                message: error.message().to_owned(),
            }
        })
    }

    /// Checks that every quotation stands in the article.
    ///
    /// # Errors
    /// The first quotation that does not.
    pub fn check(&self, path: &str, article: &str) -> Result<(), GoldError> {
        let quotes = self
            .figure
            .iter()
            .map(|gold| (&gold.text, gold.nth))
            .chain(self.action.iter().map(|gold| (&gold.text, gold.nth)))
            .chain(self.actor.iter().map(|gold| (&gold.text, gold.nth)))
            .chain(self.place.iter().map(|gold| (&gold.text, gold.nth)))
            .chain(self.statement.iter().map(|gold| (&gold.cue_text, gold.nth)))
            .chain(self.statement.iter().map(|gold| (&gold.content_text, 1)));
        for (text, nth) in quotes {
            if (Quote { text, nth }).find(article).is_none() {
                return Err(GoldError::Quote {
                    path: path.to_owned(),
                    quote: text.clone(),
                    nth,
                    article: self.article.clone(),
                });
            }
        }
        Ok(())
    }
}

impl Quote<'_> {
    /// Where the words stand.
    pub fn find(&self, article: &str) -> Option<Span> {
        let (start, _) = article.match_indices(self.text).nth(self.nth.checked_sub(1)?)?;
        Some(Span::new(start, start + self.text.len()))
    }

    /// Every occurrence as whole words.
    pub fn find_all(&self, article: &str) -> Vec<Span> {
        let whole = |span: &Span| {
            let before = article[..span.start].chars().next_back();
            let after = article[span.end..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        };
        article
            .match_indices(self.text)
            .map(|(start, words)| Span::new(start, start + words.len()))
            .filter(whole)
            .collect()
    }
}

fn one() -> usize {
    1
}

fn code<'de, D: serde::Deserializer<'de>, T: CodeList>(input: D) -> Result<T, D::Error> {
    let text = String::deserialize(input)?;
    T::from_code(&text).ok_or_else(|| serde::de::Error::custom(format!("`{text}` is no code of `{}`", T::NAME)))
}

fn maybe<'de, D: serde::Deserializer<'de>, T: CodeList>(input: D) -> Result<Option<T>, D::Error> {
    code(input).map(Some)
}
