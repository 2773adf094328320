//! Sites say the same lines on every page; what was worked out for a line is remembered for the next time it comes, on
//! whatever thread.

use std::fmt;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

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

/// Readings of the last lines seen, by the hash of their bytes, all made with one lexicon.
///
/// Lines whose hashes have the same low bits share a set of three, from which a newer line pushes the oldest one. The
/// whole hash is compared, so two lines are confused as seldom as 64 bits agree by chance. Threads write without
/// waiting for each other. Parts of two readings that come together that way are told by a seal: a number made of all
/// parts and mixed into the hash, as in R. Hyatt and T. Mann, "A lock-less transposition table implementation for
/// parallel search", ICGA Journal 25 (2002).
#[derive(Default)]
pub struct Known {
    sets: OnceLock<Box<[Set]>>,
    asked: AtomicBool,
}

/// As large as a cache line, so that a look-up waits for memory once.
#[derive(Debug, Default)]
#[repr(align(64))]
struct Set {
    /// The upper 48 bits of a line's hash, whose lower ones follow from the set, sealed; and 16 for the entry.
    tags: [AtomicU64; WAYS],
    measures: [AtomicU64; WAYS],
    /// Lead and trail, a byte each, of the first reading in the lowest bits, and so on.
    margins: AtomicU64,
}

const WAYS: usize = 3;
/// Sets of a memory: 32 MiB, and as many lines as some six thousand pages have.
const SETS: usize = 1 << 19;
const ENTRY: u64 = 0xFFFF;
const MARGIN: u64 = 0xFFFF;

impl Known {
    /// The memory, to be used. `None` the first time: one document alone has nothing to remember for, and the memory
    /// takes its space when there is a second.
    pub fn open(&self) -> Option<&Known> {
        if self.asked.load(Relaxed) {
            self.sets.get_or_init(|| (0..SETS).map(|_| Set::default()).collect());
            return Some(self);
        }
        self.asked.store(true, Relaxed);
        None
    }

    fn sets(&self) -> Option<&[Set; SETS]> {
        self.sets.get()?.first_chunk()
    }

    /// Brings the sets of all `hashes` near, so that looking them up one by one does not wait for memory each time:
    /// these loads do not depend on each other and overlap.
    pub(super) fn warm(&self, hashes: &[u64]) {
        let Some(sets) = self.sets() else { return };
        let touched = hashes.iter().fold(0, |sum, &hash| sum ^ sets[hash as usize % SETS].margins.load(Relaxed));
        std::hint::black_box(touched);
    }

    /// What is known of the line with this `hash`.
    #[inline]
    pub(super) fn get(&self, hash: u64) -> Option<Reading> {
        let set = &self.sets()?[hash as usize % SETS];
        let margins = set.margins.load(Relaxed);
        for way in 0..WAYS {
            let (tag, measure) = (set.tags[way].load(Relaxed), set.measures[way].load(Relaxed));
            let (margin, entry) = (margins >> (16 * way) & MARGIN, tag & ENTRY);
            // Zeros are an empty place.
            if (tag ^ hash ^ seal(measure, margin, entry)) & !ENTRY == 0 && hash & !ENTRY != 0 {
                let [lead, trail] = (margin as u16).to_le_bytes().map(u32::from);
                return Some(Reading { lead, trail, measure: Measure::from_bits(measure), entry: entry as u16 });
            }
        }
        None
    }

    /// Remembers the line with this `hash`, which is not held yet. Margins that no byte can count are not remembered.
    pub(super) fn put(&self, hash: u64, reading: &Reading) {
        let Some(sets) = self.sets() else { return };
        let (Ok(lead), Ok(trail)) = (u8::try_from(reading.lead), u8::try_from(reading.trail)) else { return };
        let (measure, entry) = (reading.measure.to_bits(), u64::from(reading.entry));
        let margin = u64::from(u16::from_le_bytes([lead, trail]));
        let set = &sets[hash as usize % SETS];
        for way in (1..WAYS).rev() {
            set.tags[way].store(set.tags[way - 1].load(Relaxed), Relaxed);
            set.measures[way].store(set.measures[way - 1].load(Relaxed), Relaxed);
        }
        set.tags[0].store((hash ^ seal(measure, margin, entry)) & !ENTRY | entry, Relaxed);
        set.measures[0].store(measure, Relaxed);
        set.margins.store(set.margins.load(Relaxed) << 16 | margin, Relaxed);
    }
}

impl fmt::Debug for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Known").finish_non_exhaustive()
    }
}

/// A number that differs when any part does, but by chance; 0 for an empty place.
#[inline]
fn seal(measure: u64, margin: u64, entry: u64) -> u64 {
    let mixed =
        (measure ^ (margin << 16 | entry).wrapping_mul(0x9E37_79B9_7F4A_7C15)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    mixed ^ mixed >> 32
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
    fn the_oldest_of_a_set_gives_way_and_no_line_is_taken_for_another() {
        let known = open();
        let hash = |n: u64| n << 19 | 7;
        let measure = |n: u64| Measure::from_bits(n * 0x0102_0304_0506_0708);
        let reading = |n: u64| Reading { lead: n as u32, trail: 2, measure: measure(n), entry: n as u16 };
        (1..=3).for_each(|n| known.put(hash(n), &reading(n)));
        assert_eq!([1, 2, 3].map(|n| known.get(hash(n))), [1, 2, 3].map(|n| Some(reading(n))));
        known.put(hash(4), &reading(4));
        assert_eq!([1, 2, 4, 5].map(|n| known.get(hash(n))), [None, Some(reading(2)), Some(reading(4)), None]);
    }

    #[test]
    fn what_can_not_be_held_is_not_known() {
        let known = open();
        known.put(1 << 40, &Reading { lead: 256, ..Reading::default() });
        assert_eq!(known.get(1 << 40), None);
    }

    #[test]
    fn parts_of_two_readings_are_no_reading() {
        let known = open();
        let reading = Reading { lead: 3, trail: 1, measure: Measure::from_bits(77), entry: 5 };
        known.put(1 << 40, &reading);
        let set = &known.sets().unwrap()[0];
        for (part, other) in [(&set.tags[0], 1 << 40 | 6), (&set.measures[0], 78), (&set.margins, 4)] {
            let own = part.swap(other, Relaxed);
            assert_eq!(known.get(1 << 40), None);
            part.store(own, Relaxed);
        }
        assert_eq!(known.get(1 << 40), Some(reading));
    }

    #[test]
    fn threads_that_write_at_once_read_what_is_true() {
        let known = open();
        let reading =
            |n: u64| Reading { lead: n as u32 % 200, trail: 1, measure: Measure::from_bits(n), entry: n as u16 };
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    for n in (1..40_000).map(|n| n % 7 + 1) {
                        let hash = n << 19;
                        match known.get(hash) {
                            Some(held) => assert_eq!(held, reading(n)),
                            None => known.put(hash, &reading(n)),
                        }
                    }
                });
            }
        });
    }
}
