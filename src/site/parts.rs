//! A line may be made of parts: the steps of a trail, the cells of a row, the labels of a menu.

use crate::segment::Measure;

/// The longest line that is cut into parts, in bytes.
const LONGEST: usize = 1000;
/// Words that a label has at most when it is a part of a line.
pub(super) const MOST_WORDS: usize = 21;

/// The parts of a line between tabs, or between separators that have space around them; none where there are not two.
pub(super) fn parts<'a>(core: &'a [u8], measure: &Measure) -> impl Iterator<Item = &'a [u8]> {
    let tabs = memchr::memchr(b'\t', core).is_some();
    // Of a long line, only the beginning was measured.
    let bars = measure.separators > 0 || measure.is_long() && may_hold_bars(core);
    let cuts = core.len() <= LONGEST && (tabs || bars);
    let text = if cuts { std::str::from_utf8(core).unwrap_or_default() } else { "" };
    // A sentence may hold a separator, too.
    let text = if tabs || !measure.is_prose() || text.matches(is_bar).count() > 1 { text } else { "" };
    let parts = move || {
        let pieces = text.split(move |c| if tabs { c == '\t' } else { is_bar(c) });
        pieces.map(str::as_bytes).filter(|piece| piece.iter().any(|&b| !b.is_ascii() || b.is_ascii_alphanumeric()))
    };
    let several = parts().nth(1).is_some();
    parts().take(if several { usize::MAX } else { 0 })
}

/// Whether there may be bars in `core`: a cheap look.
fn may_hold_bars(core: &[u8]) -> bool {
    !core.is_ascii() || memchr::memchr2(b'|', b'>', core).is_some()
}

/// Whether `c` parts labels that stand in one line.
fn is_bar(c: char) -> bool {
    matches!(c, '|' | '>' | '»' | '›' | '·' | '•' | '→' | '｜' | '＞' | '▸' | '▶')
}
