//! A document's features line by line: what is known of one line lies together, as it is read.

use super::{PER_DOCUMENT, PER_LINE};

/// What is known of one line, a byte for each feature.
pub type Row = [u8; PER_LINE];

/// Features of the lines of one document that are not blank, and of the document itself.
#[derive(Clone, Debug, Default)]
pub struct Table {
    rows: Vec<Row>,
    document: [u8; PER_DOCUMENT],
    lines: Vec<u32>,
}

impl Table {
    /// Empties the table for the lines with the given indices, keeping its memory.
    pub(super) fn open(&mut self, lines: impl Iterator<Item = u32>) {
        self.lines.clear();
        self.lines.extend(lines);
        self.rows.clear();
        self.rows.resize(self.lines.len(), [0; PER_LINE]);
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Index in the document of each row's line.
    pub fn lines(&self) -> &[u32] {
        &self.lines
    }

    /// All rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The same, to be filled.
    pub(super) fn rows_mut(&mut self) -> &mut [Row] {
        &mut self.rows
    }

    /// Rows with the indices of their lines.
    pub(super) fn with_lines(&mut self) -> impl DoubleEndedIterator<Item = (&mut Row, usize)> + ExactSizeIterator {
        self.rows.iter_mut().zip(self.lines.iter().map(|&line| line as usize))
    }

    /// What is known of the document as a whole.
    pub fn document(&self) -> &[u8; PER_DOCUMENT] {
        &self.document
    }

    pub(super) fn set_document(&mut self, document: [u8; PER_DOCUMENT]) {
        self.document = document;
    }

    /// The feature with the number `column` in every row.
    pub fn column(&self, column: usize) -> impl Iterator<Item = u8> {
        let document = column.checked_sub(PER_LINE).map(|at| self.document[at]);
        self.rows.iter().map(move |row| document.unwrap_or_else(|| row[column]))
    }

    /// The same table with `value` in all rows of a column.
    pub fn with_column(&self, column: usize, value: u8) -> Table {
        let mut table = self.clone();
        match column.checked_sub(PER_LINE) {
            Some(at) => table.document[at] = value,
            None => table.rows.iter_mut().for_each(|row| row[column] = value),
        }
        table
    }

    /// A table in which only the number of words is known, for tests of what reads it.
    #[cfg(test)]
    pub(crate) fn of_words(words: &[u8]) -> Table {
        let mut table = Table::default();
        table.open(0..words.len() as u32);
        table.rows.iter_mut().zip(words).for_each(|(row, &words)| row[super::WORDS] = words);
        table
    }
}
