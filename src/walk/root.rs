//! The inputs as a person named them, each with the name that its content gets in the output and the audit.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};

/// One input.
#[derive(Clone, Debug)]
pub(crate) struct Root {
    /// As it was given.
    pub(crate) path: PathBuf,
    /// What names of documents begin with: nothing for a single folder, the input's own name otherwise.
    pub(crate) prefix: PathBuf,
    /// What it is.
    pub(crate) kind: RootKind,
}

/// What an input is, symbolic links followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RootKind {
    Folder,
    File,
    /// A pipe, socket or device, which is never opened.
    Other,
}

impl Root {
    /// Looks at `inputs`.
    ///
    /// # Errors
    /// When there is none, one does not exist, or two have the same name.
    pub(crate) fn all(inputs: &[PathBuf]) -> Result<Vec<Root>> {
        if inputs.is_empty() {
            return Err(Error::at(ErrorKind::Layout, Path::new("dechaff"), "no input; name a file or folder"));
        }
        let mut roots: Vec<Root> = Vec::with_capacity(inputs.len());
        for path in inputs {
            let meta = std::fs::metadata(path).map_err(|e| Error::read(path, e))?;
            let kind = match meta.file_type() {
                kind if kind.is_dir() => RootKind::Folder,
                kind if kind.is_file() => RootKind::File,
                _ => RootKind::Other,
            };
            let prefix = match kind {
                RootKind::Folder if inputs.len() == 1 => PathBuf::new(),
                _ => PathBuf::from(base_name(path)?),
            };
            if let Some(other) = roots.iter().find(|root| root.prefix == prefix) {
                let detail = format!("would land on the same path as {}; clean them one by one", other.path.display());
                return Err(Error::at(ErrorKind::Layout, path, detail));
            }
            roots.push(Root { path: path.clone(), prefix, kind });
        }
        Ok(roots)
    }
}

/// The name of what `path` names, also where it ends in `.` or `..`.
fn base_name(path: &Path) -> Result<OsString> {
    if let Some(name) = path.file_name() {
        return Ok(name.to_owned());
    }
    let whole = path.canonicalize().map_err(|e| Error::read(path, e))?;
    let name = whole.file_name().map(OsString::from);
    name.ok_or_else(|| Error::at(ErrorKind::Layout, path, "has no name to use in the output; name the folders in it"))
}
