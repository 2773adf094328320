//! Where a line has the benefit of the doubt: at the head of the text, where titles, names and dates stand that many
//! clean copies leave out and many readers miss, and alone between lines that stay, where headings stand. Whole pages
//! have so much around their text that there is less doubt the longer they are.

use crate::features::{CERTAIN, PROSE, SIGN, Table};
use crate::model::Cut;

/// Lines above the first paragraph among which the head is looked for.
const HEAD: usize = 8;
/// The longest run of lines that is an island in the text.
const ISLAND: usize = 3;
/// The chance, in 1024ths, that a line of the head must have.
const HEAD_CHANCE: u32 = 4;
/// The chance, in 1024ths, that an island must have.
const ISLAND_CHANCE: u32 = 12;

/// Rows over which the benefit is lost.
const LONG: std::ops::Range<usize> = 60..150;

/// Marks in `stays` the rows that stay by the `cut`, and those that stay by the benefit of the doubt.
pub(super) fn grant(table: &Table, scores: &[i32], cut: Cut, stays: &mut Vec<bool>) {
    stays.clear();
    stays.extend(scores.iter().map(|&score| cut.against(score).is_none()));
    let rows = table.rows();
    let long = stays.len().saturating_sub(LONG.start).min(LONG.len()) as u32;
    let doubtful = |row: usize, chance: u32| {
        let chance = chance + (1024 - chance) * long / LONG.len() as u32;
        rows[row][SIGN] == 0 && rows[row][CERTAIN] == 0 && cut.at_most(chance).against(scores[row]).is_none()
    };
    let mut from = 0;
    while let Some(start) = (from..stays.len()).find(|&row| !stays[row]) {
        let end = (start..stays.len()).find(|&row| stays[row]).unwrap_or(stays.len());
        let inside = start > 0 && end < stays.len();
        if inside && end - start <= ISLAND && (start..end).all(|row| doubtful(row, ISLAND_CHANCE)) {
            stays[start..end].fill(true);
        }
        from = end;
    }
    let Some(first) = (0..stays.len()).find(|&row| stays[row] && rows[row][PROSE] > 0) else { return };
    let head = first.saturating_sub(HEAD);
    for (row, stays) in (head..).zip(&mut stays[head..first]) {
        *stays |= doubtful(row, HEAD_CHANCE);
    }
}
