//! A Parquet file in parts that can be cleaned side by side: rows of one row group each.

use std::sync::Arc;

use ::parquet::file::reader::Length;
use xxhash_rust::xxh3::Xxh3;

use super::Table;
use super::texts::Texts;
use crate::container::chunks::{Chunk, End, Loss};
use crate::container::framing::records;
use crate::record::{Form, push_row, row_head, row_value};

/// How long a chunk is, more or less. Pages may take much memory, so that little is left for what waits.
const SIZE: usize = 1 << 18;

/// Cuts a Parquet file into chunks.
pub(crate) struct RowChunks {
    table: Arc<Table>,
    /// The row group that comes next.
    next: usize,
    /// What is left of the one before it.
    state: State,
    number: u64,
    offset: u64,
    /// How much of the file itself was dealt with, and how much of that was told.
    consumed: (u64, u64),
    hash: Xxh3,
    begun: bool,
}

/// What is left of a row group.
enum State {
    Nothing,
    Texts(Box<Texts>),
    /// So many rows whose texts can't be read, and why.
    Lost(u64, String),
    /// Nothing, as of the whole file.
    Over,
}

impl RowChunks {
    pub(crate) fn new(table: Arc<Table>) -> Self {
        let (hash, state) = (Xxh3::new(), State::Nothing);
        RowChunks { table, next: 0, state, number: 1, offset: 0, consumed: (0, 0), hash, begun: false }
    }

    /// A chunk of these rows, `count` of them.
    fn chunk(&mut self, bytes: Vec<u8>, count: u64) -> Chunk {
        let (number, offset, group) = (self.number, self.offset, self.next.saturating_sub(1));
        self.number += count;
        for text in records(&bytes, Form::Rows).map(row_value) {
            self.hash.update(&row_head(text, &[]));
            self.hash.update(text.unwrap_or_default());
            self.offset += text.unwrap_or_default().len() as u64;
        }
        if count > 0 {
            let group = self.table.metadata.row_group(group);
            let size: u64 = group.columns().iter().map(|column| column.compressed_size() as u64).sum();
            self.consumed.0 += (u128::from(size) * u128::from(count) / group.num_rows().max(1) as u128) as u64;
        }
        let (dealt, told) = self.consumed;
        self.consumed.1 = dealt;
        let first = !std::mem::replace(&mut self.begun, true);
        Chunk { bytes, number, offset, consumed: dealt - told, first, group, lost: None, end: None }
    }

    /// What ends the file.
    fn end(&mut self) -> Chunk {
        self.state = State::Over;
        self.consumed.0 = self.consumed.1.max(self.table.disk.len());
        let mut chunk = self.chunk(Vec::new(), 0);
        let (bytes, records, hash) = (self.offset, self.number - 1, self.hash.digest128());
        chunk.end = Some(End { failure: None, torn: Vec::new(), bytes, records, hash, file: None });
        chunk
    }

    /// The rows of a row group whose texts can't be read. They are null, or empty where there are no nulls.
    fn lost(&mut self, rows: u64, cause: &str) -> Chunk {
        let level = self.table.text_levels();
        let mut bytes = Vec::new();
        (0..rows).for_each(|_| push_row(if level > 0 { Err(level - 1) } else { Ok(&[]) }, &[], &mut bytes));
        let (from, to, what) = (self.number, self.number + rows - 1, if level > 0 { "null" } else { "empty" });
        let detail = format!("the texts of rows {from} to {to} are {what} in the copy: {cause}");
        let mut chunk = self.chunk(bytes, rows);
        chunk.lost = Some(Loss { rows, detail });
        chunk
    }
}

impl Iterator for RowChunks {
    type Item = Chunk;

    fn next(&mut self) -> Option<Chunk> {
        loop {
            match std::mem::replace(&mut self.state, State::Nothing) {
                State::Over => {
                    self.state = State::Over;
                    return None;
                }
                State::Lost(rows, cause) => return Some(self.lost(rows, &cause)),
                State::Nothing if self.next == self.table.metadata.num_row_groups() => return Some(self.end()),
                State::Nothing => {
                    let rows = self.table.metadata.row_group(self.next).num_rows() as u64;
                    let texts = Texts::open(&self.table, self.next);
                    self.next += 1;
                    if rows > 0 {
                        self.state =
                            texts.map_or_else(|cause| State::Lost(rows, cause), |texts| State::Texts(Box::new(texts)));
                    }
                }
                State::Texts(mut texts) => {
                    let (mut bytes, before) = (Vec::with_capacity(SIZE + SIZE / 4), texts.left());
                    let read = texts.read(SIZE, &mut bytes);
                    let left = texts.left();
                    match read {
                        Err(cause) => self.state = State::Lost(left, cause),
                        Ok(()) if left > 0 => self.state = State::Texts(texts),
                        Ok(()) => {}
                    }
                    if left < before {
                        return Some(self.chunk(bytes, before - left));
                    }
                }
            }
        }
    }
}
