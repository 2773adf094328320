//! Turns a cleaned record, one that was put aside, and the end of their file into lines of an audit.

use std::borrow::Cow;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::encode::{hash, push};
use super::name::from_path;
use super::record::{ContainerRecord, DocumentRecord, RemovalRecord, TableRecord};
use crate::decide::Removal;
use crate::error::{Error, Result};
use crate::evidence::Catalogue;
use crate::record::{Edit, Flaw, Form};

/// One record of a file, as an audit needs to know it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AuditedRecord<'a> {
    /// The file's path below its input.
    pub(crate) name: &'a Path,
    /// How the record is written.
    pub(crate) form: Form,
    /// Its line, row, or place among the records, from 1.
    pub(crate) number: u64,
    /// Its bytes as they were read.
    pub(crate) original: &'a [u8],
}

impl<'a> AuditedRecord<'a> {
    fn document<'d>(&self, name: &'d str, path_base64: Option<String>) -> DocumentRecord<'d> {
        let content = self.form.content(self.original);
        DocumentRecord {
            document: Cow::Borrowed(name),
            path_base64: path_base64.map(Cow::Owned),
            record: Some(self.number),
            rows: None,
            rejected: None,
            added: None,
            head: None,
            head_bytes: None,
            bytes: content.len() as u64,
            hash: Cow::Owned(hash(content)),
            lines: 0,
            removals: 0,
            spared: false,
            encoding: None,
            text_bytes: None,
            original: None,
        }
    }

    /// Appends that `removals` went from its `text` of so many `lines`, as `edit` says.
    pub(crate) fn cleaned(
        &self,
        (text, lines, spared): (&[u8], usize, bool),
        (removals, edit): (&[Removal], &Edit),
        catalogue: &Catalogue,
        out: &mut Vec<u8>,
    ) -> Result<()> {
        let (name, path_base64) = from_path(self.name);
        let mut document = self.document(&name, path_base64);
        document.lines = lines as u64;
        document.removals = removals.len() as u64;
        document.spared = spared;
        document.added = edit.added.as_ref().map(|(at, member)| [*at as u64, member.len() as u64]);
        // A row is its text, which all places count in.
        let start = if self.form == Form::Rows { self.original.len() - text.len() } else { 0 };
        if let Some((length, head)) = edit.head.as_ref().filter(|_| self.form != Form::Rows) {
            document.head = std::str::from_utf8(&self.original[..*length]).ok().map(Cow::Borrowed);
            document.head_bytes = Some(head.len() as u64);
        }
        push(&document, self.name, out)?;
        for (removal, cut) in removals.iter().zip(&edit.cuts) {
            let text = String::from_utf8_lossy(removal.span.of(text));
            // Texts of WARC and Parquet are UTF-8; JSON that is not is half of a surrogate pair, which is written as an
            // escape.
            let written = std::str::from_utf8(&self.original[cut.clone()]).unwrap_or_default();
            let usual = self.form != Form::JsonLines || escaped(&text).as_deref() == Some(written);
            let info = catalogue.get(removal.rule);
            let record = RemovalRecord {
                path: Cow::Borrowed(&name),
                record: Some(self.number),
                at: Some((cut.start - start) as u64),
                offset: u64::from(removal.span.start),
                length: removal.span.len() as u64,
                line: removal.line,
                lines: removal.lines,
                kind: Cow::Borrowed(info.kind.name()),
                rule: Cow::Borrowed(info.id),
                weight: removal.weight,
                points: removal.points,
                written: (!usual).then_some(Cow::Borrowed(written)),
                text,
                base64: None,
            };
            push(&record, self.name, out)?;
        }
        Ok(())
    }

    /// Appends that it was put aside because of `flaw`; it is held as it was.
    pub(crate) fn rejected(&self, flaw: &Flaw, out: &mut Vec<u8>) -> Result<()> {
        let (name, path_base64) = from_path(self.name);
        let packed =
            zstd::bulk::compress(self.form.content(self.original), 0).map_err(|e| Error::write(self.name, e))?;
        let mut document = self.document(&name, path_base64);
        document.rejected = Some(Cow::Borrowed(flaw.kind.name()));
        document.original = Some(Cow::Owned(STANDARD.encode(packed)));
        push(&document, self.name, out)
    }

    /// Appends that `rows` from this one on are lost because of `flaw`.
    pub(crate) fn lost(&self, rows: u64, flaw: &Flaw, out: &mut Vec<u8>) -> Result<()> {
        let (name, path_base64) = from_path(self.name);
        let mut document = self.document(&name, path_base64);
        document.rows = Some(rows);
        document.rejected = Some(Cow::Borrowed(flaw.kind.name()));
        push(&document, self.name, out)
    }
}

/// Appends the beginning of the Parquet file called `name`, whose texts are in `column`.
pub(crate) fn encode_table(name: &Path, column: &str, out: &mut Vec<u8>) -> Result<()> {
    let (shown, path_base64) = from_path(name);
    let (table, column) = (Cow::Borrowed(&*shown), Cow::Borrowed(column));
    push(&TableRecord { table, path_base64: path_base64.map(Cow::Owned), column }, name, out)
}

/// Appends the end of the file called `name`: its bytes, unpacked, their hash, and its lines or records.
pub(crate) fn encode_container(name: &Path, (bytes, hash, records): (u64, u128, u64), out: &mut Vec<u8>) -> Result<()> {
    let (shown, path_base64) = from_path(name);
    let record = ContainerRecord {
        container: Cow::Borrowed(&shown),
        path_base64: path_base64.map(Cow::Owned),
        bytes,
        hash: Cow::Owned(format!("{hash:032x}")),
        records,
    };
    push(&record, name, out)
}

/// `text` in a JSON string at its shortest, without the quotes.
pub(crate) fn escaped(text: &str) -> Option<String> {
    let mut string = serde_json::to_string(text).ok()?;
    string.pop();
    (!string.is_empty()).then(|| string.split_off(1))
}
