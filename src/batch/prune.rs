//! What becomes of clean copies whose inputs are gone: they stay, or are removed where a person asked for it and where
//! they are as they were written.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::observer::Observer;
use super::summary::Summary;
use crate::error::{Error, ErrorKind, Result};
use crate::journal::{CleanCopy, Entry, Outcome, Past};
use crate::write::{Folders, digest};

/// Notes in `past` which inputs are gone, and removes their copies below `root` where `prune` says so. Tells whether
/// anything changed.
pub(super) fn part(past: &mut Past, root: &Path, prune: bool, observer: &dyn Observer, summary: &mut Summary) -> bool {
    let mut gone: Vec<(PathBuf, Entry)> =
        past.orphaned().map(|(name, entry)| (name.to_owned(), entry.clone())).collect();
    gone.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    let mut changed = false;
    for (name, entry) in gone {
        let Some(copy) = entry.copy else {
            // There is nothing in the output that is known to be its copy.
            past.remove(&name);
            changed = true;
            continue;
        };
        if !prune {
            summary.gone += 1;
            if !matches!(entry.outcome, Outcome::Gone | Outcome::Binary) {
                past.insert(name, Entry { outcome: Outcome::Gone, ..entry });
                changed = true;
            }
            continue;
        }
        let place = root.join(&name);
        match remove(&place, root, copy) {
            Ok(()) => {
                observer.pruned(&place);
                summary.pruned += 1;
                match entry.outcome {
                    Outcome::Binary => past.insert(name, Entry { copy: None, ..entry }),
                    _ => past.remove(&name),
                }
                changed = true;
            }
            Err(error) => {
                observer.failed(&error);
                summary.fail(&error);
            }
        }
    }
    changed
}

/// Removes the file at `place` if it is the `copy` that was written, and the folders that are empty then.
fn remove(place: &Path, root: &Path, copy: CleanCopy) -> Result<()> {
    let failed = |e: io::Error| Error::write(place, e);
    match fs::symlink_metadata(place) {
        Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => return Ok(()),
        Err(e) => return Err(failed(e)),
        Ok(file) => {
            Folders::new(root, true).inside(place)?;
            let found = || digest(place).map_err(|e| Error::read(place, e));
            let same = file.is_file() && file.len() == copy.bytes && CleanCopy::from(found()?) == copy;
            if !same {
                let detail =
                    "its input is gone, but it was changed since it was written, so it stays; remove it yourself";
                return Err(Error::at(ErrorKind::Write, place, detail));
            }
        }
    }
    fs::remove_file(place).map_err(failed)?;
    // A folder that still holds something stays.
    let above = place.ancestors().skip(1).take_while(|folder| *folder != root);
    let _ = above.map(fs::remove_dir).take_while(std::result::Result::is_ok).count();
    Ok(())
}
