//! The run: folders in, a clean tree out, on as many threads as one likes and in memory that does not grow.
//!
//! Workers draw stretches of the [walk](crate::walk) and hand in what came of them; the calling thread puts that back
//! into walk order for the observer and the audit. A fixed number of tickets bounds what can wait for its turn. A file of
//! records is drawn chunk by chunk, so that all workers share a large one, and written by the calling thread.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

mod admit;
mod again;
mod clerk;
mod collect;
mod crew;
mod gather;
mod learn;
mod ledger;
mod long;
mod observer;
mod open;
mod part;
mod plan;
mod profile;
mod prune;
mod reader;
mod resume;
mod settled;
mod shards;
mod sites;
mod stream;
mod summary;
mod watch;
mod worker;

pub use again::Again;
pub use learn::learn;
pub use observer::{Done, Observer};
pub use plan::{Destination, JsonLines, Learning, Plan, every_processor};
pub use profile::{read_profile, write_profile};
pub use sites::{SiteBy, Sites};
pub use stream::Stream;
pub use summary::{Summary, Tally};
pub use watch::watch;

use crate::audit::AuditWriter;
use crate::cleaner::Cleaner;
use crate::container::{Kind as ContainerKind, Rejects};
use crate::error::{Error, ErrorKind, Result};
use crate::journal::{Journal, Stamp};
use crate::site::Profile;
use crate::walk::{Found, Root, RootKind, Walker};
use crate::write::{Source, Target, beside, prepare};
use admit::Gate;
use collect::{Collector, Ticket};
use crew::{Queue, work};
use gather::Gatherer;
use ledger::{Books, News};
use resume::{Resume, Ways};
use settled::settled;
use shards::Shards;
use worker::{Orders, Worker};

/// How many stretches of the walk may be in hand or wait for their turn, for each thread.
const TICKETS: usize = 4;

/// Cleans what `plan` says with `cleaner` and tells `observer` of it. A file that fails is reported and counted, and
/// the rest goes on. Once `stop` is set no further file is begun; those in hand are finished, and so is the audit.
///
/// # Errors
/// Before anything is written: when the paths can't be used together, an input does not exist, an output exists
/// without `overwrite`, another run is at work there, or a glob does not parse. Later: when the audit can't be written.
pub fn run(plan: &Plan, cleaner: &Cleaner, observer: &dyn Observer, stop: &AtomicBool) -> Result<Summary> {
    let roots = Root::all(&plan.inputs)?;
    let Places { target, audit, rejects } = settle(plan, &roots)?;
    let walker = Walker::new(&roots, &plan.walk, target.path())?;
    prepare(&target)?;
    let mut books = match plan.jsonl {
        Some(_) => Books::default(),
        None => Books::open(plan, &target, rejects.path())?,
    };
    let ways = Ways::of(plan, cleaner);
    let lone = is_lone(&roots);
    let settled = match (&books.past, &plan.learning) {
        (Some(past), Learning::Here) => settled(plan, past, ways, &target, stop)?,
        _ => HashSet::new(),
    };
    let learnt;
    let profile = match &plan.learning {
        Learning::Off => None,
        Learning::Here if lone => {
            learnt = Profile::default();
            Some(&learnt)
        }
        Learning::Here => {
            learnt = learn::survey(plan, stop, false, &settled)?;
            Some(&learnt)
        }
        Learning::Known(profile) => Some(profile),
    };
    let sites = profile.map(|profile| Sites::new(profile, plan.site_by));
    let audit = audit.map(|path| AuditWriter::create(&path, plan.overwrite, cleaner.catalogue())).transpose()?;
    let round =
        Round { plan, cleaner, observer, stop, target: &target, ways, sites: sites.as_ref(), quiet: None, lone };
    let (summary, news) = round.clean(walker, &books, settled, audit, rejects.ready()?);
    let all = books.enter(news);
    let mut summary = summary?;
    books.close(plan, &target, all, observer, &mut summary);
    Ok(summary)
}

/// Cleaning what was found: all of a run, or what was found at one look of a watch.
struct Round<'a> {
    plan: &'a Plan,
    cleaner: &'a Cleaner,
    observer: &'a dyn Observer,
    stop: &'a AtomicBool,
    target: &'a Target,
    ways: Ways,
    sites: Option<&'a Sites<'a>>,
    /// The files that have been quiet, with what they were like; all are taken to be where this is not given.
    quiet: Option<&'a HashMap<PathBuf, Stamp>>,
    /// Whether there is but [one document](is_lone).
    lone: bool,
}

impl Round<'_> {
    /// Cleans what was `found`, apart from the sites that are `settled`; tells the figures, and what was done.
    fn clean(
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
        _ if plan.jsonl.is_some() => shards::settle(plan, &sources)?,
        Destination::Nowhere => Target::Nowhere,
        Destination::Stdout => {
            let detail = "takes JSON Lines only; name a folder or a file for clean copies";
            return Err(Error::at(ErrorKind::Layout, Path::new("standard output"), detail));
        }
        Destination::Path(path) => Target::settle(&sources, path, plan.overwrite || plan.resume)?,
    };
    if plan.resume {
        resumable(plan, &target)?;
    }
    let adds = plan.resume || plan.destination == Destination::Stdout;
    let replace = plan.overwrite || adds;
    let beside = |path: &Path, what| beside(path, what, &sources, &target, replace);
    let audit = plan.audit.as_deref().map(|path| beside(path, "audit")).transpose()?;
    let rejects = match rejects_place(plan) {
        Some(path) => Rejects::new(&beside(&path, "rejects")?, adds),
        None => Rejects::nowhere(),
    };
    Ok(Places { target, audit, rejects })
}

/// Where rejects of `plan` go: where it says, or beside the output; `None` where nothing is written.
pub fn rejects_place(plan: &Plan) -> Option<PathBuf> {
    let output = match &plan.destination {
        Destination::Nowhere => return None,
        Destination::Stdout => return plan.rejects.clone(),
        Destination::Path(output) => output,
    };
    Some(plan.rejects.clone().unwrap_or_else(|| {
        // A slash at the end goes.
        let mut path = output.components().as_path().as_os_str().to_owned();
        path.push(".rejects.jsonl");
        path.into()
    }))
}

/// Refuses to go on where there is nothing to go on from, and what would come of it would be no whole.
fn resumable(plan: &Plan, target: &Target) -> Result<()> {
    let refuse = |path: &Path, detail: &str| Err(Error::at(ErrorKind::Layout, path, detail));
    if let Some(audit) = &plan.audit {
        let detail = "an audit tells of all documents, but --resume cleans only some; leave one of them out";
        return refuse(audit, detail);
    }
    match target {
        Target::Nowhere => Ok(()),
        Target::File(path) => refuse(path, "a single file has no journal to go on from (--resume); name folders"),
        Target::Tree { root, used } if *used && !plan.overwrite && !Journal::stands_in(root) => {
            let detail = "is not empty and has no journal to go on from; name another folder, or let all of it be \
                          cleaned again (--overwrite)";
            refuse(root, detail)
        }
        Target::Tree { .. } => Ok(()),
    }
}

/// Whether the input is one document by itself: no other page tells what its site repeats, and no second thread helps.
fn is_lone(roots: &[Root]) -> bool {
    matches!(roots, [Root { path, kind: RootKind::File, .. }] if ContainerKind::of(path).is_none())
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
