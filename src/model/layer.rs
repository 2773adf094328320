//! One layer of the network: every line hears what its neighbours at some distance are like, and what the document is
//! like as a whole, and adds what follows to what is thought of it.

use fearless_simd::Simd;

use super::matrix::Matrix;
use super::net::{ACTS, BIAS, Thought, WEIGHTS, WIDTH};

/// A layer. All numbers are in the units of [`net`](super::net).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// How many lines away the neighbours are.
    pub(super) reach: usize,
    /// How much the neighbour before, the line itself and the neighbour behind count.
    pub(super) company: [Thought; 3],
    /// What follows from line and neighbours.
    pub(super) mix: Matrix,
    /// What is added to that.
    pub(super) bias: [i32; WIDTH],
    /// What follows from the averages of all lines, and then from the most of each number in any line.
    pub(super) whole: Option<Matrix>,
}

impl Layer {
    /// Passes over all lines. `thoughts` has a row for each line, and `margin` rows of noughts before the first and
    /// behind the last; `company` is memory.
    #[inline(always)]
    pub(super) fn pass<S: Simd>(&self, simd: S, margin: usize, thoughts: &mut [Thought], company: &mut Vec<Thought>) {
        let lines = margin..thoughts.len() - margin;
        let mut bias = self.bias;
        if let Some(mix) = &self.whole {
            let whole = sum_up(&thoughts[lines.clone()]);
            mix.multiply(simd, whole.as_flattened(), |_, sums| {
                bias.iter_mut().zip(sums).for_each(|(bias, &sum)| *bias = bias.wrapping_add(sum));
            });
        }
        company.clear();
        company.extend(lines.clone().map(|line| {
            let [before, here, after] = [line - self.reach, line, line + self.reach].map(|line| &thoughts[line]);
            let [part_before, part_here, part_after] = &self.company;
            std::array::from_fn(|at| {
                let times = |n: &Thought, part: &Thought| i32::from(n[at]) * i32::from(part[at]);
                let all = times(before, part_before)
                    .wrapping_add(times(here, part_here))
                    .wrapping_add(times(after, part_after));
                (all >> WEIGHTS).clamp(i16::MIN.into(), i16::MAX.into()) as i16
            })
        }));
        let thoughts = &mut thoughts[lines];
        self.mix.multiply(simd, company.as_flattened(), |line, sums| {
            for ((thought, &sum), &bias) in thoughts[line].iter_mut().zip(sums).zip(&bias) {
                let more = (sum.wrapping_add(bias) >> (BIAS - ACTS)).max(0);
                *thought = i32::from(*thought).saturating_add(more).min(i16::MAX.into()) as i16;
            }
        });
    }
}

/// The averages of all rows, and the most of each number in any of them. One row of noughts counts among them.
#[inline(always)]
fn sum_up(rows: &[Thought]) -> [Thought; 2] {
    let (mut sums, mut most) = ([0i64; WIDTH], [0i16; WIDTH]);
    for row in rows {
        for ((sum, most), &number) in sums.iter_mut().zip(&mut most).zip(row) {
            *sum += i64::from(number);
            *most = number.max(*most);
        }
    }
    let count = rows.len() as i64 + 1;
    [sums.map(|sum| (sum / count) as i16), most]
}
