//! What lines are known by is remembered for the next page that says them, on whatever thread.

use super::page::Entry;
use crate::segment::{Known, Memo, Note};

/// A memory of the lines of pages that are learnt from.
#[derive(Debug, Default)]
pub struct Recall {
    /// What was measured on them.
    pub(super) known: Known,
    entries: Memo,
}

/// A line as it is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Recalled {
    /// The line as a whole.
    pub entry: Entry,
    /// Whether it is made of parts, each of which is an entry.
    pub parted: bool,
}

/// The bits beside the words of a line.
const PROSE: u16 = 1 << 8;
const PARTED: u16 = 1 << 9;

impl Recall {
    /// The memory, to be used. `None` the first time, as of [`Known`].
    pub(super) fn open(&self) -> Option<&Recall> {
        let opened = (self.known.open(), self.entries.open());
        opened.0.and(opened.1).map(|_| self)
    }

    /// Brings near what is remembered of the lines with these `hashes`.
    pub(super) fn warm(&self, hashes: &[u64]) {
        self.entries.warm(hashes);
    }

    /// What is remembered of the line with this `hash`.
    pub(super) fn get(&self, hash: u64) -> Option<Recalled> {
        let Note { number, more: [_, more] } = self.entries.get(hash)?;
        let [words, _] = more.to_le_bytes();
        let entry = Entry {
            key: number as u32,
            shape: (number >> 32) as u32,
            words,
            prose: more & PROSE != 0,
            ..Entry::default()
        };
        Some(Recalled { entry, parted: more & PARTED != 0 })
    }

    /// Remembers the line with this `hash`, if it is not. Its text is left out.
    pub(super) fn put(&self, hash: u64, Recalled { entry, parted }: Recalled) {
        if self.entries.get(hash).is_some() {
            return;
        }
        let mut more = u16::from(entry.words);
        for (bit, _) in [(PROSE, entry.prose), (PARTED, parted)].into_iter().filter(|(_, is)| *is) {
            more |= bit;
        }
        self.entries.put(hash, &Note { number: u64::from(entry.shape) << 32 | u64::from(entry.key), more: [0, more] });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_recalled_as_it_was() {
        let recall = Recall::default();
        assert!(recall.open().is_none() && recall.open().is_some());
        let entry = |prose| Entry { key: u32::MAX - 1, shape: 7, words: 255, prose, ..Entry::default() };
        for (hash, line) in [
            (1 << 40, Recalled { entry: entry(true), parted: false }),
            (2 << 40, Recalled { entry: entry(false), parted: true }),
        ] {
            recall.put(hash, line);
            assert_eq!(recall.get(hash), Some(line));
        }
        assert_eq!(recall.get(3 << 40), None);
    }
}
