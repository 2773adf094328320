//! Sums of products, many at a time and in integers: the same on every machine, whatever its processor can do at once.

use fearless_simd::{Bytes, Simd, SimdBase, SimdIntWiden, i16x16, i32x8};

/// A matrix that rows of numbers are multiplied with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    /// Numbers of a row that goes in; even.
    pub(super) inputs: usize,
    /// Numbers of a row that comes out, a multiple of [`STRIP`].
    pub(super) outputs: usize,
    /// By strip of outputs, then by pair of inputs, then by output, then by input of the pair.
    weights: Vec<[i16; 2 * STRIP]>,
}

/// Outputs that are worked out together.
pub(super) const STRIP: usize = 32;
/// Rows that are worked out together.
const ROWS: usize = 2;

impl Matrix {
    /// The matrix in which `weights[input * outputs + output]` is the part of an input in an output.
    pub(super) fn new(inputs: usize, outputs: usize, weights: &[i16]) -> Option<Matrix> {
        let whole = inputs.is_multiple_of(2) && outputs.is_multiple_of(STRIP) && weights.len() == inputs * outputs;
        let weight = |strip: usize, pair: usize| {
            std::array::from_fn(|at| weights[(2 * pair + at % 2) * outputs + strip * STRIP + at / 2])
        };
        let strips = 0..outputs / STRIP;
        whole.then(|| Matrix {
            inputs,
            outputs,
            weights: strips
                .flat_map(|strip| (0..inputs / 2).map(move |pair| (strip, pair)))
                .map(|(s, p)| weight(s, p))
                .collect(),
        })
    }

    /// The part of `input` in `output`.
    #[cfg(any(test, feature = "train"))]
    pub(super) fn weight(&self, input: usize, output: usize) -> i16 {
        self.weights[output / STRIP * (self.inputs / 2) + input / 2][output % STRIP * 2 + input % 2]
    }

    /// Multiplies all rows of `from`, and hands out the sums of each row, strip by strip: the row, the first output of
    /// the strip, and the sums.
    #[inline(always)]
    pub(super) fn multiply<S: Simd>(&self, simd: S, from: &[i16], mut out: impl FnMut(usize, usize, &[i32; STRIP])) {
        let pairs = self.inputs / 2;
        for (strip, weights) in self.weights.chunks_exact(pairs.max(1)).enumerate() {
            let first = strip * STRIP;
            let (blocks, rest) = from.as_chunks::<2>().0.split_at(from.len() / (self.inputs * ROWS) * pairs * ROWS);
            for (block, rows) in blocks.chunks_exact(pairs * ROWS).enumerate() {
                let sums = sums::<S, ROWS>(simd, rows, weights);
                sums.iter().enumerate().for_each(|(row, sums)| out(block * ROWS + row, first, sums));
            }
            let done = blocks.len() / pairs.max(1);
            for (row, pairs) in rest.chunks_exact(pairs).enumerate() {
                let [sums] = sums::<S, 1>(simd, pairs, weights);
                out(done + row, first, &sums);
            }
        }
    }
}

/// The sums of a strip for `N` rows, which stand one behind the other in `rows`.
#[inline(always)]
fn sums<S: Simd, const N: usize>(simd: S, rows: &[[i16; 2]], weights: &[[i16; 2 * STRIP]]) -> [[i32; STRIP]; N] {
    let mut sums = [[i32x8::splat(simd, 0); PARTS]; N];
    let mut parts = [&rows[..0]; N];
    for (part, row) in parts.iter_mut().zip(rows.chunks_exact(weights.len())) {
        *part = row;
    }
    for (pair, weights) in weights.iter().enumerate() {
        let (quarters, _) = weights.as_chunks::<16>();
        let parts_of: [i16x16<S>; PARTS] = std::array::from_fn(|part| i16x16::load_array_ref(simd, &quarters[part]));
        for (sums, part) in sums.iter_mut().zip(&parts) {
            let [first, second] = part[pair];
            let both = i32::from(second) << 16 | i32::from(first) & 0xFFFF;
            let both: i16x16<S> = i32x8::splat(simd, both).bitcast();
            sums.iter_mut().zip(parts_of).for_each(|(sum, weights)| *sum += both.pairwise_dot_product(weights));
        }
    }
    sums.map(|sums| {
        let mut out = [0; STRIP];
        out.as_chunks_mut::<8>().0.iter_mut().zip(sums).for_each(|(out, sum)| out.copy_from_slice(sum.as_slice()));
        out
    })
}

/// Vectors of sums in a strip.
const PARTS: usize = STRIP / 8;
