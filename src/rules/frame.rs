//! How far the page's frame reaches into a document from either end, judged by the signs that the packs found.

use super::Page;
use crate::evidence::{Findings, THRESHOLD};
use crate::segment::Line;

/// Points that the signs of a frame must have together.
const SIGNS: i32 = 150;

/// How many of `lines`, taken in the order given, are frame: the longest lead of them in which signs outweigh the
/// sentences between them. `None` where the signs are too few or none leaves no doubt.
pub(super) fn reach(page: &Page<'_>, findings: &Findings, lines: impl Iterator<Item = usize>) -> Option<usize> {
    let (mut sum, mut best, mut reach) = (0, 0, None);
    let (mut points, mut strongest) = (0, 0);
    for index in lines {
        let line = page.line(index);
        if line.is_blank() {
            continue;
        }
        match findings.clue(index) {
            Some(clue) => {
                let weight = i32::from(clue.weight);
                sum += weight / 5;
                points += weight;
                strongest = strongest.max(weight);
            }
            None => sum -= cost(line),
        }
        if sum > best && points >= SIGNS && strongest >= THRESHOLD {
            best = sum;
            reach = Some(index);
        }
    }
    reach
}

/// What a line without a sign costs. Labels cost nothing, as menus have hundreds of them.
fn cost(line: &Line) -> i32 {
    let measure = &line.measure;
    if measure.ends_sentence() || measure.is_prose() { 2 } else { i32::from(measure.words > 6) }
}
