//! The workers of a run. Each draws the next stretch of the walk by itself, so that no thread has to hand out work.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use crossbeam_channel::{Receiver, Sender};

use super::collect::{Batch, Ticket};
use super::summary::Summary;
use super::worker::{Outcome, Worker};
use crate::walk::Found;

/// How many files a batch may hold.
const MOST: usize = 128;

/// How many bytes of input a batch should hold, more or less: enough that handing it over costs nothing beside it.
const AIM: u64 = 1024 * 1024;

/// The walk, or what else is to be dealt with, shared by all workers.
pub(super) struct Queue<'a> {
    walk: Mutex<(u64, Box<dyn Iterator<Item = Found> + Send + 'a>)>,
    signals: [&'a AtomicBool; 2],
}

impl<'a> Queue<'a> {
    /// A queue whose files are left alone as soon as one of the `signals` is set.
    pub(super) fn new(walk: impl Iterator<Item = Found> + Send + 'a, signals: [&'a AtomicBool; 2]) -> Self {
        Queue { walk: Mutex::new((0, Box::new(walk))), signals }
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.signals.iter().any(|signal| signal.load(Ordering::Relaxed))
    }

    /// The next `count` files, with the stretch's place in the walk; `None` when the walk is over.
    pub(super) fn draw(&self, count: usize) -> Option<(u64, Vec<Found>)> {
        let mut walk = self.walk.lock().unwrap_or_else(PoisonError::into_inner);
        let (number, walk) = &mut *walk;
        let files: Vec<Found> = walk.take(count).collect();
        if files.is_empty() {
            return None;
        }
        let drawn = *number;
        *number += 1;
        Some((drawn, files))
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
        let Some((number, files)) = queue.draw(count) else { break };
        let mut batch = Batch::new(number, files.len());
        for found in files {
            // What was drawn has to be handed in all the same: later stretches wait for their turn behind it.
            if queue.is_stopped() {
                interrupted = true;
                break;
            }
            worker.handle(found, &mut batch);
        }
        count = next_count(count, &batch.outcomes);
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
