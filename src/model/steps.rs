//! How features enter the network: each has a few steps, and what it says changes with every step that it is above. All
//! that a feature can say is worked out beforehand, so that it is looked up.

use fearless_simd::{Simd, SimdBase, i16x16};

use super::matrix::STRIP;
use crate::features::{PER_LINE, Row, Table};

/// The most steps of a feature.
pub const STEPS: usize = 15;

/// What each feature says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    pub(super) columns: Vec<Column>,
    /// Bits behind the point of what is said.
    pub(super) bits: u32,
}

/// One feature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// Its steps, rising.
    pub steps: Vec<u8>,
    /// What it says on each step, from below the first to above the last: as many numbers each as the network is wide.
    pub says: Vec<i16>,
    /// The step of each value.
    on: Box<[u8; 256]>,
}

impl Column {
    pub(super) fn new(steps: Vec<u8>, says: Vec<i16>) -> Column {
        let on = |value: usize| steps.iter().filter(|&&step| value > usize::from(step)).count() as u8;
        Column { on: Box::new(std::array::from_fn(on)), steps, says }
    }

    /// The step of a value.
    #[inline(always)]
    fn step(&self, cell: u8) -> usize {
        self.on[usize::from(cell)].into()
    }

    /// The most that it may add to any number.
    fn most(&self) -> i32 {
        self.says.iter().map(|&said| i32::from(said).abs()).max().unwrap_or(0)
    }
}

impl Steps {
    /// Whether all features together always fit the numbers that they are summed up in.
    pub(super) fn fits(&self) -> bool {
        self.columns.iter().map(Column::most).sum::<i32>() <= i32::from(i16::MAX)
    }

    /// Writes what all features of all rows of `table` say, `width` numbers a row.
    #[inline(always)]
    pub(super) fn say<S: Simd>(&self, simd: S, table: &Table, width: usize, said: &mut Vec<i16>) {
        let strips = width / STRIP;
        said.clear();
        said.resize(table.len() * width, 0);
        let (lines, document) = self.columns.split_at(self.columns.len().min(PER_LINE));
        // What is the same for all lines is summed up once.
        let mut same = vec![0i16; width];
        for (column, &cell) in document.iter().zip(table.document()) {
            let says = &column.says[column.step(cell) * width..];
            same.iter_mut().zip(says).for_each(|(sum, &says)| *sum = sum.wrapping_add(says));
        }
        let (said, _) = said.as_chunks_mut::<STRIP>();
        let (blocks, rest) = table.rows().as_chunks::<ROWS>();
        let (said_blocks, said_rest) = said.split_at_mut(blocks.len() * ROWS * strips);
        for (rows, said) in blocks.iter().zip(said_blocks.chunks_exact_mut(ROWS * strips)) {
            sum_up(simd, lines, rows, &same, said);
        }
        for (row, said) in rest.iter().zip(said_rest.chunks_exact_mut(strips)) {
            sum_up(simd, lines, &[*row], &same, said);
        }
    }
}

/// Rows that are summed up together, so that a feature is looked for once for all of them.
const ROWS: usize = 4;

/// Writes what `same` and all features of `rows` say.
#[inline(always)]
fn sum_up<S: Simd, const N: usize>(
    simd: S,
    columns: &[Column],
    rows: &[Row; N],
    same: &[i16],
    said: &mut [[i16; STRIP]],
) {
    let strips = same.len() / STRIP;
    for (strip, same) in same.as_chunks::<STRIP>().0.iter().enumerate() {
        let mut sums = [halves(simd, same); N];
        for (at, column) in columns.iter().enumerate().take(PER_LINE) {
            let says = column.says.as_chunks::<STRIP>().0;
            for ([low, high], row) in sums.iter_mut().zip(rows) {
                let [more_low, more_high] = halves(simd, &says[column.step(row[at]) * strips + strip]);
                *low += more_low;
                *high += more_high;
            }
        }
        for (said, [low, high]) in said[strip..].iter_mut().step_by(strips).zip(sums) {
            let (halves, _) = said.as_chunks_mut::<{ STRIP / 2 }>();
            halves[0].copy_from_slice(low.as_slice());
            halves[1].copy_from_slice(high.as_slice());
        }
    }
}

/// A strip as two vectors.
#[inline(always)]
fn halves<S: Simd>(simd: S, strip: &[i16; STRIP]) -> [i16x16<S>; 2] {
    let (halves, _) = strip.as_chunks::<{ STRIP / 2 }>();
    [i16x16::load_array_ref(simd, &halves[0]), i16x16::load_array_ref(simd, &halves[1])]
}

#[cfg(test)]
mod tests {
    use fearless_simd::{Level, dispatch};

    use super::*;
    use crate::features::names;

    #[test]
    fn features_say_what_stands_on_their_step() {
        let table = Table::of_words(&[0, 5, 6, 200]);
        let silent = Column::new(Vec::new(), vec![0; STRIP]);
        let mut columns = vec![silent; names().len()];
        let says = [1, 10, 100].map(|number| [number; STRIP]).concat();
        columns[0] = Column::new(vec![5, 99], says);
        let steps = Steps { columns, bits: 7 };
        let mut said = Vec::new();
        dispatch!(Level::new(), simd => steps.say(simd, &table, STRIP, &mut said));
        assert_eq!(said, [1, 1, 10, 100].map(|number| [number; STRIP]).concat());
        assert!(steps.fits());
    }

    #[test]
    fn features_that_say_too_much_do_not_fit() {
        let loud = Column::new(vec![3], vec![0, 20_000]);
        assert!(!Steps { columns: vec![loud.clone(), loud], bits: 7 }.fits());
    }
}
