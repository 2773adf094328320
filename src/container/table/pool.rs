//! Memory that is used again for one page after the other. They may be large, and what an allocator keeps of those that it
//! got back, in pieces that the next one does not fit into, comes to more than the pages themselves.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

/// Sizes are multiples of this, so that a somewhat larger page finds room, too.
const STEP: usize = 1 << 16;

/// Beyond this a page is large.
const LARGE: usize = 1 << 20;

/// Room for a large page: so much comes from the system by itself, apart from all else, and what of it is not used takes
/// no memory.
const APART: usize = 33 << 20;

/// What is not lent at the moment, the smallest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Pool(Arc<Mutex<Vec<Vec<u8>>>>);

/// Bytes that go back when nobody looks at them any more.
#[derive(Debug)]
struct Lent {
    bytes: Vec<u8>,
    length: usize,
    pool: Pool,
}

impl Pool {
    /// So many bytes, as `fill` makes them.
    pub(super) fn filled<E>(&self, length: usize, fill: impl FnOnce(&mut [u8]) -> Result<(), E>) -> Result<Bytes, E> {
        let mut lent = Lent { bytes: self.take(length), length, pool: self.clone() };
        fill(&mut lent.bytes[..length])?;
        Ok(Bytes::from_owner(lent))
    }

    /// A copy of `bytes`.
    pub(super) fn copy(&self, bytes: &[u8]) -> Bytes {
        let mut lent = Lent { bytes: self.take(bytes.len()), length: bytes.len(), pool: self.clone() };
        lent.bytes[..bytes.len()].copy_from_slice(bytes);
        Bytes::from_owner(lent)
    }

    fn take(&self, length: usize) -> Vec<u8> {
        let mut spare = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match spare.iter().position(|bytes| bytes.len() >= length) {
            Some(place) => spare.remove(place),
            None => {
                // One that is too small makes room.
                spare.pop();
                let room = if length > LARGE { length.max(APART) } else { length };
                vec![0; room.next_multiple_of(STEP)]
            }
        }
    }
}

impl AsRef<[u8]> for Lent {
    fn as_ref(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let mut spare = self.pool.0.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes = std::mem::take(&mut self.bytes);
        let place = spare.partition_point(|other| other.len() < bytes.len());
        spare.insert(place, bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_lent_again_and_none_too_small_is_kept() {
        let pool = Pool::default();
        let sizes = || pool.0.lock().unwrap().iter().map(Vec::len).collect::<Vec<_>>();
        let (one, two) = (pool.copy(b"one"), pool.copy(&[7; STEP + 1]));
        assert_eq!((&*one, two.len()), (&b"one"[..], STEP + 1));
        let part = two.slice(1..3);
        drop((one, two));
        assert_eq!(sizes(), [STEP], "a part is still in use");
        drop(part);
        assert_eq!(sizes(), [STEP, 2 * STEP]);
        let filled = pool
            .filled(STEP + 9, |bytes| {
                bytes.fill(1);
                Ok::<(), ()>(())
            })
            .unwrap();
        assert_eq!((filled.len(), sizes()), (STEP + 9, vec![STEP]));
        drop(pool.copy(&[0; 3 * STEP]));
        assert_eq!(sizes(), [3 * STEP]);
        assert_eq!(pool.filled(1, |_| Err::<(), _>("odd")), Err("odd"));
    }
}
