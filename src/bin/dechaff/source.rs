//! A single text: one file, or what comes through standard input.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::Result;
use dechaff::{Decoded, Document, Error, ErrorKind, decode, open_records};

use crate::exit::usage;

/// Where a single text comes from.
#[derive(Debug)]
pub enum Source {
    /// Standard input, written `-`.
    Stdin,
    /// A file.
    File(PathBuf),
}

/// A text and the encoding that it was transcoded from.
pub struct Text<'a> {
    pub bytes: Cow<'a, [u8]>,
    pub encoding: Option<&'static str>,
}

impl Source {
    /// The source that is meant by `path` on the command line.
    pub fn of(path: &Path) -> Self {
        if is_dash(path) { Source::Stdin } else { Source::File(path.to_owned()) }
    }

    /// The name in messages.
    pub fn path(&self) -> &Path {
        match self {
            Source::Stdin => Path::new("standard input"),
            Source::File(path) => path,
        }
    }

    /// The name in audits and diffs: the one below the input.
    pub fn name(&self) -> &Path {
        match self {
            Source::Stdin => Path::new("-"),
            Source::File(path) => path.file_name().map_or(path, Path::new),
        }
    }

    /// All bytes.
    pub fn read(&self) -> Result<Vec<u8>> {
        if self.path().is_dir() {
            return Err(usage(format!("{} is a folder: name a file in it", self.path().display())));
        }
        let read = match self {
            Source::Stdin => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
            }
            Source::File(path) => fs::read(path),
        };
        Ok(read.map_err(|e| Error::read(self.path(), e))?)
    }

    /// The bytes as they come, unpacked.
    pub fn open(&self) -> Result<Box<dyn Read + Send>> {
        match self {
            Source::Stdin => Ok(Box::new(io::stdin())),
            Source::File(path) => Ok(Box::new(open_records(path)?)),
        }
    }

    /// The text that `raw`, the bytes of this source, stands for.
    pub fn decode<'a>(&self, raw: &'a [u8]) -> Result<Text<'a>> {
        let Decoded::Text { bytes, encoding } = decode(raw) else {
            anyhow::bail!("{}: it is binary, not text", self.path().display());
        };
        if bytes.len() > Document::MAX_LEN {
            let detail = format!("a single text may have {} bytes", Document::MAX_LEN);
            return Err(Error::at(ErrorKind::TooLarge, self.path(), detail).into());
        }
        Ok(Text { bytes, encoding })
    }
}

/// Whether `path` is the dash that stands for standard input, or, as an output, for standard output.
pub fn is_dash(path: &Path) -> bool {
    path.as_os_str() == "-"
}
