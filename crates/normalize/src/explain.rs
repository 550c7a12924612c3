//! `explain`: tokens, tree, mentions, frames and rule ids of a sentence or an article, as text.

use std::fmt::Write as _;

use jiff::civil::Date;
use tidywire_codebook::CodeList;
use tidywire_extract::{ActorRef, Extraction, Knowledge, Party, When, analyze, extract};
use tidywire_language::{Analyzer, Model};
use tidywire_lexicon::Lexicon;
use tidywire_text::{Document, Span};

/// Shows everything about `text`. `published` resolves relative dates and offices.
pub fn sentence(text: &str, lexicon: &Lexicon, published: Option<Date>) -> String {
    let knowledge = Knowledge::new(lexicon);
    let document = analyze(
        &mut Analyzer::new(Model::embedded()),
        Model::embedded(),
        &knowledge,
        text.to_owned(),
    );
    let found = extract(&document, &knowledge, published);
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = tree(&mut out, &document);
    let _ = rows(&mut out, &document, &found, lexicon, published);
    out
}

/// Why a mention got its actor: the entry of the actor or of what it belongs to, and of people the term of office that
/// decides on the day.
fn why(actor: &ActorRef, lexicon: &Lexicon, published: Option<Date>) -> Option<String> {
    let known = |id: &String| lexicon.actors.iter().find(|entry| entry.id == *id);
    if let Some(person) = lexicon.people.iter().find(|entry| Some(&entry.id) == actor.id.as_ref()) {
        let runs = |term: &&tidywire_lexicon::Term| published.is_none_or(|date| term.runs(date));
        let days = |date: Option<Date>| date.map_or_else(String::new, |date| date.to_string());
        let term = person.terms.iter().rev().find(runs).map_or_else(
            || "no office on that day".to_owned(),
            |term| format!("{} {}..{}", term.office, days(term.from), days(term.until)),
        );
        return Some(format!("{}, {term}", person.rule));
    }
    let entry = actor.id.as_ref().and_then(known);
    let parent = || actor.part_of.as_ref().and_then(known);
    entry.or_else(parent).map(|entry| entry.rule.clone())
}

fn tree(out: &mut String, document: &Document) -> std::fmt::Result {
    for (index, sentence) in document.sentences.iter().enumerate() {
        let kind = if sentence.heading { " (heading)" } else { "" };
        writeln!(out, "sentence {index}{kind}: {}", sentence.span.of(&document.text))?;
        for (at, token) in sentence.tokens.iter().enumerate() {
            let entity = sentence
                .entities
                .iter()
                .find(|entity| (entity.first..entity.end).contains(&at));
            writeln!(
                out,
                "  {at:>3}  {:<18} {:<16} {:<5} {:<6} {:<10} -> {:<3} {}",
                token.span.of(&document.text),
                token.lemma,
                token.tag.name(),
                token.pos.name(),
                token.label.name(),
                token.head,
                entity.map_or("", |entity| entity.label.name())
            )?;
        }
    }
    Ok(())
}

fn rows(
    out: &mut String,
    document: &Document,
    found: &Extraction,
    lexicon: &Lexicon,
    published: Option<Date>,
) -> std::fmt::Result {
    let text = &document.text;
    let words = |span: Span| span.of(text);
    let party = |party: &Option<Party>| {
        party.as_ref().map_or_else(
            || "-".to_owned(),
            |party| {
                let country = party.actor.country.as_deref().unwrap_or("?");
                let sector = party.actor.sector.map_or("", CodeList::code);
                format!(
                    "\"{}\" [{country}{}{sector}]",
                    words(party.span),
                    if sector.is_empty() { "" } else { "/" }
                )
            },
        )
    };
    for mention in &found.mentions {
        let country = mention.actor.country.as_deref().unwrap_or("-");
        let sector = mention.actor.sector.map_or("-", CodeList::code);
        let id = mention.actor.id.as_deref().unwrap_or("-");
        writeln!(
            out,
            "mention    \"{}\" {} {country} {sector} {id}   by {}{}",
            words(mention.span),
            mention.kind.code(),
            mention.rule,
            why(&mention.actor, lexicon, published)
                .filter(|why| *why != mention.rule)
                .map_or_else(String::new, |why| format!(" because {why}"))
        )?;
    }
    for place in &found.places {
        let country = place.country.as_deref().unwrap_or("-");
        writeln!(
            out,
            "place      \"{}\" {} {country} {} {} {}   by {}",
            words(place.span),
            place.name,
            place.id.as_deref().unwrap_or("-"),
            place.precision.code(),
            place.sense.code(),
            place.rule
        )?;
    }
    for time in &found.times {
        writeln!(
            out,
            "date       \"{}\" {} {}   by {}",
            words(time.span),
            time.value.as_deref().unwrap_or("-"),
            time.when.basis.code(),
            time.rule
        )?;
    }
    for statement in &found.statements {
        writeln!(
            out,
            "statement  {} | {} | \"{}\" {} {}   by {}",
            party(&statement.source),
            words(statement.cue),
            words(statement.content),
            statement.kind.code(),
            statement.stance.code(),
            statement.rule
        )?;
    }
    let around = |when: When, place: Option<usize>| {
        let day = |date: Option<Date>| date.map_or_else(String::new, |date| date.to_string());
        let date = (when != When::default()).then(|| format!("on {}..{} ", day(when.start), day(when.end)));
        let place = place.map(|index| format!("at \"{}\" ", words(found.places[index].span)));
        date.unwrap_or_default() + &place.unwrap_or_default()
    };
    for action in &found.actions {
        writeln!(
            out,
            "action     \"{}\" {} {} -> {} {} {} {} claimant {} {} {}  by {}",
            words(action.span),
            action.event_type.code(),
            party(&action.source),
            party(&action.target),
            action.qualification.modality.code(),
            action.qualification.polarity.code(),
            action.time_frame.code(),
            party(&action.claim.claimant),
            action.claim.stance.code(),
            around(action.when, action.place),
            action.rule
        )?;
    }
    for figure in &found.figures {
        let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
        writeln!(
            out,
            "figure     \"{}\" {} {}..{} {} {} {} of {} by {} {} {} claimant {} {} {}  by {}",
            words(figure.span),
            figure.measure.code(),
            number(figure.value.low),
            number(figure.value.high),
            figure.value.bound.code(),
            figure.unit_kind.code(),
            figure.unit.as_deref().unwrap_or("-"),
            party(&figure.subject),
            party(&figure.agent),
            figure.qualification.modality.code(),
            figure.role.code(),
            party(&figure.claim.claimant),
            figure.claim.stance.code(),
            around(figure.when, figure.place),
            figure.rule
        )?;
    }
    Ok(())
}
