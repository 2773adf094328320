//! What a line looks like by itself: its length, its marks, how it begins and ends. Nothing here knows a language.

use super::put;
use super::scale::{scale, share};
use super::table::Table;
use super::tokens::Tokens;
use crate::segment::{Document, Line};
use crate::text::columns;

/// Columns of this group, in order.
pub(super) const NAMES: &[&str] = &[
    "words",
    "length",
    "capitals",
    "capitals-per-word",
    "digits",
    "separators",
    "marks",
    "end",
    "listed",
    "indent",
    "unspaced",
    "start",
    "prose",
    "word-length",
    "commas",
    "stops",
    "colons",
    "quotes",
    "brackets",
    "handles",
    "figures",
    "code",
    "capital-words",
    "heading-mark",
    "digit-count",
];

/// Place of the first of them.
pub(super) const FIRST: usize = 0;
/// Place of `words` among the columns.
pub(crate) const WORDS: usize = 0;
/// Place of `digits`.
pub(super) const DIGITS: usize = 4;
/// Place of `end`.
pub(super) const END: usize = 7;
/// Place of `listed`.
pub(super) const LISTED: usize = 8;
/// Place of `start`.
pub(super) const START: usize = 11;
/// Place of `prose`.
pub(crate) const PROSE: usize = 12;
/// Place of `length`.
pub(super) const LENGTH: usize = 1;

/// Fills this group's columns.
pub(super) fn fill(doc: &Document<'_>, tokens: &Tokens, table: &mut Table) {
    for (at, (row, line)) in table.with_lines().enumerate() {
        put(row, FIRST, look(doc, &doc.lines()[line], tokens, at));
    }
}

fn look(doc: &Document<'_>, line: &Line, tokens: &Tokens, row: usize) -> [u8; 25] {
    let m = &line.measure;
    let core = doc.core(line);
    let lanes = tokens.lanes(row);
    let lane = |n: u32| (lanes >> (8 * n)) as u8;
    let words = usize::from(m.words.max(1));
    let letters = usize::from(m.letters);
    [
        m.words,
        scale(columns(core)),
        share(m.capitals.into(), letters),
        (usize::from(m.capitals) * 32 / words).min(255) as u8,
        share(m.digits.into(), letters + usize::from(m.digits)),
        m.separators,
        m.marks,
        end(line),
        u8::from(m.is_listed()),
        m.indent,
        u8::from(m.is_unspaced()),
        start(core),
        if !m.is_prose() {
            0
        } else if m.is_long() {
            3
        } else {
            1 + u8::from(m.ends_sentence())
        },
        (letters * 8 / words).min(255) as u8,
        lane(0),
        lane(1),
        lane(2),
        lane(3),
        lane(4),
        lane(5),
        lane(6),
        lane(7),
        share(tokens.capitals(row), tokens.of(row).len()),
        u8::from(doc.text()[line.span.start as usize..line.core.start as usize].contains(&b'#')),
        m.digits,
    ]
}

/// How a line ends, from what breaks off to what is whole.
fn end(line: &Line) -> u8 {
    let m = &line.measure;
    match () {
        () if m.ends_sentence() => 4,
        () if m.ends_cut() => 3,
        () if m.ends_in_colon() => 2,
        () if m.ends_in_comma() => 1,
        () => 0,
    }
}

/// How a line begins.
fn start(core: &[u8]) -> u8 {
    match core.first() {
        Some(b) if b.is_ascii_lowercase() => 0,
        Some(b) if *b >= 128 => 1,
        Some(b) if b.is_ascii_uppercase() => 2,
        Some(b) if b.is_ascii_digit() => 3,
        _ => 4,
    }
}
