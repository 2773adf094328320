//! Menus: stretches of short labels among which several are typical of a page's frame.

use super::{Page, Place, Rule};
use crate::evidence::{Findings, Kind, RuleId};

/// Labels in the company of navigation.
pub struct Menu;

const MAX_WORDS: u8 = 5;
const WEIGHT: i16 = 100;

impl Rule for Menu {
    fn info(&self) -> (&'static str, Kind, &'static str) {
        ("navigation/menu", Kind::Navigation, "a label above the last entry of the page's menus")
    }

    fn inspect(&self, page: &Page<'_>, me: RuleId, findings: &mut Findings) {
        for run in page.outline.runs().iter().filter(|run| run.place == Place::Head) {
            let hits: Vec<usize> = (run.start..run.end)
                .filter(|&i| {
                    findings.clue(i).is_some_and(|clue| clue.kind == Kind::Navigation || clue.kind == Kind::Furniture)
                })
                .collect();
            let Some(&last) = hits.last() else { continue };
            if hits.len() < 3 {
                continue;
            }
            for index in run.start..=last {
                let measure = page.line(index).measure;
                if measure.words > 0 && measure.words <= MAX_WORDS && !measure.ends_sentence() {
                    findings.add(index, me, WEIGHT);
                }
            }
        }
    }
}
