//! Actions: triggers of the lexicon, with source and target where their frame says.
//!
//! Triggers are taken from the leaves of the tree upwards, so that a word that governs an event knows it: "agreed to
//! withdraw" is one event, AGREE, and takes its target from the withdrawal (`embedding`). What a word's own arguments
//! leave open may stand deeper in its phrase (`targets`).
//!
//! Invariant: rows come out in the order of their triggers; those of one event share its number.

mod context;
mod echoes;
mod embedding;
mod pairs;
mod row;
mod sources;
mod targets;

use std::cell::OnceCell;

use tidywire_codebook::{EventType, MentionKind, QuadClass};
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
    echoes::objects(scene, &mut found);
    echoes::journeys(scene, &mut found);
    echoes::means(scene, &mut found);
    let mut actions = Vec::new();
    for (token, event) in found.iter().enumerate() {
        let Some(event) = event.as_ref().filter(|event| !event.pairs.is_empty()) else {
            continue;
        };
        let rows = event
            .pairs
            .iter()
            .map(|(source, target)| row::action(scene, token, event, *events, source.clone(), target.clone()));
        // Who refuses or threatens to do what both would do is the one who says so.
        let own = |action: &Action| {
            let turned = matches!(action.event_type, EventType::Reject | EventType::Threaten);
            let doer = |party: &Party| {
                let own = |known: &Party| scene.named(known.span) == party.span;
                event.sources.iter().any(own)
            };
            !turned || event.kind.code == action.event_type || action.source.as_ref().is_none_or(doer)
        };
        actions.extend(rows.filter(own));
        *events += 1;
    }
    echoes::echoes(scene, actions)
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
    // "the Belarusian opposition condemns": who acts is no event; "protesters against Israel" are.
    let body = scene.tree.label(token) == Label::Nsubj
        && scene.tree.child(token, Label::Prep).is_none()
        && scene.mentions.iter().any(|mention| {
            mention.head == token && mention.kind == MentionKind::Nominal && mention.actor.sector.is_some()
        });
    if class == WordClass::Noun && (scene.in_name(token) || body) || auxiliary {
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
    let source = source
        .and_then(|node| sources::beyond_place(scene, node))
        .map(|node| sources::not_a_thing(scene, token, node));
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
    let force = matches!(kind.code, EventType::Assault | EventType::Coerce);
    // "the Mumbai attacks": no town attacks.
    let attacked = sources::attacked_before(scene, token, &sources).filter(|_| kind.code == EventType::Assault);
    let mut sources = sources;
    sources.retain(|source| {
        let head = scene.tree.head_of(source.span);
        let before = head.is_some_and(|head| scene.tree.label(head) == Label::Compound && head < token);
        attacked.is_none() || !before
    });
    let sources = match sources.is_empty() && force {
        true if kind.code == EventType::Assault && scene.tree.is_verb(token) => sources::killed_in(scene, token, found),
        true if scene.tree.is_noun(token) => {
            let people = sources::kind_of_people(scene, token, entry);
            let with = target.filter(|_| construction.reciprocal && people.is_empty());
            let side = with.and_then(|_| sources::side(scene, token));
            side.map(|side| scene.parties(side)).unwrap_or(people)
        }
        _ => sources,
    };
    if entry.harms && sources::by_accident(scene, &sources) {
        return None;
    }
    let mutual = target.is_some_and(|node| pairs::is_mutual(scene, node));
    let (targets, stated) = if mutual {
        (Vec::new(), true)
    } else {
        targets::of(scene, token, kind, target, &sources, found)
    };
    let (targets, stated) = match attacked.filter(|_| targets.is_empty()) {
        Some(attacked) => (vec![attacked], false),
        None => (targets, stated),
    };
    let own = |party: &Party| kind.quad_class == QuadClass::MaterialConflict && sources::is_own(scene, party, &sources);
    let targets: Vec<Party> = targets.into_iter().filter(|party| !own(party)).collect();
    // "a war against Iraq" is fought by one side, "a war with Iraq" by both.
    let one_way = target.is_some_and(|node| {
        let over = scene.tree.head(node).filter(|_| scene.tree.label(node) == Label::Pobj);
        over.is_some_and(|word| matches!(scene.tree.word(word), "against" | "on" | "upon"))
    });
    // Only who stands where the frame says acts back: "agreed to attack rebels" is no consent of the rebels. Of several
    // who act together each is the other's target, not where they meet nor what they meet about.
    let joint = (construction.reciprocal || construction.together) && sources.len() > 1;
    let (targets, stated) = if joint && (!stated || sources::at_place(scene, &targets)) {
        (Vec::new(), true)
    } else if construction.together && sources::at_place(scene, &targets) {
        (Vec::new(), false)
    } else {
        (targets, stated)
    };
    let nobody = !targets.iter().any(Party::is_known);
    let both_ways = mutual
        || construction.reciprocal && !one_way && (stated || nobody)
        || construction.together && nobody && sources.len() > 1;
    let pairs = pairs::pairs(both_ways, &sources, &targets)
        .into_iter()
        .filter(|(source, target)| suffices(scene, entry, source.as_ref(), target.as_ref()))
        .filter(|(source, target)| !sources::same(scene, source.as_ref(), target.as_ref()))
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

fn suffices(scene: &Scene<'_, '_>, entry: &Verb, source: Option<&Party>, target: Option<&Party>) -> bool {
    // Blasts, strikes and storms hit things too: a thing is a target only for somebody known or for nobody named.
    let nameless = source.is_none_or(|source| source.is_known() || sources::is_means(scene, source));
    // "thousands of people march", "a man threatened to kill his father".
    let people = matches!(
        entry.event_type,
        Some(EventType::Assault | EventType::Coerce | EventType::Protest | EventType::Threaten)
    );
    let source = source.is_some_and(|source| source.is_known() || people && scene.are_people(source));
    let both = target;
    // "Amaral was arrested": a name that nobody knows is somebody.
    let force = matches!(entry.event_type, Some(EventType::Assault | EventType::Coerce));
    let named = |party: &Party| force && entry.class == WordClass::Verb && sources::is_named(scene, party);
    let target =
        target.is_some_and(|target| target.is_known() || nameless && (scene.is_hittable(target) || named(target)));
    match entry.needs {
        Needs::Either => source || target,
        Needs::Source => source,
        Needs::Target => target,
        // A name that nobody knows is somebody, too: "opened an inquiry into Kempinski".
        Needs::Both => source && (target || both.is_some_and(|target| sources::is_named(scene, target))),
    }
}
