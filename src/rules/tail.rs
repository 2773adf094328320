//! The page's foot: what follows the text proper, from the first sign of the frame on.

use std::collections::HashSet;

use super::frame::reach;
use super::{Page, Rule};
use crate::evidence::{Findings, Kind, RuleId, THRESHOLD};

/// Lines behind the text proper, from the first sign of the page's frame on.
///
/// The larger the foot would be, the more must speak for it. A foot that has more words than what it leaves needs
/// different signs on many of its lines, unless the page has a head, too: a text that was cut out of its page has no
/// head, and what looks like a large and thin foot is its own form, price list or register.
pub struct Tail;

const WEIGHT: i16 = 100;
/// Points that the different signs of a large foot must have for each of its lines.
const POINTS_A_LINE: usize = 8;
/// A page has a head where more lines than this go before its foot.
const HEAD: usize = 3;

impl Rule for Tail {
    fn info(&self) -> (&'static str, Kind, &'static str) {
        ("furniture/foot", Kind::Furniture, "behind the text proper, below the first sign of the page's frame")
    }

    fn inspect(&self, page: &Page<'_>, me: RuleId, findings: &mut Findings) {
        let Some(first) = start(page, findings) else { return };
        for index in first..page.doc.lines().len() {
            if !page.line(index).is_blank() {
                findings.add(index, me, WEIGHT);
            }
        }
    }
}

/// The line at which the page's foot begins.
pub(super) fn start(page: &Page<'_>, findings: &Findings) -> Option<usize> {
    if !page.outline.is_text() || !page.outline.has_frame() {
        return None;
    }
    let behind = page.outline.main().end..page.doc.lines().len();
    let first = reach(page, findings, behind.rev())?;
    let alone = || (0..first).filter(|&i| goes(page, findings, i)).count() <= HEAD;
    (!is_large(page, findings, first) || !alone() || is_thick(page, findings, first)).then_some(first)
}

fn goes(page: &Page<'_>, findings: &Findings, index: usize) -> bool {
    !page.line(index).is_blank() && findings.points(index) >= THRESHOLD
}

/// Whether a foot that begins at `first` has more words than what it leaves.
fn is_large(page: &Page<'_>, findings: &Findings, first: usize) -> bool {
    let words = |i: usize| usize::from(page.line(i).measure.words);
    let kept: usize = (0..first).filter(|&i| !goes(page, findings, i)).map(words).sum();
    (first..page.doc.lines().len()).map(words).sum::<usize>() > kept
}

/// Whether a foot that begins at `first` has enough different signs for its lines. What says the same counts once.
fn is_thick(page: &Page<'_>, findings: &Findings, first: usize) -> bool {
    let (mut lines, mut points, mut seen) = (0, 0, HashSet::new());
    for index in (first..page.doc.lines().len()).filter(|&i| !page.line(i).is_blank()) {
        lines += 1;
        if let Some(clue) = findings.clue(index).filter(|_| seen.insert(page.line(index).entry())) {
            points += usize::try_from(clue.weight).unwrap_or(0);
        }
    }
    points >= POINTS_A_LINE * lines
}
