//! Counting the characters of a line by their classes: ASCII by the block, what is beyond it one by one.

use crate::text::{Block, Class, Tally, first_char};

/// Counts of one line, before they are read off.
#[derive(Default)]
pub(super) struct Counts {
    pub(super) letters: u32,
    pub(super) capitals: u32,
    pub(super) digits: u32,
    pub(super) separators: u32,
    pub(super) spaces: u32,
    pub(super) marks: u32,
    /// Characters of Chinese and Japanese.
    pub(super) ideographs: u32,
    /// Letters of other scripts that put no space between words.
    pub(super) unspaced: u32,
}

impl Counts {
    /// Adds what was counted of the ASCII of a line, which is so many bytes.
    pub(super) fn add_ascii(&mut self, tally: &Tally, len: u32) {
        let [letters, capitals, digits, separators, spaces] = tally.counts().map(u32::from);
        self.letters += letters;
        self.capitals += capitals;
        self.digits += digits;
        self.separators += separators;
        self.spaces += spaces;
        self.marks += len - letters - digits - separators - spaces;
    }

    /// Adds the characters of `core` that are no ASCII. Broken ones count as nothing.
    pub(super) fn add_beyond_ascii(&mut self, core: &[u8]) -> BeyondAscii {
        let (mut bytes, mut of_characters) = (0, 0);
        let mut classes = [0; Class::ALL.len()];
        for from in (0..core.len()).step_by(Block::LEN) {
            let rest = &core[from..];
            let block = match rest.first_chunk() {
                Some(block) => Block::new(block),
                None => {
                    let mut block = [0; Block::LEN];
                    block[..rest.len()].copy_from_slice(rest);
                    Block::new(&block)
                }
            };
            let beyond_ascii = block.beyond_ascii();
            bytes += beyond_ascii.count_ones();
            let mut starts = beyond_ascii & !block.continuations();
            while starts != 0 {
                let rest = &rest[starts.trailing_zeros() as usize..];
                starts &= starts - 1;
                let (class, len) = match *rest {
                    [lead @ 0xC2..0xE0, next @ 0x80..0xC0, ..] => (Class::of_pair(lead, next), 2),
                    _ => match first_char(rest) {
                        Some((c, len @ 2..)) => (Class::of(c), len as u32),
                        _ => continue,
                    },
                };
                of_characters += len;
                classes[class as usize] += 1;
            }
        }
        let of = |class: Class| classes[class as usize];
        self.ideographs += of(Class::Ideograph);
        self.unspaced += of(Class::Unspaced);
        self.capitals += of(Class::Capital);
        self.letters += of(Class::Letter) + of(Class::Capital) + of(Class::Ideograph) + of(Class::Unspaced);
        self.digits += of(Class::Digit);
        self.separators += of(Class::Separator);
        self.spaces += of(Class::Space);
        self.marks += of(Class::Mark);
        BeyondAscii { bytes, valid: bytes == of_characters }
    }
}

/// What there is of a line that is no ASCII.
#[derive(Default)]
pub(super) struct BeyondAscii {
    pub(super) bytes: u32,
    /// Whether all of it is characters.
    pub(super) valid: bool,
}
