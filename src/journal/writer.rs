//! Writes a journal: lines are added at its end, each group of them at once, and put in order when a run is over.

use std::fs::{File, TryLockError};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::Builder;

use super::NAME;
use super::entry::Entry;
use super::line::{header, push, push_end};
use super::past::Past;
use crate::error::{Error, ErrorKind, Result};
use crate::write::{PREFIX, SUFFIX, create, persist, write};

/// The journal of an output folder, while a run goes on.
#[derive(Debug)]
pub(crate) struct Journal {
    path: PathBuf,
    /// Whether copies are announced before they are written: there may be others in their place.
    announces: bool,
    end: Mutex<End>,
    /// The folder, held so that no other run writes there.
    _lock: Option<File>,
}

/// The end of the file, where lines are added.
#[derive(Debug, Default)]
struct End {
    file: Option<File>,
    /// Whether what stands there may be half a line.
    torn: bool,
    /// Whether something was added.
    used: bool,
    inputs: u64,
    /// The last input, while they come in order.
    last: Option<PathBuf>,
    unsorted: bool,
}

impl Journal {
    /// Begins a journal in `root`, in the place of any other: a run that knows nothing of former ones.
    ///
    /// # Errors
    /// When it can't be written, or another run is at work in the folder.
    pub(crate) fn begin(root: &Path) -> Result<Journal> {
        let journal = Journal::new(root, false)?;
        write(&journal.path, &header(), true)?;
        Ok(journal)
    }

    /// Goes on with the journal in `root`, and tells what it knows.
    ///
    /// # Errors
    /// When it can't be read, or another run is at work in the folder.
    pub(crate) fn resume(root: &Path) -> Result<(Journal, Past)> {
        let journal = Journal::new(root, true)?;
        // Through a link, somebody else's file would grow.
        let stands = Journal::stands_in(root);
        let past = if stands { Past::read(&journal.path)? } else { Past::default() };
        // Lines behind a damaged beginning would count for nothing.
        if !stands || past.damaged > 0 {
            journal.rewrite(&past, false)?;
        } else {
            journal.end().torn = past.torn;
        }
        Ok((journal, past))
    }

    /// Whether there is a journal in `root`.
    pub(crate) fn stands_in(root: &Path) -> bool {
        root.join(NAME).symlink_metadata().is_ok_and(|file| file.is_file())
    }

    fn new(root: &Path, announces: bool) -> Result<Journal> {
        let lock = File::open(root).ok();
        if let Some(Err(TryLockError::WouldBlock)) = lock.as_ref().map(File::try_lock) {
            let detail = "another run of dechaff writes there; wait for its end, or name another folder";
            return Err(Error::at(ErrorKind::Layout, root, detail));
        }
        Ok(Journal { path: root.join(NAME), announces, end: Mutex::default(), _lock: lock })
    }

    /// Announces the copy of the input called `name`, so that none is taken for another when a kill comes in between.
    pub(crate) fn announce(&self, name: &Path) -> Result<()> {
        if !self.announces {
            return Ok(());
        }
        let mut line = Vec::new();
        push(name, &Entry::begun(), &mut line);
        self.end().append(&self.path, line)
    }

    /// Writes down what came of inputs.
    pub(crate) fn record(&self, inputs: &[(PathBuf, Entry)]) -> Result<()> {
        let mut lines = Vec::new();
        let mut end = self.end();
        for (name, entry) in inputs {
            push(name, entry, &mut lines);
            end.unsorted |= end.last.as_ref().is_some_and(|last| last >= name);
            end.last = Some(name.clone());
        }
        end.inputs += inputs.len() as u64;
        if lines.is_empty() { Ok(()) } else { end.append(&self.path, lines) }
    }

    /// Ends a journal that was [begun](Self::begin), after a run that came to its end.
    pub(crate) fn finish(self) -> Result<()> {
        let mut end = self.end();
        if !end.unsorted && !end.torn {
            let mut line = Vec::new();
            push_end(end.inputs, &mut line);
            return end.append(&self.path, line);
        }
        drop(end);
        self.rewrite(&Past::read(&self.path)?, true)
    }

    /// Ends one that was [gone on with](Self::resume) and of which `past` is what is known now. It is left alone where
    /// nothing was done.
    pub(crate) fn settle(self, past: &Past, changed: bool) -> Result<()> {
        if past.tidy && !changed && !self.end().used {
            return Ok(());
        }
        self.rewrite(past, true)
    }

    /// Writes all lines anew and in order, over what is there.
    fn rewrite(&self, past: &Past, ended: bool) -> Result<()> {
        let failed = |e| Error::write(&self.path, e);
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let file = create(Builder::new().prefix(PREFIX).suffix(SUFFIX), folder).map_err(failed)?;
        let mut out = BufWriter::new(file);
        out.write_all(&header()).map_err(failed)?;
        let inputs = past.sorted();
        let mut line = Vec::new();
        for &(name, entry) in &inputs {
            line.clear();
            push(name, entry, &mut line);
            out.write_all(&line).map_err(failed)?;
        }
        if ended {
            line.clear();
            push_end(inputs.len() as u64, &mut line);
            out.write_all(&line).map_err(failed)?;
        }
        persist(out.into_inner().map_err(|e| failed(e.into_error()))?, &self.path, true)
    }

    fn end(&self) -> MutexGuard<'_, End> {
        self.end.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl End {
    /// Adds `lines` at the end of the file at `path`.
    fn append(&mut self, path: &Path, mut lines: Vec<u8>) -> Result<()> {
        self.used = true;
        if self.torn {
            lines.insert(0, b'\n');
        }
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(File::options().append(true).open(path).map_err(|e| Error::write(path, e))?),
        };
        let written = file.write_all(&lines);
        self.torn = written.is_err();
        written.map_err(|e| Error::write(path, e))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{CleanCopy, Stamp};

    fn input(name: &str, bytes: u64) -> (PathBuf, Entry) {
        let stamp = Stamp { bytes, modified: 1 };
        (PathBuf::from(name), Entry::binary(stamp, 7, None).cleaned(None, CleanCopy::of(b"clean")))
    }

    #[test]
    fn in_whatever_order_inputs_come_the_journal_is_the_same() {
        let text = |order: [usize; 3]| {
            let dir = tempfile::tempdir().unwrap();
            let journal = Journal::begin(dir.path()).unwrap();
            let inputs = [input("a/b.txt", 1), input("a.txt", 2), input("b.txt", 3)];
            order.iter().for_each(|&n| journal.record(&inputs[n..=n]).unwrap());
            journal.finish().unwrap();
            assert!(Past::read(&dir.path().join(NAME)).unwrap().tidy);
            std::fs::read_to_string(dir.path().join(NAME)).unwrap()
        };
        assert_eq!(text([0, 1, 2]), text([2, 1, 0]));
        assert_eq!(text([0, 1, 2]).lines().count(), 5);
    }

    #[test]
    fn what_was_torn_costs_its_own_line_only() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(NAME);
        let journal = Journal::begin(dir.path()).unwrap();
        journal.record(&[input("a.txt", 1), input("b.txt", 2)]).unwrap();
        drop(journal);
        let whole = std::fs::read(&path).unwrap();
        for cut in 0..=whole.len() {
            std::fs::write(&path, &whole[..cut]).unwrap();
            let (journal, past) = Journal::resume(dir.path()).unwrap();
            let known = ["a.txt", "b.txt"].map(|name| past.get(Path::new(name)).is_some());
            let lines = whole[..cut].iter().filter(|&&byte| byte == b'\n').count();
            // A line that lacks nothing but its end is whole.
            let lines = lines + usize::from(whole.get(cut) == Some(&b'\n'));
            assert_eq!(known, [lines > 1, lines > 2], "{cut}");
            journal.announce(Path::new("c.txt")).unwrap();
            journal.record(&[input("c.txt", 3)]).unwrap();
            drop(journal);
            let past = Past::read(&path).unwrap();
            assert_eq!(past.get(Path::new("c.txt")), Some(&input("c.txt", 3).1), "{cut}");
            assert_eq!(past.get(Path::new("a.txt")).is_some(), lines > 1, "{cut}");
            assert!(!past.tidy);
        }
    }

    #[test]
    fn where_nothing_was_done_nothing_is_written() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(NAME);
        let journal = Journal::begin(dir.path()).unwrap();
        journal.record(&[input("a.txt", 1)]).unwrap();
        journal.finish().unwrap();
        let before = (std::fs::read(&path).unwrap(), path.metadata().unwrap().modified().unwrap());
        let (journal, past) = Journal::resume(dir.path()).unwrap();
        journal.settle(&past, false).unwrap();
        assert_eq!(before, (std::fs::read(&path).unwrap(), path.metadata().unwrap().modified().unwrap()));
    }

    #[cfg(unix)]
    #[test]
    fn a_second_run_is_told_of_the_first() {
        let dir = tempfile::tempdir().unwrap();
        let first = Journal::begin(dir.path()).unwrap();
        assert!(Journal::resume(dir.path()).unwrap_err().to_string().contains("another run"));
        drop(first);
        Journal::resume(dir.path()).unwrap();
    }
}
