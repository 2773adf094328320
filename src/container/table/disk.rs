//! One open file that is read from several places, in whatever order.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use ::parquet::errors::{ParquetError, Result};
use ::parquet::file::reader::{ChunkReader, Length};
use bytes::Bytes;

use super::pool::Pool;

/// A file. What is read of it is the same file to its end, also where another one takes its name.
#[derive(Clone, Debug)]
pub(super) struct Disk {
    file: Arc<Mutex<File>>,
    length: u64,
    /// What it is read into.
    pub(super) pool: Pool,
}

impl Disk {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        Ok(Disk { file: Arc::new(Mutex::new(file)), length, pool: Pool::default() })
    }

    /// The bytes from `start` on.
    pub(super) fn from(&self, start: u64) -> Stretch {
        Stretch { disk: self.clone(), at: start }
    }
}

impl Length for Disk {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for Disk {
    type T = BufReader<Stretch>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        Ok(BufReader::new(self.from(start)))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        // Asked before there is memory for it, as a damaged file may tell of any length.
        if start.checked_add(length as u64).is_none_or(|end| end > self.length) {
            return Err(ParquetError::EOF(format!("{length} bytes from byte {start} on are not there")));
        }
        Ok(self.pool.filled(length, |bytes| self.from(start).read_exact(bytes))?)
    }
}

/// A file from some byte on.
#[derive(Debug)]
pub(super) struct Stretch {
    disk: Disk,
    at: u64,
}

impl Read for Stretch {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = self.disk.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.at))?;
        let read = file.read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}
