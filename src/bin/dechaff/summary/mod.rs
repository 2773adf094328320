//! The summary at the end of a run: the same figures for people and for machines.

mod human;
mod json;

use std::io::{BufWriter, Write, stderr, stdout};
use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use dechaff::{Catalogue, Summary};

use crate::args::Format;
use crate::messages::Messages;
use crate::settings::{Clean, Job, Talk};
use crate::units::things;

/// Says how many records could not be cleaned, why, and the `place` where they are, if there is one.
pub fn tell_rejects(summary: &Summary, place: Option<&Path>, messages: &Messages) {
    if summary.rejects() > 0 {
        let records = things(summary.rejects(), "record");
        let place = place.map_or(String::new(), |place| format!(", and went to {} as they were", place.display()));
        messages.error(format_args!("{records} could not be cleaned{place}: {}", human::rejected(summary)));
    }
}

/// A run's figures with what is needed to read them.
pub struct Report<'a> {
    summary: &'a Summary,
    catalogue: &'a Catalogue,
    format: Format,
    dry_run: bool,
    /// Whether JSON Lines were made.
    gathered: bool,
    elapsed: Duration,
    threads: usize,
}

impl<'a> Report<'a> {
    /// The report of a run that took `elapsed` on `threads` threads.
    pub fn new(summary: &'a Summary, clean: &'a Clean, elapsed: Duration, threads: usize) -> Self {
        let Clean { cleaner, format, dry_run, job, .. } = clean;
        let gathered = matches!(job, Job::Batch(plan) if plan.jsonl.is_some());
        let (catalogue, format, dry_run) = (cleaner.catalogue(), *format, *dry_run);
        Report { summary, catalogue, format, dry_run, gathered, elapsed, threads }
    }

    /// Prints it: text on standard error unless told to be quiet, JSON on standard output.
    pub fn print(&self, messages: &Messages) -> Result<()> {
        match self.format {
            Format::Json => {
                let mut out = stdout().lock();
                json::print(self, &mut out)?;
                out.flush()?;
            }
            Format::Text if messages.talk == Talk::Quiet => {}
            Format::Text => {
                let mut err = BufWriter::new(stderr().lock());
                // Where standard error is closed, there is nobody to tell.
                let _ = human::print(self, &messages.view, &mut err).and_then(|()| err.flush());
            }
        }
        Ok(())
    }
}
