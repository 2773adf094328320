//! Cleans records one by one, from bytes to bytes.

use std::path::Path;

use super::guard::guarded;
use super::reader::KEEP;
use super::sites::Sites;
use super::summary::Summary;
use crate::audit::{AuditedRecord, from_path};
use crate::cleaner::{Cleaner, Workspace};
use crate::decide::Removal;
use crate::record::{Fields, Flaw, FlawKind, Form, Origin, Page, make_bare, push_line};
use crate::render::render;

/// What every clerk of a run is told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Desk<'a> {
    pub(super) cleaner: &'a Cleaner,
    pub(super) fields: &'a Fields,
    pub(super) sites: Option<&'a Sites<'a>>,
    /// Whether records become JSON Lines, whatever they were.
    pub(super) gathers: bool,
    /// Whether lines for an audit are wanted.
    pub(super) audit: bool,
    /// Whether texts and what went from them are wanted.
    pub(super) text: bool,
}

/// A record on its way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Incoming<'a> {
    /// The file that it stands in.
    pub(super) path: &'a Path,
    /// What that is called below its input.
    pub(super) name: &'a Path,
    /// How it is written.
    pub(super) form: Form,
    /// Its line, or its place among the records.
    pub(super) number: u64,
    pub(super) bytes: &'a [u8],
}

/// A record that was cleaned, with what an observer may ask of it.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) number: u64,
    pub(super) bytes_in: u64,
    pub(super) bytes_out: u64,
    pub(super) spared: bool,
    /// How many removals there were.
    pub(super) removed: u64,
    /// They, where they are asked for.
    pub(super) removals: Vec<Removal>,
    pub(super) text: Option<Vec<u8>>,
}

#[derive(Debug)]
pub(super) struct Clerk<'a> {
    pub(super) desk: Desk<'a>,
    workspace: Workspace,
    pub(super) summary: Summary,
}

impl<'a> Clerk<'a> {
    pub(super) fn new(desk: Desk<'a>) -> Self {
        Clerk { desk, workspace: Workspace::default(), summary: Summary::default() }
    }

    /// Appends `record`, cleaned, to `out`, and what the audit has to know of it to `lines`. One that may be without a text
    /// is appended as it is, and there is no entry of it.
    ///
    /// # Errors
    /// When it has a flaw; then nothing is appended to `out`, and to `lines` that it was put aside.
    pub(super) fn clean(
        &mut self,
        record: Incoming<'_>,
        out: &mut Vec<u8>,
        lines: &mut Vec<u8>,
    ) -> Result<Option<Entry>, Flaw> {
        let (before, told) = (out.len(), lines.len());
        let flaw = match guarded(record.path, || Ok(self.scrub(record, out, lines))) {
            Ok(Ok(entry)) => {
                self.summary.bytes_in += record.form.content(record.bytes).len() as u64;
                self.summary.bytes_out += self.made(record.form).content(&out[before..]).len() as u64;
                self.summary.records += u64::from(entry.is_some());
                return Ok(entry);
            }
            Ok(Err(flaw)) => flaw,
            Err(error) => {
                self.workspace = Workspace::default();
                Flaw::new(FlawKind::Internal, error.cause())
            }
        };
        out.truncate(before);
        lines.truncate(told);
        Err(self.reject(record, flaw, lines))
    }

    /// Counts that `record` was put aside because of `flaw`, which comes back.
    pub(super) fn reject(&mut self, record: Incoming<'_>, flaw: Flaw, lines: &mut Vec<u8>) -> Flaw {
        *self.summary.rejected.entry(flaw.kind).or_default() += 1;
        if self.desk.audit {
            let Incoming { name, form, number, bytes: original, .. } = record;
            // Packing into memory does not fail.
            let _ = AuditedRecord { name, form, number, original }.rejected(&flaw, lines);
        }
        flaw
    }

    /// Counts that `rows` from `record` on are lost because of `flaw`, which comes back.
    pub(super) fn lose(&mut self, record: Incoming<'_>, rows: u64, flaw: Flaw, lines: &mut Vec<u8>) -> Flaw {
        *self.summary.rejected.entry(flaw.kind).or_default() += rows;
        if self.desk.audit {
            let Incoming { name, form, number, bytes: original, .. } = record;
            // Writing into memory does not fail.
            let _ = AuditedRecord { name, form, number, original }.lost(rows, &flaw, lines);
        }
        flaw
    }

    fn scrub(&mut self, record: Incoming<'_>, out: &mut Vec<u8>, lines: &mut Vec<u8>) -> Result<Option<Entry>, Flaw> {
        let Desk { cleaner, fields, sites, .. } = self.desk;
        let Incoming { path, name, form, number, bytes } = record;
        let record = match Page::read(bytes, form, fields) {
            Ok(record) => record,
            Err(Ok(what)) => {
                *self.summary.passed.entry(what.into_owned()).or_default() += 1;
                if !self.desk.gathers {
                    out.extend_from_slice(bytes);
                }
                return Ok(None);
            }
            Err(Err(flaw)) => return Err(flaw),
        };
        let template = sites.and_then(|sites| sites.of_record(&record, path, name));
        let cut = cleaner.cut_on(record.text(), template, &mut self.workspace);
        let edit = record.edit(cut.removals, fields, cleaner.catalogue());
        if self.desk.audit {
            let audited = AuditedRecord { name, form, number, original: bytes };
            let (whole, gone) = ((record.text(), cut.lines, cut.spared), (cut.removals, &edit));
            let told = audited.cleaned(whole, gone, cleaner.catalogue(), lines);
            told.map_err(|error| Flaw::new(FlawKind::Internal, error.to_string()))?;
        }
        self.summary.count(&cut, cleaner.catalogue());
        let before = out.len();
        let mut entry = Entry {
            number,
            bytes_in: form.content(bytes).len() as u64,
            bytes_out: 0,
            spared: cut.spared,
            removed: cut.removals.len() as u64,
            removals: if self.desk.text { cut.removals.to_vec() } else { Vec::new() },
            text: self.desk.text.then(|| record.text().to_vec()),
        };
        if self.desk.gathers && form != Form::JsonLines {
            gather(&record, name, cut.removals, self.desk, out);
            self.release(bytes);
        } else {
            // What a large record took has gone before there is another copy of it.
            drop(record);
            self.release(bytes);
            edit.apply(bytes, out);
        }
        if self.desk.gathers && form == Form::JsonLines {
            make_bare(out, before);
        }
        entry.bytes_out = self.made(form).content(&out[before..]).len() as u64;
        Ok(Some(entry))
    }

    /// What records of this form are written as.
    fn made(&self, form: Form) -> Form {
        if self.desk.gathers { Form::JsonLines } else { form }
    }

    /// Gives back the memory that a large record took.
    fn release(&mut self, bytes: &[u8]) {
        if bytes.len() > KEEP {
            self.workspace = Workspace::default();
        }
    }
}

/// Appends the clean `record`, which is none of JSON Lines, as one to `out`.
fn gather(record: &Page<'_>, name: &Path, removals: &[Removal], desk: Desk<'_>, out: &mut Vec<u8>) {
    let url = record.url();
    let (path, path_base64) = from_path(name);
    let path = url.is_none().then_some(path);
    let path_base64 = path_base64.filter(|_| path.is_some());
    let origin = Origin { path, path_base64, url: url.as_deref(), date: record.date() };
    push_line(&origin, &render(record.text(), removals), removals, desk.fields, desk.cleaner.catalogue(), out);
}
