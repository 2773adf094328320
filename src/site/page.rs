//! A page as its site's template is learnt from it: a key for each line, and the little else that counts.

use xxhash_rust::xxh3::xxh3_64;

use crate::segment::{Document, Folded, Lexicon, Lines, Measure};
use crate::text::fold_into;

/// A line that is not blank, or a part of one that separators cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// What the line says, folded and with all numbers alike. Of a site's lines, a line is taken for another one in four
    /// thousand million times.
    pub key: u32,
    /// How the line begins and ends, where something in it may change from page to page; 0 where nothing may change.
    pub shape: u32,
    /// Words; 255 and more are one.
    pub words: u8,
    /// Whether it is a sentence or paragraph.
    pub prose: bool,
    /// Whether it stands in one line with the entry before, as the steps of a trail and the cells of a row do.
    pub joined: bool,
    /// Bytes of its folded text that are kept.
    pub text: u8,
}

/// What lines are known by: keys, shapes, and the two ends of a page.
pub type Id = u64;

/// The beginning and the end of a page.
pub const EDGES: [Id; 2] = [1 << 40, 1 << 41];

impl Entry {
    /// The line as it is.
    pub fn id(&self) -> Id {
        self.key.into()
    }

    /// The line's shape, if it has one.
    pub fn shape_id(&self) -> Option<Id> {
        (self.shape != 0).then_some(1 << 32 | Id::from(self.shape))
    }
}

/// The lines of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageLines {
    pub(super) entries: Vec<Entry>,
    /// The folded texts of short lines, one behind the other.
    pub(super) texts: Vec<u8>,
}

/// Lines at the beginning and at the end of a page that are looked at; those between them are text, whatever they are.
const MOST: [usize; 2] = [1000, 500];
/// The longest text that is kept of a line, in bytes.
const TEXT: usize = 40;

impl PageLines {
    /// The lines of a page with this `text`, cut into lines in `memory`; what short lines say is kept where `texts` says
    /// so.
    pub(super) fn read(text: &[u8], memory: &mut Lines, texts: bool) -> Self {
        let mut keys = Keys { texts, ..Keys::default() };
        let doc = Document::read(text, memory, &mut keys, None);
        let Keys { entries, mut memory, .. } = keys;
        let noted = std::mem::take(&mut memory.texts);
        let (mut page, mut rest) = (PageLines::default(), &noted[..]);
        let lines = doc.lines().iter().filter(|line| !line.is_blank());
        for (line, mut entry) in lines.zip(entries) {
            let (text, behind) = rest.split_at_checked(entry.text.into()).unwrap_or((rest, &[]));
            rest = behind;
            if !page.take_parts(doc.core(line), &line.measure, &mut memory, texts) {
                entry.settle(&line.measure);
                page.entries.push(entry);
                memory.texts.extend_from_slice(text);
            }
        }
        page.texts = memory.texts;
        page.cut();
        page
    }

    /// All lines of `doc` without their texts, and in `rows` which they are.
    pub(super) fn read_again(&mut self, doc: &Document<'_>, rows: &mut Vec<u32>, memory: &mut Memory) {
        self.entries.clear();
        rows.clear();
        for (row, line) in (0..).zip(doc.lines()).filter(|(_, line)| !line.is_blank()) {
            if !self.take_parts(doc.core(line), &line.measure, memory, false) {
                let mut folded = std::mem::take(&mut memory.folded);
                let mut entry = memory.entry(doc.fold(line, &mut folded), &line.measure);
                memory.folded = folded;
                entry.settle(&line.measure);
                self.entries.push(entry);
            }
            rows.resize(self.entries.len(), row);
        }
    }

    /// Takes the parts of a line, if it has several; what they say is noted in the memory where `texts` says so.
    fn take_parts(&mut self, core: &[u8], measure: &Measure, memory: &mut Memory, texts: bool) -> bool {
        let before = self.entries.len();
        for part in parts(core, measure) {
            let mut entry = memory.part(part);
            entry.joined = self.entries.len() > before;
            if texts && memory.text.len() <= TEXT {
                entry.text = memory.text.len() as u8;
                memory.texts.extend_from_slice(&memory.text);
            }
            self.entries.push(entry);
        }
        self.entries.len() > before
    }

    /// Leaves out the middle of a page that is too long.
    fn cut(&mut self) {
        let len = self.entries.len();
        if len > MOST[0] + MOST[1] {
            let middle = MOST[0]..len - MOST[1];
            let size = |entries: &[Entry]| entries.iter().map(|entry| usize::from(entry.text)).sum::<usize>();
            let from = size(&self.entries[..middle.start]);
            self.texts.drain(from..from + size(&self.entries[middle.clone()]));
            self.entries.drain(middle);
        }
    }

    /// Each entry with its text, which is empty where none is kept.
    pub(super) fn told(&self) -> impl Iterator<Item = (&Entry, &[u8])> {
        let mut rest = &self.texts[..];
        self.entries.iter().map(move |entry| {
            let (text, behind) = rest.split_at_checked(entry.text.into()).unwrap_or((rest, &[]));
            rest = behind;
            (entry, text)
        })
    }
}

/// Notes every line while it lies folded at hand.
#[derive(Default)]
struct Keys {
    texts: bool,
    entries: Vec<Entry>,
    memory: Memory,
}

impl Lexicon for Keys {
    fn begin(&mut self) {
        self.entries.clear();
        self.memory.texts.clear();
    }

    fn look_up(&mut self, line: &Folded<'_>) -> Option<u16> {
        let mut entry = self.memory.entry(line.text(), &line.measure);
        if self.texts && self.memory.text.len() <= TEXT {
            entry.text = self.memory.text.len() as u8;
            self.memory.texts.extend_from_slice(&self.memory.text);
        }
        self.entries.push(entry);
        None
    }
}

/// Buffers for one line after the other.
#[derive(Debug, Default)]
pub(super) struct Memory {
    folded: Vec<u8>,
    text: Vec<u8>,
    texts: Vec<u8>,
}

impl Memory {
    /// What is noted of a line; its text, with numbers alike, is left in the memory.
    fn entry(&mut self, folded: &[u8], measure: &Measure) -> Entry {
        let key = self.key(folded, measure.digits > 0);
        let shape = if measure.is_prose() { 0 } else { shape(&self.text, measure.is_unspaced()) };
        Entry { key, shape, words: measure.words, prose: measure.is_prose(), ..Entry::default() }
    }

    /// What is noted of a part of a line.
    fn part(&mut self, part: &[u8]) -> Entry {
        let mut folded = std::mem::take(&mut self.folded);
        folded.clear();
        fold_into(part, &mut folded);
        let key = self.key(&folded, true);
        let unspaced = folded.len() / 6 * usize::from(!folded.is_ascii() && !folded.contains(&b' '));
        let words = folded.split(|&byte| byte == b' ').count().max(unspaced);
        self.folded = folded;
        Entry { key, words: words.min(255) as u8, prose: words > MOST_WORDS, ..Entry::default() }
    }

    /// The key of a folded text, which is left in the memory with numbers alike.
    fn key(&mut self, folded: &[u8], digits: bool) -> u32 {
        self.text.clear();
        let folded = trimmed(folded);
        if !digits {
            self.text.extend_from_slice(folded);
        } else {
            for &byte in folded {
                if !byte.is_ascii_digit() {
                    self.text.push(byte);
                } else if self.text.last() != Some(&b'0') {
                    self.text.push(b'0');
                }
            }
        }
        xxh3_64(&self.text) as u32
    }
}

impl Entry {
    /// Drops the shape where nothing in the line says that it is made of parts.
    fn settle(&mut self, measure: &Measure) {
        if measure.digits == 0 && measure.separators == 0 {
            self.shape = 0;
        }
    }
}

/// The longest line that is cut into parts, in bytes.
const LONGEST: usize = 1000;
/// Words that a label has at most when it is a part of a line.
const MOST_WORDS: usize = 21;

/// The parts of a line between tabs, or between separators that have space around them; none where there are not two.
fn parts<'a>(core: &'a [u8], measure: &Measure) -> impl Iterator<Item = &'a [u8]> {
    let cuts =
        core.len() <= LONGEST && (measure.separators > 0 || measure.is_long() || memchr::memchr(b'\t', core).is_some());
    let text = if cuts { std::str::from_utf8(core).unwrap_or_default() } else { "" };
    let tabs = text.contains('\t');
    // A sentence may hold a separator, too.
    let text = if tabs || !measure.is_prose() || text.matches(is_bar).count() > 1 { text } else { "" };
    let parts = move || {
        let pieces = text.split(move |c| if tabs { c == '\t' } else { is_bar(c) });
        pieces.map(str::as_bytes).filter(|piece| piece.iter().any(|&b| !b.is_ascii() || b.is_ascii_alphanumeric()))
    };
    let several = parts().nth(1).is_some();
    parts().take(if several { usize::MAX } else { 0 })
}

/// Whether `c` parts labels that stand in one line.
fn is_bar(c: char) -> bool {
    matches!(c, '|' | '>' | '»' | '›' | '·' | '•' | '→' | '｜' | '＞' | '▸' | '▶')
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

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The lines of `text`.
    pub fn page(text: &str) -> PageLines {
        PageLines::read(text.as_bytes(), &mut Lines::default(), true)
    }

    #[test]
    fn what_is_learnt_from_is_what_is_looked_up() {
        let text = "Home | 3 news\n\n• Posted by Anna Berg on 3 May 2031\n\n新闻中心 2031年 首页\nIt rained all day, and nobody minded it.\n";
        let mut lines = Lines::default();
        let doc = Document::parse(text.as_bytes(), &mut lines);
        let (mut again, mut rows) = (PageLines::default(), Vec::new());
        again.read_again(&doc, &mut rows, &mut Memory::default());
        let keys = |page: &PageLines| page.entries.iter().map(|e| (e.key, e.shape, e.words)).collect::<Vec<_>>();
        assert_eq!(keys(&page(text)), keys(&again));
        assert_eq!(rows, [0, 0, 2, 4, 5]);
    }

    #[test]
    fn of_a_broken_page_paragraphs_are_read_and_not_their_lines() {
        let paragraph = "The ferry sails again in April, when the ice has gone from the\n\
            sound and the pilots have come back from the other coast, where\n\
            they spend every winter.\n\n";
        let page = page(&format!("Home\n\n{}", paragraph.repeat(5)));
        assert_eq!(page.entries.len(), 6);
        assert!(page.told().map(|(_, text)| text).eq([&b"home"[..], b"", b"", b"", b"", b""]));
    }

    #[test]
    fn what_a_counter_or_a_mark_changes_is_the_same_line() {
        let lines = page("12 Comments »\n  • 7 comments\nComments\n\n|\n");
        let keys: Vec<u32> = lines.entries.iter().map(|entry| entry.key).collect();
        assert_eq!(keys[0], keys[1]);
        assert!(keys[1] != keys[2] && keys[2] != keys[3] && keys.len() == 4);
        let texts: Vec<&[u8]> = lines.told().map(|(_, text)| text).collect();
        assert_eq!(texts, [&b"0 comments"[..], b"0 comments", b"comments", b"|"]);
    }

    #[test]
    fn lines_with_a_changing_part_share_their_shape() {
        let shape = |text: &str| page(text).entries[0].shape;
        assert_eq!(shape("Posted by Anna Berg on 3 May 2031"), shape("Posted by Li on 12 May 2030"));
        assert_eq!(shape("Prev \t Up \t The canal \t Next"), shape("Prev \t Up \t All locks of it \t Next"));
        assert_eq!(shape("来源：海港日报 2031年5月3日"), shape("来源：海港晚报 2031年5月12日"));
        assert_eq!(shape("How to cook rice at home"), 0, "nothing in it says that it is made of parts");
        assert_eq!(shape("Page 3"), 0);
    }

    #[test]
    fn of_a_long_page_both_ends_are_read() {
        let text: String = (0..4000).map(|n| format!("{}\n", "x".repeat(n % 30 + 1))).collect();
        let page = page(&text);
        assert_eq!((page.entries.len(), page.told().count()), (1500, 1500));
        assert!(page.told().all(|(entry, text)| text.len() == usize::from(entry.text)));
        let (last, text) = page.told().last().unwrap();
        assert_eq!((last.text, text.len()), (10, 10));
    }
}
