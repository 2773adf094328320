//! Writes a Parquet file in the place of another: its texts anew, its other columns byte for byte, and its footer with all
//! that it says of schema, columns and whoever wrote it.

use std::fs::File;
use std::io::{self, Read, Write};
use std::sync::Arc;

use ::parquet::errors::{ParquetError, Result};
use ::parquet::file::metadata::page_index::{PageIndexBuilder, PageIndexProvider};
use ::parquet::file::metadata::{
    ColumnChunkMetaData, FileMetaData, ParquetMetaDataBuilder, ParquetMetaDataWriter, RowGroupMetaData,
};
use ::parquet::file::page_index::column_index::ColumnIndexMetaData;
use ::parquet::file::page_index::offset_index::OffsetIndexMetaData;

use super::Table;
use super::column::{Output, Shared, TextColumn};
use super::orders;
use super::wary::caught;

/// What begins a file.
const MAGIC: &[u8] = b"PAR1";

/// Writes the row groups of a file one after the other.
pub(in crate::container) struct TableWriter {
    table: Arc<Table>,
    output: Output,
    shared: Shared,
    /// The row group that comes next, in the file that is read.
    next: usize,
    open: Option<OpenGroup>,
    done: Vec<Group>,
}

/// A row group whose texts are being written.
struct OpenGroup {
    number: usize,
    /// Where it begins.
    start: u64,
    /// The columns before the text.
    columns: Vec<Column>,
    text: TextColumn,
    rows: u64,
}

/// A row group that was written.
struct Group {
    metadata: RowGroupMetaData,
    indexes: Vec<Indexes>,
}

/// Of the pages of a column: what they hold, and where they stand.
type Indexes = (Option<ColumnIndexMetaData>, Option<OffsetIndexMetaData>);

/// A column of a row group that was written.
type Column = (ColumnChunkMetaData, Indexes);

impl TableWriter {
    /// Begins `file` in the place of `table`.
    pub(in crate::container) fn begin(table: Arc<Table>, file: File) -> io::Result<Self> {
        let output = Output::new(file);
        let shared = Shared::new(output.clone());
        shared.lock().write_all(MAGIC)?;
        Ok(TableWriter { table, output, shared, next: 0, open: None, done: Vec::new() })
    }

    /// Adds `rows` of the row group of this number. Row groups come in order; only empty ones need not come.
    pub(in crate::container) fn append(&mut self, group: usize, rows: &[u8]) -> io::Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let done = caught(|| self.add(group, rows));
        self.told(done)
    }

    /// Completes the file.
    pub(in crate::container) fn finish(mut self) -> io::Result<()> {
        let done = caught(|| {
            self.go_to(self.table.metadata.num_row_groups())?;
            self.footer()
        });
        self.told(done)
    }

    /// What became of the file, by the system's word where it has one.
    fn told(&self, done: std::result::Result<(), String>) -> io::Result<()> {
        match (self.output.failure(), done) {
            (Some(failure), _) => Err(failure),
            (None, done) => done.map_err(io::Error::other),
        }
    }

    fn add(&mut self, group: usize, rows: &[u8]) -> Result<()> {
        if self.open.as_ref().is_none_or(|open| open.number != group) {
            self.go_to(group)?;
            self.open = Some(self.open(group)?);
        }
        if let Some(open) = &mut self.open {
            open.rows += open.text.append(rows)?;
        }
        Ok(())
    }

    /// Closes the row group at hand, and writes the empty ones that come before `group`.
    fn go_to(&mut self, group: usize) -> Result<()> {
        if let Some(open) = self.open.take() {
            self.close(open)?;
        }
        while self.next < group {
            let open = self.open(self.next)?;
            self.close(open)?;
        }
        Ok(())
    }

    fn open(&self, number: usize) -> Result<OpenGroup> {
        let start = self.shared.lock().bytes_written() as u64;
        let columns = (0..self.table.text).map(|column| self.copy(number, column)).collect::<Result<_>>()?;
        let pages = self.table.metadata.page_index_for_row_group(number);
        let text = self.table.text;
        let indexed = (pages.column_index(text).is_some(), pages.offset_index(text).is_some());
        let text = TextColumn::begin(self.table.metadata.row_group(number).column(text), indexed, &self.shared);
        Ok(OpenGroup { number, start, columns, text, rows: 0 })
    }

    fn close(&mut self, open: OpenGroup) -> Result<()> {
        let OpenGroup { number, start, mut columns, text, rows } = open;
        let old = self.table.metadata.row_group(number);
        if rows != old.num_rows() as u64 {
            return Err(ParquetError::General(format!("row group {} is not whole", number + 1)));
        }
        let text = text.close()?;
        columns.push((text.metadata, (text.column_index, text.offset_index)));
        for column in self.table.text + 1..old.num_columns() {
            columns.push(self.copy(number, column)?);
        }
        let (chunks, indexes): (Vec<_>, Vec<_>) = columns.into_iter().unzip();
        // What was sorted by the text may no longer be, and neither by what counts only after it.
        let sorted = old.sorting_columns().map(|sorting| {
            sorting.iter().take_while(|by| by.column_idx as usize != self.table.text).cloned().collect::<Vec<_>>()
        });
        let metadata = RowGroupMetaData::builder(old.schema_descr_ptr())
            .set_num_rows(old.num_rows())
            .set_sorting_columns(sorted.filter(|sorted| !sorted.is_empty()))
            .set_total_byte_size(chunks.iter().map(ColumnChunkMetaData::uncompressed_size).sum())
            .set_ordinal(self.done.len() as i32)
            .set_file_offset(start as i64)
            .set_column_metadata(chunks)
            .build()?;
        self.next = number + 1;
        self.done.push(Group { metadata, indexes });
        Ok(())
    }

    /// Copies a column as it is.
    fn copy(&self, group: usize, column: usize) -> Result<Column> {
        let chunk = self.table.metadata.row_group(group).column(column);
        let (start, length) = chunk.byte_range();
        let written = self.copy_bytes(start, length)?;
        let moved = |offset: i64| offset - start as i64 + written as i64;
        let mut copy = ColumnChunkMetaData::builder(chunk.column_descr_ptr())
            .set_compression_codec(chunk.compression_codec())
            .set_encodings_mask(*chunk.encodings_mask())
            .set_num_values(chunk.num_values())
            .set_total_compressed_size(chunk.compressed_size())
            .set_total_uncompressed_size(chunk.uncompressed_size())
            .set_data_page_offset(moved(chunk.data_page_offset()))
            .set_index_page_offset(chunk.index_page_offset().map(moved))
            .set_dictionary_page_offset(chunk.dictionary_page_offset().map(moved))
            .set_unencoded_byte_array_data_bytes(chunk.unencoded_byte_array_data_bytes())
            .set_repetition_level_histogram(chunk.repetition_level_histogram().cloned())
            .set_definition_level_histogram(chunk.definition_level_histogram().cloned());
        if let Some(statistics) = chunk.statistics() {
            copy = copy.set_statistics(statistics.clone());
        }
        if let Some(statistics) = chunk.geo_statistics() {
            copy = copy.set_geo_statistics(Box::new(statistics.clone()));
        }
        if let Some(statistics) = chunk.page_encoding_stats() {
            copy = copy.set_page_encoding_stats(statistics.clone());
        }
        // One that does not tell its length, as old ones don't, is left out: readers do without.
        if let (Some(filter), Some(length)) = (chunk.bloom_filter_offset(), chunk.bloom_filter_length()) {
            let place = self.copy_bytes(filter as u64, length as u64)?;
            copy = copy.set_bloom_filter_offset(Some(place as i64)).set_bloom_filter_length(Some(length));
        }
        let pages = self.table.metadata.page_index_for_row_group(group);
        let places = pages.offset_index(column).cloned().map(|mut index| {
            index.page_locations.iter_mut().for_each(|page| page.offset = moved(page.offset));
            index
        });
        Ok((copy.build()?, (pages.column_index(column).cloned(), places)))
    }

    /// Copies so many bytes from `start` on, and tells where to.
    fn copy_bytes(&self, start: u64, length: u64) -> Result<u64> {
        let mut shared = self.shared.lock();
        let place = shared.bytes_written() as u64;
        let copied = io::copy(&mut self.table.disk.from(start).take(length), &mut *shared)?;
        if copied < length {
            return Err(ParquetError::EOF("the file that is read has become shorter".to_owned()));
        }
        Ok(place)
    }

    /// Writes what stands at the end of the file.
    fn footer(&mut self) -> Result<()> {
        let old = self.table.metadata.file_metadata();
        let groups = std::mem::take(&mut self.done);
        let mut pages = PageIndexBuilder::new(groups.len(), old.schema_descr().num_columns());
        let mut row_groups = Vec::with_capacity(groups.len());
        for (number, Group { metadata, indexes }) in groups.into_iter().enumerate() {
            row_groups.push(metadata);
            for (column, (values, places)) in indexes.into_iter().enumerate() {
                values.into_iter().for_each(|index| pages.put_column_index(index, number, column));
                places.into_iter().for_each(|index| pages.put_offset_index(index, number, column));
            }
        }
        let file = FileMetaData::new(
            old.version(),
            row_groups.iter().map(RowGroupMetaData::num_rows).sum(),
            old.created_by().map(str::to_owned),
            old.key_value_metadata().cloned(),
            old.schema_descr_ptr(),
            old.column_orders().cloned(),
        );
        let pages: Arc<dyn PageIndexProvider> = Arc::new(pages.build());
        let metadata = ParquetMetaDataBuilder::new(file).set_row_groups(row_groups).set_page_index(Some(pages)).build();
        let closed = Shared::new(self.output.clone());
        let shared = std::mem::replace(&mut self.shared, closed).into_inner()?;
        ParquetMetaDataWriter::new_with_tracked(shared, &metadata)
            .with_preserve_page_index_locations(false)
            .finish()?;
        orders::put_back(self.output.file(), old.column_orders(), old.schema_descr().num_columns())?;
        Ok(())
    }
}
