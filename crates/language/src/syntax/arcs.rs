//! The dependency parser: arc-eager with un-shift and sentence breaks.
//!
//! It does not repair trees by rule. Invariant: one action list, in the order of the network's outputs.

use std::ops::Range;

use tidywire_text::Label;

use super::best;
use super::state::State;
use super::tree::{Arc, Tree};
use crate::LanguageError;
use crate::container::{Sections, bad_line};
use crate::network::{Kernel, Steps, TransitionNetwork};

const ACTIONS: usize = 106;
const SECTION: &str = "parser.actions";
/// Move numbers in the model: shift, reduce, left, right, break.
const MOVES: usize = 5;

/// Weights and actions.
pub(crate) struct Parser {
    network: TransitionNetwork<8>,
    moves: [Range<usize>; MOVES],
    labels: Vec<(Label, Option<Label>)>,
}

impl Parser {
    /// Reads them.
    pub(crate) fn new(kernel: Kernel, sections: &Sections<'_>) -> Result<Self, LanguageError> {
        let mut moves: [Range<usize>; MOVES] = Default::default();
        let mut labels = Vec::new();
        for (line, action) in sections.lines(SECTION)?.enumerate() {
            let bad = |problem| bad_line(SECTION, line + 1, problem);
            let (number, label) = action.split_once('\t').ok_or_else(|| bad("no move and label"))?;
            let number: usize = number.parse().map_err(|_| bad("move is no number"))?;
            let range = moves.get_mut(number).ok_or_else(|| bad("unknown move"))?;
            if range.start == range.end {
                range.start = line;
            } else if range.end != line {
                return Err(bad("moves are not together"));
            }
            range.end = line + 1;
            // A label of two parts stands for a crossing arc: its own and that of its true head.
            let (own, head) = label
                .split_once("||")
                .map_or((label, None), |(own, head)| (own, Some(head)));
            let known = |name: &str| Label::from_name(name).ok_or_else(|| bad("unknown label"));
            let own = if own.is_empty() { Label::Root } else { known(own)? };
            labels.push((own, head.map(known).transpose()?));
        }
        if labels.len() != ACTIONS {
            return Err(bad_line(SECTION, labels.len(), "wrong number of actions"));
        }
        Ok(Self {
            network: TransitionNetwork::new(kernel, sections, "parser", ACTIONS)?,
            moves,
            labels,
        })
    }

    /// Parses a batch. The vector of the first token of sentence `s` begins at `firsts[s] * width` of `vectors`.
    pub(crate) fn parse(&self, vectors: &[f32], starts: &[usize], lengths: &[usize], steps: &mut Steps) -> Vec<Tree> {
        self.network.prepare(vectors, starts, steps);
        let mut states: Vec<State> = lengths.iter().map(|&length| State::new(length)).collect();
        let offsets: Vec<usize> = lengths
            .iter()
            .scan(0, |sum, &length| Some(std::mem::replace(sum, *sum + length)))
            .collect();
        let mut open: Vec<usize> = (0..states.len()).collect();
        let mut contexts = Vec::new();
        loop {
            open.retain(|&sentence| !states[sentence].is_final());
            if open.is_empty() {
                break;
            }
            contexts.clear();
            contexts.extend(open.iter().map(|&sentence| {
                states[sentence]
                    .context()
                    .map(|token| token.map(|token| (offsets[sentence] + token) as u32))
            }));
            let (scores, stride) = self.network.scores(&contexts, steps);
            for (row, &sentence) in open.iter().enumerate() {
                self.advance(&mut states[sentence], &scores[row * stride..][..ACTIONS]);
            }
        }
        states.iter().map(|state| self.tree(state)).collect()
    }

    fn advance(&self, state: &mut State, scores: &[f32]) {
        let join = state.may_join();
        let allowed = [state.may_shift(), state.may_reduce(), join, join, state.may_break()];
        let ranges = self
            .moves
            .iter()
            .zip(allowed)
            .filter(|&(_, allowed)| allowed)
            .map(|(range, _)| range.clone());
        let Some(action) = best(scores, ranges) else {
            return state.stop();
        };
        match self.moves.iter().position(|range| range.contains(&action)) {
            Some(0) => state.shift(),
            Some(1) => state.reduce(),
            Some(2) => state.left(action as u8),
            Some(3) => state.right(action as u8),
            _ => state.split(),
        }
    }

    fn tree(&self, state: &State) -> Tree {
        let arc = |(token, arc): (usize, &Option<(usize, u8)>)| match *arc {
            Some((head, action)) => {
                let (label, lifted) = self.labels[usize::from(action)];
                Arc { head, label, lifted }
            }
            None => Arc {
                head: token,
                label: Label::Root,
                lifted: None,
            },
        };
        Tree::new(state.arcs.iter().enumerate().map(arc).collect())
    }
}
