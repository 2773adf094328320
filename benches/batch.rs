//! A whole run over a generated tree beside a plain copy loop, in turns, so that both meet the same machine: quote
//! the ratio, not the figures.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod data;

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use dechaff::{Cleaner, Destination, Plan};
use tempfile::TempDir;

/// Files of a folder.
const FOLDER: usize = 48;

fn main() {
    // `cargo test --benches` only wants to see that it runs.
    let (files, rounds) = if std::env::args().any(|arg| arg == "--bench") { (3_000, 5) } else { (100, 1) };
    let memory = Path::new("/dev/shm");
    let base = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    let place = tempfile::Builder::new().prefix("dechaff-bench-").tempdir_in(&base).unwrap();
    let input = place.path().join("in");
    let size = plant(&input, files);
    let cleaner = Cleaner::builder().build().unwrap();
    println!("{files} files, {:.1} MB, in {}; medians of {rounds} rounds", size as f64 / 1e6, base.display());
    println!("{:>7} {:>14} {:>14} {:>16}", "threads", "dechaff MB/s", "copy MB/s", "dechaff / copy");
    for threads in thread_counts() {
        let (mut cleaning, mut copying, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
        // The first round warms up.
        for round in 0..=rounds {
            let clean = timed(&place, |out| clean(&cleaner, &input, out, threads, files));
            let copy = timed(&place, |out| copy(&input, out, threads, files));
            if round > 0 {
                cleaning.push(rate(size, clean));
                copying.push(rate(size, copy));
                ratios.push(clean.as_secs_f64() / copy.as_secs_f64());
            }
        }
        let [cleaning, copying, ratio] = [cleaning, copying, ratios].map(median);
        println!("{threads:>7} {cleaning:>14.1} {copying:>14.1} {ratio:>16.2}");
    }
}

/// Writes the tree and tells how many bytes it holds.
fn plant(root: &Path, files: usize) -> usize {
    let mut random = data::Random::new(2);
    let write = |n: usize| {
        let folder = root.join(format!("site{:04}", n / FOLDER));
        fs::create_dir_all(&folder).unwrap();
        // Real pages differ in length by a few of these.
        let text: String = (0..1 + n % 4).map(|_| data::page(&mut random)).collect();
        fs::write(folder.join(format!("{n:06}.txt")), &text).unwrap();
        text.len()
    };
    (0..files).map(write).sum()
}

/// 1, 2, 4 and so on up to the number of processors, and that.
fn thread_counts() -> Vec<usize> {
    let most = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let mut counts: Vec<usize> = std::iter::successors(Some(1), |n| Some(n * 2)).take_while(|&n| n < most).collect();
    counts.push(most);
    counts
}

/// The time that `work` takes to fill a folder, which is removed afterwards.
fn timed(place: &TempDir, work: impl FnOnce(&Path)) -> Duration {
    let out = place.path().join("out");
    let start = Instant::now();
    work(&out);
    let time = start.elapsed();
    fs::remove_dir_all(&out).unwrap();
    time
}

fn clean(cleaner: &Cleaner, input: &Path, out: &Path, threads: usize, files: usize) {
    let mut plan = Plan::new(vec![input.to_owned()], Destination::Path(out.to_owned()));
    plan.threads = NonZeroUsize::new(threads).unwrap();
    let summary = dechaff::run(&plan, cleaner, &(), &AtomicBool::new(false)).unwrap();
    assert_eq!((summary.files, summary.failed()), (files as u64, 0));
}

/// What any program must do that leaves whole files only: read, write under another name, rename.
fn copy(input: &Path, out: &Path, threads: usize, files: usize) {
    let mut names: Vec<PathBuf> = Vec::with_capacity(files);
    for entry in walkdir::WalkDir::new(input).sort_by_file_name().into_iter().map(Result::unwrap) {
        let name = entry.path().strip_prefix(input).unwrap();
        if entry.file_type().is_dir() {
            fs::create_dir_all(out.join(name)).unwrap();
        } else {
            names.push(name.to_owned());
        }
    }
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(name) = names.get(next.fetch_add(1, Ordering::Relaxed)) {
            let place = out.join(name);
            let temporary = place.with_extension("tmp");
            fs::write(&temporary, fs::read(input.join(name)).unwrap()).unwrap();
            fs::rename(&temporary, &place).unwrap();
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
}

fn rate(bytes: usize, time: Duration) -> f64 {
    bytes as f64 / 1e6 / time.as_secs_f64()
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
