//! The network as it is taught: what [`Model`](crate::model::Model) reads pages with, in floating point. No library that we
//! found does this faster than a tenth of it: features are looked up here, not multiplied, and a word moves only the
//! numbers of its own.

use super::batch::{Stretch, Withheld};
use super::lessons::Taught;
use super::params::{LayerLayout, Layout};
use super::sums::{add, add_rows, multiply, turned};
use crate::model::{STEPS, WIDTH, Words};

/// Numbers of a word.
pub(super) const WORD: usize = Words::WIDTH;
/// How much an average counts against a sum of what words say.
pub(super) const AVERAGE: f32 = Words::AVERAGE as f32;

/// A network at one step, and the gradients that pages give it.
pub(super) struct Network<'p> {
    pub layout: &'p Layout,
    pub params: &'p [f32],
    /// For each feature and each of its steps, from below the first, what it says.
    pub says: Vec<f32>,
    /// For each of them, what lines on that step want it to say.
    pub wishes: Vec<f32>,
    /// Matrices with their rows as columns: that of words, and for each layer those of company and document.
    pub turned: (Vec<f32>, Vec<[Vec<f32>; 2]>),
    pub gradients: Vec<f32>,
    /// Features that are withheld.
    pub withheld: Vec<bool>,
    /// The step of each value of each feature.
    pub on: &'p [[u8; 256]],
}

/// What a network thought of a stretch.
pub(super) struct Thoughts {
    /// What words say, a row for each line.
    pub said: Vec<f32>,
    /// How many words a line has, and one.
    pub counts: Vec<f32>,
    /// What was thought before the first layer and behind each.
    pub thoughts: Vec<Vec<f32>>,
    /// What each layer heard, and what it had of the whole document.
    pub heard: Vec<(Vec<f32>, Vec<f32>)>,
}

impl<'p> Network<'p> {
    pub(super) fn new(layout: &'p Layout, params: &'p [f32], on: &'p [[u8; 256]], withheld: Vec<bool>) -> Network<'p> {
        let mut says = vec![0.0; on.len() * (STEPS + 1) * WIDTH];
        let steps = params[layout.says.clone()].chunks_exact(STEPS * WIDTH);
        for (says, steps) in says.chunks_exact_mut((STEPS + 1) * WIDTH).zip(steps) {
            for step in 0..STEPS {
                let (before, here) = says[step * WIDTH..][..2 * WIDTH].split_at_mut(WIDTH);
                here.copy_from_slice(before);
                add(1.0, &steps[step * WIDTH..][..WIDTH], here);
            }
        }
        let part = |range: &std::ops::Range<usize>| turned(&params[range.clone()], WIDTH);
        let layers = layout.layers.iter().map(|layer| [part(&layer.mix), part(&layer.whole)]).collect();
        Network {
            wishes: vec![0.0; says.len()],
            says,
            turned: (part(&layout.mix), layers),
            gradients: vec![0.0; layout.len()],
            layout,
            params,
            withheld,
            on,
        }
    }

    /// Thinks about a stretch of a page.
    pub(super) fn think(&self, page: &Taught, stretch: &Stretch, withheld: &Withheld) -> Thoughts {
        let lines = stretch.to - stretch.from;
        let numbers = &self.params[self.layout.words.clone()];
        let (mut said, mut counts) = (vec![0.0; lines * 2 * WORD], vec![1.0; lines]);
        let rows = said.chunks_exact_mut(2 * WORD).zip(&mut counts);
        for ((said, count), words) in rows.zip(&page.words[stretch.from..stretch.to]) {
            let (sums, averages) = said.split_at_mut(WORD);
            for &place in words.iter().filter(|&&place| !withheld.has(place)) {
                add(1.0, &numbers[place as usize * WORD..][..WORD], sums);
                *count += 1.0;
            }
            for (sum, average) in sums.iter_mut().zip(averages) {
                *average = (*sum * AVERAGE / *count).max(0.0);
                *sum /= f32::sqrt(*count);
            }
        }
        let mut thought = self.params[self.layout.bias.clone()].repeat(lines);
        multiply(&said, &self.params[self.layout.mix.clone()], &mut thought, WIDTH);
        self.each_cell(page, stretch, |line, place| {
            add(1.0, &self.says[place * WIDTH..][..WIDTH], &mut thought[line * WIDTH..][..WIDTH]);
        });
        thought.iter_mut().for_each(|number| *number = number.max(0.0));
        let (mut thoughts, mut heard) = (vec![thought], Vec::new());
        for layer in &self.layout.layers {
            if let Some(last) = thoughts.last() {
                let (next, company, whole) = self.pass(layer, last);
                thoughts.push(next);
                heard.push((company, whole));
            }
        }
        Thoughts { said, counts, thoughts, heard }
    }

    /// Calls `each` with every line and the place of what each of its features says.
    pub(super) fn each_cell(&self, page: &Taught, stretch: &Stretch, mut each: impl FnMut(usize, usize)) {
        for (column, on) in self.on.iter().enumerate().filter(|&(column, _)| !self.withheld[column]) {
            let cells = page.table.column(column).skip(stretch.from).take(stretch.to - stretch.from);
            for (line, cell) in cells.enumerate() {
                each(line, column * (STEPS + 1) + usize::from(on[usize::from(cell)]));
            }
        }
    }

    /// What is thought behind a layer, what it heard of neighbours, and of the whole document.
    fn pass(&self, layer: &LayerLayout, last: &[f32]) -> (Vec<f32>, Vec<f32>, Vec<f32>) {
        let far = (layer.reach * WIDTH).min(last.len());
        let mut company = vec![0.0; last.len()];
        let parts = &self.params[layer.company.clone()];
        let hear = |part: usize, from: &[f32], to: &mut [f32]| {
            for (from, to) in from.chunks_exact(WIDTH).zip(to.chunks_exact_mut(WIDTH)) {
                let numbers = from.iter().zip(&parts[part * WIDTH..]);
                to.iter_mut().zip(numbers).for_each(|(to, (&from, &part))| *to += from * part);
            }
        };
        hear(0, &last[..last.len() - far], &mut company[far..]);
        hear(1, last, &mut company);
        hear(2, &last[far..], &mut company[..last.len() - far]);
        let mut bias = self.params[layer.bias.clone()].to_vec();
        let mut whole = Vec::new();
        if !layer.whole.is_empty() {
            whole = vec![0.0; 2 * WIDTH];
            let (means, most) = whole.split_at_mut(WIDTH);
            add_rows(last, means);
            let lines = last.len() / WIDTH + 1;
            means.iter_mut().for_each(|mean| *mean /= lines as f32);
            for row in last.chunks_exact(WIDTH) {
                most.iter_mut().zip(row).for_each(|(most, &number)| *most = most.max(number));
            }
            multiply(&whole, &self.params[layer.whole.clone()], &mut bias, WIDTH);
        }
        let mut next = bias.repeat(last.len() / WIDTH);
        multiply(&company, &self.params[layer.mix.clone()], &mut next, WIDTH);
        next.iter_mut().zip(last).for_each(|(next, &last)| *next = last + next.max(0.0));
        (next, company, whole)
    }
}
