//! Reads an audit line by line; a line that makes no sense is an error of its own and does not end the reading.

use std::fs::File;
use std::io::{self, BufRead};
use std::path::{Path, PathBuf};

use super::compress::source;
use super::record::{ContainerRecord, Counts, DocumentRecord, End, FORMAT, Header, RemovalRecord, TableRecord};
use crate::error::{Error, ErrorKind, Result};

/// The longest line that is read, in bytes: beyond what the largest document can give rise to.
const LONGEST: u64 = 16 << 30;

/// Memory that is kept from one line to the next.
const KEEP: usize = 1 << 20;

/// What a line says.
#[derive(Debug)]
pub(crate) enum Entry<'a> {
    Document(DocumentRecord<'a>),
    Table(TableRecord<'a>),
    Container(ContainerRecord<'a>),
    Removal(RemovalRecord<'a>),
}

/// The lines of an audit.
pub(crate) struct Lines {
    path: PathBuf,
    source: Box<dyn BufRead>,
    line: Vec<u8>,
    number: u64,
    seen: Counts,
    ended: bool,
}

impl Lines {
    /// Opens the audit at `path` and reads its first line.
    ///
    /// # Errors
    /// When it can't be read or is no audit.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let source = File::open(path).and_then(source).map_err(|e| Error::read(path, e))?;
        let (line, seen) = (Vec::new(), Counts::default());
        let mut lines = Lines { path: path.to_owned(), source, line, number: 0, seen, ended: false };
        lines.advance()?;
        match serde_json::from_slice::<Header>(&lines.line) {
            Ok(header) if header.dechaff == FORMAT => Ok(lines),
            Ok(header) => {
                let detail = format!("has format {}; this program reads format {FORMAT}", header.dechaff);
                Err(Error::at(ErrorKind::Audit, path, detail))
            }
            Err(_) => Err(Error::at(ErrorKind::Audit, path, "is no audit of dechaff's; name the one of the cleaning")),
        }
    }

    /// The next document or removal; `None` at the end. The first key of a line tells what it is.
    ///
    /// # Errors
    /// Of kind [`ErrorKind::Audit`] when the line makes no sense: the next call goes on with the one after it. Of kind
    /// [`ErrorKind::Read`] when nothing further can be read.
    pub(crate) fn next(&mut self) -> Result<Option<Entry<'_>>> {
        if !self.advance()? {
            return self.check_end().map(|()| None);
        }
        if self.ended {
            return Err(self.bad("comes after the end"));
        }
        if self.line.starts_with(b"{\"end\":") {
            self.ended = serde_json::from_slice::<End>(&self.line).is_ok_and(|last| last.end == self.seen);
            return self.next();
        }
        let entry = if self.line.starts_with(b"{\"document\":") {
            self.seen.documents += 1;
            serde_json::from_slice(&self.line).map(Entry::Document)
        } else if self.line.starts_with(b"{\"container\":") {
            serde_json::from_slice(&self.line).map(Entry::Container)
        } else if self.line.starts_with(b"{\"table\":") {
            serde_json::from_slice(&self.line).map(Entry::Table)
        } else {
            self.seen.removals += 1;
            serde_json::from_slice(&self.line).map(Entry::Removal)
        };
        entry.map(Some).map_err(|e| self.bad(&format!("does not parse: {e}")))
    }

    fn advance(&mut self) -> Result<bool> {
        self.line.clear();
        self.line.shrink_to(KEEP);
        self.number += 1;
        let mut limited = io::Read::take(&mut self.source, LONGEST);
        let read = limited.read_until(b'\n', &mut self.line).map_err(|e| Error::read(&self.path, e))?;
        Ok(read > 0)
    }

    fn check_end(&mut self) -> Result<()> {
        if std::mem::replace(&mut self.ended, true) {
            return Ok(());
        }
        Err(Error::at(ErrorKind::Audit, &self.path, "was cut off or changed; what it still tells is restored"))
    }

    fn bad(&self, what: &str) -> Error {
        Error::at(ErrorKind::Audit, &self.path, format!("line {} {what}", self.number))
    }
}
