//! From what teaching found, in floating point, to the integers that a model is made of.

use super::layer::Layer;
use super::matrix::Matrix;
use super::net::{BIAS, Model, Thought, WEIGHTS, WIDTH};
use super::steps::{Column, STEPS, Steps};
use super::words::{BITS, Words};

/// What a network was taught. Matrices are given row by row, a row for each input.
#[derive(Clone, Debug, Default)]
pub struct Weights {
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
        let steps = (0..=SAYS).rev().find_map(|bits| steps(weights, bits).filter(Steps::fits))?;
        let word = |word: &[f32; Words::WIDTH]| word.map(|number| fixed(number, BITS).clamp(-127, 127) as i8);
        let model = Model {
            steps,
            words: Words { numbers: weights.words.as_chunks().0.iter().map(word).collect() },
            mix: matrix(&weights.mix)?,
            bias: bias(&weights.bias)?,
            layers: weights.layers.iter().map(layer_of).collect::<Option<_>>()?,
            verdict: (thought(weights.verdict.as_array()?), fixed(weights.verdict_bias, BIAS)),
        };
        model.is_whole().then_some(model)
    }
}

/// What features say, with so many bits behind the point.
fn steps(weights: &Weights, bits: u32) -> Option<Steps> {
    let says = weights.says.as_chunks::<WIDTH>().0.chunks_exact(STEPS);
    let columns = weights.steps.iter().zip(says).map(|(steps, says)| {
        let mut sums = [0f32; WIDTH];
        let fixed = |sums: [f32; WIDTH]| sums.map(|sum| fixed(sum, bits).clamp(-32767, 32767) as i16);
        let mut all = vec![fixed(sums)];
        for says in says.iter().take(steps.len()) {
            sums.iter_mut().zip(says).for_each(|(sum, &more)| *sum += more);
            all.push(fixed(sums));
        }
        Column::new(steps.clone(), &all)
    });
    Some(Steps { columns: columns.collect::<Option<_>>()?, bits })
}

fn layer_of(layer: &LayerWeights) -> Option<Layer> {
    let whole = match layer.whole.is_empty() {
        true => None,
        false => Some(matrix(&layer.whole)?),
    };
    let company: &[[f32; WIDTH]; 3] = layer.company.as_chunks().0.as_array()?;
    Some(Layer {
        reach: layer.reach,
        company: company.each_ref().map(thought),
        mix: matrix(&layer.mix)?,
        bias: bias(&layer.bias)?,
        whole,
    })
}

fn matrix(weights: &[f32]) -> Option<Matrix> {
    let rows: Vec<Thought> = weights.as_chunks().0.iter().map(thought).collect();
    Matrix::new(&rows)
}

fn bias(weights: &[f32]) -> Option<[i32; WIDTH]> {
    Some(weights.as_array::<WIDTH>()?.map(|number| fixed(number, BIAS)))
}

/// Weights as integers.
fn thought(weights: &[f32; WIDTH]) -> Thought {
    weights.map(|weight| fixed(weight, WEIGHTS).clamp(-32767, 32767) as i16)
}

/// `number` with so many `bits` behind the point.
fn fixed(number: f32, bits: u32) -> i32 {
    (f64::from(number) * f64::from(1u32 << bits)).round() as i32
}

#[cfg(test)]
impl Weights {
    /// A network of all features that says nothing yet, of one layer that passes on what the line itself is like.
    pub(crate) fn for_tests() -> Weights {
        let columns = crate::features::names().len();
        let mut layer = LayerWeights {
            reach: 1,
            company: vec![0.0; 3 * WIDTH],
            mix: vec![0.0; WIDTH * WIDTH],
            bias: vec![0.0; WIDTH],
            whole: vec![0.0; 2 * WIDTH * WIDTH],
        };
        layer.company[WIDTH..2 * WIDTH].fill(1.0);
        let mut verdict = vec![0.0; WIDTH];
        verdict[..2].copy_from_slice(&[1.0, -1.0]);
        Weights {
            steps: vec![Vec::new(); columns],
            says: vec![0.0; columns * STEPS * WIDTH],
            words: vec![0.0; Words::PLACES * Words::WIDTH],
            mix: vec![0.0; 2 * Words::WIDTH * WIDTH],
            bias: vec![0.0; WIDTH],
            layers: vec![layer],
            verdict,
            verdict_bias: -1.0,
        }
    }

    /// Lets lines be kept by so much more when a feature is above a step; below nought, when it is not.
    pub(crate) fn say(&mut self, column: usize, step: u8, more: f32) {
        self.steps[column] = vec![step];
        let number = usize::from(more < 0.0);
        self.says[column * STEPS * WIDTH + number] = more.abs();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_become_the_nearest_integers() {
        assert_eq!((fixed(0.5, 8), fixed(-0.499, 0), fixed(1.0 / 3.0, 12)), (128, 0, 1365));
        assert_eq!(thought(&[100.0; WIDTH]), [32767; WIDTH]);
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
