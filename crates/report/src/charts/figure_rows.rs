//! The rows of a figures picture: labels, marks, scale and legend.

use tidywire_codebook::{Article, Bound, CombatantStatus, Modality, Polarity, Role, Stance};

use crate::draw::{
    Anchor, BLACK, BLUE, Canvas, GRID, INK, MARGIN, MUTED, Mark, OPEN, PURPLE, Scale, Shade, Shape, TINT, VERMILLION,
    WIDTH, fit, number, width,
};
use crate::rows::FigureRow;

const ROW: f64 = 44.0;
const LABEL: f64 = 14.0;
const SMALL: f64 = 12.0;
/// Widest labels before they are cut.
const LEFT_MOST: f64 = 370.0;
const WORDS_MOST: f64 = 290.0;
const AXIS: f64 = 34.0;
const LEGEND_LINE: f64 = 28.0;

/// A figure that can be drawn.
pub(crate) struct Row<'a> {
    pub(crate) figure: &'a FigureRow,
    article: Option<&'a Article>,
    says_measure: bool,
}

/// What stands beside the mark.
struct Labels {
    /// Who says so, and when it was published.
    says: String,
    /// Who or what is counted, where, and who published it.
    what: String,
    words: String,
}

impl<'a> Row<'a> {
    /// `None` when the figure has no number at all.
    pub(crate) fn new(figure: &'a FigureRow, article: Option<&'a Article>, says_measure: bool) -> Option<Self> {
        let row = Self {
            figure,
            article,
            says_measure,
        };
        let values = row.values();
        (!values.is_empty() && values.iter().all(|&value| value >= 0.0)).then_some(row)
    }

    fn labels(&self) -> Labels {
        Labels {
            says: says(self.figure),
            what: what(self.figure, self.article, self.says_measure),
            words: words(self.figure),
        }
    }

    /// The numbers that the scale must hold.
    pub(crate) fn values(&self) -> Vec<f64> {
        let figure = self.figure;
        [figure.value_low, figure.value_high, figure.value_point]
            .into_iter()
            .flatten()
            .collect()
    }

    /// The number that rows of one claimant and day are sorted by: the point, else the lower, else the upper end.
    pub(crate) fn weight(&self) -> f64 {
        let figure = self.figure;
        let number = figure.value_point.or(figure.value_low);
        number.or(figure.value_high).unwrap_or_default()
    }

    /// Whose claim it is: the actor, else the words; `None` when the article itself says so.
    pub(crate) fn claimant(&self) -> Option<&str> {
        let figure = self.figure;
        figure.claimant_actor_id.as_deref().or(figure.claimant_text.as_deref())
    }

    /// Its mark on a scale.
    pub(crate) fn mark(&self, scale: &Scale) -> Mark {
        let figure = self.figure;
        let at = |value| scale.at(value);
        let vague = figure.bound == Bound::Vague;
        let shape = match (figure.value_low, figure.value_high) {
            // A number that a policy gives is none that the text states: it never looks like one.
            _ if vague && let Some(point) = figure.value_point => Shape::VaguePoint(at(point)),
            (Some(low), Some(high)) if vague && low < high => Shape::VagueRange(at(low), at(high)),
            (Some(low), Some(high)) if low < high => Shape::Range(at(low), at(high)),
            (Some(low), Some(_)) if figure.bound == Bound::Approximate => Shape::About(at(low)),
            (Some(low), Some(_)) => Shape::Point(at(low)),
            (Some(low), None) if vague => Shape::Vague(at(low)),
            (Some(low), None) => Shape::From(at(low)),
            (None, Some(high)) => Shape::UpTo(at(high)),
            (None, None) => Shape::About(at(figure.value_point.unwrap_or_default())),
        };
        Mark {
            shape,
            color: color(figure.combatant_status),
            hollow: !matches!(figure.modality, Modality::Asserted | Modality::Estimated),
            crossed: figure.polarity == Polarity::Negated || figure.stance == Stance::Denies,
        }
    }
}

fn color(status: CombatantStatus) -> Shade {
    match status {
        CombatantStatus::Military => BLUE,
        CombatantStatus::Civilian => VERMILLION,
        CombatantStatus::Mixed => PURPLE,
        CombatantStatus::Unknown => BLACK,
    }
}

/// Who or what is counted, where, and who published it.
fn what(figure: &FigureRow, article: Option<&Article>, says_measure: bool) -> String {
    let subject = figure.subject_text.as_deref().or(figure.unit.as_deref());
    let mut text = subject.unwrap_or("(not said who or what)").to_owned();
    if says_measure {
        text = format!("{}: {text}", figure.measure);
    }
    if let Some(place) = figure.place_text.as_deref()
        && !text.contains(place)
    {
        text.push_str(" · ");
        text.push_str(place);
    }
    if let Some(publisher) = article.and_then(|article| article.publisher.as_deref()) {
        text.push_str(" · ");
        text.push_str(publisher);
    }
    text
}

/// Who says so, and when that was published.
fn says(figure: &FigureRow) -> String {
    let claimant = figure.claimant_text.as_deref();
    let mut text = match (figure.stance, claimant) {
        (Stance::Denies, Some(claimant)) => format!("denied by {claimant}"),
        (Stance::Confirms, Some(claimant)) => format!("confirmed by {claimant}"),
        (Stance::Unverified, Some(claimant)) => format!("{claimant}, not verified"),
        (Stance::Unverified, None) => "not verified".to_owned(),
        (_, Some(claimant)) => claimant.to_owned(),
        (_, None) => "the article itself".to_owned(),
    };
    if let Some(day) = figure.as_of {
        text.push_str(&format!(" · {day}"));
    }
    text
}

/// The text's own words, and what they cannot say alone.
fn words(figure: &FigureRow) -> String {
    let mut notes = Vec::new();
    match figure.role {
        Role::Increment => notes.push("more"),
        Role::Change => notes.push("change"),
        Role::Part | Role::Proportion => notes.push("part of another"),
        Role::Earlier => notes.push("earlier"),
        Role::Level => {}
    }
    match figure.modality {
        Modality::Asserted => {}
        Modality::Estimated => notes.push("estimate"),
        Modality::Possible => notes.push("possible"),
        Modality::Planned => notes.push("planned"),
        Modality::Conditional => notes.push("conditional"),
        Modality::Hearsay => notes.push("hearsay"),
    }
    if figure.polarity == Polarity::Negated {
        notes.push("negated");
    }
    if notes.is_empty() {
        figure.text.to_string()
    } else {
        format!("{} ({})", figure.text, notes.join(", "))
    }
}

/// Entries of the legend: only what occurs.
fn legend(rows: &[&Row<'_>]) -> Vec<(Mark, &'static str)> {
    let unit = Scale::of(&[1.0], 0.0, 1.0);
    let marks: Vec<Mark> = rows.iter().map(|row| row.mark(&unit)).collect();
    let plain = |shape| Mark {
        shape,
        color: BLACK,
        hollow: false,
        crossed: false,
    };
    let kind = |shape: Shape| std::mem::discriminant(&shape);
    let shapes = [
        (Shape::Point(0.0), "one number"),
        (Shape::About(0.0), "about"),
        (Shape::From(0.0), "that many or more"),
        (Shape::UpTo(0.0), "up to, or fewer"),
        (Shape::Range(-20.0, 20.0), "from … to"),
        (Shape::Vague(0.0), "vague word"),
        (Shape::VagueRange(-20.0, 20.0), "vague word, range by the policy"),
        (Shape::VaguePoint(0.0), "vague word, one number by the policy"),
    ];
    let mut entries: Vec<_> = shapes
        .into_iter()
        .filter(|&(shape, _)| marks.iter().any(|mark| kind(mark.shape) == kind(shape)))
        .map(|(shape, words)| (plain(shape), words))
        .collect();
    let mut hollow = plain(Shape::Point(0.0));
    hollow.hollow = true;
    if marks.iter().any(|mark| mark.hollow) {
        entries.push((hollow, "hollow: possible, planned, conditional or hearsay"));
    }
    let mut crossed = plain(Shape::Point(0.0));
    crossed.crossed = true;
    if marks.iter().any(|mark| mark.crossed) {
        entries.push((crossed, "crossed out: denied"));
    }
    let statuses = [
        (CombatantStatus::Military, "military"),
        (CombatantStatus::Civilian, "civilian"),
        (CombatantStatus::Mixed, "military and civilian"),
        (CombatantStatus::Unknown, "not said or not people"),
    ];
    let coloured = |status| rows.iter().any(|row| row.figure.combatant_status == status);
    if statuses.iter().filter(|&&(status, _)| coloured(status)).count() > 1 {
        for (status, words) in statuses {
            if coloured(status) {
                let mut mark = plain(Shape::Range(-14.0, 14.0));
                mark.color = color(status);
                entries.push((mark, words));
            }
        }
    }
    entries
}

/// Where the legend's entries stand: left edge of the mark, line.
fn flow(entries: &[(Mark, &'static str)]) -> Vec<(f64, usize)> {
    let (mut x, mut line) = (MARGIN, 0);
    entries
        .iter()
        .map(|(mark, words)| {
            let (from, to) = mark.reach();
            let wide = to - from + 8.0 + width(words, SMALL, false);
            if x + wide > WIDTH - MARGIN && x > MARGIN {
                (x, line) = (MARGIN, line + 1);
            }
            let place = (x, line);
            x += wide + 28.0;
            place
        })
        .collect()
}

/// Pixels that the legend takes.
pub(crate) fn legend_height(rows: &[&Row<'_>]) -> f64 {
    let lines = flow(&legend(rows)).last().map_or(0, |&(_, line)| line + 1);
    lines as f64 * LEGEND_LINE + 12.0
}

/// Draws what the marks and colours of the rows mean.
pub(crate) fn draw_legend(canvas: &mut Canvas<'_>, top: f64, rows: &[&Row<'_>]) {
    let entries = legend(rows);
    for ((mark, words), (x, line)) in entries.iter().zip(flow(&entries)) {
        let y = top + 10.0 + line as f64 * LEGEND_LINE;
        let (from, to) = mark.reach();
        let moved = Mark {
            shape: shifted(mark.shape, x - from),
            ..*mark
        };
        moved.draw(canvas, y);
        canvas.text(words, (x + to - from + 8.0, y), SMALL, false, INK, Anchor::Start);
    }
}

/// Pixels that the body takes.
pub(crate) fn body_height(rows: &[&Row<'_>]) -> f64 {
    legend_height(rows) + rows.len() as f64 * ROW + AXIS
}

/// Draws legend, rows and scale.
pub(crate) fn draw_rows(canvas: &mut Canvas<'_>, top: f64, rows: &[&Row<'_>]) {
    draw_legend(canvas, top, rows);
    let top = top + legend_height(rows);
    let bottom = top + rows.len() as f64 * ROW;

    let labels: Vec<Labels> = rows.iter().map(|row| row.labels()).collect();
    let widest = |texts: &mut dyn Iterator<Item = f64>| texts.fold(0.0, f64::max);
    let wide = |label: &Labels| width(&label.says, LABEL, true).max(width(&label.what, SMALL, false));
    let left = widest(&mut labels.iter().map(wide)).min(LEFT_MOST);
    let right = widest(&mut labels.iter().map(|label| width(&label.words, LABEL, false))).min(WORDS_MOST);
    let plot = MARGIN + left + 24.0;
    let values: Vec<f64> = rows.iter().flat_map(|row| row.values()).collect();
    let scale = Scale::of(&values, plot + OPEN, WIDTH - MARGIN - right - OPEN - 16.0);

    // The background changes with the claimant.
    let mut tinted = false;
    for (index, row) in rows.iter().enumerate() {
        tinted = tinted != (index == 0 || rows[index - 1].claimant() != row.claimant());
        if tinted {
            let y = top + index as f64 * ROW;
            canvas.rect((MARGIN - 8.0, y), (WIDTH - MARGIN + 8.0, y + ROW), TINT);
        }
    }
    let mut free = f64::NEG_INFINITY;
    for tick in scale.ticks() {
        let (x, label) = (scale.at(tick), number(tick));
        canvas.line((x, top), (x, bottom + 4.0), GRID, 1);
        let half = width(&label, SMALL, false) / 2.0;
        // A label that would touch the one before is left out; its line stays.
        if x - half > free {
            canvas.text(&label, (x, bottom + 16.0), SMALL, false, MUTED, Anchor::Middle);
            free = x + half + 8.0;
        }
    }
    for (index, (row, label)) in rows.iter().zip(&labels).enumerate() {
        let y = top + (index as f64 + 0.5) * ROW;
        let says = fit(&label.says, LABEL, true, left);
        canvas.text(&says, (MARGIN, y - 9.0), LABEL, true, INK, Anchor::Start);
        let what = fit(&label.what, SMALL, false, left);
        canvas.text(&what, (MARGIN, y + 10.0), SMALL, false, MUTED, Anchor::Start);
        let mark = row.mark(&scale);
        mark.draw(canvas, y);
        let words = fit(&label.words, LABEL, false, right);
        let at = (mark.reach().1 + 8.0, y);
        canvas.text(&words, at, LABEL, false, INK, Anchor::Start);
    }
}

fn shifted(shape: Shape, by: f64) -> Shape {
    match shape {
        Shape::Point(x) => Shape::Point(x + by),
        Shape::About(x) => Shape::About(x + by),
        Shape::From(x) => Shape::From(x + by),
        Shape::UpTo(x) => Shape::UpTo(x + by),
        Shape::Range(from, to) => Shape::Range(from + by, to + by),
        Shape::Vague(x) => Shape::Vague(x + by),
        Shape::VagueRange(from, to) => Shape::VagueRange(from + by, to + by),
        Shape::VaguePoint(x) => Shape::VaguePoint(x + by),
    }
}
