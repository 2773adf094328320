//! The words of each line as numbers, and how many marks of each kind it has: all that is read of a line byte by byte.

use super::table::Table;
use crate::segment::Document;
use crate::text::{Block, Span, begins_wide, within_columns};

/// How many columns of a line are read.
const REACH: usize = 240;
/// Columns from which a word says what a text is about; shorter ones mostly hold sentences together.
const TOPICAL: usize = 5;
/// Masks of 64 bytes that cover what is read, of which a column takes four bytes at most.
const MASKS: usize = 4 * REACH / 64;
/// The bit of a token that says the word is long enough to be a topic.
pub(super) const LONG: u16 = 1 << 15;

/// The words of each row as numbers, and counts of its marks.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    all: Vec<u16>,
    ends: Vec<u32>,
    lanes: Vec<u64>,
    capitals: Vec<u8>,
}

impl Tokens {
    /// Reads the words of the lines of `table`.
    pub(super) fn read(&mut self, doc: &Document<'_>, table: &Table) {
        self.all.clear();
        self.ends.clear();
        self.lanes.clear();
        self.capitals.clear();
        for &line in table.lines() {
            let line = &doc.lines()[line as usize];
            let core = Span::new(line.core.start, line.core.start + within_columns(doc.core(line), REACH).len() as u32);
            let signs = Signs::of(doc.text(), core);
            self.lanes.push(signs.lanes);
            let before = self.all.len();
            let capitals = if line.measure.is_unspaced() {
                self.cut_pairs(core.of(doc.text()));
                0
            } else {
                self.cut_words(doc.text(), core, &signs);
                signs.capitals
            };
            self.ends.push(self.all.len() as u32);
            self.capitals.push(capitals.min(self.all.len() - before).min(255) as u8);
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

    fn cut_words(&mut self, text: &[u8], core: Span, signs: &Signs) {
        let base = core.start as usize;
        let (mut last, mut start, mut inside) = (0, base, false);
        for (chunk, &words) in signs.words.iter().take(core.len().div_ceil(64)).enumerate() {
            // A bit is set where a word begins and where one has ended.
            let mut edges = words ^ (words << 1 | last);
            last = words >> 63;
            while edges != 0 {
                let at = base + 64 * chunk + edges.trailing_zeros() as usize;
                edges &= edges - 1;
                if inside {
                    self.all.push(word(text, start, at));
                }
                (start, inside) = (at, !inside);
            }
        }
        if inside {
            self.all.push(word(text, start, core.end as usize));
        }
    }

    /// Pairs of characters stand for words where no spaces do.
    fn cut_pairs(&mut self, core: &[u8]) {
        let mut last = 0;
        for chunk in core.utf8_chunks() {
            for c in chunk.valid().chars().filter(|c| c.is_alphanumeric()) {
                let own = u64::from(u32::from(c));
                if last != 0 {
                    self.all.push(token(mix(last << 32 | own), TOPICAL));
                }
                last = own;
            }
        }
    }
}

/// Where words stand in a line, and what marks it has.
struct Signs {
    /// A bit for each byte, the lowest first, whether it belongs to a word: letters and digits, and what is no ASCII.
    words: [u64; MASKS],
    /// Words that begin with a capital of ASCII.
    capitals: usize,
    lanes: u64,
}

impl Signs {
    fn of(text: &[u8], core: Span) -> Signs {
        let core = core.of(text);
        let mut signs = Signs { words: [0; MASKS], capitals: 0, lanes: 0 };
        let (blocks, rest) = core.as_chunks::<{ Block::LEN }>();
        let mut last = 0;
        for (place, bytes) in blocks.iter().enumerate() {
            signs.add(place, bytes, &mut last);
        }
        if !rest.is_empty() {
            let mut bytes = [b' '; Block::LEN];
            bytes[..rest.len()].copy_from_slice(rest);
            signs.add(blocks.len(), &bytes, &mut last);
        }
        signs
    }

    /// Adds the block at `place`; `last` tells whether the block before it ended inside a word.
    #[inline]
    fn add(&mut self, place: usize, bytes: &[u8; Block::LEN], last: &mut u32) {
        let block = Block::new(bytes);
        let words = block.words();
        let starts = words & !(words << 1 | *last);
        *last = words >> (Block::LEN - 1) & 1;
        self.capitals += (starts & block.capitals()).count_ones() as usize;
        let mut marks = block.marks();
        while marks != 0 {
            self.lanes += LANES[usize::from(bytes[marks.trailing_zeros() as usize % Block::LEN])];
            marks &= marks - 1;
        }
        self.words[place / 4 % MASKS] |= u64::from(words) << (place % 4 * Block::LEN);
    }
}

/// The token of the word from `start` to `end`: its length and what it begins and ends with, capitals of ASCII turned to
/// lower case. How wide it is, is told by its first letter.
fn word(text: &[u8], start: usize, end: usize) -> u16 {
    let eight = |at: usize| match text.get(at..).and_then(|rest| rest.first_chunk()) {
        Some(bytes) => u64::from_le_bytes(*bytes),
        // The last bytes of the text.
        None => (at..end).rev().fold(0, |word, at| word << 8 | u64::from(text[at])),
    };
    let len = end - start;
    let head = eight(start) | LOWER;
    let columns = match text[start] {
        ..0xC0 => len,
        0xC0..0xE0 => len / 2,
        first if begins_wide(first) => len * 2 / 3,
        _ => len / 3,
    };
    if len <= 8 {
        token(mix(head << (64 - 8 * len)), columns)
    } else {
        token(mix(mix(head) ^ (eight(end - 8) | LOWER) ^ len as u64), columns)
    }
}

/// The bit by which capitals differ from small letters, in each byte.
const LOWER: u64 = u64::from_le_bytes([b' '; 8]);

/// Spreads what differs over the upper bits.
fn mix(number: u64) -> u64 {
    let product = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    product ^ product >> 32
}

fn token(hash: u64, columns: usize) -> u16 {
    (hash.wrapping_mul(0xD6E8_FEB8_6659_FD93) >> 49) as u16 | if columns >= TOPICAL { LONG } else { 0 }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::Lines;

    fn read(text: &str) -> Tokens {
        let (mut lines, mut table, mut tokens) = (Lines::default(), Table::default(), Tokens::default());
        let doc = Document::parse(text.as_bytes(), &mut lines);
        table.open(0..doc.lines().len() as u32);
        tokens.read(&doc, &table);
        tokens
    }

    #[test]
    fn a_word_is_the_same_wherever_it_stands() {
        let filler = "of, 7 harbourmasters' boats (lying) idle – since Monday's storm ";
        for word in ["a", "to", "Ferry", "harbours", "lighthouses", "straße", "incomprehensibilities"] {
            let alone = read(&word.to_lowercase()).of(0).to_vec();
            assert_eq!(alone.len(), 1, "{word}");
            for before in 0..filler.chars().count() {
                let before: String = filler.chars().take(before).collect();
                for after in ["", " ", ".", " and after it some more words"] {
                    let tokens = read(&format!("x {before} {word}{after}"));
                    assert!(tokens.of(0).contains(&alone[0]), "{before:?} {word:?} {after:?}");
                }
            }
        }
    }

    #[test]
    fn words_that_differ_in_one_letter_are_told_apart() {
        let tokens = read("harbour harbours Harbouring harbourings parbourings harboursxngs a e o 1 2");
        let mut all = tokens.of(0).to_vec();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 11);
    }

    #[test]
    fn capitals_and_marks_are_counted_across_blocks() {
        let tokens = read("The Old harbour, Of Greyness: (its) Keeper Said \"no\", Twice. iPhone x@y.z {A} 10%");
        assert_eq!(tokens.capitals(0), 8);
        assert_eq!(tokens.lanes(0).to_le_bytes(), [2, 2, 1, 2, 2, 1, 1, 2]);
        assert_eq!(tokens.of(0).len(), 16);
    }

    #[test]
    fn what_lies_beyond_the_reach_is_not_read() {
        let tokens = read(&"word ".repeat(100));
        assert_eq!(tokens.of(0).len(), REACH / 5);
        let tokens = read(&"w".repeat(1000));
        assert_eq!(tokens.of(0).len(), 1);
    }

    #[test]
    fn pairs_of_characters_are_words_where_none_are_written_apart() {
        let tokens = read("新闻，中心新闻");
        assert_eq!(tokens.of(0).len(), 5);
        assert_eq!(tokens.of(0)[0], tokens.of(0)[4]);
    }
}
