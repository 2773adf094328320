//! Grows the trees: gradient boosting for soft yes-or-no labels, with one question for each level of a tree. No library
//! that we found grows such trees, and their shape is what makes them fast to ask. What is drawn by lot follows from
//! the seed, and sums are taken in one order, so that the same lines give the same trees.

use crate::model::{DEPTH, Forest, LEAVES, ONE, Question, Tree};

/// What is learnt from: features column by column, and for each row what should come out and how much it counts.
#[derive(Debug, Default)]
pub struct Lesson {
    /// Features, a column each.
    pub columns: Vec<Vec<u8>>,
    /// The part of the line that should be kept, 0 to 1.
    pub targets: Vec<f32>,
    /// How much each row counts.
    pub weights: Vec<f32>,
    /// Where each document's rows begin, and the end of the last.
    pub documents: Vec<usize>,
}

/// How trees are grown.
#[derive(Clone, Copy, Debug)]
pub struct Growth {
    /// How many trees.
    pub trees: usize,
    /// How much of its own answer a tree gives, so that later ones can correct it.
    pub rate: f64,
    /// How much weight must speak before a leaf is believed.
    pub caution: f64,
    /// The share of columns that each tree may ask, of 256.
    pub columns: u64,
    /// The share of documents that each tree sees, of 256.
    pub documents: u64,
    /// Seed of what is drawn by lot.
    pub seed: u64,
}

impl Default for Growth {
    fn default() -> Self {
        Growth { trees: 240, rate: 0.12, caution: 80.0, columns: 46, documents: 128, seed: 7 }
    }
}

impl Growth {
    /// For the second forest, whose columns are few and say much: fewer trees that believe less.
    pub fn second() -> Self {
        Growth { trees: 80, rate: 0.1, caution: 120.0, columns: 100, documents: 128, seed: 11 }
    }
}

/// Values that a column is cut into for growing.
const BINS: usize = 32;

/// Gradient and weight of the rows of one leaf with one value.
type Cell = [f32; 2];

/// Grows a forest on `lesson`.
pub fn grow(lesson: &Lesson, growth: &Growth) -> Forest {
    let cuts: Vec<Vec<u8>> = lesson.columns.iter().map(|column| cuts_of(column)).collect();
    let binned: Vec<Vec<u8>> = lesson.columns.iter().zip(&cuts).map(|(column, cuts)| bin(column, cuts)).collect();
    let rows = lesson.targets.len();
    let mean = |part: &dyn Fn(usize) -> f64| (0..rows).map(part).sum::<f64>();
    let weight = mean(&|row| lesson.weights[row].into()).max(1e-9);
    let share = (mean(&|row| f64::from(lesson.weights[row] * lesson.targets[row])) / weight).clamp(0.01, 0.99);
    let bias = ((share / (1.0 - share)).ln() * f64::from(ONE)) as i32;
    // Weights are brought to an average of one, so that caution means the same for every lesson.
    let unit = rows as f64 / weight;
    let mut grower = Grower {
        scores: vec![bias; rows],
        slopes: vec![[0.0; 2]; rows],
        leaves: vec![0; rows],
        lot: Lot(growth.seed | 1),
        sums: vec![[0.0; 2]; BINS * LEAVES],
    };
    let mut forest = Forest { bias, trees: Vec::new() };
    for _ in 0..growth.trees {
        let documents = grower.lot.draw(lesson.documents.len() - 1, growth.documents);
        let columns = grower.lot.draw(binned.len(), growth.columns);
        grower.slope(lesson, unit, &documents);
        let tree = grower.tree(lesson, &binned, &cuts, &documents, &columns, growth);
        grower.apply(lesson, &tree);
        forest.trees.push(tree);
    }
    forest
}

struct Grower {
    scores: Vec<i32>,
    slopes: Vec<Cell>,
    leaves: Vec<u8>,
    sums: Vec<Cell>,
    lot: Lot,
}

impl Grower {
    /// Works out in which direction, and how steeply, each row of `documents` wants its score moved.
    fn slope(&mut self, lesson: &Lesson, unit: f64, documents: &[usize]) {
        for row in rows_of(lesson, documents) {
            let p = 1.0 / (1.0 + (-f64::from(self.scores[row]) / f64::from(ONE)).exp());
            let weight = f64::from(lesson.weights[row]) * unit;
            let wish = (f64::from(lesson.targets[row]) - p) * weight;
            self.slopes[row] = [wish as f32, (p * (1.0 - p) * weight).max(1e-6) as f32];
            self.leaves[row] = 0;
        }
    }

    fn tree(
        &mut self,
        lesson: &Lesson,
        binned: &[Vec<u8>],
        cuts: &[Vec<u8>],
        documents: &[usize],
        columns: &[usize],
        growth: &Growth,
    ) -> Tree {
        let mut questions = [Question::default(); DEPTH];
        for (level, question) in questions.iter_mut().enumerate() {
            let (mut best, mut found) = (f64::MIN, (0, 0));
            for &column in columns {
                self.sum(lesson, &binned[column], documents);
                let (gain, bin) = self.best_cut(1 << level, cuts[column].len(), growth.caution);
                if gain > best {
                    (best, found) = (gain, (column, bin));
                }
            }
            let (column, bin) = found;
            *question = Question { column: column as u16, above: cuts[column].get(bin).copied().unwrap_or(255) };
            for row in rows_of(lesson, documents) {
                self.leaves[row] |= u8::from(usize::from(binned[column][row]) > bin) << level;
            }
        }
        let mut sums = [[0f64; 2]; LEAVES];
        for row in rows_of(lesson, documents) {
            let sum = &mut sums[usize::from(self.leaves[row])];
            sum[0] += f64::from(self.slopes[row][0]);
            sum[1] += f64::from(self.slopes[row][1]);
        }
        let value = |[wish, weight]: [f64; 2]| {
            let value = (wish / (weight + growth.caution) * growth.rate * f64::from(ONE)) as i16;
            value.clamp(-Tree::MOST, Tree::MOST)
        };
        Tree { questions, leaves: sums.map(value) }
    }

    /// Sums the slopes by leaf and value of one column.
    fn sum(&mut self, lesson: &Lesson, column: &[u8], documents: &[usize]) {
        self.sums.fill([0.0; 2]);
        let sums: &mut [Cell; BINS * LEAVES] = match self.sums.first_chunk_mut() {
            Some(sums) => sums,
            None => return,
        };
        for &document in documents {
            let range = lesson.documents[document]..lesson.documents[document + 1];
            let rows = column[range.clone()].iter().zip(&self.leaves[range.clone()]).zip(&self.slopes[range]);
            for ((&bin, &leaf), slope) in rows {
                let cell = &mut sums[(usize::from(leaf) % LEAVES) * BINS + usize::from(bin) % BINS];
                cell[0] += slope[0];
                cell[1] += slope[1];
            }
        }
    }

    /// The cut behind which all leaves together differ most from what lies before it, and how much.
    fn best_cut(&self, leaves: usize, cuts: usize, caution: f64) -> (f64, usize) {
        let worth = |wish: f64, weight: f64| wish * wish / (weight + caution);
        let mut gains = [0f64; BINS];
        for leaf in self.sums.chunks_exact(BINS).take(leaves) {
            let total = leaf.iter().fold([0f64; 2], |sum, c| [sum[0] + f64::from(c[0]), sum[1] + f64::from(c[1])]);
            let mut low = [0f64; 2];
            for (gain, cell) in gains.iter_mut().zip(leaf).take(cuts) {
                low = [low[0] + f64::from(cell[0]), low[1] + f64::from(cell[1])];
                *gain += worth(low[0], low[1]) + worth(total[0] - low[0], total[1] - low[1]);
            }
        }
        let best = |best: (f64, usize), (at, &gain): (usize, &f64)| if gain > best.0 { (gain, at) } else { best };
        gains[..cuts].iter().enumerate().fold((f64::MIN, 0), best)
    }

    /// Adds the tree's word to the score of every row.
    fn apply(&mut self, lesson: &Lesson, tree: &Tree) {
        let mut places = vec![0u8; self.scores.len()];
        for (level, question) in tree.questions.iter().enumerate() {
            for (place, &cell) in places.iter_mut().zip(&lesson.columns[usize::from(question.column)]) {
                *place |= u8::from(cell > question.above) << level;
            }
        }
        for (score, &place) in self.scores.iter_mut().zip(&places) {
            *score += i32::from(tree.leaves[usize::from(place)]);
        }
    }
}

fn rows_of<'l>(lesson: &'l Lesson, documents: &'l [usize]) -> impl Iterator<Item = usize> + 'l {
    documents.iter().flat_map(|&document| lesson.documents[document]..lesson.documents[document + 1])
}

/// Values after which a column is cut, so that about as many rows lie between two cuts.
fn cuts_of(column: &[u8]) -> Vec<u8> {
    let mut counts = [0usize; 256];
    column.iter().for_each(|&cell| counts[usize::from(cell)] += 1);
    let (mut cuts, mut since) = (Vec::new(), 0);
    for value in 0..255u8 {
        since += counts[usize::from(value)];
        if counts[usize::from(value)] > 0 && since * (BINS - 1) >= column.len() / 2 && cuts.len() < BINS - 1 {
            cuts.push(value);
            since = 0;
        }
    }
    cuts
}

fn bin(column: &[u8], cuts: &[u8]) -> Vec<u8> {
    column.iter().map(|&cell| cuts.partition_point(|&cut| cut < cell) as u8).collect()
}

/// Numbers that look drawn by lot and follow from a seed (xorshift64*, G. Marsaglia and S. Vigna).
struct Lot(u64);

impl Lot {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// About `share` of 256 of the numbers below `len`, in order, and at least one.
    fn draw(&mut self, len: usize, share: u64) -> Vec<usize> {
        let drawn: Vec<usize> = (0..len).filter(|_| self.next() >> 56 < share).collect();
        if drawn.is_empty() { vec![self.next() as usize % len.max(1)] } else { drawn }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows whose target follows from two of three columns.
    fn lesson() -> Lesson {
        let mut lot = Lot(9);
        let mut lesson = Lesson { columns: vec![Vec::new(); 3], documents: vec![0], ..Lesson::default() };
        for document in 1..=40 {
            for _ in 0..50 {
                let cells = [0; 3].map(|_| (lot.next() >> 56) as u8);
                lesson.columns.iter_mut().zip(cells).for_each(|(column, cell)| column.push(cell));
                lesson.targets.push(if (cells[0] > 99) != (cells[2] > 40) { 1.0 } else { 0.0 });
                lesson.weights.push(1.0);
            }
            lesson.documents.push(document * 50);
        }
        lesson
    }

    #[test]
    fn what_follows_from_the_features_is_learnt() {
        let lesson = lesson();
        let forest = grow(&lesson, &Growth { trees: 40, columns: 256, caution: 2.0, ..Growth::default() });
        let right = (0..lesson.targets.len()).filter(|&row| {
            let answer = |question: &Question| lesson.columns[usize::from(question.column)][row] > question.above;
            let leaf = |tree: &Tree| {
                let place: usize = (0..DEPTH).map(|level| usize::from(answer(&tree.questions[level])) << level).sum();
                i32::from(tree.leaves[place])
            };
            let score = forest.bias + forest.trees.iter().map(leaf).sum::<i32>();
            (score > 0) == (lesson.targets[row] > 0.5)
        });
        assert!(right.count() * 100 > lesson.targets.len() * 97);
    }

    #[test]
    fn the_same_lesson_gives_the_same_trees() {
        let growth = Growth { trees: 5, ..Growth::default() };
        assert_eq!(grow(&lesson(), &growth), grow(&lesson(), &growth));
    }
}
