//! Sites say the same lines on every page; what was worked out for a line is remembered for the next time it comes.

/// Answers for the last lines seen, by the hash of their bytes. A newer line takes the place of an older one with the
/// same low bits. The whole hash is compared, so two lines are confused as seldom as 64 bits agree by chance.
#[derive(Debug, Default)]
pub struct Memo<V> {
    slots: Vec<(u64, V)>,
}

/// Slots of a memo. As many lines fill about a thousand pages.
const SLOTS: usize = 1 << 18;

impl<V: Copy + Default> Memo<V> {
    /// Makes the memo ready for use; it takes no memory before.
    pub fn open(&mut self) {
        if self.slots.is_empty() {
            self.slots = vec![(0, V::default()); SLOTS];
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.slots.clear();
    }

    /// The answer for the line with this `hash`.
    pub fn get(&self, hash: u64) -> Option<V> {
        let (held, answer) = self.slots.get(hash as usize % SLOTS)?;
        (*held == hash && hash != 0).then_some(*answer)
    }

    /// Remembers the answer for the line with this `hash`.
    pub fn put(&mut self, hash: u64, answer: V) {
        if let Some(slot) = self.slots.get_mut(hash as usize % SLOTS) {
            *slot = (hash, answer);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_line_displaces_an_older_one_and_no_other_is_taken_for_it() {
        let mut memo = Memo::default();
        memo.open();
        let (older, newer) = (7, 7 + SLOTS as u64);
        memo.put(older, 'o');
        assert_eq!(memo.get(older), Some('o'));
        assert_eq!(memo.get(newer), None);
        memo.put(newer, 'n');
        assert_eq!((memo.get(older), memo.get(newer)), (None, Some('n')));
    }
}
