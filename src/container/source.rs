//! Reads files of records, unpacked, and knows how much of the file itself was read, and the hash of that.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use flate2::bufread::MultiGzDecoder;
use xxhash_rust::xxh3::Xxh3;

use super::kind::Codec;

const BUFFER: usize = 128 * 1024;

/// The content of a file, unpacked: all members of a gzip file, all frames of a zstd file.
pub(crate) struct Source {
    content: Box<dyn Read + Send>,
    read: Arc<Mutex<Raw>>,
}

/// What was read of the file itself.
#[derive(Default)]
struct Raw {
    bytes: u64,
    hash: Xxh3,
}

impl Source {
    /// Opens the file at `path`.
    pub(crate) fn open(path: &Path, codec: Codec) -> io::Result<Self> {
        let read = Arc::default();
        let file = Counted { file: File::open(path)?, read: Arc::clone(&read) };
        let content: Box<dyn Read + Send> = match codec {
            Codec::Plain => Box::new(file),
            Codec::Gzip => Box::new(MultiGzDecoder::new(BufReader::with_capacity(BUFFER, file))),
            Codec::Zstd => Box::new(zstd::Decoder::with_buffer(BufReader::with_capacity(BUFFER, file))?),
        };
        Ok(Source { content, read })
    }

    /// Bytes that were read of the file so far.
    pub(crate) fn consumed(&self) -> u64 {
        lock(&self.read).bytes
    }

    /// xxh3-128 of them.
    pub(crate) fn hash(&self) -> u128 {
        lock(&self.read).hash.digest128()
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.content.read(buffer)
    }
}

struct Counted {
    file: File,
    read: Arc<Mutex<Raw>>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        let mut raw = lock(&self.read);
        raw.bytes += read as u64;
        raw.hash.update(&buffer[..read]);
        Ok(read)
    }
}

fn lock(raw: &Mutex<Raw>) -> MutexGuard<'_, Raw> {
    raw.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The content of the file of records at `path`, unpacked as the end of its name says.
///
/// # Errors
/// When it can't be opened.
pub fn open_records(path: &Path) -> crate::error::Result<impl Read + use<>> {
    Source::open(path, Codec::of(path)).map_err(|e| crate::error::Error::read(path, e))
}
