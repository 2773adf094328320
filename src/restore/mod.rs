//! The way back: originals, byte for byte, from their clean copies and the audit of the run that made them.

mod draft;
mod summary;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::audit::{DocumentRecord, Entry, Lines, RemovalRecord, to_path};
use crate::batch::Observer;
use crate::error::{Error, ErrorKind, Result};
use crate::write::{Folders, Source, Target, apart, prepare, sweep, write};
use draft::Draft;
pub use summary::RestoreSummary;

/// Writes to `destination` the originals of the clean copies at `clean`, as told by `audit`. Every original is checked
/// against its length and hash before it gets its name; one that fails is reported to `observer`, and the rest goes
/// on. `clean` may be a single file where the audit holds a single document. Once `stop` is set no further document
/// is restored.
///
/// # Errors
/// Before anything is written: when a path does not exist or can't be used with the others, `audit` is no audit, or
/// the destination exists without `overwrite`. Later: when `clean` is a file and the audit holds several documents.
pub fn restore(
    clean: &Path,
    audit: &Path,
    destination: &Path,
    overwrite: bool,
    observer: &dyn Observer,
    stop: &AtomicBool,
) -> Result<RestoreSummary> {
    let folder = std::fs::metadata(clean).map_err(|e| Error::read(clean, e))?.is_dir();
    let lines = Lines::open(audit)?;
    let target = Target::settle(&[Source { path: clean, folder }], destination, overwrite)?;
    if let Some(output) = target.path() {
        apart(&Source { path: audit, folder: false }, output)?;
    }
    prepare(&target)?;
    if let Target::Tree { root, used: true } = &target {
        sweep(root);
    }
    let folders = match &target {
        Target::Tree { root, .. } => Some(Folders::new(root, true)),
        _ => None,
    };
    let summary = RestoreSummary::default();
    Restorer { clean, target: &target, folders, overwrite, observer, summary, state: State::Idle }.run(lines, stop)
}

struct Restorer<'a> {
    clean: &'a Path,
    target: &'a Target,
    folders: Option<Folders<'a>>,
    overwrite: bool,
    observer: &'a dyn Observer,
    summary: RestoreSummary,
    state: State,
}

/// Where the reading of the audit stands.
enum State {
    /// Nothing was begun.
    Idle,
    /// A document that waits for its removals.
    Open(Box<Draft>),
    /// The document at hand has failed: its removals are passed over.
    Lost,
}

impl Restorer<'_> {
    fn run(mut self, mut lines: Lines, stop: &AtomicBool) -> Result<RestoreSummary> {
        loop {
            if stop.load(Ordering::Relaxed) {
                self.summary.interrupted = true;
                break;
            }
            match lines.next() {
                Ok(Some(Entry::Document(record))) => {
                    self.close(Some(&record))?;
                    self.open(&record);
                }
                Ok(Some(Entry::Removal(record))) => self.put_back(&record)?,
                Ok(None) => {
                    self.close(None)?;
                    break;
                }
                Err(error) => {
                    let over = error.kind() == ErrorKind::Read;
                    self.stumble(error)?;
                    if over {
                        break;
                    }
                }
            }
        }
        Ok(self.summary)
    }

    fn open(&mut self, record: &DocumentRecord<'_>) {
        match self.begin(record) {
            Ok(draft) => self.state = State::Open(Box::new(draft)),
            Err(error) => self.lose(&error),
        }
    }

    fn begin(&self, record: &DocumentRecord<'_>) -> Result<Draft> {
        let single = matches!(self.target, Target::File(_));
        let name = match to_path(&record.document, record.path_base64.as_deref()) {
            Some(name) => name,
            None if single => PathBuf::new(),
            None => {
                let detail = "is no path below a folder; nothing is written outside of the destination";
                return Err(Error::at(ErrorKind::Audit, Path::new(&*record.document), detail));
            }
        };
        let clean = if single { self.clean.to_owned() } else { self.clean.join(&name) };
        Draft::begin(record, name, clean)
    }

    fn put_back(&mut self, record: &RemovalRecord<'_>) -> Result<()> {
        let State::Open(draft) = &mut self.state else { return Ok(()) };
        if draft.is_complete() && !draft.owns(record) {
            let detail = "the audit has removals of this document but lacks the document itself";
            let error = Error::at(ErrorKind::Audit, Path::new(&*record.path), detail);
            self.close(None)?;
            self.lose(&error);
        } else if let Err(error) = draft.put_back(record) {
            self.lose(&error);
        }
        Ok(())
    }

    /// Writes the document at hand. A single file is written only when no document comes behind it.
    fn close(&mut self, next: Option<&DocumentRecord<'_>>) -> Result<()> {
        let state = std::mem::replace(&mut self.state, State::Idle);
        if next.is_some() && matches!(self.target, Target::File(_)) && !matches!(state, State::Idle) {
            let detail = "the audit holds more than one document; name the folder of the clean copies";
            return Err(Error::at(ErrorKind::Layout, self.clean, detail));
        }
        if let State::Open(draft) = state
            && let Err(error) = self.put(*draft)
        {
            self.lose(&error);
        }
        Ok(())
    }

    fn put(&mut self, draft: Draft) -> Result<()> {
        let name = draft.name().to_owned();
        let original = draft.finish()?;
        let Some(place) = self.target.place(&name) else { return Ok(()) };
        if let Some(folders) = &mut self.folders {
            folders.enter(&place)?;
        }
        write(&place, &original, self.overwrite)?;
        self.summary.files += 1;
        self.summary.bytes += original.len() as u64;
        self.observer.restored(&place, original.len() as u64);
        Ok(())
    }

    /// A line of the audit makes no sense: that is the failure of the document at hand, unless all of it was read.
    fn stumble(&mut self, error: Error) -> Result<()> {
        match &self.state {
            State::Open(draft) if !draft.is_complete() => {
                let error = Error::at(ErrorKind::Audit, draft.path(), error.to_string());
                self.lose(&error);
            }
            _ => {
                self.close(None)?;
                self.lose(&error);
            }
        }
        Ok(())
    }

    fn lose(&mut self, error: &Error) {
        self.state = State::Lost;
        self.summary.fail(error);
        self.observer.failed(error);
    }
}
