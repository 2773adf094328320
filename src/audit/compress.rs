//! Compression by name when an audit is written, by content when it is read.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;
use flate2::write::GzEncoder;

/// Where an audit's lines go.
pub(super) enum Sink {
    Plain(BufWriter<File>),
    Gzip(GzEncoder<BufWriter<File>>),
    Zstd(zstd::Encoder<'static, BufWriter<File>>),
}

const BUFFER: usize = 128 * 1024;

impl Sink {
    /// Writes to `file`, compressed as the end of `path` says.
    pub(super) fn new(file: File, path: &Path) -> io::Result<Self> {
        let file = BufWriter::with_capacity(BUFFER, file);
        let extension = path.extension().unwrap_or_default();
        Ok(if extension.eq_ignore_ascii_case("gz") {
            Sink::Gzip(GzEncoder::new(file, flate2::Compression::default()))
        } else if extension.eq_ignore_ascii_case("zst") {
            let mut encoder = zstd::Encoder::new(file, 0)?;
            encoder.include_checksum(true)?;
            Sink::Zstd(encoder)
        } else {
            Sink::Plain(file)
        })
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Sink::Plain(file) => file.write_all(bytes),
            Sink::Gzip(file) => file.write_all(bytes),
            Sink::Zstd(file) => file.write_all(bytes),
        }
    }

    /// Writes what is still held back.
    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Sink::Plain(file) => file,
            Sink::Gzip(file) => file.finish()?,
            Sink::Zstd(file) => file.finish()?,
        }
        .flush()
    }
}

/// Reads `file`, whatever it was compressed with.
pub(super) fn source(file: File) -> io::Result<Box<dyn BufRead>> {
    let mut file = BufReader::with_capacity(BUFFER, file);
    let head = file.fill_buf()?;
    let (gzip, zstd) = (head.starts_with(b"\x1f\x8b"), head.starts_with(b"\x28\xb5\x2f\xfd"));
    Ok(if gzip {
        buffered(MultiGzDecoder::new(file))
    } else if zstd {
        buffered(zstd::Decoder::with_buffer(file)?)
    } else {
        Box::new(file)
    })
}

fn buffered(reader: impl Read + 'static) -> Box<dyn BufRead> {
    Box::new(BufReader::with_capacity(BUFFER, reader))
}
