//! Scores of the next transition from a few tokens of the state.
//!
//! The product of each token with the first layer is computed once a token and only summed for each state.
//! Invariant: scores of a state do not depend on the other states of the batch.

use super::encoder::WIDTH;
use super::kernel::{Kernel, Work};
use super::matrix::Matrix;
use crate::LanguageError;
use crate::container::Sections;

const HIDDEN: usize = 64;
const PIECES: usize = 2;
const WIDE: usize = HIDDEN * PIECES;

/// Weights over states of `F` tokens.
pub(crate) struct TransitionNetwork<const F: usize> {
    kernel: Kernel,
    project: Matrix,
    lower: Matrix,
    bias: Vec<f32>,
    missing: Vec<f32>,
    upper: Matrix,
}

/// The products of a batch's tokens, and buffers.
#[derive(Default)]
pub(crate) struct Steps {
    narrow: Vec<f32>,
    products: Vec<f32>,
    starts: Vec<usize>,
    hidden: Vec<f32>,
    scores: Vec<f32>,
}

impl<const F: usize> TransitionNetwork<F> {
    /// Reads the weights of `name` with this many actions.
    pub(crate) fn new(
        kernel: Kernel,
        sections: &Sections<'_>,
        name: &str,
        actions: usize,
    ) -> Result<Self, LanguageError> {
        let read = |part: &str, count| sections.floats(&format!("{name}.{part}"), count);
        let (weights, bias) = (read("project.w", HIDDEN * WIDTH)?, read("project.b", HIDDEN)?);
        let project = Matrix::new(
            kernel,
            WIDTH,
            HIDDEN,
            |out, input| weights[out * WIDTH + input],
            |out| bias[out],
        );
        // The file keeps pieces of a unit together; here all first pieces come before all second ones.
        let place = |out: usize| out / WIDE * WIDE + out % HIDDEN * PIECES + out % WIDE / HIDDEN;
        let weights = read("lower.w", F * WIDE * HIDDEN)?;
        let lower = Matrix::new(
            kernel,
            HIDDEN,
            F * WIDE,
            |out, input| weights[place(out) * HIDDEN + input],
            |_| 0.0,
        );
        let (bias, missing) = (read("lower.b", WIDE)?, read("lower.pad", F * WIDE)?);
        let bias = (0..WIDE).map(|out| bias[place(out)]).collect();
        let missing = (0..F * WIDE).map(|out| missing[place(out)]).collect();
        let (weights, biases) = (read("upper.w", actions * HIDDEN)?, read("upper.b", actions)?);
        let upper = Matrix::new(
            kernel,
            HIDDEN,
            actions,
            |out, input| weights[out * HIDDEN + input],
            |out| biases[out],
        );
        Ok(Self {
            kernel,
            project,
            lower,
            bias,
            missing,
            upper,
        })
    }

    /// Computes the products of the tokens whose vectors begin at `starts`.
    pub(crate) fn prepare(&self, vectors: &[f32], starts: &[usize], steps: &mut Steps) {
        self.project.multiply(vectors, starts, &mut steps.narrow);
        steps.starts.clear();
        steps
            .starts
            .extend((0..starts.len()).map(|token| token * self.project.stride()));
        self.lower.multiply(&steps.narrow, &steps.starts, &mut steps.products);
    }

    /// Scores the states; `states` has the token numbers of each, `None` where there is no token. The scores of
    /// state `s` are `scores[s * stride..]`.
    pub(crate) fn scores<'s>(&self, states: &[[Option<u32>; F]], steps: &'s mut Steps) -> (&'s [f32], usize) {
        steps.hidden.resize(states.len() * HIDDEN, 0.0);
        self.kernel.run(Sum {
            network: self,
            states,
            products: &steps.products,
            hidden: &mut steps.hidden,
        });
        steps.starts.clear();
        steps.starts.extend((0..states.len()).map(|state| state * HIDDEN));
        self.upper.multiply(&steps.hidden, &steps.starts, &mut steps.scores);
        (&steps.scores, self.upper.stride())
    }
}

struct Sum<'a, const F: usize> {
    network: &'a TransitionNetwork<F>,
    states: &'a [[Option<u32>; F]],
    products: &'a [f32],
    hidden: &'a mut [f32],
}

impl<const F: usize> Work for Sum<'_, F> {
    #[inline(always)]
    fn run(self) {
        let stride = self.network.lower.stride();
        for (state, hidden) in self.states.iter().zip(self.hidden.as_chunks_mut::<HIDDEN>().0) {
            let mut sums = [0.0; WIDE];
            for (feature, token) in state.iter().enumerate() {
                let row = match token {
                    Some(token) => &self.products[*token as usize * stride..],
                    None => &self.network.missing,
                };
                add(&mut sums, &row[feature * WIDE..]);
            }
            add(&mut sums, &self.network.bias);
            for unit in 0..HIDDEN {
                let (first, second) = (sums[unit], sums[HIDDEN + unit]);
                hidden[unit] = if second > first { second } else { first };
            }
        }
    }
}

#[inline(always)]
fn add(sums: &mut [f32; WIDE], row: &[f32]) {
    let Some(row) = row.first_chunk::<WIDE>() else {
        return;
    };
    for lane in 0..WIDE {
        sums[lane] += row[lane];
    }
}
