//! From what teaching found, in floating point, to the integers that a model is made of.

use super::layer::Layer;
use super::matrix::Matrix;
use super::net::{BIAS, Model, WEIGHTS};
use super::steps::{Column, STEPS, Steps};
use super::words::{BITS, Words};

/// What a network was taught. Matrices are given row by row, a row for each input.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// Numbers of a line's thought.
    pub width: usize,
    /// The steps of each feature, rising and at most [`STEPS`].
    pub steps: Vec<Vec<u8>>,
    /// For each feature and each of its [`STEPS`] steps, what a line says more that is above it.
    pub says: Vec<f32>,
    /// For each place of a word, its numbers.
    pub words: Vec<f32>,
    /// What follows from a line's words.
    pub mix: Vec<f32>,
    /// What is added to what features and words say.
    pub bias: Vec<f32>,
    /// The layers.
    pub layers: Vec<LayerWeights>,
    /// How much each number of a thought counts for the score.
    pub verdict: Vec<f32>,
    /// What is added to the score.
    pub verdict_bias: f32,
}

/// What one layer was taught.
#[derive(Clone, Debug, Default)]
pub struct LayerWeights {
    /// How many lines away the neighbours are.
    pub reach: usize,
    /// How much the line before, the line itself and the line behind count.
    pub company: Vec<f32>,
    /// What follows from them.
    pub mix: Vec<f32>,
    /// What is added.
    pub bias: Vec<f32>,
    /// What follows from averages and greatest numbers of the document; empty where the layer does not ask.
    pub whole: Vec<f32>,
}

/// The bits behind the point of what features say, as far as there is room.
const SAYS: u32 = 8;

impl Model {
    /// The model that comes nearest to `weights`; `None` where their sizes do not go together or numbers are too large.
    pub fn of(weights: &Weights) -> Option<Model> {
        let width = weights.width;
        let steps = (0..=SAYS).rev().map(|bits| steps(weights, bits)).find(Steps::fits)?;
        let word = |word: &[f32; Words::WIDTH]| word.map(|number| fixed(number, BITS).clamp(-127, 127) as i8);
        let layers = weights.layers.iter().map(|layer| layer_of(layer, width)).collect::<Option<Vec<_>>>()?;
        let verdict = (shorts(&weights.verdict), fixed(weights.verdict_bias, BIAS));
        let model = Model {
            steps,
            words: Words { numbers: weights.words.as_chunks().0.iter().map(word).collect() },
            mix: Matrix::new(2 * Words::WIDTH, width, &shorts(&weights.mix))?,
            bias: weights.bias.iter().map(|&number| fixed(number, BIAS)).collect(),
            layers,
            verdict,
        };
        model.is_whole().then_some(model)
    }
}

/// What features say, with so many bits behind the point.
fn steps(weights: &Weights, bits: u32) -> Steps {
    let width = weights.width;
    let columns = weights.steps.iter().zip(weights.says.chunks_exact(STEPS * width)).map(|(steps, says)| {
        let mut sums = vec![0f32; width];
        let mut all: Vec<i32> = vec![0; width];
        for says in says.chunks_exact(width).take(steps.len()) {
            sums.iter_mut().zip(says).for_each(|(sum, &more)| *sum += more);
            all.extend(sums.iter().map(|&sum| fixed(sum, bits)));
        }
        Column::new(steps.clone(), all.iter().map(|&n| n.clamp(-32767, 32767) as i16).collect())
    });
    Steps { columns: columns.collect(), bits }
}

fn layer_of(layer: &LayerWeights, width: usize) -> Option<Layer> {
    let whole = match layer.whole.is_empty() {
        true => None,
        false => Some(Matrix::new(2 * width, width, &shorts(&layer.whole))?),
    };
    Some(Layer {
        reach: layer.reach,
        company: shorts(&layer.company),
        mix: Matrix::new(width, width, &shorts(&layer.mix))?,
        bias: layer.bias.iter().map(|&number| fixed(number, BIAS)).collect(),
        whole,
    })
}

/// Weights as integers.
fn shorts(weights: &[f32]) -> Vec<i16> {
    weights.iter().map(|&weight| fixed(weight, WEIGHTS).clamp(-32767, 32767) as i16).collect()
}

/// `number` with so many `bits` behind the point.
fn fixed(number: f32, bits: u32) -> i32 {
    (f64::from(number) * f64::from(1u32 << bits)).round() as i32
}

#[cfg(test)]
impl Weights {
    /// A network of all features that says nothing yet, of one layer that passes on what the line itself is like.
    pub(crate) fn for_tests() -> Weights {
        let (width, columns) = (32, crate::features::names().len());
        let mut layer = LayerWeights {
            reach: 1,
            company: vec![0.0; 3 * width],
            mix: vec![0.0; width * width],
            bias: vec![0.0; width],
            whole: vec![0.0; 2 * width * width],
        };
        layer.company[width..2 * width].fill(1.0);
        let mut verdict = vec![0.0; width];
        verdict[..2].copy_from_slice(&[1.0, -1.0]);
        Weights {
            width,
            steps: vec![Vec::new(); columns],
            says: vec![0.0; columns * STEPS * width],
            words: vec![0.0; Words::PLACES * Words::WIDTH],
            mix: vec![0.0; 2 * Words::WIDTH * width],
            bias: vec![0.0; width],
            layers: vec![layer],
            verdict,
            verdict_bias: -1.0,
        }
    }

    /// Lets lines be kept by so much more when a feature is above a step; below nought, when it is not.
    pub(crate) fn say(&mut self, column: usize, step: u8, more: f32) {
        self.steps[column] = vec![step];
        let number = usize::from(more < 0.0);
        self.says[column * STEPS * self.width + number] = more.abs();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_become_the_nearest_integers() {
        assert_eq!((fixed(0.5, 8), fixed(-0.499, 0), fixed(1.0 / 3.0, 12)), (128, 0, 1365));
        assert_eq!(shorts(&[100.0, -100.0]), [32767, -32767]);
    }

    #[test]
    fn features_that_say_much_are_told_with_fewer_bits() {
        let mut weights = Weights::for_tests();
        weights.say(0, 2, 100.0);
        weights.say(1, 2, 100.0);
        assert_eq!(Model::of(&weights).map(|model| model.steps.bits), Some(7));
    }

    #[test]
    fn sizes_that_do_not_go_together_are_no_model() {
        let weights = Weights { bias: vec![0.0; 3], ..Weights::for_tests() };
        assert_eq!(Model::of(&weights), None);
    }
}
