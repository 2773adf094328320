//! Reads pages: to learn from them what their site repeats, and to find it in them again.

use super::key::Keys;
use super::page::{Entry, PageLines};
use super::parts::parts;
use super::recall::{Recall, Recalled};
use crate::segment::{Document, Folded, Lexicon, Lines, Measure};

/// Reads pages to learn from, with memory that serves one after the other.
#[derive(Debug)]
pub struct Surveyor<'r> {
    recall: &'r Recall,
    lines: Lines,
    notes: Notes<'r>,
    page: PageLines,
}

impl<'r> Surveyor<'r> {
    /// Reads no line twice that stays in `recall`. Keeps what short lines say where `texts` says so, for profiles that
    /// people look at; it is not recalled, so that every line is read.
    pub fn new(texts: bool, recall: &'r Recall) -> Self {
        let notes = Notes { texts, ..Notes::default() };
        Surveyor { recall, lines: Lines::default(), notes, page: PageLines::default() }
    }

    /// What there is to learn from a page with this `text`.
    pub fn read(&mut self, text: &[u8]) -> PageLines {
        let Surveyor { recall, lines, notes, page, .. } = self;
        notes.recall = if notes.texts { None } else { recall.open() };
        let doc = Document::read(text, lines, notes, notes.recall.map(|recall| &recall.known));
        let Notes { texts, keys, lines: noted, told, recall } = notes;
        page.clear();
        let rows = (0..).zip(doc.lines()).filter(|(_, line)| !line.is_blank());
        for (((row, line), (&entry, text)), told) in rows.zip(noted.told()).zip(&*told) {
            let parted = *told != Told::Whole && push_parts(doc.core(line), &line.measure, keys, *texts, page);
            if !parted {
                page.push(entry, text);
            }
            if let (Told::New, Some(recall), Some(&hash)) = (told, &recall, doc.hashes().get::<usize>(row)) {
                recall.put(hash, Recalled { entry, parted });
            }
        }
        page.cut();
        let read = page.clone();
        if told.len() > KEEP {
            *self = Surveyor::new(self.notes.texts, self.recall);
        }
        read
    }
}

/// Lines of a page whose memory serves the next one, too; what a longer one took is given back.
const KEEP: usize = 1 << 15;

/// Writes into `page` all lines of `doc` without their texts, and into `rows` which they are.
pub(super) fn find_lines(doc: &Document<'_>, keys: &mut Keys, page: &mut PageLines, rows: &mut Vec<u32>) {
    page.clear();
    rows.clear();
    for (row, line) in (0..).zip(doc.lines()).filter(|(_, line)| !line.is_blank()) {
        if !push_parts(doc.core(line), &line.measure, keys, false, page) {
            page.push(keys.of_line(doc, line), &[]);
        }
        rows.resize(page.entries.len(), row);
    }
}

/// Adds the parts of a line to `page`, if it has several, with what they say where `texts` says so.
fn push_parts(core: &[u8], measure: &Measure, keys: &mut Keys, texts: bool, page: &mut PageLines) -> bool {
    let before = page.entries.len();
    for part in parts(core, measure) {
        let (entry, text) = keys.of_part(part);
        let joined = page.entries.len() > before;
        page.push(Entry { joined, ..entry }, if texts { text } else { &[] });
    }
    page.entries.len() > before
}

/// Notes every line while it lies folded at hand, or recalls it.
#[derive(Debug, Default)]
struct Notes<'r> {
    texts: bool,
    keys: Keys,
    lines: PageLines,
    /// How each of them was told.
    told: Vec<Told>,
    recall: Option<&'r Recall>,
}

/// How a line became known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// It was read.
    New,
    /// It was recalled, and has no parts.
    Whole,
    /// It was recalled, and has parts.
    Parted,
}

impl Lexicon for Notes<'_> {
    fn begin(&mut self, hashes: &[u64]) {
        if let Some(recall) = self.recall {
            recall.warm(hashes);
        }
        self.lines.clear();
        self.told.clear();
    }

    fn recalls(&mut self, hash: u64) -> bool {
        let recalled = self.recall.and_then(|recall| recall.get(hash));
        if let Some(Recalled { entry, parted }) = recalled {
            self.lines.push(entry, &[]);
            self.told.push(if parted { Told::Parted } else { Told::Whole });
        }
        recalled.is_some()
    }

    fn look_up(&mut self, line: &Folded<'_>) -> Option<u16> {
        let (entry, text) = self.keys.of_folded(line.text(), &line.measure);
        self.lines.push(entry, if self.texts { text } else { &[] });
        self.told.push(Told::New);
        None
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The lines of `text`.
    pub fn page(text: &str) -> PageLines {
        Surveyor::new(true, &Recall::default()).read(text.as_bytes())
    }

    const TEXT: &str = "Home | 3 news\n\n• Posted by Anna Berg on 3 May 2031\n\n新闻中心 2031年 首页\nIt rained all day, and nobody minded it.\n";

    #[test]
    fn what_is_learnt_from_is_what_is_looked_up() {
        let mut lines = Lines::default();
        let doc = Document::parse(TEXT.as_bytes(), &mut lines);
        let (mut again, mut rows) = (PageLines::default(), Vec::new());
        find_lines(&doc, &mut Keys::default(), &mut again, &mut rows);
        let keys = |page: &PageLines| page.entries.iter().map(|e| (e.key, e.shape, e.words)).collect::<Vec<_>>();
        assert_eq!(keys(&page(TEXT)), keys(&again));
        assert_eq!(rows, [0, 0, 2, 4, 5]);
    }

    #[test]
    fn a_page_is_read_alike_whether_its_lines_are_recalled_or_not() {
        let recall = Recall::default();
        let mut surveyor = Surveyor::new(false, &recall);
        let alone = |text: &str| Surveyor::new(false, &Recall::default()).read(text.as_bytes());
        let more = TEXT.replace("3 news", "4 news").replace("nobody", "only Anna");
        let both = format!("{TEXT}{more}{TEXT}");
        for text in [TEXT, &more, TEXT, &both, &more, &both] {
            assert_eq!(surveyor.read(text.as_bytes()), alone(text));
        }
        assert!(recall.get(xxhash_rust::xxh3::xxh3_64("Home | 3 news\n".as_bytes())).is_some_and(|line| line.parted));
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
