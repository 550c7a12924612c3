//! Figures without a numeral: stated zeros ("no casualties", "not a single aircraft", "nobody was hurt") and single
//! victims and things ("a soldier was killed", "his wife was wounded", "the couple died").
//!
//! A noun alone counts nothing: only a word of measure over it does. Invariant: the span is the word that stands for
//! the number.

use tidywire_codebook::{Measure, Polarity, UnitKind};
use tidywire_text::{Label, Tag};

use crate::counted::counts_people;
use crate::figures::{Around, figure};
use crate::numbers::Number;
use crate::scene::Scene;
use crate::types::{Figure, Value};

/// All of one sentence.
pub(crate) fn find(scene: &Scene<'_, '_>, around: &Around<'_>) -> Vec<Figure> {
    (0..scene.tree.len())
        .filter_map(|token| zero(scene, token, around).or_else(|| single(scene, token, around)))
        .collect()
}

/// A stated zero that begins at the token.
fn zero(scene: &Scene<'_, '_>, token: usize, around: &Around<'_>) -> Option<Figure> {
    let tree = scene.tree;
    let next = |ahead: usize| {
        if token + ahead < tree.len() {
            tree.word(token + ahead)
        } else {
            ""
        }
    };
    let (end, counted) = match tree.word(token) {
        "no" if tree.label(token) == Label::Det => match tree.head(token)? {
            // "no one was hurt".
            noun if tree.word(noun) == "one" => (noun + 1, noun),
            noun => (token + 1, noun),
        },
        "nobody" | "none" | "neither" if tree.label(token) != Label::Det && tree.label(token) != Label::Preconj => {
            (token + 1, token)
        }
        "not" if matches!(next(1), "a" | "one" | "any") => {
            let end = token + 2 + usize::from(next(1) == "a" && matches!(next(2), "single" | "sole"));
            if next(1) == "a" && end == token + 2 {
                return None;
            }
            let head = tree.head(token + 1).filter(|&head| tree.is_noun(head) && head > token);
            (end, head.unwrap_or(token + 1))
        }
        // "neither side lost a single aircraft".
        "a" if matches!(next(1), "single" | "sole") && negated(scene, token) => (token + 2, tree.head(token)?),
        _ => return None,
    };
    let span = tree.span(token, end - 1);
    let number = Number::bare(tree, token, end, span, Value::exactly(0.0), "code/implied#stated_zero");
    let of = tree
        .children(counted)
        .iter()
        .copied()
        .find(|&child| tree.word(child) == "of")
        .and_then(|of| tree.child(of, Label::Pobj));
    // "not one of the hostages", "none of the crew": what stands behind "of" is counted.
    // "nobody" may be tagged as a noun.
    let named = tree.is_noun(counted) && !matches!(tree.word(counted), "nobody" | "none" | "neither" | "one");
    let noun = if named { Some(counted) } else { of };
    let outer = if named { token } else { counted };
    let reading = scene.measure(&number, outer, noun, None)?;
    let entry = reading.entry;
    let mut found = figure(scene, &number, Some((outer, noun)), around)?;
    found.qualification.polarity = Polarity::Affirmed;
    if (reading.trigger == counted || noun.is_none()) && counts_people(entry) {
        found.unit = Some("person".to_owned());
    }
    found.rule = format!("{}+stated_zero", entry.rule);
    Some(found)
}

/// A negated clause: "neither", "never", "not" over the verb.
fn negated(scene: &Scene<'_, '_>, token: usize) -> bool {
    let tree = scene.tree;
    let clause = scene.clause(token);
    let subject = tree.subject(clause);
    let no = |index: usize| matches!(tree.word(index), "no" | "neither" | "nobody" | "none");
    tree.children(clause)
        .iter()
        .any(|&child| tree.label(child) == Label::Neg || matches!(tree.word(child), "without" | "never"))
        || subject.is_some_and(|subject| no(subject) || tree.children(subject).iter().any(|&child| no(child)))
}

/// One victim or thing, or a pair, that the sentence implies.
fn single(scene: &Scene<'_, '_>, token: usize, around: &Around<'_>) -> Option<Figure> {
    let tree = scene.tree;
    let noun = match tree.label(token) {
        Label::Det if matches!(tree.word(token), "a" | "an" | "another") => tree.head(token)?,
        Label::Poss if tree.tag(token) == Tag::PrpPoss => tree.head(token)?,
        Label::Det if tree.word(token) == "the" => tree.head(token)?,
        _ => return None,
    };
    if !matches!(tree.tag(noun), Tag::Nn | Tag::Nnp) || noun < token {
        return None;
    }
    // "captured Adan, a town in the south": the name is what was captured.
    if tree.label(noun) == Label::Appos && tree.head(noun).is_some_and(|head| tree.is_name(head)) {
        return None;
    }
    let lemma = tree.lemma(noun);
    let pair = scene.knowledge.groups.get(lemma.as_str()).copied();
    let definite = matches!(tree.word(token), "the") || tree.label(token) == Label::Poss;
    let value = match pair {
        Some(0.0) => return None,
        Some(value) => value,
        // "his wife" is one person; "the soldier" may have been counted before.
        None if definite => {
            let kin = tree.label(token) == Label::Poss && scene.knowledge.kin.contains(lemma.as_str());
            kin.then_some(1.0)?
        }
        None => 1.0,
    };
    let numbered = tree.children(noun).iter().any(|&child| {
        matches!(tree.label(child), Label::Nummod | Label::Quantmod) || tree.tag(child) == Tag::Cd && child < noun
    });
    // "a nurse and a technician": whoever stands beside somebody known is somebody.
    let chain = tree.conjuncts(tree.chain_head(noun));
    let mention = scene
        .mentions
        .iter()
        .find(|mention| mention.head == noun || chain.contains(&noun) && chain.contains(&mention.head));
    let thing = scene.knowledge.target_nouns.contains(lemma.as_str());
    if numbered || mention.is_none() && !thing && pair.is_none() && !scene.knowledge.kin.contains(lemma.as_str()) {
        return None;
    }
    if around
        .figures
        .iter()
        .any(|known| known.span.contains(tree.token(token).span))
    {
        return None;
    }
    // "the couple": the noun says how many.
    let span = if pair.is_some() {
        tree.span(token, noun)
    } else {
        tree.token(token).span
    };
    let number = Number::bare(
        tree,
        token,
        token + 1,
        span,
        Value::exactly(value),
        "code/implied#single",
    );
    let mut found = figure(scene, &number, Some((token, Some(noun))), around)?;
    let counts = matches!(
        found.measure,
        Measure::Killed
            | Measure::Wounded
            | Measure::Casualties
            | Measure::Missing
            | Measure::Captured
            | Measure::Detained
            | Measure::Abducted
            | Measure::Intercepted
            | Measure::Destroyed
            | Measure::Damaged
    );
    // What the noun itself names ("a casualty") is a word, not a count; a verb or participle must say it.
    let said = found
        .measure_span
        .is_some_and(|span| !span.overlaps(tree.token(noun).span));
    // A centre is bombed, not killed.
    let somebody = mention.is_some() || pair.is_some() || scene.knowledge.kin.contains(lemma.as_str());
    let living = !matches!(
        found.measure,
        Measure::Intercepted | Measure::Destroyed | Measure::Damaged | Measure::Captured
    );
    if living && !somebody {
        return None;
    }
    if !counts || !said || found.qualification.polarity == Polarity::Negated || found.unit_kind != UnitKind::Count {
        return None;
    }
    if pair.is_some() {
        found.unit = Some("person".to_owned());
    }
    if tree.word(token) == "another" {
        found.role = tidywire_codebook::Role::Increment;
    }
    found.rule = format!("{}+implied", found.rule);
    Some(found)
}
