//! What a worker hands in of each thing that the walk met.

use std::path::PathBuf;

use super::again::Again;
use super::part::Part;
use crate::decide::Removal;
use crate::error::Error;
use crate::walk::Skip;

/// What came of something that the walk met.
#[derive(Debug)]
pub(super) enum Outcome {
    Done(Finished),
    Part(Box<Part>),
    /// Left as it was; so large is the document.
    Unchanged(PathBuf, u64),
    /// Still being written, so left for later.
    Unquiet,
    Skipped(PathBuf, Skip),
    Failed(Error),
}

/// A document that was cleaned, with what an observer may ask of it.
#[derive(Debug)]
pub(super) struct Finished {
    pub(super) path: PathBuf,
    pub(super) name: PathBuf,
    pub(super) bytes_in: u64,
    pub(super) bytes_out: u64,
    pub(super) transcoded: Option<&'static str>,
    pub(super) spared: bool,
    pub(super) again: Option<Again>,
    /// How many removals there were.
    pub(super) removed: u64,
    /// They, where they are asked for.
    pub(super) removals: Vec<Removal>,
    pub(super) text: Option<Vec<u8>>,
}
