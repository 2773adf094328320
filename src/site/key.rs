//! What a line is known by: folded, with all numbers alike, so that a counter or a date does not hide it.

use xxhash_rust::xxh3::xxh3_64;

use super::page::Entry;
use super::parts::MOST_WORDS;
use crate::segment::{Document, Line, Measure};
use crate::text::fold_into;

/// Makes keys, with memory that serves one line after the other.
#[derive(Debug, Default)]
pub(super) struct Keys {
    folded: Vec<u8>,
    text: Vec<u8>,
}

impl Keys {
    /// What is noted of a line, and its text with numbers alike.
    pub(super) fn of_folded<'a>(&'a mut self, folded: &'a [u8], measure: &Measure) -> (Entry, &'a [u8]) {
        of_folded(folded, measure, &mut self.text)
    }

    /// The same of a line that does not lie folded at hand.
    pub(super) fn of_line(&mut self, doc: &Document<'_>, line: &Line) -> Entry {
        let Keys { folded, text } = self;
        of_folded(doc.fold(line, folded), &line.measure, text).0
    }

    /// The same of a part of a line.
    pub(super) fn of_part(&mut self, part: &[u8]) -> (Entry, &[u8]) {
        let Keys { folded, text } = self;
        folded.clear();
        fold_into(part, folded);
        let unspaced = folded.len() / 6 * usize::from(!folded.is_ascii() && !folded.contains(&b' '));
        let words = folded.split(|&byte| byte == b' ').count().max(unspaced);
        let text = alike(folded, true, text);
        (Entry { key: key(text), words: words.min(255) as u8, prose: words > MOST_WORDS, ..Entry::default() }, text)
    }
}

fn of_folded<'a>(folded: &'a [u8], measure: &Measure, memory: &'a mut Vec<u8>) -> (Entry, &'a [u8]) {
    let text = alike(folded, measure.digits > 0, memory);
    let prose = measure.is_prose();
    // Without either, nothing in the line says that it is made of parts.
    let changes = measure.digits > 0 || measure.separators > 0;
    let shape = if changes && !prose { shape(text, measure.is_unspaced()) } else { 0 };
    (Entry { key: key(text), shape, words: measure.words, prose, ..Entry::default() }, text)
}

fn key(text: &[u8]) -> u32 {
    xxh3_64(text) as u32
}

/// A folded text without marks at its ends, and with numbers alike, for which it is copied where it has `digits`.
fn alike<'a>(folded: &'a [u8], digits: bool, memory: &'a mut Vec<u8>) -> &'a [u8] {
    let folded = trimmed(folded);
    if !digits {
        return folded;
    }
    memory.clear();
    for &byte in folded {
        if !byte.is_ascii_digit() {
            memory.push(byte);
        } else if memory.last() != Some(&b'0') {
            memory.push(b'0');
        }
    }
    memory
}

/// `folded` without marks at both ends, or all of it where it is nothing but marks.
fn trimmed(folded: &[u8]) -> &[u8] {
    let mark = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
    // What follows a heading to link to it.
    let folded = folded.strip_suffix("¶".as_bytes()).unwrap_or(folded);
    let start = folded.iter().position(|byte| !mark(byte));
    let end = folded.iter().rposition(|byte| !mark(byte));
    start.zip(end).map_or(folded, |(start, end)| &folded[start..=end])
}

/// A number for how a line of four words or more begins, with two words, and ends, with one. Where words are not
/// written apart, characters stand for them, two for one.
fn shape(text: &[u8], unspaced: bool) -> u32 {
    let Ok(text) = std::str::from_utf8(text) else { return 0 };
    let (head, tail) = if unspaced {
        let mut ends = text.char_indices().map(|(at, _)| at);
        match (ends.nth(4), text.char_indices().nth_back(1)) {
            (Some(head), Some((tail, _))) if tail > head => (&text[..head], &text[tail..]),
            _ => return 0,
        }
    } else {
        let mut spaces = text.match_indices(' ').map(|(at, _)| at);
        match (spaces.nth(1), text.rfind(' ')) {
            (Some(head), Some(tail)) if tail > head => (&text[..head], &text[tail..]),
            _ => return 0,
        }
    };
    let hash = xxh3_64(&[head.as_bytes(), b"\0", tail.as_bytes()].concat());
    (hash as u32).max(1)
}
