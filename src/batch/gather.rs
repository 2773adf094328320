//! Writes files of records from their parts, which come in order.

use std::sync::atomic::Ordering::Relaxed;

use super::observer::{Done, Observer};
use super::part::{Ending, Part};
use super::summary::Summary;
use super::worker::Orders;
use crate::container::{Rejects, Sink};
use crate::error::{Error, ErrorKind, Result};
use crate::journal::{CleanCopy, Entry, Journal};
use crate::write::{Folders, Target, Written};

pub(super) struct Gatherer<'a> {
    target: &'a Target,
    folders: Option<Folders<'a>>,
    overwrite: bool,
    rejects: Rejects,
    strict: bool,
    journal: Option<&'a Journal>,
    state: State,
    /// How many records of the file were put aside.
    put_aside: u64,
    /// Whether nothing kept a part of it from being read.
    whole: bool,
    pub(super) summary: Summary,
}

/// What becomes of the file whose parts are coming.
enum State {
    /// It is written.
    Open(Box<Sink>),
    /// It is read only.
    Dry,
    /// It could not be written; what is left of it is let go.
    Lost,
}

impl<'a> Gatherer<'a> {
    pub(super) fn new(orders: &Orders<'a>, rejects: Rejects, strict: bool) -> Self {
        let Orders { target, overwrite, journal, .. } = *orders;
        let folders = match target {
            Target::Tree { root, used } => Some(Folders::new(root, *used)),
            _ => None,
        };
        let (state, summary) = (State::Dry, Summary::default());
        Gatherer { target, folders, overwrite, rejects, strict, journal, state, put_aside: 0, whole: true, summary }
    }

    /// Takes the next part and tells `observer` of it; gives back what the journal is to be told of a file that ends.
    ///
    /// # Errors
    /// When rejects can't be written; or, where the run is strict, at the first of them.
    pub(super) fn take(&mut self, part: &Part, observer: &dyn Observer) -> Result<Option<Entry>> {
        let pass = &part.container.pass;
        if part.first {
            (self.put_aside, self.whole) = (0, true);
        }
        self.put_aside += part.flaws.len() as u64;
        self.rejects.append(&part.rejects)?;
        if let Some(flaw) = part.flaws.first().filter(|_| self.strict) {
            return Err(Error::at(ErrorKind::Record, &part.container.path, flaw.clone()));
        }
        observer.read(&part.container.path, part.consumed);
        let mut again = pass.again.filter(|_| part.first);
        for entry in &part.entries {
            observer.done(&Done {
                path: &part.container.path,
                name: &part.container.name,
                record: Some(entry.number),
                bytes_in: entry.bytes_in,
                bytes_out: entry.bytes_out,
                transcoded: None,
                spared: entry.spared,
                again: again.take(),
                removals: &entry.removals,
                text: entry.text.as_deref(),
            });
        }
        let written = match self.write(part) {
            Ok(written) => written,
            Err(error) => {
                part.container.lost.store(true, Relaxed);
                self.state = State::Lost;
                self.fail(&error, observer);
                return Ok(pass.failed());
            }
        };
        if let Some(error) = &part.lost {
            self.whole = false;
            self.fail(error, observer);
        }
        let Some(Ending { failure, hash }) = &part.end else { return Ok(None) };
        if let Some(error) = failure {
            self.whole = false;
            self.fail(error, observer);
        }
        let copy = written.map(CleanCopy::from);
        Ok(copy.and_then(|copy| match self.whole {
            true => pass.cleaned(*hash, copy, self.put_aside),
            false => pass.broken(copy, self.put_aside),
        }))
    }

    /// Writes `part`; tells what the file holds when it ends.
    fn write(&mut self, part: &Part) -> Result<Option<Written>> {
        if part.first {
            self.state = self.begin(part)?;
        }
        if let State::Open(sink) = &mut self.state {
            match &part.clean {
                Ok(clean) => sink.append(clean)?,
                Err(error) => return Err(Error::at(ErrorKind::Internal, &part.container.path, error.to_string())),
            }
        }
        if part.end.is_none() {
            return Ok(None);
        }
        let written = match std::mem::replace(&mut self.state, State::Dry) {
            State::Open(sink) => {
                self.journal.map_or(Ok(()), |journal| journal.announce(&part.container.name))?;
                Some(sink.finish()?)
            }
            State::Dry => None,
            State::Lost => return Ok(None),
        };
        self.summary.files += 1;
        if let Some(why) = part.container.pass.again {
            *self.summary.again.entry(why).or_default() += 1;
        }
        Ok(written)
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
        sink.map(|sink| State::Open(Box::new(sink)))
    }

    fn fail(&mut self, error: &Error, observer: &dyn Observer) {
        self.summary.fail(error);
        observer.failed(error);
    }
}
