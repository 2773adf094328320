//! Writes an audit: a temporary file beside the final one, compressed as the name says, renamed when it is whole.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::compress::Sink;
use super::encode::{Audited, encode};
use super::record::{Counts, End, FORMAT, Header};
use crate::error::{Error, ErrorKind, Result};
use crate::evidence::Catalogue;
use crate::write::{persist, reserve};

/// Writes one audit file. Dropped without [`finish`](Self::finish), it leaves nothing behind.
///
/// Each line is a JSON object: first the format and version, then for every document its path, size, hash and the
/// number of its removals, and those removals one by one; the last line counts them all.
pub struct AuditWriter {
    path: PathBuf,
    overwrite: bool,
    file: NamedTempFile,
    sink: Sink,
    counts: Counts,
    buffer: Vec<u8>,
}

impl AuditWriter {
    /// Begins the audit at `path`: `.gz` and `.zst` at the end of its name compress it.
    ///
    /// # Errors
    /// When `path` exists and `overwrite` is not set, or when its folder can't be written.
    pub fn create(path: &Path, overwrite: bool, catalogue: &Catalogue) -> Result<Self> {
        if !overwrite && path.exists() {
            let detail = "exists; name another file, or let it be overwritten (--overwrite)";
            return Err(Error::at(ErrorKind::Layout, path, detail));
        }
        let failed = |e: io::Error| Error::write(path, e);
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(failed)?;
        let file = reserve(path, folder, "audit").map_err(failed)?;
        let sink = Sink::new(file.as_file().try_clone().map_err(failed)?, path).map_err(failed)?;
        let counts = Counts::default();
        let mut writer = AuditWriter { path: path.to_owned(), overwrite, file, sink, counts, buffer: Vec::new() };
        let version = env!("CARGO_PKG_VERSION").to_owned();
        writer.line(&Header { dechaff: FORMAT, version, rules: catalogue.len() })?;
        Ok(writer)
    }

    /// Adds a document and what was removed from it by a cleaner with this `catalogue`.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn write(&mut self, document: &Audited<'_>, catalogue: &Catalogue) -> Result<()> {
        let mut lines = std::mem::take(&mut self.buffer);
        lines.clear();
        encode(document, catalogue, &mut lines)?;
        self.append(&lines, 1, document.removals.len() as u64)?;
        self.buffer = lines;
        Ok(())
    }

    /// Adds the encoded lines of so many documents and removals.
    pub(crate) fn append(&mut self, lines: &[u8], documents: u64, removals: u64) -> Result<()> {
        self.counts.documents += documents;
        self.counts.removals += removals;
        self.sink.write(lines).map_err(|e| Error::write(&self.path, e))
    }

    /// Completes the audit and gives it its final name.
    ///
    /// # Errors
    /// When the file can't be written or renamed.
    pub fn finish(mut self) -> Result<()> {
        self.line(&End { end: self.counts })?;
        self.sink.finish().map_err(|e| Error::write(&self.path, e))?;
        persist(self.file, &self.path, self.overwrite)
    }

    fn line(&mut self, record: &impl serde::Serialize) -> Result<()> {
        let mut line =
            serde_json::to_vec(record).map_err(|e| Error::at(ErrorKind::Audit, &self.path, e.to_string()))?;
        line.push(b'\n');
        self.append(&line, 0, 0)
    }
}

impl fmt::Debug for AuditWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuditWriter").field("path", &self.path).field("counts", &self.counts).finish_non_exhaustive()
    }
}
