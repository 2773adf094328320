//! Texts and URLs of one row group, in the order of its rows.

use std::sync::Arc;

use ::parquet::basic::Compression;
use ::parquet::column::reader::ColumnReaderImpl;
use ::parquet::data_type::{ByteArray, ByteArrayType};
use ::parquet::errors::{self, ParquetError};
use ::parquet::file::reader::SerializedPageReader;

use super::Table;
use super::wary::{WaryPages, caught};
use crate::record::{Value, push_row};

/// The most rows that are read at once.
const MOST: u64 = 1024;

/// Values of a column, row by row.
type Strings = Vec<Value<ByteArray>>;

/// The rows of a row group that are yet to come.
pub(super) struct Texts {
    table: Arc<Table>,
    group: usize,
    text: Column,
    /// Gone where it can't be read: no text depends on it.
    url: Option<Column>,
    left: u64,
    /// How many rows were read, and how many bytes they had.
    read: (u64, u64),
    /// Whether they are read one by one, as somewhere among them is damage.
    damaged: bool,
}

impl Texts {
    /// The rows of the row group of this number.
    pub(super) fn open(table: &Arc<Table>, group: usize) -> Result<Self, String> {
        let left = table.metadata.row_group(group).num_rows() as u64;
        let text = caught(|| Column::open(table, group, table.text))?;
        let url = table.url.and_then(|url| caught(|| Column::open(table, group, url)).ok());
        Ok(Texts { table: Arc::clone(table), group, text, url, left, read: (0, 0), damaged: false })
    }

    /// Appends rows to `out` until that is `size` bytes long, more or less, or no more come.
    ///
    /// # Errors
    /// When the next ones can't be read; those before stand in `out`.
    pub(super) fn read(&mut self, size: usize, out: &mut Vec<u8>) -> Result<(), String> {
        while out.len() < size && self.left > 0 {
            let (seen, bytes) = self.read;
            // Few at first, as nothing is known of their size.
            let usual = bytes.checked_div(seen).unwrap_or(size as u64 / 4);
            let most = if self.damaged { 1 } else { MOST };
            let count = ((size - out.len()) as u64 / usual.max(1)).clamp(1, most).min(self.left);
            let (texts, urls) = match self.take(count) {
                Ok(taken) => taken,
                Err(_) if count > 1 => {
                    *self = self.again()?;
                    continue;
                }
                Err(cause) => return Err(cause),
            };
            let start = out.len();
            for (row, text) in texts.iter().enumerate() {
                let text = text.as_ref().map(ByteArray::data).map_err(|&level| level);
                let url = urls.get(row).and_then(|url| url.as_ref().ok());
                push_row(text, url.map_or(&[], ByteArray::data), out);
            }
            self.read = (seen + count, bytes + (out.len() - start) as u64);
        }
        Ok(())
    }

    /// How many rows are yet to come.
    pub(super) fn left(&self) -> u64 {
        self.left
    }

    /// Texts and URLs of the next `count` rows.
    fn take(&mut self, count: u64) -> Result<(Strings, Strings), String> {
        let texts = caught(|| self.text.read(count))?;
        let urls = self.url.as_mut().map(|url| caught(|| url.read(count)));
        let urls = urls.and_then(Result::ok).unwrap_or_else(|| {
            self.url = None;
            Vec::new()
        });
        self.left -= count;
        Ok((texts, urls))
    }

    /// The same rows, to be read one by one up to the damage that they have.
    fn again(&self) -> Result<Self, String> {
        let mut texts = Texts::open(&self.table, self.group)?;
        while texts.left > self.left {
            texts.take((texts.left - self.left).min(MOST))?;
        }
        Ok(Texts { read: self.read, damaged: true, ..texts })
    }
}

/// A column of strings.
struct Column {
    reader: ColumnReaderImpl<ByteArrayType>,
    /// The definition level of what is no null.
    whole: i16,
}

impl Column {
    fn open(table: &Table, group: usize, column: usize) -> errors::Result<Self> {
        let rows = table.metadata.row_group(group).num_rows() as usize;
        let chunk = table.metadata.row_group(group).column(column);
        let pages = SerializedPageReader::new(Arc::new(table.disk.clone()), chunk, rows, None)?;
        let descriptor = chunk.column_descr_ptr();
        let whole = descriptor.max_def_level();
        let packed = chunk.compression() != Compression::UNCOMPRESSED;
        let pages = WaryPages::new(pages, rows as u64, packed.then(|| table.disk.pool.clone()));
        let reader = ColumnReaderImpl::new(descriptor, Box::new(pages));
        Ok(Column { reader, whole })
    }

    /// The next `count` values.
    fn read(&mut self, count: u64) -> errors::Result<Strings> {
        let (mut values, mut levels) = (Vec::new(), Vec::new());
        let (read, ..) = self.reader.read_records(count as usize, Some(&mut levels), None, &mut values)?;
        if read as u64 != count {
            return Err(ParquetError::EOF("fewer rows than the footer tells".to_owned()));
        }
        if self.whole == 0 {
            return Ok(values.into_iter().map(Ok).collect());
        }
        let mut values = values.into_iter();
        let value = |level| if level == self.whole { values.next().ok_or(level) } else { Err(level) };
        Ok(levels.into_iter().map(value).collect())
    }
}
