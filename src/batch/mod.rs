//! The run: folders in, a clean tree out, on as many threads as one likes and in memory that does not grow.
//!
//! Workers draw stretches of the [walk](crate::walk) and hand in what came of them; the calling thread puts that back
//! into walk order for the observer and the audit. A fixed number of tickets bounds what can wait for its turn. A file of
//! records is drawn chunk by chunk, so that all workers share a large one, and written by the calling thread.

use std::collections::HashSet;
use std::sync::atomic::AtomicBool;

mod admit;
mod again;
mod clerk;
mod collect;
mod crew;
mod gather;
mod guard;
mod kept;
mod learn;
mod ledger;
mod long;
mod observer;
mod open;
mod outcome;
mod part;
mod places;
mod plan;
mod profile;
mod prune;
mod reader;
mod resume;
mod round;
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
pub use places::rejects_place;
pub use plan::{Destination, JsonLines, Learning, Plan, every_processor};
pub use profile::{read_profile, write_profile};
pub use sites::{SiteBy, Sites};
pub use stream::Stream;
pub use summary::{Summary, Tally};
pub use watch::watch;

use crate::audit::AuditWriter;
use crate::cleaner::Cleaner;
use crate::container::Kind as ContainerKind;
use crate::error::Result;
use crate::site::Profile;
use crate::walk::{Root, RootKind, Walker};
use crate::write::prepare;
use ledger::Books;
use places::{Places, settle};
use resume::Ways;
use round::Round;
use settled::settled;

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

/// Whether the input is one document by itself: no other page tells what its site repeats, and no second thread helps.
fn is_lone(roots: &[Root]) -> bool {
    matches!(roots, [Root { path, kind: RootKind::File, .. }] if ContainerKind::of(path).is_none())
}
