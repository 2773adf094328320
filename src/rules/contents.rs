//! A page's own table of contents: its entries come again as the headings they point to.

use std::collections::HashMap;

use super::{Page, Rule};
use crate::evidence::{Clue, Findings, Kind, RuleId};
use crate::segment::Line;

/// Entries below a heading for a table of contents that all recur further down.
pub struct Contents;

const WEIGHT: i16 = 100;
const MAX_ENTRIES: usize = 120;
/// As many entries recur at the least.
const RECURRING: usize = 2;

impl Rule for Contents {
    fn info(&self) -> (&'static str, Kind, &'static str) {
        ("contents/entry", Kind::Contents, "an entry of the page's table of contents, which recurs as a heading")
    }

    fn inspect(&self, page: &Page<'_>, me: RuleId, findings: &mut Findings) {
        let headings = (0..findings.clued_lines()).filter_map(|n| findings.clued_line(n));
        let tables: Vec<Table> = headings
            .filter(|&(index, clue)| is_heading(page, clue, index))
            .map(|(heading, _)| Table { heading, entries: entries_below(page, heading) })
            .filter(|table| table.entries.len() >= RECURRING)
            .collect();
        if tables.is_empty() {
            return;
        }
        let last = last_said(page, &tables);
        for Table { heading, entries } in tables {
            let end = entries.last().copied().unwrap_or(heading);
            let recurring = entries.iter().filter(|&&entry| last[entry] > end).count();
            if recurring >= RECURRING && recurring * 3 >= entries.len() * 2 {
                findings.add(heading, me, WEIGHT);
                entries.into_iter().for_each(|i| findings.add(i, me, WEIGHT));
            }
        }
    }
}

/// What may be a table of contents.
struct Table {
    heading: usize,
    entries: Vec<usize>,
}

/// Whether a pack knows the line as a heading for a table of contents.
fn is_heading(page: &Page<'_>, clue: Clue, index: usize) -> bool {
    clue.kind == Kind::Contents && page.line(index).measure.words <= 6
}

/// The lines of the block below `heading`.
fn entries_below(page: &Page<'_>, heading: usize) -> Vec<usize> {
    let Some(first) = page.next_text(heading).filter(|first| first - heading <= 2) else { return Vec::new() };
    let short = |i: &usize| !page.line(*i).is_blank() && !page.line(*i).measure.is_prose();
    (first..page.doc.lines().len()).take_while(short).take(MAX_ENTRIES).collect()
}

/// For each line of the page where what it says is said for the last time; nought of lines that are like no entry of
/// `tables`.
fn last_said(page: &Page<'_>, tables: &[Table]) -> Vec<usize> {
    // Words tell most lines from any entry without folding them; a number before them is one more.
    let mut words = [false; 256];
    for measure in tables.iter().flat_map(|table| &table.entries).map(|&i| page.line(i).measure) {
        (measure.words.saturating_sub(1)..=measure.words.saturating_add(1)).for_each(|n| words[usize::from(n)] = true);
    }
    let may_recur =
        |line: &Line| !line.is_blank() && !line.measure.is_prose() && words[usize::from(line.measure.words)];
    let first = tables.first().map_or(0, |table| table.heading);
    let below = page.doc.lines().iter().enumerate().skip(first + 1).filter(|(_, line)| may_recur(line));
    let said: Vec<(u64, usize)> = below.map(|(index, _)| (key(page, index), index)).collect();
    let places: HashMap<u64, usize> = said.iter().copied().collect();
    let mut last = vec![0; page.doc.lines().len()];
    said.iter().for_each(|(key, index)| last[*index] = places[key]);
    last
}

/// What an entry and its heading share: the words without a number before them.
fn key(page: &Page<'_>, index: usize) -> u64 {
    let bare = page.doc.bare(page.line(index));
    let start = bare.iter().position(|b| !(b.is_ascii_digit() || b". )".contains(b))).unwrap_or(0);
    xxhash_rust::xxh3::xxh3_64(&bare[start..])
}
