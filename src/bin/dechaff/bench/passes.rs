//! The passes over files and texts that a run is held against, each on so many threads.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use dechaff::{Cleaner, Error, Workspace, render_into};
use tempfile::NamedTempFile;

/// A file to be read, and what it is called below the folder.
#[derive(Clone, Debug)]
pub struct Input {
    pub path: PathBuf,
    pub name: PathBuf,
    pub bytes: u64,
    /// Whether it is a text, and no file of records.
    pub text: bool,
}

/// The time that `threads` threads take to read `inputs`.
pub fn read(inputs: &[Input], threads: usize, stop: &AtomicBool) -> Result<Duration> {
    share(inputs, threads, stop, |input, _: &mut ()| {
        fs::read(&input.path).map(drop).map_err(|e| Error::read(&input.path, e).into())
    })
}

/// The time that `threads` threads take to copy `inputs` into the folder `out`, so that each copy appears when it is
/// whole: what any program must do that leaves whole files only.
pub fn copy(inputs: &[Input], out: &Path, threads: usize, stop: &AtomicBool) -> Result<Duration> {
    share(inputs, threads, stop, |input, _: &mut ()| {
        let bytes = fs::read(&input.path).map_err(|e| Error::read(&input.path, e))?;
        write(&bytes, &out.join(&input.name))
    })
}

/// Writes `bytes` beside `place` and renames.
pub fn write(bytes: &[u8], place: &Path) -> Result<()> {
    let folder = place.parent().unwrap_or(place);
    let failed = |e| Error::write(place, e);
    let mut file = match NamedTempFile::new_in(folder) {
        Ok(file) => file,
        Err(_) => {
            fs::create_dir_all(folder).map_err(failed)?;
            NamedTempFile::new_in(folder).map_err(failed)?
        }
    };
    file.write_all(bytes).map_err(failed)?;
    file.persist(place).map_err(|e| failed(e.error))?;
    Ok(())
}

/// The time that `threads` threads take to clean `texts`, from memory to memory.
pub fn core(cleaner: &Cleaner, texts: &[Vec<u8>], threads: usize, stop: &AtomicBool) -> Result<Duration> {
    share(texts, threads, stop, |text, (workspace, out): &mut (Workspace, Vec<u8>)| {
        out.clear();
        render_into(text, cleaner.cut(text, workspace).removals, out);
        Ok(())
    })
}

/// Lets `threads` threads do `work` to all `items`, with memory of their own, until one fails or `stop` is set.
fn share<T: Sync, M: Default>(
    items: &[T],
    threads: usize,
    stop: &AtomicBool,
    work: impl Fn(&T, &mut M) -> Result<()> + Sync,
) -> Result<Duration> {
    let (next, failure) = (AtomicUsize::new(0), Mutex::new(None));
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut memory = M::default();
                while let Some(item) = items.get(next.fetch_add(1, Relaxed)).filter(|_| !stop.load(Relaxed)) {
                    if let Err(error) = work(item, &mut memory) {
                        next.store(items.len(), Relaxed);
                        if let Ok(mut failure) = failure.lock() {
                            failure.get_or_insert(error);
                        }
                    }
                }
            });
        }
    });
    let time = begun.elapsed();
    match failure.into_inner() {
        Ok(None) => Ok(time),
        Ok(Some(error)) => Err(error),
        Err(_) => Err(anyhow!("a thread of the bench died")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_whole_and_nothing_else_is_there() {
        let place = tempfile::tempdir().unwrap();
        let (from, to) = (place.path().join("from"), place.path().join("to"));
        fs::create_dir_all(from.join("deep")).unwrap();
        fs::write(from.join("deep/a.txt"), "text").unwrap();
        let name = PathBuf::from("deep/a.txt");
        let inputs = [Input { path: from.join(&name), name, bytes: 4, text: true }];
        let stop = AtomicBool::new(false);
        read(&inputs, 2, &stop).unwrap();
        copy(&inputs, &to, 2, &stop).unwrap();
        assert_eq!(fs::read_to_string(to.join("deep/a.txt")).unwrap(), "text");
        assert_eq!(fs::read_dir(to.join("deep")).unwrap().count(), 1);
        fs::remove_dir_all(&from).unwrap();
        assert!(copy(&inputs, &to, 2, &stop).unwrap_err().to_string().contains("a.txt"));
    }
}
