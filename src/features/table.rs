//! A document's features column by column: neighbours are then the same column shifted, windows are running sums, and
//! trees compare many lines at once.

/// Features of the lines of one document that are not blank: a row for each, a byte for each feature.
#[derive(Clone, Debug, Default)]
pub struct Table {
    cells: Vec<u8>,
    lines: Vec<u32>,
    stride: usize,
}

/// Columns are padded to a multiple of this many rows, so that they can be read in blocks of as many.
pub const BLOCK: usize = 64;

impl Table {
    /// Empties the table for the lines with the given indices, keeping its memory.
    pub(crate) fn open(&mut self, lines: impl Iterator<Item = u32>) {
        self.cells.clear();
        self.lines.clear();
        self.lines.extend(lines);
        self.stride = self.lines.len().next_multiple_of(BLOCK);
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.lines.len()
    }

    /// How many columns there are so far.
    pub fn columns(&self) -> usize {
        self.cells.len().checked_div(self.stride).unwrap_or(0)
    }

    /// Index in the document of each row's line.
    pub fn lines(&self) -> &[u32] {
        &self.lines
    }

    /// The column at `index`, a byte a row.
    pub fn column(&self, index: usize) -> &[u8] {
        &self.cells[index * self.stride..][..self.lines.len()]
    }

    /// The rows from `block` times [`BLOCK`] of the column at `index`, padding included.
    pub fn block(&self, index: usize, block: usize) -> &[u8; BLOCK] {
        const EMPTY: &[u8; BLOCK] = &[0; BLOCK];
        let start = index * self.stride + block * BLOCK;
        self.cells.get(start..).and_then(|cells| cells.first_chunk()).unwrap_or(EMPTY)
    }

    /// Adds a column of zeros and hands it out to be filled.
    pub(crate) fn push(&mut self) -> &mut [u8] {
        let start = self.cells.len();
        self.cells.resize(start + self.stride, 0);
        &mut self.cells[start..][..self.lines.len()]
    }

    /// Adds a column made from the one at `from`: `make` reads the old and writes the new.
    pub(super) fn derive(&mut self, from: usize, make: impl FnOnce(&[u8], &mut [u8])) {
        self.push();
        let end = self.cells.len() - self.stride;
        let (old, new) = self.cells.split_at_mut(end);
        let rows = self.lines.len();
        make(&old[from * self.stride..][..rows], &mut new[..rows]);
    }

    /// Writes `values` into the row of the columns from `first`.
    pub(crate) fn set_row(&mut self, first: usize, row: usize, values: &[u8]) {
        let mut at = first * self.stride + row;
        for &value in values {
            self.cells[at] = value;
            at += self.stride;
        }
    }

    /// A table with all columns of features, zeros but for the number of words, for tests of what reads it.
    #[cfg(test)]
    pub(crate) fn of_words(words: &[u8]) -> Table {
        let mut table = Table::default();
        table.open(0..words.len() as u32);
        for name in super::names() {
            let column = table.push();
            if name == "words" {
                column.copy_from_slice(words);
            }
        }
        table
    }
}
