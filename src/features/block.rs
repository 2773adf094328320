//! Blocks and runs: what blank lines set apart, and neighbours of one shape. A menu is a run of short lines alike; a
//! heading stands alone.

use super::line::{END, LISTED, START, WORDS};
use super::scale::{scale, share};
use super::table::{Row, Table};
use super::{put, repeat};
use crate::segment::Document;

/// Columns of this group, in order.
pub(super) const NAMES: &[&str] = &[
    "blank-before",
    "blank-after",
    "block-lines",
    "block-words",
    "block-start",
    "block-end",
    "block-listed",
    "block-sentences",
    "run-lines",
    "run-start",
    "run-end",
    "run-words",
    "label-run",
    "text-run",
];

/// Place of the first of them.
pub(super) const FIRST: usize = repeat::FIRST + repeat::NAMES.len();

/// Fills this group's columns. The line's own are there already.
pub(super) fn fill(doc: &Document<'_>, table: &mut Table) {
    fill_gaps(doc, table);
    fill_blocks(table);
    fill_runs(table);
}

/// Blank lines on both sides.
fn fill_gaps(doc: &Document<'_>, table: &mut Table) {
    let mut before = 0;
    let mut last: Option<&mut Row> = None;
    for (row, line) in table.with_lines() {
        let gap = (line - before).min(4) as u8;
        before = line + 1;
        put(row, FIRST, [gap]);
        if let Some(last) = last.replace(row) {
            put(last, FIRST + 1, [gap]);
        }
    }
    if let Some(last) = last {
        put(last, FIRST + 1, [(doc.lines().len() - before).min(4) as u8]);
    }
}

/// Blocks between blank lines.
fn fill_blocks(table: &mut Table) {
    let mut rows = table.rows_mut();
    while !rows.is_empty() {
        let joined = rows[1..].iter().take_while(|row| row[FIRST] == 0).count();
        let (block, rest) = rows.split_at_mut(1 + joined);
        rows = rest;
        let len = block.len();
        let count = |counts: fn(&Row) -> usize| block.iter().map(counts).sum::<usize>();
        let words = scale(count(|row| row[WORDS].into()));
        let listed = share(count(|row| row[LISTED].into()), len);
        let sentences = share(count(|row| usize::from(row[END] == 4)), len);
        for (at, row) in block.iter_mut().enumerate() {
            put(row, FIRST + 2, [scale(len), words, scale(at), scale(len - 1 - at), listed, sentences]);
        }
    }
}

/// Neighbours of one shape, blank lines between them or not, and labels or lines of text.
fn fill_runs(table: &mut Table) {
    each_run(table.rows_mut(), shape, |run, _| {
        let (len, words) = (run.len(), scale(run.iter().map(|row| usize::from(row[WORDS])).sum()));
        for (at, row) in run.iter_mut().enumerate() {
            put(row, FIRST + 8, [scale(len), scale(at), scale(len - 1 - at), words]);
        }
    });
    each_run(table.rows_mut(), is_label, |run, labels| {
        let len = scale(run.len());
        run.iter_mut().for_each(|row| put(row, FIRST + 12, if labels { [len, 0] } else { [0, len] }));
    });
}

/// Calls `each` with every run of rows of which `key` says the same, and what it says.
fn each_run<K: PartialEq + Copy>(mut rows: &mut [Row], key: fn(&Row) -> K, mut each: impl FnMut(&mut [Row], K)) {
    while let Some(first) = rows.first().map(key) {
        let len = rows.iter().position(|row| key(row) != first).unwrap_or(rows.len());
        let (run, rest) = rows.split_at_mut(len);
        each(run, first);
        rows = rest;
    }
}

/// What lines of one run have in common.
fn shape(row: &Row) -> [u8; 4] {
    let words = match row[WORDS] {
        0..=3 => 0,
        4..=8 => 1,
        9..=18 => 2,
        _ => 3,
    };
    [words, row[END], row[LISTED], row[START].max(1)]
}

/// Whether the row is short and no sentence.
fn is_label(row: &Row) -> bool {
    row[WORDS] < 8 && row[END] < 4
}
