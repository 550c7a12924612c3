//! Events by event type, within the four quad classes.
//!
//! It counts events, not rows: an event with two targets is one event. What is only planned, possible or denied is
//! counted apart, never added in.

use std::collections::BTreeMap;

use anyhow::Result;
use plotters::style::RGBColor;
use tidywire_codebook::{
    Action, ActionTimeFrame, CodeList, EventType, Field, Modality, Polarity, QuadClass, Stance, Value,
};
use tidywire_tables::csv_text;

use super::Picture;
use crate::data::Tables;
use crate::draw::{
    Anchor, BLUE, Canvas, GRID, INK, MARGIN, MUTED, ORANGE, PAPER, SKY, Scale, Sheet, VERMILLION, WIDTH, number, width,
};

const BAR: f64 = 30.0;
const HEAD: f64 = 40.0;
const AXIS: f64 = 34.0;

/// Colour of a quad class: blues cooperate, reds are in conflict; the darker one is in deeds.
pub(super) fn color(class: QuadClass) -> RGBColor {
    match class {
        QuadClass::VerbalCooperation => SKY,
        QuadClass::MaterialCooperation => BLUE,
        QuadClass::VerbalConflict => ORANGE,
        QuadClass::MaterialConflict => VERMILLION,
    }
}

/// A code in words.
pub(super) fn words(class: QuadClass) -> String {
    class.code().replace('_', " ")
}

/// True for what the text says to have happened or to be happening.
fn happened(action: &Action) -> bool {
    action.polarity == Polarity::Affirmed
        && action.stance != Stance::Denies
        && matches!(action.modality, Modality::Asserted | Modality::Estimated)
        && !matches!(
            action.time_frame,
            ActionTimeFrame::Future | ActionTimeFrame::Hypothetical
        )
}

/// Every event by its id: its first row, and whether it happened. The rows of an event differ in source and target only;
/// one that happened is enough.
pub(super) fn events(tables: &Tables) -> BTreeMap<&str, (&Action, bool)> {
    let mut events: BTreeMap<&str, (&Action, bool)> = BTreeMap::new();
    for action in &tables.actions {
        let entry = events.entry(&action.event_id).or_insert((action, false));
        entry.1 |= happened(action);
    }
    events
}

/// Events of one type.
#[derive(Clone, Copy, Default)]
struct Count {
    happened: usize,
    other: usize,
}

/// Draws the picture.
pub(crate) fn draw(tables: &Tables) -> Result<Vec<Picture>> {
    let events = events(tables);
    let mut counts: BTreeMap<(QuadClass, EventType), Count> = BTreeMap::new();
    for (action, happened) in events.values() {
        let count = counts.entry((action.quad_class, action.event_type)).or_default();
        if *happened {
            count.happened += 1;
        } else {
            count.other += 1;
        }
    }
    let total: usize = events.len();
    let sure: usize = counts.values().map(|count| count.happened).sum();
    let most = counts
        .iter()
        .rev()
        .max_by_key(|(_, count)| count.happened)
        .filter(|(_, count)| count.happened > 0);
    let title = match most {
        Some((&(_, kind), count)) => format!(
            "{kind} is the most frequent event type: {} of {sure} events",
            count.happened
        ),
        None => "No events that are said to have happened".to_owned(),
    };
    let absent: Vec<_> = EventType::all()
        .iter()
        .filter(|&&kind| !counts.keys().any(|&(_, known)| known == kind))
        .map(|kind| kind.code())
        .collect();
    let mut caption = format!(
        "n = {total} events ({} rows of source, event and target): {sure} said to have happened or to be happening, \
         {} that are planned, possible, conditional, hearsay, negated or denied. Event types and quad classes as in PLOVER.",
        tables.actions.len(),
        total - sure
    );
    if !absent.is_empty() && total > 0 {
        caption.push_str(&format!(" Without any event: {}.", absent.join(", ")));
    }
    let sheet = Sheet {
        title: &title,
        lead: "Events in the articles by type. Filled: said to have happened or to be happening. Outlined: only planned, possible or hearsay, or denied.",
        caption: &caption,
    };
    let svg = if counts.is_empty() {
        sheet.empty("The data set holds no actions.")?
    } else {
        let classes = QuadClass::all()
            .iter()
            .filter(|&&class| counts.keys().any(|&(known, _)| known == class))
            .count();
        let height = classes as f64 * HEAD + counts.len() as f64 * BAR + AXIS;
        sheet.draw(height, |canvas, top| bars(canvas, top, height, &counts))?
    };
    Ok(vec![Picture {
        name: "actions-by-event-type".to_owned(),
        data: data(&counts),
        svg,
        title,
        caption,
    }])
}

fn bars(canvas: &mut Canvas<'_>, top: f64, height: f64, counts: &BTreeMap<(QuadClass, EventType), Count>) {
    let label = counts
        .keys()
        .map(|(_, kind)| width(kind.code(), 14.0, false))
        .fold(0.0, f64::max);
    let left = MARGIN + label + 14.0;
    let largest = counts.values().map(|count| count.happened + count.other);
    let scale = Scale::linear(largest.max().unwrap_or(1) as f64, left, WIDTH - MARGIN - 90.0);
    let bottom = top + height - AXIS;
    for tick in scale.ticks() {
        let x = scale.at(tick);
        canvas.line((x, top + 8.0), (x, bottom + 4.0), GRID, 1);
        canvas.text(&number(tick), (x, bottom + 16.0), 12.0, false, MUTED, Anchor::Middle);
    }
    // Before the headings, whose white ground keeps it out of their letters.
    canvas.line((left, top + 8.0), (left, bottom), INK, 1);
    let mut y = top;
    let mut before = None;
    for (&(class, kind), count) in counts {
        if before != Some(class) {
            let of_class = counts.iter().filter(|((known, _), _)| *known == class);
            let sum: usize = of_class.map(|(_, count)| count.happened).sum();
            let heading = words(class);
            canvas.rect((MARGIN, y + 15.0), (MARGIN + 13.0, y + 28.0), color(class));
            let at = (MARGIN + 21.0, y + 22.0);
            // White behind the heading, so that no grid line runs through it.
            let wide = width(&heading, 15.0, true) + width(&format!("  {sum} events"), 13.0, false);
            canvas.rect((MARGIN + 17.0, y + 8.0), (MARGIN + wide + 36.0, y + 36.0), PAPER);
            canvas.text(&heading, at, 15.0, true, INK, Anchor::Start);
            let plural = if sum == 1 { "" } else { "s" };
            let beside = (at.0 + width(&heading, 15.0, true) + 12.0, at.1);
            canvas.text(
                &format!("{sum} event{plural}"),
                beside,
                13.0,
                false,
                MUTED,
                Anchor::Start,
            );
            y += HEAD;
            before = Some(class);
        }
        let middle = y + BAR / 2.0;
        canvas.text(kind.code(), (left - 10.0, middle), 14.0, false, INK, Anchor::End);
        let end = scale.at(count.happened as f64);
        let far = scale.at((count.happened + count.other) as f64);
        canvas.rect((left, y + 4.0), (end, y + BAR - 4.0), color(class));
        if count.other > 0 {
            canvas.rect((end, y + 4.0), (far, y + BAR - 4.0), PAPER);
            canvas.frame((end, y + 5.0), (far - 1.0, y + BAR - 5.0), color(class), 2);
        }
        let says = match (count.happened, count.other) {
            (happened, 0) => happened.to_string(),
            (happened, other) => format!("{happened} + {other}"),
        };
        canvas.text(&says, (far + 8.0, middle), 14.0, false, INK, Anchor::Start);
        y += BAR;
    }
}

fn data(counts: &BTreeMap<(QuadClass, EventType), Count>) -> String {
    let header = [
        Action::quad_class,
        Action::event_type,
        "events_happened",
        "events_other",
    ];
    csv_text(
        &header,
        counts.iter().map(|((class, kind), count)| {
            vec![
                class.value(),
                kind.value(),
                Value::Int(count.happened as i64),
                Value::Int(count.other as i64),
            ]
        }),
    )
}
