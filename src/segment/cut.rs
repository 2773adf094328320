//! Tells a line's core from its margin: where it begins and ends without indentation, list mark and terminator.

use super::measure::Measure;
use crate::text::{Block, Span, first_char, is_list_mark};

/// The core of `line`, counted from the line's start, and its margin as a measure in which nothing else is measured.
pub(super) fn core_of(line: &[u8]) -> (Span, Measure) {
    let end = trimmed_len(line);
    let start = skip_space(line, 0, end);
    let (core, listed) = skip_list_mark(line, start, end);
    (Span::new(core as u32, end as u32), Measure::margin(indent_of(&line[..start]), listed))
}

/// Length of `line` without the white space at its end.
fn trimmed_len(line: &[u8]) -> usize {
    let mut end = line.len();
    while end > 0 {
        match line[end - 1] {
            b' ' | b'\t'..=b'\r' => end -= 1,
            0xA0 if line[..end].ends_with("\u{A0}".as_bytes()) => end -= 2,
            _ => break,
        }
    }
    end
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
