//! Writes a file of records: beside its place, compressed, and named when it is whole.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flate2::write::GzEncoder;
use flate2::{Compress, Compression, Crc, FlushCompress};
use tempfile::{Builder, NamedTempFile};

use super::kind::Codec;
use super::table::{Table, TableWriter};
use crate::error::{Error, Result};
use crate::record::Form;
use crate::write::{Hashed, PREFIX, SUFFIX, Written, create, digest, folder_of, persist};

const BUFFER: usize = 128 * 1024;

/// The head of a gzip file: deflated, no name, no time, system unknown.
const GZIP_HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// A deflated block of nothing that says that it is the last.
const GZIP_LAST: [u8; 2] = [3, 0];

/// A part of a file, as far as it can be compressed by itself.
#[derive(Debug)]
pub(crate) struct Packed {
    bytes: Vec<u8>,
    /// Of what the bytes unpack to, where they are deflated.
    crc: Crc,
    /// The row group that they are of, where they are rows.
    group: usize,
}

impl Packed {
    /// `bytes` for a file that is compressed with `codec`. Deflated parts end between bytes, so that they can stand side
    /// by side in one stream.
    pub(crate) fn new(bytes: Vec<u8>, codec: Codec) -> io::Result<Self> {
        let mut crc = Crc::new();
        if codec != Codec::Gzip {
            return Ok(Packed { bytes, crc, group: 0 });
        }
        crc.update(&bytes);
        Ok(Packed { bytes: deflate(&bytes)?, crc, group: 0 })
    }

    /// Rows of the row group of this number.
    pub(crate) fn rows(bytes: Vec<u8>, group: usize) -> Self {
        Packed { bytes, crc: Crc::new(), group }
    }

    /// The same for a file whose records are compressed one by one, so that readers can go to each: those that end at
    /// the `ends` of `bytes`.
    pub(crate) fn each(bytes: Vec<u8>, ends: &[usize], codec: Codec) -> io::Result<Self> {
        let crc = Crc::new();
        let mut packed = Vec::with_capacity(bytes.len() / 2);
        let mut start = 0;
        for &end in ends {
            let record = &bytes[start..end];
            start = end;
            match codec {
                Codec::Plain => return Ok(Packed { bytes, crc, group: 0 }),
                Codec::Gzip => {
                    let mut encoder = GzEncoder::new(&mut packed, Compression::default());
                    encoder.write_all(record)?;
                    encoder.finish()?;
                }
                Codec::Zstd => packed.extend(zstd::bulk::compress(record, 0)?),
            }
        }
        Ok(Packed { bytes: packed, crc, group: 0 })
    }
}

fn deflate(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = Vec::with_capacity(bytes.len() / 2 + 64);
    let mut compress = Compress::new(Compression::default(), false);
    loop {
        let taken = compress.total_in() as usize;
        compress.compress_vec(&bytes[taken..], &mut packed, FlushCompress::Sync)?;
        // Room that is left says that all was flushed.
        if compress.total_in() as usize == bytes.len() && packed.len() < packed.capacity() {
            return Ok(packed);
        }
        packed.reserve(packed.capacity() / 2 + 64);
    }
}

/// A file of records in the making. Dropped without [`finish`](Self::finish), it leaves nothing behind.
pub(crate) struct Sink {
    path: PathBuf,
    replace: bool,
    file: NamedTempFile,
    coder: Coder,
}

enum Coder {
    Plain(Output),
    Gzip(Output, Crc),
    Zstd(zstd::Encoder<'static, Output>),
    Table(Box<TableWriter>),
}

type Output = BufWriter<Hashed<File>>;

impl Sink {
    /// Begins the file at `path`, whose folder exists.
    pub(crate) fn create(path: &Path, form: Form, codec: Codec, replace: bool) -> Result<Self> {
        // What is compressed record by record needs nothing around it.
        let codec = if form == Form::Warc { Codec::Plain } else { codec };
        Self::begin(path, codec, replace).map_err(|e| Error::write(path, e))
    }

    /// Begins the Parquet file at `path`, whose folder exists, in the place of `table`.
    pub(crate) fn of_table(path: &Path, table: &Arc<Table>, replace: bool) -> Result<Self> {
        let begin = || {
            let file = Self::hidden(path)?;
            let coder = Coder::Table(Box::new(TableWriter::begin(Arc::clone(table), file.as_file().try_clone()?)?));
            Ok(Sink { path: path.to_owned(), replace, file, coder })
        };
        begin().map_err(|e| Error::write(path, e))
    }

    /// The file at `path` before it has its name.
    fn hidden(path: &Path) -> io::Result<NamedTempFile> {
        create(Builder::new().prefix(PREFIX).suffix(SUFFIX), folder_of(path))
    }

    fn begin(path: &Path, codec: Codec, replace: bool) -> io::Result<Self> {
        let file = Self::hidden(path)?;
        let mut inner = BufWriter::with_capacity(BUFFER, Hashed::new(file.as_file().try_clone()?));
        let coder = match codec {
            Codec::Plain => Coder::Plain(inner),
            Codec::Gzip => {
                inner.write_all(&GZIP_HEAD)?;
                Coder::Gzip(inner, Crc::new())
            }
            Codec::Zstd => {
                let mut encoder = zstd::Encoder::new(inner, 0)?;
                encoder.include_checksum(true)?;
                Coder::Zstd(encoder)
            }
        };
        Ok(Sink { path: path.to_owned(), replace, file, coder })
    }

    /// Adds a part.
    pub(crate) fn append(&mut self, part: &Packed) -> Result<()> {
        let written = match &mut self.coder {
            Coder::Plain(file) => file.write_all(&part.bytes),
            Coder::Gzip(file, crc) => {
                crc.combine(&part.crc);
                file.write_all(&part.bytes)
            }
            Coder::Zstd(file) => file.write_all(&part.bytes),
            Coder::Table(writer) => writer.append(part.group, &part.bytes),
        };
        written.map_err(|e| Error::write(&self.path, e))
    }

    /// Completes the file and gives it its name.
    pub(crate) fn finish(self) -> Result<Written> {
        let Sink { path, replace, file, coder } = self;
        let written = end(coder, file.path()).map_err(|e| Error::write(&path, e))?;
        persist(file, &path, replace)?;
        Ok(written)
    }
}

/// Completes the file at `place`.
fn end(coder: Coder, place: &Path) -> io::Result<Written> {
    let mut output = match coder {
        Coder::Plain(file) => file,
        Coder::Gzip(mut file, crc) => {
            file.write_all(&GZIP_LAST)?;
            file.write_all(&crc.sum().to_le_bytes())?;
            file.write_all(&crc.amount().to_le_bytes())?;
            file
        }
        Coder::Zstd(file) => file.finish()?,
        // Its footer is written in the end over one that was there, so that it is read once more.
        Coder::Table(writer) => {
            writer.finish()?;
            return digest(place);
        }
    };
    output.flush()?;
    Ok(output.get_ref().written())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::container::source::Source;

    /// Text that can be packed, and noise that can't.
    fn parts() -> Vec<Vec<u8>> {
        let noise: Vec<u8> =
            (0u64..90_000).map(|n| (xxhash_rust::xxh3::xxh3_64(&n.to_le_bytes()) >> 13) as u8).collect();
        vec![b"one\n".to_vec(), Vec::new(), "the same again\n".repeat(90_000).into_bytes(), noise, b"end".to_vec()]
    }

    #[test]
    fn what_is_written_part_by_part_reads_as_one() {
        let dir = tempfile::tempdir().unwrap();
        for codec in [Codec::Plain, Codec::Gzip, Codec::Zstd] {
            for parts in [parts(), Vec::new()] {
                let path = dir.path().join("file");
                let mut sink = Sink::create(&path, Form::JsonLines, codec, true).unwrap();
                for part in &parts {
                    sink.append(&Packed::new(part.clone(), codec).unwrap()).unwrap();
                }
                let written = sink.finish().unwrap();
                assert_eq!(written, digest(&path).unwrap());
                let mut read = Vec::new();
                let mut source = Source::open(&path, codec).unwrap();
                source.read_to_end(&mut read).unwrap();
                assert!(read == parts.concat(), "{codec:?}");
                assert_eq!((source.consumed(), source.hash()), (written.bytes, written.hash));
                // A single member, for readers that stop behind the first.
                let mut single = Vec::new();
                let file = File::open(&path).unwrap();
                if codec == Codec::Gzip {
                    flate2::read::GzDecoder::new(file).read_to_end(&mut single).unwrap();
                    assert!(single == read);
                }
            }
        }
    }

    #[test]
    fn what_is_not_finished_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let mut sink = Sink::create(&dir.path().join("file"), Form::JsonLines, Codec::Zstd, false).unwrap();
        sink.append(&Packed::new(b"a".to_vec(), Codec::Zstd).unwrap()).unwrap();
        drop(sink);
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    }
}
