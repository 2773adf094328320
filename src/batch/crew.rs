//! The workers of a run. Each draws the next stretch of the walk by itself, so that no thread has to hand out work.

use std::iter::Peekable;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use crossbeam_channel::{Receiver, Sender};

use super::admit::{Gate, Left, Pass};
use super::collect::{Batch, Ticket};
use super::open::{Open, Piece, kind_of};
use super::outcome::Outcome;
use super::summary::Summary;
use super::worker::Worker;
use crate::container::Kind;
use crate::record::Fields;
use crate::walk::Found;

/// How many files a batch may hold.
const MOST: usize = 128;

/// How many bytes of input a batch should hold, more or less: enough that handing it over costs nothing beside it.
const AIM: u64 = 1024 * 1024;

/// The walk, or what else is to be dealt with, shared by all workers.
pub(super) struct Queue<'a> {
    walk: Mutex<Walk<'a>>,
    fields: &'a Fields,
    gate: Option<Gate<'a>>,
    stop: &'a AtomicBool,
    halt: &'a AtomicBool,
}

struct Walk<'a> {
    found: Peekable<Box<dyn Iterator<Item = Found> + Send + 'a>>,
    /// How many stretches were drawn.
    drawn: u64,
    /// The file of records that the walk has come to.
    open: Option<Open>,
}

/// A stretch of the walk.
pub(super) enum Stretch {
    Files(Vec<Found>),
    /// A part of a file of records.
    Piece(Piece),
    /// A file of records that is not cleaned.
    Left(Box<Left>),
}

impl<'a> Queue<'a> {
    /// A queue of files and records with these `fields`, and of those files of records that pass the `gate`. No further
    /// file is begun once `stop` is set, and nothing further is done once `halt` is.
    pub(super) fn new(
        found: impl Iterator<Item = Found> + Send + 'a,
        fields: &'a Fields,
        gate: Option<Gate<'a>>,
        stop: &'a AtomicBool,
        halt: &'a AtomicBool,
    ) -> Self {
        let found: Box<dyn Iterator<Item = Found> + Send + 'a> = Box::new(found);
        let walk = Walk { found: found.peekable(), drawn: 0, open: None };
        Queue { walk: Mutex::new(walk), fields, gate, stop, halt }
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed) || self.halt.load(Ordering::Relaxed)
    }

    /// The next part of a file of records or the next files, `count` at most, with the stretch's place in the walk;
    /// `None` when the walk is over.
    pub(super) fn draw(&self, count: usize) -> Option<(u64, Stretch)> {
        let mut walk = self.walk.lock().unwrap_or_else(PoisonError::into_inner);
        let stretch = self.advance(&mut walk, count)?;
        let drawn = walk.drawn;
        walk.drawn += 1;
        Some((drawn, stretch))
    }

    fn advance(&self, walk: &mut Walk<'_>, count: usize) -> Option<Stretch> {
        loop {
            // A file of records that was begun is read to its end, as all others are.
            let open = walk.open.as_mut().filter(|_| !self.halt.load(Ordering::Relaxed));
            if let Some(piece) = open.and_then(Open::next) {
                return Some(Stretch::Piece(piece));
            }
            walk.open = None;
            let files = std::iter::from_fn(|| walk.found.next_if(|found| kind_of(found).is_none()));
            let files: Vec<Found> = files.take(count).collect();
            if !files.is_empty() {
                return Some(Stretch::Files(files));
            }
            match walk.found.next()? {
                Found::File { path, name } if !self.is_stopped() => {
                    let Some(kind) = Kind::of(&path) else {
                        return Some(Stretch::Files(vec![Found::File { path, name }]));
                    };
                    let pass = self.gate.map_or_else(|| Ok(Pass::default()), |gate| gate.admit(&path, &name));
                    match pass.and_then(|pass| Open::new(path, name, kind, pass, self.fields)) {
                        Ok(open) => walk.open = Some(open),
                        Err(left) => return Some(Stretch::Left(left)),
                    }
                }
                found => return Some(Stretch::Files(vec![found])),
            }
        }
    }
}

/// Works until the walk is over or a stop is asked for.
pub(super) fn work(
    mut worker: Worker<'_>,
    queue: &Queue<'_>,
    batches: &Sender<Batch>,
    tickets: &Receiver<Ticket>,
) -> Summary {
    let mut count = 1;
    let mut interrupted = false;
    while !interrupted && tickets.recv().is_ok() {
        let Some((number, stretch)) = queue.draw(count) else { break };
        let mut batch = Batch::new(number);
        match stretch {
            Stretch::Piece(piece) => worker.handle_piece(piece, &mut batch),
            Stretch::Left(left) => worker.leave(left, &mut batch),
            Stretch::Files(files) => {
                for found in files {
                    // What was drawn has to be handed in all the same: later stretches wait for their turn behind it.
                    if queue.is_stopped() {
                        interrupted = true;
                        break;
                    }
                    worker.handle(found, &mut batch);
                }
                count = next_count(count, &batch.outcomes);
            }
        }
        // The collector hangs up only when it panicked, and then there is nobody to tell.
        if batches.send(batch).is_err() {
            break;
        }
    }
    let mut summary = worker.into_summary();
    summary.interrupted |= interrupted;
    summary
}

/// Batches grow where files are small and shrink to one file where they are large, so that no worker sits on a
/// heap of work while another has none.
fn next_count(count: usize, outcomes: &[Outcome]) -> usize {
    let bytes: u64 =
        outcomes.iter().map(|outcome| if let Outcome::Done(done) = outcome { done.bytes_in } else { 0 }).sum();
    if bytes > AIM { (count / 2).max(1) } else { (count * 2).min(MOST) }
}
