//! Where records end, by their form.

use memchr::{memchr, memchr_iter};

use crate::record::{Form, row_length, warc_length};

/// Goes through bytes that come piece by piece, and knows how far they are whole records.
#[derive(Debug)]
pub(super) struct Framing {
    form: Form,
    end: usize,
    count: u64,
    /// How far was looked for the end of a line.
    seen: usize,
}

impl Framing {
    pub(super) fn new(form: Form) -> Self {
        Framing { form, end: 0, count: 0, seen: 0 }
    }

    /// Where the whole records end.
    pub(super) fn end(&self) -> usize {
        self.end
    }

    /// Looks at `bytes`, of which more was read; all of them where they are `over`.
    ///
    /// # Errors
    /// When what comes next is no record.
    pub(super) fn advance(&mut self, bytes: &[u8], over: bool) -> Result<(), &'static str> {
        match self.form {
            Form::JsonLines => {
                for at in memchr_iter(b'\n', &bytes[self.seen..]) {
                    self.end = self.seen + at + 1;
                    self.count += 1;
                }
                self.seen = bytes.len();
                if over && self.end < bytes.len() {
                    self.end = bytes.len();
                    self.count += 1;
                }
            }
            Form::Warc | Form::Rows => {
                while self.end < bytes.len() {
                    let rest = &bytes[self.end..];
                    let length = if self.form == Form::Warc { warc_length(rest, over)? } else { row_length(rest) };
                    let Some(length) = length else { break };
                    self.end += length;
                    self.count += 1;
                }
            }
        }
        Ok(())
    }

    /// Where the whole records end and how many they are; what comes behind is looked at anew.
    pub(super) fn take(&mut self) -> (usize, u64) {
        let (end, count) = (self.end, self.count);
        *self = Framing { seen: self.seen.saturating_sub(end), ..Framing::new(self.form) };
        (end, count)
    }
}

/// The records of `bytes`, which are whole ones: lines with their ends, records of WARC, or rows.
pub(crate) fn records(bytes: &[u8], form: Form) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let end = match form {
            Form::JsonLines => memchr(b'\n', rest).map_or(rest.len(), |at| at + 1),
            Form::Warc => warc_length(rest, true).ok().flatten().unwrap_or(rest.len()),
            Form::Rows => row_length(rest).unwrap_or(rest.len()),
        };
        let (record, behind) = rest.split_at(end);
        rest = behind;
        (!record.is_empty()).then_some(record)
    })
}
