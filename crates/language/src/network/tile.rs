//! The innermost loop: six rows by the lanes of one panel.
//!
//! This is where four fifths of the time goes. The vector forms are written out with intrinsics, because what the
//! compiler makes of the plain loop differed by a factor of fifteen between build profiles. Invariant: every form
//! gives the bits of [`portable`], since each output is the same chain of fused products.

#![allow(unsafe_code)]

/// Rows that one tile computes together.
pub(super) const ROWS: usize = 6;

/// The plain form, for any number of lanes.
pub(super) fn portable<const LANES: usize>(
    values: &[[f32; ROWS]],
    panel: &[[f32; LANES]],
    bias: &[f32; LANES],
) -> [[f32; LANES]; ROWS] {
    let mut sums = [*bias; ROWS];
    for (values, weights) in values.iter().zip(panel) {
        for (sums, value) in sums.iter_mut().zip(values) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum = value.mul_add(*weight, *sum);
            }
        }
    }
    sums
}

/// The form for AVX2 and FMA.
#[cfg(target_arch = "x86_64")]
pub(super) fn avx2(values: &[[f32; ROWS]], panel: &[[f32; 16]], bias: &[f32; 16]) -> [[f32; 16]; ROWS] {
    // SAFETY: `Kernel::Avx2` is only made where the features were detected, and only it comes here.
    unsafe { avx2_tile(values, panel, bias) }
}

/// The form for AVX-512.
#[cfg(target_arch = "x86_64")]
pub(super) fn avx512(values: &[[f32; ROWS]], panel: &[[f32; 32]], bias: &[f32; 32]) -> [[f32; 32]; ROWS] {
    // SAFETY: `Kernel::Avx512` is only made where the feature was detected, and only it comes here.
    unsafe { avx512_tile(values, panel, bias) }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn avx2_tile(values: &[[f32; ROWS]], panel: &[[f32; 16]], bias: &[f32; 16]) -> [[f32; 16]; ROWS] {
    use std::arch::x86_64::{__m256, _mm256_fmadd_ps, _mm256_loadu_ps, _mm256_set1_ps, _mm256_storeu_ps};

    // SAFETY: both halves lie within the array.
    let load = |row: &[f32; 16]| unsafe { (_mm256_loadu_ps(row.as_ptr()), _mm256_loadu_ps(row.as_ptr().add(8))) };
    let (mut a0, mut a1) = load(bias);
    let (mut b0, mut b1, mut c0, mut c1, mut d0, mut d1) = (a0, a1, a0, a1, a0, a1);
    let (mut e0, mut e1, mut f0, mut f1) = (a0, a1, a0, a1);
    for (values, weights) in values.iter().zip(panel) {
        let (w0, w1) = load(weights);
        let value = _mm256_set1_ps(values[0]);
        (a0, a1) = (_mm256_fmadd_ps(value, w0, a0), _mm256_fmadd_ps(value, w1, a1));
        let value = _mm256_set1_ps(values[1]);
        (b0, b1) = (_mm256_fmadd_ps(value, w0, b0), _mm256_fmadd_ps(value, w1, b1));
        let value = _mm256_set1_ps(values[2]);
        (c0, c1) = (_mm256_fmadd_ps(value, w0, c0), _mm256_fmadd_ps(value, w1, c1));
        let value = _mm256_set1_ps(values[3]);
        (d0, d1) = (_mm256_fmadd_ps(value, w0, d0), _mm256_fmadd_ps(value, w1, d1));
        let value = _mm256_set1_ps(values[4]);
        (e0, e1) = (_mm256_fmadd_ps(value, w0, e0), _mm256_fmadd_ps(value, w1, e1));
        let value = _mm256_set1_ps(values[5]);
        (f0, f1) = (_mm256_fmadd_ps(value, w0, f0), _mm256_fmadd_ps(value, w1, f1));
    }
    let mut sums = [[0.0; 16]; ROWS];
    let store = |row: &mut [f32; 16], first: __m256, second: __m256| {
        // SAFETY: both halves lie within the array.
        unsafe {
            _mm256_storeu_ps(row.as_mut_ptr(), first);
            _mm256_storeu_ps(row.as_mut_ptr().add(8), second);
        }
    };
    store(&mut sums[0], a0, a1);
    store(&mut sums[1], b0, b1);
    store(&mut sums[2], c0, c1);
    store(&mut sums[3], d0, d1);
    store(&mut sums[4], e0, e1);
    store(&mut sums[5], f0, f1);
    sums
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
fn avx512_tile(values: &[[f32; ROWS]], panel: &[[f32; 32]], bias: &[f32; 32]) -> [[f32; 32]; ROWS] {
    use std::arch::x86_64::{__m512, _mm512_fmadd_ps, _mm512_loadu_ps, _mm512_set1_ps, _mm512_storeu_ps};

    // SAFETY: both halves lie within the array.
    let load = |row: &[f32; 32]| unsafe { (_mm512_loadu_ps(row.as_ptr()), _mm512_loadu_ps(row.as_ptr().add(16))) };
    let (mut a0, mut a1) = load(bias);
    let (mut b0, mut b1, mut c0, mut c1, mut d0, mut d1) = (a0, a1, a0, a1, a0, a1);
    let (mut e0, mut e1, mut f0, mut f1) = (a0, a1, a0, a1);
    for (values, weights) in values.iter().zip(panel) {
        let (w0, w1) = load(weights);
        let value = _mm512_set1_ps(values[0]);
        (a0, a1) = (_mm512_fmadd_ps(value, w0, a0), _mm512_fmadd_ps(value, w1, a1));
        let value = _mm512_set1_ps(values[1]);
        (b0, b1) = (_mm512_fmadd_ps(value, w0, b0), _mm512_fmadd_ps(value, w1, b1));
        let value = _mm512_set1_ps(values[2]);
        (c0, c1) = (_mm512_fmadd_ps(value, w0, c0), _mm512_fmadd_ps(value, w1, c1));
        let value = _mm512_set1_ps(values[3]);
        (d0, d1) = (_mm512_fmadd_ps(value, w0, d0), _mm512_fmadd_ps(value, w1, d1));
        let value = _mm512_set1_ps(values[4]);
        (e0, e1) = (_mm512_fmadd_ps(value, w0, e0), _mm512_fmadd_ps(value, w1, e1));
        let value = _mm512_set1_ps(values[5]);
        (f0, f1) = (_mm512_fmadd_ps(value, w0, f0), _mm512_fmadd_ps(value, w1, f1));
    }
    let mut sums = [[0.0; 32]; ROWS];
    let store = |row: &mut [f32; 32], first: __m512, second: __m512| {
        // SAFETY: both halves lie within the array.
        unsafe {
            _mm512_storeu_ps(row.as_mut_ptr(), first);
            _mm512_storeu_ps(row.as_mut_ptr().add(16), second);
        }
    };
    store(&mut sums[0], a0, a1);
    store(&mut sums[1], b0, b1);
    store(&mut sums[2], c0, c1);
    store(&mut sums[3], d0, d1);
    store(&mut sums[4], e0, e1);
    store(&mut sums[5], f0, f1);
    sums
}
