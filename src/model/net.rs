//! A small network that reads all lines of a document together.
//!
//! Every line is a row of numbers, its thought: what its features and its words say. Layers then let each line hear its
//! neighbours, further and further away, and the document as a whole; what is left at the end is a score. The layers are
//! convolutions over lines with growing gaps, depth by depth and then point by point (F. Chollet, "Xception", 2017; F. Yu
//! and V. Koltun, "Multi-scale context aggregation by dilated convolutions", 2016), with what the document is like as a
//! whole put back into its lines (J. Hu and others, "Squeeze-and-excitation networks", 2018).
//!
//! All is done in integers, so that a score is the same on every machine.

use fearless_simd::{Level, Simd, dispatch};

use super::layer::Layer;
use super::matrix::Matrix;
use super::steps::Steps;
use super::words::Words;
use crate::features::{Table, names};

/// Numbers of a line's thought, and of every row that comes out of a matrix.
pub const WIDTH: usize = 32;
/// What is thought of a line: its activations, with [`ACTS`] bits behind the point.
pub(super) type Thought = [i16; WIDTH];

/// Bits behind the point of a thought's numbers.
pub(super) const ACTS: u32 = 8;
/// Bits behind the point of weights.
pub(super) const WEIGHTS: u32 = 12;
/// Bits behind the point of sums of products, and of what is added to them.
pub(super) const BIAS: u32 = ACTS + WEIGHTS;
/// Bits behind the point of scores: [`ONE`](super::ONE) is one.
const SCORES: u32 = 10;

/// The furthest that a layer's neighbours may be away, in lines.
const FURTHEST: usize = 256;

/// What the network was taught.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// What features say.
    pub(super) steps: Steps,
    /// What words say.
    pub(super) words: Words,
    /// What follows from that.
    pub(super) mix: Matrix,
    /// What is added to both.
    pub(super) bias: [i32; WIDTH],
    /// The layers, in order.
    pub(super) layers: Vec<Layer>,
    /// How much each number of the last thought counts for the score, and what is added to it.
    pub(super) verdict: (Thought, i32),
}

/// Memory for one document after the other.
#[derive(Debug, Default)]
pub struct Sheet {
    features: Vec<Thought>,
    words: Vec<[i16; 2 * Words::WIDTH]>,
    thoughts: Vec<Thought>,
    company: Vec<Thought>,
}

impl Model {
    /// Writes the score of every row of `table`, whose words `tokens` gives; more than nought speaks for keeping the line.
    pub fn score<'t>(
        &self,
        table: &Table,
        tokens: impl Fn(usize) -> &'t [u16],
        sheet: &mut Sheet,
        scores: &mut Vec<i32>,
    ) {
        sheet.words.clear();
        sheet.words.extend((0..table.len()).map(|row| self.words.say(tokens(row))));
        scores.clear();
        if !table.is_empty() {
            self.think(Level::new(), table, sheet, scores);
        }
    }

    fn think(&self, level: Level, table: &Table, sheet: &mut Sheet, scores: &mut Vec<i32>) {
        dispatch!(level, simd => self.think_on(simd, table, sheet, scores));
    }

    #[inline(always)]
    fn think_on<S: Simd>(&self, simd: S, table: &Table, sheet: &mut Sheet, scores: &mut Vec<i32>) {
        let Sheet { features, words, thoughts, company } = sheet;
        self.steps.say(simd, table, features);
        let margin = self.layers.iter().map(|layer| layer.reach).max().unwrap_or(0);
        thoughts.clear();
        thoughts.resize(features.len() + 2 * margin, [0; WIDTH]);
        let shift = BIAS - self.steps.bits;
        self.mix.multiply(simd, words.as_flattened(), |row, sums| {
            let said = features[row].iter().zip(sums).zip(&self.bias);
            for (thought, ((&said, &sum), &bias)) in thoughts[margin + row].iter_mut().zip(said) {
                let all = (i32::from(said) << shift).wrapping_add(sum).wrapping_add(bias);
                *thought = (all >> (BIAS - ACTS)).clamp(0, i16::MAX.into()) as i16;
            }
        });
        for layer in &self.layers {
            layer.pass(simd, margin, thoughts, company);
        }
        let (weights, bias) = &self.verdict;
        scores.extend(thoughts[margin..][..features.len()].iter().map(|thought| {
            let products = thought.iter().zip(weights).map(|(&number, &weight)| i32::from(number) * i32::from(weight));
            products.fold(*bias, i32::wrapping_add) >> (BIAS - SCORES)
        }));
    }

    /// Whether the sizes of all parts go together, and nothing can be too large to be summed up.
    pub(super) fn is_whole(&self) -> bool {
        let layer = |layer: &Layer| {
            (1..=FURTHEST).contains(&layer.reach)
                && layer.mix.inputs() == WIDTH
                && layer.whole.as_ref().is_none_or(|mix| mix.inputs() == 2 * WIDTH)
        };
        self.steps.bits <= BIAS
            && self.steps.fits()
            && self.steps.columns.len() == names().len()
            && self.words.numbers.len() == Words::PLACES
            && self.mix.inputs() == 2 * Words::WIDTH
            && self.layers.iter().all(layer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{LayerWeights, ONE, Weights};

    /// Numbers that look like chance and are the same each time, from -`by` to `by`.
    fn lots(seed: &mut u64, len: usize, by: f32) -> Vec<f32> {
        let mut lot = || {
            *seed = seed.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
            ((*seed >> 40) as f32 / (1u32 << 23) as f32 - 1.0) * by
        };
        (0..len).map(|_| lot()).collect()
    }

    /// A network of two layers that says something about everything.
    fn weights() -> Weights {
        let mut seed = 5;
        let Weights { steps, says, words, .. } = Weights::for_tests();
        let layer = |reach, seed: &mut u64| LayerWeights {
            reach,
            company: lots(seed, 3 * WIDTH, 0.5),
            mix: lots(seed, WIDTH * WIDTH, 0.4),
            bias: lots(seed, WIDTH, 0.2),
            whole: lots(seed, 2 * WIDTH * WIDTH, 0.1),
        };
        Weights {
            steps: steps.iter().map(|_| vec![2, 5, 9]).collect(),
            says: lots(&mut seed, says.len(), 0.2),
            words: lots(&mut seed, words.len(), 1.0),
            mix: lots(&mut seed, 2 * Words::WIDTH * WIDTH, 0.5),
            bias: lots(&mut seed, WIDTH, 0.2),
            layers: vec![layer(1, &mut seed), layer(3, &mut seed)],
            verdict: lots(&mut seed, WIDTH, 0.5),
            verdict_bias: -0.3,
        }
    }

    const TOKENS: [&[u16]; 3] = [&[7, 9, 100], &[], &[1; 20]];

    fn scores(model: &Model, rows: usize, level: Level) -> Vec<i32> {
        let words: Vec<u8> = (0..rows).map(|row| (row * 7 % 13) as u8).collect();
        let (table, mut sheet, mut scores) = (Table::of_words(&words), Sheet::default(), Vec::new());
        (0..rows).for_each(|row| sheet.words.push(model.words.say(TOKENS[row % 3])));
        model.think(level, &table, &mut sheet, &mut scores);
        scores
    }

    /// The same in floating point, line by line.
    fn plainly(weights: &Weights, rows: usize) -> Vec<f32> {
        let width = WIDTH;
        let times = |row: &[f32], matrix: &[f32]| -> Vec<f32> {
            let column =
                |at: usize| row.iter().enumerate().map(|(input, number)| number * matrix[input * width + at]).sum();
            (0..width).map(column).collect()
        };
        let mut thoughts: Vec<Vec<f32>> = (0..rows)
            .map(|row| {
                let mut said = vec![0.0; Words::WIDTH];
                let mut count = 1.0;
                Words::places(TOKENS[row % 3], |place| {
                    count += 1.0;
                    said.iter_mut().zip(&weights.words[place * Words::WIDTH..]).for_each(|(sum, n)| *sum += n);
                });
                let averages: Vec<f32> = said.iter().map(|sum| (sum / count * 3.0).max(0.0)).collect();
                said.iter_mut().for_each(|sum| *sum /= f32::sqrt(count));
                let mut thought = times(&[said, averages].concat(), &weights.mix);
                for (at, name) in names().iter().enumerate() {
                    let cell = if *name == "words" { (row * 7 % 13) as u8 } else { 0 };
                    for (step, _) in weights.steps[at].iter().enumerate().filter(|&(_, &step)| cell > step) {
                        let says = &weights.says[(at * super::super::steps::STEPS + step) * width..];
                        thought.iter_mut().zip(says).for_each(|(sum, n)| *sum += n);
                    }
                }
                thought.iter().zip(&weights.bias).map(|(n, bias)| (n + bias).max(0.0)).collect()
            })
            .collect();
        for layer in &weights.layers {
            let most = |at: usize| thoughts.iter().map(|row| row[at]).fold(0.0, f32::max);
            let mean = |at: usize| thoughts.iter().map(|row| row[at]).sum::<f32>() / (rows + 1) as f32;
            let whole: Vec<f32> = (0..width).map(mean).chain((0..width).map(most)).collect();
            let whole = times(&whole, &layer.whole);
            let near = |row: usize, by: isize, at: usize| {
                row.checked_add_signed(by).and_then(|row| thoughts.get(row)).map_or(0.0, |row: &Vec<f32>| row[at])
            };
            let next = (0..rows).map(|row| {
                let reach = layer.reach as isize;
                let part = |which: usize, by: isize, at: usize| layer.company[which * width + at] * near(row, by, at);
                let company: Vec<f32> =
                    (0..width).map(|at| part(0, -reach, at) + part(1, 0, at) + part(2, reach, at)).collect();
                let more = times(&company, &layer.mix);
                let sum = |at: usize| thoughts[row][at] + (more[at] + layer.bias[at] + whole[at]).max(0.0);
                (0..width).map(sum).collect()
            });
            thoughts = next.collect();
        }
        let verdict = |row: &Vec<f32>| row.iter().zip(&weights.verdict).map(|(n, weight)| n * weight).sum::<f32>();
        thoughts.iter().map(|row| verdict(row) + weights.verdict_bias).collect()
    }

    #[test]
    fn scores_are_those_of_the_weights_but_for_rounding() {
        let weights = weights();
        let model = Model::of(&weights).unwrap();
        for rows in [1, 4, 23] {
            let pairs = scores(&model, rows, Level::new()).into_iter().zip(plainly(&weights, rows));
            for (score, plain) in pairs {
                assert!((score as f32 / ONE as f32 - plain).abs() < 0.15, "{rows} rows: {score} for {plain}");
            }
        }
    }

    #[test]
    fn every_processor_gives_the_same_scores() {
        let model = Model::of(&weights()).unwrap();
        let expected = scores(&model, 23, Level::new());
        let mut levels = vec![Level::baseline()];
        #[cfg(target_arch = "x86_64")]
        levels.extend(
            [Level::new().as_avx2().map(Level::Avx2), Level::new().as_sse4_2().map(Level::Sse4_2)]
                .into_iter()
                .flatten(),
        );
        for level in levels {
            assert_eq!(scores(&model, 23, level), expected, "{level:?}");
        }
    }
}
