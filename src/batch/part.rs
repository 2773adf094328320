//! What a worker makes of a part of a file of records: lines cleaned and packed, and those that were put aside.

use std::sync::Arc;

use super::clerk::{Clerk, Entry, Incoming};
use super::collect::Batch;
use super::open::{Container, Piece};
use crate::audit::{encode_container, encode_table};
use crate::container::{Chunk, Codec, Packed, Reject, encode};
use crate::error::{Error, ErrorKind};
use crate::record::{Flaw, FlawKind, Form};

/// A part of a file, dealt with.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) container: Arc<Container>,
    /// Whether it is the first of its file.
    pub(super) first: bool,
    /// How the file is compressed where it is written.
    pub(super) codec: Codec,
    /// The clean lines; or why they could not be made.
    pub(super) clean: Result<Packed, Error>,
    pub(super) entries: Vec<Entry>,
    /// Encoded lines for the file of rejects.
    pub(super) rejects: Vec<u8>,
    /// What is wrong with each of them.
    pub(super) flaws: Vec<String>,
    /// Bytes that were read of the file itself.
    pub(super) consumed: u64,
    /// Why records in the midst of the file are lost, if some are.
    pub(super) lost: Option<Error>,
    /// Set in the last part.
    pub(super) end: Option<Ending>,
}

/// How a file ended.
#[derive(Debug)]
pub(super) struct Ending {
    /// What kept the rest from being read.
    pub(super) failure: Option<Error>,
    /// Hash of the file itself, where it is known and one asks for it.
    pub(super) hash: Option<u128>,
}

impl Part {
    /// Lets `clerk` deal with `piece` of a file that is to be compressed with `codec`. What the audit has to know, and what
    /// is gathered, goes into `batch` where it is wanted.
    pub(super) fn make(piece: Piece, codec: Codec, clerk: &mut Clerk<'_>, batch: &mut Batch) -> Part {
        let (audit, gathers) = (clerk.desk.audit, clerk.desk.gathers);
        let lines = &mut batch.lines;
        let container = Arc::clone(&piece.container);
        let (path, name, form) = (&*container.path, &*container.name, container.kind.form);
        let mut clean = Vec::with_capacity(piece.chunk.bytes.len());
        let mut ends = Vec::new();
        let (mut entries, mut rejects, mut flaws) = (Vec::new(), Vec::new(), Vec::new());
        if let Some(table) = container.table.as_ref().filter(|_| audit && piece.chunk.first) {
            // What is written into memory, from strings and numbers, does not fail.
            let _ = encode_table(name, &table.text_name(), lines);
        }
        let mut put_aside = |record, offset, flaw: Flaw, bytes| {
            flaws.push(format!("record {record}: {flaw}"));
            // Nor does this.
            rejects.extend(encode(&Reject { name, record, offset, flaw, bytes }).unwrap_or_default());
        };
        let whole = if piece.chunk.lost.is_some() { None } else { Some(piece.records()) };
        for (number, offset, bytes) in whole.into_iter().flatten() {
            if form == Form::JsonLines && bytes.trim_ascii().is_empty() {
                if !gathers {
                    clean.extend_from_slice(bytes);
                }
                continue;
            }
            match clerk.clean(Incoming { path, name, form, number, bytes }, &mut clean, lines) {
                Ok(entry) => entries.extend(entry),
                Err(flaw) => {
                    put_aside(number, offset, flaw, form.content(bytes));
                    // The other columns have a row there.
                    if form == Form::Rows && !gathers {
                        clean.extend_from_slice(bytes);
                    }
                }
            }
            ends.push(clean.len());
        }
        let lost = piece.chunk.lost.as_ref().map(|loss| {
            let Chunk { number, offset, .. } = piece.chunk;
            let record = Incoming { path, name, form, number, bytes: &[] };
            let flaw = clerk.lose(record, loss.rows, Flaw::new(FlawKind::Torn, loss.detail.as_str()), lines);
            put_aside(number, offset, flaw, &[]);
            if !gathers {
                clean.extend_from_slice(&piece.chunk.bytes);
            }
            Error::at(ErrorKind::Read, path, loss.detail.as_str())
        });
        let end = piece.chunk.end.as_ref().map(|end| {
            if !end.torn.is_empty() {
                let offset = end.bytes - end.torn.len() as u64;
                let record = Incoming { path, name, form, number: end.records, bytes: &end.torn };
                let flaw = Flaw::new(FlawKind::Torn, "the file breaks off in it");
                let flaw = clerk.reject(record, flaw, lines);
                put_aside(end.records, offset, flaw, &end.torn);
            }
            if audit {
                // Nor does this.
                let _ = encode_container(name, (end.bytes, end.hash, end.records), lines);
            }
            let failure = end.failure.as_ref().map(|failure| {
                let detail = format!("{failure}; what comes before is cleaned");
                Error::at(ErrorKind::Read, path, detail)
            });
            Ending { failure, hash: end.file.or_else(|| container.pass.hash(path)) }
        });
        if gathers {
            batch.records = std::mem::take(&mut clean);
            ends.clear();
        }
        Part {
            first: piece.chunk.first,
            codec,
            clean: match form {
                Form::JsonLines => Packed::new(clean, codec),
                Form::Warc => Packed::each(clean, &ends, codec),
                Form::Rows => Ok(Packed::rows(clean, piece.chunk.group)),
            }
            .map_err(|e| Error::write(path, e)),
            entries,
            rejects,
            flaws,
            consumed: piece.chunk.consumed,
            lost,
            end,
            container,
        }
    }

    /// Documents and removals that its lines for the audit tell of.
    pub(super) fn told(&self) -> (u64, u64) {
        let documents = self.entries.len() + self.flaws.len();
        (documents as u64, self.entries.iter().map(|entry| entry.removed).sum())
    }
}
