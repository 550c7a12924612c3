//! The entity recogniser: begin, inside, last, unit, out.
//!
//! It sees no gazetteer. Invariant: entities do not overlap and do not cross the start of a tree.

use tidywire_text::{Entity, EntityLabel};

use super::best;
use crate::LanguageError;
use crate::container::{Sections, bad_line};
use crate::network::{Kernel, Steps, TransitionNetwork};

const ACTIONS: usize = 74;
const SECTION: &str = "ner.actions";
/// First move number in the model; 0 stands for "missing" and has no action.
const BEGIN: usize = 1;
const INSIDE: usize = 2;
const LAST: usize = 3;
const UNIT: usize = 4;
const OUT: usize = 5;

/// Weights and actions.
pub(crate) struct Recognizer {
    network: TransitionNetwork<3>,
    /// Move number and label; a unit without label stands for a blocked token, which does not occur.
    actions: Vec<(usize, Option<EntityLabel>)>,
}

#[derive(Clone, Default)]
struct Progress {
    next: usize,
    open: Option<(usize, EntityLabel)>,
    entities: Vec<Entity>,
}

impl Recognizer {
    /// Reads them.
    pub(crate) fn new(kernel: Kernel, sections: &Sections<'_>) -> Result<Self, LanguageError> {
        let mut actions = Vec::new();
        for (line, action) in sections.lines(SECTION)?.enumerate() {
            let bad = |problem| bad_line(SECTION, line + 1, problem);
            let (number, label) = action.split_once('\t').ok_or_else(|| bad("no move and label"))?;
            let number: usize = number.parse().map_err(|_| bad("move is no number"))?;
            let label = (!label.is_empty()).then(|| EntityLabel::from_name(label).ok_or_else(|| bad("unknown label")));
            actions.push((number, label.transpose()?));
        }
        if actions.len() != ACTIONS {
            return Err(bad_line(SECTION, actions.len(), "wrong number of actions"));
        }
        Ok(Self {
            network: TransitionNetwork::new(kernel, sections, "ner", ACTIONS)?,
            actions,
        })
    }

    /// Finds the entities of a batch; `tree_starts` marks the tokens of each sentence that an entity must not cross.
    pub(crate) fn recognize(
        &self,
        vectors: &[f32],
        starts: &[usize],
        tree_starts: &[&[bool]],
        steps: &mut Steps,
    ) -> Vec<Vec<Entity>> {
        self.network.prepare(vectors, starts, steps);
        let mut progress = vec![Progress::default(); tree_starts.len()];
        let offsets: Vec<usize> = tree_starts
            .iter()
            .scan(0, |sum, tokens| Some(std::mem::replace(sum, *sum + tokens.len())))
            .collect();
        let mut open: Vec<usize> = (0..tree_starts.len()).collect();
        let mut contexts = Vec::new();
        loop {
            open.retain(|&sentence| progress[sentence].next < tree_starts[sentence].len());
            if open.is_empty() {
                break;
            }
            contexts.clear();
            contexts.extend(open.iter().map(|&sentence| {
                let Progress { next, open, .. } = progress[sentence];
                let first = open.map(|(first, _)| first);
                let last = first.and_then(|_| next.checked_sub(1));
                [Some(next), first, last].map(|token| token.map(|token| (offsets[sentence] + token) as u32))
            }));
            let (scores, stride) = self.network.scores(&contexts, steps);
            for (row, &sentence) in open.iter().enumerate() {
                self.advance(
                    &mut progress[sentence],
                    tree_starts[sentence],
                    &scores[row * stride..][..ACTIONS],
                );
            }
        }
        progress.into_iter().map(|progress| progress.entities).collect()
    }

    fn advance(&self, progress: &mut Progress, tree_starts: &[bool], scores: &[f32]) {
        let next = progress.next;
        let more = tree_starts.get(next + 1).is_some_and(|&starts| !starts);
        let allowed = |&(number, label): &(usize, Option<EntityLabel>)| match (number, label, progress.open) {
            (BEGIN, Some(_), None) => more,
            (INSIDE, Some(label), Some((_, open))) => label == open && more,
            (LAST, Some(label), Some((_, open))) => label == open,
            (UNIT, Some(_), None) | (OUT, None, None) => true,
            _ => false,
        };
        let ranges = self
            .actions
            .iter()
            .enumerate()
            .filter(|(_, action)| allowed(action))
            .map(|(number, _)| number..number + 1);
        let action = best(scores, ranges).map(|action| self.actions[action]);
        match action {
            Some((BEGIN, Some(label))) => progress.open = Some((next, label)),
            Some((LAST, Some(label))) => {
                if let Some((first, _)) = progress.open.take() {
                    progress.entities.push(Entity {
                        first,
                        end: next + 1,
                        label,
                    });
                }
            }
            Some((UNIT, Some(label))) => progress.entities.push(Entity {
                first: next,
                end: next + 1,
                label,
            }),
            _ => {}
        }
        progress.next += 1;
    }
}
