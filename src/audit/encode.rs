//! Turns a cleaned document into its lines of an audit. Workers do it side by side; the writer only joins the lines.

use std::borrow::Cow;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use xxhash_rust::xxh3::xxh3_128;

use super::name::from_path;
use super::record::{DocumentRecord, RemovalRecord};
use crate::decide::Removal;
use crate::decode;
use crate::error::{Error, ErrorKind, Result};
use crate::evidence::Catalogue;

/// One cleaned document, as an audit needs to know it.
#[derive(Clone, Copy, Debug)]
pub struct Audited<'a> {
    /// The document's path below its input; `-` for standard input.
    pub name: &'a Path,
    /// The bytes as they were read.
    pub original: &'a [u8],
    /// The decoded text; the same as `original` where nothing was transcoded.
    pub text: &'a [u8],
    /// The encoding that `text` was transcoded from.
    pub encoding: Option<&'static str>,
    /// Lines of the text.
    pub lines: usize,
    /// Whether the document was left whole because all of its text would have gone.
    pub spared: bool,
    /// What went from `text`.
    pub removals: &'a [Removal],
}

/// The hash by which an original is known again.
pub(crate) fn hash(bytes: &[u8]) -> String {
    format!("{:032x}", xxh3_128(bytes))
}

/// Appends the lines of `document` to `out`.
pub(crate) fn encode(document: &Audited<'_>, catalogue: &Catalogue, out: &mut Vec<u8>) -> Result<()> {
    let (name, path_base64) = from_path(document.name);
    let record = DocumentRecord {
        document: Cow::Borrowed(&name),
        path_base64: path_base64.map(Cow::Owned),
        record: None,
        rows: None,
        rejected: None,
        added: None,
        head: None,
        head_bytes: None,
        bytes: document.original.len() as u64,
        hash: Cow::Owned(hash(document.original)),
        lines: document.lines as u64,
        removals: document.removals.len() as u64,
        spared: document.spared,
        encoding: document.encoding.map(Cow::Borrowed),
        text_bytes: document.encoding.map(|_| document.text.len() as u64),
        original: original(document)?.map(Cow::Owned),
    };
    push(&record, document.name, out)?;
    for removal in document.removals {
        let bytes = removal.span.of(document.text);
        let text = String::from_utf8_lossy(bytes);
        let exact = matches!(text, Cow::Owned(_)).then(|| Cow::Owned(STANDARD.encode(bytes)));
        let info = catalogue.get(removal.rule);
        let record = RemovalRecord {
            path: Cow::Borrowed(&name),
            record: None,
            at: None,
            offset: u64::from(removal.span.start),
            length: removal.span.len() as u64,
            line: removal.line,
            lines: removal.lines,
            kind: Cow::Borrowed(info.kind.name()),
            rule: Cow::Borrowed(info.id),
            weight: removal.weight,
            points: removal.points,
            text,
            written: None,
            base64: exact,
        };
        push(&record, document.name, out)?;
    }
    Ok(())
}

/// The original bytes, packed, where the text alone would not give them back.
fn original(document: &Audited<'_>) -> Result<Option<String>> {
    let Some(encoding) = document.encoding else { return Ok(None) };
    if decode::encode(document.text, encoding).is_some_and(|bytes| bytes == document.original) {
        return Ok(None);
    }
    let packed = zstd::bulk::compress(document.original, 0).map_err(|e| Error::write(document.name, e))?;
    Ok(Some(STANDARD.encode(packed)))
}

pub(super) fn push(record: &impl serde::Serialize, name: &Path, out: &mut Vec<u8>) -> Result<()> {
    serde_json::to_writer(&mut *out, record).map_err(|e| Error::at(ErrorKind::Audit, name, e.to_string()))?;
    out.push(b'\n');
    Ok(())
}
