//! The way back: from how far off the verdicts on a page were to how each number of the network should move.

use super::batch::{Stretch, Withheld};
use super::lessons::Taught;
use super::network::{AVERAGE, Network, Thoughts, WORD};
use super::params::LayerLayout;
use super::sums::{add, add_rows, multiply, products};
use crate::model::{STEPS, WIDTH};

/// How far verdicts on a page may be off, on the average, for it to be heard in full. Beyond that it pulls no harder: what
/// stays so far off mostly has a clean copy of half a page, or of another one (P. Huber, "Robust estimation of a location
/// parameter", 1964).
const FAR_OFF: f64 = 0.3;

impl Network<'_> {
    /// Reads a stretch of a page, and adds up how its verdicts want the numbers moved. Gives back how far off they were,
    /// and how much they count.
    pub(super) fn read(&mut self, page: &Taught, stretch: &Stretch, words: &Withheld) -> (f64, f64) {
        let thoughts = self.think(page, stretch, words);
        let last = thoughts.thoughts.last().map_or(&[][..], |last| last);
        let verdict = &self.params[self.layout.verdict.clone()];
        let bias = self.params[self.layout.verdict_bias];
        let rows = last.chunks_exact(WIDTH);
        let score = |row: &[f32]| row.iter().zip(verdict).map(|(number, weight)| number * weight).sum::<f32>() + bias;
        let scores: Vec<f32> = rows.clone().map(score).collect();
        let targets = &page.targets[stretch.from..stretch.to];
        let (mut off, mut count) = (0.0, 0.0);
        for (&score, target) in scores.iter().zip(targets) {
            // The logistic loss, written so that no power runs over.
            let loss = score.max(0.0) - score * target.kept + (-score.abs()).exp().ln_1p();
            off += f64::from(loss * target.weight);
            count += f64::from(target.weight);
        }
        let heard = (FAR_OFF * count / off.max(1e-9)).min(1.0) as f32;
        let mut moves = vec![0.0; last.len()];
        for ((row, moves), (&score, target)) in rows.zip(moves.chunks_exact_mut(WIDTH)).zip(scores.iter().zip(targets))
        {
            let gradient = (1.0 / (1.0 + (-score).exp()) - target.kept) * target.weight * heard;
            add(gradient, verdict, moves);
            add(gradient, row, &mut self.gradients[self.layout.verdict.clone()]);
            self.gradients[self.layout.verdict_bias] += gradient;
        }
        for (at, layer) in self.layout.layers.iter().enumerate().rev() {
            moves = self.back(layer, at, &thoughts, moves);
        }
        self.back_to_words_and_features(page, stretch, words, &thoughts, moves);
        (off, count)
    }

    /// From how what a layer gave should move, to how what it was given should.
    fn back(&mut self, layer: &LayerLayout, at: usize, thoughts: &Thoughts, mut moves: Vec<f32>) -> Vec<f32> {
        let (last, next) = (&thoughts.thoughts[at], &thoughts.thoughts[at + 1]);
        let (company, whole) = &thoughts.heard[at];
        let more: Vec<f32> = moves
            .iter()
            .zip(last.iter().zip(next))
            .map(|(&by, (last, next))| if next > last { by } else { 0.0 })
            .collect();
        products(company, &more, &mut self.gradients[layer.mix.clone()], WIDTH);
        let mut bias = vec![0.0; WIDTH];
        add_rows(&more, &mut bias);
        add(1.0, &bias, &mut self.gradients[layer.bias.clone()]);
        let mut heard = vec![0.0; company.len()];
        multiply(&more, &self.turned.1[at][0], &mut heard, WIDTH);
        if !layer.whole.is_empty() {
            products(whole, &bias, &mut self.gradients[layer.whole.clone()], WIDTH);
            let mut wishes = vec![0.0; 2 * WIDTH];
            multiply(&bias, &self.turned.1[at][1], &mut wishes, 2 * WIDTH);
            let (means, most) = wishes.split_at(WIDTH);
            let lines = (last.len() / WIDTH + 1) as f32;
            moves.chunks_exact_mut(WIDTH).for_each(|row| add(1.0 / lines, means, row));
            for (at, (&by, &number)) in most.iter().zip(&whole[WIDTH..]).enumerate() {
                let row = last.iter().skip(at).step_by(WIDTH).position(|&other| number > 0.0 && other == number);
                if let Some(row) = row {
                    moves[row * WIDTH + at] += by;
                }
            }
        }
        let far = (layer.reach * WIDTH).min(last.len());
        let parts = &self.params[layer.company.clone()];
        let gradients = &mut self.gradients[layer.company.clone()];
        let mut unhear = |part: usize, heard: &[f32], last: &[f32], moves: &mut [f32]| {
            let rows = heard.chunks_exact(WIDTH).zip(last.chunks_exact(WIDTH)).zip(moves.chunks_exact_mut(WIDTH));
            for ((heard, last), moves) in rows {
                for at in 0..WIDTH {
                    gradients[part * WIDTH + at] += heard[at] * last[at];
                    moves[at] += heard[at] * parts[part * WIDTH + at];
                }
            }
        };
        let near = last.len() - far;
        unhear(0, &heard[far..], &last[..near], &mut moves[..near]);
        unhear(1, &heard, last, &mut moves);
        unhear(2, &heard[..near], &last[far..], &mut moves[far..]);
        moves
    }

    fn back_to_words_and_features(
        &mut self,
        page: &Taught,
        stretch: &Stretch,
        withheld: &Withheld,
        thoughts: &Thoughts,
        mut moves: Vec<f32>,
    ) {
        let first = thoughts.thoughts.first().map_or(&[][..], |first| first);
        moves.iter_mut().zip(first).for_each(|(by, &number)| *by = if number > 0.0 { *by } else { 0.0 });
        add_rows(&moves, &mut self.gradients[self.layout.bias.clone()]);
        products(&thoughts.said, &moves, &mut self.gradients[self.layout.mix.clone()], WIDTH);
        let mut wishes = vec![0.0; thoughts.said.len()];
        multiply(&moves, &self.turned.0, &mut wishes, 2 * WORD);
        let gradients = &mut self.gradients[self.layout.words.clone()];
        let rows = wishes.chunks_exact_mut(2 * WORD).zip(thoughts.said.chunks_exact(2 * WORD));
        let words = page.words[stretch.from..stretch.to].iter().zip(&thoughts.counts);
        for ((wishes, said), (words, &count)) in rows.zip(words) {
            let (sums, averages) = wishes.split_at_mut(WORD);
            for ((sum, &average), &said) in sums.iter_mut().zip(&*averages).zip(&said[WORD..]) {
                *sum = *sum / count.sqrt() + if said > 0.0 { average * AVERAGE / count } else { 0.0 };
            }
            for &place in words.iter().filter(|&&place| !withheld.has(place)) {
                add(1.0, sums, &mut gradients[place as usize * WORD..][..WORD]);
            }
        }
        let mut all = std::mem::take(&mut self.wishes);
        self.each_cell(page, stretch, |line, place| {
            add(1.0, &moves[line * WIDTH..][..WIDTH], &mut all[place * WIDTH..][..WIDTH]);
        });
        self.wishes = all;
    }

    /// How all numbers should move, on the average of all that was read and counts so much together.
    pub(super) fn gradients(mut self, count: f64) -> Vec<f32> {
        let steps = self.gradients[self.layout.says.clone()].chunks_exact_mut(STEPS * WIDTH);
        for (steps, wishes) in steps.zip(self.wishes.chunks_exact((STEPS + 1) * WIDTH)) {
            // A step speaks on all lines that are above it.
            let mut above = vec![0.0; WIDTH];
            for step in (0..STEPS).rev() {
                add(1.0, &wishes[(step + 1) * WIDTH..][..WIDTH], &mut above);
                add(1.0, &above, &mut steps[step * WIDTH..][..WIDTH]);
            }
        }
        let part = 1.0 / (count as f32).max(1e-6);
        self.gradients.iter_mut().for_each(|gradient| *gradient *= part);
        self.gradients
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::Table;
    use crate::learn::lessons::{Lessons, Target};
    use crate::learn::params::{Layout, Shape};
    use crate::learn::rng::Rng;

    fn page() -> Taught {
        let rows = 9;
        let words = |row: usize| (0..row as u32 % 4).map(|word| 40 + word * 3 + row as u32 % 2).collect();
        let target = |row: usize| Target { kept: (row % 3) as f32 / 2.0, weight: 1.0 + row as f32 / 4.0 };
        Taught {
            table: Table::of_words(&[3, 0, 12, 7, 7, 30, 2, 1, 5]),
            words: (0..rows).map(words).collect(),
            targets: (0..rows).map(target).collect(),
            share: 1.0,
        }
    }

    #[test]
    fn gradients_are_how_the_loss_changes_when_a_number_moves() {
        let lessons = Lessons { documents: vec![page()] };
        let steps = lessons.steps();
        let on: Vec<[u8; 256]> = steps.iter().map(|steps| crate::learn::teach::on(steps)).collect();
        let shape = Shape { layers: vec![(1, true), (3, false)] };
        let layout = Layout::new(&shape, steps.len());
        let mut rng = Rng::new(4);
        let mut params = layout.begin(&mut rng);
        params[layout.words.clone()].iter_mut().for_each(|number| *number *= 8.0);
        let stretch = Stretch::whole(&lessons);
        let loss = |params: &[f32]| {
            let mut network = Network::new(&layout, params, &on, vec![false; steps.len()]);
            let (off, count) = network.read(&lessons.documents[0], &stretch, &Withheld::nothing());
            let off = off / count;
            (if off > FAR_OFF { FAR_OFF * (1.0 + (off / FAR_OFF).ln()) } else { off }, network.gradients(count))
        };
        let (_, gradients) = loss(&params);
        // The steepest of each part, where rounding shows least.
        let mut parts = vec![layout.says.clone(), layout.words.clone(), layout.mix.clone(), layout.bias.clone()];
        parts.push(layout.verdict.start..layout.len());
        for layer in &layout.layers {
            parts.extend([layer.company.clone(), layer.mix.clone(), layer.bias.clone(), layer.whole.clone()]);
        }
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            let steepest = part.max_by(|&a, &b| gradients[a].abs().total_cmp(&gradients[b].abs())).unwrap();
            let moved = |by: f32| {
                let mut moved = params.clone();
                moved[steepest] += by;
                loss(&moved).0
            };
            let (by, gradient) = (1e-3, f64::from(gradients[steepest]));
            let measured = (moved(by) - moved(-by)) / f64::from(2.0 * by);
            assert!(
                gradient != 0.0 && (measured - gradient).abs() < 0.05 * gradient.abs() + 1e-4,
                "{steepest}: {gradient}, {measured}"
            );
        }
    }
}
