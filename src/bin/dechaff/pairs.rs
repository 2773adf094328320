//! Two folders whose files go together by name: pages, and the clean copies that people made of them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use dechaff::{Decoded, decode};

use crate::exit::usage;

/// The names of the files below `gold` that have a namesake below `raw`, sorted.
///
/// # Errors
/// When a folder can't be read, or no file has a namesake.
pub fn names(raw: &Path, gold: &Path) -> Result<Vec<PathBuf>> {
    let mut names: Vec<PathBuf> = files(gold)?.into_iter().filter(|name| raw.join(name).is_file()).collect();
    if names.is_empty() {
        return Err(usage(format!("no file in {} has a namesake in {}", gold.display(), raw.display())));
    }
    names.sort();
    Ok(names)
}

/// The text of a file, whatever its encoding; empty where it is none.
pub fn read(path: &Path) -> Result<String> {
    let bytes = fs::read(path).map_err(|e| dechaff::Error::read(path, e))?;
    match decode(&bytes) {
        Decoded::Text { bytes, .. } => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Decoded::Binary => Ok(String::new()),
    }
}

/// All files below `root`, by their paths in it.
fn files(root: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|e| dechaff::Error::read(&folder, e))? {
            let path = entry.map_err(|e| dechaff::Error::read(&folder, e))?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(name) = path.strip_prefix(root) {
                files.push(name.to_owned());
            }
        }
    }
    Ok(files)
}
