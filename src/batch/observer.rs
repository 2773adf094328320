//! What a run tells while it goes on. A front end shows it; tests and benches may stay silent with `()`.

use std::path::Path;

use super::again::Again;
use crate::decide::Removal;
use crate::error::Error;
use crate::walk::Skip;

/// Hears of every file, in walk order and from one thread: the one that called [`run`](crate::run).
pub trait Observer: Sync {
    /// A document was cleaned and, unless the run is dry, written; a record, to a file that appears when it is whole.
    fn done(&self, document: &Done<'_>) {
        let _ = document;
    }

    /// A document of so many bytes was left as a former run had cleaned it.
    fn unchanged(&self, path: &Path, bytes: u64) {
        let _ = (path, bytes);
    }

    /// The clean copy at `path` was removed, as its input is gone.
    fn pruned(&self, path: &Path) {
        let _ = path;
    }

    /// Another `bytes` bytes of the file of records at `path` were dealt with, as they lie on the disk.
    fn read(&self, path: &Path, bytes: u64) {
        let _ = (path, bytes);
    }

    /// A file or folder was passed over.
    fn skipped(&self, path: &Path, why: Skip) {
        let _ = (path, why);
    }

    /// A file or folder could not be dealt with; the run goes on.
    fn failed(&self, error: &Error) {
        let _ = error;
    }

    /// [`restore`](crate::restore()) gave back an original of `bytes` bytes at `path`.
    fn restored(&self, path: &Path, bytes: u64) {
        let _ = (path, bytes);
    }

    /// Whether [`Done::text`] and [`Done::removals`] are to be filled; asked once before a run. It costs a copy of every
    /// document.
    fn wants_text(&self) -> bool {
        false
    }
}

/// Hears nothing.
impl Observer for () {}

/// A cleaned document.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Done<'a> {
    /// The file that was read.
    pub path: &'a Path,
    /// Its path below its input: the one below the output folder and in the audit.
    pub name: &'a Path,
    /// Its line there, where it is a record.
    pub record: Option<u64>,
    /// Size of the file, or of the record.
    pub bytes_in: u64,
    /// Size of the clean copy.
    pub bytes_out: u64,
    /// The encoding that the document was transcoded from.
    pub transcoded: Option<&'static str>,
    /// Whether it was left whole because all of its text would have gone.
    pub spared: bool,
    /// Why it was cleaned, in a run that goes on from a former one; the first record of a file tells for all.
    pub again: Option<Again>,
    /// What went, in order, where [`Observer::wants_text`] says so.
    pub removals: &'a [Removal],
    /// The decoded text before anything went, where [`Observer::wants_text`] says so.
    pub text: Option<&'a [u8]>,
}
