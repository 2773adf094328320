//! Reads files into memory that is used again, and stops early at what is no text.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use crate::decode::{HEAD, is_binary};
use crate::error::{Error, ErrorKind, Result};
use crate::segment::Document;

/// Memory that a worker keeps from one document to the next; what a larger one took is given back.
pub(super) const KEEP: usize = 1 << 20;

/// Read at once before anything is known of a file's size: most texts are shorter.
const FIRST: usize = 64 * 1024;

/// Memory for one file at a time.
#[derive(Debug)]
pub(super) struct Reader {
    /// Initialised to its end, so that reading needs no clearing.
    buffer: Vec<u8>,
}

/// What was read of a file.
#[derive(Debug)]
pub(super) struct Content<'b> {
    /// What the system told of the file when it was open and nothing was read yet.
    pub(super) meta: Metadata,
    /// Its bytes; `None` where its beginning is that of no text.
    pub(super) bytes: Option<&'b [u8]>,
}

impl Reader {
    pub(super) fn new() -> Self {
        Reader { buffer: vec![0; FIRST] }
    }

    /// The content of the file at `path`.
    ///
    /// # Errors
    /// When the file can't be read or is larger than a document can be.
    pub(super) fn read(&mut self, path: &Path) -> Result<Content<'_>> {
        if self.buffer.len() > KEEP {
            self.buffer.truncate(KEEP);
            self.buffer.shrink_to_fit();
        }
        let failed = |e: io::Error| Error::read(path, e);
        let mut file = File::open(path).map_err(failed)?;
        let meta = file.metadata().map_err(failed)?;
        let mut size = 0;
        let mut looked = false;
        loop {
            if size == self.buffer.len() {
                if !looked && is_binary(&self.buffer[..HEAD]) {
                    return Ok(Content { meta, bytes: None });
                }
                self.grow(if looked { 0 } else { meta.len() }, path)?;
                looked = true;
            }
            match file.read(&mut self.buffer[size..]) {
                Ok(0) => return Ok(Content { meta, bytes: Some(&self.buffer[..size]) }),
                Ok(more) => size += more,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(failed(e)),
            }
            // There was room for more than the file was told to hold, so this is its end; a size of nothing says nothing.
            if size as u64 == meta.len() && size < self.buffer.len() {
                return Ok(Content { meta, bytes: Some(&self.buffer[..size]) });
            }
        }
    }

    /// Makes room for a file of which the system tells this size, and for the empty read at its end.
    fn grow(&mut self, told: u64, path: &Path) -> Result<()> {
        const MOST: usize = Document::MAX_LEN + 1;
        let told = usize::try_from(told).unwrap_or(usize::MAX).saturating_add(1);
        if told > MOST || self.buffer.len() >= MOST {
            return Err(too_large(path));
        }
        let size = told.max(self.buffer.len() * 2).min(MOST);
        let memory = self.buffer.try_reserve_exact(size - self.buffer.len());
        memory.map_err(|_| Error::at(ErrorKind::TooLarge, path, "no memory for it; split the file"))?;
        self.buffer.resize(size, 0);
        Ok(())
    }
}

/// A document beyond [`Document::MAX_LEN`].
pub(super) fn too_large(path: &Path) -> Error {
    Error::at(ErrorKind::TooLarge, path, "more than 2 GiB of text; split the file")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_every_size_are_read_and_memory_is_given_back() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        let mut reader = Reader::new();
        for size in [0, 1, FIRST - 1, FIRST, FIRST + 1, 3 * KEEP, 5] {
            let bytes: Vec<u8> = (0..size).map(|i| b'a' + (i % 23) as u8).collect();
            std::fs::write(&path, &bytes).unwrap();
            assert!(reader.read(&path).unwrap().bytes == Some(&bytes), "{size}");
        }
        assert!(reader.buffer.capacity() <= KEEP);
    }

    #[test]
    fn large_binaries_are_not_read_to_their_end() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        let file = File::create(&path).unwrap();
        file.set_len(1 << 40).unwrap();
        assert!(Reader::new().read(&path).unwrap().bytes.is_none());
        std::fs::write(&path, "a".repeat(HEAD)).unwrap();
        File::options().append(true).open(&path).unwrap().set_len(1 << 40).unwrap();
        assert_eq!(Reader::new().read(&path).unwrap_err().kind(), ErrorKind::TooLarge);
    }
}
