//! What the rules found: signs of a page's frame on the line itself, and how many stand around it.

use super::scale::scale;
use super::table::Table;
use super::{put, words};
use crate::evidence::{Findings, Kind, THRESHOLD};

/// Columns of this group, in order.
pub(super) const NAMES: &[&str] = &[
    "sign-weight",
    "sign-kind",
    "points",
    "menu-sign",
    "share-sign",
    "teaser-sign",
    "ad-sign",
    "furniture-sign",
    "signs-before",
    "signs-after",
    "since-sign",
    "until-sign",
    "certain",
    "repeats",
];

/// Place of the first of them.
pub(super) const FIRST: usize = words::FIRST + words::NAMES.len();
/// Place of `sign-weight` in the group.
pub(super) const WEIGHT: usize = 0;
/// Place of `points`.
const POINTS: usize = 2;
/// Place of `certain`.
pub(super) const CERTAIN: usize = 12;
/// Place of the first of the five kinds of signs.
const KINDS: std::ops::Range<usize> = 3..8;

/// Fills this group's columns.
pub(super) fn fill(findings: &Findings, repeats: &mut Vec<bool>, table: &mut Table) {
    repeats.clear();
    repeats.resize(table.lines().last().map_or(0, |&last| last as usize + 1), false);
    for repeat in findings.repeats() {
        repeats[repeat.evidence.line as usize] = true;
    }
    let (mut before, mut since) = (0, 255);
    for (row, line) in table.with_lines() {
        let points = findings.points(line);
        let mut cells = [0; NAMES.len()];
        cells[POINTS] = (128 + points / 2).clamp(0, 255) as u8;
        cells[CERTAIN] = u8::from(points >= THRESHOLD);
        cells[13] = u8::from(repeats[line]);
        cells[8] = scale(before / 50);
        cells[10] = scale(since);
        since += 1;
        if let Some(clue) = findings.clue(line) {
            cells[0] = clue.weight.clamp(0, 255) as u8;
            cells[1] = clue.kind as u8 + 1;
            if let Some(group) = group(clue.kind) {
                cells[KINDS.start + group] = cells[0];
            }
            before += usize::from(cells[0]);
            since = 1;
        }
        put(row, FIRST, cells);
    }
    let (mut after, mut until) = (0, 255);
    for (row, line) in table.with_lines().rev() {
        put(row, FIRST + 9, [scale(after / 50)]);
        put(row, FIRST + 11, [scale(until)]);
        until += 1;
        if let Some(clue) = findings.clue(line) {
            after += clue.weight.clamp(0, 255) as usize;
            until = 1;
        }
    }
}

/// Kinds that stand together on pages.
fn group(kind: Kind) -> Option<usize> {
    match kind {
        Kind::Breadcrumb | Kind::Masthead | Kind::Navigation | Kind::Contents => Some(0),
        Kind::Share | Kind::Signup => Some(1),
        Kind::Teaser => Some(2),
        Kind::Ad | Kind::Consent => Some(3),
        Kind::Furniture => Some(4),
        _ => None,
    }
}
