//! Puts the kept lines together again, byte for byte.

use std::borrow::Cow;
use std::iter;

use crate::decide::Removal;

/// `text` without the removed spans; borrowed where nothing goes.
pub fn render<'t>(text: &'t [u8], removals: &[Removal]) -> Cow<'t, [u8]> {
    if removals.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = Vec::with_capacity(text.len());
    render_into(text, removals, &mut out);
    Cow::Owned(out)
}

/// Appends `text` without the removed spans to `out`.
pub fn render_into(text: &[u8], removals: &[Removal], out: &mut Vec<u8>) {
    kept(text, removals).for_each(|piece| out.extend_from_slice(piece));
}

/// The pieces of `text` between the removed spans, in order; some may be empty.
pub(crate) fn kept<'t>(text: &'t [u8], removals: &'t [Removal]) -> impl Iterator<Item = &'t [u8]> {
    let starts = iter::once(0).chain(removals.iter().map(|removal| removal.span.end as usize));
    let ends = removals.iter().map(|removal| removal.span.start as usize).chain(iter::once(text.len()));
    starts.zip(ends).map(|(start, end)| &text[start..end])
}
