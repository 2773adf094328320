//! Maps and sets of ids of lines. Most ids are hashes already, so that hashing them again would be half of the work.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use super::page::Id;

/// A map from ids, most of which are hashes already.
pub type Keyed<V> = HashMap<Id, V, BuildHasherDefault<Spread>>;

/// A set of ids.
pub type Ids = HashSet<Id, BuildHasherDefault<Spread>>;

/// Spreads an id over all bits.
#[derive(Debug, Default)]
pub struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.0 = self.0 << 8 | u64::from(byte));
    }

    fn write_u64(&mut self, id: u64) {
        let product = id.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = product ^ product >> 32;
    }
}
