//! Puts what the workers hand in back into walk order, tells the observer and fills the audit.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use crossbeam_channel::{Receiver, Sender};

use super::gather::Gatherer;
use super::ledger::Ledger;
use super::observer::{Done, Observer};
use super::outcome::{Finished, Outcome};
use super::shards::Shards;
use super::summary::Summary;
use crate::audit::AuditWriter;
use crate::error::{Error, Result};
use crate::journal::Entry;

/// A stretch of the walk, dealt with.
#[derive(Debug)]
pub(super) struct Batch {
    /// Its place in the walk.
    pub(super) number: u64,
    /// What came of it, in walk order.
    pub(super) outcomes: Vec<Outcome>,
    /// Its lines for the audit.
    pub(super) lines: Vec<u8>,
    /// Its documents as JSON Lines, where they are gathered.
    pub(super) records: Vec<u8>,
    /// What the journal is to be told of inputs.
    pub(super) notes: Vec<(PathBuf, Entry)>,
    /// Whether a part of the inputs could not be looked at.
    pub(super) blind: bool,
}

impl Batch {
    /// A batch of which nothing is dealt with yet.
    pub(super) fn new(number: u64) -> Self {
        Batch { number, outcomes: Vec::new(), lines: Vec::new(), records: Vec::new(), notes: Vec::new(), blind: false }
    }
}

/// Leave to begin a batch: there are only so many, so that what waits for its turn stays small.
#[derive(Debug)]
pub(super) struct Ticket;

pub(super) struct Collector<'a, 'j> {
    pub(super) observer: &'a dyn Observer,
    pub(super) audit: Option<AuditWriter>,
    pub(super) ledger: &'a mut Ledger<'j>,
    pub(super) gatherer: Gatherer<'a>,
    /// Where documents are gathered.
    pub(super) shards: Option<&'a mut Shards>,
    /// Set here to tell the workers to stop.
    pub(super) halt: &'a AtomicBool,
}

impl Collector<'_, '_> {
    /// Receives until the last worker has hung up, and gives back the figures of what was written here.
    ///
    /// # Errors
    /// When the audit can't be written.
    pub(super) fn collect(mut self, batches: &Receiver<Batch>, tickets: &Sender<Ticket>) -> Result<Summary> {
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        let mut failure = None;
        for batch in batches {
            waiting.insert(batch.number, batch);
            while let Some(mut batch) = waiting.remove(&next) {
                next += 1;
                self.ledger.enter(std::mem::take(&mut batch.notes), batch.blind);
                if failure.is_none() {
                    failure = self.tell(&batch).err();
                }
                if failure.is_some() {
                    self.halt.store(true, Ordering::Relaxed);
                }
                // No one takes tickets any more once all workers have gone.
                let _ = tickets.send(Ticket);
            }
        }
        match failure {
            Some(error) => Err(error),
            None => self.audit.map_or(Ok(()), AuditWriter::finish).map(|()| self.gatherer.summary),
        }
    }

    fn tell(&mut self, batch: &Batch) -> std::result::Result<(), Error> {
        let (mut documents, mut removals) = (0, 0);
        for outcome in &batch.outcomes {
            match outcome {
                Outcome::Done(finished) => {
                    documents += 1;
                    removals += finished.removed;
                    self.observer.done(&shown(finished));
                }
                Outcome::Unchanged(path, bytes) => self.observer.unchanged(path, *bytes),
                Outcome::Unquiet => {}
                Outcome::Part(part) => {
                    let (more, gone) = part.told();
                    documents += more;
                    removals += gone;
                    if let Some(entry) = self.gatherer.take(part, self.observer)? {
                        self.ledger.enter(vec![(part.container.name.clone(), entry)], false);
                    }
                }
                Outcome::Skipped(path, why) => self.observer.skipped(path, *why),
                Outcome::Failed(error) => self.observer.failed(error),
            }
        }
        if let Some(shards) = &mut self.shards {
            shards.append(&batch.records)?;
        }
        match &mut self.audit {
            Some(audit) => audit.append(&batch.lines, documents, removals),
            None => Ok(()),
        }
    }
}

fn shown(finished: &Finished) -> Done<'_> {
    Done {
        path: &finished.path,
        name: &finished.name,
        record: None,
        bytes_in: finished.bytes_in,
        bytes_out: finished.bytes_out,
        transcoded: finished.transcoded,
        spared: finished.spared,
        again: finished.again,
        removals: &finished.removals,
        text: finished.text.as_deref(),
    }
}
