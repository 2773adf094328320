//! A memory of lines by the hashes of their bytes: sites say the same lines on every page, and what was worked out for
//! one is at hand the next time it comes, on whatever thread.

use std::fmt;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::Relaxed};

/// What is remembered of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// The larger part.
    pub number: u64,
    /// The smaller ones.
    pub more: [u16; 2],
}

/// Notes on the last lines seen.
///
/// Lines whose hashes have the same low bits share a set of three, from which a newer line pushes the oldest one. The
/// rest of the hash is compared, so two lines are confused as seldom as 61 bits agree by chance. Threads write without
/// waiting for each other. Parts of two notes that come together that way are told by a seal: a number made of all
/// parts and mixed into the hash, as in R. Hyatt and T. Mann, "A lock-less transposition table implementation for
/// parallel search", ICGA Journal 25 (2002).
#[derive(Default)]
pub struct Memo {
    asked: AtomicBool,
    /// Lines that were noted among few.
    noted: AtomicUsize,
    few: OnceLock<Box<[Set]>>,
    many: OnceLock<Box<[Set]>>,
}

/// As large as a cache line, so that a look-up waits for memory once.
#[derive(Debug, Default)]
#[repr(align(64))]
struct Set {
    /// The upper 48 bits of a line's hash, sealed, and 16 of the note.
    tags: [AtomicU64; WAYS],
    numbers: [AtomicU64; WAYS],
    /// Sixteen bits more of each note, those of the first lowest.
    rest: AtomicU64,
}

const WAYS: usize = 3;
/// Sets for few lines: 512 KiB, and as many lines as some hundred pages have.
const FEW_SETS: usize = 1 << 13;
/// Lines from which on there are many: their memory takes as long to get as some dozens of pages take to be cleaned.
const FEW: usize = FEW_SETS * WAYS / 2;
/// Sets for many: 32 MiB, and as many lines as some six thousand pages have.
const MANY_SETS: usize = 1 << 19;
const LOW: u64 = 0xFFFF;

impl Memo {
    /// The memory, to be used for a document. `None` the first time: one document alone has nothing to remember for.
    pub fn open(&self) -> Option<&Memo> {
        if !self.asked.load(Relaxed) {
            self.asked.store(true, Relaxed);
            return None;
        }
        let many = self.noted.load(Relaxed) >= FEW;
        let (sets, count) = if many { (&self.many, MANY_SETS) } else { (&self.few, FEW_SETS) };
        sets.get_or_init(|| (0..count).map(|_| Set::default()).collect());
        Some(self)
    }

    fn sets(&self) -> Option<&[Set]> {
        self.many.get().or_else(|| self.few.get()).map(|sets| &**sets)
    }

    /// Brings the sets of all `hashes` near, so that looking them up one by one does not wait for memory each time:
    /// these loads do not depend on each other and overlap.
    pub fn warm(&self, hashes: &[u64]) {
        let Some(sets) = self.sets() else { return };
        let touched = hashes.iter().fold(0, |sum, &hash| sum ^ of(sets, hash).rest.load(Relaxed));
        std::hint::black_box(touched);
    }

    /// What is noted on the line with this `hash`.
    #[inline]
    pub fn get(&self, hash: u64) -> Option<Note> {
        let set = of(self.sets()?, hash);
        let rest = set.rest.load(Relaxed);
        for way in 0..WAYS {
            let (tag, number) = (set.tags[way].load(Relaxed), set.numbers[way].load(Relaxed));
            let note = Note { number, more: [(rest >> (16 * way) & LOW) as u16, (tag & LOW) as u16] };
            // Zeros are an empty place.
            if (tag ^ hash ^ seal(&note)) & !LOW == 0 && hash & !LOW != 0 {
                return Some(note);
            }
        }
        None
    }

    /// Notes this on the line with this `hash`, of which nothing is noted yet.
    pub fn put(&self, hash: u64, note: &Note) {
        let Some(sets) = self.sets() else { return };
        if sets.len() == FEW_SETS {
            self.noted.store(self.noted.load(Relaxed) + 1, Relaxed);
        }
        let set = of(sets, hash);
        for way in (1..WAYS).rev() {
            set.tags[way].store(set.tags[way - 1].load(Relaxed), Relaxed);
            set.numbers[way].store(set.numbers[way - 1].load(Relaxed), Relaxed);
        }
        set.tags[0].store((hash ^ seal(note)) & !LOW | u64::from(note.more[1]), Relaxed);
        set.numbers[0].store(note.number, Relaxed);
        set.rest.store(set.rest.load(Relaxed) << 16 | u64::from(note.more[0]), Relaxed);
    }
}

/// The set of the lines with this `hash`; of sets there are a power of two.
#[inline]
fn of(sets: &[Set], hash: u64) -> &Set {
    &sets[hash as usize & (sets.len() - 1)]
}

impl fmt::Debug for Memo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Memo").finish_non_exhaustive()
    }
}

/// A number that differs when any part does, but by chance; 0 for an empty place.
#[inline]
fn seal(note: &Note) -> u64 {
    let [first, second] = note.more.map(u64::from);
    let mixed =
        (note.number ^ (first << 16 | second).wrapping_mul(0x9E37_79B9_7F4A_7C15)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    mixed ^ mixed >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open() -> Memo {
        let memo = Memo::default();
        assert!(memo.open().is_none() && memo.open().is_some());
        memo
    }

    fn note(n: u64) -> Note {
        Note { number: n * 0x0102_0304_0506_0708, more: [n as u16 % 200, n as u16] }
    }

    #[test]
    fn the_oldest_of_a_set_gives_way_and_no_line_is_taken_for_another() {
        let memo = open();
        let hash = |n: u64| n << 19 | 7;
        (1..=3).for_each(|n| memo.put(hash(n), &note(n)));
        assert_eq!([1, 2, 3].map(|n| memo.get(hash(n))), [1, 2, 3].map(|n| Some(note(n))));
        memo.put(hash(4), &note(4));
        assert_eq!([1, 2, 4, 5].map(|n| memo.get(hash(n))), [None, Some(note(2)), Some(note(4)), None]);
    }

    #[test]
    fn parts_of_two_notes_are_no_note() {
        let memo = open();
        memo.put(1 << 40, &note(5));
        let set = &memo.sets().unwrap()[0];
        for (part, other) in [(&set.tags[0], 1 << 40 | 6), (&set.numbers[0], 78), (&set.rest, 4)] {
            let own = part.swap(other, Relaxed);
            assert_eq!(memo.get(1 << 40), None);
            part.store(own, Relaxed);
        }
        assert_eq!(memo.get(1 << 40), Some(note(5)));
    }

    #[test]
    fn threads_that_write_at_once_read_what_is_true() {
        let memo = open();
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    for n in (1..40_000).map(|n| n % 7 + 1) {
                        let hash = n << 19;
                        match memo.get(hash) {
                            Some(held) => assert_eq!(held, note(n)),
                            None => memo.put(hash, &note(n)),
                        }
                    }
                });
            }
        });
    }

    #[test]
    fn where_there_are_many_lines_more_is_remembered() {
        let memo = open();
        // They share a set among few, and have one each among many.
        let hashes = || (1..=4u64).map(|n| n << 40 | n << 16 | 7);
        let held = || hashes().filter(|&hash| memo.get(hash).is_some()).count();
        hashes().for_each(|hash| memo.put(hash, &note(1)));
        assert_eq!(held(), 3);
        (0..FEW).for_each(|_| memo.put(1 << 50, &note(1)));
        assert!(memo.open().is_some());
        hashes().for_each(|hash| memo.put(hash, &note(1)));
        assert_eq!(held(), 4);
    }
}
