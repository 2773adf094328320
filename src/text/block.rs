//! Sixteen bytes at once: what is asked of every byte of a page is asked of a block of them.

use wide::i8x16;

use super::width::WIDE;

/// Sixteen bytes of a text.
#[derive(Clone, Copy)]
pub struct Block(i8x16);

/// Which bytes of a [`Block`] have a property: the lowest bit speaks of the first byte.
pub type Mask = u32;

impl Block {
    /// Bytes in a block.
    pub const LEN: usize = 16;

    /// The block of `bytes`.
    #[inline]
    pub fn new(bytes: &[u8; Self::LEN]) -> Self {
        Block(i8x16::from(bytes.map(|b| b as i8)))
    }

    /// The bytes that are `byte`.
    #[inline]
    pub fn are(self, byte: u8) -> Mask {
        self.0.simd_eq(i8x16::splat(byte as i8)).to_bitmask()
    }

    /// The bytes that are no ASCII.
    #[inline]
    pub fn beyond_ascii(self) -> Mask {
        self.0.to_bitmask()
    }

    /// The ASCII control characters.
    #[inline]
    pub fn controls(self) -> Mask {
        self.0.simd_lt(i8x16::splat(b' ' as i8)).to_bitmask() & !self.beyond_ascii()
    }

    /// The bytes that go on with a character of several bytes.
    #[inline]
    pub fn continuations(self) -> Mask {
        self.0.simd_lt(i8x16::splat(0xC0_u8 as i8)).to_bitmask()
    }

    /// The bytes that begin a character of three or four bytes.
    #[inline]
    pub fn long_starts(self) -> Mask {
        self.0.simd_gt(i8x16::splat(0xDF_u8 as i8)).to_bitmask() & self.beyond_ascii()
    }

    /// The bytes that begin a character of Han, Kana or Hangul.
    #[inline]
    pub fn wide_starts(self) -> Mask {
        self.within(*WIDE.start(), *WIDE.end()).to_bitmask()
    }

    /// The digits and lower-case letters of ASCII.
    #[inline]
    pub fn lower_alphanumerics(self) -> Mask {
        (self.within(b'a', b'z') | self.within(b'0', b'9')).to_bitmask()
    }

    /// The bytes that belong to words: letters and digits of ASCII, and all that is no ASCII.
    #[inline]
    pub fn words(self) -> Mask {
        (self.alphanumerics() | self.0).to_bitmask()
    }

    /// The upper-case letters of ASCII.
    #[inline]
    pub fn capitals(self) -> Mask {
        self.within(b'A', b'Z').to_bitmask()
    }

    /// The punctuation and symbols of ASCII.
    #[inline]
    pub fn marks(self) -> Mask {
        (self.within(b'!', b'~') & !self.alphanumerics()).to_bitmask()
    }

    /// The bytes, upper-case letters of ASCII turned to lower case.
    #[inline]
    pub fn lower(self) -> [u8; Self::LEN] {
        let capitals = self.within(b'A', b'Z');
        (self.0 | (capitals & i8x16::splat(0x20))).to_array().map(|b| b as u8)
    }

    /// All bits of each letter and digit of ASCII.
    fn alphanumerics(self) -> i8x16 {
        let lower = Block(self.0 | i8x16::splat(0x20));
        lower.within(b'a', b'z') | self.within(b'0', b'9')
    }

    /// All bits of each byte in the range, which lies within ASCII or beyond it.
    fn within(self, first: u8, last: u8) -> i8x16 {
        self.0.simd_gt(i8x16::splat(first as i8 - 1)) & self.0.simd_lt(i8x16::splat(last as i8 + 1))
    }
}

/// Counts of ASCII characters by class, of which there may be [`Tally::MAX`], in 127 blocks at most.
#[derive(Clone, Copy, Default)]
pub struct Tally {
    // Every class counts down, byte by byte, by the -1 that a comparison gives.
    letters: i8x16,
    capitals: i8x16,
    digits: i8x16,
    separators: i8x16,
    spaces: i8x16,
}

impl Tally {
    /// As many characters of ASCII as keep every count within a byte.
    pub const MAX: usize = 240;

    /// Adds the characters of `block`. Bytes that are no ASCII count as nothing.
    #[inline]
    pub fn add(&mut self, block: Block) {
        let is = |byte: u8| block.0.simd_eq(i8x16::splat(byte as i8));
        let capitals = block.within(b'A', b'Z');
        self.capitals += capitals;
        self.letters += capitals | block.within(b'a', b'z');
        self.digits += block.within(b'0', b'9');
        self.separators += is(b'|') | is(b'>') | is(b'/') | is(b'\\');
        self.spaces += block.within(0, b' ');
    }

    /// Letters, capitals among them, digits, the separators `|`, `>`, `/` and `\`, and white space with all controls.
    #[inline]
    pub fn counts(&self) -> [u8; 5] {
        let sum = |class: i8x16| class.to_array().iter().fold(0u8, |sum, &n| sum.wrapping_sub(n as u8));
        [self.letters, self.capitals, self.digits, self.separators, self.spaces].map(sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every byte, at every place of a block, against the definition of a byte alone.
    #[test]
    fn a_block_says_what_its_bytes_say() {
        let agree = |name: &str, whole: fn(Block) -> Mask, one: fn(u8) -> bool| {
            for byte in 0..=255u8 {
                for place in 0..Block::LEN {
                    let mut bytes = [b'\0'; Block::LEN];
                    bytes[place] = byte;
                    let mask = whole(Block::new(&bytes));
                    assert_eq!(mask >> place & 1 == 1, one(byte), "{name} of {byte} at {place}");
                }
            }
        };
        agree("newline", |b| b.are(b'\n'), |b| b == b'\n');
        agree("beyond ASCII", Block::beyond_ascii, |b| !b.is_ascii());
        agree("control", Block::controls, |b| b < b' ');
        agree("continuation", Block::continuations, |b| b & 0xC0 == 0x80);
        agree("long start", Block::long_starts, |b| b >= 0xE0);
        agree("wide start", Block::wide_starts, |b| WIDE.contains(&b));
        agree("alphanumeric", Block::lower_alphanumerics, |b| b.is_ascii_lowercase() || b.is_ascii_digit());
        agree("word", Block::words, |b| b.is_ascii_alphanumeric() || !b.is_ascii());
        agree("capital", Block::capitals, |b| b.is_ascii_uppercase());
        agree("mark", Block::marks, |b| b.is_ascii_punctuation());
        for byte in 0..=255u8 {
            let mut tally = Tally::default();
            (0..Tally::MAX / Block::LEN).for_each(|_| tally.add(Block::new(&[byte; Block::LEN])));
            let classes = [
                byte.is_ascii_alphabetic(),
                byte.is_ascii_uppercase(),
                byte.is_ascii_digit(),
                matches!(byte, b'|' | b'>' | b'/' | b'\\'),
                byte <= b' ',
            ];
            assert_eq!(tally.counts(), classes.map(|is| if is { 240 } else { 0 }), "{byte}");
            assert_eq!(Block::new(&[byte; Block::LEN]).lower(), [byte.to_ascii_lowercase(); Block::LEN]);
        }
    }
}
