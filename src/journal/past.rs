//! What a journal tells of former runs, held in memory by those who go on from there.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::entry::Entry;
use super::line::{Line, is_header, parse};
use crate::error::{Error, Result};

/// The longest line that is read: a path of 4 KiB, every byte of it escaped and given again in base64, and the rest.
const LONGEST: usize = 64 << 10;

/// All that is known of former runs.
#[derive(Debug, Default)]
pub(crate) struct Past {
    inputs: HashMap<PathBuf, Known>,
    /// Whether the last run came to its end, so that nothing is known but what the lines say.
    pub(crate) tidy: bool,
    /// Whether the file ends within a line.
    pub(super) torn: bool,
    /// Lines that were damaged.
    pub(crate) damaged: u64,
}

/// An input of former runs.
#[derive(Debug)]
struct Known {
    entry: Entry,
    met: AtomicBool,
}

impl Past {
    /// Reads the journal at `path`; nothing is known where there is none, or one of another version.
    ///
    /// # Errors
    /// When it can't be read.
    pub(crate) fn read(path: &Path) -> Result<Past> {
        let failed = |e| Error::read(path, e);
        let mut past = Past::default();
        let mut source = match File::open(path) {
            Ok(file) => BufReader::with_capacity(1 << 18, file),
            Err(e) if e.kind() == ErrorKind::NotFound => return Ok(past),
            Err(e) => return Err(failed(e)),
        };
        let mut line = Vec::new();
        advance(&mut source, &mut line).map_err(failed)?;
        if !is_header(&line) {
            past.damaged += 1;
            return Ok(past);
        }
        past.torn = !line.ends_with(b"\n");
        while advance(&mut source, &mut line).map_err(failed)? {
            past.torn = line.pop_if(|last| *last == b'\n').is_none();
            if line.is_empty() {
                continue;
            }
            past.tidy = false;
            match parse(&line) {
                Some(Line::Input(name, entry)) => {
                    past.inputs.insert(name, Known { entry, met: AtomicBool::new(false) });
                }
                Some(Line::End(inputs)) => past.tidy = past.damaged == 0 && inputs == past.inputs.len() as u64,
                // A torn end is what a run leaves that is killed.
                None => past.damaged += u64::from(!past.torn),
            }
        }
        Ok(past)
    }

    /// What is known of the input called `name`.
    pub(crate) fn get(&self, name: &Path) -> Option<&Entry> {
        self.inputs.get(name).map(|known| &known.entry)
    }

    /// Notes that there still is an input called `name`.
    pub(crate) fn meet(&self, name: &Path) {
        if let Some(known) = self.inputs.get(name) {
            known.met.store(true, Relaxed);
        }
    }

    /// The inputs that were not met, in no order.
    pub(crate) fn unmet(&self) -> impl Iterator<Item = (&Path, &Entry)> {
        let unmet = self.inputs.iter().filter(|(_, known)| !known.met.load(Relaxed));
        unmet.map(|(name, known)| (name.as_path(), &known.entry))
    }

    /// The inputs without a document now: those that were not met, and those that are no text any more.
    pub(crate) fn orphaned(&self) -> impl Iterator<Item = (&Path, &Entry)> {
        let orphaned = |(_, known): &(_, &Known)| {
            !known.met.load(Relaxed) || known.entry.is_binary() && known.entry.copy.is_some()
        };
        self.inputs.iter().filter(orphaned).map(|(name, known)| (name.as_path(), &known.entry))
    }

    /// Takes over what came of an input since.
    pub(crate) fn insert(&mut self, name: PathBuf, entry: Entry) {
        self.inputs.insert(name, Known { entry, met: AtomicBool::new(true) });
    }

    /// Takes what is known of inputs for nothing, but for those that `stand`.
    pub(crate) fn doubt(&mut self, stand: impl Fn(&Path, &Entry) -> bool) {
        for (_, known) in self.inputs.iter_mut().filter(|(name, known)| !stand(name, &known.entry)) {
            let Entry { copy, rejects, .. } = known.entry;
            known.entry = Entry { copy, rejects, ..Entry::begun() };
        }
    }

    /// Forgets an input.
    pub(crate) fn remove(&mut self, name: &Path) {
        self.inputs.remove(name);
    }

    /// All inputs in the order of their names.
    pub(crate) fn sorted(&self) -> Vec<(&Path, &Entry)> {
        let mut inputs: Vec<_> = self.inputs.iter().map(|(name, known)| (name.as_path(), &known.entry)).collect();
        inputs.sort_unstable_by_key(|&(name, _)| name);
        inputs
    }
}

/// Reads the next line with its end; of one that is longer than any can be, the beginning, and its rest is the next.
fn advance(source: &mut impl BufRead, line: &mut Vec<u8>) -> std::io::Result<bool> {
    line.clear();
    Ok(std::io::Read::take(source, LONGEST as u64).read_until(b'\n', line)? > 0)
}
