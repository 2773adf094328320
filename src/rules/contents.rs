//! A page's own table of contents: its entries come again as the headings they point to.

use std::collections::HashMap;

use super::{Page, Rule};
use crate::evidence::{Findings, Kind, RuleId};

/// Entries below a heading for a table of contents that all recur further down.
pub struct Contents;

const WEIGHT: i16 = 100;
const MAX_ENTRIES: usize = 120;

impl Rule for Contents {
    fn info(&self) -> (&'static str, Kind, &'static str) {
        ("contents/entry", Kind::Contents, "an entry of the page's table of contents, which recurs as a heading")
    }

    fn inspect(&self, page: &Page<'_>, me: RuleId, findings: &mut Findings) {
        let headings: Vec<usize> = (0..page.doc.lines().len()).filter(|&i| is_heading(page, findings, i)).collect();
        if headings.is_empty() {
            return;
        }
        let mut last_seen: HashMap<u64, usize> = HashMap::new();
        for (index, line) in page.doc.lines().iter().enumerate() {
            if !line.is_blank() && !line.measure.is_prose() {
                last_seen.insert(key(page, index), index);
            }
        }
        for heading in headings {
            let entries = entries_below(page, heading);
            let end = entries.last().copied().unwrap_or(heading);
            let recurring =
                entries.iter().filter(|&&i| last_seen.get(&key(page, i)).is_some_and(|&at| at > end)).count();
            if recurring >= 2 && recurring * 3 >= entries.len() * 2 {
                findings.add(heading, me, WEIGHT);
                entries.into_iter().for_each(|i| findings.add(i, me, WEIGHT));
            }
        }
    }
}

/// Whether a pack knows the line as a heading for a table of contents.
fn is_heading(page: &Page<'_>, findings: &Findings, index: usize) -> bool {
    let line = page.line(index);
    findings.clue(index).is_some_and(|clue| clue.kind == Kind::Contents) && line.measure.words <= 6
}

/// The lines of the block below `heading`.
fn entries_below(page: &Page<'_>, heading: usize) -> Vec<usize> {
    let Some(first) = page.next_text(heading).filter(|first| first - heading <= 2) else { return Vec::new() };
    let short = |i: &usize| !page.line(*i).is_blank() && !page.line(*i).measure.is_prose();
    (first..page.doc.lines().len()).take_while(short).take(MAX_ENTRIES).collect()
}

/// What an entry and its heading share: the words without a number before them.
fn key(page: &Page<'_>, index: usize) -> u64 {
    let bare = page.doc.bare(page.line(index));
    let start = bare.iter().position(|b| !(b.is_ascii_digit() || b". )".contains(b))).unwrap_or(0);
    xxhash_rust::xxh3::xxh3_64(&bare[start..])
}
