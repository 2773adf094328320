//! What a run knows of former ones, and what follows for each file: whether it is to be cleaned, and why.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use super::again::Again;
use super::plan::{Learning, Plan};
use super::sites::{SiteBy, Sites};
use crate::cleaner::Cleaner;
use crate::container::Kind;
use crate::journal::{Entry, Outcome, Past, Stamp};
use crate::site::Template;
use crate::write::Target;
use xxhash_rust::xxh3::xxh3_64;

/// Former runs, beside what this one does.
#[derive(Debug)]
pub(super) struct Resume<'a> {
    pub(super) past: &'a Past,
    /// Sites of which no file changed, so that nothing of them need be learnt again.
    pub(super) settled: HashSet<String>,
    pub(super) by: SiteBy,
    pub(super) ways: Ways,
    pub(super) target: &'a Target,
}

/// What decides about a document apart from its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ways {
    /// A number for the cleaner and for where knowledge of sites comes from.
    rules: u64,
    /// The same for files of records, with the fields that matter.
    records: u64,
    /// Whether sites count.
    sites: bool,
    /// Whether each record tells its own.
    hosts: bool,
}

/// What is known of a file before it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Glance<'a> {
    /// It is as it was, and so is all that decides about it.
    Same(&'a Entry),
    /// It has to be read. Where it is told to have changed, its content may turn out to be the same.
    Read(Again, Option<&'a Entry>),
}

impl Ways {
    pub(super) fn of(plan: &Plan, cleaner: &Cleaner) -> Ways {
        let (way, sites) = match plan.learning {
            Learning::Off => (0, false),
            Learning::Here => (1, true),
            Learning::Known(_) => (2, true),
        };
        // By what sites are told apart decides only where they count.
        let by = if sites { plan.site_by.to_string() } else { String::new() };
        let bytes = [&cleaner.fingerprint().to_le_bytes()[..], &[way], by.as_bytes()].concat();
        let records = [&bytes[..], plan.fields.names().join("\0").as_bytes()].concat();
        let hosts = plan.site_by == SiteBy::Host;
        Ways { rules: xxh3_64(&bytes), records: xxh3_64(&records), sites, hosts }
    }

    /// A number for what decides about the file at `path` apart from its site.
    pub(super) fn rules(self, path: &Path) -> u64 {
        if Kind::of(path).is_some() { self.records } else { self.rules }
    }

    /// Whether the file at `path` holds records that tell their sites, which may be any.
    pub(super) fn of_any_site(self, path: &Path) -> bool {
        self.hosts && Kind::of(path).is_some()
    }

    /// A number for the template of a document's site, where sites count; for those of all sites where its records may
    /// be of any.
    pub(super) fn site(self, sites: Option<&Sites<'_>>, path: &Path, name: &Path) -> Option<u64> {
        let known = sites.and_then(|sites| match self.of_any_site(path) {
            true => Some(sites.fingerprint_of_all()),
            false => sites.fingerprint(path, name),
        });
        self.sites.then(|| known.unwrap_or_else(|| Template::default().fingerprint()))
    }
}

impl<'a> Resume<'a> {
    /// Looks at the file at `path`, called `name`, and at what there is of it in the output.
    pub(super) fn glance(&self, path: &Path, name: &Path, sites: Option<&Sites<'_>>) -> Glance<'a> {
        self.past.meet(name);
        let Some(entry) = self.past.get(name) else { return Glance::Read(Again::New, None) };
        if !self.settled.is_empty() && self.settled.contains(&self.by.site(path, name)) {
            return Glance::Same(entry);
        }
        let stamp = fs::metadata(path).ok().as_ref().map(Stamp::of);
        match stands(entry, self.ways.rules(path), stamp, self.target, name) {
            Err(why) if why != Again::Content => Glance::Read(why, Some(entry)),
            _ if entry.outcome != Outcome::Binary && entry.site != self.ways.site(sites, path, name) => {
                Glance::Read(Again::Site, Some(entry))
            }
            Err(why) => Glance::Read(why, Some(entry)),
            Ok(()) => Glance::Same(entry),
        }
    }
}

/// Whether what `entry` says still holds, apart from the site; else the first thing that does not.
pub(super) fn stands(
    entry: &Entry,
    rules: u64,
    stamp: Option<Stamp>,
    target: &Target,
    name: &Path,
) -> Result<(), Again> {
    let copied = match entry.outcome {
        Outcome::Begun | Outcome::Failed => return Err(Again::Unfinished),
        Outcome::Binary => true,
        Outcome::Cleaned | Outcome::Gone => {
            let copy = target.place(name).and_then(|place| fs::symlink_metadata(place).ok());
            let told = entry.copy.map(|copy| copy.bytes);
            copy.is_some_and(|copy| copy.is_file() && Some(copy.len()) == told)
        }
    };
    if entry.rules != rules {
        Err(Again::Rules)
    } else if !copied {
        Err(Again::Copy)
    } else if stamp != Some(entry.stamp) {
        Err(Again::Content)
    } else {
        Ok(())
    }
}
