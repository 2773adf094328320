//! Where a document's text proper begins and ends: the same short line means one thing before the first paragraph
//! and another between two of them.

use std::ops::Range;

use crate::evidence::{Clue, Findings, Kind, THRESHOLD};
use crate::segment::{Document, Measure};

/// The stretch of a document that is most likely the text proper, and what surrounds it.
#[derive(Debug, Default)]
pub struct Outline {
    main: Range<usize>,
    first_prose: Option<usize>,
    words: usize,
    words_of_main: usize,
    lines: usize,
    signs: usize,
}

/// A line on the way through a document.
#[derive(Clone, Copy)]
struct Step {
    index: usize,
    words: usize,
    value: i32,
}

/// The lines since the last sentence, as long as they are few enough for an island in the text.
#[derive(Default)]
struct Island {
    steps: [Option<Step>; ISLAND_LINES],
    after_sentence: bool,
}

/// The run of lines that ends here and has the largest value, and the best one so far.
#[derive(Default)]
struct Sum {
    value: i32,
    start: usize,
    words_at_start: usize,
    best: i32,
}

/// A main stretch of this many words is a text, however large the page around it.
const TEXT: usize = 200;

impl Outline {
    /// Draws the outline of `doc`.
    ///
    /// The main stretch is the run of lines whose values have the largest sum (J. Bentley's maximum subarray,
    /// Programming Pearls, column 8): sentences are worth their words, labels cost a little, and signs of the page's
    /// frame cost more.
    pub fn draw(&mut self, doc: &Document<'_>, findings: &Findings) {
        *self = Outline::default();
        let mut sum = Sum::default();
        let mut island = Island::default();
        for (index, line) in doc.lines().iter().enumerate().filter(|(_, line)| !line.is_blank()) {
            let measure = &line.measure;
            let clue = findings.clue(index);
            self.lines += 1;
            self.signs += usize::from(clue.is_some());
            let sentence = clue.is_none() && (measure.ends_sentence() || measure.is_prose());
            if measure.is_prose() && findings.points(index) < THRESHOLD {
                self.first_prose.get_or_insert(index);
            }
            let step = Step { index, words: usize::from(measure.words), value: value(measure, clue) };
            if !sentence && let Some(free) = island.steps.iter_mut().find(|step| step.is_none()) {
                *free = Some(step);
                continue;
            }
            let lines = island.steps.iter().flatten().count();
            let is_island = island.after_sentence && sentence && (lines == 1 || measure.words >= PARAGRAPH);
            for mut step in island.steps.into_iter().flatten() {
                if is_island {
                    step.value = step.value.max(ISLAND);
                }
                self.take(step, &mut sum);
            }
            self.take(step, &mut sum);
            island = Island { after_sentence: sentence, ..Island::default() };
        }
        island.steps.into_iter().flatten().for_each(|step| self.take(step, &mut sum));
        if self.first_prose.is_none() {
            self.main = 0..0;
        }
    }

    /// Goes on by one line.
    fn take(&mut self, step: Step, sum: &mut Sum) {
        if sum.value <= 0 {
            *sum = Sum { value: 0, start: step.index, words_at_start: self.words, best: sum.best };
        }
        sum.value += step.value;
        self.words += step.words;
        if sum.value > sum.best {
            sum.best = sum.value;
            self.main = sum.start..step.index + 1;
            self.words_of_main = self.words - sum.words_at_start;
        }
    }

    /// The lines that are most likely the text proper; empty where the document has no paragraph.
    pub fn main(&self) -> Range<usize> {
        self.main.clone()
    }

    /// Index of the first paragraph.
    pub fn first_prose(&self) -> Option<usize> {
        self.first_prose
    }

    /// Whether the document is thick enough with signs for a page with a frame. In a text that was cleaned already, or
    /// never stood on a page, the few signs are words like any other, and nothing beside them is judged by them.
    pub fn has_frame(&self) -> bool {
        self.signs * LINES_A_SIGN >= self.lines
    }

    /// Whether the main stretch is enough of a text for what surrounds it to be its frame: in lists and tables a
    /// paragraph may be the exception.
    pub fn is_text(&self) -> bool {
        self.words_of_main >= TEXT || (self.words_of_main * 10 >= self.words && !self.main.is_empty())
    }
}

/// Lines of a page of which one at least is a sign of its frame.
const LINES_A_SIGN: usize = 25;

/// What a sign between two sentences costs at most: alone, or with one line more before a paragraph, it is a heading or an
/// advertisement, not the frame.
const ISLAND: i32 = -4;
/// Lines of an island.
const ISLAND_LINES: usize = 2;
/// Words of a sentence that is a paragraph.
const PARAGRAPH: u8 = 16;

/// Whether the line at `index` reads as a sentence or a paragraph and no pack knows it.
pub(super) fn is_sentence(measure: &Measure, index: usize, findings: &Findings) -> bool {
    (measure.ends_sentence() || measure.is_prose()) && findings.clue(index).is_none()
}

/// What a line adds to the stretch it belongs to.
fn value(measure: &Measure, clue: Option<Clue>) -> i32 {
    let words = i32::from(measure.words);
    match clue {
        None if measure.is_prose() => words.min(50),
        None if measure.ends_sentence() => words.min(8),
        None => -2,
        Some(Clue { kind: Kind::Ad, .. }) => -1,
        Some(Clue { kind: Kind::Teaser, weight }) if weight >= 60 => -40,
        Some(clue) => -4 - i32::from(clue.weight) / 5,
    }
}
