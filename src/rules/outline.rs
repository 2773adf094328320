//! Where a document's text proper begins and ends: the same short line means one thing before the first paragraph
//! and another between two of them.

use crate::evidence::{Findings, THRESHOLD};
use crate::segment::Document;

/// Where a run stands among the paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before the first paragraph.
    Head,
    /// Between paragraphs.
    Within,
    /// After the last paragraph.
    Tail,
    /// There is no paragraph in the document.
    Whole,
}

/// A stretch of lines without a paragraph among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Index of the first line.
    pub start: usize,
    /// Index past the last line.
    pub end: usize,
    /// Where it stands.
    pub place: Place,
}

/// The paragraphs of a document and the runs between them.
#[derive(Debug, Default)]
pub struct Outline {
    runs: Vec<Run>,
    first_prose: Option<usize>,
    last_prose: Option<usize>,
}

impl Outline {
    /// Draws the outline of `doc`. Paragraphs that already are as good as removed do not count as text.
    pub fn draw(&mut self, doc: &Document<'_>, findings: &Findings) {
        self.runs.clear();
        self.first_prose = None;
        self.last_prose = None;
        let mut start = 0;
        for (index, line) in doc.lines().iter().enumerate() {
            if line.measure.is_prose() && findings.points(index) < THRESHOLD {
                self.push(start, index, if self.first_prose.is_none() { Place::Head } else { Place::Within });
                self.first_prose.get_or_insert(index);
                self.last_prose = Some(index);
                start = index + 1;
            }
        }
        let place = if self.first_prose.is_none() { Place::Whole } else { Place::Tail };
        self.push(start, doc.lines().len(), place);
    }

    fn push(&mut self, start: usize, end: usize, place: Place) {
        if start < end {
            self.runs.push(Run { start, end, place });
        }
    }

    /// The stretches without a paragraph, in order.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Index of the first paragraph.
    pub fn first_prose(&self) -> Option<usize> {
        self.first_prose
    }

    /// Index of the last paragraph.
    pub fn last_prose(&self) -> Option<usize> {
        self.last_prose
    }
}
