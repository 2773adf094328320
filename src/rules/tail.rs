//! The page's foot: what follows the text proper, from the first sign of the frame on.

use super::frame::reach;
use super::{Page, Rule};
use crate::evidence::{Findings, Kind, RuleId};

/// Lines behind the text proper, from the first sign of the page's frame on.
pub struct Tail;

const WEIGHT: i16 = 100;

impl Rule for Tail {
    fn info(&self) -> (&'static str, Kind, &'static str) {
        ("furniture/foot", Kind::Furniture, "behind the text proper, below the first sign of the page's frame")
    }

    fn inspect(&self, page: &Page<'_>, me: RuleId, findings: &mut Findings) {
        if !page.outline.is_text() || !page.outline.has_frame() {
            return;
        }
        let behind = page.outline.main().end..page.doc.lines().len();
        let Some(first) = reach(page, findings, behind.clone().rev()) else { return };
        for index in first..behind.end {
            if !page.line(index).is_blank() {
                findings.add(index, me, WEIGHT);
            }
        }
    }
}
