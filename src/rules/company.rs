//! Labels are known by their company: `Search` alone may be a heading, between `Home` and `Log in` it is a menu.

use std::collections::HashSet;
use std::ops::Range;

use super::{Page, Rule};
use crate::evidence::{Findings, Kind, RuleId};
use crate::segment::Measure;

/// Stretches of short labels in which signs of the frame are thick.
pub struct Company;

const MAX_WORDS: u8 = 6;
const WEIGHT: i16 = 100;
/// Different signs that a stretch must hold: one that comes again and again is a button of a list in the text.
const SIGNS: usize = 2;
/// Points that the different signs must have together.
const POINTS: i32 = 100;
/// Points that all signs must have for each line of the stretch.
const POINTS_A_LINE: i32 = 20;

impl Rule for Company {
    fn info(&self) -> (&'static str, Kind, &'static str) {
        ("navigation/company", Kind::Navigation, "a label among labels that are typical of a page's frame")
    }

    fn inspect(&self, page: &Page<'_>, me: RuleId, findings: &mut Findings) {
        if page.outline.first_prose().is_none() || !page.outline.has_frame() {
            return;
        }
        let main = page.outline.main();
        let mut start = 0;
        for (index, line) in page.doc.lines().iter().enumerate() {
            let label = is_label(&line.measure);
            if label && index != main.start && index != main.end {
                continue;
            }
            add_signed(page, start..index, &main, me, findings);
            start = if label { index } else { index + 1 };
        }
        add_signed(page, start..page.doc.lines().len(), &main, me, findings);
    }
}

/// Adds the signed part of a stretch of labels.
fn add_signed(page: &Page<'_>, stretch: Range<usize>, main: &Range<usize>, me: RuleId, findings: &mut Findings) {
    if stretch.len() < SIGNS {
        return;
    }
    let inside = main.start < stretch.end && stretch.end <= main.end;
    for line in signed_part(page, stretch, findings, inside).into_iter().flatten() {
        findings.add(line, me, WEIGHT);
    }
}

fn is_label(measure: &Measure) -> bool {
    let dated = measure.digits >= 4 && measure.digits >= measure.letters / 2;
    measure.words > 0 && measure.words <= MAX_WORDS && !measure.ends_sentence() && !measure.ends_in_colon() && !dated
}

/// The part of `stretch` from its first sign to its last, if the signs in it are thick enough. Within the text proper
/// every line must be one, and none a menu's: there a list of such words is what the text speaks of.
fn signed_part(page: &Page<'_>, stretch: Range<usize>, findings: &Findings, inside: bool) -> Option<Range<usize>> {
    let weight = |i: usize| findings.clue(i).map_or(0, |clue| i32::from(clue.weight));
    let first = stretch.clone().find(|&i| weight(i) > 0)?;
    let last = stretch.clone().rev().find(|&i| weight(i) > 0)?;
    let signed = first..last + 1;
    let points: i32 = signed.clone().map(weight).sum();
    if points < POINTS || points < POINTS_A_LINE * signed.len() as i32 {
        return None;
    }
    let mut seen = HashSet::new();
    let different = signed.clone().filter(|&i| weight(i) > 0 && seen.insert(page.line(i).entry()));
    let different_points: i32 = different.map(weight).sum();
    let thick = seen.len() >= SIGNS && different_points >= POINTS;
    let buttons =
        |i: usize| findings.clue(i).is_some_and(|clue| !matches!(clue.kind, Kind::Navigation | Kind::Breadcrumb));
    (thick && (!inside || signed.clone().all(buttons))).then_some(signed)
}
