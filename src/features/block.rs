//! Blocks and runs: what blank lines set apart, and neighbours of one shape. A menu is a run of short lines alike; a
//! heading stands alone.

use super::line::{END, LISTED, START, WORDS};
use super::scale::{scale, share};
use super::table::Table;
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

/// Adds this group's columns. The line's own stand first in the table.
pub(super) fn fill(doc: &Document<'_>, table: &mut Table) {
    let first = table.columns();
    NAMES.iter().for_each(|_| {
        table.push();
    });
    let rows = table.rows();
    let total = doc.lines().len();
    for row in 0..rows {
        let at = table.lines()[row] as usize;
        let before = if row == 0 { at } else { at - table.lines()[row - 1] as usize - 1 };
        let after = if row + 1 == rows { total - at - 1 } else { table.lines()[row + 1] as usize - at - 1 };
        table.set_row(first, row, &[before.min(4) as u8, after.min(4) as u8]);
    }
    fill_blocks(first + 2, table);
    fill_runs(first + 8, table);
}

/// Blocks between blank lines.
fn fill_blocks(first: usize, table: &mut Table) {
    let rows = table.rows();
    let mut from = 0;
    while from < rows {
        let to = end_of_run(from, rows, |row| table.lines()[row - 1] + 1 == table.lines()[row]);
        let count = |column: usize, counts: fn(u8) -> usize| -> usize {
            table.column(column)[from..to].iter().map(|&cell| counts(cell)).sum()
        };
        let len = to - from;
        let words = count(WORDS, usize::from);
        let listed = share(count(LISTED, usize::from), len);
        let sentences = share(count(END, |end| usize::from(end == 4)), len);
        for row in from..to {
            let cells = [scale(len), scale(words), scale(row - from), scale(to - 1 - row), listed, sentences];
            table.set_row(first, row, &cells);
        }
        from = to;
    }
}

/// Neighbours of one shape, blank lines between them or not.
fn fill_runs(first: usize, table: &mut Table) {
    let rows = table.rows();
    for (place, wide) in [(0, false), (4, true)] {
        let mut from = 0;
        while from < rows {
            let to = end_of_run(from, rows, |row| {
                if wide {
                    label(table, row - 1) == label(table, row)
                } else {
                    shape(table, row - 1) == shape(table, row)
                }
            });
            let words: usize = table.column(WORDS)[from..to].iter().map(|&w| usize::from(w)).sum();
            let is_label = label(table, from);
            for row in from..to {
                if wide {
                    let len = scale(to - from);
                    table.set_row(
                        first + place,
                        row,
                        &[if is_label { len } else { 0 }, if is_label { 0 } else { len }],
                    );
                } else {
                    let cells = [scale(to - from), scale(row - from), scale(to - 1 - row), scale(words)];
                    table.set_row(first + place, row, &cells);
                }
            }
            from = to;
        }
    }
}

/// Where the run that begins at `from` ends: `joins` tells whether a row belongs to the one before it.
fn end_of_run(from: usize, rows: usize, joins: impl Fn(usize) -> bool) -> usize {
    (from + 1..rows).find(|&row| !joins(row)).unwrap_or(rows)
}

/// What lines of one run have in common.
fn shape(table: &Table, row: usize) -> (u8, u8, u8, u8) {
    let words = match table.column(WORDS)[row] {
        0..=3 => 0,
        4..=8 => 1,
        9..=18 => 2,
        _ => 3,
    };
    let start = table.column(START)[row].max(1);
    (words, table.column(END)[row], table.column(LISTED)[row], start)
}

/// Whether the row is short and no sentence.
fn label(table: &Table, row: usize) -> bool {
    table.column(WORDS)[row] < 8 && table.column(END)[row] < 4
}
