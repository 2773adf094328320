//! What a model learns from: the features and labels of all pages. The first forest learns from what lines look like; the
//! second from what first forests say of pages that they did not learn from, as it will hear them in earnest.

use super::align::Label;
use super::boost::{Growth, Lesson, grow};
use crate::features::{Lexicon, Table};
use crate::model::{Forest, Model, Regions, Scorer};

/// Folds of pages; the same page in several renders, known by its name, is in one.
pub(super) const FOLDS: usize = 5;
/// The most rows of one document that are learnt from; of longer ones, as many spread over it.
const ROWS: usize = 110;

/// All lessons of a course.
#[derive(Debug)]
pub struct Lessons {
    lexicon: Lexicon,
    documents: Vec<Taught>,
}

/// One document.
#[derive(Debug)]
struct Taught {
    table: Table,
    labels: Vec<Label>,
    fold: usize,
    weight: f32,
}

/// First forests: one that learnt from all pages, and one for each fold that learnt from the pages of the others.
#[derive(Debug)]
pub struct Firsts {
    /// Learnt from all.
    pub all: Forest,
    /// Each learnt from the pages outside of a fold, in the order of the folds.
    pub without: Vec<Forest>,
}

impl Lessons {
    pub(super) fn new(lexicon: Lexicon) -> Self {
        Lessons { lexicon, documents: Vec::new() }
    }

    pub(super) fn add(&mut self, table: &Table, labels: &[Label], fold: usize, weight: f32) {
        let labels = table.lines().iter().map(|&line| labels[line as usize]).collect();
        self.documents.push(Taught { table: table.clone(), labels, fold, weight });
    }

    /// The folds that a first forest may do without.
    pub fn folds(&self) -> std::ops::Range<usize> {
        0..FOLDS
    }

    /// Grows a first forest on all pages, or on those outside of a fold. Every forest may grow on a thread of its own.
    pub fn first(&self, without: Option<usize>, growth: &Growth) -> Forest {
        let documents = self.documents.iter().filter(|document| Some(document.fold) != without);
        grow(&lesson(documents.map(|document| (document, &document.table))), growth)
    }

    /// Grows the second forest, and puts the model together.
    pub fn model(self, firsts: Firsts, growth: &Growth) -> Model {
        let scorers: Vec<Scorer> = firsts.without.iter().map(Scorer::new).collect();
        let (mut regions, mut scores) = (Regions::default(), Vec::new());
        let read = |document: &Taught| {
            scorers[document.fold].score(&document.table, &mut scores);
            regions.of(&document.table, &scores).clone()
        };
        let tables: Vec<Table> = self.documents.iter().map(read).collect();
        let second = grow(&lesson(self.documents.iter().zip(&tables)), growth);
        Model { lexicon: self.lexicon, forest: firsts.all, second }
    }
}

/// The lesson of some documents, each with a table of its features.
fn lesson<'d>(documents: impl Iterator<Item = (&'d Taught, &'d Table)>) -> Lesson {
    let mut lesson = Lesson { documents: vec![0], ..Lesson::default() };
    let mut picked = Vec::new();
    for (document, table) in documents {
        let rows = table.rows();
        // An odd step does not fall in with pages that repeat every other line.
        let step = if rows > ROWS { rows.div_ceil(ROWS) | 1 } else { 1 };
        let chosen: Vec<usize> = (0..rows).step_by(step).collect();
        for &row in &chosen {
            let label = document.labels[row];
            lesson.targets.push(if label.words == 0 { 0.5 } else { label.kept as f32 / label.words as f32 });
            lesson.weights.push((label.words as f32 + 0.5) * document.weight * rows as f32 / chosen.len() as f32);
        }
        lesson.documents.push(lesson.targets.len());
        picked.push((table, chosen));
    }
    for column in 0..picked.first().map_or(0, |(table, _)| table.columns()) {
        let mut cells = Vec::with_capacity(lesson.targets.len());
        for (table, rows) in &picked {
            let values = table.column(column);
            cells.extend(rows.iter().map(|&row| values[row]));
        }
        lesson.columns.push(cells);
    }
    lesson
}
