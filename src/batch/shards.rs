//! Writes all that was cleaned as JSON Lines: into shards, into one file, or to standard output.

use std::io::{self, BufWriter, Stdout, Write, stdout};
use std::path::{Path, PathBuf};
use std::thread;

use super::plan::{Destination, JsonLines, Plan};
use crate::container::{Codec, Kind, Packed, Sink, records};
use crate::error::{Error, ErrorKind, Result};
use crate::record::Form;
use crate::write::{Source, Target};

/// What is compressed and written at once.
const BLOCK: usize = 1 << 20;

/// JSON Lines in the making, in order. A file that is not full when this is dropped leaves nothing behind.
pub(super) struct Shards {
    place: Place,
    size: u64,
    codec: Codec,
    replace: bool,
    /// Shards that are begun.
    begun: u32,
    /// Bytes in the one at hand.
    filled: u64,
    sink: Option<Sink>,
    block: Vec<u8>,
    /// Blocks that wait until there are enough to be packed side by side.
    full: Vec<Vec<u8>>,
    enough: usize,
}

enum Place {
    Folder(PathBuf),
    File(PathBuf),
    Stdout(BufWriter<Stdout>),
}

/// Settles where the JSON Lines of `plan` go that are made of `sources`.
///
/// # Errors
/// When the destination overlaps with a source, holds something, or does not go with what else is asked for.
pub(super) fn settle(plan: &Plan, sources: &[Source<'_>]) -> Result<Target> {
    let refuse = |path: &Path, detail: &str| Err(Error::at(ErrorKind::Layout, path, detail));
    if let Some(audit) = &plan.audit {
        let detail = "an audit gives back originals from copies that mirror them, and JSON Lines do not; clean into a \
                      folder with the audit, and make JSON Lines of the clean copies";
        return refuse(audit, detail);
    }
    match &plan.destination {
        Destination::Nowhere | Destination::Stdout => Ok(Target::Nowhere),
        Destination::Path(path) if plan.resume => {
            refuse(path, "JSON Lines are made anew each time and can't be gone on with (--resume)")
        }
        Destination::Path(path) => Target::gathered(sources, path, is_file(path), plan.overwrite),
    }
}

/// Whether all lines go into one file, which is called `path`.
pub(super) fn is_file(path: &Path) -> bool {
    Kind::of(path).is_some_and(Kind::is_json_lines) && !path.is_dir()
}

impl Shards {
    /// JSON Lines as `lines` says, to `target`, or to standard output where that is the destination of `plan`; none
    /// where nothing is written.
    pub(super) fn new(plan: &Plan, lines: &JsonLines, target: &Target) -> Option<Shards> {
        let place = match (target, &plan.destination) {
            (Target::Tree { root, .. }, _) => Place::Folder(root.clone()),
            (Target::File(path), _) => Place::File(path.clone()),
            (Target::Nowhere, Destination::Stdout) => Place::Stdout(BufWriter::with_capacity(BLOCK, stdout())),
            (Target::Nowhere, _) => return None,
        };
        let (size, codec) = match &place {
            Place::Folder(_) => (lines.shard_bytes, lines.codec),
            Place::File(path) => (u64::MAX, Codec::at(path, lines.codec)),
            Place::Stdout(_) => (u64::MAX, Codec::Plain),
        };
        let (block, full) = (Vec::with_capacity(BLOCK), Vec::new());
        // The others are packed as they are written, if at all.
        let enough = if codec == Codec::Gzip { plan.threads.get() } else { 1 };
        let (replace, begun, filled, sink) = (plan.overwrite, 0, 0, None);
        Some(Shards { place, size, codec, replace, begun, filled, sink, block, full, enough })
    }

    /// Whether they go to standard output, where what was cleaned stands also if the run is broken off.
    pub(super) fn is_stream(&self) -> bool {
        matches!(self.place, Place::Stdout(_))
    }

    /// Adds whole lines.
    ///
    /// # Errors
    /// When they can't be written.
    pub(super) fn append(&mut self, lines: &[u8]) -> Result<()> {
        for line in records(lines, Form::JsonLines) {
            let length = line.len() as u64;
            if self.filled > 0 && self.filled.saturating_add(length) > self.size {
                self.close()?;
            }
            self.filled += length;
            self.put(line)?;
        }
        Ok(())
    }

    /// Completes the last file. Where there was no line, there is an empty one.
    ///
    /// # Errors
    /// When it can't be written.
    pub(super) fn finish(mut self) -> Result<()> {
        if self.filled > 0 || self.begun == 0 { self.close() } else { Ok(()) }
    }

    /// Adds `bytes`, block by block.
    fn put(&mut self, mut bytes: &[u8]) -> Result<()> {
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(BLOCK - self.block.len()));
            self.block.extend_from_slice(now);
            bytes = later;
            if self.block.len() == BLOCK {
                self.full.push(std::mem::replace(&mut self.block, Vec::with_capacity(BLOCK)));
            }
            if self.full.len() == self.enough {
                self.flush()?;
            }
        }
        Ok(())
    }

    /// Writes the blocks that wait. They are cut where they are full, so that the same lines make the same file.
    fn flush(&mut self) -> Result<()> {
        let blocks = std::mem::take(&mut self.full);
        let (path, sink) = match (&mut self.place, &mut self.sink) {
            (Place::Stdout(output), _) => {
                let written = blocks.iter().try_for_each(|block| output.write_all(block)).and_then(|()| output.flush());
                return written.map_err(|e| Error::write(Path::new("standard output"), e));
            }
            (Place::File(path), sink) => (path.clone(), sink),
            (Place::Folder(root), sink) => (root.join(name(self.begun, self.codec)), sink),
        };
        let sink = match sink {
            Some(sink) => sink,
            none => none.insert(Sink::create(&path, Form::JsonLines, self.codec, self.replace)?),
        };
        let packed = pack(blocks, self.codec).map_err(|e| Error::write(&path, e))?;
        packed.iter().try_for_each(|part| sink.append(part))
    }

    /// Completes the shard at hand.
    fn close(&mut self) -> Result<()> {
        self.full.push(std::mem::take(&mut self.block));
        self.flush()?;
        if let Some(sink) = self.sink.take() {
            sink.finish()?;
        }
        self.begun += 1;
        self.filled = 0;
        Ok(())
    }
}

/// Packs `blocks` side by side.
fn pack(blocks: Vec<Vec<u8>>, codec: Codec) -> io::Result<Vec<Packed>> {
    if blocks.len() == 1 {
        return blocks.into_iter().map(|block| Packed::new(block, codec)).collect();
    }
    let died = || io::Error::other("a thread died; please report it");
    thread::scope(|scope| {
        let packing: Vec<_> = blocks.into_iter().map(|block| scope.spawn(move || Packed::new(block, codec))).collect();
        packing.into_iter().map(|thread| thread.join().map_err(|_| died())?).collect()
    })
}

/// The name of a shard.
fn name(number: u32, codec: Codec) -> String {
    let end = match codec {
        Codec::Plain => "",
        Codec::Gzip => ".gz",
        Codec::Zstd => ".zst",
    };
    format!("part-{number:05}.jsonl{end}")
}
