//! One file of records in the making: it is read, mended and written record by record, and checked as a whole.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use xxhash_rust::xxh3::Xxh3;

use super::draft::CHANGED;
use crate::audit::{ContainerRecord, DocumentRecord, RemovalRecord, escaped, hash};
use crate::container::{Codec, Packed, Sink, Source};
use crate::error::{Error, ErrorKind, Result};

/// How much is written at once.
const STEP: usize = 1 << 20;

pub(super) struct Scroll {
    /// The clean copy's path.
    path: PathBuf,
    /// How the audit shows its name.
    shown: String,
    clean: BufReader<Source>,
    sink: Sink,
    codec: Codec,
    /// What waits to be written.
    buffer: Vec<u8>,
    hash: Xxh3,
    bytes: u64,
    lines: u64,
    /// A record that waits for its removals.
    open: Option<OpenRecord>,
}

struct OpenRecord {
    /// Its line in the clean copy, and how much of it is used.
    clean: Vec<u8>,
    used: usize,
    original: Vec<u8>,
    missing: u64,
    added: Option<[u64; 2]>,
    bytes: u64,
    hash: String,
}

impl Scroll {
    /// Begins the original of the file at `path`, which the audit calls `shown`, at `place`.
    pub(super) fn begin(path: PathBuf, shown: &str, place: &Path, overwrite: bool) -> Result<Self> {
        let packed = Codec::of(&path);
        let codec = Codec::at(place, packed);
        let source = Source::open(&path, packed).map_err(|e| Error::read(&path, e))?;
        let sink = Sink::create(place, codec, overwrite)?;
        let (clean, shown) = (BufReader::with_capacity(STEP, source), shown.to_owned());
        let (buffer, hash) = (Vec::new(), Xxh3::new());
        Ok(Scroll { path, shown, clean, sink, codec, buffer, hash, bytes: 0, lines: 0, open: None })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// How the audit shows its name.
    pub(super) fn shown(&self) -> &str {
        &self.shown
    }

    /// Goes on to the next record; those between are as they were.
    pub(super) fn open(&mut self, record: &DocumentRecord<'_>, number: u64) -> Result<()> {
        self.close()?;
        if number <= self.lines {
            return Err(self.bad("the audit's records are not in order"));
        }
        while self.lines + 1 < number {
            let line = self.line()?.ok_or_else(|| self.bad(CHANGED))?;
            self.emit(&line)?;
        }
        if let Some(packed) = &record.original {
            let original = self.unpack(packed, record.bytes)?;
            self.check(&original, record.bytes, &record.hash)?;
            return self.emit(&original);
        }
        self.open = Some(OpenRecord {
            clean: self.line()?.ok_or_else(|| self.bad(CHANGED))?,
            used: 0,
            original: Vec::new(),
            missing: record.removals,
            added: record.added,
            bytes: record.bytes,
            hash: record.hash.clone().into_owned(),
        });
        Ok(())
    }

    /// Puts a removed span back; they come in order.
    pub(super) fn put_back(&mut self, removal: &RemovalRecord<'_>) -> Result<()> {
        let stray = "the audit has removals that are not this record's";
        if removal.path != self.shown || removal.record != Some(self.lines + 1) {
            return Err(self.bad(stray));
        }
        let written = match &removal.written {
            Some(written) => written.clone().into_owned(),
            None => escaped(&removal.text).unwrap_or_default(),
        };
        let Some(open) = self.open.as_mut().filter(|open| open.missing > 0) else { return Err(self.bad(stray)) };
        open.missing -= 1;
        let at = removal.at.and_then(|at| usize::try_from(at).ok());
        if at.and_then(|at| open.keep_to(at)).is_none() {
            return Err(self.bad(CHANGED));
        }
        open.original.extend_from_slice(written.as_bytes());
        Ok(())
    }

    /// Completes the file, which is what it was or an error. Gives back its size.
    pub(super) fn finish(mut self, record: &ContainerRecord<'_>) -> Result<u64> {
        self.close()?;
        while let Some(line) = self.line()? {
            self.emit(&line)?;
        }
        if self.bytes != record.bytes || format!("{:032x}", self.hash.digest128()) != record.hash {
            return Err(self.bad(CHANGED));
        }
        self.write()?;
        self.sink.finish()?;
        Ok(self.bytes)
    }

    /// Completes the record at hand.
    fn close(&mut self) -> Result<()> {
        let Some(mut open) = self.open.take() else { return Ok(()) };
        if open.missing > 0 {
            return Err(self.bad("removals are missing from the audit, which was changed or cut off"));
        }
        if let Some([at, added]) = open.added
            && usize::try_from(at).ok().and_then(|at| open.keep_to(at)).is_some()
        {
            open.used = open.used.saturating_add(usize::try_from(added).unwrap_or(usize::MAX));
        }
        open.original.extend_from_slice(open.clean.get(open.used..).unwrap_or_default());
        self.check(&open.original, open.bytes, &open.hash)?;
        self.emit(&open.original)
    }

    /// The next line of the clean copy.
    fn line(&mut self) -> Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        self.clean.read_until(b'\n', &mut line).map_err(|e| Error::read(&self.path, e))?;
        Ok((!line.is_empty()).then_some(line))
    }

    fn emit(&mut self, line: &[u8]) -> Result<()> {
        self.hash.update(line);
        self.bytes += line.len() as u64;
        self.lines += 1;
        self.buffer.extend_from_slice(line);
        if self.buffer.len() >= STEP { self.write() } else { Ok(()) }
    }

    fn write(&mut self) -> Result<()> {
        let part = std::mem::take(&mut self.buffer);
        let packed = Packed::new(part, self.codec).map_err(|e| Error::write(&self.path, e))?;
        self.sink.append(&packed)
    }

    fn check(&self, original: &[u8], bytes: u64, told: &str) -> Result<()> {
        if original.len() as u64 != bytes || hash(original) != told {
            return Err(self.bad(CHANGED));
        }
        Ok(())
    }

    /// The record that the audit holds, and not many more bytes where it lies about their number.
    fn unpack(&self, packed: &str, bytes: u64) -> Result<Vec<u8>> {
        let mut original = Vec::new();
        let unpacked = STANDARD.decode(packed).ok().and_then(|packed| {
            let decoder = zstd::Decoder::with_buffer(&*packed).ok()?;
            decoder.take(bytes.saturating_add(1)).read_to_end(&mut original).ok()
        });
        unpacked.ok_or_else(|| self.bad("a record in the audit does not unpack"))?;
        Ok(original)
    }

    fn bad(&self, detail: &str) -> Error {
        let detail = format!("record {}: {detail}", self.lines + 1);
        Error::at(ErrorKind::Audit, &self.path, detail)
    }
}

impl OpenRecord {
    /// Takes from the clean line what stood before the byte `at` of the original.
    fn keep_to(&mut self, at: usize) -> Option<()> {
        let kept = at.checked_sub(self.original.len())?;
        let part = self.clean.get(self.used..)?.get(..kept)?;
        self.original.extend_from_slice(part);
        self.used += kept;
        Some(())
    }
}
