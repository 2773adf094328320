//! A document is a text and its lines, measured once and then only read.

use xxhash_rust::xxh3::xxh3_64;

use super::line::Line;
use super::measure::{Measure, fold_and_measure, reach_of};
use crate::text::{Memo, Span, fold_into, is_list_mark};

/// The lines of one document. Kept apart from the text so that a worker can use the same memory for the next one, and
/// need not measure again a line that it knows from the last.
#[derive(Debug, Default)]
pub struct Lines {
    lines: Vec<Line>,
    measures: Memo<Measure>,
    folded: Vec<u8>,
}

/// A text cut into measured lines.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    text: &'a [u8],
    lines: &'a [Line],
}

impl<'a> Document<'a> {
    /// The longest text a document can hold, in bytes: 2 GiB, so that offsets fit 32 bits.
    pub const MAX_LEN: usize = i32::MAX as usize;

    /// Cuts `text` into lines and measures them in `memory`, whose former lines are dropped. What lies beyond
    /// [`MAX_LEN`](Self::MAX_LEN) bytes is left out; callers refuse such texts.
    pub fn parse(text: &'a [u8], memory: &'a mut Lines) -> Self {
        let text = &text[..text.len().min(Self::MAX_LEN)];
        memory.lines.clear();
        // A byte order mark belongs to the file, not to its first line, and is never removed.
        let mut start = if text.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        for end in memchr::memchr_iter(b'\n', text).map(|i| i + 1).chain([text.len()]) {
            if start < end {
                memory.lines.push(cut_line(text, start, end));
            }
            start = end;
        }
        memory.measure(text);
        Document { text, lines: &memory.lines }
    }

    /// The whole text.
    pub fn text(&self) -> &'a [u8] {
        self.text
    }

    /// All lines, in order; their spans cover the text, its byte order mark aside, without gaps.
    pub fn lines(&self) -> &'a [Line] {
        self.lines
    }

    /// The core of `line` as it stands in the text.
    pub fn core(&self, line: &Line) -> &'a [u8] {
        line.core.of(self.text)
    }

    /// The folded core of `line`, at most [`REACH`](super::measure::REACH) bytes of it, onto an empty `buffer`.
    pub fn fold<'b>(&self, line: &Line, buffer: &'b mut Vec<u8>) -> &'b [u8] {
        buffer.clear();
        fold_into(reach_of(self.core(line)).0, buffer);
        buffer
    }

    /// The folded core of `line` without the decoration at both its ends.
    pub fn bare(&self, line: &Line) -> Vec<u8> {
        let mut buffer = Vec::new();
        let folded = self.fold(line, &mut buffer);
        bare_of(folded).of(folded).to_vec()
    }
}

impl Lines {
    /// Remembers from now on what was measured, which pays from the second document on.
    pub fn remember(&mut self) {
        self.measures.open();
    }

    /// Measures the lines that were cut, as far as they are not known.
    fn measure(&mut self, text: &[u8]) {
        let Lines { lines, measures, folded } = self;
        measures.warm(lines.iter().map(|line| line.hash));
        for line in lines.iter_mut().filter(|line| !line.is_blank()) {
            let measure = measures.get(line.hash).unwrap_or_else(|| {
                folded.clear();
                let measure = fold_and_measure(line.core.of(text), folded);
                measures.put(line.hash, measure);
                measure
            });
            line.measure = measure.with_margin_of(&line.measure);
        }
    }
}

/// Cuts one line out of `text`: its place and its margin, not yet measured.
fn cut_line(text: &[u8], start: usize, end: usize) -> Line {
    let core = core_of(text, start, end);
    let (core_start, listed) = skip_list_mark(text, core.0, core.1);
    Line {
        span: span(start, end),
        core: span(core_start, core.1),
        hash: xxh3_64(&text[core_start..core.1]),
        measure: Measure::margin(indent_of(&text[start..core.0]), listed),
    }
}

fn span(start: usize, end: usize) -> Span {
    Span::new(start as u32, end as u32)
}

/// The part of `start..end` without white space at both ends.
fn core_of(text: &[u8], mut start: usize, mut end: usize) -> (usize, usize) {
    while start < end {
        match leading_space(&text[start..end]) {
            0 => break,
            n => start += n,
        }
    }
    while start < end && (text[end - 1].is_ascii_whitespace() || text[end - 1] == 0x0B) {
        end -= 1;
    }
    while start < end && text[start..end].ends_with("\u{A0}".as_bytes()) {
        end -= 2;
    }
    (start, end)
}

/// Length of the white space character at the start of `bytes`; 0 where there is none.
fn leading_space(bytes: &[u8]) -> usize {
    match bytes {
        [b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C, ..] => 1,
        [0xC2, 0xA0, ..] => 2,
        [0xE3, 0x80, 0x80, ..] | [0xE2, 0x80, 0x8B, ..] | [0xEF, 0xBB, 0xBF, ..] => 3,
        _ => 0,
    }
}

fn indent_of(margin: &[u8]) -> usize {
    margin.iter().map(|&b| if b == b'\t' { 4 } else { usize::from(b == b' ') }).sum()
}

/// Where the core begins behind its list mark, and whether there was one.
fn skip_list_mark(text: &[u8], start: usize, end: usize) -> (usize, bool) {
    let first = match text.get(start) {
        Some(b) if b.is_ascii_alphanumeric() => return (start, false),
        Some(b) if b.is_ascii() => Some((char::from(*b), 1)),
        Some(_) => first_char(&text[start..end]),
        None => None,
    };
    if first == Some(('#', 1)) {
        return (skip_heading_mark(text, start, end), false);
    }
    let Some((c, len)) = first.filter(|(c, _)| is_list_mark(*c)) else { return (start, false) };
    let mut at = start + len;
    while at < end {
        match leading_space(&text[at..end]) {
            0 => break,
            n => at += n,
        }
    }
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

fn first_char(bytes: &[u8]) -> Option<(char, usize)> {
    let head = &bytes[..bytes.len().min(4)];
    let c = head.utf8_chunks().next()?.valid().chars().next()?;
    Some((c, c.len_utf8()))
}

/// The part of a folded line without non-alphanumeric characters at both ends.
pub fn bare_of(folded: &[u8]) -> Span {
    let edge = |b: &u8| b.is_ascii_alphanumeric();
    if folded.first().is_some_and(edge) && folded.last().is_some_and(edge) {
        return span(0, folded.len());
    }
    let Ok(text) = std::str::from_utf8(folded) else { return span(0, folded.len()) };
    let start = text.find(char::is_alphanumeric).unwrap_or(text.len());
    let end =
        text.rfind(char::is_alphanumeric).map_or(start, |i| i + text[i..].chars().next().map_or(0, char::len_utf8));
    span(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with<R>(text: &str, test: impl FnOnce(Document<'_>) -> R) -> R {
        test(Document::parse(text.as_bytes(), &mut Lines::default()))
    }

    #[test]
    fn lines_cover_the_text_with_their_terminators() {
        for text in ["", "a", "a\n", "a\r\nb", "\n\n", "\u{FEFF}a\nb", "\u{FEFF}", "a\n\n \n"] {
            with(text, |doc| {
                let joined: Vec<u8> = doc.lines().iter().flat_map(|l| l.span.of(doc.text()).to_vec()).collect();
                assert_eq!(joined, text.trim_start_matches('\u{FEFF}').as_bytes(), "{text:?}");
            });
        }
    }

    #[test]
    fn the_core_is_free_of_margin_and_mark() {
        for (text, core) in [
            ("  • Home/\r\n", "Home/"),
            ("\t- item", "item"),
            ("-5 degrees", "-5 degrees"),
            ("*stress* here", "*stress* here"),
            ("\u{FEFF}Title\n", "Title"),
            ("•", "•"),
            ("## Heading", "Heading"),
            ("#tag", "#tag"),
            ("\u{3000}新闻", "新闻"),
            (" \u{A0} \n", ""),
        ] {
            with(text, |doc| assert_eq!(doc.core(&doc.lines()[0]), core.as_bytes(), "{text:?}"));
        }
    }

    #[test]
    fn decoration_is_not_part_of_the_bare_line() {
        for (text, bare) in
            [("[Advertisement]", "advertisement"), ("Weiter »", "weiter"), ("【広告】", "広告"), ("***", "")]
        {
            with(text, |doc| assert_eq!(doc.bare(&doc.lines()[0]), bare.as_bytes(), "{text:?}"));
        }
    }
}
