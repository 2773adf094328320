//! The lines of an audit as they are written and read; the [module above](super) tells what they mean.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// The version of the format.
pub(super) const FORMAT: u32 = 1;

/// The first line.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Header {
    pub(super) dechaff: u32,
    pub(super) version: String,
    pub(super) rules: usize,
}

/// A document.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct DocumentRecord<'a> {
    #[serde(borrow)]
    pub(crate) document: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(crate) path_base64: Option<Cow<'a, str>>,
    /// Its line, where it is a record of a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) record: Option<u64>,
    /// How many rows from it on could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) rows: Option<u64>,
    /// Why it was put aside.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(crate) rejected: Option<Cow<'a, str>>,
    /// Where something was added, and how much, in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) added: Option<[u64; 2]>,
    /// The head that it had, and how long the one is that it has now, in bytes.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(crate) head: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) head_bytes: Option<u64>,
    pub(crate) bytes: u64,
    #[serde(borrow)]
    pub(crate) hash: Cow<'a, str>,
    pub(crate) lines: u64,
    pub(crate) removals: u64,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) spared: bool,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(crate) encoding: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) text_bytes: Option<u64>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(crate) original: Option<Cow<'a, str>>,
}

/// A removed span.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct RemovalRecord<'a> {
    #[serde(borrow)]
    pub(crate) path: Cow<'a, str>,
    /// The record that it belongs to, and where it stood there, in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) record: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) at: Option<u64>,
    pub(crate) offset: u64,
    pub(crate) length: u64,
    pub(crate) line: u32,
    pub(crate) lines: u32,
    #[serde(borrow)]
    pub(crate) kind: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) rule: Cow<'a, str>,
    pub(crate) weight: i16,
    pub(crate) points: i32,
    #[serde(borrow)]
    pub(crate) text: Cow<'a, str>,
    /// How it was written, where that is not how JSON says it at its shortest.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(crate) written: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(crate) base64: Option<Cow<'a, str>>,
}

/// The beginning of a Parquet file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct TableRecord<'a> {
    #[serde(borrow)]
    pub(crate) table: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(crate) path_base64: Option<Cow<'a, str>>,
    /// What the column of its texts is called.
    #[serde(borrow)]
    pub(crate) column: Cow<'a, str>,
}

/// The end of a file of records.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ContainerRecord<'a> {
    #[serde(borrow)]
    pub(crate) container: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(crate) path_base64: Option<Cow<'a, str>>,
    pub(crate) bytes: u64,
    #[serde(borrow)]
    pub(crate) hash: Cow<'a, str>,
    pub(crate) records: u64,
}

/// The last line.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct End {
    pub(super) end: Counts,
}

/// What an audit holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Counts {
    pub(super) documents: u64,
    pub(super) removals: u64,
}
