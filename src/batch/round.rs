//! Cleaning on all hands: workers draw from the walk, and the calling thread collects what they hand in.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::admit::Gate;
use super::collect::{Collector, Ticket};
use super::crew::{Queue, work};
use super::gather::Gatherer;
use super::ledger::{Books, News};
use super::observer::Observer;
use super::plan::Plan;
use super::resume::{Resume, Ways};
use super::shards::Shards;
use super::sites::Sites;
use super::summary::Summary;
use super::worker::{Orders, Worker};
use crate::audit::AuditWriter;
use crate::cleaner::Cleaner;
use crate::container::Rejects;
use crate::error::{Error, ErrorKind, Result};
use crate::journal::Stamp;
use crate::walk::Found;
use crate::write::Target;

/// How many stretches of the walk may be in hand or wait for their turn, for each thread.
const TICKETS: usize = 4;

/// Cleaning what was found: all of a run, or what was found at one look of a watch.
pub(super) struct Round<'a> {
    pub(super) plan: &'a Plan,
    pub(super) cleaner: &'a Cleaner,
    pub(super) observer: &'a dyn Observer,
    pub(super) stop: &'a AtomicBool,
    pub(super) target: &'a Target,
    pub(super) ways: Ways,
    pub(super) sites: Option<&'a Sites<'a>>,
    /// The files that have been quiet, with what they were like; all are taken to be where this is not given.
    pub(super) quiet: Option<&'a HashMap<PathBuf, Stamp>>,
    /// Whether there is but [one document](super::is_lone).
    pub(super) lone: bool,
}

impl Round<'_> {
    /// Cleans what was `found`, apart from the sites that are `settled`; tells the figures, and what was done.
    pub(super) fn clean(
        &self,
        found: impl Iterator<Item = Found> + Send,
        books: &Books,
        settled: HashSet<String>,
        audit: Option<AuditWriter>,
        rejects: Rejects,
    ) -> (Result<Summary>, News) {
        let Round { plan, cleaner, observer, stop, target, ways, sites, quiet, lone } = *self;
        let resume = books.past.as_ref().map(|past| Resume { past, settled, by: plan.site_by, ways, target });
        // What is gathered has no copies.
        let copies = if plan.jsonl.is_some() { &Target::Nowhere } else { target };
        let mut shards = plan.jsonl.as_ref().and_then(|lines| Shards::new(plan, lines, target));
        let orders = Orders {
            cleaner,
            target: copies,
            gathers: plan.jsonl.is_some(),
            sites,
            fields: &plan.fields,
            ways,
            journal: books.journal.as_ref(),
            resume: resume.as_ref(),
            quiet,
            overwrite: plan.overwrite || plan.resume,
            threads: plan.threads.get(),
            audit: audit.is_some(),
            text: observer.wants_text(),
        };
        let halt = AtomicBool::new(false);
        let mut ledger = books.ledger();
        let gatherer = Gatherer::new(&orders, rejects, plan.strict);
        let collector =
            Collector { observer, audit, gatherer, ledger: &mut ledger, shards: shards.as_mut(), halt: &halt };
        let gate = Gate { resume: resume.as_ref(), sites, ways, keeps: books.journal.is_some() };
        let queue = Queue::new(found, &plan.fields, Some(gate), stop, &halt);
        let summary = match lone {
            true => perform(orders, &queue, collector),
            false => conduct(plan.threads.get(), orders, &queue, collector),
        };
        let ended = summary.as_ref().is_ok_and(|summary| !summary.interrupted);
        let gathered = shards.filter(|shards| ended || shards.is_stream()).map_or(Ok(()), Shards::finish);
        (summary.and_then(|summary| gathered.map(|()| summary)), ledger.close())
    }
}

/// Does the work on the only document, and collects what came of it, without a thread.
fn perform(orders: Orders<'_>, queue: &Queue<'_>, collector: Collector<'_, '_>) -> Result<Summary> {
    // Room for all that comes of one document before the collector looks.
    let (hand_in, batches) = crossbeam_channel::bounded(TICKETS);
    let (give, tickets) = crossbeam_channel::bounded(TICKETS);
    for _ in 0..TICKETS {
        let _ = give.send(Ticket);
    }
    let part = work(Worker::new(orders), queue, &hand_in, &tickets);
    drop((hand_in, tickets));
    let mut summary = collector.collect(&batches, &give)?;
    summary += part;
    Ok(summary)
}

/// Runs the workers and collects from them until all are done.
fn conduct(threads: usize, orders: Orders<'_>, queue: &Queue<'_>, collector: Collector<'_, '_>) -> Result<Summary> {
    let window = threads.saturating_mul(TICKETS);
    let (hand_in, batches) = crossbeam_channel::bounded(window);
    let (give, tickets) = crossbeam_channel::bounded(window);
    for _ in 0..window {
        // There is room for all of them.
        let _ = give.send(Ticket);
    }
    std::thread::scope(move |scope| {
        let mut crew = Vec::with_capacity(threads);
        for number in 0..threads {
            let (hand_in, tickets) = (hand_in.clone(), tickets.clone());
            let worker = std::thread::Builder::new().name(format!("dechaff-{number}"));
            let started = worker.spawn_scoped(scope, move || work(Worker::new(orders), queue, &hand_in, &tickets));
            match started {
                Ok(thread) => crew.push(thread),
                // Fewer workers do as well, as long as there is one.
                Err(_) if number > 0 => break,
                Err(e) => {
                    let detail = format!("no thread could be started: {e}");
                    return Err(Error::at(ErrorKind::Internal, Path::new("dechaff"), detail));
                }
            }
        }
        drop((hand_in, tickets));
        let mut summary = collector.collect(&batches, &give)?;
        for thread in crew {
            match thread.join() {
                Ok(part) => summary += part,
                Err(_) => return Err(Error::at(ErrorKind::Internal, Path::new("dechaff"), "a worker died")),
            }
        }
        Ok(summary)
    })
}
