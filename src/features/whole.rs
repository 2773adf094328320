//! What kind of document a line stands in: its size, how much of it is prose, how many signs of a frame it has. A clean
//! text is known by these, and a renderer by its blank lines and list marks.

use super::line::{DIGITS, END, LENGTH, LISTED, PROSE, START, WORDS};
use super::scale::{scale, share};
use super::table::Table;
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

/// Adds this group's columns. The line's own stand first in the table.
pub(super) fn fill(doc: &Document<'_>, findings: &Findings, outline: &Outline, table: &mut Table) {
    let rows = table.rows();
    let count = |column: usize, counts: &dyn Fn(u8) -> bool| -> usize {
        table.column(column).iter().filter(|&&cell| counts(cell)).count()
    };
    let words: usize = table.column(WORDS).iter().map(|&w| usize::from(w)).sum();
    let in_prose = |(&words, &prose): (&u8, &u8)| if prose > 0 { usize::from(words) } else { 0 };
    let prose: usize = table.column(WORDS).iter().zip(table.column(PROSE)).map(in_prose).sum();
    let (mut signs, mut signed) = (0, 0);
    for &line in table.lines() {
        if let Some(clue) = findings.clue(line as usize) {
            signs += clue.weight.max(0) as usize;
            signed += 1;
        }
    }
    let main = outline.main();
    let bytes: usize = table.column(LENGTH).iter().map(|&l| usize::from(l)).sum();
    let cells = [
        scale(rows),
        scale(words),
        share(prose, words),
        share(count(WORDS, &|w| w < 4), rows),
        share(count(LISTED, &|l| l > 0), rows),
        share(doc.lines().len() - rows, doc.lines().len()),
        scale(signs / 50),
        share(signed, rows),
        share(main.len(), doc.lines().len()),
        share(count(END, &|end| end == 4), rows),
        (bytes / rows.max(1)).min(255) as u8,
        share(count(DIGITS, &|d| d > 60), rows),
        share(count(START, &|start| start == 0), rows),
        scale(count(PROSE, &|p| p > 0)),
        share(doc.lines().iter().filter(|line| line.measure.is_unspaced()).count(), rows),
    ];
    for cell in cells {
        table.push().fill(cell);
    }
}
