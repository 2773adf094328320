//! Where a line stands: in the document, against its first and last paragraph, and against its main stretch.

use super::line::{PROSE, WORDS};
use super::scale::{scale, share, signed};
use super::table::{Row, Table};
use super::{block, put};
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

/// Place of the first of them.
pub(super) const FIRST: usize = block::FIRST + block::NAMES.len();

/// Fills this group's columns. The line's own are there already.
pub(super) fn fill(outline: &Outline, table: &mut Table) {
    let len = table.len();
    let is_prose = |row: &Row| row[PROSE] > 0;
    let (mut words, mut prose) = (0, 0);
    for row in table.rows() {
        words += usize::from(row[WORDS]);
        prose += usize::from(is_prose(row));
    }
    let row_of = |line: usize| table.lines().partition_point(|&l| (l as usize) < line) as isize;
    let main = outline.main();
    let (main_start, main_end) = (row_of(main.start), row_of(main.end));
    let first_prose = table.rows().iter().position(is_prose).unwrap_or(0) as isize;
    let last_prose = table.rows().iter().rposition(is_prose).unwrap_or(len) as isize;
    let (mut said, mut paragraphs, mut since, mut words_since) = (0, 0, 255, 255);
    for (at, row) in table.rows_mut().iter_mut().enumerate() {
        let own = usize::from(row[WORDS]);
        let is_prose = is_prose(row);
        let after = prose - paragraphs - usize::from(is_prose);
        let from = |place: isize| signed(at as isize - place);
        let cells = [
            share(at, len),
            scale(at),
            scale(len - 1 - at),
            scale(said),
            share(said, words),
            scale(words - said - own),
            from(first_prose),
            from(last_prose),
            from(main_start),
            from(main_end),
            scale(paragraphs),
            scale(after),
            scale(since),
            0,
            scale(words_since),
        ];
        put(row, FIRST, cells);
        said += own;
        since += 1;
        words_since += own;
        if is_prose {
            paragraphs += 1;
            (since, words_since) = (0, 0);
        }
    }
    let (mut until, mut words_until) = (255, 255);
    for row in table.rows_mut().iter_mut().rev() {
        put(row, FIRST + 13, [scale(until)]);
        put(row, FIRST + 15, [scale(words_until)]);
        until += 1;
        words_until += usize::from(row[WORDS]);
        if is_prose(row) {
            (until, words_until) = (0, 0);
        }
    }
}
