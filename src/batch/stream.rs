//! Records as they come: whatever there is is cleaned side by side and handed on in order, before more is waited for.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io::{self, Read, Write};
use std::num::NonZeroUsize;
use std::path::Path;
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded, select};
use memchr::{memchr_iter, memrchr};

use super::clerk::{Clerk, Desk, Incoming};
use super::sites::Sites;
use super::summary::Summary;
use crate::cleaner::Cleaner;
use crate::container::{Reject, Rejects, encode, records};
use crate::error::{Error, ErrorKind, Result};
use crate::record::{Fields, Form};

/// Read at once where so much is there.
const STEP: usize = 128 * 1024;

/// How many reads may be in hand or wait for their turn, for each thread.
const WINDOW: usize = 4;

/// How a stream of records is cleaned.
#[derive(Debug)]
pub struct Stream<'a> {
    /// What the stream is called in messages and rejects; its site, where records don't tell theirs.
    pub name: &'a Path,
    /// What cleans the texts.
    pub cleaner: &'a Cleaner,
    /// Which fields of a record matter.
    pub fields: &'a Fields,
    /// What is known of sites.
    pub sites: Option<&'a Sites<'a>>,
    /// Where records go that can't be cleaned.
    pub rejects: Rejects,
    /// Whether the first of them ends it all.
    pub strict: bool,
    /// How many records are worked on at once.
    pub threads: NonZeroUsize,
}

/// Whole records that were there at once, or what kept more from being read.
struct Chunk {
    /// Its place in the stream.
    place: u64,
    /// Number of the first record, from 1, and where it begins.
    number: u64,
    offset: u64,
    bytes: io::Result<Vec<u8>>,
}

/// What became of a chunk.
struct Answer {
    place: u64,
    clean: Vec<u8>,
    /// Encoded lines for the rejects.
    rejects: Vec<u8>,
    /// What ends the stream here.
    end: Option<Error>,
}

impl Stream<'_> {
    /// Cleans the JSON Lines of `input` to `output`, in order. What is there is cleaned and flushed before more is waited
    /// for. A thread of its own reads `input`; where `output` ends first, it goes when more comes in.
    ///
    /// # Errors
    /// When `input` can't be read, `output` or the rejects can't be written; or, where it is `strict`, at the first
    /// record that can't be cleaned. What came before stands in the output.
    pub fn run(mut self, input: impl Read + Send + 'static, mut output: impl Write) -> Result<Summary> {
        let window = self.threads.get().saturating_mul(WINDOW);
        let (hand_out, chunks) = bounded(window);
        let (hand_in, answers) = bounded(window);
        let (give, tickets) = bounded(window);
        let failed =
            |e: io::Error| Error::at(ErrorKind::Internal, self.name, format!("no thread could be started: {e}"));
        thread::Builder::new().spawn(move || read(input, &tickets, &hand_out)).map_err(failed)?;
        let (name, strict) = (self.name, self.strict);
        let desk = Desk {
            cleaner: self.cleaner,
            fields: self.fields,
            sites: self.sites,
            gathers: false,
            audit: false,
            text: false,
        };
        thread::scope(|scope| {
            // Dropped when this is over, also by a failure, while the reader may still wait.
            let (_working, over) = bounded::<Infallible>(0);
            let crew: Vec<_> = (0..self.threads.get())
                .map(|_| {
                    let (chunks, over, hand_in) = (chunks.clone(), over.clone(), hand_in.clone());
                    scope.spawn(move || work(Clerk::new(desk), name, strict, (&chunks, &over), &hand_in))
                })
                .collect();
            drop(hand_in);
            for _ in 0..window {
                // There is room for all of them.
                let _ = give.send(());
            }
            self.write(answers, &give, &mut output)?;
            let mut summary = Summary::default();
            for worker in crew {
                summary += worker.join().map_err(|_| Error::at(ErrorKind::Internal, name, "a worker died"))?;
            }
            Ok(summary)
        })
    }

    /// Writes answers in order until the last one; for each there may be another chunk.
    fn write(&mut self, answers: Receiver<Answer>, give: &Sender<()>, output: &mut impl Write) -> Result<()> {
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        for answer in answers {
            waiting.insert(answer.place, answer);
            while let Some(answer) = waiting.remove(&next) {
                next += 1;
                let written = output.write_all(&answer.clean).and_then(|()| output.flush());
                written.map_err(|e| Error::write(Path::new("standard output"), e))?;
                self.rejects.append(&answer.rejects)?;
                if let Some(error) = answer.end {
                    return Err(error);
                }
                // Nobody takes it where all was read.
                let _ = give.send(());
            }
        }
        Ok(())
    }
}

/// Reads `input` to its end, or until nobody wants more of it.
fn read(mut input: impl Read, tickets: &Receiver<()>, chunks: &Sender<Chunk>) {
    let (mut number, mut offset, mut rest) = (1, 0, Vec::new());
    for place in 0.. {
        if tickets.recv().is_err() {
            return;
        }
        let bytes = whole_records(&mut input, &mut rest);
        let (count, length) = bytes.as_ref().map_or((0, 0), |bytes| (memchr_iter(b'\n', bytes).count(), bytes.len()));
        // The end is no chunk; what keeps more from being read is the last one.
        let last = length == 0;
        let told = !last || bytes.is_err();
        if told && chunks.send(Chunk { place, number, offset, bytes }).is_err() || last {
            return;
        }
        number += count as u64;
        offset += length as u64;
    }
}

/// The records that are there, waiting for the first; what is behind them is left in `rest`. Nothing at the end.
fn whole_records(input: &mut impl Read, rest: &mut Vec<u8>) -> io::Result<Vec<u8>> {
    let mut bytes = std::mem::take(rest);
    loop {
        let seen = bytes.len();
        bytes.resize(seen + STEP, 0);
        let read = match input.read(&mut bytes[seen..]) {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {
                bytes.truncate(seen);
                continue;
            }
            read => read?,
        };
        bytes.truncate(seen + read);
        if read == 0 {
            return Ok(bytes);
        }
        if let Some(at) = memrchr(b'\n', &bytes[seen..]) {
            *rest = bytes.split_off(seen + at + 1);
            return Ok(bytes);
        }
    }
}

/// Cleans chunks until there are no more, or all is over.
fn work(
    mut clerk: Clerk<'_>,
    name: &Path,
    strict: bool,
    (chunks, over): (&Receiver<Chunk>, &Receiver<Infallible>),
    hand_in: &Sender<Answer>,
) -> Summary {
    loop {
        let chunk = select! {
            recv(chunks) -> chunk => chunk,
            recv(over) -> _ => break,
        };
        let Ok(chunk) = chunk else { break };
        if hand_in.send(clean(&mut clerk, name, strict, chunk)).is_err() {
            break;
        }
    }
    clerk.summary
}

fn clean(clerk: &mut Clerk<'_>, name: &Path, strict: bool, chunk: Chunk) -> Answer {
    let Chunk { place, number, mut offset, bytes } = chunk;
    let mut answer = Answer { place, clean: Vec::new(), rejects: Vec::new(), end: None };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => return Answer { end: Some(Error::read(name, error)), ..answer },
    };
    answer.clean.reserve(bytes.len());
    for (record, bytes) in (number..).zip(records(&bytes, Form::JsonLines)) {
        let incoming = Incoming { path: name, name, form: Form::JsonLines, number: record, bytes };
        if bytes.trim_ascii().is_empty() {
            answer.clean.extend_from_slice(bytes);
        } else if let Err(flaw) = clerk.clean(incoming, &mut answer.clean, &mut Vec::new()) {
            let told = strict.then(|| format!("record {record}: {flaw}"));
            answer.end = told.map(|told| Error::at(ErrorKind::Record, name, told));
            // Strings and numbers into memory: that does not fail.
            answer.rejects.extend(encode(&Reject { name, record, offset, flaw, bytes }).unwrap_or_default());
            if answer.end.is_some() {
                break;
            }
        }
        offset += bytes.len() as u64;
    }
    answer
}
