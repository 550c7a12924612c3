//! Products of rows with a packed weight matrix.
//!
//! Weights are packed in panels of as many outputs as a tile has lanes, so that the inner loop reads them in
//! order. Invariant: every output is `bias + a[0] w[0] + a[1] w[1] + ...`, fused, in this order, whatever the
//! tile, the kernel or the neighbours of the row.

use super::kernel::{Kernel, Work};

/// Rows that one tile computes together.
const ROWS: usize = 6;
/// Tiles whose rows are packed together: few enough to stay in the second cache.
const TILES: usize = 8;

/// Weights of a linear layer.
pub(crate) struct Matrix {
    kernel: Kernel,
    inputs: usize,
    stride: usize,
    panels: Vec<f32>,
    bias: Vec<f32>,
}

impl Matrix {
    /// Packs `outputs` columns of `inputs` weights; `weight(output, input)` and `bias(output)` give the values.
    pub(crate) fn new(
        kernel: Kernel,
        inputs: usize,
        outputs: usize,
        weight: impl Fn(usize, usize) -> f32,
        bias: impl Fn(usize) -> f32,
    ) -> Self {
        let lanes = kernel.lanes();
        let stride = outputs.next_multiple_of(lanes);
        let mut panels = Vec::with_capacity(stride * inputs);
        for first in (0..stride).step_by(lanes) {
            for input in 0..inputs {
                panels.extend((first..first + lanes).map(|output| if output < outputs { weight(output, input) } else { 0.0 }));
            }
        }
        let bias = (0..stride).map(|output| if output < outputs { bias(output) } else { 0.0 }).collect();
        Self { kernel, inputs, stride, panels, bias }
    }

    /// Outputs a row, with padding.
    pub(crate) fn stride(&self) -> usize {
        self.stride
    }

    /// Multiplies the rows that begin at `starts` in `input`; `out` becomes one row of [`Self::stride`] numbers each.
    pub(crate) fn multiply(&self, input: &[f32], starts: &[usize], out: &mut Vec<f32>) {
        out.resize(starts.len() * self.stride, 0.0);
        let mut packed = [const { Vec::new() }; TILES];
        for (starts, out) in starts.chunks(ROWS * TILES).zip(out.chunks_mut(ROWS * TILES * self.stride)) {
            let (whole, rest) = starts.as_chunks::<ROWS>();
            for (starts, packed) in whole.iter().zip(&mut packed) {
                pack(starts.map(|start| &input[start..start + self.inputs]), packed);
            }
            let rest = rest.iter().map(|&start| &input[start..start + self.inputs]);
            self.kernel.run(Product { matrix: self, packed: &packed[..whole.len()], rest, out });
        }
    }
}

/// Brings the rows of a tile into the order in which the inner loop reads them.
fn pack(rows: [&[f32]; ROWS], packed: &mut Vec<[f32; ROWS]>) {
    packed.clear();
    let [a, b, c, d, e, f] = rows;
    let columns = a.iter().zip(b).zip(c).zip(d).zip(e).zip(f);
    packed.extend(columns.map(|(((((a, b), c), d), e), f)| [*a, *b, *c, *d, *e, *f]));
}

/// The product of some packed tiles and of up to five rows that fill no tile.
struct Product<'a, R> {
    matrix: &'a Matrix,
    packed: &'a [Vec<[f32; ROWS]>],
    rest: R,
    out: &'a mut [f32],
}

impl<'r, R: Iterator<Item = &'r [f32]> + Clone> Work for Product<'_, R> {
    #[inline(always)]
    fn run<const LANES: usize>(self) {
        let Self { matrix, packed, rest, out } = self;
        let stride = matrix.stride;
        let (whole, tail) = out.split_at_mut(packed.len() * ROWS * stride);
        for (number, panel) in matrix.panels.chunks_exact(LANES * matrix.inputs).enumerate() {
            let first = number * LANES;
            let panel = panel.as_chunks::<LANES>().0;
            let Some(bias) = matrix.bias[first..].first_chunk::<LANES>() else { return };
            for (tile, out) in packed.iter().zip(whole.chunks_exact_mut(ROWS * stride)) {
                let mut sums = [*bias; ROWS];
                for (values, weights) in tile.iter().zip(panel) {
                    for row in 0..ROWS {
                        for lane in 0..LANES {
                            sums[row][lane] = values[row].mul_add(weights[lane], sums[row][lane]);
                        }
                    }
                }
                for (sums, out) in sums.iter().zip(out.chunks_exact_mut(stride)) {
                    out[first..first + LANES].copy_from_slice(sums);
                }
            }
            for (row, out) in rest.clone().zip(tail.chunks_exact_mut(stride)) {
                let mut sums = *bias;
                for (&value, weights) in row.iter().zip(panel) {
                    for lane in 0..LANES {
                        sums[lane] = value.mul_add(weights[lane], sums[lane]);
                    }
                }
                out[first..first + LANES].copy_from_slice(&sums);
            }
        }
    }
}
