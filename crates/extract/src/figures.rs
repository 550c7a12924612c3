//! Figures: numbers with what they count, who did it, who says so.

use tidywire_codebook::{Bound, CombatantStatus, FigureTimeFrame, Measure, MentionKind, Role, UnitKind};
use tidywire_lexicon::Measured;
use tidywire_text::Label;

use crate::numbers::{self, Number};
use crate::scene::Scene;
use crate::types::{Action, Figure, Value};

/// Finds the figures of one sentence. `actions` are those of the sentence, `action_base` the index of the first.
/// `before` is the last figure of the sentence before: an elliptic number may count the same ("Five were shot down").
pub(crate) fn find(
    scene: &Scene<'_, '_>,
    actions: &[Action],
    action_base: usize,
    before: Option<&Figure>,
) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    for number in numbers::find(scene.knowledge, scene.tree) {
        // Numbers inside names ("Operation 1027", "the Three Brotherhood Alliance") count nothing.
        if scene.mentions.iter().any(|mention| {
            mention.span.start <= number.span.start
                && mention.span.contains(scene.tree.token(number.first).span)
                && mention.kind != MentionKind::Nominal
        }) {
            continue;
        }
        let previous = figures.last().or(before);
        if let Some(figure) = figure(scene, &number, previous, actions, action_base) {
            figures.push(figure);
        }
    }
    figures.extend(zeros(scene, actions, action_base));
    figures.sort_by_key(|figure| (figure.span.start, figure.span.end));
    crate::parts::link(scene, &mut figures);
    figures
}

/// The token of the number that its phrase hangs on, and the noun it counts, if one is there.
fn counted(scene: &Scene<'_, '_>, number: &Number) -> (usize, Option<usize>) {
    let tree = scene.tree;
    let token = (number.first..number.end)
        .find(|&token| {
            tree.head(token)
                .is_none_or(|head| !(number.first..number.end).contains(&head))
        })
        .unwrap_or(number.first);
    if matches!(
        tree.label(token),
        Label::Nummod
            | Label::Amod
            | Label::Quantmod
            | Label::Compound
            | Label::Det
            | Label::Nmod
            | Label::Npadvmod
            | Label::Poss
    ) {
        let mut head = tree.head(token);
        // Chains such as "up to 100,000 | soldiers": the noun is the first head that is no number.
        while let Some(at) = head {
            if (number.first..number.end).contains(&at) || tree.label(at) == Label::Quantmod {
                head = tree.head(at);
            } else {
                break;
            }
        }
        if let Some(noun) = head.filter(|&noun| tree.is_noun(noun) && noun > token) {
            return (token, Some(noun));
        }
    }
    // "hundreds of soldiers", "12 of the soldiers".
    for part in number.first..number.end {
        let of = tree
            .children(part)
            .iter()
            .copied()
            .find(|&child| tree.word(child) == "of" && child >= number.end);
        if let Some(noun) = of.and_then(|of| tree.child(of, Label::Pobj)) {
            return (token, Some(noun));
        }
    }
    (token, None)
}

fn figure(
    scene: &Scene<'_, '_>,
    number: &Number,
    previous: Option<&Figure>,
    actions: &[Action],
    action_base: usize,
) -> Option<Figure> {
    let tree = scene.tree;
    let (token, noun) = counted(scene, number);
    let (unit_kind, unit, currency) = unit(scene, number, noun);
    if unit_kind == UnitKind::Duration {
        return None;
    }
    let hint = previous
        .filter(|_| noun.is_none())
        .and_then(|previous| previous.unit.as_deref());
    let reading = scene.measure(number, token, noun, hint);
    let anchor = reading
        .as_ref()
        .map_or_else(|| noun.unwrap_or(token), |reading| reading.trigger);
    let subject_node = reading.as_ref().and_then(|reading| reading.subject).or(noun);
    let mut subject = subject_node.and_then(|node| scene.parties(node).into_iter().next());
    // "eight ballistic missiles": the number is not part of what is counted.
    if let Some(party) = subject
        .as_mut()
        .filter(|party| party.span.contains(tree.token(number.end - 1).span))
    {
        let behind = number.end;
        if behind < tree.len() && tree.token(behind).span.end <= party.span.end {
            party.span.start = tree.token(behind).span.start;
        }
    }
    let mut unit = unit;
    let mut status = status(scene, subject_node, reading.as_ref().map(|reading| reading.entry));
    if noun.is_none()
        && unit.is_none()
        && let Some(previous) = previous
        && unit_kind == UnitKind::Count
        // Over the sentence's end only as a subject ("Five were shot down").
        && (previous.sentence == scene.index || matches!(tree.label(token), Label::Nsubj | Label::Nsubjpass))
        && reading
            .as_ref()
            .is_some_and(|reading| reading.subject.is_none() && (previous.unit_kind == UnitKind::Count))
    {
        // "12 soldiers were killed and 30 wounded": the second number counts the same.
        unit.clone_from(&previous.unit);
        subject = subject.or_else(|| previous.subject.clone());
        status = previous.status;
    }
    if unit.is_none()
        && unit_kind == UnitKind::Count
        && reading.as_ref().is_some_and(|reading| counts_people(reading.entry))
    {
        unit = Some("person".to_owned());
    }
    // "losses reached thousands": people, unless the noun counts itself ("desertions rose to 900").
    if let Some(reading) = reading
        .as_ref()
        .filter(|reading| reading.subject.is_some() && noun.is_none() && unit_kind == UnitKind::Count)
    {
        let people = counts_people(reading.entry) || reading.entry.measure == Measure::Lost;
        unit = Some(if people {
            "person".to_owned()
        } else {
            tree.lemma(reading.trigger)
        });
    }
    let agent = reading
        .as_ref()
        .and_then(|reading| reading.agent)
        .and_then(|node| scene.parties(node).into_iter().next());
    let mut value = number.value.clone();
    if let Some(bound) = reading.as_ref().and_then(|reading| reading.bound)
        && value.bound == Bound::Exact
    {
        value.high = if matches!(bound, Bound::MoreThan | Bound::AtLeast) {
            None
        } else {
            value.high
        };
        value.point = None;
        value.bound = bound;
    }
    let action = actions.iter().position(|action| {
        action.token == anchor || reading.as_ref().is_some_and(|reading| action.token == reading.trigger)
    });
    let role = number
        .role
        .or(reading.as_ref().and_then(|reading| reading.role))
        .unwrap_or(Role::Level);
    let percent = unit_kind == UnitKind::Percent;
    if percent && tree.sentence.heading {
        return None;
    }
    Some(Figure {
        sentence: scene.index,
        span: number.span,
        number: tree.span(number.first, number.end - 1),
        value,
        measure: reading.as_ref().map_or(Measure::Other, |reading| reading.entry.measure),
        measure_span: reading.as_ref().map(|reading| tree.token(reading.trigger).span),
        unit_kind,
        unit,
        currency,
        subject,
        status,
        agent,
        action: action.map(|index| action_base + index),
        role,
        direction: None,
        parent: None,
        qualification: scene.qualification_of(&[token, anchor]),
        claim: scene.claim(token),
        time_frame: FigureTimeFrame::Event,
        when: scene.when(anchor),
        place: scene.place(anchor),
        rule: reading.map_or_else(|| number.rule.clone(), |reading| reading.entry.rule.clone()),
        token,
    })
}

fn unit(scene: &Scene<'_, '_>, number: &Number, noun: Option<usize>) -> (UnitKind, Option<String>, Option<String>) {
    let lexicon = scene.knowledge.lexicon;
    if let Some(index) = number.currency {
        let money = &lexicon.currencies[index];
        let unit = money.name.clone().or_else(|| money.code.clone());
        return (UnitKind::Currency, unit, money.code.clone());
    }
    let next = (number.end < scene.tree.len()).then_some(number.end);
    let measured = next.into_iter().chain(noun).find_map(|token| {
        let lemma = scene.tree.lemma(token);
        // "square kilometres": the word before belongs to the unit.
        let before = token
            .checked_sub(1)
            .filter(|&before| before >= number.end)
            .map(|before| format!("{} {lemma}", scene.tree.word(before)));
        let after = (token + 1 < scene.tree.len()).then(|| format!("{lemma} {}", scene.tree.lemma(token + 1)));
        let phrases = [before, after].into_iter().flatten();
        phrases
            .chain([lemma.clone(), scene.tree.word(token).to_owned()])
            .find_map(|word| scene.knowledge.units.get(word.as_str()).copied())
    });
    if let Some(index) = measured {
        let unit = &lexicon.units[index];
        return (unit.kind, Some(unit.name.clone()), None);
    }
    let kind = if number.fraction {
        UnitKind::Fraction
    } else {
        UnitKind::Count
    };
    (kind, noun.map(|noun| unit_lemma(scene, noun)), None)
}

/// Lemma of the noun counted; several words where an agent noun has several ("aid worker"), "person" for people.
fn unit_lemma(scene: &Scene<'_, '_>, noun: usize) -> String {
    let lemma = scene.tree.lemma(noun);
    if matches!(lemma.as_str(), "people" | "other") {
        return "person".to_owned();
    }
    // "27 Americans": names keep their capital and lose the plural.
    if scene.tree.is_name(noun) || scene.tree.surface(noun).starts_with(char::is_uppercase) && noun > 0 {
        let surface = scene.tree.surface(noun);
        return surface.strip_suffix('s').unwrap_or(surface).to_owned();
    }
    lemma
}

fn status(scene: &Scene<'_, '_>, subject: Option<usize>, entry: Option<&Measured>) -> CombatantStatus {
    let mention = subject.and_then(|node| scene.mentions.iter().find(|mention| mention.head == node));
    mention
        .and_then(|mention| mention.status)
        .or_else(|| entry.and_then(|entry| entry.status))
        .unwrap_or(CombatantStatus::Unknown)
}

/// Measures of people: a number without a noun counts persons.
fn counts_people(entry: &Measured) -> bool {
    entry.people
        || matches!(
            entry.measure,
            Measure::Killed
                | Measure::Wounded
                | Measure::Casualties
                | Measure::Missing
                | Measure::Captured
                | Measure::Detained
                | Measure::Abducted
                | Measure::Displaced
                | Measure::Protesting
                | Measure::Recruited
        )
}

/// Stated zeros: "no casualties", "no civilians were killed".
fn zeros(scene: &Scene<'_, '_>, actions: &[Action], action_base: usize) -> Vec<Figure> {
    let tree = scene.tree;
    let mut found = Vec::new();
    for token in 0..tree.len() {
        if tree.word(token) != "no" || tree.label(token) != Label::Det {
            continue;
        }
        let Some(noun) = tree.head(token) else { continue };
        let number = Number {
            first: token,
            end: token + 1,
            span: tree.token(token).span,
            value: zero(),
            role: None,
            rule: "code/figures#stated_zero".to_owned(),
            currency: None,
            fraction: false,
        };
        let Some(reading) = scene.measure(&number, token, Some(noun), None) else {
            continue;
        };
        let Some(mut figure) = figure(scene, &number, None, actions, action_base) else {
            continue;
        };
        figure.qualification.polarity = tidywire_codebook::Polarity::Affirmed;
        if reading.trigger == noun && counts_people(reading.entry) {
            figure.unit = Some("person".to_owned());
        }
        figure.rule = format!("{}+stated_zero", reading.entry.rule);
        found.push(figure);
    }
    found
}

fn zero() -> Value {
    Value {
        low: Some(0.0),
        high: Some(0.0),
        point: Some(0.0),
        bound: Bound::Exact,
        ..Value::default()
    }
}
