//! The summary at the end of a run: the same figures for people and for machines.

mod human;
mod json;

pub use human::rejected;

use std::io::{BufWriter, Write, stderr, stdout};
use std::time::Duration;

use anyhow::Result;
use dechaff::{Catalogue, Summary};

use crate::args::Format;
use crate::messages::Messages;
use crate::settings::{Clean, Talk};

/// A run's figures with what is needed to read them.
pub struct Report<'a> {
    summary: &'a Summary,
    catalogue: &'a Catalogue,
    format: Format,
    dry_run: bool,
    elapsed: Duration,
    threads: usize,
}

impl<'a> Report<'a> {
    /// The report of a run that took `elapsed` on `threads` threads.
    pub fn new(summary: &'a Summary, clean: &'a Clean, elapsed: Duration, threads: usize) -> Self {
        let Clean { cleaner, format, dry_run, .. } = clean;
        Report { summary, catalogue: cleaner.catalogue(), format: *format, dry_run: *dry_run, elapsed, threads }
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
