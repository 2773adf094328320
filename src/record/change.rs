//! What is done to the bytes of a record, whatever its form.

use std::ops::Range;

/// The bytes of a record that go, and those that come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// How long its head is, and what stands in the place of that.
    pub head: Option<(usize, Vec<u8>)>,
    /// Where each removal stands in the record, in order.
    pub cuts: Vec<Range<usize>>,
    /// What is added and where, as the record was.
    pub added: Option<(usize, Vec<u8>)>,
}

impl Edit {
    /// Appends `record` as this changes it to `out`.
    pub fn apply(&self, record: &[u8], out: &mut Vec<u8>) {
        let mut kept = 0;
        if let Some((length, head)) = &self.head {
            out.extend_from_slice(head);
            kept = *length;
        }
        for cut in &self.cuts {
            out.extend_from_slice(&record[kept..cut.start]);
            kept = cut.end;
        }
        if let Some((at, member)) = &self.added {
            out.extend_from_slice(&record[kept..*at]);
            out.extend_from_slice(member);
            kept = *at;
        }
        out.extend_from_slice(&record[kept..]);
    }
}
