//! One worker: takes a document from disk to disk, with memory of its own that serves every document anew.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use super::clerk::{Clerk, Desk};
use super::open::{Container, Piece};
use super::part::Part;
use super::reader::{KEEP, Reader, too_large};
use super::sites::Sites;
use super::summary::Summary;
use crate::audit::{self, Audited};
use crate::cleaner::{Cleaner, Cut, Workspace};
use crate::container::Codec;
use crate::decide::Removal;
use crate::decode::{Decoded, decode};
use crate::error::{Error, ErrorKind, Result};
use crate::evidence::Catalogue;
use crate::record::Fields;
use crate::render::render_into;
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
    pub(super) overwrite: bool,
    pub(super) audit: bool,
    pub(super) text: bool,
}

/// What came of something that the walk met.
#[derive(Debug)]
pub(super) enum Outcome {
    Done(Finished),
    Part(Part),
    Skipped(PathBuf, Skip),
    Failed(Error),
}

/// A document that was cleaned, with what an observer may ask of it.
#[derive(Debug)]
pub(super) struct Finished {
    pub(super) path: PathBuf,
    pub(super) name: PathBuf,
    pub(super) bytes_in: u64,
    pub(super) bytes_out: u64,
    pub(super) transcoded: Option<&'static str>,
    pub(super) spared: bool,
    /// How many removals there were.
    pub(super) removed: u64,
    /// They, where they are asked for.
    pub(super) removals: Vec<Removal>,
    pub(super) text: Option<Vec<u8>>,
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
        let Orders { cleaner, fields, sites, audit, text, .. } = orders;
        let clerk = Clerk::new(Desk { cleaner, fields, sites, audit, text });
        let (memory, summary) = (Memory::default(), Summary::default());
        Worker { orders, reader: Reader::new(), folders, memory, clerk, summary }
    }

    /// The figures of everything this worker was given.
    pub(super) fn into_summary(mut self) -> Summary {
        self.summary += self.clerk.summary;
        self.summary
    }

    /// Deals with a part of a file of records; lines for the audit are appended to `lines`.
    pub(super) fn handle_piece(&mut self, piece: Piece, lines: &mut Vec<u8>) -> Outcome {
        let Container { name, kind, .. } = &*piece.container;
        let place = self.orders.target.place(name);
        let codec = place.map_or(Codec::Plain, |place| Codec::at(&place, kind.codec));
        Outcome::Part(Part::make(piece, codec, &mut self.clerk, self.orders.audit, lines))
    }

    /// Deals with what the walk met; lines for the audit are appended to `lines`.
    pub(super) fn handle(&mut self, found: Found, lines: &mut Vec<u8>) -> Outcome {
        let outcome = match found {
            Found::Skipped(path, why) => Outcome::Skipped(path, why),
            Found::Failed(error) => Outcome::Failed(error),
            Found::File { path, name } => {
                let before = lines.len();
                match guarded(&path, || self.clean(&path, &name, lines)) {
                    Ok(Some(finished)) => Outcome::Done(Finished { path, name, ..finished }),
                    Ok(None) => Outcome::Skipped(path, Skip::Binary),
                    Err(error) => {
                        lines.truncate(before);
                        if error.kind() == ErrorKind::Internal {
                            self.memory = Memory::default();
                        }
                        Outcome::Failed(error)
                    }
                }
            }
        };
        match &outcome {
            Outcome::Done(_) | Outcome::Part(_) => {}
            Outcome::Skipped(_, why) => *self.summary.skipped.entry(*why).or_default() += 1,
            Outcome::Failed(error) => self.summary.fail(error),
        }
        outcome
    }

    /// Cleans one document; `None` where it is no text.
    fn clean(&mut self, path: &Path, name: &Path, lines: &mut Vec<u8>) -> Result<Option<Finished>> {
        let Orders { cleaner, target, overwrite, .. } = self.orders;
        let Some(original) = self.reader.read(path)? else { return Ok(None) };
        let Decoded::Text { bytes: text, encoding } = decode(original) else { return Ok(None) };
        if text.len() > Document::MAX_LEN {
            return Err(too_large(path));
        }
        let Memory { workspace, rendered } = &mut self.memory;
        let template = self.orders.sites.and_then(|sites| sites.of(path, name)).map(|(_, template)| template);
        let cut = cleaner.cut_on(&text, template, workspace);
        rendered.clear();
        let clean = if cut.removals.is_empty() {
            &*text
        } else {
            render_into(&text, cut.removals, rendered);
            rendered
        };
        if let Some(place) = target.place(name) {
            if let Some(folders) = &mut self.folders {
                folders.enter(&place)?;
            }
            write::write(&place, clean, overwrite)?;
        }
        if self.orders.audit {
            let Cut { removals, lines: counted, spared, .. } = cut;
            let document = Audited { name, original, text: &text, encoding, lines: counted, spared, removals };
            audit::encode(&document, cleaner.catalogue(), lines)?;
        }
        let finished = Finished {
            path: PathBuf::new(),
            name: PathBuf::new(),
            bytes_in: original.len() as u64,
            bytes_out: clean.len() as u64,
            transcoded: encoding,
            spared: cut.spared,
            removed: cut.removals.len() as u64,
            removals: if self.orders.text { cut.removals.to_vec() } else { Vec::new() },
            text: self.orders.text.then(|| text.to_vec()),
        };
        count(&mut self.summary, &finished, &cut, cleaner.catalogue());
        if text.len() > KEEP {
            self.memory = Memory::default();
        }
        Ok(Some(finished))
    }
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

/// Runs `work` on the document at `path`; a panic becomes that document's failure.
pub(super) fn guarded<T>(path: &Path, work: impl FnOnce() -> Result<T>) -> Result<T> {
    // What the work leaves behind half-changed is replaced by the caller.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<&str>().copied();
        let said = said.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message");
        Err(Error::at(ErrorKind::Internal, path, format!("{said}; please report it with this file")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_one_documents_failure() {
        let error = guarded::<()>(Path::new("a.txt"), || panic!("at line {}", 3)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal);
        assert_eq!(error.to_string(), "a.txt: internal error: at line 3; please report it with this file");
    }
}
