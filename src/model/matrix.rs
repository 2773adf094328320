//! Sums of products, many at a time and in integers: the same on every machine, whatever its processor can do at once.

use fearless_simd::{Bytes, Simd, SimdBase, SimdIntWiden, i16x16, i32x8};

use super::net::{Thought, WIDTH};

/// A matrix that rows of numbers are multiplied with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    /// By pair of inputs, then by output, then by input of the pair.
    weights: Vec<[i16; 2 * WIDTH]>,
}

/// Rows that are worked out together.
const ROWS: usize = 2;

impl Matrix {
    /// The matrix in which `weights[input]` is the part of an input in each output; `None` where there is no even number
    /// of inputs.
    pub(super) fn new(weights: &[Thought]) -> Option<Matrix> {
        let (pairs, rest) = weights.as_chunks::<2>();
        let pair = |[first, second]: &[Thought; 2]| {
            std::array::from_fn(|at| if at % 2 == 0 { first[at / 2] } else { second[at / 2] })
        };
        rest.is_empty().then(|| Matrix { weights: pairs.iter().map(pair).collect() })
    }

    /// Numbers of a row that goes in.
    pub(super) fn inputs(&self) -> usize {
        2 * self.weights.len()
    }

    /// The part of `input` in each output.
    #[cfg(any(test, feature = "train"))]
    pub(super) fn of(&self, input: usize) -> Thought {
        std::array::from_fn(|output| self.weights[input / 2][2 * output + input % 2])
    }

    /// Multiplies all rows of `from`, and hands out the number of each row and its sums.
    #[inline(always)]
    pub(super) fn multiply<S: Simd>(&self, simd: S, from: &[i16], mut out: impl FnMut(usize, &[i32; WIDTH])) {
        let pairs = self.weights.len();
        let (blocks, rest) = from.as_chunks::<2>().0.split_at(from.len() / (2 * pairs * ROWS) * pairs * ROWS);
        for (block, rows) in blocks.chunks_exact(pairs * ROWS).enumerate() {
            let sums = sums::<S, ROWS>(simd, rows, &self.weights);
            sums.iter().enumerate().for_each(|(row, sums)| out(block * ROWS + row, sums));
        }
        let done = blocks.len() / pairs;
        for (row, pairs) in rest.chunks_exact(pairs).enumerate() {
            let [sums] = sums::<S, 1>(simd, pairs, &self.weights);
            out(done + row, &sums);
        }
    }
}

/// The sums of `N` rows, which stand one behind the other in `rows`.
#[inline(always)]
fn sums<S: Simd, const N: usize>(simd: S, rows: &[[i16; 2]], weights: &[[i16; 2 * WIDTH]]) -> [[i32; WIDTH]; N] {
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
        let mut out = [0; WIDTH];
        out.as_chunks_mut::<8>().0.iter_mut().zip(sums).for_each(|(out, sum)| out.copy_from_slice(sum.as_slice()));
        out
    })
}

/// Vectors of sums.
const PARTS: usize = WIDTH / 8;
