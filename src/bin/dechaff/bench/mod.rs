//! What cleaning costs on this machine: a folder is cleaned again and again, beside copying and reading it.

mod figures;
mod html;
mod human;
mod json;
mod passes;
mod stages;

use std::fs;
use std::io::{BufWriter, Write, stdout};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;
use dechaff::{Builder, Cleaner, Decoded, Destination, Done, Error, Observer, Plan, Summary, decode};
use tempfile::TempDir;

use crate::args::{BenchArgs, Format};
use crate::exit::{Exit, usage};
use crate::interrupt;
use crate::messages::Messages;
use crate::settings::{Talk, benching};
use figures::{Figures, Row};
use passes::Input;
use stages::Course;

/// How many bytes of text are held in memory, to be cleaned there and measured stage by stage.
const SAMPLE: u64 = 64_000_000;

/// Does what `args` say.
pub fn run(args: BenchArgs) -> Result<Exit> {
    if let Some(report) = args.report.as_ref().filter(|report| report.exists() && !args.overwrite) {
        return Err(usage(format!("{} is there already: add --overwrite to replace it", report.display())));
    }
    let (format, report, rounds) = (args.format, args.report.clone(), args.rounds.get());
    let scratch = args.scratch.clone().unwrap_or_else(std::env::temp_dir);
    let folder = args.folder.display().to_string();
    let (builder, plan) = benching(args)?;
    let messages = Arc::new(Messages::new(Talk::Normal, None));
    let stop = interrupt::catch(&messages)?;
    let place = tempfile::Builder::new().prefix("dechaff-bench-").tempdir_in(&scratch);
    let place = place.map_err(|e| Error::write(&scratch, e))?;
    let bench = Bench { builder, plan, place, stop: &stop, messages: &messages };
    let (mut figures, failed) = bench.measure(rounds)?;
    if stop.load(Relaxed) {
        return Ok(Exit::of_run(failed, true));
    }
    figures.folder = folder;
    let mut out = BufWriter::new(stdout().lock());
    match format {
        Format::Text => human::print(&figures, &mut out)?,
        Format::Json => json::print(&figures, &mut out)?,
    }
    out.flush()?;
    if let Some(report) = report {
        fs::write(&report, html::page(&figures)).map_err(|e| Error::write(&report, e))?;
    }
    Ok(Exit::of_run(failed, false))
}

struct Bench<'a> {
    builder: Builder,
    plan: Plan,
    /// Goes with all that is in it.
    place: TempDir,
    stop: &'a AtomicBool,
    messages: &'a Messages,
}

/// Notes what is cleaned.
struct Notes<'a> {
    seen: Mutex<Seen>,
    messages: &'a Messages,
}

#[derive(Default)]
struct Seen {
    inputs: Vec<Input>,
    documents: u64,
}

impl Observer for Notes<'_> {
    fn done(&self, done: &Done<'_>) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.documents += 1;
        if seen.inputs.last().is_none_or(|last| last.path != done.path) {
            let bytes = done.path.metadata().map_or(done.bytes_in, |meta| meta.len());
            let (path, name) = (done.path.to_owned(), done.name.to_owned());
            seen.inputs.push(Input { path, name, bytes, text: done.record.is_none() });
        }
    }

    fn failed(&self, error: &Error) {
        self.messages.error(error);
    }
}

impl Bench<'_> {
    /// Measures all in so many rounds, in turns, so that all meet the same machine. Tells the figures, which are of no
    /// worth where it was stopped, and how many files failed.
    fn measure(&self, rounds: usize) -> Result<(Figures, u64)> {
        let most = self.plan.threads.get();
        let notes = Notes { seen: Mutex::default(), messages: self.messages };
        let (_, first) = self.clean(most, &notes)?;
        let Seen { inputs, documents } = notes.seen.into_inner().unwrap_or_else(PoisonError::into_inner);
        let sample = sample(&inputs);
        let texts = texts(&sample)?;
        let held: usize = texts.iter().map(Vec::len).sum();
        let bytes = inputs.iter().map(|input| input.bytes).sum();
        let mut rows: Vec<Row> = thread_counts(most).map(|threads| Row { threads, ..Row::default() }).collect();
        let mut course = Course::default();
        // The first round warms up.
        for round in 0..=rounds {
            for row in &mut rows {
                let (clean, _) = self.clean(row.threads, &())?;
                let copy = self.within(|out| passes::copy(&inputs, out, row.threads, self.stop))?;
                let read = passes::read(&inputs, row.threads, self.stop)?;
                let core = passes::core(&self.cleaner()?, &texts, row.threads, self.stop)?;
                if self.stop.load(Relaxed) {
                    return Ok((Figures::default(), first.failed()));
                }
                if round > 0 {
                    row.clean.add(rate(bytes, clean));
                    row.copy.add(rate(bytes, copy));
                    row.read.add(rate(bytes, read));
                    row.core.add(rate(held as u64, core));
                }
            }
            self.within(|out| course.run(&self.cleaner()?, &sample, out, round > 0))?;
        }
        let files = inputs.len() as u64;
        let figures = Figures { files, documents, bytes, rounds, rows, costs: course.costs, ..Figures::default() };
        Ok((figures, first.failed()))
    }

    /// Cleans the folder on so many threads; tells the time it took.
    fn clean(&self, threads: usize, observer: &dyn Observer) -> Result<(Duration, Summary)> {
        let cleaner = self.cleaner()?;
        self.within(|out| {
            let mut plan = self.plan.clone();
            plan.threads = NonZeroUsize::new(threads).unwrap_or(NonZeroUsize::MIN);
            plan.destination = Destination::Path(out.to_owned());
            let begun = Instant::now();
            let summary = dechaff::run(&plan, &cleaner, observer, self.stop)?;
            Ok((begun.elapsed(), summary))
        })
    }

    /// A cleaner that has seen no line yet, as every run has one.
    fn cleaner(&self) -> Result<Cleaner> {
        self.builder.clone().build().map_err(usage)
    }

    /// Lets `work` fill a folder, which is removed then.
    fn within<T>(&self, work: impl FnOnce(&Path) -> Result<T>) -> Result<T> {
        let round = self.place.path().join("round");
        // What is put aside of records goes beside the folder, and with it.
        let out = round.join("out");
        fs::create_dir_all(&out).map_err(|e| Error::write(&out, e))?;
        let done = work(&out);
        fs::remove_dir_all(&round).map_err(|e| Error::write(&round, e))?;
        done
    }
}

/// As many files of text as may be held, from all parts of the folder.
fn sample(inputs: &[Input]) -> Vec<Input> {
    let texts: Vec<&Input> = inputs.iter().filter(|input| input.text).collect();
    let all: u64 = texts.iter().map(|input| input.bytes).sum();
    let step = all.div_ceil(SAMPLE).max(1) as usize;
    let mut left = SAMPLE;
    let mut fits = |input: &&&Input| left.checked_sub(input.bytes).map(|rest| left = rest).is_some();
    texts.iter().step_by(step).filter(&mut fits).map(|&input| input.clone()).collect()
}

/// What stands in the files of `sample`.
fn texts(sample: &[Input]) -> Result<Vec<Vec<u8>>> {
    let mut texts = Vec::with_capacity(sample.len());
    for input in sample {
        let raw = fs::read(&input.path).map_err(|e| Error::read(&input.path, e))?;
        if let Decoded::Text { bytes, .. } = decode(&raw) {
            texts.push(bytes.into_owned());
        }
    }
    Ok(texts)
}

/// 1, 2, 4 and so on up to `most`, and that.
fn thread_counts(most: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(1), |n| Some(n * 2)).take_while(move |&n| n < most).chain([most])
}

/// MB a second.
fn rate(bytes: u64, time: Duration) -> f64 {
    let seconds = time.as_secs_f64();
    if seconds > 0.0 { bytes as f64 / 1e6 / seconds } else { 0.0 }
}
