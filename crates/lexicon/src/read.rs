//! Reading of one file into the lexicon; the folder decides what it may hold.

use std::collections::BTreeMap;
use std::path::Path;

use serde::de::DeserializeOwned;
use tidywire_codebook::{CodeList, EventType};

use crate::entries::actors::{Actor, AgentFile, Person};
use crate::entries::claims::ClaimFile;
use crate::entries::figures::FigureFile;
use crate::entries::frames::{Frame, LightVerb};
use crate::entries::ontology::OntologyFile;
use crate::entries::places::PlaceFile;
use crate::entries::times::Times;
use crate::entries::verbs::VerbFile;
use crate::entries::words::WordFile;
use crate::error::LexiconError;
use crate::lexicon::Lexicon;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct ActorFile {
    #[serde(default)]
    actor: Vec<Actor>,
    #[serde(default)]
    person: Vec<Person>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameFile {
    #[serde(default)]
    frame: Vec<Frame>,
    #[serde(default)]
    light_verbs: Vec<LightVerb>,
    #[serde(default)]
    target_nouns: Vec<String>,
    #[serde(default)]
    instrument_nouns: Vec<String>,
    #[serde(default)]
    quantity_nouns: Vec<String>,
    #[serde(default)]
    document_nouns: Vec<String>,
    #[serde(default)]
    violence_words: Vec<String>,
    #[serde(default)]
    mishap_words: Vec<String>,
}

/// All `.toml` files below `folder`, named as below `data`.
pub(crate) fn folder(folder: &Path) -> Result<BTreeMap<String, String>, LexiconError> {
    let mut files = BTreeMap::new();
    let mut open = vec![(folder.to_path_buf(), String::new())];
    while let Some((path, name)) = open.pop() {
        let unreadable = |source| LexiconError::Unreadable {
            path: path.display().to_string(),
            source,
        };
        for entry in std::fs::read_dir(&path).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let child = entry.path();
            let part = entry.file_name().to_string_lossy().into_owned();
            let below = if name.is_empty() {
                part
            } else {
                format!("{name}/{part}")
            };
            if child.is_dir() {
                open.push((child, below));
            } else if child.extension().is_some_and(|extension| extension == "toml") {
                let text = std::fs::read_to_string(&child).map_err(|source| LexiconError::Unreadable {
                    path: child.display().to_string(),
                    source,
                })?;
                let rooted = below.starts_with("lexicon/") || below.starts_with("ontology/");
                files.insert(if rooted { below } else { format!("lexicon/{below}") }, text);
            }
        }
    }
    Ok(files)
}

/// What a file holds.
#[derive(Clone, Copy)]
pub(crate) enum Content<'a> {
    /// TOML.
    Text(&'a str),
    /// Its values as JSON.
    Values(&'a str),
}

/// Reads one file.
pub(crate) fn file(lexicon: &mut Lexicon, name: &str, text: Content<'_>) -> Result<(), LexiconError> {
    let stem = name.strip_suffix(".toml").unwrap_or(name);
    let short = stem.strip_prefix("lexicon/").unwrap_or(stem);
    let rule = |entry: &str| format!("{short}#{entry}");
    match short.split('/').next().unwrap_or_default() {
        "actors" => {
            let mut file: ActorFile = parse(name, text)?;
            file.actor.iter_mut().for_each(|actor| actor.rule = rule(&actor.id));
            file.person.iter_mut().for_each(|person| person.rule = rule(&person.id));
            lexicon.actors.append(&mut file.actor);
            lexicon.people.append(&mut file.person);
        }
        "agents" => {
            let mut file: AgentFile = parse(name, text)?;
            file.agent.iter_mut().for_each(|agent| agent.rule = rule(&agent.noun));
            lexicon.agents.append(&mut file.agent);
            lexicon.modifiers.former.append(&mut file.former);
            lexicon.modifiers.run_by.append(&mut file.run_by);
            lexicon.modifiers.backed_by.append(&mut file.backed_by);
            lexicon.modifiers.against.append(&mut file.against);
            lexicon.modifiers.rebel.append(&mut file.rebel);
            lexicon.modifiers.not_bodies.append(&mut file.not_bodies);
            lexicon.modifiers.honorifics.append(&mut file.honorifics);
        }
        "frames" => {
            let mut file: FrameFile = parse(name, text)?;
            lexicon.light_verbs.append(&mut file.light_verbs);
            lexicon.target_nouns.append(&mut file.target_nouns);
            lexicon.instrument_nouns.append(&mut file.instrument_nouns);
            lexicon.quantity_nouns.append(&mut file.quantity_nouns);
            lexicon.document_nouns.append(&mut file.document_nouns);
            lexicon.violence_words.append(&mut file.violence_words);
            lexicon.mishap_words.append(&mut file.mishap_words);
            lexicon
                .frames
                .extend(file.frame.into_iter().map(|frame| (frame.id.clone(), frame)));
        }
        "verbs" => match text {
            Content::Text(text) => verbs(lexicon, name, text, &rule)?,
            Content::Values(_) => unreachable!("verbs are embedded as text: their errors point to places in it"),
        },
        "figures" | "numerals" => {
            let mut file: FigureFile = parse(name, text)?;
            file.hedge.iter_mut().for_each(|hedge| hedge.rule = rule(&hedge.phrase));
            file.vague.iter_mut().for_each(|vague| vague.rule = rule(&vague.phrase));
            file.measured
                .iter_mut()
                .for_each(|measured| measured.rule = rule(&measured.trigger));
            lexicon.numerals.append(&mut file.numeral);
            lexicon.hedges.append(&mut file.hedge);
            lexicon.vague.append(&mut file.vague);
            lexicon.units.append(&mut file.unit);
            lexicon.currencies.append(&mut file.currency);
            lexicon.measured.append(&mut file.measured);
            lexicon.level_verbs.append(&mut file.level_verb);
            lexicon.traps.append(&mut file.trap);
            file.group.iter_mut().for_each(|group| group.rule = rule(&group.noun));
            lexicon.groups.append(&mut file.group);
            lexicon.kin.append(&mut file.kin);
            lexicon.beings.append(&mut file.beings);
        }
        "claims" => {
            let mut file: ClaimFile = parse(name, text)?;
            file.speech
                .iter_mut()
                .for_each(|speech| speech.rule = rule(&speech.lemma));
            file.modal.iter_mut().for_each(|modal| modal.rule = rule(&modal.lemma));
            lexicon.speech.append(&mut file.speech);
            lexicon.modals.append(&mut file.modal);
            lexicon.others_words.append(&mut file.others_words);
        }
        "places" => {
            let mut file: PlaceFile = parse(name, text)?;
            file.place.iter_mut().for_each(|place| place.rule = rule(&place.name));
            lexicon.places.append(&mut file.place);
            lexicon.locatives.append(&mut file.locative);
            lexicon.place_nouns.append(&mut file.place_nouns);
            lexicon.directions.append(&mut file.directions);
            lexicon.place_parts.append(&mut file.place_parts);
            lexicon.settlement_nouns.append(&mut file.settlement_nouns);
            lexicon.visiting_verbs.append(&mut file.visiting_verbs);
            lexicon.not_places.append(&mut file.not_places);
            lexicon.region_nouns.append(&mut file.region_nouns);
            lexicon.near_words.append(&mut file.near_words);
        }
        "times" => lexicon.times.append(parse::<Times>(name, text)?),
        "words" => {
            let mut file: WordFile = parse(name, text)?;
            lexicon.function_words.append(&mut file.function_words);
            lexicon.lemmas.append(&mut file.lemmas);
            lexicon.past_tenses.append(&mut file.past_tenses);
            lexicon.given_names.append(&mut file.given_names);
            lexicon.pronouns.person.append(&mut file.pronouns_of_person);
            lexicon.pronouns.group.append(&mut file.pronouns_of_group);
            lexicon.pronouns.body.append(&mut file.pronouns_of_body);
            lexicon.pronouns.speaker.append(&mut file.pronouns_of_speaker);
        }
        "ontology" => {
            let mut file: OntologyFile = parse(name, text)?;
            lexicon.event_types.append(&mut file.event_type);
            lexicon.modes.append(&mut file.mode);
            lexicon.contexts.append(&mut file.context);
            lexicon.roles.append(&mut file.role);
            lexicon.sectors.append(&mut file.sector);
            lexicon.measures.append(&mut file.measure);
            lexicon.bounds.append(&mut file.bound);
        }
        other => {
            let known = "actors, agents, claims, figures, frames, numerals, places, times, verbs, words, and ontology beside lexicon";
            return Err(LexiconError::at(
                name,
                "",
                0,
                format!("unknown folder `{other}`; known are {known}"),
            ));
        }
    }
    Ok(())
}

fn verbs(lexicon: &mut Lexicon, name: &str, text: &str, rule: &dyn Fn(&str) -> String) -> Result<(), LexiconError> {
    let mut file: VerbFile = parse(name, text)?;
    let code = file.event_type.get_ref();
    let event_type = EventType::from_code(code).ok_or_else(|| {
        LexiconError::at(
            name,
            text,
            file.event_type.span().start,
            format!("`{code}` is no event type of PLOVER"),
        )
    })?;
    for verb in &mut file.verb {
        if !lexicon.frames.contains_key(verb.frame.get_ref()) {
            let known: Vec<&str> = lexicon.frames.keys().map(String::as_str).collect();
            let message = format!(
                "unknown frame `{}`; known are {}",
                verb.frame.get_ref(),
                known.join(", ")
            );
            return Err(LexiconError::at(name, text, verb.frame.span().start, message));
        }
        if let Some(mode) = &verb.mode
            && lexicon.mode(event_type, mode.get_ref()).is_none()
        {
            let message = format!("`{}` is no mode of {}", mode.get_ref(), event_type.code());
            return Err(LexiconError::at(name, text, mode.span().start, message));
        }
        verb.event_type = Some(event_type);
        verb.rule = rule(&verb.lemma);
    }
    lexicon.verbs.append(&mut file.verb);
    Ok(())
}

fn parse<'a, T: DeserializeOwned>(name: &str, content: impl Into<Content<'a>>) -> Result<T, LexiconError> {
    match content.into() {
        Content::Text(text) => toml::from_str(text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            LexiconError::at(name, text, offset, error.message())
        }),
        Content::Values(json) => {
            serde_json::from_str(json).map_err(|error| LexiconError::at(name, json, 0, error.to_string()))
        }
    }
}

impl<'a> From<&'a str> for Content<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}
