//! Records through the cleaner to standard output, one by one as they come.

use std::io::{self, Write};
use std::time::Instant;

use anyhow::Result;
use dechaff::{Rejects, Sites};

use crate::exit::Exit;
use crate::messages::Messages;
use crate::settings::{Clean, Stream, Talk};
use crate::summary::{Report, tell_rejects};

/// Cleans what `stream` says.
pub fn run(clean: &Clean, stream: &Stream) -> Result<Exit> {
    let start = Instant::now();
    let messages = Messages::new(clean.talk, None);
    let input = stream.source.open()?;
    let sites = stream.profile.as_ref().map(|profile| Sites::new(profile, stream.site_by));
    let work = dechaff::Stream {
        name: stream.source.name(),
        cleaner: &clean.cleaner,
        fields: &stream.fields,
        sites: sites.as_ref(),
        rejects: if clean.dry_run { Rejects::nowhere() } else { Rejects::new(&stream.rejects, true) },
        strict: stream.strict,
        threads: stream.threads,
    };
    let output: Box<dyn Write> = if clean.dry_run { Box::new(io::sink()) } else { Box::new(io::stdout().lock()) };
    let summary = work.run(input, output)?;
    let place = (!clean.dry_run).then_some(&*stream.rejects);
    tell_rejects(&summary, place, &messages);
    if clean.dry_run || clean.talk == Talk::Verbose {
        Report::new(&summary, clean, start.elapsed(), stream.threads.get()).print(&messages)?;
    }
    Ok(Exit::of_run(summary.rejects(), false))
}
