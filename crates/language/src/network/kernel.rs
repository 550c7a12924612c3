//! Which vector instructions the hot loops are compiled for, chosen at run time.
//!
//! Loops are written once in plain Rust over arrays of fixed length and compiled for each kernel; only the innermost
//! loop of the products has a form of its own each (see [`super::tile`]). Sums run in a
//! fixed order over the inner dimension and are vectorised over the outputs, products are fused by
//! [`f32::mul_add`], which is exact everywhere. Invariant: all kernels give the same bits.

/// Compiled variant of the loops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kernel {
    /// No assumption. Slow on x86 without fused multiply-add, where every product is a call.
    Portable,
    /// AVX2 and FMA.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// AVX-512.
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

/// A loop to compile for each kernel. `run` must be `#[inline(always)]`, else it is not.
pub(crate) trait Work {
    /// Does the work.
    fn run(self);
}

impl Kernel {
    /// The fastest kernel that this machine has.
    pub(crate) fn detect() -> Self {
        Self::available().last().copied().unwrap_or(Self::Portable)
    }

    /// All kernels that this machine has, slowest first.
    pub(crate) fn available() -> Vec<Self> {
        #[cfg_attr(not(target_arch = "x86_64"), allow(unused_mut))]
        let mut kernels = vec![Self::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            let fused = std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma");
            if fused {
                kernels.push(Self::Avx2);
            }
            if fused && std::arch::is_x86_feature_detected!("avx512f") {
                kernels.push(Self::Avx512);
            }
        }
        kernels
    }

    /// Outputs in one tile, and so in one panel of packed weights.
    pub(crate) const fn lanes(self) -> usize {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => 32,
            _ => 16,
        }
    }

    /// Runs `work` compiled for this kernel.
    #[allow(unsafe_code)]
    pub(crate) fn run(self, work: impl Work) {
        match self {
            Self::Portable => work.run(),
            // SAFETY: the variant is only made by `available`, after the features were detected.
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => unsafe { avx2(work) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => unsafe { avx512(work) },
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn avx2(work: impl Work) {
    work.run();
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma,avx512f")]
fn avx512(work: impl Work) {
    work.run();
}
