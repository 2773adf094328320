//! All that a network is taught, as one row of numbers, so that one step moves them all; and how they move.

use super::rng::Rng;
use crate::model::{LayerWeights, STEPS, WIDTH, Weights, Words};
use std::ops::Range;

/// The sizes of a network.
#[derive(Clone, Debug)]
pub struct Shape {
    /// How many lines away the neighbours are that each layer hears, and whether it hears of the whole document.
    pub layers: Vec<(usize, bool)>,
}

impl Default for Shape {
    fn default() -> Self {
        Shape { layers: vec![(1, false), (2, true), (4, false), (8, true)] }
    }
}

/// Where each part of a network lies among its numbers.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub says: Range<usize>,
    pub words: Range<usize>,
    pub mix: Range<usize>,
    pub bias: Range<usize>,
    pub layers: Vec<LayerLayout>,
    /// The last part, with `verdict_bias` behind it.
    pub verdict: Range<usize>,
    pub verdict_bias: usize,
}

/// The same of a layer.
#[derive(Clone, Debug)]
pub(super) struct LayerLayout {
    pub reach: usize,
    pub company: Range<usize>,
    pub mix: Range<usize>,
    pub bias: Range<usize>,
    /// Empty where the layer does not hear of the whole document.
    pub whole: Range<usize>,
}

impl Layout {
    /// Of a network that reads so many features.
    pub(super) fn new(shape: &Shape, features: usize) -> Layout {
        let mut end = 0;
        let mut next = |len: usize| {
            end += len;
            end - len..end
        };
        let (says, words) = (next(features * STEPS * WIDTH), next(Words::PLACES * Words::WIDTH));
        let (mix, bias) = (next(2 * Words::WIDTH * WIDTH), next(WIDTH));
        let layer = |&(reach, whole): &(usize, bool)| LayerLayout {
            reach,
            company: next(3 * WIDTH),
            mix: next(WIDTH * WIDTH),
            bias: next(WIDTH),
            whole: next(if whole { 2 * WIDTH * WIDTH } else { 0 }),
        };
        let layers = shape.layers.iter().map(layer).collect::<Vec<_>>();
        let verdict = layers.last().map_or(bias.end, |layer| layer.whole.end);
        let verdict = verdict..verdict + WIDTH;
        Layout { says, words, mix, bias, layers, verdict_bias: verdict.end, verdict }
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> usize {
        self.verdict_bias + 1
    }

    /// The numbers of a network that knows nothing yet.
    pub(super) fn begin(&self, rng: &mut Rng) -> Vec<f32> {
        let mut params = vec![0.0; self.len()];
        let mut fill = |range: &Range<usize>, about: f32, by: f32| {
            let numbers = rng.spread(range.len(), by);
            params[range.clone()].iter_mut().zip(numbers).for_each(|(param, number)| *param = about + number);
        };
        let even = |of: usize| 1.0 / (of as f32).sqrt();
        fill(&self.says, 0.0, 0.02);
        fill(&self.words, 0.0, 0.05);
        fill(&self.mix, 0.0, even(Words::WIDTH));
        for layer in &self.layers {
            fill(&layer.company, 0.3, 0.2);
            fill(&layer.mix, 0.0, even(WIDTH));
            fill(&layer.whole, 0.0, 0.05);
        }
        fill(&self.verdict, 0.0, 0.1);
        params
    }

    /// `params` by their names, of features that have `steps`.
    pub(super) fn weights(&self, params: &[f32], steps: Vec<Vec<u8>>) -> Weights {
        let part = |range: &Range<usize>| params[range.clone()].to_vec();
        let layer = |layer: &LayerLayout| LayerWeights {
            reach: layer.reach,
            company: part(&layer.company),
            mix: part(&layer.mix),
            bias: part(&layer.bias),
            whole: part(&layer.whole),
        };
        Weights {
            steps,
            says: part(&self.says),
            words: part(&self.words),
            mix: part(&self.mix),
            bias: part(&self.bias),
            layers: self.layers.iter().map(layer).collect(),
            verdict: part(&self.verdict),
            verdict_bias: params[self.verdict_bias],
        }
    }
}

/// Moves numbers against their gradients, each as fast as its gradients agree (D. Kingma and J. Ba, "Adam", 2015), and a
/// little towards nought (I. Loshchilov and F. Hutter, "Decoupled weight decay regularization", 2019).
#[derive(Debug)]
pub(super) struct Adam {
    means: Vec<f32>,
    squares: Vec<f32>,
    times: i32,
}

/// How slowly means of gradients and of their squares change.
const MEAN: f32 = 0.9;
const SQUARE: f32 = 0.99;
/// How much is lost towards nought.
const DECAY: f32 = 0.01;
/// The greatest length of all gradients together.
const LONGEST: f32 = 1.0;

impl Adam {
    pub(super) fn new(len: usize) -> Adam {
        Adam { means: vec![0.0; len], squares: vec![0.0; len], times: 0 }
    }

    /// Moves `params` by about `rate` each.
    pub(super) fn step(&mut self, params: &mut [f32], gradients: &[f32], rate: f32) {
        self.times += 1;
        let length = gradients.iter().map(|&gradient| f64::from(gradient * gradient)).sum::<f64>().sqrt() as f32;
        let scale = (LONGEST / length.max(1e-9)).min(1.0);
        let mean_scale = 1.0 / (1.0 - MEAN.powi(self.times));
        let square_scale = 1.0 / (1.0 - SQUARE.powi(self.times));
        let state = self.means.iter_mut().zip(&mut self.squares);
        for ((param, &gradient), (mean, square)) in params.iter_mut().zip(gradients).zip(state) {
            let gradient = gradient * scale;
            *mean = MEAN * *mean + (1.0 - MEAN) * gradient;
            *square = SQUARE * *square + (1.0 - SQUARE) * gradient * gradient;
            let by = *mean * mean_scale / ((*square * square_scale).sqrt() + 1e-7);
            *param -= rate * (by + DECAY * *param);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::names;
    use crate::model::Model;

    #[test]
    fn a_network_that_knows_nothing_yet_is_a_model() {
        let layout = Layout::new(&Shape::default(), names().len());
        let params = layout.begin(&mut Rng::new(1));
        assert!(Model::of(&layout.weights(&params, vec![vec![1]; names().len()])).is_some());
    }

    #[test]
    fn numbers_move_to_where_there_is_no_slope() {
        let (mut params, mut adam) = ([3.0, -2.0], Adam::new(2));
        for _ in 0..2000 {
            let gradients = [params[0] - 1.0, params[1] - 0.5];
            adam.step(&mut params, &gradients, 0.01);
        }
        assert!((params[0] - 1.0).abs() < 0.05 && (params[1] - 0.5).abs() < 0.05, "{params:?}");
    }
}
