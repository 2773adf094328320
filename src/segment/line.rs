//! A line keeps its place and its terminator, so that what is kept comes out byte for byte as it went in.

use super::measure::Measure;
use crate::text::Span;

/// One line of a document: where it stands, how it folds, and what was measured on it.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// The line with its terminator (`\n`, `\r\n`, or none at the end of the text).
    pub span: Span,
    /// The line without terminator, indentation, list mark and trailing white space; empty for a blank line.
    pub core: Span,
    /// Hash of the core's bytes.
    pub hash: u64,
    /// What was measured.
    pub measure: Measure,
    pub(super) entry: u16,
}

impl Line {
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
