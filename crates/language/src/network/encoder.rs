//! Token vectors: hash embeddings, one mixing layer, four residual convolutions over three tokens.
//!
//! Everything up to and including the products of the first convolution depends on the word alone and is
//! computed once a word (see [`super::cache`]); here are the weights and the part that depends on neighbours.
//! Sentences are padded as in training: three rows of zeros beyond each end pass through the layers like tokens.
//!
//! Invariant: a sentence's vectors do not depend on what else is in the batch, bit for bit.

use super::kernel::{Kernel, Work};
use super::matrix::Matrix;
use crate::LanguageError;
use crate::container::Sections;
use crate::words::row_hashes;

/// Length of a token vector.
pub(crate) const WIDTH: usize = 96;
const PIECES: usize = 3;
/// Outputs of a layer before the best piece is chosen.
pub(crate) const WIDE: usize = WIDTH * PIECES;
/// Lanes of a sum.
const BLOCK: usize = 16;
/// Rows of padding beyond each end of a sentence.
pub(crate) const PAD: usize = 3;
/// Seed of the first feature's hash; the others follow.
const SEED: u32 = 8;
/// Added to the variance before its root is taken.
const EPSILON: f32 = 1e-8;

/// Maxout layer with layer norm.
struct Layer {
    matrix: Matrix,
    gain: Vec<f32>,
    shift: Vec<f32>,
}

/// Weights of one encoder.
pub(crate) struct Encoder {
    kernel: Kernel,
    /// One table of rows a feature.
    tables: Vec<Vec<f32>>,
    mix: Layer,
    /// First convolution by neighbour: the products of one word as predecessor, as itself, as successor.
    first: Matrix,
    first_bias: Vec<f32>,
    first_norm: (Vec<f32>, Vec<f32>),
    layers: Vec<Layer>,
    /// Output of the first convolution where all three tokens are padding.
    blank: Vec<f32>,
}

/// Where the model file keeps the weights for a column of a layer's output: there the pieces of a unit stand
/// together, here all first pieces come first, then all second ones, then all third ones.
const fn filed(column: usize) -> usize {
    column % WIDTH * PIECES + column / WIDTH
}

impl Layer {
    fn new(kernel: Kernel, sections: &Sections<'_>, name: &str, inputs: usize) -> Result<Self, LanguageError> {
        let weights = sections.floats(&format!("{name}.w"), WIDE * inputs)?;
        let bias = sections.floats(&format!("{name}.b"), WIDE)?;
        let matrix = Matrix::new(
            kernel,
            inputs,
            WIDE,
            |out, input| weights[filed(out) * inputs + input],
            |out| bias[filed(out)],
        );
        let gain = sections.floats(&format!("{name}.gain"), WIDTH)?;
        let shift = sections.floats(&format!("{name}.shift"), WIDTH)?;
        Ok(Self { matrix, gain, shift })
    }
}

impl Encoder {
    /// Reads the weights of the encoder called `name`, whose features have tables of `rows` rows.
    pub(crate) fn new(
        kernel: Kernel,
        sections: &Sections<'_>,
        name: &str,
        rows: &[usize],
    ) -> Result<Self, LanguageError> {
        let mut tables = Vec::new();
        for (feature, &rows) in rows.iter().enumerate() {
            tables.push(sections.floats(&format!("{name}.embed.{feature}"), rows * WIDTH)?);
        }
        let mix = Layer::new(kernel, sections, &format!("{name}.mix"), rows.len() * WIDTH)?;
        let conv = format!("{name}.conv.0");
        let weights = sections.floats(&format!("{conv}.w"), WIDE * 3 * WIDTH)?;
        let bias = sections.floats(&format!("{conv}.b"), WIDE)?;
        let weight = |out: usize, input| weights[filed(out % WIDE) * 3 * WIDTH + out / WIDE * WIDTH + input];
        let first = Matrix::new(kernel, WIDTH, 3 * WIDE, weight, |_| 0.0);
        let first_bias: Vec<f32> = (0..WIDE).map(|out| bias[filed(out)]).collect();
        let first_norm = (
            sections.floats(&format!("{conv}.gain"), WIDTH)?,
            sections.floats(&format!("{conv}.shift"), WIDTH)?,
        );
        let mut layers = Vec::new();
        for layer in 1..=PAD {
            layers.push(Layer::new(
                kernel,
                sections,
                &format!("{name}.conv.{layer}"),
                3 * WIDTH,
            )?);
        }
        let mut blank = vec![0.0; WIDTH];
        kernel.run(Norm {
            wide: &first_bias,
            gain: &first_norm.0,
            shift: &first_norm.1,
            rows: &[0],
            out: &mut blank,
        });
        Ok(Self {
            kernel,
            tables,
            mix,
            first,
            first_bias,
            first_norm,
            layers,
            blank,
        })
    }

    /// Numbers that the cache keeps a word: its vector and its products.
    pub(crate) const CACHED: usize = WIDTH + 3 * WIDE;

    /// Computes what depends on the word alone, for words with these feature numbers, one after the other.
    pub(crate) fn words(&self, features: &[u64], scratch: &mut Scratch, mut store: impl FnMut(usize, &[f32], &[f32])) {
        let count = features.len() / self.tables.len();
        scratch.input.clear();
        scratch.input.resize(features.len() * WIDTH, 0.0);
        for (number, (&value, sum)) in features
            .iter()
            .zip(scratch.input.as_chunks_mut::<WIDTH>().0)
            .enumerate()
        {
            let feature = number % self.tables.len();
            let table = self.tables[feature].as_chunks::<WIDTH>().0;
            for hash in row_hashes(value, SEED + feature as u32) {
                let row = &table[hash as usize % table.len()];
                for (sum, &value) in sum.iter_mut().zip(row) {
                    *sum += value;
                }
            }
        }
        scratch.starts.clear();
        scratch
            .starts
            .extend((0..count).map(|word| word * self.tables.len() * WIDTH));
        self.mix
            .matrix
            .multiply(&scratch.input, &scratch.starts, &mut scratch.wide);
        scratch.input.clear();
        scratch.input.resize(count * WIDTH, 0.0);
        scratch.starts.clear();
        scratch.starts.extend((0..count).map(|word| word * WIDTH));
        self.norm(
            &self.mix.gain,
            &self.mix.shift,
            &scratch.wide,
            &scratch.starts,
            &mut scratch.input,
        );
        self.first.multiply(&scratch.input, &scratch.starts, &mut scratch.wide);
        let stride = self.first.stride();
        for word in 0..count {
            store(
                word,
                &scratch.input[word * WIDTH..][..WIDTH],
                &scratch.wide[word * stride..][..3 * WIDE],
            );
        }
    }

    fn norm(&self, gain: &[f32], shift: &[f32], wide: &[f32], rows: &[usize], out: &mut [f32]) {
        self.kernel.run(Norm {
            wide,
            gain,
            shift,
            rows,
            out,
        });
    }

    /// Encodes a batch of sentences. `cached` are the numbers of each token's word, `lengths` the tokens of each
    /// sentence. Afterwards token `t` of sentence `s` has its vector in `out` at `offsets(lengths)`.
    pub(crate) fn encode(&self, cached: &[&[f32]], lengths: &[usize], scratch: &mut Scratch, out: &mut Vec<f32>) {
        let rows = row_count(lengths);
        out.clear();
        out.resize(rows * WIDTH, 0.0);
        self.first_convolution(cached, lengths, scratch, out);
        for (depth, layer) in self.layers.iter().enumerate() {
            // Rows beyond the ends that a later layer still sees.
            let margin = PAD - 1 - depth;
            scratch.starts.clear();
            scratch.inputs.clear();
            for (first, &length) in firsts(lengths).zip(lengths) {
                for row in first - margin..first + length + margin {
                    scratch.starts.push(row * WIDTH);
                    scratch.inputs.push((row - 1) * WIDTH);
                }
            }
            layer.matrix.multiply(out, &scratch.inputs, &mut scratch.wide);
            self.norm(&layer.gain, &layer.shift, &scratch.wide, &scratch.starts, out);
        }
    }

    fn first_convolution(&self, cached: &[&[f32]], lengths: &[usize], scratch: &mut Scratch, out: &mut [f32]) {
        scratch.starts.clear();
        let mut sums = Vec::new();
        std::mem::swap(&mut sums, &mut scratch.wide);
        sums.clear();
        let mut token = 0;
        for (first, &length) in firsts(lengths).zip(lengths) {
            let words = &cached[token..token + length];
            for (word, row) in words.iter().zip(out[first * WIDTH..].as_chunks_mut::<WIDTH>().0) {
                row.copy_from_slice(&word[..WIDTH]);
            }
            // One row of padding on either side sees the first or last word; those beyond see nothing.
            for far in [first - 3, first - 2, first + length + 1, first + length + 2] {
                out[far * WIDTH..][..WIDTH].copy_from_slice(&self.blank);
            }
            for position in 0..length + 2 {
                scratch.starts.push((first + position - 1) * WIDTH);
                let begin = sums.len();
                sums.extend_from_slice(&self.first_bias);
                let sum = &mut sums[begin..];
                for (part, at) in [
                    (0, position.wrapping_sub(2)),
                    (1, position.wrapping_sub(1)),
                    (2, position),
                ] {
                    if let Some(word) = words.get(at) {
                        let products = &word[WIDTH + part * WIDE..][..WIDE];
                        for (sum, &product) in sum.iter_mut().zip(products) {
                            *sum += product;
                        }
                    }
                }
            }
            token += length;
        }
        self.norm(&self.first_norm.0, &self.first_norm.1, &sums, &scratch.starts, out);
        scratch.wide = sums;
    }
}

/// Buffers that are kept from batch to batch.
#[derive(Default)]
pub(crate) struct Scratch {
    input: Vec<f32>,
    wide: Vec<f32>,
    starts: Vec<usize>,
    inputs: Vec<usize>,
}

/// Row of the first token of each sentence in an encoded batch.
pub(crate) fn firsts(lengths: &[usize]) -> impl Iterator<Item = usize> {
    lengths.iter().scan(0, |row, &length| {
        let first = *row + PAD;
        *row = first + length + PAD;
        Some(first)
    })
}

fn row_count(lengths: &[usize]) -> usize {
    lengths.iter().map(|length| length + 2 * PAD).sum()
}

/// Best piece of every unit, then layer norm, then the sum with what stands in `out` already.
struct Norm<'a> {
    wide: &'a [f32],
    gain: &'a [f32],
    shift: &'a [f32],
    /// Where each row of `wide` goes in `out`.
    rows: &'a [usize],
    out: &'a mut [f32],
}

impl Work for Norm<'_> {
    #[inline(always)]
    fn run(self) {
        let (Some(gain), Some(shift)) = (self.gain.first_chunk::<WIDTH>(), self.shift.first_chunk::<WIDTH>()) else {
            return;
        };
        for (&start, wide) in self.rows.iter().zip(self.wide.as_chunks::<WIDE>().0) {
            let [first, second, third] = wide.as_chunks::<WIDTH>().0 else {
                return;
            };
            let Some(out) = self.out[start..].first_chunk_mut::<WIDTH>() else {
                return;
            };
            let mut best = [0.0; WIDTH];
            for unit in 0..WIDTH {
                let (a, b, c) = (first[unit], second[unit], third[unit]);
                let ab = if b > a { b } else { a };
                best[unit] = if c > ab { c } else { ab };
            }
            let mean = sum(&best) / WIDTH as f32;
            let mut squares = [0.0; WIDTH];
            for unit in 0..WIDTH {
                best[unit] -= mean;
                squares[unit] = best[unit] * best[unit];
            }
            let scale = 1.0 / (sum(&squares) / WIDTH as f32 + EPSILON).sqrt();
            for unit in 0..WIDTH {
                out[unit] += best[unit] * scale * gain[unit] + shift[unit];
            }
        }
    }
}

/// Sum in a fixed order that vectorises: by lane first, then across lanes.
#[inline(always)]
fn sum(values: &[f32; WIDTH]) -> f32 {
    let mut lanes = [0.0; BLOCK];
    for block in values.as_chunks::<BLOCK>().0 {
        for lane in 0..BLOCK {
            lanes[lane] += block[lane];
        }
    }
    let mut width = BLOCK;
    while width > 1 {
        width /= 2;
        for lane in 0..width {
            lanes[lane] += lanes[lane + width];
        }
    }
    lanes[0]
}
