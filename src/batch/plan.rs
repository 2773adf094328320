//! What is to be done, settled before anything is touched.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use super::sites::SiteBy;
use crate::container::Codec;
use crate::record::Fields;
use crate::site::Profile;
use crate::walk::WalkOptions;

/// What to clean and where to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plan {
    /// Files and folders to clean.
    pub inputs: Vec<PathBuf>,
    /// Where the clean copies go.
    pub destination: Destination,
    /// Whether existing files may be replaced.
    pub overwrite: bool,
    /// Whether to go on from what former runs did in the output folder: only what is new or changed is cleaned.
    pub resume: bool,
    /// Whether to remove, when going on, clean copies whose inputs are gone.
    pub prune: bool,
    /// How many documents are worked on at once.
    pub threads: NonZeroUsize,
    /// Which files of a folder are documents.
    pub walk: WalkOptions,
    /// Where to write down what was removed.
    pub audit: Option<PathBuf>,
    /// Where knowledge of the documents' sites comes from.
    pub learning: Learning,
    /// What tells sites apart.
    pub site_by: SiteBy,
    /// Which fields of records matter.
    pub fields: Fields,
    /// Where records go that can't be cleaned; beside the output unless this says otherwise.
    pub rejects: Option<PathBuf>,
    /// Whether the first of them ends the run.
    pub strict: bool,
    /// Whether all that is cleaned becomes JSON Lines, rather than copies of what it was.
    pub jsonl: Option<JsonLines>,
}

/// JSON Lines that are made of documents of any sort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonLines {
    /// How shards are compressed; a file is compressed as its name says.
    pub codec: Codec,
    /// How large a shard may be, in bytes before compression. One record that is larger has a shard of its own.
    pub shard_bytes: u64,
}

/// A thread for each processor.
pub fn every_processor() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// Where knowledge of sites comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Learning {
    /// There is none.
    Off,
    /// It is learnt from the documents themselves, in a pass of its own over all of them.
    #[default]
    Here,
    /// It was learnt before.
    Known(Profile),
}

/// Where the clean copies go.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Destination {
    /// Nothing is written: a dry run.
    Nowhere,
    /// The content of a single folder, mirrored in this one; several inputs, each under its own name in it; a single
    /// file as this file, or in this folder where it exists or ends in a slash. JSON Lines, in a file of that name where
    /// it is the name of such a file, and in shards in this folder otherwise.
    Path(PathBuf),
    /// To standard output, as JSON Lines.
    Stdout,
}

impl Plan {
    /// A plan with default options: nothing is overwritten, every processor is used, no audit is kept.
    pub fn new(inputs: Vec<PathBuf>, destination: Destination) -> Self {
        Plan {
            inputs,
            destination,
            overwrite: false,
            resume: false,
            prune: false,
            threads: every_processor(),
            walk: WalkOptions::default(),
            audit: None,
            learning: Learning::default(),
            site_by: SiteBy::default(),
            fields: Fields::default(),
            rejects: None,
            strict: false,
            jsonl: None,
        }
    }
}
