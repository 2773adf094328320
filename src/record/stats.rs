//! What was removed from a record, as a field of it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::decide::Removal;
use crate::evidence::Catalogue;

#[derive(Serialize)]
struct Stats<'a> {
    lines: u64,
    bytes: u64,
    kinds: BTreeMap<&'a str, u64>,
}

/// A member of an object, with the comma before it, that is called `name` and tells of `removals`: lines, bytes, and
/// lines by kind.
pub(super) fn member(name: &str, removals: &[Removal], catalogue: &Catalogue) -> serde_json::Result<Vec<u8>> {
    let mut stats = Stats { lines: 0, bytes: 0, kinds: BTreeMap::new() };
    for removal in removals {
        stats.lines += u64::from(removal.lines);
        stats.bytes += removal.span.len() as u64;
        *stats.kinds.entry(catalogue.get(removal.rule).kind.name()).or_default() += u64::from(removal.lines);
    }
    let mut member = b",".to_vec();
    serde_json::to_writer(&mut member, name)?;
    member.push(b':');
    serde_json::to_writer(&mut member, &stats)?;
    Ok(member)
}
