//! Puts the kept lines together again, byte for byte.

use std::borrow::Cow;

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
    let mut kept = 0;
    for removal in removals {
        out.extend_from_slice(&text[kept..removal.span.start as usize]);
        kept = removal.span.end as usize;
    }
    out.extend_from_slice(&text[kept..]);
}
