//! Gives the originals back.

use std::collections::BTreeMap;
use std::io::{Write, stdout};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Result;
use dechaff::{Error, Observer};
use serde::Serialize;

use crate::args::{Format, RestoreArgs};
use crate::exit::Exit;
use crate::interrupt;
use crate::messages::Messages;
use crate::progress::Progress;
use crate::settings::Talk;
use crate::terminal::View;
use crate::units::{bytes, rate, things, time};

#[derive(Serialize)]
struct Figures<'a> {
    files: u64,
    bytes: u64,
    failed: u64,
    failures: &'a BTreeMap<String, u64>,
    interrupted: bool,
    seconds: f64,
}

/// Restores what `args` say.
pub fn run(args: &RestoreArgs) -> Result<Exit> {
    let start = Instant::now();
    let (talk, err) = (Talk::from(&args.talk), View::stderr());
    let progress = (talk > Talk::Quiet && err.terminal).then(|| Progress::open_ended(&err));
    let messages = Arc::new(Messages::new(talk, progress.as_ref().map(Progress::bar)));
    let stop = interrupt::catch(&messages)?;
    let watch = Watch { messages: &messages, progress };
    let summary = dechaff::restore(&args.clean, &args.audit, &args.output, args.overwrite, &watch, &stop);
    drop(watch);
    let summary = summary?;
    let elapsed = start.elapsed();
    if args.format == Format::Json {
        let figures = Figures {
            files: summary.files,
            bytes: summary.bytes,
            failed: summary.failed(),
            failures: &summary.failures,
            interrupted: summary.interrupted,
            seconds: elapsed.as_secs_f64(),
        };
        writeln!(stdout(), "{}", serde_json::to_string(&figures)?)?;
    } else {
        let (files, size) = (things(summary.files, "file"), bytes(summary.bytes));
        let speed = bytes(rate(summary.bytes, elapsed));
        messages.report(format_args!("Restored {files} in {}: {size}, {speed}/s", time(elapsed)));
        for (cause, n) in &summary.failures {
            messages.report(format_args!("Failed: {} ({cause})", things(*n, "file")));
        }
        if summary.interrupted {
            messages.report("Interrupted: what was written is whole; run it again with --overwrite to finish.");
        }
    }
    Ok(Exit::of_run(summary.failed(), summary.interrupted))
}

/// Shows a restoration as it goes on.
struct Watch<'a> {
    messages: &'a Messages,
    progress: Option<Progress>,
}

impl Observer for Watch<'_> {
    fn failed(&self, error: &Error) {
        self.messages.error(error);
    }

    fn restored(&self, path: &Path, bytes: u64) {
        if let Some(progress) = &self.progress {
            progress.advance(bytes);
        }
        self.messages.detail("restored", path.display());
    }
}
