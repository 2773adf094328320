//! One file of records in the making: it is read, mended and written record by record, and checked as a whole.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use xxhash_rust::xxh3::Xxh3;

use super::draft::CHANGED;
use crate::audit::{ContainerRecord, DocumentRecord, RemovalRecord, escaped, hash};
use crate::container::{Chunk, Chunks, Codec, Kind, Packed, RowChunks, Sink, Source, Table, records};
use crate::error::{Error, ErrorKind, Result};
use crate::record::{Form, push_row};

/// How much is written at once.
const STEP: usize = 1 << 20;

pub(super) struct Scroll {
    /// The clean copy's path.
    path: PathBuf,
    /// How the audit shows its name.
    shown: String,
    form: Form,
    clean: Unrolled,
    sink: Sink,
    codec: Codec,
    /// What waits to be written.
    buffer: Vec<u8>,
    /// Where the records in it end.
    ends: Vec<usize>,
    /// The row group that they are of.
    group: usize,
    hash: Xxh3,
    bytes: u64,
    records: u64,
    /// A record that waits for its removals.
    open: Option<OpenRecord>,
}

struct OpenRecord {
    /// Its line or text in the clean copy, and how much of it is used.
    clean: Vec<u8>,
    used: usize,
    original: Vec<u8>,
    missing: u64,
    added: Option<[u64; 2]>,
    bytes: u64,
    hash: String,
}

impl Scroll {
    /// Begins the original of the file at `path`, which the audit calls `shown`, at `place`. Where it has columns, its texts
    /// are in `column`.
    pub(super) fn begin(
        path: PathBuf,
        shown: &str,
        column: Option<&str>,
        place: &Path,
        overwrite: bool,
    ) -> Result<Self> {
        let packed = Codec::of(&path);
        let codec = Codec::at(place, packed);
        let form = Kind::of(&path).map_or(Form::JsonLines, |kind| kind.form);
        let (chunks, sink): (Box<dyn Iterator<Item = Chunk>>, Sink) = if form == Form::Rows {
            let lacking = || Error::at(ErrorKind::Audit, &path, "the audit does not tell where its texts are");
            let table = Arc::new(Table::of_texts(&path, column.ok_or_else(lacking)?)?);
            let sink = Sink::of_table(place, &table, overwrite)?;
            (Box::new(RowChunks::new(table)), sink)
        } else {
            let source = Source::open(&path, packed).map_err(|e| Error::read(&path, e))?;
            (Box::new(Chunks::new(source, form)), Sink::create(place, form, codec, overwrite)?)
        };
        let (clean, shown) = (Unrolled { chunks, form, chunk: None, used: 0 }, shown.to_owned());
        let (buffer, ends, hash, group) = (Vec::new(), Vec::new(), Xxh3::new(), 0);
        let (bytes, records, open) = (0, 0, None);
        Ok(Scroll { path, shown, form, clean, sink, codec, buffer, ends, group, hash, bytes, records, open })
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
        if number <= self.records {
            return Err(self.bad("the audit's records are not in order"));
        }
        while self.records + 1 < number {
            let line = self.next()?.ok_or_else(|| self.bad(CHANGED))?;
            self.emit(&line)?;
        }
        if record.rows.is_some() {
            // There is nothing to put back, and none of the rows comes again in the audit.
            return Ok(());
        }
        if let Some(packed) = &record.original {
            let original = self.unpack(packed, record.bytes)?;
            self.check(&original, record.bytes, &record.hash)?;
            // Only a row stays where it was.
            let row = if self.form == Form::Rows { self.next()? } else { None };
            return self.emit(&row.unwrap_or(original));
        }
        let head = record.head.as_ref().map(|head| head.as_bytes().to_vec());
        self.open = Some(OpenRecord {
            clean: self.next()?.map(|record| self.form.content(&record).to_vec()).ok_or_else(|| self.bad(CHANGED))?,
            used: record.head_bytes.and_then(|head| usize::try_from(head).ok()).unwrap_or_default(),
            original: head.unwrap_or_default(),
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
        if removal.path != self.shown || removal.record != Some(self.records + 1) {
            return Err(self.bad(stray));
        }
        let written = match (&removal.written, self.form) {
            (Some(written), _) => written.clone().into_owned(),
            (None, Form::Warc | Form::Rows) => removal.text.clone().into_owned(),
            (None, Form::JsonLines) => escaped(&removal.text).unwrap_or_default(),
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
        while let Some(line) = self.next()? {
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
        if self.form == Form::Rows {
            let mut row = Vec::with_capacity(open.original.len() + 8);
            push_row(Ok(&open.original), &[], &mut row);
            return self.emit(&row);
        }
        self.emit(&open.original)
    }

    /// The next record of the clean copy.
    fn next(&mut self) -> Result<Option<Vec<u8>>> {
        self.clean.next().map_err(|e| Error::read(&self.path, e))
    }

    fn emit(&mut self, line: &[u8]) -> Result<()> {
        let group = self.clean.chunk.as_ref().map_or(self.group, |chunk| chunk.group);
        if group != self.group {
            self.write()?;
            self.group = group;
        }
        self.hash.update(line);
        self.bytes += self.form.content(line).len() as u64;
        self.records += 1;
        self.buffer.extend_from_slice(line);
        self.ends.push(self.buffer.len());
        if self.buffer.len() >= STEP { self.write() } else { Ok(()) }
    }

    fn write(&mut self) -> Result<()> {
        let part = std::mem::take(&mut self.buffer);
        let packed = match self.form {
            Form::JsonLines => Packed::new(part, self.codec),
            Form::Warc => Packed::each(part, &self.ends, self.codec),
            Form::Rows => Ok(Packed::rows(part, self.group)),
        };
        self.ends.clear();
        self.sink.append(&packed.map_err(|e| Error::write(&self.path, e))?)
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
        let detail = format!("record {}: {detail}", self.records + 1);
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

/// The records of a file one by one.
struct Unrolled {
    chunks: Box<dyn Iterator<Item = Chunk>>,
    form: Form,
    chunk: Option<Chunk>,
    used: usize,
}

impl Unrolled {
    fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        loop {
            if let Some(chunk) = &mut self.chunk {
                if let Some(record) = records(&chunk.bytes[self.used..], self.form).next() {
                    self.used += record.len();
                    return Ok(Some(record.to_vec()));
                }
                if let Some(failure) = chunk.end.as_mut().and_then(|end| end.failure.take()) {
                    return Err(failure);
                }
                if let Some(loss) = &chunk.lost {
                    return Err(io::Error::other(loss.detail.clone()));
                }
            }
            (self.chunk, self.used) = (self.chunks.next(), 0);
            if self.chunk.is_none() {
                return Ok(None);
            }
        }
    }
}
