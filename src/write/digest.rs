//! What stands in a file, by its hash: of one that is being written, and of one that is there.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use xxhash_rust::xxh3::Xxh3;

/// What stands in a file that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) bytes: u64,
    /// xxh3-128 of them.
    pub(crate) hash: u128,
}

/// A writer that knows what went through it.
pub(crate) struct Hashed<W> {
    inner: W,
    bytes: u64,
    hash: Xxh3,
}

impl<W> Hashed<W> {
    /// Writes to `inner`, to which nothing was written.
    pub(crate) fn new(inner: W) -> Self {
        Hashed { inner, bytes: 0, hash: Xxh3::new() }
    }

    /// What was written so far.
    pub(crate) fn written(&self) -> Written {
        Written { bytes: self.bytes, hash: self.hash.digest128() }
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.bytes += written as u64;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// What stands in the file at `path`, of any size.
pub(crate) fn digest(path: &Path) -> io::Result<Written> {
    let (mut file, mut buffer) = (File::open(path)?, vec![0; 1 << 17]);
    let mut hashed = Hashed::new(io::sink());
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(hashed.written()),
            Ok(read) => hashed.write_all(&buffer[..read])?,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
}
