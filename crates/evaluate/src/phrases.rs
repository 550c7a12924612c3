//! Phrases for the actor table: what a mention finder must answer for "Ukraine's former defence minister" on a day.
//!
//! A phrase names its mention, or is one as a whole. The mention that overlaps it best answers; an article in front
//! counts for neither. A phrase without country, sector and actor must get none: its mention may be missing.
//! Invariant: a country or sector that the phrase leaves out means none; an actor that it leaves out is not asked for.

use jiff::civil::Date;
use serde::Deserialize;
use tidywire_codebook::CodeList;
use tidywire_extract::Mention;
use tidywire_text::Span;

use crate::gold::GoldError;
use crate::score::{Miss, Scores};

/// One phrase.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// Words as an article would have them.
    pub text: String,
    /// Date of the article.
    pub on: String,
    /// The mention's words, if they are not all.
    pub mention: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// Id of the actor.
    pub actor: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    phrase: Vec<Phrase>,
}

impl Phrase {
    /// Reads a file of phrases.
    ///
    /// # Errors
    /// When it is no such file, with path, line and column; when a mention is not in its text or a date is none.
    pub fn parse(path: &str, text: &str) -> Result<Vec<Self>, GoldError> {
        let wrong = |offset: usize, message: String| {
            let before = &text[..offset.min(text.len())];
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            GoldError::File {
                path: path.to_owned(),
                line: before.matches('\n').count() + 1,
                column: before[start..].chars().count() + 1,
                message,
            }
        };
        let file: File = toml::from_str(text)
            .map_err(|error| wrong(error.span().map_or(0, |span| span.start), error.message().to_owned()))?;
        for phrase in &file.phrase {
            let place = text.find(&phrase.text).unwrap_or(0);
            if phrase.date().is_none() {
                return Err(wrong(place, format!("`{}` is no date", phrase.on)));
            }
            if let Some(mention) = phrase
                .mention
                .as_ref()
                .filter(|mention| !phrase.text.contains(*mention))
            {
                return Err(wrong(place, format!("\"{mention}\" is not in \"{}\"", phrase.text)));
            }
        }
        Ok(file.phrase)
    }

    /// The article's date.
    pub fn date(&self) -> Option<Date> {
        self.on.parse().ok()
    }

    /// Scores the mentions that were found in the text.
    pub fn score(&self, mentions: &[Mention]) -> Scores {
        let wanted = self.mention.as_deref().unwrap_or(&self.text);
        let start = self.text.find(wanted).unwrap_or(0);
        let span = Span::new(start, start + wanted.len());
        let shared = |mention: &&Mention| {
            let both = mention
                .span
                .end
                .min(span.end)
                .saturating_sub(mention.span.start.max(span.start));
            (both, std::cmp::Reverse(mention.span.len()))
        };
        let best = mentions
            .iter()
            .filter(|mention| mention.span.overlaps(span))
            .max_by_key(shared);
        let actor = best.map(|mention| &mention.actor);
        let country = actor.and_then(|actor| actor.country.as_deref()) == self.country.as_deref();
        let sector = actor.and_then(|actor| actor.sector).map(|sector| sector.code()) == self.sector.as_deref();
        let id = self.actor.is_none() || actor.and_then(|actor| actor.id.as_deref()) == self.actor.as_deref();
        let mut scores = Scores::default();
        for (name, right) in [
            ("country", country),
            ("sector", sector),
            ("actor", id),
            ("country, sector, actor", country && sector && id),
        ] {
            scores.count(name, usize::from(right), 1, 1);
        }
        if !(country && sector && id) {
            let shown = |country: Option<&str>, sector: Option<&str>, id: Option<&str>| {
                format!(
                    "{} {} {}",
                    country.unwrap_or("-"),
                    sector.unwrap_or("-"),
                    id.unwrap_or("-")
                )
            };
            let found = actor.map_or_else(
                || "nothing".to_owned(),
                |actor| {
                    shown(
                        actor.country.as_deref(),
                        actor.sector.map(|sector| sector.code()),
                        actor.id.as_deref(),
                    )
                },
            );
            let by = best.map_or_else(String::new, |mention| {
                format!(" (\"{}\" by {})", mention.span.of(&self.text), mention.rule)
            });
            scores.misses.push(Miss {
                score: "phrase",
                kind: "wrong",
                article: self.on.clone(),
                words: self.text.clone(),
                detail: format!(
                    "wanted {}, found {found}{by}",
                    shown(self.country.as_deref(), self.sector.as_deref(), self.actor.as_deref())
                ),
            });
        }
        scores.under("phrases")
    }
}
