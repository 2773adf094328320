//! Which sites have not changed since a former run. What was learnt of them then is what would be learnt now, so their
//! files need not be read for it.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::plan::Plan;
use super::resume::{Ways, stands};
use crate::error::Result;
use crate::journal::{Outcome, Past, Stamp};
use crate::walk::{Found, Root, Walker};
use crate::write::Target;

/// What is seen of a site, or of the files of records that lie where its files lie and may be of any.
#[derive(Debug, Default)]
struct Seen {
    changed: bool,
    /// The template that its documents were cleaned with.
    template: Option<u64>,
}

/// The sites of `plan` of which all files and copies are as `past` tells, and none is missing.
///
/// # Errors
/// When an input does not exist or a glob does not parse.
pub(super) fn settled(
    plan: &Plan,
    past: &Past,
    ways: Ways,
    target: &Target,
    stop: &AtomicBool,
) -> Result<HashSet<String>> {
    // A run that was broken off may have learnt from files that the journal does not know.
    if !past.tidy {
        return Ok(HashSet::new());
    }
    let roots = Root::all(&plan.inputs)?;
    let mut sites: BTreeMap<(String, bool), Seen> = BTreeMap::new();
    for found in Walker::new(&roots, &plan.walk, target.path())? {
        if stop.load(Relaxed) {
            return Ok(HashSet::new());
        }
        let Found::File { path, name } = found else { continue };
        past.meet(&name);
        let seen = sites.entry((plan.site_by.site(&path, &name), ways.of_any_site(&path))).or_default();
        seen.changed |= !seen.agrees(past, ways, target, &path, &name);
    }
    for (name, _) in past.unmet().filter(|(_, entry)| entry.outcome != Outcome::Gone) {
        // The site of what lies directly in an input can't be told any more, nor those of records.
        if name.parent().is_none_or(|folder| folder.as_os_str().is_empty()) || ways.of_any_site(name) {
            return Ok(HashSet::new());
        }
        if let Some(site) = sites.get_mut(&(plan.site_by.site(name, name), false)) {
            site.changed = true;
        }
    }
    // Records may tell of every site, and what any file tells may be what they tell.
    if sites.keys().any(|(_, any)| *any) && sites.values().any(|seen| seen.changed) {
        return Ok(HashSet::new());
    }
    Ok(sites.into_iter().filter(|(_, seen)| !seen.changed).map(|((site, _), _)| site).collect())
}

impl Seen {
    /// Whether all is as it was with the file at `path`.
    fn agrees(&mut self, past: &Past, ways: Ways, target: &Target, path: &Path, name: &Path) -> bool {
        let Some(entry) = past.get(name).filter(|entry| entry.outcome != Outcome::Gone) else { return false };
        let Some(stamp) = fs::metadata(path).ok().as_ref().map(Stamp::of) else { return false };
        if stands(entry, ways.rules(path), Some(stamp), target, name).is_err() {
            return false;
        }
        entry.outcome == Outcome::Binary
            || *self.template.get_or_insert(entry.site.unwrap_or(0)) == entry.site.unwrap_or(0)
    }
}
