//! The page's foot: what follows the text proper, from the first sign of the frame on.

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
        let main = page.outline.main();
        if main.is_empty() {
            return;
        }
        let tail = main.end..page.doc.lines().len();
        if !page.outline.is_frame(tail.clone(), findings) {
            return;
        }
        let first = tail.clone().find(|&i| findings.clue(i).is_some());
        for index in first.unwrap_or(tail.end)..tail.end {
            if !page.line(index).is_blank() {
                findings.add(index, me, WEIGHT);
            }
        }
    }
}
