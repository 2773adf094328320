//! What each part of a document's way costs, from disk to disk, on one thread.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use dechaff::stages::{Blank, Known, Lines, Stage, cut_watched};
use dechaff::{Cleaner, Decoded, Document, Error, Workspace, decode, render_into};

use super::figures::{Cost, Rounds};
use super::passes::{Input, write};

/// The parts, in the order of the way.
const PARTS: [&str; 9] = ["read", "decode", "split, measure", "phrases", "rules", "model", "decide", "render", "write"];

const MEASURE: usize = 2;
const PHRASES: usize = 3;
const RENDER: usize = 7;

/// The memory that a worker has, and what was measured.
pub struct Course {
    workspace: Workspace,
    rendered: Vec<u8>,
    lines: Lines,
    pub costs: Vec<Cost>,
}

impl Default for Course {
    fn default() -> Self {
        let costs = PARTS.iter().map(|stage| Cost { stage, time: Rounds::default() }).collect();
        Course { workspace: Workspace::default(), rendered: Vec::new(), lines: Lines::default(), costs }
    }
}

/// The time that parts have taken so far.
struct Clock {
    spent: [Duration; PARTS.len()],
    last: Instant,
}

impl Clock {
    /// What passed since the last lap goes to `part`.
    fn lap(&mut self, part: usize) {
        let now = Instant::now();
        self.spent[part] += now - self.last;
        self.last = now;
    }
}

impl Course {
    /// Takes all `inputs` the whole way, to the folder `out`, with a `cleaner` that has seen none of them; adds to the
    /// costs if this `counts`.
    pub fn run(&mut self, cleaner: &Cleaner, inputs: &[Input], out: &Path, counts: bool) -> Result<()> {
        // Lines without phrases are remembered, too, but apart from the cleaner's.
        let known = Known::default();
        let mut clock = Clock { spent: [Duration::ZERO; PARTS.len()], last: Instant::now() };
        let mut bytes = 0;
        for input in inputs {
            clock.last = Instant::now();
            let raw = fs::read(&input.path).map_err(|e| Error::read(&input.path, e))?;
            clock.lap(0);
            let decoded = decode(&raw);
            clock.lap(1);
            let Decoded::Text { bytes: text, .. } = decoded else { continue };
            if text.len() > Document::MAX_LEN {
                continue;
            }
            bytes += raw.len();
            self.clean(cleaner, &known, &text, &mut clock);
            write(&self.rendered, &out.join(&input.name))?;
            clock.lap(8);
        }
        // Reading with phrases does what reading without them did, and then looks them up.
        clock.spent[PHRASES] = clock.spent[PHRASES].saturating_sub(clock.spent[MEASURE]);
        if counts && bytes > 0 {
            for (cost, spent) in self.costs.iter_mut().zip(clock.spent) {
                cost.time.add(spent.as_secs_f64() * 1e9 / bytes as f64);
            }
        }
        Ok(())
    }

    fn clean(&mut self, cleaner: &Cleaner, known: &Known, text: &[u8], clock: &mut Clock) {
        Document::read(text, &mut self.lines, &mut Blank, known.open());
        clock.lap(MEASURE);
        let cut = cut_watched(cleaner, text, &mut self.workspace, |stage| clock.lap(part_of(stage)));
        self.rendered.clear();
        render_into(text, cut.removals, &mut self.rendered);
        clock.lap(RENDER);
    }
}

/// The place of `stage` among the parts.
fn part_of(stage: Stage) -> usize {
    match stage {
        Stage::Read => PHRASES,
        Stage::Rules => 4,
        Stage::Model => 5,
        Stage::Decide => 6,
    }
}
