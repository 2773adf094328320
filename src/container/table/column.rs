//! The column of texts, encoded as it was: with its compression, and with a dictionary where it had one.

use std::fs::File;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ::parquet::basic::Encoding;
use ::parquet::column::page::{CompressedPage, PageWriteSpec, PageWriter};
use ::parquet::column::writer::{ColumnCloseResult, ColumnWriterImpl, get_column_writer, get_typed_column_writer};
use ::parquet::data_type::{ByteArray, ByteArrayType};
use ::parquet::errors::{ParquetError, Result};
use ::parquet::file::metadata::ColumnChunkMetaData;
use ::parquet::file::properties::{EnabledStatistics, WriterProperties};
use ::parquet::file::writer::{SerializedPageWriter, TrackedWrite};

use crate::container::framing::records;
use crate::record::{Form, row_value};

/// The file that is written, with how far it is.
#[derive(Clone)]
pub(super) struct Shared(Arc<Mutex<TrackedWrite<Output>>>);

impl Shared {
    pub(super) fn new(output: Output) -> Self {
        Shared(Arc::new(Mutex::new(TrackedWrite::new(output))))
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, TrackedWrite<Output>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The file, once nothing else writes to it.
    pub(super) fn into_inner(self) -> Result<TrackedWrite<Output>> {
        let alone = Arc::try_unwrap(self.0).map_err(|_| ParquetError::General("a column is not closed".to_owned()))?;
        Ok(alone.into_inner().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The file, which remembers what failed: what is flushed last has nobody else to tell it to.
#[derive(Clone)]
pub(super) struct Output {
    file: Arc<File>,
    failure: Arc<Mutex<Option<io::Error>>>,
}

impl Output {
    pub(super) fn new(file: File) -> Self {
        Output { file: Arc::new(file), failure: Arc::default() }
    }

    pub(super) fn file(&self) -> &File {
        &self.file
    }

    /// What failed, if something did.
    pub(super) fn failure(&self) -> Option<io::Error> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn noted<T>(&self, done: io::Result<T>) -> io::Result<T> {
        done.inspect_err(|error| {
            let copy = error.raw_os_error().map_or_else(|| error.kind().into(), io::Error::from_raw_os_error);
            self.failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(copy);
        })
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.noted((&*self.file).write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.noted((&*self.file).flush())
    }
}

/// Writes the texts of one row group.
pub(super) struct TextColumn(ColumnWriterImpl<'static, ByteArrayType>);

impl TextColumn {
    /// Texts that come in place of `chunk`, `indexed` by pages as that is: by what they hold, and by where they stand.
    pub(super) fn begin(chunk: &ColumnChunkMetaData, indexed: (bool, bool), shared: &Shared) -> Self {
        let encoded = |encodings: &[Encoding]| chunk.encodings().find(|encoding| encodings.contains(encoding));
        let statistics = match (indexed.0, chunk.statistics()) {
            (true, _) => EnabledStatistics::Page,
            (false, Some(_)) => EnabledStatistics::Chunk,
            (false, None) => EnabledStatistics::None,
        };
        let mut told = WriterProperties::builder()
            .set_compression(chunk.compression())
            .set_dictionary_enabled(encoded(&[Encoding::RLE_DICTIONARY, Encoding::PLAIN_DICTIONARY]).is_some())
            .set_statistics_enabled(statistics)
            .set_offset_index_disabled(!indexed.0 && !indexed.1);
        if let Some(delta) = encoded(&[Encoding::DELTA_BYTE_ARRAY, Encoding::DELTA_LENGTH_BYTE_ARRAY]) {
            told = told.set_encoding(delta);
        }
        let pages = Box::new(Pages(shared.clone()));
        TextColumn(get_typed_column_writer(get_column_writer(chunk.column_descr_ptr(), Arc::new(told.build()), pages)))
    }

    /// Adds `rows`, and tells how many they are.
    pub(super) fn append(&mut self, rows: &[u8]) -> Result<u64> {
        let whole = self.0.get_descriptor().max_def_level();
        let (mut values, mut levels) = (Vec::new(), Vec::new());
        for row in records(rows, Form::Rows) {
            match row_value(row) {
                Ok(text) => {
                    values.push(ByteArray::from(text.to_vec()));
                    levels.push(whole);
                }
                Err(level) => levels.push(level),
            }
        }
        self.0.write_batch(&values, Some(&levels), None)?;
        Ok(levels.len() as u64)
    }

    pub(super) fn close(self) -> Result<ColumnCloseResult> {
        self.0.close()
    }
}

/// Writes pages to where the file has come.
struct Pages(Shared);

impl PageWriter for Pages {
    fn write_page(&mut self, page: CompressedPage) -> Result<PageWriteSpec> {
        SerializedPageWriter::new(&mut *self.0.lock()).write_page(page)
    }

    fn close(&mut self) -> Result<()> {
        Ok(())
    }
}
