//! How far the page's frame reaches into a document from either end, judged by the signs that the packs found.

use super::Page;
use crate::evidence::{Findings, THRESHOLD};
use crate::segment::Line;

/// Points that the signs of a frame must have together.
const SIGNS: i32 = 150;
/// How many different signs a frame shows. A page's foot speaks of rights, of contact and of the site itself; one call
/// or button that comes again and again, or two of them in turn, are those of a list in the text.
const DIFFERENT: usize = 3;
/// As many different signs are enough for a [`SMALL`] frame, if the page does not say both of them again.
const TWO: usize = 2;
/// Lines of a small frame.
const SMALL: usize = 20;
/// Points of a sign that are worth one step of reach.
const SIGN: i32 = 6;
/// Steps that a paragraph without a sign costs.
const PROSE: i32 = 10;
/// Steps that a short sentence or a row of figures costs.
const SENTENCE: i32 = 6;
/// How many labels in a row cost a step each. The others cost nothing, as menus have hundreds of them.
const LABELS: i32 = 2;

/// How many of `lines`, taken in the order given, are frame: the longest lead of them in which signs outweigh the
/// sentences between them. `None` where the signs are too few or too much alike, or none leaves no doubt.
pub(super) fn reach(page: &Page<'_>, findings: &Findings, lines: impl Iterator<Item = usize>) -> Option<usize> {
    let (mut sum, mut best, mut reach) = (0, 0, None);
    let (mut points, mut strongest, mut labels) = (0, 0, 0);
    let mut read = 0;
    let mut different = Vec::with_capacity(DIFFERENT);
    for index in lines {
        let line = page.line(index);
        if line.is_blank() {
            continue;
        }
        read += 1;
        if let Some(clue) = findings.clue(index) {
            let weight = i32::from(clue.weight);
            sum += weight / SIGN;
            points += weight;
            strongest = strongest.max(weight);
            labels = 0;
            if different.len() < DIFFERENT && !different.contains(&line.entry()) {
                different.push(line.entry());
            }
        } else if is_text(line) {
            sum -= if line.measure.is_prose() { PROSE } else { SENTENCE };
            labels = 0;
        } else {
            labels += 1;
            sum -= i32::from(labels <= LABELS);
        }
        let strong = points >= SIGNS && strongest >= THRESHOLD;
        let enough = || match different.len() {
            DIFFERENT => true,
            TWO => read <= SMALL && any_said_once(page, findings, &different),
            _ => false,
        };
        if sum > best && strong && enough() {
            best = sum;
            reach = Some(index);
        }
    }
    reach
}

/// Whether the page says one of `signs` on one line only. In a list, each of its buttons comes again.
fn any_said_once(page: &Page<'_>, findings: &Findings, signs: &[Option<u16>]) -> bool {
    let said = |n: usize| findings.clued_line(n).map(|(index, _)| page.line(index).entry());
    let once =
        |sign: &Option<u16>| (0..findings.clued_lines()).filter(|&n| said(n) == Some(*sign)).take(2).count() == 1;
    signs.iter().any(once)
}

/// Whether a line without a sign reads as text: sentences, and rows of figures.
fn is_text(line: &Line) -> bool {
    let measure = &line.measure;
    let row = measure.digits > 2 && u16::from(measure.digits) * 3 >= u16::from(measure.letters);
    measure.ends_sentence() || measure.is_prose() || row
}
