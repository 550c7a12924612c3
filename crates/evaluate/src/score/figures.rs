//! Scores of figures.

use tidywire_codebook::{CodeList, Modality, Role, UnitKind};
use tidywire_extract::{Figure, Party};
use tidywire_text::Span;

use super::{Scorer, Scores};
use crate::align::align;
use crate::gold::GoldFigure;

impl Scorer<'_> {
    pub(super) fn figures(&self, scores: &mut Scores) {
        let gold: Vec<Span> = self
            .gold
            .figure
            .iter()
            .map(|figure| self.span(&figure.text, figure.nth))
            .collect();
        let found: Vec<Span> = self.found.figures.iter().map(|figure| figure.span).collect();
        let pairs = align(&found, &gold, &|_, _| true);
        let test = |check: &dyn Fn(&Figure, &GoldFigure) -> bool| {
            pairs
                .iter()
                .filter(|&&(left, right)| check(&self.found.figures[left], &self.gold.figure[right]))
                .count()
        };
        let value = |figure: &Figure, gold: &GoldFigure| {
            figure.value.bound == gold.bound
                && figure.value.low == gold.value_low
                && figure.value.high == gold.value_high
                && figure.value.point == gold.value_point
        };
        let measure = |figure: &Figure, gold: &GoldFigure| figure.measure == gold.measure;
        let unit = |figure: &Figure, gold: &GoldFigure| {
            figure.unit_kind == gold.unit_kind.unwrap_or(UnitKind::Count)
                && (gold.unit.is_none()
                    || gold.unit == figure.unit
                    || figure.currency.is_some() && figure.currency == gold.currency)
        };
        let country = |party: &Option<Party>| party.as_ref().and_then(|party| party.actor.country.clone());
        let (found_count, gold_count) = (found.len(), gold.len());
        scores.count("figure span", pairs.len(), found_count, gold_count);
        scores.count("figure value", test(&value), found_count, gold_count);
        scores.count(
            "figure value+measure",
            test(&|one, other| value(one, other) && measure(one, other)),
            found_count,
            gold_count,
        );
        scores.count(
            "figure value+measure+unit",
            test(&|one, other| value(one, other) && measure(one, other) && unit(one, other)),
            found_count,
            gold_count,
        );
        let matched = pairs.len();
        scores.count(
            "of matched figures: modality",
            test(&|one, other| one.qualification.modality == other.modality.unwrap_or(Modality::Asserted)),
            matched,
            matched,
        );
        scores.count(
            "of matched figures: claimant",
            test(&|one, other| self.same_words(one.claim.claimant.as_ref(), other.claimant_text.as_deref())),
            matched,
            matched,
        );
        scores.count(
            "of matched figures: subject country",
            test(&|one, other| country(&one.subject) == other.subject_country),
            matched,
            matched,
        );
        scores.count(
            "of matched figures: role",
            test(&|one, other| one.role == other.role.unwrap_or(Role::Level)),
            matched,
            matched,
        );
        for &(left, right) in &pairs {
            let (one, other) = (&self.found.figures[left], &self.gold.figure[right]);
            if country(&one.subject) != other.subject_country {
                let (wanted, found) = (&other.subject_country, country(&one.subject));
                let words = one.subject.as_ref().map_or("-", |party| party.span.of(self.text));
                let detail = format!("\"{}\" of \"{words}\": wanted {wanted:?}, found {found:?}", other.text);
                scores.misses.push(self.miss("country", "wrong", one.span, detail));
            }
            if !value(one, other) || !measure(one, other) || !unit(one, other) {
                let detail = format!(
                    "\"{}\": wanted {} {:?}..{:?} {} {:?}, found {} {:?}..{:?} {} {:?} ({})",
                    other.text,
                    other.measure.code(),
                    other.value_low,
                    other.value_high,
                    other.bound.code(),
                    other.unit,
                    one.measure.code(),
                    one.value.low,
                    one.value.high,
                    one.value.bound.code(),
                    one.unit,
                    one.rule
                );
                scores.misses.push(self.miss("figure", "wrong", one.span, detail));
            }
        }
        self.left_over(
            "figure",
            &found,
            &gold,
            &pairs,
            scores,
            &|index| self.found.figures[index].rule.clone(),
            &|index| {
                format!(
                    "{} {}",
                    self.gold.figure[index].measure.code(),
                    self.gold.figure[index].bound.code()
                )
            },
        );
    }
}
