//! A document is a text and its lines, measured once and then only read.

use xxhash_rust::xxh3::xxh3_64;

use super::broken::join;
use super::cut::core_of;
use super::known::{Known, Reading};
use super::lexicon::{Blank, Folded, Lexicon, bare_of};
use super::line::Line;
use super::measure::{fold_and_measure, reach_of};
use crate::text::{LineEnds, Span, fold_into};

/// The lines of one document. Kept apart from the text so that a worker can use the same memory for the next one.
#[derive(Debug, Default)]
pub struct Lines {
    lines: Vec<Line>,
    /// How many lines of the text stand before each line; empty where that is its index.
    starts: Vec<u32>,
    hashes: Vec<u64>,
    folded: Vec<u8>,
}

/// A text cut into measured lines.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    text: &'a [u8],
    lines: &'a [Line],
    starts: &'a [u32],
    hashes: &'a [u64],
}

impl<'a> Document<'a> {
    /// The longest text a document can hold, in bytes: 2 GiB, so that offsets fit 32 bits.
    pub const MAX_LEN: usize = i32::MAX as usize;

    /// Cuts `text` into lines and measures them in `memory`, whose former lines are dropped. What lies beyond
    /// [`MAX_LEN`](Self::MAX_LEN) bytes is left out; callers refuse such texts.
    pub fn parse(text: &'a [u8], memory: &'a mut Lines) -> Self {
        Self::read(text, memory, &mut Blank, None)
    }

    /// Like [`parse`](Self::parse), and looks every line up in `lexicon`, unless it is `known`. What was worked out with
    /// one lexicon must not be known to another.
    pub fn read(text: &'a [u8], memory: &'a mut Lines, lexicon: &mut impl Lexicon, known: Option<&Known>) -> Self {
        let text = &text[..text.len().min(Self::MAX_LEN)];
        memory.cut(text);
        memory.read(text, lexicon, known);
        if join(text, &mut memory.lines, &mut memory.starts) {
            memory.read(text, lexicon, known);
        }
        Document { text, lines: &memory.lines, starts: &memory.starts, hashes: &memory.hashes }
    }

    /// The whole text.
    pub fn text(&self) -> &'a [u8] {
        self.text
    }

    /// All lines, in order; their spans cover the text, its byte order mark aside, without gaps. Where the text's
    /// paragraphs were [broken](super::broken) into lines of one width, each is one line here.
    pub fn lines(&self) -> &'a [Line] {
        self.lines
    }

    /// How many lines of the text stand before the line at `index`; how many it has, behind the last.
    pub fn lines_before(&self, index: usize) -> u32 {
        self.starts.get(index).map_or(index as u32, |&lines| lines)
    }

    /// How many lines the text has.
    pub fn text_lines(&self) -> usize {
        self.lines_before(self.lines.len()) as usize
    }

    /// The hash of the bytes of each line, where they were looked for among lines that are known; else nothing.
    pub(crate) fn hashes(&self) -> &'a [u64] {
        self.hashes
    }

    /// The core of `line` as it stands in the text.
    pub fn core(&self, line: &Line) -> &'a [u8] {
        line.core.of(self.text)
    }

    /// The folded core of `line`, as far as [`REACH`](super::measure::REACH), onto an empty `buffer`.
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
    /// Cuts `text` into lines, of which nothing but their places is known so far.
    fn cut(&mut self, text: &[u8]) {
        self.lines.clear();
        // A byte order mark belongs to the file, not to its first line, and is never removed.
        let mut start = if text.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        for end in LineEnds::new(text).chain([text.len()]) {
            if start < end {
                self.lines.push(Line::at(Span::new(start as u32, end as u32)));
            }
            start = end;
        }
    }

    /// Finds out what the lines are.
    fn read(&mut self, text: &[u8], lexicon: &mut impl Lexicon, known: Option<&Known>) {
        let Lines { lines, hashes, folded, .. } = self;
        hashes.clear();
        if let Some(known) = known {
            hashes.extend(lines.iter().map(|line| xxh3_64(line.span.of(text))));
            known.warm(hashes);
        }
        lexicon.begin(hashes);
        match known {
            Some(known) => recall(text, lines, hashes, lexicon, known, folded),
            None => lines.iter_mut().for_each(|line| line.take(&read(line.span.of(text), lexicon, folded))),
        }
    }
}

/// Works out what the `lines` with these `hashes` are, as far as they are not known.
fn recall(
    text: &[u8],
    lines: &mut [Line],
    hashes: &[u64],
    lexicon: &mut impl Lexicon,
    known: &Known,
    folded: &mut Vec<u8>,
) {
    for (line, &hash) in lines.iter_mut().zip(hashes) {
        match known.get(hash) {
            Some(reading) => {
                line.take(&reading);
                if !line.is_blank() && !lexicon.recalls(hash) {
                    read(line.span.of(text), lexicon, folded);
                }
            }
            None => {
                let reading = read(line.span.of(text), lexicon, folded);
                known.put(hash, &reading);
                line.take(&reading);
            }
        }
    }
}

/// Works out what `line` is, with memory in `folded`.
fn read(line: &[u8], lexicon: &mut impl Lexicon, folded: &mut Vec<u8>) -> Reading {
    let (span, margin) = core_of(line);
    let (lead, trail) = (span.start, line.len() as u32 - span.end);
    if span.is_empty() {
        return Reading { lead, trail, measure: margin, entry: Line::NO_ENTRY };
    }
    folded.clear();
    let measure = fold_and_measure(span.of(line), folded).with_margin_of(&margin);
    folded.extend_from_slice(&[0; Folded::PADDING]);
    let entry = lexicon.look_up(&Folded::new(folded, measure)).unwrap_or(Line::NO_ENTRY);
    Reading { lead, trail, measure, entry }
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
