//! A record of any form, as far as cleaning has to know it.

use std::borrow::Cow;

use super::change::Edit;
use super::fields::Fields;
use super::flaw::Flaw;
use super::json::Record;
use super::row::{self, Row};
use super::warc::WarcRecord;
use crate::decide::Removal;
use crate::evidence::Catalogue;

/// How records are written in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// As JSON objects, one a line.
    JsonLines,
    /// As WARC, of which WET files are made, too.
    Warc,
    /// As rows of a Parquet file.
    Rows,
}

impl Form {
    /// What of a record its file holds: all of it, but of a row the text, as its head is made on the way.
    pub(crate) fn content(self, record: &[u8]) -> &[u8] {
        match self {
            Form::JsonLines | Form::Warc => record,
            Form::Rows => row::value(record).unwrap_or_default(),
        }
    }
}

/// A record that has a text.
#[derive(Clone, Debug)]
pub(crate) enum Page<'a> {
    Json(Record<'a>),
    Warc(WarcRecord<'a>),
    Row(Row<'a>),
}

impl<'a> Page<'a> {
    /// Reads the record that `bytes` are. `Err(Ok(_))` is one that may be without a text, and says what it is.
    pub(crate) fn read(bytes: &'a [u8], form: Form, fields: &Fields) -> Result<Self, Result<Cow<'a, str>, Flaw>> {
        match form {
            Form::JsonLines => Record::read(bytes, fields).map(Page::Json).map_err(Err),
            Form::Warc => WarcRecord::read(bytes).map(Page::Warc),
            Form::Rows => Row::read(bytes).map(Page::Row),
        }
    }

    /// The text.
    pub(crate) fn text(&self) -> &[u8] {
        match self {
            Page::Json(record) => record.text(),
            Page::Warc(record) => record.text(),
            Page::Row(row) => row.text(),
        }
    }

    /// The page's URL, where it is told.
    pub(crate) fn url(&self) -> Option<String> {
        match self {
            Page::Json(record) => record.url(),
            Page::Warc(record) => record.url().map(str::to_owned),
            Page::Row(row) => row.url().map(str::to_owned),
        }
    }

    /// When the page was fetched, where that is told by a record that is no JSON.
    pub(crate) fn date(&self) -> Option<&str> {
        match self {
            Page::Json(_) | Page::Row(_) => None,
            Page::Warc(record) => record.date(),
        }
    }

    /// How the record changes when `removals` go from its text.
    pub(crate) fn edit(&self, removals: &[Removal], fields: &Fields, catalogue: &Catalogue) -> Edit {
        match self {
            Page::Json(record) => record.edit(removals, fields, catalogue),
            Page::Warc(record) => record.edit(removals),
            Page::Row(row) => row.edit(removals),
        }
    }
}
