//! Decides about each file of records that the walk comes to: whether it is cleaned, and what the journal is told.

use std::fs;
use std::path::{Path, PathBuf};

use super::again::Again;
use super::outcome::Outcome;
use super::resume::{Glance, Resume, Ways};
use super::sites::Sites;
use crate::error::Error;
use crate::journal::{CleanCopy, Entry, Stamp};
use crate::walk::Skip;
use crate::write::digest;

/// What is known of files of records before one is opened.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gate<'a> {
    pub(super) resume: Option<&'a Resume<'a>>,
    pub(super) sites: Option<&'a Sites<'a>>,
    pub(super) ways: Ways,
    /// Whether a journal is kept.
    pub(super) keeps: bool,
}

/// What a file of records that is let in bears with it.
#[derive(Debug, Default)]
pub(super) struct Pass {
    /// Why it is cleaned, in a run that goes on from a former one.
    pub(super) again: Option<Again>,
    /// What former runs made of it.
    known: Option<Entry>,
    /// What the journal is to be told, as far as that is known before it is read.
    draft: Option<Entry>,
}

/// A file of records that is not cleaned.
#[derive(Debug)]
pub(super) struct Left {
    pub(super) name: PathBuf,
    pub(super) outcome: Outcome,
    /// What the journal is to be told.
    pub(super) note: Option<Entry>,
}

impl<'a> Gate<'a> {
    /// Looks at the file of records at `path`, called `name`, and at what there is of it in the output.
    pub(super) fn admit(&self, path: &Path, name: &Path) -> Result<Pass, Box<Left>> {
        let Gate { resume, sites, ways, keeps } = *self;
        let (mut again, mut known) = (None, None);
        match resume.map(|resume| resume.glance(path, name, sites)) {
            Some(Glance::Same(entry)) => return Err(same(path, name, entry, entry.returned())),
            Some(Glance::Read(why, entry)) => (again, known) = (Some(why), entry),
            None => {}
        }
        // What changes while it is read has another stamp the next time.
        let stamp = fs::metadata(path).ok().as_ref().map(Stamp::of).filter(|_| keeps);
        if let (Some(Again::Content), Some(entry), Some(stamp)) = (again, known, stamp)
            && entry.hash.is_some()
            && digest(path).ok().map(|found| found.hash) == entry.hash
        {
            return Err(same(path, name, entry, Some(entry.touched(stamp))));
        }
        let draft = stamp
            .map(|stamp| Entry { site: ways.site(sites, path, name), ..Entry::binary(stamp, ways.rules(path), known) });
        Ok(Pass { again, known: known.cloned(), draft })
    }
}

/// The file at `path` is as it was.
fn same(path: &Path, name: &Path, entry: &Entry, note: Option<Entry>) -> Box<Left> {
    let outcome = if entry.is_binary() {
        Outcome::Skipped(path.to_owned(), Skip::NoRecords)
    } else {
        Outcome::Unchanged(path.to_owned(), entry.stamp.bytes)
    };
    Box::new(Left { name: name.to_owned(), outcome, note })
}

impl Pass {
    /// The file at `path`, called `name`, holds no records.
    pub(super) fn skip(self, path: PathBuf, name: PathBuf) -> Box<Left> {
        let note = self.draft.map(|draft| Entry { site: None, ..draft });
        Box::new(Left { name, outcome: Outcome::Skipped(path, Skip::NoRecords), note })
    }

    /// The file called `name` can't be opened.
    pub(super) fn refuse(self, name: PathBuf, error: Error) -> Box<Left> {
        Box::new(Left { name, note: self.failed(), outcome: Outcome::Failed(error) })
    }

    /// Hash of the file at `path`, which was read to its end, where a journal is kept; `None`, too, where the file may be
    /// another than when it was begun.
    pub(super) fn hash(&self, path: &Path) -> Option<u128> {
        let draft = self.draft.as_ref()?;
        let hash = digest(path).ok()?.hash;
        let stamp = fs::metadata(path).ok().as_ref().map(Stamp::of);
        (stamp == Some(draft.stamp)).then_some(hash)
    }

    /// Of the file, whose hash is `read` where that is known, there is a `copy`; so many of its records were put aside.
    pub(super) fn cleaned(&self, read: Option<u128>, copy: CleanCopy, rejects: u64) -> Option<Entry> {
        let draft = self.draft.clone()?;
        let site = draft.site;
        Some(Entry { hash: read, rejects, ..draft.cleaned(site, copy) })
    }

    /// The file broke off; what there is of it has a `copy`.
    pub(super) fn broken(&self, copy: CleanCopy, rejects: u64) -> Option<Entry> {
        self.draft.is_some().then(|| Entry { rejects, ..Entry::broken(copy) })
    }

    /// The file could not be read, or its copy not be written.
    pub(super) fn failed(&self) -> Option<Entry> {
        Entry::failed(self.known.as_ref()).filter(|_| self.draft.is_some())
    }
}
