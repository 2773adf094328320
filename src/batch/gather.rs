//! Writes files of records from their parts, which come in order.

use std::sync::atomic::Ordering::Relaxed;

use super::observer::{Done, Observer};
use super::part::Part;
use super::summary::Summary;
use crate::container::{Rejects, Sink};
use crate::error::{Error, ErrorKind, Result};
use crate::write::{Folders, Target};

pub(super) struct Gatherer<'a> {
    target: &'a Target,
    folders: Option<Folders<'a>>,
    overwrite: bool,
    rejects: Rejects,
    strict: bool,
    state: State,
    pub(super) summary: Summary,
}

/// What becomes of the file whose parts are coming.
enum State {
    /// It is written.
    Open(Sink),
    /// It is read only.
    Dry,
    /// It could not be written; what is left of it is let go.
    Lost,
}

impl<'a> Gatherer<'a> {
    pub(super) fn new(target: &'a Target, overwrite: bool, rejects: Rejects, strict: bool) -> Self {
        let folders = match target {
            Target::Tree { root, used } => Some(Folders::new(root, *used)),
            _ => None,
        };
        Gatherer { target, folders, overwrite, rejects, strict, state: State::Dry, summary: Summary::default() }
    }

    /// Takes the next part and tells `observer` of it.
    ///
    /// # Errors
    /// When rejects can't be written; or, where the run is strict, at the first of them.
    pub(super) fn take(&mut self, part: &Part, observer: &dyn Observer) -> Result<()> {
        self.rejects.append(&part.rejects)?;
        if let Some(flaw) = part.flaws.first().filter(|_| self.strict) {
            return Err(Error::at(ErrorKind::Record, &part.container.path, flaw.clone()));
        }
        observer.read(&part.container.path, part.consumed);
        for entry in &part.entries {
            observer.done(&Done {
                path: &part.container.path,
                name: &part.container.name,
                record: Some(entry.number),
                bytes_in: entry.bytes_in,
                bytes_out: entry.bytes_out,
                transcoded: None,
                spared: entry.spared,
                again: None,
                removals: &entry.removals,
                text: entry.text.as_deref(),
            });
        }
        if let Err(error) = self.write(part) {
            part.container.lost.store(true, Relaxed);
            self.state = State::Lost;
            self.fail(&error, observer);
        }
        for error in part.end.iter().flatten().chain(&part.lost) {
            self.fail(error, observer);
        }
        Ok(())
    }

    fn write(&mut self, part: &Part) -> Result<()> {
        if part.first {
            self.state = self.begin(part)?;
        }
        if let State::Open(sink) = &mut self.state {
            match &part.clean {
                Ok(clean) => sink.append(clean)?,
                Err(error) => return Err(Error::at(ErrorKind::Internal, &part.container.path, error.to_string())),
            }
        }
        if part.end.is_some() {
            match std::mem::replace(&mut self.state, State::Dry) {
                State::Open(sink) => sink.finish()?,
                State::Dry => {}
                State::Lost => return Ok(()),
            }
            self.summary.files += 1;
        }
        Ok(())
    }

    fn begin(&mut self, part: &Part) -> Result<State> {
        let Some(place) = self.target.place(&part.container.name) else { return Ok(State::Dry) };
        if let Some(folders) = &mut self.folders {
            folders.enter(&place)?;
        }
        let sink = match &part.container.table {
            Some(table) => Sink::of_table(&place, table, self.overwrite),
            None => Sink::create(&place, part.container.kind.form, part.codec, self.overwrite),
        };
        sink.map(State::Open)
    }

    fn fail(&mut self, error: &Error, observer: &dyn Observer) {
        self.summary.fail(error);
        observer.failed(error);
    }
}
