//! Figures: numbers with what they count, who did it, who says so.

use tidywire_codebook::{Bound, Measure, MentionKind, Role, UnitKind};
use tidywire_lexicon::WordClass;
use tidywire_text::Label;

use crate::counted::{self, Counted, counts_people, tells_of_people};
use crate::numbers::{self, Number};
use crate::scene::Scene;
use crate::types::{Action, Figure};

/// Finds the figures of one sentence. `actions` are those of the sentence, `action_base` the index of the first.
/// `before` is the last figure of the sentence before: an elliptic number may count the same ("Five were shot down").
pub(crate) fn find(
    scene: &Scene<'_, '_>,
    actions: &[Action],
    action_base: usize,
    before: Option<&Figure>,
) -> Vec<Figure> {
    let mut around = Around {
        actions,
        action_base,
        before,
        figures: Vec::new(),
        counted: None,
    };
    for number in numbers::find(scene.knowledge, scene.tree) {
        // Numbers inside names ("Operation 1027", "the Three Brotherhood Alliance") count nothing.
        if number.currency.is_none()
            && scene.mentions.iter().any(|mention| {
                mention.span.start <= number.span.start
                    && mention.span.contains(scene.tree.token(number.first).span)
                    && mention.kind != MentionKind::Nominal
            })
        {
            continue;
        }
        if let Some(figure) = figure(scene, &number, None, &around) {
            // "killed 1,537 people, including 500 children, and wounded 6,612": people, not children.
            if figure.unit_kind == UnitKind::Count && !crate::parts::listed(scene, &figure) {
                around.counted = Some(around.figures.len());
            }
            around.figures.push(figure);
        }
    }
    let implied = crate::implied::find(scene, &around);
    let mut figures = around.figures;
    figures.extend(implied);
    figures.sort_by_key(|figure| (figure.span.start, figure.span.end));
    crate::parts::link(scene, &mut figures);
    figures
}

/// What a figure needs to know of its sentence.
pub(crate) struct Around<'a> {
    /// Actions of the sentence.
    pub(crate) actions: &'a [Action],
    /// Index of the first of them in the document.
    pub(crate) action_base: usize,
    /// The last figure of the sentence before.
    pub(crate) before: Option<&'a Figure>,
    /// Figures of this sentence so far.
    pub(crate) figures: Vec<Figure>,
    /// The last of them that counts things and is no part of another.
    pub(crate) counted: Option<usize>,
}

/// "several innovations": a vague word says something only of people or with a measure. "787 Dreamliner", "14 Pro": a
/// number before a name that is nobody's belongs to the name.
fn noise(scene: &Scene<'_, '_>, number: &Number, noun: Option<usize>, measured: bool) -> bool {
    let tree = scene.tree;
    let known = |noun: usize| scene.mentions.iter().any(|mention| mention.head == noun);
    let thing = |noun: usize| scene.knowledge.target_nouns.contains(tree.lemma(noun).as_str());
    // "2011 Bahraini protests": a year before what happened in it.
    let raw = tree.word(number.first);
    let year = raw.len() == 4 && raw.parse::<u32>().is_ok_and(|year| (1900..2060).contains(&year));
    if year && !measured && number.end == number.first + 1 && number.span == number.bare && number.unit.is_none() {
        return true;
    }
    let word = number
        .value
        .vague_term
        .as_deref()
        .is_some_and(|term| !term.contains('s') || term == "several");
    if word && !measured && number.currency.is_none() && number.unit.is_none() {
        return noun.is_none_or(|noun| !known(noun) && !thing(noun));
    }
    let next = number.end;
    let digits = raw.starts_with(|letter: char| letter.is_ascii_digit());
    // "Four World Trade Center": a name that begins with its number.
    let capital = tree.surface(number.first).starts_with(char::is_uppercase);
    let proper = noun.filter(|&noun| tree.tag(noun) == tidywire_text::Tag::Nnp);
    // "the One China policy": within a sentence the capital says it.
    if capital && number.first > 0 && !tree.sentence.heading && proper.is_some() {
        return true;
    }
    let named = capital && proper.is_some_and(|noun| !known(noun));
    (digits || named)
        && number.currency.is_none()
        && number.unit.is_none()
        && next < tree.len()
        && tree.tag(next) == tidywire_text::Tag::Nnp
        && !tree.sentence.heading
        && tree.surface(next).starts_with(char::is_uppercase)
        && noun.is_none_or(|noun| !known(noun) && tree.tag(noun) != tidywire_text::Tag::Nns)
        && !scene
            .mentions
            .iter()
            .any(|mention| mention.span.contains(tree.token(next).span))
        && !measured
}

/// Fractions are shares; a percentage is one when it says of what ("25 % of the contingent").
fn share_role(scene: &Scene<'_, '_>, number: &Number, kind: UnitKind) -> Role {
    let tree = scene.tree;
    let of = number.tail < tree.len() && tree.word(number.tail) == "of";
    match kind {
        UnitKind::Fraction => Role::Proportion,
        UnitKind::Percent if of => Role::Proportion,
        _ => Role::Level,
    }
}

/// The figure of a number. `place` is its token and the noun it counts where the caller knows them.
pub(crate) fn figure(
    scene: &Scene<'_, '_>,
    number: &Number,
    place: Option<(usize, Option<usize>)>,
    around: &Around<'_>,
) -> Option<Figure> {
    let tree = scene.tree;
    let previous = around.counted.map(|index| &around.figures[index]).or(around.before);
    let Counted { token, noun, whole } = match place {
        Some((token, noun)) => Counted {
            token,
            noun,
            whole: false,
        },
        None => Counted::new(scene, number),
    };
    let (unit_kind, unit, currency) = counted::unit(scene, number, noun);
    // "two months before it lifts the ban" changes nothing.
    let change = scene
        .change(number, token, unit_kind)
        .filter(|_| unit_kind != UnitKind::Duration);
    let hint = previous
        .filter(|_| noun.is_none())
        .and_then(|previous| previous.unit.as_deref());
    // How long something lasts counts nobody: "in three days 40 people were killed".
    let lasting = unit_kind == UnitKind::Duration;
    let reading = (!lasting)
        .then(|| {
            if whole {
                scene.measure_of_whole(noun.unwrap_or(token), noun)
            } else {
                // "airlifted 30 tonnes of food": the unit is an object too.
                let unit =
                    Some(token).filter(|&token| number.unit.is_some() && tree.is_noun(token) && noun != Some(token));
                scene
                    .measure(number, token, noun, hint)
                    .or_else(|| unit.and_then(|unit| scene.measure(number, token, Some(unit), hint)))
            }
        })
        .flatten();
    let anchor = reading
        .as_ref()
        .map_or_else(|| noun.unwrap_or(token), |reading| reading.trigger);
    let subject_node = reading
        .as_ref()
        .and_then(|reading| reading.subject)
        .or(noun)
        .filter(|_| !lasting);
    // "the death toll", "no casualties": a word for the count says nothing of who is counted.
    let bare_count = subject_node.is_some_and(|node| {
        let trigger = reading
            .as_ref()
            .is_some_and(|reading| reading.trigger == node && reading.entry.class == WordClass::Noun);
        let told = tree.with_label(node, &[Label::Amod, Label::Poss, Label::Prep, Label::Nmod]);
        trigger
            && told.is_empty()
            && scene.mentions.iter().all(|mention| mention.head != node)
            && reading.as_ref().is_some_and(|reading| counts_people(reading.entry))
    });
    let subject_node = subject_node.filter(|_| !bare_count);
    // "made over $500 million selling oil": money is of what stands right behind it.
    let subject_node = subject_node.filter(|&node| {
        unit_kind != UnitKind::Currency || node < number.tail || !(number.tail..node).any(|token| tree.is_verb(token))
    });
    // How far something is says nothing of who is near, unless it is so much of it ("100 km of motorway").
    let near = number.tail;
    let so_much = near < tree.len() && matches!(tree.word(near), "of" | "(");
    let subject_node = subject_node.filter(|_| !matches!(unit_kind, UnitKind::Length | UnitKind::Mass) || so_much);
    // "three times the distance" counts no distances.
    let subject_node = subject_node.filter(|&node| tree.lemma(node) != "time");
    // "a rate of 15%", "the number of cases rose to 4,000": the noun over the number.
    let subject_node = subject_node.or_else(|| {
        let open = noun.is_none()
            && reading
                .as_ref()
                .is_none_or(|reading| reading.subject.is_none() && scene.group_over(token).is_some());
        open.then(|| scene.governing_noun(token, unit_kind, change.as_ref()))
            .flatten()
    });
    let mut subject = subject_node.and_then(|node| scene.parties(node).into_iter().next());
    // "two Indian Border Security Force soldiers": the soldiers, not the first name before them.
    // "a 16-year-old boy": nor cut at a hyphen.
    let cut = |span: tidywire_text::Span| tree.text[..span.start].ends_with(['-', '–']);
    if let Some((party, node)) = subject.as_mut().zip(subject_node)
        && (cut(party.span)
            || !party.span.contains(tree.token(node).span)
            || !party.span.of(tree.text).starts_with(char::is_alphanumeric))
    {
        party.span = tree.noun_phrase(node);
    }
    // "eight ballistic missiles": the number is not part of what is counted.
    if let Some(party) = subject
        .as_mut()
        .filter(|party| party.span.contains(tree.token(number.end - 1).span))
    {
        // "106 of the 108 nuncios": nor is the number of the whole; but "a 16-year-old boy" keeps his age.
        let mut behind = number.end.max(number.tail);
        if behind < tree.len() && tree.word(behind) == "of" {
            while behind + 1 < tree.len()
                && (matches!(
                    tree.word(behind),
                    "of" | "the" | "its" | "their" | "his" | "those" | "these"
                ) || tree.tag(behind) == tidywire_text::Tag::Cd)
            {
                behind += 1;
            }
        }
        if behind < tree.len() && tree.token(behind).span.end <= party.span.end {
            party.span.start = tree.token(behind).span.start;
        }
    }
    // "a €1 million (US$1.2 million) fine": not of the bracket.
    let mut subject = subject.filter(|party| !party.span.of(tree.text).starts_with(['(', '[']));
    let mut unit = unit;
    if noun.is_none()
        && unit.is_none()
        && reading.is_none()
        && unit_kind == UnitKind::Count
        && let Some(node) = subject_node.filter(|&node| tree.tag(node) == tidywire_text::Tag::Nns)
    {
        // "bringing the total of cases to 4,000".
        unit = Some(counted::unit_lemma(scene, node));
    }
    let mut status = counted::status(scene, subject_node, reading.as_ref().map(|reading| reading.entry));
    if noun.is_none()
        && unit.is_none()
        && let Some(previous) = previous
        && unit_kind == UnitKind::Count
        // Over the sentence's end only as a subject ("Five were shot down").
        && (previous.sentence == scene.index || matches!(tree.label(token), Label::Nsubj | Label::Nsubjpass))
        && reading
            .as_ref()
            .is_some_and(|reading| reading.subject.is_none() && (previous.unit_kind == UnitKind::Count))
        // "two bombers blew themselves up, killing 22": not 22 bombers; nor people where vehicles were counted before.
        && reading.as_ref().is_none_or(|reading| !counts_people(reading.entry) || tells_of_people(previous.measure))
    {
        // "12 soldiers were killed and 30 wounded": the second number counts the same.
        unit.clone_from(&previous.unit);
        // "four civilians and three soldiers were killed, with 11 injured": not soldiers.
        let mixed = around
            .counted
            .and_then(|index| index.checked_sub(1))
            .is_some_and(|index| {
                let other = &around.figures[index];
                other.measure == previous.measure && other.unit != previous.unit && tells_of_people(other.measure)
            });
        if mixed
            && reading
                .as_ref()
                .is_some_and(|reading| reading.entry.measure != previous.measure)
        {
            unit = None;
        }
        // Not the words for the count ("the death toll").
        let counted = previous.subject.as_ref().filter(|party| {
            previous
                .measure_span
                .is_none_or(|measure| !party.span.overlaps(measure) || measure.len() < party.span.len())
        });
        let toll = counted.filter(|party| !party.span.of(tree.text).ends_with("toll"));
        subject = subject.or_else(|| toll.filter(|_| !mixed).cloned());
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
    let mut span = number.span;
    if let Some((change, bound)) = change.as_ref().and_then(|change| Some((change, change.bound?)))
        && value.bound == Bound::Exact
    {
        let verb = tree.token(change.word).span;
        numbers::bound(&mut value, bound, verb.of(tree.text));
        // "exceeded 700,000": the verb is the hedge.
        if tree.tokens_in(span).start == change.word + 1 {
            span = span.cover(verb);
        }
    }
    let action = around.actions.iter().position(|action| {
        action.token == anchor || reading.as_ref().is_some_and(|reading| action.token == reading.trigger)
    });
    let role = number
        .role
        .or(change
            .as_ref()
            .map(|change| change.role)
            .filter(|&role| role != Role::Level))
        .unwrap_or_else(|| share_role(scene, number, unit_kind));
    if noise(scene, number, noun, reading.is_some()) {
        return None;
    }
    let percent = unit_kind == UnitKind::Percent;
    if percent && tree.sentence.heading {
        return None;
    }
    Some(Figure {
        sentence: scene.index,
        span,
        number: number.bare,
        value,
        measure: reading.as_ref().map_or(Measure::Other, |reading| reading.entry.measure),
        measure_span: reading.as_ref().map(|reading| tree.token(reading.trigger).span),
        unit_kind,
        unit,
        currency,
        subject,
        status,
        agent,
        action: action.map(|index| around.action_base + index),
        role,
        direction: change.as_ref().and_then(|change| change.direction),
        parent: None,
        qualification: scene.qualification_of(&[token, anchor]),
        claim: scene.claim(token),
        time_frame: scene.figure_time_frame(anchor, reading.as_ref().map(|reading| reading.entry), change.as_ref()),
        when: scene.when(anchor),
        place: scene.place(anchor),
        rule: reading.map_or_else(|| number.rule.clone(), |reading| reading.entry.rule.clone()),
        token,
    })
}
