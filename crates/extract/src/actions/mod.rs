//! Actions: triggers of the lexicon, with source and target where their frame says.
//!
//! Triggers are taken from the leaves of the tree upwards, so that a word that governs an event knows it: "agreed to
//! withdraw" is one event, AGREE, and takes its target from the withdrawal (`embedding`). What a word's own arguments
//! leave open may stand deeper in its phrase (`targets`).
//!
//! Invariant: rows come out in the order of their triggers; those of one event share its number.

mod context;
mod embedding;
mod pairs;
mod row;
mod sources;
mod targets;

use std::cell::OnceCell;

use tidywire_codebook::EventType;
use tidywire_lexicon::{Construction, EventTypeEntry, Needs, Path, Step, Verb, Voice, WordClass};
use tidywire_text::{Label, Tag};

use crate::scene::Scene;
use crate::types::{Action, Party};

/// The frame of "must" and its like.
const OBLIGATION: &str = "obligation";

/// An event found at a trigger.
pub(crate) struct Event<'l> {
    entry: &'l Verb,
    construction: &'l Construction,
    kind: &'l EventTypeEntry,
    sources: Vec<Party>,
    targets: Vec<Party>,
    pairs: Vec<pairs::Pair>,
}

/// Events of a sentence by trigger token.
type Events<'l> = Vec<Option<Event<'l>>>;

/// Company of one trigger, worked out once for all its entries, and only where an entry asks for it.
#[derive(Default)]
struct Company {
    near: OnceCell<Vec<String>>,
    with_occasions: OnceCell<Vec<String>>,
}

impl Company {
    fn suits(&self, scene: &Scene<'_, '_>, token: usize, entry: &Verb) -> bool {
        let stands = |lemmas: &[String], cell: &OnceCell<Vec<String>>, occasions: bool| {
            let company = cell.get_or_init(|| scene.company(token, occasions));
            lemmas.iter().any(|lemma| company.contains(lemma))
        };
        (entry.with.is_empty() || stands(&entry.with, &self.near, false))
            && (entry.without.is_empty() || !stands(&entry.without, &self.with_occasions, true))
    }
}

/// Finds the actions of one sentence; `events` counts the events of the document.
pub(crate) fn find(scene: &Scene<'_, '_>, events: &mut usize) -> Vec<Action> {
    let tree = scene.tree;
    let mut order: Vec<usize> = (0..tree.len()).collect();
    order.sort_by_key(|&token| std::cmp::Reverse(depth(scene, token)));
    let mut found: Events<'_> = Vec::new();
    found.resize_with(tree.len(), || None);
    for token in order {
        let company = Company::default();
        let mut readings = entries(scene, token)
            .into_iter()
            .filter(|entry| company.suits(scene, token, entry))
            .filter_map(|entry| event(scene, token, entry, &found));
        let event = best(&mut readings);
        if let Some(event) = &event {
            for absorbed in embedding::absorbed(scene, token, event.kind, &found) {
                found[absorbed] = None;
            }
        }
        found[token] = event;
    }
    // "said that Russia must withdraw" asks for it: the withdrawal is no event of its own.
    for token in 0..tree.len() {
        if tree.tag(token) == Tag::Md
            && found[token].is_some()
            && let Some(clause) = tree.head(token)
        {
            found[clause] = None;
        }
    }
    drop_objects(scene, &mut found);
    let mut actions = Vec::new();
    for (token, event) in found.iter().enumerate() {
        let Some(event) = event.as_ref().filter(|event| !event.pairs.is_empty()) else {
            continue;
        };
        let pairs = event.pairs.iter();
        actions.extend(
            pairs.map(|(source, target)| row::action(scene, token, event, *events, source.clone(), target.clone())),
        );
        *events += 1;
    }
    drop_echoes(scene, actions)
}

/// The first reading that makes rows; else one that at least says that what it governs has not happened.
fn best<'l>(readings: &mut dyn Iterator<Item = Event<'l>>) -> Option<Event<'l>> {
    let mut silent = None;
    for reading in readings {
        if !reading.pairs.is_empty() {
            return Some(reading);
        }
        silent = silent.or(Some(reading));
    }
    silent
}

fn depth(scene: &Scene<'_, '_>, mut token: usize) -> usize {
    let mut depth = 0;
    while let Some(head) = scene.tree.head(token) {
        token = head;
        depth += 1;
    }
    depth
}

/// Entries of the lexicon that the token may be a trigger of, the best reading first.
fn entries<'l>(scene: &Scene<'_, 'l>, token: usize) -> Vec<&'l Verb> {
    let class = match () {
        () if scene.tree.is_verb(token) => WordClass::Verb,
        () if scene.tree.is_noun(token) => WordClass::Noun,
        () if scene.tree.tag(token) == Tag::Md => WordClass::Verb,
        () => return Vec::new(),
    };
    // "must", "should" are words of those who say so; "has", "is" and the like are nothing by themselves.
    let modal = scene.tree.tag(token) == Tag::Md;
    let auxiliary = scene.tree.label(token) == Label::Aux && !modal;
    if class == WordClass::Noun && scene.in_name(token) || auxiliary {
        return Vec::new();
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
        .filter(|entry| (entry.frame.get_ref() == OBLIGATION) == modal)
        .collect();
    // Longer phrases and entries that ask for company are the better readings.
    entries.sort_by_key(|entry| {
        (
            std::cmp::Reverse(entry.lemma.matches([' ', '-']).count()),
            entry.with.is_empty(),
        )
    });
    entries
}

fn event<'l>(scene: &Scene<'_, 'l>, token: usize, entry: &'l Verb, found: &Events<'l>) -> Option<Event<'l>> {
    let frame = &scene.knowledge.lexicon.frames[entry.frame.get_ref()];
    let passive = entry.class == WordClass::Verb && scene.tree.is_passive(token);
    let construction = frame.constructions.iter().find(|construction| {
        construction.class == entry.class
            && match construction.voice {
                Voice::Any => true,
                Voice::Active => !passive,
                Voice::Passive => passive,
            }
    })?;
    if lends_subject(scene, token, entry, found) || embedding::denies(scene, token, found) {
        return None;
    }
    let kind = scene
        .knowledge
        .lexicon
        .event_type(entry.event_type.unwrap_or_default())?;
    let mut source = node(scene, token, entry, &construction.source);
    let mut target = node(scene, token, entry, &construction.target);
    if target == source {
        *(if construction.suffers { &mut source } else { &mut target }) = None;
    }
    if scene.tree.label(token) == Label::Compound && target.is_none() {
        return None;
    }
    let source = source.and_then(|node| sources::beyond_place(scene, node));
    let sources = if construction.speaker {
        let said = scene.statement_over(token);
        said.and_then(|statement| statement.source.clone())
            .into_iter()
            .collect()
    } else {
        source
            .map(|node| sources::author(scene, node))
            .map(|node| sources::doers(scene, node, found))
            .unwrap_or_default()
    };
    let sources: Vec<Party> = sources
        .into_iter()
        .filter(|party| sources::can_act(scene, party))
        .collect();
    let sources = if sources.is_empty() && kind.code == EventType::Assault {
        sources::killed_in(scene, token, found)
    } else {
        sources
    };
    let mutual = target.is_some_and(|node| pairs::is_mutual(scene, node));
    let (targets, stated) = if mutual {
        (Vec::new(), true)
    } else {
        targets::of(scene, token, kind, target, &sources, found)
    };
    // Only who stands where the frame says acts back: "agreed to attack rebels" is no consent of the rebels.
    let nobody = !targets.iter().any(Party::is_known);
    let (targets, stated, nobody) =
        if construction.reciprocal && sources.len() > 1 && sources::at_place(scene, &targets) {
            (Vec::new(), true, true)
        } else {
            (targets, stated, nobody)
        };
    let both_ways =
        mutual || construction.reciprocal && (stated || nobody) || construction.together && nobody && sources.len() > 1;
    let pairs = pairs::pairs(both_ways, &sources, &targets)
        .into_iter()
        .filter(|(source, target)| suffices(scene, entry.needs, source.as_ref(), target.as_ref()))
        .filter(|(source, target)| !sources::same(source.as_ref(), target.as_ref()))
        .collect::<Vec<_>>();
    // Without rows of its own it may still say that what it governs has not happened: "they agree to negotiate".
    let silent = kind.embeds && kind.code != EventType::Consult && !passive && !construction.speaker;
    (!pairs.is_empty() || silent).then_some(Event {
        entry,
        construction,
        kind,
        sources,
        targets,
        pairs,
    })
}

/// "ordered attacks on", "announced sanctions against": a light verb is no event of its own, its subject is the source
/// of the event noun, unless the entry is for such a phrase.
fn lends_subject(scene: &Scene<'_, '_>, token: usize, entry: &Verb, found: &Events<'_>) -> bool {
    let light = scene
        .knowledge
        .lexicon
        .light_verbs
        .iter()
        .any(|light| light.lemma == entry.lemma);
    let noun = scene
        .tree
        .child(token, Label::Dobj)
        .filter(|_| light && entry.with.is_empty());
    noun.is_some_and(|noun| found[noun].as_ref().is_some_and(|event| !event.sources.is_empty()))
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

/// True for an event noun of the lexicon that no actor's name covers.
fn is_event(scene: &Scene<'_, '_>, node: usize) -> bool {
    let lemma = scene.tree.lemma(node);
    scene.tree.is_noun(node)
        && !scene.parties(node).iter().any(Party::is_actor)
        && scene.knowledge.triggers_of(&lemma, WordClass::Noun).any(|index| {
            let phrase = &scene.knowledge.lexicon.verbs[index].lemma;
            scene.has_rest(node, phrase, WordClass::Noun)
        })
}

fn suffices(scene: &Scene<'_, '_>, needs: Needs, source: Option<&Party>, target: Option<&Party>) -> bool {
    // Blasts, strikes and storms hit things too: a thing is a target only for somebody known or for nobody named.
    let nameless = source.is_none_or(|source| source.is_known() || sources::is_means(scene, source));
    let source = source.is_some_and(Party::is_known);
    let both = target;
    let target = target.is_some_and(|target| target.is_known() || nameless && scene.is_hittable(target));
    match needs {
        Needs::Either => source || target,
        Needs::Source => source,
        Needs::Target => target,
        // A name that nobody knows is somebody, too: "opened an inquiry into Kempinski".
        Needs::Both => source && (target || both.is_some_and(|target| sources::is_named(scene, target))),
    }
}

/// "signed an agreement with": the verb and its object are one event where they have the same parties.
fn drop_objects(scene: &Scene<'_, '_>, found: &mut Events<'_>) {
    for token in 0..found.len() {
        let object = scene.tree.child(token, Label::Dobj);
        let Some(noun) = object.or_else(|| scene.tree.child(token, Label::Nsubjpass)) else {
            continue;
        };
        let (Some(verb), Some(object)) = (&found[token], &found[noun]) else {
            continue;
        };
        if object.pairs.iter().any(|pair| verb.pairs.contains(pair)) {
            found[noun] = None;
        }
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
