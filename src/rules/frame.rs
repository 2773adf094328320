//! How far the page's frame reaches into a document from either end, judged by the signs that the packs found.

use super::Page;
use crate::evidence::{Findings, THRESHOLD};
use crate::segment::Line;

/// Points that the signs of a frame must have together.
const SIGNS: i32 = 150;
/// Points of a sign that are worth one step of reach.
const SIGN: i32 = 6;
/// Steps that a paragraph without a sign costs.
const PROSE: i32 = 10;
/// Steps that a short sentence or a row of figures costs.
const SENTENCE: i32 = 6;
/// How many labels in a row cost a step each. The others cost nothing, as menus have hundreds of them.
const LABELS: i32 = 2;

/// How many of `lines`, taken in the order given, are frame: the longest lead of them in which signs outweigh the
/// sentences between them. `None` where the signs are too few or none leaves no doubt.
pub(super) fn reach(page: &Page<'_>, findings: &Findings, lines: impl Iterator<Item = usize>) -> Option<usize> {
    let (mut sum, mut best, mut reach) = (0, 0, None);
    let (mut points, mut strongest, mut labels) = (0, 0, 0);
    for index in lines {
        let line = page.line(index);
        if line.is_blank() {
            continue;
        }
        if let Some(clue) = findings.clue(index) {
            let weight = i32::from(clue.weight);
            sum += weight / SIGN;
            points += weight;
            strongest = strongest.max(weight);
            labels = 0;
        } else if is_text(line) {
            sum -= if line.measure.is_prose() { PROSE } else { SENTENCE };
            labels = 0;
        } else {
            labels += 1;
            sum -= i32::from(labels <= LABELS);
        }
        if sum > best && points >= SIGNS && strongest >= THRESHOLD {
            best = sum;
            reach = Some(index);
        }
    }
    reach
}

/// Whether a line without a sign reads as text: sentences, and rows of figures.
fn is_text(line: &Line) -> bool {
    let measure = &line.measure;
    let row = measure.digits > 2 && u16::from(measure.digits) * 3 >= u16::from(measure.letters);
    measure.ends_sentence() || measure.is_prose() || row
}
