//! Which words a line says: those that hold sentences together, and those that the document is about. Both are learnt
//! from the document's own prose, so that no language need be known.

use super::scale::share;
use super::table::Table;
use crate::evidence::Findings;
use crate::segment::Document;

/// Columns of this group, in order.
pub(super) const NAMES: &[&str] = &["common-words", "topic-words", "topic-count", "rare-words"];

/// How many bytes of a line are read.
const REACH: usize = 240;
/// Different words that are told apart.
pub(super) const WORDS: usize = 1 << 15;
/// Different words that are counted apart; others share a count.
const COUNTS: usize = 1 << 12;
/// A word is common when it is one of this many in the document's prose, or more often.
const COMMON: usize = 300;
/// Bytes from which a word says what a text is about; shorter ones mostly hold sentences together.
const TOPICAL: usize = 5;

/// The words of each row as numbers, and counts of its marks.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    all: Vec<u16>,
    ends: Vec<u32>,
    lanes: Vec<u64>,
    capitals: Vec<u8>,
    counts: Vec<u16>,
}

/// The bit of a token that says the word is long enough to be a topic.
const LONG: u16 = 1 << 15;

impl Tokens {
    /// Reads the words of the lines of `table`.
    pub(super) fn read(&mut self, doc: &Document<'_>, table: &Table) {
        self.all.clear();
        self.ends.clear();
        self.lanes.clear();
        self.capitals.clear();
        for &line in table.lines() {
            let line = &doc.lines()[line as usize];
            let core = doc.core(line);
            let core = &core[..core.len().min(REACH)];
            let before = self.all.len();
            let capitals = if line.measure.is_unspaced() { self.cut_pairs(core) } else { self.cut_words(core) };
            self.ends.push(self.all.len() as u32);
            self.capitals.push(capitals.min(self.all.len() - before).min(255) as u8);
            self.lanes.push(core.iter().map(|&b| LANES[usize::from(b)]).sum());
        }
    }

    /// The words of `row`.
    pub(super) fn of(&self, row: usize) -> &[u16] {
        let start = if row == 0 { 0 } else { self.ends[row - 1] as usize };
        &self.all[start..self.ends[row] as usize]
    }

    /// Words of `row` that begin with a capital.
    pub(super) fn capitals(&self, row: usize) -> usize {
        self.capitals[row].into()
    }

    /// Counts of the marks of `row`, a byte each: commas, stops, colons, quotes, brackets, handles, signs of figures,
    /// signs of code.
    pub(super) fn lanes(&self, row: usize) -> u64 {
        self.lanes[row]
    }

    fn cut_words(&mut self, core: &[u8]) -> usize {
        let (mut hash, mut len, mut capitals) = (0u32, 0, 0);
        for &b in core {
            if b >= 128 || b.is_ascii_alphanumeric() {
                capitals += usize::from(len == 0 && b.is_ascii_uppercase());
                hash = (hash ^ u32::from(b | 0x20)).wrapping_mul(0x0100_0193);
                len += 1;
            } else if len > 0 {
                self.all.push(token(hash, len));
                (hash, len) = (0, 0);
            }
        }
        if len > 0 {
            self.all.push(token(hash, len));
        }
        capitals
    }

    /// Pairs of characters stand for words where no spaces do.
    fn cut_pairs(&mut self, core: &[u8]) -> usize {
        let mut last = 0u32;
        for chunk in core.utf8_chunks() {
            for c in chunk.valid().chars().filter(|c| c.is_alphanumeric()) {
                if last != 0 {
                    self.all.push(token((last ^ u32::from(c).rotate_left(16)).wrapping_mul(0x0100_0193), TOPICAL));
                }
                last = u32::from(c);
            }
        }
        0
    }

    /// Adds this group's columns.
    pub(super) fn fill(&mut self, doc: &Document<'_>, findings: &Findings, table: &mut Table) {
        let mut counts = std::mem::take(&mut self.counts);
        counts.clear();
        counts.resize(COUNTS, 0);
        let mut total = 0;
        let prose = |line: u32| doc.lines()[line as usize].measure.is_prose() && findings.clue(line as usize).is_none();
        for (row, &line) in table.lines().iter().enumerate() {
            if prose(line) {
                let words = self.of(row);
                total += words.len();
                words.iter().for_each(|&word| counts[place(word)] = counts[place(word)].saturating_add(1));
            }
        }
        let common = (total / COMMON).clamp(2, 400) as u16;
        let first = table.columns();
        NAMES.iter().for_each(|_| {
            table.push();
        });
        for row in 0..table.rows() {
            let own = u16::from(prose(table.lines()[row]));
            let words = self.of(row);
            let (mut commons, mut topics, mut long) = (0, 0, 0);
            for &word in words {
                let count = counts[place(word)];
                commons += usize::from(count > common);
                long += usize::from(word & LONG != 0);
                topics += usize::from(word & LONG != 0 && count > own);
            }
            let cells = [
                share(commons, words.len()),
                share(topics, long),
                topics.min(255) as u8,
                (long - topics).min(255) as u8,
            ];
            table.set_row(first, row, &cells);
        }
        self.counts = counts;
    }
}

fn token(hash: u32, len: usize) -> u16 {
    let mixed = (hash ^ (hash >> 15)).wrapping_mul(0x2C1B_3C6D);
    (mixed >> 17) as u16 | if len >= TOPICAL { LONG } else { 0 }
}

fn place(token: u16) -> usize {
    usize::from(token) % COUNTS
}

/// For each byte a one in the lane of its class.
static LANES: [u64; 256] = lanes();

const fn lanes() -> [u64; 256] {
    let classes: [&[u8]; 8] = [b",", b".?!", b":", b"\"'", b"()[]", b"@#", b"$%+*", b"{}=<>;_\\&"];
    let mut table = [0; 256];
    let mut class = 0;
    while class < 8 {
        let mut at = 0;
        while at < classes[class].len() {
            table[classes[class][at] as usize] = 1 << (8 * class);
            at += 1;
        }
        class += 1;
    }
    table
}
