//! Readings of lines that are known already need not be worked out.

use super::measure::Measure;
use super::memo::{Memo, Note};

/// What was worked out for a line, wherever it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    /// Bytes before the core.
    pub lead: u32,
    /// Bytes behind the core.
    pub trail: u32,
    pub measure: Measure,
    /// Number of the entry that a lexicon has for the line.
    pub entry: u16,
}

/// Readings of the last lines seen, all made with one lexicon.
#[derive(Debug, Default)]
pub struct Known(Memo);

impl Known {
    /// The memory, to be used for a document; `None` the first time.
    pub fn open(&self) -> Option<&Known> {
        self.0.open().map(|_| self)
    }

    /// Brings near what is known of lines with these `hashes`.
    pub(super) fn warm(&self, hashes: &[u64]) {
        self.0.warm(hashes);
    }

    /// What is known of the line with this `hash`.
    #[inline]
    pub(super) fn get(&self, hash: u64) -> Option<Reading> {
        let Note { number, more: [margin, entry] } = self.0.get(hash)?;
        let [lead, trail] = margin.to_le_bytes().map(u32::from);
        Some(Reading { lead, trail, measure: Measure::from_bits(number), entry })
    }

    /// Remembers the line with this `hash`, which is not held yet. Margins that no byte can count are not remembered.
    pub(super) fn put(&self, hash: u64, reading: &Reading) {
        let (Ok(lead), Ok(trail)) = (u8::try_from(reading.lead), u8::try_from(reading.trail)) else { return };
        let margin = u16::from_le_bytes([lead, trail]);
        self.0.put(hash, &Note { number: reading.measure.to_bits(), more: [margin, reading.entry] });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open() -> Known {
        let known = Known::default();
        assert!(known.open().is_none() && known.open().is_some());
        known
    }

    #[test]
    fn a_reading_is_known_as_it_was() {
        let known = open();
        let reading =
            Reading { lead: 3, trail: 255, measure: Measure::from_bits(0x0102_0304_0506_0708), entry: 0xFFFE };
        known.put(1 << 40, &reading);
        assert_eq!(known.get(1 << 40), Some(reading));
    }

    #[test]
    fn what_can_not_be_held_is_not_known() {
        let known = open();
        known.put(1 << 40, &Reading { lead: 256, ..Reading::default() });
        assert_eq!(known.get(1 << 40), None);
    }
}
