//! One layer of the network: every line hears what its neighbours at some distance are like, and what the document is
//! like as a whole, and adds what follows to what is thought of it.

use fearless_simd::Simd;

use super::matrix::Matrix;
use super::net::{ACTS, BIAS, WEIGHTS};

/// A layer. All numbers are in the units of [`net`](super::net).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// How many lines away the neighbours are.
    pub(super) reach: usize,
    /// How much the neighbour before, the line itself and the neighbour behind count: three rows of the network's width.
    pub(super) company: Vec<i16>,
    /// What follows from line and neighbours.
    pub(super) mix: Matrix,
    /// What is added to that.
    pub(super) bias: Vec<i32>,
    /// What follows from the averages of all lines, and then from the most of each number in any line.
    pub(super) whole: Option<Matrix>,
}

/// Memory for the layers of one document after the other.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    company: Vec<i16>,
    whole: Vec<i16>,
    bias: Vec<i32>,
}

impl Layer {
    /// Passes over all lines. `thoughts` has a row for each line, and `margin` rows of noughts
    /// before the first and behind the last.
    #[inline(always)]
    pub(super) fn pass<S: Simd>(&self, simd: S, margin: usize, thoughts: &mut [i16], scratch: &mut Scratch) {
        let width = self.mix.outputs;
        let Scratch { company, whole, bias } = scratch;
        let lines = thoughts.len() / width - 2 * margin;
        bias.clone_from(&self.bias);
        if let Some(mix) = &self.whole {
            sum_up(&thoughts[margin * width..][..lines * width], width, whole);
            mix.multiply(simd, whole, |_, first, sums| {
                bias[first..].iter_mut().zip(sums).for_each(|(bias, &sum)| *bias = bias.wrapping_add(sum));
            });
        }
        company.resize(lines * width, 0);
        let (before, rest) = self.company.split_at(width);
        let (here, after) = rest.split_at(width);
        for (line, sums) in company.chunks_exact_mut(width).enumerate() {
            let row = |at: usize| &thoughts[at * width..][..width];
            let at = margin + line;
            let rows = row(at - self.reach).iter().zip(row(at)).zip(row(at + self.reach));
            let parts = before.iter().zip(here).zip(after);
            for ((sum, ((&a, &b), &c)), ((&pa, &pb), &pc)) in sums.iter_mut().zip(rows).zip(parts) {
                let times = |n: i16, part: i16| i32::from(n) * i32::from(part);
                let all = times(a, pa).wrapping_add(times(b, pb)).wrapping_add(times(c, pc));
                *sum = (all >> WEIGHTS).clamp(i16::MIN.into(), i16::MAX.into()) as i16;
            }
        }
        self.mix.multiply(simd, company, |line, first, sums| {
            let row = &mut thoughts[(margin + line) * width + first..];
            for ((thought, &sum), &bias) in row.iter_mut().zip(sums).zip(&bias[first..]) {
                let more = (sum.wrapping_add(bias) >> (BIAS - ACTS)).max(0);
                *thought = i32::from(*thought).saturating_add(more).min(i16::MAX.into()) as i16;
            }
        });
    }
}

/// Writes the averages of all rows, and the most of each number in any of them. One row of noughts counts among them.
#[inline(always)]
fn sum_up(rows: &[i16], width: usize, out: &mut Vec<i16>) {
    let mut sums = vec![0i64; width];
    out.clear();
    out.resize(2 * width, 0);
    let most = &mut out[width..];
    for row in rows.chunks_exact(width) {
        for ((sum, most), &number) in sums.iter_mut().zip(&mut *most).zip(row) {
            *sum += i64::from(number);
            *most = number.max(*most);
        }
    }
    let count = (rows.len() / width) as i64 + 1;
    out.iter_mut().zip(sums).for_each(|(average, sum)| *average = (sum / count) as i16);
}
