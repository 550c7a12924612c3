//! Figures over time, one picture per measure, for the measures with most dated figures.
//!
//! It deliberately never puts a total on the scale of an event: figures of events and days, of periods, since a beginning, and those of
//! which the text does not say stand in panels with scales of their own. It sums nothing and joins no marks by lines,
//! because two figures need not count the same people. Parts, changes and earlier values of other figures are left out.
//!
//! Invariant: every figure of the measure is in the CSV, with what was made of it, and those not drawn are in the caption.

mod panel;

use std::collections::BTreeMap;

use anyhow::Result;
use jiff::civil::Date;
use tidywire_codebook::{Field, Figure, FigureTimeFrame, Measure, Role, UnitKind, Value};
use tidywire_tables::csv_text;

use self::panel::Panel;
use super::Picture;
use super::bins::{self, Bins, near};
use super::figure_rows::{Row, draw_legend, legend_height};
use super::figures::heading;
use crate::data::Tables;
use crate::draw::{Sheet, number, plural};
use crate::rows::FigureRow;

/// Dated figures that a measure needs, and pictures at most.
const FEW: usize = 5;
const PICTURES: usize = 6;

/// What became of a figure. The order is that of the caption.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Drawn,
    /// There was no room beside other marks.
    Crowded,
    /// A part, a change or an earlier value of another figure.
    Part,
    NoNumber,
    Undated,
    Outside,
}

impl Fate {
    fn code(self) -> &'static str {
        match self {
            Self::Drawn => "drawn",
            Self::Crowded => "no_room",
            Self::Part => "part_or_change",
            Self::NoNumber => "no_number",
            Self::Undated => "no_date",
            Self::Outside => "outside",
        }
    }
}

/// The day that a figure belongs to, and whether the text gives it. A number since a beginning, or of a stretch, belongs to
/// the end of it, not to its first day: "46,900 since October" was so when it was said. Where the text
/// leaves the end open or gives no day, that is the day of the article.
fn day(figure: &FigureRow) -> Option<(Date, bool)> {
    let last = figure.date_end;
    let own = match figure.time_frame {
        FigureTimeFrame::Period | FigureTimeFrame::Cumulative => last,
        FigureTimeFrame::Event | FigureTimeFrame::Day | FigureTimeFrame::Unknown => {
            figure.date_start.filter(|_| last.is_some())
        }
    };
    own.map(|day| (day, true)).or(figure.as_of.map(|day| (day, false)))
}

fn shows(figure: &FigureRow) -> bool {
    matches!(figure.role, Role::Level | Role::Increment)
}

/// Draws the pictures.
pub(crate) fn draw(tables: &Tables) -> Result<Vec<Picture>> {
    let mut groups: BTreeMap<Measure, Vec<&FigureRow>> = BTreeMap::new();
    for figure in &tables.figures {
        if figure.unit_kind == UnitKind::Count && figure.measure != Measure::Other {
            groups.entry(figure.measure).or_default().push(figure);
        }
    }
    let dated = |figures: &[&FigureRow]| {
        figures
            .iter()
            .filter(|figure| shows(figure) && day(figure).is_some())
            .count()
    };
    let mut groups: Vec<_> = groups
        .into_iter()
        .map(|(measure, figures)| (dated(&figures), measure, figures))
        .collect();
    groups.retain(|(dated, _, _)| *dated >= FEW);
    // Stable, so that of equals the first measure of the code list comes first.
    groups.sort_by_key(|(dated, _, _)| std::cmp::Reverse(*dated));
    groups.truncate(PICTURES);
    let shown = groups
        .iter()
        .flat_map(|(_, _, figures)| figures)
        .filter(|figure| shows(figure));
    let stated =
        shown.filter_map(|figure| near(figure.date_start, figure.date_end).filter(|_| figure.date_end.is_some()));
    let Some(bins) = bins::window(tables, stated).filter(|_| !groups.is_empty()) else {
        return Ok(vec![nothing(tables)?]);
    };
    let pictures = groups
        .iter()
        .map(|(_, measure, figures)| picture(tables, *measure, figures, &bins));
    pictures.collect()
}

fn nothing(tables: &Tables) -> Result<Picture> {
    let title = "No measure with figures over time".to_owned();
    let caption = format!(
        "n = 0 of {} figures: no measure has {FEW} figures of which the day is known.",
        tables.figures.len()
    );
    let sheet = Sheet {
        title: &title,
        lead: "",
        caption: &caption,
    };
    Ok(Picture {
        svg: sheet.empty("The data set holds no measure with enough dated figures.")?,
        name: "figures-over-time".to_owned(),
        data: data(tables, &[]),
        title,
        caption,
    })
}

fn picture(tables: &Tables, measure: Measure, figures: &[&FigureRow], bins: &Bins) -> Result<Picture> {
    let rows: Vec<Option<Row<'_>>> = figures
        .iter()
        .map(|figure| Row::new(figure, tables.articles.get(&*figure.article_id), false))
        .collect();
    let mut fates = vec![Fate::Drawn; figures.len()];
    let mut candidates = Vec::new();
    for (index, figure) in figures.iter().enumerate() {
        let found = day(figure);
        let share = found.and_then(|(day, _)| bins.share(day));
        fates[index] = match (&rows[index], found, share) {
            _ if !shows(figure) => Fate::Part,
            (None, _, _) => Fate::NoNumber,
            (_, None, _) => Fate::Undated,
            (_, _, None) => Fate::Outside,
            (Some(row), Some((_, own)), Some(share)) => {
                candidates.push(panel::Candidate { index, row, share, own });
                Fate::Crowded
            }
        };
    }
    let panels = panel::panels(candidates);
    for placed in panels.iter().flat_map(|panel| &panel.placed) {
        fates[placed.index] = Fate::Drawn;
    }
    let drawn: Vec<&Row<'_>> = rows
        .iter()
        .zip(&fates)
        .filter(|(_, fate)| **fate == Fate::Drawn)
        .filter_map(|(row, _)| row.as_ref())
        .collect();
    let title = title(measure, &drawn);
    let policy = tables.vague.caption(drawn.iter().map(|row| row.figure));
    let caption = caption(measure, &fates, &panels, bins, &policy);
    let log = if panels.iter().any(|panel| panel.scale(0.0).is_log()) {
        " Scales with powers of ten are logarithmic."
    } else {
        ""
    };
    let lead = format!(
        "Each mark is one figure as one claimant gives it; arrows point to open ends. Numbers of an event or a day stand at its first \
         day, those of periods and totals at the end of theirs. A grey bar below a mark: the text gives no such day, \
         so it stands at that of the article.{log}"
    );
    let sheet = Sheet {
        title: &title,
        lead: &lead,
        caption: &caption,
    };
    let svg = if panels.is_empty() {
        sheet.empty("The data set holds no figure of this measure with a number and a day.")?
    } else {
        let legend = legend_height(&drawn);
        let height = legend + panels.iter().map(Panel::height).sum::<f64>() + bins::AXIS;
        sheet.draw(height, |canvas, top| {
            draw_legend(canvas, top, &drawn);
            panel::draw(canvas, top + legend, &panels, bins);
        })?
    };
    let with_fates: Vec<_> = figures.iter().copied().zip(fates).collect();
    Ok(Picture {
        name: format!("figures-over-time-{measure}"),
        data: data(tables, &with_fates),
        svg,
        title,
        caption,
    })
}

fn title(measure: Measure, drawn: &[&Row<'_>]) -> String {
    let values = || drawn.iter().flat_map(|row| row.values());
    let (low, high) = (values().min_by(f64::total_cmp), values().max_by(f64::total_cmp));
    let heading = heading(measure);
    match (low, high) {
        (Some(low), Some(high)) => format!(
            "{heading} over time: {}, between {} and {}",
            plural(drawn.len(), "figure"),
            number(low),
            number(high)
        ),
        _ => format!("{heading} over time: no figure with a number and a day"),
    }
}

fn caption(measure: Measure, fates: &[Fate], panels: &[Panel<'_>], bins: &Bins, policy: &str) -> String {
    let of = |fate: Fate| fates.iter().filter(|found| **found == fate).count();
    let placed = || panels.iter().flat_map(|panel| &panel.placed);
    let mut text = format!(
        "n = {} of {} with the measure ‘{measure}’: {} at a day that the text gives, {} at the day of the article",
        of(Fate::Drawn),
        plural(fates.len(), "figure"),
        placed().filter(|placed| placed.own).count(),
        placed().filter(|placed| !placed.own).count(),
    );
    let rest = [
        (
            Fate::Crowded,
            "that would lie on other marks (those at days of their own first, then the order of the articles)"
                .to_owned(),
        ),
        (
            Fate::Part,
            "as part, change or earlier value of another figure".to_owned(),
        ),
        (Fate::NoNumber, "without a number".to_owned()),
        (Fate::Undated, "without any day".to_owned()),
        (
            Fate::Outside,
            format!(
                "dated outside the picture's time ({} to {})",
                bins.start(0),
                bins.last()
            ),
        ),
    ];
    let rest: Vec<_> = rest
        .iter()
        .filter(|(fate, _)| of(*fate) > 0)
        .map(|(fate, words)| format!("{} {words}", of(*fate)))
        .collect();
    if !rest.is_empty() {
        text.push_str(&format!("; not drawn: {}", rest.join(", ")));
    }
    text.push_str(&format!(
        "; {policy}. Open ends have a fixed length that stands for no amount. Each panel has its own scale. Marks may stand \
         aside of their day by about their width."
    ));
    text
}

/// All figures of the measure with what became of them.
fn data(tables: &Tables, figures: &[(&FigureRow, Fate)]) -> String {
    let header = [
        Figure::figure_id,
        Figure::article_id,
        Figure::measure,
        Figure::text,
        Figure::time_frame,
        "panel",
        "day",
        "day_from",
        Figure::value_low,
        Figure::value_high,
        Figure::value_point,
        Figure::bound,
        Figure::vague_term,
        "policy",
        "policy_version",
        Figure::subject_text,
        Figure::combatant_status,
        Figure::claimant_text,
        Figure::role,
        Figure::polarity,
        Figure::modality,
        Figure::stance,
        "fate",
    ];
    let rows = figures.iter().map(|&(figure, fate)| {
        let [policy, version] = tables.vague.cells(figure);
        let found = day(figure);
        vec![
            figure.figure_id.value(),
            figure.article_id.value(),
            figure.measure.value(),
            figure.text.value(),
            figure.time_frame.value(),
            Value::Text(panel::name(figure.time_frame)),
            found.map_or(Value::Null, |(day, _)| Value::Date(day)),
            found.map_or(Value::Null, |(_, own)| {
                Value::Text(if own { "text" } else { "article" })
            }),
            figure.value_low.value(),
            figure.value_high.value(),
            figure.value_point.value(),
            figure.bound.value(),
            figure.vague_term.value(),
            policy,
            version,
            figure.subject_text.value(),
            figure.combatant_status.value(),
            figure.claimant_text.value(),
            figure.role.value(),
            figure.polarity.value(),
            figure.modality.value(),
            figure.stance.value(),
            Value::Text(fate.code()),
        ]
    });
    csv_text(&header, rows)
}
