//! Sites say the same lines on every page; what was worked out for a line is remembered for the next time it comes.

use super::measure::Measure;

/// What was worked out for the last lines seen, by the hash of their cores. Lines whose hashes have the same low bits
/// share a set of four, from which a newer line pushes the oldest one. The whole hash is compared, so two lines are
/// confused as seldom as 64 bits agree by chance.
#[derive(Debug, Default)]
pub struct Known {
    sets: Vec<Set>,
    /// The lexicon whose entries are remembered.
    lexicon: u64,
}

/// As large as a cache line, so that a look-up waits for memory once.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Set([Slot; 4]);

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    /// The upper 48 bits of the line's hash, whose lower ones follow from the set, and 16 for the entry.
    tag: u64,
    measure: Measure,
}

/// Sets of a memory: 16 MiB, and as many lines as some four thousand pages have.
const SETS: usize = 1 << 18;
const ENTRY: u64 = 0xFFFF;

impl Known {
    /// Makes the memory ready to remember what `lexicon` says; it takes no space before.
    pub fn open(&mut self, lexicon: u64) {
        if self.lexicon != lexicon {
            self.sets.clear();
            self.lexicon = lexicon;
        }
        if self.sets.is_empty() {
            self.sets = vec![Set::default(); SETS];
        }
    }

    /// The memory, if it holds what the lexicon with this id says.
    pub fn of(&mut self, lexicon: u64) -> Option<&mut Self> {
        (self.lexicon == lexicon && !self.sets.is_empty()).then_some(self)
    }

    /// Brings the sets of all `hashes` near, so that looking them up one by one does not wait for memory each time:
    /// these loads do not depend on each other and overlap.
    pub fn warm(&self, hashes: impl Iterator<Item = u64>) {
        let Some(sets) = self.sets.first_chunk::<SETS>() else { return };
        std::hint::black_box(hashes.fold(0, |sum, hash| sum ^ sets[hash as usize % SETS].0[0].tag));
    }

    /// What is known of the line with this `hash`: its measure and the number of its entry.
    #[inline]
    pub fn get(&self, hash: u64) -> Option<(Measure, u16)> {
        let Set(slots) = self.sets.first_chunk::<SETS>()?[hash as usize % SETS];
        // A tag of zeros is an empty slot's.
        let held = |slot: &&Slot| (slot.tag ^ hash) & !ENTRY == 0 && hash & !ENTRY != 0;
        slots.iter().find(held).map(|slot| (slot.measure, (slot.tag & ENTRY) as u16))
    }

    /// Remembers the line with this `hash`, which is not held yet.
    pub fn put(&mut self, hash: u64, measure: Measure, entry: u16) {
        if let Some(sets) = self.sets.first_chunk_mut::<SETS>() {
            let Set(slots) = &mut sets[hash as usize % SETS];
            let [first, second, third, _] = *slots;
            *slots = [Slot { tag: hash & !ENTRY | u64::from(entry), measure }, first, second, third];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_of_a_set_gives_way_and_no_line_is_taken_for_another() {
        let mut known = Known::default();
        known.open(1);
        let hash = |n: u64| n << 18 | 7;
        for n in 1..=4 {
            known.put(hash(n), Measure::default(), n as u16);
        }
        let entry = |known: &Known, n: u64| known.get(hash(n)).map(|(_, entry)| entry);
        assert_eq!([1, 2, 3, 4, 5].map(|n| entry(&known, n)), [Some(1), Some(2), Some(3), Some(4), None]);
        known.put(hash(5), Measure::default(), u16::MAX);
        assert_eq!([1, 2, 5].map(|n| entry(&known, n)), [None, Some(2), Some(u16::MAX)]);
    }

    #[test]
    fn another_lexicon_begins_anew() {
        let mut known = Known::default();
        known.open(1);
        known.put(1 << 40, Measure::default(), 3);
        known.open(1);
        assert!(known.get(1 << 40).is_some());
        assert!(known.of(1).is_some() && known.of(2).is_none());
        known.open(2);
        assert!(known.get(1 << 40).is_none());
    }
}
