//! What a file of rejects tells of each file: a run that goes on keeps what is told of files that it does not clean
//! again, once and in order.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::rejects::named;
use crate::error::{Error, Result};
use crate::write::{folder_of, persist, reserve};

/// Where the rejects of each file stand in a file of rejects.
#[derive(Debug)]
pub(crate) struct Told {
    path: PathBuf,
    /// By the name of the file, the last time that it is told of.
    runs: HashMap<Key, Run>,
    bytes: u64,
}

/// How a reject names its file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
struct Key {
    file: String,
    path_base64: Option<String>,
}

/// Lines about one file that follow each other.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    start: u64,
    end: u64,
    lines: u64,
}

impl Key {
    fn of(name: &Path) -> Key {
        let (file, path_base64) = named(name);
        Key { file: file.into_owned(), path_base64 }
    }
}

impl Told {
    /// Reads the file of rejects at `path`, which may be missing.
    ///
    /// # Errors
    /// When it can't be read.
    pub(crate) fn read(path: &Path) -> Result<Told> {
        let mut told = Told { path: path.to_owned(), runs: HashMap::new(), bytes: 0 };
        match File::open(path) {
            Ok(file) => told.scan(BufReader::new(file)).map_err(|e| Error::read(path, e))?,
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(e) => return Err(Error::read(path, e)),
        }
        Ok(told)
    }

    fn scan(&mut self, mut file: impl BufRead) -> io::Result<()> {
        let (mut line, mut last) = (Vec::new(), None);
        loop {
            line.clear();
            let start = self.bytes;
            self.bytes += file.read_until(b'\n', &mut line)? as u64;
            if line.is_empty() {
                return Ok(());
            }
            // Half a line is what a kill leaves.
            let key = serde_json::from_slice::<Key>(&line).ok().filter(|_| line.ends_with(b"\n"));
            if let Some(key) = &key {
                let run = self.runs.entry(key.clone()).or_default();
                if last != Some(key.clone()) {
                    *run = Run { start, ..Run::default() };
                }
                (run.end, run.lines) = (self.bytes, run.lines + 1);
            }
            last = key;
        }
    }

    /// Whether there is nothing in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.bytes == 0
    }

    /// Whether it tells of so many records of the file called `name`.
    pub(crate) fn holds(&self, name: &Path, rejects: u64) -> bool {
        rejects == 0 || self.runs.get(&Key::of(name)).is_some_and(|run| run.lines >= rejects)
    }

    /// Leaves, of each of `files` and in their order, so many rejects: those that were told last. All others go.
    ///
    /// # Errors
    /// When the file can't be read or written.
    pub(crate) fn arrange<'n>(&self, files: impl Iterator<Item = (&'n Path, u64)>) -> Result<()> {
        let runs = files.filter(|(_, rejects)| *rejects > 0);
        let runs: Vec<(Run, u64)> =
            runs.filter_map(|(name, rejects)| Some((*self.runs.get(&Key::of(name))?, rejects))).collect();
        let mut end = 0;
        let in_order = runs.iter().all(|(run, rejects)| {
            let follows = run.start == end && run.lines == *rejects;
            end = run.end;
            follows
        });
        if in_order && end == self.bytes {
            return Ok(());
        }
        self.rewrite(&runs)
    }

    fn rewrite(&self, runs: &[(Run, u64)]) -> Result<()> {
        let failed = |e: io::Error| Error::write(&self.path, e);
        let mut file = File::open(&self.path).map_err(|e| Error::read(&self.path, e))?;
        let target = reserve(&self.path, folder_of(&self.path), "rejects").map_err(failed)?;
        let mut out = BufWriter::new(target);
        for (run, rejects) in runs {
            file.seek(SeekFrom::Start(run.start)).map_err(|e| Error::read(&self.path, e))?;
            let mut lines = BufReader::new(Read::take(&file, run.end - run.start));
            // What an earlier run told before it was killed stands before what was told in the end.
            for _ in *rejects..run.lines {
                lines.skip_until(b'\n').map_err(|e| Error::read(&self.path, e))?;
            }
            io::copy(&mut lines, &mut out).map_err(failed)?;
        }
        out.flush().map_err(failed)?;
        persist(out.into_inner().map_err(|e| failed(e.into_error()))?, &self.path, true)
    }
}

#[cfg(test)]
mod tests {
    use super::super::rejects::{Reject, encode};
    use super::*;
    use crate::record::FlawKind;

    fn lines(name: &str, records: std::ops::Range<u64>) -> Vec<u8> {
        let line = |record| {
            let (name, flaw) = (Path::new(name), FlawKind::NoText.into());
            encode(&Reject { name, record, offset: 0, flaw, bytes: b"{\"file\":\"no\"}\n" }).unwrap()
        };
        records.flat_map(line).collect()
    }

    #[test]
    fn what_was_told_last_is_left_in_order() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("rejects");
        let parts = [
            lines("b", 1..3),
            lines("a", 1..9),
            lines("gone", 1..2),
            lines("a", 5..7),
            lines("a", 5..8),
            b"{\"fi".into(),
        ];
        std::fs::write(&path, parts.concat()).unwrap();
        let told = Told::read(&path).unwrap();
        let (a, b) = (Path::new("a"), Path::new("b"));
        assert!(told.holds(a, 3) && told.holds(b, 2) && told.holds(Path::new("c"), 0));
        assert!(!told.holds(b, 3) && !told.holds(Path::new("c"), 1));
        told.arrange([(a, 3), (b, 2), (Path::new("c"), 0)].into_iter()).unwrap();
        let left = std::fs::read(&path).unwrap();
        assert!(left == [lines("a", 5..8), lines("b", 1..3)].concat(), "{}", String::from_utf8_lossy(&left));
        let modified = || path.metadata().unwrap().modified().unwrap();
        let before = modified();
        Told::read(&path).unwrap().arrange([(a, 3), (b, 2)].into_iter()).unwrap();
        assert_eq!(modified(), before, "what is in order is not written anew");
        Told::read(&path).unwrap().arrange(std::iter::empty()).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"");
        Told::read(&dir.path().join("none")).unwrap().arrange(std::iter::empty()).unwrap();
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
