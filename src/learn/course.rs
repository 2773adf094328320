//! The course of teaching: pages and their clean copies in, lessons out.
//!
//! What words say is learnt first; features then know of words only what the pages of other folds say: else a model
//! would trust words more than they deserve on pages it never saw.

use std::collections::HashSet;

use super::align::{Label, align};
use super::lessons::{FOLDS, Lessons};
use super::variants::{Labelled, Variant};
use super::words::WordCounts;
use crate::cleaner::{Cleaner, Workspace};
use crate::features::Lexicon;

/// Pages to learn from.
#[derive(Debug)]
pub struct Course<'c> {
    cleaner: &'c Cleaner,
    texts: Vec<Text>,
    counts: Vec<WordCounts>,
    /// Clean copies that were taken; pages in several renders share one.
    seen: HashSet<(String, u64)>,
    workspace: Workspace,
}

/// A page in one of its forms.
#[derive(Debug)]
struct Text {
    labelled: Labelled,
    fold: usize,
    weight: f32,
}

/// How much a clean copy counts, from which nothing may go, against a raw page.
const CLEAN: f32 = 5.0;
/// How much a page written in another way counts.
const OTHER: f32 = 0.6;
/// Of so many pages, as many as there are variants are learnt from in one of them, too.
const TURNS: usize = 14;

impl<'c> Course<'c> {
    /// A course whose features are those that `cleaner` sees.
    pub fn new(cleaner: &'c Cleaner) -> Self {
        let counts = (0..FOLDS).map(|_| WordCounts::default()).collect();
        Course { cleaner, texts: Vec::new(), counts, seen: HashSet::new(), workspace: Workspace::default() }
    }

    /// Adds the page `name`: as it was scraped, and its clean copy.
    pub fn add(&mut self, name: &str, raw: &str, gold: &str) {
        let (labels, words) = align(&lines(raw), gold);
        self.take(name, raw, labels, words, 1.0, true);
        if !self.seen.insert((name.to_owned(), xxhash_rust::xxh3::xxh3_64(gold.as_bytes()))) {
            return;
        }
        let (labels, words) = align(&lines(gold), gold);
        let whole = labels.iter().map(|label| Label { kept: label.words, ..*label }).collect();
        self.take(name, gold, whole, words, CLEAN, false);
    }

    /// How many pages there are, each counted once for every form.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is no page.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    fn take(&mut self, name: &str, text: &str, labels: Vec<Label>, gold: u32, weight: f32, counts: bool) {
        let seed = xxhash_rust::xxh3::xxh3_64(name.as_bytes());
        let fold = (seed >> 8) as usize % FOLDS;
        let labelled = Labelled { lines: lines(text).into_iter().map(str::to_owned).collect(), labels };
        if counts {
            let features = self.cleaner.features(text.as_bytes(), &Lexicon::default(), &mut self.workspace);
            let rows = features.last().lines().iter().enumerate();
            self.counts[fold].add(rows.map(|(row, &line)| (features.words(row), labelled.labels[line as usize])));
        }
        let turn = seed.rotate_left(self.texts.len() as u32 % 64) as usize % TURNS;
        if let Some(variant) = Variant::ALL.get(turn) {
            let other = variant.of(&labelled, seed);
            let words = other.labels.iter().map(|label| label.kept).sum();
            self.texts.push(Text { weight: OTHER * weight * worth(&other, words), labelled: other, fold });
        }
        self.texts.push(Text { weight: weight * worth(&labelled, gold), labelled, fold });
    }

    /// The lessons that all pages make.
    pub fn lessons(mut self) -> Lessons {
        let others = |fold: usize| self.counts.iter().enumerate().filter(move |(at, _)| *at != fold).map(|(_, c)| c);
        let lexicons: Vec<Lexicon> = (0..FOLDS).map(|fold| WordCounts::sum(others(fold)).lexicon()).collect();
        let mut lessons = Lessons::new(WordCounts::sum(self.counts.iter()).lexicon());
        for text in std::mem::take(&mut self.texts) {
            let joined = text.labelled.lines.join("\n");
            let features = self.cleaner.features(joined.as_bytes(), &lexicons[text.fold], &mut self.workspace);
            lessons.add(features.last(), &text.labelled.labels, text.fold, text.weight);
        }
        lessons
    }
}

fn lines(text: &str) -> Vec<&str> {
    text.trim_start_matches('\u{FEFF}').split('\n').collect()
}

/// How much a word of the page counts, so that a long page does not outweigh many short ones.
fn worth(text: &Labelled, gold: u32) -> f32 {
    let raw: u32 = text.labels.iter().map(|label| label.words).sum();
    100.0 / (gold as f32 + 0.15 * raw as f32 + 30.0)
}
