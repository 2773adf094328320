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
        let (mut best, mut sum, mut start, mut words_at_start) = (0, 0, 0, 0);
        let mut texts = doc.lines().iter().enumerate().filter(|(_, line)| !line.is_blank()).peekable();
        let mut after_sentence = false;
        while let Some((index, line)) = texts.next() {
            if line.measure.is_prose() && findings.points(index) < THRESHOLD {
                self.first_prose.get_or_insert(index);
            }
            if sum <= 0 {
                (sum, start, words_at_start) = (0, index, self.words);
            }
            let before_sentence = texts.peek().is_some_and(|&(next, line)| is_sentence(&line.measure, next, findings));
            let value = value(&line.measure, findings.clue(index));
            sum += if after_sentence && before_sentence { value.max(ISLAND) } else { value };
            after_sentence = is_sentence(&line.measure, index, findings);
            self.words += usize::from(line.measure.words);
            if sum > best {
                best = sum;
                self.main = start..index + 1;
                self.words_of_main = self.words - words_at_start;
            }
        }
        if self.first_prose.is_none() {
            self.main = 0..0;
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

    /// Whether the main stretch is enough of a text for what surrounds it to be its frame: in lists and tables a
    /// paragraph may be the exception.
    pub fn is_text(&self) -> bool {
        self.words_of_main >= TEXT || (self.words_of_main * 10 >= self.words && !self.main.is_empty())
    }
}

/// What a sign between two sentences costs at most: alone it is a heading or an advertisement, not the frame.
const ISLAND: i32 = -4;

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
