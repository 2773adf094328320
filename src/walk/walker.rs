//! Streams through folders in the order of their names, holding one folder's names a level and never the tree's.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, IntoIter, WalkDir};

use super::filter::Filter;
use super::root::{Root, RootKind};
use super::{Skip, WalkOptions};
use crate::error::{Error, ErrorKind, Result};

/// What the journal of an output folder is called. It is no document, also where hidden files
/// are, and where it is named.
pub(crate) const JOURNAL: &str = ".dechaff-journal.jsonl";

/// Something met on the way.
#[derive(Debug)]
pub(crate) enum Found {
    /// A document to be.
    File {
        /// Where it is.
        path: PathBuf,
        /// What it is called in the output and the audit.
        name: PathBuf,
    },
    /// A file or folder that was passed over.
    Skipped(PathBuf, Skip),
    /// A file or folder that could not be looked at.
    Failed(Error),
}

/// Walks inputs one after the other.
#[derive(Debug)]
pub(crate) struct Walker<'r> {
    roots: std::slice::Iter<'r, Root>,
    current: Option<(&'r Root, IntoIter)>,
    filter: Filter,
    follow: bool,
    output: Option<&'r Path>,
}

impl<'r> Walker<'r> {
    /// A walk over `roots`. Links that lead to or around `output`, a canonical path, are failures.
    ///
    /// # Errors
    /// When a glob does not parse.
    pub(crate) fn new(roots: &'r [Root], options: &WalkOptions, output: Option<&'r Path>) -> Result<Self> {
        let filter = Filter::new(options)?;
        Ok(Walker { roots: roots.iter(), current: None, filter, follow: options.follow, output })
    }

    /// Judges an entry; `None` for a folder that is entered.
    fn judge(&self, root: &Root, entry: DirEntry) -> Option<Found> {
        let kind = entry.file_type();
        if entry.depth() == 0 && kind.is_dir() {
            return None;
        }
        let below = entry.path().strip_prefix(&root.path).unwrap_or(entry.path());
        let skip = if kind.is_dir() {
            self.filter.folder(below, entry.file_name())?
        } else if kind.is_symlink() {
            Skip::Symlink
        } else if !kind.is_file() {
            Skip::NotAFile
        } else if entry.file_name() == JOURNAL {
            Skip::Hidden
        } else if let Some(skip) = self.filter.file(below, entry.file_name()) {
            skip
        } else {
            let name = if root.prefix.as_os_str().is_empty() { below.to_owned() } else { root.prefix.join(below) };
            return Some(Found::File { path: entry.into_path(), name });
        };
        Some(Found::Skipped(entry.into_path(), skip))
    }

    /// Whether a followed link leads to where the output is written, which would be read while it grows.
    fn leads_to_output(&self, entry: &DirEntry) -> bool {
        let Some(output) = self.output.filter(|_| self.follow && entry.path_is_symlink() && entry.depth() > 0) else {
            return false;
        };
        entry.path().canonicalize().is_ok_and(|target| target.starts_with(output) || output.starts_with(&target))
    }

    fn next_root(&mut self) -> Option<Option<Found>> {
        let root = self.roots.next()?;
        Some(match root.kind {
            RootKind::Folder => {
                let walk = WalkDir::new(&root.path).follow_links(self.follow).sort_by_file_name();
                self.current = Some((root, walk.into_iter()));
                None
            }
            RootKind::File if root.path.file_name().is_some_and(|name| name == JOURNAL) => {
                Some(Found::Skipped(root.path.clone(), Skip::Hidden))
            }
            RootKind::File => Some(Found::File { path: root.path.clone(), name: root.prefix.clone() }),
            RootKind::Other => Some(Found::Skipped(root.path.clone(), Skip::NotAFile)),
        })
    }
}

impl Iterator for Walker<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let Some((root, mut walk)) = self.current.take() else {
                match self.next_root()? {
                    Some(found) => return Some(found),
                    None => continue,
                }
            };
            let Some(entry) = walk.next() else { continue };
            let found = match entry {
                Err(error) => Some(Found::Failed(walk_error(error, &root.path))),
                Ok(entry) => {
                    let folder = entry.file_type().is_dir();
                    let found = if self.leads_to_output(&entry) {
                        let detail = "this link leads to the output folder; it is not followed";
                        Some(Found::Failed(Error::at(ErrorKind::Layout, entry.path(), detail)))
                    } else {
                        self.judge(root, entry)
                    };
                    if folder && found.is_some() {
                        walk.skip_current_dir();
                    }
                    found
                }
            };
            self.current = Some((root, walk));
            if found.is_some() {
                return found;
            }
        }
    }
}

fn walk_error(error: walkdir::Error, root: &Path) -> Error {
    let path = error.path().unwrap_or(root).to_owned();
    if error.loop_ancestor().is_some() {
        return Error::at(ErrorKind::Read, &path, "this link leads back to a folder that holds it");
    }
    match error.into_io_error() {
        Some(source) => Error::read(&path, source),
        None => Error::at(ErrorKind::Read, &path, "the walk failed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(inputs: &[PathBuf]) -> Vec<String> {
        let roots = Root::all(inputs).unwrap();
        let walker = Walker::new(&roots, &WalkOptions::default(), None).unwrap();
        walker
            .map(|found| match found {
                Found::File { name, .. } => name.display().to_string(),
                Found::Skipped(path, why) => format!("{why} {}", path.file_name().unwrap().display()),
                Found::Failed(error) => panic!("{error}"),
            })
            .collect()
    }

    #[test]
    fn names_come_in_order_and_below_their_input() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["b/z.txt", "b/a.txt", "a.txt", "c.jpg", ".git/x.txt", "b.txt"] {
            let path = dir.path().join("in").join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let input = dir.path().join("in");
        let single = ["hidden .git", "a.txt", "b/a.txt", "b/z.txt", "b.txt", "extension c.jpg"];
        assert_eq!(walk(std::slice::from_ref(&input)), single);
        let several = ["in/a.txt", "in/b/a.txt", "in/b/z.txt", "in/b.txt", "c.jpg"];
        let both = walk(&[input.clone(), input.join("c.jpg")]);
        assert_eq!(both.into_iter().filter(|n| !n.contains(' ')).collect::<Vec<_>>(), several);
        assert!(Root::all(&[input.clone(), input.join("../in")]).is_err());
        assert_eq!(walk(&[input.join("b/.")]), ["a.txt", "z.txt"]);
    }
}
