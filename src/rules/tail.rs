//! The page's foot: what follows the last paragraph, from the first sign of the frame on.

use super::{Page, Place, Rule};
use crate::evidence::{Findings, Kind, RuleId};

/// Lines behind the text that stand in the company of the frame.
pub struct Tail;

const WEIGHT: i16 = 100;

impl Rule for Tail {
    fn info(&self) -> (&'static str, Kind, &'static str) {
        ("furniture/foot", Kind::Furniture, "behind the last paragraph, after the first sign of the page's frame")
    }

    fn inspect(&self, page: &Page<'_>, me: RuleId, findings: &mut Findings) {
        for run in page.outline.runs().iter().filter(|run| run.place == Place::Tail) {
            let hits: Vec<usize> = (run.start..run.end).filter(|&i| findings.clue(i).is_some()).collect();
            if hits.len() < 2 {
                continue;
            }
            for index in hits[0]..run.end {
                if !page.line(index).is_blank() {
                    findings.add(index, me, WEIGHT);
                }
            }
        }
    }
}
