//! Where outputs land, and the combinations of paths that are refused because they would put someone's files at risk.

use std::ffi::OsString;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::folders::is_litter;
use crate::error::{Error, ErrorKind, Result};

/// What a person wants to read, as far as the layout has to know it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source<'a> {
    pub(crate) path: &'a Path,
    pub(crate) folder: bool,
}

/// Where outputs go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// Nowhere: nothing is written.
    Nowhere,
    /// Each under its name in this folder, a canonical path.
    Tree {
        root: PathBuf,
        /// Whether the folder held something before, links that lead elsewhere perhaps.
        used: bool,
    },
    /// The only one as this file.
    File(PathBuf),
}

impl Target {
    /// Where the output called `name` goes.
    pub(crate) fn place(&self, name: &Path) -> Option<PathBuf> {
        match self {
            Target::Nowhere => None,
            Target::Tree { root, .. } => Some(root.join(name)),
            Target::File(path) => Some(path.clone()),
        }
    }

    /// The folder or file that is written.
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Target::Nowhere => None,
            Target::Tree { root, .. } => Some(root),
            Target::File(path) => Some(path),
        }
    }

    /// The place of what is made of `sources` at `destination`. Nothing is created yet.
    ///
    /// # Errors
    /// When the destination overlaps with a source, or exists without `overwrite`.
    pub(crate) fn settle(sources: &[Source<'_>], destination: &Path, overwrite: bool) -> Result<Target> {
        let resolved = resolve(destination)?;
        if let [Source { path, folder: false }] = *sources {
            let inside = resolved.is_dir() || ends_in_slash(destination);
            let file = if inside { resolved.join(path.file_name().unwrap_or_default()) } else { resolved };
            return single(path, file, overwrite);
        }
        Self::folder(sources, destination, resolved, overwrite)
    }

    /// The place of what is gathered from all `sources` at `destination`: in one `file`, or in files in a folder that is
    /// empty. Nothing is created yet.
    ///
    /// # Errors
    /// When the destination overlaps with a source, or holds something.
    pub(crate) fn gathered(sources: &[Source<'_>], destination: &Path, file: bool, overwrite: bool) -> Result<Target> {
        if file {
            return beside(destination, "output", sources, &Target::Nowhere, overwrite).map(Target::File);
        }
        let target = Self::folder(sources, destination, resolve(destination)?, true)?;
        match target {
            Target::Tree { used: true, .. } => {
                let detail = "is not empty, and shards of an earlier run would stay among the new ones; empty it, or \
                              name another";
                refuse(destination, detail)
            }
            target => Ok(target),
        }
    }

    fn folder(sources: &[Source<'_>], destination: &Path, resolved: PathBuf, overwrite: bool) -> Result<Target> {
        for source in sources {
            apart(source, &resolved)?;
        }
        if resolved.exists() && !resolved.is_dir() {
            return refuse(destination, "is no folder; name a folder for the output");
        }
        let used = match std::fs::read_dir(&resolved) {
            // What a killed run left of a file is no file.
            Ok(mut entries) => {
                entries.any(|entry| !entry.is_ok_and(|entry| is_litter(entry.file_name().as_encoded_bytes())))
            }
            Err(e) if e.kind() == io::ErrorKind::NotFound => false,
            Err(e) => return Err(Error::write(destination, e)),
        };
        if used && !overwrite {
            return refuse(destination, "is not empty; name another folder, or let it be overwritten (--overwrite)");
        }
        Ok(Target::Tree { root: resolved, used })
    }
}

fn single(source: &Path, file: PathBuf, overwrite: bool) -> Result<Target> {
    if source.canonicalize().is_ok_and(|source| source == resolve(&file).unwrap_or_default()) {
        return refuse(&file, "is the input itself, which is never changed; name another file for the output");
    }
    if file.is_dir() {
        return refuse(&file, "is a folder; name a file for the output");
    }
    if file.symlink_metadata().is_ok() && !overwrite {
        return refuse(&file, "exists; name another file, or let it be overwritten (--overwrite)");
    }
    Ok(Target::File(file))
}

/// Refuses an output at `output`, a resolved path, that overlaps with `source`.
pub(crate) fn apart(source: &Source<'_>, output: &Path) -> Result<()> {
    let input = source.path.canonicalize().map_err(|e| Error::read(source.path, e))?;
    let shown = source.path.display();
    if input == output {
        refuse(output, format!("is the input {shown} itself, which is never changed; name another folder"))
    } else if source.folder && output.starts_with(&input) {
        refuse(output, format!("lies inside the input {shown}, which is never changed; name a folder outside of it"))
    } else if input.starts_with(output) {
        refuse(output, format!("holds the input {shown}, which is never changed; name a folder that does not"))
    } else {
        Ok(())
    }
}

/// Settles where an audit or the like goes, which `what` names.
///
/// # Errors
/// When it lies in a source or in the output, or exists without `overwrite`.
pub(crate) fn beside(
    path: &Path,
    what: &str,
    sources: &[Source<'_>],
    target: &Target,
    overwrite: bool,
) -> Result<PathBuf> {
    let resolved = resolve(path)?;
    for source in sources {
        let input = source.path.canonicalize().map_err(|e| Error::read(source.path, e))?;
        if resolved.starts_with(&input) {
            let shown = source.path.display();
            return refuse(
                path,
                format!("lies in the input {shown}, which is never changed; put the {what} elsewhere"),
            );
        }
    }
    if target.path().is_some_and(|output| resolved.starts_with(output)) {
        return refuse(path, format!("lies in the output, which holds clean copies only; put the {what} beside it"));
    }
    if resolved.is_dir() || ends_in_slash(path) {
        return refuse(path, format!("is a folder; name a file for the {what}"));
    }
    if resolved.exists() && !overwrite {
        return refuse(path, "exists; name another file, or let it be overwritten (--overwrite)");
    }
    Ok(resolved)
}

/// `path` without links and dots: what exists of it is canonical, and what does not is appended.
fn resolve(path: &Path) -> Result<PathBuf> {
    let mut whole = std::path::absolute(path).map_err(|e| Error::write(path, e))?;
    let mut missing: Vec<OsString> = Vec::new();
    loop {
        match whole.canonicalize() {
            Ok(found) => return Ok(missing.iter().rev().fold(found, |path, name| path.join(name))),
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(Error::write(path, e)),
            Err(_) if whole.symlink_metadata().is_ok() => {
                return refuse(path, format!("leads to {}, a broken link; remove the link", whole.display()));
            }
            Err(_) => {}
        }
        match whole.components().next_back() {
            Some(Component::Normal(name)) => missing.push(name.to_owned()),
            _ => return refuse(path, "goes up from a folder that does not exist; name the folder itself"),
        }
        whole.pop();
    }
}

fn ends_in_slash(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().last().is_some_and(|&b| std::path::is_separator(char::from(b)))
}

fn refuse<T>(path: &Path, detail: impl Into<String>) -> Result<T> {
    Err(Error::at(ErrorKind::Layout, path, detail))
}

#[cfg(test)]
mod tests;
