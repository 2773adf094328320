//! What lines say is looked up while they are being read, when they lie folded at hand, and once for lines that come
//! again.

use super::measure::Measure;
use crate::text::{Span, first_char, is_alphanumeric, last_char};

/// Something that knows lines by their words.
pub trait Lexicon {
    /// The lines of a document are about to come, in order. Where its paragraphs turn out to be broken they come anew, and
    /// what came before counts for nothing. Where lines are looked for among those that are known, these are the `hashes`
    /// of their bytes.
    fn begin(&mut self, _hashes: &[u64]) {}

    /// Whether a line that was looked up before, with this `hash` of its bytes, need not be looked up again. Asked in the
    /// place where it would be.
    fn recalls(&mut self, _hash: u64) -> bool {
        true
    }

    /// The number of the entry for `line`, if there is one; never [`u16::MAX`].
    fn look_up(&mut self, line: &Folded<'_>) -> Option<u16>;
}

/// The lexicon that knows nothing.
#[derive(Clone, Copy, Debug)]
pub struct Blank;

impl Lexicon for Blank {
    fn look_up(&mut self, _: &Folded<'_>) -> Option<u16> {
        None
    }
}

/// A line's core in its folded form, as far as [`REACH`](super::measure::REACH).
#[derive(Clone, Copy, Debug)]
pub struct Folded<'a> {
    padded: &'a [u8],
    len: usize,
    /// The part without decoration at both ends.
    pub bare: Span,
    /// What was measured on the line.
    pub measure: Measure,
}

impl<'a> Folded<'a> {
    /// Zeros that stand behind the line, so that bytes can be taken by the block up to its end.
    pub const PADDING: usize = 16;

    /// The line in `padded`, which ends in [`PADDING`](Self::PADDING) zeros.
    pub(super) fn new(padded: &'a [u8], measure: Measure) -> Self {
        let len = padded.len() - Self::PADDING;
        Folded { padded, len, bare: bare_of(&padded[..len]), measure }
    }

    /// The folded line.
    pub fn text(&self) -> &'a [u8] {
        &self.padded[..self.len]
    }

    /// The sixteen bytes from `at` on, zeros behind the line's end.
    #[inline]
    pub fn block(&self, at: usize) -> &'a [u8; 16] {
        // The padding is as long as a block, so that there is one at every place of the line.
        self.padded.get(at..).and_then(|rest| rest.first_chunk()).unwrap_or(&[0; 16])
    }
}

/// The part of a folded line without non-alphanumeric characters at both ends.
pub fn bare_of(folded: &[u8]) -> Span {
    let (mut start, mut end) = (0, folded.len());
    while let Some((c, len)) = first_char(&folded[start..]).filter(|(c, _)| !is_alphanumeric(*c)) {
        debug_assert!(c != char::REPLACEMENT_CHARACTER || len == 3, "what is folded is valid");
        start += len;
    }
    while let Some((_, len)) = last_char(&folded[start..end]).filter(|(c, _)| !is_alphanumeric(*c)) {
        end -= len;
    }
    Span::new(start as u32, end as u32)
}
