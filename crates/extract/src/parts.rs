//! Parts of a figure: "492 people, including 35 children", "37 people, two of them children", "33 of 41".
//!
//! A part takes measure, claim and qualification of the whole, and names it as its parent.

use tidywire_codebook::{Measure, Role, UnitKind};
use tidywire_text::Label;

use crate::scene::Scene;
use crate::types::Figure;

/// Links parts to wholes within the figures of one sentence, which are in the order of the text.
pub(crate) fn link(scene: &Scene<'_, '_>, figures: &mut [Figure]) {
    for index in 1..figures.len() {
        let Some(kind) = part(scene, &figures[index]) else {
            continue;
        };
        let parent = match kind {
            Part::Of(whole) => figures
                .iter()
                .position(|figure| scene.tree.below(figure.token, whole) || figure.token == whole),
            Part::Listed => (0..index)
                .rev()
                .find(|&before| figures[before].role != Role::Part && figures[before].unit_kind == UnitKind::Count),
        };
        let Some(parent) = parent.filter(|&parent| parent != index) else {
            continue;
        };
        let whole = figures[parent].clone();
        let figure = &mut figures[index];
        figure.role = Role::Part;
        figure.parent = Some(parent);
        if figure.measure == Measure::Other {
            figure.measure = whole.measure;
            figure.measure_span = whole.measure_span;
            figure.agent.clone_from(&whole.agent);
            figure.qualification = whole.qualification;
        }
        if figure.claim.claimant.is_none() {
            figure.claim = whole.claim;
        }
    }
}

enum Part {
    /// "33 of 41", "12 of the 40 soldiers": the token of the whole.
    Of(usize),
    /// "including", "among them", "of them": the figure before.
    Listed,
}

fn part(scene: &Scene<'_, '_>, figure: &Figure) -> Option<Part> {
    let tree = scene.tree;
    let mut at = figure.token;
    for _ in 0..4 {
        let listed = match tree.label(at) {
            Label::Pobj => tree
                .head(at)
                .is_some_and(|head| matches!(tree.word(head), "including" | "include" | "among")),
            _ => false,
        };
        if listed {
            return Some(Part::Listed);
        }
        let of = tree
            .children(at)
            .iter()
            .copied()
            .find(|&child| tree.word(child) == "of");
        if let Some(object) = of.and_then(|of| tree.child(of, Label::Pobj)) {
            if matches!(tree.word(object), "them" | "whom" | "which" | "these" | "those") {
                return Some(Part::Listed);
            }
            if tree.token(object).tag == tidywire_text::Tag::Cd || !tree.with_label(object, &[Label::Nummod]).is_empty()
            {
                return Some(Part::Of(object));
            }
        }
        // "among them 81 Israelis": the phrase stands before the noun it introduces.
        if tree
            .with_label(at, &[Label::Prep])
            .iter()
            .any(|&prep| prep < at && tree.word(prep) == "among")
        {
            return Some(Part::Listed);
        }
        match tree.label(at) {
            Label::Nummod | Label::Quantmod | Label::Conj | Label::Compound | Label::Amod => at = tree.head(at)?,
            _ => return None,
        }
    }
    None
}
