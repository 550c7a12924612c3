//! What a number counts by its place in the sentence: noun, unit, combatant status.
//!
//! The measure is not decided here (`measures`). Invariant: the noun is never a token of the number itself.

use tidywire_codebook::{CombatantStatus, Measure, UnitKind};
use tidywire_lexicon::Measured;
use tidywire_text::{Label, Pos};

use crate::numbers::Number;
use crate::scene::Scene;

/// Where a number hangs in the tree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counted {
    /// The token of the number, with unit and currency word, that its phrase hangs on.
    pub(crate) token: usize,
    /// The noun it counts, if one is there.
    pub(crate) noun: Option<usize>,
    /// "33 of 41": the number behind "of" holds the whole, not what the verb says.
    pub(crate) whole: bool,
}

impl Counted {
    pub(crate) fn new(scene: &Scene<'_, '_>, number: &Number) -> Self {
        let tree = scene.tree;
        let tokens = number.first..number.tail.max(number.end);
        let token = tokens
            .clone()
            .find(|&token| tree.head(token).is_none_or(|head| !tokens.contains(&head)))
            .unwrap_or(number.first);
        let whole = number.first >= 2
            && ["of", "the", "some", "about", "its", "their", "those"].contains(&tree.word(number.first - 1))
            && (1..=3).any(|back| {
                number.first > back
                    && tree.word(number.first - back) == "of"
                    && (tree.tag(number.first - back - 1) == tidywire_text::Tag::Cd
                        || matches!(
                            tree.word(number.first - back - 1),
                            "none"
                                | "some"
                                | "most"
                                | "many"
                                | "half"
                                | "any"
                                | "few"
                                | "several"
                                | "third"
                                | "quarter"
                        ))
            });
        let noun = above(scene, number, token)
            // "one in four vehicles": the noun hangs on the second number.
            .or_else(|| {
                tokens
                    .clone()
                    .filter(|_| number.fraction)
                    .find_map(|part| above(scene, number, part))
            })
            .or_else(|| behind_of(scene, number, tokens.clone()))
            .or_else(|| right_of(scene, number, token));
        Self { token, noun, whole }
    }
}

/// The noun that the number modifies.
fn above(scene: &Scene<'_, '_>, number: &Number, token: usize) -> Option<usize> {
    let tree = scene.tree;
    if !matches!(
        tree.label(token),
        Label::Nummod
            | Label::Amod
            | Label::Quantmod
            | Label::Compound
            | Label::Det
            | Label::Nmod
            | Label::Npadvmod
            | Label::Poss
    ) {
        return None;
    }
    let mut head = tree.head(token);
    // Chains such as "up to 100,000 | soldiers", "33 of 41 | drones": the first head that is no number.
    for _ in 0..4 {
        match head {
            Some(at)
                if (number.first..number.end).contains(&at)
                    || tree.label(at) == Label::Quantmod
                    || tree.pos(at) == Pos::Num =>
            {
                head = tree.head(at);
            }
            _ => break,
        }
    }
    // "one Israeli was killed": a demonym that is tagged as an adjective.
    // And an agent noun that is tagged as a verb ("leaves 28 inmates dead").
    let people = |noun: usize| {
        scene.mentions.iter().any(|mention| mention.head == noun) || scene.knowledge.is_people(&tree.lemma(noun))
    };
    let day = |noun: usize| matches!(tree.word(noun), "yesterday" | "today" | "tomorrow" | "tonight");
    let noun =
        head.filter(|&noun| (tree.is_noun(noun) || people(noun)) && noun > token && noun >= number.end && !day(noun))?;
    // "two metro trains collide": a plural that is taken for a verb, before the verb.
    let next = noun + 1;
    let plural = number.value.low.is_some_and(|low| low > 1.0)
        && tree.tag(noun) == tidywire_text::Tag::Nn
        && next + 1 < tree.len()
        && tree.tag(next) == tidywire_text::Tag::Vbz
        && tree.word(next).ends_with('s')
        && (tree.is_verb(next + 1) || tree.pos(next + 1) == Pos::Aux);
    // "30 million healthcare and frontline workers": the noun that is in the plural.
    let many = number.value.low.or(number.value.point).is_some_and(|low| low > 1.0);
    let last = tree
        .conjuncts(noun)
        .into_iter()
        .find(|&other| other > noun && tree.tag(other) == tidywire_text::Tag::Nns)
        .filter(|&other| {
            many && tree.tag(noun) == tidywire_text::Tag::Nn
                && other - noun <= 4
                && tree.child(other, Label::Nummod).is_none()
                && tree.child(other, Label::Det).is_none()
                && number.unit.is_none()
                && number.currency.is_none()
        });
    Some(if plural { next } else { last.unwrap_or(noun) })
}

/// "on Monday 90 Palestinian prisoners": where the parser hangs the number on the word before it, the next plural noun.
fn right_of(scene: &Scene<'_, '_>, number: &Number, token: usize) -> Option<usize> {
    let tree = scene.tree;
    // Also where it takes the words between for a verb ("175 demining engineers", "the four hardest hit nations").
    let astray = tree.label(token) == Label::Nummod || number.end < tree.len() && tree.word(number.end) == "more";
    if !astray || number.unit.is_some() || number.currency.is_some() {
        return None;
    }
    (number.end..tree.len().min(number.end + 4))
        .take_while(|&at| {
            matches!(tree.pos(at), Pos::Adj | Pos::Noun | Pos::Propn)
                || matches!(tree.tag(at), tidywire_text::Tag::Vbn | tidywire_text::Tag::Vbg)
        })
        .find(|&at| tree.tag(at) == tidywire_text::Tag::Nns)
        .filter(|&noun| tree.child(noun, Label::Nummod).is_none())
}

/// "hundreds of soldiers", "12 of the soldiers", "40 tonnes of explosives", "1.2m of them children".
fn behind_of(scene: &Scene<'_, '_>, number: &Number, tokens: std::ops::Range<usize>) -> Option<usize> {
    let tree = scene.tree;
    let noun = tokens.clone().find_map(|part| {
        let of = tree
            .children(part)
            .iter()
            .copied()
            .find(|&child| tree.word(child) == "of" && child >= number.end)?;
        tree.child(of, Label::Pobj)
    })?;
    if !scene.stands_for(noun) {
        return Some(noun);
    }
    let next = noun + 1;
    (next < tree.len() && tree.is_noun(next)).then(|| {
        // "of them foreign nationals": the head of the phrase.
        tree.head(next)
            .filter(|&head| {
                head > next && tree.is_noun(head) && matches!(tree.label(next), Label::Compound | Label::Amod)
            })
            .unwrap_or(next)
    })
}

impl Scene<'_, '_> {
    /// "a family of four", "a crew of 25": the group behind whose "of" the number stands.
    pub(crate) fn group_over(&self, number: usize) -> Option<usize> {
        let tree = self.tree;
        let of = tree
            .head(number)
            .filter(|&of| tree.word(of) == "of" && tree.label(number) == Label::Pobj)?;
        tree.head(of)
            .filter(|&group| self.knowledge.groups.contains_key(tree.lemma(group).as_str()))
    }

    /// A pronoun for what was counted before ("of them", "of whom").
    pub(crate) fn stands_for(&self, token: usize) -> bool {
        matches!(
            self.tree.word(token),
            "them" | "whom" | "which" | "these" | "those" | "it"
        )
    }
}

/// Kind of unit, unit and currency of a number.
pub(crate) fn unit(
    scene: &Scene<'_, '_>,
    number: &Number,
    noun: Option<usize>,
) -> (UnitKind, Option<String>, Option<String>) {
    let lexicon = scene.knowledge.lexicon;
    if let Some(index) = number.currency {
        let money = &lexicon.currencies[index];
        let unit = money.name.clone().or_else(|| money.code.clone());
        return (UnitKind::Currency, unit, money.code.clone());
    }
    // "30 nautical miles", "5 more kilometres": words may stand between number and unit.
    let measured = number.unit.or_else(|| {
        let lemma = scene.tree.lemma(noun?);
        let index = *scene.knowledge.units.get(lemma.as_str())?;
        (!lexicon.units[index].symbol).then_some(index)
    });
    if let Some(index) = measured {
        let unit = &lexicon.units[index];
        return (unit.kind, Some(unit.name.clone()), None);
    }
    let kind = if number.fraction {
        UnitKind::Fraction
    } else {
        UnitKind::Count
    };
    (kind, noun.map(|noun| unit_lemma(scene, noun)), None)
}

/// Lemma of the noun counted; several words where an agent noun has several ("aid worker"), "person" for people.
pub(crate) fn unit_lemma(scene: &Scene<'_, '_>, noun: usize) -> String {
    let lemma = scene.tree.lemma(noun);
    // "ten of the dead": people, by what happened to them.
    let fate = scene.knowledge.measured.get(lemma.as_str()).is_some_and(|list| {
        list.iter().any(|&index| {
            let entry = &scene.knowledge.lexicon.measured[index];
            entry.trigger == lemma && counts_people(entry) && scene.tree.pos(noun) == tidywire_text::Pos::Adj
        })
    });
    if matches!(
        lemma.as_str(),
        "people" | "other" | "dead" | "wounded" | "injured" | "killed"
    ) || fate
    {
        return "person".to_owned();
    }
    // "27 Americans": names keep their capital and lose the plural.
    if scene.tree.is_name(noun) || scene.tree.surface(noun).starts_with(char::is_uppercase) && noun > 0 {
        let surface = scene.tree.surface(noun);
        return surface.strip_suffix('s').unwrap_or(surface).to_owned();
    }
    lemma
}

/// Combatants or civilians, from who is counted, else from the measure's noun.
pub(crate) fn status(scene: &Scene<'_, '_>, subject: Option<usize>, entry: Option<&Measured>) -> CombatantStatus {
    let mention = subject.and_then(|node| scene.mentions.iter().find(|mention| mention.head == node));
    mention
        .and_then(|mention| mention.status)
        .or_else(|| entry.and_then(|entry| entry.status))
        .unwrap_or(CombatantStatus::Unknown)
}

/// Measures whose number without a noun counts persons.
pub(crate) fn counts_people(entry: &Measured) -> bool {
    entry.people || entry.measure != Measure::Deployed && tells_of_people(entry.measure)
}

/// Measures of people. Also equipment is deployed, but mostly people are.
pub(crate) fn tells_of_people(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::Killed
            | Measure::Wounded
            | Measure::Casualties
            | Measure::Missing
            | Measure::Captured
            | Measure::Detained
            | Measure::Abducted
            | Measure::Displaced
            | Measure::Protesting
            | Measure::Recruited
            | Measure::Deployed
    )
}
