//! Events over time, one strip per quad class.
//!
//! It never mixes two notions of time silently: an event stands at the date that the text gives it, filled; where the
//! text gives none, at the article's day of publication, in a light shade. A date that is wider than a bin is put into none.
//! Only what is said to have happened or to be happening is drawn.
//!
//! Invariant: every event is in one bin or in one of the counts of the caption.

use anyhow::Result;
use tidywire_codebook::{Action, ActionTimeFrame, CodeList, Field, QuadClass, Value};
use tidywire_tables::csv_text;

use super::Picture;
use super::bins::{self, AXIS, Bins, near};
use super::event_types::{color, events, words};
use crate::data::{Tables, published};
use crate::draw::{Anchor, Canvas, GRID, INK, MARGIN, MUTED, PAPER, Scale, Sheet, WIDTH, mix, number, plural, width};
use crate::rows::ActionRow;

const HEAD: f64 = 42.0;
const STRIP: f64 = 92.0;
const LEFT: f64 = MARGIN + 52.0;
const RIGHT: f64 = WIDTH - MARGIN;

/// Events of one bin and class.
#[derive(Clone, Copy, Default)]
struct Count {
    /// Where the text says when.
    stated: usize,
    /// Where it does not: at the day of publication.
    published: usize,
}

impl Count {
    fn all(self) -> usize {
        self.stated + self.published
    }
}

/// What the picture shows, and what it does not.
#[derive(Default)]
struct Counted {
    /// By bin, then by quad class.
    bins: Vec<[Count; 4]>,
    /// Dated before the first bin or after the last one.
    outside: usize,
    /// Dated more widely than one bin.
    wide: usize,
    /// Without any date.
    undated: usize,
    /// Background of long ago without a date of its own: the article's day would be wrong.
    background: usize,
    /// Not said to have happened.
    other: usize,
}

impl Counted {
    fn sum(&self, of: impl Fn(Count) -> usize) -> usize {
        self.bins.iter().flatten().map(|&count| of(count)).sum()
    }
}

fn count(tables: &Tables, events: &[(&ActionRow, bool)], bins: Option<&Bins>) -> Counted {
    let mut counted = Counted {
        bins: vec![<[Count; 4]>::default(); bins.map_or(0, Bins::len)],
        ..Counted::default()
    };
    for (action, happened) in events {
        if !happened {
            counted.other += 1;
            continue;
        }
        if action.time_frame == ActionTimeFrame::Historical && action.date_start.is_none() {
            counted.background += 1;
            continue;
        }
        let day = tables.articles.get(&*action.article_id).and_then(published);
        let Some(first) = action.date_start.or(day) else {
            counted.undated += 1;
            continue;
        };
        let last = action.date_end.filter(|_| action.date_start.is_some()).unwrap_or(first);
        let bin = |day| bins.and_then(|bins| bins.find(day));
        match (bin(first), bin(last)) {
            (Some(from), Some(to)) if from == to => {
                let count = &mut counted.bins[from][action.quad_class as usize];
                if action.date_start.is_some() {
                    count.stated += 1;
                } else {
                    count.published += 1;
                }
            }
            (None, None) => counted.outside += 1,
            _ => counted.wide += 1,
        }
    }
    counted
}

/// Draws the picture.
pub(crate) fn draw(tables: &Tables) -> Result<Vec<Picture>> {
    let all = events(tables);
    let happened = all.iter().filter(|(_, happened)| *happened);
    let bins = bins::window(
        tables,
        happened.filter_map(|(action, _)| near(action.date_start, action.date_end)),
    );
    let counted = count(tables, &all, bins.as_ref());
    let drawn = counted.sum(Count::all);
    let title = title(bins.as_ref(), &counted);
    let caption = caption(tables, bins.as_ref(), &counted);
    let unit = bins.as_ref().map_or("day", |bins| bins.unit.name());
    let lead = format!(
        "Events per {unit}, one strip per quad class, all on one scale. Filled: at the date that the text gives. \
         Light: the text gives none; at the day on which the article was published."
    );
    let sheet = Sheet {
        title: &title,
        lead: &lead,
        caption: &caption,
    };
    let svg = match &bins {
        Some(bins) if drawn > 0 => {
            let shown: Vec<QuadClass> = QuadClass::all()
                .iter()
                .copied()
                .filter(|&class| counted.bins.iter().any(|bin| bin[class as usize].all() > 0))
                .collect();
            let height = shown.len() as f64 * (HEAD + STRIP) + AXIS;
            sheet.draw(height, |canvas, top| strips(canvas, top, bins, &counted, &shown))?
        }
        _ => sheet.empty("The data set holds no events with a date.")?,
    };
    Ok(vec![Picture {
        name: "actions-over-time".to_owned(),
        data: bins
            .as_ref()
            .map_or_else(|| data(&[]), |bins| data(&rows(bins, &counted))),
        svg,
        title,
        caption,
    }])
}

fn title(bins: Option<&Bins>, counted: &Counted) -> String {
    let all = counted.sum(Count::all);
    let totals = counted
        .bins
        .iter()
        .map(|bin| bin.iter().map(|count| count.all()).sum::<usize>());
    // Of equals the first.
    let most = totals.enumerate().rev().max_by_key(|(_, total)| *total);
    match (bins, most) {
        (Some(bins), Some((bin, most))) if most > 0 => {
            format!("Events over time: most {}, {most} of {all}", bins.name(bin))
        }
        _ => "No events over time".to_owned(),
    }
}

fn caption(tables: &Tables, bins: Option<&Bins>, counted: &Counted) -> String {
    let drawn = counted.sum(Count::all);
    let all = drawn + counted.outside + counted.wide + counted.undated + counted.background + counted.other;
    let mut text = format!(
        "n = {drawn} of {all} events ({} rows of source, event and target): {} at the date that the text gives, {} at the day of publication.",
        tables.actions.len(),
        counted.sum(|count| count.stated),
        counted.sum(|count| count.published),
    );
    let (unit, span) = bins.map_or(("day", String::new()), |bins| {
        let span = format!(" ({} to {})", bins.start(0), bins.last());
        (bins.unit.name(), span)
    });
    let rest = [
        (counted.other, "not said to have happened".to_owned()),
        (counted.wide, format!("with a date wider than one {unit}")),
        (counted.outside, format!("dated outside the picture's time{span}")),
        (counted.background, "background of long ago without a date".to_owned()),
        (
            counted.undated,
            "without a date of their own or of their article".to_owned(),
        ),
    ];
    let rest: Vec<_> = rest
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    if !rest.is_empty() {
        text.push_str(&format!(" Left out: {}.", rest.join(", ")));
    }
    text
}

fn strips(canvas: &mut Canvas<'_>, top: f64, bins: &Bins, counted: &Counted, shown: &[QuadClass]) {
    let largest = counted.bins.iter().flatten().map(|count| count.all()).max();
    // Upwards: the scale runs from the foot of a strip to its head.
    let scale = Scale::linear(largest.unwrap_or(1) as f64, 0.0, STRIP - 6.0);
    for (index, &class) in shown.iter().enumerate() {
        let foot = top + (index as f64 + 1.0) * (HEAD + STRIP);
        for tick in ticks(&scale) {
            let y = foot - scale.at(tick);
            canvas.line((LEFT, y), (RIGHT, y), GRID, 1);
            canvas.text(&number(tick), (LEFT - 10.0, y), 12.0, false, MUTED, Anchor::End);
        }
        let heading = words(class);
        let y = foot - STRIP - 12.0;
        canvas.rect((LEFT, y - 6.0), (LEFT + 13.0, y + 7.0), color(class));
        canvas.text(&heading, (LEFT + 21.0, y), 15.0, true, INK, Anchor::Start);
        let of_class = || counted.bins.iter().map(|bin| bin[class as usize]);
        let sum: usize = of_class().map(Count::all).sum();
        let says = plural(sum, "event");
        let at = (LEFT + 33.0 + width(&heading, 15.0, true), y);
        canvas.text(&says, at, 13.0, false, MUTED, Anchor::Start);
        for (bin, count) in of_class().enumerate().filter(|(_, count)| count.all() > 0) {
            let (from, to) = bins.bar(bin, LEFT, RIGHT);
            let (middle, head) = (
                foot - scale.at(count.stated as f64),
                foot - scale.at(count.all() as f64),
            );
            if count.published > 0 {
                canvas.rect((from, head), (to, middle), mix(PAPER, color(class), 0.45));
            }
            if count.stated > 0 {
                canvas.rect((from, middle), (to, foot), color(class));
            }
        }
        canvas.line((LEFT, foot), (RIGHT, foot), INK, 1);
    }
    let foot = top + shown.len() as f64 * (HEAD + STRIP);
    bins.axis(canvas, LEFT, RIGHT, foot);
}

/// Zero, the middle and the top of a low scale: more labels would touch.
fn ticks(scale: &Scale) -> Vec<f64> {
    let ticks = scale.ticks();
    let step = (ticks.len() - 1).div_ceil(3).max(1);
    ticks.into_iter().step_by(step).collect()
}

/// First day of the bin, its unit, class, how many.
type Row = (jiff::civil::Date, &'static str, QuadClass, Count);

fn rows(bins: &Bins, counted: &Counted) -> Vec<Row> {
    let each = counted.bins.iter().enumerate().flat_map(|(bin, counts)| {
        let classes = QuadClass::all().iter();
        classes.map(move |&class| (bins.start(bin), bins.unit.name(), class, counts[class as usize]))
    });
    each.collect()
}

fn data(rows: &[Row]) -> String {
    let header = [
        "bin_start",
        "bin",
        Action::quad_class,
        "events_dated",
        "events_published",
    ];
    csv_text(
        &header,
        rows.iter().map(|(start, unit, class, count)| {
            vec![
                start.value(),
                Value::Text(unit),
                class.value(),
                Value::Int(count.stated as i64),
                Value::Int(count.published as i64),
            ]
        }),
    )
}
