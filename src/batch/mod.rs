//! The run: folders in, a clean tree out, on as many threads as one likes and in memory that does not grow.
//!
//! Workers draw stretches of the [walk](crate::walk) and hand in what came of them; the calling thread puts that back
//! into walk order for the observer and the audit. A fixed number of tickets bounds what can wait for its turn. A file of
//! records is drawn chunk by chunk, so that all workers share a large one, and written by the calling thread.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

mod clerk;
mod collect;
mod crew;
mod gather;
mod learn;
mod observer;
mod open;
mod part;
mod plan;
mod profile;
mod reader;
mod sites;
mod stream;
mod summary;
mod worker;

pub use learn::learn;
pub use observer::{Done, Observer};
pub use plan::{Destination, Learning, Plan};
pub use profile::{read_profile, write_profile};
pub use sites::{SiteBy, Sites};
pub use stream::Stream;
pub use summary::{Summary, Tally};

use crate::audit::AuditWriter;
use crate::cleaner::Cleaner;
use crate::container::Rejects;
use crate::error::{Error, ErrorKind, Result};
use crate::walk::{Root, RootKind, Walker};
use crate::write::{Source, Target, beside, prepare};
use collect::{Collector, Ticket};
use crew::{Queue, work};
use gather::Gatherer;
use worker::{Orders, Worker};

/// How many stretches of the walk may be in hand or wait for their turn, for each thread.
const TICKETS: usize = 4;

/// Cleans what `plan` says with `cleaner` and tells `observer` of it. A file that fails is reported and counted, and
/// the rest goes on. Once `stop` is set no further file is begun; those in hand are finished, and so is the audit.
///
/// # Errors
/// Before anything is written: when the paths can't be used together, an input does not exist, an output exists
/// without `overwrite`, or a glob does not parse. Later: when the audit can't be written.
pub fn run(plan: &Plan, cleaner: &Cleaner, observer: &dyn Observer, stop: &AtomicBool) -> Result<Summary> {
    let roots = Root::all(&plan.inputs)?;
    let Places { target, audit, rejects } = settle(plan, &roots)?;
    let walker = Walker::new(&roots, &plan.walk, target.path())?;
    prepare(&target, plan.overwrite)?;
    let learnt;
    let profile = match &plan.learning {
        Learning::Off => None,
        Learning::Here => {
            learnt = learn::survey(plan, stop, false)?;
            Some(&learnt)
        }
        Learning::Known(profile) => Some(profile),
    };
    let sites = profile.map(|profile| Sites::new(profile, plan.site_by));
    let audit = audit.map(|path| AuditWriter::create(&path, plan.overwrite, cleaner.catalogue())).transpose()?;
    let orders = Orders {
        cleaner,
        target: &target,
        sites: sites.as_ref(),
        fields: &plan.fields,
        overwrite: plan.overwrite,
        audit: audit.is_some(),
        text: observer.wants_text(),
    };
    let halt = AtomicBool::new(false);
    let gatherer = Gatherer::new(&target, plan.overwrite, rejects.ready()?, plan.strict);
    let collector = Collector { observer, audit, gatherer, halt: &halt };
    let queue = Queue::new(walker, &plan.fields, stop, &halt);
    conduct(plan.threads.get(), orders, &queue, collector)
}

/// Where all goes.
struct Places {
    target: Target,
    audit: Option<PathBuf>,
    rejects: Rejects,
}

fn settle(plan: &Plan, roots: &[Root]) -> Result<Places> {
    let sources: Vec<Source<'_>> =
        roots.iter().map(|root| Source { path: &root.path, folder: root.kind == RootKind::Folder }).collect();
    let target = match &plan.destination {
        Destination::Nowhere => Target::Nowhere,
        Destination::Path(path) => Target::settle(&sources, path, plan.overwrite)?,
    };
    let beside = |path: &Path, what| beside(path, what, &sources, &target, plan.overwrite);
    let audit = plan.audit.as_deref().map(|path| beside(path, "audit")).transpose()?;
    let rejects = match rejects_place(plan) {
        Some(path) => Rejects::new(&beside(&path, "rejects")?, false),
        None => Rejects::nowhere(),
    };
    Ok(Places { target, audit, rejects })
}

/// Where rejects of `plan` go: where it says, or beside the output; `None` where nothing is written.
pub fn rejects_place(plan: &Plan) -> Option<PathBuf> {
    let Destination::Path(output) = &plan.destination else { return None };
    Some(plan.rejects.clone().unwrap_or_else(|| {
        // A slash at the end goes.
        let mut path = output.components().as_path().as_os_str().to_owned();
        path.push(".rejects.jsonl");
        path.into()
    }))
}

/// Runs the workers and collects from them until all are done.
fn conduct(threads: usize, orders: Orders<'_>, queue: &Queue<'_>, collector: Collector<'_>) -> Result<Summary> {
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
