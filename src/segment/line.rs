//! A line keeps its place and its terminator, so that what is kept comes out byte for byte as it went in.

use super::known::Reading;
use super::measure::Measure;
use crate::text::Span;

/// One line of a document: where it stands, how it folds, and what was measured on it.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// The line with its terminator (`\n`, `\r\n`, or none at the end of the text).
    pub span: Span,
    /// The line without terminator, indentation, list mark and trailing white space; empty for a blank line.
    pub core: Span,
    /// What was measured.
    pub measure: Measure,
    pub(super) entry: u16,
}

impl Line {
    /// The line at `span`, of which nothing else is known.
    pub(super) fn at(span: Span) -> Self {
        Line { span, core: Span::new(span.end, span.end), measure: Measure::default(), entry: Self::NO_ENTRY }
    }

    /// Notes what was worked out.
    #[inline]
    pub(super) fn take(&mut self, reading: &Reading) {
        self.core = Span::new(self.span.start + reading.lead, self.span.end - reading.trail);
        self.measure = reading.measure;
        self.entry = reading.entry;
    }

    pub(super) const NO_ENTRY: u16 = u16::MAX;

    /// The number that a [`Lexicon`](super::Lexicon) has for what the line says.
    pub fn entry(&self) -> Option<u16> {
        (self.entry != Self::NO_ENTRY).then_some(self.entry)
    }

    /// Whether the line holds nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.core.is_empty()
    }
}
