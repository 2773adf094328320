//! One original in the making: removed spans go back between the kept ones, and the whole is checked at the end.

use std::borrow::Cow;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::audit::{DocumentRecord, RemovalRecord, hash};
use crate::decode;
use crate::error::{Error, ErrorKind, Result};

pub(super) const CHANGED: &str =
    "was changed after the cleaning, or belongs to another audit; bring back the copy as it was";

pub(super) struct Draft {
    name: PathBuf,
    path: PathBuf,
    /// How the audit shows the name; its removals bear it too.
    shown: String,
    bytes: u64,
    hash: String,
    encoding: Option<String>,
    original: Option<String>,
    missing: u64,
    clean: Vec<u8>,
    /// How much of the clean copy is in the text.
    used: usize,
    text: Vec<u8>,
}

impl Draft {
    /// Begins the document of `record`, called `name`, of which `path` is the clean copy.
    pub(super) fn begin(record: &DocumentRecord<'_>, name: PathBuf, path: PathBuf) -> Result<Self> {
        let meta = fs::metadata(&path).map_err(|e| Error::read(&path, e))?;
        if !meta.is_file() {
            return Err(Error::at(ErrorKind::Read, &path, "is no file; a clean copy was expected"));
        }
        if meta.len() > record.text_bytes.unwrap_or(record.bytes) {
            return Err(Error::at(ErrorKind::Audit, &path, CHANGED));
        }
        let clean = fs::read(&path).map_err(|e| Error::read(&path, e))?;
        Ok(Draft {
            name,
            path,
            shown: record.document.clone().into_owned(),
            bytes: record.bytes,
            hash: record.hash.clone().into_owned(),
            encoding: record.encoding.clone().map(Cow::into_owned),
            original: record.original.clone().map(Cow::into_owned),
            missing: record.removals,
            clean,
            used: 0,
            text: Vec::new(),
        })
    }

    pub(super) fn name(&self) -> &Path {
        &self.name
    }

    /// The clean copy's path.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether all removals are back.
    pub(super) fn is_complete(&self) -> bool {
        self.missing == 0
    }

    /// Whether `removal` says that it is this document's.
    pub(super) fn owns(&self, removal: &RemovalRecord<'_>) -> bool {
        removal.path == self.shown
    }

    /// Puts a removed span back; they come in order.
    pub(super) fn put_back(&mut self, removal: &RemovalRecord<'_>) -> Result<()> {
        if !self.owns(removal) || self.missing == 0 {
            return Err(self.bad("the audit has removals that are not this document's"));
        }
        self.missing -= 1;
        let bytes: Cow<'_, [u8]> = match &removal.base64 {
            Some(exact) => Cow::Owned(STANDARD.decode(&**exact).map_err(|_| self.bad("the audit's base64 is broken"))?),
            None => Cow::Borrowed(removal.text.as_bytes()),
        };
        if bytes.len() as u64 != removal.length {
            return Err(self.bad("the audit has a removal whose text is not as long as it says"));
        }
        let kept = usize::try_from(removal.offset).ok().and_then(|offset| offset.checked_sub(self.text.len()));
        let Some(kept) = kept else {
            return Err(self.bad("the audit's removals are not in order"));
        };
        let Some(part) = self.clean[self.used..].get(..kept) else { return Err(self.bad(CHANGED)) };
        self.text.extend_from_slice(part);
        self.text.extend_from_slice(&bytes);
        self.used += kept;
        Ok(())
    }

    /// The original, which is what it was or an error.
    pub(super) fn finish(mut self) -> Result<Vec<u8>> {
        if self.missing > 0 {
            return Err(self.bad("removals are missing from the audit, which was changed or cut off"));
        }
        self.text.extend_from_slice(&self.clean[self.used..]);
        self.clean = Vec::new();
        let original = match (&self.encoding, &self.original) {
            (_, Some(packed)) => self.unpack(packed)?,
            (Some(encoding), None) => decode::encode(&self.text, encoding).ok_or_else(|| self.bad(CHANGED))?,
            (None, None) => std::mem::take(&mut self.text),
        };
        if original.len() as u64 != self.bytes || hash(&original) != self.hash {
            return Err(self.bad(CHANGED));
        }
        Ok(original)
    }

    /// The original bytes that the audit holds, and not many more where it lies about their number.
    fn unpack(&self, packed: &str) -> Result<Vec<u8>> {
        let mut original = Vec::new();
        let unpacked = STANDARD.decode(packed).ok().and_then(|packed| {
            let decoder = zstd::Decoder::with_buffer(&*packed).ok()?;
            decoder.take(self.bytes.saturating_add(1)).read_to_end(&mut original).ok()
        });
        unpacked.ok_or_else(|| self.bad("the original in the audit does not unpack"))?;
        Ok(original)
    }

    fn bad(&self, detail: &str) -> Error {
        Error::at(ErrorKind::Audit, &self.path, detail)
    }
}
