//! Cuts a line out of a text: where it begins and ends, and where its core does.

use xxhash_rust::xxh3::xxh3_64;

use super::line::Line;
use super::measure::Measure;
use crate::text::{Block, Span, first_char, is_list_mark};

/// Cuts one line out of `text`: its place and its margin, not yet measured.
pub(super) fn cut_line(text: &[u8], start: usize, end: usize) -> Line {
    let core = core_of(text, start, end);
    let (core_start, listed) = skip_list_mark(text, core.0, core.1);
    Line {
        span: span(start, end),
        core: span(core_start, core.1),
        hash: xxh3_64(&text[core_start..core.1]),
        measure: Measure::margin(indent_of(&text[start..core.0]), listed),
        entry: Line::NO_ENTRY,
    }
}

fn span(start: usize, end: usize) -> Span {
    Span::new(start as u32, end as u32)
}

/// The part of `start..end` without white space at both ends.
fn core_of(text: &[u8], start: usize, mut end: usize) -> (usize, usize) {
    let start = skip_space(text, start, end);
    while start < end {
        match text[end - 1] {
            b' ' | b'\t'..=b'\r' => end -= 1,
            0xA0 if text[start..end].ends_with("\u{A0}".as_bytes()) => end -= 2,
            _ => break,
        }
    }
    (start, end)
}

/// Where the white space at the start of `start..end` ends.
fn skip_space(text: &[u8], mut start: usize, end: usize) -> usize {
    // Lines that are set in begin with many spaces.
    if let Some(block) = text[start..end].first_chunk().filter(|block| block[0] == b' ') {
        start += (!Block::new(block).are(b' ')).trailing_zeros().min(Block::LEN as u32) as usize;
    }
    while start < end {
        start += match text[start] {
            b' ' | b'\t'..=b'\r' => 1,
            0xC2 | 0xE2 | 0xE3 | 0xEF => match text[start..end] {
                [0xC2, 0xA0, ..] => 2,
                [0xE3, 0x80, 0x80, ..] | [0xE2, 0x80, 0x8B, ..] | [0xEF, 0xBB, 0xBF, ..] => 3,
                _ => return start,
            },
            _ => return start,
        }
    }
    start
}

fn indent_of(margin: &[u8]) -> usize {
    margin.iter().map(|&b| if b == b'\t' { 4 } else { usize::from(b == b' ') }).sum()
}

/// Where the core begins behind its list mark, and whether there was one.
fn skip_list_mark(text: &[u8], start: usize, end: usize) -> (usize, bool) {
    if start == end || text[start].is_ascii_alphanumeric() {
        return (start, false);
    }
    if text[start] == b'#' {
        return (skip_heading_mark(text, start, end), false);
    }
    let first = first_char(&text[start..end]).filter(|(c, _)| is_list_mark(*c));
    let Some((c, len)) = first else { return (start, false) };
    let at = skip_space(text, start + len, end);
    // `*emphasis*` and `-5` are no list items; a bullet needs no space.
    if at == end || (at == start + len && !matches!(c, '•' | '▪' | '●' | '■' | '・')) {
        (start, false)
    } else {
        (at, true)
    }
}

/// Where a Markdown heading begins behind its mark, `#` to `######` and a space.
fn skip_heading_mark(text: &[u8], start: usize, end: usize) -> usize {
    let marks = text[start..end].iter().take_while(|&&b| b == b'#').count();
    match text[start + marks..end].first() {
        Some(b' ') if marks <= 6 => start + marks + 1,
        _ => start,
    }
}
