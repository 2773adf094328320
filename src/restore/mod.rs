//! The way back: originals, byte for byte, from their clean copies and the audit of the run that made them.

mod draft;
mod scroll;
mod summary;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::audit::{ContainerRecord, DocumentRecord, Entry, Lines, RemovalRecord, to_path};
use crate::batch::Observer;
use crate::error::{Error, ErrorKind, Result};
use crate::write::{Folders, Source, Target, apart, prepare, sweep, write};
use draft::Draft;
use scroll::Scroll;
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
    /// A file of records whose end is yet to come.
    Records(Box<Scroll>),
    /// The file of records that is called so has failed: what the audit tells of it is passed over.
    LostRecords(String),
}

impl Restorer<'_> {
    fn run(mut self, mut lines: Lines, stop: &AtomicBool) -> Result<RestoreSummary> {
        loop {
            if stop.load(Ordering::Relaxed) {
                self.summary.interrupted = true;
                break;
            }
            match lines.next() {
                Ok(Some(Entry::Document(record))) if record.record.is_some() => self.record(&record)?,
                Ok(Some(Entry::Table(record))) => {
                    self.enter(&record.table, record.path_base64.as_deref(), Some(&record.column))?;
                }
                Ok(Some(Entry::Container(record))) => self.container(&record)?,
                Ok(Some(Entry::Document(record))) => {
                    self.close(true)?;
                    self.open(&record);
                }
                Ok(Some(Entry::Removal(record))) => self.put_back(&record)?,
                Ok(None) => {
                    self.close(false)?;
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
        let (name, clean) = self.name(&record.document, record.path_base64.as_deref())?;
        Draft::begin(record, name, clean)
    }

    /// The name below the destination of what the audit calls `shown`, and its clean copy.
    fn name(&self, shown: &str, base64: Option<&str>) -> Result<(PathBuf, PathBuf)> {
        let single = matches!(self.target, Target::File(_));
        let name = match to_path(shown, base64) {
            Some(name) => name,
            None if single => PathBuf::new(),
            None => {
                let detail = "is no path below a folder; nothing is written outside of the destination";
                return Err(Error::at(ErrorKind::Audit, Path::new(shown), detail));
            }
        };
        let clean = if single { self.clean.to_owned() } else { self.clean.join(&name) };
        Ok((name, clean))
    }

    fn put_back(&mut self, record: &RemovalRecord<'_>) -> Result<()> {
        let draft = match &mut self.state {
            State::Open(draft) => draft,
            State::Records(scroll) => {
                if let Err(error) = scroll.put_back(record) {
                    self.lose_records(&record.path, &error);
                }
                return Ok(());
            }
            _ => return Ok(()),
        };
        if draft.is_complete() && !draft.owns(record) {
            let detail = "the audit has removals of this document but lacks the document itself";
            let error = Error::at(ErrorKind::Audit, Path::new(&*record.path), detail);
            self.close(false)?;
            self.lose(&error);
        } else if let Err(error) = draft.put_back(record) {
            self.lose(&error);
        }
        Ok(())
    }

    /// Writes the document at hand. A single file is written only when there are no `more` documents behind it.
    fn close(&mut self, more: bool) -> Result<()> {
        let state = std::mem::replace(&mut self.state, State::Idle);
        if more && matches!(self.target, Target::File(_)) && !matches!(state, State::Idle) {
            let detail = "the audit holds more than one document; name the folder of the clean copies";
            return Err(Error::at(ErrorKind::Layout, self.clean, detail));
        }
        match state {
            State::Open(draft) => {
                if let Err(error) = self.put(*draft) {
                    self.lose(&error);
                }
            }
            State::Records(scroll) => {
                let detail = "the audit lacks the end of the file, or was cut off";
                self.lose(&Error::at(ErrorKind::Audit, scroll.path(), detail));
            }
            _ => {}
        }
        Ok(())
    }

    /// Goes on to a record, which may be the first of its file.
    fn record(&mut self, record: &DocumentRecord<'_>) -> Result<()> {
        let number = record.record.unwrap_or_default();
        let (shown, base64) = (&*record.document, record.path_base64.as_deref());
        self.enter(shown, base64, None)?;
        if let State::Records(scroll) = &mut self.state
            && let Err(error) = scroll.open(record, number)
        {
            self.lose_records(shown, &error);
        }
        Ok(())
    }

    /// Ends a file of records, which may have none.
    fn container(&mut self, record: &ContainerRecord<'_>) -> Result<()> {
        let shown = &*record.container;
        self.enter(shown, record.path_base64.as_deref(), None)?;
        if let State::Records(scroll) = std::mem::replace(&mut self.state, State::Lost) {
            let path = scroll.path().to_owned();
            match scroll.finish(record) {
                Ok(bytes) => {
                    self.summary.files += 1;
                    self.summary.bytes += bytes;
                    self.observer.restored(&path, bytes);
                }
                Err(error) => self.lose(&error),
            }
        }
        Ok(())
    }

    /// Sees to it that the file of records called `shown`, whose texts are in `column` where it has such, is the one at
    /// hand, if it can be.
    fn enter(&mut self, shown: &str, base64: Option<&str>, column: Option<&str>) -> Result<()> {
        let at_hand = match &self.state {
            State::Records(scroll) => scroll.shown() == shown,
            State::LostRecords(lost) => lost == shown,
            _ => false,
        };
        if at_hand {
            return Ok(());
        }
        self.close(true)?;
        match self.unroll(shown, base64, column) {
            Ok(scroll) => self.state = State::Records(Box::new(scroll)),
            Err(error) => self.lose_records(shown, &error),
        }
        Ok(())
    }

    fn unroll(&mut self, shown: &str, base64: Option<&str>, column: Option<&str>) -> Result<Scroll> {
        let (name, clean) = self.name(shown, base64)?;
        let place = self.target.place(&name).unwrap_or_default();
        if let Some(folders) = &mut self.folders {
            folders.enter(&place)?;
        }
        Scroll::begin(clean, shown, column, &place, self.overwrite)
    }

    fn lose_records(&mut self, shown: &str, error: &Error) {
        self.lose(error);
        self.state = State::LostRecords(shown.to_owned());
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
            State::Records(scroll) => {
                let shown = scroll.shown().to_owned();
                self.lose_records(&shown, &Error::at(ErrorKind::Audit, scroll.path(), error.to_string()));
            }
            _ => {
                self.close(false)?;
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
