//! What a document says more than once: menus stand at both ends of a page, teasers are announced twice.

use xxhash_rust::xxh3::xxh3_64;

use super::scale::scale;
use super::table::Table;
use super::{put, signs};
use crate::segment::Document;

/// Columns of this group, in order.
pub(super) const NAMES: &[&str] = &["said", "said-before"];

/// Place of the first of them.
pub(super) const FIRST: usize = signs::FIRST + signs::NAMES.len();

/// A place for each different line: its hash, and how often it came.
#[derive(Debug, Default)]
pub(super) struct Repeats {
    slots: Vec<(u64, u32)>,
    /// The slot of each row's line.
    places: Vec<u32>,
}

impl Repeats {
    /// Fills this group's columns.
    pub(super) fn fill(&mut self, doc: &Document<'_>, table: &mut Table) {
        self.slots.clear();
        self.slots.resize((table.len() * 2).next_power_of_two(), (0, 0));
        self.places.clear();
        for (row, line) in table.with_lines() {
            let place = self.place(xxh3_64(doc.core(&doc.lines()[line])));
            let count = &mut self.slots[place].1;
            put(row, FIRST + 1, [scale(*count as usize)]);
            *count += 1;
            self.places.push(place as u32);
        }
        for (row, &place) in table.rows_mut().iter_mut().zip(&self.places) {
            put(row, FIRST, [scale(self.slots[place as usize].1 as usize)]);
        }
    }

    /// The slot of the line with this `hash`. There are twice as many slots as lines, so a free one is near.
    fn place(&mut self, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at].1 != 0 && self.slots[at].0 != hash {
            at = (at + 1) & mask;
        }
        self.slots[at].0 = hash;
        at
    }
}
