//! One worker: takes a document from disk to disk, with memory of its own that serves every document anew.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::admit::Left;
use super::again::Again;
use super::clerk::{Clerk, Desk};
use super::collect::Batch;
use super::guard::guarded;
use super::kept::Kept;
use super::long;
use super::open::{Container, Piece};
use super::outcome::{Finished, Outcome};
use super::part::Part;
use super::reader::{Content, KEEP, Reader, too_large};
use super::resume::{Glance, Resume, Ways};
use super::sites::Sites;
use super::summary::Summary;
use crate::audit::{self, Audited};
use crate::cleaner::{Cleaner, Cut, Workspace};
use crate::container::Codec;
use crate::decode::{Decoded, decode};
use crate::error::{ErrorKind, Result};
use crate::evidence::Catalogue;
use crate::journal::{self, Entry, Journal, Stamp};
use crate::record::{Fields, Origin, push_line};
use crate::segment::Document;
use crate::walk::{Found, Skip};
use crate::write::{self, Folders, Target};

/// What every worker of a run is told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Orders<'a> {
    pub(super) cleaner: &'a Cleaner,
    pub(super) target: &'a Target,
    pub(super) sites: Option<&'a Sites<'a>>,
    pub(super) fields: &'a Fields,
    pub(super) ways: Ways,
    pub(super) journal: Option<&'a Journal>,
    /// Former runs, where this one goes on from them.
    pub(super) resume: Option<&'a Resume<'a>>,
    /// What files must be like, before and after they are read, to be taken for whole.
    pub(super) quiet: Option<&'a HashMap<PathBuf, Stamp>>,
    /// How many threads a long text may take.
    pub(super) threads: usize,
    pub(super) overwrite: bool,
    /// Whether documents become JSON Lines, rather than copies of what they were.
    pub(super) gathers: bool,
    pub(super) audit: bool,
    pub(super) text: bool,
}

#[derive(Debug)]
pub(super) struct Worker<'a> {
    orders: Orders<'a>,
    reader: Reader,
    folders: Option<Folders<'a>>,
    memory: Memory,
    clerk: Clerk<'a>,
    summary: Summary,
}

/// What cleaning a text needs, apart from the text itself.
#[derive(Debug, Default)]
struct Memory {
    workspace: Workspace,
    rendered: Vec<u8>,
}

impl<'a> Worker<'a> {
    pub(super) fn new(orders: Orders<'a>) -> Self {
        let folders = match orders.target {
            Target::Tree { root, used } => Some(Folders::new(root, *used)),
            _ => None,
        };
        let Orders { cleaner, fields, sites, gathers, audit, text, .. } = orders;
        let clerk = Clerk::new(Desk { cleaner, fields, sites, gathers, audit, text });
        let (memory, summary) = (Memory::default(), Summary::default());
        Worker { orders, reader: Reader::new(), folders, memory, clerk, summary }
    }

    /// The figures of everything this worker was given.
    pub(super) fn into_summary(mut self) -> Summary {
        self.summary += self.clerk.summary;
        self.summary
    }

    /// Deals with a part of a file of records; what came of it is put into `batch`.
    pub(super) fn handle_piece(&mut self, piece: Piece, batch: &mut Batch) {
        let Container { name, kind, .. } = &*piece.container;
        let place = self.orders.target.place(name);
        let codec = place.map_or(Codec::Plain, |place| Codec::at(&place, kind.codec));
        let part = Part::make(piece, codec, &mut self.clerk, batch);
        batch.outcomes.push(Outcome::Part(Box::new(part)));
    }

    /// Deals with what the walk met; what came of it is put into `batch`.
    pub(super) fn handle(&mut self, found: Found, batch: &mut Batch) {
        let outcome = match found {
            Found::Skipped(path, why) => Outcome::Skipped(path, why),
            Found::Failed(error) => {
                batch.blind = true;
                Outcome::Failed(error)
            }
            Found::File { path, name } => self.deal(path, name, batch),
        };
        self.enter(outcome, batch);
    }

    /// Takes note of a file of records that is not cleaned.
    pub(super) fn leave(&mut self, left: Box<Left>, batch: &mut Batch) {
        let Left { name, outcome, note } = *left;
        batch.notes.extend(note.map(|entry| (name, entry)));
        self.enter(outcome, batch);
    }

    /// Counts what came of something, and puts it into `batch`.
    fn enter(&mut self, outcome: Outcome, batch: &mut Batch) {
        match &outcome {
            Outcome::Done(done) => {
                if let Some(why) = done.again {
                    *self.summary.again.entry(why).or_default() += 1;
                }
            }
            Outcome::Unchanged(..) => self.summary.unchanged += 1,
            Outcome::Part(_) | Outcome::Unquiet => {}
            Outcome::Skipped(_, why) => *self.summary.skipped.entry(*why).or_default() += 1,
            Outcome::Failed(error) => self.summary.fail(error),
        }
        batch.outcomes.push(outcome);
    }

    /// Deals with a file.
    fn deal(&mut self, path: PathBuf, name: PathBuf, batch: &mut Batch) -> Outcome {
        let before = (batch.lines.len(), batch.records.len());
        let mut note = None;
        let made = guarded(&path, || self.make(&path, &name, batch, &mut note));
        if let Err(error) = &made {
            batch.lines.truncate(before.0);
            batch.records.truncate(before.1);
            if error.kind() == ErrorKind::Internal {
                self.memory = Memory::default();
            }
            let known = self.orders.resume.and_then(|resume| resume.past.get(&name));
            note = Entry::failed(known).filter(|_| self.orders.journal.is_some());
        }
        if let Some(entry) = note {
            batch.notes.push((name.clone(), entry));
        }
        match made {
            Ok(Made::Copy(finished)) => Outcome::Done(Finished { path, name, ..finished }),
            Ok(Made::Same(bytes)) => Outcome::Unchanged(path, bytes),
            Ok(Made::Nothing) => Outcome::Skipped(path, Skip::Binary),
            Ok(Made::Unquiet) => Outcome::Unquiet,
            Err(error) => Outcome::Failed(error),
        }
    }

    /// Makes the clean copy of one document, unless there is one already. What the journal is to be told goes into
    /// `note`.
    fn make(&mut self, path: &Path, name: &Path, batch: &mut Batch, note: &mut Option<Entry>) -> Result<Made> {
        let Orders { cleaner, target, sites, ways, journal, resume, quiet, .. } = self.orders;
        let (mut again, mut known) = (None, None);
        match resume.map(|resume| resume.glance(path, name, sites)) {
            Some(Glance::Same(entry)) => {
                *note = entry.returned();
                return Ok(if entry.is_binary() { Made::Nothing } else { Made::Same(entry.stamp.bytes) });
            }
            Some(Glance::Read(why, entry)) => (again, known) = (Some(why), entry),
            None => {}
        }
        let Content { meta, bytes: original } = self.reader.read(path)?;
        // What changes while it is read has another stamp the next time.
        let stamp = Stamp::of(&meta);
        let mut entry = journal.map(|_| Entry::binary(stamp, ways.rules(path), known));
        let look = || fs::metadata(path).ok().as_ref().map(Stamp::of);
        if quiet.is_some_and(|quiet| [Some(stamp), look()].iter().any(|stamp| stamp.as_ref() != quiet.get(name))) {
            return Ok(Made::Unquiet);
        }
        let Some(original) = original else {
            *note = entry;
            return Ok(Made::Nothing);
        };
        let Decoded::Text { bytes: text, encoding } = decode(original) else {
            *note = entry;
            return Ok(Made::Nothing);
        };
        if text.len() > Document::MAX_LEN {
            return Err(too_large(path));
        }
        if let Some(entry) = &mut entry {
            entry.hash = Some(journal::hash(original));
            if let (Some(Again::Content), Some(known)) = (again, known.filter(|known| known.hash == entry.hash)) {
                *note = Some(known.touched(entry.stamp));
                return Ok(Made::Same(original.len() as u64));
            }
        }
        let Memory { workspace, rendered } = &mut self.memory;
        let template = sites.and_then(|sites| sites.of(path, name)).map(|(_, template)| template);
        let cut = long::cut(cleaner, &text, template, workspace, self.orders.threads);
        let clean = Kept::of(&text, cut.removals, rendered);
        if let Some(place) = target.place(name) {
            if let Some(folders) = &mut self.folders {
                folders.enter(&place)?;
            }
            journal.map_or(Ok(()), |journal| journal.announce(name))?;
            write::write_with(&place, |out| clean.write(out), self.orders.overwrite)?;
        }
        let mut transcoded = encoding;
        if self.orders.gathers {
            let (path, path_base64) = audit::from_path(name);
            let origin = Origin { path: Some(path), path_base64, ..Origin::default() };
            let (fields, catalogue) = (self.orders.fields, cleaner.catalogue());
            let whole = push_line(&origin, &clean.bytes(), cut.removals, fields, catalogue, &mut batch.records);
            transcoded = transcoded.or((!whole).then_some("broken UTF-8"));
        }
        if self.orders.audit {
            let Cut { removals, lines: counted, spared, .. } = cut;
            let document = Audited { name, original, text: &text, encoding, lines: counted, spared, removals };
            audit::encode(&document, cleaner.catalogue(), &mut batch.lines)?;
        }
        *note = entry.map(|entry| entry.cleaned(ways.site(sites, path, name), clean.note()));
        let finished = Finished {
            path: PathBuf::new(),
            name: PathBuf::new(),
            bytes_in: original.len() as u64,
            bytes_out: clean.len() as u64,
            transcoded,
            spared: cut.spared,
            again,
            removed: cut.removals.len() as u64,
            removals: if self.orders.text { cut.removals.to_vec() } else { Vec::new() },
            text: self.orders.text.then(|| text.to_vec()),
        };
        count(&mut self.summary, &finished, &cut, cleaner.catalogue());
        if text.len() > KEEP {
            self.memory = Memory::default();
        }
        Ok(Made::Copy(finished))
    }
}

/// What came of a file that could be dealt with.
#[derive(Debug)]
enum Made {
    /// A clean copy.
    Copy(Finished),
    /// What is there already; so large is the document.
    Same(u64),
    /// It is no text.
    Nothing,
    /// It was written to while it was read.
    Unquiet,
}

fn count(summary: &mut Summary, done: &Finished, cut: &Cut<'_>, catalogue: &Catalogue) {
    summary.files += 1;
    summary.bytes_in += done.bytes_in;
    summary.bytes_out += done.bytes_out;
    if let Some(encoding) = done.transcoded {
        *summary.transcoded.entry(encoding).or_default() += 1;
    }
    summary.count(cut, catalogue);
}
