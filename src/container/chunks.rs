//! A file of lines in parts that can be cleaned side by side: where it is cut depends on the file alone.

use std::io::{self, Read};

use memchr::{memchr_iter, memrchr};
use xxhash_rust::xxh3::Xxh3;

use super::source::Source;
use crate::segment::Document;

/// How long a chunk is, more or less: lines are not cut.
const SIZE: usize = 1 << 20;

/// Read at once.
const STEP: usize = 128 * 1024;

/// Whole lines of a file.
#[derive(Debug)]
pub(crate) struct Chunk {
    pub(crate) lines: Vec<u8>,
    /// Number of the first line, from 1.
    pub(crate) number: u64,
    /// Where it begins in the file, unpacked.
    pub(crate) offset: u64,
    /// Bytes that were read of the file itself since the last chunk.
    pub(crate) consumed: u64,
    /// Set in the last chunk.
    pub(crate) end: Option<End>,
}

/// How a file ended.
#[derive(Debug)]
pub(crate) struct End {
    /// What kept the rest from being read.
    pub(crate) failure: Option<io::Error>,
    /// What came of a line before that.
    pub(crate) torn: Vec<u8>,
    /// Bytes, lines and hash of what could be read.
    pub(crate) bytes: u64,
    pub(crate) lines: u64,
    pub(crate) hash: u128,
}

/// Cuts a file into chunks.
pub(crate) struct Chunks {
    source: Source,
    /// The beginning of a line whose end is yet to come.
    rest: Vec<u8>,
    number: u64,
    offset: u64,
    consumed: u64,
    hash: Xxh3,
    over: bool,
}

impl Chunks {
    pub(crate) fn new(source: Source) -> Self {
        Chunks { source, rest: Vec::new(), number: 1, offset: 0, consumed: 0, hash: Xxh3::new(), over: false }
    }

    fn chunk(&mut self, mut lines: Vec<u8>, failure: Option<io::Error>) -> Chunk {
        let whole =
            if self.over && failure.is_none() { lines.len() } else { memrchr(b'\n', &lines).map_or(0, |at| at + 1) };
        let rest = lines.split_off(whole);
        self.hash.update(&lines);
        let (number, offset) = (self.number, self.offset);
        let unended = lines.last().is_some_and(|&byte| byte != b'\n');
        self.number += memchr_iter(b'\n', &lines).count() as u64 + u64::from(unended);
        self.offset += lines.len() as u64;
        let before = std::mem::replace(&mut self.consumed, self.source.consumed());
        let end = self.over.then(|| {
            self.hash.update(&rest);
            End {
                failure,
                bytes: self.offset + rest.len() as u64,
                lines: self.number - 1 + u64::from(!rest.is_empty()),
                hash: self.hash.digest128(),
                torn: rest.clone(),
            }
        });
        self.rest = rest;
        Chunk { lines, number, offset, consumed: self.consumed - before, end }
    }
}

impl Iterator for Chunks {
    type Item = Chunk;

    fn next(&mut self) -> Option<Chunk> {
        if self.over {
            return None;
        }
        let mut lines = Vec::with_capacity(SIZE + STEP);
        lines.append(&mut self.rest);
        let mut size = lines.len();
        let failure = loop {
            lines.resize(size + STEP, 0);
            match self.source.read(&mut lines[size..]) {
                Ok(0) => break None,
                Ok(read) => {
                    let ends = memchr::memchr(b'\n', &lines[size..size + read]).is_some();
                    size += read;
                    if size >= SIZE && (ends || memrchr(b'\n', &lines[..size]).is_some()) {
                        lines.truncate(size);
                        return Some(self.chunk(lines, None));
                    }
                    if size > Document::MAX_LEN {
                        let detail = "a line of more than 2 GiB, which is more than a record may have";
                        break Some(io::Error::new(io::ErrorKind::InvalidData, detail));
                    }
                }
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => break Some(e),
            }
        };
        lines.truncate(size);
        self.over = true;
        Some(self.chunk(lines, failure))
    }
}

/// The lines of `chunk` with their ends.
pub(crate) fn lines(chunk: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = chunk;
    std::iter::from_fn(move || {
        let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
        let (line, behind) = rest.split_at(end);
        rest = behind;
        (!line.is_empty()).then_some(line)
    })
}
