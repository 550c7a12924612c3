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
                panels.extend((first..first + lanes).map(|output| {
                    if output < outputs {
                        weight(output, input)
                    } else {
                        0.0
                    }
                }));
            }
        }
        let bias = (0..stride)
            .map(|output| if output < outputs { bias(output) } else { 0.0 })
            .collect();
        Self {
            kernel,
            inputs,
            stride,
            panels,
            bias,
        }
    }

    /// Outputs a row, with padding.
    pub(crate) fn stride(&self) -> usize {
        self.stride
    }

    /// Multiplies the rows that begin at `starts` in `input`; `out` becomes one row of [`Self::stride`] numbers each.
    pub(crate) fn multiply(&self, input: &[f32], starts: &[usize], out: &mut Vec<f32>) {
        out.resize(starts.len() * self.stride, 0.0);
        let mut packed = [const { Vec::new() }; TILES];
        for (starts, out) in starts
            .chunks(ROWS * TILES)
            .zip(out.chunks_mut(ROWS * TILES * self.stride))
        {
            for (starts, packed) in starts.chunks(ROWS).zip(&mut packed) {
                // A tile with too few rows repeats the first: a full tile is hardly slower than one row.
                let row = |row: usize| {
                    let start = starts.get(row).unwrap_or(&starts[0]);
                    &input[*start..start + self.inputs]
                };
                pack([row(0), row(1), row(2), row(3), row(4), row(5)], packed);
            }
            self.kernel.run(Product {
                matrix: self,
                packed: &packed[..starts.len().div_ceil(ROWS)],
                out,
            });
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

/// The product of some packed tiles; the last may have fewer rows in `out`.
struct Product<'a> {
    matrix: &'a Matrix,
    packed: &'a [Vec<[f32; ROWS]>],
    out: &'a mut [f32],
}

impl Work for Product<'_> {
    #[inline(always)]
    fn run<const LANES: usize>(self) {
        let Self {
            matrix,
            packed,
            out,
        } = self;
        let stride = matrix.stride;
        for (number, panel) in matrix
            .panels
            .chunks_exact(LANES * matrix.inputs)
            .enumerate()
        {
            let first = number * LANES;
            let panel = panel.as_chunks::<LANES>().0;
            let Some(bias) = matrix.bias[first..].first_chunk::<LANES>() else {
                return;
            };
            for (tile, out) in packed.iter().zip(out.chunks_mut(ROWS * stride)) {
                let mut sums = [*bias; ROWS];
                for (values, weights) in tile.iter().zip(panel) {
                    // Written out, because a loop over the rows keeps the sums in memory when checks are on.
                    add_product(&mut sums[0], values[0], weights);
                    add_product(&mut sums[1], values[1], weights);
                    add_product(&mut sums[2], values[2], weights);
                    add_product(&mut sums[3], values[3], weights);
                    add_product(&mut sums[4], values[4], weights);
                    add_product(&mut sums[5], values[5], weights);
                }
                for (sums, out) in sums.iter().zip(out.chunks_exact_mut(stride)) {
                    out[first..first + LANES].copy_from_slice(sums);
                }
            }
        }
    }
}

#[inline(always)]
fn add_product<const LANES: usize>(sums: &mut [f32; LANES], value: f32, weights: &[f32; LANES]) {
    for lane in 0..LANES {
        sums[lane] = value.mul_add(weights[lane], sums[lane]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kernel_gives_the_sum_in_order() {
        let value = |seed: usize| ((seed * 2_654_435_761) % 1_000_003) as f32 / 500_000.0 - 1.0;
        let (inputs, outputs, rows) = (37, 50, 53);
        let input: Vec<f32> = (0..inputs * rows).map(value).collect();
        let starts: Vec<usize> = (0..rows).map(|row| row * inputs).collect();
        for kernel in Kernel::available() {
            let matrix = Matrix::new(
                kernel,
                inputs,
                outputs,
                |out, input| value(out * 1000 + input),
                value,
            );
            let mut out = Vec::new();
            matrix.multiply(&input, &starts, &mut out);
            for row in 0..rows {
                for output in 0..outputs {
                    let sum = (0..inputs).fold(value(output), |sum, at| {
                        input[row * inputs + at].mul_add(value(output * 1000 + at), sum)
                    });
                    assert_eq!(
                        out[row * matrix.stride() + output].to_bits(),
                        sum.to_bits(),
                        "{kernel:?}"
                    );
                }
            }
        }
    }
}
