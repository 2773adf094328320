//! Phrases begin where words begin. This filter tells, from a few bytes, at which of them a phrase could begin, so
//! that the automaton runs at those alone.

use xxhash_rust::xxh3::xxh3_64;

/// A set of phrase beginnings, with false positives and without false negatives.
#[derive(Debug)]
pub(super) struct Starts {
    /// The first four bytes of every phrase that has as many. Shorter ones must be whole words and are entered once
    /// for each byte that may end one.
    any: Bits,
    /// First bytes behind which anything may follow: those of phrases too short for four bytes.
    rare: [bool; 256],
    /// The first eight bytes of every phrase that has as many.
    eight: Bits,
    /// The first six bytes of every phrase of six or seven bytes.
    six: Bits,
    /// As `any`, without the phrases of six bytes or more.
    four: Bits,
}

/// What may stand behind a whole word; NUL is the line's end.
const WORD_ENDS: &[u8] = b" \0.,:;!?/|)]\"'-";

impl Starts {
    pub(super) fn new<'a>(phrases: impl Iterator<Item = &'a [u8]>) -> Self {
        let mut starts = Starts {
            any: Bits::new(16),
            rare: [false; 256],
            eight: Bits::new(18),
            six: Bits::new(16),
            four: Bits::new(16),
        };
        phrases.for_each(|phrase| starts.insert(phrase));
        starts
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
            1..4 => self.rare[usize::from(phrase[0])] = true,
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

    /// Whether a phrase may begin at the start of `text`.
    pub(super) fn may_begin(&self, text: &[u8]) -> bool {
        let word = word_at(text);
        let four = first(word, 4);
        self.rare[usize::from(word as u8)]
            || self.any.holds(four)
                && (self.eight.holds(word) || self.six.holds(first(word, 6)) || self.four.holds(four))
    }

    /// Calls `found` with the places in `folded`, behind its first byte, at which a phrase may begin.
    pub(super) fn scan(&self, folded: &[u8], mut found: impl FnMut(usize)) {
        let Some(mut before) = folded.first().copied() else { return };
        for at in 1..folded.len() {
            let byte = folded[at];
            // One branch for all conditions: most words fail, so it is foreseen.
            let four = match folded[at..].first_chunk::<4>() {
                Some(four) => u64::from(u32::from_le_bytes(*four)),
                None => word_at(&folded[at..]),
            };
            if is_start(before, byte) & (self.any.holds(four) | self.rare[usize::from(byte)])
                && self.may_begin(&folded[at..])
            {
                found(at);
            }
            before = byte;
        }
    }
}

/// Whether a word, or a character of a script without spaces, may begin with `byte`. Beside characters that are not
/// ASCII it says yes too often rather than too seldom.
fn is_start(before: u8, byte: u8) -> bool {
    let continues = byte & 0xC0 == 0x80;
    let inside = before.is_ascii_alphanumeric() & (byte < 0xE0);
    (byte != b' ') & !continues & !inside
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

/// The phrases that must be a whole line, by their hash.
#[derive(Debug)]
pub(super) struct WholeLines(Bits);

impl WholeLines {
    pub(super) fn new<'a>(phrases: impl Iterator<Item = &'a [u8]>) -> Self {
        let mut lines = Bits::new(19);
        phrases.for_each(|phrase| lines.insert(xxh3_64(phrase)));
        WholeLines(lines)
    }

    /// Whether `bare`, a line without decoration, may be a phrase.
    pub(super) fn may_hold(&self, bare: &[u8]) -> bool {
        self.0.holds(xxh3_64(bare))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_phrase_is_missed() {
        let phrases: [&[u8]; 5] = [b"ads", b"news", b"read more", "лента новостей".as_bytes(), "広告".as_bytes()];
        let starts = Starts::new(phrases.into_iter());
        for phrase in phrases {
            assert!(starts.may_begin(phrase));
        }
        assert!(!starts.may_begin(b"the house"));
    }

    #[test]
    fn phrases_begin_behind_spaces_and_marks_and_anywhere_in_han() {
        let phrases: [&[u8]; 3] = [b"ads", b"read more", "广告".as_bytes()];
        let starts = Starts::new(phrases.into_iter());
        let scan = |text: &str| {
            let mut found = Vec::new();
            starts.scan(text.as_bytes(), |at| found.push(at));
            found
        };
        assert_eq!(scan("see (ads) or read more, not adst"), [5, 13]);
        assert_eq!(scan("看广告"), [3]);
        assert_eq!(scan("the ads"), [4]);
    }
}
