//! What is kept of a text, on its way to the disk. It is made whole in memory; of a text that is longer than any page, it
//! is written piece by piece, so that a very large file is not in memory twice.

use std::borrow::Cow;
use std::io::{self, BufWriter, Write};

use crate::decide::Removal;
use crate::journal::CleanCopy;
use crate::render::{kept, render, render_into};
use crate::segment::PART;

/// What is kept of a text.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kept<'t> {
    /// All of it.
    Whole(&'t [u8]),
    /// A long text, and what goes from it.
    Pieces(&'t [u8], &'t [Removal]),
}

/// Bytes of pieces that are written at a time.
const WRITTEN: usize = 1 << 20;

impl<'t> Kept<'t> {
    /// What is kept of `text` where `removals` go; `rendered` is memory.
    pub(super) fn of(text: &'t [u8], removals: &'t [Removal], rendered: &'t mut Vec<u8>) -> Self {
        if removals.is_empty() {
            return Kept::Whole(text);
        }
        if text.len() > PART {
            return Kept::Pieces(text, removals);
        }
        rendered.clear();
        render_into(text, removals, rendered);
        Kept::Whole(rendered)
    }

    /// Writes all of it to `out`.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        match *self {
            Kept::Whole(bytes) => out.write_all(bytes),
            Kept::Pieces(text, removals) => {
                let mut out = BufWriter::with_capacity(WRITTEN, out);
                kept(text, removals).try_for_each(|piece| out.write_all(piece))?;
                out.flush()
            }
        }
    }

    /// All of it in memory.
    pub(super) fn bytes(&self) -> Cow<'t, [u8]> {
        match *self {
            Kept::Whole(bytes) => Cow::Borrowed(bytes),
            Kept::Pieces(text, removals) => render(text, removals),
        }
    }

    /// How many bytes it has.
    pub(super) fn len(&self) -> usize {
        match *self {
            Kept::Whole(bytes) => bytes.len(),
            Kept::Pieces(text, removals) => {
                text.len() - removals.iter().map(|removal| removal.span.len()).sum::<usize>()
            }
        }
    }

    /// What a journal knows it by.
    pub(super) fn note(&self) -> CleanCopy {
        match *self {
            Kept::Whole(bytes) => CleanCopy::of(bytes),
            Kept::Pieces(text, removals) => CleanCopy::of_pieces(kept(text, removals)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::RuleId;
    use crate::text::Span;

    #[test]
    fn a_long_copy_is_the_same_in_pieces() {
        let text = b"Home\nThe ferry sails again in April.\nShare\n".repeat(PART / 40);
        let removal = |start: u32, line| Removal {
            span: Span::new(start, start + 5),
            line,
            lines: 1,
            rule: RuleId(0),
            weight: 100,
            points: 100,
        };
        let removals = [removal(0, 1), removal(44, 4), removal(text.len() as u32 - 6, 9)];
        let mut rendered = Vec::new();
        let kept = Kept::of(&text, &removals, &mut rendered);
        assert!(matches!(kept, Kept::Pieces(..)));
        let expected = render(&text, &removals);
        let mut written = Vec::new();
        kept.write(&mut written).unwrap();
        assert!(written == *expected && kept.bytes() == expected);
        assert_eq!((kept.len(), kept.note()), (expected.len(), CleanCopy::of(&expected)));
    }
}
