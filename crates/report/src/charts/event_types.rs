//! Events by event type, within the four quad classes, and the most frequent modes within each type.
//!
//! It counts events, not rows: an event with two targets is one event. What is only planned, possible or denied is
//! counted apart, never added in.

use std::collections::{BTreeMap, HashMap};

use anyhow::Result;
use tidywire_codebook::{
    Action, ActionTimeFrame, CodeList, EventType, Field, Modality, Polarity, QuadClass, Stance, Value,
};
use tidywire_tables::csv_text;

use super::Picture;
use crate::data::Tables;
use crate::draw::{
    Anchor, BLUE, Canvas, GRID, INK, MARGIN, MUTED, ORANGE, PAPER, SKY, Scale, Shade, Sheet, VERMILLION, WIDTH, mix,
    number, plural, width,
};
use crate::rows::ActionRow;

const BAR: f64 = 30.0;
const HEAD: f64 = 40.0;
const AXIS: f64 = 34.0;
/// Height of a mode's bar, and modes of a type at most; the others share one.
const MODE: f64 = 20.0;
const MODES: usize = 3;

/// Colour of a quad class: blues cooperate, reds are in conflict; the darker one is in deeds.
pub(super) fn color(class: QuadClass) -> Shade {
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
fn happened(action: &ActionRow) -> bool {
    action.polarity == Polarity::Affirmed
        && action.stance != Stance::Denies
        && matches!(action.modality, Modality::Asserted | Modality::Estimated)
        && !matches!(
            action.time_frame,
            ActionTimeFrame::Future | ActionTimeFrame::Hypothetical
        )
}

/// Every event: its first row, and whether it happened, in the order of these rows. The rows of an event differ in source and
/// target only; one that happened is enough.
pub(super) fn events(tables: &Tables) -> Vec<(&ActionRow, bool)> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut events: Vec<(&ActionRow, bool)> = Vec::new();
    for action in &tables.actions {
        let place = *places.entry(&action.event_id).or_insert_with(|| {
            events.push((action, false));
            events.len() - 1
        });
        events[place].1 |= happened(action);
    }
    events
}

/// Events of one type.
#[derive(Clone, Copy, Default)]
struct Count {
    happened: usize,
    other: usize,
}

/// Events by type and, within a type, by mode; null for those without one.
type Counts<'a> = BTreeMap<(QuadClass, EventType), BTreeMap<Option<&'a str>, Count>>;

impl Count {
    fn all(self) -> usize {
        self.happened + self.other
    }

    fn sum<'a>(counts: impl IntoIterator<Item = &'a Self>) -> Self {
        counts.into_iter().fold(Self::default(), |sum, count| Self {
            happened: sum.happened + count.happened,
            other: sum.other + count.other,
        })
    }
}

/// The most frequent modes of a type, then what the others have together.
fn modes(of_type: &BTreeMap<Option<&str>, Count>) -> Vec<(String, Count)> {
    let named = of_type.iter().filter_map(|(mode, count)| Some(((*mode)?, *count)));
    let mut named: Vec<_> = named.collect();
    // Stable, so that equal ones stand in order of their names.
    named.sort_by_key(|(_, count)| (std::cmp::Reverse(count.happened), std::cmp::Reverse(count.other)));
    let others = named.split_off(named.len().min(MODES));
    let mut shown: Vec<_> = named
        .into_iter()
        .map(|(mode, count)| (mode.to_owned(), count))
        .collect();
    match others.as_slice() {
        [] => {}
        [(mode, count)] => shown.push(((*mode).to_owned(), *count)),
        more => {
            let sum = Count::sum(more.iter().map(|(_, count)| count));
            shown.push((format!("{} other modes", more.len()), sum));
        }
    }
    shown
}

/// Draws the picture.
pub(crate) fn draw(tables: &Tables) -> Result<Vec<Picture>> {
    let events = events(tables);
    let mut by_mode = Counts::new();
    for (action, happened) in &events {
        let of_type = by_mode.entry((action.quad_class, action.event_type)).or_default();
        let count = of_type.entry(action.event_mode.as_deref()).or_default();
        if *happened {
            count.happened += 1;
        } else {
            count.other += 1;
        }
    }
    let sums = by_mode
        .iter()
        .map(|(kind, of_type)| (*kind, Count::sum(of_type.values())));
    let counts: BTreeMap<(QuadClass, EventType), Count> = sums.collect();
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
         {} that are planned, possible, conditional, hearsay, negated or denied. Event types, modes and quad classes as in PLOVER; {} without a mode.",
        tables.actions.len(),
        total - sure,
        by_mode
            .values()
            .filter_map(|of_type| of_type.get(&None))
            .map(|count| count.all())
            .sum::<usize>()
    );
    if !absent.is_empty() && total > 0 {
        caption.push_str(&format!(" Without any event: {}.", absent.join(", ")));
    }
    let sheet = Sheet {
        title: &title,
        lead: "Events in the articles by type. Filled: said to have happened or to be happening. Outlined: only planned, possible or hearsay, or denied. Thin bars: the most frequent modes within a type.",
        caption: &caption,
    };
    let svg = if counts.is_empty() {
        sheet.empty("The data set holds no actions.")?
    } else {
        let classes = QuadClass::all()
            .iter()
            .filter(|&&class| counts.keys().any(|&(known, _)| known == class))
            .count();
        let modes: usize = by_mode.values().map(|of_type| modes(of_type).len()).sum();
        let height = classes as f64 * HEAD + counts.len() as f64 * BAR + modes as f64 * MODE + AXIS;
        sheet.draw(height, |canvas, top| bars(canvas, top, height, &counts, &by_mode))?
    };
    Ok(vec![Picture {
        name: "actions-by-event-type".to_owned(),
        data: data(&by_mode),
        svg,
        title,
        caption,
    }])
}

fn bars(
    canvas: &mut Canvas<'_>,
    top: f64,
    height: f64,
    counts: &BTreeMap<(QuadClass, EventType), Count>,
    by_mode: &Counts<'_>,
) {
    let types = counts.keys().map(|(_, kind)| width(kind.code(), 14.0, false));
    let names = by_mode.values().flat_map(modes);
    let names = names.map(|(name, _)| width(&name, 12.0, false));
    let label = types.chain(names).fold(0.0, f64::max);
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
            let wide = width(&heading, 15.0, true) + width(&format!("  {}", plural(sum, "event")), 13.0, false);
            canvas.rect((MARGIN + 17.0, y + 8.0), (MARGIN + wide + 36.0, y + 36.0), PAPER);
            canvas.text(&heading, at, 15.0, true, INK, Anchor::Start);
            let beside = (at.0 + width(&heading, 15.0, true) + 12.0, at.1);
            canvas.text(&plural(sum, "event"), beside, 13.0, false, MUTED, Anchor::Start);
            y += HEAD;
            before = Some(class);
        }
        let middle = y + BAR / 2.0;
        canvas.text(kind.code(), (left - 10.0, middle), 14.0, false, INK, Anchor::End);
        bar(canvas, (left, y + 4.0), BAR - 8.0, &scale, *count, color(class));
        y += BAR;
        for (mode, count) in modes(&by_mode[&(class, kind)]) {
            canvas.text(
                &mode,
                (left - 10.0, y + MODE / 2.0 - 3.0),
                12.0,
                false,
                MUTED,
                Anchor::End,
            );
            bar(
                canvas,
                (left, y),
                MODE - 6.0,
                &scale,
                count,
                mix(PAPER, color(class), 0.6),
            );
            y += MODE;
        }
    }
}

/// Filled for what happened, outlined for what else there is, and the numbers of both.
fn bar(canvas: &mut Canvas<'_>, from: (f64, f64), high: f64, scale: &Scale, count: Count, color: Shade) {
    let (end, far) = (scale.at(count.happened as f64), scale.at(count.all() as f64));
    let foot = from.1 + high;
    canvas.rect(from, (end, foot), color);
    if count.other > 0 {
        canvas.rect((end, from.1), (far, foot), PAPER);
        canvas.frame((end, from.1 + 1.0), (far - 1.0, foot - 1.0), color, 2);
    }
    let says = match (count.happened, count.other) {
        (happened, 0) => happened.to_string(),
        (happened, other) => format!("{happened} + {other}"),
    };
    let size = if high > 15.0 { 14.0 } else { 12.0 };
    let at = (far + 8.0, from.1 + high / 2.0);
    canvas.text(&says, at, size, false, INK, Anchor::Start);
}

/// One row per type and mode.
fn data(counts: &Counts<'_>) -> String {
    let header = [
        Action::quad_class,
        Action::event_type,
        Action::event_mode,
        "events_happened",
        "events_other",
    ];
    let rows = counts.iter().flat_map(|((class, kind), modes)| {
        modes.iter().map(|(mode, count)| {
            vec![
                class.value(),
                kind.value(),
                mode.map_or(Value::Null, Value::Text),
                Value::Int(count.happened as i64),
                Value::Int(count.other as i64),
            ]
        })
    });
    csv_text(&header, rows)
}
