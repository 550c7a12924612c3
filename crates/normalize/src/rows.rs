//! From one extraction to published rows.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tidywire_codebook::{self as book, Code, CodeList};
use tidywire_extract::{ActorRef, Claim, Extraction, Party};
use tidywire_lexicon::Lexicon;
use tidywire_text::{CodePoints, Document, Span};

use crate::ids::id;

/// The rows of one article, all tables but `articles` and `issues`.
#[derive(Clone, Debug, Default)]
pub struct ArticleRows {
    /// Sentences.
    pub sentences: Vec<book::SentenceRow>,
    /// Actor mentions.
    pub mentions: Vec<book::Mention>,
    /// Figures.
    pub figures: Vec<book::Figure>,
    /// Actions.
    pub actions: Vec<book::Action>,
    /// Statements.
    pub statements: Vec<book::Statement>,
    /// Places.
    pub places: Vec<book::Place>,
    /// Time expressions.
    pub dates: Vec<book::DateRow>,
    /// Actors of this article by id; nothing is counted yet.
    pub actors: BTreeMap<String, book::Actor>,
}

/// Turns an extraction into rows. Every actor that a row names is in `actors`.
pub fn rows(
    article_id: &str,
    document: &Document,
    found: &Extraction,
    lexicon: &Lexicon,
    published: Option<Date>,
) -> ArticleRows {
    let maker = Maker {
        article_id,
        document,
        points: CodePoints::new(&document.text),
        found,
        lexicon,
        published,
    };
    let mut rows = ArticleRows::default();
    maker.sentences(&mut rows);
    maker.mentions(&mut rows);
    maker.places(&mut rows);
    maker.dates(&mut rows);
    maker.statements(&mut rows);
    let action_ids = maker.actions(&mut rows);
    maker.figures(&mut rows, &action_ids);
    maker.parents(&mut rows);
    rows
}

struct Maker<'a> {
    article_id: &'a str,
    document: &'a Document,
    points: CodePoints<'a>,
    found: &'a Extraction,
    lexicon: &'a Lexicon,
    published: Option<Date>,
}

fn offset(value: usize) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

impl Maker<'_> {
    fn at(&self, span: Span) -> (i64, i64) {
        (offset(self.points.at(span.start)), offset(self.points.at(span.end)))
    }

    fn words(&self, span: Span) -> String {
        span.of(&self.document.text).to_owned()
    }

    fn id(&self, kind: &str, span: Span, more: &[&str]) -> String {
        let (start, end) = self.at(span);
        let (start, end) = (start.to_string(), end.to_string());
        let mut parts = vec![self.article_id, kind, &start, &end];
        parts.extend(more);
        id(&parts)
    }

    fn party(
        &self,
        rows: &mut ArticleRows,
        party: Option<&Party>,
    ) -> (Option<String>, Option<String>, Option<Code>, Option<book::Sector>) {
        let Some(party) = party else {
            return (None, None, None, None);
        };
        self.know(rows, &party.actor);
        let country = party.actor.country.as_deref().map(Code::from);
        (
            Some(self.words(party.span)),
            party.actor.id.clone(),
            country,
            party.actor.sector,
        )
    }

    /// Notes an actor for the `actors` table, with all that it belongs to.
    fn know(&self, rows: &mut ArticleRows, actor: &ActorRef) {
        let mut next = Some(actor.clone());
        while let Some(actor) = next.take() {
            let parent = actor.part_of.clone();
            if let Some(id) = &actor.id {
                rows.actors.entry(id.clone()).or_insert_with(|| book::Actor {
                    actor_id: id.clone(),
                    name: actor.name.clone(),
                    country: actor.country.as_deref().map(Code::from),
                    sector: actor.sector,
                    part_of: actor.part_of.clone(),
                    wikidata_id: actor.wikidata.as_deref().map(Code::from),
                    ..book::Actor::default()
                });
            }
            let parent = parent.filter(|parent| !rows.actors.contains_key(parent));
            next = parent
                .and_then(|parent| self.lexicon.actors.iter().find(|entry| entry.id == parent))
                .map(ActorRef::from);
        }
    }

    fn sentences(&self, rows: &mut ArticleRows) {
        for (index, sentence) in self.document.sentences.iter().enumerate() {
            let (char_start, char_end) = self.at(sentence.span);
            rows.sentences.push(book::SentenceRow {
                article_id: self.article_id.to_owned(),
                sentence_index: offset(index),
                char_start,
                char_end,
                section: sentence.section.map(|span| self.words(span)),
            });
        }
    }

    fn mentions(&self, rows: &mut ArticleRows) {
        for mention in &self.found.mentions {
            self.know(rows, &mention.actor);
            let (char_start, char_end) = self.at(mention.span);
            rows.mentions.push(book::Mention {
                mention_id: self.id("mention", mention.span, &[]),
                article_id: self.article_id.to_owned(),
                sentence_index: offset(mention.sentence),
                char_start,
                char_end,
                text: self.words(mention.span),
                kind: mention.kind,
                actor_id: mention.actor.id.clone(),
                country: mention.actor.country.as_deref().map(Code::from),
                sector: mention.actor.sector,
                rule: mention.rule.clone(),
            });
        }
    }

    fn places(&self, rows: &mut ArticleRows) {
        for place in &self.found.places {
            let (char_start, char_end) = self.at(place.span);
            rows.places.push(book::Place {
                article_id: self.article_id.to_owned(),
                sentence_index: offset(place.sentence),
                char_start,
                char_end,
                text: self.words(place.span),
                place_id: place.id.as_deref().map(Code::from),
                name: Some(place.name.clone()),
                country: place.country.as_deref().map(Code::from),
                admin1: place.admin1.as_deref().map(Code::from),
                latitude: place.latitude,
                longitude: place.longitude,
                precision: Some(place.precision),
                sense: place.sense,
                rule: place.rule.clone(),
            });
        }
    }

    fn dates(&self, rows: &mut ArticleRows) {
        for time in &self.found.times {
            let (char_start, char_end) = self.at(time.span);
            rows.dates.push(book::DateRow {
                article_id: self.article_id.to_owned(),
                sentence_index: offset(time.sentence),
                char_start,
                char_end,
                text: self.words(time.span),
                kind: time.kind,
                date_start: time.when.start,
                date_end: time.when.end,
                precision: time.precision,
                basis: time.when.basis,
                value: time.value.clone(),
                modifier: time.modifier,
                rule: time.rule.to_owned(),
            });
        }
    }

    fn statements(&self, rows: &mut ArticleRows) {
        for statement in &self.found.statements {
            let (char_start, char_end) = self.at(statement.content);
            let (cue_start, cue_end) = self.at(statement.cue);
            let (source_text, source_actor_id, source_country, _) = self.party(rows, statement.source.as_ref());
            let source = statement.source.as_ref().map(|party| self.at(party.span));
            rows.statements.push(book::Statement {
                statement_id: self.id("statement", statement.content, &[&cue_start.to_string()]),
                article_id: self.article_id.to_owned(),
                sentence_index: offset(statement.sentence),
                char_start,
                char_end,
                source_text,
                source_start: source.map(|(start, _)| start),
                source_end: source.map(|(_, end)| end),
                source_actor_id,
                source_country,
                cue_text: Some(self.words(statement.cue)),
                cue_start: Some(cue_start),
                cue_end: Some(cue_end),
                kind: statement.kind,
                stance: statement.stance,
                nature: if statement.attitude {
                    book::StatementNature::Attitude
                } else {
                    book::StatementNature::Claim
                },
                rule: statement.rule.clone(),
            });
        }
    }

    fn claim(
        &self,
        rows: &mut ArticleRows,
        claim: &Claim,
    ) -> (Option<String>, Option<String>, Option<Code>, Option<String>) {
        let (text, actor, country, _) = self.party(rows, claim.claimant.as_ref());
        (text, actor, country, claim.verb.map(|span| self.words(span)))
    }

    fn actions(&self, rows: &mut ArticleRows) -> Vec<String> {
        let mut ids = Vec::new();
        for action in &self.found.actions {
            let (char_start, char_end) = self.at(action.span);
            let (source_text, source_actor_id, source_country, source_sector) =
                self.party(rows, action.source.as_ref());
            let (target_text, target_actor_id, target_country, target_sector) =
                self.party(rows, action.target.as_ref());
            let (claimant_text, claimant_actor_id, claimant_country, claim_verb) = self.claim(rows, &action.claim);
            let place = action.place.map(|index| &self.found.places[index]);
            let event_type = self.lexicon.event_type(action.event_type);
            let mode = action
                .mode
                .as_deref()
                .and_then(|mode| self.lexicon.mode(action.event_type, mode));
            let start = |party: &Option<Party>| {
                party
                    .as_ref()
                    .map_or_else(String::new, |party| party.span.start.to_string())
            };
            let action_id = self.id(
                "action",
                action.span,
                &[action.event_type.code(), &start(&action.source), &start(&action.target)],
            );
            ids.push(action_id.clone());
            rows.actions.push(book::Action {
                action_id,
                event_id: self.id("event", action.span, &[action.event_type.code()]),
                article_id: self.article_id.to_owned(),
                sentence_index: offset(action.sentence),
                char_start,
                char_end,
                text: self.words(action.span),
                lemma: action.lemma.clone(),
                event_type: action.event_type,
                event_mode: action.mode.as_deref().map(Code::from),
                quad_class: event_type.map(|entry| entry.quad_class).unwrap_or_default(),
                intensity: mode
                    .and_then(|mode| mode.intensity)
                    .or(event_type.map(|entry| entry.intensity)),
                cameo_root: mode
                    .and_then(|mode| mode.cameo_root.as_deref())
                    .or(event_type.map(|entry| entry.cameo_root.as_str()))
                    .map(Code::from),
                context: action.context.as_deref().map(Code::from),
                source_text,
                source_actor_id,
                source_country,
                source_sector,
                target_text,
                target_actor_id,
                target_country,
                target_sector,
                polarity: action.qualification.polarity,
                modality: action.qualification.modality,
                time_frame: action.time_frame,
                claimant_text,
                claimant_actor_id,
                claimant_country,
                claim_verb,
                stance: action.claim.stance,
                date_start: action.when.start,
                date_end: action.when.end,
                date_basis: action.when.basis,
                place_text: place.map(|place| self.words(place.span)),
                place_id: place.and_then(|place| place.id.as_deref()).map(Code::from),
                place_country: place.and_then(|place| place.country.as_deref()).map(Code::from),
                latitude: place.and_then(|place| place.latitude),
                longitude: place.and_then(|place| place.longitude),
                rule: action.rule.clone(),
            });
        }
        ids
    }

    fn figures(&self, rows: &mut ArticleRows, action_ids: &[String]) {
        for figure in &self.found.figures {
            let (char_start, char_end) = self.at(figure.span);
            let (subject_text, subject_actor_id, subject_country, _) = self.party(rows, figure.subject.as_ref());
            let (agent_text, agent_actor_id, agent_country, _) = self.party(rows, figure.agent.as_ref());
            let (claimant_text, claimant_actor_id, claimant_country, claim_verb) = self.claim(rows, &figure.claim);
            let place = figure.place.map(|index| &self.found.places[index]);
            rows.figures.push(book::Figure {
                figure_id: self.id("figure", figure.span, &[figure.measure.code()]),
                article_id: self.article_id.to_owned(),
                sentence_index: offset(figure.sentence),
                char_start,
                char_end,
                text: self.words(figure.span),
                value_low: figure.value.low,
                value_high: figure.value.high,
                value_point: figure.value.point,
                bound: figure.value.bound,
                approximator: figure.value.approximator.clone(),
                vague_term: figure.value.vague_term.clone(),
                measure: figure.measure,
                measure_text: figure.measure_span.map(|span| self.words(span)),
                unit_kind: figure.unit_kind,
                unit: figure.unit.clone(),
                currency: figure.currency.as_deref().map(Code::from),
                subject_text,
                subject_actor_id,
                subject_country,
                combatant_status: figure.status,
                agent_text,
                agent_actor_id,
                agent_country,
                action_id: figure.action.map(|index| action_ids[index].clone()),
                role: figure.role,
                direction: figure.direction,
                parent_figure_id: None,
                polarity: figure.qualification.polarity,
                modality: figure.qualification.modality,
                modality_text: figure.qualification.modality_span.map(|span| self.words(span)),
                claimant_text,
                claimant_actor_id,
                claimant_country,
                claim_verb,
                stance: figure.claim.stance,
                time_frame: figure.time_frame,
                date_start: figure.when.start,
                date_end: figure.when.end,
                date_basis: figure.when.basis,
                as_of: self.published,
                place_text: place.map(|place| self.words(place.span)),
                place_id: place.and_then(|place| place.id.as_deref()).map(Code::from),
                place_country: place.and_then(|place| place.country.as_deref()).map(Code::from),
                latitude: place.and_then(|place| place.latitude),
                longitude: place.and_then(|place| place.longitude),
                rule: figure.rule.clone(),
            });
        }
    }

    fn parents(&self, rows: &mut ArticleRows) {
        for (index, figure) in self.found.figures.iter().enumerate() {
            rows.figures[index].parent_figure_id = figure.parent.map(|parent| rows.figures[parent].figure_id.clone());
        }
    }
}
