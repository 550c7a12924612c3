//! Products of rows with a packed weight matrix.
//!
//! Weights are packed in panels of as many outputs as a tile has lanes, so that the inner loop reads them in
//! order. Invariant: every output is `bias + a[0] w[0] + a[1] w[1] + ...`, fused, in this order, whatever the
//! tile, the kernel or the neighbours of the row.

use super::kernel::Kernel;
use super::tile::{self, ROWS};

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
                panels.extend((first..first + lanes).map(
                    |output| {
                        if output < outputs { weight(output, input) } else { 0.0 }
                    },
                ));
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
            let packed = &packed[..starts.len().div_ceil(ROWS)];
            match self.kernel {
                Kernel::Portable => self.tiles::<16>(packed, out, tile::portable),
                #[cfg(target_arch = "x86_64")]
                Kernel::Avx2 => self.tiles(packed, out, tile::avx2),
                #[cfg(target_arch = "x86_64")]
                Kernel::Avx512 => self.tiles(packed, out, tile::avx512),
            }
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

impl Matrix {
    /// The product of some packed tiles; the last may have fewer rows in `out`.
    #[inline(always)]
    fn tiles<const LANES: usize>(
        &self,
        packed: &[Vec<[f32; ROWS]>],
        out: &mut [f32],
        tile: impl Fn(&[[f32; ROWS]], &[[f32; LANES]], &[f32; LANES]) -> [[f32; LANES]; ROWS],
    ) {
        for (number, panel) in self.panels.chunks_exact(LANES * self.inputs).enumerate() {
            let first = number * LANES;
            let panel = panel.as_chunks::<LANES>().0;
            let Some(bias) = self.bias[first..].first_chunk::<LANES>() else {
                return;
            };
            for (values, out) in packed.iter().zip(out.chunks_mut(ROWS * self.stride)) {
                let sums = tile(values, panel, bias);
                for (sums, out) in sums.iter().zip(out.chunks_exact_mut(self.stride)) {
                    out[first..first + LANES].copy_from_slice(sums);
                }
            }
        }
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
            let matrix = Matrix::new(kernel, inputs, outputs, |out, input| value(out * 1000 + input), value);
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
