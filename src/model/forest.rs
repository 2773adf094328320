//! Boosted trees whose levels each ask one question: is this feature above that value? A tree of six levels is then six
//! comparisons, the same for all lines, and a look-up; thirty-two lines are asked at once. All is done in integers and
//! in the order of the trees, so that a score is the same on every machine.

use crate::features::{BLOCK, Table};

/// Levels of a tree.
pub const DEPTH: usize = 6;
/// Leaves of a tree.
pub const LEAVES: usize = 1 << DEPTH;

/// One question: whether the feature in `column` is above `above`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Place of the feature in the table.
    pub column: u16,
    /// The value it is compared with.
    pub above: u8,
}

/// A tree: a question for each level, and a value for each way to answer them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// The questions; an answer "yes" to the one at `n` adds `1 << n` to the place of the leaf.
    pub questions: [Question; DEPTH],
    /// What each leaf adds to the score, in [`ONE`](super::ONE)ths of a natural unit of log-odds.
    pub leaves: [i16; LEAVES],
}

/// Trees that add up to a score.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forest {
    /// The score before any tree has spoken.
    pub bias: i32,
    /// The trees in the order in which they were grown.
    pub trees: Vec<Tree>,
}

impl Forest {
    /// Writes the score of every row of `table`; more than nought speaks for keeping the line.
    pub fn score(&self, table: &Table, scores: &mut Vec<i32>) {
        scores.clear();
        scores.resize(table.rows().next_multiple_of(BLOCK), self.bias);
        for (block, scores) in scores.as_chunks_mut::<BLOCK>().0.iter_mut().enumerate() {
            for tree in &self.trees {
                tree.add(table, block, scores);
            }
        }
        scores.truncate(table.rows());
    }
}

impl Tree {
    /// The place of the leaf that `row` of `table` comes to.
    pub fn place(&self, table: &Table, row: usize) -> usize {
        let answer = |question: &Question| table.column(question.column.into())[row] > question.above;
        let levels = self.questions.iter().enumerate();
        levels.map(|(level, question)| usize::from(answer(question)) << level).sum()
    }

    fn add(&self, table: &Table, block: usize, scores: &mut [i32; BLOCK]) {
        let mut places = [0u8; BLOCK];
        for (level, question) in self.questions.iter().enumerate() {
            let cells = table.block(question.column.into(), block);
            for (place, &cell) in places.iter_mut().zip(cells) {
                *place |= u8::from(cell > question.above) << level;
            }
        }
        for (score, &place) in scores.iter_mut().zip(&places) {
            *score += i32::from(self.leaves[usize::from(place) % LEAVES]);
        }
    }
}
