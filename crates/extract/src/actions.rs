//! Actions: triggers of the lexicon, with source and target where their frame says.

use tidywire_lexicon::{Construction, Needs, Path, Step, Verb, Voice, WordClass};
use tidywire_text::Label;

use crate::scene::Scene;
use crate::types::{Action, Party};

/// Finds the actions of one sentence; `events` counts the events of the document.
pub(crate) fn find(scene: &Scene<'_, '_>, events: &mut usize) -> Vec<Action> {
    let mut found: Vec<Action> = Vec::new();
    for token in 0..scene.tree.len() {
        let class = match () {
            () if scene.tree.is_verb(token) => WordClass::Verb,
            () if scene.tree.is_noun(token) => WordClass::Noun,
            () => continue,
        };
        if class == WordClass::Noun && scene.in_name(token) || scene.tree.label(token) == Label::Aux {
            continue;
        }
        let lemma = scene.tree.lemma(token);
        let word = scene.tree.word(token).to_owned();
        let by_word = scene.knowledge.triggers_of(&word, class).filter(|_| word != lemma);
        let mut entries: Vec<&Verb> = scene
            .knowledge
            .triggers_of(&lemma, class)
            .chain(by_word)
            .map(|index| &scene.knowledge.lexicon.verbs[index])
            .filter(|entry| scene.has_rest(token, &entry.lemma, class))
            .collect();
        // Longer phrases and entries that ask for company are the better readings.
        entries.sort_by_key(|entry| {
            (
                std::cmp::Reverse(entry.lemma.matches([' ', '-']).count()),
                entry.with.is_empty(),
            )
        });
        for entry in entries {
            let rows = rows(scene, token, entry, *events);
            if !rows.is_empty() {
                *events += 1;
                found.extend(rows);
                break;
            }
        }
    }
    drop_echoes(scene, found)
}

fn rows(scene: &Scene<'_, '_>, token: usize, entry: &Verb, event: usize) -> Vec<Action> {
    let company = if entry.with.is_empty() && entry.without.is_empty() {
        Vec::new()
    } else {
        scene.company(token)
    };
    if !entry.with.is_empty() && !entry.with.iter().any(|lemma| company.contains(lemma))
        || entry.without.iter().any(|lemma| company.contains(lemma))
    {
        return Vec::new();
    }
    let frame = &scene.knowledge.lexicon.frames[entry.frame.get_ref()];
    let passive = entry.class == WordClass::Verb && scene.tree.is_passive(token);
    let construction = frame.constructions.iter().find(|construction| {
        construction.class == entry.class
            && match construction.voice {
                Voice::Any => true,
                Voice::Active => !passive,
                Voice::Passive => passive,
            }
    });
    let Some(construction) = construction else {
        return Vec::new();
    };
    let source = node(scene, token, entry, &construction.source);
    let target = node(scene, token, entry, &construction.target).filter(|&target| Some(target) != source);
    if scene.tree.label(token) == Label::Compound && target.is_none() {
        return Vec::new();
    }
    // "The shootings killed 39 people": an event is no source.
    let source = source.filter(|&node| !is_event(scene, node));
    let sources = source.map(|node| scene.parties(node)).unwrap_or_default();
    let mutual = target.is_some_and(|node| is_mutual(scene, node));
    let targets = target
        .filter(|_| !mutual)
        .map(|node| scene.parties(node))
        .unwrap_or_default();
    pairs(construction.reciprocal || mutual, sources, targets)
        .into_iter()
        .filter(|(source, target)| suffices(scene, entry.needs, source.as_ref(), target.as_ref()))
        .map(|(source, target)| action(scene, token, entry, construction, event, source, target))
        .collect()
}

fn node(scene: &Scene<'_, '_>, token: usize, entry: &Verb, paths: &[Path]) -> Option<usize> {
    let context = scene.context(&entry.prep);
    let compound = scene.tree.label(token) == Label::Compound;
    let hits: Vec<usize> = paths
        .iter()
        .filter(|path| {
            !compound
                || matches!(path.0.first(), Some(Step::Head(..)))
                || path.0 == [Step::Named("light_subject".to_owned())]
        })
        .filter_map(|path| {
            scene
                .tree
                .walk(token, path, &context)
                .filter(|&node| node != token && !scene.is_time(node))
        })
        .collect();
    // The first path that leads to somebody known; else the first that leads anywhere ("severed ties with Israel").
    hits.iter()
        .copied()
        .find(|&node| scene.parties(node).iter().any(Party::is_known))
        .or(hits.first().copied())
}

type Pair = (Option<Party>, Option<Party>);

/// True for an event noun of the lexicon that no actor's name covers.
fn is_event(scene: &Scene<'_, '_>, node: usize) -> bool {
    let lemma = scene.tree.lemma(node);
    scene.tree.is_noun(node)
        && !scene.parties(node).iter().any(Party::is_actor)
        && scene.knowledge.triggers_of(&lemma, WordClass::Noun).next().is_some()
}

/// "each other", "one another".
fn is_mutual(scene: &Scene<'_, '_>, node: usize) -> bool {
    node > 0
        && matches!(
            (scene.tree.word(node - 1), scene.tree.word(node)),
            ("each", "other") | ("one", "another")
        )
}

fn pairs(reciprocal: bool, sources: Vec<Party>, targets: Vec<Party>) -> Vec<Pair> {
    let mut list = Vec::new();
    if reciprocal {
        // "Russia discussed the Saudi attacks": the other side of a meeting is somebody, not something.
        let targets: Vec<Party> = targets.into_iter().filter(Party::is_actor).collect();
        // "X and Y met": they act on each other.
        let (left, right) = if targets.is_empty() && sources.len() > 1 {
            (sources.clone(), sources)
        } else {
            (sources, targets)
        };
        for one in &left {
            for other in &right {
                if one.span != other.span && !list.contains(&(Some(one.clone()), Some(other.clone()))) {
                    list.push((Some(one.clone()), Some(other.clone())));
                    list.push((Some(other.clone()), Some(one.clone())));
                }
            }
        }
        if list.is_empty() {
            list.extend(left.into_iter().map(|party| (Some(party), None)));
        }
        let mut unique: Vec<Pair> = Vec::new();
        for pair in list {
            if !unique.contains(&pair) {
                unique.push(pair);
            }
        }
        return unique;
    }
    let sources: Vec<Option<Party>> = if sources.is_empty() {
        vec![None]
    } else {
        sources.into_iter().map(Some).collect()
    };
    let targets: Vec<Option<Party>> = if targets.is_empty() {
        vec![None]
    } else {
        targets.into_iter().map(Some).collect()
    };
    for source in &sources {
        for target in &targets {
            list.push((source.clone(), target.clone()));
        }
    }
    list
}

fn suffices(scene: &Scene<'_, '_>, needs: Needs, source: Option<&Party>, target: Option<&Party>) -> bool {
    // Blasts, strikes and storms hit things too: a thing is a target only for somebody known or for nobody named.
    let nameless = source.is_none_or(Party::is_known);
    let source = source.is_some_and(Party::is_known);
    let target = target.is_some_and(|target| target.is_known() || nameless && scene.is_hittable(target));
    match needs {
        Needs::Either => source || target,
        Needs::Source => source,
        Needs::Target => target,
        Needs::Both => source && target,
    }
}

fn action(
    scene: &Scene<'_, '_>,
    token: usize,
    entry: &Verb,
    construction: &Construction,
    event: usize,
    source: Option<Party>,
    target: Option<Party>,
) -> Action {
    let qualification = scene.qualification(token);
    Action {
        sentence: scene.index,
        span: scene.tree.token(token).span,
        lemma: entry.lemma.clone(),
        event,
        event_type: entry.event_type.unwrap_or_default(),
        mode: entry.mode.as_ref().map(|mode| mode.get_ref().clone()),
        source,
        target,
        time_frame: scene.time_frame(token, &qualification),
        qualification,
        claim: scene.claim(token),
        when: scene.when(token),
        place: scene.place(token),
        rule: format!("{}+{}", entry.rule, construction.name),
        token,
    }
}

/// "commitment to supporting Ukraine" is one event: of two triggers of one type, source and target, of which one
/// stands below the other without a clause of its own between, the upper stays.
fn drop_echoes(scene: &Scene<'_, '_>, actions: Vec<Action>) -> Vec<Action> {
    let span = |party: &Option<Party>| party.as_ref().map(|party| party.span);
    let echo = |one: &Action| {
        actions.iter().any(|other| {
            other.token != one.token
                && other.event_type == one.event_type
                && span(&other.target) == span(&one.target)
                && (span(&other.source) == span(&one.source) || one.source.is_none())
                && scene.tree.below(one.token, other.token)
        })
    };
    let keep: Vec<bool> = actions.iter().map(|action| !echo(action)).collect();
    actions
        .into_iter()
        .zip(keep)
        .filter_map(|(action, keep)| keep.then_some(action))
        .collect()
}
