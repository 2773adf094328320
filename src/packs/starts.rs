//! Phrases begin where words begin. This filter tells, from a few bytes, at which of them a phrase could begin, so
//! that the automaton runs at those alone.

use xxhash_rust::xxh3::xxh3_64;

use crate::segment::Folded;
use crate::text::{Block, Column, Input, Mask};

/// A set of phrase beginnings, with false positives and without false negatives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Starts {
    /// The first four bytes of every phrase that has as many. Shorter ones must be whole words and are entered once
    /// for each byte that may end one.
    pub any: Bits,
    /// First bytes of the phrases that are too short for four bytes.
    pub short: [bool; 256],
    /// Those phrases, with their length.
    pub whole: Bits,
    /// The first eight bytes of every phrase that has as many.
    pub eight: Bits,
    /// The first six bytes of every phrase of six or seven bytes.
    pub six: Bits,
    /// As `any`, without the phrases of six bytes or more.
    pub four: Bits,
}

/// What may stand behind a whole word; NUL is the line's end.
const WORD_ENDS: &[u8] = b" \0.,:;!?/|)]\"'-";

impl Default for Starts {
    fn default() -> Self {
        Starts {
            any: Bits::new(16),
            short: [false; 256],
            whole: Bits::new(12),
            eight: Bits::new(18),
            six: Bits::new(16),
            four: Bits::new(16),
        }
    }
}

impl Starts {
    pub(super) fn new<'a>(phrases: impl Iterator<Item = &'a [u8]>) -> Self {
        let mut starts = Starts::default();
        phrases.for_each(|phrase| starts.insert(phrase));
        starts
    }

    /// The filter that `input` goes on with.
    pub(super) fn read(input: &mut Input<'static>) -> Option<Self> {
        let short = input.array::<256>()?.map(|byte| byte != 0);
        let mut bits = || Bits::read(input);
        Some(Starts { short, any: bits()?, whole: bits()?, eight: bits()?, six: bits()?, four: bits()? })
    }

    fn insert(&mut self, phrase: &[u8]) {
        let word = word_at(phrase);
        match phrase.len() {
            0 => {}
            3 if phrase.is_ascii() && phrase[2].is_ascii_alphanumeric() => {
                for &end in WORD_ENDS {
                    let key = word | u64::from(end) << 24;
                    self.any.insert(key);
                    self.four.insert(key);
                }
            }
            len @ 1..4 => {
                self.short[usize::from(phrase[0])] = true;
                self.whole.insert(with_len(word, len as u32));
            }
            4..6 => {
                self.any.insert(first(word, 4));
                self.four.insert(first(word, 4));
            }
            6..8 => {
                self.any.insert(first(word, 4));
                self.six.insert(first(word, 6));
            }
            _ => {
                self.any.insert(first(word, 4));
                self.eight.insert(word);
            }
        }
    }

    /// Whether a phrase may begin at `at` of `line`.
    #[inline(always)]
    pub(super) fn may_begin(&self, line: &Folded<'_>, at: usize) -> bool {
        let word = word_of(line.block(at));
        let four = first(word, 4);
        self.any.holds(four) && self.may_go_on(word)
            || self.short[usize::from(word as u8)]
                && (1..4).any(|len| self.whole.holds(with_len(first(word, len), len)))
    }

    /// Whether a phrase of four bytes or more may begin with `word`, whose first four bytes allow it.
    fn may_go_on(&self, word: u64) -> bool {
        self.eight.holds(word) || self.six.holds(first(word, 6)) || self.four.holds(first(word, 4))
    }

    /// Calls `found` with the places in `line`, behind its first byte, at which a phrase may begin.
    pub(super) fn scan(&self, line: &Folded<'_>, mut found: impl FnMut(usize)) {
        let mut before = Before::default();
        for from in (0..line.text().len()).step_by(Block::LEN) {
            let mut starts = before.starts_in(Block::new(line.block(from)));
            if from == 0 {
                starts &= !1;
            }
            while starts != 0 {
                let at = from + starts.trailing_zeros() as usize;
                starts &= starts - 1;
                if at < line.text().len() && self.may_begin(line, at) {
                    found(at);
                }
            }
        }
    }
}

/// Whether the byte before a block belongs to a word of ASCII letters and digits.
#[derive(Default)]
struct Before(Mask);

impl Before {
    /// Where in `block`, which comes next, a word may begin, or a character of a script without spaces. Beside
    /// characters that are not ASCII it says yes too often rather than too seldom.
    #[inline]
    fn starts_in(&mut self, block: Block) -> Mask {
        let word = block.lower_alphanumerics();
        let behind_word = word << 1 | self.0;
        self.0 = word >> (Block::LEN - 1) & 1;
        let all = (1 << Block::LEN) - 1;
        let inside = behind_word & !block.long_starts();
        all & !block.are(b' ') & !block.continuations() & !inside
    }
}

#[inline]
fn word_of(block: &[u8; Block::LEN]) -> u64 {
    let [low, ..] = block.as_chunks::<8>().0 else { return 0 };
    u64::from_le_bytes(*low)
}

/// The first eight bytes of `text` as a number, filled up with zeros.
fn word_at(text: &[u8]) -> u64 {
    match text.first_chunk::<8>() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => text.iter().rev().fold(0, |word, &b| word << 8 | u64::from(b)),
    }
}

/// The first `len` bytes of the eight in `word`.
fn first(word: u64, len: u32) -> u64 {
    word & (u64::MAX >> (64 - 8 * len))
}

/// A word of fewer than four bytes, told from longer ones that begin with it.
fn with_len(word: u64, len: u32) -> u64 {
    word | u64::from(len) << 32
}

/// A set of numbers, of which only a hash is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bits {
    pub words: Vec<u64>,
    pub shift: u32,
}

impl Bits {
    /// Room for `1 << log` hashes.
    fn new(log: u32) -> Self {
        Bits { words: vec![0; 1 << (log - 6)], shift: 64 - log }
    }

    /// The set that `input` goes on with. It is asked too often to be anywhere but at hand.
    fn read(input: &mut Input<'static>) -> Option<Self> {
        let shift = u32::from(input.array::<1>()?[0]);
        let words = Column::read(input)?.rows().iter().map(|&word| u64::from_le_bytes(word)).collect();
        Some(Bits { words, shift })
    }

    fn hash(&self, number: u64) -> usize {
        (number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift) as usize
    }

    fn insert(&mut self, number: u64) {
        let hash = self.hash(number);
        self.words[hash / 64] |= 1 << (hash % 64);
    }

    fn holds(&self, number: u64) -> bool {
        let hash = self.hash(number);
        self.words[hash / 64] >> (hash % 64) & 1 == 1
    }
}

/// The phrases that must be a whole line, by their hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WholeLines {
    pub hashes: Bits,
    /// Length of the longest, in bytes: most lines that hold a sentence are longer.
    pub longest: usize,
}

impl Default for WholeLines {
    fn default() -> Self {
        WholeLines { hashes: Bits::new(19), longest: 0 }
    }
}

impl WholeLines {
    pub(super) fn new<'a>(phrases: impl Iterator<Item = &'a [u8]>) -> Self {
        let mut lines = WholeLines::default();
        for phrase in phrases {
            lines.hashes.insert(xxh3_64(phrase));
            lines.longest = lines.longest.max(phrase.len());
        }
        lines
    }

    /// The hashes that `input` goes on with.
    pub(super) fn read(input: &mut Input<'static>) -> Option<Self> {
        Some(WholeLines { hashes: Bits::read(input)?, longest: u32::from_le_bytes(input.array()?) as usize })
    }

    /// Whether `bare`, a line without decoration, may be a phrase.
    pub(super) fn may_hold(&self, bare: &[u8]) -> bool {
        bare.len() <= self.longest && self.hashes.holds(xxh3_64(bare))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::{Document, Lexicon, Lines};

    /// Where `starts` says that a phrase may begin in `text`.
    fn places(starts: &Starts, text: &str) -> Vec<usize> {
        struct Places<'a>(&'a Starts, Vec<usize>);
        impl Lexicon for Places<'_> {
            fn look_up(&mut self, line: &Folded<'_>) -> Option<u16> {
                self.1.extend(self.0.may_begin(line, 0).then_some(0));
                self.0.scan(line, |at| self.1.push(at));
                None
            }
        }
        let mut places = Places(starts, Vec::new());
        Document::read(text.as_bytes(), &mut Lines::default(), &mut places, None);
        places.1
    }

    #[test]
    fn no_phrase_is_missed() {
        let phrases: [&[u8]; 5] = [b"ads", b"news", b"read more", "лента новостей".as_bytes(), "広告".as_bytes()];
        let starts = Starts::new(phrases.into_iter());
        for phrase in phrases {
            let phrase = std::str::from_utf8(phrase).unwrap();
            assert_eq!(places(&starts, phrase).first(), Some(&0));
            let text = format!("123456789012345 {phrase}, then");
            assert!(places(&starts, &text).contains(&16), "{text}");
        }
        assert!(places(&starts, "the house").is_empty());
    }

    #[test]
    fn phrases_begin_behind_spaces_and_marks_and_anywhere_in_han() {
        let phrases: [&[u8]; 3] = [b"ads", b"read more", "广告".as_bytes()];
        let starts = Starts::new(phrases.into_iter());
        assert_eq!(places(&starts, "see (ads) or read more, not adst"), [5, 13]);
        assert_eq!(places(&starts, "看广告"), [3]);
        assert_eq!(places(&starts, "the ads"), [4]);
    }
}
