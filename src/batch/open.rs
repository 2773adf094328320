//! A file of records that the walk has come to: it is read chunk by chunk, by whichever worker has nothing to do.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::admit::{Left, Pass};
use crate::container::{Chunk, Chunks, Kind, RowChunks, Source, Table, records};
use crate::error::Error;
use crate::record::{Fields, Form, Record};
use crate::walk::Found;

/// A file of records in the works.
#[derive(Debug)]
pub(super) struct Container {
    pub(super) path: PathBuf,
    /// What it is called below its input.
    pub(super) name: PathBuf,
    pub(super) kind: Kind,
    pub(super) pass: Pass,
    /// Its columns, where it has such.
    pub(super) table: Option<Arc<Table>>,
    /// Set when its output can't be written: the rest of it need not be read.
    pub(super) lost: AtomicBool,
}

/// A part of one.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) container: Arc<Container>,
    pub(super) chunk: Chunk,
}

/// One that is being read.
pub(super) struct Open {
    container: Arc<Container>,
    chunks: Box<dyn Iterator<Item = Chunk> + Send>,
    /// The first chunk, where it had to be looked at.
    first: Option<Chunk>,
}

impl Open {
    /// Begins the file of records at `path`.
    ///
    /// # Errors
    /// When it can't be opened, is one of Parquet that has no texts, or holds no JSON Lines though its name is that of JSON.
    pub(super) fn new(
        path: PathBuf,
        name: PathBuf,
        kind: Kind,
        pass: Pass,
        fields: &Fields,
    ) -> Result<Self, Box<Left>> {
        let lost = AtomicBool::new(false);
        if kind.form == Form::Rows {
            let table = match Table::open(&path, fields) {
                Ok(table) => Arc::new(table),
                Err(error) => return Err(pass.refuse(name, error)),
            };
            let chunks = Box::new(RowChunks::new(Arc::clone(&table)));
            let container = Container { path, name, kind, pass, table: Some(table), lost };
            return Ok(Open { container: Arc::new(container), chunks, first: None });
        }
        let source = match Source::open(&path, kind.codec) {
            Ok(source) => source,
            Err(error) => return Err(pass.refuse(name, Error::read(&path, error))),
        };
        let mut chunks = Chunks::new(source, kind.form);
        let first = if kind.doubtful { chunks.next() } else { None };
        if first.as_ref().is_some_and(|chunk| !begins_with_a_record(chunk, fields)) {
            return Err(pass.skip(path, name));
        }
        let container = Container { path, name, kind, pass, table: None, lost };
        Ok(Open { container: Arc::new(container), chunks: Box::new(chunks), first })
    }

    /// The next part; `None` behind the last one, or where no more is wanted.
    pub(super) fn next(&mut self) -> Option<Piece> {
        if self.container.lost.load(Relaxed) {
            return None;
        }
        let chunk = self.first.take().or_else(|| self.chunks.next())?;
        Some(Piece { container: Arc::clone(&self.container), chunk })
    }
}

/// Whether the first line that is not blank is a record with a text.
fn begins_with_a_record(chunk: &Chunk, fields: &Fields) -> bool {
    let first = records(&chunk.bytes, Form::JsonLines).find(|line| !line.trim_ascii().is_empty());
    first.is_some_and(|line| Record::read(line, fields).is_ok())
}

/// The kind of what the walk `found`, where it is a file of records.
pub(super) fn kind_of(found: &Found) -> Option<Kind> {
    let Found::File { path, .. } = found else { return None };
    Kind::of(path)
}

impl Piece {
    /// Its records, each with its number and where it begins in the file.
    pub(super) fn records(&self) -> impl Iterator<Item = (u64, u64, &[u8])> {
        let (mut offset, form) = (self.chunk.offset, self.container.kind.form);
        (self.chunk.number..).zip(records(&self.chunk.bytes, form)).map(move |(number, bytes)| {
            let at = offset;
            offset += form.content(bytes).len() as u64;
            (number, at, bytes)
        })
    }
}
