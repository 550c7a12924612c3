//! Figures with their bounds, by claimant: one picture per measure, one row per figure.
//!
//! It merges and sums nothing, and never draws a point where the text states a bound; vague words have the numbers
//! of the chosen policy, and marks of their own. Figures of measures that
//! occur once or twice share a picture, with their measure in the label; amounts of money have one for each of the currencies with most figures.
//!
//! Invariant: rows that are not drawn are counted in the caption and stand in the CSV.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use tidywire_codebook::{CodeList, Figure, Measure, UnitKind, Value};
use tidywire_tables::csv_text;

use super::Picture;
use super::figure_rows::{Row, body_height, draw_rows};
use crate::data::Tables;
use crate::draw::{Scale, Sheet, number, plural};
use crate::rows::FigureRow;

/// Rows in one picture; more become unreadable at half size.
const MOST: usize = 24;
/// Figures that a measure needs for a picture of its own.
const FEW: usize = 3;

/// A measure in words.
pub(super) fn heading(measure: Measure) -> String {
    let words = measure.describe().trim_end_matches('.');
    words.split(':').next().unwrap_or(words).to_owned()
}

/// Currencies with a picture.
const CURRENCIES: usize = 6;

/// What a picture is about. The order is the order of the pictures.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Measure(Measure),
    Money(String),
    Few,
}

impl Group {
    fn of(figure: &FigureRow) -> Option<Self> {
        match figure.unit_kind {
            UnitKind::Count if figure.measure != Measure::Other => Some(Self::Measure(figure.measure)),
            UnitKind::Currency => figure.currency.as_ref().map(|code| Self::Money(code.to_string())),
            _ => None,
        }
    }

    fn name(&self) -> String {
        match self {
            Self::Measure(measure) => format!("figures-{measure}"),
            Self::Money(currency) => format!("figures-{}", currency.to_lowercase()),
            Self::Few => "figures-few".to_owned(),
        }
    }

    fn heading(&self) -> String {
        match self {
            Self::Measure(measure) => heading(*measure),
            Self::Money(currency) => format!("Amounts of money in {currency}"),
            Self::Few => "Measures with one or two figures each".to_owned(),
        }
    }

    /// True when the label has to say the measure, because the title does not.
    fn says_measure(&self) -> bool {
        !matches!(self, Self::Measure(_))
    }
}

/// Draws the pictures.
pub(crate) fn draw(tables: &Tables) -> Result<Vec<Picture>> {
    let mut groups: BTreeMap<Group, Vec<&FigureRow>> = BTreeMap::new();
    for figure in &tables.figures {
        if let Some(group) = Group::of(figure) {
            groups.entry(group).or_default().push(figure);
        }
    }
    let small: Vec<Group> = groups
        .iter()
        .filter(|(group, figures)| matches!(group, Group::Measure(_)) && figures.len() < FEW)
        .map(|(group, _)| group.clone())
        .collect();
    for group in small {
        let figures = groups.remove(&group).unwrap_or_default();
        groups.entry(Group::Few).or_default().extend(figures);
    }
    leave_rare_currencies(&mut groups);
    let grouped: usize = groups.values().map(Vec::len).sum();
    let rest = tables.figures.len() - grouped;
    if groups.is_empty() {
        return Ok(vec![nothing(tables)?]);
    }
    groups
        .iter()
        .map(|(group, figures)| picture(tables, group, figures, rest))
        .collect()
}

/// Amounts in different currencies share no scale, and a picture for each of fifty is none to look at: those with most figures stay.
fn leave_rare_currencies(groups: &mut BTreeMap<Group, Vec<&FigureRow>>) {
    let is_money = |group: &Group| matches!(group, Group::Money(_));
    let money = groups.iter().filter(|(group, _)| is_money(group));
    let mut counts: Vec<(Reverse<usize>, Group)> = money
        .map(|(group, figures)| (Reverse(figures.len()), group.clone()))
        .collect();
    counts.sort();
    let kept = |group: &Group| {
        let mut kept = counts.iter().take(CURRENCIES).filter(|(count, _)| count.0 >= FEW);
        kept.any(|(_, known)| known == group)
    };
    groups.retain(|group, _| !is_money(group) || kept(group));
}

/// Claimants with most figures first, the articles themselves last; of one claimant by day, then the largest first.
fn by_claimant(rows: &mut [&Row<'_>]) {
    let mut counts: BTreeMap<Option<String>, usize> = BTreeMap::new();
    for row in rows.iter() {
        *counts.entry(row.claimant().map(str::to_owned)).or_default() += 1;
    }
    rows.sort_by(|one, other| {
        let group = |row: &Row<'_>| {
            let claimant = row.claimant().map(str::to_owned);
            (claimant.is_none(), Reverse(counts[&claimant]), claimant)
        };
        let day = |row: &Row<'_>| row.figure.as_of;
        let larger = other.weight().total_cmp(&one.weight());
        group(one)
            .cmp(&group(other))
            .then(day(one).cmp(&day(other)))
            .then(larger)
    });
}

fn nothing(tables: &Tables) -> Result<Picture> {
    let title = "No figures to draw".to_owned();
    let caption = format!(
        "n = 0 of {} figures: none counts something under a known measure or states an amount of money.",
        tables.figures.len()
    );
    let sheet = Sheet {
        title: &title,
        lead: "",
        caption: &caption,
    };
    Ok(Picture {
        svg: sheet.empty("The data set holds no such figures.")?,
        name: "figures".to_owned(),
        data: data(tables, &[], &BTreeSet::new()),
        title,
        caption,
    })
}

fn picture(tables: &Tables, group: &Group, figures: &[&FigureRow], rest: usize) -> Result<Picture> {
    let rows: Vec<Row<'_>> = figures
        .iter()
        .filter_map(|figure| {
            let article = tables.articles.get(&*figure.article_id);
            Row::new(figure, article, group.says_measure())
        })
        .collect();
    let open = figures.len() - rows.len();
    let mut drawn: Vec<&Row<'_>> = rows.iter().collect();
    drawn.sort_by_key(|row| Reverse(row.figure.as_of));
    drawn.truncate(MOST);
    by_claimant(&mut drawn);

    let values: Vec<f64> = drawn.iter().flat_map(|row| row.values()).collect();
    let articles: BTreeSet<_> = drawn.iter().map(|row| &row.figure.article_id).collect();
    let title = match (
        values.iter().copied().min_by(f64::total_cmp),
        values.iter().copied().max_by(f64::total_cmp),
    ) {
        (Some(low), Some(high)) if low < high => format!(
            "{}: {}, between {} and {}",
            group.heading(),
            plural(drawn.len(), "figure"),
            number(low),
            number(high)
        ),
        (Some(only), _) => format!("{}: {}", group.heading(), number(only)),
        _ => format!("{}: no figure with a number", group.heading()),
    };
    let scale = Scale::of(&values, 0.0, 1.0);
    let mut lead = String::from(
        "Each row is one figure as one claimant gives it, with the day of publication; nothing is merged or summed. The background \
         changes with the claimant. Words on the right are the text's own.",
    );
    if scale.is_log() {
        lead.push_str(" Logarithmic scale: each labelled power of ten is ten times the one before.");
    }
    let policy = tables.vague.caption(drawn.iter().map(|row| row.figure));
    let counts = Counts {
        all: figures.len(),
        drawn: drawn.len(),
        open,
        articles: articles.len(),
        rest,
    };
    let caption = caption(group, &counts, &policy);
    let sheet = Sheet {
        title: &title,
        lead: &lead,
        caption: &caption,
    };
    let svg = if drawn.is_empty() {
        sheet.empty("No figure of this kind states a number.")?
    } else {
        sheet.draw(body_height(&drawn), |canvas, top| draw_rows(canvas, top, &drawn))?
    };
    let ids: BTreeSet<_> = drawn.iter().map(|row| &*row.figure.figure_id).collect();
    Ok(Picture {
        name: group.name(),
        data: data(tables, figures, &ids),
        svg,
        title,
        caption,
    })
}

/// How many figures a picture is about.
struct Counts {
    /// In the group.
    all: usize,
    drawn: usize,
    /// Without a number.
    open: usize,
    /// Articles of those drawn.
    articles: usize,
    /// In no group.
    rest: usize,
}

fn caption(group: &Group, counts: &Counts, policy: &str) -> String {
    let &Counts {
        all,
        drawn,
        open,
        articles,
        rest,
    } = counts;
    let older = drawn + open < all;
    let subject = match group {
        Group::Measure(measure) => format!("with the measure ‘{measure}’"),
        Group::Money(currency) => format!("in {currency}"),
        Group::Few => "of such measures".to_owned(),
    };
    let (all, from) = (plural(all, "figure"), plural(articles, "article"));
    let mut text = format!("n = {drawn} of {all} {subject}, from {from}");
    if older {
        text.push_str(", the most recently published");
    }
    if open > 0 {
        text.push_str(&format!("; {open} without a number left out"));
    }
    text.push_str(&format!(
        "; {policy}. Open ends have a fixed length that stands for no amount."
    ));
    if rest > 0 {
        text.push_str(&format!(
            " In no such picture: {rest} of all figures (other measures, rare currencies, percentages, lengths and the like)."
        ));
    }
    text
}

/// All figures of the group with what the picture shows of them.
fn data(tables: &Tables, figures: &[&FigureRow], drawn: &BTreeSet<&str>) -> String {
    let header = [
        Figure::figure_id,
        Figure::article_id,
        Figure::measure,
        Figure::text,
        Figure::value_low,
        Figure::value_high,
        Figure::value_point,
        Figure::bound,
        Figure::vague_term,
        "policy",
        "policy_version",
        Figure::currency,
        Figure::subject_text,
        Figure::combatant_status,
        Figure::claimant_text,
        Figure::polarity,
        Figure::modality,
        Figure::stance,
        Figure::as_of,
        "drawn",
    ];
    let rows = figures.iter().map(|figure| {
        use tidywire_codebook::Field;
        let [policy, version] = tables.vague.cells(figure);
        vec![
            figure.figure_id.value(),
            figure.article_id.value(),
            figure.measure.value(),
            figure.text.value(),
            figure.value_low.value(),
            figure.value_high.value(),
            figure.value_point.value(),
            figure.bound.value(),
            figure.vague_term.value(),
            policy,
            version,
            figure.currency.value(),
            figure.subject_text.value(),
            figure.combatant_status.value(),
            figure.claimant_text.value(),
            figure.polarity.value(),
            figure.modality.value(),
            figure.stance.value(),
            figure.as_of.value(),
            Value::Int(i64::from(drawn.contains(&*figure.figure_id))),
        ]
    });
    csv_text(&header, rows)
}
