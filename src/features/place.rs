//! Where a line stands: in the document, against its first and last paragraph, and against its main stretch.

use super::line::{PROSE, WORDS};
use super::scale::{scale, share, signed};
use super::table::Table;
use crate::rules::Outline;

/// Columns of this group, in order.
pub(super) const NAMES: &[&str] = &[
    "place",
    "lines-before",
    "lines-after",
    "words-before",
    "words-before-share",
    "words-after",
    "from-first-prose",
    "from-last-prose",
    "from-main-start",
    "from-main-end",
    "prose-before",
    "prose-after",
    "since-prose",
    "until-prose",
    "words-since-prose",
    "words-until-prose",
];

/// Adds this group's columns. The line's own stand first in the table.
pub(super) fn fill(outline: &Outline, table: &mut Table) {
    let first = table.columns();
    NAMES.iter().for_each(|_| {
        table.push();
    });
    let rows = table.rows();
    let words: usize = table.column(WORDS).iter().map(|&w| usize::from(w)).sum();
    let prose: usize = table.column(PROSE).iter().map(|&p| usize::from(p > 0)).sum();
    let row_of = |line: usize| table.lines().partition_point(|&l| (l as usize) < line) as isize;
    let main = outline.main();
    let (main_start, main_end) = (row_of(main.start), row_of(main.end));
    let first_prose = table.column(PROSE).iter().position(|&p| p > 0).unwrap_or(0) as isize;
    let last_prose = table.column(PROSE).iter().rposition(|&p| p > 0).unwrap_or(rows) as isize;
    let (mut said, mut paragraphs, mut since, mut words_since) = (0, 0, 255, 255);
    for row in 0..rows {
        let own = usize::from(table.column(WORDS)[row]);
        let is_prose = table.column(PROSE)[row] > 0;
        let at = row as isize;
        let after = prose - paragraphs - usize::from(is_prose);
        let cells = [
            share(row, rows),
            scale(row),
            scale(rows - 1 - row),
            scale(said),
            share(said, words),
            scale(words - said - own),
            signed(at - first_prose),
            signed(at - last_prose),
            signed(at - main_start),
            signed(at - main_end),
            scale(paragraphs),
            scale(after),
            scale(since),
            0,
            scale(words_since),
        ];
        table.set_row(first, row, &cells);
        said += own;
        since += 1;
        words_since += own;
        if is_prose {
            paragraphs += 1;
            (since, words_since) = (0, 0);
        }
    }
    let (mut until, mut words_until) = (255, 255);
    for row in (0..rows).rev() {
        table.set_row(first + 13, row, &[scale(until)]);
        table.set_row(first + 15, row, &[scale(words_until)]);
        until += 1;
        words_until += usize::from(table.column(WORDS)[row]);
        if table.column(PROSE)[row] > 0 {
            (until, words_until) = (0, 0);
        }
    }
}
