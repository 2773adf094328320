//! What of which pages is read between two steps, and what is withheld of it, so that nothing is relied on alone.

use super::lessons::{Lessons, Taught};
use super::rng::Rng;

/// Rows that are read between two steps.
const ROWS: usize = 8000;
/// The most rows of a page that are read at a time; of longer pages, a stretch drawn by lot.
const STRETCH: usize = 1000;
/// The share of features that are withheld.
const NO_FEATURE: f32 = 0.1;
/// The share of words that are withheld, each on the whole page or nowhere on it.
const NO_WORD: f32 = 0.7;
/// The share of pages of which all words are.
const NO_WORDS: f32 = 0.08;

/// A stretch of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    document: usize,
    pub from: usize,
    pub to: usize,
}

/// What is withheld of a page.
#[derive(Clone, Debug)]
pub(super) struct Withheld {
    all: bool,
    seed: u32,
}

/// The stretches that are read in one round, in the order drawn, by step.
pub(super) fn round(lessons: &Lessons, rng: &mut Rng) -> Vec<Vec<Stretch>> {
    let mut stretches = Vec::new();
    for (document, taught) in lessons.documents.iter().enumerate() {
        let rows = taught.table.len();
        if rows > 0 && rng.part() < taught.share {
            let len = rows.min(STRETCH);
            let from = rng.below(rows - len + 1);
            stretches.push(Stretch { document, from, to: from + len });
        }
    }
    rng.shuffle(&mut stretches);
    let (mut steps, mut rows) = (Vec::new(), ROWS);
    for stretch in stretches {
        if rows >= ROWS {
            steps.push(Vec::new());
            rows = 0;
        }
        rows += stretch.to - stretch.from;
        if let Some(step) = steps.last_mut() {
            step.push(stretch);
        }
    }
    steps
}

impl Stretch {
    /// All of the first page.
    #[cfg(test)]
    pub(super) fn whole(lessons: &Lessons) -> Stretch {
        Stretch { document: 0, from: 0, to: lessons.documents[0].table.len() }
    }

    /// The page.
    pub(super) fn page<'l>(&self, lessons: &'l Lessons) -> &'l Taught {
        &lessons.documents[self.document]
    }
}

/// Draws which of so many features are withheld.
pub(super) fn withhold_features(features: usize, rng: &mut Rng) -> Vec<bool> {
    (0..features).map(|_| rng.part() < NO_FEATURE).collect()
}

impl Withheld {
    /// Draws what is withheld of a page.
    pub(super) fn draw(rng: &mut Rng) -> Withheld {
        Withheld { all: rng.part() < NO_WORDS, seed: rng.draw() as u32 }
    }

    /// Nothing.
    #[cfg(test)]
    pub(super) fn nothing() -> Withheld {
        Withheld { all: false, seed: 0 }
    }

    /// Whether the word at `place` is withheld.
    pub(super) fn has(&self, place: u32) -> bool {
        self.all || (self.seed != 0 && (mixed(place ^ self.seed) as f32) < NO_WORD * u32::MAX as f32)
    }
}

/// A number that differs wherever `number` does, spread over all bits.
fn mixed(number: u32) -> u32 {
    let product = number.wrapping_mul(0x9E37_79B1);
    (product ^ product >> 15).wrapping_mul(0x85EB_CA77)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::Table;

    fn page(rows: usize) -> Taught {
        Taught {
            table: Table::of_words(&vec![7; rows]),
            words: vec![Vec::new(); rows],
            targets: Vec::new(),
            share: 1.0,
        }
    }

    #[test]
    fn a_round_reads_every_page_once_and_long_ones_in_part() {
        let lessons = Lessons { documents: (0..8).flat_map(|_| [30, 0, 5000, 8, 900]).map(page).collect() };
        let steps = round(&lessons, &mut Rng::new(1));
        assert!(steps.len() > 1);
        let stretches = steps.concat();
        assert_eq!(stretches.len(), 32);
        assert!(stretches.iter().all(|stretch| (1..=STRETCH).contains(&(stretch.to - stretch.from))));
    }

    #[test]
    fn most_words_are_withheld_and_always_the_same_of_a_page() {
        let mut rng = Rng::new(5);
        let withheld = Withheld { all: false, seed: rng.draw() as u32 };
        let count = (0..10_000).filter(|&place| withheld.has(place)).count();
        assert!((6500..7500).contains(&count), "{count}");
        assert!(!Withheld::nothing().has(3));
    }
}
