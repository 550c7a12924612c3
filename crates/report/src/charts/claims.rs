//! Who claims losses of whom: the claimant's side by the side that is counted.
//!
//! It counts figures, not people or things: it adds up no values, and does not weigh one claimant against another.
//! A denied figure is one figure, told apart in its cell. Sides have the names that parties have in the other charts;
//! claimants whom the lexicon does not know share one line, because two "health ministries" need not be one.
//!
//! Invariant: every figure with one of the measures is in one cell, and what the text does not say has a line of its own.

use anyhow::Result;
use tidywire_codebook::{CodeList, Measure, Modality, Polarity, Stance, UnitKind};

use super::Picture;
use super::matrix::{Cell, Matrix};
use super::parties::{Counts, NOT_STATED, OTHERS, Pairs, Parties, Side, data, sum};
use crate::data::Tables;
use crate::draw::{Anchor, Canvas, INK, MARGIN, MUTED, Shade, Sheet, VERMILLION, width};
use crate::rows::FigureRow;

/// Parties on a side; the others share a row or a column.
const MOST: usize = 10;
const LEGEND: f64 = 34.0;
const SMALL: f64 = 12.0;

/// Losses in people and equipment, and what both sides report of weapons.
const MEASURES: [Measure; 12] = [
    Measure::Killed,
    Measure::Wounded,
    Measure::Casualties,
    Measure::Missing,
    Measure::Captured,
    Measure::Detained,
    Measure::Abducted,
    Measure::Launched,
    Measure::Intercepted,
    Measure::Destroyed,
    Measure::Damaged,
    Measure::Lost,
];

/// Claimants that the lexicon does not know.
const OTHER_SOURCES: &str = "other named sources";
/// Hearsay of nobody in particular.
const NOBODY: &str = "sources not named";
const ARTICLE: &str = "the article itself";

/// How a figure stands to its claimant. The order is that of the columns of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Asserted,
    Confirmed,
    Unverified,
    Denied,
}

const STANDINGS: [(Standing, &str, &str); 4] = [
    (Standing::Asserted, "asserted", ""),
    (Standing::Confirmed, "confirmed", "+"),
    (Standing::Unverified, "unverified", "?"),
    (Standing::Denied, "denied", "×"),
];

impl Standing {
    fn of(figure: &FigureRow) -> Self {
        match (figure.stance, figure.polarity) {
            (Stance::Denies, _) | (_, Polarity::Negated) => Self::Denied,
            (Stance::Unverified, _) => Self::Unverified,
            (Stance::Confirms, _) => Self::Confirmed,
            (Stance::Asserts, _) => Self::Asserted,
        }
    }

    /// Denials stand out; what is confirmed or open does not.
    fn color(self) -> Shade {
        if self == Self::Denied { VERMILLION } else { INK }
    }
}

/// Whose claim a figure is.
fn claimant(parties: &Parties<'_>, figure: &FigureRow) -> String {
    let name = parties.name(Side {
        actor_id: figure.claimant_actor_id.as_deref(),
        country: figure.claimant_country.as_deref(),
        sector: None,
        named: figure.claimant_text.is_some(),
    });
    match name.as_str() {
        OTHERS => OTHER_SOURCES.to_owned(),
        NOT_STATED if figure.modality == Modality::Hearsay || figure.claim_verb.is_some() => NOBODY.to_owned(),
        NOT_STATED => ARTICLE.to_owned(),
        _ => name,
    }
}

/// Draws the picture.
pub(crate) fn draw(tables: &Tables) -> Result<Vec<Picture>> {
    let parties = Parties::of(tables);
    // By standing.
    let mut pairs = Pairs::new();
    let counted = |figure: &&FigureRow| figure.unit_kind == UnitKind::Count && MEASURES.contains(&figure.measure);
    for figure in tables.figures.iter().filter(counted) {
        let subject = parties.name(Side {
            actor_id: figure.subject_actor_id.as_deref(),
            country: figure.subject_country.as_deref(),
            sector: None,
            named: figure.subject_text.is_some(),
        });
        let standing = Standing::of(figure) as usize;
        pairs.entry((claimant(&parties, figure), subject)).or_default()[standing] += 1;
    }
    let (title, caption) = (title(&pairs), caption(tables, &pairs));
    let sheet = Sheet {
        title: &title,
        lead: "Rows say how many of the columns were killed, captured or lost, or what they launched. The number counts figures, \
               not people or things; below it, how many of them are not plainly asserted.",
        caption: &caption,
    };
    let svg = if pairs.is_empty() {
        sheet.empty("The data set holds no figures of losses.")?
    } else {
        let special: [&[&str]; 2] = [&[OTHER_SOURCES, NOBODY, ARTICLE], &[OTHERS, NOT_STATED]];
        let matrix = Matrix::of(&pairs, MOST, special, "all claimants");
        sheet.draw(LEGEND + matrix.height(), |canvas, top| {
            legend(canvas, top);
            matrix.draw(canvas, top + LEGEND, standings);
        })?
    };
    Ok(vec![Picture {
        name: "claims-about-losses".to_owned(),
        data: data(
            &pairs,
            ["claimant", "subject", "figures"],
            STANDINGS.map(|(_, words, _)| words),
        ),
        svg,
        title,
        caption,
    }])
}

fn title(pairs: &Pairs) -> String {
    let stated = |(claimant, subject): &(String, String)| {
        ![OTHER_SOURCES, NOBODY, ARTICLE].contains(&claimant.as_str())
            && ![OTHERS, NOT_STATED].contains(&subject.as_str())
    };
    let named = || pairs.iter().filter(|(pair, _)| stated(pair));
    let all: usize = named().map(|(_, counts)| sum(counts)).sum();
    // The reverse order and the last of the largest: of equals the first by name.
    match named().rev().max_by_key(|(_, counts)| sum(counts)) {
        Some(((claimant, subject), counts)) if claimant == subject => format!(
            "Claims about losses: most by {claimant} about its own, {} of {all} that name both sides",
            sum(counts)
        ),
        Some(((claimant, subject), counts)) => format!(
            "Claims about losses: most by {claimant} about {subject}, {} of {all} that name both sides",
            sum(counts)
        ),
        None => "No figure of losses names both its claimant and whom it is about".to_owned(),
    }
}

fn caption(tables: &Tables, pairs: &Pairs) -> String {
    let all: usize = pairs.values().map(sum).sum();
    let of = |names: &dyn Fn(&str, &str) -> bool| -> usize {
        let found = pairs.iter().filter(|((claimant, subject), _)| names(claimant, subject));
        found.map(|(_, counts)| sum(counts)).sum()
    };
    let measures: Vec<_> = MEASURES.iter().map(|measure| measure.code()).collect();
    format!(
        "n = {all} of {} figures: counts with the measures {}. {} without a claimant (“{ARTICLE}”), {} as hearsay of nobody in \
         particular, {} of claimants outside the lexicon; {} about others than the lexicon knows, {} do not say about \
         whom. Denied includes what is said not to be so. Countries include their governments, forces and people; \
         armed groups and organisations stand alone; up to {MOST} a side, the rest with the others.",
        tables.figures.len(),
        measures.join(", "),
        of(&|claimant, _| claimant == ARTICLE),
        of(&|claimant, _| claimant == NOBODY),
        of(&|claimant, _| claimant == OTHER_SOURCES),
        of(&|_, subject| subject == OTHERS),
        of(&|_, subject| subject == NOT_STATED),
    )
}

fn legend(canvas: &mut Canvas<'_>, top: f64) {
    let mut x = MARGIN;
    for (standing, words, sign) in STANDINGS.into_iter().filter(|(_, _, sign)| !sign.is_empty()) {
        let label = format!("{sign}2");
        canvas.text(&label, (x, top + 10.0), 13.0, true, standing.color(), Anchor::Start);
        x += width(&label, 13.0, true) + 6.0;
        let says = format!("of them two {words}");
        canvas.text(&says, (x, top + 10.0), 13.0, false, MUTED, Anchor::Start);
        x += width(&says, 13.0, false) + 28.0;
    }
}

/// Of the figures of a cell, those that are not plainly asserted.
fn standings(canvas: &mut Canvas<'_>, cell: Cell, counts: &Counts) {
    let shown: Vec<_> = STANDINGS
        .into_iter()
        .filter(|&(standing, _, sign)| !sign.is_empty() && counts[standing as usize] > 0)
        .map(|(standing, _, sign)| (standing, format!("{sign}{}", counts[standing as usize])))
        .collect();
    let room = (cell.right - cell.left) / shown.len().max(1) as f64;
    for (index, (standing, label)) in shown.iter().enumerate() {
        let at = (cell.left + room * (index as f64 + 0.5), cell.bottom - 9.0);
        canvas.text(label, at, SMALL, true, standing.color(), Anchor::Middle);
    }
}
