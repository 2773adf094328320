//! Counts what a run will read, so that a progress bar knows its end; it may go on beside the run itself.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use super::WalkOptions;
use super::root::Root;
use super::walker::{Found, Walker};
use crate::error::Result;

/// What a run would read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Survey {
    /// Files that would be opened.
    pub files: u64,
    /// Their size.
    pub bytes: u64,
}

/// Counts the files and bytes that a run over `inputs` would read; ends early, with what it has, once `stop` is set.
/// What can't be read is left out: the run itself reports it.
///
/// # Errors
/// When a glob of `options` does not parse or an input does not exist.
pub fn survey(inputs: &[PathBuf], options: &WalkOptions, stop: &AtomicBool) -> Result<Survey> {
    let roots = Root::all(inputs)?;
    let mut survey = Survey::default();
    for found in Walker::new(&roots, options, None)? {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let Found::File { path, .. } = found else { continue };
        if let Ok(meta) = path.metadata() {
            survey.files += 1;
            survey.bytes += meta.len();
        }
    }
    Ok(survey)
}
