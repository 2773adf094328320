//! What a document says more than once: menus stand at both ends of a page, teasers are announced twice.

use xxhash_rust::xxh3::xxh3_64;

use super::scale::scale;
use super::table::Table;
use crate::segment::Document;

/// Columns of this group, in order.
pub(super) const NAMES: &[&str] = &["said", "said-before"];

/// A place for each different line: its hash, and how often it came.
#[derive(Debug, Default)]
pub(super) struct Repeats {
    slots: Vec<(u64, u32)>,
}

fn hash_of(doc: &Document<'_>, table: &Table, row: usize) -> u64 {
    xxh3_64(doc.core(&doc.lines()[table.lines()[row] as usize]))
}

impl Repeats {
    /// Adds this group's columns.
    pub(super) fn fill(&mut self, doc: &Document<'_>, table: &mut Table) {
        self.slots.clear();
        self.slots.resize((table.rows() * 2).next_power_of_two(), (0, 0));
        let first = table.columns();
        NAMES.iter().for_each(|_| {
            table.push();
        });
        for row in 0..table.rows() {
            let count = self.slot(hash_of(doc, table, row));
            let before = *count;
            *count += 1;
            table.set_row(first + 1, row, &[scale(before as usize)]);
        }
        for row in 0..table.rows() {
            let count = *self.slot(hash_of(doc, table, row));
            table.set_row(first, row, &[scale(count as usize)]);
        }
    }

    /// The count of the line with this `hash`. There are twice as many slots as lines, so a free one is near.
    fn slot(&mut self, hash: u64) -> &mut u32 {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at].1 != 0 && self.slots[at].0 != hash {
            at = (at + 1) & mask;
        }
        self.slots[at].0 = hash;
        &mut self.slots[at].1
    }
}
