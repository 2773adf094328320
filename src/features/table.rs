//! A document's features column by column: what is counted of one feature over all lines lies together.

/// Features of the lines of one document that are not blank: a row for each, a byte for each feature.
#[derive(Clone, Debug, Default)]
pub struct Table {
    cells: Vec<u8>,
    lines: Vec<u32>,
}

impl Table {
    /// Empties the table for the lines with the given indices, keeping its memory.
    pub(crate) fn open(&mut self, lines: impl Iterator<Item = u32>) {
        self.cells.clear();
        self.lines.clear();
        self.lines.extend(lines);
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.lines.len()
    }

    /// How many columns there are so far.
    pub fn columns(&self) -> usize {
        self.cells.len().checked_div(self.lines.len()).unwrap_or(0)
    }

    /// Index in the document of each row's line.
    pub fn lines(&self) -> &[u32] {
        &self.lines
    }

    /// The column at `index`, a byte a row.
    pub fn column(&self, index: usize) -> &[u8] {
        &self.cells[index * self.lines.len()..][..self.lines.len()]
    }

    /// The same table with `value` in all rows of the column at `index`.
    pub fn with_column(&self, index: usize, value: u8) -> Table {
        let mut table = self.clone();
        let rows = table.lines.len();
        table.cells[index * rows..][..rows].fill(value);
        table
    }

    /// Adds a column of zeros and hands it out to be filled.
    pub(crate) fn push(&mut self) -> &mut [u8] {
        let start = self.cells.len();
        self.cells.resize(start + self.lines.len(), 0);
        &mut self.cells[start..]
    }

    /// Writes `values` into the row of the columns from `first`.
    pub(crate) fn set_row(&mut self, first: usize, row: usize, values: &[u8]) {
        let mut at = first * self.lines.len() + row;
        for &value in values {
            self.cells[at] = value;
            at += self.lines.len();
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
