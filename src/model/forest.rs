//! Boosted trees whose levels each ask one question: is this feature above that value? A tree of six levels is then six
//! comparisons, the same for all lines, and a look-up.

use crate::features::Table;

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
    /// The columns that it asks about; some of them more than once.
    pub fn columns(&self) -> impl Iterator<Item = usize> {
        self.trees.iter().flat_map(|tree| tree.questions).map(|question| usize::from(question.column))
    }
}

impl Tree {
    /// The most that a leaf may add or take: so small that a few trees' leaves add up within sixteen bits.
    pub const MOST: i16 = 2047;

    /// The place of the leaf that `row` of `table` comes to.
    pub fn place(&self, table: &Table, row: usize) -> usize {
        let answer = |question: &Question| table.column(question.column.into())[row] > question.above;
        let levels = self.questions.iter().enumerate();
        levels.map(|(level, question)| usize::from(answer(question)) << level).sum()
    }
}
