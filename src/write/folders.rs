//! Makes the folders that outputs land in, once each, and never through a link that leads out of the output.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::atomic::{PREFIX, SUFFIX};
use super::layout::Target;
use crate::error::{Error, ErrorKind, Result};

/// The folders below an output, as one worker knows them.
#[derive(Debug)]
pub(crate) struct Folders<'a> {
    root: &'a Path,
    /// Whether there may be links in it.
    guarded: bool,
    entered: PathBuf,
}

impl<'a> Folders<'a> {
    /// Folders below `root`, a canonical path that exists. `guarded` says that something was in it before.
    pub(crate) fn new(root: &'a Path, guarded: bool) -> Self {
        Folders { root, guarded, entered: PathBuf::new() }
    }

    /// Makes sure that the folder of `file`, which lies below the root, is there.
    pub(crate) fn enter(&mut self, file: &Path) -> Result<()> {
        let folder = file.parent().unwrap_or(self.root);
        if folder == self.entered {
            return Ok(());
        }
        if self.guarded {
            self.guard(folder, file)?;
        }
        fs::create_dir_all(folder).map_err(|e| Error::write(file, e))?;
        self.entered.clear();
        self.entered.push(folder);
        Ok(())
    }

    /// Refuses a file below the root that a link has led out of it.
    pub(crate) fn inside(&self, file: &Path) -> Result<()> {
        self.guard(file.parent().unwrap_or(self.root), file)
    }

    /// Refuses a folder that is not where it seems to be.
    fn guard(&self, folder: &Path, file: &Path) -> Result<()> {
        for existing in folder.ancestors() {
            // Looked at once, as another worker may make it between two looks.
            match existing.symlink_metadata() {
                Err(e) if e.kind() == io::ErrorKind::NotFound => continue,
                Err(e) => return Err(Error::write(file, e)),
                Ok(_) => {}
            }
            return match existing.canonicalize() {
                Ok(real) if real.starts_with(self.root) => Ok(()),
                Err(e) if e.kind() != io::ErrorKind::NotFound => Err(Error::write(file, e)),
                _ => {
                    let detail = "its folder is a link that leads out of the output; remove the link";
                    Err(Error::at(ErrorKind::Write, file, detail))
                }
            };
        }
        Ok(())
    }
}

/// Makes the folder of `target`.
pub(crate) fn prepare(target: &Target) -> Result<()> {
    let make = |folder: &Path| fs::create_dir_all(folder).map_err(|e| Error::write(folder, e));
    match target {
        Target::Nowhere => Ok(()),
        Target::File(path) => path.parent().map_or(Ok(()), make),
        Target::Tree { root, .. } => make(root),
    }
}

/// Removes the temporary files that a killed run left below `root`.
pub(crate) fn sweep(root: &Path) {
    let files = WalkDir::new(root).into_iter().filter_map(std::result::Result::ok);
    for entry in files.filter(|entry| entry.file_type().is_file() && is_litter(entry.file_name().as_encoded_bytes())) {
        // What can't be removed does no harm: it is in nobody's way.
        let _ = fs::remove_file(entry.path());
    }
}

/// Whether a file with this name is what a killed run left.
pub(super) fn is_litter(name: &[u8]) -> bool {
    name.starts_with(PREFIX.as_bytes()) && name.ends_with(SUFFIX.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn litter_goes_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("sub")).unwrap();
        for name in [".dechaff-Ab12.tmp", "sub/.dechaff-x.tmp", "a.tmp", ".dechaff-x.txt", "sub/a.txt"] {
            fs::write(dir.path().join(name), "x").unwrap();
        }
        sweep(dir.path());
        let left = WalkDir::new(dir.path()).sort_by_file_name().into_iter().filter_map(std::result::Result::ok);
        let left: Vec<_> = left.filter(|e| e.file_type().is_file()).map(|e| e.file_name().to_owned()).collect();
        assert_eq!(left, [".dechaff-x.txt", "a.tmp", "a.txt"]);
    }

    #[test]
    fn workers_that_make_the_same_folder_do_not_take_it_for_a_link() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        for round in 0..300 {
            let file = root.join(format!("{round}/deep/a.txt"));
            let start = std::sync::Barrier::new(4);
            std::thread::scope(|scope| {
                for _ in 0..4 {
                    scope.spawn(|| {
                        start.wait();
                        Folders::new(&root, true).enter(&file).unwrap();
                    });
                }
            });
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_out_are_refused() {
        let dir = tempfile::tempdir().unwrap();
        let base = dir.path().canonicalize().unwrap();
        let (root, other) = (base.join("root"), base.join("other"));
        fs::create_dir_all(root.join("real")).unwrap();
        fs::create_dir(&other).unwrap();
        std::os::unix::fs::symlink(&other, root.join("link")).unwrap();
        std::os::unix::fs::symlink(&base, root.join("up")).unwrap();
        std::os::unix::fs::symlink(root.join("real"), root.join("within")).unwrap();
        std::os::unix::fs::symlink(base.join("nowhere"), root.join("broken")).unwrap();
        let mut folders = Folders::new(&root, true);
        folders.enter(&root.join("a.txt")).unwrap();
        folders.enter(&root.join("real/new/a.txt")).unwrap();
        folders.enter(&root.join("within/a.txt")).unwrap();
        assert!(folders.enter(&root.join("link/a.txt")).is_err());
        assert!(folders.enter(&root.join("link/deep/a.txt")).is_err());
        assert!(folders.enter(&root.join("up/a.txt")).is_err());
        assert!(folders.enter(&root.join("broken/a.txt")).is_err());
        assert_eq!(fs::read_dir(&other).unwrap().count(), 0);
    }
}
