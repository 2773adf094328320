//! Where a run writes: copies, audit, rejects. All of it is settled before anything is written.

use std::path::{Path, PathBuf};

use super::plan::{Destination, Plan};
use super::shards;
use crate::container::Rejects;
use crate::error::{Error, ErrorKind, Result};
use crate::journal::Journal;
use crate::walk::{Root, RootKind};
use crate::write::{Source, Target, beside};

/// Where all goes.
pub(super) struct Places {
    pub(super) target: Target,
    pub(super) audit: Option<PathBuf>,
    pub(super) rejects: Rejects,
}

/// Settles where all that `plan` makes of `roots` goes.
pub(super) fn settle(plan: &Plan, roots: &[Root]) -> Result<Places> {
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
