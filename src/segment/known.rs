//! Sites say the same lines on every page; what was worked out for a line is remembered for the next time it comes.

use super::measure::Measure;

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

/// Readings of the last lines seen, by the hash of their bytes. Lines whose hashes have the same low bits share a set
/// of three, from which a newer line pushes the oldest one. The whole hash is compared, so two lines are confused as
/// seldom as 64 bits agree by chance.
#[derive(Debug, Default)]
pub(super) struct Known {
    sets: Vec<Set>,
    /// The lexicon whose entries are remembered.
    lexicon: u64,
}

/// As large as a cache line, so that a look-up waits for memory once.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Set {
    /// The upper 48 bits of a line's hash, whose lower ones follow from the set, and 16 for the entry.
    tags: [u64; WAYS],
    measures: [Measure; WAYS],
    leads: [u8; WAYS],
    trails: [u8; WAYS],
}

const WAYS: usize = 3;
/// Sets of a memory: 16 MiB, and as many lines as some three thousand pages have.
const SETS: usize = 1 << 18;
const ENTRY: u64 = 0xFFFF;

impl Known {
    /// Makes the memory ready to remember what `lexicon` says. It takes its space when this is said a second time: one
    /// document alone has nothing to remember for.
    pub fn open(&mut self, lexicon: u64) {
        if self.lexicon != lexicon {
            self.sets.clear();
            self.lexicon = lexicon;
        } else if self.sets.is_empty() {
            self.sets = vec![Set::default(); SETS];
        }
    }

    /// The memory, if it holds what the lexicon with this id says.
    pub fn of(&mut self, lexicon: u64) -> Option<&mut Self> {
        (self.lexicon == lexicon && !self.sets.is_empty()).then_some(self)
    }

    /// Brings the sets of all `hashes` near, so that looking them up one by one does not wait for memory each time:
    /// these loads do not depend on each other and overlap.
    pub fn warm(&self, hashes: &[u64]) {
        let Some(sets) = self.sets.first_chunk::<SETS>() else { return };
        std::hint::black_box(hashes.iter().fold(0, |sum, &hash| sum ^ sets[hash as usize % SETS].tags[0]));
    }

    /// What is known of the line with this `hash`.
    #[inline]
    pub fn get(&self, hash: u64) -> Option<Reading> {
        let set = &self.sets.first_chunk::<SETS>()?[hash as usize % SETS];
        // A tag of zeros is an empty one.
        let held = |tag: &u64| (tag ^ hash) & !ENTRY == 0 && hash & !ENTRY != 0;
        let way = set.tags.iter().position(held)?;
        Some(Reading {
            lead: u32::from(set.leads[way]),
            trail: u32::from(set.trails[way]),
            measure: set.measures[way],
            entry: (set.tags[way] & ENTRY) as u16,
        })
    }

    /// Remembers the line with this `hash`, which is not held yet. Margins that no byte can count are not remembered.
    pub fn put(&mut self, hash: u64, reading: &Reading) {
        let Some(sets) = self.sets.first_chunk_mut::<SETS>() else { return };
        let (Ok(lead), Ok(trail)) = (u8::try_from(reading.lead), u8::try_from(reading.trail)) else { return };
        let Set { tags, measures, leads, trails } = sets[hash as usize % SETS];
        sets[hash as usize % SETS] = Set {
            tags: [hash & !ENTRY | u64::from(reading.entry), tags[0], tags[1]],
            measures: [reading.measure, measures[0], measures[1]],
            leads: [lead, leads[0], leads[1]],
            trails: [trail, trails[0], trails[1]],
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open_twice(known: &mut Known, lexicon: u64) {
        (0..2).for_each(|_| known.open(lexicon));
    }

    #[test]
    fn the_oldest_of_a_set_gives_way_and_no_line_is_taken_for_another() {
        let mut known = Known::default();
        open_twice(&mut known, 1);
        let hash = |n: u64| n << 18 | 7;
        let reading = |n: u64| Reading { lead: n as u32, trail: 2, measure: Measure::default(), entry: n as u16 };
        (1..=3).for_each(|n| known.put(hash(n), &reading(n)));
        assert_eq!([1, 2, 3].map(|n| known.get(hash(n))), [1, 2, 3].map(|n| Some(reading(n))));
        known.put(hash(4), &reading(4));
        assert_eq!([1, 2, 4, 5].map(|n| known.get(hash(n))), [None, Some(reading(2)), Some(reading(4)), None]);
    }

    #[test]
    fn what_can_not_be_held_is_not_known() {
        let mut known = Known::default();
        open_twice(&mut known, 1);
        known.put(1 << 40, &Reading { lead: 256, ..Reading::default() });
        assert_eq!(known.get(1 << 40), None);
    }

    #[test]
    fn another_lexicon_begins_anew() {
        let mut known = Known::default();
        open_twice(&mut known, 1);
        known.put(1 << 40, &Reading::default());
        known.open(1);
        assert!(known.get(1 << 40).is_some());
        assert!(known.of(1).is_some() && known.of(2).is_none());
        open_twice(&mut known, 2);
        assert!(known.get(1 << 40).is_none());
    }
}
