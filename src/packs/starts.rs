//! Phrases begin where words begin. This filter tells, from a few bytes, at which of them a phrase could begin, so
//! that the automaton runs at those alone.

/// A set of phrase beginnings, with false positives and without false negatives.
#[derive(Debug)]
pub(super) struct Starts {
    /// By length of the key in bytes, 1, 2, 3, 4 and 8: one bit for each hash of a phrase's first bytes.
    keys: [Bits; 5],
}

/// Lengths of the keys. A phrase is entered under the longest that it fills.
const LENGTHS: [usize; 5] = [1, 2, 3, 4, 8];

impl Starts {
    pub(super) fn new<'a>(phrases: impl Iterator<Item = &'a [u8]>) -> Self {
        let mut keys = [Bits::new(8), Bits::new(13), Bits::new(13), Bits::new(15), Bits::new(18)];
        for phrase in phrases {
            if let Some(longest) = LENGTHS.iter().rposition(|&n| n <= phrase.len()) {
                keys[longest].insert(key(phrase, LENGTHS[longest]));
            }
        }
        Starts { keys }
    }

    /// Whether a phrase may begin at the start of `text`.
    pub(super) fn may_begin(&self, text: &[u8]) -> bool {
        let [one, two, three, four, eight] = &self.keys;
        let word = u64::from_le_bytes(text.first_chunk::<8>().copied().unwrap_or_else(|| padded(text)));
        let first = |n: u32| word & (u64::MAX >> (64 - 8 * n));
        let second = (word >> 8) as u8;
        eight.holds(word)
            || four.holds(first(4))
            || three.holds(first(3))
            || two.holds(first(2))
            || (one.holds(first(1)) && !((word as u8).is_ascii_alphanumeric() && second.is_ascii_alphanumeric()))
    }
}

/// The first `len` bytes of `text` as a number.
fn key(text: &[u8], len: usize) -> u64 {
    u64::from_le_bytes(padded(&text[..len]))
}

fn padded(text: &[u8]) -> [u8; 8] {
    let mut eight = [0; 8];
    let len = text.len().min(8);
    eight[..len].copy_from_slice(&text[..len]);
    eight
}

/// A set of numbers, of which only a hash is kept.
#[derive(Debug)]
struct Bits {
    words: Vec<u64>,
    shift: u32,
}

impl Bits {
    /// Room for `1 << log` hashes.
    fn new(log: u32) -> Self {
        Bits { words: vec![0; 1 << (log - 6)], shift: 64 - log }
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

/// Places in one line where words begin, or characters of a script without spaces; memory for the next line's.
#[derive(Debug)]
pub(super) struct WordStarts {
    places: [u16; Self::ROOM],
    len: usize,
}

impl WordStarts {
    const ROOM: usize = 1024;

    /// Finds the starts in `folded` behind its first byte. Beside characters that are not ASCII it names too many
    /// rather than too few. Written without branches, as every second one would be mispredicted.
    pub(super) fn find(&mut self, folded: &[u8]) -> &[u16] {
        self.len = 0;
        let line = &folded[..folded.len().min(Self::ROOM)];
        for (at, pair) in line.windows(2).enumerate() {
            let (before, byte) = (pair[0], pair[1]);
            let continues = byte & 0xC0 == 0x80;
            let inside = before.is_ascii_alphanumeric() & (byte < 0xE0);
            self.places[self.len] = at as u16 + 1;
            self.len += usize::from((byte != b' ') & !continues & !inside);
        }
        &self.places[..self.len]
    }
}

impl Default for WordStarts {
    fn default() -> Self {
        WordStarts { places: [0; Self::ROOM], len: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_phrase_is_missed() {
        let phrases: [&[u8]; 5] = [b"ad", b"news", b"read more", "лента новостей".as_bytes(), "広告".as_bytes()];
        let starts = Starts::new(phrases.into_iter());
        for phrase in phrases {
            assert!(starts.may_begin(phrase));
        }
        assert!(!starts.may_begin(b"the house"));
    }

    #[test]
    fn words_begin_behind_spaces_and_marks_and_anywhere_in_han() {
        let mut words = WordStarts::default();
        assert_eq!(words.find(b"see (the ad)"), [4, 5, 9]);
        assert_eq!(words.find("看广告".as_bytes()), [3, 6]);
    }
}
