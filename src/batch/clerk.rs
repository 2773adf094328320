//! Cleans records one by one, from bytes to bytes.

use std::path::Path;

use super::reader::KEEP;
use super::sites::Sites;
use super::summary::Summary;
use super::worker::guarded;
use crate::cleaner::{Cleaner, Workspace};
use crate::record::{Edit, Fields, Flaw, FlawKind, Record};

/// What every clerk of a run is told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Desk<'a> {
    pub(super) cleaner: &'a Cleaner,
    pub(super) fields: &'a Fields,
    pub(super) sites: Option<&'a Sites<'a>>,
}

#[derive(Debug)]
pub(super) struct Clerk<'a> {
    desk: Desk<'a>,
    workspace: Workspace,
    pub(super) summary: Summary,
}

impl<'a> Clerk<'a> {
    pub(super) fn new(desk: Desk<'a>) -> Self {
        Clerk { desk, workspace: Workspace::default(), summary: Summary::default() }
    }

    /// Appends the record that `bytes` are, cleaned, to `out`. It stands in the file at `path`, called `name` below its
    /// input.
    ///
    /// # Errors
    /// When it has a flaw; then nothing is appended.
    pub(super) fn clean(
        &mut self,
        path: &Path,
        name: &Path,
        bytes: &[u8],
        out: &mut Vec<u8>,
    ) -> std::result::Result<(), Flaw> {
        let before = out.len();
        let done = guarded(path, || Ok(self.scrub(path, name, bytes, out)));
        let flaw = match done {
            Ok(Ok(_)) => {
                self.summary.records += 1;
                self.summary.bytes_in += bytes.len() as u64;
                self.summary.bytes_out += (out.len() - before) as u64;
                return Ok(());
            }
            Ok(Err(flaw)) => flaw,
            Err(error) => {
                self.workspace = Workspace::default();
                Flaw::new(FlawKind::Internal, error.cause())
            }
        };
        out.truncate(before);
        *self.summary.rejected.entry(flaw.kind).or_default() += 1;
        Err(flaw)
    }

    fn scrub(&mut self, path: &Path, name: &Path, bytes: &[u8], out: &mut Vec<u8>) -> std::result::Result<Edit, Flaw> {
        let Desk { cleaner, fields, sites } = self.desk;
        let record = Record::read(bytes, fields)?;
        let template = sites.and_then(|sites| sites.of_record(&record, path, name));
        let cut = cleaner.cut_on(record.text(), template, &mut self.workspace);
        let edit = record.edit(cut.removals, fields, cleaner.catalogue());
        record.write(&edit, out);
        self.summary.count(&cut, cleaner.catalogue());
        if bytes.len() > KEEP {
            self.workspace = Workspace::default();
        }
        Ok(edit)
    }
}
