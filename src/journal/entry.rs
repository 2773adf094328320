//! What is known of one input.

use std::fs::Metadata;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use crate::write::Written;

/// What was made of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) outcome: Outcome,
    /// The file, as it was before it was read.
    pub(crate) stamp: Stamp,
    /// xxh3-128 of its content; of what is no text, nothing is hashed.
    pub(crate) hash: Option<u128>,
    /// What decided about it, apart from its site.
    pub(crate) rules: u64,
    /// Its site's template, where sites counted.
    pub(crate) site: Option<u64>,
    /// The copy in the output folder.
    pub(crate) copy: Option<CleanCopy>,
    /// How many of its records were put aside.
    pub(crate) rejects: u64,
}

/// What came of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Outcome {
    /// Its clean copy was written.
    Cleaned,
    /// It is no text, or holds no records, so there is no copy.
    Binary,
    /// Its copy is about to be written: what stands there is not known.
    Begun,
    /// It could not be read, or its copy not be written; a former copy may still be there.
    Failed,
    /// It was not among the inputs of a later run; its copy is still there.
    Gone,
}

/// By what a file is taken for unchanged without being read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub(crate) bytes: u64,
    /// Nanoseconds since 1970.
    pub(crate) modified: i64,
}

/// A clean copy in the output folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CleanCopy {
    pub(crate) bytes: u64,
    /// xxh3-128 of its content.
    pub(crate) hash: u128,
}

impl Entry {
    /// An input whose copy is about to be written.
    pub(crate) fn begun() -> Entry {
        Entry {
            outcome: Outcome::Begun,
            stamp: Stamp::default(),
            hash: None,
            rules: 0,
            site: None,
            copy: None,
            rejects: 0,
        }
    }

    /// An input that is no text, as far as is known; a copy of what was `known` of it may still be there.
    pub(crate) fn binary(stamp: Stamp, rules: u64, known: Option<&Entry>) -> Entry {
        let copy = known.and_then(|known| known.copy);
        Entry { outcome: Outcome::Binary, stamp, hash: None, rules, site: None, copy, rejects: 0 }
    }

    /// An input that failed, beside what was `known` of it; none where that is nothing new.
    pub(crate) fn failed(known: Option<&Entry>) -> Option<Entry> {
        let (copy, rejects) = known.map_or((None, 0), |known| (known.copy, known.rejects));
        let failed = Entry { outcome: Outcome::Failed, copy, rejects, ..Entry::begun() };
        (known != Some(&failed)).then_some(failed)
    }

    /// An input that broke off, of which there is a copy as far as it goes.
    pub(crate) fn broken(copy: CleanCopy) -> Entry {
        Entry { outcome: Outcome::Failed, copy: Some(copy), ..Entry::begun() }
    }

    /// The same input once its copy is written.
    pub(crate) fn cleaned(self, site: Option<u64>, copy: CleanCopy) -> Entry {
        Entry { outcome: Outcome::Cleaned, site, copy: Some(copy), ..self }
    }

    /// The same input where only the time of its file changed.
    pub(crate) fn touched(&self, stamp: Stamp) -> Entry {
        Entry { outcome: Outcome::Cleaned, stamp, ..self.clone() }
    }

    /// The same input, back again where it was gone.
    pub(crate) fn returned(&self) -> Option<Entry> {
        (self.outcome == Outcome::Gone).then(|| self.touched(self.stamp))
    }

    /// Whether it is no text.
    pub(crate) fn is_binary(&self) -> bool {
        self.outcome == Outcome::Binary
    }
}

impl CleanCopy {
    /// A copy of this content.
    pub(crate) fn of(content: &[u8]) -> CleanCopy {
        CleanCopy { bytes: content.len() as u64, hash: hash(content) }
    }

    /// A copy that consists of these pieces.
    pub(crate) fn of_pieces<'p>(pieces: impl Iterator<Item = &'p [u8]>) -> CleanCopy {
        let (mut bytes, mut hash) = (0, Xxh3::new());
        for piece in pieces {
            bytes += piece.len() as u64;
            hash.update(piece);
        }
        CleanCopy { bytes, hash: hash.digest128() }
    }
}

impl From<Written> for CleanCopy {
    fn from(Written { bytes, hash }: Written) -> Self {
        CleanCopy { bytes, hash }
    }
}

/// The hash by which content is known again.
pub(crate) fn hash(content: &[u8]) -> u128 {
    xxh3_128(content)
}

impl Stamp {
    pub(crate) fn of(file: &Metadata) -> Stamp {
        let modified = file.modified().ok().map_or(0, |time| match time.duration_since(UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
            Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |nanos| -nanos),
        });
        Stamp { bytes: file.len(), modified }
    }
}
