//! What a model learns from: the features, words and labels of all pages in all their forms.

use crate::features::{Features, Table, names};
use crate::model::{STEPS, Words};

/// What is known of one line of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Target {
    /// The part of it that should be kept.
    pub kept: f32,
    /// How much it counts.
    pub weight: f32,
}

impl Target {
    /// What is known of a paragraph with lines of which so much is known.
    pub(super) fn of_all(lines: &[Target]) -> Target {
        let weight: f32 = lines.iter().map(|target| target.weight).sum();
        let kept = lines.iter().map(|target| target.kept * target.weight).sum::<f32>();
        match lines {
            [line] => *line,
            _ => Target { kept: kept / weight.max(f32::MIN_POSITIVE), weight },
        }
    }
}

/// One page in one of its forms.
#[derive(Debug)]
pub(super) struct Taught {
    pub table: Table,
    /// Places of the words of each row.
    pub words: Vec<Vec<u32>>,
    /// What is known of each row.
    pub targets: Vec<Target>,
    /// The share of rounds in which it is read.
    pub share: f32,
}

/// All that a model learns from.
#[derive(Debug, Default)]
pub struct Lessons {
    pub(super) documents: Vec<Taught>,
}

impl Lessons {
    /// Adds a page whose lines, blank ones included, have `targets`.
    pub(super) fn add(&mut self, features: &Features, targets: impl Fn(u32) -> Target, share: f32) {
        let table = features.table().clone();
        let words = |row: usize| {
            let mut places = Vec::new();
            Words::places(features.words(row), |place| places.push(place as u32));
            places
        };
        self.documents.push(Taught {
            words: (0..table.len()).map(words).collect(),
            targets: table.lines().iter().map(|&line| targets(line)).collect(),
            table,
            share,
        });
    }

    /// The steps of each feature: values between which about as many lines lie.
    pub(super) fn steps(&self) -> Vec<Vec<u8>> {
        let mut counts = vec![[0u64; 256]; names().len()];
        for document in &self.documents {
            // A long page has no more to say about this than a short one.
            let every = document.table.len().div_ceil(ROWS).max(1);
            for (column, counts) in counts.iter_mut().enumerate() {
                let cells = document.table.column(column).step_by(every);
                cells.for_each(|cell| counts[usize::from(cell)] += 1);
            }
        }
        counts.iter().map(steps_of).collect()
    }
}

/// The most rows of a page that say where steps lie.
const ROWS: usize = 20;

fn steps_of(counts: &[u64; 256]) -> Vec<u8> {
    let values: Vec<u8> = (0..=255).filter(|&value| counts[usize::from(value)] > 0).collect();
    if values.len() <= STEPS + 1 {
        // Nothing is above the last.
        return values[..values.len().saturating_sub(1)].to_vec();
    }
    let (mut steps, mut since, mut left) = (Vec::new(), 0, counts.iter().sum::<u64>());
    for &value in &values[..values.len() - 1] {
        since += counts[usize::from(value)];
        // What is left is shared out among the steps that are left, so that a value that comes often takes only one.
        if steps.len() < STEPS && since * (STEPS + 1 - steps.len()) as u64 >= left {
            steps.push(value);
            (left, since) = (left - since, 0);
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_values_are_all_told_apart_and_many_by_steps() {
        let mut counts = [0; 256];
        [3, 7, 9].into_iter().for_each(|value: usize| counts[value] = 5);
        assert_eq!(steps_of(&counts), [3, 7]);
        let steps = steps_of(&[1; 256]);
        assert!(steps.len() == STEPS && steps[7] == 127, "{steps:?}");
        let mut often = [1; 256];
        often[0] = 1000;
        assert!(steps_of(&often)[..3] == [0, 17, 34], "{:?}", steps_of(&often));
        assert!(steps_of(&[0; 256]).is_empty());
    }
}
