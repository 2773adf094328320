//! What kind of document a line stands in: its size, how much of it is prose, how many signs of a frame it has. A clean
//! text is known by these, and a renderer by its blank lines and list marks.

use super::line::{DIGITS, END, LENGTH, LISTED, PROSE, START, WORDS};
use super::scale::{scale, share};
use super::table::{Row, Table};
use crate::evidence::Findings;
use crate::rules::Outline;
use crate::segment::Document;

/// Columns of this group, in order; each holds one value for all lines.
pub(super) const NAMES: &[&str] = &[
    "document-lines",
    "document-words",
    "document-prose",
    "document-labels",
    "document-listed",
    "document-blanks",
    "document-signs",
    "document-sign-share",
    "document-main",
    "document-sentences",
    "document-words-per-line",
    "document-figures",
    "document-lower-starts",
    "document-prose-lines",
    "document-unspaced",
];

/// Fills this group's columns. The line's own are there already.
pub(super) fn fill(doc: &Document<'_>, findings: &Findings, outline: &Outline, table: &mut Table) {
    let (rows, lines) = (table.len(), doc.lines().len());
    let sum = |of: fn(&Row) -> usize| table.rows().iter().map(of).sum::<usize>();
    let count = |counts: fn(&Row) -> bool| table.rows().iter().filter(|row| counts(row)).count();
    let words = sum(|row| row[WORDS].into());
    let prose = sum(|row| if row[PROSE] > 0 { row[WORDS].into() } else { 0 });
    let (mut signs, mut signed) = (0, 0);
    for &line in table.lines() {
        if let Some(clue) = findings.clue(line as usize) {
            signs += clue.weight.max(0) as usize;
            signed += 1;
        }
    }
    table.set_document([
        scale(rows),
        scale(words),
        share(prose, words),
        share(count(|row| row[WORDS] < 4), rows),
        share(count(|row| row[LISTED] > 0), rows),
        share(lines - rows, lines),
        scale(signs / 50),
        share(signed, rows),
        share(outline.main().len(), lines),
        share(count(|row| row[END] == 4), rows),
        (sum(|row| row[LENGTH].into()) / rows.max(1)).min(255) as u8,
        share(count(|row| row[DIGITS] > 60), rows),
        share(count(|row| row[START] == 0), rows),
        scale(count(|row| row[PROSE] > 0)),
        share(doc.lines().iter().filter(|line| line.measure.is_unspaced()).count(), rows),
    ]);
}
