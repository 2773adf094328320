//! Cleans files and folders, and tells how it goes while it goes.

use std::borrow::Cow;
use std::io::{self, BufWriter, Stdout, Write, stdout};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use anyhow::Result;
use dechaff::{Cleaner, Destination, Done, Error, Observer, Plan, Skip, Summary, rejects_place};

use crate::diff;
use crate::exit::Exit;
use crate::interrupt;
use crate::messages::Messages;
use crate::progress::Progress;
use crate::settings::{Clean, Talk};
use crate::summary::{Report, tell_rejects};
use crate::terminal::View;

/// Cleans what `plan` says.
pub fn run(clean: &Clean, plan: &Plan) -> Result<Exit> {
    go(
        clean,
        plan,
        |view| Progress::of(plan, view),
        |plan, cleaner, show, stop| dechaff::run(plan, cleaner, show, stop),
    )
}

/// Cleans what `plan` says and what is yet to come, until Ctrl-C.
pub fn watch(clean: &Clean, plan: &Plan) -> Result<Exit> {
    go(clean, plan, Progress::open_ended, |plan, cleaner, observer, stop| {
        let inputs: Vec<String> = plan.inputs.iter().map(|input| input.display().to_string()).collect();
        observer.messages.note(format_args!("watching {}; press Ctrl-C to end", inputs.join(", ")));
        dechaff::watch(plan, cleaner, observer, stop)
    })
}

/// Does what `plan` says by `work`, and tells of it.
fn go(
    clean: &Clean,
    plan: &Plan,
    progress: impl FnOnce(&View) -> Progress,
    work: impl FnOnce(&Plan, &Cleaner, &Show<'_>, &AtomicBool) -> dechaff::Result<Summary>,
) -> Result<Exit> {
    let start = Instant::now();
    let (out, err) = (View::stdout(), View::stderr());
    let piped = plan.destination == Destination::Stdout;
    let in_the_way = (clean.diff || piped) && out.terminal;
    let shown = clean.talk > Talk::Quiet && err.terminal && !in_the_way;
    let progress = shown.then(|| progress(&err));
    let messages = Arc::new(Messages::new(clean.talk, progress.as_ref().map(Progress::bar)));
    let stop = interrupt::catch(&messages)?;
    let show = Show { messages: &messages, progress, diff: clean.diff.then(|| Diff::new(out)), stop: &stop };
    let summary = work(plan, &clean.cleaner, &show, &stop);
    let Show { progress, diff, .. } = show;
    drop(progress);
    if let Some(diff) = diff {
        diff.finish()?;
    }
    let summary = summary?;
    let place = rejects_place(plan);
    tell_rejects(&summary, place.as_deref(), &messages);
    if !piped || clean.talk == Talk::Verbose {
        Report::new(&summary, clean, start.elapsed(), plan.threads.get()).print(&messages)?;
    }
    Ok(Exit::of_run(summary.failed() + summary.rejects(), summary.interrupted))
}

/// Shows a run as it goes on.
struct Show<'a> {
    messages: &'a Messages,
    progress: Option<Progress>,
    diff: Option<Diff>,
    stop: &'a AtomicBool,
}

impl Observer for Show<'_> {
    fn done(&self, document: &Done<'_>) {
        if let (Some(progress), None) = (&self.progress, document.record) {
            progress.advance(document.bytes_in);
        }
        if let Some(why) = document.again {
            self.messages.detail("cleaned", format_args!("{}: {why}", document.path.display()));
        }
        if let Some(encoding) = document.transcoded {
            self.messages.detail("transcoded", format_args!("{}: from {encoding}", document.path.display()));
        }
        if document.spared {
            let record = document.record.map_or(String::new(), |record| format!(":{record}"));
            let path = document.path.display();
            self.messages.detail("left whole", format_args!("{path}{record}: all of its text would have gone"));
        }
        if let Some(diff) = &self.diff {
            diff.show(document, self.stop);
        }
    }

    fn unchanged(&self, _path: &Path, bytes: u64) {
        if let Some(progress) = &self.progress {
            progress.advance(bytes);
        }
    }

    fn pruned(&self, path: &Path) {
        self.messages.detail("pruned", path.display());
    }

    fn read(&self, _: &Path, bytes: u64) {
        if let Some(progress) = &self.progress {
            progress.read(bytes);
        }
    }

    fn skipped(&self, path: &Path, why: Skip) {
        self.messages.detail("skipped", format_args!("{}: {why}", path.display()));
    }

    fn failed(&self, error: &Error) {
        self.messages.error(error);
    }

    fn wants_text(&self) -> bool {
        self.diff.is_some()
    }
}

/// Diffs on their way to standard output. When that fails, the run is stopped, as there is nothing else to do.
struct Diff {
    view: View,
    out: Mutex<io::Result<BufWriter<Stdout>>>,
}

impl Diff {
    fn new(view: View) -> Self {
        Diff { view, out: Mutex::new(Ok(BufWriter::new(stdout()))) }
    }

    fn show(&self, document: &Done<'_>, stop: &AtomicBool) {
        let mut state = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Ok(out), Some(text)) = (state.as_mut(), document.text)
            && let Err(error) = diff::print(out, &self.view, &named(document), text, document.removals)
        {
            stop.store(true, Relaxed);
            *state = Err(error);
        }
    }

    fn finish(self) -> io::Result<()> {
        self.out.into_inner().unwrap_or_else(PoisonError::into_inner)?.flush()
    }
}

/// What a document is called: a record bears its line behind the name of its file.
fn named<'d>(document: &Done<'d>) -> Cow<'d, Path> {
    let Some(record) = document.record else { return Cow::Borrowed(document.name) };
    let mut name = document.name.as_os_str().to_owned();
    name.push(format!(":{record}"));
    Cow::Owned(name.into())
}
