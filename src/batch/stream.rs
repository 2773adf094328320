//! Records as they come: each is cleaned and handed on before the next one is waited for.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use super::clerk::{Clerk, Desk, Incoming};
use super::sites::Sites;
use super::summary::Summary;
use crate::cleaner::Cleaner;
use crate::container::{Reject, Rejects};
use crate::error::{Error, ErrorKind, Result};
use crate::record::{Fields, Form};

/// Read at once where so much is there.
const BUFFER: usize = 256 * 1024;

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
}

impl Stream<'_> {
    /// Cleans the JSON Lines of `input` to `output`, in order. What was written is flushed before `input` is waited for.
    ///
    /// # Errors
    /// When `input` can't be read, `output` or the rejects can't be written; or, where it is `strict`, at the first
    /// record that can't be cleaned. What came before stands in the output.
    pub fn run(mut self, input: impl Read, mut output: impl Write) -> Result<Summary> {
        let name = self.name;
        let mut input = BufReader::with_capacity(BUFFER, input);
        let desk = Desk {
            cleaner: self.cleaner,
            fields: self.fields,
            sites: self.sites,
            gathers: false,
            audit: false,
            text: false,
        };
        let mut clerk = Clerk::new(desk);
        let (mut record, mut clean) = (Vec::new(), Vec::new());
        let (mut number, mut offset) = (0, 0);
        let failed = |e: io::Error| Error::write(Path::new("standard output"), e);
        loop {
            if !input.buffer().contains(&b'\n') {
                output.write_all(&clean).and_then(|()| output.flush()).map_err(failed)?;
                clean.clear();
            }
            record.clear();
            input.read_until(b'\n', &mut record).map_err(|e| Error::read(name, e))?;
            if record.is_empty() {
                return Ok(clerk.summary);
            }
            number += 1;
            let incoming = Incoming { path: name, name, form: Form::JsonLines, number, bytes: &record };
            if record.trim_ascii().is_empty() {
                clean.extend_from_slice(&record);
            } else if let Err(flaw) = clerk.clean(incoming, &mut clean, &mut Vec::new()) {
                let reject = Reject { name, record: number, offset, flaw, bytes: &record };
                self.put_aside(&reject)
                    .inspect_err(|_| drop(output.write_all(&clean).and_then(|()| output.flush())))?;
            }
            offset += record.len() as u64;
            if clean.len() >= BUFFER {
                output.write_all(&clean).map_err(failed)?;
                clean.clear();
            }
            record.shrink_to(BUFFER);
            clean.shrink_to(2 * BUFFER);
        }
    }

    fn put_aside(&mut self, reject: &Reject<'_>) -> Result<()> {
        self.rejects.put(reject)?;
        if self.strict {
            let detail = format!("record {}: {}", reject.record, reject.flaw);
            return Err(Error::at(ErrorKind::Record, self.name, detail));
        }
        Ok(())
    }
}
