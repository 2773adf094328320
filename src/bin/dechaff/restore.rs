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
use crate::settings::Talk;
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
    let messages = Arc::new(Messages::new(Talk::from(&args.talk), None));
    let stop = interrupt::catch(&messages)?;
    let watch = Watch(&messages);
    let summary = dechaff::restore(&args.clean, &args.audit, &args.output, args.overwrite, &watch, &stop)?;
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
        if summary.failed() > 0 {
            messages.report(format_args!("Failed: {}", things(summary.failed(), "file")));
        }
    }
    Ok(Exit::of_run(summary.failed(), summary.interrupted))
}

struct Watch<'a>(&'a Messages);

impl Observer for Watch<'_> {
    fn failed(&self, error: &Error) {
        self.0.error(error);
    }

    fn restored(&self, path: &Path, _: u64) {
        self.0.detail("restored", path.display());
    }
}
