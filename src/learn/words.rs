//! Learns what words say by themselves: in how many pages the lines that hold a word were kept, and in how many not.

use std::collections::HashMap;

use super::align::Label;
use crate::features::Lexicon;

/// Counts of one set of pages.
#[derive(Debug)]
pub struct WordCounts {
    /// For each word: pages in which its lines were kept, and pages in which they were not, in parts of a page.
    counts: Vec<[f32; 2]>,
}

/// Pages that must speak before a word is believed: as many are added that say what all words say together.
const CAUTION: f32 = 12.0;

impl Default for WordCounts {
    fn default() -> Self {
        WordCounts { counts: vec![[0.0; 2]; Lexicon::LEN] }
    }
}

impl WordCounts {
    /// Counts one page's lines, given by their words and labels.
    pub fn add<'w>(&mut self, lines: impl Iterator<Item = (&'w [u16], Label)>) {
        let mut page: HashMap<usize, (f32, f32)> = HashMap::new();
        for (words, label) in lines.filter(|(_, label)| label.words > 0) {
            let kept = label.kept as f32 / label.words as f32;
            Lexicon::places(words, |place| {
                let (sum, count) = page.entry(place).or_default();
                *sum += kept;
                *count += 1.0;
            });
        }
        for (place, (sum, count)) in page {
            self.counts[place][0] += sum / count;
            self.counts[place][1] += 1.0 - sum / count;
        }
    }

    /// The counts of several sets together.
    pub fn sum<'c>(sets: impl Iterator<Item = &'c WordCounts>) -> WordCounts {
        let mut all = WordCounts::default();
        for set in sets {
            for (sum, count) in all.counts.iter_mut().zip(&set.counts) {
                *sum = [sum[0] + count[0], sum[1] + count[1]];
            }
        }
        all
    }

    /// What the counts say of each word, against what they say of all in long or in short lines.
    pub fn lexicon(&self) -> Lexicon {
        let mut worth = Vec::with_capacity(Lexicon::LEN);
        for part in self.counts.chunks(Lexicon::LEN / 3) {
            let kept: f32 = part.iter().map(|count| count[0]).sum();
            let gone: f32 = part.iter().map(|count| count[1]).sum();
            let share = (kept + 1.0) / (kept + gone + 2.0);
            let usual = (share / (1.0 - share)).ln();
            worth.extend(part.iter().map(|[kept, gone]| {
                let odds = (kept + CAUTION * share) / (gone + CAUTION * (1.0 - share));
                ((odds.ln() - usual) * 16.0).round().clamp(-127.0, 127.0) as i8
            }));
        }
        Lexicon::new(worth).unwrap_or_default()
    }
}
