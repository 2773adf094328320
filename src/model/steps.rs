//! How features enter the network: each has a few steps, and what it says changes with every step that it is above. All
//! that a feature can say is worked out beforehand, so that it is looked up.

use fearless_simd::{Simd, SimdBase, i16x16};

use super::net::{Thought, WIDTH};
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
    /// What it says on each step, from below the first to above the last; nothing on others.
    says: Box<[Thought; STEPS + 1]>,
    /// The step of each value.
    on: Box<[u8; 256]>,
}

impl Column {
    /// A feature that says something on each of its `steps`, and something below the first; `None` where it does not.
    pub(super) fn new(steps: Vec<u8>, says: &[Thought]) -> Option<Column> {
        if steps.len() > STEPS || says.len() != steps.len() + 1 {
            return None;
        }
        let on = |value: usize| steps.iter().filter(|&&step| value > usize::from(step)).count() as u8;
        let on = Box::new(std::array::from_fn(on));
        let mut all = Box::new([[0; WIDTH]; STEPS + 1]);
        all[..says.len()].copy_from_slice(says);
        Some(Column { steps, says: all, on })
    }

    /// What it says where it has this value.
    #[inline(always)]
    fn of(&self, cell: u8) -> &Thought {
        &self.says[usize::from(self.on[usize::from(cell)]) % (STEPS + 1)]
    }

    /// What it says on each step.
    #[cfg(any(test, feature = "train"))]
    pub(super) fn says(&self) -> &[Thought] {
        &self.says[..self.steps.len() + 1]
    }

    /// The most that it may add to any number.
    fn most(&self) -> i32 {
        self.says.as_flattened().iter().map(|&said| i32::from(said).abs()).max().unwrap_or(0)
    }
}

impl Steps {
    /// Whether all features together always fit the numbers that they are summed up in.
    pub(super) fn fits(&self) -> bool {
        self.columns.iter().map(Column::most).sum::<i32>() <= i32::from(i16::MAX)
    }

    /// Writes what all features of all rows of `table` say.
    #[inline(always)]
    pub(super) fn say<S: Simd>(&self, simd: S, table: &Table, said: &mut Vec<Thought>) {
        said.clear();
        said.resize(table.len(), [0; WIDTH]);
        let (lines, document) = self.columns.split_at(self.columns.len().min(PER_LINE));
        // What is the same for all lines is summed up once.
        let mut same = [0i16; WIDTH];
        for (column, &cell) in document.iter().zip(table.document()) {
            same.iter_mut().zip(column.of(cell)).for_each(|(sum, &says)| *sum = sum.wrapping_add(says));
        }
        let (blocks, rest) = table.rows().as_chunks::<ROWS>();
        let (said_blocks, said_rest) = said.as_chunks_mut::<ROWS>();
        for (rows, said) in blocks.iter().zip(said_blocks) {
            *said = sum_up(simd, lines, rows, &same);
        }
        for (row, said) in rest.iter().zip(said_rest) {
            [*said] = sum_up(simd, lines, &[*row], &same);
        }
    }
}

/// Rows that are summed up together, so that a feature is looked for once for all of them.
const ROWS: usize = 4;

/// What `same` and all features of `rows` say together.
#[inline(always)]
fn sum_up<S: Simd, const N: usize>(simd: S, columns: &[Column], rows: &[Row; N], same: &Thought) -> [Thought; N] {
    let mut sums = [halves(simd, same); N];
    for (at, column) in columns.iter().enumerate().take(PER_LINE) {
        for ([low, high], row) in sums.iter_mut().zip(rows) {
            let [more_low, more_high] = halves(simd, column.of(row[at]));
            *low += more_low;
            *high += more_high;
        }
    }
    sums.map(|sums| {
        let mut said = [0; WIDTH];
        said.as_chunks_mut::<HALF>()
            .0
            .iter_mut()
            .zip(sums)
            .for_each(|(said, sum)| said.copy_from_slice(sum.as_slice()));
        said
    })
}

/// Half of a thought's numbers: as many as there are in a vector.
const HALF: usize = WIDTH / 2;

/// A thought as two vectors.
#[inline(always)]
fn halves<S: Simd>(simd: S, thought: &Thought) -> [i16x16<S>; 2] {
    let (halves, _) = thought.as_chunks::<HALF>();
    [i16x16::load_array_ref(simd, &halves[0]), i16x16::load_array_ref(simd, &halves[1])]
}

#[cfg(test)]
mod tests {
    use fearless_simd::{Level, dispatch};

    use super::*;
    use crate::features::names;

    fn column(steps: &[u8], says: &[i16]) -> Column {
        let says: Vec<Thought> = says.iter().map(|&says| [says; WIDTH]).collect();
        Column::new(steps.to_vec(), &says).unwrap()
    }

    #[test]
    fn features_say_what_stands_on_their_step() {
        let table = Table::of_words(&[0, 5, 6, 200]);
        let mut columns = vec![column(&[], &[0]); names().len()];
        columns[0] = column(&[5, 99], &[1, 10, 100]);
        let steps = Steps { columns, bits: 7 };
        let mut said = Vec::new();
        dispatch!(Level::new(), simd => steps.say(simd, &table, &mut said));
        assert_eq!(said, [1, 1, 10, 100].map(|number| [number; WIDTH]));
        assert!(steps.fits());
    }

    #[test]
    fn features_that_say_too_much_do_not_fit() {
        let loud = column(&[3], &[0, 20_000]);
        assert!(!Steps { columns: vec![loud.clone(), loud], bits: 7 }.fits());
        assert_eq!(Column::new(vec![3], &[[0; WIDTH]]), None);
    }
}
