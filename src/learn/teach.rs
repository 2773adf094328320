//! Teaching: rounds over all pages, in steps that grow smaller.

use super::batch::{Withheld, round, withhold_features};
use super::lessons::Lessons;
use super::network::Network;
use super::params::{Adam, Layout, Shape};
use super::rng::Rng;
use crate::error::{Error, Result};
use crate::model::Model;

/// How a network is taught.
#[derive(Clone, Debug)]
pub struct Training {
    /// Its sizes.
    pub shape: Shape,
    /// Rounds over all pages.
    pub rounds: usize,
    /// How far it moves at a time, at the most.
    pub rate: f32,
    /// Seed of what is drawn by lot.
    pub seed: u64,
}

impl Default for Training {
    fn default() -> Self {
        Training { shape: Shape::default(), rounds: 8, rate: 3e-3, seed: 7 }
    }
}

/// Steps over which it begins to move.
const START: f32 = 50.0;
/// What is left of a score. On pages that a network never saw it is surer of itself than it is right; so much makes the
/// chances come true there (C. Guo and others, "On calibration of modern neural networks", 2017).
const CALM: f32 = 0.55;

impl Lessons {
    /// Teaches a model, and tells `watch` after every round how far off its verdicts were, on the average.
    ///
    /// # Errors
    /// When what was taught cannot be written in the numbers of a model.
    pub fn teach(&self, training: &Training, mut watch: impl FnMut(usize, f64)) -> Result<Model> {
        let mut rng = Rng::new(training.seed);
        let steps = self.steps();
        let on: Vec<[u8; 256]> = steps.iter().map(|steps| on(steps)).collect();
        let layout = Layout::new(&training.shape, steps.len());
        let (mut params, mut adam) = (layout.begin(&mut rng), Adam::new(layout.len()));
        let rounds: Vec<_> = (0..training.rounds).map(|_| round(self, &mut rng)).collect();
        let all = rounds.iter().map(Vec::len).sum::<usize>() as f32;
        let mut done = 0.0;
        for (number, batches) in rounds.iter().enumerate() {
            let (mut off, mut counted) = (0.0, 0.0);
            for stretches in batches {
                let mut network = Network::new(&layout, &params, &on, withhold_features(steps.len(), &mut rng));
                let mut count = 0.0;
                for stretch in stretches {
                    let (by, weight) = network.read(stretch.page(self), stretch, &Withheld::draw(&mut rng));
                    off += by;
                    count += weight;
                }
                let gradients = network.gradients(count);
                let begun = ((done + 1.0) / START).min(1.0);
                let slower = 0.5 + 0.5 * (std::f32::consts::PI * done / all).cos();
                adam.step(&mut params, &gradients, training.rate * begun * slower);
                counted += count;
                done += 1.0;
            }
            watch(number + 1, off / f64::max(counted, 1e-9));
        }
        params[layout.verdict.start..].iter_mut().for_each(|number| *number *= CALM);
        let model = Model::of(&layout.weights(&params, steps));
        model.ok_or_else(|| Error::model("teaching", "what was taught does not fit into the numbers of a model"))
    }
}

/// The step of each value of a feature.
pub(super) fn on(steps: &[u8]) -> [u8; 256] {
    std::array::from_fn(|value| steps.iter().filter(|&&step| value > usize::from(step)).count() as u8)
}
