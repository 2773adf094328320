//! A file of records in parts that can be cleaned side by side: where it is cut depends on the file alone.

use std::io::{self, Read};

use xxhash_rust::xxh3::Xxh3;

use super::framing::Framing;
use super::source::Source;
use crate::record::Form;
use crate::segment::Document;

/// How long a chunk is, more or less: records are not cut.
const SIZE: usize = 1 << 20;

/// Read at once.
const STEP: usize = 128 * 1024;

/// Whole records of a file.
#[derive(Debug)]
pub(crate) struct Chunk {
    pub(crate) bytes: Vec<u8>,
    /// Number of the first line or record, from 1.
    pub(crate) number: u64,
    /// Where it begins in the file, unpacked.
    pub(crate) offset: u64,
    /// Bytes that were read of the file itself since the last chunk.
    pub(crate) consumed: u64,
    /// Whether it is the first of its file.
    pub(crate) first: bool,
    /// The row group that it is of, from 0, in a file that has such.
    pub(crate) group: usize,
    /// Set where the records are such as can't be read, and only stand for them.
    pub(crate) lost: Option<Loss>,
    /// Set in the last chunk.
    pub(crate) end: Option<End>,
}

/// Records in the midst of a file that can't be read.
#[derive(Debug)]
pub(crate) struct Loss {
    /// How many they are.
    pub(crate) rows: u64,
    /// Which, and why.
    pub(crate) detail: String,
}

/// How a file ended.
#[derive(Debug)]
pub(crate) struct End {
    /// What kept the rest from being read.
    pub(crate) failure: Option<io::Error>,
    /// What came of a record before that.
    pub(crate) torn: Vec<u8>,
    /// Bytes, lines or records, and hash of what could be read.
    pub(crate) bytes: u64,
    pub(crate) records: u64,
    pub(crate) hash: u128,
    /// Hash of the file itself, as it lies on the disk, where all of it was read in its order.
    pub(crate) file: Option<u128>,
}

/// Cuts a file into chunks.
pub(crate) struct Chunks {
    source: Source,
    framing: Framing,
    /// The beginning of a record whose end is yet to come.
    rest: Vec<u8>,
    number: u64,
    offset: u64,
    consumed: u64,
    hash: Xxh3,
    over: bool,
}

impl Chunks {
    pub(crate) fn new(source: Source, form: Form) -> Self {
        let (framing, hash) = (Framing::new(form), Xxh3::new());
        Chunks { source, framing, rest: Vec::new(), number: 1, offset: 0, consumed: 0, hash, over: false }
    }

    /// The whole records of `bytes` as a chunk; what is left waits for the next one.
    fn chunk(&mut self, mut bytes: Vec<u8>, failure: Option<io::Error>) -> Chunk {
        let (whole, count) = self.framing.take();
        self.rest = bytes.split_off(whole);
        self.hash.update(&bytes);
        let (number, offset) = (self.number, self.offset);
        self.number += count;
        self.offset += bytes.len() as u64;
        let before = std::mem::replace(&mut self.consumed, self.source.consumed());
        let end = self.over.then(|| {
            let torn = std::mem::take(&mut self.rest);
            self.hash.update(&torn);
            End {
                failure,
                bytes: self.offset + torn.len() as u64,
                records: self.number - 1 + u64::from(!torn.is_empty()),
                hash: self.hash.digest128(),
                file: Some(self.source.hash()),
                torn,
            }
        });
        let first = number == 1 && offset == 0;
        Chunk { bytes, number, offset, consumed: self.consumed - before, first, group: 0, lost: None, end }
    }

    /// Reads until `buffer` is full or the file at its end.
    fn fill(&mut self, buffer: &mut [u8]) -> (usize, Option<io::Error>) {
        let mut size = 0;
        while size < buffer.len() {
            match self.source.read(&mut buffer[size..]) {
                Ok(0) => {
                    self.over = true;
                    break;
                }
                Ok(read) => size += read,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => {
                    self.over = true;
                    return (size, Some(e));
                }
            }
        }
        (size, None)
    }
}

impl Iterator for Chunks {
    type Item = Chunk;

    fn next(&mut self) -> Option<Chunk> {
        if self.over {
            return None;
        }
        let mut bytes = Vec::with_capacity(SIZE + STEP);
        bytes.append(&mut self.rest);
        loop {
            let size = bytes.len();
            bytes.resize(size + STEP, 0);
            let (read, mut failure) = self.fill(&mut bytes[size..]);
            bytes.truncate(size + read);
            // What a failure leaves of a record is no record, even where it looks like one.
            let whole = self.over && failure.is_none();
            if let Err(detail) = self.framing.advance(&bytes, whole) {
                failure = failure.or_else(|| Some(io::Error::new(io::ErrorKind::InvalidData, detail)));
            } else if bytes.len() - self.framing.end() > Document::MAX_LEN {
                let detail = "a record of more than 2 GiB";
                failure = failure.or_else(|| Some(io::Error::new(io::ErrorKind::InvalidData, detail)));
            }
            self.over |= failure.is_some();
            if self.over && failure.is_none() && self.framing.end() < bytes.len() {
                failure = Some(io::Error::from(io::ErrorKind::UnexpectedEof));
            }
            if self.over || (bytes.len() >= SIZE && self.framing.end() > 0) {
                return Some(self.chunk(bytes, failure));
            }
        }
    }
}
