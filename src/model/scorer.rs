//! Asks a forest about many lines at once. All is done in integers, so that a score is the same on every machine,
//! whatever its processor can do at a time.

use fearless_simd::{Bytes, Level, Select, Simd, SimdBase, dispatch, u8x64, u16x32};

use super::forest::{DEPTH, Forest, LEAVES, Question, Tree};
use crate::features::{BLOCK, Table};

/// A forest laid out for being asked: a leaf's value is a low and a high byte, and a tree's leaves are looked up by as
/// many lines at once as a vector has bytes.
#[derive(Clone, Debug)]
pub struct Scorer {
    bias: i32,
    questions: Vec<[Question; DEPTH]>,
    leaves: Vec<Leaves>,
    level: Level,
}

/// The leaves of a tree, [`OFFSET`] added to each so that none is below nought.
#[derive(Clone, Debug)]
struct Leaves {
    low: [u8; LEAVES],
    high: [u8; LEAVES],
}

const OFFSET: i16 = Tree::MOST + 1;

/// Trees whose leaves add up within sixteen bits, and their high bytes within eight.
const GROUP: usize = 16;

const _: () = assert!(BLOCK == LEAVES && GROUP * 2 * OFFSET as usize <= 1 << 16);

impl Scorer {
    /// Asks `forest`.
    pub fn new(forest: &Forest) -> Scorer {
        let leaves = |tree: &Tree| {
            let bytes = tree.leaves.map(|leaf| (leaf.clamp(-Tree::MOST, Tree::MOST) + OFFSET).to_le_bytes());
            Leaves { low: bytes.map(|[low, _]| low), high: bytes.map(|[_, high]| high) }
        };
        Scorer {
            bias: forest.bias,
            questions: forest.trees.iter().map(|tree| tree.questions).collect(),
            leaves: forest.trees.iter().map(leaves).collect(),
            level: Level::new(),
        }
    }

    /// Writes the score of every row of `table`; more than nought speaks for keeping the line.
    pub fn score(&self, table: &Table, scores: &mut Vec<i32>) {
        scores.clear();
        scores.resize(table.rows(), self.bias);
        dispatch!(self.level, simd => self.score_blocks(simd, table, scores));
    }

    #[inline(always)]
    fn score_blocks<S: Simd>(&self, simd: S, table: &Table, scores: &mut [i32]) {
        for (block, scores) in scores.chunks_mut(BLOCK).enumerate() {
            for (questions, leaves) in self.questions.chunks(GROUP).zip(self.leaves.chunks(GROUP)) {
                add(simd, questions, leaves, table, block, scores);
            }
        }
    }
}

/// Adds what a group of trees says of a block of rows.
#[inline(always)]
fn add<S: Simd>(
    simd: S,
    questions: &[[Question; DEPTH]],
    leaves: &[Leaves],
    table: &Table,
    block: usize,
    scores: &mut [i32],
) {
    // Two rows share a number of sixteen bits: the even ones have its low byte.
    let low = u16x32::splat(simd, 0xFF);
    let (mut even, mut odd) = (u16x32::splat(simd, 0), u16x32::splat(simd, 0));
    let mut highs = u8x64::splat(simd, 0);
    for (questions, leaves) in questions.iter().zip(leaves) {
        let places = places(simd, questions, table, block);
        let lows: u16x32<S> = u8x64::load_array_ref(simd, &leaves.low).swizzle_dyn(places).bitcast();
        even += lows & low;
        odd += lows >> 8;
        highs += u8x64::load_array_ref(simd, &leaves.high).swizzle_dyn(places);
    }
    let highs: u16x32<S> = highs.bitcast();
    even += highs << 8;
    odd += highs & !low;
    let offset = questions.len() as i32 * i32::from(OFFSET);
    let pairs = even.as_slice().iter().zip(odd.as_slice()).flat_map(|(&even, &odd)| [even, odd]);
    for (score, sum) in scores.iter_mut().zip(pairs) {
        *score += i32::from(sum) - offset;
    }
}

/// The places of the leaves that the rows of a block come to.
#[inline(always)]
fn places<S: Simd>(simd: S, questions: &[Question; DEPTH], table: &Table, block: usize) -> u8x64<S> {
    let mut places = u8x64::splat(simd, 0);
    for (level, question) in questions.iter().enumerate() {
        let cells = u8x64::load_array_ref(simd, table.block(question.column.into(), block));
        let yes = cells.simd_gt(u8x64::splat(simd, question.above));
        places |= yes.select(u8x64::splat(simd, 1 << level), u8x64::splat(simd, 0));
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look like chance and are the same each time.
    fn lot(seed: &mut u64) -> usize {
        *seed = seed.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
        (*seed >> 33) as usize
    }

    #[test]
    fn every_processor_gives_the_score_of_the_trees_one_by_one() {
        let mut seed = 1;
        let rows = 2 * BLOCK + 5;
        let words: Vec<u8> = (0..rows).map(|_| lot(&mut seed) as u8).collect();
        let table = Table::of_words(&words);
        let mut tree = || {
            let questions =
                [(); DEPTH].map(|()| Question { column: lot(&mut seed) as u16 % 3, above: lot(&mut seed) as u8 });
            let leaf = |()| [-Tree::MOST, Tree::MOST, 0, lot(&mut seed) as i16 % Tree::MOST][lot(&mut seed) % 4];
            Tree { questions, leaves: [(); LEAVES].map(leaf) }
        };
        let forest = Forest { bias: -7, trees: (0..3 * GROUP + 2).map(|_| tree()).collect() };
        let one_by_one = |row| {
            let leaves = forest.trees.iter().map(|tree| i32::from(tree.leaves[tree.place(&table, row)]));
            forest.bias + leaves.sum::<i32>()
        };
        let expected: Vec<i32> = (0..rows).map(one_by_one).collect();
        let mut scorer = Scorer::new(&forest);
        let mut levels = vec![scorer.level, Level::baseline()];
        #[cfg(target_arch = "x86_64")]
        levels.extend(
            [scorer.level.as_avx2().map(Level::Avx2), scorer.level.as_sse4_2().map(Level::Sse4_2)]
                .into_iter()
                .flatten(),
        );
        for level in levels {
            let mut scores = Vec::new();
            scorer.level = level;
            scorer.score(&table, &mut scores);
            assert_eq!(scores, expected, "{level:?}");
        }
    }
}
