//! Records that can't be cleaned: each goes, as it is, to a file that is made when the first one comes.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use crate::error::{Error, ErrorKind, Result};
use crate::record::Flaw;

/// A record that was put aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject<'a> {
    /// The file that it stands in, below its input; `-` for standard input.
    pub name: &'a Path,
    /// Its line there, from 1.
    pub record: u64,
    /// Where it begins there, in bytes; in what a compressed file unpacks to.
    pub offset: u64,
    /// Why it can't be cleaned.
    pub flaw: Flaw,
    /// The record, line end and all.
    pub bytes: &'a [u8],
}

/// A reject as it is written. `base64` stands for bytes that are not UTF-8.
#[derive(Serialize)]
struct Line<'a> {
    file: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path_base64: Option<String>,
    record: u64,
    offset: u64,
    reason: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    detail: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base64: Option<String>,
}

/// The file of rejects.
#[derive(Debug)]
pub struct Rejects {
    path: Option<PathBuf>,
    append: bool,
    file: Option<File>,
}

impl Rejects {
    /// Rejects go to `path`: behind those that are there where `append` says so, and in their place otherwise.
    pub fn new(path: &Path, append: bool) -> Self {
        Rejects { path: Some(path.to_owned()), append, file: None }
    }

    /// Where they go.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Rejects go nowhere: nothing is written.
    pub fn nowhere() -> Self {
        Rejects { path: None, append: false, file: None }
    }

    /// Empties a file that is there already, so that what it holds is of this run, unless it is added to.
    pub(crate) fn ready(mut self) -> Result<Self> {
        if let Some(path) = self.path.as_ref().filter(|path| path.exists()) {
            self.file = Some(open(path, self.append).map_err(|e| Error::write(path, e))?);
        }
        Ok(self)
    }

    /// Puts `reject` aside.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn put(&mut self, reject: &Reject<'_>) -> Result<()> {
        let line = encode(reject).map_err(|e| Error::at(ErrorKind::Record, reject.name, e.to_string()))?;
        self.append(&line)
    }

    /// Adds rejects that are [encoded](encode) already.
    pub(crate) fn append(&mut self, lines: &[u8]) -> Result<()> {
        let Some(path) = self.path.as_ref().filter(|_| !lines.is_empty()) else { return Ok(()) };
        let file = match &mut self.file {
            Some(file) => file,
            empty => empty.insert(open(path, self.append).map_err(|e| Error::write(path, e))?),
        };
        file.write_all(lines).map_err(|e| Error::write(path, e))
    }
}

fn open(path: &Path, append: bool) -> io::Result<File> {
    let mut options = File::options();
    let mut file = options.create(true).append(append).write(true).truncate(!append).open(path)?;
    if append && is_torn(path)? {
        file.write_all(b"\n")?;
    }
    Ok(file)
}

/// Whether the file at `path` ends within a line, as one may that a killed run left.
fn is_torn(path: &Path) -> io::Result<bool> {
    let mut file = File::open(path)?;
    let mut last = [b'\n'];
    if file.metadata()?.len() > 0 {
        file.seek(SeekFrom::End(-1))?;
        file.read_exact(&mut last)?;
    }
    Ok(last != *b"\n")
}

/// How the file called `name` is named, and its bytes in base64 where that is not all of it.
pub(super) fn named(name: &Path) -> (Cow<'_, str>, Option<String>) {
    let exact = name.to_str().is_none().then(|| STANDARD.encode(name.as_os_str().as_encoded_bytes()));
    (name.to_string_lossy(), exact)
}

/// `reject` as a line of the file.
pub(crate) fn encode(reject: &Reject<'_>) -> serde_json::Result<Vec<u8>> {
    let text = std::str::from_utf8(reject.bytes).ok();
    let (file, path_base64) = named(reject.name);
    let mut line = serde_json::to_vec(&Line {
        file,
        path_base64,
        record: reject.record,
        offset: reject.offset,
        reason: reject.flaw.kind.name(),
        detail: &reject.flaw.detail,
        bytes: text,
        base64: text.is_none().then(|| STANDARD.encode(reject.bytes)),
    })?;
    line.push(b'\n');
    Ok(line)
}
