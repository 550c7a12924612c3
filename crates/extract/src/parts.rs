//! Figures among each other: "492 people, including 35 children", "37 people, two of them children", "33 of 41",
//! "by 30 percent to 1,500", "from 17 to 23", "3,000 troops, or 25 % of the contingent", "100 km (60 miles)".
//!
//! A part takes measure, claim and qualification of the whole where it says none, and names it as its parent.
//! It deliberately links within one sentence only.

use tidywire_codebook::{Bound, FigureTimeFrame, Measure, Role, UnitKind};
use tidywire_text::{Label, Tag};

use crate::scene::Scene;
use crate::types::Figure;

/// Links the figures of one sentence, which are in the order of the text.
pub(crate) fn link(scene: &Scene<'_, '_>, figures: &mut [Figure]) {
    for index in 0..figures.len() {
        share_hedge(scene, figures, index);
        match figures[index].role {
            Role::Change | Role::Earlier => change(scene, figures, index),
            _ => {
                if let Some((parent, role)) = whole(scene, figures, index) {
                    inherit(figures, index, parent, role);
                } else if let Some(parent) = rest(scene, figures, index) {
                    inherit(figures, index, parent, Role::Part);
                    figures[index].measure = figures[parent].measure;
                } else if gapped(scene, figures, index) {
                    gap(figures, index);
                } else if index > 0 && equals(scene, &figures[index - 1], &figures[index]) {
                    convert(figures, index);
                }
            }
        }
    }
}

/// The figure that this one is a part or share of.
fn whole(scene: &Scene<'_, '_>, figures: &[Figure], index: usize) -> Option<(usize, Role)> {
    let tree = scene.tree;
    let figure = &figures[index];
    // "33 of 41", "12 out of the 40 soldiers": by the words, since the tree of it is not to be trusted.
    if let Some(next) = figures.get(index + 1) {
        let between = words(&tree.text[figure.span.end..next.span.start.max(figure.span.end)]);
        if matches!(
            between.as_str(),
            "of" | "of the" | "out of" | "out of the" | "of its" | "of their" | "of his" | "of those" | "of these"
        ) && next.unit_kind == UnitKind::Count
        {
            return Some((index + 1, share_or(figure, Role::Part)));
        }
    }
    if index == 0 {
        return None;
    }
    // "3,000 troops, or 25 % of the contingent": the same said as a share.
    if figure.role == Role::Proportion && figure.unit_kind == UnitKind::Percent {
        let or = tree
            .tokens_in(figure.span)
            .start
            .checked_sub(1)
            .is_some_and(|at| tree.word(at) == "or");
        let before = &figures[index - 1];
        if or && before.unit_kind == UnitKind::Count {
            return Some((index - 1, Role::Proportion));
        }
    }
    if let Some(parent) = opened(scene, figures, index) {
        return Some((parent, Role::Part));
    }
    if !listed(scene, figure) {
        return None;
    }
    let parent = (0..index)
        .rev()
        .find(|&before| figures[before].role != Role::Part && figures[before].unit_kind == UnitKind::Count)?;
    // "including 1,770 in the past day": what came on top of the running count.
    let daily = figures[parent].time_frame == FigureTimeFrame::Cumulative && scene.past_day(figure.token);
    let role = if daily {
        Role::Increment
    } else {
        share_or(figure, Role::Part)
    };
    Some((parent, role))
}

fn share_or(figure: &Figure, role: Role) -> Role {
    if matches!(figure.unit_kind, UnitKind::Fraction | UnitKind::Percent) {
        Role::Proportion
    } else {
        role
    }
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// "nine people were wounded -- seven civilians and two soldiers", "eight people (three soldiers and five civilians)":
/// figures without a measure of their own, behind a mark that opens a list of what was counted.
fn opened(scene: &Scene<'_, '_>, figures: &[Figure], index: usize) -> Option<usize> {
    let figure = &figures[index];
    if figure.measure != Measure::Other || figure.measure_span.is_some() || figure.unit_kind != UnitKind::Count {
        return None;
    }
    // "– two in a gun attack, one in a bombing": a bare number is one of those, too.
    let tree = scene.tree;
    let behind = tree.tokens_in(figure.span).end;
    let bare = figure.unit.is_none();
    if bare && !(behind < tree.len() && matches!(tree.word(behind), "in" | "of" | "by" | "at" | "on" | "from" | "near"))
    {
        return None;
    }
    let parent = (0..index).rev().find(|&before| figures[before].role != Role::Part)?;
    let whole = &figures[parent];
    let people = matches!(
        whole.measure,
        Measure::Killed
            | Measure::Wounded
            | Measure::Casualties
            | Measure::Missing
            | Measure::Detained
            | Measure::Abducted
    );
    let between = scene.tree.text.get(whole.span.end..figure.span.start)?;
    let marks = ["(", "--", " - ", "—", " – ", ":"];
    let opening = marks.iter().filter_map(|mark| between.rfind(mark)).max()?;
    let listed = &between[opening..];
    let fits = people && whole.unit_kind == UnitKind::Count && whole.unit != figure.unit && !listed.contains(')');
    // Nothing but the parts stands in the list: no verb begins a clause of its own.
    let first = scene.tree.tokens_in(figure.span).start;
    let verb = scene
        .tree
        .tokens_in(tidywire_text::Span::new(whole.span.end + opening, figure.span.start));
    let clause = verb.clone().any(|token| tree.is_verb(token)) || tree.head(first).is_none();
    (fits && !clause).then_some(parent)
}

/// "including 12", "among them 12", "12 of them".
pub(crate) fn listed(scene: &Scene<'_, '_>, figure: &Figure) -> bool {
    let tree = scene.tree;
    let mut at = figure.token;
    for _ in 0..4 {
        let introduced = tree.label(at) == Label::Pobj
            && tree
                .head(at)
                .is_some_and(|head| matches!(tree.word(head), "including" | "include" | "among"));
        let of = tree
            .children(at)
            .iter()
            .copied()
            .find(|&child| tree.word(child) == "of");
        let of_them = of
            .and_then(|of| tree.child(of, Label::Pobj))
            .is_some_and(|object| scene.stands_for(object));
        // "among them 81 Israelis": the phrase stands before the noun it introduces.
        let among = tree
            .with_label(at, &[Label::Prep])
            .iter()
            .any(|&prep| prep < at && matches!(tree.word(prep), "among" | "including"));
        if introduced || of_them || among {
            return true;
        }
        match tree.label(at) {
            Label::Nummod | Label::Quantmod | Label::Conj | Label::Compound | Label::Amod | Label::Det => {
                match tree.head(at) {
                    Some(head) => at = head,
                    None => break,
                }
            }
            _ => break,
        }
    }
    // By the words: "among them", "including", "of whom" right before the number.
    let first = tree.tokens_in(figure.span).start;
    let before = |back: usize| first.checked_sub(back).map_or("", |at| tree.word(at));
    before(1) == "including" || before(2) == "among" && matches!(before(1), "them" | "whom")
}

/// "Several soldiers were injured, but fewer than 10 remain in hospital": what is left of the figure before.
fn rest(scene: &Scene<'_, '_>, figures: &[Figure], index: usize) -> Option<usize> {
    let figure = &figures[index];
    let parent = index.checked_sub(1)?;
    let remains = scene.tree.head(figure.token).is_some_and(|verb| {
        matches!(scene.tree.lemma(verb).as_str(), "remain" | "stay" | "survive")
            && scene.tree.label(figure.token) == Label::Nsubj
    });
    let bare = figure.measure == Measure::Other && figure.measure_span.is_none();
    (remains && bare && figures[parent].measure != Measure::Other).then_some(parent)
}

fn inherit(figures: &mut [Figure], index: usize, parent: usize, role: Role) {
    let whole = figures[parent].clone();
    let figure = &mut figures[index];
    figure.role = role;
    figure.parent = Some(parent);
    if role == Role::Increment {
        figure.time_frame = FigureTimeFrame::Day;
    }
    if figure.measure == Measure::Other && figure.measure_span.is_none() {
        figure.measure = whole.measure;
        figure.measure_span = whole.measure_span;
        figure.agent.clone_from(&whole.agent);
        figure.qualification = whole.qualification;
    }
    if figure.unit.is_none() && figure.unit_kind == UnitKind::Count {
        figure.unit.clone_from(&whole.unit);
    }
    figure.subject = figure.subject.take().or(whole.subject);
    if figure.claim.claimant.is_none() {
        figure.claim = whole.claim;
    }
}

/// "by 30 percent to 1,500", "from 17 to 23": the level that the same verb reaches.
fn change(scene: &Scene<'_, '_>, figures: &mut [Figure], index: usize) {
    let clause = scene.clause(figures[index].token);
    let kind = figures[index].unit_kind;
    let level = (0..figures.len())
        .filter(|&other| other != index && figures[other].role == Role::Level)
        .filter(|&other| scene.clause(figures[other].token) == clause)
        .filter(|&other| kind == UnitKind::Percent || figures[other].unit_kind == kind)
        .min_by_key(|&other| (other < index, other.abs_diff(index)));
    let Some(parent) = level else { return };
    figures[index].parent = Some(parent);
    let whole = figures[parent].clone();
    let figure = &mut figures[index];
    if figure.measure == Measure::Other && figure.measure_span.is_none() {
        figure.measure = whole.measure;
        figure.measure_span = whole.measure_span;
    }
    if figure.unit.is_none() && figure.role == Role::Earlier {
        figure.unit.clone_from(&whole.unit);
    }
}

/// "Uganda is to send 4,500 soldiers, Ethiopia 2,500 and Egypt 1,091": verb and noun are said once.
fn gapped(scene: &Scene<'_, '_>, figures: &[Figure], index: usize) -> bool {
    let tree = scene.tree;
    let figure = &figures[index];
    let Some(before) = index.checked_sub(1).map(|before| &figures[before]) else {
        return false;
    };
    let first = tree.tokens_in(figure.span).start;
    let name = first.checked_sub(1).filter(|&at| tree.is_name(at));
    let bare = figure.measure_span.is_none() && figure.unit.is_none() && figure.unit_kind == UnitKind::Count;
    let joined = name.is_some_and(|name| {
        let span = scene
            .mentions
            .iter()
            .find(|mention| mention.span.contains(tree.token(name).span))
            .map_or(tree.token(name).span, |mention| mention.span);
        let between = tree.text.get(before.span.end..span.start).unwrap_or_default();
        between.len() < 40 && (between.trim_end().ends_with(',') || between.trim_end().ends_with("and"))
    });
    bare && joined && before.unit_kind == UnitKind::Count && before.measure != Measure::Other
}

fn gap(figures: &mut [Figure], index: usize) {
    let before = figures[index - 1].clone();
    let figure = &mut figures[index];
    figure.measure = before.measure;
    figure.measure_span = before.measure_span;
    figure.unit = before.unit;
    figure.subject = before.subject;
    figure.status = before.status;
    figure.qualification = before.qualification;
    figure.rule = before.rule;
    if figure.claim.claimant.is_none() {
        figure.claim = before.claim;
    }
}

/// "At least 12 civilians were killed and 30 wounded": the hedge holds for both where the second is elliptic.
fn share_hedge(scene: &Scene<'_, '_>, figures: &mut [Figure], index: usize) {
    let Some(before) = index.checked_sub(1).map(|before| figures[before].clone()) else {
        return;
    };
    let figure = &figures[index];
    let one_sided = matches!(
        before.value.bound,
        Bound::AtLeast | Bound::MoreThan | Bound::AtMost | Bound::LessThan
    );
    let between = scene
        .tree
        .text
        .get(before.span.end..figure.span.start)
        .unwrap_or_default();
    let joined = between.trim_end().ends_with(" and") && !between.contains([',', ';', '(']) && between.len() < 80;
    let same = figure.unit_kind == UnitKind::Count
        && before.unit_kind == UnitKind::Count
        && before.role == figure.role
        && figure.measure != before.measure
        && figure.measure != Measure::Other;
    // The hedge stands before the number, and the second number is bare.
    let front = before.span.start < before.number.start && figure.span == figure.number;
    // "and 30 wounded" is elliptic, "and 30 were wounded" is not.
    let behind = scene.tree.tokens_in(figure.span).end;
    let elliptic = behind < scene.tree.len()
        && matches!(scene.tree.tag(behind), Tag::Vbn | Tag::Vbd | Tag::Jj)
        && scene.tree.pos(behind) != tidywire_text::Pos::Aux;
    if let Some(point) = figure.value.point
        && figure.value.bound == Bound::Exact
        && one_sided
        && joined
        && same
        && front
        && elliptic
    {
        let words = before.value.approximator.as_deref().unwrap_or_default();
        let value = &mut figures[index].value;
        *value = crate::types::Value {
            point: Some(point),
            ..crate::types::Value::default()
        };
        crate::numbers::bound(value, before.value.bound, words);
    }
}

/// "100 km (60 miles)", "7.5 million crowns ($1.1 million)": the same in another unit.
fn equals(scene: &Scene<'_, '_>, before: &Figure, figure: &Figure) -> bool {
    let text = scene.tree.text;
    let between = text[before.span.end.min(figure.span.start)..figure.span.start].trim();
    let kinds = !matches!(
        before.unit_kind,
        UnitKind::Count | UnitKind::Percent | UnitKind::Fraction
    );
    kinds && matches!(between, "(" | "/" | "[") && before.unit_kind == figure.unit_kind && before.unit != figure.unit
}

fn convert(figures: &mut [Figure], index: usize) {
    let before = figures[index - 1].clone();
    let figure = &mut figures[index];
    if figure.value.bound == Bound::Exact {
        // Both ends of a range, or a vague word, cannot be carried over to one number.
        let words = before.value.approximator.as_deref().unwrap_or_default();
        if !matches!(before.value.bound, Bound::Range | Bound::Vague) {
            crate::numbers::bound(&mut figure.value, before.value.bound, words);
        }
    }
    figure.subject = figure.subject.take().or(before.subject);
    figure.role = before.role;
    figure.direction = before.direction;
    figure.parent = before.parent;
    figure.measure = before.measure;
    figure.measure_span = before.measure_span;
}
