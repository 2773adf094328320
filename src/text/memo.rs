//! Sites say the same lines on every page; what was worked out for a line is remembered for the next time it comes.

/// Answers for the last lines seen, by the hash of their bytes. Lines whose hashes have the same low bits share a set
/// of two, from which a newer line pushes the older one. The whole hash is compared, so two lines are confused as
/// seldom as 64 bits agree by chance.
#[derive(Debug, Default)]
pub struct Memo<V> {
    sets: Vec<[(u64, V); 2]>,
}

/// Sets of a memo. As many lines fill about a thousand pages.
const SETS: usize = 1 << 17;

impl<V: Copy + Default> Memo<V> {
    /// Makes the memo ready for use; it takes no memory before.
    pub fn open(&mut self) {
        if self.sets.is_empty() {
            self.sets = vec![[(0, V::default()); 2]; SETS];
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.sets.clear();
    }

    /// Brings the sets of all `hashes` near, so that looking them up one by one does not wait for memory each time:
    /// these loads do not depend on each other and overlap.
    pub fn warm(&self, hashes: impl Iterator<Item = u64>) {
        let touched = hashes.fold(0, |sum, hash| match self.sets.get(hash as usize % SETS) {
            Some(set) => sum ^ set[0].0,
            None => sum,
        });
        std::hint::black_box(touched);
    }

    /// The answer for the line with this `hash`.
    pub fn get(&self, hash: u64) -> Option<V> {
        let set = self.sets.get(hash as usize % SETS)?;
        set.iter().find(|(held, _)| *held == hash && hash != 0).map(|(_, answer)| *answer)
    }

    /// Remembers the answer for the line with this `hash`, which is not held yet.
    pub fn put(&mut self, hash: u64, answer: V) {
        if let Some(set) = self.sets.get_mut(hash as usize % SETS) {
            *set = [(hash, answer), set[0]];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_line_displaces_the_oldest_and_no_other_is_taken_for_it() {
        let mut memo = Memo::default();
        memo.open();
        let [oldest, older, newer] = [7, 7 + SETS as u64, 7 + 2 * SETS as u64];
        memo.put(oldest, 'a');
        assert_eq!((memo.get(oldest), memo.get(newer)), (Some('a'), None));
        memo.put(older, 'b');
        memo.put(newer, 'c');
        assert_eq!([oldest, older, newer].map(|hash| memo.get(hash)), [None, Some('b'), Some('c')]);
    }
}
